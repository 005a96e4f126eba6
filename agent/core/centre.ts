/**
 * What the agent asks of the centre and what comes back, as plain values; the wire form is elsewhere.
 * A request either gets one reply, or is told to have none with the reason; which of the two decides what is known.
 */

import type { GoodsResult } from './goods-body.ts';
import type { Infno } from './message.ts';
import type { Fen } from './money.ts';
import type { Detail, Group } from './reconcile/detail.ts';
import type { Msgid, Setldetail, Setlinfo, TransactionBody } from './transaction.ts';
import type { VisitSettlementBody } from './visit/body.ts';
import type { FeeResult } from './visit/visit.ts';

export type ErrorClass = 'transient' | 'ambiguous' | 'permanent';

/** Names of tongxing.v1.ResultCode without prefix, lower case; one the reader does not know is 'unrecognised'. */
export type ResultCode =
  | 'ok'
  | 'busy'
  | 'paced'
  | 'person_busy'
  | 'internal'
  | 'person_unknown'
  | 'card_revoked'
  | 'not_insured'
  | 'conflict'
  | 'tombstoned'
  | 'bad_request'
  | 'terminal_refused'
  | 'not_signed_in'
  | 'not_reversible'
  | 'not_found'
  | 'refused'
  | 'unrecognised';

export interface Result {
  readonly code: ResultCode;
  /** Null exactly when code is ok. */
  readonly error_class: ErrorClass | null;
  readonly infcode: string;
  readonly err_msg: string;
}

export interface Credential {
  readonly mdtrt_cert_type: '01' | '02' | '03';
  readonly mdtrt_cert_no: string;
  readonly card_sn: string;
  readonly certno: string;
  readonly psn_name: string;
}

export interface PersonSnapshot {
  readonly psn_no: string;
  readonly psn_cert_type: string;
  readonly certno: string;
  readonly psn_name: string;
  readonly gend: string;
  readonly naty: string;
  readonly brdy: string;
  readonly insutype: string;
  readonly psn_type: string;
  readonly psn_insu_stas: string;
  readonly cvlserv_flag: string;
  readonly insuplc_admdvs: string;
  readonly balc: Fen;
  /** tekun, dibao, fanpin, dibao_edge, monitored or empty. */
  readonly aid_category: string;
  readonly commercial: boolean;
  readonly entitlements: readonly {
    readonly opsp_dise_code: string;
    readonly begndate: string;
    readonly enddate: string;
  }[];
  readonly mulaid: readonly { readonly psn_no: string; readonly balc: Fen }[];
  readonly accumulator_year: number;
  readonly accumulators: Readonly<Record<string, Fen>>;
  /** The centre's clock when this was true, ms since 1970 UTC. */
  readonly as_of_ms: number;
  /**
   * Everything of this person from this terminal up to (epoch, number) is counted in, but for what is outstanding. 0,0
   * for nothing.
   */
  readonly included_epoch: number;
  readonly included_number: number;
  /** Numbers of this terminal before that one which the centre had not had; last 0: without end. */
  readonly outstanding: readonly { readonly epoch: number; readonly first: number; readonly last: number }[];
}

/** What may change between attempts of one transaction. */
export interface Attempt {
  readonly attempt: number;
  readonly provisional: boolean;
  readonly grade: 0 | 1 | 2 | 3 | 4;
  readonly unavailable: string;
  readonly snapshot_age_ms: number;
}

/** A stored transaction to be put on the wire: the shell adds the stored bytes, the previous hash and the clock. */
export interface ItemRef {
  readonly msgid: Msgid;
  readonly attempt: Attempt;
  readonly disposition: 'perform' | 'void';
}

export interface StatementTotals {
  readonly insutype: string;
  readonly clr_type: string;
  readonly setl_optins: string;
  readonly medfee_sumamt: Fen;
  readonly fund_pay_sumamt: Fen;
  readonly acct_pay: Fen;
  readonly fixmedins_setl_cnt: number;
}

/** Numbers of one epoch, both ends included. */
export interface HeldNumbers {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

/** A transaction as the centre keeps it: its bytes, what they say, and what they were answered. */
export interface KeptTransaction {
  readonly bytes: Uint8Array;
  readonly body: TransactionBody;
  readonly answer: Answer;
}

/** A page of what the centre has; `unread`: the first of it that breaks the contract, and where. */
export interface KeptPage {
  readonly transactions: readonly KeptTransaction[];
  readonly unread: { readonly msgid: string; readonly field: string } | null;
  readonly more: boolean;
}

export type CentreRequest =
  /** The core leaves the head empty; the shell fills in place and hash of the newest journal entry. */
  | {
      readonly kind: 'hello';
      readonly epoch: number;
      readonly number: number;
      readonly head_hash: string;
      readonly head_seq: number;
    }
  /** What the centre has of this terminal beyond these numbers. */
  | { readonly kind: 'fetch_transactions'; readonly held: readonly HeldNumbers[] }
  | { readonly kind: 'sign_in'; readonly opter_no: string }
  | { readonly kind: 'sign_out'; readonly sign_no: string; readonly opter_no: string }
  /** `ec_qrcode`: an e-voucher to be decoded; it goes nowhere else. */
  | { readonly kind: 'query_person'; readonly credential: Credential; readonly ec_qrcode?: string }
  /** What 2207 would give now (2206); changes nothing. */
  | { readonly kind: 'presettle_visit'; readonly settlement: VisitSettlementBody }
  /** One transaction with somebody waiting: Settle for 2102, VisitStep for 220x, Reverse for 2103 and 2601. */
  | { readonly kind: 'perform'; readonly infno: Infno; readonly item: ItemRef }
  /** One frame of the Exchange stream. */
  | { readonly kind: 'exchange'; readonly items: readonly ItemRef[] }
  | { readonly kind: 'inquire'; readonly msgids: readonly Msgid[] }
  | {
      readonly kind: 'totals';
      readonly stmt_begndate: string;
      readonly stmt_enddate: string;
      readonly totals: readonly StatementTotals[];
    }
  /** A page of one group of a day (3202); ours go along with the first. */
  | ({
      readonly kind: 'details';
      readonly stmt_date: string;
      readonly details: readonly Detail[];
      /** Where the last page ended; empty for the first. */
      readonly after: string;
    } & Group);

export type Outcome = 'settled' | 'rejected' | 'reversed' | 'voided' | 'not_found' | 'retry' | 'unrecognised';

export interface Answer {
  readonly msgid: Msgid;
  readonly outcome: Outcome;
  readonly result: Result;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly setl_time: string;
  readonly setlinfo: Setlinfo | null;
  readonly setldetail: readonly Setldetail[];
  readonly clr_optins: string;
  readonly clr_type: string;
  /** What the centre makes of each line (2204); absent otherwise. */
  readonly feedetail_result?: readonly FeeResult[];
  /** For goods: what became of each row; absent for anything else. */
  readonly goods_result?: readonly GoodsResult[];
}

export type CentreReply =
  | {
      readonly kind: 'hello';
      readonly result: Result;
      readonly epoch: number;
      readonly number: number;
      readonly missing_numbers: readonly number[];
      readonly centre_ms: number;
      readonly pace_ms: number;
      readonly batch_rows: number;
      /** What this terminal told of its journal before, in `epoch`: an entry's place and hash, hex. 0 for nothing. */
      readonly head_seq: number;
      readonly head_hash: string;
      /** Newest id of this terminal's slot at the centre, whoever held it; empty for none. */
      readonly last_msgid: string;
      /** Between two signs of life; 0 when none is wanted. */
      readonly heartbeat_ms: number;
    }
  | ({ readonly kind: 'fetch_transactions'; readonly result: Result } & KeptPage)
  | { readonly kind: 'sign_in'; readonly result: Result; readonly sign_no: string; readonly sign_time: string }
  | { readonly kind: 'sign_out'; readonly result: Result; readonly sign_time: string }
  | {
      readonly kind: 'query_person';
      readonly result: Result;
      readonly person: PersonSnapshot | null;
      /** Of a decoded voucher; empty for a card. */
      readonly ec_token: string;
    }
  | {
      readonly kind: 'presettle_visit';
      readonly result: Result;
      readonly setlinfo: Setlinfo | null;
      readonly setldetail: readonly Setldetail[];
    }
  | { readonly kind: 'perform'; readonly answer: Answer }
  | { readonly kind: 'exchange'; readonly answers: readonly Answer[]; readonly pace_ms: number }
  | { readonly kind: 'inquire'; readonly result: Result; readonly answers: readonly Answer[] }
  | {
      readonly kind: 'totals';
      readonly result: Result;
      readonly results: readonly {
        readonly centre: StatementTotals;
        readonly stmt_rslt: string;
        readonly stmt_rslt_dscr: string;
      }[];
    }
  | {
      readonly kind: 'details';
      readonly result: Result;
      readonly details: readonly Detail[];
      /** Where the next page begins; empty when this was the last. */
      readonly next: string;
    };

/** Why there is no reply. Only `unsent` proves that the centre never saw the request. */
export type NoReply = 'unsent' | 'timeout' | 'reset' | 'unreadable' | 'refused';

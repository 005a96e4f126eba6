/**
 * Requests of the core as bytes for the link. Stored transactions go in as the bytes they were stored as; this must never
 * encode a transaction's body again.
 */

import { tongxing } from '../../protocol/generated/tongxing.js';
import type { CentreRequest, ItemRef, StatementTotals } from '../core/centre.ts';
import type { KeptEvidence } from '../core/evidence.ts';
import type { Detail } from '../core/reconcile/detail.ts';
import type { Msgid } from '../core/transaction.ts';
import type { LinkMethod } from '../ports/link.ts';
import { checkedEach, shape, WireError } from './shape.ts';
import { writeSettlement } from './visit.ts';

const v1 = tongxing.v1;

/** tongxing.v1.Header without what the request itself decides (infno, and msgid where it is a transaction's). */
export interface Header {
  readonly msgid: string;
  readonly mdtrtarea_admvs: string;
  readonly insuplc_admdvs: string;
  readonly opter_type: string;
  readonly opter: string;
  readonly opter_name: string;
  readonly inf_time: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly sign_no: string;
  readonly dev_no: string;
  readonly infver: string;
  readonly agent_version: string;
  readonly wall_ms: number;
  readonly monotonic_ms: number;
  readonly boot_id: string;
}

/** What goes beside the items: the number of an Exchange frame on its stream, and the hash of the journal before them. */
export interface Beside {
  readonly frame_id?: number;
  readonly previous_hash?: Uint8Array;
  readonly evidence?: ReadonlyMap<Msgid, KeptEvidence>;
}

export interface EncodedRequest {
  readonly method: LinkMethod;
  readonly bytes: Uint8Array;
}

export const TOTALS = shape({
  insutype: 'text',
  clr_type: 'text',
  setl_optins: 'text',
  medfee_sumamt: 'fen',
  fund_pay_sumamt: 'fen',
  acct_pay: 'fen',
  fixmedins_setl_cnt: 'int',
} satisfies Record<keyof StatementTotals, 'text' | 'fen' | 'int'>);

export const DETAIL = shape({
  msgid: 'text',
  setl_id: 'text',
  mdtrt_id: 'text',
  insutype: 'text',
  clr_type: 'text',
  setl_optins: 'text',
  setl_time: 'text',
  medfee_sumamt: 'fen',
  fund_pay_sumamt: 'fen',
  acct_pay: 'fen',
  refd_setl_flag: 'text',
} satisfies Record<keyof Detail, 'text' | 'fen'>);

/**
 * The method and the bytes of a request. `items` holds the stored bytes of every transaction the request names.
 * Throws WireError when bytes are not there or a hash is no hex: a programmer's error of the caller.
 */
export function encodeRequest(
  request: CentreRequest,
  header: Header,
  items: ReadonlyMap<Msgid, Uint8Array>,
  beside: Beside = {},
): EncodedRequest {
  const as = (infno: string, msgid = header.msgid) => ({ ...header, infno, msgid });
  const item = (ref: ItemRef) => queuedItem(ref, header, items, beside);
  switch (request.kind) {
    case 'hello': {
      const { epoch, number, head_seq } = request;
      const head_hash = hex(request.head_hash);
      return made('Hello', v1.HelloRequest, { header: as(''), epoch, number, head_hash, head_seq });
    }
    case 'fetch_transactions':
      return made('FetchTransactions', v1.FetchTransactionsRequest, { header: as(''), held: request.held });
    case 'sign_in':
      return made('SignIn', v1.SignInRequest, { header: as('9001'), opter_no: request.opter_no });
    case 'sign_out': {
      const { sign_no, opter_no } = request;
      return made('SignOut', v1.SignOutRequest, { header: as('9002'), sign_no, opter_no });
    }
    case 'query_person': {
      const { credential, ec_qrcode } = request;
      const voucher = ec_qrcode === undefined ? {} : { ec_qrcode };
      return made('QueryPerson', v1.QueryPersonRequest, { header: as('1101'), ...credential, ...voucher });
    }
    case 'perform': {
      const message = { header: as(request.infno, request.item.msgid), item: item(request.item) };
      if (request.infno === '2102') return made('Settle', v1.SettleRequest, message);
      if (VISIT_STEPS.has(request.infno)) return made('VisitStep', v1.VisitStepRequest, message);
      return made('Reverse', v1.ReverseRequest, message);
    }
    case 'presettle_visit': {
      const visit_settlement = writeSettlement(request.settlement);
      return made('PresettleVisit', v1.PresettleVisitRequest, { header: as('2206'), visit_settlement });
    }
    case 'exchange':
      return made('Exchange', v1.ExchangeRequest, {
        frame_id: beside.frame_id ?? 0,
        header: as(''),
        items: request.items.map(item),
      });
    case 'inquire':
      return made('Inquire', v1.InquireRequest, { header: as(''), msgid: request.msgids });
    case 'totals': {
      const { stmt_begndate, stmt_enddate } = request;
      const totals = checkedEach(TOTALS, request.totals, 'totals');
      return made('ReconcileTotals', v1.ReconcileTotalsRequest, {
        header: as('3201'),
        stmt_begndate,
        stmt_enddate,
        totals,
      });
    }
    case 'details': {
      const { stmt_date, insutype, clr_type, setl_optins, after } = request;
      const details = checkedEach(DETAIL, request.details, 'details');
      const message = { header: as('3202'), stmt_date, insutype, clr_type, setl_optins, details, after };
      return made('ReconcileDetails', v1.ReconcileDetailsRequest, message);
    }
  }
}

const VISIT_STEPS: ReadonlySet<string> = new Set(['2201', '2203', '2204', '2207']);

function queuedItem(ref: ItemRef, header: Header, items: ReadonlyMap<Msgid, Uint8Array>, beside: Beside): object {
  const transaction = items.get(ref.msgid);
  if (transaction === undefined) throw new WireError('item.transaction', `no stored bytes of ${ref.msgid}`);
  const { previous_hash } = beside;
  const told = beside.evidence?.get(ref.msgid);
  const { attempt, provisional, grade, unavailable, snapshot_age_ms } = ref.attempt;
  return {
    transaction,
    attempt: {
      attempt,
      provisional,
      grade,
      unavailable,
      snapshot_age_ms,
      previous_hash,
      wall_ms: header.wall_ms,
      evidence: told?.bytes,
      evidence_signature: told?.signature,
    },
    disposition: ref.disposition === 'void' ? v1.Disposition.DISPOSITION_VOID : v1.Disposition.DISPOSITION_PERFORM,
  };
}

interface Encoder {
  encode(message: object): { finish(shared?: boolean): Uint8Array };
}

/** The writer is nobody else's: its own buffer leaves, as a copy of a frame costs as much as encoding it. */
function made(method: LinkMethod, type: Encoder, message: object): EncodedRequest {
  return { method, bytes: type.encode(message).finish(true) };
}

function hex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new WireError('head_hash', 'not hex');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

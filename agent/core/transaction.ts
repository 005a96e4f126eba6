/**
 * A transaction's life: its two legs and the only moves its centre leg may make (offline.md, States).
 * Nothing else in the house decides whether a move is legal; a refused move is a programmer's error and crashes.
 */

import type { GoodsBody } from './goods-body.ts';
import type { Infno } from './message.ts';
import type { Fen } from './money.ts';
import type { Setldetail, Setlinfo } from './settlement/result.ts';
import type { VisitBody } from './visit/body.ts';

export type { Setldetail, Setlinfo };

/** 30 characters: fixmedins_code(12) + yyyyMMddHHmmss + slot(2) + counter(2). */
export type Msgid = string & { readonly __id: 'msgid' };

export type CentreState =
  | 'queued'
  | 'claimed'
  | 'inflight'
  | 'unknown'
  | 'inquiring'
  | 'settled'
  | 'settled_with_difference'
  | 'rejected'
  | 'voided'
  | 'reversing'
  | 'reversed'
  | 'parked';

const SETTLED = ['settled', 'settled_with_difference'] as const;

/** From each state, where it may go. `parked` goes back to where it was parked from, which the row remembers. */
export const MOVES: Readonly<Record<CentreState, readonly CentreState[]>> = {
  queued: ['claimed', 'voided', 'parked'],
  claimed: ['queued', 'inflight'],
  inflight: [...SETTLED, 'rejected', 'unknown'],
  unknown: ['inquiring', 'reversing', 'parked'],
  inquiring: [...SETTLED, 'rejected', 'queued', 'unknown'],
  settled: ['reversing'],
  settled_with_difference: ['reversing'],
  rejected: ['parked'],
  voided: [],
  reversing: ['reversed', ...SETTLED],
  reversed: [],
  parked: ['queued', 'rejected', 'unknown'],
};

export function mayMove(from: CentreState, to: CentreState): boolean {
  return MOVES[from].includes(to);
}

/** States in which the centre may still have to act: such a row holds back later rows of its person. */
export const OPEN_STATES = ['queued', 'claimed', 'inflight', 'unknown', 'inquiring'] as const satisfies CentreState[];

export function isOpen(state: CentreState): boolean {
  return (OPEN_STATES as readonly CentreState[]).includes(state);
}

/** Whether the centre has settled it, as it was told or otherwise. */
export function isSettled(state: CentreState): boolean {
  return (SETTLED as readonly CentreState[]).includes(state);
}

/** The business body of a sale, before it is encoded once and for ever. National names (2102). */
export interface SaleBody {
  readonly kind: 'sale';
  readonly druginfo: {
    readonly psn_no: string;
    readonly mdtrt_cert_type: string;
    readonly mdtrt_cert_no: string;
    readonly card_sn: string;
    readonly begntime: string;
    readonly medfee_sumamt: Fen;
    readonly insutype: string;
    readonly dise_codg: string;
    readonly dise_name: string;
    readonly acct_used_flag: string;
    readonly med_type: string;
  };
  readonly drugdetail: readonly {
    readonly feedetl_sn: string;
    readonly rxno: string;
    readonly rx_circ_flag: string;
    readonly fee_ocur_time: string;
    readonly med_list_codg: string;
    readonly medins_list_codg: string;
    readonly det_item_fee_sumamt: Fen;
    readonly cnt: string;
    readonly pric: string;
    /** Absent when no code was scanned. */
    readonly drug_trac_info?: readonly DrugTracInfo[];
  }[];
  readonly estimate: Setlinfo;
  readonly pack: string;
  readonly pack_version: string;
  readonly catalogue_version: string;
  /** Absent when there is none. */
  readonly override?: readonly SaleOverride[];
  /** The sale this one is the rest of after a part was given back; absent for any other. */
  readonly remainder_of?: Msgid;
}

/** 药品追溯码 of a line (national-interface.md 2.13). */
export interface DrugTracInfo {
  readonly feedetl_sn: string;
  readonly drug_trac_codg: string;
  readonly trdn_flag: '0' | '1';
  readonly min_prcunt_type: string;
}

/** A finding of the counter checks the operator went on in spite of. */
export interface SaleOverride {
  readonly code: string;
  readonly feedetl_sn: string;
  readonly severity: string;
  readonly reason: string;
  readonly opter: string;
}

export interface ReversalBody {
  readonly kind: 'reversal';
  readonly omsgid: Msgid;
  readonly oinfno: string;
  readonly psn_no: string;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly reason: 'clerk' | 'time_limit' | 'abandoned';
  /** 收费批次号 that 2205 withdraws, 住院/门诊号 that 2202 cancels; absent otherwise. */
  readonly chrg_bchno?: string;
  readonly ipt_otp_no?: string;
}

/** What goes to the centre under one msgid. Never changes once stored. */
export interface TransactionBody {
  readonly msgid: Msgid;
  readonly infno: Infno;
  readonly fixmedins_code: string;
  readonly dev_no: string;
  readonly epoch: number;
  readonly number: number;
  readonly inf_time: string;
  readonly mdtrtarea_admvs: string;
  readonly insuplc_admdvs: string;
  readonly opter: string;
  readonly opter_name: string;
  readonly body: SaleBody | ReversalBody | VisitBody | GoodsBody;
}

/**
 * A clinic visit as it is kept: what the desk gave (registration, diagnoses, fees), and where each step stands, which is
 * read from the rows of its transactions and never written down a second time. National names. Moves nothing.
 */
import type { Credential } from '../centre.ts';
import type { BasketLine, RowView } from '../input.ts';
import type { Fen } from '../money.ts';
import { type Problem, problem } from '../problem.ts';
import type { VisitId } from './identity.ts';

/** What 2201 says of the visit. */
export interface VisitRegistration {
  readonly ipt_otp_no: string;
  readonly atddr_no: string;
  readonly dr_name: string;
  readonly dept_code: string;
  readonly dept_name: string;
  readonly caty: string;
  readonly med_type: string;
}

/** One diagnosis of 2203. */
export interface Diseinfo {
  readonly diag_type: string;
  readonly diag_srt_no: string;
  readonly diag_code: string;
  readonly diag_name: string;
  readonly diag_dept: string;
  readonly dise_dor_no: string;
  readonly dise_dor_name: string;
  readonly diag_time: string;
  readonly vali_flag: string;
}

/** What 2203 says. dise_codg: 病种编码 of a chronic disease, for the fees too; empty when none. */
export interface VisitFindings {
  readonly main_cond_dscr: string;
  readonly dise_codg: string;
  readonly dise_name: string;
  readonly diseinfo: readonly Diseinfo[];
}

/** A line as the desk gives it: what a basket's line holds, and who ordered it. */
export interface FeeLine extends BasketLine {
  readonly bilg_dept_codg: string;
  readonly bilg_dept_name: string;
  readonly bilg_dr_codg: string;
  readonly bilg_dr_name: string;
  readonly hosp_appr_flag: string;
}

/** What 2204 says: one batch. */
export interface VisitFees {
  readonly chrg_bchno: string;
  readonly lines: readonly FeeLine[];
}

/** What is kept of a visit, sealed. */
export interface Visit {
  readonly id: VisitId;
  /** Time of registration: day and year of everything in it. */
  readonly begntime: string;
  readonly opened_ms: number;
  readonly psn_no: string;
  readonly insutype: string;
  readonly insuplc_admdvs: string;
  readonly credential: Pick<Credential, 'mdtrt_cert_type' | 'mdtrt_cert_no' | 'card_sn'>;
  readonly registration: VisitRegistration;
  readonly findings: VisitFindings | null;
  readonly fees: (VisitFees & { readonly fee_ocur_time: string }) | null;
  readonly cancelled: boolean;
}

export const STEPS = ['registration', 'findings', 'fees', 'settlement'] as const;
export type Step = (typeof STEPS)[number];

/** The centre's split of one line: node result of 2204. Amounts in fen. */
export interface FeeResult {
  readonly feedetl_sn: string;
  readonly det_item_fee_sumamt: Fen;
  readonly fulamt_ownpay_amt: Fen;
  readonly overlmt_amt: Fen;
  readonly preselfpay_amt: Fen;
  readonly inscp_scp_amt: Fen;
}

/** A visit with the newest transaction of each of its steps. */
export interface VisitFacts {
  readonly visit: Visit;
  /** The centre's ids; empty before it has given them. */
  readonly mdtrt_id: string;
  readonly setl_id: string;
  readonly rows: Readonly<Partial<Record<Step, RowView>>>;
  /** The centre's answer to the fees that are with it; null when there is none. */
  readonly results: readonly FeeResult[] | null;
}

/**
 * none: nothing given · kept: durable here, not with the centre; it goes with the settlement · sending · unknown: no
 * answer, being found out · done: the centre has it · refused · undoing · undone.
 */
export type StepState = 'none' | 'kept' | 'sending' | 'unknown' | 'done' | 'refused' | 'undoing' | 'undone';

export function stepState({ visit, rows }: VisitFacts, step: Step): StepState {
  const row = rows[step];
  const given = step === 'settlement' ? false : visit[step] !== null;
  const state = row === undefined ? null : rowState(row);
  if (state !== null && state !== 'undone') return state;
  if (!given) return state ?? 'none';
  if (visit.cancelled) return 'undone';
  // What was given stays when the transaction that carried it is undone: it goes, or went, with the settlement.
  return rows.settlement !== undefined && rowState(rows.settlement) === 'done' ? 'done' : 'kept';
}

function rowState(row: RowView): StepState {
  switch (row.state) {
    case 'queued':
    case 'claimed':
    case 'inflight':
      return 'sending';
    case 'unknown':
    case 'inquiring':
      return 'unknown';
    case 'settled':
    case 'settled_with_difference':
      return 'done';
    case 'reversing':
      return 'undoing';
    case 'reversed':
    case 'voided':
      return 'undone';
    case 'rejected':
    case 'parked':
      return 'refused';
    default:
      return row.state satisfies never;
  }
}

/** open: steps may follow · settling: told or sent, not yet judged · undoing: something of it is being undone. */
export type VisitPhase = 'open' | 'settling' | 'settled' | 'undoing' | 'cancelled' | 'refused';

export function visitPhase(facts: VisitFacts): VisitPhase {
  const states = STEPS.map((step) => stepState(facts, step));
  if (states.includes('undoing')) return 'undoing';
  const [registration, , , settlement] = states;
  // One whose registration the centre would not cancel stands as it did.
  if (facts.visit.cancelled && registration !== 'done') return 'cancelled';
  if (settlement === 'done') return 'settled';
  if (settlement === 'sending' || settlement === 'unknown') return 'settling';
  return registration === 'refused' ? 'refused' : 'open';
}

/** Why nothing more may be done in this visit; null when it is not over. */
export function closedProblem(facts: VisitFacts): Problem | null {
  const phase = visitPhase(facts);
  return phase === 'cancelled' || phase === 'refused'
    ? problem('visit_closed', { visit: facts.visit.id, phase })
    : null;
}

/** Why nothing may be changed or settled any more while its settlement stands; null when there is none that does. */
export function settledProblem(facts: VisitFacts): Problem | null {
  const settlement = stepState(facts, 'settlement');
  if (settlement === 'none' || settlement === 'undone' || settlement === 'refused') return null;
  return problem('visit_settled', { visit: facts.visit.id, msgid: facts.rows.settlement?.msgid ?? '' });
}

/** Whether the settlement has to carry the whole visit: something of it is not certainly with the centre. */
export function isWhole(facts: VisitFacts): boolean {
  return (['registration', 'findings', 'fees'] as const).some((step) => stepState(facts, step) !== 'done');
}

/** The id the centre knows the visit by, as far as it is known here. */
export function mdtrtIdOf({ visit, mdtrt_id }: VisitFacts): string {
  return mdtrt_id === '' ? visit.id : mdtrt_id;
}

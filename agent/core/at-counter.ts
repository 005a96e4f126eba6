/**
 * What passed between person and clerk beside the settlement: how the person's own part was paid, and whether the person
 * agreed to the bill. Kept with the sale and told to nobody else. Never changes what the insurance pays: tenders only
 * split psn_cash_pay.
 */
import { type Draft, notify, putSession, refuse, reply } from './draft.ts';
import type { Command } from './input.ts';
import type { Fen } from './money.ts';
import { type Problem, problem } from './problem.ts';
import type { Session } from './state.ts';

export const TENDERS = ['cash', 'wechat', 'alipay', 'bank_card', 'e_cny', 'other'] as const;
export type TenderKind = (typeof TENDERS)[number];

export interface Tender {
  readonly tender: TenderKind;
  /** What of the bill it paid. */
  readonly amount: Fen;
  /** Cash only: what was handed over, where change was given. */
  readonly received?: Fen;
}

/** `display`: the person agreed on the customer's screen; `told`: the person told the clerk, who answers for it. */
export type ConsentBy = 'display' | 'told';

export interface Consent {
  readonly by: ConsentBy;
  readonly at_ms: number;
}

/** As it is kept with the sale; an empty list and null: the counter said nothing of it. */
export interface AtCounter {
  readonly tenders: readonly Tender[];
  readonly consent: Consent | null;
}

/** What an acceptance says of it. */
export interface Given {
  readonly tenders: readonly Tender[];
  /** The clerk heard the person agree. */
  readonly told: boolean;
}

export const NOTHING_GIVEN: Given = { tenders: [], told: false };

/** Tenders pay exactly what the person owes, or nothing is said of them. */
export function tendersDiffer({ tenders }: Given, due: Fen): Problem | null {
  if (tenders.length === 0) return null;
  const sum = tenders.reduce((total, { amount }) => total + amount, 0) as Fen;
  // Change is given of cash alone: of anything else it would stand on the receipt, and nobody got it.
  const wrong = tenders.some(
    ({ tender, amount, received = amount }) =>
      amount <= 0 || received < amount || (received > amount && tender !== 'cash'),
  );
  if (sum === due && !wrong) return null;
  return problem('tenders_differ', { sum, due });
}

/** What is kept of it; nothing where nothing was said. */
export function atCounterOf({ consent }: Session, { tenders, told }: Given, nowMs: number): AtCounter | null {
  const agreed = consent ?? (told ? ({ by: 'told', at_ms: nowMs } as const) : null);
  return tenders.length === 0 && agreed === null ? null : { tenders, consent: agreed };
}

/** The person agrees to what is shown; a bill that changed in the meantime is not what was agreed to. */
export function consent(draft: Draft, call: number, command: Command & { kind: 'consent' }): void {
  const session = draft.state.sessions[command.session];
  if (session === undefined) return refuse(draft, call, problem('session_unknown', { session: command.session }));
  const { id, phase, priced } = session;
  if (phase !== 'priced' || priced === null)
    return refuse(draft, call, problem('session_wrong_phase', { session: id, phase }));
  const { medfee_sumamt, psn_cash_pay } = priced.setlinfo;
  if (command.medfee_sumamt !== medfee_sumamt || command.psn_cash_pay !== psn_cash_pay)
    return refuse(draft, call, problem('session_wrong_phase', { session: id, phase: 'bill_changed' }));
  const agreed: Session = { ...session, consent: { by: 'display', at_ms: draft.at.wallMs } };
  putSession(draft, agreed);
  reply(draft, call, { kind: 'session', session: agreed });
  notify(draft, { kind: 'session', session: id, phase: 'agreed', reason: null });
}

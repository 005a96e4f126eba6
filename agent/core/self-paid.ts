/**
 * What a person pays alone: no insured person needed, no offline limit, no waiting for anybody. Durable and numbered like
 * every sale; the centre hears of it as goods sold (3505, 自费结算) with the bill inside. Must never promise a fund's money.
 */
import { atCounterOf, type Given } from './at-counter.ts';
import { askToTake } from './card-in.ts';
import type { Known } from './checks/look.ts';
import { twiceIn } from './checks/twice.ts';
import { type Draft, dropSession, notify, reply } from './draft.ts';
import { insertGoods, nextGoods, soldLines } from './goods.ts';
import type { GoodsBody } from './goods-body.ts';
import type { Basket } from './input.ts';
import type { Fen } from './money.ts';
import { detailOf, type Priced, readLines, visitOf } from './pricing.ts';
import { type Problem, problem } from './problem.ts';
import { NO_CATALOGUE, type Person } from './settlement/case.ts';
import { presettle } from './settlement/presettle.ts';
import type { AgentState, Session } from './state.ts';

/** Who pays: the funds with the person · the person alone · the person now, and the funds later, by a claim. */
export type Payment = 'insured' | 'self_paid' | 'full_cash';

/** What the counter asked for; without a word, who has no card pays alone. */
export function paymentOf({ basket, credential }: Pick<Session, 'basket' | 'credential'>): Payment {
  return basket?.payment ?? (credential === null ? 'self_paid' : 'insured');
}

/** Nobody the funds know: no pack serves them, so every line is 全自费 and all of it cash. */
export const NOBODY: Person = {
  psn_no: null,
  insutype: '',
  psn_type: '',
  insuplc_admdvs: '',
  cvlserv_flag: '0',
  balc: 0 as Fen,
  aid_category: null,
  entitlements: [],
  commercial: false,
  mulaid: [],
  accumulators: {},
};

/** The bill in full, nothing of it from anybody else. */
export function priceInFull({ terminal }: AgentState, basket: Basket, begntime: string): Priced {
  const lines = readLines(basket);
  if ('code' in lines) return { ok: false, error: lines };
  const visit = visitOf(terminal, { ...basket, acct_used_flag: '0' }, begntime);
  const outcome = presettle({ person: NOBODY, visit, lines, catalogue: null }, [], NO_CATALOGUE);
  if ('error' in outcome) return { ok: false, error: { ...outcome.error } };
  // That no catalogue and no region was asked is no warning here: it was not meant to be.
  return { ok: true, result: { ...outcome.result, warnings: [] } };
}

/** A code is sold once, whoever pays. The checks of the pack say the rest where the person is known. */
export function soldBefore({ basket }: Session, known: Known): Problem | null {
  const lines = (basket?.lines ?? []).map(({ feedetl_sn, drug_trac_codg = [], trdn_flag }) => {
    return { feedetl_sn, drug_trac_codg, inParts: trdn_flag === '1' };
  });
  const inParts = new Set(lines.flatMap((line) => (line.inParts ? line.drug_trac_codg : [])));
  const sold = known.uses.filter((use) => !(use.inParts && inParts.has(use.drug_trac_codg)));
  if (sold.length > 0)
    return problem('trace_code_sold', { codes: [...new Set(sold.map((use) => use.drug_trac_codg))].join(', ') });
  const [twice] = twiceIn(lines);
  if (twice === undefined) return null;
  const line = lines[twice.at]?.feedetl_sn ?? '';
  return problem('trace_code_twice', { code: twice.drug_trac_codg, line, first: twice.first });
}

export interface SelfPaidCall {
  readonly call: number;
  readonly key: string;
  readonly fingerprint: string;
  readonly given: Given;
}

/** Stores the sale and tells it in the same turn: nobody has to be asked. */
export function acceptSelfPaid(draft: Draft, session: Session, asked: SelfPaidCall): void {
  const { priced, basket } = session;
  if (priced === null || basket === null) throw new Error('a session without a bill can not be stored');
  const { clock, link, shift } = draft.state;
  const next = nextGoods(draft);
  const body: GoodsBody = {
    kind: 'goods',
    mdtrt_setl_type: '2',
    setl_id: '',
    psn_no: session.person?.psn_no ?? '',
    mdtrt_sn: next.msgid,
    rtal_docno: next.msgid,
    sel_retn_time: session.begntime,
    sel_retn_opter_name: shift.opter_name,
    selinfo: soldLines({ drugdetail: detailOf(session, priced) }, next.bchno),
    estimate: priced.setlinfo,
  };
  const { opter, opter_name } = shift;
  const row = { body, infno: '3505', role: 'goods', opter, opter_name, root: null } as const;
  insertGoods(draft, next, row, {
    key: asked.key,
    fingerprint: asked.fingerprint,
    at_counter: atCounterOf(session, asked.given, draft.at.wallMs),
    // Evidence for the auditor, not a limit: with a clock that can not be trusted a person may still pay.
    grade: clock.trusted ? 0 : 4,
    unavailable: link.phase === 'ready' ? '' : `centre since ${link.lastContactMs ?? 0}`,
  });
  dropSession(draft, session.id);
  askToTake(draft, session);
  notify(draft, { kind: 'session', session: session.id, phase: 'accepted', reason: null });
  reply(draft, asked.call, { kind: 'accepted', msgid: next.msgid });
}

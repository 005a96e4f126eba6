/**
 * Settling a visit: its fees are priced in a session like a basket, beside the centre's own pre-settlement (2206) where
 * it can be had, and accepted like a sale. What is sent is 2207: alone when the centre has everything, otherwise the
 * whole visit as one transaction.
 */
import type { CentreReply, NoReply } from '../centre.ts';
import { tracOf } from '../counter-check.ts';
import { answerWaiting, type Draft, isOnline, lookUp, putSession, refuse, reply, send } from '../draft.ts';
import { saleBody } from '../pricing.ts';
import { type Problem, problem } from '../problem.ts';
import { countAnew } from '../session.ts';
import type { Presettlement } from '../settlement/result.ts';
import type { Session } from '../state.ts';
import type { Msgid, SaleOverride, TransactionBody } from '../transaction.ts';
import { basketOf, settlementBody } from './build.ts';
import type { PresettleVisit } from './command.ts';
import { closedProblem, isWhole, settledProblem, type Visit, type VisitFacts, visitPhase } from './visit.ts';

export function presettleVisit(draft: Draft, call: number, facts: VisitFacts, command: PresettleVisit): void {
  const session = draft.state.sessions[command.session];
  if (session === undefined) return refuse(draft, call, problem('session_unknown', { session: command.session }));
  if (session.phase !== 'ready' && session.phase !== 'priced')
    return refuse(draft, call, problem('session_wrong_phase', { session: session.id, phase: session.phase }));
  const why = settleHindrance(session, facts);
  if (why !== null) return refuse(draft, call, why);
  answerWaiting(draft, session);
  const basket = basketOf(facts.visit, command);
  const visit = { facts, centre: null };
  const bare = { ...session, phase: 'ready' as const, basket, revision: session.revision + 1, visit };
  putSession(draft, { ...bare, priced: null, findings: [], call });
  const codes = basket.lines.map((line) => line.med_list_codg);
  const { id, psn_no, begntime } = facts.visit;
  countAnew(draft, session, begntime);
  lookUp(draft, { kind: 'find_catalogue', session: session.id, codes, psn_no, trac: tracOf(basket), visit: id });
}

/** Why this visit can not be settled from this session now. */
function settleHindrance(session: Session, facts: VisitFacts): Problem | null {
  const { visit } = facts;
  const closed = closedProblem(facts);
  if (closed !== null) return closed;
  if (session.person?.psn_no !== visit.psn_no) return problem('visit_other_person', { visit: visit.id });
  const settled = settledProblem(facts);
  if (settled !== null) return settled;
  if (visitPhase(facts) === 'undoing') return problem('busy', { msgid: visit.id });
  for (const step of ['findings', 'fees'] as const)
    if (visit[step] === null) return problem('visit_incomplete', { visit: visit.id, step });
  return null;
}

/** Asks the centre what it would settle, when it has the whole visit; otherwise the counter's own bill has to do. */
export function askCentre(draft: Draft, session: Session, priced: Presettlement): boolean {
  const { visit } = session;
  if (visit === null || isWhole(visit.facts) || !isOnline(draft)) return false;
  const settlement = settlementBody(session, priced, visit.facts, null);
  const { readDeadlineMs } = draft.state.limits;
  send(
    draft,
    { kind: 'presettle_visit', settlement },
    { kind: 'presettle_visit', session: session.id },
    readDeadlineMs,
  );
  return true;
}

/** The centre's bill is shown beside the counter's; without an answer the counter's stands alone. */
export function onPresettled(
  draft: Draft,
  id: string,
  answer: (CentreReply & { kind: 'presettle_visit' }) | NoReply,
): void {
  const session = draft.state.sessions[id];
  if (session === undefined || session.visit === null || session.phase !== 'priced') return;
  // Of the bill before: this one's is still to come.
  const { calls } = draft.state;
  if (Object.values(calls).some((one) => one.kind === 'presettle_visit' && one.session === id)) return;
  if (typeof answer !== 'string' && answer.result.error_class === 'permanent') {
    putSession(draft, { ...session, phase: 'ready', visit: null, basket: null, priced: null, call: null });
    const { code: result, err_msg } = answer.result;
    return refuse(draft, session.call, problem('centre_rejected', { result, err_msg }));
  }
  const centre = typeof answer === 'string' ? null : answer.setlinfo;
  const shown: Session = { ...session, visit: { ...session.visit, centre }, call: null };
  putSession(draft, shown);
  reply(draft, session.call, { kind: 'session', session: shown });
}

/** Why what was priced may not be accepted any more: the visit has changed since, or was settled from elsewhere. */
export function changedSince(session: Session, now: VisitFacts | null): Problem | null {
  if (session.visit === null) return null;
  if (now === null) return problem('visit_unknown');
  const same = contentOf(now.visit) === contentOf(session.visit.facts.visit);
  if (!same) return problem('session_wrong_phase', { session: session.id, phase: 'visit_changed' });
  return settleHindrance(session, now);
}

function contentOf({ findings, fees, cancelled }: Visit): string {
  return JSON.stringify([findings, fees, cancelled]);
}

/** What a priced session is stored as: 2102, or 2207 of the visit as it stands now. */
export function acceptedBody(
  session: Session,
  priced: Presettlement,
  now: VisitFacts | null,
  msgid: Msgid,
  override: readonly SaleOverride[],
): Pick<TransactionBody, 'infno' | 'body'> {
  if (session.visit === null || now === null) return { infno: '2102', body: saleBody(session, priced, override) };
  return { infno: '2207', body: settlementBody(session, priced, now, msgid, override) };
}

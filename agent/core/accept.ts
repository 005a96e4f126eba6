/**
 * Acceptance: the moment a basket becomes a transaction. The row is on disk before anybody is told and before a byte of
 * it is sent; the same key gets the same transaction; without the centre the offline rules decide.
 */

import { atCounterOf, type Given, NOTHING_GIVEN, tendersDiffer } from './at-counter.ts';
import { askToTake, cardStillIn } from './card-in.ts';
import type { ItemRef } from './centre.ts';
import type { Override } from './checks/check.ts';
import { answering, hindering } from './checks/look.ts';
import { ofCard } from './contents.ts';
import { boughtIn, findingsOf, ingredientsOf, tracOf } from './counter-check.ts';
import {
  answerWaiting,
  type Draft,
  dropSession,
  durable,
  isOnline,
  lookUp,
  notify,
  offDuty,
  patch,
  putSession,
  refuse,
  reply,
  send,
} from './draft.ts';
import { envelope, takeIdentity } from './envelope.ts';
import { circumstancesOf, evidenceOf } from './evidence.ts';
import type { Command, Found, RowView } from './input.ts';
import { type Fen, fen } from './money.ts';
import { decideFullCash, decideOffline, type OfflineBill, type OfflineDecision } from './offline.ts';
import { choosePack } from './packs/compile.ts';
import { type Problem, problem } from './problem.ts';
import { count, expose } from './row.ts';
import { acceptSelfPaid, paymentOf, soldBefore } from './self-paid.ts';
import type { PackRef } from './settlement/result.ts';
import type { Session, Waiter } from './state.ts';
import { dateOf } from './time.ts';
import { isOpen } from './transaction.ts';
import { acceptedBody, changedSince } from './visit/settle.ts';

type AcceptFacts = Found & { kind: 'accept_facts' };

export function accept(draft: Draft, call: number, command: Command & { kind: 'accept' }): void {
  const { session: id, key, overrides = [], given = NOTHING_GIVEN } = command;
  const session = draft.state.sessions[id];
  lookUp(draft, {
    kind: 'find_accept_facts',
    call,
    session: id,
    key,
    fingerprint: fingerprintOf(id, overrides, given),
    psn_no: session?.person?.psn_no ?? '',
    card_sn: session?.credential?.card_sn ?? '',
    begndate: dateOf(session?.begntime ?? ''),
    ingredients: ingredientsOf(session),
    trac: tracOf(session?.basket),
    overrides,
    given,
    visit: session?.visit?.facts.visit.id ?? null,
  });
}

/** Without the reasons: they are free text, and this is kept in clear. */
function fingerprintOf(session: string, overrides: readonly Override[], { tenders }: Given): string {
  const reasons = overrides.map(({ code, feedetl_sn }) => `${code}:${feedetl_sn}`);
  return ['accept', session, ...reasons, ...tenders.map(({ tender, amount }) => `${tender}=${amount}`)].join(' ');
}

export function onAcceptFacts(draft: Draft, facts: AcceptFacts): void {
  if (facts.former !== null) return repeat(draft, facts, facts.former);
  const session = draft.state.sessions[facts.session];
  const why = hindrance(draft, session, facts);
  if (why !== null || session === undefined || session.priced === null)
    return refuse(draft, facts.call, why ?? problem('session_unknown', { session: facts.session }));
  const payment = paymentOf(session);
  if (payment === 'insured' && session.person !== null)
    return acceptInsured(draft, facts, session, session.priced.setlinfo);
  // What the funds would not pay for, a person may buy; a trace code is sold once, whoever pays.
  const held = soldBefore(session, facts.known);
  if (held !== null) return refuse(draft, facts.call, held);
  if (payment === 'self_paid') {
    const { call, key } = facts;
    const fingerprint = fingerprintOf(session.id, facts.overrides, facts.given);
    return acceptSelfPaid(draft, session, { call, key, fingerprint, given: facts.given });
  }
  acceptFullCash(draft, facts, session);
}

/**
 * Looked over once more: since pricing another counter may have sold the same code. A session that stays open shows what
 * was found now; one that is accepted is gone, and not written down again before.
 */
function acceptInsured(draft: Draft, facts: AcceptFacts, priced: Session, bill: OfflineBill): void {
  const session: Session = { ...priced, findings: findingsOf(draft.state, priced, facts.known) };
  const stays = (why: Problem) => {
    putSession(draft, session);
    refuse(draft, facts.call, why);
  };
  const held = objection(session, facts.overrides);
  if (held !== null) return stays(held);
  if (isOnline(draft)) return acceptOnline(draft, facts, session);
  const decision = offlineFor(draft, buyerOf(session), bill, facts.person_day_fund);
  if (!decision.allowed) return stays(decision.problem);
  const row = store(draft, facts, session, 'queued', decision);
  expose(draft, row, 1);
  reply(draft, facts.call, { kind: 'accepted', msgid: row.msgid });
}

/** Paid in full now; what the funds bear is claimed once the centre has judged it (grade 3, or 4 without a clock). */
function acceptFullCash(draft: Draft, facts: AcceptFacts, session: Session): void {
  const { limits, clock, link, exposure, terminal } = draft.state;
  const decision = decideFullCash({
    limits,
    clock,
    epochConfirmed: link.epochConfirmed,
    lastContactMs: link.lastContactMs,
    outstanding: exposure,
    issuingAdmdvs: session.person?.insuplc_admdvs ?? session.issuing_admdvs,
    terminalAdmdvs: terminal.mdtrtarea_admvs,
    mdtrt_cert_type: session.credential?.mdtrt_cert_type ?? '',
    // The list is believed only without the centre.
    revocation: isOnline(draft) ? null : session.revocation,
  });
  if (!decision.allowed) return refuse(draft, facts.call, decision.problem);
  const row = store(draft, facts, session, 'queued', decision);
  expose(draft, row, 1);
  reply(draft, facts.call, { kind: 'accepted', msgid: row.msgid });
}

/** The key was used before: the same request gets the same transaction, another one is refused. */
function repeat(draft: Draft, facts: AcceptFacts, former: NonNullable<AcceptFacts['former']>): void {
  if (!former.same) return refuse(draft, facts.call, problem('key_reused', { msgid: former.row.msgid }));
  const { row } = former;
  const waiter = draft.state.waiting[row.msgid];
  if (waiter !== undefined) return wait(draft, { ...waiter, calls: [...waiter.calls, facts.call] });
  const unsold = neverSold(row);
  if (unsold !== null) return refuse(draft, facts.call, unsold);
  if (!row.told && isOpen(row.state)) return waitAgain(draft, facts, row);
  // Nothing is written: on a full disk it would be refused, and it stands.
  reply(draft, facts.call, { kind: 'accepted', msgid: row.msgid });
}

/** The process ended before anybody was told: it is waited for as at first. Whose sale it was, no session says any more. */
function waitAgain(draft: Draft, { call, person_day_fund }: AcceptFacts, row: RowView): void {
  const deadlineMs = draft.at.monotonicMs + draft.state.limits.settleDeadlineMs;
  wait(draft, { calls: [call], row, deadlineMs, personDayFund: person_day_fund, person: null, med_type: '' });
}

/** What the first answer was, where it said that nothing is sold: who repeats the key may not have heard it. */
function neverSold({ msgid, infno, state, told, provisional }: RowView): Problem | null {
  if ((infno !== '2102' && infno !== '2207') || (told && provisional)) return null;
  if (state === 'rejected' || state === 'parked') return problem('centre_rejected', { result: state, err_msg: '' });
  if (told) return null;
  if (state === 'voided') return problem('centre_unreachable');
  return state === 'reversing' || state === 'reversed'
    ? problem('outcome_unknown_reversing', { msgid, reason: 'centre_unreachable' })
    : null;
}

function hindrance(draft: Draft, session: Session | undefined, facts: AcceptFacts): Problem | null {
  if (session === undefined) return problem('session_unknown', { session: facts.session });
  const off = offDuty(draft);
  if (off !== null) return off;
  const short = draft.state.troubles['disk'];
  // What is left belongs to the drain.
  if (short !== undefined) return problem('disk_nearly_full', short.facts);
  if (session.phase !== 'priced' || session.priced === null)
    return problem('session_wrong_phase', { session: session.id, phase: session.phase });
  const byCard = session.credential !== null && session.credential.mdtrt_cert_type !== '01';
  if (byCard && !cardStillIn(draft, session)) return problem('card_removed');
  // Prices may have changed between pricing and now: the counter prices again and sees what changed.
  if (facts.catalogue_version !== session.catalogueVersion)
    return problem('session_wrong_phase', { session: session.id, phase: 'catalogue_changed' });
  if (paymentOf(session) === 'insured' && !servedAlike(draft, session, session.priced.pack))
    return problem('session_wrong_phase', { session: session.id, phase: 'pack_changed' });
  const differs = tendersDiffer(facts.given, session.priced.setlinfo.psn_cash_pay);
  return differs ?? changedSince(session, facts.visit);
}

/** What the counter checks have against it. */
function objection({ findings }: Session, overrides: readonly Override[]): Problem | null {
  const { blocked, unexplained } = hindering(findings, overrides);
  if (blocked.length > 0) return problem('check_blocked', { codes: blocked.join(', ') });
  if (unexplained.length > 0) return problem('check_needs_reason', { codes: unexplained.join(', ') });
  return null;
}

/** What went into the sale in spite of a finding, with who said why. */
function overridesOf(draft: Draft, session: Session, overrides: readonly Override[]) {
  const { opter } = draft.state.shift;
  return answering(session.findings, overrides).map((one) => ({ ...one, opter }));
}

/** Whether the pack the session was priced under is still the one in force for its person and day. */
function servedAlike(draft: Draft, { person, begntime }: Session, priced: PackRef | null): boolean {
  const now = person === null ? null : choosePack(draft.state.packs, person.insuplc_admdvs, dateOf(begntime));
  return now?.pack.id === priced?.id && now?.pack.version === priced?.version;
}

function acceptOnline(draft: Draft, facts: AcceptFacts, session: Session): void {
  // An earlier row of this person must reach the centre first; then this one waits its turn in the queue.
  const direct = facts.person_open === 0;
  const row = store(draft, facts, session, direct ? 'inflight' : 'queued', null);
  const { limits } = draft.state;
  wait(draft, {
    calls: [facts.call],
    row,
    deadlineMs: draft.at.monotonicMs + limits.settleDeadlineMs,
    personDayFund: facts.person_day_fund,
    ...buyerOf(session),
    circumstances: circumstancesOf(draft, session),
  });
  if (!direct) return;
  const request = { kind: 'perform', infno: row.infno, item: itemOf(row) } as const;
  send(draft, request, { kind: 'perform', row }, limits.settleDeadlineMs);
}

export function wait(draft: Draft, waiter: Waiter): void {
  patch(draft, { waiting: { ...draft.state.waiting, [waiter.row.msgid]: waiter } });
}

/** A row as it goes on the wire: the store adds its bytes. A voided row goes out as a void. */
export function itemOf(row: RowView): ItemRef {
  const { attempts: attempt, provisional, grade, unavailable, snapshot_age_ms } = row;
  return {
    msgid: row.msgid,
    attempt: { attempt, provisional, grade, unavailable, snapshot_age_ms },
    disposition: row.state === 'voided' ? 'void' : 'perform',
  };
}

/** What the offline rules ask besides the bill: who buys, by which credential, what for, and whether it was revoked. */
type Buyer = Pick<Waiter, 'person' | 'med_type' | 'revocation' | 'mdtrt_cert_type'>;

export function buyerOf({ person, basket, revocation, credential }: Session): Buyer {
  const { mdtrt_cert_type = CARD } = credential ?? {};
  return { person, med_type: basket?.med_type ?? '', revocation, mdtrt_cert_type };
}

const CARD = '03';

export function offlineFor(
  draft: Draft,
  { person, med_type, revocation = null, mdtrt_cert_type = CARD }: Buyer,
  bill: OfflineBill,
  personDayFund: Fen,
): OfflineDecision {
  const { limits, ages, clock, link, exposure, terminal } = draft.state;
  if (person === null) return { allowed: false, problem: problem('person_unknown_offline') };
  return decideOffline({
    limits,
    ages,
    clock,
    nowMs: draft.at.wallMs,
    epochConfirmed: link.epochConfirmed,
    lastContactMs: link.lastContactMs,
    outstanding: exposure,
    personDayFund,
    person,
    terminalAdmdvs: terminal.mdtrtarea_admvs,
    mdtrt_cert_type,
    revocation,
    med_type,
    bill,
  });
}

function store(
  draft: Draft,
  facts: AcceptFacts,
  session: Session,
  state: 'queued' | 'inflight',
  offline: (OfflineDecision & { allowed: true }) | null,
): RowView {
  const { person, priced, credential } = session;
  if (priced === null) throw new Error('a session without a priced bill can not be stored');
  const taken = takeIdentity(draft);
  const { msgid } = taken;
  const said = acceptedBody(session, priced, facts.visit, msgid, overridesOf(draft, session, facts.overrides));
  const insuplc_admdvs = person?.insuplc_admdvs ?? session.issuing_admdvs;
  const body = envelope(draft, taken, { insuplc_admdvs, ...said });
  const told = offline !== null;
  const insured = paymentOf(session) === 'insured';
  const deltas = insured ? movedAmounts(session.accumulators, priced.accumulators) : {};
  const common = {
    told,
    provisional: told,
    grade: offline?.grade ?? (0 as const),
    unavailable: offline?.unavailable ?? '',
    snapshot_age_ms: offline?.snapshot_age_ms ?? 0,
    // Sales of one card go one after the other, also while nobody knows whose it is.
    psn_no: person?.psn_no ?? ofCard(credential?.card_sn ?? ''),
    insutype: person?.insutype ?? '',
    deltas,
  };
  durable(draft, {
    kind: 'insert',
    body,
    state,
    ...common,
    begndate: dateOf(session.begntime),
    accepted_ms: draft.at.wallMs,
    key: facts.key,
    fingerprint: fingerprintOf(session.id, facts.overrides, facts.given),
    omsgid: null,
    replay: session.replay,
    purchases: boughtIn(session),
    at_counter: atCounterOf(session, facts.given, draft.at.wallMs),
    ...(offline === null ? {} : { evidence: evidenceOf(draft, circumstancesOf(draft, session), offline) }),
  });
  if (facts.visit !== null) {
    const { id } = facts.visit.visit;
    durable(draft, { kind: 'visit_step', msgid, visit: id, step: 'settlement' });
    if (told) lookUp(draft, { kind: 'find_former', msgid });
    notify(draft, { kind: 'visit', visit: id });
  }
  count(draft, state, 1);
  // The card may stay for another purchase: that is another session.
  answerWaiting(draft, session);
  dropSession(draft, session.id);
  askToTake(draft, session);
  notify(draft, { kind: 'session', session: session.id, phase: 'accepted', reason: null });
  notify(draft, { kind: 'transaction', msgid, state, told });
  return {
    msgid,
    number: body.number,
    epoch: body.epoch,
    infno: body.infno,
    state,
    ...common,
    attempts: state === 'inflight' ? 1 : 0,
    original: null,
    estimate: priced.setlinfo,
    final: null,
    setl_id: '',
    mdtrt_id: '',
  };
}

/** What acceptance adds to each year-to-date amount; names that did not move are left out. */
function movedAmounts(
  before: Readonly<Record<string, Fen>>,
  after: Readonly<Record<string, Fen>>,
): Readonly<Record<string, Fen>> {
  const moved: Record<string, Fen> = {};
  for (const [name, amount] of Object.entries(after)) {
    const delta = amount - (before[name] ?? 0);
    if (delta !== 0) moved[name] = fen(delta);
  }
  return moved;
}

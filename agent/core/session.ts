/**
 * One visit at the counter from the card to the accepted basket: reading → identifying → ready → priced.
 * Never sells anything itself; acceptance is the next file's.
 */

import { askToTake } from './card-in.ts';
import type { CentreReply, Credential, NoReply, PersonSnapshot } from './centre.ts';
import { findingsOf, tracOf } from './counter-check.ts';
import type { Card } from './device.ts';
import {
  answerWaiting,
  type Draft,
  dropSession,
  durable,
  lookUp,
  notify,
  patch,
  putSession,
  refuse,
  reply,
  send,
} from './draft.ts';
import { noteCardGone } from './evidence.ts';
import type { Basket, Found } from './input.ts';
import { type Fen, fen } from './money.ts';
import type { CardStanding } from './offline.ts';
import { personOf, price, replayOf } from './pricing.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';
import { MAIN_READER, type Placement, placementsOf } from './roles.ts';
import { NOBODY, paymentOf, priceInFull } from './self-paid.ts';
import type { Session } from './state.ts';
import { civilTime, compactTime } from './time.ts';
import { askCentre } from './visit/settle.ts';
import { onDecoded } from './voucher.ts';

export function openSession(draft: Draft, call: number, wanted: string | undefined): void {
  const { state } = draft;
  if (state.shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  const device = chooseReader(draft, wanted);
  if (typeof device !== 'string') return refuse(draft, call, device);
  const reader = state.readers[device];
  if (reader === undefined || reader.phase === 'empty') return refuse(draft, call, problem('no_card'));
  if (reader.phase === 'failed')
    return refuse(draft, call, problem((reader.failure ?? 'card_unreadable') as ProblemCode));

  const former = sessionAt(draft, device, reader.presence);
  if (former !== null) {
    if (former.call !== null) return refuse(draft, call, problem('busy', { session: former.id }));
    return reply(draft, call, { kind: 'session', session: former });
  }
  if (isFull(draft)) return refuse(draft, call, problem('too_many_sessions', { limit: state.limits.sessions }));

  const session = newSession(draft, device, reader.presence, call);
  putSession(draft, session);
  patch(draft, { readers: { ...state.readers, [device]: { ...reader, take: false } } });
  if (reader.phase === 'ready' && reader.card !== null) identify(draft, session, reader.card);
}

/** A purchase without card and person: nobody pays but whoever stands there. */
export function openAlone(draft: Draft, call: number): void {
  const { state } = draft;
  if (state.shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  if (isFull(draft)) return refuse(draft, call, problem('too_many_sessions', { limit: state.limits.sessions }));
  const session: Session = { ...newSession(draft, '', 0, null), phase: 'ready' };
  putSession(draft, session);
  reply(draft, call, { kind: 'session', session });
  notify(draft, { kind: 'session', session: session.id, phase: 'ready', reason: null });
}

/** Without a card in a reader nothing says that somebody has left; after so long nobody is there. */
const LEFT_MS = 10 * 60_000;

/** Whether there is no room for one more, also when the one whom nobody has served for longest has made room. */
export function isFull(draft: Draft): boolean {
  const { sessions, limits } = draft.state;
  const open = Object.values(sessions);
  if (open.length < limits.sessions) return false;
  const left = open
    .filter(
      ({ device, call, touchedMs }) => device === '' && call === null && draft.at.monotonicMs - touchedMs >= LEFT_MS,
    )
    .toSorted((a, b) => a.touchedMs - b.touchedMs)[0];
  if (left === undefined) return true;
  endSession(draft, left, problem('too_many_sessions', { limit: limits.sessions }));
  return false;
}

export function newSession(draft: Draft, device: string, presence: number, call: number | null): Session {
  const { nextSession } = draft.state;
  patch(draft, { nextSession: nextSession + 1 });
  return {
    // The die keeps ids apart across a restart within one second, where the counter begins anew.
    id: `${compactTime(draft.at.wallMs)}-${nextSession}-${Math.floor(draft.at.dice * 100_000)}`,
    phase: 'reading',
    device,
    presence,
    credential: null,
    issuing_admdvs: '',
    person: null,
    source: null,
    accumulators: {},
    year: 0,
    balc: fen(0),
    revocation: null,
    basket: null,
    revision: 0,
    priced: null,
    goods: NO_GOODS,
    findings: [],
    catalogueVersion: '',
    replay: '',
    begntime: '',
    visit: null,
    consent: null,
    call,
    touchedMs: draft.at.monotonicMs,
  };
}

const NO_GOODS: Session['goods'] = new Map();

function chooseReader(draft: Draft, wanted: string | undefined): string | Problem {
  const { readers } = draft.state;
  if (wanted !== undefined && readers[wanted] !== undefined) return wanted;
  const role = placementsOf(draft.state).find((one) => one.role === (wanted ?? MAIN_READER));
  if (role !== undefined) return readerOf(draft, role);
  if (wanted !== undefined) return problem('no_reader', { device: wanted });
  const names = Object.keys(readers);
  const holding = names.filter((name) => readers[name]?.phase !== 'empty');
  if (holding.length > 1) return problem('several_cards', { readers: holding.join(', ') });
  return holding[0] ?? problem(names.length === 0 ? 'no_reader' : 'no_card', { device: null });
}

function readerOf(draft: Draft, placement: Placement): string | Problem {
  const { role } = placement;
  if (placement.state === 'absent') return problem('role_absent', { role });
  if (placement.state === 'ambiguous')
    return problem('role_ambiguous', { role, devices: placement.devices.join(', ') });
  const { device } = placement;
  return draft.state.readers[device] === undefined ? problem('no_reader', { device }) : device;
}

function sessionAt(draft: Draft, device: string, presence: number): Session | null {
  const sessions = Object.values(draft.state.sessions);
  return sessions.find((session) => session.device === device && session.presence === presence) ?? null;
}

export function cardRead(draft: Draft, device: string, presence: number, card: Card): void {
  const session = sessionAt(draft, device, presence);
  if (session?.phase === 'reading') identify(draft, session, card);
}

export function cardFailed(draft: Draft, device: string, presence: number, code: ProblemCode): void {
  const session = sessionAt(draft, device, presence);
  if (session !== null) endSession(draft, session, problem(code));
}

export function cardGone(
  draft: Draft,
  device: string,
  presence: number,
  why: 'card_removed' | 'card_swapped' = 'card_removed',
): void {
  noteCardGone(draft, device, presence);
  const session = sessionAt(draft, device, presence);
  if (session !== null) endSession(draft, session, problem(why));
}

export function endSession(draft: Draft, session: Session, why: Problem): void {
  dropSession(draft, session.id);
  refuse(draft, session.call, why);
  notify(draft, { kind: 'session', session: session.id, phase: 'ended', reason: why.code });
}

export function closeSession(draft: Draft, call: number, id: string): void {
  const session = draft.state.sessions[id];
  if (session === undefined) return refuse(draft, call, problem('session_unknown', { session: id }));
  askToTake(draft, session);
  endSession(draft, session, problem('session_unknown', { session: id }));
  reply(draft, call, { kind: 'closed', session: id });
}

function identify(draft: Draft, session: Session, card: Card): void {
  const credential: Credential = {
    mdtrt_cert_type: '03',
    mdtrt_cert_no: card.cardno,
    card_sn: card.card_sn,
    certno: card.certno,
    psn_name: card.psn_name,
  };
  const next: Session = { ...session, phase: 'identifying', credential, issuing_admdvs: card.issuing_admdvs };
  putSession(draft, next);
  const { link, limits } = draft.state;
  if (link.phase !== 'ready') return lookUp(draft, { kind: 'find_snapshot', session: next.id, card_sn: card.card_sn });
  send(draft, { kind: 'query_person', credential }, { kind: 'query_person', session: next.id }, limits.readDeadlineMs);
}

export function onPersonReply(
  draft: Draft,
  id: string,
  answer: (CentreReply & { kind: 'query_person' }) | NoReply,
): void {
  const session = draft.state.sessions[id];
  if (session === undefined || session.credential === null || session.phase !== 'identifying') return;
  if (session.credential.mdtrt_cert_type === '01') return onDecoded(draft, session, session.credential, answer);
  if (
    typeof answer === 'string' ||
    answer.result.error_class === 'transient' ||
    answer.result.error_class === 'ambiguous'
  )
    return lookUp(draft, { kind: 'find_snapshot', session: id, card_sn: session.credential.card_sn });
  if (answer.person === null) {
    const { code, err_msg } = answer.result;
    return endSession(draft, session, problem('person_refused', { result: code, err_msg }));
  }
  durable(draft, { kind: 'save_person', credential: session.credential, person: answer.person });
  known(draft, session, answer.person, 'centre');
}

/** Who was last seen with this card, and what the revocation list says of it. */
export interface FoundSnapshot {
  readonly kind: 'snapshot';
  readonly session: string;
  readonly person: PersonSnapshot | null;
  readonly revocation: CardStanding;
}

export function onSnapshot(draft: Draft, found: FoundSnapshot): void {
  const session = draft.state.sessions[found.session];
  if (session === undefined || session.phase !== 'identifying') return;
  if (found.person !== null) return known(draft, session, found.person, 'snapshot');
  // Card data only (grade 3): the person may pay in full, now alone or with a claim on the funds.
  const ready: Session = { ...session, phase: 'ready', revocation: found.revocation, call: null };
  putSession(draft, ready);
  reply(draft, session.call, { kind: 'session', session: ready });
  notify(draft, { kind: 'session', session: session.id, phase: 'ready', reason: null });
}

export function known(draft: Draft, session: Session, person: PersonSnapshot, source: 'centre' | 'snapshot'): void {
  const found: Session = { ...session, person, source };
  putSession(draft, found);
  countInYear(draft, found, civilTime(draft.at.wallMs));
}

/** From now on the person's amounts are those of the year of this time: a session may outlast one. */
function countInYear(draft: Draft, session: Session, begntime: string): void {
  if (session.year !== Number(begntime.slice(0, 4))) countAnew(draft, session, begntime);
}

/**
 * The person's amounts as they are known now, in the year of this time: a visit may belong to the last one, and of one
 * before it something may have been undone since the card was put in.
 */
export function countAnew(draft: Draft, { id, person, credential }: Session, begntime: string): void {
  const [card_sn, year] = [credential?.card_sn ?? '', Number(begntime.slice(0, 4))];
  if (person !== null) lookUp(draft, { kind: 'find_person_facts', session: id, person, card_sn, year });
}

/** A snapshot counts what it says it includes; what this terminal accepted after that is added here, once. */
export function onPersonFacts(draft: Draft, found: Found & { kind: 'person_facts' }): void {
  const session = draft.state.sessions[found.session];
  if (session === undefined || session.person === null) return;
  const { year, person } = found;
  const accumulators = addAmounts(person.accumulator_year === year ? person.accumulators : {}, found.deltas);
  const balc = fen(Math.max(0, person.balc - found.acct_pay));
  const counted: Session = { ...session, person, accumulators, year, balc };
  if (session.phase !== 'identifying') return putSession(draft, counted);
  const ready: Session = {
    ...counted,
    phase: 'ready',
    revocation: found.revocation,
    call: null,
  };
  putSession(draft, ready);
  reply(draft, session.call, { kind: 'session', session: ready });
  notify(draft, { kind: 'session', session: session.id, phase: 'ready', reason: null });
}

function addAmounts(
  base: Readonly<Record<string, Fen>>,
  deltas: Readonly<Record<string, Fen>>,
): Readonly<Record<string, Fen>> {
  const total: Record<string, Fen> = {};
  for (const [name, amount] of Object.entries(base)) total[name] = fen(Math.max(0, amount));
  for (const [name, delta] of Object.entries(deltas)) total[name] = fen(Math.max(0, (total[name] ?? 0) + delta));
  return total;
}

export interface SetBasket {
  readonly kind: 'set_basket';
  readonly session: string;
  /** Null: nothing is left in it. */
  readonly basket: Basket | null;
  /** Of the basket it was made from; without it, whatever there is now. */
  readonly revision?: number;
}

export function setBasket(draft: Draft, call: number | null, command: Omit<SetBasket, 'kind'>): void {
  const { session: id, basket, revision } = command;
  const session = draft.state.sessions[id];
  if (session === undefined) return refuse(draft, call, problem('session_unknown', { session: id }));
  if (session.phase !== 'ready' && session.phase !== 'priced')
    return refuse(draft, call, problem('session_wrong_phase', { session: id, phase: session.phase }));
  if (revision !== undefined && revision !== session.revision)
    return refuse(draft, call, problem('basket_changed', { session: id }));
  answerWaiting(draft, session);
  const bare: Session = {
    ...session,
    phase: 'ready',
    basket,
    revision: session.revision + 1,
    visit: null,
    priced: null,
    findings: [],
    consent: null,
    call,
  };
  if (basket === null) {
    putSession(draft, { ...bare, call: null });
    reply(draft, call, { kind: 'session', session: bare });
    return notify(draft, { kind: 'session', session: id, phase: 'ready', reason: null });
  }
  putSession(draft, bare);
  countInYear(draft, bare, civilTime(draft.at.wallMs));
  lookUp(draft, {
    kind: 'find_catalogue',
    session: id,
    codes: basket.lines.map((line) => line.med_list_codg),
    psn_no: session.person?.psn_no ?? '',
    trac: tracOf(basket),
    visit: null,
  });
}

export function onCatalogue(draft: Draft, found: Found & { kind: 'catalogue' }): void {
  const session = draft.state.sessions[found.session];
  if (session === undefined || session.basket === null) return;
  // A visit belongs to the day it was opened, also when it is settled later.
  const begntime = session.visit?.facts.visit.begntime ?? civilTime(draft.at.wallMs);
  const insured = paymentOf(session) === 'insured';
  if (insured && session.person === null) {
    putSession(draft, { ...session, call: null, basket: null });
    return refuse(draft, session.call, problem('person_unknown_offline'));
  }
  const outcome = insured
    ? price(draft.state, session, session.basket, begntime, found.entries)
    : priceInFull(draft.state, session.basket, begntime);
  if (!outcome.ok) {
    putSession(draft, { ...session, call: null, basket: null, visit: null });
    return refuse(draft, session.call, problem('basket_invalid', outcome.error));
  }
  const bare: Session = {
    ...session,
    phase: 'priced',
    priced: outcome.result,
    goods: found.goods,
    catalogueVersion: found.version,
    begntime,
    consent: null,
    call: null,
  };
  const replay = replayOf(draft.state.terminal, bare, outcome.result, insured ? personOf(bare) : NOBODY);
  const priced: Session = { ...bare, replay, findings: findingsOf(draft.state, bare, found.known) };
  putSession(draft, priced);
  notify(draft, { kind: 'session', session: session.id, phase: 'priced', reason: null });
  if (askCentre(draft, priced, outcome.result)) return putSession(draft, { ...priced, call: session.call });
  reply(draft, session.call, { kind: 'session', session: priced });
}

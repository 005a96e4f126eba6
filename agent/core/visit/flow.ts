/**
 * A clinic visit at the desk: opened (2201), diagnoses (2203), fees (2204), and each of them taken back. A step goes to
 * the centre when everything before it is there; otherwise it is kept, and goes with the settlement as one transaction.
 * Whatever was given is on disk before the desk hears of it. Settling is acceptance, as for a sale.
 */

import { buyerOf, itemOf, offlineFor, wait } from '../accept.ts';
import { cardStillIn } from '../card-in.ts';
import { type Draft, durable, isOnline, lookUp, notify, offDuty, patch, refuse, reply, send } from '../draft.ts';
import { envelope, takeIdentity } from '../envelope.ts';
import type { RowView } from '../input.ts';
import { fen } from '../money.ts';
import { type Problem, problem } from '../problem.ts';
import { storeReversal, undoQueued } from '../reversal.ts';
import { count } from '../row.ts';
import { civilTime, dateOf } from '../time.ts';
import { isSettled } from '../transaction.ts';
import type { VisitBody } from './body.ts';
import { feesBody, feeTotals, infoBody, registrationBody } from './build.ts';
import type { OpenVisit, PutFees, PutFindings, VisitCommand, VisitFound } from './command.ts';
import { nextVisit, type VisitId } from './identity.ts';
import { presettleVisit } from './settle.ts';
import {
  closedProblem,
  type Step,
  type StepState,
  settledProblem,
  stepState,
  type Visit,
  type VisitFacts,
} from './visit.ts';

export function onVisitCommand(draft: Draft, call: number, command: VisitCommand): void {
  const session = command.kind === 'open_visit' ? draft.state.sessions[command.session] : undefined;
  const [psn_no, card_sn] = [session?.person?.psn_no ?? '', session?.credential?.card_sn ?? ''];
  lookUp(draft, { kind: 'find_visit', call, command, psn_no, card_sn });
}

export function onVisitFound(draft: Draft, found: VisitFound): void {
  const { call, command, facts, former } = found;
  if (former !== null) return repeat(draft, call, former);
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, call, off);
  if (command.kind === 'open_visit') return openVisit(draft, found, command);
  if (facts === null) return refuse(draft, call, problem('visit_unknown'));
  switch (command.kind) {
    case 'put_findings':
      return putFindings(draft, found, facts, command);
    case 'put_fees':
      return putFees(draft, found, facts, command);
    case 'undo_fees':
      return undoFees(draft, found, facts);
    case 'cancel_visit':
      return cancelVisit(draft, found, facts);
    case 'presettle_visit':
      return presettleVisit(draft, call, facts, command);
    default:
      command satisfies never;
  }
}

/** The key was used before: the same request gets the same visit; one still on its way is waited for together. */
function repeat(draft: Draft, call: number, former: NonNullable<VisitFound['former']>): void {
  if (!former.same) return refuse(draft, call, problem('key_reused', { msgid: former.visit }));
  const waiter = Object.values(draft.state.waiting).find(({ visit }) => visit === former.visit);
  if (waiter === undefined) return reply(draft, call, { kind: 'visit', visit: former.visit });
  wait(draft, { ...waiter, calls: [...waiter.calls, call] });
}

function openVisit(draft: Draft, found: VisitFound, command: OpenVisit): void {
  const { call, facts } = found;
  const session = draft.state.sessions[command.session];
  if (session === undefined) return refuse(draft, call, problem('session_unknown', { session: command.session }));
  const { person, credential, phase } = session;
  if (person === null || credential === null || (phase !== 'ready' && phase !== 'priced'))
    return refuse(draft, call, problem('session_wrong_phase', { session: session.id, phase }));
  if (!cardStillIn(draft, session)) return refuse(draft, call, problem('card_removed'));
  if (facts !== null) {
    const [visit, ipt_otp_no] = [facts.visit.id, command.registration.ipt_otp_no];
    return refuse(draft, call, problem('visit_exists', { visit, ipt_otp_no }));
  }
  const online = isOnline(draft);
  // What the offline rules do not allow is said now, not after the treatment. The amounts are looked at when it is settled.
  const decision = online
    ? null
    : offlineFor(draft, { ...buyerOf(session), med_type: command.registration.med_type }, NO_BILL, fen(0));
  if (decision?.allowed === false) return refuse(draft, call, decision.problem);
  const { id, numbering } = nextVisit(draft.state.numbering, draft.state.terminal, draft.at.wallMs);
  patch(draft, { numbering });
  const { mdtrt_cert_type, mdtrt_cert_no, card_sn } = credential;
  const visit: Visit = {
    id,
    begntime: civilTime(draft.at.wallMs),
    opened_ms: draft.at.wallMs,
    psn_no: person.psn_no,
    insutype: person.insutype,
    insuplc_admdvs: person.insuplc_admdvs,
    credential: { mdtrt_cert_type, mdtrt_cert_no, card_sn },
    registration: command.registration,
    findings: null,
    fees: null,
    cancelled: false,
  };
  keep(draft, visit, command);
  if (!online) return reply(draft, call, { kind: 'visit', visit: id });
  perform(draft, found, visit, 'registration', registrationBody(visit));
}

/** A bill of nothing: what is left of the offline rules then is whom and when they allow. */
const NO_BILL = { fund_pay_sumamt: fen(0), medfee_sumamt: fen(0), acct_pay: fen(0), acct_mulaid_pay: fen(0) };

function putFindings(draft: Draft, found: VisitFound, facts: VisitFacts, command: PutFindings): void {
  const { call } = found;
  const why = changeHindrance(draft, facts, 'findings');
  if (why !== null) return refuse(draft, call, why);
  const visit = { ...facts.visit, findings: command.findings, cancelled: false };
  keep(draft, visit, command);
  const ready = stepState(facts, 'registration') === 'done';
  if (ready && isOnline(draft)) return perform(draft, found, visit, 'findings', infoBody({ ...facts, visit }));
  // What the centre has of them, or may have, is replaced there in its turn: it would be taken for what was given last.
  const sent = SENT.has(stepState(facts, 'findings'));
  if (sent) storeStep(draft, visit, 'findings', infoBody({ ...facts, visit }), 'queued');
  reply(draft, call, { kind: 'visit', visit: visit.id });
}

const SENT: ReadonlySet<StepState> = new Set(['sending', 'unknown', 'done']);

function putFees(draft: Draft, found: VisitFound, facts: VisitFacts, command: PutFees): void {
  const { call } = found;
  const why = changeHindrance(draft, facts, 'fees');
  if (why !== null) return refuse(draft, call, why);
  const state = stepState(facts, 'fees');
  if (state === 'done' || state === 'unknown' || state === 'sending')
    return refuse(draft, call, problem('visit_fees_there', { visit: facts.visit.id, chrg_bchno: batchOf(facts) }));
  const totals = feeTotals(command.fees);
  if ('code' in totals) return refuse(draft, call, problem('basket_invalid', { ...totals }));
  const given = { ...command.fees, fee_ocur_time: civilTime(draft.at.wallMs) };
  const visit = { ...facts.visit, fees: given, cancelled: false };
  keep(draft, visit, command);
  const ready = stepState(facts, 'registration') === 'done' && stepState(facts, 'findings') === 'done';
  if (!ready || !isOnline(draft)) return reply(draft, call, { kind: 'visit', visit: visit.id });
  perform(draft, found, visit, 'fees', feesBody({ ...facts, visit }));
}

/** Takes the fees back: what only this terminal knows is dropped, what the centre has or may have goes out as 2205. */
function undoFees(draft: Draft, found: VisitFound, facts: VisitFacts): void {
  const { call } = found;
  const why = changeHindrance(draft, facts, 'fees');
  if (why !== null) return refuse(draft, call, why);
  // What the centre would not take back is still there.
  if (facts.visit.fees === null && stepState(facts, 'fees') !== 'done')
    return refuse(draft, call, problem('visit_incomplete', { visit: facts.visit.id, step: 'fees' }));
  keep(draft, { ...facts.visit, fees: null, cancelled: false }, found.command);
  undoRow(draft, facts.rows.fees);
  reply(draft, call, { kind: 'visit', visit: facts.visit.id });
}

/** Ends the visit: fees first (2205), then the registration (2202), in this order also on the wire. */
function cancelVisit(draft: Draft, found: VisitFound, facts: VisitFacts): void {
  const { call } = found;
  const why = changeHindrance(draft, facts, 'registration');
  if (why !== null) return refuse(draft, call, why);
  keep(draft, { ...facts.visit, cancelled: true }, found.command);
  undoRow(draft, facts.rows.fees);
  undoRow(draft, facts.rows.registration);
  reply(draft, call, { kind: 'visit', visit: facts.visit.id });
}

function undoRow(draft: Draft, row: RowView | undefined): void {
  if (row?.state === 'queued') undoQueued(draft, row, 'clerk');
  else if (row !== undefined && (row.state === 'unknown' || isSettled(row.state))) storeReversal(draft, row, 'clerk');
}

/** Why nothing may be changed in this visit now; `step`: what is to be changed. */
function changeHindrance(draft: Draft, facts: VisitFacts, step: Step): Problem | null {
  const { visit, rows } = facts;
  const over = closedProblem(facts) ?? settledProblem(facts);
  if (over !== null) return over;
  // Somebody at the desk still waits for this step, or it is on the wire.
  const underway = Object.values(rows).find(
    ({ msgid, state }) => draft.state.waiting[msgid] !== undefined || ON_THE_WIRE.has(state),
  );
  if (underway !== undefined) return problem('busy', { msgid: underway.msgid });
  // What is being undone has to be gone before it can come again.
  return step !== 'registration' && stepState(facts, step) === 'undoing' ? problem('busy', { msgid: visit.id }) : null;
}

const ON_THE_WIRE: ReadonlySet<string> = new Set(['claimed', 'inflight', 'inquiring']);

function batchOf({ visit, rows }: VisitFacts): string {
  return rows.fees?.named ?? visit.fees?.chrg_bchno ?? '';
}

function keep(draft: Draft, visit: Visit, command: VisitCommand): void {
  durable(draft, { kind: 'save_visit', visit, command });
  notify(draft, { kind: 'visit', visit: visit.id });
}

const INFNO = { registration: '2201', findings: '2203', fees: '2204' } as const;

/** Stores the step's transaction and sends it, or lets it wait its turn behind an earlier one of the same person. */
function perform(
  draft: Draft,
  { call, person_open }: VisitFound,
  visit: Visit,
  step: keyof typeof INFNO,
  body: VisitBody,
): void {
  const { limits } = draft.state;
  const row = storeStep(draft, visit, step, body, person_open === 0 ? 'inflight' : 'queued');
  const deadlineMs = draft.at.monotonicMs + limits.settleDeadlineMs;
  const { id, registration } = visit;
  const nobody = { personDayFund: fen(0), person: null, med_type: registration.med_type };
  wait(draft, { calls: [call], row, deadlineMs, ...nobody, visit: id });
  if (row.state !== 'inflight') return;
  const request = { kind: 'perform', infno: row.infno, item: itemOf(row) } as const;
  send(draft, request, { kind: 'perform', row }, limits.settleDeadlineMs);
}

function storeStep(
  draft: Draft,
  visit: Visit,
  step: keyof typeof INFNO,
  said: VisitBody,
  state: 'inflight' | 'queued',
): RowView {
  const { psn_no, insutype, insuplc_admdvs, begntime } = visit;
  const body = envelope(draft, takeIdentity(draft), { infno: INFNO[step], body: said, insuplc_admdvs });
  const { msgid, epoch, number, infno } = body;
  const circumstances = { told: false, provisional: false, grade: 0, unavailable: '', snapshot_age_ms: 0 } as const;
  const common = { state, ...circumstances, psn_no, insutype, deltas: {} };
  const beside = { key: null, fingerprint: '', omsgid: null };
  durable(draft, {
    ...{ kind: 'insert', body, ...common, begndate: dateOf(begntime), accepted_ms: draft.at.wallMs, ...beside },
  });
  durable(draft, { kind: 'visit_step', msgid, visit: visit.id as VisitId, step });
  count(draft, state, 1);
  notify(draft, { kind: 'transaction', msgid, state, told: false });
  const empty = { original: null, estimate: null, final: null, setl_id: '', mdtrt_id: '' };
  return { msgid, epoch, number, infno, ...common, attempts: state === 'inflight' ? 1 : 0, ...empty };
}

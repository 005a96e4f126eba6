/**
 * What the local API shows of the agent's own types: amounts as yuan under the national names, instants as civil time,
 * persons masked. The only way out for a person's data; must never let a whole name or number through.
 */

import { CLR_TYPE, FUND_PAY_TYPE, INSUTYPE, nameOf } from '../../protocol/codes.ts';
import type { DeviceView, RoleView, ServiceView, StatusView } from '../agent.ts';
import type { AtCounter, ConsentBy } from '../core/at-counter.ts';
import type { StatementTotals } from '../core/centre.ts';
import type { SignedEvidence } from '../core/evidence.ts';
import { type Fen, fen, formatYuan } from '../core/money.ts';
import type { Operator } from '../core/operator.ts';
import { differences } from '../core/pricing.ts';
import type { Detail } from '../core/reconcile/detail.ts';
import { explain } from '../core/settlement/explain.ts';
import { present, presentAccumulators, presentSetlinfo } from '../core/settlement/present.ts';
import type { Presettlement } from '../core/settlement/result.ts';
import { traceOf } from '../core/settlement/trace.ts';
import type { Session, ShiftState } from '../core/state.ts';
import { civilTime } from '../core/time.ts';
import type { Setlinfo } from '../core/transaction.ts';
import { isWhole, mdtrtIdOf } from '../core/visit/visit.ts';
import { describe, fault, hideNumbers, isCode } from '../errors/catalogue.ts';
import type { Pair } from '../errors/entry.ts';
import { ROLE_WORDS } from '../errors/shift.ts';
import { CAUSES, CONSENT_WORDS, NEXT_STEPS, STATES, TENDER_WORDS } from '../errors/words.ts';
import type { TransactionView } from '../ports/store.ts';

/** 测试甲 → 测** */
function maskName(name: string): string {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(rest.length);
}

/** Keeps the first three and last four characters of a long number, the last two of a short one. */
export function maskNumber(number: string): string {
  const [head, tail] = number.length >= 12 ? [3, 4] : [0, 2];
  const hidden = Math.max(0, number.length - head - tail);
  return number.slice(0, head) + '*'.repeat(hidden) + number.slice(head + hidden);
}

export function sessionView(session: Session) {
  const { id, phase, device, source, issuing_admdvs, begntime, basket, revision, priced, findings } = session;
  return {
    id,
    phase,
    device,
    source,
    issuing_admdvs,
    person: personView(session),
    accumulators: presentAccumulators(session.accumulators),
    basket,
    revision,
    begntime,
    bill: priced === null ? null : billView(priced),
    visit: pricedVisitView(session),
    consent_time: session.consent == null ? null : civilTime(session.consent.at_ms),
    findings,
  };
}

function pricedVisitView({ visit, priced }: Session) {
  if (visit === null || priced === null) return null;
  const { facts, centre } = visit;
  return {
    mdtrt_id: mdtrtIdOf(facts),
    whole: isWhole(facts),
    centre: setlinfoView(centre),
    differing: centre === null ? [] : differences(priced.setlinfo, centre),
  };
}

function personView({ person, balc }: Session) {
  if (person === null) return null;
  const { insutype, psn_type, psn_insu_stas, cvlserv_flag, insuplc_admdvs } = person;
  return {
    psn_no: maskNumber(person.psn_no),
    psn_name: maskName(person.psn_name),
    certno: maskNumber(person.certno),
    insutype,
    insutype_name: nameOf(INSUTYPE, insutype),
    psn_type,
    psn_insu_stas,
    cvlserv_flag,
    insuplc_admdvs,
    balc: formatYuan(balc),
    entitlements: person.entitlements.map(({ opsp_dise_code, begndate, enddate }) => ({
      opsp_dise_code,
      begndate,
      enddate,
    })),
    as_of: civilTime(person.as_of_ms),
  };
}

function billView(priced: Presettlement) {
  const { setlinfo, setldetail, lines, accumulators, warnings, trace, pack } = present(priced);
  const steps = traceOf(priced);
  return {
    setlinfo,
    setldetail: setldetail.map((row) => ({ ...row, fund_pay_type_name: nameOf(FUND_PAY_TYPE, row.fund_pay_type) })),
    lines: lines.map((line, index) => ({ ...line, med_list_codg: priced.lines[index]?.line.med_list_codg ?? '' })),
    accumulators,
    warnings,
    explanation: { zh: steps.map((step) => explain(step, 'zh')), en: steps.map((step) => explain(step, 'en')) },
    trace: trace.map(maskPersons),
    pack,
  };
}

/** A family account is named by its owner's number. */
export function maskPersons(fact: unknown): unknown {
  if (Array.isArray(fact)) return fact.map(maskPersons);
  if (typeof fact !== 'object' || fact === null) return fact;
  const masked = (name: string, value: unknown) =>
    name === 'psn_no' && typeof value === 'string' ? maskNumber(value) : maskPersons(value);
  return Object.fromEntries(Object.entries(fact).map(([name, value]) => [name, masked(name, value)]));
}

export function transactionView(row: TransactionView) {
  const { accepted_ms, psn_no, estimate, final, err_msg, state, given_back, at_counter, evidence, ...rest } = row;
  return {
    ...rest,
    erased: row.erased === true,
    parked_from: row.parked_from ?? null,
    state,
    state_text: words(STATES[state]),
    next_step: words(NEXT_STEPS[state]),
    cause_text: rest.cause === '' ? null : words(CAUSES[rest.cause]),
    psn_no: maskNumber(psn_no),
    accepted_time: civilTime(accepted_ms),
    err_msg: hideNumbers(err_msg),
    estimate: setlinfoView(estimate),
    final: setlinfoView(final),
    refundable: row.refundable ?? false,
    given_back: given_back == null ? null : givenBackView(given_back),
    ...atCounterView(at_counter ?? null),
    evidence: evidence == null ? null : evidenceView(evidence),
  };
}

function givenBackView({ opter, at_ms, paid_back }: NonNullable<TransactionView['given_back']>) {
  return { time: civilTime(at_ms), opter, paid_back: formatYuan(paid_back) };
}

function evidenceView({ evidence, previous_hash, signature }: SignedEvidence) {
  const { unavailable_since_ms, told_ms, snapshot_as_of_ms, packs_as_of_ms, catalogue_as_of_ms, ...rest } = evidence;
  const { revocation_as_of_ms, card_inserted_ms, card_read_ms, card_removed_ms, ...said } = rest;
  const at = (ms: number | null) => (ms === null ? null : civilTime(ms));
  return {
    ...said,
    unavailable_since: at(unavailable_since_ms),
    told_time: civilTime(told_ms),
    snapshot_as_of: at(snapshot_as_of_ms),
    packs_as_of: at(packs_as_of_ms),
    catalogue_as_of: at(catalogue_as_of_ms),
    revocation_as_of: at(revocation_as_of_ms),
    card_inserted: at(card_inserted_ms),
    card_read: at(card_read_ms),
    card_removed: at(card_removed_ms),
    previous_hash,
    signature,
  };
}

function atCounterView(said: AtCounter | null) {
  const tenders = (said?.tenders ?? []).map(({ tender, amount, received }) => ({
    tender,
    tender_text: words(TENDER_WORDS[tender]),
    amount: formatYuan(amount),
    received: received === undefined ? null : formatYuan(received),
    change: received === undefined ? null : formatYuan(fen(received - amount)),
  }));
  const consent = said?.consent ?? null;
  const agreed = (by: ConsentBy, at_ms: number) => ({ by, by_text: words(CONSENT_WORDS[by]), time: civilTime(at_ms) });
  return { tenders, consent: consent === null ? null : agreed(consent.by, consent.at_ms) };
}

function setlinfoView(setlinfo: Setlinfo | null) {
  return setlinfo === null ? null : presentSetlinfo({ setlinfo, pack: null });
}

export function words([zh, en]: Pair) {
  return { zh, en };
}

export function deviceView(one: DeviceView) {
  const { problem, facts, ...rest } = one;
  const code = problem !== null && isCode(problem) ? problem : 'card_unreadable';
  const said = problem === null ? null : { code: problem, ...describe(fault(code, facts)) };
  return { ...rest, problem: said };
}

export function serviceView({ service, up, problem, subject, ended }: ServiceView) {
  const facts = { service: subject, module: subject, device: subject };
  return {
    service,
    up,
    problem: problem === null ? null : { code: problem, ...describe(fault(problem, facts)) },
    ended,
  };
}

export function roleView({ role, type, state, device, problem, facts, learned }: RoleView) {
  const said = problem === null ? null : { code: problem, ...describe(fault(problem, facts)) };
  return { role, type, state, device, problem: said, learned };
}

export function shiftView({ phase, opter, opter_name, role, sign_no, opened_ms }: ShiftState) {
  const opened_time = phase === 'closed' && opened_ms === 0 ? null : civilTime(opened_ms);
  return { phase, opter, opter_name: maskName(opter_name), role: role ?? null, sign_no, opened_time };
}

export function operatorView({ opter, opter_name, role, locked_until_ms }: Operator) {
  const locked_until = locked_until_ms === 0 ? null : civilTime(locked_until_ms);
  return { opter, opter_name: maskName(opter_name), role, role_text: words(ROLE_WORDS[role]), locked_until };
}

export function budgetView({ count, hours, sum, amount, meters }: StatusView['offline_budget']) {
  const yuan = (value: number) => formatYuan(fen(value));
  const shown = meters.map(({ name, unit, limit, used, left, level }) => {
    const text = (value: number) => (unit === 'fen' ? yuan(value) : String(value));
    const as = unit === 'fen' ? 'yuan' : unit;
    return { name, unit: as, limit: text(limit), used: text(used), left: text(left), level };
  });
  return { count, hours, sum: yuan(sum), amount: yuan(amount), limits: shown };
}

export function statusView(status: StatusView, training: boolean) {
  const { dev_no, slot, fixmedins_code, fixmedins_name, mdtrtarea_admvs } = status.terminal;
  const { version, link, clock, queue } = status;
  return {
    version,
    mode: modeOf(training),
    terminal: { dev_no, slot, fixmedins_code, fixmedins_name, mdtrtarea_admvs },
    link,
    shift: shiftView(status.shift),
    clock,
    queue,
    offline_budget: budgetView(status.offline_budget),
    devices: status.devices.map(deviceView),
    troubles: status.troubles.map(troubleView),
  };
}

/** What a page marks itself with. */
const modeOf = (training: boolean): 'training' | 'production' => (training ? 'training' : 'production');

function troubleView({ code, facts }: StatusView['troubles'][number]) {
  return { code, ...describe(fault(code, facts)) };
}

export function detailView(detail: Detail) {
  return {
    ...detail,
    medfee_sumamt: formatYuan(detail.medfee_sumamt),
    fund_pay_sumamt: formatYuan(detail.fund_pay_sumamt),
    acct_pay: formatYuan(detail.acct_pay),
  };
}

export function totalsView(totals: readonly StatementTotals[]) {
  const yuan = (amount: Fen) => formatYuan(amount);
  return totals.map(({ medfee_sumamt, fund_pay_sumamt, acct_pay, ...rest }) => ({
    ...rest,
    insutype_name: nameOf(INSUTYPE, rest.insutype),
    clr_type_name: nameOf(CLR_TYPE, rest.clr_type),
    medfee_sumamt: yuan(medfee_sumamt),
    fund_pay_sumamt: yuan(fund_pay_sumamt),
    acct_pay: yuan(acct_pay),
  }));
}

/** For the status page, which has no token: how things stand, and nothing about any person or amount of theirs. */
export function pageView(status: StatusView, rows: readonly TransactionView[], training: boolean) {
  const { version, link, clock, queue, offline_budget, devices, shift, terminal } = status;
  return {
    version,
    mode: modeOf(training),
    now: clock.now,
    fixmedins_name: terminal.fixmedins_name,
    shift: shift.phase,
    link,
    clock_trusted: clock.trusted,
    queue,
    offline_budget: budgetView(offline_budget),
    devices: devices.map(deviceView),
    troubles: status.troubles.map(troubleView),
    transactions: rows.map(({ msgid, accepted_ms, state, provisional }) => ({
      msgid,
      accepted_time: civilTime(accepted_ms),
      state,
      state_text: words(STATES[state]),
      provisional,
    })),
  };
}

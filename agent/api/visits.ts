/**
 * A clinic visit over the local API: opened, informed, charged, priced, settled (by accepting the session it was priced
 * in), and taken back at each step. Views hold what the desk gave; persons are masked. Decides nothing.
 */
import type { Agent } from '../agent.ts';
import { formatYuan } from '../core/money.ts';
import type { Msgid } from '../core/transaction.ts';
import type { VisitCommand } from '../core/visit/command.ts';
import { provisionalSetlId, type VisitId } from '../core/visit/identity.ts';
import {
  type FeeResult,
  isWhole,
  STEPS,
  type Step,
  stepState,
  type VisitFacts,
  type VisitFees,
  type VisitFindings,
  type VisitRegistration,
  visitPhase,
} from '../core/visit/visit.ts';
import { fault } from '../errors/catalogue.ts';
import { STEP_STATES, VISIT_PHASES } from '../errors/visit-words.ts';
import { type ApiAnswer, ask, medTypeUnknown, ok, param } from './answer.ts';
import { BEFORE, FLAG, LIMIT, page } from './pages.ts';
import type { Route } from './routes.ts';
import { maskNumber, sessionView, transactionView } from './view.ts';

export const VISIT_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/visits',
    id: 'openVisit',
    summary: '门诊挂号（2201） register a visit for the person of a session',
    keyed: true,
    body: 'OpenVisit',
    status: 201,
    reply: 'Visit',
    handle: (agent, { body, key }) => {
      const { session, ...registration } = body as VisitRegistration & { session: string };
      return (
        medTypeUnknown(registration.med_type) ?? say(agent, { kind: 'open_visit', session, key, registration }, 201)
      );
    },
  },
  {
    method: 'GET',
    path: '/v1/visits',
    id: 'visits',
    summary:
      '就诊，新的在前，before 之前的接着取；open=true 只列未结束的，不分页 visits, newest first, and on with before; open=true lists those that have not ended, without pages',
    query: { open: FLAG, limit: LIMIT, before: BEFORE },
    status: 200,
    reply: 'Visits',
    handle: (agent, { query }) =>
      page<VisitFacts, VisitId>({
        ...{ name: 'visits', open: query['open'] === 'true', query, unknown: 'visit_unknown' },
        list: (what) => agent.visits(what),
        find: (id) => agent.visit(id),
        idOf: ({ visit }) => visit.id,
        view: (facts) => visitView(agent, facts),
      }),
  },
  {
    method: 'GET',
    path: '/v1/visits/{id}',
    id: 'visit',
    summary:
      '一次就诊，按就诊ID或结算ID，临时的和中心的都可以 one visit by mdtrt_id or setl_id, provisional or the centre’s',
    status: 200,
    reply: 'Visit',
    handle: (agent, { params }) => {
      const facts = agent.visit(param(params, 'id'));
      return facts === null ? { fault: fault('visit_unknown') } : ok(visitView(agent, facts));
    },
  },
  {
    method: 'PUT',
    path: '/v1/visits/{id}/diagnoses',
    id: 'putDiagnoses',
    summary: '上传就诊信息（2203），替换已有的 say what was found; replaces what was said before',
    keyed: true,
    body: 'Diagnoses',
    status: 200,
    reply: 'Visit',
    handle: (agent, { params, body, key }) => {
      const findings = {
        main_cond_dscr: '',
        dise_codg: '',
        dise_name: '',
        ...(body as Pick<VisitFindings, 'diseinfo'>),
      };
      return say(agent, { kind: 'put_findings', visit: param(params, 'id'), key, findings });
    },
  },
  {
    method: 'PUT',
    path: '/v1/visits/{id}/fees',
    id: 'putFees',
    summary: '上传费用明细（2204） enter the fees, one batch',
    keyed: true,
    body: 'Fees',
    status: 200,
    reply: 'Visit',
    handle: (agent, { params, body, key }) =>
      say(agent, { kind: 'put_fees', visit: param(params, 'id'), key, fees: body as VisitFees }),
  },
  {
    method: 'DELETE',
    path: '/v1/visits/{id}/fees',
    id: 'undoFees',
    summary: '撤销费用明细（2205） take the fees back',
    keyed: true,
    status: 200,
    reply: 'Visit',
    handle: (agent, { params, key }) => say(agent, { kind: 'undo_fees', visit: param(params, 'id'), key }),
  },
  {
    method: 'POST',
    path: '/v1/visits/{id}/presettle',
    id: 'presettleVisit',
    summary:
      '预结算（2206）：费用在该人员的会话中计价，然后确认该会话即结算（2207） price the fees in a session of the person; accepting that session settles the visit',
    body: 'PresettleVisit',
    status: 200,
    reply: 'Session',
    handle: (agent, { params, body }) => {
      const { session, acct_used_flag } = body as { session: string; acct_used_flag: '0' | '1' };
      const command = { kind: 'presettle_visit', visit: param(params, 'id'), session, acct_used_flag } as const;
      return ask(agent, command, 'session', (reply) => sessionView(reply.session));
    },
  },
  {
    method: 'POST',
    path: '/v1/visits/{id}/undo-settlement',
    id: 'undoSettlement',
    right: 'refund',
    summary:
      '撤销结算（2208，未上传的作废），答复应退现金 undo the settlement, and say the cash that goes back; one that was never sent is voided',
    keyed: true,
    status: 200,
    reply: 'SettlementUndone',
    handle: (agent, { params, key }) => undoSettlement(agent, param(params, 'id'), key),
  },
  {
    method: 'POST',
    path: '/v1/visits/{id}/cancel',
    id: 'cancelVisit',
    summary: '取消未结算的就诊：费用（2205）、挂号（2202） end a visit that is not settled',
    keyed: true,
    status: 200,
    reply: 'Visit',
    handle: (agent, { params, key }) => say(agent, { kind: 'cancel_visit', visit: param(params, 'id'), key }),
  },
];

function say(agent: Agent, command: VisitCommand, status = 200): Promise<ApiAnswer> {
  return ask(agent, command, 'visit', ({ visit }) => shown(agent, visit), status);
}

function undoSettlement(agent: Agent, id: string, key: string): ApiAnswer | Promise<ApiAnswer> {
  const facts = agent.visit(id);
  if (facts === null) return { fault: fault('visit_unknown') };
  if (facts.rows.settlement === undefined) return { fault: fault('not_cancellable', { state: 'none' }) };
  return ask(agent, { kind: 'cancel', msgid: id as Msgid, key }, 'cancelled', ({ paid_back }) => ({
    ...shown(agent, id),
    paid_back: formatYuan(paid_back),
  }));
}

function shown(agent: Agent, id: string) {
  const facts = agent.visit(id);
  if (facts === null) throw new Error(`a visit that was told is not stored: ${id}`);
  return visitView(agent, facts);
}

function visitView(agent: Agent, facts: VisitFacts) {
  const { visit, mdtrt_id, setl_id, rows, results } = facts;
  const { registration, findings, fees } = visit;
  const settlement = rows.settlement === undefined ? null : agent.transaction(rows.settlement.msgid as Msgid);
  const phase = visitPhase(facts);
  return {
    mdtrt_id: mdtrt_id || visit.id,
    provisional_mdtrt_id: visit.id,
    setl_id: setl_id || (rows.settlement === undefined ? '' : provisionalSetlId(rows.settlement.msgid)),
    psn_no: maskNumber(visit.psn_no),
    insutype: visit.insutype,
    begntime: visit.begntime,
    ...registration,
    phase,
    ...said(VISIT_PHASES[phase]),
    steps: Object.fromEntries(STEPS.map((step) => [step, stepView(facts, step)])),
    whole: isWhole(facts),
    diagnoses: findings,
    fees: fees === null ? null : { chrg_bchno: fees.chrg_bchno, lines: fees.lines },
    results: (results ?? []).map(resultView),
    settlement: settlement === null ? null : transactionView(settlement),
  };
}

function stepView(facts: VisitFacts, step: Step) {
  const state = stepState(facts, step);
  const [zh, en] = STEP_STATES[state];
  return { state, state_text: { zh, en }, msgid: facts.rows[step]?.msgid ?? null };
}

function said([state, next]: (typeof VISIT_PHASES)[keyof typeof VISIT_PHASES]) {
  return { phase_text: { zh: state[0], en: state[1] }, next_step: { zh: next[0], en: next[1] } };
}

function resultView({ feedetl_sn, ...amounts }: FeeResult) {
  const yuan = Object.entries(amounts).map(([name, amount]) => [name, formatYuan(amount)]);
  return { feedetl_sn, ...Object.fromEntries(yuan) };
}

/** The routes of operators and shifts (9001, 9002). A part of the one route table; decides nothing. */
import type { Identified } from '../staff.ts';
import { answered, ask, ok, param } from './answer.ts';
import type { Route } from './routes.ts';
import { operatorView, shiftView, totalsView } from './view.ts';

export const SHIFT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/shift',
    id: 'shift',
    summary: '当前班次 the shift',
    status: 200,
    reply: 'Shift',
    handle: (agent) => ok(shiftView(agent.status().shift)),
  },
  {
    method: 'POST',
    path: '/v1/shift/open',
    id: 'openShift',
    summary: '开班签到（9001）；断网时凭 PIN 本地开班 open the shift; without the centre a local one, by PIN',
    body: 'OpenShift',
    status: 200,
    reply: 'Shift',
    handle: async (_agent, { body, staff }) =>
      answered(await staff.openShift(identified(body)), 'shift', ({ shift }) => shiftView(shift)),
  },
  {
    method: 'POST',
    path: '/v1/shift/hand-over',
    id: 'handOver',
    summary: '交班给另一操作员，未完成的交易继续 another operator goes on; nothing open is lost',
    body: 'OpenShift',
    status: 200,
    reply: 'Shift',
    handle: async (_agent, { body, staff }) =>
      answered(await staff.handOver(identified(body)), 'shift', ({ shift }) => shiftView(shift)),
  },
  {
    method: 'POST',
    path: '/v1/shift/close',
    id: 'closeShift',
    summary: '对账并签退（3201、9002） compare totals and close the shift',
    body: 'CloseShift',
    bodyOptional: true,
    status: 200,
    reply: 'ShiftClosed',
    handle: (agent, { body }) =>
      ask(
        agent,
        { kind: 'close_shift', ...(body as object) },
        'shift_closed',
        ({ shift, equal, terminal, centre }) => ({
          shift: shiftView({ ...shift, phase: 'closed' }),
          equal,
          terminal: totalsView(terminal),
          centre: totalsView(centre),
        }),
      ),
  },
  {
    method: 'GET',
    path: '/v1/operators',
    id: 'operators',
    summary: '本终端的操作员 operators of this terminal',
    status: 200,
    reply: 'Operators',
    handle: (agent) => ok({ operators: agent.operators().map((one) => operatorView(one)) }),
  },
  {
    method: 'PUT',
    path: '/v1/operators/{opter}',
    id: 'enrolOperator',
    summary: '登记操作员，或更换其 PIN enrol an operator, or change their PIN',
    body: 'EnrolOperator',
    status: 200,
    reply: 'Operator',
    handle: async (agent, { params, body, staff }) => {
      const opter = param(params, 'opter');
      const given = body as { opter_name: string; pin: string; current_pin?: string };
      return answered(await staff.enrol({ opter, ...given }), 'operator', () => {
        const operator = agent.operator(opter);
        if (operator === null) throw new Error(`an enrolled operator is not stored: ${opter}`);
        return operatorView(operator);
      });
    },
  },
  {
    method: 'DELETE',
    path: '/v1/operators/{opter}',
    id: 'removeOperator',
    summary: '删除操作员 remove an operator',
    status: 200,
    reply: 'Removed',
    handle: async (_agent, { params, staff }) =>
      answered(await staff.remove(param(params, 'opter')), 'operator', ({ opter }) => ({ removed: opter })),
  },
];

function identified(body: unknown): Identified {
  return body as Identified;
}

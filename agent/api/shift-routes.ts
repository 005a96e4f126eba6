/** The routes of shifts (9001, 9002). A part of the one route table; decides nothing. */
import type { Agent } from '../agent.ts';
import { formatYuan } from '../core/money.ts';
import type { Identified } from '../staff.ts';
import { answered, ask, ok } from './answer.ts';
import type { Route } from './routes.ts';
import { shiftView, totalsView } from './view.ts';

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
    right: 'sign_off',
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
          self_paid: selfPaidView(agent.books.selfPaid(shift.since_ms ?? shift.opened_ms)),
        }),
      ),
  },
];

function selfPaidView({ count, medfee_sumamt }: ReturnType<Agent['books']['selfPaid']>) {
  return { count, medfee_sumamt: formatYuan(medfee_sumamt) };
}

function identified(body: unknown): Identified {
  return body as Identified;
}

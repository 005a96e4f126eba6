/** Routes of scanners and printers. Data for the route table; decides nothing. */

import type { Agent } from '../agent.ts';
import type { Command } from '../core/input.ts';
import type { AwaitedScan } from '../core/scan/state.ts';
import type { Msgid } from '../core/transaction.ts';
import { fault } from '../errors/catalogue.ts';
import { type ApiAnswer, ask, ok, param } from './answer.ts';
import type { Route } from './routes.ts';
import { deviceView, roleView, serviceView } from './view.ts';

type Wanted = Pick<AwaitedScan, 'want'> & Partial<Pick<AwaitedScan, 'session' | 'feedetl_sn'>>;

/** A word of any script; never the form of a device id. */
const ROLE = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,30}$/u;

async function changed(agent: Agent, command: Command): Promise<ApiAnswer> {
  const outcome = await agent.command(command);
  return outcome.ok ? devicesAnswer(agent) : { fault: outcome.problem };
}

const WANT_NOTHING = { kind: 'await_scan', wanted: null } as const;

export function devicesAnswer(agent: Agent): ApiAnswer {
  const { devices, roles, services } = agent.status();
  return ok({
    devices: devices.map(deviceView),
    roles: roles.map(roleView),
    services: services.map(serviceView),
  });
}

export const DEVICE_ROUTES: readonly Route[] = [
  {
    method: 'PUT',
    path: '/v1/devices/roles/{role}',
    id: 'nameDevice',
    summary:
      '给设备命名，重新插拔后按序列号、型号、插口找回 name a device; it is found again by serial number, model and port',
    body: 'NameDevice',
    right: 'administer',
    status: 200,
    reply: 'Devices',
    handle: (agent, { params, body }) => {
      const role = param(params, 'role');
      if (!ROLE.test(role)) return { fault: fault('request_bad_value', { field: 'role' }) };
      return changed(agent, { kind: 'name_device', role, device: (body as { device: string }).device });
    },
  },
  {
    method: 'DELETE',
    path: '/v1/devices/roles/{role}',
    id: 'forgetRole',
    summary: '取消命名 forget the name of a device',
    right: 'administer',
    status: 200,
    reply: 'Devices',
    handle: (agent, { params }) => changed(agent, { kind: 'forget_role', role: param(params, 'role') }),
  },
  {
    method: 'PUT',
    path: '/v1/devices/pin',
    id: 'enterCardPin',
    summary:
      '持卡人输入卡密码（事件 pin_wanted 之后） the PIN of the card that waits for it (event pin_wanted); it is kept nowhere, and what the card says to it comes as an event',
    body: 'CardPin',
    status: 200,
    reply: 'Devices',
    handle: (agent, { body }) => {
      const { device = null, pin } = body as { readonly device?: string; readonly pin: string | null };
      const why = agent.pin(device, pin);
      return why === null ? devicesAnswer(agent) : { fault: why };
    },
  },
  {
    method: 'PUT',
    path: '/v1/scans/awaited',
    id: 'awaitScan',
    summary: '下一次扫码归谁 what is scanned next, and for whom; it ends by itself after two minutes',
    body: 'AwaitScan',
    status: 200,
    reply: 'Awaiting',
    handle: (agent, { body }) => {
      const { want, session = '', feedetl_sn = '' } = body as Wanted;
      const command = { kind: 'await_scan', wanted: { want, session, feedetl_sn } } as const;
      return ask(agent, command, 'awaiting', (reply) => ({ want: reply.want }));
    },
  },
  {
    method: 'DELETE',
    path: '/v1/scans/awaited',
    id: 'endAwaitScan',
    summary: '不再等待扫码 nothing is waited for any more',
    status: 200,
    reply: 'Awaiting',
    handle: (agent) => ask(agent, WANT_NOTHING, 'awaiting', (reply) => ({ want: reply.want })),
  },
  {
    method: 'POST',
    path: '/v1/scans',
    id: 'typeScan',
    summary:
      '扫码枪以键盘方式打进页面的码，按扫码处理（事件 scan） what a scanner typed into a page, routed as any scan; what comes of it is told by the event scan',
    body: 'TypeScan',
    status: 200,
    reply: 'ScanHeard',
    handle: (agent, { body }) =>
      ask(agent, { kind: 'typed_scan', text: (body as { text: string }).text }, 'scan_heard', ({ device }) => ({
        device,
      })),
  },
  {
    method: 'POST',
    path: '/v1/scans/{scan}/take',
    id: 'takeScan',
    summary: '取走一次扫码，只能取一次 take a scan that was held (event scan, to: taker); it is handed out once',
    status: 200,
    reply: 'Scan',
    handle: (agent, { params }) => {
      const scan = Number(/^[0-9]{1,9}$/.exec(param(params, 'scan'))?.[0] ?? 0);
      return ask(agent, { kind: 'take_scan', scan }, 'scan_taken', (reply) => reply.scan);
    },
  },
  {
    method: 'POST',
    path: '/v1/transactions/{msgid}/print',
    id: 'printReceipt',
    summary: '打印结算单；第二次起标为补打 print the receipt; every print but the first is marked as a copy',
    body: 'Print',
    bodyOptional: true,
    status: 200,
    reply: 'Printed',
    handle: async (_agent, { params, body, printing }) => {
      const { device = null } = (body ?? {}) as { device?: string };
      const outcome = await printing.print(param(params, 'msgid') as Msgid, device);
      return outcome.ok
        ? ok({ device: outcome.device, copy: outcome.copy })
        : { fault: fault(outcome.code, outcome.facts) };
    },
  },
  {
    method: 'GET',
    path: '/v1/transactions/{msgid}/receipt',
    id: 'receipt',
    summary: '结算单的文字 the receipt as text, as it would be printed now',
    query: { width: { type: 'string', enum: ['58', '80'] } },
    status: 200,
    reply: 'Receipt',
    handle: (_agent, { params, query, printing }) => {
      const shown = printing.preview(param(params, 'msgid') as Msgid, query['width'] === '58' ? 58 : 80);
      return 'text' in shown ? ok(shown) : { fault: fault(shown.lacking) };
    },
  },
];

/**
 * `tongxing shift …`: shows the shift, and asks the running agent to open, hand over, close, enrol. PINs come from the
 * terminal.
 */
import { operatorView, shiftView } from '../api/view.ts';
import type { Right, Role } from '../core/rights.ts';
import { CLOSED_SHIFT } from '../core/state.ts';
import type { Api, Extra } from './demo/api.ts';
import { type Side, totalsTable } from './reconcile.ts';
import { withAgent, withEither } from './running.ts';
import type { ByOptions, EnrolOptions, ReasonOptions, ReportOptions, WhoOptions } from './shift-program.ts';
import { textTable } from './text-table.ts';
import { EXIT, type World } from './world.ts';

interface Shift {
  readonly phase: string;
  readonly opter: string;
  readonly opter_name: string;
  readonly sign_no: string;
  readonly opened_time: string | null;
}

interface Operator {
  readonly opter: string;
  readonly opter_name: string;
  readonly role_text: { readonly zh: string; readonly en: string };
  readonly locked_until: string | null;
}

interface Closed {
  readonly shift: Shift;
  readonly equal: boolean;
  readonly terminal: readonly Side[];
  readonly centre: readonly Side[];
  readonly self_paid: { readonly count: number; readonly medfee_sumamt: string };
}

const PHASES: Readonly<Record<string, string>> = {
  closed: '未开班 closed',
  local: '本地班次，联网后签到 local, signed in at contact',
  signed_in: '已签到 signed in',
};

export function showShift(options: ReportOptions, world: World): Promise<number> {
  const show = (shift: Shift, operators: readonly Operator[], source: string) => {
    if (options.json === true) world.out(`${JSON.stringify({ shift, operators }, null, 2)}\n`);
    else world.out(`${shiftText(shift)}${operatorsText(operators)}${source}\n`);
    return EXIT.done;
  };
  return withEither(
    options,
    world,
    async (api) => {
      const { operators } = await api.get<{ operators: readonly Operator[] }>('/v1/operators');
      return show(await api.get<Shift>('/v1/shift'), operators, '来自运行中的终端 from the running agent');
    },
    (store) =>
      show(
        shiftView(store.shift() ?? CLOSED_SHIFT),
        store.operators().map(operatorView),
        '终端未运行，来自账本 from the ledger: no agent runs',
      ),
  );
}

export function openShift(options: WhoOptions, path: 'open' | 'hand-over', world: World): Promise<number> {
  return withAgent(options, world, async (api) => {
    const { operators } = await api.get<{ operators: readonly Operator[] }>('/v1/operators');
    const enrolled = operators.some(({ opter }) => opter === options.opter);
    const pin = enrolled ? await world.secret?.(`操作员 ${options.opter} 的 PIN: `) : undefined;
    const body = { opter: options.opter, opter_name: options.name ?? options.opter, ...(pin ? { pin } : {}) };
    world.out(shiftText(await api.send<Shift>('POST', `/v1/shift/${path}`, body)));
    return EXIT.done;
  });
}

export function enrol(options: EnrolOptions, world: World): Promise<number> {
  return withAgent(options, world, async (api) => {
    const { operators } = await api.get<{ operators: readonly Operator[] }>('/v1/operators');
    const extra = await approvedBy(options.by, 'administer', api, world);
    const own = options.by === undefined && operators.some(({ opter }) => opter === options.opter);
    const current_pin = own ? await world.secret?.('现有 PIN the present PIN: ') : undefined;
    const pin = (await world.secret?.('新 PIN，6–12 位数字 the new PIN, 6 to 12 digits: ')) ?? '';
    const body = {
      ...{ opter_name: options.name ?? options.opter, pin },
      ...(current_pin ? { current_pin } : {}),
      ...(options.role === undefined ? {} : { role: options.role }),
    };
    const done = await api.send<Operator>('PUT', `/v1/operators/${encodeURIComponent(options.opter)}`, body, extra);
    world.out(`已登记 enrolled: ${done.opter} ${done.role_text.zh} ${done.role_text.en}\n`);
    return EXIT.done;
  });
}

export function changeRole(
  { role, ...options }: EnrolOptions & { readonly role: Role },
  world: World,
): Promise<number> {
  return withAgent(options, world, async (api) => {
    const extra = await approvedBy(options.by, 'administer', api, world);
    const path = `/v1/operators/${encodeURIComponent(options.opter)}/role`;
    const { opter, role_text } = await api.send<Operator>('PUT', path, { role }, extra);
    world.out(`角色 role: ${opter} ${role_text.zh} ${role_text.en}\n`);
    return EXIT.done;
  });
}

/** The approval of the operator who stands by, once their PIN is right; nothing where nobody was named. */
export async function approvedBy(opter: string | undefined, right: Right, api: Api, world: World): Promise<Extra> {
  if (opter === undefined) return {};
  const pin = (await world.secret?.(`操作员 ${opter} 授权，PIN approves, PIN: `)) ?? '';
  return api.send<Extra>('POST', '/v1/approvals', { opter, right, pin });
}

export function remove(options: WhoOptions & ByOptions, world: World): Promise<number> {
  return withAgent(options, world, async (api) => {
    const extra = await approvedBy(options.by, 'administer', api, world);
    await api.send('DELETE', `/v1/operators/${encodeURIComponent(options.opter)}`, undefined, extra);
    world.out(`已删除 removed: ${options.opter}\n`);
    return EXIT.done;
  });
}

export function closeShift(options: ReasonOptions, world: World): Promise<number> {
  return withAgent(options, world, async (api) => {
    const body = options.reason === undefined ? {} : { reason: options.reason };
    const extra = await approvedBy(options.by, 'sign_off', api, world);
    const closed = await api.send<Closed>('POST', '/v1/shift/close', body, extra);
    if (options.json === true) world.out(`${JSON.stringify(closed, null, 2)}\n`);
    else {
      world.out(totalsTable(closed.terminal, closed.centre));
      const { count, medfee_sumamt } = closed.self_paid;
      if (count > 0) world.out(`自费（不在医保对账内）self-paid, in no total above: ${count} 笔，${medfee_sumamt}\n`);
      world.out(
        closed.equal
          ? '两边一致，已签退 equal; signed out\n'
          : '两边不一致，已签字并签退 they differ; signed off and signed out\n',
      );
    }
    return EXIT.done;
  });
}

function shiftText({ phase, opter, opter_name, sign_no, opened_time }: Shift): string {
  const state = PHASES[phase] ?? phase;
  if (phase === 'closed') return `班次 shift: ${state}\n`;
  return `班次 shift: ${state}\n操作员 operator: ${opter} ${opter_name}\n开班 opened: ${opened_time ?? '—'}${sign_no === '' ? '' : `\n签到编号 sign_no: ${sign_no}`}\n`;
}

function operatorsText(operators: readonly Operator[]): string {
  if (operators.length === 0) return '没有登记操作员 nobody is enrolled\n';
  const rows = operators.map((one) => [
    one.opter,
    one.opter_name,
    `${one.role_text.zh} ${one.role_text.en}`,
    one.locked_until === null ? '' : `锁定至 locked until ${one.locked_until}`,
  ]);
  return `\n${textTable([['操作员 operator', '姓名 name', '角色 role', ''], ...rows])}`;
}

/**
 * `tongxing reconcile …`: a day beside the centre's, the work list, what is done about its items, and the auditor's export.
 * What changes something goes through the running agent; the rest is read from the ledger when none runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from '../adapters/detail-zip.ts';
import { itemViews, statementDay } from '../api/work-routes.ts';
import { isDate } from '../api/work-schemas.ts';
import { type AuditRow, auditCsv, nationalFiles, workCsv } from '../core/reconcile/export.ts';
import { ACTIONS, type WorkAction } from '../core/reconcile/work.ts';
import { civilTime, dateOf } from '../core/time.ts';
import type { Msgid } from '../core/transaction.ts';
import type { Store } from '../ports/store.ts';
import { folderOf } from './ledger-place.ts';
import { withAgent, withEither, withLedgerAt } from './running.ts';
import { approvedBy } from './shift.ts';
import type { DayOptions, ExportOptions, ReasonOptions } from './shift-program.ts';
import { textTable } from './text-table.ts';
import { EXIT, type World } from './world.ts';

export interface Side {
  readonly insutype: string;
  readonly clr_type: string;
  readonly setl_optins: string;
  readonly medfee_sumamt: string;
  readonly fund_pay_sumamt: string;
  readonly acct_pay: string;
  readonly fixmedins_setl_cnt: number;
}

interface Pair {
  readonly zh: string;
  readonly en: string;
}

interface Item {
  readonly item: string;
  readonly class_text: Pair;
  readonly state_text: Pair;
  readonly here: Pick<Side, 'medfee_sumamt' | 'fund_pay_sumamt'> | null;
  readonly centre: Pick<Side, 'medfee_sumamt' | 'fund_pay_sumamt'> | null;
  readonly actions: readonly ({ readonly action: string } & Pair)[];
  readonly last: string;
  readonly note: string;
  readonly reason: string;
}

interface Statement {
  readonly stmt_date: string;
  readonly equal: boolean;
  readonly terminal: readonly Side[];
  readonly centre: readonly Side[];
  readonly at_time: string;
}

export function reconcileDay(options: DayOptions, world: World): Promise<number> {
  const bad = badDate(options.date, world);
  if (bad !== null) return Promise.resolve(bad);
  const show = (statement: Statement | null, items: readonly Item[], underway: number) => {
    if (options.json === true) world.out(`${JSON.stringify({ statement, items }, null, 2)}\n`);
    else if (statement === null) world.out('这一天还没有对过账 this day was never reconciled\n');
    else world.out(`${statementText(statement)}${itemsText(items)}${underwayText(underway)}`);
    return EXIT.done;
  };
  return withEither(
    options,
    world,
    async (api) => {
      const body = options.date === undefined ? {} : { date: options.date };
      const { statements, items } = await api.send<{ statements: Statement[]; items: Item[] }>(
        'POST',
        '/v1/reconciliation',
        body,
      );
      const { counts } = await api.get<{ counts: Readonly<Record<string, number>> }>('/v1/queue?limit=1');
      const underway = ['queued', 'underway', 'unknown', 'reversing'].map((name) => counts[name] ?? 0);
      return show(
        statements[0] ?? null,
        items,
        underway.reduce((sum, one) => sum + one),
      );
    },
    (store) => {
      const day = statementDay(store, options.date ?? dateOf(civilTime(world.nowMs())));
      world.err('终端未运行：显示上次对账结果 no agent runs: what the last reconciliation found\n');
      return show(day.statement, day.items, 0);
    },
  );
}

export function workList(options: DayOptions, world: World): Promise<number> {
  const bad = badDate(options.date, world);
  if (bad !== null) return Promise.resolve(bad);
  const show = (items: readonly Item[]) => {
    world.out(options.json === true ? `${JSON.stringify(items, null, 2)}\n` : itemsText(items));
    return EXIT.done;
  };
  const query = `open=${options.all === true ? 'false' : 'true'}${options.date === undefined ? '' : `&date=${options.date}`}`;
  return withEither(
    options,
    world,
    async (api) => show((await api.get<{ items: readonly Item[] }>(`/v1/work-list?${query}`)).items),
    (store) => show(itemViews(store, { stmt_date: options.date, openOnly: options.all !== true })),
  );
}

export function actOn(item: string, action: WorkAction, options: ReasonOptions, world: World): Promise<number> {
  if (!ACTIONS.includes(action)) {
    world.err(`没有这种处理方式 no such action: ${action}；可以 one of ${ACTIONS.join(', ')}\n`);
    return Promise.resolve(EXIT.badInput);
  }
  return withAgent(options, world, async (api) => {
    const body = options.reason === undefined ? {} : { reason: options.reason };
    const path = `/v1/work-list/${encodeURIComponent(item)}/${action}`;
    const right = action === 'reverse' ? 'refund' : 'sign_off';
    const done = await api.send<Item & { readonly paid_back: string | null }>(
      'POST',
      path,
      body,
      await approvedBy(options.by, right, api, world),
    );
    world.out(
      options.json === true ? `${JSON.stringify(done, null, 2)}\n` : `${itemsText([done])}${cashText(action, done)}`,
    );
    return EXIT.done;
  });
}

/** Of what is still on its way one side has it and the other not yet. */
function underwayText(underway: number): string {
  return underway === 0
    ? ''
    : `还有 ${underway} 笔未完成，上传后部分差异会自行消失，请稍后再对账 ${underway} transactions are still on their way: some of this resolves by itself, reconcile again then\n`;
}

function cashText(action: WorkAction, { paid_back }: { readonly paid_back: string | null }): string {
  if (action !== 'reverse') return '';
  return paid_back === null
    ? '原交易不在本机：应退现金按小票核对 the sale is not here: see its receipt for the cash to pay back\n'
    : `应退现金 cash to pay back ${paid_back}\n`;
}

export async function exportDay({ date, out, ...place }: ExportOptions, world: World): Promise<number> {
  const bad = badDate(date, world);
  if (bad !== null) return bad;
  const folder = folderOf(place, world);
  if (typeof folder === 'number') return folder;
  // Person numbers are in it: read from the sealed ledger itself, agent or not; nobody but the owner may read the files.
  return withLedgerAt(folder, world, async (store) => {
    const rows = auditRows(store, date);
    mkdirSync(out, { recursive: true, mode: 0o700 });
    const write = (name: string, bytes: string | Buffer) => {
      const path = join(out, name);
      writeFileSync(path, bytes, { mode: 0o600 });
      world.out(`${path}\n`);
    };
    write(`statement_${date}.csv`, auditCsv(date, rows));
    write(`work_${date}.csv`, workCsv(store.books.work({ stmt_date: date, openOnly: false })));
    for (const { name, text, request } of nationalFiles(date, rows)) {
      write(`${name}.zip`, await zipOf(`${name}.txt`, text, new Date(`${date}T00:00:00Z`)));
      write(`${name}.json`, `${JSON.stringify(request, null, 2)}\n`);
    }
    return EXIT.done;
  });
}

/** The day's rows with what only the sealed ledger knows of them. */
function auditRows({ books, transaction }: Pick<Store, 'books' | 'transaction'>, date: string): readonly AuditRow[] {
  return books.details(date).map((row) => {
    const known = transaction(row.msgid as Msgid);
    // A row taken over from the centre is not the one the ledger settled: who else paid is not known.
    const final = known?.setl_id === row.setl_id ? known.final : null;
    return {
      ...row,
      psn_no: known?.psn_no ?? null,
      begndate: known?.begndate ?? null,
      psn_cash_pay: final?.psn_cash_pay ?? null,
      acct_mulaid_pay: final?.acct_mulaid_pay ?? null,
      hosp_part_amt: final?.hosp_part_amt ?? null,
      state: known?.state ?? null,
    };
  });
}

export function totalsTable(terminal: readonly Side[], centre: readonly Side[]): string {
  const row = (side: string, one: Side) => [
    ...[side, one.insutype, one.clr_type, one.setl_optins, String(one.fixmedins_setl_cnt)],
    ...[one.medfee_sumamt, one.fund_pay_sumamt, one.acct_pay],
  ];
  const head = [
    '',
    '险种 insutype',
    '清算类别 clr_type',
    '经办 setl_optins',
    '笔数 count',
    '总额 total',
    '基金 funds',
    '账户 account',
  ];
  return textTable([
    head,
    ...terminal.map((one) => row('本机 here', one)),
    ...centre.map((one) => row('中心 centre', one)),
  ]);
}

function statementText({ stmt_date, equal, terminal, centre, at_time }: Statement): string {
  const verdict = equal ? '对平 equal' : '不平 they differ';
  return `${stmt_date}  ${verdict}  (${at_time})\n${totalsTable(terminal, centre)}\n`;
}

function itemsText(items: readonly Item[]): string {
  if (items.length === 0) return '清单上没有未处理的项 the work list is empty\n';
  return `${items.map(itemText).join('\n')}\n${items.length} 项 items\n`;
}

function itemText({ item, class_text, state_text, here, centre, actions, last, note, reason }: Item): string {
  const side = (one: Item['here']) =>
    one === null ? '—' : `${one.medfee_sumamt}（基金 funds ${one.fund_pay_sumamt}）`;
  const done =
    last === '' ? '' : `\n  上次 last: ${last}${note === '' ? '' : ` → ${note}`}${reason === '' ? '' : `：${reason}`}`;
  const legal = actions.map((one) => `${one.action} ${one.zh}`).join(' · ') || '—';
  return `${item}\n  ${class_text.zh} ${class_text.en} · ${state_text.zh} ${state_text.en}\n  本机 here ${side(here)}  中心 centre ${side(centre)}${done}\n  可以 possible: ${legal}\n`;
}

function badDate(date: string | undefined, world: World): number | null {
  if (date === undefined || isDate(date)) return null;
  world.err(`日期形如 2022-10-08 a date looks like 2022-10-08: ${date}\n`);
  return EXIT.badInput;
}

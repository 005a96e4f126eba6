/**
 * `tongxing shift …` and `tongxing reconcile …` in the command line's own words: what each does, its options. Runs
 * nothing.
 */
import { type Command, Option } from 'commander';
import { ACTIONS, type WorkAction } from '../core/reconcile/work.ts';
import { ROLE_NAMES, type Role } from '../core/rights.ts';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

export interface WhoOptions extends PlaceOptions {
  readonly opter: string;
  readonly name?: string;
}

/** Of an operator who has the right that the one on duty lacks. */
export interface ByOptions extends PlaceOptions {
  readonly by?: string;
}

export interface EnrolOptions extends WhoOptions, ByOptions {
  readonly role?: Role;
}

export interface ReportOptions extends PlaceOptions {
  readonly json?: boolean;
}

export interface ReasonOptions extends ReportOptions, ByOptions {
  readonly reason?: string;
}

export interface DayOptions extends ReportOptions {
  readonly date?: string;
  readonly all?: boolean;
}

export interface ExportOptions extends PlaceOptions {
  readonly date: string;
  readonly out: string;
}

export interface ShiftCommands {
  shiftShow(options: ReportOptions): Promise<number>;
  shiftOpen(options: WhoOptions): Promise<number>;
  shiftHandOver(options: WhoOptions): Promise<number>;
  shiftClose(options: ReasonOptions): Promise<number>;
  shiftEnrol(options: EnrolOptions): Promise<number>;
  shiftRole(options: EnrolOptions & { readonly role: Role }): Promise<number>;
  shiftRemove(options: WhoOptions & ByOptions): Promise<number>;
  shiftRecover(options: WhoOptions): Promise<number>;
  reconcileDay(options: DayOptions): Promise<number>;
  reconcileList(options: DayOptions): Promise<number>;
  reconcileAct(item: string, action: WorkAction, options: ReasonOptions): Promise<number>;
  reconcileExport(options: ExportOptions): Promise<number>;
}

const JSON_FLAG = ['--json', '输出 JSON as JSON'] as const;
const OPTER = ['--opter <number>', '操作员编号 operator'] as const;
const BY = ['--by <number>', '由哪位有权限的操作员授权，凭其 PIN who approves it, by PIN'] as const;
const PIN_NOTE =
  'PIN 不在命令行上给出：按提示输入，或从标准输入读一行。\nThe PIN is never given on the command line: it is asked for, or read as a line of standard input.';

/** `load` gives the commands when the first of them is run. */
export type Load = () => Promise<ShiftCommands>;

export function addShiftCommands(program: Command, load: Load, wording: Wording): void {
  const { place, example, done } = wording;
  const shift = program
    .command('shift')
    .summary('班次：open 开班、hand-over 交班、close 对账签退、enrol 登记操作员 shifts and operators')
    .description(
      '班次与操作员。不带子命令时显示当前班次。断网时凭 PIN 本地开班，联网后自动签到（9001）。\nShifts and operators; alone it shows the shift. Without network a shift is opened locally by PIN and signed in (9001) at contact.',
    )
    .helpCommand(false);
  place(shift.command('show', { isDefault: true }))
    .summary('当前班次与操作员（默认） the shift and the operators (default)')
    .description(
      '显示当前班次与操作员。终端未运行时读账本，只读。\nShows the shift and the operators; reads the ledger when no agent runs.',
    )
    .option(...JSON_FLAG)
    .addHelpText('after', example(['tongxing shift --data ./data', '看班次 the shift']))
    .action(async (options: ReportOptions) => done(await (await load()).shiftShow(options)));
  const who = (name: string, summary: string, description: string, run: 'shiftOpen' | 'shiftHandOver') =>
    place(shift.command(name))
      .summary(summary)
      .description(`${description}\n${PIN_NOTE}`)
      .requiredOption(...OPTER)
      .option('--name <name>', '经办人姓名 name')
      .addHelpText('after', example([`tongxing shift ${name} --opter 001 --name 张三 --data ./data`, summary]))
      .action(async (options: WhoOptions) => done(await (await load())[run](options)));
  who(
    'open',
    '开班签到 open the shift',
    '开班：联网时签到（9001），断网时本地开班。\nOpens the shift: signed in at the centre, or local without it.',
    'shiftOpen',
  );
  who(
    'hand-over',
    '交班给另一操作员 hand over',
    '交班：未完成的交易继续，前一操作员在中心签退。\nAnother operator goes on; what is open goes on, the one before is signed out.',
    'shiftHandOver',
  );
  addStaff(shift, load, wording);
  place(shift.command('close'))
    .summary('日终对账并签退 reconcile and sign out')
    .description(
      '逐日与中心对账（3201、3202），全部处理完后签退（9002）。清单上还有未处理项时不签退；给出 --reason 则逐项签字后签退。\nCompares every day of the shift with the centre, then signs out (9002). Not while the work list holds an open item; with --reason each is signed off with it.',
    )
    .option('--reason <text>', '仍要签退的原因，逐项留存 why it is closed all the same')
    .option(...JSON_FLAG)
    .addHelpText('after', example(['tongxing shift close --data ./data', '对账签退 reconcile and sign out']))
    .option(...BY)
    .action(async (options: ReasonOptions) => done(await (await load()).shiftClose(options)));
  addReconcile(program, load, wording);
}

function addStaff(shift: Command, load: Load, { place, example, done }: Wording): void {
  const role = () => new Option('--role <role>', `角色 role: ${ROLE_NAMES.join(' | ')}`).choices([...ROLE_NAMES]);
  place(shift.command('enrol'))
    .summary('登记操作员 enrol an operator')
    .description(
      `登记操作员：首位即负责人，此后须有管理权限（--by）。已登记的先输入现有 PIN，再输入新 PIN；忘记时由负责人另设（--by）。\nEnrols an operator: the first is chief, afterwards it takes the right to administer (--by). One who is enrolled gives the present PIN first, then the new one; a chief sets another when it is forgotten.\n${PIN_NOTE}`,
    )
    .requiredOption(...OPTER)
    .option('--name <name>', '经办人姓名 name')
    .addOption(role())
    .option(...BY)
    .addHelpText(
      'after',
      example(['tongxing shift enrol --opter 002 --name 张三 --role cashier --by 001 --data ./data', '登记 enrol']),
    )
    .action(async (options: EnrolOptions) => done(await (await load()).shiftEnrol(options)));
  place(shift.command('role'))
    .summary('更改操作员的角色 change a role')
    .description(
      'chief 负责人：全部；supervisor 值班长：退费、签字；cashier 收银员：销售。\nchief: everything; supervisor: refunds and sign-off; cashier: sales.',
    )
    .requiredOption(...OPTER)
    .addOption(role().makeOptionMandatory())
    .option(...BY)
    .addHelpText(
      'after',
      example(['tongxing shift role --opter 002 --role supervisor --by 001 --data ./data', '升职 promote']),
    )
    .action(async (options: EnrolOptions & { role: Role }) => done(await (await load()).shiftRole(options)));
  place(shift.command('remove'))
    .summary('删除操作员 remove an operator')
    .description(
      '删除操作员（不能删除正在当班的，也不能删除最后一名负责人）。\nRemoves an operator, but not the one on duty and not the last chief.',
    )
    .requiredOption(...OPTER)
    .option(...BY)
    .addHelpText('after', example(['tongxing shift remove --opter 002 --by 001 --data ./data', '删除 remove']))
    .action(async (options: WhoOptions & ByOptions) => done(await (await load()).shiftRemove(options)));
  place(shift.command('recover'))
    .summary('负责人忘记 PIN：root 另设 a chief lost the PIN')
    .description(
      `唯一的负责人忘记 PIN 时：停掉终端程序，以 root 执行，给已登记的操作员设新 PIN 并成为负责人；写入账本日志。\nWhen the only chief lost the PIN: with the agent stopped, as root; an enrolled operator gets a new PIN and is chief, and the journal keeps it.\n${PIN_NOTE}`,
    )
    .requiredOption(...OPTER)
    .addHelpText('after', example(['sudo tongxing shift recover --opter 001 --data ./data', '另设 PIN a new PIN']))
    .action(async (options: WhoOptions) => done(await (await load()).shiftRecover(options)));
}

function addReconcile(program: Command, load: Load, { place, example, done }: Wording): void {
  const reconcile = program
    .command('reconcile')
    .summary('对账：day 对一天、list 清单、act 处理、export 导出 compare with the centre')
    .description(
      '与中心对账。不带子命令时对当天：先总账，不平再对明细，每处不符列为一项，只给出允许的处理方式。\nCompares a day with the centre: totals, then details where they differ; each mismatch is an item that offers only its legal actions.',
    )
    .helpCommand(false);
  place(reconcile.command('day', { isDefault: true }))
    .summary('对一天的账（默认） compare a day (default)')
    .description(
      '对一天的账，按中心日期；终端未运行时显示上次结果。\nCompares a day, by the centre’s date; shows the last result when no agent runs.',
    )
    .option('--date <date>', '日期，默认当天 day, default today')
    .option(...JSON_FLAG)
    .addHelpText('after', example(['tongxing reconcile --date 2022-10-08 --data ./data', '对账 compare']))
    .action(async (options: DayOptions) => done(await (await load()).reconcileDay(options)));
  place(reconcile.command('list'))
    .summary('对账清单 the work list')
    .description('列出未处理的项和可用的处理方式。\nLists open items and what may be done about each.')
    .option('--date <date>', '只看一天 one day')
    .option('--all', '也列已处理的 what is done too')
    .option(...JSON_FLAG)
    .addHelpText('after', example(['tongxing reconcile list --data ./data', '清单 the work list']))
    .action(async (options: DayOptions) => done(await (await load()).reconcileList(options)));
  place(reconcile.command('act'))
    .summary('处理一项 deal with one item')
    .description(
      'inquire 向中心查询；resend 同号重发；reverse 冲正；accept_centre 以中心为准；sign_off 签字（须 --reason）。不允许的处理会被拒绝。\ninquire, resend under the same id, reverse, accept_centre, sign_off (needs --reason); what is not legal is refused.',
    )
    .argument('<item>', '清单上的编号 id on the list')
    .argument('<action>', ACTIONS.join(' | '))
    .option('--reason <text>', '签字的原因 why it is signed off')
    .option(...BY)
    .option(...JSON_FLAG)
    .addHelpText(
      'after',
      example(['tongxing reconcile act ITEM sign_off --reason "已电话核实" --data ./data', '签字 sign off']),
    )
    .action(async (item: string, action: WorkAction, options: ReasonOptions) =>
      done(await (await load()).reconcileAct(item, action, options)),
    );
  place(reconcile.command('export'))
    .summary('为审计导出一天 export a day for the auditor')
    .description(
      '写出明细与清单（CSV，UTF-8，可直接用表格软件打开）和 3202 明细文件（ZIP）及其请求数据。含人员编号，请妥善保管。\nWrites rows and work list as CSV and the 3202 detail file as ZIP with its request data. Holds person numbers: keep it safe.',
    )
    .addOption(new Option('--date <date>', '日期 day').makeOptionMandatory())
    .addOption(new Option('--out <folder>', '写到哪里 where to').makeOptionMandatory())
    .addHelpText(
      'after',
      example(['tongxing reconcile export --date 2022-10-08 --out ./audit --data ./data', '导出 export']),
    )
    .action(async (options: ExportOptions) => done(await (await load()).reconcileExport(options)));
}

/** `tongxing queue …` in the command line's own words: what is open, and what a person may do about it. Runs nothing. */
import type { Command } from 'commander';
import { CLAIM_ENDS, type ClaimEnd } from '../core/claim.ts';
import type { Wording } from './pack-program.ts';
import type { ByOptions, ReportOptions } from './shift-program.ts';

export interface QueueFlags extends ReportOptions {
  readonly claims?: boolean;
  readonly limit: string;
}

export interface DecisionOptions extends ReportOptions, ByOptions {
  readonly reason: string;
}

export interface QueueCommands {
  queueList(options: QueueFlags): Promise<number>;
  queueShow(msgid: string, options: ReportOptions): Promise<number>;
  queueCancel(msgid: string, options: ReportOptions & ByOptions): Promise<number>;
  queueUnpark(msgid: string, options: DecisionOptions): Promise<number>;
  queueClose(msgid: string, as: ClaimEnd, options: DecisionOptions): Promise<number>;
}

const JSON_FLAG = ['--json', '输出 JSON as JSON'] as const;
const REASON = ['--reason <text>', '原因，随操作员留存 why; kept with the operator'] as const;
const BY = ['--by <number>', '由哪位有权限的操作员授权，凭其 PIN who approves it, by PIN'] as const;
const MSGID = ['<msgid>', '报文编号 msgid'] as const;

export function addQueueCommands(program: Command, load: () => Promise<QueueCommands>, wording: Wording): void {
  const { place, example, done } = wording;
  const queue = program
    .command('queue')
    .summary('未完成的交易与待收退差额，及其处理 what is open or owed, and what is done about it')
    .description(
      '不带子命令时列出未完成的交易与离线额度。\nAlone it lists what is open, and what is left of the offline limits.',
    )
    .helpCommand(false);
  place(queue.command('list', { isDefault: true }))
    .summary('未完成的交易（默认） what is open (default)')
    .description(
      '列出未完成的交易：状态、金额、已等时间、下一步。只读，终端运行时也可用，此时另列离线额度。\nLists open transactions with state, amount, age and next step. Reads only; with a running agent also what is left of the offline limits.',
    )
    .option('--claims', '列出待收退差额 what is owed after the centre’s judgement')
    .option(...JSON_FLAG)
    .option('--limit <rows>', '最多显示几笔 most rows shown', '50')
    .addHelpText('after', example(['tongxing queue --data ./data', '看未完成的交易 what is open']))
    .action(async (options: QueueFlags) => done(await (await load()).queueList(options)));
  place(queue.command('show'))
    .summary('一笔交易 one transaction')
    .description('一笔交易的状态与金额，不显示人员。只读。\nOne transaction: state and amounts, no person. Reads only.')
    .argument(...MSGID)
    .option(...JSON_FLAG)
    .addHelpText('after', example(['tongxing queue show MSGID --data ./data', '看一笔 one of them']))
    .action(async (msgid: string, options: ReportOptions) => done(await (await load()).queueShow(msgid, options)));
  place(queue.command('cancel'))
    .summary('撤销：未上传的作废，已上传的冲正 void what was never sent, reverse what was')
    .description(
      '未上传的作废，可能已到中心的冲正；中心已结算的须联网。须退费权限（--by）。\nVoids what never left, reverses what may have arrived; what the centre settled needs the centre. Takes the right to refund (--by).',
    )
    .argument(...MSGID)
    .option(...JSON_FLAG)
    .option(...BY)
    .addHelpText('after', example(['tongxing queue cancel MSGID --data ./data', '撤销 cancel']))
    .action(async (msgid: string, options: ReportOptions & ByOptions) =>
      done(await (await load()).queueCancel(msgid, options)),
    );
  addDecisions(queue, load, wording);
}

function addDecisions(queue: Command, load: () => Promise<QueueCommands>, { place, example, done }: Wording): void {
  place(queue.command('unpark'))
    .summary('待人工处理的交易回到暂停前的状态 what was parked goes back to where it stood')
    .description(
      '看过原因后：中心已拒绝的就此终结（已告知患者的转为待收退差额），其余继续。须签字权限（--by）。\nAfter the reason was looked at: what the centre refused ends so, and what was told of it is owed; the rest goes on. Takes the right to sign off (--by).',
    )
    .argument(...MSGID)
    .requiredOption(...REASON)
    .option(...JSON_FLAG)
    .option(...BY)
    .addHelpText('after', example(['tongxing queue unpark MSGID --reason 已核对 --data ./data', '处理 decide']))
    .action(async (msgid: string, options: DecisionOptions) => done(await (await load()).queueUnpark(msgid, options)));
  place(queue.command('close'))
    .summary('待收退差额已处理 a claim is closed')
    .description(
      `差额处理完毕。方式 as one of: ${CLAIM_ENDS.join(', ')}；每笔可用的方式见 queue --claims。须签字权限（--by）。\nHow a claim ended; queue --claims says which ends it may have. Takes the right to sign off (--by).`,
    )
    .argument(...MSGID)
    .argument('<as>', `方式 as: ${CLAIM_ENDS.join(', ')}`)
    .requiredOption(...REASON)
    .option(...JSON_FLAG)
    .option(...BY)
    .addHelpText(
      'after',
      example(['tongxing queue close MSGID collected --reason 现金补收 --data ./data', '已补收 collected']),
    )
    .action(async (msgid: string, as: ClaimEnd, options: DecisionOptions) =>
      done(await (await load()).queueClose(msgid, as, options)),
    );
}

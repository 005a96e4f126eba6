/**
 * `tongxing queue`: what is open, with its age and next step, read from the ledger while the daemon may be at work.
 * Shows no person; must never write.
 */
import { claimView } from '../api/claims.ts';
import type { Claim } from '../core/claim.ts';
import type { SignedEvidence } from '../core/evidence.ts';
import { formatYuan } from '../core/money.ts';
import { civilTime } from '../core/time.ts';
import { NEXT_STEPS, STATES } from '../errors/words.ts';
import type { Store, TransactionView } from '../ports/store.ts';
import { textTable } from './text-table.ts';
import { EXIT, type World } from './world.ts';

export interface QueueOptions {
  readonly json?: boolean;
  /** What is owed, in place of what is open. */
  readonly claims?: boolean;
  /** Most rows shown. */
  readonly limit: number;
}

export function runQueue(store: Pick<Store, 'transactions' | 'claims'>, options: QueueOptions, world: World): number {
  // One more than is shown, to know whether there are more.
  const found = store.transactions({ openOnly: true, limit: options.limit + 1 });
  const rows = found.slice(0, options.limit);
  if (options.claims === true)
    return showClaims(store.claims({ openOnly: true, limit: options.limit }), options, world);
  const owed = store.claims({ openOnly: true, limit: 1 }).length > 0;
  if (options.json === true)
    world.out(
      `${JSON.stringify(
        rows.map((row) => jsonRow(row, world.nowMs())),
        null,
        2,
      )}\n`,
    );
  else if (rows.length === 0) world.out('没有未完成的交易。 Nothing is open.\n');
  else world.out(table(rows, found.length > rows.length, world.nowMs()));
  if (owed && options.json !== true) world.out('有待收退差额，见 Something is owed, see: tongxing queue --claims\n');
  return EXIT.done;
}

/** What is owed after the centre's judgement: amounts, and how each may end. */
function showClaims(claims: readonly Claim[], { json }: QueueOptions, world: World): number {
  if (json === true) world.out(`${JSON.stringify(claims.map(claimView), null, 2)}\n`);
  else if (claims.length === 0) world.out('没有待收退差额。 Nothing is owed.\n');
  else world.out(`${claims.map(claimText).join('\n')}\n\n${claims.length} 笔待处理 to be closed\n`);
  return EXIT.done;
}

function claimText(claim: Claim): string {
  const { msgid, opened_time, reason_text, cash, amounts, ends } = claimView(claim);
  const moved = Object.entries(amounts).map(([name, amount]) => `${name} ${amount}`);
  const owed = claim.cash > 0 ? '应收 collect' : claim.cash < 0 ? '应退 pay back' : '无现金 no cash';
  return [
    `${msgid}  ${opened_time}  ${reason_text.zh} ${reason_text.en}  ${owed} ${cash.replace('-', '')}`,
    `  ${moved.join('  ')}`,
    `  ${ends.map(({ as, zh }) => `${as} ${zh}`).join(' · ')}`,
  ].join('\n');
}

/** One transaction, in full but for its person. */
export function transactionText(row: TransactionView, nowMs: number): string {
  const { msgid, infno, number, state, note, err_msg, setl_id, estimate, final } = row;
  const sums = (name: string, bill: TransactionView['final']) =>
    bill === null
      ? []
      : [
          `${name}  ${formatYuan(bill.medfee_sumamt)}  基金 funds ${formatYuan(bill.fund_pay_sumamt)}  账户 account ${formatYuan(bill.acct_pay)}  现金 cash ${formatYuan(bill.psn_cash_pay)}`,
        ];
  return `${[
    `${msgid}  ${infno}  序号 number ${number}  ${civilTime(row.accepted_ms)}（${spellAge(nowMs - row.accepted_ms)}）`,
    `状态 state  ${STATES[state].join(' ')}${note === '' ? '' : ` (${note})`}${err_msg === '' ? '' : ` ${err_msg}`}`,
    `下一步 next  ${NEXT_STEPS[state].join(' ')}`,
    `柜台 counter  ${row.told ? (row.provisional ? '已告知，临时受理 told as provisional' : '已告知 told') : '未告知 untold'}`,
    ...(row.evidence == null ? [] : evidenceLines(row.evidence)),
    ...(setl_id === '' ? [] : [`结算 setl_id  ${setl_id}`]),
    ...sums('本机 here', estimate),
    ...sums('中心 centre', final),
  ].join('\n')}\n`;
}

/** What was known when it was told, and whether the terminal signed it. */
function evidenceLines({ evidence, signature }: SignedEvidence): readonly string[] {
  const at = (ms: number | null) => (ms === null ? '—' : civilTime(ms));
  const { grade, unavailable_since_ms, card_inserted_ms, card_read_ms, card_removed_ms, device, opter } = evidence;
  const stay = `插 in ${at(card_inserted_ms)}  读 read ${at(card_read_ms)}  拔 out ${at(card_removed_ms)}`;
  const used = [
    `快照 snapshot ${at(evidence.snapshot_as_of_ms)}`,
    `政策包 pack ${evidence.pack}@${evidence.pack_version}`,
    `目录 catalogue ${evidence.catalogue_version}`,
    `挂失名单 revocation list ${evidence.revocation_version || '—'}`,
  ];
  return [
    `依据 evidence  等级 grade ${grade}  失联自 silent since ${at(unavailable_since_ms)}  操作员 operator ${opter}  ${signature === '' ? '未签名 unsigned' : '终端已签名 signed'}`,
    ...(device === '' ? [] : [`  ${device}  ${stay}`]),
    `  ${used.join('  ')}`,
  ];
}

/** A limit of offline work as the API tells it. */
export interface Meter {
  readonly name: string;
  readonly unit: string;
  readonly limit: string;
  readonly used: string;
  readonly left: string;
  readonly level: 'ok' | 'warn' | 'reached';
}

const METERS: Readonly<Record<string, string>> = {
  offline_hours_limit: '离线小时 hours without the centre',
  offline_count_limit: '待上传笔数 provisional transactions',
  offline_sum_limit: '待上传基金 their funds',
};
const LEVELS = { ok: '', warn: '  ⚠ 接近上限 nearly used up', reached: '  ✖ 已用完 used up' } as const;

/** What is left of each limit of offline work. */
export function budgetText(meters: readonly Meter[]): string {
  const lines = meters.map(
    ({ name, left, limit, level }) => `${METERS[name] ?? name}: 余 left ${left} / ${limit}${LEVELS[level]}`,
  );
  return `\n离线额度 offline limits\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

export function transactionJson(row: TransactionView, nowMs: number) {
  const { err_msg, setl_id, mdtrt_id, estimate, final, evidence = null } = row;
  return { ...jsonRow(row, nowMs), err_msg, setl_id, mdtrt_id, estimate, final, evidence };
}

function jsonRow(row: TransactionView, nowMs: number) {
  const { msgid, infno, number, state, told, provisional, attempts, note } = row;
  const age_ms = Math.max(0, nowMs - row.accepted_ms);
  const medfee_sumamt = amountOf(row);
  return {
    msgid,
    infno,
    number,
    state,
    told,
    provisional,
    attempts,
    note,
    medfee_sumamt,
    age_ms,
    next_step: NEXT_STEPS[state][1],
  };
}

function amountOf({ estimate, final }: TransactionView): string {
  const bill = final ?? estimate;
  return bill === null ? '' : formatYuan(bill.medfee_sumamt);
}

const HEAD = ['报文编号 msgid', '受理 accepted', '已等 age', '金额 yuan', '状态 state', '下一步 next step'];

function table(rows: readonly TransactionView[], more: boolean, nowMs: number): string {
  const cells = rows.map((row) => [
    row.msgid,
    civilTime(row.accepted_ms),
    spellAge(nowMs - row.accepted_ms),
    amountOf(row) || '—',
    `${STATES[row.state].join(' ')}${row.note === '' ? '' : ` (${row.note})`}`,
    NEXT_STEPS[row.state].join(' '),
  ]);
  const count = `${rows.length} 笔未完成 open${more ? '（还有更多，用 --limit more: --limit）' : ''}`;
  return `${textTable([HEAD, ...cells])}\n${count}\n`;
}

/** 95 s → 1m35s, 26 h → 1d2h: two units are enough to decide by. */
export function spellAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0s';
  return parts
    .slice(first, first + 2)
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('');
}

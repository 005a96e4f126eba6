/**
 * A day for the auditor, as text: CSV that a spreadsheet opens without running anything in it, and the national detail file
 * of 3202 (national-interface.md 4.1). Pure; amounts are written from fen, never through a fraction.
 */
import { type Fen, fen, formatYuan } from '../money.ts';
import type { Detail } from './detail.ts';
import type { WorkItem } from './work.ts';

/** One row of a day with what the ledger knows besides; null where the ledger has no such transaction. */
export interface AuditRow extends Detail {
  readonly psn_no: string | null;
  /** Visit date: the day and year the sale belongs to. */
  readonly begndate: string | null;
  readonly psn_cash_pay: Fen | null;
  readonly acct_mulaid_pay: Fen | null;
  readonly hosp_part_amt: Fen | null;
  readonly state: string | null;
}

const BOM = '\uFEFF';

const ROW_HEAD = [
  ...[
    '日期 stmt_date',
    '报文 msgid',
    '结算 setl_id',
    '就诊 mdtrt_id',
    '人员 psn_no',
    '险种 insutype',
    '清算类别 clr_type',
  ],
  ...['经办机构 setl_optins', '结算时间 setl_time', '就诊日 begndate', '退费 refd_setl_flag', '总额 medfee_sumamt'],
  ...[
    '基金 fund_pay_sumamt',
    '账户 acct_pay',
    '现金 psn_cash_pay',
    '共济 acct_mulaid_pay',
    '医院负担 hosp_part_amt',
    '状态 state',
  ],
];

export function auditCsv(stmt_date: string, rows: readonly AuditRow[]): string {
  const lines = rows.map((row) => [
    ...[stmt_date, row.msgid, row.setl_id, row.mdtrt_id, row.psn_no, row.insutype, row.clr_type, row.setl_optins],
    ...[row.setl_time, row.begndate, row.refd_setl_flag, row.medfee_sumamt, row.fund_pay_sumamt, row.acct_pay],
    ...[row.psn_cash_pay, row.acct_mulaid_pay, row.hosp_part_amt, row.state],
  ]);
  return csv([ROW_HEAD, ...lines]);
}

const ITEM_HEAD = [
  ...['日期 stmt_date', '项 item', '类别 class', '报文 msgid', '状态 state', '本机总额 here', '本机基金 here_fund'],
  ...['中心总额 centre', '中心基金 centre_fund', '最后处理 last', '结果 note', '原因 reason', '操作员 opter'],
];

export function workCsv(items: readonly WorkItem[]): string {
  const lines = items.map(({ here, centre, ...one }) => [
    ...[one.stmt_date, one.item, one.class, one.msgid, one.state],
    ...[here?.medfee_sumamt ?? null, here?.fund_pay_sumamt ?? null],
    ...[centre?.medfee_sumamt ?? null, centre?.fund_pay_sumamt ?? null, one.last, one.note, one.reason, one.opter],
  ]);
  return csv([ITEM_HEAD, ...lines]);
}

/** RFC 4180 with a byte-order mark, so that spreadsheets read it as UTF-8. Numbers are fen. */
function csv(lines: readonly (readonly (string | Fen | null)[])[]): string {
  return `${BOM}${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would run, or round to 15 digits, is made text by an apostrophe before it. */
const RISKY = /^[=+\-@\t\r\n]|^\d{16,}$/;

function cell(value: string | Fen | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return formatYuan(value);
  const text = RISKY.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The detail file of one 3202 request, and the request's own data. */
export interface NationalFile {
  /** Without its ending. */
  readonly name: string;
  readonly text: string;
  readonly request: Readonly<Record<string, string>>;
}

/** One file for each 结算经办机构 and 清算类别. Rows without amounts of their own (no cash known) count none. */
export function nationalFiles(stmt_date: string, rows: readonly AuditRow[]): readonly NationalFile[] {
  const groups = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const key = `${row.setl_optins}_${row.clr_type}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of]) => {
      const sum = (amounts: readonly (Fen | null)[]) =>
        formatYuan(fen(amounts.reduce((all: number, one) => all + (one ?? 0), 0)));
      return {
        // Both are the centre's words, and no word of its becomes a path.
        name: `3202_${encodeURIComponent(key)}_${stmt_date.replaceAll('-', '')}`,
        text: of.map(nationalLine).join('\n'),
        request: {
          setl_optins: of[0]?.setl_optins ?? '',
          stmt_begndate: stmt_date,
          stmt_enddate: stmt_date,
          medfee_sumamt: sum(of.map((row) => row.medfee_sumamt)),
          fund_pay_sumamt: sum(of.map((row) => row.fund_pay_sumamt)),
          cash_payamt: sum(of.map((row) => row.psn_cash_pay)),
          fixmedins_setl_cnt: String(of.length),
          clr_type: of[0]?.clr_type ?? '',
        },
      };
    });
}

/** setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag, clr_type; empty is "null". */
function nationalLine(row: AuditRow): string {
  const { setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag, clr_type } = row;
  const amounts = [medfee_sumamt, fund_pay_sumamt, acct_pay].map((amount) => formatYuan(amount));
  return [setl_id, mdtrt_id, psn_no, ...amounts, refd_setl_flag, clr_type].map(field).join('\t');
}

/** A tab or a line end in a field would shift every column after it. */
function field(value: string | null): string {
  const text = (value ?? '').replace(/[\t\r\n]/g, ' ').trim();
  return text === '' ? 'null' : text;
}

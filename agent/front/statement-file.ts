/**
 * The detail file of 3202 and the file of its result (national-interface.md 4.1): TAB-separated rows in a fixed order. Read
 * tolerantly (a byte order mark, CR, a TAB at the end, "null"), written strictly. Pure.
 */
import { type Fen, fen, formatYuan, parseYuan } from '../core/money.ts';

export interface Row {
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly medfee_sumamt: Fen;
  readonly fund_pay_sumamt: Fen;
  readonly acct_pay: Fen;
  readonly refd_setl_flag: '0' | '1';
  /** Empty where the older form has none. */
  readonly clr_type: string;
}

export interface Compared {
  readonly row: Row;
  readonly msgid: string;
  /** 0 对平, 1 中心多, 2 医药机构多, 3 数据不一致. */
  readonly stmt_rslt: '0' | '1' | '2' | '3';
  readonly memo: string;
}

const AMOUNTS = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'] as const;

/** The rows, or what is wrong with the first bad one, by row and column. */
export function readRows(text: string): readonly Row[] | string {
  const rows: Row[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = line.split('\t').map((cell) => (cell.trim() === 'null' ? '' : cell.trim()));
    const [setl_id = '', mdtrt_id = '', psn_no = '', medfee, fund, acct, flag = '', clr_type = ''] = cells;
    const where = (column: number, name: string) => `明细文件第 ${at + 1} 行第 ${column} 列 ${name}`;
    if (setl_id === '') return `${where(1, 'setl_id')}：必填 row ${at + 1}, column 1 is required`;
    const amounts = [medfee, fund, acct].map(signedYuan);
    const bad = amounts.indexOf(null);
    if (bad >= 0)
      return `${where(bad + 4, AMOUNTS[bad] ?? '')}：应为金额 row ${at + 1}, column ${bad + 4} is no amount`;
    if (flag !== '0' && flag !== '1')
      return `${where(7, 'refd_setl_flag')}：应为 0 或 1 row ${at + 1}, column 7: 0 or 1`;
    const [medfee_sumamt, fund_pay_sumamt, acct_pay] = amounts as [Fen, Fen, Fen];
    rows.push({ setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag: flag, clr_type });
  }
  return rows;
}

/** A refund's amounts are negative, and so are the sums of a day with little else. */
export function signedYuan(cell = ''): Fen | null {
  const amount = parseYuan(cell.replace(/^-/, '') || '0');
  return amount === null || !cell.startsWith('-') || amount === 0 ? amount : fen(0 - amount);
}

/** Row by row, the vendor's in their order, then what only the centre has. */
export function compareRows(
  theirs: readonly Row[],
  centre: readonly (Row & { readonly msgid: string })[],
): readonly Compared[] {
  const left = new Map<string, (Row & { readonly msgid: string })[]>();
  for (const one of centre) left.set(nameOf(one), [...(left.get(nameOf(one)) ?? []), one]);
  const met = theirs.map((row): Compared => {
    const [found, ...rest] = left.get(nameOf(row)) ?? [];
    if (found === undefined) return { row, msgid: '', stmt_rslt: '2', memo: '中心没有该笔' };
    left.set(nameOf(row), rest);
    const differing = AMOUNTS.filter((name) => row[name] !== found[name]);
    const memo = differing.map((name) => `${name} 中心 ${formatYuan(found[name])}`).join('；');
    return { row, msgid: found.msgid, stmt_rslt: differing.length === 0 ? '0' : '3', memo };
  });
  const more = [...left.values()].flat().map((row): Compared => {
    return { row, msgid: row.msgid, stmt_rslt: '1', memo: '医药机构没有该笔' };
  });
  return [...met, ...more];
}

const nameOf = ({ setl_id, refd_setl_flag }: Row): string => `${setl_id} ${refd_setl_flag}`;

export function resultText(rows: readonly Compared[]): string {
  return rows
    .map(({ row, msgid, stmt_rslt, memo }) =>
      [
        ...[row.psn_no, row.mdtrt_id, row.setl_id, msgid, stmt_rslt, row.refd_setl_flag, memo],
        ...AMOUNTS.map((name) => formatYuan(row[name])),
      ]
        .map((cell) => (cell === '' ? 'null' : cell))
        .join('\t'),
    )
    .map((line) => `${line}\n`)
    .join('');
}

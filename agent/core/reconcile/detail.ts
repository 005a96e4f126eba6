/**
 * What a statement is made of: one settlement or refund as one side has it on its books of a day (3202), and the groups
 * that totals are made of (3201). A refund is a row of its own with negative amounts, on both sides, so a sale and its
 * reversal count as two. Data; no person in it.
 */
import type { StatementTotals } from '../centre.ts';
import { type Fen, fen } from '../money.ts';

export interface Detail {
  readonly msgid: string;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly insutype: string;
  readonly clr_type: string;
  readonly setl_optins: string;
  /** The centre's time of settlement. */
  readonly setl_time: string;
  readonly medfee_sumamt: Fen;
  readonly fund_pay_sumamt: Fen;
  readonly acct_pay: Fen;
  /** 1 for a refund. */
  readonly refd_setl_flag: '0' | '1';
}

export type Group = Pick<StatementTotals, 'insutype' | 'clr_type' | 'setl_optins'>;

export function groupOf({ insutype, clr_type, setl_optins }: Group): string {
  return `${insutype}-${clr_type}-${setl_optins}`;
}

const AMOUNTS = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'] as const;
type Amounts = Pick<Detail, (typeof AMOUNTS)[number]>;

/** Whether both say the same of one settlement, but for the ids the centre may have given anew. */
export function sameAmounts(one: Amounts, other: Amounts): boolean {
  return AMOUNTS.every((name) => one[name] === other[name]);
}

/** Totals by group over several days. */
export function addUp(days: readonly (readonly StatementTotals[])[]): readonly StatementTotals[] {
  const groups = new Map<string, StatementTotals>();
  for (const one of days.flat()) {
    const {
      medfee_sumamt: m,
      fund_pay_sumamt: f,
      acct_pay: a,
      fixmedins_setl_cnt: n,
    } = groups.get(groupOf(one)) ?? NONE;
    groups.set(groupOf(one), {
      ...one,
      medfee_sumamt: fen(m + one.medfee_sumamt),
      fund_pay_sumamt: fen(f + one.fund_pay_sumamt),
      acct_pay: fen(a + one.acct_pay),
      fixmedins_setl_cnt: n + one.fixmedins_setl_cnt,
    });
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

const NONE = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 };

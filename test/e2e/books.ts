/** Lays what the shop told beside what the terminal and the centre hold. Looks only; it must never repair. */
import { expect } from 'vitest';
import { type Shop, type Sums, sumsOf, type TransactionAnswer } from './shop.ts';

/** Each told transaction settled once at the centre, nothing else there, and the same amounts on both sides. */
export async function expectSameBooks(shop: Shop, told: readonly string[]): Promise<void> {
  const { transactions } = await shop.ledger();
  const here: TransactionAnswer[] = [];
  for (const msgid of told) here.push(await shop.transaction(msgid));
  const line = (msgid: string, state: string, sums: object) => JSON.stringify({ msgid, state, ...sums });
  const centre = transactions.map(({ msgid, state, medfee_sumamt, fund_pay_sumamt, acct_pay }) =>
    line(msgid, state, { medfee_sumamt, fund_pay_sumamt, acct_pay }),
  );
  expect(centre.toSorted()).toEqual(here.map((row) => line(row.msgid, 'settled', sumsOf(row.final))).toSorted());
  expect(new Set(told).size).toBe(told.length);
  expect(here.filter(({ state }) => state !== 'settled')).toEqual([]);
}

/** The day's totals: equal line by line, and what was told to the fen; a reversal counts as two settlements and no money. */
export async function expectDayCloses(shop: Shop, told: readonly string[], reversals = 0): Promise<void> {
  const rows: TransactionAnswer[] = [];
  for (const msgid of told) rows.push(await shop.transaction(msgid));
  const { equal, terminal, centre } = await shop.closeDay();
  expect(equal).toBe(true);
  const lines = (totals: typeof centre) =>
    totals.map(({ insutype, clr_type, fixmedins_setl_cnt, ...one }) =>
      JSON.stringify([insutype, clr_type, fixmedins_setl_cnt, sumsOf(one)]),
    );
  expect(lines(terminal).toSorted()).toEqual(lines(centre).toSorted());
  expect(total(terminal)).toEqual(total(rows.map(({ final }) => final)));
  const settlements = terminal.reduce((sum, { fixmedins_setl_cnt }) => sum + Number(fixmedins_setl_cnt), 0);
  expect(settlements).toBe(told.length + 2 * reversals);
}

function total(amounts: readonly (Sums | null)[]): object {
  return amounts.map(sumsOf).reduce((sum, one) => ({
    medfee_sumamt: sum.medfee_sumamt + one.medfee_sumamt,
    fund_pay_sumamt: sum.fund_pay_sumamt + one.fund_pay_sumamt,
    acct_pay: sum.acct_pay + one.acct_pay,
  }));
}

/** Sales for cash at the counter page: without a card, of a sale that was refused, and in full on a card alone. */
import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';

const NO_FUND = '未计算基金';

export function cashSales(clerk: () => Clerk): void {
  let customer: Page;

  it('sells without a card by a key, and says on both screens and on paper, Chinese first, that no fund was computed', async () => {
    const { counter, page } = clerk();
    await counter.pull();
    await clerk().see('.waiting h1', { hasText: '请插入' });
    customer = await page.context().newPage();
    customer.setDefaultTimeout(15_000);
    await customer.goto(`${counter.origin}/display`);
    await page.bringToFront();
    await clerk().see('[data-deed="alone"]', { hasText: 'Alt Z' });
    await clerk().press('Alt+z');
    await clerk().see('[data-nobody]', { hasText: '自费购药，不用卡' });
    await clerk().add('MTSS', 1);
    await clerk().count(3);
    await clerk().ready();
    expect(await clerk().amount('due')).toBe('49.50');
    await clerk().see('.bill [data-note="alone"]', { hasText: NO_FUND });
    await customer.locator('[data-consent] [data-note="alone"]', { hasText: NO_FUND }).waitFor();
    await clerk().press('F9');
    await clerk().field('received');
    await clerk().see('.el-dialog [data-note="alone"]', { hasText: NO_FUND });
    expect([await clerk().barriers(), await clerk().unkeyed()]).toEqual([[], []]);
    await clerk().type('50');
    await clerk().press('Enter');
    await clerk().see('.done', { hasText: '自费已收款' });
    await clerk().see('.done [data-note="alone"]', { hasText: NO_FUND });
    expect(await page.locator('.done').innerText()).not.toContain('请取回卡片');
    await customer.locator('.take [data-note="alone"]', { hasText: NO_FUND }).waitFor();
    expect(await customer.locator('.card-out').count()).toBe(0);
    await clerk().see('.done[data-state="settled"]');
    await clerk().next();
  });

  it('takes a part of it back by its line, then the rest, with the cash that goes back each time', async () => {
    await clerk().open('49.50');
    await clerk().see('.detail .paper', { hasText: NO_FUND });
    await clerk().press('F6');
    await clerk().field('back-1');
    await clerk().type('1');
    await clerk().see('.el-dialog .note', { hasText: '按退回的商品退款' });
    await clerk().press('Enter');
    await clerk().see('[data-note="paid-back"]', { hasText: '16.50' });
    await clerk().press('F6');
    await clerk().field('back-1');
    expect(await clerk().page.locator('input[name="back-1"]').inputValue()).toBe('2');
    await clerk().press('Enter');
    await clerk().see('[data-note="paid-back"]', { hasText: '33.00' });
    await clerk().press('Escape', 'F2');
  });

  it('makes of a sale that the centre refused one for cash, of the same goods, by the key of its next step', async () => {
    const { counter } = clerk();
    await clerk().card('ceshi-jia');
    await clerk().add('MTSS', 1);
    await clerk().count(2);
    await counter.fault({ refuse: { code: 'refused', count: 1 } });
    await clerk().ready();
    await clerk().press('F9');
    await clerk().field('received');
    await clerk().press('Enter');
    await clerk().see('[data-problem="centre_rejected"] [data-way="self_paid"]', { hasText: 'Alt Z' });
    expect(await clerk().barriers()).toEqual([]);
    await clerk().press('Alt+z');
    await clerk().see('[data-nobody]');
    await clerk().see('.basket .count b', { hasText: /^2$/ });
    await clerk().ready();
    expect(await clerk().amount('due')).toBe('33.00');
    await clerk().leave();
    await counter.pull();
  });

  it('turns a priced sale into one for cash and back, and begins the next one as usual', async () => {
    const { counter, page } = clerk();
    await clerk().card('ceshi-jia');
    const ticked = () => page.locator('.pays input:checked').evaluateAll((all) => all.map((one) => one.name));
    await clerk().press('Alt+z');
    counter.scan('2000000000015', 'E0');
    await clerk().ready();
    await clerk().see('[data-note="alone"]');
    expect([await ticked(), await clerk().amount('due')]).toEqual([['self_paid'], '12.80']);
    await clerk().press('Alt+j');
    await clerk().see('[data-note="alone"]', { hasText: '全额现金' });
    await clerk().ready();
    expect(await ticked()).toEqual(['full_cash']);
    await clerk().press('Alt+z', 'Alt+z');
    await clerk().gone('[data-note="alone"]');
    await clerk().press('Alt+z');
    await clerk().see('[data-note="alone"]');
    await clerk().press('Escape');
    await clerk().see('[data-note="leave"]');
    expect([await clerk().barriers(), await clerk().unkeyed()]).toEqual([[], []]);
    await clerk().press('Escape');
    await clerk().gone('[data-note="leave"]');
    await clerk().rows(1);
    await clerk().leave();
    await clerk().press('Enter');
    await clerk().see('.person');
    expect(await page.locator('input[name="self_paid"]').isChecked()).toBe(false);
    await clerk().pull();
  });

  it('takes all of it in cash on a card of which nobody is known while the line is cut, whose funds’ part is claimed later', async () => {
    const { counter } = clerk();
    await clerk().cut();
    await counter.insert('ceshi-ding');
    await clerk().see('[data-nobody]', { hasText: '本机没有该参保人的资料' });
    counter.scan('2000000000015', 'E0');
    await clerk().rows(1);
    await clerk().ready();
    await clerk().see('.bill [data-note="alone"]', { hasText: '全额现金：未计算基金' });
    expect(await clerk().barriers()).toEqual([]);
    await clerk().settle('queued', '20');
    await clerk().see('.done [data-note="alone"]', { hasText: '全额现金：未计算基金' });
    await customer.locator('.take [data-note="alone"]', { hasText: NO_FUND }).waitFor();
    await clerk().restore();
    await clerk().see('.done', { hasText: '已结算' });
    await clerk().gone('.done [data-note="alone"]');
    await customer.close();
    await clerk().next();
    await clerk().pull();
  });

  it('loses nothing that is scanned while the clerk changes a count', async () => {
    const { counter, page } = clerk();
    await clerk().card('ceshi-jia');
    await clerk().add('MTSS', 1);
    await clerk().ready();
    let answered = 0;
    const meanwhile = async (route: Route) => {
      if (route.request().method() !== 'PUT' || answered > 0) return route.continue();
      answered += 1;
      counter.scan('2000000000015', 'E0');
      await clerk().rows(2);
      await route.continue();
    };
    await clerk().intercept('**/basket', meanwhile);
    await clerk().press('+');
    await clerk().see('.basket tbody:nth-of-type(1) .count b', { hasText: /^2$/ });
    await clerk().ready();
    expect(await page.locator('.basket tbody .count b').allInnerTexts()).toEqual(['2', '1']);
    expect(await page.locator('[data-problem]').count()).toBe(0);
    await page.unroute('**/basket', meanwhile);
    await clerk().pull();
    await clerk().press('Escape');
  });
}

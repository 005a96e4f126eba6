/** What the counter page and the customer's screen show is what the agent has, however it came about and however old it is. */
import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';

export function shownTrue(clerk: () => Clerk): void {
  let customer: Page;
  const due = () => customer.locator('[data-amount="you-pay"]');

  it('brings back nothing that was taken out of a basket when the next good is scanned', async () => {
    const { counter } = clerk();
    await clerk().card('ceshi-jia');
    await clerk().add('1003', 1);
    await clerk().press('Delete');
    await clerk().rows(0);
    counter.scan('2000000000015', 'E0');
    await clerk().rows(1);
    await clerk().ready();
    expect(await clerk().amount('medfee_sumamt')).toBe('12.80');
  });

  it('shows the customer what is typed as what is scanned, and nothing of a sale once its card is out', async () => {
    const { counter, page } = clerk();
    customer = await page.context().newPage();
    customer.setDefaultTimeout(15_000);
    await customer.goto(`${counter.origin}/display`);
    await page.bringToFront();
    const ticked = await page.locator('.account input').isChecked();
    const [now, then] = ticked ? ['0.00', '12.80'] : ['12.80', '0.00'];
    await due().filter({ hasText: now }).waitFor();
    await clerk().press('F6');
    await due().filter({ hasText: then }).waitFor();
    if (!ticked) await clerk().press('F6');
    await clerk().count(2);
    await due().filter({ hasText: '25.60' }).waitFor();
    await clerk().settle('settled');
    await customer.locator('.take', { hasText: '请取回卡片' }).waitFor();
    await counter.pull();
    await due().waitFor({ state: 'detached' });
    await clerk().next();
  });

  it('asks for a refund on the clerk’s screen alone', async () => {
    await clerk().open('25.60');
    await clerk().press('F6');
    await clerk().field('back-1');
    await clerk().press('Enter');
    await clerk().see('[data-note="paid-back"]', { hasText: '25.60' });
    await clerk().see('.list .state-mark.plain');
    expect(await due().count()).toBe(0);
    await customer.close();
    await clerk().press('Escape', 'F2');
  });

  it('finds a sale that is older than its list by the code on its receipt, and by its number', async () => {
    const { counter, page } = clerk();
    await clerk().open('9.90');
    const msgid = (await page.locator('.detail').getAttribute('data-msgid')) ?? '';
    await clerk().see('.detail .paper', { hasText: 'TX1' });
    const code = /TX1[^\]]+/.exec(await page.locator('.detail .paper').innerText())?.[0] ?? '';
    await clerk().press('Escape', 'F2');
    const newer = async (route: Route) => {
      const answer = await route.fetch();
      const { transactions } = (await answer.json()) as { transactions: { msgid: string }[] };
      await route.fulfill({
        response: answer,
        json: { transactions: transactions.filter((one) => one.msgid !== msgid) },
      });
    };
    await clerk().intercept('**/v1/transactions?*', newer);
    await clerk().press('F3');
    await clerk().see('.list tbody tr');
    counter.scan(code, 'Q1');
    await clerk().see(`.detail[data-msgid="${msgid}"]`, { hasText: '9.90' });
    await clerk().press('Escape', 'F2', 'F3');
    await clerk().field('filter');
    await clerk().type(`${msgid}0`);
    await clerk().press('Enter');
    await clerk().see('[data-problem="transaction_unknown"]');
    await clerk().press('Escape', 'Backspace', 'Enter');
    await clerk().see(`.detail[data-msgid="${msgid}"]`);
    await page.unroute('**/v1/transactions?*', newer);
    await clerk().press('Escape', 'F2');
  });

  it('says of a list that is longer than what it shows that there is more', async () => {
    const { page } = clerk();
    const many = async (route: Route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Record<'transactions' | 'claims', { msgid: string }[] | undefined>;
      const grown = (name: 'transactions' | 'claims', one: object) =>
        body[name] === undefined
          ? {}
          : { [name]: Array.from({ length: 200 }, (_, at) => ({ ...one, msgid: `M${at}` })) };
      const claim = { reason_text: { zh: '', en: '' }, opened_time: '2026-11-22 09:30:00', cash: '1.00', ends: [] };
      const [row] = (await clerk().counter.stage.api.get<{ transactions: object[] }>('/v1/transactions?limit=1'))
        .transactions;
      await route.fulfill({
        response: answer,
        json: { ...body, ...grown('transactions', row ?? {}), ...grown('claims', claim) },
      });
    };
    await clerk().intercept(/v1\/(queue|claims|transactions)\?/, many);
    await clerk().press('F4');
    await clerk().see('.list table + [data-note="more"]', { hasText: '还有更多' });
    await page.locator('[data-note="more"]').nth(1).waitFor();
    await clerk().press('F3');
    await clerk().see('[data-note="older"]', { hasText: '更早的按编号查' });
    await page.unroute(/v1\/(queue|claims|transactions)\?/, many);
    await clerk().press('F2');
  });

  it('adds the good that is meant when Enter comes before the list for the last letter', async () => {
    const { counter, page } = clerk();
    await clerk().card('ceshi-jia');
    await clerk().field('search');
    await clerk().type('A');
    await clerk().see('.found li');
    const field = page.locator('input[name="search"][role="combobox"]');
    await clerk().press('ArrowDown');
    await clerk().see('.found li:nth-child(2)[aria-selected="true"]');
    const named = await field.getAttribute('aria-activedescendant');
    expect(named).toBe(await page.locator('.found li:nth-child(2)').getAttribute('id'));
    expect(await clerk().barriers()).toEqual([]);
    let answer = () => {};
    const pressed = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const late = async (route: Route) => {
      await pressed;
      await route.continue();
    };
    await clerk().intercept('**/v1/catalogue?*', late);
    await clerk().type('MLZ');
    await clerk().press('Enter');
    answer();
    await clerk().rows(1);
    await clerk().see('.basket tbody', { hasText: '奥美拉唑' });
    await page.unroute('**/v1/catalogue?*', late);
    await clerk().press('Delete');
    await clerk().rows(0);
    await counter.pull();
    await clerk().see('.waiting');
    await clerk().press('Escape');
  });
}

/** What comes between at the counter page: a code at the wrong moment, a key too many, an agent that is gone for a while. */
import type { Route } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';

export function interruptions(clerk: () => Clerk): void {
  it('keeps the sale on the screen while it is being settled, and a key too many begins no other', async () => {
    const { counter, page } = clerk();
    const opened: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/sessions')) opened.push(request.url());
    });
    await clerk().card('ceshi-jia');
    await clerk().add('AMXL', 1);
    await clerk().ready();
    await counter.fault({ answer_delay_ms: 1_000 });
    await clerk().press('F9');
    await clerk().field('received');
    const before = opened.length;
    await clerk().press('Enter');
    await clerk().see('.sign', { hasText: '待传' });
    await clerk().see('[data-deed="confirm"]', { hasText: '正在结算' });
    await clerk().press('Enter', 'Enter', 'Escape', 'Escape');
    await clerk().see('.done[data-state="settled"]');
    await counter.fault({ answer_delay_ms: 0 });
    expect(opened.length).toBe(before);
    await clerk().next();
    await clerk().pull();
  });

  it('presses by Enter the button that the keyboard has reached, and settles or begins nothing by it', async () => {
    const { counter, page } = clerk();
    await clerk().card('ceshi-jia');
    await clerk().add('AMXL', 1);
    await clerk().ready();
    await clerk().press('F9');
    await clerk().field('received');
    await clerk().press('Shift+Tab');
    await clerk().see('.el-dialog__headerbtn:focus');
    await clerk().press('Enter');
    await clerk().gone('input[name="received"]');
    expect([await page.locator('.person').count(), await page.locator('.done').count()]).toEqual([1, 0]);
    await page.locator('input[name="full_cash"]').focus();
    await clerk().press('+');
    await clerk().see('.basket .count b', { hasText: /^2$/ });
    await counter.pull();
    await clerk().see('.waiting');
    await clerk().press('Escape');
    await page.locator('nav button', { hasText: '设备' }).focus();
    await clerk().press('Enter');
    await clerk().see('nav button.here', { hasText: '设备' });
    await clerk().press('F2');
    await page.locator('[data-deed="alone"]').focus();
    await clerk().press('Enter');
    await clerk().see('[data-nobody]');
    await clerk().press('Escape');
    await clerk().see('.waiting');
  });

  it('says of an e-voucher in the middle of a sale, and of a prescription without one, that it was not used', async () => {
    const { counter } = clerk();
    counter.scan('RX2026112209300000000000002', 'Q1');
    await clerk().see('[data-problem="rx_waits"]');
    await clerk().card('ceshi-jia');
    await clerk().gone('[data-problem]');
    counter.scan('2026112209301234567890370102', 'Q1');
    await clerk().see('[data-problem="voucher_waits"]', { hasText: '这笔还没办完' });
    await clerk().see('.person');
  });

  it('uses the account for a basket that a scan began, as for one that was typed, and shows whether it does', async () => {
    const { counter, page } = clerk();
    const ticked = () => page.locator('.account input').isChecked();
    expect(await ticked()).toBe(true);
    counter.scan('2000000000015', 'E0');
    await clerk().see('.share.account', { hasText: '12.80' });
    expect([await ticked(), await clerk().amount('due')]).toEqual([true, '0.00']);
    await clerk().press('F6');
    await clerk().gone('.share.account');
    counter.scan('2000000000015', 'E0');
    await clerk().see('.basket .count b', { hasText: /^2$/ });
    expect([await ticked(), await clerk().amount('due')]).toEqual([false, '25.60']);
    await page.reload();
    await clerk().see('.person');
    await clerk().add('MTSS', 2);
    await clerk().ready();
    expect(await ticked(), 'after a reload').toBe(false);
    await clerk().leave();
    await clerk().press('Enter');
    await clerk().see('.person');
    expect(await ticked(), 'the next person').toBe(true);
  });

  it('asks for the price of a good that has none here, and sells it for that', async () => {
    const { page } = clerk();
    const unpriced = async (route: Route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { goods: { shelf: unknown[] }[] };
      await route.fulfill({
        response: answer,
        json: { ...body, goods: body.goods.map((one) => ({ ...one, shelf: [] })) },
      });
    };
    await clerk().intercept('**/v1/catalogue?*', unpriced);
    await clerk().field('search');
    await clerk().type('YSAX');
    await clerk().see('.found li');
    await clerk().press('Enter');
    await clerk().field('price');
    expect([await clerk().barriers(), await clerk().unkeyed()]).toEqual([[], []]);
    await clerk().type('x');
    await clerk().see('[data-deed="price"][disabled]');
    await clerk().press('Backspace');
    await clerk().type('7.50');
    await clerk().press('Enter');
    await clerk().rows(1);
    await clerk().ready();
    expect(await clerk().amount('medfee_sumamt')).toBe('7.50');
    await page.unroute('**/v1/catalogue?*', unpriced);
    await clerk().press('Delete');
    await clerk().rows(0);
  });

  it('whose pass has run out says how to get in again, and goes on where it was', async () => {
    const { page } = clerk();
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await clerk().field('search');
    await clerk().type('1003');
    await clerk().see('[data-problem="page_pass_over"]', { hasText: 'tongxing open' });
    await page.context().addCookies(cookies);
    await clerk().press('Escape', 'Escape');
    await clerk().see('.person');
  });

  it('says that a card was pulled in the middle of its sale', async () => {
    await clerk().add('1003', 1);
    await clerk().pull();
    await clerk().see('[data-problem="card_removed"]', { hasText: '卡片已被拔出，本次办理已结束' });
    await clerk().press('Escape');
    await clerk().gone('[data-problem]');
  });
}

/** A clinic visit at the counter page, step by step and back again. */
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';
import { scannerTypesFor } from './typing-scanner.ts';

export function visitsAtTheCounter(clerk: () => Clerk): void {
  const register = async (number: string) => {
    await clerk().card('ceshi-jia');
    await clerk().press('Alt+v');
    await clerk().field('ipt_otp_no');
    for (const text of [number, '01', '内科', 'D01', '测试医师', 'A02']) {
      await clerk().type(text);
      await clerk().page.evaluate('new Promise((paused) => setTimeout(paused, 60))');
      await clerk().press(text === 'A02' ? 'Enter' : 'Tab');
    }
  };

  it('takes a clinic visit from registration to settlement, over a reload', async () => {
    await clerk().press('F2');
    await clerk().card('ceshi-jia');
    await clerk().press('Alt+v');
    await clerk().see('.visit[data-step="register"]');
    await clerk().page.locator('input[name="ipt_otp_no"]').focus();
    for (const text of ['M0001', '01', '内科', 'D01', '测试医师', 'A02']) {
      await clerk().type(text);
      await clerk().page.evaluate('new Promise((paused) => setTimeout(paused, 60))');
      await clerk().press(text === 'A02' ? 'Enter' : 'Tab');
    }
    await clerk().see('.visit[data-step="diagnose"]');
    await clerk().page.locator('input[name="diag_code"]').focus();
    await clerk().type('J06.900');
    await clerk().press('Tab');
    await clerk().type('急性上呼吸道感染');
    await clerk().press('Enter');
    await clerk().see('.visit[data-step="charge"]');
    await clerk().field('search');
    await clerk().type('AMXL');
    await clerk().see('.found li');
    await clerk().press('Enter');
    await clerk().see('.basket tr');
    await clerk().press('+');
    await clerk().see('.basket .count b', { hasText: /^2$/ });
    await scannerTypesFor(clerk());
    await Promise.all([clerk().scannerTypes('2000000000329'), clerk().counter.scan('2000000000329', '')]);
    await clerk().see('.basket tr:nth-child(2)', { hasText: '板蓝根' });
    await scannerTypesFor(clerk(), false);
    await clerk().page.reload();
    await clerk().see('.person');
    await clerk().press('Alt+v');
    await clerk().see('.basket tr:nth-child(2)', { hasText: '板蓝根' });
    expect(await clerk().unkeyed()).toEqual([]);
    await clerk().press('F9');
    await clerk().see('.visit[data-step="price"]');
    await clerk().press('F9');
    await clerk().see('.visit[data-step="settle"]');
    expect(await clerk().amount('medfee_sumamt')).toBe('39.50');
    await clerk().settle('settled');
    await clerk().press('Enter');
    await clerk().counter.pull();
  });

  it('gives a settled visit back whole, by its keys', async () => {
    await clerk().open('39.50');
    await clerk().see('.detail [data-deed="refund"]');
    await clerk().press('F6');
    await clerk().field('back-1');
    await clerk().press('Enter');
    await clerk().see('.detail .state-mark.plain');
    await clerk().press('Escape', 'F2');
  });

  it('stands where the next thing is typed, prices anew with the account, and shows no bill of a visit that is undone', async () => {
    const { counter, page } = clerk();
    await register('M0002');
    await clerk().field('diag_code');
    await clerk().type('J06.900');
    await clerk().press('Tab');
    await clerk().type('急性上呼吸道感染');
    await clerk().press('Enter');
    await clerk().field('search');
    await clerk().type('AMXL');
    await clerk().see('.found li');
    await clerk().press('Enter');
    await clerk().see('.basket tr');
    await clerk().press('F9');
    await clerk().see('.visit[data-step="price"]');
    await clerk().press('F9');
    await clerk().see('.visit[data-step="settle"]');
    const before = await page.locator('.account input').isChecked();
    await clerk().press('F6');
    await clerk().see(before ? '.share.cash' : '.share.account');
    await clerk().see('.visit[data-step="settle"]');
    await clerk().press('F2');
    await clerk().see('[data-note="visit-waits"]', { hasText: 'Alt V' });
    await clerk().press('Alt+v', 'F6');
    await clerk().see(before ? '.share.account' : '.share.cash');
    await clerk().see('.visit[data-step="settle"]');
    // One key is pressed too easily: asked first, and Escape leaves the visit as it was.
    await clerk().press('Alt+x');
    await clerk().see('[data-note="leave"]');
    await clerk().press('Escape');
    await clerk().gone('[data-note="leave"]');
    await clerk().see('.visit[data-step="settle"]');
    await clerk().cancelVisit();
    await clerk().see('[data-amount="due"]', { hasText: /^0\.00$/ });
    await clerk().gone('.shares li');
    await counter.pull();
    await clerk().press('F2');
    await clerk().see('.waiting');
    await clerk().press('Escape');
  });

  it('shows nothing of a visit to the next person, and goes on with it where it was when its own person is back', async () => {
    const { counter, page } = clerk();
    const amount = (count: number) => clerk().see('.basket .count b', { hasText: new RegExp(`^${count}$`) });
    await register('M0003');
    await clerk().field('diag_code');
    await clerk().type('J06.900');
    await clerk().press('Tab');
    await clerk().type('急性上呼吸道感染');
    await clerk().press('Enter');
    await clerk().see('.visit[data-step="charge"]');
    counter.scan('2000000000015', 'E0');
    await amount(1);
    await counter.pull();
    await clerk().see('.waiting');
    await clerk().press('Escape');
    await counter.insert('ceshi-yi');
    await clerk().see('.visit[data-step="register"]');
    expect(await page.locator('.visit input[name="ipt_otp_no"]').inputValue()).toBe('');
    expect(await page.locator('.fields button.deed').count()).toBe(0);
    // Theirs is begun besides, and left: what was put together for the first one stays.
    await page.locator('input[name="ipt_otp_no"]').focus();
    await clerk().type('M0004');
    await clerk().press('Enter');
    await clerk().see('.visit[data-step="diagnose"]');
    await clerk().cancelVisit();
    await counter.pull();
    await clerk().see('.waiting');
    await clerk().press('Escape');
    await counter.insert('ceshi-jia');
    await clerk().see('.fields button.deed', { hasText: 'M0003' });
    await clerk().press('Alt+1');
    await amount(1);
    counter.scan('2000000000015', 'E0');
    await amount(2);
    await clerk().press('F9');
    await clerk().see('.visit[data-step="price"]');
    await clerk().press('F9');
    await clerk().see('.visit[data-step="settle"]');
    // Fees that were taken back begin empty, whatever was scanned into them before.
    await clerk().press('Alt+u');
    await clerk().see('.visit[data-step="charge"]');
    counter.scan('2000000000015', 'E0');
    await amount(1);
    await clerk().cancelVisit();
    await counter.pull();
    await clerk().press('F2');
    await clerk().see('.waiting');
    await clerk().press('Escape');
  });

  it('opens what has no receipt without a complaint, and says what it was', async () => {
    await clerk().open('撤销费用');
    await clerk().see('.detail h2', { hasText: '撤销费用' });
    expect(await clerk().page.locator('[data-problem]').count()).toBe(0);
    await clerk().press('Escape', 'F2');
  });
}

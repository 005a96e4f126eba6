/**
 * The counter page in a real browser: a clerk's whole day by keyboard and scanner over the real agent and a real centre,
 * with what happens at counters in between: reload, a second window, a cut line, a card pulled.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinOfTheCard } from './card-pin.ts';
import { cashSales } from './cash.ts';
import { Clerk } from './clerk.ts';
import { CHROMIUM, CounterPage } from './counter-page.ts';
import { daysAfter } from './days.ts';
import { interruptions } from './interrupted.ts';
import { looksOfThePage } from './looks.ts';
import { oneStory } from './one-story.ts';
import { rolesAtTheCounter } from './roles.ts';
import { shownTrue } from './shown.ts';
import { typingScanner } from './typing-scanner.ts';
import { visitsAtTheCounter } from './visits.ts';

const WAIT_MS = 60_000;
const OPERATOR = { opter: '001', opter_name: '测试员' };

describe.skipIf(CHROMIUM === null)('the counter page in Chromium', () => {
  let counter: CounterPage;
  let page: Page;
  let clerk: Clerk;
  const faults: string[] = [];
  oneStory();

  beforeAll(async () => {
    counter = await CounterPage.open();
    page = await counter.window();
    clerk = new Clerk(counter, page);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
    });
  }, WAIT_MS);
  afterAll(() => counter.close());

  /** Sales; what is told of their goods besides is none. */
  const sold = async () => {
    type Rows = { readonly transactions: readonly { readonly infno: string }[] };
    const { transactions } = await counter.stage.api.get<Rows>('/v1/transactions?limit=200');
    return transactions.filter(({ infno }) => infno === '2102').length;
  };

  it('opens the shift with the keyboard alone', async () => {
    await clerk.signIn(OPERATOR);
    await clerk.see('.sign.plain', { hasText: '已签到' });
  });

  it('finds the person when a card goes in, masked for all but as long as a key is held', async () => {
    await clerk.card('ceshi-yi');
    const name = page.locator('.person .name b');
    expect(await name.innerText()).toContain('*');
    await page.keyboard.down('Alt');
    await page.keyboard.down('p');
    await page.locator('.person .name b', { hasNotText: '*' }).waitFor();
    await page.keyboard.up('p');
    await page.keyboard.up('Alt');
    await clerk.see('.person .name b', { hasText: '*' });
  });

  it('prices a basket typed by initials, moves nothing while amounts arrive, and explains each part in words', async () => {
    const fixed = [
      '.person',
      '.search',
      '.basket',
      '.row.due',
      '[data-deed="settle"]',
      '.who-pays h2',
      '.who-pays .bar',
    ];
    const places = () =>
      Promise.all(
        fixed.map(async (one) => {
          const { x = 0, y = 0 } = (await page.locator(one).first().boundingBox()) ?? {};
          return [one, Math.round(x), Math.round(y)];
        }),
      );
    const before = await places();
    await clerk.add('TBKW', 1);
    await clerk.ready();
    expect(await places()).toEqual(before);
    await clerk.count(10);
    await clerk.prescribe('RX1');
    await clerk.see('.share.fund');
    expect(await clerk.amount('medfee_sumamt')).toBe('236.00');
    expect(await places()).toEqual(before);
    await clerk.press('Alt+1');
    expect(await page.locator('.shares .said').innerText()).toContain('职工门诊统筹');
    expect(await places()).toEqual(before);
    await clerk.press('Alt+q');
    await clerk.see('.basket tr.said p');
    await clerk.press('Alt+q');
  });

  it('takes what a scanner in keyboard mode types out of the field and into the basket', async () => {
    const field = page.locator('input[name="search"]');
    await field.focus();
    await clerk.type('ab');
    await page.evaluate('new Promise((paused) => setTimeout(paused, 60))');
    await clerk.scannerTypes('2000000000015');
    await clerk.rows(2);
    expect(await field.inputValue()).toBe('ab');
    await clerk.press('Escape');
    expect(await field.inputValue()).toBe('');
  });

  it('takes a scanner’s goods and trace codes line by line, and says why a scan went nowhere', async () => {
    counter.scan('89900010000000000001', 'd2');
    await clerk.see('.basket .tag', { hasText: '…000001' });
    counter.scan('2000000000010', 'E0');
    await clerk.see('[data-problem="scan_check_digit"]');
    await clerk.press('Escape');
    await clerk.gone('[data-problem]');
    await clerk.rows(2);
  });

  it('has basket, person and bill again after a reload in the middle of the sale', async () => {
    const before = await clerk.amount('medfee_sumamt');
    await page.reload();
    await clerk.rows(2);
    await clerk.ready();
    expect(await clerk.amount('medfee_sumamt')).toBe(before);
  });

  it('a second window shows who holds the counter, and takes it over only when told to', async () => {
    const second = await page.context().newPage();
    await second.goto(`${counter.origin}/`);
    // The same frame, empty, is there before it is known who holds it.
    await second.locator('.held', { hasText: /另一个窗口正在使用柜台[\s\S]*使用者\s*测\*\*/ }).waitFor();
    await second.keyboard.press('Enter');
    await second.locator('.person').waitFor();
    await clerk.see('.held');
    await second.close();
    await page.bringToFront();
    await clerk.rows(2);
  });

  it('settles while the page is reloaded, once, and tells the customer what is agreed to and to take the card', async () => {
    await clerk.press('F6');
    await clerk.ready();
    await clerk.gone('.share.account');
    const customer = await page.context().newPage();
    customer.setDefaultTimeout(15_000);
    await customer.goto(`${counter.origin}/display`);
    await customer.locator('[data-consent]').waitFor();
    expect(await customer.locator('[data-amount="you-pay"]').innerText()).toBe(await clerk.amount('due'));
    expect(await customer.locator('[data-consent]').innerText()).toContain('您同意这样结算吗');
    expect(await customer.locator('.customer').innerText()).not.toMatch(/\*|测试[甲乙丙]/);
    expect(await clerk.barriers(customer)).toEqual([]);
    await customer.locator('[data-deed="agree"]').click();
    await customer.locator('[data-agreed="display"]').waitFor();
    await page.bringToFront();
    await clerk.see('.bill .agreed:not(.unsaid)', { hasText: '本人已在客显屏上同意' });
    const before = await sold();
    await counter.fault({ answer_delay_ms: 1_000 });
    await clerk.press('F9');
    await clerk.field('received');
    await clerk.see('[data-agreed="display"]');
    expect(await clerk.unkeyed()).toEqual([]);
    expect(await clerk.barriers()).toEqual([]);
    await clerk.press('Alt+k');
    await clerk.see('[data-tender="bank_card"][aria-pressed="true"]');
    // Reloaded while the answer is out, not before anything was asked.
    const asked = page.waitForRequest((request) => request.url().endsWith('/accept'));
    await clerk.press('Enter');
    await asked;
    await page.reload();
    await clerk.see('.done[data-state="settled"]');
    await counter.fault({ answer_delay_ms: 0 });
    expect(await sold()).toBe(before + 1);
    expect(await page.locator('.done').innerText()).toContain('请取回卡片');
    await customer.locator('.take', { hasText: '请取回卡片' }).waitFor();
    expect(await clerk.barriers(customer)).toEqual([]);
    await customer.close();
    await page.reload();
    await clerk.see('.done[data-state="settled"]');
    await clerk.see('.done [data-paid="bank_card"]');
    await clerk.see('.done [data-consented="display"]');
  });

  it('prints by key, and the paper is seen in the demonstration', async () => {
    await clerk.press('Alt+m');
    await clerk.see('.demo .hands');
    await clerk.press('7');
    await clerk.see('.demo .printer');
    await clerk.press('F10');
    await clerk.see('.demo .paper', { hasText: '248.80' });
    await clerk.press('Alt+m');
    await clerk.next();
  });

  it('goes on provisionally when the line is cut, with limits counted down, and turns to settled when it is back', async () => {
    await clerk.cut();
    await clerk.press('Enter');
    await clerk.see('.person .source.snapshot');
    await clerk.press('F6');
    await clerk.add('1003', 1);
    await clerk.settle('queued', '20');
    expect(await page.locator('.done').innerText()).toMatch(/临时受理[\s\S]*实收[\s\S]*20\.00[\s\S]*找零[\s\S]*10\.10/);
    await clerk.see('.done .note', { hasText: /199 笔/ });
    const left = await page.locator('.done [data-countdown]').innerText();
    expect(left).toMatch(/^7[12]:\d\d:\d\d$/);
    await page.locator('.done [data-countdown]', { hasNotText: left }).waitFor();
    await clerk.restore();
    await clerk.see('.done[data-state="settled"]');
    await clerk.next();
  });

  it('a provisional sale that the centre refuses becomes a claim, closed by a person with a reason', async () => {
    await clerk.cut();
    await clerk.press('Enter');
    await clerk.see('.person .source.snapshot');
    await clerk.add('TBKW', 1);
    await clerk.count(10);
    await clerk.prescribe('RX2');
    await clerk.see('.share.fund');
    await clerk.settle('queued');
    await counter.fault({ refuse: { code: 'refused', count: 1 } });
    await counter.stage.relay.restore();
    await clerk.see('.done[data-state="rejected"]');
    await clerk.press('Enter', 'F4');
    await clerk.see('[data-claim]', { hasText: '应补收' });
    expect(await clerk.unkeyed()).toEqual([]);
    await clerk.press('Alt+1');
    await clerk.field('claim-reason');
    await clerk.type('已向本人补收');
    await clerk.press('Enter');
    await clerk.gone('[data-claim]');
    await clerk.press('F2');
  });

  it('a card that is in is taken up by a key, and its session ends with it', async () => {
    await clerk.press('Enter');
    await clerk.see('.person');
    await clerk.pull();
  });

  it('a card that is none gets its sentence and the next step', async () => {
    await counter.insert('bank-card');
    await clerk.see('.waiting .note.bad');
    expect((await page.locator('.waiting .note.bad').innerText()).length).toBeGreaterThan(10);
    await clerk.see('[data-next="reader"]');
    await counter.pull();
    await clerk.gone('.waiting .note.bad');
  });

  pinOfTheCard(() => clerk);
  typingScanner(() => clerk);
  cashSales(() => clerk);
  interruptions(() => clerk);
  shownTrue(() => clerk);

  it('finds a transaction, and undoes a whole sale, once', async () => {
    await clerk.open('9.90');
    const msgid = (await page.locator('.detail').getAttribute('data-msgid')) ?? '';
    await clerk.see('.detail .paper', { hasText: 'TX1' });
    const code = /TX1[^\]]+/.exec(await page.locator('.detail .paper').innerText())?.[0] ?? '';
    await clerk.press('Escape');
    await clerk.gone('.detail');
    counter.scan(code, 'Q1');
    await clerk.see(`.detail[data-msgid="${msgid}"]`);
    await clerk.press('Escape');
    await page.locator('input[name="filter"]').fill('');
    await clerk.field('filter');
    // Time of day and counter: seconds alone may be those of another sale.
    await clerk.type(msgid.slice(-10));
    await clerk.gone('.list tbody tr:nth-child(2)');
    await clerk.press('Enter');
    await clerk.see(`.detail[data-msgid="${msgid}"] [data-paid="cash"]`, { hasText: '10.10' });
    await clerk.see('.detail [data-consented="told"]');
    await clerk.see('.detail .paper', { hasText: '实收 Received' });
    await clerk.press('F6');
    await clerk.field('back-1');
    expect(await clerk.unkeyed()).toEqual([]);
    await clerk.press('Enter');
    await clerk.see('.list .state-mark.plain');
    await clerk.see('[data-note="paid-back"]', { hasText: '9.90' });
    expect(await page.locator('.detail [data-deed="refund"]').count()).toBe(0);
    await clerk.press('Escape', 'F2');
  });

  it('takes back a part of a sale, the rest settled anew, and says what to pay back', async () => {
    await clerk.open('248.80');
    const msgid = (await page.locator('.detail').getAttribute('data-msgid')) ?? '';
    await clerk.press('F6');
    await clerk.field('back-1');
    expect(await clerk.barriers()).toEqual([]);
    await clerk.type('4');
    await clerk.press('Tab');
    await clerk.field('back-2');
    await clerk.press('Delete', 'Enter');
    await clerk.see('.list tbody tr', { hasText: '154.40' });
    // What came before it in the list has not taken its place.
    await clerk.see('.list tr.here', { hasText: msgid });
    await clerk.press('Escape');
  });

  visitsAtTheCounter(() => clerk);

  it('sells to an e-voucher in front of the scanner, with no card in the reader', async () => {
    await clerk.press('F2');
    await clerk.see('.waiting');
    await clerk.press('Alt+m');
    await clerk.see('.demo select:focus');
    await clerk.press('3');
    await clerk.see('.person .source.centre');
    await clerk.press('Alt+m');
    await page.locator('input[name="search"]').focus();
    await clerk.add('1003', 1);
    await clerk.settle('settled');
    await clerk.next();
  });

  it('keeps what the centre contradicts on top of the work list, with its reason and the next step', async () => {
    await clerk.card('ceshi-jia');
    await clerk.add('1003', 1);
    await counter.fault({ refuse: { code: 'conflict', count: 1 } });
    await clerk.ready();
    await clerk.press('F9');
    await clerk.field('received');
    await clerk.press('Enter');
    await clerk.see('.banner.bad', { hasText: '中心拒绝办理' });
    await counter.pull();
    await clerk.press('F4');
    await clerk.see('.pinned [data-parked]');
    expect(await page.locator('.pinned').innerText()).toMatch(/中心答复[\s\S]*由有权限的人查看原因后决定/);
    expect(await clerk.unkeyed()).toEqual([]);
    await clerk.press('Alt+1');
    await clerk.field('decide-reason');
    expect(await clerk.barriers()).toEqual([]);
    await clerk.type('已与中心电话核对');
    await clerk.press('Enter');
    await clerk.gone('.pinned [data-parked]');
    await clerk.press('F2');
  });

  looksOfThePage(() => clerk);

  it('ends the day with both totals side by side', async () => {
    await clerk.closeDay();
    expect(await page.locator('.totals tbody tr').count()).toBeGreaterThan(0);
    await clerk.see('.totals tbody tr', { hasText: '职工基本医疗保险 310药店购药 41' });
    // Sold for 49.50, all of which came back.
    await clerk.see('[data-self-paid]', { hasText: /自费[\s\S]*1 笔 0\.00/ });
  });

  daysAfter(() => clerk, OPERATOR);
  rolesAtTheCounter(() => clerk);

  it('went through the day without a mouse; nothing broke on the way, and the security policy held', async () => {
    expect(await page.evaluate('sessionStorage.getItem("pointed")')).toBeNull();
    expect(faults).toEqual([]);
  });
});

/**
 * The counter page in a training: marked as one, every hand of its panel, an answer that is lost, the shares that few bills
 * have, and a day whose two sides differ. And a counter at work, which has no such panel.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageLink } from '../../agent/cli/open.ts';
import { Local } from '../api/local.ts';
import { Clerk } from './clerk.ts';
import { CHROMIUM, CounterPage } from './counter-page.ts';
import { oneStory } from './one-story.ts';

const WAIT_MS = 60_000;
const OPERATOR = { opter: '001', opter_name: '测试员' };

interface Paid {
  readonly by: string;
  readonly card: string;
  readonly person: readonly [psn_no: string, change: object];
  readonly shares: Readonly<Record<string, string>>;
  readonly says: readonly (readonly [amount: string, words: string])[];
}

/** 来那度胺样例胶囊, 3960 yuan, at a dual-channel pharmacy with a prescription. */
const PAID: readonly Paid[] = [
  {
    by: '居民大病保险、医疗救助 a resident’s critical-illness insurance and medical aid',
    card: 'ceshi-bing',
    person: ['99000000000000000003', { accumulators: { 'critical-resident.burden': '8000.00' } }],
    shares: { hifp_pay: '1940.40', hifmi_pay: '540.54', maf_pay: '203.74' },
    says: [
      ['hifmi_pay', '大病'],
      ['maf_pay', '救助'],
    ],
  },
  {
    by: '商业保险 a city’s commercial cover',
    card: 'ceshi-ding',
    person: ['99000000000000000004', { accumulators: { 'commercial.burden': '15000.00' } }],
    shares: { hifp_pay: '1940.40', oth_pay: '498.96' },
    says: [['oth_pay', '商业']],
  },
  {
    by: '职工大额补助 an employee’s large-amount supplement',
    card: 'ceshi-jia',
    person: ['99000000000000000001', { accumulators: { 'critical-employee.burden': '17900.00' } }],
    shares: { hifp_pay: '1940.40', hifob_pay: '438.96' },
    says: [['hifob_pay', '大额']],
  },
];

describe.skipIf(CHROMIUM === null)('the counter page in a training', () => {
  let counter: CounterPage;
  let page: Page;
  let clerk: Clerk;
  oneStory();

  beforeAll(async () => {
    counter = await CounterPage.openTraining();
    page = await counter.window();
    clerk = new Clerk(counter, page);
    // The panel over the form, and away again: the cursor is where it was.
    await clerk.field('opter');
    await clerk.press('Alt+m');
    await clerk.see('.demo select:focus');
    await clerk.press('Alt+m');
    await clerk.signIn(OPERATOR);
  }, WAIT_MS);
  afterAll(() => counter.close());

  const panel = async () => {
    await clerk.press('Alt+m');
    await clerk.see('.demo select:focus');
  };
  const choose = (card: string) => page.locator('.demo select').selectOption(card);

  it('says on the page and on the customer’s screen that it is one', async () => {
    await clerk.see('.training-mark', { hasText: '培训' });
    const customer = await page.context().newPage();
    await customer.goto(`${counter.origin}/display`);
    await customer.locator('.training-mark').waitFor();
    await customer.close();
    await page.bringToFront();
  });

  it.each(PAID)('shows what is paid by $by, in the bar and in words', async ({ card, person, shares, says }) => {
    const [psn_no, change] = person;
    await counter.centre(`persons/${psn_no}`, change);
    await panel();
    await choose(card);
    await clerk.press('1');
    await clerk.see('.person');
    await clerk.press('Alt+m');
    await page.locator('input[name="search"]').focus();
    await clerk.add('LNDA', 1);
    await clerk.prescribe('RX-DC-1');
    await clerk.see('.share.fund');
    for (const [amount, yuan] of Object.entries(shares)) expect(await clerk.amount(amount), amount).toBe(yuan);
    const listed = await page.locator('.shares > li').count();
    expect(await page.locator('.who-pays .bar span').count()).toBe(listed);
    for (const [amount, words] of says) {
      const at = (
        await page.locator('.shares b').evaluateAll((all) => all.map((one) => one.dataset['amount']))
      ).indexOf(amount);
      await clerk.press(`Alt+${at + 1}`);
      await clerk.see('.shares .said', { hasText: words });
      await clerk.press(`Alt+${at + 1}`);
    }
    await clerk.leave();
    await panel();
    await clerk.press('2', 'Alt+m');
  });

  it('shows what a relative’s account pays, in the bar and in words', async () => {
    await panel();
    await choose('ceshi-ding');
    await clerk.press('1', 'Alt+m');
    await clerk.see('.person');
    await page.locator('input[name="search"]').focus();
    await clerk.add('蒙脱石散', 1);
    await clerk.count(2);
    await clerk.see('.share.family', { hasText: '33.00' });
    expect(await clerk.amount('acct_mulaid_pay')).toBe('33.00');
    expect(await clerk.amount('due')).toBe('0.00');
    await clerk.settle('settled');
    await panel();
    await clerk.press('2', 'Alt+m');
    await clerk.next();
  });

  it('asks for a reason where a check wants one, settles not without it, and sends it along', async () => {
    await panel();
    await choose('ceshi-jia');
    await clerk.press('1', 'Alt+m');
    await clerk.see('.person');
    await page.locator('input[name="search"]').focus();
    await clerk.add('1039', 1);
    await clerk.see('.basket', { hasText: '限女性使用' });
    await clerk.ready();
    await clerk.press('F9');
    await clerk.field('received');
    await clerk.see('[data-deed="confirm"][disabled]');
    expect(await clerk.barriers()).toEqual([]);
    // It asks above the field the cursor stands in.
    await clerk.press('Shift+Tab');
    await clerk.see('input[data-reason]:focus');
    await clerk.type('bought for his wife');
    const asked = page.waitForRequest((request) => request.url().endsWith('/accept'));
    await clerk.press('Enter');
    expect((await asked).postDataJSON()).toMatchObject({
      overrides: [{ code: 'sex_limit', feedetl_sn: '1', reason: 'bought for his wife' }],
    });
    await clerk.see('.done[data-state="settled"]');
    await panel();
    await clerk.press('2', 'Alt+m');
    await clerk.next();
  });

  it('puts in, scans, sells and pulls by the digits of the panel', async () => {
    await panel();
    await choose('ceshi-jia');
    await clerk.press('1');
    await clerk.see('.person');
    await page.locator('.demo select').focus();
    await clerk.press('4');
    await clerk.rows(1);
    await clerk.press('Alt+m');
    await clerk.settle('settled');
    await panel();
    await clerk.press('7');
    await clerk.press('F10');
    await clerk.see('.demo .paper', { hasText: '培训 无效 TRAINING' });
    await clerk.press('9');
    await clerk.see('.demo .empty');
    await clerk.press('0', 'F10');
    await clerk.see('[data-problem]', { hasText: '缺纸' });
    await clerk.press('-', 'F10');
    await clerk.see('.demo .paper', { hasText: '培训 无效 TRAINING' });
    await clerk.press('2', 'Alt+m');
    await clerk.next();
  });

  it('loses the next answer: the clerk is told what to do, and it is settled once', async () => {
    const settled = async () => {
      const { transactions } = await counter.stage.api.get<{ transactions: { infno: string; state: string }[] }>(
        '/v1/transactions?limit=50',
      );
      return transactions.filter(({ infno, state }) => infno === '2102' && state === 'settled').length;
    };
    const before = await settled();
    await panel();
    await choose('ceshi-jia');
    await clerk.press('1');
    await clerk.see('.person');
    await page.locator('.demo select').focus();
    await clerk.press('6', 'Alt+m');
    await page.locator('input[name="search"]').focus();
    await clerk.add('1003', 1);
    // What an account pays is never promised without the centre's word.
    await clerk.press('F6');
    await clerk.gone('.share.account');
    const outcomes = await clerk.outcomes();
    await clerk.settle('settled');
    const [first, ...later] = await outcomes();
    expect(first).toContain('临时受理');
    expect(later.at(-1)).not.toContain('临时受理');
    expect(await settled()).toBe(before + 1);
    await clerk.next();
    await panel();
    await clerk.press('2', 'Alt+m');
  });

  it('lets a program in by the code that shows on both sides, or not, by its keys', async () => {
    const ask = async <T>(path: string, body: object) => {
      const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return (await (await fetch(`${counter.origin}${path}`, sent)).json()) as T;
    };
    type Asked = { readonly request: string; readonly code: string; readonly claim: string };
    const asking = { name: '收费系统', grants: ['read_card', 'settle'] };
    const asked = await ask<Asked>('/pairing', asking);
    await clerk.see('.pairing-code', { hasText: `${asked.code.slice(0, 3)} ${asked.code.slice(3)}` });
    await clerk.see('[data-note="pairing"]', { hasText: '收费系统' });
    expect(await clerk.unkeyed()).toEqual([]);
    expect(await clerk.barriers()).toEqual([]);
    await clerk.press('Control+Enter');
    await clerk.gone('[data-note="pairing"]');
    const token = await ask<{ state: string; token: string }>(`/pairing/${asked.request}/token`, {
      claim: asked.claim,
    });
    expect(token).toEqual({ state: 'paired', token: expect.any(String) });
    const { request, claim } = await ask<Asked>('/pairing', asking);
    await clerk.see('[data-note="pairing"]');
    await clerk.press('Control+Delete');
    await clerk.gone('[data-note="pairing"]');
    expect(JSON.stringify(await ask(`/pairing/${request}/token`, { claim }))).not.toContain('paired');
  });

  it('lists where the two sides of a day differ with the lawful ways out, and closes it with a reason alone', async () => {
    const { transactions } = await counter.stage.api.get<{ transactions: { msgid: string; infno: string }[] }>(
      '/v1/transactions?limit=50',
    );
    const sale = transactions.find(({ infno }) => infno === '2102')?.msgid ?? '';
    await counter.centre(`books/${sale}`, { deed: 'lack' });
    await clerk.press('F7');
    await clerk.see('[data-deed="close-day"]:not([disabled])');
    await clerk.press('F9');
    await clerk.see('[data-problem="totals_differ"]');
    await clerk.press('F4');
    await clerk.see(`[data-item]`, { hasText: sale });
    const offered = await page.locator('[data-action]').evaluateAll((all) => all.map((one) => one.dataset['action']));
    expect(offered).toContain('sign_off');
    expect(await clerk.unkeyed()).toEqual([]);
    // Without a reason nothing is signed off.
    await clerk.press(`Alt+${offered.indexOf('sign_off') + 1}`);
    await clerk.see('[data-item]', { hasText: sale });
    await page.locator('[data-item] input').focus();
    await clerk.type('phoned');
    await clerk.press(`Alt+${offered.indexOf('sign_off') + 1}`);
    await clerk.gone('[data-item]');
  });
});

describe.skipIf(CHROMIUM === null)('the counter page at work', () => {
  it('has no panel of hands, by key or otherwise', async () => {
    const local = await Local.start();
    const browser = await CounterPage.browser();
    try {
      const page = await browser.newPage();
      await page.goto(await pageLink(local.port, `${local.folder}/api.token`));
      await page.locator('.sign-in').waitFor();
      await page.keyboard.press('Alt+m');
      await page.locator('.sign-in').waitFor();
      expect(await page.locator('.demo').count()).toBe(0);
      expect(await page.evaluate(`fetch('/demo/pull', { method: 'POST' }).then(({ status }) => status)`)).toBe(404);
    } finally {
      await browser.close();
      await local.stop();
    }
  });
});

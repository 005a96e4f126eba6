/**
 * The counter page in a real browser: a clerk's whole day by keyboard and scanner over the real agent and a real centre,
 * with what happens at counters in between: reload, a second window, a cut line, a card pulled.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { CHROMIUM, CounterPage } from './counter-page.ts';

const WAIT_MS = 60_000;
/** Slower than any scanner that types. */
const HAND_MS = 60;

describe.skipIf(CHROMIUM === null)('the counter page in Chromium', () => {
  let counter: CounterPage;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    counter = await CounterPage.open();
    page = await counter.window();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
    });
  }, WAIT_MS);
  afterAll(() => counter.close());

  const amount = (name: string) => page.locator(`[data-amount="${name}"]`).first();
  const type = (text: string) => page.keyboard.type(text, { delay: HAND_MS });
  const basket = async (rows: number) => {
    await page
      .locator('.basket tbody')
      .nth(rows - 1)
      .waitFor();
    await page.locator('.basket tbody').nth(rows).waitFor({ state: 'detached' });
  };
  const ready = () => page.locator('[data-deed="settle"]:not([disabled])').waitFor();
  const dialogue = (field: string) => page.locator(`input[name="${field}"]:focus`).waitFor();

  async function signIn(): Promise<void> {
    await page.locator('[data-sign="link"].ok').waitFor();
    await page.locator('.sign-in input[name="opter"]:focus').waitFor();
    await type('001');
    await page.keyboard.press('Tab');
    await type('测试员');
    await page.keyboard.press('Enter');
    await page.locator('.waiting').waitFor();
  }

  /** Two milliseconds a key, by the browser's own clock: as a scanner types, however busy this machine is. */
  async function scannerTypes(text: string): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    const began = Date.now() / 1000;
    const keys = [...text].map((key) => ({ key, text: key }));
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    await Promise.all(
      [...keys, enter].flatMap((key, at) =>
        (['keyDown', 'keyUp'] as const).map((type) =>
          cdp.send('Input.dispatchKeyEvent', { ...key, type, timestamp: began + at * 0.002 }),
        ),
      ),
    );
    await cdp.detach();
  }

  async function search(code: string, rows: number): Promise<void> {
    await page.locator('input[name="search"]:focus').waitFor();
    await type(code);
    await page.locator('.found li').first().waitFor();
    await page.keyboard.press('Enter');
    await basket(rows);
  }

  async function settle(state: string): Promise<void> {
    await ready();
    await page.keyboard.press('F9');
    await dialogue('received');
    await page.keyboard.press('Enter');
    await page.locator(`.done[data-state="${state}"]`).waitFor();
  }

  it('opens the shift with the keyboard alone', async () => {
    await signIn();
    await page.locator('.sign.plain', { hasText: '已签到' }).waitFor();
  });

  it('finds the person when a card goes in, masked until the name is held down', async () => {
    await counter.insert('ceshi-yi');
    const name = page.locator('.person .name b');
    await name.waitFor();
    expect(await name.innerText()).toContain('*');
    const button = page.locator('.person button');
    await button.focus();
    await page.keyboard.down('Space');
    await page.locator('.person .name b', { hasNotText: '*' }).waitFor();
    await page.keyboard.up('Space');
    await page.locator('.person .name b', { hasText: '*' }).waitFor();
    await page.locator('input[name="search"]').focus();
  });

  it('prices a basket typed by initials, and explains each part in words', async () => {
    await search('TBKW', 1);
    for (let count = 2; count <= 10; count += 1) {
      await page.keyboard.press('+');
      await page.locator('.basket .count b', { hasText: new RegExp(`^${count}$`) }).waitFor();
    }
    await page.keyboard.press('Alt+r');
    await dialogue('rxno');
    await type('RX1');
    await page.keyboard.press('Enter');
    await page.locator('.share.fund').waitFor();
    expect(await amount('medfee_sumamt').innerText()).toBe('236.00');
    await page.locator('.share.fund').click();
    expect(await page.locator('.shares .said').innerText()).toContain('职工门诊统筹');
  });

  it('takes what a scanner in keyboard mode types out of the field and into the basket', async () => {
    const field = page.locator('input[name="search"]');
    await field.focus();
    await type('ab');
    await page.evaluate('new Promise((paused) => setTimeout(paused, 60))');
    await scannerTypes('2000000000015');
    await basket(2);
    expect(await field.inputValue()).toBe('ab');
    await page.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('');
  });

  it('has basket, person and bill again after a reload in the middle of the sale', async () => {
    const before = await amount('medfee_sumamt').innerText();
    await page.reload();
    await basket(2);
    await ready();
    expect(await amount('medfee_sumamt').innerText()).toBe(before);
  });

  it('a second window shows who holds the counter, and takes it over only when told to', async () => {
    const second = await page.context().newPage();
    await second.goto(`${counter.origin}/`);
    await second.locator('.held').waitFor();
    expect(await second.locator('.held').innerText()).toContain('另一个窗口正在使用柜台');
    await second.locator('.held button').click();
    await second.locator('.person').waitFor();
    await page.locator('.held').waitFor();
    await second.close();
    await page.locator('.held button').click();
    await basket(2);
  });

  it('the customer’s screen shows the same amounts, and no name', async () => {
    const customer = await page.context().newPage();
    await customer.goto(`${counter.origin}/display`);
    const due = customer.locator('[data-amount="you-pay"]');
    await due.waitFor();
    expect(await due.innerText()).toBe(await amount('due').innerText());
    expect(await customer.locator('.customer').innerText()).not.toMatch(/\*|测试[甲乙丙]/);
    await customer.close();
  });

  it('settles, tells that the card be taken, and is ready for the next', async () => {
    await settle('settled');
    expect(await page.locator('.done').innerText()).toContain('请取回卡片');
    await page.keyboard.press('Enter');
    await page.locator('.waiting').waitFor();
  });

  it('goes on provisionally when the line is cut, with limits shown, and turns to settled when it is back', async () => {
    await counter.stage.relay.cut();
    await page.locator('[data-sign="link"].bad').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.person .source.snapshot').waitFor();
    await search('1003', 1);
    await settle('queued');
    expect(await page.locator('.done').innerText()).toContain('临时受理');
    await page.locator('.done .note', { hasText: /199 笔/ }).waitFor();
    await counter.stage.relay.restore();
    await page.locator('.done[data-state="settled"]').waitFor();
    await page.keyboard.press('Enter');
  });

  it('a provisional sale that the centre refuses becomes a claim, closed by a person with a reason', async () => {
    await counter.stage.relay.cut();
    await page.locator('[data-sign="link"].bad').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.person .source.snapshot').waitFor();
    await search('TBKW', 1);
    await ready();
    for (let count = 2; count <= 10; count += 1) {
      await page.keyboard.press('+');
      await page.locator('.basket .count b', { hasText: new RegExp(`^${count}$`) }).waitFor();
    }
    await page.keyboard.press('Alt+r');
    await dialogue('rxno');
    await type('RX2');
    await page.keyboard.press('Enter');
    await page.locator('.share.fund').waitFor();
    await settle('queued');
    await counter.fault({ refuse: { code: 'refused', count: 1 } });
    await counter.stage.relay.restore();
    await page.locator('.done[data-state="rejected"]').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F4');
    const claim = page.locator('[data-claim]');
    await claim.waitFor();
    expect(await claim.innerText()).toContain('应补收');
    await claim.locator('button').focus();
    await page.keyboard.press('Enter');
    await page.locator('input[name="claim-reason"]').fill('已向本人补收');
    await page.locator('input[name="claim-reason"]').press('Enter');
    await claim.waitFor({ state: 'detached' });
    await page.keyboard.press('F2');
  });

  it('a card pulled in the middle ends the session and says so', async () => {
    await page.keyboard.press('Enter');
    await page.locator('.person').waitFor();
    await counter.pull();
    await page.locator('.waiting').waitFor();
  });

  it('a card that is none gets its sentence and the next step', async () => {
    await counter.insert('bank-card');
    const note = page.locator('.waiting .note.bad');
    await note.waitFor();
    expect((await note.innerText()).length).toBeGreaterThan(10);
    await counter.pull();
    await note.waitFor({ state: 'detached' });
  });

  it('undoes a whole sale from the list, once', async () => {
    await page.keyboard.press('F3');
    // Newest first: the refused one, then the one settled after the outage.
    await page.locator('.list tbody tr').nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.detail').waitFor();
    await page.keyboard.press('F6');
    await page.locator('[data-deed="refund-sure"]').waitFor();
    await page.locator('input[name="back-1"]').waitFor();
    await page.locator('[data-deed="refund-sure"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.list .state-mark.plain').first().waitFor();
    expect(await page.locator('.detail [data-deed="refund"]').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('takes back a part of a sale, the rest settled anew, and says what to pay back', async () => {
    await page.keyboard.press('F3');
    const row = page.locator('.list tbody tr', { hasText: '248.80' }).first();
    await row.click();
    await page.keyboard.press('F6');
    await page.locator('input[name="back-1"]').fill('4');
    await page.locator('input[name="back-2"]').fill('');
    await page.locator('[data-deed="refund-sure"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.list tbody tr', { hasText: '154.40' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('takes a clinic visit from registration to settlement', async () => {
    await page.keyboard.press('F2');
    await counter.insert('ceshi-jia');
    await page.locator('.person').waitFor();
    await page.keyboard.press('Alt+v');
    await page.locator('.visit[data-step="register"]').waitFor();
    const given = {
      ipt_otp_no: 'M0001',
      dept_code: '01',
      dept_name: '内科',
      atddr_no: 'D01',
      dr_name: '测试医师',
      caty: 'A02',
    };
    for (const [name, value] of Object.entries(given)) await page.locator(`input[name="${name}"]`).fill(value);
    await page.keyboard.press('Enter');
    await page.locator('.visit[data-step="diagnose"]').waitFor();
    await page.locator('input[name="diag_code"]').fill('J06.900');
    await page.locator('input[name="diag_name"]').fill('急性上呼吸道感染');
    await page.keyboard.press('Enter');
    await page.locator('.visit[data-step="charge"]').waitFor();
    await page.locator('input[name="search"]').focus();
    await type('AMXL');
    await page.locator('.found li').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-deed="charge"]').click();
    await page.locator('[data-deed="price"]').click();
    await page.locator('.visit[data-step="settle"]').waitFor();
    expect(await amount('medfee_sumamt').innerText()).toBe('12.80');
    await settle('settled');
    await page.keyboard.press('Enter');
    await counter.pull();
  });

  it('sells to an e-voucher with no card in the reader, and the printed paper shows in the demonstration', async () => {
    await page.keyboard.press('F2');
    await page.locator('.waiting').waitFor();
    await page.locator('.demo .handle').click();
    await page.locator('[data-demo="voucher"]').click();
    await page.locator('.person .source.centre').waitFor();
    await search('1003', 1);
    await settle('settled');
    await page.locator('[data-demo="paper"]').click();
    await page.locator('.demo .printer').waitFor();
    await page.keyboard.press('F10');
    const paper = page.locator('.demo .paper');
    await paper.waitFor();
    expect(await paper.innerText()).toContain(await page.locator('.done .due .money').innerText());
    await page.locator('.demo .handle').click();
    await page.locator('[data-deed="next"]').click();
    await page.locator('.waiting').waitFor();
  });

  it('keeps what the centre contradicts on top of the work list, with its reason and the next step', async () => {
    await counter.insert('ceshi-jia');
    await page.locator('.person').waitFor();
    await search('1003', 1);
    await counter.fault({ refuse: { code: 'conflict', count: 1 } });
    await ready();
    await page.keyboard.press('F9');
    await dialogue('received');
    await page.keyboard.press('Enter');
    await page.locator('.banner.bad', { hasText: '中心拒绝结算' }).waitFor();
    await counter.pull();
    await page.keyboard.press('F4');
    const pinned = page.locator('.pinned [data-parked]');
    await pinned.waitFor();
    expect(await pinned.innerText()).toMatch(/中心答复[\s\S]*由主管查看原因后处理/);
    await page.keyboard.press('F2');
  });

  it.each(['zh', 'en'])('names everything for a screen reader, in %s, light and dark', async (language) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const html = page.locator('html');
    if ((await html.getAttribute('lang'))?.startsWith(language) !== true) await page.locator('[data-language]').click();
    for (const key of ['F2', 'Alt+v', 'F3', 'F4', 'F7', 'F8']) {
      await page.keyboard.press(key);
      await page
        .locator('nav button.here')
        .filter({ hasText: key.replace('+v', ' V') })
        .waitFor();
      // Through the debugger, as the page itself lets nothing in.
      await page.evaluate(axe);
      const found = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))',
      );
      expect(found, key).toEqual([]);
    }
  });

  it('keeps everything reachable at twice the size', async () => {
    await page.keyboard.press('F2');
    await page.setViewportSize({ width: 683, height: 410 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1366, height: 820 });
  });

  it('ends the day with both totals side by side', async () => {
    await page.keyboard.press('F7');
    await page.locator('.day-end').waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-equal="true"]').waitFor();
    expect(await page.locator('.totals tbody tr').count()).toBeGreaterThan(0);
  });

  it('says how much it weighs and how soon it is seen', async () => {
    await page.reload();
    await page.locator('header.top').waitFor();
    const paint = `new Promise((seen) => {
      const take = (entries) => entries.getEntriesByName("first-contentful-paint").forEach((one) => seen(one.startTime));
      new PerformanceObserver(take).observe({ type: "paint", buffered: true });
    })`;
    const painted = Number(await page.evaluate(paint));
    const assets = join(packageRoot(), 'dist/console/assets');
    const bytes = readdirSync(assets).reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
    console.log(`counter page: ${(bytes / 1000).toFixed(0)} kB compressed, first paint after ${painted.toFixed(0)} ms`);
    expect(painted).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(0);
  });

  it('nothing broke on the way, and the security policy held', () => {
    expect(faults).toEqual([]);
  });
});

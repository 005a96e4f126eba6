/**
 * Takes the pictures of the README and the clerk's guide from the page itself: `npm run pictures`. They are
 * looked at by people; nothing is compared with them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { CHROMIUM, CounterPage } from './counter-page.ts';

const FOLDER = join(packageRoot(), 'agent/console/pictures');
const HAND_MS = 60;

describe.skipIf(CHROMIUM === null)('the pictures', () => {
  it.each(['zh', 'en'])(
    'of a day, in %s',
    async (language) => {
      mkdirSync(FOLDER, { recursive: true });
      const counter = await CounterPage.open();
      try {
        const page = await counter.window({ width: 1200, height: 720 });
        const shot = (name: string) =>
          page.screenshot({ path: join(FOLDER, `${name}.${language}.png`), animations: 'disabled' });
        await page.locator('[data-sign="link"].ok').waitFor();
        if (language === 'en') await page.locator('[data-language]').click();
        await page.locator('input[name="opter"]').fill('001');
        await page.locator('input[name="opter_name"]').fill('测试员');
        await page.keyboard.press('Enter');
        await page.locator('.waiting').waitFor();
        await counter.insert('ceshi-yi');
        for (const [index, text] of ['AMXL', 'TBKW', 'ASPL', 'YSAX'].entries()) {
          await page.locator('input[name="search"]:focus').waitFor();
          await page.keyboard.type(text, { delay: HAND_MS });
          await page.locator('.found li').first().waitFor();
          if (index === 1) await shot('search');
          await page.keyboard.press('Enter');
          await page.locator('.basket tbody').nth(index).waitFor();
        }
        await page.locator('.basket tbody').nth(1).click();
        for (let count = 2; count <= 12; count += 1) {
          await page.keyboard.press('+');
          await page.locator('.basket tbody:nth-of-type(2) .count b', { hasText: new RegExp(`^${count}$`) }).waitFor();
        }
        await page.keyboard.press('Alt+r');
        await page.locator('input[name="rxno"]:focus').waitFor();
        await page.keyboard.type('RX2026', { delay: HAND_MS });
        await page.keyboard.press('Enter');
        await page.locator('.share.fund').click();
        await page.locator('[data-deed="settle"]:not([disabled])').waitFor();
        await shot('sale');
        const customer = await page.context().newPage();
        await customer.setViewportSize({ width: 900, height: 560 });
        await customer.goto(`${counter.origin}/display`);
        await customer.locator('[data-amount="you-pay"]').waitFor();
        await customer.screenshot({ path: join(FOLDER, `customer.${language}.png`), animations: 'disabled' });
        await customer.close();
        await page.keyboard.press('F9');
        await page.locator('input[name="received"]:focus').waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.done[data-state="settled"]').waitFor();
        await page.keyboard.press('Enter');
        await counter.stage.relay.cut();
        await page.locator('[data-sign="link"].bad').waitFor();
        await page.keyboard.press('Enter');
        await page.locator('input[name="search"]:focus').waitFor();
        await page.keyboard.type('1003', { delay: HAND_MS });
        await page.locator('.found li').first().waitFor();
        await page.keyboard.press('Enter');
        await page.locator('[data-deed="settle"]:not([disabled])').waitFor();
        await page.keyboard.press('F9');
        await page.locator('input[name="received"]:focus').waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.done.wait').waitFor();
        await page.locator('.done .note', { hasText: '199' }).waitFor();
        await shot('provisional');
        await counter.stage.relay.restore();
        await page.locator('.done[data-state="settled"]').waitFor();
        await page.keyboard.press('F7');
        await page.keyboard.press('F9');
        await page.locator('[data-equal="true"]').waitFor();
        await shot('day-end');
      } finally {
        await counter.close();
      }
    },
    120_000,
  );
});

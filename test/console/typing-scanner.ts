/** A scanner in keyboard mode that the agent reads and that nothing keeps from typing: each code comes to the page twice. */
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';

const CODE = '2000000000015';

export function typingScanner(clerk: () => Clerk): void {
  it('counts a code once that a scanner types here and the agent reads besides, and one that it types here alone', async () => {
    const { counter, page } = clerk();
    const chosen = '.basket tbody.here .count b';
    await scannerTypesFor(clerk());
    await clerk().card('ceshi-jia');
    await clerk().field('search');
    // The agent first, the page first, both at once.
    counter.scan(CODE, '');
    await clerk().see(chosen, { hasText: /^1$/ });
    await clerk().scannerTypes(CODE);
    await clerk().scannerTypes(CODE);
    counter.scan(CODE, '');
    await clerk().see(chosen, { hasText: /^2$/ });
    await Promise.all([clerk().scannerTypes(CODE), counter.scan(CODE, '')]);
    await clerk().see(chosen, { hasText: /^3$/ });
    // A scanner that nobody reads: the page alone has its code, and by then has done all that came before.
    await clerk().scannerTypes('2000000000022');
    await clerk().rows(2);
    expect(await page.locator('.basket tbody .count b').allInnerTexts()).toEqual(['3', '1']);
    await clerk().pull();
    await scannerTypesFor(clerk(), false);
  });

  shortCodes(clerk);
  packsBack(clerk);
}

/** The shop's own labels may be as short as its codes. */
function shortCodes(clerk: () => Clerk): void {
  it('takes a code of four signs out of the field for cash, and its Enter settles nothing', async () => {
    const { page } = clerk();
    await clerk().card('ceshi-jia');
    await clerk().add('1003', 1);
    await clerk().ready();
    await clerk().press('F9');
    await clerk().field('received');
    await clerk().scannerTypes('1003');
    await clerk().see('.basket tbody.here .count b', { hasText: /^2$/ });
    expect(await page.locator('input[name="received"]').inputValue()).toBe('');
    await clerk().press('Escape');
    await clerk().gone('input[name="received"]');
  });

  it('counts each pack whose trace code is typed, once, and says what no code of goods is', async () => {
    await clerk().scannerTypes('89900010000000000011');
    await clerk().scannerTypes('89900010000000000012');
    await clerk().see('.basket tbody:nth-of-type(2) .count b', { hasText: /^2$/ });
    await clerk().scannerTypes('89900010000000000012');
    await clerk().see('[data-problem="scan_trace_twice"]');
    await clerk().scannerTypes('2000000000010');
    await clerk().see('[data-problem="scan_check_digit"]');
    expect(await clerk().page.locator('.basket tbody .count b').allInnerTexts()).toEqual(['2', '2']);
  });

  it('takes a prescription’s code for the lines of the basket, as from any scanner', async () => {
    await clerk().scannerTypes('RX2026112209300000000000001');
    await clerk().see('.basket .tag', { hasText: 'RX2026112209300000000000001' });
    await clerk().gone('[data-problem]');
    await clerk().pull();
  });
}

/** From now on (or no longer) the counter's scanner is in keyboard mode, and the page knows. */
export async function scannerTypesFor(clerk: Clerk, types = true): Promise<void> {
  clerk.counter.stage.reader.hands.scannerAs(types ? 'keyboard' : 'pos');
  if (types) await clerk.see('[data-sign^="hid:"].bad', { hasText: '键盘模式' });
  else await clerk.gone('[data-sign^="hid:"].bad');
}

/** Some packs of a line that was sold by their codes. */
function packsBack(clerk: () => Clerk): void {
  it('asks which of a line’s packs come back, and takes back those alone', async () => {
    const { page } = clerk();
    await clerk().card('ceshi-jia');
    for (const code of ['89900010000000000021', '89900010000000000022']) await clerk().scannerTypes(code);
    await clerk().see('.basket tbody .count b', { hasText: /^2$/ });
    const sum = await clerk().amount('medfee_sumamt');
    await clerk().settle('settled');
    await clerk().next();
    await clerk().open(sum);
    await clerk().press('F6');
    await clerk().field('back-1');
    await clerk().type('1');
    await clerk().see('.packs.bad input');
    expect(await page.locator('[data-deed="refund-sure"]').isDisabled()).toBe(true);
    expect(await clerk().barriers()).toEqual([]);
    await clerk().press('Tab', 'Tab', 'Space');
    await clerk().see('[data-deed="refund-sure"]:not([disabled])');
    await clerk().press('Enter');
    await clerk().see('[data-note="paid-back"]');
    await clerk().press('Escape', 'F2');
  });
}

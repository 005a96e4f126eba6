/** A card's PIN at the counter page: typed by its holder, wrong once, not given, and blocked. */
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';

export function pinOfTheCard(clerk: () => Clerk): void {
  it('a card that wants its PIN is given it by keys alone, digits hidden, with the tries that are left', async () => {
    await clerk().counter.insert('pin-card');
    await clerk().field('card-pin');
    expect(await clerk().page.locator('input[name="card-pin"]').getAttribute('type')).toBe('password');
    expect([await clerk().barriers(), await clerk().unkeyed()]).toEqual([[], []]);
    await clerk().type('12345');
    await clerk().see('[data-deed="give-card-pin"][disabled]');
    await clerk().type('6');
    await clerk().press('Enter');
    await clerk().see('[data-note="card-pin-wrong"]', { hasText: '还可以试 2 次' });
    await clerk().field('card-pin');
    expect(await clerk().page.locator('input[name="card-pin"]').inputValue()).toBe('');
    await clerk().type('246810');
    await clerk().press('Enter');
    await clerk().gone('[data-note="card-pin"]');
    await clerk().see('.person');
    expect(await clerk().page.locator('.note', { hasText: '密码' }).count()).toBe(0);
    await clerk().pull();
  });

  it('a code that is scanned meanwhile is never the PIN, however short and with Enter or without, and that is said', async () => {
    await clerk().counter.insert('pin-card');
    await clerk().field('card-pin');
    const typed = () => clerk().page.locator('input[name="card-pin"]').inputValue();
    for (const [code, ends] of [
      ['2000000000015', true],
      ['20000004', true],
      ['246810', true],
      ['20000004', false],
      ['2468', false],
    ] as const) {
      await clerk().type('2');
      await clerk().gone('[data-note="card-pin-scan"]');
      await clerk().page.evaluate('new Promise((paused) => setTimeout(paused, 60))');
      await clerk().scannerTypes(code, ends);
      await clerk().see('[data-note="card-pin-scan"]', { hasText: '扫到的码未使用' });
      expect(await typed(), code).toBe('2');
      await clerk().press('Enter');
      await clerk().press('Backspace');
    }
    expect(await clerk().barriers()).toEqual([]);
    expect(await clerk().page.locator('[data-note="card-pin-wrong"]').count()).toBe(0);
    await clerk().type('246810');
    await clerk().press('Enter');
    await clerk().gone('[data-note="card-pin"]');
    expect(await clerk().page.locator('.note', { hasText: '密码' }).count()).toBe(0);
  });

  it('the holder of the card is known to the centre, which settles another area’s card online', async () => {
    await clerk().see('.person');
    await clerk().add('对乙酰氨基酚', 1);
    await clerk().ready();
    expect(await clerk().amount('medfee_sumamt')).toBe('4.20');
    await clerk().settle('settled');
    await clerk().next();
    await clerk().counter.pull();
    await clerk().see('.waiting');
  });

  it('a PIN that nobody gives, and one that is blocked, end with their sentence', async () => {
    await clerk().counter.insert('pin-card');
    await clerk().field('card-pin');
    await clerk().press('Escape');
    await clerk().see('.waiting .note.bad', { hasText: '没有输入卡密码' });
    await clerk().gone('[data-note="card-pin"]');
    await clerk().counter.pull();
    await clerk().gone('.waiting .note.bad');
    await clerk().counter.insert('pin-locked');
    await clerk().field('card-pin');
    await clerk().type('246810');
    await clerk().press('Enter');
    await clerk().see('.waiting .note.bad', { hasText: '卡密码已锁定' });
    await clerk().counter.pull();
    await clerk().gone('.waiting .note.bad');
    // The PSAM stays in its slot, and is nobody's card.
    await clerk().see('.waiting h1', { hasText: '请插入社会保障卡' });
  });
}

/** The deadline clock: what stays open after contact is said louder and louder, and never dropped. */
import { describe, expect, it } from 'vitest';
import { levelOf } from '../../agent/core/deadline.ts';
import { Shop, Till } from './shop.ts';

const HOUR = 3_600_000;
const codes = (till: Till) =>
  till.status.troubles.map(({ code }) => code).filter((code) => code.startsWith('deadline'));

async function stuck(): Promise<{ till: Till; msgid: string; levels: string[] }> {
  const shop = new Shop();
  const till = await new Till(shop, 1).open();
  await till.sell();
  till.cut();
  await till.run(1);
  const msgid = await till.sell('ceshi-jia', '12.00');
  const levels: string[] = [];
  till.agent.subscribe(null, ({ notice }) => {
    if (notice.kind === 'deadline') levels.push(notice.level);
  });
  return { till, msgid, levels };
}

describe('the deadline clock', () => {
  it.each([
    [0, 'none'],
    [4, 'banner'],
    [12, 'supervisor'],
    [23.9, 'supervisor'],
    [24, 'alarm'],
    [900, 'alarm'],
  ])('after %d hours says %s', (hours, level) => {
    expect(levelOf(hours * HOUR)).toBe(level);
  });

  it('does not run while there is no contact', async () => {
    const { till, levels } = await stuck();
    await till.run(30 * HOUR);
    expect([codes(till), levels]).toEqual([[], []]);
  });

  it('runs from the first contact, escalates, names the transaction, and ends when it is done', async () => {
    const { till, msgid, levels } = await stuck();
    till.shop.faults.busy = true;
    till.restore();
    await till.run(3 * HOUR);
    expect(codes(till)).toEqual([]);
    await till.run(3 * HOUR);
    expect(till.status.troubles).toContainEqual({
      code: 'deadline_banner',
      facts: { msgid, hours: expect.any(Number) },
    });
    await till.run(8 * HOUR);
    expect(codes(till)).toEqual(['deadline_supervisor']);
    await till.run(12 * HOUR);
    expect(codes(till)).toEqual(['deadline_alarm']);
    expect(till.agent.transactions({ openOnly: true, limit: 9 })).toHaveLength(1);
    till.shop.faults.busy = false;
    await till.run(HOUR);
    expect(codes(till)).toEqual([]);
    expect(levels).toEqual(['banner', 'supervisor', 'alarm', 'none']);
  });

  it('goes on where it was after a restart', async () => {
    const { till } = await stuck();
    till.shop.faults.busy = true;
    till.restore();
    await till.run(13 * HOUR);
    till.kill();
    till.boot();
    await till.run(HOUR / 2);
    expect(codes(till)).toEqual(['deadline_supervisor']);
  });
});

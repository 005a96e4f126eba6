/** The days after the first: tomorrow, a shift that is still open from yesterday, and days without the centre. */
import { expect, it } from 'vitest';
import type { Clerk, Operator } from './clerk.ts';

const DAY_MS = 86_400_000;

export function daysAfter(clerk: () => Clerk, operator: Operator): void {
  const today = () => clerk().counter.stage.days.clock.today();
  const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  /** By the key of the demonstration's panel. */
  const tomorrow = async () => {
    const next = nextDay(today());
    await clerk().press('8');
    await clerk().see('[data-today]', { hasText: next });
    expect(today()).toBe(next);
  };
  const panel = async () => {
    await clerk().press('Alt+m');
    await clerk().see('.demo select:focus');
  };

  it('goes on tomorrow: another shift, a sale of that day, settled', async () => {
    await panel();
    await tomorrow();
    await clerk().press('Alt+m', 'F2');
    await clerk().signIn(operator);
    await clerk().card('ceshi-jia');
    await clerk().add('1032', 1);
    await clerk().settle('settled');
    const { api } = clerk().counter.stage;
    const { transactions } = await api.get<{ transactions: { begndate: string }[] }>('/v1/transactions?limit=1');
    expect(transactions[0]?.begndate).toContain(today());
    await clerk().next();
  });

  it('says that the shift is still yesterday’s, and closes it with equal totals', async () => {
    await panel();
    await tomorrow();
    await clerk().press('Alt+m');
    await clerk().see('[data-sign="link"].ok');
    await clerk().see('[data-note="yesterday"]', { hasText: 'F7' });
    await clerk().closeDay();
  });

  it('says when the time without the centre is over, and that it is not when the centre is back', async () => {
    await clerk().cut();
    await panel();
    for (let day = 0; day < 4; day += 1) await tomorrow();
    await clerk().see('[data-countdown]', { hasText: '离线时限已到' });
    await clerk().press('5', 'Alt+m');
    await clerk().see('[data-sign="link"].ok');
    await clerk().gone('[data-countdown]');
    await clerk().counter.pull();
  });
}

import { describe, expect, it } from 'vitest';
import {
  type ClockState,
  civilTime,
  compactTime,
  confirmClock,
  dayAfter,
  observeClock,
} from '../../agent/core/time.ts';

describe('civil time', () => {
  it.each([
    [Date.UTC(2026, 10, 22, 15, 59, 59), '2026-11-22 23:59:59'],
    [Date.UTC(2026, 10, 22, 16, 0, 0), '2026-11-23 00:00:00'],
    [Date.UTC(2024, 1, 28, 16, 0, 0), '2024-02-29 00:00:00'],
    [Date.UTC(2026, 11, 31, 16, 0, 0), '2027-01-01 00:00:00'],
    [0, '1970-01-01 08:00:00'],
  ])('%d ms is %s in Shanghai', (ms, text) => {
    expect(civilTime(ms)).toBe(text);
    expect(compactTime(ms)).toBe(text.replace(/[- :]/g, ''));
  });

  it('agrees with the time zone database on every day of two leap cycles', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (let day = 0; day < 8 * 366; day += 1) {
      const ms = Date.UTC(2023, 0, 1, 3, 4, 5) + day * 86_400_000;
      expect(civilTime(ms)).toBe(format.format(ms));
    }
  });
});

describe('the clock', () => {
  const clock: ClockState = { wallMs: 1e12, monotonicMs: 5_000, bootId: 'a', trusted: true, stepMs: 0, gainedMs: 0 };
  const at = (wallMs: number, monotonicMs: number, bootId = 'a') => ({ wallMs, monotonicMs, bootId, dice: 0 });

  it.each([
    ['time that passes', at(1e12 + 600_000, 605_000), true],
    ['two minutes of drift', at(1e12 + 720_000, 605_000), true],
    ['a jump ahead of ten minutes', at(1e12 + 600_000, 5_000), false],
    ['a day set back', at(1e12 - 864e5, 5_000), false],
    ['a weekend switched off', at(1e12 + 2 * 864e5, 10, 'b'), true],
    ['a boot with the clock set back', at(1e12 - 864e5, 10, 'b'), false],
  ])('after %s is trusted: %s', (_what, stamp, trusted) => {
    expect(observeClock(clock, stamp).trusted).toBe(trusted);
  });

  it('stays distrusted until the centre confirms it', () => {
    const stepped = observeClock(clock, at(1e12 - 864e5, 5_000));
    expect(observeClock(stepped, at(1e12 - 864e5 + 1000, 6_000)).trusted).toBe(false);
    expect(confirmClock(stepped, 1e12).trusted).toBe(false);
    expect(confirmClock(stepped, 1e12 - 864e5 + 30_000).trusted).toBe(true);
  });
});

describe('a day so many days after another', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-01-01', 365, '2027-01-01'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %d days is %s', (date, days, after) => {
    expect(dayAfter(date, days)).toBe(after);
  });

  it('is what the calendar says on every day of eight years', () => {
    for (let day = 0; day < 8 * 366; day += 1) {
      const [date, next] = [19_000 + day, 19_001 + day].map((one) => new Date(one * 864e5).toISOString().slice(0, 10));
      expect(dayAfter(date ?? '', 1)).toBe(next);
      expect(dayAfter('2022-01-08', day)).toBe(date);
    }
  });
});

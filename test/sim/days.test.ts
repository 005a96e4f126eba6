/** The days of a simulated world: tomorrow is reached without anybody taking it for a clock that was set, and stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDays } from '../../agent/cli/demo/days.ts';
import { civilTime, observeClock } from '../../agent/core/time.ts';
import type { Clock } from '../../agent/ports/clock.ts';
import { LeapingClock } from '../../simulator/time/leaping-clock.ts';

const DAY_MS = 86_400_000;
/** 2022-10-08 at the counter. */
const at = (time: string) => Date.parse(`2022-10-08T${time}+08:00`);
const still = (wallMs: number): Clock => ({
  wallMs: () => wallMs,
  monotonicMs: () => 5_000,
  after: () => () => {},
  bootId: 'boot',
});

describe('tomorrow', () => {
  it.each(['00:00:00', '07:59:59', '08:00:00', '23:59:59'])('is the next morning at eight, from %s', (time) => {
    const clock = new LeapingClock(still(at(time)));
    clock.leapTo(clock.untilMorning());
    expect(civilTime(clock.wallMs())).toBe('2022-10-09 08:00:00');
    clock.leapTo(clock.untilMorning());
    expect(civilTime(clock.wallMs())).toBe('2022-10-10 08:00:00');
    expect(clock.today()).toBe('2022-10-10');
  });

  it('is no step of the clock to whoever watches it', () => {
    const clock = new LeapingClock(still(at('12:00:00')));
    const seen = () => ({ wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs(), bootId: clock.bootId, dice: 0 });
    const before = { ...seen(), trusted: true, stepMs: 0, gainedMs: 0 };
    clock.leapTo(DAY_MS);
    expect(observeClock(before, seen())).toMatchObject({ trusted: true, stepMs: 0 });
  });

  it('never goes back', () => {
    const clock = new LeapingClock(still(at('12:00:00')), DAY_MS);
    clock.leapTo(0);
    expect(clock.aheadMs).toBe(DAY_MS);
  });
});

describe('a world that is opened again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-days-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('goes on at the day it had reached, and the agent waits for the centre to be there first', async () => {
    const days = openDays(folder);
    const told: number[] = [];
    expect(
      await days.tomorrow(async (aheadMs) => {
        told.push(aheadMs, days.clock.aheadMs);
        return true;
      }),
    ).toBe(true);
    expect(told).toEqual([days.clock.aheadMs, 0]);
    expect(openDays(folder).clock.aheadMs).toBe(days.clock.aheadMs);
  });
});

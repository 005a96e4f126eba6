/** What every clock promises (agent/ports/clock.ts), the machine's own as well as the simulated ones. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../agent/ports/clock.ts';

export interface ClockUnderTest {
  readonly clock: Clock;
  /** Lets this much time pass, and what is due in it happen. */
  pass(ms: number): Promise<void>;
}

export function clockContract(name: string, open: () => ClockUnderTest): void {
  describe(name, () => {
    it('never goes back, and is of one boot', async () => {
      const { clock, pass } = open();
      const [boot, readings] = [clock.bootId, [clock.monotonicMs()]];
      for (let at = 0; at < 5; at += 1) {
        await pass(3);
        readings.push(clock.monotonicMs());
      }
      expect(readings).toEqual(readings.toSorted((a, b) => a - b));
      expect((readings.at(-1) ?? 0) - (readings[0] ?? 0)).toBeGreaterThanOrEqual(12);
      expect([clock.bootId, boot]).toEqual([boot, expect.stringMatching(/./)]);
    });

    it('tells the time of day in milliseconds since 1970, and it goes on with the other', async () => {
      const { clock, pass } = open();
      const before = clock.wallMs();
      expect(before).toBeGreaterThan(Date.UTC(2020, 0, 1));
      await pass(10);
      expect(Number.isInteger(clock.wallMs())).toBe(true);
      expect(clock.wallMs()).toBeGreaterThan(before);
    });

    it('calls back once each, in the order of their times and never before them', async () => {
      const { clock, pass } = open();
      const [called, from]: [string[], number] = [[], clock.monotonicMs()];
      clock.after(20, () => called.push(`late ${clock.monotonicMs() - from >= 19}`));
      clock.after(5, () => called.push(`early ${clock.monotonicMs() - from >= 4}`));
      expect(called).toEqual([]);
      await pass(60);
      await pass(30);
      expect(called).toEqual(['early true', 'late true']);
    });

    it('does not call back within the call, even when nothing is to be waited for', async () => {
      const { clock, pass } = open();
      let called = 0;
      clock.after(0, () => {
        called += 1;
      });
      expect(called).toBe(0);
      await pass(5);
      expect(called).toBe(1);
    });

    it('never calls what was cancelled, however often that is done', async () => {
      const { clock, pass } = open();
      let called = 0;
      const cancel = clock.after(5, () => {
        called += 1;
      });
      cancel();
      cancel();
      await pass(30);
      expect(called).toBe(0);
    });
  });
}

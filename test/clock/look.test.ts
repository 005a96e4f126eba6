/** The times at which all that looks now and then does so: the same for all, whenever each of them began. */
import { describe, expect, it } from 'vitest';
import { untilLook } from '../../agent/core/time.ts';

const EVERY = 2_000;

describe('looking now and then', () => {
  it('happens at the same times for all, whenever they began', () => {
    for (const began of [0, 1, 700, 1_499, 1_501, 1_999, 2_000, 123_456.789])
      expect((began + untilLook(EVERY, began)) % EVERY).toBeCloseTo(0);
  });

  it('comes at its pace when its timer was a little late, or a little early', () => {
    expect(untilLook(EVERY, 4_000.4)).toBeCloseTo(1_999.6);
    expect(untilLook(EVERY, 3_999.6)).toBeCloseTo(2_000.4);
  });

  it('never waits longer than a quarter more, and never comes at once', () => {
    for (let at = 0; at < EVERY; at += 7) {
      expect(untilLook(EVERY, at)).toBeGreaterThanOrEqual(EVERY / 4);
      expect(untilLook(EVERY, at)).toBeLessThan(EVERY * 1.25);
    }
  });
});

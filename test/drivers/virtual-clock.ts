/** A clock that moves only when told, and lets everything that was caused by a step finish before the next one. */

import type { DriverClock } from '../../drivers/contract.ts';

export interface VirtualClock extends DriverClock {
  /** Moves time, firing what falls due in order. */
  advance(ms: number): Promise<void>;
  /** How many timers wait: zero when everything was cancelled. */
  waiting(): number;
}

export function virtualClock(today = '2025-03-01'): VirtualClock {
  const timers = new Set<{ readonly at: number; readonly fire: () => void }>();
  let now = 0;
  return {
    monotonicMs: () => now,
    today: () => today,
    waiting: () => timers.size,
    after(delayMs, callback) {
      const timer = { at: now + delayMs, fire: callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await quiet();
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = due.at;
        due.fire();
        await quiet();
      }
      now = end;
    },
  };
}

/** Resolves when every promise job queued so far, and what those queued, has run. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

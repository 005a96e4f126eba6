/**
 * A clock for something that can be killed: after `kill` none of its timers fires, as if the process had never set them.
 */
import type { Clock } from '../../agent/ports/clock.ts';

export interface MortalClock extends Clock {
  kill(): void;
}

export function mortalClock(clock: Clock): MortalClock {
  let alive = true;
  return {
    get bootId() {
      return clock.bootId;
    },
    wallMs: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, callback) =>
      clock.after(delayMs, () => {
        if (alive) callback();
      }),
    kill: () => {
      alive = false;
    },
  };
}

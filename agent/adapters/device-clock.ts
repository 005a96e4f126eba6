/** The drivers' clock over the machine's: the device process and the supervisor take their time from here alone. */

import type { DriverClock } from '../../drivers/contract.ts';
import { civilTime, dateOf } from '../core/time.ts';

export function deviceClock(): DriverClock {
  return {
    // The machine's, not the process's: what looks now and then looks when the others do.
    monotonicMs: () => Number(process.hrtime.bigint() / 1_000n) / 1_000,
    after(delayMs, callback) {
      const timer = setTimeout(callback, Math.ceil(delayMs));
      return () => clearTimeout(timer);
    },
    today: () => dateOf(civilTime(Date.now())),
  };
}

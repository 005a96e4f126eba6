/** The drivers' clock over the machine's: the device process and the supervisor take their time from here alone. */

import type { DriverClock } from '../../drivers/contract.ts';
import { civilTime, dateOf } from '../core/time.ts';

export function deviceClock(): DriverClock {
  return {
    monotonicMs: () => performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    today: () => dateOf(civilTime(Date.now())),
  };
}

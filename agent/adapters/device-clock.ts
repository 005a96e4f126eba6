/** The drivers' clock over the machine's: the device process and the supervisor take their time from here alone. */

import type { DriverClock } from '../../drivers/contract.ts';

/** UTC+8 the whole year, since 1991. Asking Intl for it costs a tenth of a card's reading. */
const SHANGHAI_MS = 8 * 3_600_000;

export function deviceClock(): DriverClock {
  return {
    monotonicMs: () => performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    today: () => new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10),
  };
}

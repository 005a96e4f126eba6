/** The drivers' clock over the machine's: the device process and the supervisor take their time from here alone. */

import type { DriverClock } from '../../drivers/contract.ts';

const SHANGHAI_DATE = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

export function deviceClock(): DriverClock {
  return {
    monotonicMs: () => performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    today: () => SHANGHAI_DATE.format(new Date()),
  };
}

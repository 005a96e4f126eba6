/**
 * Every kind of driver there is, started together. The one door through which the rest of the house starts drivers;
 * natives are loaded only when their kind is asked for.
 */

import type { DeviceListener, Driver, DriverClock, DriverOptions } from './contract.ts';
import { startPcscDriver } from './pcsc/driver.ts';
import { loadNativePcsc } from './pcsc/native.ts';
import { watchOperations } from './pcsc/operation-watch.ts';

export interface RunningDrivers extends Driver {
  /** How long the oldest native call has been running, in ms; 0 when none is. Past any deadline it will not return. */
  oldestOperationMs(): number;
}

/** Resolves once all are started. A native module that does not load is an event, not a failure: others go on. */
export async function startDrivers(
  options: DriverOptions,
  clock: DriverClock,
  listener: DeviceListener,
): Promise<RunningDrivers> {
  const native = await loadNativePcsc();
  if (!native.ok) {
    const { detail } = native;
    const problem = 'device_module_missing';
    listener({ kind: 'service', service: 'pcscd', up: false, detail, problem, subject: 'pcsclite' });
    return { stop: async () => {}, oldestOperationMs: () => 0 };
  }
  const watched = watchOperations(native.value, clock);
  const driver = startPcscDriver(watched.port, options.pcsc, clock, listener);
  return { stop: driver.stop, oldestOperationMs: watched.oldestOperationMs };
}

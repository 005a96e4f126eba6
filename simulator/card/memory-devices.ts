/**
 * Devices for an agent without pcscd: the real driver over readers in memory, in the agent's own process. For demo
 * where root or pcscd is missing, and for simulation in virtual time. No native module is loaded.
 */

import type { Devices } from '../../agent/ports/devices.ts';
import type { DriverClock } from '../../drivers/contract.ts';
import { type PcscDriver, startPcscDriver } from '../../drivers/pcsc/driver.ts';
import type { MemoryPcsc } from './memory-reader.ts';

export function memoryDevices(pcsc: MemoryPcsc, clock: DriverClock): Devices {
  let driver: PcscDriver | null = null;
  return {
    start(listener) {
      driver = startPcscDriver(pcsc.port, { acceptVirtual: true }, clock, listener);
    },
    pin: (device, presence, pin) => driver?.pin(device, presence, pin),
    async stop() {
      await driver?.stop();
    },
  };
}

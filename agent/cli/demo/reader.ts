/**
 * The reader of the demonstration: a virtual one behind the real pcscd, or, where that can not run, one in memory with
 * the reason said. Either way the agent's own driver reads the card.
 */
import { createRequire } from 'node:module';
import { startPcscDriver } from '../../../drivers/pcsc/driver.ts';
import { type ImageName, imageOf } from '../../../simulator/card/catalogue.ts';
import { memoryPcsc } from '../../../simulator/card/memory-reader.ts';
import { startPcscd } from '../../../simulator/card/pcscd.ts';
import { deviceClock } from '../../adapters/device-clock.ts';
import type { Devices } from '../../ports/devices.ts';

export interface DemoReader {
  /** Null: the machine's own devices, through the device process. */
  readonly devices: Devices | null;
  readonly name: string;
  /** Why the real pcscd is not used; null when it is. */
  readonly fallback: string | null;
  insert(image: ImageName): Promise<void>;
  pull(): Promise<void>;
  stop(): Promise<void>;
}

/** How long `pcscd` waits for another simulator of this machine to let go of it. */
const WAIT_MS = 120_000;

/** `wish`: `memory` takes the reader in memory, `pcscd` waits for a pcscd in use; anything else takes what is there. */
export async function openReader(wish = ''): Promise<DemoReader> {
  if (wish === 'memory') return memoryReader('asked for');
  if (!hasBinding()) return memoryReader('pcsclite is not built: install libpcsclite-dev and run npm start again');
  const waitMs = wish === 'pcscd' ? WAIT_MS : 0;
  const started = await startPcscd({ clock: deviceClock(), allowOpenPort: false, waitMs });
  if (!started.ok) return memoryReader(started.detail);
  const { pcscd } = started;
  const [reader] = pcscd.readers;
  return {
    devices: null,
    name: `${reader.name} (pcscd)`,
    fallback: null,
    insert: (image) => reader.insert(imageOf(image)),
    pull: () => reader.pull(),
    stop: () => pcscd.stop(),
  };
}

/** The binding itself is loaded only by the device process; here it is enough to know that it is there. */
function hasBinding(): boolean {
  try {
    createRequire(import.meta.url).resolve('pcsclite');
    return true;
  } catch {
    return false;
  }
}

function memoryReader(fallback: string): DemoReader {
  const name = 'Memory 00';
  const memory = memoryPcsc([name]);
  let driver: ReturnType<typeof startPcscDriver> | null = null;
  return {
    devices: {
      start(listener) {
        driver = startPcscDriver(memory.port, { acceptVirtual: true }, deviceClock(), listener);
      },
      stop: async () => driver?.stop(),
    },
    name,
    fallback,
    insert: async (image) => memory.insert(name, imageOf(image)),
    pull: async () => memory.pull(name),
    stop: async () => {},
  };
}

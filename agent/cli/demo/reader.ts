/**
 * The devices of the demonstration: a virtual reader behind the real pcscd, or, where that cannot run, one in memory with
 * the reason said; scanner and receipt printer are in memory. Either way the agent's own drivers talk to them.
 */
import { createRequire } from 'node:module';
import type { DriverClock } from '../../../drivers/contract.ts';
import { imageOf } from '../../../simulator/card/catalogue.ts';
import type { CardImage } from '../../../simulator/card/image.ts';
import { startPcscd } from '../../../simulator/card/pcscd.ts';
import { type MemoryCounter, memoryCounter } from '../../../simulator/counter/memory-counter.ts';
import { devicesTogether } from '../../adapters/devices-together.ts';
import { nativeDevices } from '../../devices.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Devices } from '../../ports/devices.ts';

export interface DemoReader {
  readonly devices: Devices;
  readonly name: string;
  /** Why the real pcscd is not used; null when it is. */
  readonly fallback: string | null;
  /** Scanner and printer. */
  readonly hands: MemoryCounter;
  insert(card: CardImage): Promise<void>;
  pull(): Promise<void>;
  stop(): Promise<void>;
}

export interface DemoClocks {
  readonly clock: Clock;
  readonly deviceClock: DriverClock;
}

/** How long `pcscd` waits for another simulator of this machine to let go of it. */
const WAIT_MS = 120_000;

/** `wish`: `memory` takes the reader in memory, `pcscd` waits for a pcscd in use; anything else takes what is there. */
export async function openReader(wish: string, { clock, deviceClock }: DemoClocks): Promise<DemoReader> {
  const inMemory = (why: string) => memoryReader(memoryCounter(deviceClock), why);
  if (wish === 'memory') return inMemory('asked for');
  if (!hasBinding()) return inMemory('pcsclite is not built: install libpcsclite-dev and run npm start again');
  const waitMs = wish === 'pcscd' ? WAIT_MS : 0;
  const started = await startPcscd({ clock: deviceClock, allowOpenPort: false, waitMs });
  if (!started.ok) return inMemory(started.detail);
  const { pcscd } = started;
  const [reader, slot] = pcscd.readers;
  const hands = memoryCounter(deviceClock, { reader: false });
  const native = nativeDevices({ acceptVirtual: true }, clock);
  return {
    devices: devicesTogether([native, hands.devices], hands.devices),
    name: `${reader.name} (pcscd)`,
    fallback: null,
    hands,
    async insert(card) {
      // What stands in the slot of a reader that has one, where a card needs it.
      if (card.security !== null) await slot.insert(imageOf('psam'));
      await reader.insert(card);
    },
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

/** A counter in memory, as the reader it is too. */
export function memoryReader(hands: MemoryCounter, fallback: string): DemoReader {
  return {
    devices: hands.devices,
    name: 'Memory 00',
    fallback,
    hands,
    insert: async (card) => hands.insert(card),
    pull: async () => hands.pull(),
    stop: async () => {},
  };
}

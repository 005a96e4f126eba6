/**
 * HID devices in memory at the same byte seam as the real ones: plugged in, pulled out, held by another program, sending
 * reports. Events come in later turns of the event loop. No time of its own.
 */

import { type HidEvent, type HidInfo, type HidPort, type HidResult, hidFault } from '../../drivers/hid/port.ts';
import type { ScannerMake } from './reports.ts';

export interface MemoryScanner {
  readonly make: ScannerMake;
  readonly serial?: string;
  readonly port?: string;
  readonly keyboard?: boolean;
  readonly descriptor?: Uint8Array | null;
  /** Default: one that was never there. */
  readonly path?: string;
}

export interface MemoryHid {
  readonly port: HidPort;
  /** Plugs a device in; returns its path, another one each time. */
  plug(scanner: MemoryScanner): string;
  /** `untold`: whoever has it open hears nothing of it. */
  unplug(path: string, untold?: boolean): void;
  /** Sends input reports; nobody may be listening. */
  send(path: string, reports: readonly Uint8Array[]): void;
  /** Another program takes or releases it. */
  hold(path: string, held: boolean): void;
  /** Feature reports that reached it, hex. */
  features(path: string): readonly string[];
  silenced(path: string): boolean;
  /** By how many it is open. */
  opened(path: string): number;
}

interface Plugged {
  readonly info: HidInfo;
  readonly keyboard: boolean;
  readonly features: string[];
  readonly listeners: Set<(event: HidEvent) => void>;
  held: boolean;
  silenced: boolean;
}

/** `deaf`: so many feature reports are refused before one is taken. */
export function memoryHid(options: { readonly canSilence?: boolean; readonly deaf?: number } = {}): MemoryHid {
  let { deaf = 0 } = options;
  const plugged = new Map<string, Plugged>();
  let next = 0;

  function deviceAt(path: string): Plugged {
    const device = plugged.get(path);
    if (device === undefined) throw new RangeError(`nothing at ${path}`);
    return device;
  }

  async function open(path: string, listener: (event: HidEvent) => void): ReturnType<HidPort['open']> {
    await Promise.resolve();
    const device = plugged.get(path);
    if (device === undefined || device.held) return hidFault('access', 'cannot open device');
    const hear = (event: HidEvent): void => {
      queueMicrotask(() => {
        if (device.listeners.has(hear) || event.kind === 'gone') listener(event);
      });
    };
    device.listeners.add(hear);
    return {
      ok: true,
      value: {
        async feature(report): Promise<HidResult<void>> {
          await Promise.resolve();
          if (!device.listeners.has(hear)) return hidFault('gone', 'closed');
          deaf -= 1;
          if (deaf >= 0) return hidFault('transport', 'the report was refused');
          device.features.push(Buffer.from(report).toString('hex').toUpperCase());
          return { ok: true, value: undefined };
        },
        async close() {
          device.listeners.delete(hear);
        },
      },
    };
  }

  return {
    port: {
      async list() {
        await Promise.resolve();
        return { ok: true, value: [...plugged.values()].map(({ info }) => info) };
      },
      open,
      async silence(path) {
        const device = plugged.get(path);
        if (device === undefined) return false;
        device.silenced = device.keyboard && (options.canSilence ?? true);
        return device.silenced;
      },
    },
    plug({ make, serial = 'SN1', port = '1-1', keyboard = false, descriptor = null, path = `/dev/hidraw${next}` }) {
      next += 1;
      const info: HidInfo = {
        path,
        vendorId: make.vendorId,
        productId: make.productId,
        serial,
        product: `Simulated ${make.name}`,
        usagePage: keyboard ? 1 : 0x8c,
        usage: keyboard ? 6 : 2,
        port,
        descriptor,
      };
      plugged.set(path, { info, keyboard, features: [], listeners: new Set(), held: false, silenced: false });
      return path;
    },
    unplug(path, untold = false) {
      const { listeners } = deviceAt(path);
      plugged.delete(path);
      for (const hear of [...listeners]) {
        listeners.delete(hear);
        if (!untold) hear({ kind: 'gone', detail: 'device disconnected' });
      }
    },
    send(path, reports) {
      for (const bytes of reports) for (const hear of deviceAt(path).listeners) hear({ kind: 'report', bytes });
    },
    hold(path, held) {
      deviceAt(path).held = held;
    },
    features: (path) => deviceAt(path).features,
    silenced: (path) => deviceAt(path).silenced,
    opened: (path) => deviceAt(path).listeners.size,
  };
}

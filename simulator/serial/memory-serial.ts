/**
 * Serial ports in memory at the same byte seam as the real ones: plugged in, pulled out, held, with whatever is at the
 * other end. Bytes come in later turns of the event loop. No time of its own.
 */
import { type SerialEvent, type SerialInfo, type SerialSeam, serialFault } from '../../drivers/serial/port.ts';

export interface MemorySerial {
  readonly seam: SerialSeam;
  /** Plugs a device in. `hears` gets what is written to it and returns what it answers. */
  plug(info: Partial<SerialInfo> & { readonly path: string }, hears?: (bytes: Uint8Array) => Uint8Array): void;
  /** `untold`: whoever holds it hears nothing of it, as it happens with the real binding. */
  unplug(path: string, untold?: boolean): void;
  /** The device sends bytes; nobody may be listening. */
  send(path: string, bytes: Uint8Array): void;
  hold(path: string, held: boolean): void;
  /** The device takes no bytes, as a printer without paper: what is written waits until it does. */
  jam(path: string, jammed: boolean): void;
  /** What happens while a port is being opened. */
  opening(happens: () => void): void;
  /** How many handles are open; one whose device went away without a word is open until it is closed. */
  handles(): number;
}

interface Plugged {
  readonly info: SerialInfo;
  readonly hears: (bytes: Uint8Array) => Uint8Array;
  listener: ((event: SerialEvent) => void) | null;
  held: boolean;
  jammed: boolean;
  gone: () => void;
  /** Looks again whether what is written can go on. */
  readonly waiting: Set<() => void>;
}

const NOTHING = new Uint8Array();

export function memorySerial(): MemorySerial {
  const plugged = new Map<string, Plugged>();
  const handles = new Set<object>();
  let opens = () => {};

  function tell(device: Plugged, event: SerialEvent): void {
    const { listener } = device;
    queueMicrotask(() => {
      if (device.listener === listener || event.kind === 'gone') listener?.(event);
    });
  }

  function goOn({ waiting }: Plugged): void {
    for (const look of [...waiting]) {
      waiting.delete(look);
      look();
    }
  }

  function deviceAt(path: string): Plugged {
    const device = plugged.get(path);
    if (device === undefined) throw new RangeError(`nothing at ${path}`);
    return device;
  }

  return {
    seam: {
      async list(paths) {
        await Promise.resolve();
        const all = [...plugged.values()].map(({ info }) => info);
        return { ok: true, value: all.filter(({ path, vid }) => vid !== '' || paths.includes(path)) };
      },
      async open(path, _baud, listener) {
        await Promise.resolve();
        opens();
        const device = plugged.get(path);
        if (device === undefined || device.held || device.listener !== null)
          return serialFault('access', 'cannot open');
        device.listener = listener;
        const handle = {};
        handles.add(handle);
        device.gone = () => handles.delete(handle);
        return {
          ok: true,
          value: {
            async write(bytes) {
              await Promise.resolve();
              while (device.jammed && device.listener === listener)
                await new Promise<void>((resolve) => device.waiting.add(resolve));
              if (device.listener !== listener) return serialFault('gone', 'the port is closed');
              const answer = device.hears(bytes);
              if (answer.length > 0) tell(device, { kind: 'bytes', bytes: answer });
              return { ok: true, value: undefined };
            },
            async close() {
              handles.delete(handle);
              if (device.listener === listener) device.listener = null;
              goOn(device);
            },
          },
        };
      },
    },
    plug({ path, vid = '', pid = '', serial = '', port = '' }, hears = () => NOTHING) {
      const info = { path, vid, pid, serial, port };
      const idle = { listener: null, held: false, jammed: false, waiting: new Set<() => void>(), gone: () => {} };
      plugged.set(path, { info, hears, ...idle });
    },
    unplug(path, untold = false) {
      const device = deviceAt(path);
      plugged.delete(path);
      if (!untold) {
        device.gone();
        tell(device, { kind: 'gone', detail: 'unplugged' });
      }
      device.listener = null;
      goOn(device);
    },
    send(path, bytes) {
      tell(deviceAt(path), { kind: 'bytes', bytes });
    },
    hold(path, held) {
      deviceAt(path).held = held;
    },
    jam(path, jammed) {
      deviceAt(path).jammed = jammed;
      goOn(deviceAt(path));
    },
    opening(happens) {
      opens = happens;
    },
    handles: () => handles.size,
  };
}

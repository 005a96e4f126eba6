/**
 * The real PC/SC service through the `pcsclite` binding: the only file that imports it, and only when asked to. Turns
 * its events and error texts into the values of port.ts. Runs in the device process alone, since the binding can crash
 * or hang the process it lives in.
 *
 * What the binding (1.0.1) does that this file must live with: its status callback holds the reader's lock, so closing a
 * reader inside one deadlocks; that same lock is held while a command runs, so a status change during a command that
 * hangs stops the event loop (the supervisor kills the process then); after pcscd dies a context never recovers; what it
 * holds of a context or a reader that is gone (a socket each) it gives back when its object is collected, and not before.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../native-call.ts';
import { hexOf } from './apdu.ts';
import {
  type PcscContext,
  type PcscEvent,
  type PcscFault,
  type PcscPort,
  type PcscResult,
  pcscFault,
  type ReaderUsb,
} from './port.ts';
import { readerName, VIRTUAL } from './reader-name.ts';

type Binding = typeof import('pcsclite');
type NativeContext = ReturnType<Binding>;
type NativeReader = Parameters<Parameters<NativeContext['on']>[1]>[0];

/** Room for an answer: more than a short answer can hold, so that one too long is seen as such. */
const ANSWER_ROOM_BYTES = 1024;

const COLLECT_MS = 1_000;

/** Loads the binding; `binding` when it is not installed or does not fit this Node. */
export async function loadNativePcsc(): Promise<PcscResult<PcscPort>> {
  try {
    const { default: pcsclite } = await import('pcsclite');
    return { ok: true, value: { open: (listener) => open(pcsclite, listener) } };
  } catch (error) {
    return pcscFault('binding', `pcsclite does not load: ${messageOf(error)}`);
  }
}

function open(pcsclite: Binding, listener: (event: PcscEvent) => void): PcscResult<PcscContext> {
  let native: NativeContext;
  try {
    native = pcsclite();
  } catch (error) {
    return faultOf(error);
  }
  return { ok: true, value: nativeContext(native, listener) };
}

function nativeContext(native: NativeContext, listener: (event: PcscEvent) => void): PcscContext {
  const readers = new Map<string, { readonly native: NativeReader; protocol: number; running: number }>();
  let ended = false;
  let closing = false;

  const tell = (event: PcscEvent): void => {
    if (closing) return;
    listener(event);
    seeToPromises();
  };

  function end(detail: string): void {
    if (ended) return;
    ended = true;
    tell({ kind: 'ended', detail });
  }

  native.on('error', (error: unknown) => end(messageOf(error)));
  native.on('reader', (reader) => {
    if (ended) return;
    const { name } = reader;
    readers.set(name, { native: reader, protocol: 0, running: 0 });
    const usb = usbOf(name, usbReaders());
    tell({ kind: 'reader_added', reader: name, ...(usb === null ? {} : { usb }) });
    reader.on('status', (status) => {
      if (!ended) tell(cardEvent(reader, status));
    });
    // The context's own error follows and tells the end; without this handler Node would throw.
    reader.on('error', () => {});
    reader.on('end', () => {
      readers.delete(name);
      if (!ended) tell({ kind: 'reader_removed', reader: name });
      collect();
    });
  });

  const missing = (): PcscResult<never> =>
    ended ? pcscFault('service', 'the context has ended') : pcscFault('reader', 'no such reader');

  function operate<T>(
    reader: string,
    start: (reader: NativeReader, done: (error: unknown, value: T) => void) => void,
  ): Promise<PcscResult<T>> {
    const found = readers.get(reader);
    if (ended || found === undefined) return Promise.resolve(missing());
    found.running += 1;
    return new Promise((resolve) => {
      start(found.native, (error, value) => {
        // Also keeps the reader alive until its command returned: the binding holds a bare pointer to it.
        found.running -= 1;
        resolve(error ? faultOf(error) : { ok: true, value });
        seeToPromises();
      });
    });
  }

  function takeProtocol(reader: string, protocol: number): void {
    const found = readers.get(reader);
    if (found !== undefined) found.protocol = protocol;
  }

  const release = (reader: NativeReader, disposition: number): Promise<PcscResult<void>> =>
    operate(reader.name, (device, done) => device.disconnect(disposition, (error) => done(error, undefined)));

  return {
    connect: (reader, sharing = 'exclusive') =>
      operate<void>(reader, (device, done) =>
        device.connect(
          { share_mode: sharing === 'shared' ? device.SCARD_SHARE_SHARED : device.SCARD_SHARE_EXCLUSIVE },
          (error, protocol) => {
            if (!error) takeProtocol(reader, protocol);
            done(error, undefined);
          },
        ),
      ),
    transmit(reader, command, answered) {
      const found = readers.get(reader);
      if (ended || found === undefined) return queueMicrotask(() => answered(missing()));
      found.running += 1;
      // Any view of bytes will do, and is copied before this returns.
      found.native.transmit(command as Buffer, ANSWER_ROOM_BYTES, found.protocol, (error, value) => {
        found.running -= 1;
        answered(error ? faultOf(error) : { ok: true, value });
        seeToPromises();
      });
    },
    disconnect(reader) {
      const found = readers.get(reader);
      return found === undefined
        ? Promise.resolve({ ok: true, value: undefined })
        : release(found.native, found.native.SCARD_LEAVE_CARD);
    },
    async unpower(reader) {
      const direct = await operate<number>(reader, (device, done) =>
        device.connect({ share_mode: device.SCARD_SHARE_DIRECT, protocol: 0 }, done),
      );
      const found = readers.get(reader);
      if (!direct.ok || found === undefined) return direct.ok ? pcscFault('reader', 'no such reader') : direct;
      return release(found.native, found.native.SCARD_UNPOWER_CARD);
    },
    async close() {
      closing = true;
      // A reader whose command hangs cannot be closed without hanging too; it dies with the process.
      const idle = [...readers.values()].filter(({ running }) => running === 0).map((reader) => reader.native);
      if (!ended) await Promise.all(idle.map((reader) => release(reader, reader.SCARD_LEAVE_CARD)));
      ended = true;
      // Never inside one of the binding's own callbacks: see above.
      await new Promise(setImmediate);
      for (const reader of idle) reader.close();
      native.close();
      readers.clear();
      collect();
    },
  };
}

/**
 * The binding calls back past Node's own way in, at whose end what waits for a promise is run: without this it would wait
 * for whatever comes next, be it a timer seconds away.
 */
function seeToPromises(): void {
  setImmediate(() => {});
}

/** Left alone that may take hours in a process that does so little; pcscd has 200 contexts for all. */
function collect(): void {
  // Not at once: the binding's own handles still hold them for some turns of the loop.
  setTimeout(() => globalThis.gc?.(), COLLECT_MS).unref();
}

function cardEvent(reader: NativeReader, status: { state: number; atr?: Buffer }): PcscEvent {
  const present = (status.state & reader.SCARD_STATE_PRESENT) !== 0;
  const mute = (status.state & reader.SCARD_STATE_MUTE) !== 0;
  // pcscd counts insertions and removals in the upper half of the state.
  const count = status.state >>> 16;
  const atr = present && !mute && status.atr !== undefined ? hexOf(status.atr) : '';
  return { kind: 'card', reader: reader.name, present, count, atr };
}

/** SCARD codes by national-interface.md 5.6; the binding gives them only inside its message. */
const FAULTS: Readonly<Record<string, PcscFault>> = {
  '80100066': 'mute',
  '80100067': 'mute',
  '80100068': 'reset',
  '80100069': 'removed',
  '8010000c': 'removed',
  '8010000b': 'busy',
  '8010000a': 'timeout',
  '80100017': 'reader',
  '80100009': 'reader',
  '8010002e': 'reader',
  '8010001d': 'service',
  '8010001e': 'service',
  '80100002': 'service',
};

function faultOf(error: unknown): PcscResult<never> {
  const message = messageOf(error);
  const code = /\(0x([0-9a-f]{8,16})\)/.exec(message)?.[1]?.slice(-8) ?? '';
  return pcscFault(FAULTS[code] ?? 'transport', message);
}

const USB = '/sys/bus/usb/devices';
/** Interface class of smart card readers. */
const CCID_CLASS = '0b';

interface UsbReader extends ReaderUsb {
  readonly serial: string;
}

/** Readers on USB as the kernel lists them; none where there is no such list. */
export function usbReaders(folder = USB): readonly UsbReader[] {
  const text = (...path: string[]): string => {
    try {
      return readFileSync(join(folder, ...path), 'latin1').trim();
    } catch {
      return '';
    }
  };
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const ports = new Set(
    names
      .filter((name) => name.includes(':') && text(name, 'bInterfaceClass') === CCID_CLASS)
      .map((name) => name.slice(0, name.indexOf(':'))),
  );
  return [...ports].sort().map((port) => ({
    vid: text(port, 'idVendor').toUpperCase(),
    pid: text(port, 'idProduct').toUpperCase(),
    serial: text(port, 'serial'),
    port,
  }));
}

/** The one that has the serial number in the reader's name, or the only one there is; null where that is not certain. */
export function usbOf(name: string, all: readonly UsbReader[]): ReaderUsb | null {
  const { serial } = readerName(name);
  const fitting = serial === '' ? all : all.filter((one) => one.serial === serial);
  const [only] = fitting;
  return only === undefined || fitting.length > 1 || VIRTUAL.test(name)
    ? null
    : { vid: only.vid, pid: only.pid, port: only.port };
}

/**
 * The real serial ports through the `serialport` binding: the only file that imports it, and only when asked to. On Linux
 * the list comes from the kernel itself, since the binding would start a program for each look. Runs in a device process
 * alone, since the binding can crash or hang the process it lives in.
 */

import { existsSync, readdirSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../native-call.ts';
import {
  type SerialEvent,
  type SerialHandle,
  type SerialInfo,
  type SerialResult,
  type SerialSeam,
  serialFault,
} from './port.ts';

type Binding = typeof import('serialport');

const CLASS = '/sys/class/tty';
const DONE: SerialResult<void> = { ok: true, value: undefined };

/** Loads the binding; `binding` when it is not installed or does not fit this Node. */
export async function loadNativeSerial(): Promise<SerialResult<SerialSeam>> {
  try {
    const { SerialPort } = await import('serialport');
    return {
      ok: true,
      value: { list: (paths) => list(SerialPort, paths), open: (...given) => open(SerialPort, ...given) },
    };
  } catch (error) {
    return serialFault('binding', `serialport does not load: ${messageOf(error)}`);
  }
}

async function list(
  SerialPort: Binding['SerialPort'],
  paths: readonly string[],
): Promise<SerialResult<readonly SerialInfo[]>> {
  try {
    const usb = (await kernelList()) ?? (await bindingList(SerialPort));
    const extra = paths.filter((path) => !usb.some((info) => info.path === path));
    const there = extra.filter((path) => existsSync(path));
    const named = there.map((path) => ({ path, vid: '', pid: '', serial: '', port: '' }));
    return { ok: true, value: [...usb, ...named] };
  } catch (error) {
    return serialFault('transport', messageOf(error));
  }
}

/** At once: the kernel answers from memory, and a thread woken for it costs more. Null where it has no such list. */
function listed(): readonly string[] | null {
  try {
    return readdirSync(CLASS);
  } catch {
    return null;
  }
}

/** Null where the kernel has no such list. */
async function kernelList(): Promise<readonly SerialInfo[] | null> {
  const names = listed();
  if (names === null) return null;
  const usb = names.filter((name) => /^tty(ACM|USB)[0-9]+$/.test(name));
  return Promise.all(
    usb.map(async (name): Promise<SerialInfo> => {
      const text = async (...path: string[]) => (await readFile(join(...path), 'latin1').catch(() => '')).trim();
      let folder = await realpath(join(CLASS, name, 'device')).catch(() => '');
      // The USB device is a few folders above its interface.
      while (folder.length > 1 && (await text(folder, 'idVendor')) === '') folder = dirname(folder);
      const [vid, pid, serial] = await Promise.all([
        text(folder, 'idVendor'),
        text(folder, 'idProduct'),
        text(folder, 'serial'),
      ]);
      const port = vid === '' ? '' : folder.slice(folder.lastIndexOf('/') + 1);
      return { path: `/dev/${name}`, vid: vid.toUpperCase(), pid: pid.toUpperCase(), serial, port };
    }),
  );
}

async function bindingList(SerialPort: Binding['SerialPort']): Promise<readonly SerialInfo[]> {
  const listed = await SerialPort.list();
  return listed.map(({ path, vendorId = '', productId = '', serialNumber = '', locationId = '' }) => ({
    path,
    vid: vendorId.toUpperCase(),
    pid: productId.toUpperCase(),
    serial: serialNumber,
    port: locationId,
  }));
}

function open(
  SerialPort: Binding['SerialPort'],
  path: string,
  baud: number,
  listener: (event: SerialEvent) => void,
): Promise<SerialResult<SerialHandle>> {
  return new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false });
    let over = false;
    // A write that fails is told to whoever wrote; without this handler Node would throw.
    port.on('error', () => {});
    port.on('data', (bytes: Buffer) => {
      if (!over) listener({ kind: 'bytes', bytes });
    });
    port.on('close', (error: Error | null) => {
      if (over) return;
      over = true;
      listener({ kind: 'gone', detail: messageOf(error ?? 'closed') });
    });
    port.open((failed) => {
      if (failed !== null) return resolve(serialFault('access', failed.message));
      resolve({
        ok: true,
        value: {
          write: (bytes) => write(port, bytes),
          close: () =>
            new Promise((closed) => {
              if (over) return closed();
              over = true;
              port.close(() => closed());
            }),
        },
      });
    });
  });
}

function write(port: InstanceType<Binding['SerialPort']>, bytes: Uint8Array): Promise<SerialResult<void>> {
  return new Promise((resolve) => {
    if (!port.isOpen) return resolve(serialFault('gone', 'the port is closed'));
    const gone = (): void => resolve(serialFault('gone', 'the port was closed'));
    port.once('close', gone);
    const end = (failed: Error | null | undefined): void => {
      port.off('close', gone);
      resolve(failed ? serialFault('transport', failed.message) : DONE);
    };
    port.write(Buffer.from(bytes), (failed) => (failed ? end(failed) : port.drain(end)));
  });
}

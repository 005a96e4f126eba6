/**
 * In the guest: the far ends of its USB devices, as gadgets.sh made them: plugged in, pulled out, made to send, printed on.
 * Knows no agent; must never touch a device that is not one of these.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFile,
  writeFileSync,
  writeSync,
} from 'node:fs';

/** HID-POS scanner, scanner in keyboard mode, serial scanner, serial printer. */
export type Gadget = 'pos' | 'key' | 'ser' | 'prn';

export interface Gadgets {
  /** Once more changes nothing. */
  plug(what: Gadget): void;
  unplug(what: Gadget): void;
  /** HID reports or serial bytes, in hex. */
  send(what: Gadget, bytes: readonly string[]): void;
}

/** Answers of the printer; written without waiting, because an agent that is gone reads none. */
export type Answer = (bytes: Uint8Array) => void;

const FOLDER = '/sys/kernel/config/usb_gadget';
const CONTROLLERS: Readonly<Record<Gadget, string>> = { pos: '0', key: '1', ser: '2', prn: '3' };
const ENDS: Readonly<Partial<Record<Gadget, string>>> = { pos: '/dev/hidg0', key: '/dev/hidg1' };

/** `paper` gets what is sent to the printer. */
export function openGadgets(paper: (bytes: Uint8Array, answer: Answer) => void): Gadgets {
  /** Stays open: closing it waits until the other side has read. */
  let serial: number | null = null;
  return {
    plug(what) {
      if (isPlugged(what)) return;
      writeFileSync(`${FOLDER}/${what}/UDC`, `dummy_udc.${CONTROLLERS[what]}\n`);
      if (what === 'prn') roll(paper);
      if (what === 'ser') serial ??= raw('/dev/ttyGS0');
    },
    unplug(what) {
      if (!isPlugged(what)) return;
      writeFileSync(`${FOLDER}/${what}/UDC`, '\n');
      // Hung up: what is open here says nothing any more.
      if (what === 'ser' && serial !== null) closeSync(serial);
      if (what === 'ser') serial = null;
    },
    send(what, bytes) {
      if (what === 'ser' && serial !== null) for (const hex of bytes) writeSync(serial, Buffer.from(hex, 'hex'));
      else {
        // HID reports leave one by one as they are polled, so they are written by a process that may wait. Each in one piece,
        // and never into a file of that name: pulled out meanwhile the device is gone, and such a file would be in its place.
        const file = `${mkdtempSync('/run/tongxing-report-')}/report-`;
        for (const [at, hex] of bytes.entries()) writeFileSync(`${file}${at}`, Buffer.from(hex, 'hex'));
        const reports = bytes.map(
          (_hex, at) => `dd if=${file}${at} of=${ENDS[what]} bs=64 conv=nocreat,notrunc status=none`,
        );
        spawn('bash', ['-c', reports.join('; ')], { stdio: 'ignore' });
      }
    },
  };
}

/** The kernel has this vendor and product on a bus, its interfaces too. */
export function onBus(id: string): boolean {
  const root = '/sys/bus/usb/devices';
  const idOf = (name: string) => {
    try {
      return ['idVendor', 'idProduct']
        .map((part) => readFileSync(`${root}/${name}/${part}`, 'latin1').trim())
        .join(':');
    } catch {
      return ''; // Pulled while it was looked at.
    }
  };
  const names = readdirSync(root);
  const device = names.find((name) => /^[\d.-]+$/.test(name) && idOf(name) === id);
  return device !== undefined && names.some((name) => name.startsWith(`${device}:`));
}

function isPlugged(what: Gadget): boolean {
  return readFileSync(`${FOLDER}/${what}/UDC`, 'latin1').trim() !== '';
}

/** The device's end of a serial cable, as a device has it: no echo, no lines. */
function raw(path: string): number {
  spawnSync('stty', ['-F', path, 'raw', '-echo'], { stdio: 'ignore' });
  return openSync(path, 'r+');
}

/** The paper at the other end of the printer's cable; opened when it is plugged in. */
function roll(paper: (bytes: Uint8Array, answer: Answer) => void): void {
  const file = raw('/dev/ttyGS1');
  // The cable may be pulled while it answers.
  const answer: Answer = (bytes) => (bytes.length > 0 ? writeFile(file, bytes, () => {}) : undefined);
  createReadStream('', { fd: file, autoClose: false })
    .on('error', () => {})
    .on('data', (bytes) => paper(Buffer.from(bytes), answer));
}

/** The serial contract in memory and over the kernel's own pseudo terminals with the real binding. */
import { describe } from 'vitest';
import { loadNativeSerial } from '../../drivers/serial/native.ts';
import { memorySerial } from '../../simulator/serial/memory-serial.ts';
import { type Cable, cable, socatThere } from '../../simulator/serial/pty.ts';
import { serialPortContract } from './serial-port.contract.ts';

const plusOne = (bytes: Uint8Array) => bytes.map((byte) => (byte + 1) & 0xff);
const NOTHING = new Uint8Array();

const memory = memorySerial();
let path: string | null = null;
serialPortContract('in memory', true, () => ({
  seam: memory.seam,
  async plug() {
    path = '/dev/ttyS9';
    memory.plug({ path }, plusOne);
    return path;
  },
  async unplug() {
    if (path !== null) memory.unplug(path);
    path = null;
  },
  send: (bytes) => memory.send(path ?? '', bytes),
  jam: (jammed) => memory.jam(path ?? '', jammed),
}));

const native = await loadNativeSerial();
const missing = native.ok ? (socatThere() ? '' : 'socat is not installed') : native.detail;
if (missing !== '' && process.env['CI'] === 'true') throw new Error(missing);

describe.skipIf(missing !== '')(`over ptys${missing === '' ? '' : ` (skipped: ${missing})`}`, () => {
  if (!native.ok) return;
  const seam = native.value;
  let line: Cable | null = null;
  /** What was jammed answers no more: an answer that nobody reads yet would be waited for by the one who is to read it. */
  let answers = true;
  serialPortContract('over ptys', false, () => ({
    seam,
    async plug() {
      answers = true;
      line = await cable((bytes) => (answers ? plusOne(bytes) : NOTHING));
      return line.path;
    },
    async unplug() {
      await line?.pull();
      line = null;
    },
    send: (bytes) => line?.send(bytes),
    jam: (jammed) => {
      answers = false;
      line?.jam(jammed);
    },
  }));
});

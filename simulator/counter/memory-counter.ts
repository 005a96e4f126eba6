/**
 * A counter's devices in memory: one card reader, one HID-POS scanner, one receipt printer, each at the byte seam under the
 * agent's own driver. What a test or a trainer does with hands is done here by calls; it decides nothing.
 */
import type { Devices, Tap } from '../../agent/ports/devices.ts';
import type { DriverClock, DriverOptions } from '../../drivers/contract.ts';
import { startHidDriver } from '../../drivers/hid/driver.ts';
import { tapHid } from '../../drivers/hid/tap.ts';
import { type PcscDriver, startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { tapPcsc } from '../../drivers/pcsc/tap.ts';
import { type SerialDriver, startSerialDriver } from '../../drivers/serial/driver.ts';
import { tapSerial } from '../../drivers/serial/tap.ts';
import { imageOf } from '../card/catalogue.ts';
import type { CardImage } from '../card/image.ts';
import { memoryPcsc } from '../card/memory-reader.ts';
import { memoryHid } from '../scanner/memory-hid.ts';
import { KEYBOARD_DESCRIPTOR, keyReports, MAKES, posReports } from '../scanner/reports.ts';
import { memorySerial } from '../serial/memory-serial.ts';
import { paperPrinter } from '../serial/paper.ts';

export interface MemoryCounter {
  readonly devices: Devices;
  insert(card: CardImage): void;
  pull(): void;
  /** Loses the card service, as a pcscd that was killed, and brings it back. */
  cardService(up: boolean): void;
  /** `aim` as "Q1" (QR code), "E0" (EAN). */
  scan(text: string, aim: string): void;
  /** As a keyboard, the scanner types what it reads; it is plugged in anew for that. */
  scannerAs(mode: 'pos' | 'keyboard'): void;
  /** What came out of the printer since it was last torn off, line by line. */
  readonly paper: readonly string[];
  tearOff(): void;
  /** Lines left on the roll; null: a roll without end. */
  load(lines: number | null): void;
  cover(open: boolean): void;
}

const READER = 'Memory 00';
/** The reader's slot for a PSAM: there once a card comes that needs one. */
const SAM_SLOT = 'Memory 01';
const PRINTER = { name: 'receipts', path: '/memory/printer' };

const DRIVERS = {
  pcsc: { acceptVirtual: true },
  hid: {},
  serial: [{ ...PRINTER, type: 'printer', baud: 9600 }],
} as const satisfies DriverOptions;

/** `reader: false` leaves the reader out, where there is another. */
export function memoryCounter(clock: DriverClock, { reader = true } = {}): MemoryCounter {
  const pcsc = memoryPcsc(reader ? [READER] : [], clock.after);
  const hid = memoryHid();
  let mode: 'pos' | 'keyboard' = 'pos';
  let scanner = hid.plug({ make: MAKES.honeywell });
  const serial = memorySerial();
  const printer = paperPrinter();
  serial.plug({ path: PRINTER.path }, (bytes) => printer.take(bytes));
  const stops: (() => unknown)[] = [];
  let printing: SerialDriver | null = null;
  let card: PcscDriver | null = null;
  let sam = false;
  let tap: Tap | null = null;
  return {
    devices: {
      drivers: DRIVERS,
      start(listener) {
        const readers = tap === null ? pcsc.port : tapPcsc(pcsc.port, tap);
        const scanners = tap === null ? hid.port : tapHid(hid.port, tap);
        const printers = tap === null ? serial.seam : tapSerial(serial.seam, tap);
        const reading = reader ? [startPcscDriver(readers, DRIVERS.pcsc, clock, listener)] : [];
        card = reading[0] ?? null;
        const scanning = startHidDriver(scanners, clock, listener);
        printing = startSerialDriver(printers, DRIVERS.serial, clock, listener);
        for (const driver of [...reading, scanning, printing]) stops.push(() => driver.stop());
      },
      pin: (device, presence, pin) => card?.pin(device, presence, pin),
      print: (device, job) => printing?.print(device, job),
      tap: (wanted) => {
        tap = wanted;
      },
      stop: async () => {
        await Promise.all(stops.splice(0).map((stop) => stop()));
      },
    },
    insert(card) {
      if (card.security !== null && !sam) {
        sam = true;
        pcsc.addReader(SAM_SLOT);
        pcsc.insert(SAM_SLOT, imageOf('psam'));
      }
      pcsc.insert(READER, card);
    },
    pull: () => pcsc.pull(READER),
    cardService: pcsc.service,
    scan: (text, aim) => {
      const typed = mode === 'keyboard';
      hid.send(scanner, typed ? keyReports(text) : posReports(MAKES.honeywell, Buffer.from(text, 'utf8'), aim));
    },
    scannerAs(wanted) {
      if (wanted === mode) return;
      mode = wanted;
      hid.unplug(scanner);
      const keyboard = mode === 'keyboard';
      scanner = hid.plug({ make: MAKES.honeywell, keyboard, descriptor: keyboard ? KEYBOARD_DESCRIPTOR : null });
    },
    paper: printer.paper,
    tearOff: () => void printer.paper.splice(0),
    load: (lines) => printer.load(lines ?? Number.POSITIVE_INFINITY),
    cover: printer.cover,
  };
}

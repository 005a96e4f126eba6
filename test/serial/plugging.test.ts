/** Serial devices over a counter's long day: what is opened is let go, jobs and bytes keep their order, noise is no answer. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SerialDevice } from '../../drivers/contract.ts';
import { type SerialDriver, startSerialDriver } from '../../drivers/serial/driver.ts';
import { printerStatus } from '../../drivers/serial/printer-status.ts';
import { type MemorySerial, memorySerial } from '../../simulator/serial/memory-serial.ts';
import { paperPrinter } from '../../simulator/serial/paper.ts';
import { eventLog } from '../drivers/event-log.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const SCANNER = { name: 's', type: 'scanner', path: '/dev/ttyS1', baud: 9600 } as const;
const PRINTER = { name: 'p', type: 'printer', path: '/dev/ttyS2', baud: 9600 } as const;

let driver: SerialDriver | null = null;
afterEach(() => driver?.stop());

function started(wanted: readonly SerialDevice[], ports: MemorySerial = memorySerial()) {
  const clock = virtualClock();
  const log = eventLog();
  driver = startSerialDriver(ports.seam, wanted, clock, log.listener);
  return { ports, clock, log, look: () => clock.advance(1000) };
}

describe('a port', () => {
  it('is let go with its device, told or not, a thousand times, and with the driver', async () => {
    const { ports, clock, look } = started([SCANNER]);
    for (let times = 0; times < 1_000; times += 1) {
      ports.plug({ path: SCANNER.path });
      await look();
      expect(ports.handles()).toBe(1);
      ports.unplug(SCANNER.path, times % 2 === 1);
      await clock.advance(3_000);
      expect(ports.handles()).toBe(0);
    }
    ports.plug({ path: SCANNER.path });
    await look();
    await driver?.stop();
    expect([ports.handles(), clock.waiting()]).toEqual([0, 0]);
  });

  it('that is open only when the driver has stopped already, or its device has gone, is let go', async () => {
    const { ports, look } = started([SCANNER]);
    ports.plug({ path: SCANNER.path });
    ports.opening(() => void driver?.stop());
    await look();
    expect(ports.handles()).toBe(0);
  });

  it('that another program holds is tried with longer pauses up to 5 s, and anew after it was had', async () => {
    const { ports, clock } = started([SCANNER]);
    const tried: number[] = [];
    ports.plug({ path: SCANNER.path });
    ports.hold(SCANNER.path, true);
    ports.opening(() => tried.push(clock.monotonicMs()));
    await clock.advance(20_500);
    expect(tried).toEqual([0, 1_000, 2_000, 4_000, 9_000, 14_000, 19_000]);
    ports.hold(SCANNER.path, false);
    await clock.advance(5_000);
    tried.length = 0;
    ports.unplug(SCANNER.path);
    ports.plug({ path: SCANNER.path });
    ports.hold(SCANNER.path, true);
    const from = clock.monotonicMs();
    await clock.advance(3_500);
    expect(tried.map((at) => at - from)).toEqual([1_000, 2_000, 3_000]);
  });

  it('is told from another one by where it is plugged in', async () => {
    const { ports, clock, look, log } = started([{ name: 's', type: 'scanner', vid: '0C2E', port: '1-2', baud: 9600 }]);
    ports.plug({ path: '/dev/ttyACM0', vid: '0C2E', port: '1-1' });
    ports.plug({ path: '/dev/ttyACM1', vid: '0C2E', port: '1-2' });
    await look();
    for (const path of ['/dev/ttyACM0', '/dev/ttyACM1']) ports.send(path, bytes(`${path}\r`));
    await clock.advance(0);
    expect(log.story()).toEqual(['device_added', 'scan']);
    expect(log.of('scan')[0]?.text).toBe('/dev/ttyACM1');
  });
});

describe('a scanner', () => {
  it('whose STX comes alone, or whose codes have noise between them or nothing in them, is read all the same', async () => {
    const { ports, clock, look, log } = started([{ ...SCANNER, framing: 'stx_etx' }]);
    ports.plug({ path: SCANNER.path });
    await look();
    ports.send(SCANNER.path, bytes('\x02'));
    await clock.advance(100);
    expect(log.of('scan_failed')).toHaveLength(1);
    ports.send(SCANNER.path, bytes('\x15x\x02A1\x03\r\n\x02\x03y\x02B2\x03'));
    await clock.advance(1_000);
    expect(log.of('scan').map(({ text }) => text)).toEqual(['A1', 'B2']);
    expect(log.of('scan_failed')).toHaveLength(1);
  });

  it('that ends each code by CR and LF is not told as broken', async () => {
    const { ports, clock, look, log } = started([SCANNER]);
    ports.plug({ path: SCANNER.path });
    await look();
    ports.send(SCANNER.path, bytes('A1\r\nB2\r\n\r\n'));
    await clock.advance(1_000);
    expect(log.story()).toEqual(['device_added', 'scan', 'scan']);
  });
});

describe('a printer', () => {
  function withPaper() {
    const one = started([PRINTER]);
    const printer = paperPrinter();
    one.ports.plug({ path: PRINTER.path }, (sent) => printer.take(sent));
    return { ...one, printer };
  }

  it('prints one long job whole before the next', async () => {
    const { look, clock, printer } = withPaper();
    await look();
    const lines = (name: string) => Array.from({ length: 8 }, () => name.repeat(400));
    for (const name of ['a', 'b'])
      driver?.print('serial:p', {
        job: name,
        bytes: bytes(
          lines(name)
            .map((one) => `${one}\n`)
            .join(''),
        ),
      });
    await clock.advance(5_000);
    expect(printer.paper).toEqual([...lines('a'), ...lines('b')]);
  });

  it('that says something unasked has not answered', async () => {
    const { look, clock, ports, log } = started([PRINTER]);
    ports.plug({ path: PRINTER.path });
    await look();
    ports.send(PRINTER.path, Uint8Array.of(0x12, 0x12, 0x12));
    await clock.advance(0);
    driver?.print('serial:p', { job: 'one', bytes: bytes('one\n') });
    await clock.advance(2_000);
    expect(log.of('printed')).toMatchObject([{ code: 'printer_offline', untouched: true }]);
  });

  it('that is at work and takes nothing for a moment prints the job that came meanwhile', async () => {
    const { look, clock, ports, log, printer } = withPaper();
    await look();
    ports.jam(PRINTER.path, true);
    driver?.print('serial:p', { job: 'one', bytes: bytes('one\n') });
    await clock.advance(4_000);
    ports.jam(PRINTER.path, false);
    await clock.advance(0);
    expect([log.of('printed'), printer.paper]).toMatchObject([[{ code: null }], ['one']]);
    expect(log.of('device_problem')).toEqual([]);
  });

  it('takes a bounded number of jobs at a time, and says so of what is more', async () => {
    const { look, clock, ports, log } = withPaper();
    await look();
    ports.jam(PRINTER.path, true);
    for (let job = 0; job < 18; job += 1) driver?.print('serial:p', { job: `${job}`, bytes: bytes('x\n') });
    await clock.advance(0);
    expect(log.of('printed')).toMatchObject([{ job: '17', code: 'printer_offline', untouched: true }]);
  });

  it.each([
    ['is well', [0x12, 0x12, 0x12], null],
    ['is well behind noise', [0xff, 0x00, 0x12, 0x12, 0x12], null],
    ['has its cover open, which comes first', [0x16, 0x32, 0x72], 'printer_cover_open'],
    ['has stopped for want of paper', [0x32, 0x12, 0x12], 'printer_no_paper'],
    ['sees the end of its paper', [0x12, 0x12, 0x72], 'printer_no_paper'],
    ['has its cutter stuck', [0x12, 0x1a, 0x12], 'printer_fault'],
    ['cannot go on', [0x12, 0x32, 0x12], 'printer_fault'],
  ] as const)('that says that it %s is taken at its word', (_, answers, problem) => {
    expect(printerStatus(Uint8Array.from(answers))).toEqual({ kind: 'known', problem });
  });

  it('that says too little, or what is no status, has not answered', () => {
    for (const answers of [[], [0x12, 0x12], [0x00, 0x00, 0x00], [0x12, 0xff, 0x12]])
      expect(printerStatus(Uint8Array.from(answers))).toEqual({ kind: 'not_answered' });
  });
});

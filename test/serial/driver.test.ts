/** The serial driver: scanners by framing, printers in trouble, devices that cannot be told apart. */
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import type { SerialDevice } from '../../drivers/contract.ts';
import { type SerialDriver, startSerialDriver } from '../../drivers/serial/driver.ts';
import { memorySerial } from '../../simulator/serial/memory-serial.ts';
import { paperPrinter } from '../../simulator/serial/paper.ts';
import { eventLog } from '../drivers/event-log.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

let driver: SerialDriver | null = null;
afterEach(() => driver?.stop());

function started(...wanted: SerialDevice[]) {
  const ports = memorySerial();
  const clock = virtualClock();
  const log = eventLog();
  driver = startSerialDriver(ports.seam, wanted, clock, log.listener);
  return { ports, clock, log, scans: () => log.of('scan').map(({ text }) => text), look: () => clock.advance(1000) };
}

const SCANNER = { name: 's', type: 'scanner', path: '/dev/ttyS1', baud: 9600 } as const;
const PRINTER = { name: 'p', type: 'printer', path: '/dev/ttyS2', baud: 9600 } as const;

describe('a serial scanner', () => {
  it.each([
    ['cr', 'A1\rB2\r'],
    ['crlf', 'A1\r\nB2\r\n'],
    ['lf', 'A1\nB2\n'],
    ['line', 'A1\r\nB2\n'],
    ['stx_etx', '\x02A1\x03\x02B2\x03'],
    [
      'stx_etx_lrc',
      `\x02A1\x03${String.fromCharCode(0x41 ^ 0x31 ^ 3)}\x02B2\x03${String.fromCharCode(0x42 ^ 0x32 ^ 3)}`,
    ],
  ] as const)('with %s gives its codes, cut anywhere', async (framing, sent) => {
    for (let cut = 0; cut < sent.length; cut += 1) {
      const { ports, clock, look, scans } = started({ ...SCANNER, framing });
      ports.plug({ path: SCANNER.path });
      await look();
      ports.send(SCANNER.path, bytes(sent.slice(0, cut)));
      await clock.advance(50);
      ports.send(SCANNER.path, bytes(sent.slice(cut)));
      await clock.advance(0);
      expect(scans(), `cut at ${cut}`).toEqual(['A1', 'B2']);
      await driver?.stop();
    }
  });

  it('without a suffix ends a code by silence', async () => {
    const { ports, clock, look, scans } = started({ ...SCANNER, framing: 'silence', silenceMs: 40 });
    ports.plug({ path: SCANNER.path });
    await look();
    ports.send(SCANNER.path, bytes('A'));
    await clock.advance(39);
    ports.send(SCANNER.path, bytes('1'));
    await clock.advance(40);
    expect(scans()).toEqual(['A1']);
  });

  it('that was pulled out without a word is gone at the next look, and read when it is plugged in again', async () => {
    const { ports, clock, look, log, scans } = started(SCANNER);
    ports.plug({ path: SCANNER.path });
    await look();
    ports.unplug(SCANNER.path, true);
    await clock.advance(3_000);
    expect(log.of('device_removed')).toEqual([{ kind: 'device_removed', device: 'serial:s' }]);
    ports.plug({ path: SCANNER.path });
    await look();
    ports.send(SCANNER.path, bytes('A1\r'));
    await clock.advance(0);
    expect(scans()).toEqual(['A1']);
  });

  it('tells Chinese in GBK and the AIM identifier before a code', async () => {
    const { ports, clock, look, log } = started(SCANNER);
    ports.plug({ path: SCANNER.path });
    await look();
    ports.send(SCANNER.path, Buffer.concat([bytes(']Q1'), iconv.encode('测试甲', 'gbk'), bytes('\r')]));
    await clock.advance(0);
    expect(log.of('scan')).toMatchObject([{ text: '测试甲', aim: 'Q1' }]);
  });

  it('whose code breaks off, or whose check byte does not fit, is told so, and the next one is read', async () => {
    const { ports, clock, look, log, scans } = started({ ...SCANNER, framing: 'stx_etx_lrc' });
    ports.plug({ path: SCANNER.path });
    await look();
    ports.send(SCANNER.path, bytes('\x02A1'));
    await clock.advance(100);
    ports.send(SCANNER.path, bytes('\x02A1\x03\x00'));
    ports.send(SCANNER.path, bytes(`\x02A1\x03${String.fromCharCode(0x41 ^ 0x31 ^ 3)}`));
    await clock.advance(0);
    expect(log.of('scan_failed')).toHaveLength(2);
    expect(scans()).toEqual(['A1']);
  });

  it.each(['cr', 'stx_etx', 'stx_etx_lrc', 'silence'] as const)(
    'with %s that does not end a code costs a bounded memory and one sentence, and the rest of it is no code',
    async (framing) => {
      const { ports, clock, look, log, scans } = started({ ...SCANNER, framing });
      ports.plug({ path: SCANNER.path });
      await look();
      const [begin, end] = framing.startsWith('stx') ? ['\x02', '\x03'] : ['', framing === 'cr' ? '\r' : ''];
      ports.send(SCANNER.path, bytes(`${begin}${'A'.repeat(40_000)}${end}${framing === 'stx_etx_lrc' ? '\x03' : ''}`));
      await clock.advance(100);
      ports.send(SCANNER.path, bytes(`${begin}A1${end}${framing === 'stx_etx_lrc' ? '\x73' : ''}`));
      await clock.advance(100);
      expect(log.of('scan_failed')).toHaveLength(1);
      expect(scans()).toEqual(['A1']);
    },
  );

  it('is found by what USB tells, under whatever number it comes back', async () => {
    const { ports, clock, look, log, scans } = started({
      name: 's',
      type: 'scanner',
      vid: '0c2e',
      pid: '0B6A',
      serial: 'SN1',
      baud: 9600,
    });
    ports.plug({ path: '/dev/ttyACM0', vid: '0C2E', pid: '0B6A', serial: 'SN1', port: '1-1' });
    await look();
    ports.unplug('/dev/ttyACM0');
    ports.plug({ path: '/dev/ttyACM3', vid: '0C2E', pid: '0B6A', serial: 'SN1', port: '1-2' });
    ports.plug({ path: '/dev/ttyACM0', vid: '0C2E', pid: '0B6A', serial: 'SN2', port: '1-1' });
    await look();
    ports.send('/dev/ttyACM3', bytes('A1\r'));
    ports.send('/dev/ttyACM0', bytes('B2\r'));
    await clock.advance(0);
    expect(log.story()).toEqual(['device_added', 'device_removed', 'device_added', 'scan']);
    expect(scans()).toEqual(['A1']);
  });

  it('of which two fit is an error that names both, and neither is opened until one is out', async () => {
    const { ports, clock, look, log, scans } = started({
      name: 's',
      type: 'scanner',
      vid: '0C2E',
      pid: '0B6A',
      baud: 9600,
    });
    for (const path of ['/dev/ttyACM0', '/dev/ttyACM1']) ports.plug({ path, vid: '0C2E', pid: '0B6A', serial: 'X' });
    await look();
    await look();
    expect(log.of('device_problem')).toMatchObject([
      { code: 'device_ambiguous', detail: '/dev/ttyACM0 and /dev/ttyACM1 both fit' },
    ]);
    ports.send('/dev/ttyACM0', bytes('A1\r'));
    ports.unplug('/dev/ttyACM1');
    await look();
    expect(log.of('device_problem').at(-1)).toMatchObject({ code: null });
    ports.send('/dev/ttyACM0', bytes('B2\r'));
    await clock.advance(0);
    expect(scans()).toEqual(['B2']);
  });

  it('beside which another that fits is plugged in says so at once, and goes on being read; alone again it is well', async () => {
    const { ports, clock, log, scans } = started({ name: 's', type: 'scanner', vid: '0C2E', baud: 9600 });
    ports.plug({ path: '/dev/ttyACM0', vid: '0C2E', pid: '0B6A', serial: 'SN1', port: '1-1' });
    await clock.advance(10_000);
    ports.plug({ path: '/dev/ttyACM1', vid: '0C2E', pid: '0B6A', serial: 'SN2', port: '1-2' });
    await clock.advance(3_000);
    expect(log.of('device_problem')).toMatchObject([
      { code: 'device_ambiguous', detail: '/dev/ttyACM0 and /dev/ttyACM1 both fit' },
    ]);
    ports.send('/dev/ttyACM0', bytes('A1\r'));
    ports.send('/dev/ttyACM1', bytes('B2\r'));
    await clock.advance(10_000);
    expect(scans()).toEqual(['A1']);
    ports.unplug('/dev/ttyACM1');
    await clock.advance(3_000);
    expect(log.of('device_problem').map(({ code }) => code)).toEqual(['device_ambiguous', null]);
    expect(log.of('device_removed')).toEqual([]);
  });

  it('of which two fit and the first is pulled out is told as the other one, by which its role is found', async () => {
    const { ports, look, log } = started({ name: 's', type: 'scanner', vid: '0C2E', baud: 9600 });
    ports.plug({ path: '/dev/ttyACM0', vid: '0C2E', pid: '0B6A', serial: 'SN1', port: '1-1' });
    ports.plug({ path: '/dev/ttyACM1', vid: '0C2E', pid: '0B6A', serial: 'SN2', port: '1-2' });
    await look();
    ports.unplug('/dev/ttyACM0');
    await look();
    await look();
    expect(log.story()).toEqual(['device_added', 'device_problem', 'device_removed', 'device_added']);
    expect(log.of('device_added').at(-1)?.identity).toMatchObject({ serial: 'SN2', port: '1-2' });
  });

  it('held by another program is told once and tried for ever', async () => {
    const { ports, clock, look, log, scans } = started(SCANNER);
    ports.plug({ path: SCANNER.path });
    ports.hold(SCANNER.path, true);
    await clock.advance(600_000);
    expect(log.of('device_problem')).toMatchObject([{ code: 'device_no_access' }]);
    ports.hold(SCANNER.path, false);
    await clock.advance(6_000);
    ports.send(SCANNER.path, bytes('A1\r'));
    await look();
    expect(scans()).toEqual(['A1']);
  });
});

describe('a serial printer', () => {
  it('beside which another that fits is plugged in prints on, and what it says of itself comes first', async () => {
    const { ports, clock, log } = started({ name: 'p', type: 'printer', vid: '0416', baud: 9600 });
    const printer = paperPrinter();
    ports.plug({ path: '/dev/ttyUSB0', vid: '0416', pid: '5011' }, (sent) => printer.take(sent));
    await clock.advance(6_000);
    ports.plug({ path: '/dev/ttyUSB1', vid: '0416', pid: '5011' });
    await clock.advance(4_000);
    driver?.print('serial:p', { job: 'a', bytes: bytes('a\n') });
    await clock.advance(100);
    expect([log.of('printed'), printer.paper]).toMatchObject([[{ job: 'a', code: null }], ['a']]);
    printer.load(0);
    await clock.advance(6_000);
    printer.load(100);
    await clock.advance(6_000);
    ports.unplug('/dev/ttyUSB1');
    await clock.advance(3_000);
    const codes = log.of('device_problem').map(({ code }) => code);
    expect(codes).toEqual(['device_ambiguous', 'printer_no_paper', 'device_ambiguous', null]);
  });

  const job = (name: string) => ({ job: name, bytes: bytes(`${name}\n`) });

  function withPaper(asksStatus = true) {
    const one = started({ ...PRINTER, asksStatus });
    const printer = paperPrinter();
    one.ports.plug({ path: PRINTER.path }, (sent) => printer.take(sent));
    const results = () => one.log.of('printed').map(({ job: name, code }) => [name, code]);
    return { ...one, printer, results };
  }

  it('prints one job after the other and says of each that it is done', async () => {
    const { look, clock, printer, results } = withPaper();
    await look();
    driver?.print('serial:p', job('one'));
    driver?.print('serial:p', job('two'));
    await clock.advance(5_000);
    expect(results()).toEqual([
      ['one', null],
      ['two', null],
    ]);
    expect(printer.paper).toEqual(['one', 'two']);
  });

  it.each([
    [
      'without paper',
      'printer_no_paper',
      (printer: ReturnType<typeof paperPrinter>, wrong: boolean) => printer.load(wrong ? 0 : 100),
    ],
    [
      'with its cover open',
      'printer_cover_open',
      (printer: ReturnType<typeof paperPrinter>, wrong: boolean) => printer.cover(wrong),
    ],
  ] as const)(
    '%s is told before anybody prints, takes no job, and goes on when that is mended',
    async (_, code, set) => {
      const { look, clock, printer, log, results } = withPaper();
      set(printer, true);
      await look();
      await clock.advance(4_000);
      expect(log.of('device_problem')).toMatchObject([{ code }]);
      driver?.print('serial:p', job('one'));
      await clock.advance(4_000);
      expect([results(), printer.paper]).toEqual([[['one', code]], []]);
      set(printer, false);
      await clock.advance(6_000);
      expect(log.of('device_problem').at(-1)).toMatchObject({ code: null });
      driver?.print('serial:p', job('two'));
      await clock.advance(100);
      expect(printer.paper).toEqual(['two']);
    },
  );

  it('that runs out of paper in mid-job says so', async () => {
    const { look, clock, printer, results } = withPaper();
    await look();
    printer.load(1);
    driver?.print('serial:p', { job: 'long', bytes: bytes('a\nb\nc\n') });
    await clock.advance(4_000);
    expect([results(), printer.paper]).toEqual([[['long', 'printer_no_paper']], ['a']]);
  });

  it('that cannot be opened after all ends the job that came meanwhile, and prints nothing of it later', async () => {
    const { look, clock, ports, printer, results } = withPaper();
    ports.hold(PRINTER.path, true);
    await look();
    await clock.advance(500);
    ports.opening(() => {
      ports.opening(() => {});
      driver?.print('serial:p', job('one'));
    });
    await look();
    expect(results()).toEqual([['one', 'printer_offline']]);
    ports.hold(PRINTER.path, false);
    await clock.advance(30_000);
    expect([results().length, printer.paper]).toEqual([1, []]);
  });

  it.each([
    ['and is asked how it is', true, true, ['three']],
    ['and is not asked how it is', false, undefined, ['one', 'three']],
  ] as const)(
    'that takes no more bytes %s is offline, lets no job wait and no other device go, and prints again when it does',
    async (_, asksStatus, untouched, paper) => {
      const { ports, clock, look, log, scans } = started(SCANNER, { ...PRINTER, asksStatus });
      const printer = paperPrinter();
      ports.plug({ path: SCANNER.path });
      ports.plug({ path: PRINTER.path }, (sent) => printer.take(sent));
      await look();
      ports.jam(PRINTER.path, true);
      const job = (name: string) => driver?.print('serial:p', { job: name, bytes: bytes(`${name}\n`) });
      job('one');
      await clock.advance(16_000);
      job('two');
      await clock.advance(0);
      expect(log.of('printed')).toHaveLength(2);
      await clock.advance(60_000);
      expect(log.of('printed').map(({ job: name, code, untouched: none }) => [name, code, none])).toEqual([
        ['one', 'printer_offline', untouched],
        ['two', 'printer_offline', true],
      ]);
      expect(log.of('device_problem').at(-1)).toMatchObject({ device: 'serial:p', code: 'printer_offline' });
      expect(driver?.oldestOperationMs()).toBe(0);
      ports.send(SCANNER.path, bytes('A1\r'));
      await clock.advance(0);
      expect(scans()).toEqual(['A1']);
      ports.jam(PRINTER.path, false);
      await clock.advance(0);
      expect(log.of('device_problem').at(-1)).toMatchObject({ device: 'serial:p', code: null });
      job('three');
      await clock.advance(0);
      expect(log.of('printed').at(-1)).toMatchObject({ job: 'three', code: null });
      expect(printer.paper).toEqual(paper);
    },
  );

  it('that does not answer is offline, unless its configuration says that it never does', async () => {
    const silent = started(PRINTER);
    silent.ports.plug({ path: PRINTER.path });
    await silent.clock.advance(3_000);
    expect(silent.log.of('device_problem')).toMatchObject([{ code: 'printer_offline' }]);
    await driver?.stop();
    const mute = started({ ...PRINTER, asksStatus: false });
    mute.ports.plug({ path: PRINTER.path });
    await mute.look();
    driver?.print('serial:p', job('one'));
    await mute.clock.advance(5_000);
    expect(mute.log.of('printed')).toMatchObject([{ code: null }]);
  });

  it('that is pulled out in mid-job, or was never there, ends every job in one verdict', async () => {
    const { look, clock, ports, results } = withPaper();
    driver?.print('serial:p', job('early'));
    await look();
    await clock.advance(2_000);
    driver?.print('serial:p', job('one'));
    driver?.print('serial:p', job('two'));
    ports.unplug(PRINTER.path);
    await clock.advance(30_000);
    expect(results().toSorted()).toEqual([
      ['early', 'printer_offline'],
      ['one', 'printer_offline'],
      ['two', 'printer_offline'],
    ]);
  });
});

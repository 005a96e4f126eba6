/** The HID scanner driver over devices in memory: every make, plugging, keyboard mode, damaged messages. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import { type HidDriver, startHidDriver } from '../../drivers/hid/driver.ts';
import { scannerProfiles } from '../../drivers/hid/profile.ts';
import { type MemoryHid, memoryHid } from '../../simulator/scanner/memory-hid.ts';
import { BLOCK_DESCRIPTOR, FIELD_DESCRIPTOR, keyReports, MAKES, posReports } from '../../simulator/scanner/reports.ts';
import { eventLog } from '../drivers/event-log.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const VOUCHER = '2026112209301234567890370102';
const ascii = (text: string) => Buffer.from(text, 'latin1');

let driver: HidDriver | null = null;
afterEach(() => driver?.stop());

function started(hid: MemoryHid = memoryHid()) {
  const clock = virtualClock();
  const log = eventLog();
  driver = startHidDriver(hid.port, clock, log.listener);
  const look = () => clock.advance(1000);
  const scans = () => log.of('scan').map(({ text, aim }) => [text, aim]);
  return { hid, clock, log, look, scans };
}

describe('a HID-POS scanner', () => {
  it.each(Object.values(MAKES))('of $name is found, and its codes read with their symbology', async (make) => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make });
    await look();
    expect(log.of('device_added')).toMatchObject([{ type: 'scanner', identity: { serial: 'SN1', port: '1-1' } }]);
    hid.send(path, posReports(make, ascii(`${VOUCHER}\r`)));
    await clock.advance(0);
    expect(scans()).toEqual([[VOUCHER, make.aimAt === null ? null : 'Q1']]);
  });

  it.each([55, 56, 57, 112, 113, 2900])('joins a code of %i bytes from as many reports as it takes', async (length) => {
    for (const make of Object.values(MAKES)) {
      const { hid, clock, look, scans } = started();
      const path = hid.plug({ make });
      await look();
      const text = 'A1'.repeat(length).slice(0, length);
      hid.send(path, posReports(make, ascii(text)));
      await clock.advance(0);
      expect(scans().map(([read]) => read)).toEqual([text]);
      await driver?.stop();
    }
  });

  it.each([
    ['UTF-8', Buffer.from('处方：测试甲')],
    ['GBK', iconv.encode('处方：测试甲', 'gbk')],
  ])('is read as text in %s, also where a report cuts a character in two', async (_, name) => {
    const { hid, clock, look, scans } = started();
    const path = hid.plug({ make: MAKES.honeywell });
    await look();
    hid.send(path, posReports(MAKES.honeywell, Buffer.concat([ascii('x'.repeat(55)), name])));
    await clock.advance(0);
    expect(scans()).toEqual([[`${'x'.repeat(55)}处方：测试甲`, 'Q1']]);
  });

  it.each([
    ['Honeywell', MAKES.honeywell, ['FE01']],
    ['Youjie', MAKES.youjie, ['FE01']],
    ['Zebra', MAKES.zebra, []],
  ])('of %s is woken as its profile says', async (_, make, features) => {
    const { hid, look } = started();
    const path = hid.plug({ make });
    await look();
    expect(hid.features(path)).toEqual(features);
  });

  it('that could not be woken at once is woken a little later, and one that never can is let be and read', async () => {
    for (const [deaf, features] of [
      [2, ['FE01']],
      [99, []],
    ] as const) {
      const { hid, clock, look, scans } = started(memoryHid({ deaf }));
      const path = hid.plug({ make: MAKES.honeywell });
      await look();
      await clock.advance(60_000);
      expect(hid.features(path)).toEqual(features);
      hid.send(path, posReports(MAKES.honeywell, ascii(VOUCHER)));
      await clock.advance(0);
      expect(scans()).toEqual([[VOUCHER, 'Q1']]);
      hid.unplug(path);
      await driver?.stop();
      expect(clock.waiting()).toBe(0);
    }
  });

  it('is read by its descriptor where that tells the fields, and by its profile where it tells one block', async () => {
    const { hid, clock, look, scans } = started();
    // By its vendor this one would have no AIM field; its descriptor knows better.
    const told = hid.plug({ make: { ...MAKES.honeywell, vendorId: 0x1eab }, descriptor: FIELD_DESCRIPTOR });
    const block = hid.plug({ make: MAKES.honeywell, descriptor: BLOCK_DESCRIPTOR, serial: 'SN2' });
    await look();
    for (const path of [told, block]) hid.send(path, posReports(MAKES.honeywell, ascii('9'.repeat(60)), 'C0'));
    await clock.advance(0);
    expect(scans()).toEqual([
      ['9'.repeat(60), 'C0'],
      ['9'.repeat(60), 'C0'],
    ]);
  });

  it('that is pulled out in mid-message leaves no scan, and comes back at another path as the same device', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.honeywell });
    await look();
    hid.send(path, posReports(MAKES.honeywell, ascii('1'.repeat(100))).slice(0, 1));
    await clock.advance(0);
    hid.unplug(path);
    await clock.advance(0);
    expect(log.story()).toEqual(['device_added', 'device_removed']);
    const again = hid.plug({ make: MAKES.honeywell });
    expect(again).not.toBe(path);
    await look();
    hid.send(again, posReports(MAKES.honeywell, ascii(VOUCHER)));
    await clock.advance(1000);
    expect(log.story()).toEqual(['device_added', 'device_removed', 'device_added', 'scan']);
    expect(scans()).toEqual([[VOUCHER, 'Q1']]);
    expect(new Set(log.of('device_added').map(({ device }) => device)).size).toBe(1);
  });

  it('in whose place another one is found is gone, though nobody said so, and let go', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.honeywell });
    await look();
    hid.unplug(path, true);
    await look();
    expect(log.story()).toEqual(['device_added', 'device_removed']);
    hid.plug({ make: MAKES.honeywell, path });
    await look();
    for (const other of [{ serial: 'SN2' }, { serial: 'SN2', port: '1-2' }]) {
      hid.unplug(path, true);
      hid.plug({ make: MAKES.honeywell, path, ...other });
      await look();
      hid.send(path, posReports(MAKES.honeywell, ascii(VOUCHER)));
      await clock.advance(0);
      expect(log.story().slice(-3)).toEqual(['device_removed', 'device_added', 'scan']);
      expect(log.of('device_added').at(-1)?.identity).toMatchObject(other);
    }
    expect(scans()).toHaveLength(2);
  });

  it('is open only while the driver runs, also when that is stopped while it is being opened', async () => {
    const open = started();
    const path = open.hid.plug({ make: MAKES.honeywell });
    await open.look();
    expect(open.hid.opened(path)).toBe(1);
    await driver?.stop();
    expect(open.hid.opened(path)).toBe(0);
    const opening = started();
    const at = opening.hid.plug({ make: MAKES.honeywell });
    for (let turn = 0; opening.log.events.length === 0; turn += 1) await (turn > 99 ? opening.look() : null);
    await driver?.stop();
    await opening.clock.advance(0);
    expect(opening.hid.opened(at)).toBe(0);
  });

  it('says nothing by a report of another kind', async () => {
    const { hid, clock, look, log } = started();
    const path = hid.plug({ make: MAKES.zebra });
    await look();
    const [report = Uint8Array.of()] = posReports(MAKES.zebra, ascii(VOUCHER));
    hid.send(path, [report.with(0, 3)]);
    await clock.advance(1000);
    expect(log.story()).toEqual(['device_added']);
  });

  it.each([
    ['is longer than any code', posReports(MAKES.zebra, ascii('1'.repeat(20_000)))],
    [
      'has a wrong report',
      posReports(MAKES.zebra, ascii('1'.repeat(150))).map((one, at) => one.with(1, at === 1 ? 99 : 38)),
    ],
  ])('whose message %s is told so once, and nothing of it is taken for a code', async (_, reports) => {
    for (const whole of [true, false]) {
      const { hid, clock, look, scans, log } = started();
      const path = hid.plug({ make: MAKES.zebra });
      await look();
      hid.send(path, whole ? reports : reports.slice(0, -1));
      await clock.advance(whole ? 0 : 500);
      hid.send(path, posReports(MAKES.zebra, ascii(VOUCHER)));
      await clock.advance(1000);
      expect(log.of('scan_failed')).toHaveLength(1);
      expect(scans()).toEqual([[VOUCHER, 'Q1']]);
      await driver?.stop();
    }
  });

  it('is told nothing more after a code of several reports was whole', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.zebra });
    await look();
    hid.send(path, posReports(MAKES.zebra, ascii('1'.repeat(200))));
    await clock.advance(2000);
    expect(scans()).toHaveLength(1);
    expect(log.of('scan_failed')).toEqual([]);
  });

  it('that is pulled out before it was woken is woken no more', async () => {
    const { hid, clock, look } = started(memoryHid({ deaf: 99 }));
    const path = hid.plug({ make: MAKES.honeywell });
    await look();
    const waiting = clock.waiting();
    hid.unplug(path);
    await clock.advance(0);
    expect(clock.waiting()).toBe(waiting - 1);
  });

  it('whose message breaks off is told so, and the next code is read whole', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.zebra });
    await look();
    hid.send(path, posReports(MAKES.zebra, ascii('1'.repeat(100))).slice(0, 1));
    await clock.advance(500);
    hid.send(path, posReports(MAKES.zebra, ascii(VOUCHER)));
    await clock.advance(0);
    expect(log.of('scan_failed')).toHaveLength(1);
    expect(scans()).toEqual([[VOUCHER, 'Q1']]);
  });

  it.each([
    ['tells more bytes than there are', [2, 200, 0x5d, 0x51, 0x31]],
    ['is text in no encoding', [2, 2, 0x5d, 0x51, 0x31, 0xff, 0xff]],
    ['is empty and promises more', Object.assign(new Array(64).fill(0), { 0: 2, 63: 1 })],
  ])('whose report %s is told so once', async (_, bytes) => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.honeywell });
    await look();
    hid.send(path, [Uint8Array.from(bytes as number[])]);
    await clock.advance(1000);
    expect(log.of('scan_failed')).toHaveLength(1);
    expect(JSON.stringify(log.of('scan_failed'))).not.toContain('Q1');
    expect(scans()).toEqual([]);
  });

  it('held by another program is told so once, tried for ever, and read when it is free', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.honeywell });
    hid.hold(path, true);
    await look();
    await clock.advance(3_600_000);
    expect(log.of('device_problem')).toMatchObject([{ code: 'device_no_access' }]);
    hid.hold(path, false);
    await clock.advance(5000);
    expect(log.of('device_problem').at(-1)).toMatchObject({ code: null });
    hid.send(path, posReports(MAKES.honeywell, ascii(VOUCHER)));
    await clock.advance(0);
    expect(scans()).toEqual([[VOUCHER, 'Q1']]);
  });

  it('stays silent after the driver was stopped, which leaves no timer behind', async () => {
    const { hid, clock, look, log } = started();
    const path = hid.plug({ make: MAKES.honeywell });
    await look();
    await driver?.stop();
    hid.send(path, posReports(MAKES.honeywell, ascii(VOUCHER)));
    await clock.advance(10_000);
    expect(log.story()).toEqual(['device_added']);
    expect(clock.waiting()).toBe(0);
  });
});

describe('a scanner left in keyboard mode', () => {
  it('is told, kept from typing where the system allows it, and read all the same', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.honeywell, keyboard: true });
    await look();
    expect(log.of('device_problem')).toMatchObject([
      { code: 'scanner_keyboard_mode', detail: 'keyboard mode, kept from typing' },
    ]);
    expect(hid.silenced(path)).toBe(true);
    expect(hid.features(path)).toEqual([]);
    const text = 'aZ09-=[]\\;\',./`~!@#$%^&*()_+{}|:"<>? x';
    hid.send(path, keyReports(text.replace("'", '')));
    hid.send(path, keyReports(VOUCHER, 0x2b));
    await clock.advance(0);
    expect(scans()).toEqual([
      [text.replace("'", ''), null],
      [VOUCHER, null],
    ]);
  });

  it('says so where it cannot be silenced or opened', async () => {
    const open = started(memoryHid({ canSilence: false }));
    open.hid.plug({ make: MAKES.zebra, keyboard: true });
    await open.look();
    expect(open.log.of('device_problem')[0]?.detail).toContain('types into the focused window');
    await driver?.stop();
    const held = started();
    held.hid.hold(held.hid.plug({ make: MAKES.zebra, keyboard: true }), true);
    await held.look();
    expect(held.log.of('device_problem')).toMatchObject([{ code: 'scanner_keyboard_mode' }]);
  });

  it('is not looked for among the keyboards people type on, nor beside its own HID-POS face', async () => {
    const { hid, look, log } = started();
    hid.plug({ make: { ...MAKES.zebra, vendorId: 0x046d }, keyboard: true });
    hid.plug({ make: MAKES.honeywell, keyboard: true });
    hid.plug({ make: MAKES.honeywell });
    await look();
    expect(log.story()).toEqual(['device_added']);
  });

  it('is looked for beside another one of its make that is not', async () => {
    const { hid, look, log } = started();
    hid.plug({ make: MAKES.honeywell });
    hid.plug({ make: MAKES.honeywell, keyboard: true, serial: 'SN2' });
    hid.plug({ make: MAKES.honeywell, keyboard: true, port: '1-2' });
    await look();
    expect(log.of('device_added')).toHaveLength(3);
  });

  it('whose keys are a shortcut, or end without Enter, is no scan', async () => {
    const { hid, clock, look, scans, log } = started();
    const path = hid.plug({ make: MAKES.zebra, keyboard: true });
    await look();
    hid.send(path, [Uint8Array.of(0x04, 0, 0x59, 0, 0, 0, 0, 0), ...keyReports('12')]);
    hid.send(path, keyReports('34').slice(0, -2));
    await clock.advance(500);
    hid.send(path, keyReports('56'));
    await clock.advance(0);
    expect(log.of('scan_failed')).toHaveLength(2);
    expect(scans()).toEqual([['56', null]]);
  });
});

it('the udev rule names the makers that the profiles name, for reading and against typing', () => {
  const rule = readFileSync(new URL('../../drivers/hid/udev/60-tongxing-scanner.rules', import.meta.url), 'utf8');
  const named = rule
    .split('\n')
    .flatMap((line) => /idVendor\}=="([^"]+)"/.exec(line)?.[1]?.split('|').sort().join() ?? []);
  const known = scannerProfiles().flatMap(({ vendors }) => vendors.map((id) => id.toString(16).padStart(4, '0')));
  expect(named).toEqual(Array(3).fill(known.sort().join()));
  expect(rule).toMatch(/SUBSYSTEM=="hidraw".*GROUP="tongxing"/);
  expect(rule).toMatch(/SUBSYSTEM=="input".*ATTR\{inhibited\}="1"/);
});

it('the scanner profiles fit their schema, and a misspelt word in one is noticed', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../drivers/hid/profiles/${name}`, import.meta.url), 'utf8'));
  const fits = new Ajv().compile(read('scanner-profile.schema.json'));
  const scanners = read('scanners.json');
  expect(fits(scanners)).toBe(true);
  expect(fits({ profiles: [{ ...scanners.profiles[0], vendor: [] }] })).toBe(false);
});

/** A reader that only its maker's library can read: cards as its program tells them, and what becomes of the program. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Driver } from '../../drivers/contract.ts';
import { startVendorDriver } from '../../drivers/vendor/driver.ts';
import type { VendorEvent, VendorPort } from '../../drivers/vendor/port.ts';
import { type MemoryVendor, memoryVendor, vendorLine } from '../../simulator/card/memory-vendor.ts';
import { type EventLog, eventLog } from '../drivers/event-log.ts';
import { type VirtualClock, virtualClock } from '../drivers/virtual-clock.ts';

const COMMAND = ['/opt/vendor/read-card', '3'];
const NONE = Buffer.from('\n');
const line = (bytes: Uint8Array, end = '\n') => Buffer.concat([bytes, Buffer.from(end)]);

let [clock, log, vendor]: [VirtualClock, EventLog, MemoryVendor] = [virtualClock(), eventLog(), memoryVendor()];
let driver: Driver;

beforeEach(() => {
  [clock, log, vendor] = [virtualClock('2026-03-01'), eventLog(), memoryVendor()];
  driver = startVendorDriver(vendor.port, { command: COMMAND }, clock, log.listener);
});

describe('cards', () => {
  it('is a reader from the first line on, and reads the card whose text comes', () => {
    expect(log.story()).toEqual([]);
    vendor.write(NONE);
    vendor.write(line(vendorLine()));
    expect(log.story()).toEqual(['service vendor_reader up', 'device_added', 'card_inserted', 'card_read 测试甲']);
    const [{ card, device, presence } = { card: null, device: '', presence: 0 }] = log.of('card_read');
    expect({ device, presence }).toEqual({ device: 'vendor:read-card', presence: 1 });
    expect(card).toMatchObject({ card_sn: '370102D1560000050000000101010101', cardno: 'T00000001', gend: '1' });
  });

  it('is in as long as its line comes again, and out at an empty one', async () => {
    for (let look = 0; look < 10; look += 1) {
      vendor.write(line(vendorLine(), '\r\n'));
      await clock.advance(2_900);
    }
    expect(log.of('card_removed')).toEqual([]);
    vendor.write(NONE);
    expect(log.of('card_read')).toHaveLength(1);
    expect(log.of('card_removed')).toMatchObject([{ presence: 1 }]);
    vendor.write(line(vendorLine()));
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
  });

  it('counts as taken when the program says nothing for three seconds', async () => {
    vendor.write(line(vendorLine()));
    await clock.advance(2_999);
    expect(log.of('card_removed')).toEqual([]);
    await clock.advance(1);
    expect(log.of('card_removed')).toHaveLength(1);
  });

  it('is another one when another text comes, without a look between them', () => {
    vendor.write(Buffer.concat([line(vendorLine()), line(vendorLine({ 2: 'T00000002' }))]));
    expect(log.story().slice(2)).toEqual([
      ...['card_inserted', 'card_read 测试甲', 'card_removed'],
      ...['card_inserted', 'card_read 测试甲'],
    ]);
    expect(log.of('card_read').map(({ card }) => card.cardno)).toEqual(['T00000001', 'T00000002']);
  });

  it('is whole however the system cuts what the program wrote', () => {
    for (const byte of line(vendorLine())) vendor.write(Uint8Array.of(byte));
    expect(log.of('card_read')).toHaveLength(1);
  });

  const failures: readonly (readonly [string, Uint8Array, string, string])[] = [
    ['a negative result', Buffer.from('-2201'), 'card_unreadable', 'iReadCardBas: -2201'],
    ['a card that has run out', vendorLine({ 8: '20260228' }), 'card_expired', 'expiry_date is before today'],
    ['a version nobody knows', vendorLine({ 6: '9.00' }), 'card_version_unknown', 'iReadCardBas: version'],
    ['half a text', vendorLine().subarray(0, 40), 'card_unreadable', 'iReadCardBas: 40 bytes are no text of 11 parts'],
    [
      'the text of two cards',
      vendorLine({ 3: '370202D1560000050000000101010101' }),
      'card_unreadable',
      'iReadCardBas: 卡识别码',
    ],
    ['a day that is none', vendorLine({ 7: '20200230' }), 'card_unreadable', 'iReadCardBas: 发卡日期'],
    ['a name in no GBK', vendorLine({}, Buffer.from('b2e2ff', 'hex')), 'card_unreadable', 'iReadCardBas:'],
    [
      'more than any such text',
      Buffer.concat([vendorLine(), Buffer.alloc(1_000, 0x41)]),
      'card_unreadable',
      'iReadCardBas: 1145 bytes are no text of 11 parts',
    ],
    [
      'endless bytes',
      Buffer.alloc(100_000, 0x41),
      'card_unreadable',
      'iReadCardBas: 4097 bytes are no text of 11 parts',
    ],
  ];
  it.each(failures)('fails by %s, once, and the next card is read', (_, bytes, code, detail) => {
    vendor.write(line(bytes));
    vendor.write(line(bytes));
    expect(log.of('card_failed')).toMatchObject([{ presence: 1, code, detail: expect.stringContaining(detail) }]);
    vendor.write(line(vendorLine()));
    expect(log.of('card_read')).toMatchObject([{ presence: 2 }]);
  });
});

it('a character whose second byte looks like a bar is part of a name', () => {
  vendor.write(line(vendorLine({}, Buffer.from('b2e2817c', 'hex'))));
  expect(log.of('card_read')[0]?.card.psn_name).toBe(new TextDecoder('gbk').decode(Buffer.from('b2e2817c', 'hex')));
});

describe('the program', () => {
  it('that ended in the middle of a line, or speaks after it was given up, has no part in what the next one says', async () => {
    const runs: ((event: VendorEvent) => void)[] = [];
    let ended = () => {};
    const port: VendorPort = {
      run(_, listener) {
        runs.push(listener);
        return {
          stop: () =>
            new Promise((resolve) => {
              ended = resolve;
            }),
        };
      },
    };
    driver = startVendorDriver(port, { command: COMMAND }, clock, log.listener);
    const write = (run: number, bytes: Uint8Array) => runs[run]?.({ kind: 'bytes', bytes });
    write(0, Buffer.from('half of a li'));
    runs[0]?.({ kind: 'ended', detail: 'killed' });
    await clock.advance(250);
    write(1, line(vendorLine()));
    expect(log.of('card_read')).toHaveLength(1);
    await clock.advance(15_000);
    write(1, line(vendorLine({ 2: 'T00000002' })));
    runs[1]?.({ kind: 'ended', detail: 'killed' });
    ended();
    await clock.advance(500);
    expect(runs).toHaveLength(3);
    write(1, line(vendorLine({ 2: 'T00000003' })));
    runs[1]?.({ kind: 'ended', detail: 'killed' });
    write(2, line(vendorLine()));
    expect(log.of('card_read').map(({ card }) => card.cardno)).toEqual(['T00000001', 'T00000001']);
    const stopping = driver.stop();
    ended();
    await stopping;
  });

  it('is started by its command, and takes card and reader along when it ends', () => {
    expect(vendor.runs).toEqual([COMMAND]);
    vendor.write(line(vendorLine()));
    vendor.end('ended (code 1)');
    expect(log.story().slice(-3)).toEqual(['card_removed', 'device_removed', 'service vendor_reader down']);
    expect(log.of('service').at(-1)).toMatchObject({
      ...{ problem: 'device_program_ended', subject: 'read-card' },
      detail: 'read-card: ended (code 1)',
    });
  });

  it('is started again later and later, for ever, and counts its cards on', async () => {
    vendor.write(line(vendorLine()));
    const waited: number[] = [];
    for (let times = 0; times < 7; times += 1) {
      vendor.end('gone');
      const from = clock.monotonicMs();
      while (!vendor.alive()) await clock.advance(250);
      waited.push(clock.monotonicMs() - from);
    }
    expect(waited).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
    expect(log.of('service').filter(({ up }) => !up)).toHaveLength(1);
    vendor.write(line(vendorLine()));
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
    for (let looks = 0; looks < 16; looks += 1) {
      await clock.advance(2_000);
      vendor.write(NONE);
    }
    vendor.end('gone after a long life');
    await clock.advance(250);
    expect(vendor.alive()).toBe(true);
  });

  it('that hangs is ended, told and started again, also when it never said a word', async () => {
    vendor.write(line(vendorLine()));
    for (const [runs, pauseMs] of [
      [1, 250],
      [2, 500],
    ] as const) {
      await clock.advance(14_999);
      expect([vendor.runs.length, vendor.alive()]).toEqual([runs, true]);
      await clock.advance(1);
      expect(vendor.alive()).toBe(false);
      await clock.advance(pauseMs);
      expect([vendor.runs.length, vendor.alive()]).toEqual([runs + 1, true]);
    }
    expect(log.story().slice(-2)).toEqual(['device_removed', 'service vendor_reader down']);
    expect(log.of('service').at(-1)?.detail).toBe('read-card: no line for 15000 ms');
  });

  it('that can not be started at all is told by its name', () => {
    vendor.end('spawn /opt/vendor/read-card ENOENT');
    expect(log.story()).toEqual(['service vendor_reader down']);
  });

  it('is ended with the driver, and nothing is said after that', async () => {
    vendor.write(line(vendorLine()));
    await driver.stop();
    const told = log.events.length;
    expect(log.story().at(-1)).toBe('card_removed');
    expect([vendor.alive(), clock.waiting()]).toEqual([false, 0]);
    vendor.write(NONE);
    expect(log.events).toHaveLength(told);
  });
});

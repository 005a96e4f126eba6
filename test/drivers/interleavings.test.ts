/**
 * Devices that come, go, change their number and refuse to open in any order, and device processes that die or hang at any
 * message: whatever the order, each device is told once as there and once as gone, each job ends once, and when the world
 * rests what is told is what is there.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceHost, type HostListener } from '../../agent/adapters/device-host.ts';
import type { DeviceEvent } from '../../drivers/contract.ts';
import { startHidDriver } from '../../drivers/hid/driver.ts';
import { startSerialDriver } from '../../drivers/serial/driver.ts';
import { startVendorDriver } from '../../drivers/vendor/driver.ts';
import { memoryVendor, vendorLine } from '../../simulator/card/memory-vendor.ts';
import { memoryHid } from '../../simulator/scanner/memory-hid.ts';
import { MAKES, posReports } from '../../simulator/scanner/reports.ts';
import { memorySerial } from '../../simulator/serial/memory-serial.ts';
import { paperPrinter } from '../../simulator/serial/paper.ts';
import { eventLog } from './event-log.ts';
import { virtualClock } from './virtual-clock.ts';

const REST_MS = 20_000;
const pause = fc.constantFrom(0, 1, 40, 500, 999, 1_000, 3_000, 7_000);

/** What is there now as the events tell it; throws where one is told twice or was never there. */
function thereBy(events: readonly DeviceEvent[]): ReadonlyMap<string, string | null> {
  const there = new Map<string, string | null>();
  for (const event of events) {
    if (event.kind === 'service' || event.kind === 'printed') continue;
    const known = there.has(event.device);
    if (known === (event.kind === 'device_added')) throw new Error(`${event.kind} of ${event.device} out of turn`);
    if (event.kind === 'device_added') there.set(event.device, null);
    else if (event.kind === 'device_removed') there.delete(event.device);
    else if (event.kind === 'device_problem') there.set(event.device, event.code);
  }
  return there;
}

const endings = (events: readonly DeviceEvent[]) =>
  events.flatMap((event) => (event.kind === 'printed' ? [event.job] : [])).sort();

describe('serial ports in any order', () => {
  const VIDS = { s: '0C2E', p: '0416' } as const;
  const deeds = ['plug', 'plug', 'unplug', 'vanish', 'hold', 'release', 'print', 'scan', 'wait'] as const;
  const kinds = fc.constantFrom('s' as const, 'p' as const);
  const step = fc.record({ deed: fc.constantFrom(...deeds), kind: kinds, at: fc.nat(2), ms: pause });

  it('end as they are: one that fits works, two are told, none is gone; each job ends once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const [ports, clock, log] = [memorySerial(), virtualClock(), eventLog()];
        const driver = startSerialDriver(
          ports.seam,
          [
            { name: 's', type: 'scanner', vid: VIDS.s, baud: 9600 },
            { name: 'p', type: 'printer', vid: VIDS.p, baud: 9600 },
          ],
          clock,
          log.listener,
        );
        const plugged = new Map<string, 's' | 'p'>();
        const jobs: string[] = [];
        for (const { deed, kind, at, ms } of steps) {
          const path = `/dev/tty${kind}${at}`;
          const here = plugged.get(path);
          if (deed === 'wait') await clock.advance(ms);
          else if (deed === 'print') {
            jobs.push(`j${jobs.length}`);
            driver.print('serial:p', { job: jobs.at(-1) ?? '', bytes: Buffer.from('x\n') });
          } else if (deed === 'plug' && here === undefined) {
            const printer = paperPrinter();
            const hears = (sent: Uint8Array) => (kind === 'p' ? printer.take(sent) : new Uint8Array());
            ports.plug({ path, vid: VIDS[kind], pid: '0001' }, hears);
            plugged.set(path, kind);
          } else if (here === undefined) continue;
          else if (deed === 'scan') ports.send(path, Buffer.from('A1\r'));
          else if (deed === 'hold' || deed === 'release') ports.hold(path, deed === 'hold');
          else if (deed === 'unplug' || deed === 'vanish') {
            ports.unplug(path, deed === 'vanish');
            plugged.delete(path);
            // The system gives nobody the path of a port that is still held; a look lets go of it.
            if (deed === 'vanish') await clock.advance(3_000);
          }
        }
        for (const path of plugged.keys()) ports.hold(path, false);
        await clock.advance(REST_MS);
        const there = thereBy(log.events);
        for (const kind of ['s', 'p'] as const) {
          const count = [...plugged.values()].filter((one) => one === kind).length;
          const told = there.has(`serial:${kind}`) ? (there.get(`serial:${kind}`) ?? 'well') : 'gone';
          expect([kind, told]).toEqual([kind, ['gone', 'well'][count] ?? 'device_ambiguous']);
        }
        await driver.stop();
        await clock.advance(REST_MS);
        expect(endings(log.events)).toEqual([...jobs].sort());
        expect(clock.waiting()).toBe(0);
      }),
    );
  });
});

describe('HID scanners in any order', () => {
  const which = fc.nat(3);
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('plug', 'unplug', 'hold', 'release', 'scan', 'half'), which }),
    fc.record({ do: fc.constant('wait'), which, ms: pause }),
  );

  it('end as they are, and a code is told by the one that read it, once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const [hid, clock, log] = [memoryHid(), virtualClock(), eventLog()];
        const driver = startHidDriver(hid.port, clock, log.listener);
        const paths = new Map<number, string>();
        for (const one of steps) {
          const path = paths.get(one.which);
          if ('ms' in one) await clock.advance(one.ms);
          else if (one.do === 'plug' && path === undefined)
            paths.set(
              one.which,
              hid.plug({ make: MAKES.honeywell, serial: `S${one.which % 2}`, port: `1-${one.which}` }),
            );
          else if (path === undefined) continue;
          else if (one.do === 'unplug') {
            hid.unplug(path);
            paths.delete(one.which);
          } else if (one.do === 'hold' || one.do === 'release') hid.hold(path, one.do === 'hold');
          else {
            const reports = posReports(MAKES.honeywell, Buffer.from('6'.repeat(80)), 'Q1');
            hid.send(path, one.do === 'half' ? reports.slice(0, 1) : reports);
          }
        }
        for (const path of paths.values()) hid.hold(path, false);
        await clock.advance(REST_MS);
        const there = thereBy(log.events);
        expect([...there.values()]).toEqual([...paths].map(() => null));
        const before = log.of('scan').length;
        for (const path of paths.values()) hid.send(path, posReports(MAKES.honeywell, Buffer.from('A1'), 'Q1'));
        await clock.advance(100);
        expect(log.of('scan').length - before).toBe(paths.size);
        expect(
          new Set(
            log
              .of('scan')
              .slice(before)
              .map(({ device }) => device),
          ).size,
        ).toBe(paths.size);
        await driver.stop();
        expect(clock.waiting()).toBe(0);
      }),
    );
  });
});

describe('a device process in any order', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constantFrom('beat', 'hang', 'die', 'add', 'remove', 'insert', 'read', 'fail', 'pull', 'print', 'done'),
    }),
    fc.record({ do: fc.constant('wait'), ms: pause }),
  );

  it('leaves each card and job with one verdict, presences that rise, and is started again for ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const [clock, log] = [virtualClock(), eventLog()];
        const lives: {
          listener: HostListener;
          over: boolean;
          reader: boolean;
          card: string;
          presence: number;
          jobs: string[];
        }[] = [];
        const devices = deviceHost({
          drivers: {},
          clock,
          spawn(listener) {
            const life = { listener, over: false, reader: false, card: 'none', presence: 0, jobs: [] as string[] };
            lives.push(life);
            const end = (): void => {
              if (life.over) return;
              life.over = true;
              queueMicrotask(() => listener.exit('gone'));
            };
            return {
              send: (message) => {
                if (message.kind === 'print' && !life.over) life.jobs.push(message.job);
              },
              disconnect: end,
              kill: end,
            };
          },
        });
        devices.start(log.listener);
        const jobs: string[] = [];
        for (const one of steps) {
          const life = lives.at(-1);
          if ('ms' in one) {
            await clock.advance(one.ms);
            continue;
          }
          if (one.do === 'print') {
            jobs.push(`j${String(jobs.length).padStart(3, '0')}`);
            devices.print?.('serial:p', { job: jobs.at(-1) ?? '', bytes: Uint8Array.of(1) });
            continue;
          }
          if (life === undefined || life.over) continue;
          const tell = (event: DeviceEvent) => life.listener.message({ kind: 'event', event });
          const device = 'pcsc:X';
          if (one.do === 'beat') life.listener.message({ kind: 'beat', operationMs: 0 });
          else if (one.do === 'hang') life.listener.message({ kind: 'beat', operationMs: 9_000 });
          else if (one.do === 'die') {
            life.over = true;
            life.listener.exit('SIGSEGV');
          } else if (one.do === 'add' && !life.reader) {
            life.reader = true;
            tell({ kind: 'device_added', device, name: 'X', virtual: false });
          } else if (one.do === 'done' && life.jobs.length > 0)
            tell({ kind: 'printed', device: 'serial:p', job: life.jobs.shift() ?? '', code: null });
          else if (!life.reader) continue;
          else if (one.do === 'remove' && life.card === 'none') {
            life.reader = false;
            tell({ kind: 'device_removed', device });
          } else if (one.do === 'insert' && life.card === 'none') {
            life.presence += 1;
            life.card = 'in';
            tell({ kind: 'card_inserted', device, presence: life.presence, atr: '' });
          } else if ((one.do === 'read' || one.do === 'fail') && life.card === 'in') {
            life.card = 'told';
            tell({ kind: 'card_failed', device, presence: life.presence, code: 'card_expired', detail: '' });
          } else if (one.do === 'pull' && life.card === 'told') {
            life.card = 'none';
            tell({ kind: 'card_removed', device, presence: life.presence });
          }
        }
        const last = lives.at(-1);
        if (last !== undefined && !last.over) {
          last.over = true;
          last.listener.exit('SIGSEGV');
        }
        await clock.advance(6_000);
        expect(lives.at(-1)?.over).toBe(false);
        expect([...thereBy(log.events).keys()]).toEqual([]);
        expect(endings(log.events)).toEqual([...jobs].sort());
        const inserted = log.of('card_inserted').map(({ presence }) => presence);
        expect(inserted).toEqual([...inserted].sort((a, b) => a - b));
        expect(new Set(inserted).size).toBe(inserted.length);
        expect(log.of('card_failed').map(({ presence }) => presence)).toEqual(inserted);
        expect(log.of('card_removed').map(({ presence }) => presence)).toEqual(inserted);
        const services = log.of('service').map(({ up }) => up);
        expect(services.at(-1)).toBe(false);
        await devices.stop();
        expect(clock.waiting()).toBe(0);
      }),
    );
  });
});

describe('a maker’s program in any order', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('none', 'card', 'other', 'error', 'end', 'half') }),
    fc.record({ do: fc.constant('wait'), ms: pause }),
  );

  it('leaves each card with one verdict and one removal, and runs again for ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const [clock, log, vendor] = [virtualClock('2026-03-01'), eventLog(), memoryVendor()];
        const driver = startVendorDriver(vendor.port, { command: ['/opt/read'] }, clock, log.listener);
        const line = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.from('\n')]);
        const texts = {
          none: Buffer.from('\n'),
          card: line(vendorLine()),
          other: line(vendorLine({ 2: 'T00000002' })),
          error: Buffer.from('-5\n'),
          half: vendorLine().subarray(0, 10),
        };
        for (const one of steps)
          if ('ms' in one) await clock.advance(one.ms);
          else if (one.do === 'end') vendor.end('gone');
          else vendor.write(texts[one.do]);
        await clock.advance(REST_MS);
        // A silent one is ended; it is never longer away than the longest pause.
        if (!vendor.alive()) await clock.advance(5_000);
        expect(vendor.alive()).toBe(true);
        thereBy(log.events);
        const inserted = log.of('card_inserted').map(({ presence }) => presence);
        expect(inserted).toEqual(inserted.map((_, at) => at + 1));
        const verdicts = log.events.flatMap((one) =>
          one.kind === 'card_read' || one.kind === 'card_failed' ? [one.presence] : [],
        );
        expect(verdicts).toEqual(inserted);
        expect(log.of('card_removed').map(({ presence }) => presence)).toEqual(inserted);
        await driver.stop();
        expect(clock.waiting()).toBe(0);
      }),
    );
  });
});

/**
 * The devices of a replay: the agent's own drivers over ports that answer as recorded and no other way. An APDU, report or
 * write that is another than recorded ends the replay. Must never invent an answer.
 */
import type { DeviceEvent, Devices, Tapped } from '../../agent/ports/devices.ts';
import type { Recorded } from '../../agent/ports/recording.ts';
import type { DeviceListener, DriverClock, DriverOptions } from '../../drivers/contract.ts';
import { startHidDriver } from '../../drivers/hid/driver.ts';
import type { HidEvent, HidHandle, HidPort, HidResult } from '../../drivers/hid/port.ts';
import { withoutPin } from '../../drivers/pcsc/access.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import type { PcscContext, PcscEvent, PcscPort, PcscResult } from '../../drivers/pcsc/port.ts';
import { startSerialDriver } from '../../drivers/serial/driver.ts';
import type { SerialEvent, SerialHandle, SerialResult, SerialSeam } from '../../drivers/serial/port.ts';
import { plain } from '../../drivers/tap.ts';
import { startVendorDriver } from '../../drivers/vendor/driver.ts';
import type { VendorPort } from '../../drivers/vendor/port.ts';
import type { Script } from './script.ts';

type DeviceEntry = Recorded & { readonly seam: 'device' };
type CallEntry = DeviceEntry & { readonly passed: Tapped & { readonly what: 'call' } };

export interface PlayedDevices {
  readonly devices: Devices;
  /** An answer or an event whose time has come. */
  give(passed: Tapped): void;
  /** What no driver says: of the process the drivers ran in. */
  say(event: DeviceEvent): void;
}

export function playedDevices(
  entries: readonly Recorded[],
  drivers: DriverOptions,
  script: Script,
  clock: DriverClock,
): PlayedDevices {
  const answers = new Map<string, (value: unknown) => void>();
  const early = new Map<string, unknown>();
  const listeners = new Map<string, (event: never) => void>();
  const lists = new Map<string, Listing>();
  const port = (name: Tapped['port']) => {
    const list: Listing = { now: undefined, waiting: [], due: listingsOf(entries, name) };
    lists.set(name, list);
    const call = (handle: number, op: string, value: readonly unknown[]): number | null => {
      const what = `${name} ${op} ${JSON.stringify(plain(value)).slice(0, 200)}`;
      const found = script.came(
        what,
        (entry): entry is CallEntry => isCall(entry, name, handle, op, value),
        ({ passed }) => otherThan(name, op, passed.value, value),
        // A printer is asked how it is every few seconds.
        name === 'serial' && op === 'write',
      );
      return found === null ? null : found.entry.passed.n;
    };
    const answer = <T>(n: number | null): Promise<T> =>
      new Promise((resolve) => {
        // After a divergence nothing is answered any more; the replay ends at its next look.
        if (n === null) return;
        const key = `${name} ${n}`;
        if (early.has(key)) resolve(early.get(key) as T);
        else answers.set(key, resolve as (value: unknown) => void);
      });
    return {
      call,
      ask: <T>(handle: number, op: string, value: readonly unknown[]): Promise<T> => answer<T>(call(handle, op, value)),
      answered: <T>(n: number | null): Promise<T> => answer<T>(n),
      listen: (n: number | null, listener: (event: never) => void) =>
        void listeners.set(`${name} ${n ?? -1}`, listener),
      list: <T>(): Promise<T> =>
        new Promise((resolve) => {
          const coming = list.due[0];
          // A look that found something else is answered when that was found, not with what was there before.
          const other = coming !== undefined && coming <= clock.monotonicMs() + LOOK_TAKES_MS;
          if (list.now !== undefined && !other) resolve(list.now as T);
          else list.waiting.push(resolve as (value: unknown) => void);
        }),
    };
  };
  const [pcsc, vendor, hid, serial] = [port('pcsc'), port('vendor'), port('hid'), port('serial')];
  // The one operation that is answered within the call: its answer has to be known when it comes.
  const opened = new Map<number, unknown>();
  for (const entry of entries)
    if (entry.seam === 'device' && entry.passed.what === 'answer' && entry.passed.op === 'open')
      if (entry.passed.port === 'pcsc') opened.set(entry.passed.n, entry.passed.value);
  const now = (n: number | null): unknown => (n === null ? undefined : opened.get(n));
  const ports = {
    pcsc: playedPcsc(pcsc, now),
    vendor: playedVendor(vendor),
    hid: playedHid(hid),
    serial: playedSerial(serial),
  };
  const running = startedOver(ports, drivers, clock);
  let listener: DeviceListener = () => {};
  return {
    devices: {
      start(wanted) {
        listener = wanted;
        running.start(wanted);
      },
      pin: running.pin,
      print: running.print,
      stop: running.stop,
    },
    say: (event) => listener(event),
    give(passed) {
      if (passed.what === 'call') return;
      if (passed.what === 'event') return listeners.get(`${passed.port} ${passed.handle}`)?.(passed.value as never);
      const { value } = passed;
      if (passed.op === 'list') {
        const list = lists.get(passed.port);
        if (list === undefined) return;
        list.now = value;
        list.due.shift();
        for (const waiting of list.waiting.splice(0)) waiting(value);
        return;
      }
      const key = `${passed.port} ${passed.n}`;
      const waiting = answers.get(key);
      if (waiting === undefined) early.set(key, value);
      else waiting(value);
    },
  };
}

interface Listing {
  now: unknown;
  readonly waiting: ((value: unknown) => void)[];
  /** When another answer than the last was recorded: those to come. */
  readonly due: number[];
}

/** From asking what there is to the answer; the next look is well after. */
const LOOK_TAKES_MS = 250;

function listingsOf(entries: readonly Recorded[], port: Tapped['port']): number[] {
  return entries.flatMap((one) =>
    one.seam === 'device' && one.passed.port === port && one.passed.what === 'answer' && one.passed.op === 'list'
      ? [one.atMs]
      : [],
  );
}

/** Operations of two readers pass each other; those of one do not. */
function isCall(
  entry: Recorded,
  port: Tapped['port'],
  handle: number,
  op: string,
  value: readonly unknown[],
): entry is CallEntry {
  if (entry.seam !== 'device' || entry.passed.what !== 'call' || entry.passed.port !== port) return false;
  if (entry.passed.handle !== handle) return false;
  if (port === 'pcsc') return entry.passed.value[0] === value[0];
  return entry.passed.op === op && (handle !== 0 || entry.passed.value[0] === value[0]);
}

/** What is printed carries the time and a picture of the id: its length has to be the same. */
function otherThan(
  port: Tapped['port'],
  op: string,
  recorded: readonly unknown[],
  now: readonly unknown[],
): string | null {
  const [ours, theirs] = [JSON.stringify(plain(recorded)), JSON.stringify(plain(now))];
  if (ours === theirs || (port === 'serial' && op === 'write' && ours.length === theirs.length)) return null;
  return `recorded ${ours.slice(0, 200)}`;
}

interface Asking {
  call(handle: number, op: string, value: readonly unknown[]): number | null;
  ask<T>(handle: number, op: string, value: readonly unknown[]): Promise<T>;
  answered<T>(n: number | null): Promise<T>;
  listen(n: number | null, listener: (event: never) => void): void;
  list<T>(): Promise<T>;
}

function playedPcsc(asking: Asking, now: (n: number | null) => unknown): PcscPort {
  return {
    open(listener: (event: PcscEvent) => void): PcscResult<PcscContext> {
      const n = asking.call(0, 'open', []);
      const said = now(n) as PcscResult<unknown> | undefined;
      if (n === null || said?.ok === false)
        return said?.ok === false ? said : { ok: false, fault: 'service', detail: '' };
      asking.listen(n, listener);
      return {
        ok: true,
        value: {
          connect: (reader, sharing) => asking.ask(n, 'connect', [reader, sharing ?? 'exclusive']),
          transmit: (reader, command, answered) =>
            void asking.ask<PcscResult<Uint8Array>>(n, 'transmit', [reader, withoutPin(command)]).then(answered),
          disconnect: (reader) => asking.ask(n, 'disconnect', [reader]),
          unpower: (reader) => asking.ask(n, 'unpower', [reader]),
          close: () => asking.ask(n, 'close', []),
        },
      };
    },
  };
}

function playedVendor(asking: Asking): VendorPort {
  return {
    run(command, listener) {
      const n = asking.call(0, 'run', command);
      asking.listen(n, listener);
      return { stop: () => asking.ask(n ?? -1, 'stop', []) };
    },
  };
}

function playedHid(asking: Asking): HidPort {
  return {
    list: () => asking.list(),
    silence: (path) => asking.ask(0, 'silence', [path]),
    async open(path, listener: (event: HidEvent) => void) {
      const n = asking.call(0, 'open', [path]);
      asking.listen(n, listener);
      const said = await asking.answered<HidResult<HidHandle>>(n);
      if (!said.ok) return said;
      const handle = n ?? -1;
      return {
        ok: true,
        value: {
          feature: (report) => asking.ask(handle, 'feature', [report]),
          close: () => asking.ask(handle, 'close', []),
        },
      };
    },
  };
}

function playedSerial(asking: Asking): SerialSeam {
  return {
    list: () => asking.list(),
    async open(path, baud, listener: (event: SerialEvent) => void) {
      const n = asking.call(0, 'open', [path, baud]);
      asking.listen(n, listener);
      const said = await asking.answered<SerialResult<SerialHandle>>(n);
      if (!said.ok) return said;
      const handle = n ?? -1;
      return {
        ok: true,
        value: { write: (bytes) => asking.ask(handle, 'write', [bytes]), close: () => asking.ask(handle, 'close', []) },
      };
    },
  };
}

function startedOver(
  ports: { readonly pcsc: PcscPort; readonly vendor: VendorPort; readonly hid: HidPort; readonly serial: SerialSeam },
  drivers: DriverOptions,
  clock: DriverClock,
): Required<Pick<Devices, 'start' | 'pin' | 'print' | 'stop'>> {
  const stops: (() => unknown)[] = [];
  const pins: NonNullable<Devices['pin']>[] = [];
  let printing: ReturnType<typeof startSerialDriver> | null = null;
  return {
    start(listener) {
      if (drivers.pcsc !== undefined) {
        const reading = startPcscDriver(ports.pcsc, drivers.pcsc, clock, listener);
        pins.push(reading.pin);
        stops.push(() => reading.stop());
      }
      if (drivers.vendor !== undefined) {
        const reading = startVendorDriver(ports.vendor, drivers.vendor, clock, listener);
        stops.push(() => reading.stop());
      }
      if (drivers.hid !== undefined) {
        const scanning = startHidDriver(ports.hid, clock, listener);
        stops.push(() => scanning.stop());
      }
      const { serial = [] } = drivers;
      if (serial.length === 0) return;
      const started = startSerialDriver(ports.serial, serial, clock, listener);
      printing = started;
      stops.push(() => started.stop());
    },
    pin: (...given) => {
      for (const pin of pins) pin(...given);
    },
    print: (device, job) => printing?.print(device, job),
    // Their last words were not recorded: nobody waits for the answer.
    stop: async () => {
      for (const stop of stops.splice(0)) void stop();
    },
  };
}

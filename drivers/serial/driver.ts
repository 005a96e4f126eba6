/**
 * The serial driver: finds each configured device among the ports there are, opens it, and lets it be a scanner or a
 * printer. Two ports that fit one device are an error that says so, and neither is opened; one that was open before the other
 * came stays so. What fails is tried again with stepped back-off that never gives up; one device never touches another. Knows
 * nothing of codes and receipts.
 */

import type { DeviceListener, DeviceProblemCode, DriverClock, SerialDevice } from '../contract.ts';
import { advanceFrame, type FrameNext, isBegun, NO_FRAME, silentFrame } from './frame.ts';
import type { SerialHandle, SerialInfo, SerialSeam } from './port.ts';
import { type PrintJob, startPrinter } from './printer.ts';

export interface SerialDriver {
  stop(): Promise<void>;
  /** How long the oldest native call has been running, ms; 0 when none is. */
  oldestOperationMs(): number;
  /** Exactly one `printed` follows, at once when there is no such printer. */
  print(device: string, job: PrintJob): void;
}

const LOOK_MS = 1000;
/** When all are open there is nothing to find, only to notice what went and was not told. */
const CALM_LOOK_MS = 3000;
const RETRY_STEPS_MS = [500, 1000, 2000, 5000] as const;
const MAX_JOBS = 16;
const UNTOUCHED = { untouched: true } as const;

interface Slot {
  readonly device: string;
  readonly wanted: SerialDevice;
  readonly jobs: PrintJob[];
  /** Path that is open or being opened. */
  path: string | null;
  /** Path of the one that was announced. */
  announced: string | null;
  /** As it was told last. */
  problem: DeviceProblemCode | null;
  /** What keeps the device itself from work. */
  own: { readonly code: DeviceProblemCode; readonly detail: string } | null;
  /** That another port fits, too. */
  rival: string | null;
  failures: number;
  /** Not before. */
  retryAtMs: number;
  open: boolean;
  /** Says to a printer that a job waits. */
  wake: () => void;
  /** Its port is gone, and nobody said so. */
  drop: () => void;
  close: () => Promise<void>;
}

interface Talk {
  bytes(bytes: Uint8Array): void;
  wake?(): void;
  end(): void;
}

export function startSerialDriver(
  seam: SerialSeam,
  wanted: readonly SerialDevice[],
  clock: DriverClock,
  listener: DeviceListener,
): SerialDriver {
  const slots = wanted.map((one): Slot => newSlot(one));
  const paths = wanted.flatMap(({ path }) => (path === undefined ? [] : [path]));
  const running = new Set<{ readonly since: number }>();
  let stopped = false;
  let looking = false;
  let cancelLook: () => void = () => {};

  const emit: DeviceListener = (event) => {
    if (!stopped) listener(event);
  };

  async function timed<T>(operation: Promise<T>): Promise<T> {
    const entry = { since: clock.monotonicMs() };
    running.add(entry);
    const result = await operation;
    running.delete(entry);
    return result;
  }

  async function look(): Promise<void> {
    looking = true;
    const listed = await timed(seam.list(paths));
    looking = false;
    if (stopped) return;
    if (listed.ok) for (const slot of slots) settle(slot, listed.value);
    lookIn(slots.every(({ open }) => open) ? CALM_LOOK_MS : LOOK_MS);
  }

  function lookIn(delayMs: number): void {
    cancelLook();
    cancelLook = clock.after(delayMs, () => void look());
  }

  function settle(slot: Slot, ports: readonly SerialInfo[]): void {
    const { path: held } = slot;
    // The binding does not always say that what it holds was pulled out; the list does.
    if (held !== null && slot.open && !ports.some((info) => info.path === held)) slot.drop();
    const fitting = ports.filter((info) => fits(slot.wanted, info));
    if (slot.path !== null) return compare(slot, fitting);
    const [first, second] = fitting;
    if (first === undefined) return leave(slot);
    const { vid, pid, serial, port, path } = first;
    // Of several the one that was announced went away: what is left is another device.
    if (second === undefined && slot.announced !== path) leave(slot);
    if (slot.announced === null) {
      const { name, type } = slot.wanted;
      const identity = { vid, pid, serial, port: port || path };
      emit({ kind: 'device_added', device: slot.device, name, virtual: false, type, identity });
      slot.announced = path;
    }
    slot.rival = second === undefined ? null : both(path, second);
    if (second !== undefined) return tell(slot, null, '');
    if (clock.monotonicMs() < slot.retryAtMs) return;
    slot.path = path;
    void open(slot, path);
  }

  /** Which is meant is certain while it is open; started anew it would not be, and that is told now. */
  function compare(slot: Slot, fitting: readonly SerialInfo[]): void {
    const { path, open: isOpen } = slot;
    if (path === null || !isOpen) return;
    const other = fitting.find((info) => info.path !== path);
    slot.rival = other === undefined ? null : both(path, other);
    say(slot);
  }

  async function open(slot: Slot, path: string): Promise<void> {
    let talk: Talk | null = null;
    let gone = false;
    const end = (): void => {
      if (gone) return;
      gone = true;
      talk?.end();
      lose(slot);
    };
    const opened = await timed(
      seam.open(path, slot.wanted.baud, (event) => (event.kind === 'bytes' ? talk?.bytes(event.bytes) : end())),
    );
    if (stopped || gone) return void (opened.ok && opened.value.close());
    if (!opened.ok) {
      slot.path = null;
      slot.retryAtMs = clock.monotonicMs() + (RETRY_STEPS_MS[Math.min(slot.failures, 3)] ?? 5000);
      slot.failures += 1;
      failAll(slot);
      return tell(slot, 'device_no_access', opened.detail);
    }
    slot.failures = 0;
    if (slot.wanted.type === 'scanner') tell(slot, null, '');
    talk = slot.wanted.type === 'scanner' ? scannerOn(slot) : printerOn(slot, opened.value);
    const talking = talk;
    slot.open = true;
    slot.wake = () => talking.wake?.();
    slot.drop = () => {
      end();
      void opened.value.close();
    };
    slot.close = async () => {
      talking.end();
      await opened.value.close();
    };
  }

  function scannerOn({ device, wanted: { framing = 'line', silenceMs = 100 } }: Slot): Talk {
    let state = NO_FRAME;
    let cancel: () => void = () => {};
    const take = (next: FrameNext): void => {
      state = next.state;
      for (const item of next.items)
        emit(
          item.kind === 'scan'
            ? { kind: 'scan', device, text: item.text, aim: item.aim }
            : { kind: 'scan_failed', device, detail: item.detail },
        );
    };
    return {
      bytes(bytes) {
        cancel();
        take(advanceFrame(framing, state, bytes));
        if (isBegun(state)) cancel = clock.after(silenceMs, () => take(silentFrame(framing, state)));
      },
      end: () => cancel(),
    };
  }

  function printerOn(slot: Slot, handle: SerialHandle): Talk {
    const { device, jobs, wanted: one } = slot;
    return startPrinter({
      // Its writes are not counted as calls that do not return: one without paper takes no more, for as long as that lasts.
      handle,
      clock,
      asksStatus: one.asksStatus ?? true,
      take: () => jobs.shift(),
      printed: (job, code, untouched) => emit({ kind: 'printed', device, job, code, ...(untouched ? UNTOUCHED : {}) }),
      problem: (code) => tell(slot, code, ''),
    });
  }

  function tell(slot: Slot, code: DeviceProblemCode | null, detail: string): void {
    slot.own = code === null ? null : { code, detail };
    say(slot);
  }

  /** What keeps it from work comes before what may do so later. */
  function say(slot: Slot): void {
    const { own, rival } = slot;
    const code = own?.code ?? (rival === null ? null : 'device_ambiguous');
    if (slot.problem === code) return;
    slot.problem = code;
    emit({ kind: 'device_problem', device: slot.device, code, detail: own?.detail ?? rival ?? '' });
  }

  function lose(slot: Slot): void {
    slot.path = null;
    slot.open = false;
    slot.wake = () => {};
    slot.close = async () => {};
    leave(slot);
    if (!stopped && !looking) lookIn(LOOK_MS);
  }

  function leave(slot: Slot): void {
    if (slot.announced === null) return;
    slot.announced = null;
    [slot.problem, slot.own, slot.rival] = [null, null, null];
    failAll(slot);
    emit({ kind: 'device_removed', device: slot.device });
  }

  function failAll(slot: Slot): void {
    for (const { job } of slot.jobs.splice(0)) fail(slot.device, job);
  }

  function fail(device: string, job: string): void {
    emit({ kind: 'printed', device, job, code: 'printer_offline', ...UNTOUCHED });
  }

  void look();
  return {
    async stop() {
      stopped = true;
      cancelLook();
      await Promise.all(slots.map((slot) => slot.close()));
    },
    oldestOperationMs() {
      const [oldest] = running;
      return oldest === undefined ? 0 : clock.monotonicMs() - oldest.since;
    },
    print(device, job) {
      const slot = slots.find((one) => one.device === device && one.wanted.type === 'printer');
      if (slot === undefined || slot.path === null || slot.jobs.length >= MAX_JOBS) return fail(device, job.job);
      slot.jobs.push(job);
      slot.wake();
    },
  };
}

function newSlot(wanted: SerialDevice): Slot {
  return {
    device: `serial:${wanted.name}`,
    wanted,
    jobs: [],
    path: null,
    announced: null,
    problem: null,
    own: null,
    rival: null,
    failures: 0,
    retryAtMs: 0,
    open: false,
    wake: () => {},
    drop: () => {},
    close: async () => {},
  };
}

const both = (path: string, other: SerialInfo): string => `${path} and ${other.path} both fit`;

/** Everything that was said of it has to fit. */
function fits({ path, vid, pid, serial, port }: SerialDevice, info: SerialInfo): boolean {
  const same = (asked: string | undefined, there: string) => asked === undefined || asked === there;
  return (
    same(path, info.path) &&
    same(vid?.toUpperCase(), info.vid) &&
    same(pid?.toUpperCase(), info.pid) &&
    same(serial, info.serial) &&
    same(port, info.port)
  );
}

/**
 * One configured serial device: at which of the ports there are it is found, whether that is certain, what keeps it from
 * work, and what waits to be printed. Opens its port, and is found anew when it has lost it. Never touches another device.
 */
import type { DeviceEvent, DeviceListener, DeviceProblemCode, DriverClock, SerialDevice } from '../contract.ts';
import type { NativeCalls } from '../native-call.ts';
import type { SerialInfo, SerialSeam } from './port.ts';
import type { PrintJob } from './printer.ts';
import { startTalk, type Talk } from './talk.ts';

export interface SlotParts {
  readonly seam: SerialSeam;
  readonly clock: DriverClock;
  readonly timed: NativeCalls['timed'];
  readonly emit: DeviceListener;
  /** Its port is gone, and it may be plugged in anew. */
  readonly lost: () => void;
}

const RETRY_STEPS_MS = [500, 1000, 2000, 5000] as const;
const MAX_JOBS = 16;

/** While its port is open. */
interface Line {
  wake(): void;
  /** The port is gone, and nobody said so. */
  drop(): void;
  close(): Promise<void>;
}

export class Slot {
  readonly device: string;
  readonly wanted: SerialDevice;
  readonly #parts: SlotParts;
  readonly #jobs: PrintJob[] = [];
  /** Path that is open or being opened. */
  #path: string | null = null;
  #line: Line | null = null;
  /** Path of the one that was announced. */
  #announced: string | null = null;
  /** What keeps the device itself from work. */
  #own: { readonly code: DeviceProblemCode; readonly detail: string } | null = null;
  /** That another port fits, too. */
  #rival: string | null = null;
  /** As it was told last. */
  #told: DeviceProblemCode | null = null;
  #failures = 0;
  #retryAtMs = 0;
  #stopped = false;

  constructor(wanted: SerialDevice, parts: SlotParts) {
    this.device = `serial:${wanted.name}`;
    this.wanted = wanted;
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#line !== null;
  }

  /** Takes the ports that there are now. */
  look(ports: readonly SerialInfo[]): void {
    const held = this.#path;
    // The binding does not always say that what it holds was pulled out; the list does.
    if (held !== null && !ports.some(({ path }) => path === held)) this.#line?.drop();
    const fitting = ports.filter((info) => fits(this.wanted, info));
    if (this.#path !== null) return this.#compare(fitting);
    const [first, second] = fitting;
    if (first === undefined) return this.#leave();
    // Of several the one that was announced went away: what is left is another device.
    if (second === undefined && this.#announced !== first.path) this.#leave();
    this.#announce(first);
    this.#rival = second === undefined ? null : both(first.path, second);
    if (second !== undefined) return this.#tell(null, '');
    if (this.#parts.clock.monotonicMs() >= this.#retryAtMs) void this.#open(first.path);
  }

  /** Whether the job waits for the printer; one that does not was not touched. */
  print(job: PrintJob): boolean {
    if (this.#path === null || this.#jobs.length >= MAX_JOBS) return false;
    this.#jobs.push(job);
    this.#line?.wake();
    return true;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#line?.close();
  }

  /** Which is meant is certain while it is open; started anew it would not be, and that is told now. */
  #compare(fitting: readonly SerialInfo[]): void {
    const path = this.#path;
    if (path === null || this.#line === null) return;
    const other = fitting.find((info) => info.path !== path);
    this.#rival = other === undefined ? null : both(path, other);
    this.#say();
  }

  #announce({ vid, pid, serial, port, path }: SerialInfo): void {
    if (this.#announced !== null) return;
    this.#announced = path;
    const { name, type } = this.wanted;
    const identity = { vid, pid, serial, port: port || path };
    this.#parts.emit({ kind: 'device_added', device: this.device, name, virtual: false, type, identity });
  }

  async #open(path: string): Promise<void> {
    this.#path = path;
    const { seam, timed } = this.#parts;
    let talk: Talk | null = null;
    let gone = false;
    const end = (): void => {
      if (gone) return;
      gone = true;
      talk?.end();
      this.#lose();
    };
    const opened = await timed(
      seam.open(path, this.wanted.baud, (event) => (event.kind === 'bytes' ? talk?.bytes(event.bytes) : end())),
    );
    if (this.#stopped || gone) return void (opened.ok && opened.value.close());
    if (!opened.ok) return this.#retry(opened.detail);
    this.#failures = 0;
    // A printer says itself what keeps it from work.
    if (this.wanted.type === 'scanner') this.#tell(null, '');
    const { value: handle } = opened;
    const talking = this.#talkOver(handle);
    talk = talking;
    this.#line = {
      wake: () => talking.wake(),
      drop() {
        end();
        void handle.close();
      },
      async close() {
        talking.end();
        await handle.close();
      },
    };
  }

  #talkOver(handle: Parameters<typeof startTalk>[0]['handle']): Talk {
    const { clock, emit } = this.#parts;
    return startTalk({
      device: this.device,
      wanted: this.wanted,
      handle,
      clock,
      emit,
      take: () => this.#jobs.shift(),
      problem: (code) => this.#tell(code, ''),
    });
  }

  #retry(detail: string): void {
    this.#path = null;
    this.#retryAtMs = this.#parts.clock.monotonicMs() + (RETRY_STEPS_MS[Math.min(this.#failures, 3)] ?? 5000);
    this.#failures += 1;
    this.#failJobs();
    this.#tell('device_no_access', detail);
  }

  #lose(): void {
    this.#path = null;
    this.#line = null;
    this.#leave();
    if (!this.#stopped) this.#parts.lost();
  }

  #leave(): void {
    if (this.#announced === null) return;
    this.#announced = null;
    [this.#told, this.#own, this.#rival] = [null, null, null];
    this.#failJobs();
    this.#parts.emit({ kind: 'device_removed', device: this.device });
  }

  #failJobs(): void {
    for (const { job } of this.#jobs.splice(0)) this.#parts.emit(untouched(this.device, job));
  }

  #tell(code: DeviceProblemCode | null, detail: string): void {
    this.#own = code === null ? null : { code, detail };
    this.#say();
  }

  /** What keeps it from work comes before what may do so later. */
  #say(): void {
    const [own, rival] = [this.#own, this.#rival];
    const code = own?.code ?? (rival === null ? null : 'device_ambiguous');
    if (this.#told === code) return;
    this.#told = code;
    this.#parts.emit({ kind: 'device_problem', device: this.device, code, detail: own?.detail ?? rival ?? '' });
  }
}

/** That no byte of a job reached a printer. */
export function untouched(device: string, job: string): DeviceEvent {
  return { kind: 'printed', device, job, code: 'printer_offline', untouched: true };
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

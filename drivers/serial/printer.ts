/**
 * One printer on an open serial port: its state asked for while idle, and jobs printed one after the other. Every job ends
 * in exactly one verdict, also when the printer goes away in the middle. What the bytes say is not its business.
 */

import type { DeviceProblemCode, DriverClock } from '../contract.ts';
import type { SerialHandle } from './port.ts';
import { printerStatus, STATUS_ANSWERS, STATUS_QUESTION } from './printer-status.ts';

export interface PrintJob {
  readonly job: string;
  readonly bytes: Uint8Array;
}

export interface Printer {
  bytes(bytes: Uint8Array): void;
  /** There is a job: it does not wait for the next look at the printer. */
  wake(): void;
  /** The port is gone: what is printing or waits is told as failed. */
  end(): void;
}

export interface PrinterParts {
  readonly handle: SerialHandle;
  readonly clock: DriverClock;
  /** False: this one never answers, and is taken to have printed what it took. */
  readonly asksStatus: boolean;
  readonly take: () => PrintJob | undefined;
  /** `untouched`: not a byte of it was sent. */
  readonly printed: (job: string, code: DeviceProblemCode | null, untouched: boolean) => void;
  readonly problem: (code: DeviceProblemCode | null) => void;
}

/** A cover opened in between is seen this late; before a job the printer is asked in any case. */
const IDLE_MS = 5_000;
const ANSWER_MS = 1_000;
/** One at work takes nothing for a moment; when that lasts it has no paper, or its cover is open. */
const TAKEN_MS = 5_000;
/** Paper moves at about 100 mm/s; the printer answers when it has read what came before. */
const PRINTED_MS = 15_000;
const CHUNK = 512;

export function startPrinter(parts: PrinterParts): Printer {
  const { handle, clock } = parts;
  let over = false;
  let answers: number[] = [];
  let answered: () => void = () => {};
  let cancel: () => void = () => {};
  let told: DeviceProblemCode | null | undefined;
  let resting = false;
  /** What was sent is still to be taken: no paper, or the cover open, and no room for it. */
  let jammed = false;

  /** Whether it was taken in time. Behind what is not taken nothing is sent. */
  async function send(bytes: Uint8Array, waitMs: number): Promise<boolean> {
    if (jammed) return false;
    let inTime = () => {};
    const late = new Promise<null>((resolve) => {
      inTime = clock.after(waitMs, () => resolve(null));
    });
    const writing = handle.write(bytes);
    const sent = await Promise.race([writing, late]);
    inTime();
    if (sent !== null) return sent.ok;
    jammed = true;
    void writing.then(() => {
      jammed = false;
      begin();
    });
    return false;
  }

  /** Undefined where it need not be asked. */
  async function ask(waitMs: number): Promise<DeviceProblemCode | null> {
    if (!parts.asksStatus) return jammed ? 'printer_offline' : null;
    answers = [];
    if (!(await send(STATUS_QUESTION, Math.max(waitMs, TAKEN_MS)))) return 'printer_offline';
    await new Promise<void>((resolve) => {
      const late = clock.after(waitMs, resolve);
      answered = () => {
        late();
        resolve();
      };
      if (over || answers.length >= STATUS_ANSWERS) answered();
    });
    const status = printerStatus(Uint8Array.from(answers));
    return status.kind === 'known' ? status.problem : 'printer_offline';
  }

  async function print({ bytes }: PrintJob): Promise<DeviceProblemCode | null> {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      if (over) return 'printer_offline';
      if (!(await send(bytes.subarray(at, at + CHUNK), PRINTED_MS))) return 'printer_offline';
    }
    return over ? 'printer_offline' : ask(PRINTED_MS);
  }

  async function turn(): Promise<void> {
    const job = parts.take();
    const before = await ask(ANSWER_MS);
    const begun = job !== undefined && before === null && !over;
    const code = begun ? await print(job) : before;
    if (job !== undefined) parts.printed(job.job, over ? 'printer_offline' : code, !begun);
    if (over) return;
    if (code !== told) parts.problem(code);
    told = code;
    resting = true;
    cancel = clock.after(job === undefined ? IDLE_MS : 0, begin);
  }

  function begin(): void {
    cancel();
    if (over || !resting) return;
    resting = false;
    void turn();
  }

  void turn();
  return {
    bytes(bytes) {
      // Bounded: more than was asked for is noise.
      for (const byte of bytes.subarray(0, 64)) if (answers.length < 64) answers.push(byte);
      if (answers.length >= STATUS_ANSWERS) answered();
    },
    wake: begin,
    end() {
      over = true;
      cancel();
      answered();
    },
  };
}

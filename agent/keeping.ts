/**
 * Keeps a terminal in order beside its work: tells the centre how far the journal reaches, and has the certificate renewed
 * before it ends. Everything is tried again by itself; nothing here may hold up or spoil a sale. Decides nothing about
 * transactions.
 */
import type { SignedCheckpoint } from './core/checkpoint.ts';
import { checkpointText } from './core/checkpoint.ts';
import type { Terminal } from './core/state.ts';
import { StoreError } from './core/store-error.ts';
import { civilTime } from './core/time.ts';
import type { StoreCare } from './ports/care.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import {
  type CareHeader,
  type CareMethod,
  decodeNoteHead,
  decodeRenewal,
  encodeNoteHead,
  encodeRenewal,
} from './wire/care.ts';

export interface KeepingParts {
  readonly terminal: Terminal;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Pick<Store, 'begin' | 'commit' | 'rollback'> & StoreCare;
  /** By the device key. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  /** Asks the centre's CareService; rejects when there is no answer. */
  readonly ask: (method: CareMethod, bytes: Uint8Array) => Promise<Uint8Array>;
  readonly certificate: {
    /** When the present one ends, ms since 1970 UTC. */
    validUntilMs(): number;
    /** PKCS#10 for the key the terminal has. */
    request(): Uint8Array;
    /** Whether this terminal can open a connection under a chain in PEM. */
    fits(certificate: string): boolean;
    /** PEM chain, and the centre's recovery key where it gave one. */
    renewed(certificate: string, recovery_key: Uint8Array): void;
  };
  /** For the centre's recovery key; null until it gave one. Absent: no key is wrapped. */
  readonly wrapped?: () => ((key: Uint8Array) => Uint8Array) | null;
  /** Daily copies, checked whole. `tell`: whether the last one was. */
  readonly copies?: { newestMs(): number; make(): Promise<number>; stop(): void; tell(whole: boolean): void };
  readonly disk?: DiskWatch;
  /** Whether the centre has said that the clock is right: by another nothing is erased. Absent: it is. */
  readonly clockConfirmed?: () => boolean;
  /** The centre confirmed it: kept outside the data file too. */
  readonly noted?: (checkpoint: SignedCheckpoint) => void;
}

export interface DiskWatch {
  look(): { readonly freeMb: number; readonly leastMb: number; readonly low: boolean };
  release(): void;
  /** Told at every look: null when there is room. */
  tell(short: { readonly free_mb: number; readonly needed_mb: number } | null): void;
}

export interface Keeping {
  greeted(): void;
  lost(): void;
  stop(): Promise<void>;
}

/** At most this much of the journal is not yet vouched for by the centre. */
export const CHECKPOINT_MS = 10 * 60_000;
/** How often the disk is looked at. */
export const LOOK_MS = 30_000;
/** Once a day what is due is erased, so many rows a turn. */
const ERASE_MS = 86_400_000;
const ERASED_AT_ONCE = 50;
const ERASE_PAUSE_MS = 200;
/** A copy a day, and none in the first minutes after a start: a counter that opens has other work. */
const COPY_MS = 86_400_000;
const FIRST_COPY_MS = 5 * 60_000;
/** After one that could not be made, or was not whole: a check of years of entries keeps a core busy for minutes. */
export const COPY_AGAIN_MS = 3_600_000;
/** The command line's exit code for a ledger that is not whole. */
const FOUND = 4;
/** Renewed this long before the certificate ends; tried once a pass. */
const RENEW_BEFORE_MS = 30 * 86_400_000;

export function keepInOrder(parts: KeepingParts): Keeping {
  const { clock, store, log } = parts;
  let cancel = () => {};
  let cancelLook = () => {};
  let underWay: Promise<void> | null = null;
  let up = false;
  let stopped = false;
  const copies = dailyCopies(parts);
  const erasure = dailyErasure(parts);

  function plan(delayMs: number): void {
    cancel();
    cancel = clock.after(delayMs, () => {
      underWay ??= pass().finally(() => {
        underWay = null;
        if (up) plan(CHECKPOINT_MS);
      });
    });
  }

  async function pass(): Promise<void> {
    for (const task of [renew, tellHead])
      try {
        await task();
      } catch (error) {
        // No answer, or no room: the next pass tries again.
        const code = error instanceof StoreError ? error.code : 'no_answer';
        log.warn('keeping_put_off', { task: task.name, code });
      }
  }

  /** What needs no centre: room on the disk, keys that are new, what is due to be erased, and a copy a day. */
  function look(): void {
    if (stopped) return;
    cancelLook = clock.after(LOOK_MS, look);
    lookAtDisk();
    wrapNew();
    erasure.look();
    copies.look();
  }

  /** Each month has a new key, and so has each restore: a lost key must not lose unsent money, the centre can open these. */
  function wrapNew(): void {
    const wrapped = parts.wrapped?.() ?? null;
    if (wrapped === null) return;
    try {
      const keys = turn(parts, () => store.wrapKeys(wrapped));
      if (keys > 0) log.info('keys_wrapped', { keys });
    } catch (error) {
      putOff(log, 'wrap', error);
    }
  }

  function lookAtDisk(): void {
    const { disk } = parts;
    if (disk === undefined) return;
    const { freeMb, leastMb, low } = disk.look();
    disk.tell(low ? { free_mb: freeMb, needed_mb: leastMb } : null);
    // Nothing left at all: what the reserve held is for the answers of what was accepted.
    if (freeMb === 0) disk.release();
  }

  async function tellHead(): Promise<void> {
    const taken = turn(parts, () =>
      store.checkpoint((one) => parts.sign(Buffer.from(checkpointText(parts.terminal.dev_no, one)))),
    );
    const checkpoint = taken ?? store.untold();
    if (checkpoint === null) return;
    const { ok, err_msg, newest } = decodeNoteHead(await parts.ask('NoteHead', encodeNoteHead(header(), checkpoint)));
    // It holds something this file does not follow from: for the operator, and for the hello, which refuses it too.
    if (!ok)
      return log.error('checkpoint_refused', { entries: checkpoint.entries, centre_entries: newest?.entries, err_msg });
    turn(parts, () => store.told(checkpoint));
    parts.noted?.(checkpoint);
  }

  async function renew(): Promise<void> {
    const { certificate } = parts;
    if (certificate.validUntilMs() - clock.wallMs() > RENEW_BEFORE_MS) return;
    const answer = decodeRenewal(await parts.ask('RenewCertificate', encodeRenewal(header(), certificate.request())));
    if (!answer.ok) return log.error('certificate_not_renewed', { err_msg: answer.err_msg });
    // Taken in the place of the one that is good, it would cut the terminal off from the centre for ever.
    if (!certificate.fits(answer.certificate))
      return log.error('certificate_not_renewed', { err_msg: 'the answer has no certificate for the terminal’s key' });
    certificate.renewed(answer.certificate, answer.recovery_key);
    log.info('certificate_renewed', { until: civilTime(certificate.validUntilMs()) });
  }

  function header(): CareHeader {
    const { dev_no, fixmedins_code, mdtrtarea_admvs } = parts.terminal;
    return {
      dev_no,
      fixmedins_code,
      mdtrtarea_admvs,
      agent_version: parts.version,
      inf_time: civilTime(clock.wallMs()),
    };
  }

  look();
  return {
    greeted() {
      up = true;
      if (underWay === null) plan(0);
    },
    lost() {
      up = false;
      cancel();
    },
    async stop() {
      [up, stopped] = [false, true];
      cancel();
      cancelLook();
      erasure.stop();
      await Promise.all([underWay, copies.stop()]);
    },
  };
}

/** A task that is looked after every half minute. */
interface Daily {
  look(): void;
  stop(): Promise<void> | void;
}

/** What is due is erased once a day, a few rows at a time, with room for sales between two passes. */
function dailyErasure(parts: KeepingParts): Daily {
  const { clock, store, log } = parts;
  let cancel: (() => void) | null = null;
  let erasedMs = 0;
  let stopped = false;

  function eraseOn(): void {
    cancel = null;
    if (stopped) return;
    try {
      const { erased, moved, destroyed, done } = turn(parts, () => store.erase(ERASED_AT_ONCE));
      if (erased + moved + destroyed.length > 0) log.info('erased', { erased, moved, keys: destroyed.length });
      if (done) erasedMs = clock.wallMs();
      else cancel = clock.after(ERASE_PAUSE_MS, eraseOn);
    } catch (error) {
      putOff(log, 'erase', error);
    }
  }

  return {
    look() {
      const due = cancel === null && Math.abs(clock.wallMs() - erasedMs) >= ERASE_MS;
      if (due && parts.clockConfirmed?.() !== false) eraseOn();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

/** A copy a day, and sooner again after one that failed. */
function dailyCopies({ clock, log, copies }: KeepingParts): Daily {
  if (copies === undefined) return { look() {}, stop() {} };
  let copying: Promise<void> | null = null;
  // The names of the copies there may bear another time: one of a clock that was ahead stays the newest for as long.
  let copiedMs = 0;
  let copyFromMs = clock.monotonicMs() + FIRST_COPY_MS;

  function made(code: number): void {
    copying = null;
    const whole = code === 0;
    if (whole) copiedMs = clock.wallMs();
    else copyFromMs = clock.monotonicMs() + COPY_AGAIN_MS;
    if (whole || code === FOUND) copies?.tell(whole);
    if (whole) log.info('backed_up');
    else log.error(code === FOUND ? 'ledger_check_failed' : 'not_backed_up', { code });
  }

  return {
    look() {
      if (copying !== null || clock.monotonicMs() < copyFromMs) return;
      if ([copies.newestMs(), copiedMs].some((at) => Math.abs(clock.wallMs() - at) < COPY_MS)) return;
      copying = copies.make().then(made);
    },
    async stop() {
      copies.stop();
      await copying;
    },
  };
}

/** No room, or no right any more: the next look tries again. */
function putOff(log: Log, task: string, error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
  log.warn('keeping_put_off', { task, code: error.code });
}

/** A turn of its own: the agent is between two of its own whenever this runs. */
function turn<T>({ store, clock }: Pick<KeepingParts, 'store' | 'clock'>, work: () => T): T {
  try {
    store.begin(clock.wallMs());
    const done = work();
    store.commit();
    return done;
  } catch (error) {
    store.rollback();
    throw error;
  }
}

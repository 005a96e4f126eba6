/**
 * The log over pino: one JSON object a line, to a file or standard output. Takes flat facts only and drops what could be
 * a person's; must never throw, never wait for the disk, and never hold up a stop for long.
 */
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../ports/log.ts';

export interface PinoLogOptions {
  readonly level: 'info' | 'warn' | 'error';
  /**
   * Made with its folder when it is not there; null writes to standard output, and one that can not be opened to
   * standard error.
   */
  readonly file: string | null;
  /** Bytes after which the file is put aside as file.1 (and that as file.2 …); default: 20 MB. */
  readonly largest?: number;
  /** Lines between two looks at the size; default: 500. */
  readonly lookLines?: number;
  /** What is not written this long after the log is closed is given up, ms; default: 2,000. */
  readonly lastWordsMs?: number;
}

export interface ClosableLog extends Log {
  /** From here on. */
  setLevel(level: PinoLogOptions['level']): void;
  /** By its name anew: another program may have moved the file away. */
  reopen(): void;
  /** Resolves when everything said so far is written, or nobody has read on for too long. */
  close(): Promise<void>;
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const LARGEST = 20 << 20;
/** Files kept besides the one that is written. */
const KEPT = 5;
const LOOK_LINES = 500;
const LAST_WORDS_MS = 2_000;

export function createPinoLog(options: PinoLogOptions): ClosableLog {
  const { level, largest = LARGEST, lookLines = LOOK_LINES, lastWordsMs = LAST_WORDS_MS } = options;
  const { dest, file, fault } = openLog(options.file);
  const destination = pino.destination({ dest, sync: false, mode: 0o600 });
  /** The next file is being opened: until then the library forgets that it was told to end. */
  let reopening = false;
  /** The last line could not be written. */
  let failing = false;
  // A full disk must not end the counter's day; where it could not be opened anew, the former file is gone on with.
  destination.on('error', () => {
    [reopening, failing] = [false, true];
  });
  destination.on('write', () => {
    failing = false;
  });
  // At the exit the library writes what is left, again and again until it can: on a full disk, or to a terminal that is
  // closed, for ever.
  const flushSync = destination.flushSync.bind(destination);
  destination.flushSync = () => {
    if (!failing) flushSync();
  };
  const base = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino({ ...base, formatters: { level: (label) => ({ level: label }) } }, destination);
  let lines = 0;
  const reopen = (): void => {
    if (file === null || reopening) return;
    reopening = true;
    destination.once('ready', () => {
      reopening = false;
    });
    destination.reopen();
  };
  const line =
    (write: (facts: object, event: string) => void) =>
    (event: string, facts: Facts = {}) => {
      write(loggable(facts), event);
      lines += 1;
      if (file !== null && lines % lookLines === 0 && putAside(file, largest)) reopen();
    };
  const log = {
    info: line((facts, event) => logger.info(facts, event)),
    warn: line((facts, event) => logger.warn(facts, event)),
    error: line((facts, event) => logger.error(facts, event)),
    setLevel(next) {
      logger.level = next;
    },
    reopen,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => {
          failing = true;
          resolve();
        }, lastWordsMs);
        const closed = () => {
          clearTimeout(late);
          resolve();
        };
        destination.once('close', closed);
        destination.once('error', closed);
        if (reopening) destination.once('ready', () => destination.end());
        else destination.end();
      }),
  } satisfies ClosableLog;
  if (fault !== null) log.warn('log_not_opened', { file: options.file, fault });
  return log;
}

/** Tried before the first line: of a file that never opens the library throws at a line, and again at the exit. */
function openLog(file: string | null) {
  if (file === null) return { dest: STANDARD_OUTPUT, file: null, fault: null };
  try {
    // It may be the data folder.
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    return { dest: file, file, fault: null };
  } catch (error) {
    return { dest: STANDARD_ERROR, file: null, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** True when the file was large and is now file.1; the oldest is gone. A log must not fill the disk that sales need. */
function putAside(file: string, largest: number): boolean {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < largest) return false;
  try {
    for (let at = KEPT - 1; at >= 1; at -= 1) {
      const from = `${file}.${at}`;
      if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, `${file}.${at + 1}`);
    }
    renameSync(file, `${file}.1`);
    return true;
  } catch {
    return false;
  }
}

type Facts = Readonly<Record<string, unknown>>;

/** Names under which the national interface carries persons. */
const PERSONAL = /^(psn_|certno|cardno|card_sn|mdtrt_cert_no|brdy|gend|naty|opter_name)/;
/** An identity number standing by itself; a msgid is longer and stays. */
const IDENTITY_NUMBER = /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g;

/** Numbers, flags, short texts and errors; anything deeper is named by its type alone. */
export function loggable(facts: Facts): Facts {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (PERSONAL.test(name)) kept[name] = '[personal]';
    else if (typeof value === 'string') kept[name] = hide(value);
    else if (value instanceof Error) kept[name] = { name: value.name, stack: hide(value.stack ?? value.message) };
    else if (value === null || typeof value === 'number' || typeof value === 'boolean') kept[name] = value;
    else if (value !== undefined) kept[name] = `[${typeof value}]`;
  }
  return kept;
}

function hide(text: string): string {
  return text.replace(IDENTITY_NUMBER, '[number]');
}

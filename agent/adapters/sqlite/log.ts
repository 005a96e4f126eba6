/**
 * SQLite's own log of what was written (WAL), brought over into the file between turns. SQLite does it by itself inside the
 * commit that makes the log long: some milliseconds of disk on top of that turn, and now and then that is a sale's. It must
 * never fail: what can not be brought over yet is safe where it is.
 */
import Database from 'better-sqlite3';
import type { Db } from './schema.ts';

export interface Log {
  /** Whether enough lies in it to be worth the way. */
  logIsLong(): boolean;
  /** Brings over what is there. Outside of a turn. */
  shortenLog(): void;
}

/** Pages in it: some milliseconds to bring over. */
const LONG = 500;
/** Those at which SQLite does it by itself, where nobody came to it before: beside a reader that holds on to what it sees. */
const TOO_LONG = 4_000;

interface Checkpointed {
  readonly log: number;
  readonly checkpointed: number;
}

export function createLog(db: Db): Log {
  db.pragma(`wal_autocheckpoint = ${TOO_LONG}`);
  // Asked without doing anything; -1 for a database without a log.
  const look = db.prepare<[], Checkpointed>('PRAGMA wal_checkpoint(NOOP)');
  const bring = db.prepare<[], Checkpointed>('PRAGMA wal_checkpoint(PASSIVE)');
  return {
    logIsLong() {
      const { log = 0, checkpointed = 0 } = tried(look) ?? {};
      return log - checkpointed >= LONG;
    },
    shortenLog: () => void tried(bring),
  };
}

function tried(asked: Database.Statement<[], Checkpointed>): Checkpointed | undefined {
  try {
    return asked.get();
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    return undefined;
  }
}

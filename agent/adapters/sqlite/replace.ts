/**
 * Puts another file in the ledger's place: the one that was there is set aside under a name with the instant, never
 * deleted; the new one begins a new epoch before it takes the name, so that no agent ever opens it in the old one. The
 * caller holds the lock.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type BegunEpoch, beginEpoch, newestEpoch, recordedEpoch } from './epoch.ts';

export interface Replaced extends BegunEpoch {
  /** Where the former file is now; null when there was none. */
  readonly aside: string | null;
}

export interface Replacement {
  readonly path: string;
  /** The new file, complete, beside the old one. */
  readonly draft: string;
  readonly atMs: number;
  readonly reason: 'restore' | 'salvage';
  /** An epoch known from elsewhere; the new one lies above it. */
  readonly above: number;
}

/** Suffixes of what belongs to one SQLite file. */
const PARTS = ['', '-wal', '-shm', '-journal'];

export function replaceLedger({ path, draft, atMs, reason, above }: Replacement): Replaced {
  const db = new Database(draft);
  const begun = beginEpoch(db, { atMs, reason, above });
  db.pragma('journal_mode = WAL');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  sync(draft);
  const aside = existsSync(path) ? setAside(path, atMs) : null;
  renameSync(draft, path);
  sync(dirname(path));
  return { ...begun, aside };
}

/** Moves the file and what belongs to it to a name that tells when; gives the name. */
export function setAside(path: string, atMs: number): string {
  const aside = `${path}.aside-${new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  // The log first: a file without its log is older than it should be, a log without its file is nothing.
  for (const part of [...PARTS].reverse()) if (existsSync(path + part)) renameSync(path + part, aside + part);
  sync(dirname(path));
  return aside;
}

/** The highest epoch a file says it has reached; 0 when it can not be asked. */
export function epochIn(path: string): number {
  if (!existsSync(path)) return 0;
  try {
    const db = new Database(path, { readonly: true });
    try {
      return Math.max(recordedEpoch(db), newestEpoch(db));
    } finally {
      db.close();
    }
  } catch {
    return 0;
  }
}

export function clearDraft(draft: string): void {
  for (const part of PARTS) rmSync(draft + part, { force: true });
}

function sync(path: string): void {
  const opened = openSync(path, 'r');
  fsyncSync(opened);
  closeSync(opened);
}

/**
 * Puts another file in the ledger's place: the one that was there is set aside under a name with the instant, never
 * deleted; the new one begins a new epoch before it takes the name, so that no agent ever opens it in the old one. Several
 * renames: a new file that is complete stands by under a name with the instant before the first of them, and whoever opens
 * the ledger next ends what was begun. The caller of a replacement holds the lock.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { sync } from '../sync.ts';
import { type BegunEpoch, beginEpoch, newestEpoch, recordedEpoch } from './epoch.ts';
import { lockDatabase } from './schema.ts';

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
  const at = instantFor(path, atMs);
  renameSync(draft, `${path}.standby-${at}`);
  sync(dirname(path));
  return { ...begun, aside: takePlace(path, at) };
}

/** Whether a new file stands by to take the ledger's place: its process ended before that was done. */
export const isReplacing = (path: string): boolean => standbyOf(path) !== undefined;

/**
 * Takes the ledger's lock, ends a replacement that was broken off, and clears away what was made for one that never began;
 * `onReplaced` gets where the former file is.
 */
export function lockLedger(path: string, onReplaced: (aside: string | null) => void = () => {}): () => void {
  const unlock = lockDatabase(path);
  try {
    const at = standbyOf(path);
    if (at !== undefined) onReplaced(takePlace(path, at));
    clearDraft(path);
    return unlock;
  } catch (error) {
    unlock();
    throw error;
  }
}

/** From any state in between it goes on to the same end. */
function takePlace(path: string, at: string): string | null {
  const aside = moveAside(path, at);
  renameSync(`${path}.standby-${at}`, path);
  sync(dirname(path));
  return existsSync(aside) ? aside : null;
}

/** The instant in the name of the file that stands by. */
function standbyOf(path: string): string | undefined {
  const start = `${path}.standby-`;
  return besides(start)[0]?.slice(basename(start).length);
}

/** Moves the file and what belongs to it to a name that tells when; gives the name. */
export function setAside(path: string, atMs: number): string {
  return moveAside(path, instantFor(path, atMs));
}

function moveAside(path: string, at: string): string {
  const aside = `${path}.aside-${at}`;
  // The log first: a file without its log is older than it should be, a log without its file is nothing.
  for (const part of [...PARTS].reverse()) {
    if (!existsSync(path + part)) continue;
    // Whoever looked at the file between two renames made an empty log in place of the one that had been moved.
    if (part !== '' && existsSync(aside + part)) rmSync(path + part);
    else renameSync(path + part, aside + part);
  }
  sync(dirname(path));
  return aside;
}

/** One that no file was set aside under yet. */
function instantFor(path: string, atMs: number): string {
  const second = new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
  let at = second;
  for (let next = 2; existsSync(`${path}.aside-${at}`); next += 1) at = `${second}-${next}`;
  return at;
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

/** Where the file that is to take a ledger's place is made. */
export const draftOf = (path: string): string => `${path}.draft`;

/** The draft and all that belongs to it, as when it was brought up to this version. */
export function clearDraft(path: string): void {
  for (const name of besides(draftOf(path))) rmSync(join(dirname(path), name));
}

/** Names in its folder that begin with this one. */
function besides(path: string): readonly string[] {
  const [folder, start] = [dirname(path), basename(path)];
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(start)) : [];
}

/**
 * A copy of the ledger while an agent is at work on it, checked whole before it counts as one: SQLite's own integrity
 * check, then every entry of the chain, on the copy, so that no acceptance waits. The copy holds no key: it tells nothing
 * without the key store. Must never write to the ledger.
 */
import { chmodSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../core/store-error.ts';
import { sync } from '../sync.ts';
import { guarded, SCHEMA_VERSION } from './schema.ts';
import { type Verification, type VerifyOptions, verifyLedger } from './verify.ts';

export interface Backup {
  readonly file: string;
  readonly verification: Verification;
}

/** Pages copied between two looks at the clock of whoever waits: 16 MB. */
const PAGES = 4_096;

/** Throws StoreError store_damaged when the copy is not whole; then there is none. `onProgress` gets 0 to 1. */
export async function backUp(
  path: string,
  to: string,
  options: VerifyOptions = {},
  onProgress: (part: number) => void = () => {},
): Promise<Backup> {
  const draft = `${to}.part`;
  const clear = () => {
    for (const file of [draft, `${draft}-wal`, `${draft}-shm`, `${draft}-journal`]) rmSync(file, { force: true });
  };
  clear();
  const db = guarded(path, () => new Database(path, { readonly: true, fileMustExist: true }));
  try {
    checkVersion(db, path);
    // One view of the file from here on: without it every write of the agent would begin the copy anew.
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM state').get();
    await db.backup(draft, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return PAGES;
      },
    });
  } catch (error) {
    clear();
    return guarded(path, () => {
      throw error;
    });
  } finally {
    db.close();
  }
  try {
    // What is wrong with the copy is wrong with the ledger: the copy is gone when somebody reads of it.
    const verification = checkWhole(draft, path, options);
    chmodSync(draft, 0o600);
    sync(draft);
    renameSync(draft, to);
    return { file: to, verification };
  } catch (error) {
    clear();
    throw error;
  }
}

/**
 * Throws StoreError store_damaged when SQLite or the chain finds anything in a copy of `original`; the findings are its
 * cause, and it names the original.
 */
export function checkWhole(file: string, original: string, options: VerifyOptions = {}): Verification {
  return guarded(original, () => {
    const db = new Database(file);
    try {
      // One file: whoever copies it must not have to know of a write-ahead log.
      db.pragma('journal_mode = DELETE');
      const found = db.pragma('integrity_check(20)', { simple: true }) as string;
      if (found !== 'ok') throw new StoreError('store_damaged', original, found);
    } finally {
      db.close();
    }
    const verification = verifyLedger(file, options);
    if (verification.findings.length > 0) throw new StoreError('store_damaged', original, verification.findings);
    return verification;
  });
}

function checkVersion(db: Database.Database, path: string): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version === SCHEMA_VERSION) return;
  throw new StoreError(version > SCHEMA_VERSION ? 'store_newer_schema' : 'store_older_schema', path);
}

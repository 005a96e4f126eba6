/**
 * The ledger for looking at, while an agent may be at work on it: no lock is taken and nothing can be written. Needs the
 * data key, because bodies are sealed.
 */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../core/store-error.ts';
import type { Store } from '../../ports/store.ts';
import { guarded, SCHEMA_VERSION } from './schema.ts';
import { attachStore, type StoreOptions } from './store.ts';

export type ReadableStore = Pick<
  Store,
  | 'operators'
  | 'shift'
  | 'books'
  | 'transaction'
  | 'transactions'
  | 'claims'
  | 'settlement'
  | 'bytesOf'
  | 'counts'
  | 'close'
>;

/** Throws StoreError: there is no such file, it is newer than this program, or sealed under another key. */
export function openReadOnly(options: Omit<StoreOptions, 'catalogue'>): ReadableStore {
  const { path } = options;
  if (!existsSync(path)) throw new StoreError('store_failed', path);
  return guarded(path, () => {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2_000 });
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version === SCHEMA_VERSION)
      return attachStore(db, { ...options, catalogue: { version: '', entries: () => [] } });
    db.close();
    throw new StoreError(
      version > SCHEMA_VERSION ? 'store_newer_schema' : version > 0 ? 'store_older_schema' : 'store_damaged',
      path,
    );
  });
}

/**
 * A ledger as one value: its file as it is now and the keys it needs, for a recording that has to be played back on the same
 * ledger. The keys are in it: whoever keeps one must seal it. Must never change the file it reads.
 */
import Database from 'better-sqlite3';
import type { KeyStore } from '../../ports/keys.ts';
import type { LedgerSnapshot } from '../../ports/recording.ts';

export function ledgerSnapshot(path: string, keys: KeyStore): LedgerSnapshot {
  const db = new Database(path, { readonly: true });
  try {
    const named = keys.names().flatMap((name) => {
      const key = keys.read(name);
      return key === null ? [] : [{ name, key }];
    });
    return { db: db.serialize(), keys: named };
  } finally {
    db.close();
  }
}

/** The file in memory, and its keys beside it. */
export function openSnapshot({ db, keys }: LedgerSnapshot): {
  readonly db: Database.Database;
  readonly keys: KeyStore;
} {
  const bytes = Buffer.from(db);
  // A file in write-ahead mode cannot be opened in memory: its two version bytes say so (SQLite file format, 1.3).
  bytes.fill(1, 18, 20);
  const held = new Map(keys.map(({ name, key }) => [name, key]));
  return {
    db: new Database(bytes),
    keys: {
      names: () => [...held.keys()],
      read: (name) => held.get(name) ?? null,
      write: (name, key) => void held.set(name, key),
      destroy: (name) => void held.delete(name),
    },
  };
}

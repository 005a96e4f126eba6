/** Small facts of the ledger that are no rows: epoch, contact, shift, what nonces are reserved. Knows no meaning of theirs. */
import type { Db } from './schema.ts';

export interface Values {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

export function createValues(db: Db): Values {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM state WHERE key = ?');
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)');
  return { get: (key) => get.get(key)?.value, set: (key, value) => void set.run(key, value) };
}

export function epochOf(values: Values): number {
  return Number(values.get('epoch') ?? '1');
}

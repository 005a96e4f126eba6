/** The facts of a journal, in order; fails when the chain does not hold. */
import { expect } from 'vitest';
import { chain } from '../../agent/adapters/sqlite/journal.ts';
import type { Db } from '../../agent/adapters/sqlite/schema.ts';

export function verifyJournal(db: Db): readonly (readonly unknown[])[] {
  const entries = db.prepare<[], { fact: string; hash: Buffer }>('SELECT fact, hash FROM journal ORDER BY seq').all();
  let previous: Uint8Array = Buffer.alloc(32);
  for (const { fact, hash } of entries) {
    expect(chain(previous, fact)).toEqual(hash);
    previous = hash;
  }
  return entries.flatMap(({ fact }) => fact.split('\n').map((line) => JSON.parse(line) as unknown[]));
}

/**
 * The journal: what happened, in order, each entry's hash covering the one before. Facts hold ids, states, codes and the
 * hash of the sealed body, never the body, so that personal data can be erased while the chain still verifies.
 */
import { hash as digest } from 'node:crypto';
import type { Db } from './schema.ts';

export interface Journal {
  /** Appends one fact; call inside the turn it belongs to. */
  append(fact: readonly unknown[]): void;
  /** Hash of the newest entry, hex; '' for none. */
  head(): string;
  /** Forgets what a rolled-back turn appended. */
  reload(): void;
}

const EMPTY = Buffer.alloc(32);

/** SHA-256 of the entry before and this one's text. One shot: a hash object costs as much as the hashing. */
export function chain(previous: Uint8Array, fact: string): Buffer {
  return digest('sha256', Buffer.concat([previous, Buffer.from(fact)]), 'buffer');
}

export function hashOf(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex');
}

export function openJournal(db: Db): Journal {
  const last = db.prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1');
  const insert = db.prepare<[number, string, Buffer]>('INSERT INTO journal (seq, fact, hash) VALUES (?, ?, ?)');
  let seq = 0;
  let hash: Buffer = EMPTY;
  const reload = () => {
    const row = last.get();
    seq = row?.seq ?? 0;
    hash = row?.hash ?? EMPTY;
  };
  reload();
  return {
    append(fact) {
      const text = JSON.stringify(fact);
      hash = chain(hash, text);
      seq += 1;
      insert.run(seq, text, hash);
    },
    head: () => (seq === 0 ? '' : hash.toString('hex')),
    reload,
  };
}

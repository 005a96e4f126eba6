/**
 * The journal: what happened, in order, each entry's hash covering the one before. An entry is a turn: one fact, JSON,
 * a line, so that a frame of rows is hashed and written once and the chain still covers each row. Facts hold ids,
 * states, codes and the hash of the sealed body, never the body, so that personal data can be erased while the chain
 * still verifies.
 */
import { hash as digest } from 'node:crypto';
import type { Db } from './schema.ts';

export interface Journal {
  /** Appends one fact as an entry of its own; call inside the transaction it belongs to. */
  append(fact: readonly unknown[]): void;
  /** One more fact of the turn under way; `flush` before its commit writes them all as one entry. */
  note(fact: readonly unknown[]): void;
  flush(): void;
  /** Hash of the newest entry, hex; '' for none. */
  head(): string;
  /** Its place, from 1; 0 for none. */
  seq(): number;
  /** Hash of the entry at this place, hex; '' where there is none. */
  hashAt(seq: number): string;
  /** Forgets what a rolled-back turn appended. */
  reload(): void;
}

const EMPTY = Buffer.alloc(32);

/** SHA-256 of the entry before and this one's text. One shot: a hash object costs as much as the hashing. */
export function chain(previous: Uint8Array, fact: string): Buffer {
  return digest('sha256', Buffer.concat([previous, Buffer.from(fact)]), 'buffer');
}

/** Of a text: its UTF-8 bytes. */
export function hashOf(what: Uint8Array | string): string {
  return digest('sha256', what, 'hex');
}

/** `lost`: entries that are known to have come after the newest there is. */
export function openJournal(db: Db, lost = 0): Journal {
  const last = db.prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1');
  const one = db.prepare<[number], { hash: Buffer }>('SELECT hash FROM journal WHERE seq = ?');
  const insert = db.prepare<[number, string, Buffer]>('INSERT INTO journal (seq, fact, hash) VALUES (?, ?, ?)');
  let seq = 0;
  let hash: Buffer = EMPTY;
  /** The same, hex, once it was asked for: each sale of a turn names it. */
  let head: string | null = null;
  const reload = () => {
    const row = last.get();
    seq = row?.seq ?? 0;
    hash = row?.hash ?? EMPTY;
    head = null;
  };
  let noted: string[] = [];
  const write = (text: string) => {
    hash = chain(hash, text);
    head = null;
    seq += 1;
    insert.run(seq, text, hash);
  };
  const flush = () => {
    if (noted.length === 0) return;
    const text = noted.join('\n');
    noted = [];
    write(text);
  };
  reload();
  seq += lost;
  return {
    append(fact) {
      flush();
      write(JSON.stringify(fact));
    },
    note: (fact) => void noted.push(JSON.stringify(fact)),
    flush,
    head() {
      head ??= hash.toString('hex');
      return seq === 0 ? '' : head;
    },
    seq: () => seq,
    hashAt: (place) => one.get(place)?.hash.toString('hex') ?? '',
    reload() {
      noted = [];
      reload();
    },
  };
}

/** The facts of an entry, in order. Throws SyntaxError when it is none of ours. */
export function factsOf(text: string): readonly (readonly unknown[])[] {
  return text.split('\n').map((line) => JSON.parse(line) as readonly unknown[]);
}

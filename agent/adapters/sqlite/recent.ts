/**
 * The newest rows, which the two indexes by person and by idempotency key do not have yet. Both lie anywhere in the
 * file, so that keeping them with every row would write a third more pages for each sale; they are brought up to date
 * some hundred rows at a time, inside a turn. Until then this is where their rows are found, and after a restart they
 * are read from the rows themselves. It must never know what the file could not tell again.
 */
import { StoreError } from '../../core/store-error.ts';
import type { Msgid } from '../../core/transaction.ts';
import type { Db } from './schema.ts';

export interface Former {
  readonly msgid: Msgid;
  readonly fingerprint: string;
}

/** A row as it is indexed; `key` is null when nobody asked for it under one. */
export interface Indexed extends Former {
  readonly row: number;
  readonly psn_key: Buffer;
  readonly key: string | null;
  readonly accepted_ms: number;
}

export interface Recent {
  /** With the row, in its turn. Throws StoreError store_failed for a key that was used before, as a unique index would. */
  add(indexed: Indexed): void;
  /** A person's newest row; 0 for none. */
  newest(psnKey: Buffer): number;
  /** The same when it waits here; null when the index has it, or there is none. */
  waiting(psnKey: Buffer): number | null;
  /** What was asked for under this key before. */
  former(key: string): Former | undefined;
  /** Last thing in a turn: brings the indexes up to date when enough has come together. */
  settle(): void;
  /** Brings the indexes up to date now; inside a turn. */
  merge(): void;
  /** After a turn was undone. */
  reload(): void;
}

/** A merge of so many takes about a millisecond; as many are read at the next start. */
const MOST = 256;

export function createRecent(db: Db): Recent {
  const upto = db.prepare<[], { row: number | null }>('SELECT max(row) AS row FROM indexed');
  const since = db.prepare<[number], Indexed>(`SELECT t.row, t.msgid, t.psn_key, b.key,
    coalesce(b.fingerprint, '') AS fingerprint, t.accepted_ms
    FROM transactions t JOIN bodies b ON b.row = t.row WHERE t.row > ? ORDER BY t.row`);
  const putUpto = db.prepare<[number]>('INSERT OR REPLACE INTO indexed (rowid, row) VALUES (1, ?)');
  const putLatest = db.prepare<[Buffer, number]>(`INSERT INTO latest (psn_key, row) VALUES (?, ?)
    ON CONFLICT (psn_key) DO UPDATE SET row = max(row, excluded.row)`);
  const putKey = db.prepare('INSERT INTO keys (key, msgid, fingerprint, at_ms) VALUES (?, ?, ?, ?)');
  const latest = db.prepare<[Buffer], { row: number }>('SELECT row FROM latest WHERE psn_key = ?');
  const keyed = db.prepare<[string], Former>('SELECT msgid, fingerprint FROM keys WHERE key = ?');
  const persons = new Map<string, Indexed>();
  const keys = new Map<string, Indexed>();
  /** The indexes have every row up to this one; what is above it waits here. */
  let merged = 0;
  let newest = 0;
  let waiting = 0;
  /** Keys asked for in vain: a sale asks a turn before it is written, and so do all beside it. */
  const absent = new Set<string>();

  const note = (one: Indexed) => {
    const person = one.psn_key.toString('latin1');
    if (one.row > (persons.get(person)?.row ?? 0)) persons.set(person, one);
    if (one.key !== null) keys.set(one.key, one);
    newest = Math.max(newest, one.row);
    waiting += 1;
  };
  const clear = (upto: number) => {
    persons.clear();
    keys.clear();
    [merged, newest, waiting] = [upto, upto, 0];
  };
  const index = ({ psn_key, row }: Indexed) => putLatest.run(psn_key, row);
  const indexKey = ({ key, msgid, fingerprint, accepted_ms }: Indexed) =>
    key !== null && putKey.run(key, msgid, fingerprint, accepted_ms);
  const former = (key: string) => {
    const found = keys.get(key) ?? keyed.get(key);
    if (found !== undefined) return found;
    if (absent.size >= MOST) absent.clear();
    absent.add(key);
    return undefined;
  };
  const waitingOf = (psnKey: Buffer) => persons.get(psnKey.toString('latin1'))?.row ?? null;
  const merge = () => {
    if (waiting === 0) return;
    for (const one of persons.values()) index(one);
    for (const one of keys.values()) indexKey(one);
    putUpto.run(newest);
    clear(newest);
  };
  const reload = () => {
    absent.clear();
    clear(upto.get()?.row ?? 0);
    for (const one of since.all(merged)) note(one);
  };
  reload();
  return {
    add(one) {
      if (one.key !== null && !absent.has(one.key) && former(one.key) !== undefined)
        throw new StoreError('store_failed', 'keys', `used before ${one.msgid}`);
      if (one.key !== null) absent.delete(one.key);
      if (one.row > merged) return note(one);
      // One the centre gave back after a restore may be older than what is indexed, where nothing would look for it again.
      index(one);
      indexKey(one);
    },
    newest: (psnKey) => waitingOf(psnKey) ?? latest.get(psnKey)?.row ?? 0,
    waiting: waitingOf,
    former,
    settle() {
      if (waiting >= MOST) merge();
    },
    merge,
    reload,
  };
}

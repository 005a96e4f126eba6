/**
 * What the disk itself costs: L, one fdatasync after overwriting 4 KB, and SQLite's bare durable INSERT. The limits that
 * every durable row is held against; they must lie on the same disk as what they are compared with.
 */
import { closeSync, fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Body of about the size of a sealed transaction of seven lines. */
export const BODY_BYTES = 1_024;

/** More than the thousand pages at which SQLite begins its log anew. */
const FULL_LOG_ROWS = 5_000;

export interface Limit {
  /** Milliseconds of one operation. */
  once(): number;
  close(): void;
}

/** L. The block exists and is on disk before the first overwrite, so that no allocation is measured. */
export function overwrite(folder: string): Limit {
  const file = openSync(join(folder, 'overwrite'), 'w+');
  const block = Buffer.alloc(4_096, 1);
  writeSync(file, block, 0, block.length, 0);
  fsyncSync(file);
  return {
    once() {
      const from = performance.now();
      block[0] = ((block[0] ?? 0) + 1) & 0xff;
      writeSync(file, block, 0, block.length, 0);
      fdatasyncSync(file);
      return performance.now() - from;
    },
    close: () => closeSync(file),
  };
}

/** `rows` bare INSERTs of one body each in one durable transaction (WAL, synchronous=FULL). */
export function rawInsert(folder: string, rows = 1): Limit {
  const db = new Database(join(folder, `raw-${rows}.db`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO rows (body) VALUES (?)');
  const body = Buffer.alloc(BODY_BYTES, 7);
  const put = (count: number) => {
    for (let row = 0; row < count; row += 1) insert.run(body);
  };
  // The log at its full length before anything is measured: as long as it grows, each commit also writes file sizes.
  db.transaction(() => put(FULL_LOG_ROWS))();
  const many = db.transaction(() => put(rows)).immediate;
  return {
    once() {
      const from = performance.now();
      many();
      return performance.now() - from;
    },
    close: () => db.close(),
  };
}

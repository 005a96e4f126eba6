/**
 * What the disk itself costs: L, one fdatasync after overwriting 4 KB, and SQLite's bare durable INSERT. The limits that
 * every durable row is held against; they must lie on the same disk as what they are compared with.
 */
import { createCipheriv, createSecretKey, hash } from 'node:crypto';
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
  const body = Buffer.alloc(BODY_BYTES, 7);
  return durable(join(folder, `raw-${rows}.db`), rows, (db) => {
    db.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)');
    const insert = db.prepare('INSERT INTO rows (body) VALUES (?)');
    return () => insert.run(body);
  });
}

/**
 * The bare parts of a durable sale and nothing else, the limit the targets were set by: `rows` bodies of 1 KB sealed
 * (AES-256-GCM, counter nonce), each with a row to send it by and an entry of a hash chain, in one durable transaction.
 */
export function bareParts(folder: string, rows = 1): Limit {
  const key = createSecretKey(Buffer.alloc(32, 5));
  const nonce = Buffer.alloc(12);
  const body = Buffer.alloc(BODY_BYTES, 7);
  let head: Uint8Array = Buffer.alloc(32);
  return durable(join(folder, `parts-${rows}.db`), rows, (db) => {
    db.exec(`CREATE TABLE IF NOT EXISTS ledger (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
      CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, state TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS chain (id INTEGER PRIMARY KEY, hash BLOB NOT NULL);`);
    const ledger = db.prepare('INSERT INTO ledger (body) VALUES (?)');
    const outbox = db.prepare("INSERT INTO outbox (state) VALUES ('queued')");
    const chain = db.prepare('INSERT INTO chain (hash) VALUES (?)');
    return () => {
      nonce.writeUInt32BE((nonce.readUInt32BE(8) + 1) >>> 0, 8);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
      head = hash('sha256', Buffer.concat([head, sealed]), 'buffer');
      ledger.run(sealed);
      outbox.run();
      chain.run(head);
    };
  });
}

/** `rows` times what `prepare` gives, in one transaction. */
function durable(path: string, rows: number, prepare: (db: Database.Database) => () => unknown): Limit {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const one = prepare(db);
  const put = (count: number) => {
    for (let row = 0; row < count; row += 1) one();
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

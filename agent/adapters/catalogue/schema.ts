/**
 * The catalogue's database, one file a version, never changed once it is in place. First what the files said (`item`,
 * `term`, `shelf`: kept, so that an increment can start from it), then what is made of it for the counter (`entry`,
 * `good`, `name_index`: made anew by every import). Numbers are whole: yuan × 1,000,000 and shares × 10,000, as the
 * engine counts them. Dates are yyyy-MM-dd; null is open.
 */
import Database from 'better-sqlite3';
import { CatalogueFileError } from '../catalogue-file.ts';

export type Db = Database.Database;

/** "TXCT". */
const APPLICATION_ID = 0x54584354;
const SCHEMA_VERSION = 1;

const SAID = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, rows INTEGER NOT NULL, good INTEGER NOT NULL,
  bad INTEGER NOT NULL, elsewhere INTEGER NOT NULL, done INTEGER NOT NULL
);
CREATE TABLE fault (source INTEGER NOT NULL, row INTEGER NOT NULL, col INTEGER NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL, value TEXT NOT NULL);
-- key: the kind and the national rid, or where a file has none what tells one record from another
CREATE TABLE item (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, code TEXT NOT NULL, name TEXT, genname TEXT, spec TEXT,
  unit TEXT, maker TEXT, pinyin TEXT, otc TEXT, begndate TEXT, enddate TEXT, valid INTEGER
);
-- weight: how narrow the region is that the row is for; the narrower one rules
CREATE TABLE term (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, code TEXT NOT NULL, weight INTEGER NOT NULL, lv TEXT,
  cap INTEGER, prop INTEGER, flags TEXT, scope TEXT, acct INTEGER, begndate TEXT, enddate TEXT, valid INTEGER
);
CREATE TABLE shelf (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, code TEXT NOT NULL, shop TEXT NOT NULL, name TEXT,
  ean13 TEXT, product TEXT, pric INTEGER, begndate TEXT, enddate TEXT, valid INTEGER
);
`;

const MADE = `
DROP TABLE IF EXISTS entry;
DROP TABLE IF EXISTS good;
DROP TABLE IF EXISTS name_index;
CREATE INDEX IF NOT EXISTS item_code ON item(code);
CREATE INDEX IF NOT EXISTS term_code ON term(code);
CREATE INDEX IF NOT EXISTS shelf_code ON shelf(code);
CREATE INDEX IF NOT EXISTS shelf_shop ON shelf(shop);
CREATE INDEX IF NOT EXISTS shelf_ean13 ON shelf(ean13) WHERE ean13 IS NOT NULL;
CREATE INDEX IF NOT EXISTS shelf_product ON shelf(product) WHERE product IS NOT NULL;
CREATE TABLE entry (
  code TEXT NOT NULL, begndate TEXT NOT NULL, enddate TEXT, lv TEXT NOT NULL, prop INTEGER, cap INTEGER, flags TEXT, scope TEXT,
  acct INTEGER NOT NULL, PRIMARY KEY (code, begndate)
) WITHOUT ROWID;
-- rank: the order in which a search answers, the shop's own first
CREATE TABLE good (rank INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, pinyin TEXT NOT NULL);
CREATE INDEX good_pinyin ON good(pinyin, rank);
CREATE VIRTUAL TABLE name_index USING fts5(name, content='', tokenize="unicode61 remove_diacritics 0");
`;

/**
 * Opens or makes the file an import works on. WAL at NORMAL: after a power cut it is the state of some commit, which is
 * all a resumed import needs; it is synced whole before it is put in place.
 */
export function openBuilding(path: string): Db {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('locking_mode = EXCLUSIVE');
  // Some 8 MB: what waits to be written is synced before it is much, because the counter's own sync waits behind it.
  db.pragma('wal_autocheckpoint = 2000');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  if (db.pragma('user_version', { simple: true }) === 0) {
    db.transaction(() => {
      db.exec(SAID);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    })();
  }
  return db;
}

/** Empties and makes the tables for the counter. */
export function makeDerived(db: Db): void {
  db.exec(MADE);
}

/** Opens a finished catalogue. Throws CatalogueFileError: it is none, or of another version of this program. */
export function openFinished(path: string): Db {
  let db: Db | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const [application, version] = [
      db.pragma('application_id', { simple: true }),
      db.pragma('user_version', { simple: true }),
    ];
    if (application !== APPLICATION_ID || version !== SCHEMA_VERSION)
      throw new Error('is no catalogue of this version');
    // Nobody ever writes to it, so the lock is taken once and the page cache never doubted: a third of a look-up's time.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('cache_size = -4096');
    return db;
  } catch (error) {
    db?.close();
    throw new CatalogueFileError(path, error instanceof Error ? error.message : 'can not be opened');
  }
}

export function readMeta(db: Db, name: string): string | null {
  const row = db.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { readonly value: string } | undefined;
  return row?.value ?? null;
}

export function writeMeta(db: Db, name: string, value: string): void {
  db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value);
}

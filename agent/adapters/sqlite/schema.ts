/**
 * The database: its tables, its version, and how it is opened. One file, one process, FULL synchronous, asserted at every
 * open, because better-sqlite3 opens an existing WAL file at NORMAL and a counter loses power every evening.
 */
import Database from 'better-sqlite3';
import { StoreError, type StoreErrorCode } from '../../core/store-error.ts';
import type { CentreState } from '../../core/transaction.ts';

export const SCHEMA_VERSION = 3;
/** "TXNG": tells our file from any other SQLite file. */
export const APPLICATION_ID = 0x54584e47;

/** epoch × 2^40 + number: one time-ordered integer key for both. */
export const EPOCH_UNIT = 2 ** 40;

/**
 * A condition on the state; the same in index and queries, so that the index is used. Written as OR, because for IN in an
 * index SQLite builds a table at every write of a row: twice the time of a move.
 */
export function inState(states: readonly CentreState[], table = ''): string {
  return `(${states.map((state) => `${table}state = '${state}'`).join(' OR ')})`;
}

/** States that only a running agent leaves a row in. */
export const UNDERWAY: readonly CentreState[] = ['claimed', 'inflight', 'inquiring'];

const SCHEMA = `
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE transactions (
  row INTEGER PRIMARY KEY,
  msgid TEXT NOT NULL UNIQUE,
  infno TEXT NOT NULL,
  state TEXT NOT NULL,
  before TEXT,
  -- 1: the dispatcher has to take it (queued, or a void to be noted); 2: the notice of a void is under way;
  -- 3: queued, and held until another row has been answered
  send INTEGER NOT NULL,
  told INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  grade INTEGER NOT NULL,
  unavailable TEXT NOT NULL,
  snapshot_age_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  psn_key BLOB NOT NULL,
  insutype TEXT NOT NULL,
  begndate TEXT NOT NULL,
  accepted_ms INTEGER NOT NULL,
  omsgid TEXT,
  est_fund INTEGER NOT NULL,
  est_acct INTEGER NOT NULL,
  -- the row before of the same person; 0 for none
  previous INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL DEFAULT '',
  err_msg TEXT NOT NULL DEFAULT ''
);
-- Three tables of one row each: it is rewritten with every move and so kept narrow; what was accepted is written once,
-- and what the centre answered once more. ledger shows them as one.
CREATE TABLE bodies (
  row INTEGER PRIMARY KEY,
  deltas TEXT NOT NULL,
  -- the counter's own bill, JSON by place (row-view.ts); amounts only, nobody's name or number
  estimate TEXT,
  -- the idempotency key it was asked for under, and what was asked, without free text
  key TEXT,
  fingerprint TEXT,
  body BLOB NOT NULL
);
CREATE TABLE answers (
  row INTEGER PRIMARY KEY,
  setl_id TEXT NOT NULL,
  mdtrt_id TEXT NOT NULL,
  setl_time TEXT NOT NULL,
  setl_date TEXT,
  clr_type TEXT NOT NULL,
  clr_optins TEXT NOT NULL,
  final TEXT,
  fin_medfee INTEGER,
  fin_fund INTEGER,
  fin_acct INTEGER
);
CREATE VIEW ledger AS SELECT t.*, b.deltas, b.estimate, coalesce(a.setl_id, '') AS setl_id, coalesce(a.mdtrt_id, '') AS mdtrt_id,
  coalesce(a.setl_time, '') AS setl_time, a.setl_date, coalesce(a.clr_type, '') AS clr_type,
  coalesce(a.clr_optins, '') AS clr_optins, a.final, a.fin_medfee, a.fin_fund, a.fin_acct
  FROM transactions t JOIN bodies b ON b.row = t.row LEFT JOIN answers a ON a.row = t.row;

CREATE INDEX to_send ON transactions(row) WHERE send = 1;
CREATE INDEX held ON transactions(row) WHERE send = 3;
CREATE INDEX void_under_way ON transactions(row) WHERE send = 2;
CREATE INDEX unknown ON transactions(row) WHERE state = 'unknown';
CREATE INDEX underway ON transactions(row) WHERE ${inState(UNDERWAY)};
CREATE INDEX reversing ON transactions(row) WHERE state = 'reversing';
CREATE INDEX parked ON transactions(row) WHERE state = 'parked';
CREATE INDEX reversal_of ON transactions(omsgid) WHERE omsgid IS NOT NULL;
CREATE INDEX settled_on ON answers(setl_date) WHERE setl_date IS NOT NULL;

-- Up to which row keys and latest are written; newer ones are found in the rows themselves.
CREATE TABLE indexed (row INTEGER NOT NULL);
CREATE TABLE keys (key TEXT PRIMARY KEY, msgid TEXT NOT NULL, fingerprint TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;

-- Which keys the file needs, by name (a number, or lookup); the keys themselves are never here, only wrapped for the
-- centre's recovery key. probe tells the right key from a wrong one.
CREATE TABLE data_keys (
  name TEXT PRIMARY KEY,
  period TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  made_ms INTEGER NOT NULL,
  probe BLOB NOT NULL,
  wrapped BLOB,
  destroyed_ms INTEGER
) WITHOUT ROWID;

CREATE TABLE journal (seq INTEGER PRIMARY KEY, fact TEXT NOT NULL, hash BLOB NOT NULL);

-- How far the journal reached, signed by the device key; told_ms is when the centre confirmed it.
CREATE TABLE checkpoints (
  entries INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  head BLOB NOT NULL,
  number INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  signature BLOB NOT NULL,
  told_ms INTEGER
);

CREATE TABLE persons (
  psn_key BLOB PRIMARY KEY,
  card_key BLOB NOT NULL,
  snapshot BLOB NOT NULL,
  as_of_ms INTEGER NOT NULL,
  included_row INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX person_by_card ON persons(card_key);

-- Where a person's rows begin, newest first; transactions.previous leads on. Found by walking, because an index by person
-- would be written at another place for every row that settles.
CREATE TABLE latest (psn_key BLOB PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;

-- What settled transactions moved after a person's snapshot was taken; row is the one by which a snapshot counts it.
CREATE TABLE since (
  row INTEGER PRIMARY KEY,
  year TEXT NOT NULL,
  deltas TEXT NOT NULL,
  acct_pay INTEGER NOT NULL
);
CREATE VIEW person_since AS SELECT t.psn_key, s.* FROM since s JOIN transactions t ON t.row = s.row;

-- Trace codes sold here, for ever. Whether one is free again its row says, and what became of that (dispensed.ts).
CREATE TABLE trace_codes (code_key BLOB NOT NULL, row INTEGER NOT NULL, in_parts INTEGER NOT NULL, PRIMARY KEY (code_key, row)) WITHOUT ROWID;

-- What persons bought, by a keyed hash of person and ingredient, for a year.
CREATE TABLE purchases (buy_key BLOB NOT NULL, row INTEGER NOT NULL, begndate TEXT NOT NULL, days INTEGER NOT NULL, PRIMARY KEY (buy_key, row)) WITHOUT ROWID;
CREATE INDEX purchases_by_day ON purchases(begndate);

-- Codes that came back (3506): free again as long as the row that says so stands.
CREATE TABLE returned_codes (code_key BLOB NOT NULL, row INTEGER NOT NULL, by_row INTEGER NOT NULL, PRIMARY KEY (code_key, row, by_row)) WITHOUT ROWID;

-- Rows that belong together; 'root' names the first sale of a chain whose goods are told to the centre.
CREATE TABLE links (of TEXT NOT NULL, role TEXT NOT NULL, msgid TEXT NOT NULL, PRIMARY KEY (of, role, msgid)) WITHOUT ROWID;

-- What is owed because the centre judged a sale otherwise than it was told; closed by a person.
CREATE TABLE claims (
  msgid TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  opened_ms INTEGER NOT NULL,
  amounts TEXT NOT NULL,
  cash INTEGER NOT NULL,
  closed_ms INTEGER,
  closed_as TEXT NOT NULL DEFAULT '',
  opter TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX open_claims ON claims(opened_ms, msgid) WHERE closed_ms IS NULL;
-- Who may open a shift here; pin_hash is salted and slow. Whoever was enrolled before there were roles keeps every right.
CREATE TABLE operators (
  opter TEXT PRIMARY KEY,
  opter_name TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'chief',
  failures INTEGER NOT NULL,
  locked_until_ms INTEGER NOT NULL
) WITHOUT ROWID;
-- Clinic visits: what the desk gave, sealed; otp_key is a keyed hash of 门诊号. The rows of their steps, and how the centre
-- split the fees of a batch (amounts only).
CREATE TABLE visits (id TEXT PRIMARY KEY, otp_key BLOB NOT NULL, opened_ms INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX visit_by_number ON visits(otp_key);
CREATE TABLE visit_rows (msgid TEXT PRIMARY KEY, visit TEXT NOT NULL, step TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX rows_of_visit ON visit_rows(visit, msgid);
CREATE TABLE fee_results (msgid TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;

-- Which id of the centre a provisional one stands for: never deleted, also when everything else of it is.
CREATE TABLE provisional_ids (provisional TEXT PRIMARY KEY, msgid TEXT, final TEXT) WITHOUT ROWID;
CREATE INDEX final_ids ON provisional_ids(final) WHERE final IS NOT NULL;

-- How each day of the centre's last compared; closed when its shift was signed out.
CREATE TABLE statements (
  stmt_date TEXT PRIMARY KEY,
  terminal TEXT NOT NULL,
  centre TEXT NOT NULL,
  equal INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  closed_ms INTEGER,
  opter TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
-- The work list: one row for each mismatch, kept after it was resolved.
CREATE TABLE work_items (
  item TEXT PRIMARY KEY,
  stmt_date TEXT NOT NULL,
  class TEXT NOT NULL,
  msgid TEXT NOT NULL,
  standing TEXT NOT NULL,
  here TEXT,
  centre TEXT,
  state TEXT NOT NULL,
  last TEXT NOT NULL,
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  opter TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX work_of_day ON work_items(stmt_date);
CREATE INDEX work_open ON work_items(item) WHERE state = 'open';
-- Rows of the centre's that a person accepted: statements go by them, in place of the ledger's own (replaces; setl_date
-- NULL: in place of it nothing) or besides it.
CREATE TABLE adopted (
  item TEXT PRIMARY KEY,
  msgid TEXT NOT NULL,
  replaces INTEGER NOT NULL,
  setl_date TEXT,
  setl_id TEXT NOT NULL,
  mdtrt_id TEXT NOT NULL,
  insutype TEXT NOT NULL,
  clr_type TEXT NOT NULL,
  setl_optins TEXT NOT NULL,
  setl_time TEXT NOT NULL,
  medfee_sumamt INTEGER NOT NULL,
  fund_pay_sumamt INTEGER NOT NULL,
  acct_pay INTEGER NOT NULL,
  refd_setl_flag TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX adopted_on ON adopted(setl_date);
CREATE INDEX adopted_for ON adopted(msgid) WHERE replaces = 1;
`;

export type Db = Database.Database;

/** Opens or makes the database. `path` ':memory:' is for simulations: no lock, nothing on disk. */
export function openDatabase(path: string): Db {
  return guarded(path, () => {
    const db = new Database(path, { timeout: 2_000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    if (db.pragma('synchronous', { simple: true }) !== 2) throw new StoreError('store_failed', path);
    db.pragma('foreign_keys = ON');
    // Four megabytes of pages: bodies are read once, and what is read often is small.
    db.pragma('cache_size = -4000');
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > SCHEMA_VERSION) {
      db.close();
      throw new StoreError('store_newer_schema', path);
    }
    if (version === 0) {
      create(db, path);
      // Whose file it is stands in the file itself from the first day on: it would be in the log alone for thousands of
      // pages.
      db.pragma('wal_checkpoint(TRUNCATE)');
    } else if (version < SCHEMA_VERSION) {
      db.close();
      throw new StoreError('store_older_schema', path);
    }
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw new StoreError('store_damaged', path);
    return db;
  });
}

/** Gives an empty file its tables. */
export function create(db: Db, path: string): void {
  const tables = db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'").get() as { n: number };
  // A file with tables and no version is somebody else's: never written over.
  if (tables.n > 0) throw new StoreError('store_damaged', path);
  db.transaction(() => {
    db.exec(SCHEMA);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}

/**
 * Takes the right to be the one agent on this file. The lock is a kernel lock on a file beside it, so it ends with the
 * process however that ends, and no stale lock ever has to be judged.
 */
export function lockDatabase(path: string): () => void {
  return guarded(path, () => {
    const lock = new Database(`${path}.lock`, { timeout: 0 });
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return () => lock.close();
  });
}

const CODES: readonly [prefix: string, code: StoreErrorCode][] = [
  ['SQLITE_FULL', 'store_full'],
  ['SQLITE_CORRUPT', 'store_damaged'],
  ['SQLITE_NOTADB', 'store_damaged'],
  ['SQLITE_BUSY', 'store_locked'],
];

/** Runs `work`; what SQLite throws comes out as a StoreError of the catalogue. */
export function guarded<T>(path: string, work: () => T, onDamaged: () => void = () => {}): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    const known = CODES.find(([prefix]) => cause.code.startsWith(prefix));
    if (known?.[1] === 'store_damaged') onDamaged();
    throw new StoreError(known?.[1] ?? 'store_failed', path, cause);
  }
}

/**
 * A data file of an older release becomes one of this one: on a copy, table by table, compared with the original by
 * counts, sums and hashes before it takes its place. The original is kept beside it under its version. Until the one
 * rename that swaps them everything can be killed and begins anew; a copy that does not compare is thrown away and the
 * original stays in its place. Must never change the original.
 */
import { createHash } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from '../../core/store-error.ts';
import type { KeyStore } from '../../ports/keys.ts';
import { sync } from '../sync.ts';
import { lookupOfLegacy, openKeyring, probeOf } from './keyring.ts';
import { create, type Db, guarded, SCHEMA_VERSION } from './schema.ts';
import { createSeal } from './seal.ts';

export interface Migration {
  readonly from: number;
  /** Where the original is kept. */
  readonly kept: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/** What a released version has otherwise than this one; whatever is named nowhere is copied as it is. */
interface Change {
  /** Tables of this version that are put together from the old file: the column list with its values, and from where. */
  readonly made: Readonly<
    Record<string, { readonly columns: Readonly<Record<string, string>>; readonly from: string }>
  >;
  /** Old tables that this version shows under another name, with every column they had. */
  readonly shown: Readonly<Record<string, string>>;
  /** A table, or table.column, that this version does without: named, so that nothing is lost unseen. */
  readonly dropped: readonly string[];
}

const ROW =
  `row msgid infno state before send told provisional grade unavailable snapshot_age_ms attempts psn_key insutype
  begndate accepted_ms omsgid est_fund est_acct note cause err_msg`.split(/\s+/);
const ANSWER = 'setl_id mdtrt_id setl_time setl_date clr_type clr_optins final fin_medfee fin_fund fin_acct'.split(' ');

const CHANGES: Readonly<Record<number, Change>> = {
  1: {
    made: {
      transactions: {
        columns: {
          ...Object.fromEntries(ROW.map((name) => [name, name])),
          previous: 'coalesce(lag(row) OVER (PARTITION BY psn_key ORDER BY row), 0)',
        },
        from: 'old.transactions',
      },
      latest: { columns: { psn_key: 'psn_key', row: 'max(row)' }, from: 'old.transactions GROUP BY psn_key' },
      indexed: { columns: { row: 'max(row)' }, from: 'old.transactions HAVING count(*) > 0' },
      bodies: {
        columns: { row: 'b.row', deltas: 't.deltas', estimate: 't.estimate', body: 'b.body' },
        from: 'old.transactions t JOIN old.bodies b ON b.row = t.row',
      },
      answers: {
        columns: Object.fromEntries(['row', ...ANSWER].map((name) => [name, name])),
        from: `old.transactions WHERE final IS NOT NULL OR setl_id || mdtrt_id || setl_time || clr_type || clr_optins <> ''`,
      },
    },
    shown: { transactions: 'ledger', since: 'person_since' },
    dropped: [],
  },
  /** Operators had no roles: each keeps every right. */
  2: { made: {}, shown: {}, dropped: [] },
};

/**
 * Does nothing for a file that is not there, is of this version, or of a newer one. The caller holds the lock. Throws
 * StoreError: store_wrong_key before anything is made, store_damaged when the copy does not compare.
 */
export function migrate(path: string, keys: KeyStore): Migration | null {
  if (path === ':memory:' || !existsSync(path)) return null;
  return guarded(path, () => {
    const from = settledVersion(path);
    const change = CHANGES[from];
    if (change === undefined) return null;
    const draft = `${path}.next`;
    for (const file of [draft, `${draft}-wal`, `${draft}-shm`, `${draft}-journal`]) rmSync(file, { force: true });
    const tables = copy(path, draft, from, change, keys);
    const kept = `${path}.v${from}`;
    // The original has both names until the rename takes one of them: there is a whole file at every instant.
    rmSync(kept, { force: true });
    linkSync(path, kept);
    renameSync(draft, path);
    sync(dirname(path));
    return { from, kept, tables };
  });
}

/** The version, with nothing left in the write-ahead log: it would be taken for the new file's. */
function settledVersion(path: string): number {
  const db = new Database(path, { timeout: 2_000 });
  const version = db.pragma('user_version', { simple: true }) as number;
  const mine = version > 0 && version < SCHEMA_VERSION;
  if (mine) db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const log = `${path}-wal`;
  if (mine && existsSync(log) && statSync(log).size > 0) throw new StoreError('store_locked', path);
  return version;
}

function copy(path: string, draft: string, from: number, change: Change, keys: KeyStore): Migration['tables'] {
  const db = new Database(draft);
  try {
    db.pragma('synchronous = FULL');
    create(db, draft);
    db.prepare('ATTACH ? AS old').run(`${path}`);
    checkLegacyKey(db, path, keys);
    const held = tablesOf(db, 'old').filter((table) => !change.dropped.includes(table));
    const lost = held.flatMap((table) => withoutPlace(db, table, change));
    if (lost.length > 0) throw new Error(`no place for ${lost.join(', ')} of version ${from}`);
    db.exec('BEGIN');
    const tables = tablesOf(db, 'main').map((table) => ({ table, rows: copyTable(db, table, change) }));
    noteLegacyKeys(db, keys);
    db.exec('COMMIT');
    for (const table of held) compare(db, table, change, path);
    db.exec('DETACH old');
    db.pragma('journal_mode = WAL');
    return tables;
  } finally {
    db.close();
  }
}

/** Columns of an old table that nothing of this version shows. */
function withoutPlace(db: Db, table: string, { shown, dropped }: Change): readonly string[] {
  const now = columnsOf(db, 'main', shown[table] ?? table);
  if (now.length === 0) return [table];
  const lost = columnsOf(db, 'old', table).filter((column) => !now.includes(column));
  return lost.map((column) => `${table}.${column}`).filter((name) => !dropped.includes(name));
}

function copyTable(db: Db, table: string, { made }: Change): number {
  const before = columnsOf(db, 'old', table);
  const shared = columnsOf(db, 'main', table).filter((name) => before.includes(name));
  const { columns, from } = made[table] ?? {
    columns: Object.fromEntries(shared.map((name) => [name, quoted(name)])),
    from: `old.${quoted(table)}`,
  };
  if (Object.keys(columns).length === 0) return 0;
  const into = `INSERT INTO main.${quoted(table)} (${Object.keys(columns).map(quoted).join(', ')})`;
  return db.prepare(`${into} SELECT ${Object.values(columns).join(', ')} FROM ${from}`).run().changes;
}

/** Everything the old table held is here: rows, the sum of every column of whole numbers, and a hash over all of it. */
function compare(db: Db, table: string, { shown, dropped }: Change, path: string): void {
  const columns = columnsOf(db, 'old', table).filter((column) => !dropped.includes(`${table}.${column}`));
  const order = orderOf(db, table);
  const told = (source: string) => JSON.stringify([sumsOf(db, source, columns), hashOf(db, source, columns, order)]);
  if (told(`old.${quoted(table)}`) !== told(`main.${quoted(shown[table] ?? table)}`))
    throw new StoreError('store_damaged', path, `${table} does not compare`);
}

function sumsOf(db: Db, source: string, columns: readonly string[]): unknown {
  const sums = columns.map((name) => `total(CASE typeof(${quoted(name)}) WHEN 'integer' THEN ${quoted(name)} END)`);
  return db
    .prepare(`SELECT count(*), ${sums.join(', ')} FROM ${source}`)
    .raw()
    .get();
}

function hashOf(db: Db, source: string, columns: readonly string[], order: string): string {
  const hash = createHash('sha256');
  const list = columns.map((name) => `quote(${quoted(name)})`).join(" || ',' || ");
  const rows = db.prepare<[], string>(`SELECT ${list} FROM ${source} ORDER BY ${order}`);
  for (const row of rows.pluck().iterate()) hash.update(row).update('\n');
  return hash.digest('hex');
}

/** A version 1 file has one key; it goes on as key 0, and its look-up key as one of its own. */
function noteLegacyKeys(db: Db, keys: KeyStore): void {
  const key = keys.read('0');
  if (key === null || db.prepare("SELECT 1 FROM data_keys WHERE name = 'lookup'").get() !== undefined) return;
  // It may be there already, from a migration that was killed.
  const there = keys.names().includes('lookup') ? keys.read('lookup') : null;
  const lookup = there ?? lookupOfLegacy(key);
  if (there === null) keys.write('lookup', lookup);
  const put = db.prepare("INSERT INTO data_keys (name, period, epoch, made_ms, probe) VALUES (?, '', 1, 0, ?)");
  put.run('0', probeOf(key));
  put.run('lookup', probeOf(lookup));
}

function checkLegacyKey(db: Db, path: string, keys: KeyStore): void {
  const probe = db.prepare<[], string>("SELECT value FROM old.state WHERE key = 'key_probe'").pluck().get();
  if (probe === undefined) return;
  if (keys.read('0') === null) throw new StoreError('store_key_lost', path, { key: '0' });
  createSeal(openKeyring(db, keys, path), (least) => least).open(Buffer.from(probe, 'hex'));
}

function tablesOf(db: Db, side: 'main' | 'old'): string[] {
  const sql = `SELECT name FROM ${side}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`;
  return db.prepare<[], string>(sql).pluck().all();
}

function columnsOf(db: Db, side: 'main' | 'old', table: string): readonly string[] {
  return db.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, side);
}

function orderOf(db: Db, table: string): string {
  const keys = db
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'old') WHERE pk > 0 ORDER BY pk")
    .pluck()
    .all(table);
  return keys.length === 0 ? 'rowid' : keys.map(quoted).join(', ');
}

const quoted = (name: string) => `"${name}"`;

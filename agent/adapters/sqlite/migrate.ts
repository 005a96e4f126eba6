/**
 * A data file of an older release becomes one of this one: on a copy, table by table, compared with the original by
 * counts, sums and hashes before it takes its place. The original is kept beside it under its version. Until the one
 * rename that swaps them everything can be killed and begins anew; a copy that does not compare is thrown away and the
 * original stays in its place. Must never change the original.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from '../../core/store-error.ts';
import type { KeyStore } from '../../ports/keys.ts';
import { lookupOfLegacy, openKeyring, probeOf } from './keyring.ts';
import { create, type Db, guarded, SCHEMA_VERSION } from './schema.ts';
import { createSeal } from './seal.ts';

export interface Migration {
  readonly from: number;
  /** Where the original is kept. */
  readonly kept: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/** A column that is not merely copied: the SELECT list entry that makes it from the old file's row. */
type Made = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What each released version has otherwise than this one. A table or column named nowhere is copied as it is; one that
 * is not here any more has to be named in `dropped` (a table, or table.column), so that nothing is lost unseen.
 */
const CHANGES: Readonly<Record<number, { readonly made: Made; readonly dropped: readonly string[] }>> = {
  1: { made: {}, dropped: [] },
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
    const tables = copy(path, draft, from, keys);
    const kept = `${path}.v${from}`;
    // The original has both names until the rename takes one of them: there is a whole file at every instant.
    rmSync(kept, { force: true });
    linkSync(path, kept);
    renameSync(draft, path);
    syncFolder(path);
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

function copy(path: string, draft: string, from: number, keys: KeyStore): Migration['tables'] {
  const db = new Database(draft);
  try {
    db.pragma('synchronous = FULL');
    create(db, draft);
    db.prepare('ATTACH ? AS old').run(`${path}`);
    checkLegacyKey(db, path, keys);
    const lost = withoutPlace(db, CHANGES[from]?.dropped ?? []);
    if (lost.length > 0) throw new Error(`no place for ${lost.join(', ')} of version ${from}`);
    const names = tablesOf(db, 'main');
    db.exec('BEGIN');
    const tables = names.map((table) => ({ table, rows: copyTable(db, table, CHANGES[from]?.made[table] ?? {}) }));
    noteLegacyKeys(db, keys);
    db.exec('COMMIT');
    for (const { table } of tables) compare(db, table, CHANGES[from]?.made[table] ?? {}, path);
    db.exec('DETACH old');
    db.pragma('journal_mode = WAL');
    return tables;
  } finally {
    db.close();
  }
}

function withoutPlace(db: Db, dropped: readonly string[]): readonly string[] {
  const names = tablesOf(db, 'main');
  const all = tablesOf(db, 'old').flatMap((table) => {
    if (!names.includes(table)) return [table];
    const now = columnsOf(db, 'main', table);
    return columnsOf(db, 'old', table).flatMap((column) => (now.includes(column) ? [] : [`${table}.${column}`]));
  });
  return all.filter((name) => !dropped.includes(name));
}

function copyTable(db: Db, table: string, made: Readonly<Record<string, string>>): number {
  const shared = sharedColumns(db, table);
  if (shared === null) return 0;
  const columns = [...shared.filter((name) => made[name] === undefined), ...Object.keys(made)];
  const values = columns.map((name) => made[name] ?? quoted(name));
  const into = `INSERT INTO main.${quoted(table)} (${columns.map(quoted).join(', ')})`;
  return db.prepare(`${into} SELECT ${values.join(', ')} FROM old.${quoted(table)}`).run().changes;
}

/** Rows, the sum of every column that holds whole numbers, and a hash over everything that was copied as it was. */
function compare(db: Db, table: string, made: Readonly<Record<string, string>>, path: string): void {
  const shared = sharedColumns(db, table)?.filter((name) => made[name] === undefined);
  if (shared === undefined) return;
  const sums = shared.map((name) => `total(CASE typeof(${quoted(name)}) WHEN 'integer' THEN ${quoted(name)} END)`);
  const told = (side: 'main' | 'old') =>
    JSON.stringify(
      db
        .prepare(`SELECT count(*), ${sums.join(', ')} FROM ${side}.${quoted(table)}`)
        .raw()
        .get(),
    );
  // Migrated keys are new rows of their own table; nothing else may be more than it was.
  if (table === 'data_keys') return;
  if (told('old') !== told('main') || hashOf(db, 'old', table, shared) !== hashOf(db, 'main', table, shared))
    throw new StoreError('store_damaged', path, `${table} does not compare`);
}

function hashOf(db: Db, side: 'main' | 'old', table: string, columns: readonly string[]): string {
  const hash = createHash('sha256');
  const list = columns.map((name) => `quote(${quoted(name)})`).join(" || ',' || ");
  const rows = db.prepare<[], string>(`SELECT ${list} FROM ${side}.${quoted(table)} ORDER BY ${orderOf(db, table)}`);
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

/** Columns both sides have; null when the old side has no such table. */
function sharedColumns(db: Db, table: string): readonly string[] | null {
  const before = columnsOf(db, 'old', table);
  return before.length === 0 ? null : columnsOf(db, 'main', table).filter((name) => before.includes(name));
}

function columnsOf(db: Db, side: 'main' | 'old', table: string): readonly string[] {
  return db.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, side);
}

function orderOf(db: Db, table: string): string {
  const keys = db
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main') WHERE pk > 0 ORDER BY pk")
    .pluck()
    .all(table);
  return keys.length === 0 ? 'rowid' : keys.map(quoted).join(', ');
}

const quoted = (name: string) => `"${name}"`;

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

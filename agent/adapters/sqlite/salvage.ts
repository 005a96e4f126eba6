/**
 * What can still be read of a damaged ledger, in a fresh file under a new epoch, with a report of what is missing by number.
 * The damaged file is set aside as it is and never written to. Rows are recovered, never guessed: one whose body is lost
 * is parked for a person when it was still open.
 */
import { closeSync, existsSync, openSync, readSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../core/store-error.ts';
import type { CentreState } from '../../core/transaction.ts';
import { type Journal, openJournal } from './journal.ts';
import { clearDraft, draftOf, lockLedger, type Replaced, replaceLedger } from './replace.ts';
import { columnsIn, readable } from './salvage-read.ts';
import { APPLICATION_ID, create, type Db, EPOCH_UNIT, guarded, SCHEMA_VERSION } from './schema.ts';

export type Range = readonly [from: number, to: number];

export interface Salvage extends Replaced {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly whole: boolean }[];
  /** Numbers given at this terminal of which nothing is left, by epoch. */
  readonly missing: readonly { readonly epoch: number; readonly numbers: readonly Range[] }[];
  /** Ids whose row is there and whose body is not. */
  readonly bodiless: readonly string[];
  /** Journal entries that are lost. */
  readonly entries: readonly Range[];
  readonly report: string;
}

/** Whether a file is one of ours by its first page, however damaged the rest is. */
export function isOurs(path: string): boolean {
  if (!existsSync(path)) return false;
  const head = Buffer.alloc(72);
  const file = openSync(path, 'r');
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  return head.subarray(0, 15).toString() === 'SQLite format 3' && head.readUInt32BE(68) === APPLICATION_ID;
}

/**
 * Throws StoreError store_damaged when nothing can be read; then a backup is the way; store_newer_schema. The caller
 * need not hold the lock.
 */
export function salvageLedger(path: string, atMs: number, above = 0): Salvage {
  // Whether it can be read is not asked while an agent writes it.
  const unlock = lockLedger(path);
  const draft = draftOf(path);
  try {
    if (!isOurs(path)) throw new StoreError('store_damaged', path, 'nothing of it can be read');
    return guarded(path, () => {
      const found = recover(path, draft, atMs);
      const replaced = replaceLedger({ path, draft, atMs, reason: 'salvage', above });
      const report = `${path}.salvage-${atMs}.json`;
      const salvage = { ...replaced, ...found, report };
      writeFileSync(report, JSON.stringify(salvage, null, 2), { mode: 0o600 });
      return salvage;
    });
  } finally {
    clearDraft(path);
    unlock();
  }
}

function recover(path: string, draft: string, atMs: number): Omit<Salvage, keyof Replaced | 'report'> {
  const damaged = new Database(path, { readonly: true });
  const db = new Database(draft);
  try {
    // What this program does not know of would be left behind.
    if (versionOf(damaged) > SCHEMA_VERSION) throw new StoreError('store_newer_schema', path);
    create(db, draft);
    const tables = tablesOf(db).map((table) => ({ table, ...copyReadable(damaged, db, table) }));
    return db.transaction(() => {
      // Before what is left of lost rows goes.
      const given = givenNumbers(db);
      db.prepare('DELETE FROM bodies WHERE row NOT IN (SELECT row FROM transactions)').run();
      db.prepare('DELETE FROM answers WHERE row NOT IN (SELECT row FROM transactions)').run();
      rejoinPersons(db);
      const between = gaps(db, 'SELECT seq FROM journal ORDER BY seq');
      // How many were at the end nobody knows: at least one.
      const cut = between.length === 0 && tables.some(({ table, whole }) => table === 'journal' && !whole);
      const journal = openJournal(db, cut ? 1 : 0);
      const entries: readonly Range[] = cut ? [[journal.seq(), journal.seq()]] : between;
      const bodiless = parkBodiless(db, journal, atMs);
      const missing = missingNumbers(db, given);
      if (entries.length > 0 || bodiless.length > 0 || missing.length > 0)
        journal.append(['salvage', atMs, { entries, bodiless, missing }]);
      return { tables, missing, bodiless, entries };
    })();
  } finally {
    damaged.close();
    db.close();
  }
}

/** 0: not to be read any more. */
function versionOf(damaged: Db): number {
  try {
    return damaged.pragma('user_version', { simple: true }) as number;
  } catch {
    return 0;
  }
}

function copyReadable(damaged: Db, db: Db, table: string): { rows: number; whole: boolean } {
  const columns = readColumns(damaged, db, table);
  const put = db.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const before = (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  let whole = true;
  db.transaction(() => {
    for (const row of readable(damaged, db, table, columns, () => {
      whole = false;
    }))
      put.run(...row);
  })();
  return { rows: (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n - before, whole };
}

/**
 * Of an older program's table what it has: ours fills in the rest, or its rows are none of ours, and none may be lost
 * for it.
 */
function readColumns(damaged: Db, db: Db, table: string): readonly string[] {
  const ours = db
    .prepare<[string], { name: string; filled: number }>(
      'SELECT name, "notnull" = 0 OR dflt_value IS NOT NULL AS filled FROM pragma_table_info(?)',
    )
    .all(table);
  const theirs = columnsIn(damaged, table);
  const lacking = ours.filter(({ name }) => theirs !== null && !theirs.includes(name));
  if (lacking.some(({ filled }) => filled === 0))
    throw new StoreError('store_damaged', damaged.name, `${table} is of an older program: salvage it with that one`);
  return ours.filter((column) => !lacking.includes(column)).map(({ name }) => name);
}

/** A person's rows lead from one to the next: those that are left are joined anew. */
function rejoinPersons(db: Db): void {
  db.exec(`DELETE FROM latest;
    INSERT INTO latest (psn_key, row) SELECT psn_key, max(row) FROM transactions GROUP BY psn_key;
    INSERT OR IGNORE INTO keys (key, msgid, fingerprint, at_ms) SELECT b.key, t.msgid, b.fingerprint, t.accepted_ms
      FROM transactions t JOIN bodies b ON b.row = t.row
      WHERE b.key IS NOT NULL AND t.row > coalesce((SELECT max(row) FROM indexed), 0);
    DELETE FROM indexed;
    INSERT INTO indexed (row) SELECT max(row) FROM transactions HAVING count(*) > 0;
    UPDATE transactions SET previous = coalesce((SELECT max(p.row) FROM transactions p
      WHERE p.psn_key = transactions.psn_key AND p.row < transactions.row), 0)`);
}

const TO_PARKED: Partial<Record<CentreState, readonly CentreState[]>> = {
  queued: ['queued', 'parked'],
  claimed: ['claimed', 'queued', 'parked'],
  inflight: ['inflight', 'unknown', 'parked'],
  unknown: ['unknown', 'parked'],
  inquiring: ['inquiring', 'unknown', 'parked'],
};

/** An empty body stands for one that is gone. What can not be sent any more waits for a person. */
function parkBodiless(db: Db, journal: Journal, atMs: number): readonly string[] {
  const rows = db
    .prepare<[], { row: number; msgid: string; state: CentreState }>(
      'SELECT row, msgid, state FROM transactions WHERE row NOT IN (SELECT row FROM bodies) ORDER BY row',
    )
    .all();
  const body = db.prepare("INSERT INTO bodies (row, deltas, estimate, body) VALUES (?, '{}', NULL, x'')");
  const park = db.prepare(
    "UPDATE transactions SET before = ?, state = 'parked', send = 0, note = 'body_lost' WHERE row = ?",
  );
  // The notice of a void goes by its body: without one its number stays a gap, which the centre names.
  const unsent = db.prepare('UPDATE transactions SET send = 0 WHERE row = ?');
  for (const { row, msgid, state } of rows) {
    body.run(row);
    if (state === 'voided') unsent.run(row);
    const path = TO_PARKED[state];
    if (path === undefined) continue;
    park.run(path.at(-2), row);
    journal.append(['move', atMs, msgid, path, 'body_lost', '']);
  }
  return rows.map(({ msgid }) => msgid);
}

/** The highest number given in each epoch, also where its row is lost: by what else there is of it, and by the journal. */
function givenNumbers(db: Db): ReadonlyMap<number, number> {
  const given = new Map<number, number>();
  const note = (epoch: number, number: number) => given.set(epoch, Math.max(number, given.get(epoch) ?? 0));
  const rows = `SELECT row FROM transactions UNION ALL SELECT row FROM bodies UNION ALL SELECT row FROM answers`;
  const highest = db.prepare<[], number>(`SELECT max(row) FROM (${rows}) GROUP BY row / ${EPOCH_UNIT}`).pluck();
  for (const row of highest.all()) note(Math.floor(row / EPOCH_UNIT), row % EPOCH_UNIT);
  for (const fact of db.prepare<[], string>('SELECT fact FROM journal').pluck().iterate())
    for (const [, epoch, number] of fact.matchAll(/^\["accept",\d+,"[^"]*",(\d+),(\d+),/gm))
      note(Number(epoch), Number(number));
  return given;
}

function missingNumbers(db: Db, given: ReadonlyMap<number, number>): Salvage['missing'] {
  return [...given]
    .sort(([one], [other]) => one - other)
    .map(([epoch, last]) => ({
      epoch,
      numbers: gaps(
        db,
        `SELECT row % ${EPOCH_UNIT} FROM transactions WHERE row / ${EPOCH_UNIT} = ${epoch} ORDER BY row`,
        last,
      ),
    }))
    .filter(({ numbers }) => numbers.length > 0);
}

/** What is left out of a rising sequence that begins at 1 and went as far as `end`, or to its last one. */
function gaps(db: Db, sql: string, end = 0): readonly Range[] {
  const found: Range[] = [];
  let last = 0;
  for (const value of db.prepare<[], number>(sql).pluck().iterate()) {
    if (value > last + 1) found.push([last + 1, value - 1]);
    last = value;
  }
  return end > last ? [...found, [last + 1, end]] : found;
}

function tablesOf(db: Db): readonly string[] {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  return db.prepare<[], string>(sql).pluck().all();
}

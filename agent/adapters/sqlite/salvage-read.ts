/**
 * Reads a table of a damaged file as far as it goes: in order of its key, and where a page can not be read, on from the
 * next key that can, found by steps that double. Never throws for damage; says when something was passed over.
 */
import Database from 'better-sqlite3';
import type { Db } from './schema.ts';

/** Keys tried behind a page that can not be read: a page holds far fewer. */
const LONGEST_STEP = 2 ** 48;
const PAGE = 200;

/** Rows as lists of `columns`. `schema` is a whole file with the same tables: the damaged one may not know its own. */
export function* readable(
  damaged: Db,
  schema: Db,
  table: string,
  columns: readonly string[],
  onLoss: () => void,
): Generator<unknown[]> {
  const keys = schema
    .prepare<[string], { name: string; type: string }>(
      'SELECT name, type FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk',
    )
    .all(table);
  const [first] = keys;
  const byRow = keys.length === 1 && first?.type === 'INTEGER';
  yield* byRow
    ? byNumber(damaged, table, first.name, columns, onLoss)
    : fromBothEnds(damaged, table, keys, columns, onLoss);
}

/** Of its table; null where it does not know the table, or nobody can tell any more. */
export function columnsIn(damaged: Db, table: string): readonly string[] | null {
  const found = tried(() =>
    damaged.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table),
  );
  return found === null || found.length === 0 ? null : found;
}

function* byNumber(
  damaged: Db,
  table: string,
  key: string,
  columns: readonly string[],
  onLoss: () => void,
): Generator<unknown[]> {
  const list = [key, ...columns].join(', ');
  const select = prepared(damaged, `SELECT ${list} FROM ${table} WHERE ${key} >= ? ORDER BY ${key} LIMIT ?`, onLoss);
  if (select === null) return;
  const read = (from: number, limit: number) => tried(() => select.all(from, limit) as unknown[][]);
  let [from, limit, step, failed] = [0, PAGE, 1, -1];
  while (from < LONGEST_STEP) {
    const rows = read(from, limit);
    if (rows === null && limit > 1) limit = 1;
    else if (rows === null) {
      onLoss();
      failed = from;
      from += step;
      step *= 2;
    } else if (step > 1) {
      // Something between the last step that failed and this one may be readable too.
      for (let above = from; above - failed > 1; ) {
        const middle = Math.floor((failed + above) / 2);
        if (read(middle, 1) === null) failed = middle;
        else above = middle;
        from = above;
      }
      step = 1;
    } else {
      for (const [, ...row] of rows) yield row;
      const last = rows.at(-1)?.[0];
      if (last === undefined || rows.length < limit) return;
      from = Number(last) + 1;
      limit = PAGE;
    }
  }
}

/** A table without numbers is read from its beginning to the damage, and from its end back to it. */
function* fromBothEnds(
  damaged: Db,
  table: string,
  keys: readonly { readonly name: string }[],
  columns: readonly string[],
  onLoss: () => void,
): Generator<unknown[]> {
  const order = (way: 'ASC' | 'DESC') => keys.map(({ name }) => `${name} ${way}`).join(', ') || `rowid ${way}`;
  for (const way of ['ASC', 'DESC'] as const) {
    const select = prepared(damaged, `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order(way)}`, onLoss);
    if (select === null) return;
    const rows = select.iterate();
    for (;;) {
      const next = tried(() => rows.next());
      if (next === null) break;
      if (next.done === true) return;
      yield next.value as unknown[];
    }
    onLoss();
  }
}

function prepared(damaged: Db, sql: string, onLoss: () => void): Database.Statement<unknown[]> | null {
  const statement = tried(() => damaged.prepare(sql).raw());
  if (statement === null) onLoss();
  return statement;
}

function tried<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

/**
 * Which rows of a person are open: in memory, because on disk this index would be the one page of every write that lies
 * anywhere. Filled when the ledger is opened; a row is put in with the row itself, and triggers follow its moves, all inside
 * the same transactions, so that a turn that is rolled back takes it along. (A trigger for that, too, took half as
 * long again.) It must never be the only place where something is known.
 */
import { OPEN_STATES } from '../../core/transaction.ts';
import { type Db, inState, UNDERWAY } from './schema.ts';

const TABLE = `
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE IF NOT EXISTS open_rows (psn_key BLOB NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (psn_key, row)) WITHOUT ROWID;
DELETE FROM temp.open_rows;
`;

/** Every open row, in the order of the small indexes of the open states, so that the settled years are not read. */
export const openRows = (
  columns: string,
) => `SELECT ${columns} FROM main.transactions WHERE send = 1 AND state = 'queued'
  UNION ALL SELECT ${columns} FROM main.transactions WHERE send = 3 AND state = 'queued'
  UNION ALL SELECT ${columns} FROM main.transactions WHERE state = 'unknown'
  UNION ALL SELECT ${columns} FROM main.transactions WHERE ${inState(UNDERWAY)}`;

// Not sorted first: the sorter of a long queue would be memory that is never given back, and it is no faster.
const FILL = `INSERT INTO temp.open_rows ${openRows('psn_key, row')}`;

const KEEP = `
CREATE TEMP TRIGGER IF NOT EXISTS row_open_again AFTER UPDATE OF state ON main.transactions
  WHEN ${inState(OPEN_STATES, 'new.')} AND NOT ${inState(OPEN_STATES, 'old.')} BEGIN
  INSERT INTO open_rows (psn_key, row) VALUES (new.psn_key, new.row);
END;
CREATE TEMP TRIGGER IF NOT EXISTS row_closed AFTER UPDATE OF state ON main.transactions
  WHEN ${inState(OPEN_STATES, 'old.')} AND NOT ${inState(OPEN_STATES, 'new.')} BEGIN
  DELETE FROM open_rows WHERE psn_key = old.psn_key AND row = old.row;
END;
`;

/**
 * Makes and fills temp.open_rows (psn_key, row) for this connection. When it is there already it is only filled anew: a
 * table made again would have SQLite compile every statement again.
 */
export function keepOpenRows(db: Db): void {
  db.exec(TABLE);
  db.exec(FILL);
  db.exec(KEEP);
}

/**
 * All SQL on the rows of the ledger, prepared once. Says nothing of what rows mean; every condition on a state is written
 * as in the index it is meant for.
 */
import type { RowView } from '../../core/input.ts';
import type { Cause } from '../../core/settlement/compare.ts';
import type { CentreState, Msgid } from '../../core/transaction.ts';
import { keepOpenRows, openRows } from './open-rows.ts';
import { type Db, inState, UNDERWAY } from './schema.ts';

/** What the core needs of a row as it is stored. */
export interface StoredRow {
  readonly row: number;
  readonly msgid: Msgid;
  readonly infno: RowView['infno'];
  readonly state: CentreState;
  readonly told: number;
  readonly provisional: number;
  readonly grade: RowView['grade'];
  readonly unavailable: string;
  readonly snapshot_age_ms: number;
  readonly attempts: number;
  readonly insutype: string;
  readonly omsgid: Msgid | null;
  readonly deltas: string;
  readonly estimate: string | null;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly final: string | null;
}

/** A row of the ledger as it is stored, without its body. */
export interface Stored extends StoredRow {
  readonly before: CentreState | null;
  readonly begndate: string;
  readonly accepted_ms: number;
  readonly note: string;
  readonly cause: Cause | '';
  readonly err_msg: string;
  readonly setl_time: string;
}

/** A row that leaves next, with its sealed body: by place, as an object with names costs as much as reading the row. */
export type Claimed = readonly [
  row: number,
  msgid: Msgid,
  infno: RowView['infno'],
  state: CentreState,
  told: number,
  provisional: number,
  grade: RowView['grade'],
  unavailable: string,
  snapshot_age_ms: number,
  attempts: number,
  insutype: string,
  omsgid: Msgid | null,
  deltas: string,
  estimate: string | null,
  body: Buffer,
];

const COLUMNS = `row, msgid, infno, state, before, told, provisional, grade, unavailable, snapshot_age_ms, attempts, insutype,
  begndate, accepted_ms, omsgid, deltas, estimate, note, cause, err_msg, setl_id, mdtrt_id, setl_time, final`;

/** The first open row of its person; a reversal waits for no one, a void notice either. Nothing has been answered to it. */
const CLAIM = `SELECT q.row, q.msgid, q.infno, q.state, q.told, q.provisional, q.grade, q.unavailable, q.snapshot_age_ms,
  q.attempts, q.insutype, q.omsgid, b.deltas, b.estimate, b.body FROM transactions q JOIN bodies b ON b.row = q.row WHERE q.send = 1
  AND (q.state = 'voided' OR (q.omsgid IS NOT NULL AND q.infno NOT IN ('2202', '2205')) OR NOT EXISTS (SELECT 1 FROM open_rows e
    WHERE e.psn_key = q.psn_key AND e.row < q.row))`;
// Not a bare ?: SQLite (3.53) looks at a number that is bound to it, and compiles the statement again for each, 0.1 ms.
const OLDEST = 'ORDER BY q.row LIMIT +?';

export function prepareRows(db: Db) {
  const counted = (where: string) =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM transactions WHERE ${where}`);
  keepOpenRows(db);
  return {
    insert: db.prepare(`INSERT INTO transactions (row, msgid, infno, state, send, told, provisional, grade, unavailable,
      snapshot_age_ms, attempts, psn_key, insutype, begndate, accepted_ms, omsgid, est_fund, est_acct, previous)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      coalesce(?, (SELECT row FROM latest WHERE psn_key = ?), 0))`),
    opened: db.prepare('INSERT INTO open_rows (psn_key, row) VALUES (?, ?)'),
    insertBody: db.prepare(
      'INSERT INTO bodies (row, deltas, estimate, key, fingerprint, body) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    place: db.prepare<[string], { row: number }>('SELECT row FROM transactions WHERE msgid = ?'),
    psnKey: db.prepare<[number], { psn_key: Buffer }>('SELECT psn_key FROM transactions WHERE row = ?'),
    recognised: db.prepare<[Buffer, Buffer]>(
      'UPDATE transactions SET psn_key = ? WHERE row IN (SELECT row FROM open_rows WHERE psn_key = ?)',
    ),
    recognisedOpen: db.prepare<[Buffer, Buffer]>('UPDATE open_rows SET psn_key = ? WHERE psn_key = ?'),
    body: db.prepare<[number], { body: Buffer }>('SELECT body FROM bodies WHERE row = ?'),
    // What an answer does not say stays as an earlier one said it.
    answer: db.prepare(`INSERT INTO answers (row, setl_id, mdtrt_id, setl_time, setl_date, clr_type, clr_optins, final,
      fin_medfee, fin_fund, fin_acct) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (row) DO UPDATE SET setl_id = coalesce(nullif(excluded.setl_id, ''), setl_id),
      mdtrt_id = coalesce(nullif(excluded.mdtrt_id, ''), mdtrt_id),
      setl_time = coalesce(nullif(excluded.setl_time, ''), setl_time),
      setl_date = coalesce(excluded.setl_date, setl_date),
      clr_type = coalesce(nullif(excluded.clr_type, ''), clr_type),
      clr_optins = coalesce(nullif(excluded.clr_optins, ''), clr_optins),
      final = coalesce(excluded.final, final), fin_medfee = coalesce(excluded.fin_medfee, fin_medfee),
      fin_fund = coalesce(excluded.fin_fund, fin_fund), fin_acct = coalesce(excluded.fin_acct, fin_acct)`),
    tell: db.prepare(`UPDATE transactions SET told = 1, provisional = ?, grade = ?, unavailable = ? WHERE row = ?`),
    explain: db.prepare('UPDATE transactions SET cause = ? WHERE row = ?'),
    voidSend: db.prepare('UPDATE transactions SET send = ? WHERE row = ?'),
    isHeld: db.prepare<[number]>('SELECT 1 FROM transactions WHERE row = ? AND send = 3'),
    release: db.prepare('UPDATE transactions SET send = 1 WHERE row = ? AND send = 3'),
    voidsAgain: db.prepare('UPDATE transactions SET send = 1 WHERE send = 2'),
    claim: db.prepare<[number], Claimed>(`${CLAIM} ${OLDEST}`).raw(),
    // Asked of each row, and most of the time there is none to be left out: a statement of its own.
    claimBut: db
      .prepare<[string, number], Claimed>(`${CLAIM} AND q.msgid NOT IN (SELECT value FROM json_each(?)) ${OLDEST}`)
      .raw(),
    claimed: db.prepare(`UPDATE transactions SET send = CASE state WHEN 'voided' THEN 2 ELSE 0 END,
      attempts = attempts + (state = 'queued'), state = CASE state WHEN 'queued' THEN 'inflight' ELSE state END
      WHERE row IN (SELECT value FROM json_each(?))`),
    unknown: db.prepare<[string, number], Stored>(`SELECT ${COLUMNS} FROM ledger WHERE state = 'unknown'
      AND msgid NOT IN (SELECT value FROM json_each(?)) ORDER BY row LIMIT ?`),
    underway: db.prepare<[], { msgid: Msgid; state: CentreState }>(
      `SELECT msgid, state FROM transactions WHERE ${inState(UNDERWAY)} ORDER BY row`,
    ),
    one: db.prepare<[string], Stored>(`SELECT ${COLUMNS} FROM ledger WHERE msgid = ?`),
    feesBefore: db.prepare<[string], { msgid: Msgid }>(`SELECT f.msgid FROM visit_rows s JOIN visit_rows f
      ON f.visit = s.visit AND f.step = 'fees' AND f.msgid < s.msgid WHERE s.msgid = ? ORDER BY f.msgid DESC LIMIT 1`),
    reversalOf: db.prepare<[string, string], Stored>(
      `SELECT ${COLUMNS} FROM ledger WHERE omsgid = ? AND msgid < ? ORDER BY row DESC LIMIT 1`,
    ),
    /** Of a person's rows, newest first, by the one before. */
    settledAs: db
      .prepare<[{ newest: number; setl_id: string }], Msgid>(
        `WITH RECURSIVE walk (row) AS (SELECT @newest WHERE @newest > 0
          UNION ALL SELECT t.previous FROM walk w JOIN transactions t ON t.row = w.row WHERE t.previous > 0)
        SELECT t.msgid FROM walk w JOIN transactions t ON t.row = w.row JOIN answers a ON a.row = w.row
        WHERE a.setl_id = @setl_id AND t.omsgid IS NULL LIMIT 1`,
      )
      .pluck(),
    exposure: db.prepare<[string, Buffer, Buffer], { open: number; fund: number }>(`SELECT count(*) AS open,
      coalesce(sum(CASE WHEN t.provisional = 1 AND t.begndate = ? THEN t.est_fund END), 0) AS fund
      FROM open_rows o JOIN transactions t ON t.row = o.row WHERE o.psn_key IN (?, ?)`),
    last: db.prepare<[number, number], { row: number | null }>(
      'SELECT max(row) AS row FROM transactions WHERE row >= ? AND row < ?',
    ),
    newest: db.prepare<[], { msgid: string }>('SELECT msgid FROM transactions ORDER BY row DESC LIMIT 1'),
    toSend: counted('send = 1'),
    held: counted('send = 3'),
    unknownCount: counted("state = 'unknown'"),
    reversingCount: counted("state = 'reversing'"),
    provisional: db.prepare<[], { n: number; fund: number }>(`SELECT count(*) AS n, coalesce(sum(est_fund), 0) AS fund
      FROM (${openRows('provisional, est_fund')}) WHERE provisional = 1`),
    counts: db.prepare<[], { state: CentreState; n: number }>(
      'SELECT state, count(*) AS n FROM transactions GROUP BY state',
    ),
    viewsBelow: db.prepare<[number, number], Stored>(
      `SELECT ${COLUMNS} FROM ledger WHERE row < ? ORDER BY row DESC LIMIT ?`,
    ),
    parkedViews: db.prepare<[number], Stored>(
      `SELECT ${COLUMNS} FROM ledger WHERE state = 'parked' ORDER BY row LIMIT ?`,
    ),
    movingViews: db.prepare<[number], Stored>(`SELECT ${COLUMNS} FROM ledger WHERE row IN (
      SELECT row FROM open_rows UNION SELECT row FROM transactions WHERE send = 1
      UNION SELECT row FROM transactions WHERE send = 2 UNION SELECT row FROM transactions WHERE state = 'reversing')
      ORDER BY row LIMIT ?`),
  };
}

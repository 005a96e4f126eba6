/**
 * The centre's visits and their fees, in the centre's own file: what was registered, what was found, which batches wait to
 * be settled. An id of a terminal leads to the centre's for ever. Keeps and finds; decides nothing.
 */
import type Database from 'better-sqlite3';
import type { FeeUploadBody, RegistrationBody, VisitInfoBody } from '../../agent/core/visit/body.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS visit (
  mdtrt_id TEXT PRIMARY KEY, fixmedins_code TEXT NOT NULL, provisional TEXT NOT NULL, psn_no TEXT NOT NULL,
  ipt_otp_no TEXT NOT NULL, made_by TEXT NOT NULL, cancelled INTEGER NOT NULL DEFAULT 0, registration TEXT NOT NULL,
  info TEXT, UNIQUE (fixmedins_code, provisional)
) STRICT;
CREATE INDEX IF NOT EXISTS visit_number ON visit (fixmedins_code, ipt_otp_no);
CREATE TABLE IF NOT EXISTS fee (
  msgid TEXT PRIMARY KEY, mdtrt_id TEXT NOT NULL, chrg_bchno TEXT NOT NULL, body TEXT NOT NULL, settled_by TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS fee_visit ON fee (mdtrt_id);
`;

export interface CentreVisit {
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly ipt_otp_no: string;
  /** The transaction that opened it: its registration, or the settlement of the whole visit. */
  readonly made_by: string;
  readonly cancelled: boolean;
  readonly registration: RegistrationBody;
  readonly info: VisitInfoBody | null;
}

export interface CentreBatch {
  readonly msgid: string;
  readonly mdtrt_id: string;
  readonly body: FeeUploadBody;
  /** msgid of the settlement; null while it waits for one. */
  readonly settled_by: string | null;
}

type Row = Readonly<Record<string, string | number | null>>;

export class VisitBook {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
    db.exec(SCHEMA);
  }

  /** By the centre's id, or by the one a terminal of the institution gave. */
  find(fixmedins_code: string, id: string): CentreVisit | null {
    const sql = 'SELECT * FROM visit WHERE fixmedins_code = ? AND (mdtrt_id = ? OR provisional = ?)';
    return visitOf(this.#get(sql, fixmedins_code, id, id));
  }

  /** The standing visit with this 门诊号. */
  numbered(fixmedins_code: string, ipt_otp_no: string): CentreVisit | null {
    const sql = 'SELECT * FROM visit WHERE fixmedins_code = ? AND ipt_otp_no = ? AND cancelled = 0';
    return visitOf(this.#get(sql, fixmedins_code, ipt_otp_no));
  }

  madeBy(msgid: string): CentreVisit | null {
    return visitOf(this.#get('SELECT * FROM visit WHERE made_by = ?', msgid));
  }

  /** Opens it, or opens again what was cancelled: the ids stay the same. */
  open(fixmedins_code: string, mdtrt_id: string, made_by: string, body: RegistrationBody): void {
    const sql = `INSERT INTO visit (mdtrt_id, fixmedins_code, provisional, psn_no, ipt_otp_no, made_by, registration)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (mdtrt_id) DO UPDATE SET cancelled = 0, made_by = excluded.made_by,
      registration = excluded.registration`;
    const { mdtrt_id: provisional, psn_no, ipt_otp_no } = body;
    this.#run(sql, mdtrt_id, fixmedins_code, provisional, psn_no, ipt_otp_no, made_by, JSON.stringify(body));
  }

  cancel(mdtrt_id: string): void {
    this.#run('UPDATE visit SET cancelled = 1, info = NULL WHERE mdtrt_id = ?', mdtrt_id);
  }

  putInfo(mdtrt_id: string, info: VisitInfoBody): void {
    this.#run('UPDATE visit SET info = ? WHERE mdtrt_id = ?', JSON.stringify(info), mdtrt_id);
  }

  batches(mdtrt_id: string): readonly CentreBatch[] {
    const rows = this.#db.prepare('SELECT * FROM fee WHERE mdtrt_id = ? ORDER BY msgid').all(mdtrt_id) as Row[];
    return rows.map(batchOf);
  }

  batch(msgid: string): CentreBatch | null {
    const row = this.#get('SELECT * FROM fee WHERE msgid = ?', msgid);
    return row === null ? null : batchOf(row);
  }

  putBatch(msgid: string, mdtrt_id: string, body: FeeUploadBody, settled_by: string | null = null): void {
    const sql = 'INSERT INTO fee (msgid, mdtrt_id, chrg_bchno, body, settled_by) VALUES (?, ?, ?, ?, ?)';
    this.#run(sql, msgid, mdtrt_id, body.chrg_bchno, JSON.stringify(body), settled_by);
  }

  dropBatch(msgid: string): void {
    this.#run('DELETE FROM fee WHERE msgid = ?', msgid);
  }

  dropUnsettled(mdtrt_id: string): void {
    this.#run('DELETE FROM fee WHERE mdtrt_id = ? AND settled_by IS NULL', mdtrt_id);
  }

  markSettled(batch: string, settled_by: string | null): void {
    this.#run('UPDATE fee SET settled_by = ? WHERE msgid = ?', settled_by, batch);
  }

  settledBy(msgid: string): readonly CentreBatch[] {
    return (this.#db.prepare('SELECT * FROM fee WHERE settled_by = ?').all(msgid) as Row[]).map(batchOf);
  }

  #get(sql: string, ...values: readonly string[]): Row | null {
    return (this.#db.prepare(sql).get(...values) as Row | undefined) ?? null;
  }

  #run(sql: string, ...values: readonly (string | null)[]): void {
    this.#db.prepare(sql).run(...values);
  }
}

function visitOf(row: Row | null): CentreVisit | null {
  if (row === null) return null;
  const { mdtrt_id, psn_no, ipt_otp_no, made_by, cancelled, registration, info } = row;
  return {
    ...{ mdtrt_id: String(mdtrt_id), psn_no: String(psn_no), ipt_otp_no: String(ipt_otp_no), made_by: String(made_by) },
    cancelled: cancelled === 1,
    registration: JSON.parse(String(registration)) as RegistrationBody,
    info: info === null || info === undefined ? null : (JSON.parse(String(info)) as VisitInfoBody),
  };
}

function batchOf(row: Row): CentreBatch {
  const settled_by = row['settled_by'];
  return {
    msgid: String(row['msgid']),
    mdtrt_id: String(row['mdtrt_id']),
    body: JSON.parse(String(row['body'])) as FeeUploadBody,
    settled_by: settled_by === null || settled_by === undefined ? null : String(settled_by),
  };
}

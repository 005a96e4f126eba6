/**
 * What the centre knows, in one SQLite file (or ':memory:'): terminals, persons, and every transaction with the bytes it
 * came as and the answer it got. Records are never deleted, so a repeat is known for ever. It must never decide anything.
 */
import Database from 'better-sqlite3';
import type { StatementTotals } from '../../agent/core/centre.ts';
import type { Fen } from '../../agent/core/money.ts';
import { preparingOnce } from './adapters/statements.ts';
import { EvidenceBook } from './evidence.ts';
import { GoodsBook } from './goods.ts';
import { Numbers } from './numbers.ts';
import { PrescriptionBook } from './prescriptions.ts';
import { VisitBook } from './visits.ts';

const SCHEMA = `
CREATE TABLE institution (fixmedins_code TEXT PRIMARY KEY, profile TEXT NOT NULL) STRICT;
CREATE TABLE enrolment_code (code TEXT PRIMARY KEY, fixmedins_code TEXT NOT NULL, dev_no TEXT) STRICT;
CREATE TABLE terminal (
  dev_no TEXT PRIMARY KEY, fixmedins_code TEXT NOT NULL, slot INTEGER NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 0, head_hash BLOB, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sign (sign_no TEXT PRIMARY KEY, dev_no TEXT NOT NULL, opter_no TEXT NOT NULL, ended TEXT) STRICT;
CREATE TABLE person (psn_no TEXT PRIMARY KEY, profile TEXT NOT NULL, balc INTEGER NOT NULL) STRICT;
CREATE TABLE credential (
  kind TEXT NOT NULL, no TEXT NOT NULL, psn_no TEXT NOT NULL, card_sn TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, no)
) STRICT, WITHOUT ROWID;
CREATE TABLE accumulator (
  psn_no TEXT NOT NULL, year INTEGER NOT NULL, name TEXT NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (psn_no, year, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE txn (
  sequence INTEGER PRIMARY KEY, msgid TEXT NOT NULL UNIQUE, dev_no TEXT NOT NULL, epoch INTEGER NOT NULL,
  number INTEGER NOT NULL, psn_no TEXT NOT NULL, state TEXT NOT NULL, body BLOB NOT NULL, answer BLOB NOT NULL,
  moves TEXT, omsgid TEXT, setl_date TEXT, insutype TEXT, clr_type TEXT, setl_optins TEXT,
  medfee_sumamt INTEGER, fund_pay_sumamt INTEGER, acct_pay INTEGER,
  UNIQUE (dev_no, epoch, number)
) STRICT;
CREATE INDEX txn_person ON txn (psn_no, dev_no, epoch, number);
CREATE INDEX txn_day ON txn (dev_no, setl_date) WHERE setl_date IS NOT NULL;
CREATE TABLE trace_code (
  code TEXT NOT NULL, msgid TEXT NOT NULL, in_parts INTEGER NOT NULL, PRIMARY KEY (code, msgid)
) STRICT, WITHOUT ROWID;
CREATE TABLE tombstone (msgid TEXT PRIMARY KEY, by_msgid TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
`;

/** settled may become reversed; nothing else moves. `reversal` is a reversal that was done. */
export type TxnState = 'settled' | 'rejected' | 'reversed' | 'voided' | 'reversal';

/** What a settlement moved, so that it can be moved back exactly. */
export interface Moves {
  readonly year: number;
  readonly acct_pay: Fen;
  readonly family: readonly { readonly psn_no: string; readonly paid: Fen }[];
  readonly accumulators: Readonly<Record<string, Fen>>;
  /** Of what remains of a sale: the first sale it remains of, on whose state it was worked out. */
  readonly first?: string;
}

export interface Txn {
  readonly msgid: string;
  readonly dev_no: string;
  readonly epoch: number;
  readonly number: number;
  readonly psn_no: string;
  readonly state: TxnState;
  readonly body: Uint8Array;
  /** Encoded tongxing.v1.Answer. */
  readonly answer: Uint8Array;
  readonly moves: Moves | null;
  readonly omsgid: string | null;
  /** What counts in the day's totals; null for what moved no money. */
  readonly counted: (Omit<StatementTotals, 'fixmedins_setl_cnt'> & { readonly setl_date: string }) | null;
}

export interface Terminal {
  readonly dev_no: string;
  readonly fixmedins_code: string;
  readonly slot: number;
  readonly epoch: number;
  readonly revoked: number;
}

export interface Credential {
  readonly psn_no: string;
  readonly card_sn: string;
  readonly revoked: number;
}

type Row = Record<string, unknown>;

export class CentreStore {
  readonly goods: GoodsBook;
  readonly numbers: Numbers;
  readonly evidence: EvidenceBook;
  readonly prescriptions: PrescriptionBook;
  readonly #db: Database.Database;

  readonly #atomic: Database.Transaction<(work: () => unknown) => unknown>;

  /** Clinic visits and their fees. */
  readonly visits: VisitBook;

  constructor(path: string) {
    this.#db = preparingOnce(new Database(path));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = FULL');
    if (this.#db.pragma('synchronous', { simple: true }) !== 2) throw new Error(`${path}: synchronous is not FULL`);
    const version = this.#db.pragma('user_version', { simple: true });
    if (version === 0) this.#db.exec(SCHEMA);
    else if (version !== 1) throw new Error(`${path}: schema version ${String(version)} is newer than this centre`);
    this.#atomic = this.#db.transaction((work) => work());
    this.visits = new VisitBook(this.#db);
    this.goods = new GoodsBook(this.#db);
    this.numbers = new Numbers(this.#db);
    this.evidence = new EvidenceBook(this.#db);
    this.prescriptions = new PrescriptionBook(this.#db);
  }

  close(): void {
    this.#db.close();
  }

  /** All or nothing; a nested one belongs to the outer. */
  atomically<T>(work: () => T): T {
    return this.#db.inTransaction ? work() : (this.#atomic.immediate(work) as T);
  }

  institution<T>(fixmedins_code: string): T | null {
    const row = this.#get('SELECT profile FROM institution WHERE fixmedins_code = ?', fixmedins_code);
    return row === null ? null : (JSON.parse(String(row['profile'])) as T);
  }

  putInstitution(fixmedins_code: string, profile: object): void {
    this.#run('INSERT OR REPLACE INTO institution VALUES (?, ?)', fixmedins_code, JSON.stringify(profile));
  }

  putEnrolmentCode(code: string, fixmedins_code: string): void {
    this.#run('INSERT INTO enrolment_code (code, fixmedins_code) VALUES (?, ?)', code, fixmedins_code);
  }

  /** The institution a code was given for, and the terminal it was used by; null for no such code. */
  enrolmentCode(code: string): { readonly fixmedins_code: string; readonly dev_no: string | null } | null {
    return this.#get('SELECT fixmedins_code, dev_no FROM enrolment_code WHERE code = ?', code) as never;
  }

  useEnrolmentCode(code: string, dev_no: string): void {
    this.#run('UPDATE enrolment_code SET dev_no = ? WHERE code = ?', dev_no, code);
  }

  terminals(): readonly Terminal[] {
    return this.#all('SELECT dev_no, fixmedins_code, slot, epoch, revoked FROM terminal ORDER BY dev_no') as never;
  }

  terminal(dev_no: string): Terminal | null {
    return this.#get(
      'SELECT dev_no, fixmedins_code, slot, epoch, revoked FROM terminal WHERE dev_no = ?',
      dev_no,
    ) as never;
  }

  putTerminal(dev_no: string, fixmedins_code: string, slot: number): void {
    this.#run('INSERT INTO terminal (dev_no, fixmedins_code, slot) VALUES (?, ?, ?)', dev_no, fixmedins_code, slot);
  }

  revokeTerminal(dev_no: string): void {
    this.#run('UPDATE terminal SET revoked = 1 WHERE dev_no = ?', dev_no);
  }

  noteEpoch(dev_no: string, epoch: number): void {
    this.#run('UPDATE terminal SET epoch = max(epoch, ?) WHERE dev_no = ?', epoch, dev_no);
  }

  signIn(sign_no: string, dev_no: string, opter_no: string): void {
    this.#run('INSERT INTO sign (sign_no, dev_no, opter_no) VALUES (?, ?, ?)', sign_no, dev_no, opter_no);
  }

  countSigns(): number {
    return Number(this.#get('SELECT count(*) AS count FROM sign')?.['count']);
  }

  /** When the sign-in ended, empty while it is open; null for no such sign-in of this terminal. */
  signEnded(dev_no: string, sign_no: string): string | null {
    const row = this.#get('SELECT ended FROM sign WHERE sign_no = ? AND dev_no = ?', sign_no, dev_no);
    return row === null ? null : String(row['ended'] ?? '');
  }

  signOut(sign_no: string, ended: string): void {
    this.#run('UPDATE sign SET ended = ? WHERE sign_no = ?', ended, sign_no);
  }

  putPerson(psn_no: string, profile: object, balc: number): void {
    this.#run(
      'INSERT INTO person VALUES (?, ?, ?) ON CONFLICT (psn_no) DO UPDATE SET profile = excluded.profile',
      psn_no,
      JSON.stringify(profile),
      balc,
    );
  }

  person<T>(psn_no: string): { readonly profile: T; readonly balc: Fen } | null {
    const row = this.#get('SELECT profile, balc FROM person WHERE psn_no = ?', psn_no);
    return row === null ? null : { profile: JSON.parse(String(row['profile'])) as T, balc: row['balc'] as Fen };
  }

  persons(): readonly string[] {
    return this.#all('SELECT psn_no FROM person ORDER BY psn_no').map((row) => String(row['psn_no']));
  }

  setBalance(psn_no: string, balc: number): void {
    this.#run('UPDATE person SET balc = ? WHERE psn_no = ?', balc, psn_no);
  }

  moveBalance(psn_no: string, by: number): void {
    if (by !== 0) this.#run('UPDATE person SET balc = balc + ? WHERE psn_no = ?', by, psn_no);
  }

  putCredential(kind: string, no: string, psn_no: string, card_sn: string): void {
    const insert = 'INSERT INTO credential VALUES (?, ?, ?, ?, 0) ON CONFLICT (kind, no) DO NOTHING';
    this.#run(insert, kind, no, psn_no, card_sn);
  }

  /** Social security cards of a person. */
  cards(psn_no: string): readonly { readonly cardno: string; readonly revoked: number }[] {
    const sql = "SELECT no AS cardno, revoked FROM credential WHERE kind = '03' AND psn_no = ? ORDER BY no";
    return this.#all(sql, psn_no) as never;
  }

  credential(kind: string, no: string): Credential | null {
    return this.#get('SELECT psn_no, card_sn, revoked FROM credential WHERE kind = ? AND no = ?', kind, no) as never;
  }

  setRevoked(kind: string, no: string, revoked: boolean): void {
    this.#run('UPDATE credential SET revoked = ? WHERE kind = ? AND no = ?', revoked ? 1 : 0, kind, no);
  }

  accumulators(psn_no: string, year: number): Readonly<Record<string, Fen>> {
    const rows = this.#all(
      'SELECT name, amount FROM accumulator WHERE psn_no = ? AND year = ? ORDER BY name',
      psn_no,
      year,
    );
    return Object.fromEntries(rows.map((row) => [String(row['name']), row['amount'] as Fen]));
  }

  /** The same as it was before a settlement: without what stands since, and with what stood then and was undone since. */
  accumulatorsBefore(psn_no: string, year: number, msgid: string): Readonly<Record<string, Fen>> {
    const before: Record<string, Fen> = { ...this.accumulators(psn_no, year) };
    const sql = `WITH at AS (SELECT sequence FROM txn WHERE msgid = ?)
      SELECT moves, -1 AS sign FROM txn, at WHERE psn_no = ? AND state = 'settled' AND txn.sequence > at.sequence
      UNION ALL SELECT txn.moves, 1 FROM txn JOIN tombstone USING (msgid), txn AS undoing, at
        WHERE txn.psn_no = ? AND txn.sequence < at.sequence
          AND undoing.msgid = by_msgid AND undoing.sequence > at.sequence`;
    for (const { moves, sign } of this.#all(sql, msgid, psn_no, psn_no)) {
      const moved = moves === null ? null : (JSON.parse(String(moves)) as Moves);
      if (moved?.year !== year) continue;
      for (const [name, by] of Object.entries(moved.accumulators))
        before[name] = ((before[name] ?? 0) + Number(sign) * by) as Fen;
    }
    return before;
  }

  moveAccumulator(psn_no: string, year: number, name: string, by: number): void {
    this.#run(
      'INSERT INTO accumulator VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
      psn_no,
      year,
      name,
      by,
    );
  }

  txn(msgid: string): Txn | null {
    const row = this.#get('SELECT * FROM txn WHERE msgid = ?', msgid);
    return row === null ? null : txnOf(row);
  }

  /** Every transaction, in the order the centre did them. */
  *txns(): Generator<Txn> {
    for (const row of this.#db.prepare('SELECT * FROM txn ORDER BY sequence').iterate()) yield txnOf(row as Row);
  }

  /** What a terminal's transactions count in the totals, without what they said. */
  standings(dev_no: string): readonly Pick<Txn, 'msgid' | 'state' | 'counted'>[] {
    const sql = `SELECT msgid, state, NULL AS moves, insutype, clr_type, setl_optins, setl_date, medfee_sumamt,
      fund_pay_sumamt, acct_pay FROM txn WHERE dev_no = ? AND setl_date IS NOT NULL ORDER BY sequence`;
    return this.#all(sql, dev_no).map(txnOf);
  }

  numberTaken(dev_no: string, epoch: number, number: number): boolean {
    return this.#get('SELECT 1 FROM txn WHERE dev_no = ? AND epoch = ? AND number = ?', dev_no, epoch, number) !== null;
  }

  insertTxn(txn: Txn): void {
    const { counted, moves } = txn;
    this.#run(
      `INSERT INTO txn (msgid, dev_no, epoch, number, psn_no, state, body, answer, moves, omsgid, setl_date, insutype,
         clr_type, setl_optins, medfee_sumamt, fund_pay_sumamt, acct_pay)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[txn.msgid, txn.dev_no, txn.epoch, txn.number, txn.psn_no, txn.state, txn.body, txn.answer],
      ...[moves === null ? null : JSON.stringify(moves), txn.omsgid],
      ...[
        counted?.setl_date ?? null,
        counted?.insutype ?? null,
        counted?.clr_type ?? null,
        counted?.setl_optins ?? null,
      ],
      ...[counted?.medfee_sumamt ?? null, counted?.fund_pay_sumamt ?? null, counted?.acct_pay ?? null],
    );
    this.numbers.took(txn);
  }

  /** In place of the one of the same id. */
  putTxn(txn: Txn): void {
    this.forgetTxn(txn.msgid);
    this.insertTxn(txn);
  }

  /** Only ever asked for by an operator who spoils the books. */
  forgetTxn(msgid: string): void {
    this.#run('DELETE FROM txn WHERE msgid = ?', msgid);
    this.#run('DELETE FROM trace_code WHERE msgid = ?', msgid);
  }

  /** What counts on a terminal's statement of a day, in the order it was done. */
  countedTxns(dev_no: string, date: string): readonly Txn[] {
    return this.#all('SELECT * FROM txn WHERE dev_no = ? AND setl_date = ? ORDER BY sequence', dev_no, date).map(txnOf);
  }

  putTraceCode(code: string, msgid: string, inParts: boolean): void {
    this.#run('INSERT INTO trace_code VALUES (?, ?, ?) ON CONFLICT DO NOTHING', code, msgid, inParts ? 1 : 0);
  }

  /** Whether a sale that was settled and not undone holds the code; one opened pack may be in several. */
  traceCodeTaken(code: string, inParts: boolean): boolean {
    const sql = `SELECT 1 FROM trace_code JOIN txn USING (msgid)
      WHERE code = ? AND state = 'settled' AND NOT (in_parts = 1 AND ? = 1) LIMIT 1`;
    return this.#get(sql, code, inParts ? 1 : 0) !== null;
  }

  markReversed(msgid: string): void {
    this.#run("UPDATE txn SET state = 'reversed' WHERE msgid = ? AND state = 'settled'", msgid);
  }

  nextSequence(): number {
    return Number(this.#get('SELECT coalesce(max(sequence), 0) + 1 AS next FROM txn')?.['next']);
  }

  tombstone(msgid: string): string | null {
    const row = this.#get('SELECT by_msgid FROM tombstone WHERE msgid = ?', msgid);
    return row === null ? null : String(row['by_msgid']);
  }

  putTombstone(msgid: string, by_msgid: string): void {
    this.#run('INSERT INTO tombstone VALUES (?, ?) ON CONFLICT DO NOTHING', msgid, by_msgid);
  }

  /**
   * The newest (epoch, number) of a person from a terminal that was judged; zeros for none. A void moved nothing and is told
   * out of turn: an earlier sale of the person may still be on its way.
   */
  newestOf(dev_no: string, psn_no: string): { readonly epoch: number; readonly number: number } {
    const sql =
      "SELECT epoch, number FROM txn WHERE psn_no = ? AND dev_no = ? AND state <> 'voided' ORDER BY epoch DESC, number DESC LIMIT 1";
    return (this.#get(sql, psn_no, dev_no) ?? { epoch: 0, number: 0 }) as never;
  }

  /** A terminal's totals by group between two dates of settlement. */
  totals(dev_no: string, begndate: string, enddate: string): readonly StatementTotals[] {
    const sql = `SELECT insutype, clr_type, setl_optins, sum(medfee_sumamt) AS medfee_sumamt,
        sum(fund_pay_sumamt) AS fund_pay_sumamt, sum(acct_pay) AS acct_pay, count(*) AS fixmedins_setl_cnt
      FROM txn WHERE dev_no = ? AND setl_date BETWEEN ? AND ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
    return this.#all(sql, dev_no, begndate, enddate) as never;
  }

  #get(sql: string, ...values: readonly unknown[]): Row | null {
    return (this.#db.prepare(sql).get(...values) as Row | undefined) ?? null;
  }

  #all(sql: string, ...values: readonly unknown[]): readonly Row[] {
    return this.#db.prepare(sql).all(...values) as Row[];
  }

  #run(sql: string, ...values: readonly unknown[]): void {
    this.#db.prepare(sql).run(...values);
  }
}

function txnOf(row: Row): Txn {
  const { insutype, clr_type, setl_optins, setl_date, medfee_sumamt, fund_pay_sumamt, acct_pay } = row;
  const counted = { insutype, clr_type, setl_optins, setl_date, medfee_sumamt, fund_pay_sumamt, acct_pay };
  const moves = row['moves'] === null ? null : (JSON.parse(String(row['moves'])) as Moves);
  return { ...row, moves, counted: setl_date === null ? null : counted } as unknown as Txn;
}

/**
 * The rows of the ledger: one for each transaction, written once, moved along its states, never deleted. All SQL on them
 * is here. Bodies are opened only when a person or an estimate is needed.
 */
import type { StatementTotals } from '../../core/centre.ts';
import type { Durable } from '../../core/effect.ts';
import type { OriginalView, RowView, StartFacts, StoredSettlement } from '../../core/input.ts';
import { type Fen, fen } from '../../core/money.ts';
import type { Cause } from '../../core/settlement/compare.ts';
import type { CentreState, Msgid, Setlinfo, TransactionBody } from '../../core/transaction.ts';
import type { BodyCodec, TransactionView } from '../../ports/store.ts';
import { pack, unpack } from './parcel.ts';
import { type Db, EPOCH_UNIT, inState, OPEN, UNDERWAY } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Rows {
  /** Returns the sealed body, whose hash goes into the journal. */
  insert(effect: Durable & { kind: 'insert' }): Uint8Array;
  move(effect: Durable & { kind: 'move' }): void;
  tell(effect: Durable & { kind: 'tell' }): void;
  explain(msgid: Msgid, cause: Cause): void;
  voidNoted(msgid: Msgid): void;
  /** The notice goes again: this one's, or every one that was under way when the last run ended. */
  voidAgain(msgid: Msgid): void;
  voidsAgain(): void;
  /** Oldest first, at most one of each person; queued ones are inflight when this returns. */
  claim(limit: number, except: readonly Msgid[]): readonly RowView[];
  unknown(limit: number, except: readonly Msgid[]): readonly RowView[];
  underway(): readonly { readonly msgid: Msgid; readonly state: CentreState }[];
  row(msgid: Msgid): RowView | null;
  reversalOf(msgid: Msgid): RowView | null;
  /** What a sale was computed from, without the pack; null when there is nothing to compute again. */
  settlement(msgid: Msgid): Omit<StoredSettlement, 'pack'> | null;
  exposure(psn_no: string, begndate: string): { readonly person_open: number; readonly person_day_fund: Fen };
  /** What the person's transactions of the year moved, open or settled, beyond those a snapshot counts. */
  uncounted(
    psn_no: string,
    year: number,
    includedRow: number,
  ): { readonly deltas: Readonly<Record<string, Fen>>; readonly acct_pay: Fen };
  totals(begndate: string, enddate: string): readonly StatementTotals[];
  bytesOf(msgids: readonly Msgid[]): ReadonlyMap<Msgid, Uint8Array>;
  last(epoch: number): { readonly number: number } | null;
  newestMsgid(): string | null;
  openCounts(): Pick<StartFacts, 'queued' | 'unknown' | 'reversing' | 'provisional_count' | 'provisional_sum'>;
  counts(): Readonly<Partial<Record<CentreState, number>>>;
  view(msgid: Msgid): TransactionView | null;
  views(what: { readonly openOnly: boolean; readonly limit: number }): readonly TransactionView[];
  /** Drops what a rolled-back turn kept in memory. */
  forget(): void;
}

interface Stored {
  readonly row: number;
  readonly msgid: Msgid;
  readonly infno: RowView['infno'];
  readonly state: CentreState;
  readonly before: CentreState | null;
  readonly told: number;
  readonly provisional: number;
  readonly grade: RowView['grade'];
  readonly unavailable: string;
  readonly snapshot_age_ms: number;
  readonly attempts: number;
  readonly insutype: string;
  readonly begndate: string;
  readonly accepted_ms: number;
  readonly omsgid: Msgid | null;
  readonly deltas: string;
  readonly estimate: string | null;
  readonly note: string;
  readonly cause: Cause | '';
  readonly err_msg: string;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly setl_time: string;
  readonly final: string | null;
}

const COLUMNS = `row, msgid, infno, state, before, told, provisional, grade, unavailable, snapshot_age_ms, attempts, insutype,
  begndate, accepted_ms, omsgid, deltas, estimate, note, cause, err_msg, setl_id, mdtrt_id, setl_time, final`;

/** The first open row of its person; a reversal waits for no one, a void notice either. */
const CLAIM = `SELECT ${COLUMNS} FROM transactions q WHERE q.send = 1
  AND (q.state = 'voided' OR q.omsgid IS NOT NULL OR NOT EXISTS (SELECT 1 FROM transactions e
    WHERE e.psn_key = q.psn_key AND e.row < q.row AND ${inState(OPEN, 'e.')}))
  AND q.msgid NOT IN (SELECT value FROM json_each(?)) ORDER BY q.row LIMIT ?`;

/** Two full frames: more is never waiting for the wire. */
const MAX_FRESH = 1_000;

export function createRows(db: Db, seal: Seal, codec: BodyCodec): Rows {
  /** Encoded bodies of the rows just stored or claimed, for the wire: saves opening them a second time. */
  const fresh = new Map<Msgid, Uint8Array>();
  const keep = (msgid: Msgid, bytes: Uint8Array) => {
    if (fresh.size >= MAX_FRESH) fresh.clear();
    fresh.set(msgid, bytes);
  };
  const sql = prepare(db);
  const parcelOf = (msgid: Msgid) => {
    const stored = sql.body.get(msgid);
    return stored === undefined ? null : unpack(seal.open(stored.body));
  };
  const opened = (msgid: Msgid): TransactionBody => {
    const parcel = parcelOf(msgid);
    if (parcel === null) throw new Error(`${msgid} has no body`);
    keep(msgid, parcel.body);
    return codec.decode(parcel.body);
  };
  const toRow = (stored: Stored): RowView => rowOf(stored, personOf(opened(stored.msgid)), originalOf(stored));
  const originalOf = (stored: Stored): OriginalView | null => {
    const original = stored.omsgid === null ? undefined : sql.one.get(stored.omsgid);
    return original === undefined ? null : originalView(original);
  };
  return {
    insert(effect) {
      const { body } = effect;
      const bytes = codec.encode(body);
      const sealed = seal.seal(pack(effect.replay ?? '', bytes));
      keep(body.msgid, bytes);
      const values = insertValues(effect, seal.lookup('psn', effect.psn_no));
      sql.insert.run(values);
      sql.insertBody.run(values.row, sealed);
      return sealed;
    },
    move(effect) {
      const [from, to] = [effect.path[0], effect.path.at(-1)];
      const { answer } = effect;
      const final = answer?.setlinfo ?? null;
      const done = sql.move.run({
        msgid: effect.msgid,
        from,
        to,
        send: to === 'queued' || to === 'voided' ? 1 : 0,
        before: effect.before ?? null,
        note: effect.note ?? '',
        ...answered(answer, final),
      });
      if (done.changes !== 1) throw new Error(`${effect.msgid} is not ${from}: the ledger and its reader disagree`);
    },
    tell: ({ msgid, provisional, grade, unavailable }) =>
      void sql.tell.run(provisional ? 1 : 0, grade, unavailable, msgid),
    explain: (msgid, cause) => void sql.explain.run(cause, msgid),
    voidNoted: (msgid) => void sql.voidSend.run(0, msgid),
    voidAgain: (msgid) => void sql.voidSend.run(1, msgid),
    voidsAgain: () => void sql.voidsAgain.run(),
    claim(limit, except) {
      const stored = sql.claim.all(JSON.stringify(except), limit);
      sql.claimed.run(JSON.stringify(stored.map(({ row }) => row)));
      // Bodies stay sealed until they leave: the dispatcher needs neither person nor lines.
      return stored.map((one) => {
        const row = rowOf(one, '', originalOf(one));
        return row.state === 'queued' ? { ...row, state: 'inflight', attempts: row.attempts + 1 } : row;
      });
    },
    unknown: (limit, except) => sql.unknown.all(JSON.stringify(except), limit).map(toRow),
    underway: () => sql.underway.all(),
    row(msgid) {
      const stored = sql.one.get(msgid);
      return stored === undefined ? null : toRow(stored);
    },
    reversalOf(msgid) {
      const stored = sql.reversalOf.get(msgid);
      return stored === undefined ? null : toRow(stored);
    },
    settlement(msgid) {
      const [stored, parcel] = [sql.one.get(msgid), parcelOf(msgid)];
      if (stored === undefined || parcel === null) return null;
      const { facts, body } = parcel;
      const sale = codec.decode(body).body;
      return sale.kind === 'sale' && facts !== null ? { sale, facts, final: amountsOf(stored.final) } : null;
    },
    exposure(psn_no, begndate) {
      const sums = sql.exposure.get(begndate, seal.lookup('psn', psn_no));
      return { person_open: sums?.open ?? 0, person_day_fund: fen(sums?.fund ?? 0) };
    },
    uncounted(psn_no, year, includedRow) {
      const deltas: Record<string, Fen> = {};
      let acct = 0;
      const psnKey = seal.lookup('psn', psn_no);
      for (const one of sql.uncounted.all(psnKey, includedRow, psnKey, includedRow)) {
        acct += one.acct_pay;
        if (one.year !== String(year)) continue;
        for (const [name, delta] of Object.entries(JSON.parse(one.deltas) as Record<string, number>))
          deltas[name] = fen((deltas[name] ?? 0) + delta);
      }
      return { deltas, acct_pay: fen(acct) };
    },
    totals: (begndate, enddate) => sql.totals.all(begndate, enddate),
    bytesOf(msgids) {
      const found = new Map<Msgid, Uint8Array>();
      for (const msgid of msgids) {
        const bytes = fresh.get(msgid) ?? parcelOf(msgid)?.body;
        if (bytes !== undefined) found.set(msgid, bytes);
        // Handed over once; the other frame of this turn still needs its own.
        fresh.delete(msgid);
      }
      return found;
    },
    last(epoch) {
      const row = sql.last.get(epoch * EPOCH_UNIT, (epoch + 1) * EPOCH_UNIT)?.row ?? null;
      return row === null ? null : { number: row % EPOCH_UNIT };
    },
    newestMsgid: () => sql.newest.get()?.msgid ?? null,
    openCounts: () => ({
      queued: sql.toSend.get()?.n ?? 0,
      unknown: sql.unknownCount.get()?.n ?? 0,
      reversing: sql.reversingCount.get()?.n ?? 0,
      provisional_count: sql.provisional.get()?.n ?? 0,
      provisional_sum: fen(sql.provisional.get()?.fund ?? 0),
    }),
    counts: () => Object.fromEntries(sql.counts.all().map(({ state, n }) => [state, n])),
    view(msgid) {
      const stored = sql.one.get(msgid);
      return stored === undefined ? null : viewOf(stored, opened(stored.msgid));
    },
    views: ({ openOnly, limit }) =>
      (openOnly ? sql.openViews : sql.allViews).all(limit).map((stored) => viewOf(stored, opened(stored.msgid))),
    forget: () => fresh.clear(),
  };
}

function prepare(db: Db) {
  const counted = (where: string) =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM transactions WHERE ${where}`);
  return {
    insert: db.prepare(`INSERT INTO transactions (row, msgid, infno, state, send, told, provisional, grade, unavailable,
      snapshot_age_ms, attempts, psn_key, insutype, begndate, accepted_ms, omsgid, deltas, est_fund, est_acct, estimate)
      VALUES (@row, @msgid, @infno, @state, @send, @told, @provisional, @grade, @unavailable,
      @snapshot_age_ms, @attempts, @psn_key, @insutype, @begndate, @accepted_ms, @omsgid, @deltas, @est_fund, @est_acct, @estimate)`),
    insertBody: db.prepare('INSERT INTO bodies (row, body) VALUES (?, ?)'),
    body: db.prepare<[string], { body: Buffer }>(
      'SELECT b.body FROM transactions t JOIN bodies b ON b.row = t.row WHERE t.msgid = ?',
    ),
    move: db.prepare(`UPDATE transactions SET state = @to, send = @send, before = coalesce(@before, before), note = @note,
      err_msg = @err_msg, setl_id = coalesce(@setl_id, setl_id), mdtrt_id = coalesce(@mdtrt_id, mdtrt_id),
      setl_time = coalesce(@setl_time, setl_time), setl_date = coalesce(@setl_date, setl_date),
      clr_type = coalesce(@clr_type, clr_type), clr_optins = coalesce(@clr_optins, clr_optins),
      final = coalesce(@final, final), fin_medfee = coalesce(@fin_medfee, fin_medfee),
      fin_fund = coalesce(@fin_fund, fin_fund), fin_acct = coalesce(@fin_acct, fin_acct)
      WHERE msgid = @msgid AND state = @from`),
    tell: db.prepare(`UPDATE transactions SET told = 1, provisional = ?, grade = ?, unavailable = ? WHERE msgid = ?`),
    explain: db.prepare('UPDATE transactions SET cause = ? WHERE msgid = ?'),
    voidSend: db.prepare('UPDATE transactions SET send = ? WHERE msgid = ?'),
    voidsAgain: db.prepare('UPDATE transactions SET send = 1 WHERE send = 2'),
    claim: db.prepare<[string, number], Stored>(CLAIM),
    claimed: db.prepare(`UPDATE transactions SET send = CASE state WHEN 'voided' THEN 2 ELSE 0 END,
      attempts = attempts + (state = 'queued'), state = CASE state WHEN 'queued' THEN 'inflight' ELSE state END
      WHERE row IN (SELECT value FROM json_each(?))`),
    unknown: db.prepare<[string, number], Stored>(`SELECT ${COLUMNS} FROM transactions WHERE state = 'unknown'
      AND msgid NOT IN (SELECT value FROM json_each(?)) ORDER BY row LIMIT ?`),
    underway: db.prepare<[], { msgid: Msgid; state: CentreState }>(
      `SELECT msgid, state FROM transactions WHERE ${inState(UNDERWAY)} ORDER BY row`,
    ),
    one: db.prepare<[string], Stored>(`SELECT ${COLUMNS} FROM transactions WHERE msgid = ?`),
    reversalOf: db.prepare<[string], Stored>(
      `SELECT ${COLUMNS} FROM transactions WHERE omsgid = ? ORDER BY row DESC LIMIT 1`,
    ),
    exposure: db.prepare<[string, Buffer], { open: number; fund: number }>(`SELECT count(*) AS open,
      coalesce(sum(CASE WHEN provisional = 1 AND begndate = ? THEN est_fund END), 0) AS fund
      FROM transactions WHERE psn_key = ? AND ${inState(OPEN)}`),
    uncounted: db.prepare<[Buffer, number, Buffer, number], { deltas: string; year: string; acct_pay: number }>(
      `SELECT deltas, substr(begndate, 1, 4) AS year, est_acct AS acct_pay FROM transactions
       WHERE psn_key = ? AND row > ? AND ${inState(OPEN)}
       UNION ALL SELECT deltas, year, acct_pay FROM since WHERE psn_key = ? AND row > ?`,
    ),
    totals: db.prepare<[string, string], StatementTotals>(`SELECT insutype, clr_type, clr_optins AS setl_optins,
      sum(fin_medfee) AS medfee_sumamt, sum(fin_fund) AS fund_pay_sumamt, sum(fin_acct) AS acct_pay,
      count(*) AS fixmedins_setl_cnt FROM transactions WHERE setl_date BETWEEN ? AND ?
      GROUP BY insutype, clr_type, clr_optins ORDER BY insutype, clr_type, clr_optins`),
    last: db.prepare<[number, number], { row: number | null }>(
      'SELECT max(row) AS row FROM transactions WHERE row >= ? AND row < ?',
    ),
    newest: db.prepare<[], { msgid: string }>('SELECT msgid FROM transactions ORDER BY row DESC LIMIT 1'),
    toSend: counted('send = 1'),
    unknownCount: counted("state = 'unknown'"),
    reversingCount: counted("state = 'reversing'"),
    provisional: db.prepare<[], { n: number; fund: number }>(`SELECT count(*) AS n, coalesce(sum(est_fund), 0) AS fund
      FROM transactions WHERE provisional = 1 AND ${inState(OPEN)}`),
    counts: db.prepare<[], { state: CentreState; n: number }>(
      'SELECT state, count(*) AS n FROM transactions GROUP BY state',
    ),
    allViews: db.prepare<[number], Stored>(`SELECT ${COLUMNS} FROM transactions ORDER BY row DESC LIMIT ?`),
    openViews: db.prepare<[number], Stored>(`SELECT ${COLUMNS} FROM transactions WHERE row IN (
      SELECT row FROM transactions INDEXED BY open_person WHERE ${inState(OPEN)} UNION SELECT row FROM transactions WHERE send = 1
      UNION SELECT row FROM transactions WHERE send = 2 UNION SELECT row FROM transactions WHERE state = 'reversing' UNION SELECT row FROM transactions WHERE state = 'parked')
      ORDER BY row LIMIT ?`),
  };
}

function insertValues(effect: Durable & { kind: 'insert' }, psn_key: Buffer) {
  const { msgid, infno, epoch, number } = effect.body;
  const estimate = effect.body.body.kind === 'sale' ? effect.body.body.estimate : null;
  return {
    row: epoch * EPOCH_UNIT + number,
    msgid,
    infno,
    state: effect.state,
    send: effect.state === 'queued' ? 1 : 0,
    told: effect.told ? 1 : 0,
    provisional: effect.provisional ? 1 : 0,
    grade: effect.grade,
    unavailable: effect.unavailable,
    snapshot_age_ms: effect.snapshot_age_ms,
    attempts: effect.state === 'inflight' ? 1 : 0,
    psn_key,
    insutype: effect.insutype,
    begndate: effect.begndate,
    accepted_ms: effect.accepted_ms,
    omsgid: effect.omsgid,
    deltas: JSON.stringify(effect.deltas),
    est_fund: estimate?.fund_pay_sumamt ?? 0,
    est_acct: estimate?.acct_pay ?? 0,
    estimate: estimate === null ? null : JSON.stringify(estimate),
  };
}

/** Only an answer with amounts makes a row count in the day's totals. */
function answered(answer: (Durable & { kind: 'move' })['answer'], final: Setlinfo | null) {
  return {
    err_msg: answer?.result.err_msg ?? '',
    setl_id: answer?.setl_id || null,
    mdtrt_id: answer?.mdtrt_id || null,
    setl_time: answer?.setl_time || null,
    setl_date: final === null ? null : (answer?.setl_time.slice(0, 10) ?? null),
    clr_type: answer?.clr_type || null,
    clr_optins: answer?.clr_optins || null,
    final: final === null ? null : JSON.stringify(final),
    fin_medfee: final?.medfee_sumamt ?? null,
    fin_fund: final?.fund_pay_sumamt ?? null,
    fin_acct: final?.acct_pay ?? null,
  };
}

function rowOf(stored: Stored, psn_no: string, original: OriginalView | null): RowView {
  return {
    msgid: stored.msgid,
    ...placeOf(stored),
    infno: stored.infno,
    state: stored.state,
    told: stored.told === 1,
    provisional: stored.provisional === 1,
    grade: stored.grade,
    unavailable: stored.unavailable,
    snapshot_age_ms: stored.snapshot_age_ms,
    attempts: stored.attempts,
    psn_no,
    insutype: stored.insutype,
    original,
    estimate: amountsOf(stored.estimate),
    final: amountsOf(stored.final),
    setl_id: stored.setl_id,
    mdtrt_id: stored.mdtrt_id,
    deltas: deltasOf(stored),
  };
}

function originalView(stored: Stored): OriginalView {
  const final = amountsOf(stored.final);
  return {
    msgid: stored.msgid,
    ...placeOf(stored),
    state: stored.state,
    before: stored.before,
    deltas: deltasOf(stored),
    acct_pay: (final ?? amountsOf(stored.estimate))?.acct_pay ?? fen(0),
    final,
  };
}

function viewOf(stored: Stored, body: TransactionBody): TransactionView {
  const { deltas: _deltas, row: _row, before: _before, ...shown } = stored;
  const { unavailable: _u, snapshot_age_ms: _s, ...rest } = shown;
  return {
    ...rest,
    ...placeOf(stored),
    told: stored.told === 1,
    provisional: stored.provisional === 1,
    psn_no: personOf(body),
    estimate: amountsOf(stored.estimate),
    final: amountsOf(stored.final),
  };
}

function personOf(body: TransactionBody): string {
  return body.body.kind === 'sale' ? body.body.druginfo.psn_no : body.body.psn_no;
}

function placeOf({ row }: Stored): { readonly epoch: number; readonly number: number } {
  return { epoch: Math.floor(row / EPOCH_UNIT), number: row % EPOCH_UNIT };
}

function amountsOf(text: string | null): Setlinfo | null {
  return text === null ? null : (JSON.parse(text) as Setlinfo);
}

function deltasOf(stored: Stored): Readonly<Record<string, Fen>> {
  return JSON.parse(stored.deltas) as Record<string, Fen>;
}

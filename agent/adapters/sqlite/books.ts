/**
 * Statements, work list and adopted rows in SQLite: all SQL of reconciliation is here. What a day holds on our side is the
 * ledger's own rows but for those a person has replaced by the centre's; it never writes to the ledger itself.
 */
import type { StatementTotals } from '../../core/centre.ts';
import type { Durable, Lookup } from '../../core/effect.ts';
import { type GivenBack, wasSold } from '../../core/given-back.ts';
import type { Found } from '../../core/input.ts';
import { fen } from '../../core/money.ts';
import type { Detail } from '../../core/reconcile/detail.ts';
import { actionsNow, type Circumstances } from '../../core/reconcile/legal.ts';
import type { WorkItem } from '../../core/reconcile/work.ts';
import { dateOf, dayAfter } from '../../core/time.ts';
import type { CentreState, Msgid } from '../../core/transaction.ts';
import type { Books, Statement } from '../../ports/books.ts';
import type { Claims } from './claims.ts';
import { hashOf, type Journal } from './journal.ts';
import { amountsOf } from './row-view.ts';
import type { Rows } from './rows.ts';
import type { Db } from './schema.ts';

/** More days than a year are not closed with one shift. */
const MAX_DAYS = 366;

const ITEM = 'item, stmt_date, class, msgid, standing, here, centre, state, last, note, reason, opter, at_ms';

const SETTLED = `SELECT t.msgid, a.setl_id, a.mdtrt_id, t.insutype, a.clr_type, a.clr_optins AS setl_optins, a.setl_time,
    a.fin_medfee AS medfee_sumamt, a.fin_fund AS fund_pay_sumamt, a.fin_acct AS acct_pay,
    CASE WHEN t.omsgid IS NULL THEN '0' ELSE '1' END AS refd_setl_flag
  FROM answers a JOIN transactions t ON t.row = a.row`;

const OURS = `${SETTLED}
  WHERE a.setl_date = @date AND t.msgid NOT IN (SELECT msgid FROM adopted WHERE replaces = 1)
  UNION ALL SELECT msgid, setl_id, mdtrt_id, insutype, clr_type, setl_optins, setl_time,
    medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag FROM adopted WHERE setl_date = @date`;

type BookEffect = Durable & { readonly kind: 'save_work' | 'adopt' | 'save_statement' | 'close_days' };
type BookLookup = Lookup & {
  readonly kind: 'find_totals' | 'find_details' | 'find_days' | 'find_known' | 'find_open_work' | 'find_work';
};

export interface BookKeeper extends Books {
  /** Writes, with its journal entries. */
  apply(effect: BookEffect, atMs: number): void;
  find(lookup: BookLookup): Found;
  /** A sale as our statements have it from the centre; null when they do not. */
  accepted(msgid: Msgid): Detail | null;
  /** By which item; null: by none. */
  acceptedBy(msgid: Msgid): string | null;
}

export function createBooks(
  db: Db,
  journal: Journal,
  rows: Pick<Rows, 'row' | 'view' | 'body' | 'reversalOf'>,
  claims: Pick<Claims, 'of'>,
  given: (msgid: Msgid) => GivenBack | null,
  settledAnew: (msgid: Msgid) => boolean,
): BookKeeper {
  const sql = prepare(db);
  const circumstancesOf = (item: WorkItem | null): Circumstances => {
    const msgid = (item?.msgid ?? '') as Msgid;
    const row = msgid === '' ? null : rows.row(msgid);
    return {
      row,
      body_lost: row !== null && rows.view(msgid)?.erased === true,
      sold: row !== null && wasSold(row.provisional, rows.body(msgid)?.body),
      claims: row === null ? [] : claims.of(msgid),
      given: row !== null && given(msgid) !== null,
      settled_anew: row !== null && settledAnew(msgid),
      reversal: msgid === '' ? null : rows.reversalOf(msgid),
    };
  };
  const books: Books = {
    details: (date) => sql.details.all({ date }),
    totals: (date) => sql.totals.all({ date }),
    selfPaid: (since) => {
      const rows = sql.selfPaid.all({ since });
      const sum = rows.reduce((total, { estimate }) => total + (amountsOf(estimate)?.medfee_sumamt ?? 0), 0);
      return { count: rows.filter(({ infno }) => infno === '3505').length, medfee_sumamt: fen(sum) };
    },
    work: ({ stmt_date, openOnly }) => {
      const found = stmt_date === undefined ? sql.allWork.all() : sql.dayWork.all(stmt_date);
      return found.map(itemOf).filter((one) => !openOnly || one.state === 'open');
    },
    workItem: (item) => {
      const stored = sql.oneWork.get(item);
      return stored === undefined ? null : itemOf(stored);
    },
    actions: (item) => (item.state === 'open' ? actionsNow(item, circumstancesOf(item)) : []),
    statement: (date) => {
      const stored = sql.statement.get(date);
      return stored === undefined ? null : statementOf(stored);
    },
    statements: (limit) => sql.statements.all(limit).map(statementOf),
  };
  const openWork = () => sql.openWork.all().map(itemOf);
  return {
    ...books,
    apply: (effect, atMs) => write(sql, journal, effect, atMs),
    accepted: (msgid) => sql.accepted.get(msgid) ?? null,
    acceptedBy: (msgid) => sql.acceptedBy.get(msgid) ?? null,
    find(lookup) {
      switch (lookup.kind) {
        case 'find_totals':
          return { kind: 'totals', run: lookup.run, totals: books.totals(lookup.stmt_date) };
        case 'find_details':
          return { kind: 'details', run: lookup.run, details: books.details(lookup.stmt_date) };
        case 'find_days':
          return { kind: 'days', run: lookup.run, dates: daysOf(sql, lookup.from, lookup.to) };
        case 'find_known': {
          const msgids = JSON.stringify(lookup.msgids);
          const unseen = new Map(sql.unseen.all(msgids).map((one) => [one.msgid, one]));
          const known = sql.known
            .all(msgids)
            .map((one) => ({ ...one, refund: one.refund === 1, unseen: unseen.get(one.msgid) ?? null }));
          const former = books.work({ stmt_date: lookup.stmt_date, openOnly: false });
          return { kind: 'known', run: lookup.run, known, former };
        }
        case 'find_open_work':
          return { kind: 'open_work', run: lookup.run, items: openWork(), parked: sql.parked.all() };
        case 'find_work': {
          const item = books.workItem(lookup.item);
          return { ...lookup, kind: 'work', item, ...circumstancesOf(item) };
        }
        default:
          return lookup satisfies never;
      }
    },
  };
}

/** The part that is looked at, its faults told as StoreErrors. */
export function guardedBooks(books: Books, guard: <T>(work: () => T) => T): Books {
  return {
    details: (date) => guard(() => books.details(date)),
    totals: (date) => guard(() => books.totals(date)),
    selfPaid: (since) => guard(() => books.selfPaid(since)),
    work: (what) => guard(() => books.work(what)),
    workItem: (item) => guard(() => books.workItem(item)),
    actions: (item) => guard(() => books.actions(item)),
    statement: (date) => guard(() => books.statement(date)),
    statements: (limit) => guard(() => books.statements(limit)),
  };
}

function write(sql: ReturnType<typeof prepare>, journal: Journal, effect: BookEffect, atMs: number): void {
  switch (effect.kind) {
    case 'save_work':
      for (const item of effect.items) {
        const [here, centre] = [item.here, item.centre].map((one) => (one === null ? null : JSON.stringify(one)));
        sql.saveWork.run({ ...item, here, centre });
        const { state, note, reason, opter } = item;
        journal.note(['work', atMs, item.item, effect.action, state, note, opter, reason, hashOf(`${here}${centre}`)]);
      }
      return;
    case 'adopt': {
      const { item, msgid, replaces, detail } = effect;
      const note = () => journal.note(['adopt', atMs, item, msgid, replaces, hashOf(JSON.stringify(detail))]);
      // What this item took over besides is gone: what it stood beside stays.
      if (detail === null && sql.notBesides.run(item).changes > 0) return note();
      // Nothing on this day takes back nothing of another.
      if (replaces) sql.unadopt.run({ msgid, day: detail === null ? item.slice(0, 10) : null });
      const date = detail === null ? null : dateOf(detail.setl_time);
      sql.adopt.run({ ...(detail ?? NO_DETAIL), item, msgid, replaces: replaces ? 1 : 0, setl_date: date });
      return note();
    }
    case 'save_statement': {
      const { stmt_date, equal, at_ms } = effect;
      const [terminal, centre] = [JSON.stringify(effect.terminal), JSON.stringify(effect.centre)];
      sql.saveStatement.run({ stmt_date, terminal, centre, equal: equal ? 1 : 0, at_ms });
      journal.note(['statement', atMs, stmt_date, equal, hashOf(`${terminal}${centre}`)]);
      return;
    }
    case 'close_days':
      for (const date of effect.dates) sql.closeDay.run(atMs, effect.opter, date);
      journal.note(['close_days', atMs, effect.dates, effect.opter]);
      return;
    default:
      effect satisfies never;
  }
}

function daysOf(sql: ReturnType<typeof prepare>, from: string, to: string): readonly string[] {
  const days = new Set(sql.unclosed.all(MAX_DAYS).map(({ setl_date }) => setl_date));
  for (let day = from; day <= to && days.size < MAX_DAYS; day = dayAfter(day, 1)) days.add(day);
  return [...days].sort();
}

const NO_DETAIL: Detail = {
  ...{ msgid: '', setl_id: '', mdtrt_id: '', insutype: '', clr_type: '', setl_optins: '', setl_time: '' },
  ...({ medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0 } as Pick<
    Detail,
    'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay'
  >),
  refd_setl_flag: '0',
};

type StoredItem = Omit<WorkItem, 'here' | 'centre'> & { readonly here: string | null; readonly centre: string | null };
type StoredStatement = Omit<Statement, 'terminal' | 'centre' | 'equal'> & {
  readonly terminal: string;
  readonly centre: string;
  readonly equal: number;
};

function itemOf(stored: StoredItem): WorkItem {
  const detail = (text: string | null) => (text === null ? null : (JSON.parse(text) as Detail));
  return { ...stored, here: detail(stored.here), centre: detail(stored.centre) };
}

function statementOf(stored: StoredStatement): Statement {
  const totals = (text: string) => JSON.parse(text) as readonly StatementTotals[];
  return { ...stored, terminal: totals(stored.terminal), centre: totals(stored.centre), equal: stored.equal === 1 };
}

function prepare(db: Db) {
  return {
    details: db.prepare<[{ date: string }], Detail>(`${OURS} ORDER BY 1, 2`),
    totals: db.prepare<[{ date: string }], StatementTotals>(`SELECT insutype, clr_type, setl_optins,
      sum(medfee_sumamt) AS medfee_sumamt, sum(fund_pay_sumamt) AS fund_pay_sumamt, sum(acct_pay) AS acct_pay,
      count(*) AS fixmedins_setl_cnt FROM (${OURS}) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`),
    // Newest first down to the first row before: rows stand in the order of their time, and there is no index by it.
    selfPaid: db.prepare<[{ since: number }], { infno: string; estimate: string | null }>(
      `SELECT t.infno, b.estimate FROM transactions t JOIN bodies b ON b.row = t.row
        WHERE t.row > coalesce((SELECT row FROM transactions WHERE accepted_ms < @since ORDER BY row DESC LIMIT 1), 0)
        AND t.infno IN ('3505', '3506') AND t.state != 'voided' AND b.estimate IS NOT NULL`,
    ),
    known: db.prepare<[string], { msgid: string; state: CentreState; refund: number }>(
      `SELECT msgid, state, omsgid IS NOT NULL AS refund FROM transactions WHERE msgid IN (SELECT value FROM json_each(?))`,
    ),
    unseen: db.prepare<[string], Detail>(`${SETTLED}
      WHERE t.msgid IN (SELECT value FROM json_each(?)) AND t.state = 'reversed' AND t.before = 'unknown'
        AND t.msgid NOT IN (SELECT msgid FROM adopted WHERE replaces = 1)`),
    allWork: db.prepare<[], StoredItem>(`SELECT ${ITEM} FROM work_items ORDER BY item`),
    dayWork: db.prepare<[string], StoredItem>(`SELECT ${ITEM} FROM work_items WHERE stmt_date = ? ORDER BY item`),
    openWork: db.prepare<[], StoredItem>(`SELECT ${ITEM} FROM work_items WHERE state = 'open' ORDER BY item`),
    parked: db.prepare<[], Msgid>("SELECT msgid FROM transactions WHERE state = 'parked' ORDER BY row").pluck(),
    oneWork: db.prepare<[string], StoredItem>(`SELECT ${ITEM} FROM work_items WHERE item = ?`),
    saveWork:
      db.prepare(`INSERT OR REPLACE INTO work_items (${ITEM}) VALUES (@item, @stmt_date, @class, @msgid, @standing,
      @here, @centre, @state, @last, @note, @reason, @opter, @at_ms)`),
    unadopt: db.prepare(`DELETE FROM adopted WHERE msgid = @msgid AND replaces = 1
      AND (@day IS NULL OR setl_date IS NULL OR setl_date = @day)`),
    notBesides: db.prepare('DELETE FROM adopted WHERE item = ? AND replaces = 0'),
    adopt:
      db.prepare(`INSERT OR REPLACE INTO adopted (item, msgid, replaces, setl_date, setl_id, mdtrt_id, insutype, clr_type,
      setl_optins, setl_time, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag) VALUES (@item, @msgid, @replaces,
      @setl_date, @setl_id, @mdtrt_id, @insutype, @clr_type, @setl_optins, @setl_time, @medfee_sumamt, @fund_pay_sumamt,
      @acct_pay, @refd_setl_flag)`),
    accepted: db.prepare<[string], Detail>(`SELECT msgid, setl_id, mdtrt_id, insutype, clr_type, setl_optins, setl_time,
      medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag FROM adopted
      WHERE msgid = ? AND replaces = 1 AND setl_date IS NOT NULL`),
    acceptedBy: db
      .prepare<[string], string>(`SELECT item FROM adopted
      WHERE msgid = ? AND replaces = 1 AND setl_date IS NOT NULL`)
      .pluck(),
    statement: db.prepare<[string], StoredStatement>('SELECT * FROM statements WHERE stmt_date = ?'),
    statements: db.prepare<[number], StoredStatement>('SELECT * FROM statements ORDER BY stmt_date DESC LIMIT ?'),
    saveStatement: db.prepare(`INSERT INTO statements (stmt_date, terminal, centre, equal, at_ms) VALUES
      (@stmt_date, @terminal, @centre, @equal, @at_ms) ON CONFLICT (stmt_date) DO UPDATE SET terminal = excluded.terminal,
      centre = excluded.centre, equal = excluded.equal, at_ms = excluded.at_ms`),
    closeDay: db.prepare('UPDATE statements SET closed_ms = ?, opter = ? WHERE stmt_date = ?'),
    unclosed: db.prepare<[number], { setl_date: string }>(`SELECT DISTINCT setl_date FROM answers
      WHERE setl_date > coalesce((SELECT max(stmt_date) FROM statements WHERE closed_ms IS NOT NULL), '')
      ORDER BY setl_date DESC LIMIT ?`),
  };
}

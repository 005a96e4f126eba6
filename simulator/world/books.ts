/**
 * What must be true of all ledgers and the centre together once the world has healed, worked out apart from both: from what
 * the clerks were told, what each ledger shows and what the centre holds. Every violation is a sentence; a run without one
 * has lost nothing and done nothing twice.
 */
import type { StatementTotals } from '../../agent/core/centre.ts';
import type { TransactionView } from '../../agent/ports/store.ts';
import { decodeTransaction } from '../../agent/wire.ts';
import type { CentreStore, Txn } from '../centre/store.ts';
import { billOf } from './bill.ts';
import { type Drawer, drawers } from './drawer.ts';
import { shelves } from './shelf.ts';

/** One purchase as a clerk lived it: an idempotency key and everything that was ever said to it. */
export interface Purchase {
  readonly terminal: string;
  readonly key: string;
  /** Empty: paid alone, by nobody the terminal knows. */
  readonly psn_no: string;
  readonly packs: readonly Pack[];
  /** Ids told as accepted under this key; all the same, or something was done twice. */
  readonly told: Set<string>;
  /** What remained after each piece that was given back, and each settlement of a visit after its first; the newest last. */
  readonly rests: string[];
  /** What the clerk heard last when pressing accept; 'silence' when the agent died. */
  lastWord: 'accepted' | 'refused' | 'silence';
  /** Whether it was pressed and never answered: whether it is sold the clerk does not know. */
  unheard: boolean;
  /** Whether a cancellation was confirmed. */
  cancelled: boolean;
  /** The terminal's disk was lost since: what it had said of this, no other file can know. */
  forgotten: boolean;
}

/** Of a purchase nobody has pressed accept for yet. */
export function unsaid() {
  const nothing = { lastWord: 'silence', unheard: false, cancelled: false, forgotten: false } as const;
  return { told: new Set<string>(), rests: [], ...nothing };
}

/** One pack on a line, with its trace code if it has one. */
export interface Pack {
  readonly feedetl_sn: string;
  readonly code: string | null;
}

const FINAL = new Set(['settled', 'settled_with_difference', 'rejected', 'voided', 'reversed']);

export interface Evidence {
  readonly purchases: readonly Purchase[];
  readonly ledgers: ReadonlyMap<string, readonly TransactionView[]>;
  /** By terminal, what only a lost disk held. */
  readonly lost: ReadonlyMap<string, ReadonlyMap<string, TransactionView>>;
  /** By terminal, rows whose idempotency key only a lost disk held: a repeat could not know of them. */
  readonly keyless: ReadonlyMap<string, ReadonlySet<string>>;
  /** By terminal, rows whose undoing only a lost disk held. What of it had reached the centre shows there. */
  readonly unmade: ReadonlyMap<string, ReadonlySet<string>>;
  readonly centre: CentreStore;
  /** What each person had at the centre before the first sale, fen. */
  readonly balances: ReadonlyMap<string, number>;
  readonly drawer: Drawer;
  /** What the centre has settled, and what its terminal shows as refused, as it was told: until the work list ends that. */
  readonly denied: ReadonlySet<string>;
}

export function violations(evidence: Evidence): readonly string[] {
  return [
    ...tellings(evidence),
    ...promises(evidence),
    ...ledgerAgainstCentre(evidence),
    ...order(evidence),
    ...money(evidence),
    ...drawers(evidence),
    ...shelves(evidence),
  ];
}

function* tellings({ purchases, ledgers, lost, unmade, centre }: Evidence): Generator<string> {
  for (const { terminal, key, told, rests, cancelled: whole } of purchases) {
    if (told.size > 1) yield `${key} was told as ${told.size} transactions: ${[...told].join()}`;
    const views = ledgers.get(terminal) ?? [];
    for (const msgid of [...told, ...rests]) {
      // Each rest is settled anew in place of what it was left of.
      const cancelled = whole || (rests.length > 0 && msgid !== rests.at(-1));
      const view = views.find((one) => one.msgid === msgid);
      // What only a lost disk knew, nobody can know; what had reached the centre comes back.
      if (view === undefined && lost.get(terminal)?.has(msgid) === true && centre.txn(msgid) === null) continue;
      if (view === undefined) yield `${msgid} was told as accepted and is not in the ledger`;
      else if (cancelled && !undone(view, views) && unmade.get(terminal)?.has(msgid) !== true)
        yield `${msgid} was told as cancelled and is ${view.state}`;
    }
  }
}

/** Undone, or the centre refused to undo it, which it may. */
function undone(view: TransactionView, views: readonly TransactionView[]): boolean {
  if (['reversed', 'voided', 'rejected'].includes(view.state)) return true;
  return views.some(({ omsgid, state }) => omsgid === view.msgid && state === 'rejected');
}

/**
 * Every bill carries its purchase's key, so the books can be held against the clerk's memory: one key stands at most once,
 * what was told is what stands, and what was refused for good does not stand.
 */
function* promises({ purchases, keyless, centre }: Evidence): Generator<string> {
  const standing = new Map<string, Txn[]>();
  for (const held of centre.txns()) {
    if (held.state !== 'settled') continue;
    const key = billOf(centre, decodeTransaction(held.body))?.key ?? '';
    standing.set(key, [...(standing.get(key) ?? []), held]);
  }
  for (const { terminal, key, told, rests, lastWord, unheard, psn_no } of purchases) {
    const stands = (standing.get(key) ?? []).filter(({ msgid }) => keyless.get(terminal)?.has(msgid) !== true);
    if (stands.length > 1) yield `${key} stands ${stands.length} times: ${stands.map(({ msgid }) => msgid).join()}`;
    for (const { msgid, psn_no: whose } of stands) {
      if (lastWord === 'refused' && told.size === 0 && !unheard) yield `${key} was refused and stands as ${msgid}`;
      if (told.size > 0 && !told.has(msgid) && !rests.includes(msgid)) yield `${key} was told as another than ${msgid}`;
      if (whose !== psn_no) yield `${msgid} stands for another person than the one at the counter`;
    }
  }
}

function* ledgerAgainstCentre({ ledgers, lost, centre, denied }: Evidence): Generator<string> {
  for (const [terminal, views] of ledgers) {
    yield* gaps(terminal, views, [...(lost.get(terminal)?.values() ?? [])]);
    const here = new Set<string>(views.map(({ msgid }) => msgid));
    for (const held of centre.txns())
      if (held.dev_no === terminal && !here.has(held.msgid)) yield `${held.msgid} is ${held.state} at the centre alone`;
    for (const view of views) {
      if (!FINAL.has(view.state)) yield `${view.msgid} is still ${view.state}`;
      const held = centre.txn(view.msgid);
      const counts = held !== null && (held.state === 'settled' || held.state === 'reversed');
      const thinks = ['settled', 'settled_with_difference'].includes(view.state) && view.omsgid === null;
      if (thinks && !counts) yield `${view.msgid} is ${view.state} here and ${held?.state ?? 'nothing'} there`;
      if (thinks && held?.state === 'reversed') yield `${view.msgid} is ${view.state} here and reversed there`;
      if (!thinks && held?.state === 'settled' && !denied.has(view.msgid))
        yield `${view.msgid} is ${view.state} here and settled there`;
    }
    yield* totals(terminal, views, { centre, denied });
  }
}

function* gaps(
  terminal: string,
  views: readonly TransactionView[],
  lost: readonly TransactionView[],
): Generator<string> {
  // In epochs that ended with a lost disk the numbers that only it held are gone.
  const epoch = views.reduce((newest, view) => Math.max(newest, view.epoch), 0);
  const numbers = views.filter((view) => view.epoch === epoch).map((view) => view.number);
  if (lost.some((row) => row.epoch === epoch)) return;
  if (numbers.toSorted((a, b) => a - b).some((number, index) => number !== index + 1))
    yield `${terminal} has gaps in its numbers`;
}

type Counted = Pick<NonNullable<TransactionView['final']>, 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay'>;

/** What a row counts for: what it was settled with, and of one that was denied what the centre has, which is no news. */
function countedOf(
  { msgid, final }: TransactionView,
  { centre, denied }: Pick<Evidence, 'centre' | 'denied'>,
): Counted | null {
  return final ?? (denied.has(msgid) ? (centre.txn(msgid)?.counted ?? null) : null);
}

/** The totals of both sides, the ledger's added up here and not asked of the agent. */
function* totals(
  terminal: string,
  views: readonly TransactionView[],
  evidence: Pick<Evidence, 'centre' | 'denied'>,
): Generator<string> {
  const there = evidence.centre.totals(terminal, '2000-01-01', '2099-12-31');
  const counted = views.flatMap((view) => countedOf(view, evidence) ?? []);
  const sum = (amount: (one: Counted) => number) => counted.reduce((total, one) => total + amount(one), 0);
  const sumThere = (amount: (one: StatementTotals) => number) => there.reduce((total, one) => total + amount(one), 0);
  const pairs: readonly [string, number, number][] = [
    ['count', counted.length, sumThere((one) => one.fixmedins_setl_cnt)],
    ['medfee', sum((one) => one.medfee_sumamt), sumThere((one) => one.medfee_sumamt)],
    ['fund', sum((one) => one.fund_pay_sumamt), sumThere((one) => one.fund_pay_sumamt)],
    ['acct', sum((one) => one.acct_pay), sumThere((one) => one.acct_pay)],
  ];
  for (const [what, here, centreHas] of pairs)
    if (here !== centreHas) yield `${terminal}: ${what} is ${here} here and ${centreHas} at the centre`;
}

/** The standing sales of one person at one terminal were done in the order they were made. */
function* order({ centre }: Evidence): Generator<string> {
  const last = new Map<string, Txn>();
  const given = givenUp(centre);
  for (const held of centre.txns()) {
    // Goods are nobody's turn.
    if (held.state !== 'settled' || held.psn_no === '' || given.has(held.msgid)) continue;
    const whose = `${held.dev_no} ${held.psn_no} ${held.epoch}`;
    const former = last.get(whose);
    if (former !== undefined && former.number > held.number) yield `${held.msgid} was done after ${former.msgid}`;
    last.set(whose, held);
  }
}

/** What was to be undone, and the centre refused to: nothing waits for it any more, and it may straggle in. */
function givenUp(centre: CentreStore): ReadonlySet<string> {
  const given = new Set<string>();
  for (const held of centre.txns()) {
    if (held.state !== 'rejected') continue;
    const { body } = decodeTransaction(held.body);
    if (body.kind === 'reversal') given.add(body.omsgid);
  }
  return given;
}

/** Nobody's account may have lost or won more than their standing sales say. */
function* money({ ledgers, centre, balances, denied }: Evidence): Generator<string> {
  const spent = new Map<string, number>();
  for (const views of ledgers.values())
    for (const view of views) {
      const { acct_pay = 0 } = countedOf(view, { centre, denied }) ?? {};
      spent.set(view.psn_no, (spent.get(view.psn_no) ?? 0) + acct_pay);
    }
  for (const [psn_no, before] of balances) {
    const expected = before - (spent.get(psn_no) ?? 0);
    const now = centre.person(psn_no)?.balc;
    if (now !== expected) yield `${psn_no} has ${now} fen, expected ${expected}`;
  }
}

/**
 * What must be true, worked out apart from the agent: from what the clerks were told, what each ledger holds and what the
 * centre holds. Every violation is a sentence; a run without one has lost nothing and done nothing twice.
 */
import type { StatementTotals } from '../../agent/core/centre.ts';
import type { TransactionView } from '../../agent/ports/store.ts';
import { decodeTransaction } from '../../agent/wire.ts';
import type { CentreStore } from '../centre/store.ts';

/** One purchase as a clerk lived it: an idempotency key and everything that was ever said to it. */
export interface Purchase {
  readonly terminal: string;
  readonly key: string;
  readonly psn_no: string;
  /** Ids told as accepted under this key; all the same, or something was done twice. */
  readonly told: Set<string>;
  /** What the clerk heard last when pressing accept; 'silence' when the agent died. */
  lastWord: 'accepted' | 'refused' | 'silence';
  /** Whether a cancellation was confirmed. */
  cancelled: boolean;
}

const FINAL = new Set(['settled', 'settled_with_difference', 'rejected', 'voided', 'reversed']);

export interface Evidence {
  readonly purchases: readonly Purchase[];
  readonly ledgers: ReadonlyMap<string, readonly TransactionView[]>;
  readonly centre: CentreStore;
  /** What each person had at the centre before the first sale, fen. */
  readonly balances: ReadonlyMap<string, number>;
  readonly year: number;
}

export function violations(evidence: Evidence): readonly string[] {
  return [...tellings(evidence), ...promises(evidence), ...ledgerAgainstCentre(evidence), ...money(evidence)];
}

function* tellings({ purchases, ledgers }: Evidence): Generator<string> {
  for (const { terminal, key, told, cancelled } of purchases) {
    if (told.size > 1) yield `${key} was told as ${told.size} transactions: ${[...told].join()}`;
    for (const msgid of told) {
      const view = ledgers.get(terminal)?.find((one) => one.msgid === msgid);
      if (view === undefined) yield `${msgid} was told as accepted and is not in the ledger`;
      else if (cancelled && !['reversed', 'voided', 'rejected'].includes(view.state))
        yield `${msgid} was told as cancelled and is ${view.state}`;
    }
  }
}

/**
 * Every line carries its purchase's key as rxno, so the books can be held against the clerk's memory: one key stands at
 * most once, what was told is what stands, and what was refused for good does not stand.
 */
function* promises({ purchases, ledgers, centre }: Evidence): Generator<string> {
  const standing = new Map<string, string[]>();
  for (const views of ledgers.values())
    for (const { msgid } of views) {
      const held = centre.txn(msgid);
      if (held?.state !== 'settled') continue;
      const { body } = decodeTransaction(held.body);
      const key = body.kind === 'sale' ? (body.drugdetail[0]?.rxno ?? '') : '';
      standing.set(key, [...(standing.get(key) ?? []), msgid]);
    }
  for (const { key, told, lastWord } of purchases) {
    const stands = standing.get(key) ?? [];
    if (stands.length > 1) yield `${key} stands ${stands.length} times: ${stands.join()}`;
    if (lastWord === 'refused' && told.size === 0 && stands.length > 0)
      yield `${key} was refused and stands as ${stands[0]}`;
    for (const msgid of stands) if (told.size > 0 && !told.has(msgid)) yield `${key} was told as another than ${msgid}`;
  }
}

function* ledgerAgainstCentre({ ledgers, centre }: Evidence): Generator<string> {
  for (const [terminal, views] of ledgers) {
    const numbers = views.map((view) => view.number).toSorted((a, b) => a - b);
    if (numbers.some((number, index) => number !== index + 1)) yield `${terminal} has gaps in its numbers`;
    for (const view of views) {
      if (!FINAL.has(view.state)) yield `${view.msgid} is still ${view.state}`;
      const held = centre.txn(view.msgid);
      const counts = held !== null && (held.state === 'settled' || held.state === 'reversed');
      const thinks = ['settled', 'settled_with_difference', 'reversed'].includes(view.state) && view.infno === '2102';
      if (thinks && !counts && view.state !== 'reversed')
        yield `${view.msgid} is ${view.state} here and ${held?.state ?? 'nothing'} there`;
      if (!thinks && held?.state === 'settled' && view.infno === '2102')
        yield `${view.msgid} is ${view.state} here and settled there`;
      if (view.state === 'reversed' && held?.state === 'settled')
        yield `${view.msgid} was reversed here and stands there`;
    }
    yield* totals(terminal, views, centre);
  }
}

/** The day's totals of both sides, the ledger's added up here and not asked of the agent. */
function* totals(terminal: string, views: readonly TransactionView[], centre: CentreStore): Generator<string> {
  const there = centre.totals(terminal, '2000-01-01', '2099-12-31');
  const counted = views.filter((view) => view.final !== null);
  const sum = (amount: (view: TransactionView) => number) => counted.reduce((total, view) => total + amount(view), 0);
  const sumThere = (amount: (one: StatementTotals) => number) => there.reduce((total, one) => total + amount(one), 0);
  const pairs: readonly [string, number, number][] = [
    ['count', counted.length, sumThere((one) => one.fixmedins_setl_cnt)],
    ['medfee', sum((view) => view.final?.medfee_sumamt ?? 0), sumThere((one) => one.medfee_sumamt)],
    ['fund', sum((view) => view.final?.fund_pay_sumamt ?? 0), sumThere((one) => one.fund_pay_sumamt)],
    ['acct', sum((view) => view.final?.acct_pay ?? 0), sumThere((one) => one.acct_pay)],
  ];
  for (const [what, here, centreHas] of pairs)
    if (here !== centreHas) yield `${terminal}: ${what} is ${here} here and ${centreHas} at the centre`;
}

/** Nobody's account may have lost or won more than their standing sales say. */
function* money({ ledgers, centre, balances }: Evidence): Generator<string> {
  const spent = new Map<string, number>();
  for (const views of ledgers.values())
    for (const view of views) spent.set(view.psn_no, (spent.get(view.psn_no) ?? 0) + (view.final?.acct_pay ?? 0));
  for (const [psn_no, before] of balances) {
    const expected = before - (spent.get(psn_no) ?? 0);
    const now = centre.person(psn_no)?.balc;
    if (now !== expected) yield `${psn_no} has ${now} fen, expected ${expected}`;
  }
}

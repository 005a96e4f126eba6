/**
 * Both sides of one terminal laid side by side in the middle of the day: the sum of its ledger is the sum of what the
 * centre counts of it, less what is still open here. Works from what both hold and asks neither; must never need quiet.
 */
import type { CentreState } from '../../agent/core/transaction.ts';
import type { TransactionView } from '../../agent/ports/store.ts';
import type { CentreStore } from '../centre/store.ts';

/** Where a row may stand here while the centre has counted it already. Parked: a person looks at it. */
const OPEN = new Set<CentreState>(['queued', 'claimed', 'inflight', 'unknown', 'inquiring', 'reversing', 'parked']);
const AMOUNTS = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'] as const;

export interface Sides {
  readonly dev_no: string;
  readonly rows: ReadonlyMap<string, TransactionView>;
  /** Rows that only a lost disk held: open until they have come back. */
  readonly lost: ReadonlyMap<string, TransactionView>;
  readonly centre: CentreStore;
  /** What it has settled and said that it refuses. */
  readonly denied: ReadonlySet<string>;
}

export function* imbalances({ dev_no, rows, lost, centre, denied }: Sides): Generator<string> {
  const sums = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0 };
  for (const { final } of rows.values()) if (final !== null) for (const name of AMOUNTS) sums[name] += final[name];
  for (const { msgid, counted, state } of centre.standings(dev_no)) {
    if (counted === null) continue;
    const row = rows.get(msgid);
    const open = row === undefined ? lost.has(msgid) : row.final === null && OPEN.has(row.state);
    if (open || (denied.has(msgid) && row?.state === 'rejected')) continue;
    if (row === undefined || row.final === null)
      yield `${msgid} is ${row?.state ?? 'nothing'} here, not open, and ${state} there`;
    for (const name of AMOUNTS) sums[name] -= counted[name];
  }
  for (const name of AMOUNTS)
    if (sums[name] !== 0) yield `${dev_no}: ${name} here is ${sums[name]} fen above the centre's and what is open`;
}

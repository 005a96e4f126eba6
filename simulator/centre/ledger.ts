/**
 * The centre's books as a test or an onlooker wants to see them: what was done, and what it adds up to. Read only; it must
 * never be asked by the centre itself.
 */
import type { EvidenceStanding } from './evidence.ts';
import type { Profile } from './people.ts';
import type { CentreStore, TxnState } from './store.ts';

export interface PersonSum {
  readonly psn_no: string;
  readonly psn_name: string;
  /** Fen. */
  readonly balc: number;
  readonly acct_pay: number;
  readonly fund_pay_sumamt: number;
  readonly medfee_sumamt: number;
  readonly settled: number;
  readonly reversed: number;
}

export interface Ledger {
  readonly counts: Readonly<Record<TxnState, number>>;
  readonly persons: readonly PersonSum[];
  readonly transactions: readonly {
    readonly msgid: string;
    readonly dev_no: string;
    readonly epoch: number;
    readonly number: number;
    readonly psn_no: string;
    readonly state: TxnState;
    readonly omsgid: string | null;
    readonly medfee_sumamt: number;
    readonly fund_pay_sumamt: number;
    readonly acct_pay: number;
    /** Of what stood beside a provisional one; null for one that was told after it was judged. */
    readonly evidence: EvidenceStanding | null;
  }[];
}

export function ledgerOf(store: CentreStore): Ledger {
  const counts: Record<TxnState, number> = { settled: 0, rejected: 0, reversed: 0, voided: 0, reversal: 0 };
  const transactions: Ledger['transactions'][number][] = [];
  const standings = store.evidence.standings();
  for (const { msgid, dev_no, epoch, number, psn_no, state, omsgid, counted } of store.txns()) {
    counts[state]++;
    const { medfee_sumamt = 0, fund_pay_sumamt = 0, acct_pay = 0 } = counted ?? {};
    const amounts = { medfee_sumamt, fund_pay_sumamt, acct_pay };
    const evidence = standings.get(msgid) ?? null;
    transactions.push({ msgid, dev_no, epoch, number, psn_no, state, omsgid, ...amounts, evidence });
  }
  const persons = store.persons().map((psn_no): PersonSum => {
    const person = store.person<Profile>(psn_no);
    const own = transactions.filter((one) => one.psn_no === psn_no);
    const total = (name: 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay') =>
      own.reduce((sum, one) => sum + one[name], 0);
    return {
      psn_no,
      psn_name: person?.profile.psn_name ?? '',
      balc: person?.balc ?? 0,
      acct_pay: total('acct_pay'),
      fund_pay_sumamt: total('fund_pay_sumamt'),
      medfee_sumamt: total('medfee_sumamt'),
      settled: own.filter(({ state }) => state === 'settled').length,
      reversed: own.filter(({ state }) => state === 'reversed').length,
    };
  });
  return { counts, persons, transactions };
}

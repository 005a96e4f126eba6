/**
 * The identities every settlement keeps, ours and the centre's (settlement.md 4). A violation is reported, never
 * repaired, and never unsettles anything. Must never assume a field the answer in hand does not have: 2102 has no
 * hosp_part_amt, cancel answers may lack hosp_part, the family accounts and the person's part.
 */
import type { Fen } from '../money.ts';
import { FUNDS } from '../packs/pack.ts';
import type { Setlinfo } from './result.ts';

/** A bill as it was answered: any field may be missing. */
export type AnsweredSetlinfo = { readonly [Name in keyof Setlinfo]?: Setlinfo[Name] | null | undefined };

export type Identity =
  | 'medfee = sum of lines'
  | 'medfee = four parts'
  | 'medfee = fund + person + hospital'
  | 'fund = sum of funds'
  | 'person = accounts + cash'
  | 'sign';

export interface Violation {
  readonly identity: Identity;
  /** The amount that does not come out. */
  readonly amount: string;
  readonly expected: Fen;
  readonly found: Fen;
}

export interface IdentityOptions {
  /** A refund answers negative amounts. */
  readonly refund?: boolean;
  /** The answer's fund_pay_sumamt includes own and family accounts (national-interface.md 4.5). */
  readonly fundIncludesAccount?: boolean;
  /** Σ det_item_fee_sumamt, where the lines are at hand. */
  readonly gross?: Fen;
}

/** Empty when all identities hold that the answer has the fields for. */
export function checkIdentities(answer: AnsweredSetlinfo, options: IdentityOptions = {}): readonly Violation[] {
  const violations: Violation[] = [];
  const check = (identity: Identity, amount: string, found: number | null, expected: number | null) => {
    if (found !== null && expected !== null && found !== expected) {
      violations.push({ identity, amount, expected: expected as Fen, found: found as Fen });
    }
  };
  const refund = options.refund ?? false;
  const medfee = answer.medfee_sumamt ?? null;
  // A settlement's answer leaves out what is nothing; a cancel's may leave out anything.
  const orNothing = (value: Fen | null | undefined) => value ?? (refund ? null : 0);
  const family = orNothing(answer.acct_mulaid_pay);
  const acct = answer.acct_pay ?? null;
  const fund = options.fundIncludesAccount
    ? add(answer.fund_pay_sumamt, negative(acct), negative(family))
    : (answer.fund_pay_sumamt ?? null);
  if (options.gross !== undefined) check('medfee = sum of lines', 'medfee_sumamt', medfee, options.gross);
  const parts = add(answer.fulamt_ownpay_amt, answer.overlmt_selfpay, answer.preselfpay_amt, answer.inscp_scp_amt);
  check('medfee = four parts', 'medfee_sumamt', medfee, parts);
  const owed = add(fund, answer.psn_part_amt, orNothing(answer.hosp_part_amt));
  check('medfee = fund + person + hospital', 'medfee_sumamt', medfee, owed);
  let funds = 0;
  for (const name of FUNDS) funds += answer[name] ?? 0;
  check('fund = sum of funds', 'fund_pay_sumamt', fund, funds);
  const paid = add(acct, family, answer.psn_cash_pay);
  check('person = accounts + cash', 'psn_part_amt', answer.psn_part_amt ?? null, paid);
  checkSigns(violations, answer, refund);
  return violations;
}

/** The balance is no part of the bill: it stays what it is, also after a refund. */
function checkSigns(violations: Violation[], answer: AnsweredSetlinfo, refund: boolean): void {
  // By `in`, as the differences of a settlement are found.
  for (const amount in answer) {
    const value = answer[amount as keyof Setlinfo];
    if (typeof value !== 'number') continue;
    const wrong = refund && amount !== 'balc' ? value > 0 : value < 0;
    if (wrong) violations.push({ identity: 'sign', amount, expected: 0 as Fen, found: value });
  }
}

function negative(value: number | null): number | null {
  return value === null ? null : 0 - value;
}

/** Null when one is missing. */
function add(...values: readonly (number | null | undefined)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null || value === undefined) return null;
    total += value;
  }
  return total;
}

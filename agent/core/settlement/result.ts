/**
 * What a pre-settlement comes to: the bill in fen and the working of every rule that had a say, from which trace,
 * explanation, refund and comparison are made. Types only. Must never hold yuan text except the one ratio that the
 * national interface writes as text.
 */

import type { Fen } from '../money.ts';
import type { CompiledBenefit, CompiledLayer, LayerVariant } from '../packs/compile.ts';
import type { CaseError, CatalogueEntry, FamilyAccount, Line } from './case.ts';

/** The amounts of one settlement (national-interface.md 2.7, 2.13). fund_pay_sumamt is the funds alone. */
export interface Setlinfo {
  readonly medfee_sumamt: Fen;
  readonly fulamt_ownpay_amt: Fen;
  readonly overlmt_selfpay: Fen;
  readonly preselfpay_amt: Fen;
  readonly inscp_scp_amt: Fen;
  readonly act_pay_dedc: Fen;
  readonly hifp_pay: Fen;
  /** A share with 4 decimals, "0.6500"; not an amount. */
  readonly pool_prop_selfpay: string;
  readonly cvlserv_pay: Fen;
  readonly hifes_pay: Fen;
  readonly hifmi_pay: Fen;
  readonly hifob_pay: Fen;
  readonly hifdm_pay: Fen;
  readonly maf_pay: Fen;
  readonly oth_pay: Fen;
  readonly fund_pay_sumamt: Fen;
  readonly psn_part_amt: Fen;
  readonly acct_pay: Fen;
  readonly psn_cash_pay: Fen;
  readonly hosp_part_amt: Fen;
  /** Own account after the settlement. */
  readonly balc: Fen;
  readonly acct_mulaid_pay: Fen;
}

export interface Setldetail {
  readonly fund_pay_type: string;
  readonly fund_payamt: Fen;
}

/** Why the pool pays nothing on a line. */
export type Unpooled = 'not_in_catalogue' | 'self_paid_item' | 'no_benefit';

export interface SettledLine {
  readonly line: Line;
  /** The catalogue row used; null when the day has none. */
  readonly entry: CatalogueEntry | null;
  readonly det_item_fee_sumamt: Fen;
  readonly fulamt_ownpay_amt: Fen;
  readonly overlmt_amt: Fen;
  readonly preselfpay_amt: Fen;
  readonly inscp_scp_amt: Fen;
  /** The benefit that took the line, or why none did. */
  readonly benefit: CompiledBenefit | null;
  readonly unpooled: Unpooled | null;
}

/** One benefit's working. `before` values are the accumulators when its turn came. */
export interface BenefitWork {
  readonly compiled: CompiledBenefit;
  readonly inscp_scp_amt: Fen;
  readonly deductibleBefore: Fen;
  readonly ded: Fen;
  readonly bandedBefore: Fen;
  /** round((S − ded) × ratio), before the ceiling. */
  readonly full: Fen;
  readonly ceilingBefore: Fen;
  readonly pay: Fen;
  readonly burden: Fen;
}

/** One layer's working; only layers that saw something. */
export interface LayerWork {
  readonly compiled: CompiledLayer;
  readonly variant: LayerVariant;
  /** What was left of its base. */
  readonly seen: Fen;
  readonly burdenBefore: Fen;
  readonly full: Fen;
  readonly ceilingBefore: Fen;
  readonly pay: Fen;
}

export interface FamilyPayment {
  readonly account: FamilyAccount;
  readonly paid: Fen;
}

export interface AccountWork {
  readonly used: boolean;
  readonly balcBefore: Fen;
  /** Gross of 丙 lines the account may not pay. */
  readonly excluded: Fen;
  readonly eligible: Fen;
  readonly family: readonly FamilyPayment[];
}

export type Warning =
  | { readonly code: 'region_not_served'; readonly field: 'person.insuplc_admdvs' }
  | { readonly code: 'not_in_catalogue'; readonly field: string };

export interface PackRef {
  readonly id: string;
  readonly version: string;
  readonly fund_sum_includes_account: boolean;
}

/** How one accumulator moved. */
export interface Move {
  readonly name: string;
  readonly before: Fen;
  readonly after: Fen;
}

export interface Presettlement {
  readonly setlinfo: Setlinfo;
  /** Non-zero only, by code; its sum is the funds plus the own account. */
  readonly setldetail: readonly Setldetail[];
  readonly lines: readonly SettledLine[];
  readonly benefits: readonly BenefitWork[];
  readonly layers: readonly LayerWork[];
  readonly account: AccountWork;
  /** All given or moved, after the visit; in no particular order. */
  readonly accumulators: Readonly<Record<string, Fen>>;
  readonly warnings: readonly Warning[];
  readonly pack: PackRef | null;
  readonly insuplc_admdvs: string;
  readonly mdtrtarea_admvs: string | null;
}

/** Bad input is a value, never an exception. */
export type Outcome = { readonly result: Presettlement } | { readonly error: CaseError };

/**
 * A policy pack: one insured region's rules for a span of dates, as data. These are the types of a pack that was read
 * and found sound (`validate.ts`); the JSON form is documented by agent/packs/pack.schema.json. Must never know a
 * region, a benefit or an amount by itself.
 */
import type { Check } from '../checks/check.ts';
import type { Fen } from '../money.ts';
import type { AidCategory, InstitutionKind, InstitutionLevel } from '../settlement/case.ts';
import type { Ratio } from '../settlement/decimal.ts';

/** A value with where it comes from. `sample`: the source gives only a floor or nothing, the number is ours. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly sample: boolean;
}

export interface Named {
  readonly zh: string;
  readonly en: string;
}

/** All that are given must hold; a list holds if one of it does; `any` holds if one of its alternatives does. */
export interface Condition {
  readonly insutype?: readonly string[];
  /** Prefixes: "12" is every retired person. */
  readonly psn_type?: readonly string[];
  readonly med_type?: readonly string[];
  readonly institution?: {
    readonly kind?: readonly InstitutionKind[];
    readonly level?: readonly InstitutionLevel[];
    readonly dual_channel?: boolean;
  };
  /** The line's catalogue entry carries this flag. */
  readonly flag?: string;
  /** Whether the line has a prescription number. */
  readonly rxno?: boolean;
  /** A fixed disease, or that of the visit, to which the person must be entitled on the day. */
  readonly entitlement?: { readonly opsp_dise_code: string } | { readonly from: 'dise_codg' };
  readonly any?: readonly Omit<Condition, 'any'>[];
}

/** A limit counted over the year under `<group>.deductible` or `<group>.ceiling`. */
export interface Limit extends Sourced<Fen> {
  readonly group: string;
}

/** One stretch of a yearly amount: from where the one before ended to `upto` (null: no end). */
export interface Band extends Sourced<Ratio> {
  readonly upto: Fen | null;
}

export type Burden = 'critical' | 'relief';

export interface Benefit {
  readonly id: string;
  readonly name: Named;
  readonly source: string;
  readonly when: Condition;
  readonly deductible: Limit | null;
  /** Exactly one of the two. */
  readonly ratio: Sourced<Ratio> | null;
  readonly bands: readonly Band[] | null;
  readonly ceiling: Limit | null;
  readonly counts_for: readonly Burden[];
  readonly falls_through: boolean;
  readonly over_ceiling_excluded: boolean;
}

/** The funds a layer may pay from; the pool itself (hifp_pay) is what benefits pay from. */
export const LAYER_FUNDS = [
  'cvlserv_pay',
  'hifes_pay',
  'hifmi_pay',
  'hifob_pay',
  'hifdm_pay',
  'maf_pay',
  'oth_pay',
] as const;
export type LayerFund = (typeof LAYER_FUNDS)[number];

/** Every fund: their sum is fund_pay_sumamt. */
export const FUNDS = ['hifp_pay', ...LAYER_FUNDS] as const;

export interface LayerCondition {
  readonly insutype?: readonly string[];
  readonly psn_type?: readonly string[];
  readonly cvlserv_flag?: '0' | '1';
  readonly aid_category?: readonly AidCategory[];
  readonly commercial?: boolean;
}

/** What an aid category changes in a tiered layer. */
export interface Adjustment {
  readonly aid_category: readonly AidCategory[];
  readonly source: string;
  readonly deductible_factor: Ratio;
  readonly points: Ratio;
  readonly lifts_ceiling: boolean;
}

export interface Layer {
  readonly id: string;
  readonly name: Named;
  readonly source: string;
  readonly base: Burden;
  readonly when: LayerCondition;
  readonly kind: 'tiered' | 'share';
  readonly deductible: Sourced<Fen> | null;
  /** For share. */
  readonly ratio: Sourced<Ratio> | null;
  /** For tiered; the first starts at the deductible. */
  readonly tiers: readonly Band[] | null;
  readonly ceiling: Sourced<Fen> | null;
  readonly fund: LayerFund;
  readonly fund_pay_type: string;
  readonly adjustments: readonly Adjustment[];
}

/** A case with what must come out of it; amounts as the case file's answer writes them. */
export interface Example {
  readonly name: string;
  readonly case: unknown;
  readonly expect: {
    readonly setlinfo: Readonly<Record<string, string>>;
    readonly setldetail: readonly { readonly fund_pay_type: string; readonly fund_payamt: string }[];
    readonly benefits: readonly (string | null)[];
    readonly accumulators: Readonly<Record<string, string>>;
    readonly warnings: readonly string[];
  };
}

export interface Pack {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly name: Named;
  /** Prefix of the insured regions it serves. */
  readonly admdvs: string;
  readonly begndate: string | null;
  readonly enddate: string | null;
  /** Regions that present fund_pay_sumamt with the accounts in it (national-interface.md 4.5). */
  readonly fund_sum_includes_account: boolean;
  /** fund_pay_type of the pool by insutype. */
  readonly pool: Readonly<Record<string, string>>;
  /** What the letters of `source` stand for. */
  readonly sources: Readonly<Record<string, string>>;
  readonly benefits: readonly Benefit[];
  readonly layers: readonly Layer[];
  /** Counter checks, in the order they speak. */
  readonly checks: readonly Check[];
  readonly examples: readonly Example[];
}

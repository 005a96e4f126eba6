/**
 * A counter check (事前提醒、事中预警) as data of a policy pack: what is looked for (a kind from a closed list, with its
 * parameters), how much it weighs, what is said, and where the rule comes from. Types only. Must never know an amount of
 * a bill: checks speak about a basket, they do not price it.
 */
import type { Named } from '../packs/pack.ts';

/** info and warn are shown; reason wants one from the operator; block can not be overridden. */
export const SEVERITIES = ['info', 'warn', 'reason', 'block'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Digits only; `begins` are the first ones. */
export interface TraceShape {
  readonly begins: string;
  readonly least: number;
  readonly most: number;
}

/** `early_days`: how long before it runs out the same ingredient may be bought again. */
export type CheckRule =
  | { readonly kind: 'sex' | 'age' | 'disease' | 'institution_level' | 'dual_channel' }
  | { readonly kind: 'prescription' | 'price_ceiling' }
  /** Speaks about the visit; all others about a line. */
  | { readonly kind: 'entitlement' }
  | { readonly kind: 'repeat'; readonly early_days: number }
  | { readonly kind: 'supply'; readonly max_days: number }
  | { readonly kind: 'trace_missing' | 'trace_used' }
  | { readonly kind: 'trace_malformed'; readonly shapes: readonly TraceShape[] }
  /** How many first digits of a code name the product. */
  | { readonly kind: 'trace_product'; readonly digits: number };

export type CheckKind = CheckRule['kind'];

/** In force on the days from begndate to enddate, for these insurances and kinds of visit; absent asks for nothing. */
export interface CheckWhen {
  readonly insutype?: readonly string[];
  readonly med_type?: readonly string[];
  readonly begndate?: string;
  readonly enddate?: string;
}

export type Check = CheckRule & {
  readonly code: string;
  readonly severity: Severity;
  /** With {places} of the kind. */
  readonly say: Named;
  readonly source: string;
  readonly when: CheckWhen;
};

const LINE = ['line', 'name'] as const;

/** What a sentence may name, by kind. */
export const PLACES = {
  sex: [...LINE, 'limit'],
  age: [...LINE, 'limit', 'age'],
  disease: [...LINE, 'limit'],
  institution_level: [...LINE, 'limit'],
  dual_channel: LINE,
  prescription: LINE,
  price_ceiling: [...LINE, 'pric', 'limit'],
  entitlement: ['dise_codg', 'until'],
  repeat: [...LINE, 'begndate', 'until'],
  supply: [...LINE, 'days', 'limit'],
  trace_missing: [...LINE, 'given', 'needed'],
  trace_used: [...LINE, 'trac'],
  trace_malformed: [...LINE, 'trac'],
  trace_product: [...LINE, 'trac'],
} as const satisfies Readonly<Record<CheckKind, readonly string[]>>;

/** What a check found. An empty feedetl_sn speaks about the visit. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly feedetl_sn: string;
  readonly zh: string;
  readonly en: string;
  readonly source: string;
}

/** Why an operator went on in spite of a finding. */
export interface Override {
  readonly code: string;
  readonly feedetl_sn: string;
  readonly reason: string;
}

/**
 * What one settlement is computed from: the person, the visit, the lines and the catalogue entries of those lines, in
 * the national names of settlement.md 6. Types only; reading them from JSON is `parse.ts`. Must never hold a default of
 * its own: a field that may be absent says so with null.
 */
import type { Fen } from '../money.ts';
import type { Count, Price, Ratio } from './decimal.ts';

export const AID_CATEGORIES = ['tekun', 'dibao', 'fanpin', 'dibao_edge', 'monitored'] as const;
export type AidCategory = (typeof AID_CATEGORIES)[number];

export const INSTITUTION_KINDS = ['hospital', 'clinic', 'pharmacy'] as const;
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

export const INSTITUTION_LEVELS = ['1', '2', '3'] as const;
export type InstitutionLevel = (typeof INSTITUTION_LEVELS)[number];

export const ITEM_LEVELS = ['01', '02', '03'] as const;
/** 甲, 乙, 丙. */
export type ItemLevel = (typeof ITEM_LEVELS)[number];

/** The right to one chronic disease's benefits. Dates yyyy-MM-dd inclusive, null is open. */
export interface Entitlement {
  readonly opsp_dise_code: string | null;
  readonly begndate: string | null;
  readonly enddate: string | null;
}

/** A family member's account that may pay for this person. */
export interface FamilyAccount {
  readonly psn_no: string | null;
  readonly balc: Fen;
}

export interface Person {
  readonly psn_no: string | null;
  readonly insutype: string;
  readonly psn_type: string;
  /** Where the person is insured: this, not the place of the visit, chooses the pack. */
  readonly insuplc_admdvs: string;
  readonly cvlserv_flag: '0' | '1';
  /** Own account before the visit. */
  readonly balc: Fen;
  readonly aid_category: AidCategory | null;
  readonly entitlements: readonly Entitlement[];
  readonly commercial: boolean;
  readonly mulaid: readonly FamilyAccount[];
  /** Of the visit's calendar year, by name; absent is 0. */
  readonly accumulators: Readonly<Record<string, Fen>>;
}

export interface Institution {
  readonly kind: InstitutionKind;
  /** Null: ungraded, pharmacy. */
  readonly level: InstitutionLevel | null;
  readonly dual_channel: boolean;
}

export interface Visit {
  readonly med_type: string;
  /** yyyy-MM-dd HH:mm:ss; its date part is the visit date. */
  readonly begntime: string;
  readonly dise_codg: string | null;
  readonly fixmedins_code: string | null;
  readonly mdtrtarea_admvs: string | null;
  readonly acct_used_flag: '0' | '1';
  readonly institution: Institution;
}

export interface Line {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly pric: Price;
  readonly cnt: Count;
  /** The caller's own total; within 1 fen of pric × cnt it rules. */
  readonly det_item_fee_sumamt: Fen | null;
  readonly rxno: string | null;
}

export interface CatalogueEntry {
  readonly med_list_codg: string;
  readonly chrgitm_lv: ItemLevel;
  /** Null: 0 for 甲; a 乙 entry without it is an error. */
  readonly selfpay_prop: Ratio | null;
  /** Null, or 999999: no limit. */
  readonly pric_uplmt_amt: Price | null;
  readonly flags: readonly string[];
  readonly opsp_scope: readonly string[];
  /** Whether the personal account may pay for this item when it is 丙. */
  readonly acct_payable: boolean;
  readonly begndate: string | null;
  readonly enddate: string | null;
}

/** All entries of a code, of whatever date. A Map is one; so is a prepared SELECT behind `get`. */
export interface Catalogue {
  get(med_list_codg: string): readonly CatalogueEntry[] | undefined;
}

/** Where every entry is known already, or none is asked for. */
export const NO_CATALOGUE: Catalogue = { get: () => undefined };

export const MAX_LINES = 1_000;

export interface Case {
  readonly person: Person;
  readonly visit: Visit;
  /** 1 to 1,000, each feedetl_sn once. */
  readonly lines: readonly Line[];
  /** The case's own entries replace the installed catalogue; null uses the installed one. */
  readonly catalogue: Catalogue | null;
}

export type CaseErrorCode =
  | 'bad_json'
  | 'missing_field'
  | 'bad_value'
  | 'unknown_field'
  | 'duplicate_line'
  | 'empty_basket'
  | 'too_many_lines'
  | 'line_total_mismatch'
  | 'bad_catalogue_entry'
  | 'no_pack';

/** `field` is a JSON path without a root mark: lines[3].pric; empty for the document itself. */
export interface CaseError {
  readonly code: CaseErrorCode;
  readonly field: string;
  readonly message: string;
  /** Of a total that differs: as it was given, and as price times count gives it. */
  readonly given?: Fen;
  readonly computed?: Fen;
}

/** Whether a pair of inclusive dates, either of them open, contains a day (all yyyy-MM-dd). */
export function validOn(day: string, begndate: string | null, enddate: string | null): boolean {
  return (!begndate || begndate <= day) && (!enddate || day <= enddate);
}

/** What the catalogues write for "no limit": 999999 yuan. */
export const NO_LIMIT = 999_999_000_000 as Price;

/**
 * The installed catalogue as look-ups see it: one version at a time, swapped whole. Answers at once and never throws; a
 * code it does not have gives an empty list.
 */
import type { Goods } from '../core/checks/goods.ts';
import type { CatalogueEntry } from '../core/settlement/case.ts';

export interface CatalogueSource {
  readonly version: string;
  /** All entries of a code, of whatever date. */
  entries(med_list_codg: string): readonly CatalogueEntry[];
  /** What the counter checks know of a code; null, or no such look-up: nothing, and then nothing is held against it. */
  goodsOf?(med_list_codg: string): Goods | null;
  /** As CatalogueLookup has it; without it no scanned code is known. */
  lookUp?(code: string, day: string): Found | null;
}

/** What the shop itself says of a good. */
export interface ShelfGood {
  readonly medins_list_codg: string;
  readonly ean13: string | null;
  /** Yuan, decimal text. */
  readonly pric: string | null;
}

/** One code as it stands on a day. */
export interface CatalogueGood {
  readonly med_list_codg: string;
  /** Transaction that delivers it: 1301, 1306 …; null where only the shop or the insurance list knows it. */
  readonly kind: string | null;
  readonly name: string;
  readonly genname: string | null;
  readonly spec: string | null;
  readonly unit: string | null;
  readonly maker: string | null;
  /** Null: not insured on that day. */
  readonly entry: CatalogueEntry | null;
  readonly shelf: readonly ShelfGood[];
}

export type FoundBy = 'national' | 'shop' | 'ean13' | 'trace';

/** Several goods where the shop gave one barcode or product part to several codes. */
export interface Found {
  readonly by: FoundBy;
  readonly goods: readonly CatalogueGood[];
}

/** The catalogue for the clerk. `day` is yyyy-MM-dd. */
export interface CatalogueLookup extends CatalogueSource {
  /** By national code, the shop's own code, EAN-13 or trace code, in this order; null: nobody knows it on that day. */
  lookUp(code: string, day: string): Found | null;
  /** By name, pinyin initials or code, or part of them; the shop's own goods first. At most `limit`. */
  find(text: string, day: string, limit: number): readonly CatalogueGood[];
}

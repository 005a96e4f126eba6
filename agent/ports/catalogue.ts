/**
 * The installed catalogue as look-ups see it: one version at a time, swapped whole. Answers at once and never throws; a
 * code it does not have gives an empty list.
 */
import type { CatalogueEntry } from '../core/settlement/case.ts';

export interface CatalogueSource {
  readonly version: string;
  /** All entries of a code, of whatever date. */
  entries(med_list_codg: string): readonly CatalogueEntry[];
}

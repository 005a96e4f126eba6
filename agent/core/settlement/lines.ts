/**
 * A basket's lines: gross, catalogue entry, the four parts, and the benefit that takes each (settlement.md 1 and the
 * first half of 2). Must never look at what a benefit pays: the choice is static.
 */
import type { Fen } from '../money.ts';
import { type CompiledBenefit, type CompiledPack, type LineCondition, lineConditions } from '../packs/compile.ts';
import {
  type Case,
  type CaseError,
  type Catalogue,
  type CatalogueEntry,
  type Line,
  NO_LIMIT,
  validOn,
} from './case.ts';
import { type Ratio, timesCount, timesRatio } from './decimal.ts';
import type { SettledLine } from './result.ts';

/** 10 billion yuan a line: a thousand of them, and a year of such visits, stay whole numbers below 2^53. */
export const MAX_LINE_FEN = 1_000_000_000_000;

const NOTHING = 0 as Fen;

interface Taker {
  readonly compiled: CompiledBenefit;
  readonly conditions: readonly LineCondition[];
}

export function settleLines(
  input: Case,
  pack: CompiledPack | null,
  catalogue: Catalogue,
  used: (accumulator: string) => Fen,
): readonly SettledLine[] | CaseError {
  const day = input.visit.begntime.slice(0, 10);
  const takers = pack === null ? [] : takersOf(pack, input, used);
  const settled: SettledLine[] = [];
  let index = -1;
  for (const line of input.lines) {
    index++;
    const gross = grossOf(line, index);
    if (typeof gross !== 'number') return gross;
    const entry = entryOn(catalogue.get(line.med_list_codg), day);
    if (entry?.chrgitm_lv === '02' && entry.selfpay_prop === null) {
      const message = `catalogue entry ${entry.med_list_codg} is 乙类 without selfpay_prop`;
      return { code: 'bad_catalogue_entry', field: `lines[${index}].med_list_codg`, message };
    }
    settled.push(
      entry === null || entry.chrgitm_lv === '03' ? selfPaid(line, entry, gross) : split(line, entry, gross, takers),
    );
  }
  return settled;
}

/** Benefits that can take a line of this visit, in pack order. */
function takersOf(pack: CompiledPack, { person, visit }: Case, used: (accumulator: string) => Fen): readonly Taker[] {
  const takers: Taker[] = [];
  for (const compiled of pack.benefits) {
    const { ceiling, benefit } = compiled;
    // The one exception to a static choice: nothing left *before* the visit.
    if (benefit.falls_through && ceiling !== null && used(ceiling.accumulator) >= ceiling.value) continue;
    const conditions = lineConditions(compiled, person, visit);
    if (conditions.length > 0) takers.push({ compiled, conditions });
  }
  return takers;
}

/** The line's total: as stated when that differs by no more than a fen, else as price times count gives it. */
export function grossOf(line: Line, index: number): Fen | CaseError {
  const computed = timesCount(line.pric, line.cnt);
  if (computed > MAX_LINE_FEN) {
    return { code: 'bad_value', field: `lines[${index}].pric`, message: 'pric × cnt is beyond 10,000,000,000 yuan' };
  }
  const given = line.det_item_fee_sumamt;
  if (given === null) return computed;
  if (Math.abs(given - computed) <= 1) return given;
  const message = 'differs from pric × cnt by more than 0.01';
  return { code: 'line_total_mismatch', field: `lines[${index}].det_item_fee_sumamt`, message, given, computed };
}

/** The entry valid on the day: of several the latest begndate, then the first listed. */
export function entryOn(entries: readonly CatalogueEntry[] | undefined, day: string): CatalogueEntry | null {
  let best: CatalogueEntry | null = null;
  if (entries === undefined) return null;
  for (const entry of entries) {
    if (!validOn(day, entry.begndate, entry.enddate)) continue;
    if (best === null || (entry.begndate ?? '') > (best.begndate ?? '')) best = entry;
  }
  return best;
}

function selfPaid(line: Line, entry: CatalogueEntry | null, gross: Fen): SettledLine {
  return {
    line,
    entry,
    det_item_fee_sumamt: gross,
    fulamt_ownpay_amt: gross,
    overlmt_amt: NOTHING,
    preselfpay_amt: NOTHING,
    inscp_scp_amt: NOTHING,
    benefit: null,
    unpooled: entry === null ? 'not_in_catalogue' : 'self_paid_item',
  };
}

function split(line: Line, entry: CatalogueEntry, gross: Fen, takers: readonly Taker[]): SettledLine {
  const limit = entry.pric_uplmt_amt;
  const over =
    limit !== null && limit !== NO_LIMIT && line.pric > limit ? Math.max(0, gross - timesCount(limit, line.cnt)) : 0;
  const pre = timesRatio((gross - over) as Fen, entry.selfpay_prop ?? (0 as Ratio));
  const benefit = takerOf(takers, line, entry);
  return {
    line,
    entry,
    det_item_fee_sumamt: gross,
    fulamt_ownpay_amt: NOTHING,
    overlmt_amt: over as Fen,
    preselfpay_amt: pre,
    inscp_scp_amt: (gross - over - pre) as Fen,
    benefit,
    unpooled: benefit === null ? 'no_benefit' : null,
  };
}

function takerOf(takers: readonly Taker[], line: Line, entry: CatalogueEntry): CompiledBenefit | null {
  for (const { compiled, conditions } of takers) {
    for (const condition of conditions) if (lineFits(condition, line, entry)) return compiled;
  }
  return null;
}

function lineFits(condition: LineCondition, line: Line, entry: CatalogueEntry): boolean {
  const { flag, rxno, scope } = condition;
  if (flag !== null && !entry.flags.includes(flag)) return false;
  if (rxno !== null && rxno !== (line.rxno !== null && line.rxno !== '')) return false;
  return scope === null || entry.opsp_scope.length === 0 || entry.opsp_scope.includes(scope);
}

/**
 * A stored settlement computed once more: what has to be kept beside a sale so that it can be done for ever under the
 * same pack and catalogue rows, and the comparison that names the first step that differs. Must never look at today's
 * pack, catalogue or person: everything it uses was written down when the sale was accepted.
 */
import type { Fen } from '../money.ts';
import type { CompiledPack } from '../packs/compile.ts';
import { type Case, type CatalogueEntry, type Line, NO_CATALOGUE, type Person, type Visit } from './case.ts';
import { parseCount, parsePrice } from './decimal.ts';
import { presettle } from './presettle.ts';
import type { Presettlement, Setlinfo } from './result.ts';

/** The numbers of every step, in the order they arise: small, because this is stored with every sale. */
export interface Work {
  /** gross, 全自费, over the limit, 先行自付, in scope, and the benefit that took the line. */
  readonly lines: readonly (readonly [Fen, Fen, Fen, Fen, Fen, string | null])[];
  /** id, in scope, deductible, before the ceiling, paid, burden. */
  readonly benefits: readonly (readonly [string, Fen, Fen, Fen, Fen, Fen])[];
  /** id, what it saw, before the ceiling, paid. */
  readonly layers: readonly (readonly [string, Fen, Fen, Fen])[];
}

/** What was used and is not in the transaction's own body. */
export interface ReplayFacts {
  readonly person: Person;
  readonly visit: Visit;
  /** The totals the caller gave, by line; null where it gave none. */
  readonly stated: readonly (Fen | null)[];
  /** The catalogue rows used, each once. */
  readonly entries: readonly CatalogueEntry[];
  readonly work: Work;
}

/** The body's part of a stored sale. */
export interface StoredSale {
  readonly drugdetail: readonly {
    readonly feedetl_sn: string;
    readonly med_list_codg: string;
    readonly rxno: string;
    readonly cnt: string;
    readonly pric: string;
  }[];
  readonly estimate: Setlinfo;
}

export function replayFacts(person: Person, visit: Visit, result: Presettlement): ReplayFacts {
  const entries = new Set<CatalogueEntry>();
  for (const { entry } of result.lines) if (entry !== null) entries.add(entry);
  const stated = result.lines.map(({ line }) => line.det_item_fee_sumamt);
  return { person, visit, stated, entries: [...entries], work: workOf(result) };
}

function workOf({ lines, benefits, layers }: Presettlement): Work {
  return {
    lines: lines.map((one) => [
      one.det_item_fee_sumamt,
      one.fulamt_ownpay_amt,
      one.overlmt_amt,
      one.preselfpay_amt,
      one.inscp_scp_amt,
      one.benefit?.benefit.id ?? null,
    ]),
    benefits: benefits.map(({ compiled, inscp_scp_amt, ded, full, pay, burden }) => [
      compiled.benefit.id,
      inscp_scp_amt,
      ded,
      full,
      pay,
      burden,
    ]),
    layers: layers.map(({ compiled, seen, full, pay }) => [compiled.layer.id, seen, full, pay]),
  };
}

/** The first thing that did not come out: `step` says where (a line's feedetl_sn, a rule's id), `amount` what. */
export interface StepDifference {
  readonly step: string;
  readonly amount: string;
  readonly stored: string | number | null;
  readonly recomputed: string | number | null;
}

export type Replayed =
  | { readonly result: Presettlement; readonly difference: StepDifference | null }
  /** What was stored can not be computed at all: it was changed, or the engine no longer takes it. */
  | { readonly error: { readonly field: string; readonly message: string } };

/** `pack` is the version the sale was priced under; null when it was priced under none. */
export function replay(sale: StoredSale, facts: ReplayFacts, pack: CompiledPack | null): Replayed {
  const input = storedCase(sale, facts);
  if ('error' in input) return input;
  const outcome = presettle(input.value, pack === null ? [] : [pack], NO_CATALOGUE);
  if ('error' in outcome) return { error: { field: outcome.error.field, message: outcome.error.code } };
  return { result: outcome.result, difference: firstDifference(sale, facts.work, outcome.result) };
}

/** What a stored sale was computed from, as the engine takes it. */
export function storedCase(
  sale: StoredSale,
  { person, visit, stated, entries }: ReplayFacts,
): { readonly value: Case } | { readonly error: { readonly field: string; readonly message: string } } {
  const lines: Line[] = [];
  for (const [at, { feedetl_sn, med_list_codg, rxno, ...line }] of sale.drugdetail.entries()) {
    const [pric, cnt] = [parsePrice(line.pric), parseCount(line.cnt)];
    if (pric === null) return { error: { field: `lines[${at}].pric`, message: line.pric } };
    if (cnt === null) return { error: { field: `lines[${at}].cnt`, message: line.cnt } };
    lines.push({ feedetl_sn, med_list_codg, pric, cnt, det_item_fee_sumamt: stated[at] ?? null, rxno: rxno || null });
  }
  const catalogue = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    const known = catalogue.get(entry.med_list_codg);
    if (known === undefined) catalogue.set(entry.med_list_codg, [entry]);
    else known.push(entry);
  }
  return { value: { person, visit, lines, catalogue } };
}

const OF_LINE = [
  'det_item_fee_sumamt',
  'fulamt_ownpay_amt',
  'overlmt_amt',
  'preselfpay_amt',
  'inscp_scp_amt',
  'benefit',
] as const;
const OF_BENEFIT = ['benefit', 'inscp_scp_amt', 'act_pay_dedc', 'full', 'hifp_pay', 'burden'] as const;
const OF_LAYER = ['layer', 'seen', 'full', 'pay'] as const;

/** In the order of settlement.md: lines, benefits, layers, then the bill. */
function firstDifference(sale: StoredSale, stored: Work, result: Presettlement): StepDifference | null {
  const now = workOf(result);
  const serials = sale.drugdetail.map(({ feedetl_sn }) => `line ${feedetl_sn}`);
  return (
    firstOf(stored.lines, now.lines, OF_LINE, (at) => serials[at] ?? `line ${at + 1}`) ??
    firstOf(stored.benefits, now.benefits, OF_BENEFIT, (at) => ruleAt('benefit', stored.benefits, now.benefits, at)) ??
    firstOf(stored.layers, now.layers, OF_LAYER, (at) => ruleAt('layer', stored.layers, now.layers, at)) ??
    firstOfBill(sale.estimate, result.setlinfo)
  );
}

type Row = readonly (string | number | null)[];

function ruleAt(kind: string, stored: readonly Row[], now: readonly Row[], at: number): string {
  return `${kind} ${stored[at]?.[0] ?? now[at]?.[0]}`;
}

function firstOf(
  stored: readonly Row[],
  now: readonly Row[],
  names: readonly string[],
  step: (at: number) => string,
): StepDifference | null {
  for (let at = 0; at < Math.max(stored.length, now.length); at++) {
    const [was, is] = [stored[at], now[at]];
    for (const [column, amount] of names.entries()) {
      const [before, after] = [was?.[column] ?? null, is?.[column] ?? null];
      if (before !== after) return { step: step(at), amount, stored: before, recomputed: after };
    }
  }
  return null;
}

function firstOfBill(stored: Setlinfo, now: Setlinfo): StepDifference | null {
  for (const amount of Object.keys(now) as (keyof Setlinfo)[]) {
    if (stored[amount] !== now[amount])
      return { step: 'bill', amount, stored: stored[amount] ?? null, recomputed: now[amount] };
  }
  return null;
}

/**
 * The settlement engine: one case under one pack to a bill exact to the fen (settlement.md 1 to 4). Pure and total: no
 * clock, no I/O, bad input comes back as a value. Must never round, cap or order differently from that page, and must
 * know no region, benefit or amount of its own.
 */
import type { Fen } from '../money.ts';
import {
  type CompiledBenefit,
  type CompiledLayer,
  type CompiledPack,
  choosePack,
  layerApplies,
} from '../packs/compile.ts';
import { makeBill, makeDetail } from './bill.ts';
import type { Case, Catalogue } from './case.ts';
import { alongBrackets } from './decimal.ts';
import { settleLines } from './lines.ts';
import type { BenefitWork, LayerWork, Outcome, PackRef, SettledLine, Warning } from './result.ts';

const NOTHING = 0 as Fen;

/**
 * Computes one case. `packs` are the installed ones (for a pack named by hand: that one alone); `catalogue` serves
 * cases that bring no entries of their own. Errors: line_total_mismatch, bad_value (a line beyond MAX_LINE_FEN),
 * bad_catalogue_entry; the shape of the case is parseCase's business.
 */
export function presettle(input: Case, packs: readonly CompiledPack[], catalogue: Catalogue): Outcome {
  const { person, visit } = input;
  const pack = choosePack(packs, person.insuplc_admdvs, visit.begntime.slice(0, 10));
  const ledger = new Ledger(person.accumulators);
  const lines = settleLines(input, pack, input.catalogue ?? catalogue, (name) => ledger.used(name));
  if ('code' in lines) return { error: lines };
  const benefits = payBenefits(pack, lines, ledger);
  const layers = payLayers(input, pack, benefits, ledger);
  const { setlinfo, account } = makeBill(input, lines, benefits, layers);
  return {
    result: {
      setlinfo,
      setldetail: makeDetail(pack?.pack.pool[person.insutype], setlinfo, layers),
      lines,
      benefits,
      layers,
      account,
      accumulators: ledger.all(),
      warnings: makeWarnings(pack, lines),
      pack: pack === null ? null : refTo(pack),
      insuplc_admdvs: person.insuplc_admdvs,
      mdtrtarea_admvs: visit.mdtrtarea_admvs,
    },
  };
}

/**
 * The year's accumulators while they move; the given ones are never touched. A visit moves about a dozen, so a list
 * searched by name is faster than an object that grows.
 */
class Ledger {
  readonly #given: Readonly<Record<string, Fen>>;
  readonly #names: string[] = [];
  readonly #values: Fen[] = [];

  constructor(given: Readonly<Record<string, Fen>>) {
    this.#given = given;
  }

  used(name: string): Fen {
    const at = this.#names.indexOf(name);
    // Asked for at -1, a list looks for a property of that name: slower than all the rest here.
    return (at < 0 ? this.#given[name] : this.#values[at]) ?? NOTHING;
  }

  move(name: string, by: Fen): void {
    if (by === 0) return;
    const at = this.#names.indexOf(name);
    if (at >= 0) this.#values[at] = ((this.#values[at] ?? NOTHING) + by) as Fen;
    else {
      this.#names.push(name);
      this.#values.push(((this.#given[name] ?? NOTHING) + by) as Fen);
    }
  }

  /** All given or moved. Without a prototype: a dictionary from the start, where growing a literal costs 7 µs. */
  all(): Readonly<Record<string, Fen>> {
    const all: Record<string, Fen> = Object.create(null);
    for (const name of Object.keys(this.#given)) all[name] = this.#given[name] ?? NOTHING;
    for (let at = 0; at < this.#names.length; at++) all[this.#names[at] ?? ''] = this.#values[at] ?? NOTHING;
    return all;
  }
}

function payBenefits(pack: CompiledPack | null, lines: readonly SettledLine[], ledger: Ledger): readonly BenefitWork[] {
  if (pack === null) return [];
  const sums: (number | undefined)[] = [];
  for (const { benefit, inscp_scp_amt } of lines) {
    if (benefit !== null) sums[benefit.index] = (sums[benefit.index] ?? 0) + inscp_scp_amt;
  }
  const work: BenefitWork[] = [];
  for (const compiled of pack.benefits) {
    const sum = sums[compiled.index];
    if (sum !== undefined) work.push(payBenefit(compiled, sum as Fen, ledger));
  }
  return work;
}

function payBenefit(compiled: CompiledBenefit, sum: Fen, ledger: Ledger): BenefitWork {
  const { deductible, ceiling, banded, brackets, benefit } = compiled;
  const deductibleBefore = deductible === null ? NOTHING : ledger.used(deductible.accumulator);
  const ded = deductible === null ? NOTHING : upTo(sum, deductible.value, deductibleBefore);
  const counted = (sum - ded) as Fen;
  const bandedBefore = banded === null ? NOTHING : ledger.used(banded);
  const full = alongBrackets(brackets, bandedBefore, counted);
  const ceilingBefore = ceiling === null ? NOTHING : ledger.used(ceiling.accumulator);
  const pay = ceiling === null ? full : upTo(full, ceiling.value, ceilingBefore);
  if (deductible !== null) ledger.move(deductible.accumulator, ded);
  if (ceiling !== null) ledger.move(ceiling.accumulator, pay);
  if (banded !== null) ledger.move(banded, counted);
  const burden = (sum - (benefit.over_ceiling_excluded ? full : pay)) as Fen;
  return { compiled, inscp_scp_amt: sum, deductibleBefore, ded, bandedBefore, full, ceilingBefore, pay, burden };
}

/** min(amount, what is left of a yearly limit). */
function upTo(amount: Fen, limit: Fen, used: Fen): Fen {
  return Math.min(amount, Math.max(0, limit - used)) as Fen;
}

function payLayers(
  { person }: Case,
  pack: CompiledPack | null,
  benefits: readonly BenefitWork[],
  ledger: Ledger,
): readonly LayerWork[] {
  if (pack === null) return [];
  const left = { critical: 0, relief: 0 };
  for (const { compiled, burden } of benefits) {
    for (const base of compiled.benefit.counts_for) left[base] += burden;
  }
  const work: LayerWork[] = [];
  for (const compiled of pack.layers) {
    if (!layerApplies(compiled, person)) continue;
    const { base } = compiled.layer;
    const variant =
      (person.aid_category === null ? undefined : compiled.byAid.get(person.aid_category)) ?? compiled.plain;
    const done = payLayer(compiled, variant, left[base] as Fen, ledger);
    left[base] -= done.pay;
    // What is paid on `critical` lessens `relief` too, of which it is a part.
    if (base === 'critical') left.relief -= done.pay;
    work.push(done);
  }
  return work;
}

function payLayer(compiled: CompiledLayer, variant: LayerWork['variant'], seen: Fen, ledger: Ledger): LayerWork {
  const burdenBefore = ledger.used(compiled.burden);
  const full = alongBrackets(variant.brackets, burdenBefore, seen);
  const ceilingBefore = ledger.used(compiled.ceiling);
  const pay = variant.ceiling === null ? full : upTo(full, variant.ceiling, ceilingBefore);
  ledger.move(compiled.burden, seen);
  ledger.move(compiled.ceiling, pay);
  return { compiled, variant, seen, burdenBefore, full, ceilingBefore, pay };
}

function makeWarnings(pack: CompiledPack | null, lines: readonly SettledLine[]): readonly Warning[] {
  const warnings: Warning[] = [];
  if (pack === null) warnings.push({ code: 'region_not_served', field: 'person.insuplc_admdvs' });
  for (let index = 0; index < lines.length; index++) {
    if (lines[index]?.entry === null) warnings.push({ code: 'not_in_catalogue', field: `lines[${index}]` });
  }
  return warnings;
}

function refTo({ pack: { id, version, fund_sum_includes_account } }: CompiledPack): PackRef {
  return { id, version, fund_sum_includes_account };
}

/**
 * What a pack must keep beyond its shape, so that the engine's arithmetic means one thing: bands that join without
 * overlap, layers on `critical` first, burdens nested, accumulators that belong to one rule, sources that exist. Must
 * never judge whether a policy is wise.
 */
import { type Bracket, RATIO_ONE } from '../settlement/decimal.ts';
import { join, type Reading } from '../settlement/document.ts';
import type { Band, Benefit, Condition, Layer, Pack } from './pack.ts';
import type { PackErrorCode } from './validate.ts';

type Faults = Reading<PackErrorCode>;

export function checkPack(faults: Faults, pack: Pack): void {
  if (pack.begndate !== null && pack.enddate !== null && pack.enddate < pack.begndate) {
    faults.fault('date_order', 'enddate', 'lies before begndate');
  }
  checkAccumulators(faults, pack);
  for (const [index, benefit] of pack.benefits.entries()) checkBenefit(faults, pack, benefit, `benefits[${index}]`);
  for (const [index, layer] of pack.layers.entries()) checkLayer(faults, pack, layer, `layers[${index}]`);
  checkLayerOrder(faults, pack.layers);
  checkChecks(faults, pack);
}

function checkChecks(faults: Faults, pack: Pack): void {
  const codes = new Set<string>();
  for (const [index, check] of pack.checks.entries()) {
    const field = `checks[${index}]`;
    checkSource(faults, pack, check.source, field);
    if (codes.has(check.code)) faults.fault('duplicate_id', `${field}.code`, `${check.code} is used twice`);
    codes.add(check.code);
    const { begndate, enddate } = check.when;
    if (begndate !== undefined && enddate !== undefined && enddate < begndate)
      faults.fault('date_order', `${field}.when.enddate`, 'lies before begndate');
    if (check.kind !== 'trace_malformed') continue;
    for (const [at, { least, most, begins }] of check.shapes.entries())
      if (most < Math.max(least, begins.length))
        faults.fault('bad_value', `${field}.shapes[${at}].most`, 'fits no code');
  }
}

/** Ids are distinct, and no accumulator name is used by two kinds of rule. */
function checkAccumulators(faults: Faults, pack: Pack): void {
  const ids = new Set<string>();
  const taken = new Set<string>();
  for (const [index, { id, deductible, ceiling }] of pack.benefits.entries()) {
    if (ids.has(id)) faults.fault('duplicate_id', `benefits[${index}].id`, `${id} is used twice`);
    ids.add(id);
    if (deductible !== null) taken.add(deductible.group);
    if (ceiling !== null) taken.add(ceiling.group);
  }
  for (const [index, { id }] of pack.layers.entries()) {
    const field = `layers[${index}].id`;
    if (ids.has(id)) faults.fault('duplicate_id', field, `${id} is used twice`);
    else if (taken.has(id)) faults.fault('accumulator_clash', field, `${id}.ceiling would be a benefit group's too`);
    ids.add(id);
  }
}

function checkSource(faults: Faults, pack: Pack, source: string, field: string): void {
  for (const reference of source.split(', ')) {
    const letter = reference.slice(0, 1);
    if (!/^[A-Z][0-9]*$/.test(reference) || !Object.hasOwn(pack.sources, letter)) {
      faults.fault('unknown_source', join(field, 'source'), `${reference} is none of the pack's sources`);
    }
  }
}

function checkBenefit(faults: Faults, pack: Pack, benefit: Benefit, field: string): void {
  checkSource(faults, pack, benefit.source, field);
  for (const name of ['deductible', 'ratio', 'ceiling'] as const) {
    const value = benefit[name];
    if (value !== null) checkSource(faults, pack, value.source, `${field}.${name}`);
  }
  if (benefit.bands !== null) checkBands(faults, pack, benefit.bands, 0, `${field}.bands`);
  for (const insutype of insutypesOf(benefit.when)) {
    if (insutype === null) faults.fault('missing_field', `${field}.when.insutype`, 'says which pool pays');
    else if (!Object.hasOwn(pack.pool, insutype)) {
      faults.fault('unknown_fund', `${field}.when.insutype`, `the pack's pool has no fund for ${insutype}`);
    }
  }
  if (benefit.when.any?.some((alternative) => Object.keys(alternative).some((key) => key in benefit.when))) {
    faults.fault('bad_value', `${field}.when.any`, 'asks again for what the condition asks already');
  }
  if (benefit.counts_for.includes('critical') && !benefit.counts_for.includes('relief')) {
    faults.fault('burden_not_nested', `${field}.counts_for`, 'what counts for critical must count for relief');
  }
  if (new Set(benefit.counts_for).size < benefit.counts_for.length) {
    faults.fault('bad_value', `${field}.counts_for`, 'names a burden twice');
  }
  if (benefit.ceiling === null) {
    for (const mark of ['falls_through', 'over_ceiling_excluded'] as const) {
      if (benefit[mark]) faults.fault('ceiling_required', `${field}.${mark}`, 'means nothing without a ceiling');
    }
  }
}

/** Every insutype the condition can hold for; null where an alternative leaves it open. */
function insutypesOf(when: Condition): readonly (string | null)[] {
  if (when.insutype !== undefined) return when.insutype;
  if (when.any === undefined) return [null];
  return when.any.flatMap((alternative): readonly (string | null)[] => alternative.insutype ?? [null]);
}

/** Bands rise, and the last is open: every fen of the year lies in exactly one. */
function checkBands(faults: Faults, pack: Pack, bands: readonly Band[], start: number, field: string): void {
  let from = start;
  for (const [index, band] of bands.entries()) {
    const path = `${field}[${index}]`;
    checkSource(faults, pack, band.source, path);
    const last = index === bands.length - 1;
    if (band.upto === null) {
      if (!last) faults.fault('overlapping_bands', path, 'has no end, and the band after it begins nowhere');
    } else {
      if (last) faults.fault('open_band_missing', join(path, 'upto'), 'the last band must have no end');
      if (band.upto <= from) {
        const code = index === 0 && start > 0 ? 'band_below_deductible' : 'overlapping_bands';
        faults.fault(code, join(path, 'upto'), 'must lie above where the band begins');
      }
      from = band.upto;
    }
  }
}

const ACCOUNT_TYPES: readonly string[] = ['310200', '310201'];

function checkLayer(faults: Faults, pack: Pack, layer: Layer, field: string): void {
  checkSource(faults, pack, layer.source, field);
  for (const name of ['deductible', 'ratio', 'ceiling'] as const) {
    const value = layer[name];
    if (value !== null) checkSource(faults, pack, value.source, `${field}.${name}`);
  }
  const deductible = layer.deductible?.value ?? 0;
  if (layer.tiers !== null) checkBands(faults, pack, layer.tiers, deductible, `${field}.tiers`);
  if (ACCOUNT_TYPES.includes(layer.fund_pay_type) || Object.values(pack.pool).includes(layer.fund_pay_type)) {
    faults.fault('unknown_fund', `${field}.fund_pay_type`, 'is the pool or the account, not a fund of a layer');
  }
  const adjusted = new Set<string>();
  for (const [index, adjustment] of layer.adjustments.entries()) {
    const path = `${field}.adjustments[${index}]`;
    checkSource(faults, pack, adjustment.source, path);
    for (const category of adjustment.aid_category) {
      if (adjusted.has(category)) faults.fault('duplicate_id', `${path}.aid_category`, `${category} is adjusted twice`);
      adjusted.add(category);
    }
    if ((deductible * adjustment.deductible_factor) % RATIO_ONE !== 0) {
      faults.fault('uneven_deductible', `${path}.deductible_factor`, 'makes the deductible no whole number of fen');
    }
    const highest = Math.max(0, ...(layer.tiers ?? []).map((tier): Bracket['ratio'] => tier.value));
    if (highest + adjustment.points > RATIO_ONE) {
      faults.fault('ratio_above_one', `${path}.points`, 'lifts a tier above the whole');
    }
  }
}

function checkLayerOrder(faults: Faults, layers: readonly Layer[]): void {
  let relief = false;
  for (const [index, layer] of layers.entries()) {
    if (layer.base === 'relief') relief = true;
    else if (relief) {
      faults.fault('layer_order', `layers[${index}].base`, 'layers on critical come before those on relief');
    }
  }
}

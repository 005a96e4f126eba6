/**
 * A sound pack made ready to compute with: conditions split into what one look at person and visit settles and what
 * each line must answer, limits resolved to accumulator names, ratios to brackets, adjustments to finished variants.
 * Must never change what the pack says: every number here is one of the pack's or an exact product of two.
 */
import type { Fen } from '../money.ts';
import { type AidCategory, type Person, type Visit, validOn } from '../settlement/case.ts';
import { type Bracket, RATIO_ONE, type Ratio } from '../settlement/decimal.ts';
import type { Benefit, Condition, Layer, Named, Pack } from './pack.ts';

/** Which rule said so: the engine's own clauses have no pack. */
export interface Rule {
  readonly pack: string | null;
  readonly version: string | null;
  readonly id: string;
  readonly name: Named | null;
  readonly source: string;
}

export interface CompiledLimit {
  readonly accumulator: string;
  readonly value: Fen;
}

/** What is left to ask of a line once person and visit fit. */
export interface LineCondition {
  readonly flag: string | null;
  readonly rxno: boolean | null;
  /** Set in the dise_codg form: the entry's opsp_scope must be empty or contain it. */
  readonly scope: string | null;
}

export interface CompiledBenefit {
  readonly index: number;
  readonly benefit: Benefit;
  readonly rule: Rule;
  /** `any` multiplied out. */
  readonly alternatives: readonly Condition[];
  readonly deductible: CompiledLimit | null;
  readonly ceiling: CompiledLimit | null;
  /** Null with one ratio for all. */
  readonly banded: string | null;
  readonly brackets: readonly Bracket[];
}

export interface LayerVariant {
  readonly deductible: Fen;
  readonly brackets: readonly Bracket[];
  /** Null: none, or lifted. */
  readonly ceiling: Fen | null;
  readonly adjusted: boolean;
}

export interface CompiledLayer {
  readonly layer: Layer;
  readonly rule: Rule;
  readonly burden: string;
  readonly ceiling: string;
  readonly plain: LayerVariant;
  readonly byAid: ReadonlyMap<AidCategory, LayerVariant>;
}

export interface CompiledPack {
  readonly pack: Pack;
  readonly benefits: readonly CompiledBenefit[];
  readonly layers: readonly CompiledLayer[];
}

export function compilePack(pack: Pack): CompiledPack {
  const ruleOf = ({ id, name, source }: Benefit | Layer): Rule => ({
    pack: pack.id,
    version: pack.version,
    id,
    name,
    source,
  });
  return {
    pack,
    benefits: pack.benefits.map((benefit, index) => compileBenefit(benefit, index, ruleOf(benefit))),
    layers: pack.layers.map((layer) => compileLayer(layer, ruleOf(layer))),
  };
}

function compileBenefit(benefit: Benefit, index: number, rule: Rule): CompiledBenefit {
  const { deductible, ceiling, ratio, bands } = benefit;
  const { any, ...shared } = benefit.when;
  return {
    index,
    benefit,
    rule,
    alternatives: any === undefined ? [shared] : any.map((alternative) => ({ ...shared, ...alternative })),
    deductible: deductible === null ? null : { accumulator: `${deductible.group}.deductible`, value: deductible.value },
    ceiling: ceiling === null ? null : { accumulator: `${ceiling.group}.ceiling`, value: ceiling.value },
    banded: bands === null ? null : `${benefit.id}.banded`,
    brackets:
      bands === null ? [{ from: 0 as Fen, to: null, ratio: ratio?.value ?? (0 as Ratio) }] : chain(bands, 0 as Fen),
  };
}

/** Bands and tiers join end to end; the first starts where it is told, and adds `points` to every ratio. */
function chain(
  bands: readonly { readonly upto: Fen | null; readonly value: Ratio }[],
  start: Fen,
  points = 0,
): readonly Bracket[] {
  let from = start;
  return bands.map((band) => {
    const bracket = { from, to: band.upto, ratio: (band.value + points) as Ratio };
    from = band.upto ?? from;
    return bracket;
  });
}

function compileLayer(layer: Layer, rule: Rule): CompiledLayer {
  const deductible = layer.deductible?.value ?? (0 as Fen);
  const bands = layer.tiers ?? [{ upto: null, value: layer.ratio?.value ?? (0 as Ratio) }];
  const ceiling = layer.ceiling?.value ?? null;
  const byAid = new Map<AidCategory, LayerVariant>();
  for (const adjustment of layer.adjustments) {
    // Validation has made sure that the product is a whole number of fen.
    const start = ((deductible * adjustment.deductible_factor) / RATIO_ONE) as Fen;
    const variant: LayerVariant = {
      deductible: start,
      brackets: chain(bands, start, adjustment.points),
      ceiling: adjustment.lifts_ceiling ? null : ceiling,
      adjusted: true,
    };
    for (const category of adjustment.aid_category) byAid.set(category, variant);
  }
  return {
    layer,
    rule,
    burden: `${layer.id}.burden`,
    ceiling: `${layer.id}.ceiling`,
    plain: { deductible, brackets: chain(bands, deductible), ceiling, adjusted: false },
    byAid,
  };
}

/**
 * The pack of an insured region on a day: longest matching prefix, then the latest begin, then the first listed
 * (settlement.md 2). A pack named by hand is chosen from a list of that one.
 */
export function choosePack(packs: readonly CompiledPack[], insuplc_admdvs: string, day: string): CompiledPack | null {
  let best: CompiledPack | null = null;
  for (const candidate of packs) {
    const { admdvs, begndate, enddate } = candidate.pack;
    if (!insuplc_admdvs.startsWith(admdvs) || !validOn(day, begndate, enddate)) continue;
    const longer = admdvs.length - (best?.pack.admdvs.length ?? -1);
    if (longer > 0 || (longer === 0 && (begndate ?? '') > (best?.pack.begndate ?? ''))) best = candidate;
  }
  return best;
}

/** The one a sale was priced under, where it still serves. */
export function servedPack(
  packs: readonly CompiledPack[],
  sale: { readonly pack: string; readonly pack_version: string },
): CompiledPack | null {
  return packs.find(({ pack: { id, version } }) => id === sale.pack && version === sale.pack_version) ?? null;
}

/** What a benefit still asks of a line on this visit; empty when it can take none. */
export function lineConditions(compiled: CompiledBenefit, person: Person, visit: Visit): readonly LineCondition[] {
  const conditions: LineCondition[] = [];
  for (const alternative of compiled.alternatives) {
    if (!visitFits(alternative, person, visit)) continue;
    conditions.push({
      flag: alternative.flag ?? null,
      rxno: alternative.rxno ?? null,
      scope: alternative.entitlement !== undefined && 'from' in alternative.entitlement ? visit.dise_codg : null,
    });
  }
  return conditions;
}

function visitFits(condition: Condition, person: Person, visit: Visit): boolean {
  const { insutype, psn_type, med_type, institution, entitlement } = condition;
  if (insutype !== undefined && !insutype.includes(person.insutype)) return false;
  if (med_type !== undefined && !med_type.includes(visit.med_type)) return false;
  if (psn_type !== undefined && !psn_type.some((prefix) => person.psn_type.startsWith(prefix))) return false;
  if (institution !== undefined) {
    const { kind, level, dual_channel } = visit.institution;
    if (institution.kind !== undefined && !institution.kind.includes(kind)) return false;
    if (institution.level !== undefined && (level === null || !institution.level.includes(level))) return false;
    if (institution.dual_channel !== undefined && institution.dual_channel !== dual_channel) return false;
  }
  if (entitlement === undefined) return true;
  return entitled(person, 'from' in entitlement ? visit.dise_codg : entitlement.opsp_dise_code, visit);
}

function entitled(person: Person, code: string | null, visit: Visit): boolean {
  if (code === null || code === '') return false;
  const day = visit.begntime.slice(0, 10);
  return person.entitlements.some((held) => held.opsp_dise_code === code && validOn(day, held.begndate, held.enddate));
}

/** Whether a layer sees this person at all. */
export function layerApplies({ layer }: CompiledLayer, person: Person): boolean {
  const { insutype, psn_type, cvlserv_flag, aid_category, commercial } = layer.when;
  return (
    (insutype === undefined || insutype.includes(person.insutype)) &&
    (psn_type === undefined || psn_type.some((prefix) => person.psn_type.startsWith(prefix))) &&
    (cvlserv_flag === undefined || cvlserv_flag === person.cvlserv_flag) &&
    (aid_category === undefined || (person.aid_category !== null && aid_category.includes(person.aid_category))) &&
    (commercial === undefined || commercial === person.commercial)
  );
}

/**
 * Reads a policy pack from a parsed JSON document and finds every fault, each naming file, rule and field. A pack with
 * one fault is no pack. Must never fill a gap with a default that pays: what is absent asks for nothing, limits nothing
 * and pays nothing, and what would be ambiguous is refused.
 */
import { readCheck } from '../checks/read.ts';
import type { Fen } from '../money.ts';
import { AID_CATEGORIES, INSTITUTION_KINDS, INSTITUTION_LEVELS } from '../settlement/case.ts';
import { parseAmount, parseRatio } from '../settlement/decimal.ts';
import {
  arrayOf,
  date,
  decimal,
  flag,
  isAbsent,
  isRecord,
  matching,
  oneOf,
  type Read,
  Reading,
  readObject,
  text,
} from '../settlement/document.ts';
import {
  type Adjustment,
  type Band,
  type Benefit,
  type Condition,
  type Example,
  LAYER_FUNDS,
  type Layer,
  type LayerCondition,
  type Limit,
  type Named,
  type Pack,
  type Sourced,
} from './pack.ts';
import { checkPack } from './soundness.ts';

export type PackErrorCode =
  | 'missing_field'
  | 'bad_value'
  | 'unknown_field'
  | 'bad_json'
  | 'duplicate_id'
  | 'accumulator_clash'
  | 'unknown_source'
  | 'unknown_fund'
  | 'date_order'
  | 'overlapping_bands'
  | 'open_band_missing'
  | 'band_below_deductible'
  | 'ratio_above_one'
  | 'uneven_deductible'
  | 'layer_order'
  | 'burden_not_nested'
  | 'ceiling_required';

/** `rule` is the benefit's or layer's id or the check's code, empty for the pack itself; `field` a JSON path. */
export interface PackError {
  readonly code: PackErrorCode;
  readonly file: string;
  readonly rule: string;
  readonly field: string;
  readonly message: string;
}

export type ReadPack = { readonly pack: Pack } | { readonly errors: readonly PackError[] };

/** Reads a parsed document. `file` is only for the errors' sake. */
export function parsePack(document: unknown, file: string): ReadPack {
  const reading = new Reading<PackErrorCode>();
  const pack = readPack(reading, document);
  // Soundness is judged of a pack whose shape is right: a second wave of faults would only follow from the first.
  if (reading.faults.length === 0) checkPack(reading, pack);
  if (reading.faults.length === 0) return { pack };
  const errors = reading.faults.map(({ code, field, message }) => ({
    code,
    file,
    rule: ruleAt(document, field),
    field,
    message,
  }));
  return { errors };
}

/** Reads the text of a pack file. */
export function parsePackText(source: string, file: string): ReadPack {
  let document: unknown;
  try {
    document = JSON.parse(source);
  } catch {
    return { errors: [{ code: 'bad_json', file, rule: '', field: '', message: 'is not a JSON document' }] };
  }
  return parsePack(document, file);
}

/** The id of the benefit or layer, or the code of the check, a path lies in. */
function ruleAt(document: unknown, field: string): string {
  const parts = /^(benefits|layers|checks)\[([0-9]+)\]/.exec(field);
  const rules = parts?.[1] === undefined || !isRecord(document) ? null : document[parts[1]];
  const rule: unknown = Array.isArray(rules) ? rules[Number(parts?.[2])] : null;
  const name = isRecord(rule) ? (rule['id'] ?? rule['code']) : null;
  return typeof name === 'string' ? name : '';
}

// ---- shapes

const id = matching(/^[a-z0-9][a-z0-9-]{0,62}$/, 'an id of lower-case letters, digits and hyphens');
const amount = decimal(parseAmount, 'yuan with at most 2 decimals');
const ratio = decimal(parseRatio, 'a share from 0 to 1 with at most 4 decimals');
const code = matching(/^[0-9]{2,6}$/, 'a code of 2 to 6 digits');
const fundPayType = matching(/^[0-9]{6}$/, 'a fund_pay_type of 6 digits');
const prefix = matching(/^[0-9]{1,6}$/, 'a prefix of 1 to 6 digits');
const burden = oneOf(['critical', 'relief']);

const some = <T>(read: Read<T>): Read<readonly T[]> => {
  const readAll = arrayOf(read);
  return (reading, field, value) =>
    Array.isArray(value) && value.length === 0
      ? reading.bad(field, 'must not be empty')
      : readAll(reading, field, value);
};

function readPack(reading: Reading<string>, document: unknown): Pack {
  const shape = {
    format: ((inner, field, value) => (value === 1 ? 1 : inner.bad(field, 'must be 1'))) satisfies Read<1>,
    id,
    version: text,
    name: readName,
    admdvs: matching(/^[0-9]{2}([0-9]{2}){0,2}$/, 'a prefix of 2, 4 or 6 digits'),
    begndate: date,
    enddate: date,
    fund_sum_includes_account: flag,
    pool: readTexts(fundPayType),
    sources: readTexts(text),
    benefits: arrayOf(readBenefit),
    layers: arrayOf(readLayer),
    checks: arrayOf(readCheck),
    examples: arrayOf(readExample),
  };
  const required = ['format', 'id', 'version', 'name', 'admdvs', 'pool', 'sources', 'benefits'] as const;
  const found = readObject(reading, '', document, shape, required);
  return {
    format: 1,
    id: found.id ?? '',
    version: found.version ?? '',
    name: found.name ?? { zh: '', en: '' },
    admdvs: found.admdvs ?? '',
    begndate: found.begndate ?? null,
    enddate: found.enddate ?? null,
    fund_sum_includes_account: found.fund_sum_includes_account ?? false,
    pool: found.pool ?? {},
    sources: found.sources ?? {},
    benefits: found.benefits ?? [],
    layers: found.layers ?? [],
    checks: found.checks ?? [],
    examples: found.examples ?? [],
  };
}

const readName: Read<Named> = (reading, field, value) => {
  const found = readObject(reading, field, value, { zh: text, en: text }, ['zh', 'en']);
  return { zh: found.zh ?? '', en: found.en ?? '' };
};

/** An object of free names whose values are read alike. */
function readTexts(read: Read<string>): Read<Readonly<Record<string, string>>> {
  return (reading, field, value) => {
    if (!isRecord(value)) return reading.bad(field, 'must be an object');
    const names = Object.keys(value);
    if (names.length === 0) return reading.bad(field, 'must not be empty');
    const shape = Object.fromEntries(names.map((name) => [name, read]));
    return Object.fromEntries(
      Object.entries(readObject(reading, field, value, shape, names)).map(([name, item]) => [name, item ?? '']),
    );
  };
}

const sourcedShape = { source: text, sample: flag };

function readSourced<T extends number>(read: Read<T>): Read<Sourced<T>> {
  return (reading, field, value) => {
    const found = readObject(reading, field, value, { ...sourcedShape, value: read }, ['value', 'source']);
    return sourced(found.value as T | undefined, found);
  };
}

function sourced<T extends number>(
  value: T | undefined,
  { source, sample }: { readonly source?: string; readonly sample?: boolean },
): Sourced<T> {
  return { value: value ?? (0 as T), source: source ?? '', sample: sample ?? false };
}

const readLimit: Read<Limit> = (reading, field, value) => {
  const shape = { ...sourcedShape, value: amount, group: id };
  const found = readObject(reading, field, value, shape, ['value', 'source', 'group']);
  return { ...sourced(found.value, found), group: found.group ?? '' };
};

const readBand: Read<Band> = (reading, field, value) => {
  const shape = { ...sourcedShape, value: ratio, upto: amount };
  const found = readObject(reading, field, value, shape, ['value', 'source']);
  return { ...sourced(found.value, found), upto: found.upto ?? null };
};

const alternativeShape = {
  insutype: some(code),
  psn_type: some(prefix),
  med_type: some(code),
  institution: readInstitutionCondition,
  flag: text,
  rxno: flag,
  entitlement: readEntitlementCondition,
};

const readCondition: Read<Condition> = (reading, field, value) =>
  readObject(reading, field, value, { ...alternativeShape, any: some(readAlternative) }, []);

function readAlternative(reading: Reading<string>, field: string, value: unknown): Omit<Condition, 'any'> {
  return readObject(reading, field, value, alternativeShape, []);
}

function readInstitutionCondition(reading: Reading<string>, field: string, value: unknown) {
  const shape = { kind: some(oneOf(INSTITUTION_KINDS)), level: some(oneOf(INSTITUTION_LEVELS)), dual_channel: flag };
  return readObject(reading, field, value, shape, []);
}

function readEntitlementCondition(
  reading: Reading<string>,
  field: string,
  value: unknown,
): NonNullable<Condition['entitlement']> | undefined {
  const found = readObject(reading, field, value, { opsp_dise_code: text, from: oneOf(['dise_codg']) }, []);
  const { opsp_dise_code, from } = found;
  if (opsp_dise_code !== undefined && from === undefined) return { opsp_dise_code };
  if (opsp_dise_code === undefined && from !== undefined) return { from };
  return reading.bad(field, 'must give either opsp_dise_code or from');
}

const readBenefit: Read<Benefit> = (reading, field, value) => {
  const shape = {
    id,
    name: readName,
    source: text,
    when: readCondition,
    deductible: readLimit,
    ratio: readSourced(ratio),
    bands: some(readBand),
    ceiling: readLimit,
    counts_for: arrayOf(burden),
    falls_through: flag,
    over_ceiling_excluded: flag,
  };
  const found = readObject(reading, field, value, shape, ['id', 'name', 'source', 'when', 'counts_for']);
  oneOfTwo(reading, field, value, 'ratio', 'bands');
  return {
    id: found.id ?? '',
    name: found.name ?? { zh: '', en: '' },
    source: found.source ?? '',
    when: found.when ?? {},
    deductible: found.deductible ?? null,
    ratio: found.ratio ?? null,
    bands: found.bands ?? null,
    ceiling: found.ceiling ?? null,
    counts_for: found.counts_for ?? [],
    falls_through: found.falls_through ?? false,
    over_ceiling_excluded: found.over_ceiling_excluded ?? false,
  };
};

function oneOfTwo(reading: Reading<string>, field: string, value: unknown, one: string, other: string): void {
  if (!isRecord(value)) return;
  const given = [one, other].filter((name) => !isAbsent(value[name]));
  if (given.length === 0) reading.fault('missing_field', `${field}.${one}`, `either ${one} or ${other} is required`);
  if (given.length === 2) reading.bad(`${field}.${other}`, `must not be given beside ${one}`);
}

const readLayerCondition: Read<LayerCondition> = (reading, field, value) => {
  const shape = {
    insutype: some(code),
    psn_type: some(prefix),
    cvlserv_flag: oneOf(['0', '1']),
    aid_category: some(oneOf(AID_CATEGORIES)),
    commercial: flag,
  };
  return readObject(reading, field, value, shape, []);
};

const readAdjustment: Read<Adjustment> = (reading, field, value) => {
  const shape = {
    aid_category: some(oneOf(AID_CATEGORIES)),
    source: text,
    deductible_factor: ratio,
    points: ratio,
    lifts_ceiling: flag,
  };
  const found = readObject(reading, field, value, shape, ['aid_category', 'source', 'deductible_factor', 'points']);
  return {
    aid_category: found.aid_category ?? [],
    source: found.source ?? '',
    deductible_factor: found.deductible_factor ?? (0 as Adjustment['points']),
    points: found.points ?? (0 as Adjustment['points']),
    lifts_ceiling: found.lifts_ceiling ?? false,
  };
};

const readLayer: Read<Layer> = (reading, field, value) => {
  const shape = {
    id,
    name: readName,
    source: text,
    base: burden,
    when: readLayerCondition,
    kind: oneOf(['tiered', 'share']),
    deductible: readSourced<Fen>(amount),
    ratio: readSourced(ratio),
    tiers: some(readBand),
    ceiling: readSourced<Fen>(amount),
    fund: oneOf(LAYER_FUNDS),
    fund_pay_type: fundPayType,
    adjustments: arrayOf(readAdjustment),
  };
  const required = ['id', 'name', 'source', 'base', 'when', 'kind', 'fund', 'fund_pay_type'] as const;
  const found = readObject(reading, field, value, shape, required);
  if (found.kind !== undefined) {
    const [wanted, refused] = found.kind === 'tiered' ? ['tiers', 'ratio'] : ['ratio', 'tiers'];
    const given = isRecord(value) ? value : {};
    if (isAbsent(given[wanted])) reading.fault('missing_field', `${field}.${wanted}`, `a ${found.kind} layer needs it`);
    if (!isAbsent(given[refused])) reading.bad(`${field}.${refused}`, `a ${found.kind} layer must not have it`);
    if (found.kind === 'share' && (found.adjustments ?? []).length > 0) {
      reading.bad(`${field}.adjustments`, 'a share layer must not have them');
    }
  }
  return {
    id: found.id ?? '',
    name: found.name ?? { zh: '', en: '' },
    source: found.source ?? '',
    base: found.base ?? 'relief',
    when: found.when ?? {},
    kind: found.kind ?? 'share',
    deductible: found.deductible ?? null,
    ratio: found.ratio ?? null,
    tiers: found.tiers ?? null,
    ceiling: found.ceiling ?? null,
    fund: found.fund ?? 'oth_pay',
    fund_pay_type: found.fund_pay_type ?? '',
    adjustments: found.adjustments ?? [],
  };
};

const readDetail: Read<Example['expect']['setldetail'][number]> = (reading, field, value) => {
  const names = ['fund_pay_type', 'fund_payamt'] as const;
  const found = readObject(reading, field, value, { fund_pay_type: text, fund_payamt: text }, names);
  return { fund_pay_type: found.fund_pay_type ?? '', fund_payamt: found.fund_payamt ?? '' };
};

const readExample: Read<Example> = (reading, field, value) => {
  const shape = {
    name: text,
    case: ((_inner, _field, member) => member) satisfies Read<unknown>,
    expect: readExpectation,
  };
  const found = readObject(reading, field, value, shape, ['name', 'case', 'expect']);
  return {
    name: found.name ?? '',
    case: found.case,
    expect: found.expect ?? { setlinfo: {}, setldetail: [], benefits: [], accumulators: {}, warnings: [] },
  };
};

function readExpectation(reading: Reading<string>, field: string, value: unknown): Example['expect'] {
  const shape = {
    setlinfo: readTexts(text),
    setldetail: arrayOf(readDetail),
    benefits: arrayOf<string | null>((inner, path, item) => (item === null ? null : text(inner, path, item))),
    accumulators: ((inner, path, item) =>
      isRecord(item) && Object.keys(item).length === 0 ? {} : readTexts(text)(inner, path, item)) satisfies Read<
      Readonly<Record<string, string>>
    >,
    warnings: arrayOf(text),
  };
  const required = ['setlinfo', 'setldetail', 'benefits', 'accumulators', 'warnings'] as const;
  const found = readObject(reading, field, value, shape, required);
  return {
    setlinfo: found.setlinfo ?? {},
    setldetail: found.setldetail ?? [],
    benefits: found.benefits ?? [],
    accumulators: found.accumulators ?? {},
    warnings: found.warnings ?? [],
  };
}

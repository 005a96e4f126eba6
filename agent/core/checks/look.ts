/**
 * Looks a basket over before it is accepted: every check of the pack against person, visit and lines, in the pack's order
 * and the lines'. Pure; the same basket finds the same things. Must never touch an amount: a finding is a sentence about
 * a sale, and what the sale costs is the engine's alone.
 */
import type { Named } from '../packs/pack.ts';
import { type CatalogueEntry, type Line, NO_LIMIT, type Person, type Visit, validOn } from '../settlement/case.ts';
import { formatPrice } from '../settlement/decimal.ts';
import { dayAfter } from '../time.ts';
import type { Check, Finding, Override, TraceShape } from './check.ts';
import type { Goods } from './goods.ts';
import { twiceIn } from './twice.ts';

export interface LookedLine {
  readonly line: Line;
  readonly entry: CatalogueEntry | null;
  readonly goods: Goods | null;
  readonly drug_trac_codg: readonly string[];
  /** 拆零: sold in parts, so that one code may be sold more than once. */
  readonly inParts: boolean;
}

/** A trace code in a sale of this terminal that was not undone. */
export interface TraceUse {
  readonly drug_trac_codg: string;
  readonly inParts: boolean;
}

/** What this terminal sold to the person before. */
export interface Purchase {
  readonly ingredient: string;
  readonly begndate: string;
  readonly days: number;
}

/** What the ledger knows about the codes and ingredients of a basket. */
export interface Known {
  readonly uses: readonly TraceUse[];
  readonly purchases: readonly Purchase[];
}

export interface Looked {
  readonly person: Person & { readonly gend: string; readonly brdy: string };
  readonly visit: Visit;
  readonly lines: readonly LookedLine[];
  readonly known: Known;
}

type Facts = Readonly<Record<string, string | number | Named>>;
/** What is wrong with one line; null: nothing. */
type LineTest = (line: LookedLine, at: number) => Facts | null;

export function lookOver(checks: readonly Check[], looked: Looked): readonly Finding[] {
  const findings: Finding[] = [];
  for (const check of checks) {
    if (!inForce(check, looked)) continue;
    if (check.kind === 'entitlement') {
      const facts = lapsed(looked);
      if (facts !== null) findings.push(finding(check, '', facts));
      continue;
    }
    const tests: [Check, LineTest][] = [[check, testOf(check, looked)]];
    if (check.kind === 'trace_used') tests.push([{ ...check, say: SCANNED_TWICE }, scannedTwice(looked)]);
    for (const [at, line] of looked.lines.entries()) {
      const { feedetl_sn, med_list_codg } = line.line;
      for (const [said, test] of tests) {
        const facts = test(line, at);
        if (facts === null) continue;
        const named = { line: feedetl_sn, name: line.goods?.name ?? med_list_codg };
        findings.push(finding(said, feedetl_sn, { ...named, ...facts }));
      }
    }
  }
  return findings;
}

/** What stands in the way of acceptance: what blocks, and what wants a reason and has none. */
export function hindering(
  findings: readonly Finding[],
  overrides: readonly Override[],
): { readonly blocked: readonly string[]; readonly unexplained: readonly string[] } {
  const open = findings.filter((one) => one.severity === 'reason' && reasonFor(one, overrides) === null);
  return {
    blocked: codesOf(findings.filter(({ severity }) => severity === 'block')),
    unexplained: codesOf(open),
  };
}

/** The overrides that answer a finding, each once; others have nothing to say. */
export function answering(findings: readonly Finding[], overrides: readonly Override[]) {
  return findings.flatMap((one) => {
    const reason = reasonFor(one, overrides);
    return reason === null ? [] : [{ code: one.code, feedetl_sn: one.feedetl_sn, severity: one.severity, reason }];
  });
}

function reasonFor({ code, feedetl_sn }: Finding, overrides: readonly Override[]): string | null {
  const given = overrides.find((one) => one.code === code && one.feedetl_sn === feedetl_sn)?.reason.trim();
  return given === undefined || given === '' ? null : given;
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))];
}

function inForce({ when }: Check, { person, visit }: Looked): boolean {
  const { insutype, med_type, begndate, enddate } = when;
  return (
    (insutype === undefined || insutype.includes(person.insutype)) &&
    (med_type === undefined || med_type.includes(visit.med_type)) &&
    validOn(dayOf(visit), begndate ?? null, enddate ?? null)
  );
}

const dayOf = (visit: Visit) => visit.begntime.slice(0, 10);

function testOf(check: Exclude<Check, { kind: 'entitlement' }>, looked: Looked): LineTest {
  const { person, visit } = looked;
  switch (check.kind) {
    case 'sex':
      return ({ goods }) => {
        const other = goods?.gend === '1' ? '2' : '1';
        return goods?.gend && person.gend === other ? { limit: SEX[goods.gend] } : null;
      };
    case 'age':
      return ({ goods }) => unsuitableAge(goods, ageOn(person.brdy, dayOf(visit)));
    case 'disease':
      return ({ goods }) =>
        goods !== null && goods.dise_codg.length > 0 && !goods.dise_codg.some((code) => suffers(looked, code))
          ? { limit: goods.dise_codg.join(', ') }
          : null;
    case 'institution_level': {
      const { level } = visit.institution;
      return ({ goods }) =>
        goods !== null && goods.hosp_lv.length > 0 && (level === null || !goods.hosp_lv.includes(level))
          ? { limit: goods.hosp_lv.join(', ') }
          : null;
    }
    case 'dual_channel':
      return ({ goods }) => (goods?.dual_channel === '1' && !visit.institution.dual_channel ? {} : null);
    case 'prescription':
      return ({ goods, line }) => (goods?.rx_flag === '1' && line.rxno === null ? {} : null);
    case 'price_ceiling':
      return ({ entry, line }) => {
        const limit = entry?.pric_uplmt_amt ?? NO_LIMIT;
        return limit !== NO_LIMIT && line.pric > limit
          ? { pric: formatPrice(line.pric), limit: formatPrice(limit) }
          : null;
      };
    case 'repeat':
      return ({ goods }) => tooSoon(looked, goods, check.early_days);
    case 'supply':
      return overSupply(check.max_days);
    case 'trace_missing':
      return ({ goods, line, drug_trac_codg, inParts }) => {
        const needed = goods?.trac !== 'coded' ? 0 : inParts ? 1 : Math.ceil(line.cnt / COUNT_ONE);
        return drug_trac_codg.length < needed ? { given: drug_trac_codg.length, needed } : null;
      };
    case 'trace_malformed':
      return ({ drug_trac_codg }) => some(drug_trac_codg.filter((code) => !check.shapes.some(shapeOf(code))));
    case 'trace_product':
      return ({ goods, drug_trac_codg }) => {
        const products = goods?.trac_product ?? [];
        const foreign = (code: string) => !products.some((product) => code.startsWith(product.slice(0, check.digits)));
        return products.length === 0 ? null : some(drug_trac_codg.filter(foreign));
      };
    case 'trace_used':
      return soldBefore(looked);
    default:
      return check satisfies never;
  }
}

/** Of `Count`. */
const COUNT_ONE = 10_000;

const SEX: Readonly<Record<'1' | '2', Named>> = { '1': { zh: '男', en: 'men' }, '2': { zh: '女', en: 'women' } };

/** Whole years on a day; null when the date of birth is not known. */
function ageOn(brdy: string, day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(brdy)) return null;
  const years = Number(day.slice(0, 4)) - Number(brdy.slice(0, 4));
  return day.slice(5) < brdy.slice(5) ? years - 1 : years;
}

function unsuitableAge(goods: Goods | null, age: number | null): Facts | null {
  if (goods === null || age === null) return null;
  const { age_min, age_max } = goods;
  if ((age_min === null || age >= age_min) && (age_max === null || age <= age_max)) return null;
  return {
    age,
    limit: age_max === null ? `≥ ${age_min}` : age_min === null ? `≤ ${age_max}` : `${age_min}–${age_max}`,
  };
}

function suffers({ person, visit }: Looked, code: string): boolean {
  const day = dayOf(visit);
  const held = person.entitlements.some(
    (one) => one.opsp_dise_code === code && validOn(day, one.begndate, one.enddate),
  );
  return held || visit.dise_codg === code;
}

/** The visit is for a disease whose entitlement has ended, and no other entitlement to it is valid. */
function lapsed({ person, visit }: Looked): Facts | null {
  const day = dayOf(visit);
  const held = person.entitlements.filter((one) => one.opsp_dise_code === visit.dise_codg);
  if (visit.dise_codg === null || held.some((one) => validOn(day, one.begndate, one.enddate))) return null;
  const ended = held.flatMap(({ enddate }) => (enddate !== null && enddate < day ? [enddate] : [])).toSorted();
  const until = ended.at(-1);
  return until === undefined ? null : { dise_codg: visit.dise_codg, until };
}

/** Days a line lasts; null when that is not known, as for what is sold in parts. */
function daysOf({ goods, line, inParts }: LookedLine): number | null {
  if (goods === null || goods.pack_days === null || inParts) return null;
  return Math.floor((goods.pack_days * line.cnt) / COUNT_ONE);
}

/** What of a basket the person will have bought, for later looks. */
export function purchasesOf(lines: readonly LookedLine[]): readonly Omit<Purchase, 'begndate'>[] {
  return lines.flatMap((line) => {
    const days = daysOf(line);
    const ingredient = line.goods?.ingredient ?? null;
    return ingredient === null || days === null || days === 0 ? [] : [{ ingredient, days }];
  });
}

function tooSoon({ known, visit }: Looked, goods: Goods | null, earlyDays: number): Facts | null {
  const day = dayOf(visit);
  let last: { begndate: string; until: string } | null = null;
  for (const { ingredient, begndate, days } of known.purchases) {
    if (ingredient !== goods?.ingredient) continue;
    const until = dayAfter(begndate, days);
    if (last === null || until > last.until) last = { begndate, until };
  }
  return last !== null && day < dayAfter(last.until, -earlyDays) ? last : null;
}

/** Several lines of one ingredient count together, each line seeing those before it. */
function overSupply(limit: number): LineTest {
  const taken = new Map<string, number>();
  return (line) => {
    const own = daysOf(line);
    if (own === null) return null;
    const key = line.goods?.ingredient ?? line.line.med_list_codg;
    const days = (taken.get(key) ?? 0) + own;
    taken.set(key, days);
    return days > limit ? { days, limit } : null;
  };
}

function shapeOf(code: string): (shape: TraceShape) => boolean {
  const digits = /^[0-9]+$/.test(code);
  return ({ begins, least, most }) => digits && code.startsWith(begins) && code.length >= least && code.length <= most;
}

/** Sold before, in a sale that stands. */
function soldBefore({ known }: Looked): LineTest {
  return ({ drug_trac_codg, inParts }) => some(drug_trac_codg.filter((code) => isSold(known, code, inParts)));
}

function isSold({ uses }: Known, code: string, inParts: boolean): boolean {
  return uses.some((use) => use.drug_trac_codg === code && !(use.inParts && inParts));
}

/** Not the pack's words: they speak of a sale before this one. */
const SCANNED_TWICE: Named = {
  zh: '追溯码在本单中重复：{trac}（{name}，第 {first} 行已有）',
  en: 'This basket holds the trace code twice: {trac} ({name}; it is on line {first} already)',
};

function scannedTwice({ lines, known }: Looked): LineTest {
  const coded = lines.map(({ line: { feedetl_sn }, drug_trac_codg, inParts }) => ({
    feedetl_sn,
    drug_trac_codg,
    inParts,
  }));
  const again = twiceIn(coded).filter(
    ({ drug_trac_codg, at }) => !isSold(known, drug_trac_codg, lines[at]?.inParts === true),
  );
  return (_line, at) => {
    const here = again.filter((one) => one.at === at);
    const facts = some(here.map((one) => one.drug_trac_codg));
    return facts === null ? null : { ...facts, first: [...new Set(here.map(({ first }) => first))].join(', ') };
  };
}

const SHOWN = 3;

function some(codes: readonly string[]): Facts | null {
  if (codes.length === 0) return null;
  return { trac: codes.slice(0, SHOWN).join(', ') + (codes.length > SHOWN ? ' …' : '') };
}

function finding({ code, severity, say, source }: Check, feedetl_sn: string, facts: Facts): Finding {
  const fill = (language: keyof Named) =>
    say[language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = facts[name] ?? '';
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { code, severity, feedetl_sn, zh: fill('zh'), en: fill('en'), source };
}

/**
 * What a sale was computed from, as the text that is kept with it. Places instead of names, and no usual values: it is
 * sealed, hashed and stored with every sale, and half of it was names. Sales of earlier days have it with names; both
 * are read for ever, so a place may be added at an end and none may be moved.
 */
import type { Fen } from '../money.ts';
import type { CatalogueEntry, Person, Visit } from './case.ts';
import type { ReplayFacts, Work } from './replay.ts';

/** The first item says that it is this form, and which. */
const FORM = 1;

type Kept = readonly [
  form: typeof FORM,
  person: readonly unknown[],
  visit: readonly unknown[],
  /** Empty where the caller gave no total at all. */
  stated: ReplayFacts['stated'],
  entries: readonly (readonly unknown[])[],
  lines: readonly (readonly [Fen, Fen, Fen, Fen, Fen, string | number | null])[],
  benefits: Work['benefits'],
  layers: Work['layers'],
];

const PERSON = [
  ...(['psn_no', 'insutype', 'psn_type', 'insuplc_admdvs', 'cvlserv_flag', 'balc', 'aid_category'] as const),
  ...(['entitlements', 'commercial', 'mulaid', 'accumulators'] as const),
] satisfies readonly (keyof Person)[];

const VISIT = [
  ...(['med_type', 'begntime', 'dise_codg', 'fixmedins_code', 'mdtrtarea_admvs', 'acct_used_flag'] as const),
  'institution',
] satisfies readonly (keyof Visit)[];

const ENTRY = [
  ...(['med_list_codg', 'chrgitm_lv', 'selfpay_prop', 'pric_uplmt_amt', 'flags', 'opsp_scope'] as const),
  ...(['acct_payable', 'begndate', 'enddate'] as const),
] satisfies readonly (keyof CatalogueEntry)[];

/** What most entries say, and what one that ends early says from there on. */
const USUAL = {
  ...{ selfpay_prop: null, pric_uplmt_amt: null, flags: [], opsp_scope: [] },
  ...{ acct_payable: true, begndate: null, enddate: null },
} as const;

export function factsText({ person, visit, stated, entries, work }: ReplayFacts): string {
  const kept: Kept = [
    FORM,
    PERSON.map((name) => person[name]),
    VISIT.map((name) => visit[name]),
    stated.every((one) => one === null) ? [] : stated,
    entries.map(shortened),
    work.lines.map((line) => [line[0], line[1], line[2], line[3], line[4], placeOf(line[5], work.benefits)] as const),
    work.benefits,
    work.layers,
  ];
  return JSON.stringify(kept);
}

/** Throws SyntaxError for what is no JSON at all. */
export function factsOfText(text: string): ReplayFacts {
  const kept = JSON.parse(text) as Kept | ReplayFacts;
  if (!isPlaces(kept)) return kept;
  const [, person, visit, stated, entries, lines, benefits, layers] = kept;
  return {
    person: named(PERSON, person) as unknown as Person,
    visit: named(VISIT, visit) as unknown as Visit,
    stated: stated.length === 0 ? lines.map(() => null) : stated,
    entries: entries.map((entry) => ({ ...USUAL, ...named(ENTRY, entry) }) as unknown as CatalogueEntry),
    work: {
      lines: lines.map(([gross, own, over, pre, scope, at]) => {
        return [gross, own, over, pre, scope, typeof at === 'number' ? (benefits[at]?.[0] ?? null) : at] as const;
      }),
      benefits,
      layers,
    },
  };
}

function isPlaces(kept: Kept | ReplayFacts): kept is Kept {
  return Array.isArray(kept);
}

function shortened(entry: CatalogueEntry): readonly unknown[] {
  let end = ENTRY.length;
  for (let name = ENTRY[end - 1]; name !== undefined && isUsual(entry, name); name = ENTRY[end - 1]) end -= 1;
  return ENTRY.slice(0, end).map((name) => entry[name]);
}

function isUsual(entry: CatalogueEntry, name: keyof CatalogueEntry): boolean {
  if (!(name in USUAL)) return false;
  const [is, usual] = [entry[name], USUAL[name as keyof typeof USUAL]];
  return is === usual || (Array.isArray(is) && is.length === 0);
}

/** A benefit by its place among those that paid; by its id when it is not one of them. */
function placeOf(id: string | null, benefits: Work['benefits']): string | number | null {
  if (id === null) return null;
  const at = benefits.findIndex(([one]) => one === id);
  return at < 0 ? id : at;
}

function named(names: readonly string[], values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = {};
  for (const [at, name] of names.entries()) if (at < values.length) made[name] = values[at];
  return made;
}

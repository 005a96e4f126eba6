/**
 * The installed catalogue as one JSON file: `{version, entries: [...]}`, each entry the national fields of settlement.md 6
 * and, beside them, what the shop's shelf needs (name, spec, price, own code, EAN-13) and what the counter checks go by
 * (`goods`), which the engine never sees.
 */
import { readFileSync } from 'node:fs';
import { type Goods, readGoods } from '../core/checks/goods.ts';
import type { CatalogueEntry } from '../core/settlement/case.ts';
import { isRecord, Reading } from '../core/settlement/document.ts';
import { parseCatalogue } from '../core/settlement/parse.ts';
import type { CatalogueSource } from '../ports/catalogue.ts';

export class CatalogueFileError extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'CatalogueFileError';
    this.path = path;
  }
}

/** The shop's side of one entry, as the document has it. */
export interface JsonGood {
  readonly med_list_codg: string;
  readonly name?: string;
  readonly pinyin?: string;
  readonly spec?: string;
  readonly pric?: string;
  readonly medins_list_codg?: string;
  readonly ean13?: string;
  readonly drug_trac_prod?: string;
}

export interface JsonCatalogue extends CatalogueSource {
  goodsOf(med_list_codg: string): Goods | null;
  readonly goods: readonly JsonGood[];
}

const SHOP = ['name', 'pinyin', 'spec', 'pric', 'medins_list_codg', 'ean13', 'drug_trac_prod'] as const;

const NATIONAL: readonly (keyof CatalogueEntry)[] = [
  'med_list_codg',
  'chrgitm_lv',
  'selfpay_prop',
  'pric_uplmt_amt',
  'flags',
  'opsp_scope',
  'acct_payable',
  'begndate',
  'enddate',
];

/** Throws CatalogueFileError naming the entry and the field. */
export function openCatalogue(path: string): JsonCatalogue {
  const { version, entries } = readDocument(path);
  const rows = entries.map((entry) =>
    typeof entry === 'object' && entry !== null
      ? Object.fromEntries(Object.entries(entry).filter(([name]) => (NATIONAL as readonly string[]).includes(name)))
      : entry,
  );
  const parsed = parseCatalogue(rows, 'entries');
  if ('error' in parsed) throw new CatalogueFileError(path, `${parsed.error.field} ${parsed.error.message}`);
  const goods = entries.map((entry) => goodOf(path, entry as Readonly<Record<string, unknown>>));
  const facts = factsOf(path, entries);
  return {
    version,
    entries: (med_list_codg) => parsed.value.get(med_list_codg) ?? [],
    goods,
    goodsOf: (med_list_codg) => facts.get(med_list_codg) ?? null,
  };
}

/** What the counter checks go by, of the entries that say it. */
function factsOf(path: string, entries: readonly unknown[]): ReadonlyMap<string, Goods> {
  const reading = new Reading<string>();
  const facts = new Map<string, Goods>();
  for (const [at, entry] of entries.entries()) {
    if (!isRecord(entry) || entry['goods'] === undefined) continue;
    const code = String(entry['med_list_codg']);
    const read = readGoods(String(entry['name'] ?? code));
    const goods = read(reading, `entries[${at}].goods`, entry['goods']);
    if (goods !== undefined) facts.set(code, goods);
  }
  const [fault] = reading.faults;
  if (fault !== undefined) throw new CatalogueFileError(path, `${fault.field} ${fault.message}`);
  return facts;
}

function goodOf(path: string, entry: Readonly<Record<string, unknown>>): JsonGood {
  const texts = SHOP.flatMap((name): [string, string][] => {
    const value = entry[name];
    if (value === undefined || value === null || value === '') return [];
    if (typeof value !== 'string')
      throw new CatalogueFileError(path, `${name} of ${String(entry['med_list_codg'])} must be a text`);
    return [[name, value]];
  });
  return { med_list_codg: String(entry['med_list_codg']), ...Object.fromEntries(texts) };
}

function readDocument(path: string): { readonly version: string; readonly entries: readonly unknown[] } {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CatalogueFileError(path, error instanceof Error ? error.message : 'can not be read');
  }
  if (typeof document !== 'object' || document === null || !('version' in document) || !('entries' in document))
    throw new CatalogueFileError(path, 'must be an object with version and entries');
  const { version, entries } = document;
  if (typeof version !== 'string' || version === '') throw new CatalogueFileError(path, 'version must be a text');
  if (!Array.isArray(entries)) throw new CatalogueFileError(path, 'entries must be a list');
  return { version, entries };
}

/**
 * One finished catalogue for look-ups: prepared statements over a file that never changes. Answers at once; gives up no
 * lock and writes nothing.
 */
import { type Goods, plainGoods } from '../../core/checks/goods.ts';
import { isEan13 } from '../../core/scan/reading.ts';
import type { CatalogueEntry, ItemLevel } from '../../core/settlement/case.ts';
import { validOn } from '../../core/settlement/case.ts';
import { formatPrice, type Price, type Ratio } from '../../core/settlement/decimal.ts';
import type { CatalogueGood, CatalogueLookup, Found, FoundBy } from '../../ports/catalogue.ts';
import { CatalogueFileError } from '../catalogue-file.ts';
import { openFinished, readMeta } from './schema.ts';
import { question } from './words.ts';

export interface OpenCatalogue extends CatalogueLookup {
  close(): void;
}

type EntryRow = [
  begndate: string,
  enddate: string | null,
  lv: ItemLevel,
  prop: Ratio | null,
  cap: Price | null,
  flags: string | null,
  scope: string | null,
  acct: number,
];

interface ItemRow {
  readonly kind: string;
  readonly name: string | null;
  readonly genname: string | null;
  readonly spec: string | null;
  readonly unit: string | null;
  readonly maker: string | null;
  readonly begndate: string | null;
  readonly enddate: string | null;
}

interface ShelfRow {
  readonly code: string;
  readonly shop: string;
  readonly name: string | null;
  readonly ean13: string | null;
  readonly pric: Price | null;
  readonly begndate: string | null;
  readonly enddate: string | null;
}

/** 西药中成药: what carries trace codes. */
const CODED: ReadonlySet<string> = new Set(['1301']);
const NONE: readonly string[] = [];
const listOf = (text: string | null) => (text === null ? NONE : text.split(','));
/** The product part of a trace code: its first digits. */
const PRODUCT_DIGITS = 7;
const TRACE = /^8[0-9]{19}$/;

/** Throws CatalogueFileError. */
export function openFinishedCatalogue(path: string): OpenCatalogue {
  const db = openFinished(path);
  const version = readMeta(db, 'version');
  if (version === null) {
    db.close();
    throw new CatalogueFileError(path, 'was never finished');
  }
  const entryRows = db
    .prepare('SELECT begndate, enddate, lv, prop, cap, flags, scope, acct FROM entry WHERE code = ?')
    .raw();
  const items = db.prepare(
    "SELECT kind, name, genname, spec, unit, maker, begndate, enddate FROM item WHERE code = ? AND valid IS NOT 0 ORDER BY coalesce(begndate, '') DESC, id",
  );
  const SHELF = 'SELECT code, shop, name, ean13, pric, begndate, enddate FROM shelf WHERE valid IS NOT 0 AND';
  const shelfOf = {
    national: db.prepare(`${SHELF} code = ? ORDER BY shop`),
    shop: db.prepare(`${SHELF} shop = ? ORDER BY id`),
    ean13: db.prepare(`${SHELF} ean13 = ? ORDER BY shop`),
    trace: db.prepare(`${SHELF} product = ? ORDER BY shop`),
  };
  const facts = db.prepare(
    "SELECT kind, name, genname, otc FROM item WHERE code = ? AND valid IS NOT 0 ORDER BY coalesce(begndate, '') DESC, id LIMIT 1",
  );
  const products = db
    .prepare('SELECT DISTINCT product FROM shelf WHERE code = ? AND product IS NOT NULL AND valid IS NOT 0 ORDER BY 1')
    .pluck();
  const byName = db
    .prepare(
      'SELECT g.code FROM (SELECT rowid FROM name_index WHERE name_index MATCH ? ORDER BY rowid LIMIT ?) n JOIN good g ON g.rank = n.rowid ORDER BY g.rank',
    )
    .pluck();
  const byPinyin = db.prepare('SELECT code FROM good WHERE pinyin >= ? AND pinyin < ? ORDER BY rank LIMIT ?').pluck();
  // One letter fits so many that walking by rank ends sooner than sorting what the index finds.
  const byLetter = db
    .prepare('SELECT code FROM good NOT INDEXED WHERE pinyin >= ? AND pinyin < ? ORDER BY rank LIMIT ?')
    .pluck();
  const byCode = db.prepare('SELECT code FROM good WHERE code >= ? AND code < ? ORDER BY code LIMIT ?').pluck();

  function entries(code: string): readonly CatalogueEntry[] {
    return (entryRows.all(code) as EntryRow[]).map(([begndate, enddate, lv, prop, cap, flags, scope, acct]) => ({
      med_list_codg: code,
      chrgitm_lv: lv,
      selfpay_prop: prop,
      pric_uplmt_amt: cap,
      flags: listOf(flags),
      opsp_scope: listOf(scope),
      acct_payable: acct === 1,
      begndate: begndate === '' ? null : begndate,
      enddate,
    }));
  }

  /** Null: the catalogue does not have it on that day. */
  function goodOf(code: string, day: string, shelf: readonly ShelfRow[]): CatalogueGood | null {
    const records = items.all(code) as ItemRow[];
    const item = records.find((row) => validOn(day, row.begndate, row.enddate));
    const entry = entries(code).find((row) => validOn(day, row.begndate, row.enddate)) ?? null;
    if (item === undefined && entry === null && shelf.length === 0) return null;
    return {
      med_list_codg: code,
      kind: item?.kind ?? null,
      name: item?.name ?? item?.genname ?? shelf[0]?.name ?? '',
      genname: item?.genname ?? null,
      spec: item?.spec ?? null,
      unit: item?.unit ?? null,
      maker: item?.maker ?? null,
      entry,
      shelf: shelf.map(({ shop, ean13, pric }) => ({
        medins_list_codg: shop,
        ean13,
        pric: pric === null ? null : formatPrice(pric),
      })),
    };
  }

  /** What the national files say for the counter checks; what they leave open limits nothing. */
  function factsOf(code: string): Goods | null {
    const [item] = facts.all(code) as {
      kind: string;
      name: string | null;
      genname: string | null;
      otc: string | null;
    }[];
    if (item === undefined) return null;
    const flags = entries(code).flatMap((entry) => entry.flags);
    return {
      ...plainGoods(item.name ?? item.genname ?? code),
      ingredient: item.genname,
      rx_flag: item.otc === '0' ? '1' : '0',
      dual_channel: flags.includes('dual_channel') ? '1' : '0',
      trac: CODED.has(item.kind) ? 'coded' : 'none',
      trac_product: products.all(code) as string[],
    };
  }

  function shelfOn(by: FoundBy, value: string, day: string): readonly ShelfRow[] {
    return (shelfOf[by].all(value) as ShelfRow[]).filter((row) => validOn(day, row.begndate, row.enddate));
  }

  function goodsOf(by: FoundBy, value: string, day: string): Found | null {
    const shelf = shelfOn(by, value, day);
    const codes = by === 'national' ? [value] : [...new Set(shelf.map(({ code }) => code))];
    const goods = codes.map((code) =>
      goodOf(
        code,
        day,
        shelf.filter((row) => row.code === code),
      ),
    );
    const found = goods.filter((good) => good !== null);
    return found.length === 0 ? null : { by, goods: found };
  }

  const lookUp: CatalogueLookup['lookUp'] = (text, day) =>
    goodsOf('national', text, day) ??
    goodsOf('shop', text, day) ??
    (isEan13(text) ? goodsOf('ean13', text, day) : null) ??
    (TRACE.test(text) ? goodsOf('trace', text.slice(0, PRODUCT_DIGITS), day) : null);

  return {
    version,
    entries,
    goodsOf: factsOf,
    lookUp,
    find(text, day, limit) {
      const asked = text.trim();
      if (asked === '') return [];
      const exact = lookUp(asked, day);
      if (exact !== null) return exact.goods.slice(0, limit);
      const codes = new Set<string>();
      if (/^[0-9a-z]+$/i.test(asked)) {
        const upper = asked.toUpperCase();
        const initials = upper.length === 1 ? byLetter : byPinyin;
        for (const code of initials.all(upper, `${upper}~`, limit)) codes.add(code as string);
        for (const code of byCode.all(upper, `${upper}~`, limit)) codes.add(code as string);
      }
      const words = question(asked);
      if (words !== '') for (const code of byName.all(words, limit)) codes.add(code as string);
      const goods: CatalogueGood[] = [];
      for (const code of codes) {
        const good = goodOf(code, day, shelfOn('national', code, day));
        if (good !== null && goods.length < limit) goods.push(good);
      }
      return goods;
    },
    close: () => void db.close(),
  };
}

export interface CatalogueSummary {
  readonly version: string;
  readonly goods: number;
  readonly entries: number;
  /** Of the last import. */
  readonly sources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly good: number;
    readonly bad: number;
  }[];
}

/** What a finished file says of itself. Throws CatalogueFileError. */
export function summaryOf(path: string): CatalogueSummary {
  const db = openFinished(path);
  try {
    const { goods, entries } = JSON.parse(readMeta(db, 'counts') ?? '{}') as { goods: number; entries: number };
    const sources = db
      .prepare('SELECT name, kind, good, bad FROM source ORDER BY id')
      .all() as CatalogueSummary['sources'];
    return { version: readMeta(db, 'version') ?? '', goods, entries, sources };
  } finally {
    db.close();
  }
}

/**
 * One text of a catalogue file into the file being built: row by row, 10,000 to a transaction, each with the place it came
 * to, so that an import that was killed goes on there. A bad row is noted and the rest goes in. Must never leave a row
 * half in.
 */
import { CatalogueFileError } from '../catalogue-file.ts';
import { linesOf, type PackedText } from './archive.ts';
import { type Layout, type Place, placesOf } from './layout.ts';
import { type CellFault, rowReader, type Value } from './row.ts';
import type { Db } from './schema.ts';

export interface Loading {
  readonly db: Db;
  /** Region the terminal serves, 6 digits; null takes the rows of the one region there is. */
  readonly admdvs: string | null;
  readonly initials: (name: string) => string;
  /** After every transaction. */
  readonly onRows: (name: string, rows: number, part: number) => void;
}

interface Source {
  readonly id: number;
  rows: number;
  good: number;
  bad: number;
  elsewhere: number;
}

const EACH = 10_000;
const MOST_ROWS = 5_000_000;
/** Bad rows told one by one; all are counted. */
const MOST_FAULTS = 10_000;
/** What files write where they have no trade name. */
const NO_NAME = new Set(['无', '-', '/', '—']);

export async function loadText(loading: Loading, layout: Layout, text: PackedText): Promise<void> {
  const { db } = loading;
  const source = sourceOf(db, layout, text.name);
  if (source === null) return;
  const done = source.rows;
  let line = 0;
  let characters = 0;
  let write: ((cells: readonly string[]) => CellFault | 'good' | 'elsewhere') | null = null;
  const noteFault = db.prepare('INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?)');
  const save = db.prepare('UPDATE source SET rows = ?, good = ?, bad = ?, elsewhere = ?, done = ? WHERE id = ?');
  const commit = (finished: 0 | 1) => {
    save.run(line, source.good, source.bad, source.elsewhere, finished, source.id);
    db.exec('COMMIT');
    source.rows = line;
    // Characters beside bytes: the share of a Chinese text lags a little, and is whole only at the end.
    loading.onRows(text.name, line, finished === 1 ? 1 : Math.min(0.99, characters / text.size));
  };
  db.exec('BEGIN');
  try {
    for await (const lines of linesOf(text)) {
      for (const raw of lines) {
        line += 1;
        characters += raw.length;
        if (line > MOST_ROWS) throw new CatalogueFileError(text.name, `has more than ${MOST_ROWS} rows`);
        const row = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
        if (row === '' || (write !== null && line <= done)) continue;
        const cells = row.split('\t');
        if (write === null) {
          const started = startOf(layout, text.name, cells);
          write = rowWriter(loading, layout, started.places, cells.length);
          if (started.heading || line <= done) continue;
        }
        const outcome = write(cells);
        if (typeof outcome === 'string') source[outcome] += 1;
        else {
          source.bad += 1;
          if (source.bad <= MOST_FAULTS)
            noteFault.run(source.id, line, outcome.column, outcome.field, outcome.reason, outcome.value);
        }
        if (line % EACH === 0) {
          commit(0);
          db.exec('BEGIN');
        }
      }
    }
    // An empty file is an answer without news; one of bad rows alone is of another kind than its name says.
    if (source.bad > 0 && source.good + source.elsewhere === 0)
      throw new CatalogueFileError(text.name, `holds no good row of ${layout.kind}${firstFault(db, source.id)}`);
    commit(1);
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Null: it is in already. */
function sourceOf(db: Db, layout: Layout, name: string): Source | null {
  db.prepare(
    'INSERT OR IGNORE INTO source(name, kind, rows, good, bad, elsewhere, done) VALUES (?, ?, 0, 0, 0, 0, 0)',
  ).run(name, layout.kind);
  const row = db.prepare('SELECT * FROM source WHERE name = ?').get(name) as Source & { readonly done: number };
  return row.done === 1 ? null : { ...row };
}

function startOf(layout: Layout, name: string, cells: readonly string[]) {
  const [first = '', ...rest] = cells;
  const found = placesOf(layout, [first.replace(/^\ufeff/, ''), ...rest]);
  if ('why' in found) throw new CatalogueFileError(name, found.why);
  return found;
}

/** Of each table, the columns a file may fill. */
const COLUMNS = {
  item: ['code', 'name', 'genname', 'spec', 'unit', 'maker', 'pinyin', 'otc', 'begndate', 'enddate', 'valid'],
  term: ['code', 'lv', 'cap', 'prop', 'flags', 'scope', 'acct', 'begndate', 'enddate', 'valid'],
  shelf: ['code', 'shop', 'name', 'ean13', 'product', 'pric', 'begndate', 'enddate', 'valid'],
} as const;

function rowWriter(loading: Loading, layout: Layout, places: readonly Place[], width: number) {
  const { db, admdvs, initials } = loading;
  const { table, kind } = layout;
  const at = (field: string) => places.findIndex((place) => place.field === field);
  const [code, name, genname, pinyin, rid] = ['code', 'name', 'genname', 'pinyin', 'rid'].map(at) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [region, variant, begndate, shop] = ['region', 'variant', 'begndate', 'shop'].map(at) as [
    number,
    number,
    number,
    number,
  ];
  const namePlace = places[name];
  const columns = COLUMNS[table].filter((column) => at(column) >= 0);
  const fixed = table === 'term' ? ['key', 'kind', 'weight'] : ['key', 'kind'];
  const all = [...fixed, ...columns];
  const insert = db.prepare(
    `INSERT INTO ${table}(${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
     ON CONFLICT(key) DO UPDATE SET ${all.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
  const order = columns.map(at);
  const values: Value[] = new Array(places.length).fill(null);
  const read = rowReader(places, width);
  const regionOk = regionFilter(db, admdvs);
  return (cells: readonly string[]): CellFault | 'good' | 'elsewhere' => {
    const fault = read(cells, values);
    if (fault !== null) return fault;
    const weight = region < 0 ? 0 : regionOk(values[region] as string | null);
    if (weight === null) return 'elsewhere';
    if (table === 'item') {
      if (NO_NAME.has(values[name] as string)) values[name] = null;
      const shown = (values[name] ?? values[genname] ?? null) as string | null;
      if (shown === null)
        return { column: (namePlace?.column ?? 0) + 1, field: namePlace?.head ?? '', reason: 'is required', value: '' };
      // Their own column, where it is filled, may hold anything: letters alone are taken.
      const own = values[pinyin] as string | null;
      values[pinyin] = own !== null && /^[A-Za-z0-9]+$/.test(own) ? own.toUpperCase() : initials(shown);
    }
    const id = values[rid] as string | null;
    const told =
      id ?? [code, begndate, region, variant, shop].map((one) => (one < 0 ? '' : (values[one] ?? ''))).join('|');
    const row = order.map((one) => values[one] ?? null);
    insert.run(`${kind}/${told}`, kind, ...(table === 'term' ? [weight] : []), ...row);
    return 'good';
  };
}

/** 370102 is under 370100 and 370000: the digits of a region without its trailing pairs of zeros. */
const stemOf = (region: string) => region.replace(/(00)+$/, '');

/** How narrow a row's region is; null: it is for another one. Without a region of our own all rows must name the same. */
function regionFilter(db: Db, admdvs: string | null): (region: string | null) => number | null {
  if (admdvs !== null)
    return (region) => (region === null ? 0 : admdvs.startsWith(stemOf(region)) ? stemOf(region).length : null);
  const known = db.prepare("SELECT value FROM meta WHERE name = 'region'").pluck();
  const note = db.prepare("INSERT INTO meta VALUES ('region', ?)");
  let only = (known.get() as string | undefined) ?? null;
  return (region) => {
    if (region === null) return 0;
    if (only === null) note.run(region);
    only ??= region;
    if (only !== region)
      throw new CatalogueFileError('insu_admdvs', `rows are for ${only} and for ${region}: say which region is served`);
    return stemOf(region).length;
  };
}

function firstFault(db: Db, source: number): string {
  const row = db.prepare('SELECT * FROM fault WHERE source = ? LIMIT 1').get(source) as
    | { readonly row: number; readonly col: number; readonly field: string; readonly reason: string }
    | undefined;
  return row === undefined ? '' : `; row ${row.row}, column ${row.col} ${row.field} ${row.reason}`;
}

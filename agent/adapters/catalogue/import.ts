/**
 * An import from beginning to end: files into a file of its own, joined, indexed, checked, synced, and put in place whole.
 * Works while another catalogue serves and never touches that one. Killed at any moment it does no harm: the same import
 * asked for again goes on where the last transaction ended, another one starts over.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StoreError } from '../../core/store-error.ts';
import { CatalogueFileError } from '../catalogue-file.ts';
import { guarded, lockDatabase } from '../sqlite/schema.ts';
import { textsIn } from './archive.ts';
import { buildingPath, dropBuilding, type Pointer, prepareFolder, publish, readPointer } from './folder.ts';
import { initialsReader } from './initials.ts';
import { indexGoods, type Joined, joinTerms } from './join.ts';
import { layoutOf } from './layout.ts';
import { loadText } from './load.ts';
import { type Db, makeDerived, openBuilding, readMeta, writeMeta } from './schema.ts';

export interface ImportRequest {
  readonly folder: string;
  /** Downloads as they came; each name tells its kind (layout.ts). */
  readonly files: readonly string[];
  /** On top of the catalogue that serves; otherwise the files are the whole catalogue. */
  readonly increment: boolean;
  /** Region the terminal serves, 6 digits; null where the files are of one region. */
  readonly admdvs: string | null;
  /** yyyy-MM-dd. */
  readonly today: string;
}

export type ImportStep = 'read' | 'join' | 'index' | 'check';

export interface ImportProgress {
  readonly step: ImportStep;
  /** Empty but for `read`. */
  readonly file: string;
  readonly rows: number;
  /** Of this file, 0 to 1; null where it is not known. */
  readonly part: number | null;
}

export interface SourceReport {
  readonly name: string;
  readonly kind: string;
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Rows for other regions. */
  readonly elsewhere: number;
}

export interface RowFault {
  readonly file: string;
  readonly row: number;
  /** 1-based; 0 is the row as a whole. */
  readonly column: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

export interface ImportReport {
  readonly version: string;
  /** These files had made the catalogue that serves: nothing was done. */
  readonly unchanged: boolean;
  /** Some of the rows were in already when this import began. */
  readonly resumed: boolean;
  readonly sources: readonly SourceReport[];
  /** The first 1,000. */
  readonly faults: readonly RowFault[];
  readonly goods: number;
  readonly entries: number;
  readonly incomplete: number;
  readonly firstIncomplete: string | null;
}

const MOST_TOLD = 1_000;
/** Part of every fingerprint: raised when the same files give another catalogue. */
const MADE_BY = 1;

/**
 * Throws CatalogueFileError: a file that can not be read, another import under way; StoreError: no room. Nothing has
 * changed then.
 */
export async function importCatalogue(
  request: ImportRequest,
  tell: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const { folder } = request;
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  try {
    const current = readPointer(folder);
    const inputs = await inputsOf(request);
    if (current?.inputs === inputs) return nothingNew(current);
    const base = request.increment ? current : null;
    const fingerprint = sha256(`${inputs}\n${base?.version ?? ''}`);
    const { db, resumed } = openOrResume(folder, fingerprint, base);
    try {
      const report = await build(db, request, tell);
      const version = `${request.today.replaceAll('-', '')}-${fingerprint.slice(0, 12)}`;
      writeMeta(db, 'version', version);
      // One plain file from here on: what the log holds is moved into it.
      db.pragma('journal_mode = DELETE');
      db.close();
      publish(folder, version, inputs);
      return { ...report, version, unchanged: false, resumed };
    } finally {
      if (db.open) db.close();
    }
  } catch (error) {
    return guarded(folder, () => {
      throw error;
    });
  } finally {
    unlock();
  }
}

function lockFolder(folder: string): () => void {
  try {
    return lockDatabase(buildingPath(folder));
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store_locked')
      throw new CatalogueFileError(folder, 'another import is under way');
    throw error;
  }
}

function nothingNew({ version }: Pointer): ImportReport {
  const none = { sources: [], faults: [], goods: 0, entries: 0, incomplete: 0, firstIncomplete: null };
  return { version, unchanged: true, resumed: false, ...none };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function inputsOf({ files, increment, admdvs }: ImportRequest): Promise<string> {
  const whole = createHash('sha256').update(`${MADE_BY}\n${admdvs ?? ''}\n${increment}\n`);
  for (const path of files) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    } catch (error) {
      throw new CatalogueFileError(path, error instanceof Error ? error.message : 'can not be read');
    }
    whole.update(`${basename(path)}\n${hash.digest('hex')}\n`);
  }
  return whole.digest('hex');
}

/** The building file of the same import, with what is in it; or a new one, empty or a copy of the catalogue to build on. */
function openOrResume(
  folder: string,
  fingerprint: string,
  base: Pointer | null,
): { readonly db: Db; readonly resumed: boolean } {
  const path = buildingPath(folder);
  if (existsSync(path)) {
    try {
      const db = openBuilding(path);
      if (readMeta(db, 'building') === fingerprint) return { db, resumed: true };
      db.close();
    } catch {
      // Half made or spoiled: it is of no use, and nobody misses it.
    }
    dropBuilding(folder);
  }
  if (base !== null) copyFileSync(join(folder, base.file), path);
  const db = openBuilding(path);
  db.transaction(() => {
    db.exec("DELETE FROM source; DELETE FROM fault; DELETE FROM meta WHERE name <> 'region'");
    writeMeta(db, 'building', fingerprint);
  })();
  return { db, resumed: false };
}

type Built = Omit<ImportReport, 'version' | 'unchanged' | 'resumed'>;

async function build(db: Db, request: ImportRequest, tell: (progress: ImportProgress) => void): Promise<Built> {
  const initials = initialsReader();
  const onRows = (file: string, rows: number, part: number) => tell({ step: 'read', file, rows, part });
  for (const path of request.files) {
    let texts = 0;
    for await (const text of textsIn(path)) {
      texts += 1;
      const layout = layoutOf(basename(text.name), basename(path));
      if (layout === null)
        throw new CatalogueFileError(text.name, 'its name tells no kind: 1301 … 1306, 1312, 1317 … 1320 or marks');
      await loadText({ db, admdvs: request.admdvs, initials, onRows }, layout, text);
    }
    if (texts === 0) throw new CatalogueFileError(path, 'holds no file');
  }
  makeDerived(db);
  const joined = joinTerms(db, (rows) => tell({ step: 'join', file: '', rows, part: null }));
  const goods = indexGoods(db, initials, (rows) => tell({ step: 'index', file: '', rows, part: null }));
  tell({ step: 'check', file: '', rows: joined.entries, part: null });
  check(db, joined, goods);
  writeMeta(db, 'counts', JSON.stringify({ ...joined, goods }));
  const sources = db
    .prepare('SELECT name, kind, rows, good, bad, elsewhere FROM source ORDER BY id')
    .all() as SourceReport[];
  const faults = db
    .prepare(`SELECT name AS file, row, col AS "column", field, reason, value FROM fault JOIN source ON source.id = fault.source
      ORDER BY source.id, row LIMIT ${MOST_TOLD}`)
    .all() as RowFault[];
  return { sources, faults, goods, ...joined };
}

/** What was counted while writing is there, and the file is sound. A failure is a defect or a broken disk. */
function check(db: Db, { entries }: Joined, goods: number): void {
  const counted = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const unsound = db.pragma('quick_check(1)', { simple: true });
  const open = db.prepare('SELECT count(*) FROM source WHERE done = 0').pluck().get();
  if (unsound !== 'ok' || counted('entry') !== entries || counted('good') !== goods || open !== 0)
    throw new CatalogueFileError(buildingPath(''), `the new catalogue does not count up (${String(unsound)})`);
}

/**
 * The folder of installed catalogues: `current.json` names the file that serves, beside it the one before, and while an
 * import works the file being built. A file is put in place whole (synced, renamed, then the pointer renamed over the old
 * one), so that a reader finds the old catalogue or the new one and never a part. Must never touch the file that serves.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CatalogueFileError } from '../catalogue-file.ts';
import { sync } from '../sync.ts';

export interface Pointer {
  /** `<yyyyMMdd of the import>-<12 hex digits of what it was made of>`. */
  readonly version: string;
  /** Of the files it was last made of: the same again is no new catalogue. */
  readonly inputs: string;
  readonly file: string;
  readonly previous: string | null;
}

export const POINTER = 'current.json';
const BUILDING = 'building.db';
const FINISHED = /^catalogue-[0-9]{8}-[0-9a-f]{12}\.db$/;

export const buildingPath = (folder: string) => join(folder, BUILDING);

/** Null: nothing was imported yet. Throws CatalogueFileError. */
export function readPointer(folder: string): Pointer | null {
  const path = join(folder, POINTER);
  if (!existsSync(path)) return null;
  try {
    const pointer = JSON.parse(readFileSync(path, 'utf8')) as Pointer;
    if (typeof pointer.version !== 'string' || !FINISHED.test(pointer.file))
      throw new Error('is no pointer to a catalogue');
    return pointer;
  } catch (error) {
    throw new CatalogueFileError(path, error instanceof Error ? error.message : 'can not be read');
  }
}

/** When the catalogue of a folder was put in place; null for a document, or where there is none. */
export function installedAt(folder: string): number | null {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  const found = statSync(join(folder, POINTER), { throwIfNoEntry: false });
  return found === undefined ? null : Math.floor(found.mtimeMs);
}

export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** What is left of an import that is not to go on. */
export function dropBuilding(folder: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${buildingPath(folder)}${end}`, { force: true });
}

/** Puts the finished building file in place and points to it. The file before stays, older ones go. */
export function publish(folder: string, version: string, inputs: string): Pointer {
  const before = readPointer(folder);
  const pointer: Pointer = { version, inputs, file: `catalogue-${version}.db`, previous: before?.file ?? null };
  sync(buildingPath(folder));
  renameSync(buildingPath(folder), join(folder, pointer.file));
  sync(folder);
  const path = join(folder, POINTER);
  writeFileSync(`${path}.new`, `${JSON.stringify(pointer, null, 2)}\n`);
  sync(`${path}.new`);
  renameSync(`${path}.new`, path);
  sync(folder);
  prune(folder, [pointer.file, pointer.previous]);
  return pointer;
}

/** Finished catalogues, the newest first. */
export function finishedFiles(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => FINISHED.test(name))
        .sort()
        .reverse()
    : [];
}

/** A daemon that still serves the one before keeps it; where an open file can not be removed, the next import tries again. */
function prune(folder: string, keep: readonly (string | null)[]): void {
  for (const name of finishedFiles(folder)) {
    if (keep.includes(basename(name))) continue;
    try {
      rmSync(join(folder, name));
    } catch {}
  }
}

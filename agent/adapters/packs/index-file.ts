/**
 * The index of installed packs: which versions there are, from when, which were withdrawn, which updates were refused.
 * A pack counts only once it is listed here, and the index is replaced whole, so nothing is ever half installed. Daemon
 * and command line may both change it: each holds a kernel lock while it does, which ends with its process.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { InstalledPack } from '../../core/packs/installed.ts';
import { PackFolderError } from '../pack-folder.ts';
import { writeSecret } from '../secret-file.ts';
import { guarded } from '../sqlite/schema.ts';

export interface RefusedUpdate {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** Version of the program that refused it: a newer one may understand it. */
  readonly program: string;
}

export interface PackIndex {
  readonly format: 1;
  readonly installed: readonly InstalledPack[];
  readonly refused: readonly RefusedUpdate[];
}

/** Writes a file whole, on disk before it returns. */
export type WriteWhole = (path: string, bytes: Uint8Array | string) => void;

export interface IndexFile {
  read(): PackIndex;
  /** Reads, changes and writes under the lock; what `change` returns unchanged is not written. Throws store_locked. */
  change<T>(change: (index: PackIndex) => readonly [PackIndex, T]): T;
  /** Another text whenever the file was replaced, or others may read it. */
  stamp(): string;
}

const EMPTY: PackIndex = { format: 1, installed: [], refused: [] };
const LOCK_MS = 2_000;

export function indexFile(folder: string, write: WriteWhole = writeSecret): IndexFile {
  const path = join(folder, 'index.json');
  const read = (): PackIndex => {
    if (!existsSync(path)) return EMPTY;
    const found = parsed(readFileSync(path, 'utf8'));
    if (found === undefined) throw new PackFolderError(path, ['is damaged: put a copy of it back']);
    if (typeof found === 'object' && found !== null && 'format' in found && found.format === 1)
      return found as PackIndex;
    throw new PackFolderError(path, ['is of a newer program']);
  };
  return {
    read,
    change(change) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const lock = guarded(path, () => lockFile(`${path}.lock`));
      try {
        guarded(path, () => lock.exec('BEGIN EXCLUSIVE'));
        const before = read();
        const [after, result] = change(before);
        if (after !== before) write(path, JSON.stringify(after, null, 2));
        return result;
      } finally {
        lock.close();
      }
    },
    stamp() {
      try {
        const found = statSync(path, { throwIfNoEntry: false });
        return found === undefined ? '' : `${found.ino} ${found.ctimeMs} ${found.size}`;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? '';
      }
    },
  };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nothing is in it: one that is damaged is made anew. */
function lockFile(path: string): Database.Database {
  const lock = new Database(path, { timeout: LOCK_MS });
  try {
    lock.pragma('schema_version');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { readonly code?: string }).code !== 'SQLITE_NOTADB') throw error;
    rmSync(path);
    return new Database(path, { timeout: LOCK_MS });
  }
}

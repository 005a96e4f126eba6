/**
 * Policy packs from a folder of JSON files. A pack is installed whole or not at all: one that does not validate, or whose
 * worked examples do not come out, stops the start with file, rule and field named.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PackFault, readSoundPack } from '../core/packs/admit.ts';
import { type CompiledPack, compilePack } from '../core/packs/compile.ts';

export class PackFolderError extends Error {
  readonly path: string;
  constructor(path: string, faults: readonly string[]) {
    super(`${path}: ${faults.slice(0, SHOWN).join('; ')}`);
    this.name = 'PackFolderError';
    this.path = path;
  }
}

const SHOWN = 5;

/** A fault without its file: rule, field and reason. */
export function placed({ rule, field, reason }: Pick<PackFault, 'rule' | 'field' | 'reason'>): string {
  return `${[rule, field].filter((part) => part !== '').join(' ')}: ${reason}`;
}

/** The files of a folder that are meant to be packs. Throws PackFolderError when there is none. */
export function packFiles(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  if (files.length === 0) throw new PackFolderError(folder, ['no policy pack (*.json) in this folder']);
  return files.toSorted();
}

export function installedPacks(folder: string): readonly CompiledPack[] {
  return packFiles(folder).map((name) => readPack(join(folder, name)));
}

function readPack(path: string): CompiledPack {
  const read = readSoundPack({ file: path, text: readFileSync(path, 'utf8') });
  if ('faults' in read) throw new PackFolderError(path, read.faults.map(placed));
  return compilePack(read.pack);
}

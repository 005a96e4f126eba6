/**
 * Policy packs from a folder of JSON files. A pack is installed whole or not at all: one that does not validate, or whose
 * worked examples do not come out, stops the start with file, rule and field named.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledPack, compilePack } from '../core/packs/compile.ts';
import { parsePackText } from '../core/packs/validate.ts';
import { verifyPack } from '../core/packs/verify.ts';

export class PackFolderError extends Error {
  readonly path: string;
  constructor(path: string, faults: readonly string[]) {
    super(`${path}: ${faults.join('; ')}`);
    this.name = 'PackFolderError';
    this.path = path;
  }
}

const SHOWN = 5;

export function installedPacks(folder: string): readonly CompiledPack[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  if (files.length === 0) throw new PackFolderError(folder, ['no policy pack (*.json) in this folder']);
  return files.toSorted().map((name) => readPack(join(folder, name)));
}

function readPack(path: string): CompiledPack {
  const read = parsePackText(readFileSync(path, 'utf8'), path);
  if ('errors' in read)
    throw new PackFolderError(
      path,
      read.errors.slice(0, SHOWN).map((one) => `${one.field}: ${one.message}`),
    );
  const faults = verifyPack(read.pack);
  if (faults.length > 0)
    throw new PackFolderError(
      path,
      faults.slice(0, SHOWN).map((fault) => JSON.stringify(fault)),
    );
  return compilePack(read.pack);
}

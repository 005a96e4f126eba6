/** `tongxing presettle` on this machine: files, standard input and the installed packs for the command in presettle.ts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openOnce } from '../adapters/catalogue/open.ts';
import { installedPacks } from '../adapters/pack-folder.ts';
import type { Catalogue } from '../core/settlement/case.ts';
import { packageRoot } from '../root.ts';
import { runPresettle } from './presettle.ts';
import type { PresettleFlags } from './program.ts';
import type { World } from './world.ts';

const NO_CATALOGUE: Catalogue = { get: () => undefined };

export function runCaseFiles({ file, pack, packs, catalogue, jsonl }: PresettleFlags, world: World): Promise<number> {
  const folder = packs ?? join(packageRoot(), 'agent', 'packs');
  return runPresettle(
    { file, pack, jsonl },
    {
      readFile: (path) => readFile(path, 'utf8').catch(() => null),
      readLines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
      write: world.out,
      installedPacks: async () => installedPacks(folder),
      catalogue: catalogue === undefined ? NO_CATALOGUE : catalogueOf(catalogue),
    },
  );
}

function catalogueOf(path: string): Catalogue {
  const source = openOnce(path);
  return { get: (code) => source.entries(code) };
}

/**
 * Bugs planted into a copy of the program, one at a time: a small change of its source while it is bundled, which must fit
 * exactly once. The copy runs the same world, so that a run shows whether the oracles would notice. The product itself
 * knows nothing of this.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { packageRoot } from '../../agent/root.ts';
import type * as World from './whole-world.ts';

export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** Bundles the world with these edits and loads it. Throws when an edit does not fit exactly once. */
export async function planted(name: string, edits: readonly Edit[]): Promise<typeof World> {
  const root = packageRoot();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['test/oracle/whole-world.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['better-sqlite3', 'pcsclite'],
    logLevel: 'silent',
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: `const __moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
    plugins: [planting(edits)],
  });
  const folder = join(root, 'dist/planted');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.${process.pid}.cjs`);
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  return createRequire(import.meta.url)(file) as typeof World;
}

/** Changes these files while they are bundled. */
export function planting(edits: readonly Edit[]): Plugin {
  return {
    name: 'planted',
    setup({ onLoad }) {
      for (const file of new Set(edits.map((edit) => edit.file)))
        onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, ({ path }) => ({
          contents: edited(
            readFileSync(path, 'utf8'),
            edits.filter((edit) => edit.file === file),
          ),
          loader: 'ts',
        }));
    },
  };
}

export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, { file, find, put }) => {
    const times = now.split(find).length - 1;
    if (times !== 1) throw new Error(`${file}: planted where "${find}" stands, which it does ${times} times`);
    return now.replace(find, () => put);
  }, text);
}

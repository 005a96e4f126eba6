/** A program of the tests, bundled for the guest, which sees this machine's files. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../../agent/root.ts';

/** `source` lies beside this file. Gives the path of the bundle from the package's folder. */
export async function programFor(source: string): Promise<string> {
  const out = `dist/lab-${source.replace(/\.ts$/, '.js')}`;
  await build({
    entryPoints: [join(packageRoot(), 'test/lab', source)],
    outfile: join(packageRoot(), out),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['better-sqlite3', 'pcsclite', 'node-hid', 'serialport', '@gorules/zen-engine'],
    define: { 'import.meta.url': '__url' },
    banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'silent',
  });
  return out;
}

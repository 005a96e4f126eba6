// @ts-check
/**
 * Bundles each program of the package into one file under dist/, and does nothing when no input changed (a few ms).
 * It never installs anything and never leaves a half-written program behind: files are renamed into place, so two
 * builds at once end in the same result.
 *
 * CommonJS, because Node starts it faster than a module bundle and takes it from a V8 code cache (performance.md, cold
 * start). So entry points may not use top-level await. Commands and demonstration are bundles of their own, loaded
 * through that cache: who starts a counter does not wait for the simulator to be compiled.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ source: string, out: string, command: boolean }} Entry */
/** @typedef {{ built: string[], absent: string[], errors: string[], ms: number }} BuildResult `built` is empty when nothing changed */

/** @type {readonly Entry[]} */
const ENTRIES = [
  { source: 'agent/cli/tongxing.ts', out: 'dist/tongxing.js', command: true },
  { source: 'agent/cli/start.ts', out: 'dist/start.js', command: false },
  { source: 'agent/cli/errands.ts', out: 'dist/errands.js', command: false },
  { source: 'node_modules/@grpc/grpc-js/build/src/index.js', out: 'dist/grpc.js', command: false },
  { source: 'node_modules/ajv/dist/2020.js', out: 'dist/ajv.js', command: false },
  { source: 'agent/cli/demo.ts', out: 'dist/demo.js', command: false },
  { source: 'agent/cli/sim.ts', out: 'dist/sim.js', command: false },
  { source: 'agent/api/client/client.ts', out: 'dist/client.js', command: false },
  { source: 'agent/cli/sim/lab/hands.ts', out: 'dist/guest-hands.js', command: false },
  { source: 'agent/device-host.ts', out: 'dist/device-host.js', command: false },
  { source: 'agent/catalogue-import.ts', out: 'dist/catalogue-import.js', command: false },
  { source: 'simulator/centre/main.ts', out: 'dist/centre.js', command: false },
  { source: 'test/bench/bench.ts', out: 'dist/bench.js', command: false },
  { source: 'test/simulation/simulate.ts', out: 'dist/simulate.js', command: false },
];

// Natives find their own .node file from where they lie, so they stay in node_modules.
// What draws bar codes is large, and loaded when a sheet is asked for; so are the tables of character sets.
const EXTERNAL = [
  ...['plainjob', 'liteque', 'better-sqlite3', 'pcsclite', 'node-hid', 'serialport', '@gorules/zen-engine'],
  ...['bwip-js', 'iconv-lite', 'yazl', 'yauzl'],
  // Parts of libraries that nothing here calls for.
  ...['@grpc/proto-loader', 'light-my-request', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'],
];
const PACKAGES = createRequire(import.meta.url);

// What the command loads from bundles of their own, each the text of one function: whoever loads it need not copy it.
const APART = /^\.\/(start|errands|demo|sim)\.ts$/;
// What these leave out until it is first used: from a bundle of its own, as Node finds it, or from within, not run before.
const LATE_IN = ['dist/tongxing.js', 'dist/start.js', 'dist/errands.js'];
/** @type {Readonly<Record<string, string>>} */
const BUNDLED = { '@grpc/grpc-js': 'grpc.js', 'ajv/dist/2020.js': 'ajv.js' };
const LATE = [
  ...Object.keys(BUNDLED),
  'iconv-lite',
  'yazl',
  'yauzl',
  'node:http2',
  'node:https',
  'node:readline',
  'semver',
];
const FUNCTION = { open: '(function (exports, require, module, __filename, __dirname) {', close: '\n})' };
// Read by the build itself.
const CONFIG_SCHEMA = 'agent/config.schema.json';
// With the words by which each is loaded, as far as a configuration that there is none of. The daemon last: what is loaded
// late is kept as it was compiled under its flags.
const CACHED = [
  { out: 'dist/errands.js', words: ['queue', 'list'] },
  { out: 'dist/start.js', words: ['start'] },
];

const CLIENT = {
  ...{ source: 'agent/api/client/client.ts', schema: 'agent/api/client/generated/schema.ts' },
  ...{ types: 'dist/client.d.mts', schemaTypes: 'dist/client-schema.d.mts' },
};

const RECORD = 'dist/.build.json';

/**
 * Builds what is out of date. Compile errors are returned in `errors`, and the programs of the failed build are removed
 * so that nobody runs an old one by mistake.
 * @param {string} [root] the package's folder
 * @returns {Promise<BuildResult>}
 */
export async function build(root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')) {
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  const there = (/** @type {string} */ source) => existsSync(join(root, source));
  // A library has a bundle for the daemon's sake.
  const present = ENTRIES.filter(({ source: s }) => there(s) && (there('agent/cli/start.ts') || !/^node_/.test(s)));
  const absent = ENTRIES.filter((entry) => !present.includes(entry)).map((entry) => entry.source);
  const recipe = recipeOf(root, present);
  const page = await buildPage(root, recipe);
  if (page.errors.length > 0) return { built: [], absent, errors: page.errors, ms: since() };
  if (isCurrent(root, recipe, present)) return { built: page.built, absent, errors: [], ms: since() };

  const esbuild = await import('esbuild');
  const failed = (/** @type {string[]} */ errors) => {
    for (const file of [RECORD, ...ENTRIES.map((entry) => entry.out)]) rmSync(join(root, file), { force: true });
    return { built: [], absent, errors, ms: since() };
  };
  /** @type {import('esbuild').BuildResult<{ write: false, metafile: true }>[]} */
  let results;
  try {
    results = await Promise.all(present.map((entry) => esbuild.build(optionsFor(root, entry))));
  } catch (error) {
    const messages = /** @type {{ errors?: import('esbuild').Message[] }} */ (error).errors;
    if (messages === undefined) throw error;
    return failed(await esbuild.formatMessages(messages, { kind: 'error', terminalWidth: 120 }));
  } finally {
    await esbuild.stop();
  }

  mkdirSync(join(root, 'dist'), { recursive: true });
  // The package is "type": "module"; what lies in dist/ is not.
  put(join(root, 'dist/package.json'), '{ "type": "commonjs" }\n');
  /** @type {Record<string, string>} */
  const inputs = {};
  for (const [index, result] of results.entries()) {
    for (const input of Object.keys(result.metafile.inputs)) inputs[input] = fingerprint(join(root, input));
    for (const file of result.outputFiles) put(file.path, file.contents, present[index]?.command === true);
  }
  inputs[CONFIG_SCHEMA] = fingerprint(join(root, CONFIG_SCHEMA));
  if (present.some(({ source }) => source === CLIENT.source)) {
    await writeClientTypes(root);
    // Types alone: no bundle names it.
    inputs[CLIENT.schema] = fingerprint(join(root, CLIENT.schema));
  }
  for (const { out, words } of CACHED) if (present.some((entry) => entry.out === out)) writeCodeCache(root, out, words);
  put(join(root, RECORD), JSON.stringify({ recipe, inputs }));
  return { built: [...present.map((entry) => entry.out), ...page.built], absent, errors: [], ms: since() };
}

const PAGE = { source: 'agent/console', out: 'dist/console', record: 'dist/.console.json' };

/**
 * The counter page, by its own bundler, when a file of it changed. Built beside and put in place whole.
 * @param {string} root
 * @param {string} recipe
 * @returns {Promise<{ built: string[], errors: string[] }>}
 */
async function buildPage(root, recipe) {
  const source = join(root, PAGE.source);
  if (!existsSync(source)) return { built: [], errors: [] };
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const prints = files.map(({ parentPath, name }) => `${name} ${fingerprint(join(parentPath, name))}`).sort();
  const record = JSON.stringify({ recipe, prints });
  const kept = join(root, PAGE.record);
  if (existsSync(join(root, PAGE.out, 'index.html')) && existsSync(kept) && readFileSync(kept, 'utf8') === record)
    return { built: [], errors: [] };
  const draft = join(root, `dist/.console.${process.pid}`);
  try {
    const vite = await import('vite');
    await vite.build({
      configFile: join(source, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: draft, emptyOutDir: true },
    });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    return { built: [], errors: [error instanceof Error ? error.message : String(error)] };
  }
  rmSync(join(root, PAGE.out), { recursive: true, force: true });
  renameSync(draft, join(root, PAGE.out));
  put(kept, record);
  return { built: [PAGE.out], errors: [] };
}

/**
 * @param {string} root
 * @param {Entry} entry
 * @returns {import('esbuild').BuildOptions & { write: false, metafile: true }}
 */
function optionsFor(root, entry) {
  // esbuild keeps a source's own first line; two of them would not parse.
  const bang = entry.command && !readFileSync(join(root, entry.source), 'utf8').startsWith('#!');
  const apart = APART.test(`./${basename(entry.source)}`) || Object.values(BUNDLED).includes(basename(entry.out));
  return {
    absWorkingDir: root,
    entryPoints: [entry.source],
    outfile: entry.out,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'linked',
    external: EXTERNAL,
    plugins: [
      loadedApart(root),
      compiledAhead,
      ...(LATE_IN.includes(entry.out) ? [loadedLate(root), sqliteWithin] : []),
    ],
    // Latin-1 throughout, as it is read: half the memory of the text.
    charset: 'ascii',
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'silent',
    define: { 'import.meta.url': '__moduleUrl' },
    banner: {
      js: `${bang ? '#!/usr/bin/env node\n' : ''}${apart ? FUNCTION.open : ''}const __moduleUrl = require('node:url').pathToFileURL(__filename).href;`,
    },
    footer: { js: apart ? FUNCTION.close : '' },
  };
}

/**
 * Commands with a bundle of their own are loaded from it, through the code cache: theirs, and not a file elsewhere of that name.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
function loadedApart(root) {
  return {
    name: 'loaded-apart',
    setup(bundle) {
      bundle.onResolve({ filter: APART }, ({ path, kind, resolveDir }) =>
        kind === 'dynamic-import' && resolveDir === join(root, 'agent/cli')
          ? { path: `./${basename(path, '.ts')}.js`, namespace: 'apart' }
          : undefined,
      );
      bundle.onLoad({ filter: /.*/, namespace: 'apart' }, ({ path }) => ({
        contents: `module.exports = require('./code-cache.ts').loadBundle(require('node:path').join(__dirname, '${path}'));`,
        resolveDir: join(root, 'agent/cli'),
      }));
    },
  };
}

/**
 * What a start need not wait for: whoever imports it touches nothing of it until then.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
function loadedLate(root) {
  return {
    name: 'loaded-late',
    setup(bundle) {
      bundle.onResolve({ filter: /^[\w@]/ }, ({ path, namespace }) => {
        if (!LATE.includes(path)) return undefined;
        return namespace === 'late' ? undefined : { path, namespace: 'late' };
      });
      // Of all that measures, only what is there without it: the rest is as much to load as a small library.
      bundle.onResolve({ filter: /^node:perf_hooks$/ }, ({ path }) => ({ path, namespace: 'global' }));
      bundle.onLoad({ filter: /.*/, namespace: 'global' }, () => ({ contents: 'module.exports = globalThis;' }));
      bundle.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => {
        const names = JSON.stringify(Object.keys(PACKAGES(path)));
        const bundle = BUNDLED[path];
        const load =
          bundle === undefined ? `require('${path}')` : `loadBundle(require('node:path').join(__dirname, '${bundle}'))`;
        const contents = `const { late, loadBundle } = require('./code-cache.ts');module.exports = late(${names}, () => ${load}, ${bundle !== undefined});`;
        return { contents, resolveDir: join(root, 'agent/cli') };
      });
    },
  };
}

/**
 * SQLite's binding without its search for the native file, which stays in its package: a dozen small files less to find.
 * @type {import('esbuild').Plugin}
 */
const sqliteWithin = {
  name: 'sqlite-within',
  setup(bundle) {
    bundle.onResolve({ filter: /^better-sqlite3$/ }, ({ path }) => ({ path: PACKAGES.resolve(path) }));
    bundle.onResolve({ filter: /^bindings$/ }, ({ path }) => ({ path, namespace: 'native' }));
    bundle.onLoad({ filter: /.*/, namespace: 'native' }, () => ({
      contents: `module.exports = (file) => require('better-sqlite3/build/Release/' + file);`,
    }));
  },
};

/**
 * The configuration's schema as the code that a start would otherwise compile it to (agent/config-check.ts).
 * @type {import('esbuild').Plugin}
 */
const compiledAhead = {
  name: 'compiled-ahead',
  setup(bundle) {
    bundle.onLoad({ filter: /agent[\\/]config-check\.ts$/ }, async ({ path }) => {
      const { Ajv2020 } = await import('ajv/dist/2020.js');
      const { default: standalone } = await import('ajv/dist/standalone/index.js');
      const file = join(dirname(path), 'config.schema.json');
      // As agent/adapters/schema-check.ts has it; a test holds the two against each other.
      const ajv = new Ajv2020({
        ...{ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, meta: false, validateSchema: false },
        code: { source: true, esm: true },
      });
      ajv.addSchema({ ...JSON.parse(readFileSync(file, 'utf8')), $id: 'root' });
      const code = standalone.default(ajv, { compiled: 'root' });
      const contents = `${code};import { checkBy } from './adapters/schema-check.ts';export const configCheck = () => checkBy(compiled);`;
      return { contents, loader: 'js', resolveDir: dirname(path), watchFiles: [file] };
    });
  },
};

/**
 * Runs a bundle once as far as its configuration: what V8 compiled by then is kept.
 * @param {string} root
 * @param {string} out
 * @param {readonly string[]} words
 */
function writeCodeCache(root, out, words) {
  rmSync(join(root, `${out}.cache`), { force: true });
  const none = join(root, 'dist', 'no-such-configuration.yaml');
  const env = { ...process.env, TONGXING_WRITE_CODE_CACHE: '1' };
  const args = [join(root, 'dist/tongxing.js'), ...words, '--config', none];
  spawnSync(process.execPath, args, { env, stdio: 'ignore' });
}

/**
 * The client's types as declarations: whoever uses it compiles neither its source nor by our settings.
 * @param {string} root
 */
async function writeClientTypes(root) {
  const { default: ts } = await import('typescript');
  const source = readFileSync(join(root, CLIENT.source), 'utf8');
  const { outputText } = ts.transpileDeclaration(source, { fileName: CLIENT.source, compilerOptions: {} });
  put(join(root, CLIENT.types), outputText.replace('./generated/schema.ts', './client-schema.mjs'));
  put(join(root, CLIENT.schemaTypes), readFileSync(join(root, CLIENT.schema)));
}

/**
 * What besides the inputs decides the result: this file, the dependencies' versions, the entries there are.
 * @param {string} root
 * @param {readonly Entry[]} present
 */
function recipeOf(root, present) {
  const hash = createHash('sha256').update(present.map((entry) => entry.source).join('\n'));
  for (const file of [fileURLToPath(import.meta.url), join(root, 'package-lock.json')]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} recipe
 * @param {readonly Entry[]} present
 */
function isCurrent(root, recipe, present) {
  /** @type {{ recipe: string, inputs: Record<string, string> }} */
  let record;
  try {
    record = JSON.parse(readFileSync(join(root, RECORD), 'utf8'));
  } catch {
    return false;
  }
  return (
    record.recipe === recipe &&
    present.every((entry) => existsSync(join(root, entry.out))) &&
    Object.entries(record.inputs).every(([file, print]) => fingerprint(join(root, file)) === print)
  );
}

/** @param {string} file */
function fingerprint(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 'gone' : `${stat.size} ${stat.mtimeMs}`;
}

/**
 * @param {string} file
 * @param {string | Uint8Array} contents
 * @param {boolean} [executable]
 */
function put(file, contents, executable = false) {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}`);
  writeFileSync(draft, contents);
  if (executable && file.endsWith('.js')) chmodSync(draft, 0o755);
  renameSync(draft, file);
}

/**
 * One line on what a build did, for people.
 * @param {BuildResult} result
 */
export function describeBuild(result) {
  if (result.errors.length > 0) return `the build failed:\n${result.errors.join('\n')}`;
  const absent = result.absent.length > 0 ? ` (not there yet: ${result.absent.join(', ')})` : '';
  if (result.built.length === 0) return `dist/ is up to date${absent}`;
  return `built ${result.built.map((file) => relative('dist', file)).join(', ')} in ${result.ms} ms${absent}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await build();
  console.log(describeBuild(result));
  if (result.errors.length > 0) process.exitCode = 1;
}

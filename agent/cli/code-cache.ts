/**
 * Loads a bundle of this package with what V8 compiled of it when it was built: half of a cold start is compiling. A cache
 * that is missing, of another Node or of other bytes is passed over, and the bundle is compiled as usual; it must never
 * change what runs. A bundle is the text of one function already: put around it here, it would stand in memory twice.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';

/** Set while building: the bundle's cache is written when the process ends. */
const WRITE = 'TONGXING_WRITE_CODE_CACHE';
/** Which bytes a cache is of, in front of it. */
const HEAD_BYTES = 64;

export function loadBundle(path: string): unknown {
  const source = readFileSync(path, 'latin1');
  const head = headOf(path);
  const cachedData = cacheOf(path, head);
  const script = new Script(source, {
    filename: path,
    // What is loaded when it is first needed is found from where the bundle lies.
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === null ? {} : { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  if (process.env[WRITE] !== undefined)
    process.once('exit', () => writeFileSync(`${path}.cache`, Buffer.concat([head, script.createCachedData()])));
  return module.exports;
}

/** What `load` gives, loaded when one of its names is first asked for; `ahead`: compiled ahead by a build, too. */
export function late(names: readonly string[], load: () => unknown, ahead: boolean): object {
  let loaded: Readonly<Record<string, unknown>> | null = null;
  const get = (name: string) => {
    loaded ??= load() as Readonly<Record<string, unknown>>;
    return loaded[name];
  };
  if (ahead && process.env[WRITE] !== undefined) process.once('beforeExit', () => get(''));
  return Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => get(name) }])),
  );
}

function headOf(path: string): Buffer {
  const { size, mtimeMs } = statSync(path);
  return Buffer.from(`${size} ${mtimeMs}`.padEnd(HEAD_BYTES));
}

function cacheOf(path: string, head: Buffer): Buffer | null {
  try {
    const bytes = readFileSync(`${path}.cache`);
    return bytes.subarray(0, HEAD_BYTES).equals(head) ? bytes.subarray(HEAD_BYTES) : null;
  } catch {
    return null;
  }
}

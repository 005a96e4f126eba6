/**
 * Makes protocol/generated/ from the .proto files: static code for encoding and decoding, original field names kept.
 * With --check it changes nothing: it regenerates beside and compares, lints the contract, and refuses one that breaks
 * the last released contract (released/*.binpb, made by `npx buf build -o released/vX.Y.binpb` in this folder when a
 * version is released, never changed afterwards). It must never need a network.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const tools = createRequire(import.meta.url);
const proto = join(here, 'proto');
const FILES = ['tongxing.js', 'tongxing.d.ts'];

// Only what the wire needs: no reflection, no conversion, no services (method paths are in agent/ports/link.ts's words).
const PBJS = [
  ['--target', 'static-module', '--wrap', 'esm', '--root', 'tongxing.v1', '--keep-case', '--null-semantics'],
  ['--no-create', '--no-verify', '--no-convert', '--no-delimited', '--no-typeurl', '--no-service', '--no-beautify'],
].flat();

function pbjs(...args) {
  const sources = readdirSync(join(proto, 'tongxing/v1'))
    .sort()
    .map((name) => join(proto, 'tongxing/v1', name));
  const program = join(dirname(tools.resolve('protobufjs-cli/package.json')), 'bin/pbjs');
  execFileSync(process.execPath, [program, ...PBJS, ...args, '--path', proto, ...sources], { stdio: 'inherit' });
}

/**
 * Fen's encoder takes an amount as its number, too: an object for each of the thirty of a sale took as long to make as the
 * sale to encode. An unset one is written as no field at all, zero as an empty message, as before.
 */
function takeNumbers(code) {
  const head = /(Fen\.encode = function \(m, w, q\) \{\n\s*if \(!w\)\n\s*w = \$Writer\.create\(\);\n)(\s*)/;
  if (!head.test(code)) throw new Error('the generated encoder of Fen is another than it was');
  return code.replace(head, '$1$2if (typeof m === "number")\n$2    return m === 0 ? w : w.uint32(8).sint64(m);\n$2');
}

/** Declarations come from the comments, the code is loaded faster without them: two runs. */
function generate(folder) {
  const code = join(folder, 'tongxing.js');
  const types = join(folder, 'tongxing.d.ts');
  pbjs('--out', code, '--dts');
  writeFileSync(
    types,
    readFileSync(types, 'utf8').replace('import Long = require("long");', 'import type Long from "long";'),
  );
  const declarations = readFileSync(types);
  pbjs('--no-comments', '--out', code);
  writeFileSync(code, takeNumbers(readFileSync(code, 'utf8')));
  writeFileSync(types, declarations);
}

function buf(...args) {
  execFileSync(process.execPath, [tools.resolve('@bufbuild/buf/bin/buf'), ...args], { cwd: here, stdio: 'inherit' });
}

function lastReleased() {
  const byVersion = new Intl.Collator('en', { numeric: true }).compare;
  return readdirSync(join(here, 'released'))
    .filter((name) => name.endsWith('.binpb'))
    .sort(byVersion)
    .at(-1);
}

function check() {
  buf('lint');
  buf('breaking', '--against', join('released', lastReleased()));
  const beside = mkdtempSync(join(tmpdir(), 'tongxing-generated-'));
  try {
    generate(beside);
    const stale = FILES.filter(
      (name) => !readFileSync(join(beside, name)).equals(readFileSync(join(here, 'generated', name))),
    );
    if (stale.length > 0) throw new Error(`protocol/generated is stale: ${stale.join(', ')}; run npm run generate`);
  } finally {
    rmSync(beside, { recursive: true });
  }
}

if (process.argv.includes('--check')) check();
else generate(join(here, 'generated'));

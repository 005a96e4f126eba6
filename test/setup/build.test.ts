/** The bundles: built whole or not at all, found again quickly, able to find their package. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { build } from '../../agent/cli/build.mjs';
import { packageRoot } from '../../agent/root.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tongxing-build-'));
  for (const file of ['package.json', 'package-lock.json', 'agent/root.ts'])
    cpSync(join(packageRoot(), file), join(root, file));
  mkdirSync(join(root, 'agent/cli'));
  symlinkSync(join(packageRoot(), 'node_modules'), join(root, 'node_modules'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const PROGRAM = 'agent/cli/tongxing.ts';
const write = (text: string) => writeFileSync(join(root, PROGRAM), text);
const run = () => spawnSync(join(root, 'dist/tongxing.js'), { encoding: 'utf8' });

it('the programs of this package build', async () => {
  expect((await build()).errors).toEqual([]);
});

it('a bundle runs as a command, finds its package folder and loads the native modules', async () => {
  write(`import Database from 'better-sqlite3';
    import { packageRoot } from '../root.ts';
    console.log(packageRoot(), new Database(':memory:').open);`);
  expect(await build(root)).toMatchObject({ built: ['dist/tongxing.js'], errors: [] });
  const { stdout, stderr } = run();
  expect({ stdout, stderr }).toEqual({ stdout: `${root} true\n`, stderr: '' });
});

it('a source with a first line of its own keeps exactly that one', async () => {
  write(`#!/usr/bin/env node\nconsole.log('one');`);
  await build(root);
  expect(run().stdout).toBe('one\n');
});

it('an unchanged tree is not built again, a changed one is', async () => {
  write(`import { word } from './word.ts'; console.log(word);`);
  writeFileSync(join(root, 'agent/cli/word.ts'), `export const word = 'first';`);
  await build(root);
  const before = statSync(join(root, 'dist/tongxing.js')).mtimeMs;
  expect((await build(root)).built).toEqual([]);
  expect(statSync(join(root, 'dist/tongxing.js')).mtimeMs).toBe(before);
  writeFileSync(join(root, 'agent/cli/word.ts'), `export const word = 'second one';`);
  expect((await build(root)).built).toEqual(['dist/tongxing.js']);
  expect(run().stdout).toBe('second one\n');
});

it('the client’s declarations follow the types they are made of, which no bundle holds', async () => {
  const client = join(root, 'agent/api/client');
  mkdirSync(join(client, 'generated'), { recursive: true });
  const schema = join(client, 'generated/schema.ts');
  writeFileSync(schema, 'export interface paths { one: string }');
  writeFileSync(
    join(client, 'client.ts'),
    `import type { paths } from './generated/schema.ts'; export function answer(from: paths): paths { return from; }`,
  );
  await build(root);
  writeFileSync(schema, 'export interface paths { another: string }');
  expect((await build(root)).built).toEqual(['dist/client.js']);
  expect(readFileSync(join(root, 'dist/client-schema.d.mts'), 'utf8')).toContain('another');
});

it('a program that was removed from dist/ comes back', async () => {
  write(`console.log('here');`);
  await build(root);
  rmSync(join(root, 'dist/tongxing.js'));
  expect((await build(root)).built).toEqual(['dist/tongxing.js']);
});

it('a program that does not compile is named with its line, and leaves no old bundle behind', async () => {
  write(`console.log('old');`);
  await build(root);
  write('console.log(;');
  const { errors } = await build(root);
  expect(errors.join('\n')).toContain(`${PROGRAM}:1:12`);
  expect(existsSync(join(root, 'dist/tongxing.js'))).toBe(false);
});

it('programs not written yet are named and not an error', async () => {
  const { absent, errors } = await build(root);
  expect(absent).toContain(PROGRAM);
  expect(errors).toEqual([]);
});

it('a stack in a bundle points back to its source', async () => {
  write(`console.log('x');`);
  await build(root);
  expect(readFileSync(join(root, 'dist/tongxing.js'), 'utf8')).toContain('sourceMappingURL=tongxing.js.map');
  expect(existsSync(join(root, 'dist/tongxing.js.map'))).toBe(true);
});

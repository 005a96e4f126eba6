/** Each tidy rule notices what it is there for, and leaves alone what only looks like it. */
import { describe, expect, it } from 'vitest';
import { LINE_LIMIT, lockViolations, violationsIn } from './tidy.ts';

const noticed = (path: string, text: string) =>
  violationsIn([{ path, text }], []).map(({ line, rule }) => `${line} ${rule}`);
const isRefused = (path: string, text: string) => expect(noticed(path, text)).toContain('1 imports');
const isAllowed = (path: string, text: string) => expect(noticed(path, text)).toEqual([]);

describe('the import table', () => {
  it.each([
    ['a static import', `import { readFileSync } from 'node:fs';`],
    ['a type-only import', `import type { Stats } from 'node:fs';`],
    ['an import for its effects', `import '../adapters/log.ts';`],
    ['a dynamic import', `export const load = () => import('better-sqlite3');`],
    ['a require', `const fs = require('fs');`],
    ['a require.resolve', `const where = require.resolve('pino');`],
    ['an import.meta.resolve', `const where = import.meta.resolve('pino');`],
    ['a re-export', `export { pino } from 'pino';`],
    ['a re-export of everything', `export * from '../ports/store.ts';`],
    ['a re-export of types', `export type { Store } from '../ports/store.ts';`],
    ['a type named in place', `export type Store = import('../ports/store.ts').Store;`],
    ['an import assignment', `import fs = require('fs');`],
    ['a computed name', 'export const load = (name: string) => import(name);'],
    ['a path that leaves the folder and comes back elsewhere', `import { a } from '../core/../wire.ts';`],
  ])('sees %s leave the core', (_what, text) => {
    isRefused('agent/core/ledger.ts', text);
  });

  it.each([
    ['agent/core/ledger.ts', `import { encode } from '../../protocol/generated/tongxing.js';`],
    ['agent/core/ledger.ts', `import type { DeviceEvent } from '../../drivers/contract.ts';`],
    ['agent/ports/store.ts', `import type { Database } from 'better-sqlite3';`],
    ['agent/ports/store.ts', `import type { Config } from '../config.ts';`],
    ['agent/ports/store.ts', `import { fen } from '../core/money.ts';`],
    ['agent/adapters/log.ts', `import { createAgent } from '../shell.ts';`],
    ['agent/adapters/log.ts', `import type { Config } from '../config.ts';`],
    ['agent/adapters/log.ts', `import { a } from '../../protocol/generated/tongxing.js';`],
    ['agent/adapters/reader.ts', `import pcsclite from 'pcsclite';`],
    ['agent/executor.ts', `import Database from 'better-sqlite3';`],
    ['agent/executor.ts', `import { readFileSync } from 'node:fs';`],
    ['agent/executor.ts', `import { start } from '../simulator/centre/main.ts';`],
    ['agent/executor.ts', `import { read } from '../drivers/pcsc/driver.ts';`],
    ['agent/executor.ts', `import { run } from './cli/tongxing.ts';`],
    ['agent/console/page.ts', `import { fen } from '../core/money.ts';`],
    ['agent/api/client/client.ts', `import { fen } from '../../core/money.ts';`],
    ['agent/api/client/client.ts', `import { createServer } from 'node:http';`],
    ['agent/cli/doctor.ts', `import pcsclite from 'pcsclite';`],
    ['drivers/contract.ts', `import type { Apdu } from './pcsc/apdu.ts';`],
    ['drivers/pcsc/driver.ts', `import pcsclite from 'pcsclite';`],
    ['drivers/pcsc/driver.ts', `import { scan } from '../hid/driver.ts';`],
    ['drivers/pcsc/driver.ts', `import type { Fen } from '../../agent/core/money.ts';`],
    ['drivers/pcsc/native.ts', `import Database from 'better-sqlite3';`],
    ['drivers/registry.ts', `import { fen } from '../agent/core/money.ts';`],
    ['protocol/codes.ts', `import type { Fen } from '../agent/core/money.ts';`],
    ['protocol/codes.ts', `import { readFileSync } from 'node:fs';`],
    ['simulator/card/reader.ts', `import { open } from '../../drivers/pcsc/native.ts';`],
    ['simulator/card/reader.ts', `import pcsclite from 'pcsclite';`],
    ['simulator/fleet.ts', `import { openStore } from '../agent/adapters/sqlite.ts';`],
    ['simulator/fleet.ts', `import { demo } from '../agent/cli/demo.ts';`],
    ['simulator/fleet.ts', `import { createRequire } from 'node:module';`],
  ])('refuses in %s: %s', isRefused);

  it.each([
    ['agent/core/ledger.ts', `import { fen } from './money.ts';\nimport type { State } from './state.ts';`],
    [
      'agent/ports/store.ts',
      `import type { State } from '../core/state.ts';\nexport interface Store { read(): State }`,
    ],
    [
      'agent/adapters/log.ts',
      `import { join } from 'node:path';\nimport { pino } from 'pino';\nimport type { Log } from '../ports/log.ts';`,
    ],
    [
      'agent/main.ts',
      `import { openStore } from './adapters/sqlite.ts';\nimport { drivers } from '../drivers/registry.ts';`,
    ],
    ['agent/cli/demo.ts', `import { startCentre } from '../../simulator/centre/main.ts';`],
    ['drivers/pcsc/native.ts', `import pcsclite from 'pcsclite';\nimport type { Port } from './port.ts';`],
    ['drivers/registry.ts', `import { pcsc } from './pcsc/driver.ts';`],
    [
      'simulator/card/reader.ts',
      `import type { Port } from '../../drivers/pcsc/port.ts';\nimport { readFileSync } from 'node:fs';`,
    ],
    [
      'test/pcsc/contract.test.ts',
      `import pcsclite from 'pcsclite';\nimport { step } from '../../agent/core/step.ts';`,
    ],
    ['agent/core/ledger.ts', `// import { a } from 'node:fs'\nexport const text = "import('node:fs')";`],
  ])('lets %s be', isAllowed);

  it('wants one foreign module an adapter', () => {
    const text = `import { pino } from 'pino';\nimport Database from 'better-sqlite3';\nimport { fs } from 'node:fs';`;
    expect(noticed('agent/adapters/log.ts', text)).toEqual(['2 imports']);
  });
});

describe('folders of types', () => {
  it.each(['agent/ports/clock.ts', 'drivers/contract.ts'])('%s holds nothing that runs', (path) => {
    expect(noticed(path, 'export type A = 1;\nexport const b = 1;')).toEqual(['2 types only']);
    expect(noticed(path, 'export interface A {}\nexport function b(): void {}')).toEqual(['2 types only']);
  });
});

describe('the ban on ambient time and randomness', () => {
  it.each([
    'export const t = Date.now();',
    `export const t = Date['now']();`,
    'export const t = new Date();',
    'export const t = Date();',
    'export const clock = Date;',
    'export const { now } = Date;',
    'export const t = globalThis.Date.now();',
    `export const t = globalThis['performance'].now();`,
    'export const r = Math.random();',
    'export const { random } = Math;',
    'export const t = performance.now();',
    'export const t = process.hrtime.bigint();',
    'export const { hrtime } = process;',
    'setTimeout(() => {}, 1);',
    'export const later = setTimeout;',
    'export const ports = { setInterval };',
    'setImmediate(() => {});',
    'export const id = crypto.randomUUID();',
    'export const s = AbortSignal.timeout(5);',
  ])('sees %s', (text) => {
    expect(noticed('agent/core/step.ts', text)).toContain('1 ambient');
  });

  it.each([
    `import { setTimeout as pause } from 'node:timers/promises';`,
    `import { performance as clock } from 'node:perf_hooks';`,
    `import { randomBytes } from 'node:crypto';`,
    `import { randomUUID as id } from 'node:crypto';`,
    `import * as hash from 'node:crypto';`,
    `import { hrtime } from 'node:process';`,
  ])('sees %s', (text) => {
    expect(noticed('simulator/people.ts', text)).toContain('1 ambient');
  });

  it.each([
    'export const d = new Date(1000).toISOString();',
    'export const t = Date.UTC(2026, 0, 1);',
    'export const ok = (x: unknown) => x instanceof Date;',
    'export const born = (d: Date): number => d.getTime();',
    'export const m = Math.max(1, 2);',
    'export const t = (clock: { now(): number; setTimeout(f: () => void): void }) => clock.setTimeout(() => clock.now());',
    `export const word = 'Math.random()'; // Date.now()`,
  ])('lets %s be', (text) => {
    expect(noticed('agent/core/step.ts', text)).toEqual([]);
  });

  it.each([
    'agent/adapters/clock.ts',
    'agent/cli/demo.ts',
    'simulator/centre/main.ts',
    'simulator/centre/adapters/clock.ts',
    'test/x.ts',
  ])('lets time in at %s', (path) => {
    expect(noticed(path, 'export const t = Date.now();')).toEqual([]);
  });

  it.each(['drivers/pcsc/read-machine.ts', 'simulator/centre/server.ts', 'agent/executor.ts', 'protocol/codes.ts'])(
    'keeps it out of %s',
    (path) => {
      expect(noticed(path, 'export const t = Date.now();')).toEqual(['1 ambient']);
    },
  );
});

describe('names and sizes', () => {
  it.each(['agent/core/utils.ts', 'agent/helpers/date.ts', 'simulator/card-manager.ts', 'protocol/proto/common.proto'])(
    'refuses the name %s',
    (path) => {
      expect(noticed(path, '')).toContain('1 name');
    },
  );

  it.each(['agent/core/readMachine.ts', 'agent/core/Read.ts', 'agent/core/read_machine.ts'])(
    'wants %s in kebab case',
    (path) => {
      expect(noticed(path, '')).toEqual(['1 name']);
    },
  );

  it(`lets a file have ${LINE_LIMIT} lines and not one more`, () => {
    expect(noticed('agent/core/step.ts', '//\n'.repeat(LINE_LIMIT))).toEqual([]);
    expect(noticed('agent/core/step.ts', '//\n'.repeat(LINE_LIMIT + 1))).toEqual([`${LINE_LIMIT + 1} size`]);
  });
});

describe('exceptions', () => {
  const clock = { path: 'agent/core/step.ts', text: 'export const t = Date.now();' };

  it('set one rule aside for one file', () => {
    const exception = { path: clock.path, rule: 'ambient', reason: 'planted' } as const;
    expect(violationsIn([clock], [exception])).toEqual([]);
    expect(violationsIn([{ ...clock, path: 'agent/core/other.ts' }], [exception])).toHaveLength(2);
  });

  it('are refused once nothing needs them', () => {
    const exception = { path: clock.path, rule: 'size', reason: 'planted' } as const;
    expect(violationsIn([clock], [exception]).map(({ rule }) => rule)).toEqual(['ambient', 'exception']);
  });
});

describe('the lock file', () => {
  const judged = (packages: object, allowScripts: object = {}) =>
    lockViolations(JSON.stringify({ packages }), JSON.stringify({ allowScripts })).map(({ message }) => message);

  it('carries no registry address', () => {
    expect(judged({ 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } })).toHaveLength(1);
  });

  it('lists the optional packages of every platform', () => {
    const a = { optionalDependencies: { 'a-darwin': '1.0.0' } };
    expect(judged({ 'node_modules/a': a })).toHaveLength(1);
    expect(judged({ 'node_modules/a': a, 'node_modules/a-darwin': { os: ['darwin'] } })).toEqual([]);
    expect(judged({ 'node_modules/a': a, 'node_modules/a/node_modules/a-darwin': {} })).toEqual([]);
  });

  it('runs no install script that package.json does not allow', () => {
    const packages = { 'node_modules/@b/a': { hasInstallScript: true } };
    expect(judged(packages)).toHaveLength(1);
    expect(judged(packages, { '@b/a': true })).toEqual([]);
    expect(judged({ 'node_modules/a': { hasInstallScript: true, os: ['darwin'] } })).toEqual([]);
  });
});

/**
 * The import table of the house: which folder may import what. One entry a folder, in the words of the architecture;
 * a target that no entry names is refused.
 */

import ts from 'typescript';
import { type Import, importsOf, lineOf, type Source, type Violation } from './source.ts';

export type Zone =
  | 'protocol'
  | 'device contract'
  | 'driver parts'
  | 'driver registry'
  | 'driver'
  | 'core'
  | 'ports'
  | 'adapters'
  | 'cli'
  | 'console'
  | 'client'
  | 'shell'
  | 'simulator'
  | 'test'
  | 'outside';

const ZONES: readonly (readonly [RegExp, Zone])[] = [
  [/^protocol\//, 'protocol'],
  [/^drivers\/contract\.ts$/, 'device contract'],
  [/^drivers\/(card-file|native-call|scan-text|tap)\.ts$/, 'driver parts'],
  [/^drivers\/registry\.ts$/, 'driver registry'],
  [/^drivers\/[^/]+\//, 'driver'],
  [/^agent\/core\//, 'core'],
  [/^agent\/ports\//, 'ports'],
  [/^agent\/adapters\//, 'adapters'],
  [/^agent\/cli\//, 'cli'],
  [/^agent\/console\//, 'console'],
  [/^agent\/api\/client\//, 'client'],
  [/^agent\//, 'shell'],
  [/^simulator\//, 'simulator'],
  [/^test\//, 'test'],
];

export function zoneOf(path: string): Zone {
  return ZONES.find(([pattern]) => pattern.test(path))?.[1] ?? 'outside';
}

interface Allowance {
  /** What a file of this folder may import from the house. The device contract is types and open to all but the core. */
  readonly house: (zone: Zone, path: string, from: string, typeOnly: boolean) => boolean;
  readonly npm: (name: string, from: string) => boolean;
  readonly node: (name: string, from: string) => boolean;
  /** The rule in words, for the message. */
  readonly words: string;
}

const never = () => false;
const always = () => true;

/** Device bindings. Each is imported by its kind's native.ts and by nobody else, so that a crash stays in one process. */
const NATIVES: readonly string[] = ['pcsclite', 'node-hid', 'serialport', 'usb'];
/** Parts of Node that only compute. */
const PURE_NODE: readonly string[] = ['node:path', 'node:url', 'node:buffer'];

const isNativeSeam = (path: string) => /^drivers\/[^/]+\/native\.ts$/.test(path);
const isTool = (path: string) => path === 'protocol/generate.mjs';
const kindOf = (path: string) => path.split('/')[1];

const TABLE: Readonly<Record<Exclude<Zone, 'outside'>, Allowance>> = {
  protocol: {
    house: (zone) => zone === 'protocol',
    npm: (name, from) => name === 'protobufjs' || name === 'long' || (isTool(from) && name === 'protobufjs-cli'),
    node: (_name, from) => isTool(from),
    words: 'protocol imports only itself and the protobuf runtime',
  },
  'device contract': { house: never, npm: never, node: never, words: 'the device contract imports nothing' },
  'driver parts': {
    house: (zone, _path, _from, typeOnly) => zone === 'device contract' && typeOnly,
    npm: never,
    node: never,
    words: 'what drivers of every kind share imports only types of the device contract',
  },
  'driver registry': {
    house: (zone) => zone === 'driver' || zone === 'device contract' || zone === 'driver parts',
    npm: never,
    node: never,
    words: 'the driver registry imports only drivers',
  },
  driver: {
    house: (zone, path, from) =>
      zone === 'device contract' || zone === 'driver parts' || (zone === 'driver' && kindOf(path) === kindOf(from)),
    npm: (name, from) => isNativeSeam(from) && NATIVES.includes(name),
    node: (_name, from) => isNativeSeam(from),
    words:
      'a driver imports only its own kind, the device contract and what all share; native.ts alone touches its native module and Node',
  },
  core: {
    house: (zone) => zone === 'core',
    npm: never,
    node: never,
    words: 'the core imports only itself: no node:, no npm, no protobuf',
  },
  ports: {
    house: (zone, _path, _from, typeOnly) => typeOnly && ['ports', 'core', 'device contract'].includes(zone),
    npm: never,
    node: never,
    words: 'ports import only types, of ports, core and the device contract',
  },
  adapters: {
    house: (zone, _path, _from, typeOnly) =>
      zone === 'adapters' || zone === 'ports' || zone === 'core' || (typeOnly && zone === 'device contract'),
    npm: (name) => !NATIVES.includes(name),
    node: always,
    words:
      'an adapter imports adapters, ports, core (it is pure), types of the device contract, and its one foreign module',
  },
  cli: {
    house: always,
    npm: (name) => !NATIVES.includes(name),
    node: always,
    words: 'device bindings are imported by native.ts alone',
  },
  console: {
    house: (zone) => zone === 'console',
    npm: (name) => !NATIVES.includes(name),
    node: never,
    words: 'the counter page imports only itself and what its build bundles',
  },
  client: {
    house: (zone) => zone === 'client',
    npm: (name) => name === 'openapi-fetch',
    node: (name) => name === 'node:fs' || PURE_NODE.includes(name),
    words: 'the client package imports only itself, openapi-fetch and what reads a file: it runs in other programs',
  },
  shell: {
    house: (zone, _path, _from, typeOnly) =>
      ['core', 'ports', 'adapters', 'shell', 'protocol', 'driver registry'].includes(zone) ||
      (zone === 'device contract' && typeOnly),
    npm: never,
    node: (name) => PURE_NODE.includes(name),
    words:
      'the shell imports the agent (not cli or console), protocol, drivers/registry and types of drivers/contract; I/O belongs in adapters',
  },
  simulator: {
    house: (zone, path) =>
      ['simulator', 'protocol', 'device contract', 'core', 'ports', 'shell'].includes(zone) ||
      zone === 'driver parts' ||
      (zone === 'driver' && !isNativeSeam(path)),
    npm: (name) => !NATIVES.includes(name),
    node: always,
    words:
      "the simulator imports protocol, drivers (over fake ports) and the agent, never the agent's adapters or cli nor a native binding",
  },
  test: { house: always, npm: always, node: always, words: '' },
};

export function importViolations(source: Source, file: ts.SourceFile): Violation[] {
  const zone = zoneOf(source.path);
  if (zone === 'outside') return [];
  const imports = importsOf(file);
  const violations = imports
    .filter((entry) => !isAllowed(source.path, zone, entry))
    .map((entry) => violation(source, entry.line, `may not import ${nameOf(entry)}: ${TABLE[zone].words}`));
  return zone === 'adapters' ? [...violations, ...foreignModules(source, imports)] : violations;
}

function isAllowed(from: string, zone: Exclude<Zone, 'outside'>, { target, typeOnly }: Import): boolean {
  const rule = TABLE[zone];
  switch (target.kind) {
    case 'file':
      return rule.house(zoneOf(target.path), target.path, from, typeOnly);
    case 'npm':
      return rule.npm(target.name, from);
    case 'node':
      // With node:module anything could be required unseen.
      return (
        rule.node(target.name, from) &&
        (target.name !== 'node:module' || zone === 'cli' || zone === 'test' || isTool(from))
      );
    case 'computed':
      return zone === 'cli' || zone === 'test' || isTool(from);
  }
}

function foreignModules(source: Source, imports: readonly Import[]): Violation[] {
  const seen = new Set<string>();
  const violations: Violation[] = [];
  for (const { target, line } of imports) {
    if (target.kind !== 'npm' || seen.has(target.name)) continue;
    seen.add(target.name);
    if (seen.size > 1)
      violations.push(violation(source, line, `one foreign module a file: ${[...seen].join(' and ')}`));
  }
  return violations;
}

function nameOf({ target, typeOnly }: Import): string {
  const kind = typeOnly ? 'types of ' : '';
  return target.kind === 'computed' ? 'a computed name' : kind + (target.kind === 'file' ? target.path : target.name);
}

/** Ports and the device contract are types: anything that exists at run time is refused. */
export function typesOnlyViolations(source: Source, file: ts.SourceFile): Violation[] {
  const zone = zoneOf(source.path);
  if (zone !== 'ports' && zone !== 'device contract') return [];
  return file.statements
    .filter((statement) => !isErased(statement))
    .map((statement) => ({
      path: source.path,
      line: lineOf(file, statement),
      rule: 'types only',
      message: 'this folder holds types only',
    }));
}

function isErased(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement)) return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isExportDeclaration(statement) && statement.isTypeOnly;
}

function violation(source: Source, line: number, message: string): Violation {
  return { path: source.path, line, rule: 'imports', message };
}

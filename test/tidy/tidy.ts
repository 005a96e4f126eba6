/**
 * All tidy rules over a set of files: text in, violations out. Pure, so that planted violations can prove each rule.
 * What biome and the compiler already hold (any, non-null, default exports, unused names) is not repeated here.
 */
import { ambientViolations } from './ambient.ts';
import { importViolations, typesOnlyViolations } from './house.ts';
import { parse, type Source, type Violation } from './source.ts';

/** A rule set aside for one file, with the reason in words. One that is no longer needed is itself a violation. */
export interface Exception {
  readonly path: string;
  readonly rule: Violation['rule'];
  readonly reason: string;
}

/** Lines a file may have; the aim is 300. */
export const LINE_LIMIT = 400;
const EMPTY_WORDS: readonly string[] = ['util', 'utils', 'helper', 'helpers', 'manager', 'common', 'misc'];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

export function violationsIn(sources: readonly Source[], exceptions: readonly Exception[]): Violation[] {
  const all = sources.flatMap((source) => [...nameViolations(source), ...codeViolations(source)]);
  const covers = (exception: Exception, violation: Violation) =>
    exception.path === violation.path && exception.rule === violation.rule;
  const idle = exceptions.filter((exception) => !all.some((violation) => covers(exception, violation)));
  return [
    ...all.filter((violation) => !exceptions.some((exception) => covers(exception, violation))),
    ...idle.map(
      ({ path, rule }): Violation => ({
        path,
        line: 1,
        rule: 'exception',
        message: `needs no exception from "${rule}"`,
      }),
    ),
  ];
}

/** One violation a line, as an editor can jump to. */
export function describe(violations: readonly Violation[]): string {
  return violations.map(({ path, line, rule, message }) => `${path}:${line}: ${rule}: ${message}`).join('\n');
}

function codeViolations(source: Source): Violation[] {
  if (!/\.(ts|mts|js|mjs)$/.test(source.path)) return [];
  const file = parse(source);
  return [
    ...importViolations(source, file),
    ...typesOnlyViolations(source, file),
    ...ambientViolations(source, file),
    ...sizeViolations(source),
  ];
}

function sizeViolations({ path, text }: Source): Violation[] {
  const lines = text.trimEnd().split('\n').length;
  if (lines <= LINE_LIMIT) return [];
  return [
    { path, line: LINE_LIMIT + 1, rule: 'size', message: `${lines} lines; at most ${LINE_LIMIT}, aim under 300` },
  ];
}

function nameViolations({ path }: Source): Violation[] {
  const violations: Violation[] = [];
  for (const part of path.split('/')) {
    const empty = part.split(/[-.]/).find((word) => EMPTY_WORDS.includes(word));
    if (empty !== undefined)
      violations.push({ path, line: 1, rule: 'name', message: `"${empty}" in a name says nothing` });
    if (!part.endsWith('.md') && !KEBAB.test(part))
      violations.push({ path, line: 1, rule: 'name', message: `"${part}" is not kebab-case` });
  }
  return violations;
}

/**
 * package-lock.json must install anywhere: no registry addresses, every platform's optional packages listed (npm ci
 * refuses a lock without them), and every install script allowed in package.json.
 */
export function lockViolations(lockText: string, manifestText: string): Violation[] {
  const lock = JSON.parse(lockText) as { readonly packages: Readonly<Record<string, LockEntry>> };
  const manifest = JSON.parse(manifestText) as { readonly allowScripts?: Readonly<Record<string, boolean>> };
  const messages: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = path.replace(/^.*node_modules\//, '');
    if (entry.resolved !== undefined) messages.push(`${name} carries an address ("resolved")`);
    if (
      entry.hasInstallScript === true &&
      (entry.os?.includes('linux') ?? true) &&
      manifest.allowScripts?.[name] !== true
    ) {
      messages.push(`${name} has an install script that package.json does not allow (allowScripts)`);
    }
    for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isListed(lock.packages, path, optional))
        messages.push(`${optional}, optional for ${name || 'the package'}, is not listed`);
    }
  }
  return messages.map((message) => ({ path: 'package-lock.json', line: 1, rule: 'lock', message }));
}

interface LockEntry {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function isListed(packages: Readonly<Record<string, LockEntry>>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

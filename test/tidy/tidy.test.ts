/** The tree is tidy. What is set aside is listed here, each with its reason. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { describe, type Exception, lockViolations, violationsIn } from './tidy.ts';
import { readTree } from './tree.ts';

const EXCEPTIONS: readonly Exception[] = [
  {
    path: 'agent/root.ts',
    rule: 'imports',
    reason:
      'reads package.json once to find the package folder; simulator, cli and shell all need it, so it is no adapter',
  },
  {
    path: 'simulator/time/virtual-clock.ts',
    rule: 'ambient',
    reason:
      'an immediate, which carries no time, lets the promises of one virtual instant come through before the next',
  },
  {
    path: 'test/settlement/reference.ts',
    rule: 'size',
    reason: 'the second implementation of one page, kept as one text so that it can be read beside that page',
  },
];

it('the source tree keeps the rules of the house', () => {
  const sources = readTree(packageRoot());
  expect(sources.length).toBeGreaterThan(20);
  expect(describe(violationsIn(sources, EXCEPTIONS))).toBe('');
});

it('the lock file installs on any machine', () => {
  const read = (name: string) => readFileSync(join(packageRoot(), name), 'utf8');
  expect(describe(lockViolations(read('package-lock.json'), read('package.json')))).toBe('');
});

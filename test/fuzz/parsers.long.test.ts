/** Hostile bytes, a million for each parser. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parserChecks } from './parsers.ts';

describe('whatever a million inputs are', () => {
  it.each(parserChecks())(
    '%s are taken or refused, and nothing else happens',
    (_, property) => {
      fc.assert(property, { numRuns: 1_000_000 });
    },
    1_800_000,
  );
});

/** Hostile bytes made and shrunk by fast-check, many for each parser; hostile.long.test.ts feeds each a million. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parserChecks } from './parsers.ts';

describe('whatever a hundred thousand inputs are', () => {
  it.each(parserChecks())(
    '%s are taken or refused, and nothing else happens',
    (_, property) => {
      fc.assert(property, { numRuns: 100_000 });
    },
    600_000,
  );
});

/** Hostile bytes, a few thousand for each parser; parsers.long.test.ts goes on to many. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parserChecks } from './parsers.ts';

describe('whatever the bytes are', () => {
  it.each(parserChecks())('%s are taken or refused, and nothing else happens', (_, property) => {
    fc.assert(property, { numRuns: 3_000 });
  });
});

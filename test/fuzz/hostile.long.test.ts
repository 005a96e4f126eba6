/** A million hostile inputs for every parser of outside bytes: none throws, none hangs, none grows, each refusal has its code. */
import { describe, expect, it } from 'vitest';
import { attack, hostileSubjects } from './hostile.ts';

const INPUTS = 1_000_000;
/** Past this an input was not parsed but chewed: a million take seconds. */
const MOST_MS = 240_000;
const MOST_GROWTH = 96 * 2 ** 20;

describe('a million hostile inputs', () => {
  it.each(hostileSubjects().map((subject) => [subject.name, subject] as const))(
    'of %s are taken or refused with a code of the catalogue, in bounded memory',
    (name, subject) => {
      const seed = Number(process.env['TONGXING_SEED']) >>> 0;
      // What is loaded and compiled on the way is not theirs.
      attack(subject, 20_000, seed);
      const before = process.memoryUsage().rss;
      const began = performance.now();
      const codes = attack(subject, INPUTS, seed, (done) => {
        process.stderr.write(`${name}: ${done} of ${INPUTS}, ${Math.round(performance.now() - began)} ms\n`);
      });
      expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
      const refused = [...codes.values()].reduce((sum, count) => sum + count, 0);
      process.stderr.write(`${name}: ${refused} refused ${JSON.stringify(Object.fromEntries(codes))}\n`);
      expect(refused).toBeLessThanOrEqual(INPUTS);
    },
    MOST_MS,
  );
});

/**
 * Every scenario that is not for virtual time alone, on the real parts: one that passes there and fails here is a finding.
 * With TONGXING_REAL_SCENARIOS set it is so many of them, drawn by the run's seed.
 */
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { onRealParts, realScenarios } from './real.ts';

function drawn(): ReturnType<typeof realScenarios> {
  const all = realScenarios();
  const count = Number(process.env['TONGXING_REAL_SCENARIOS'] ?? all.length);
  const random = seededRandom(Number(process.env['TONGXING_SEED']));
  const drawn = all.map((one) => ({ one, at: random.next() })).toSorted((a, b) => a.at - b.at);
  return drawn.slice(0, count).map(({ one }) => one);
}

await onRealParts(drawn());

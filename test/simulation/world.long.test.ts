/** Fresh seeds for five minutes: how many days, transactions and faults the system got through. */
import { expect, it } from 'vitest';
import { ALL_FAULTS } from '../../simulator/world/faults.ts';
import { drawPlan, runWorld } from '../../simulator/world/world.ts';
import { seedFrom } from '../seed.ts';
import { ground } from './ground.ts';

const FOR_MS = 5 * 60_000;
/** No more than these: a change is judged by the same worlds on a fast machine and a slow one. */
const MOST = Number(process.env['TONGXING_WORLDS'] ?? Number.POSITIVE_INFINITY);
/** Every so many seeds all faults at once, instead of those the seed draws. */
const ALL_EVERY = 4;

it('fresh seeds for five minutes: nothing told is lost, nothing is done twice, money is conserved', async () => {
  const first = seedFrom(process.env['TONGXING_SEED'] ?? 'random', 1);
  const base = ground();
  const until = performance.now() + FOR_MS;
  const survived: Record<string, number> = {};
  let [days, transactions, seed] = [0, 0, first];
  for (; performance.now() < until && seed - first < MOST; seed += 1) {
    const all = seed % ALL_EVERY === 0;
    const result = await runWorld(drawPlan(seed, all ? { faults: ALL_FAULTS } : {}), base);
    const again = `npm run simulate -- --seed ${seed}${all ? ' --all-faults' : ''} --shrink`;
    const story = `${again}\n${result.story.join('\n')}`;
    expect(result.violations, story).toEqual([]);
    days += result.terminalDays;
    transactions += result.transactions;
    for (const [name, times] of Object.entries(result.survived)) survived[name] = (survived[name] ?? 0) + times;
  }
  console.log(
    `seeds ${first} to ${seed - 1}: ${days.toFixed(1)} terminal-days, ${transactions} transactions, survived:`,
  );
  console.log(survived);
  expect(transactions).toBeGreaterThan(seed - first);
});

/** How fast the simulated world goes under all faults at once: what decides how many seeds a night can try. */
import { ALL_FAULTS } from '../../simulator/world/faults.ts';
import { drawPlan, runWorld } from '../../simulator/world/world.ts';
import { ground } from '../simulation/ground.ts';
import type { Bench, Row } from './table.ts';

const TERMINALS = 2;
/** A quiet shop: ten hours, somebody every ten minutes. */
const DAY = { terminals: TERMINALS, visits: 60, gapMs: 600_000, faults: ALL_FAULTS };
const TARGET = 200;
const FOR_MS = 4_000;

export const world: Bench = {
  name: 'world',
  title: 'the simulated world under all faults',
  async run({ rounds, say }): Promise<readonly Row[]> {
    const base = ground();
    const began = performance.now();
    let [days, transactions, seed] = [0, 0, 1];
    for (; performance.now() - began < rounds * FOR_MS; seed += 1) {
      const result = await runWorld(drawPlan(seed, DAY), base);
      if (result.violations.length > 0) throw new Error(`seed ${seed}: ${result.violations.join('; ')}`);
      days += TERMINALS;
      transactions += result.transactions;
      say(`${days} days`);
    }
    const minutes = (performance.now() - began) / 60_000;
    const rate = days / minutes;
    return [
      {
        what: 'simulated terminal-days a minute, all faults at once',
        ours: `${Math.round(rate)}`,
        beside: `${transactions} transactions in ${days} days of 10 h, ${DAY.visits} visits each`,
        ratio: '–',
        target: `≥ ${TARGET}`,
        met: rate >= TARGET,
      },
    ];
  },
};

/** How fast the simulated world goes under all faults at once: what decides how many seeds a night can try. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../agent/root.ts';
import { WORLD_FLAGS } from '../simulation/flags.ts';
import type { Bench, Row } from './table.ts';

/** A quiet shop, somebody every ten minutes, and a clinic, every half hour; ten hours. */
const DAY = { terminals: 2, clinics: 1, visits: 60, gapMs: 600_000 };
const COUNTERS = DAY.terminals + DAY.clinics;
const TARGET = 200;
const FOR_S = 5;

/** As `npm run simulate` tells of one world. */
interface World {
  readonly transactions: number;
  readonly failed: boolean;
}

export const world: Bench = {
  name: 'world',
  title: 'the simulated world under all faults',
  async run({ rounds, say }): Promise<readonly Row[]> {
    const jobs = availableParallelism();
    const worlds: World[] = [];
    const add = (one: World) => {
      worlds.push(one);
      say(`${worlds.length * COUNTERS} days`);
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: jobs }, (_unused, index) => run(index, jobs, rounds * FOR_S, add)));
    const minutes = (performance.now() - began) / 60_000;
    const days = worlds.length * COUNTERS;
    const transactions = worlds.reduce((sum, one) => sum + one.transactions, 0);
    const failed = worlds.filter((one) => one.failed).length;
    const rate = days / minutes;
    return [
      {
        what: 'simulated terminal-days a minute, all faults at once',
        ours: `${Math.round(rate)}`,
        beside: `${jobs} processes; ${transactions} transactions in ${days} days of 10 h, ${DAY.visits} visits each, ${DAY.visits / 3} at the clinic; violated in ${failed}`,
        ratio: '–',
        target: `≥ ${TARGET}`,
        met: rate >= TARGET && failed === 0,
      },
    ];
  },
};

/** Every `jobs`-th seed in a process of its own; what is violated it prints itself. */
function run(index: number, jobs: number, forS: number, add: (one: World) => void): Promise<void> {
  const { terminals, clinics, visits, gapMs } = DAY;
  const options = { seed: 1 + index, step: jobs, for: forS, terminals, clinics, visits, 'gap-ms': gapMs };
  const named = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const program = join(packageRoot(), 'dist/simulate.js');
  const child = fork(program, [...named, '--all-faults'], { execArgv: [...WORLD_FLAGS] });
  child.on('message', (one) => add(one as World));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`simulate ended with ${code}`))));
  });
}

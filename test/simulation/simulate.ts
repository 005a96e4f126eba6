/**
 * `npm run simulate`: the world under many seeds, or one again. Says how far it is, what was survived, and for a failure
 * its seed, what was violated and, shrunk, a short story. Ends with 1 when something was violated, 130 when interrupted.
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ALL_FAULTS, describeIncident } from '../../simulator/world/faults.ts';
import { shrink } from '../../simulator/world/shrink.ts';
import { drawPlan, type Ground, type Plan, runWorld, type WorldResult } from '../../simulator/world/world.ts';
import { ground } from './ground.ts';

interface Options {
  readonly seeds: number;
  readonly seed?: number;
  readonly visits: number;
  readonly terminals: number;
  readonly gapMs?: number;
  readonly allFaults?: boolean;
  readonly shrink?: boolean;
  readonly story?: boolean;
}

const SHRINK_TRIES = 400;
const PROGRESS_MS = 2_000;

function program(): Command {
  return new Command('simulate')
    .description('The whole system in virtual time, faults and all, one world for each seed.')
    .option('--seeds <n>', 'how many worlds', whole, 100)
    .option('--seed <s>', 'the first seed, or the only one when --seeds is not given', whole)
    .option('--visits <n>', 'visits at each counter', whole, 40)
    .option('--terminals <n>', 'counters', whole, 2)
    .option('--gap-ms <n>', 'mean time between two visits at a counter, instead of what the seed draws', whole)
    .option('--all-faults', 'every fault at once, instead of those the seed draws')
    .option('--shrink', 'make a failing story short')
    .option('--story', 'print everything that was said and done')
    .addHelpText('after', '\nnpm run simulate -- --seeds 10000\nnpm run simulate -- --seed 77 --story')
    .allowExcessArguments(false)
    .exitOverride();
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is wanted.');
  return value;
}

async function main(): Promise<number> {
  const command = program();
  try {
    command.parse();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const options = command.opts<Options>();
  const first = options.seed ?? 1;
  const asked = options.seed !== undefined && command.getOptionValueSource('seeds') === 'default' ? 1 : options.seeds;
  const stop = { wanted: false };
  process.once('SIGINT', () => {
    stop.wanted = true;
  });
  return simulate(options, first, asked, stop);
}

async function simulate(options: Options, first: number, count: number, stop: { wanted: boolean }): Promise<number> {
  const base = ground();
  const began = performance.now();
  const total = { worlds: 0, failed: 0, days: 0, transactions: 0 };
  const survived: Record<string, number> = {};
  let said = began;
  for (let seed = first; seed < first + count && !stop.wanted; seed += 1) {
    const result = await runWorld(planOf(seed, options), base);
    total.worlds += 1;
    total.days += result.terminalDays;
    total.transactions += result.transactions;
    for (const [name, times] of Object.entries(result.survived)) survived[name] = (survived[name] ?? 0) + times;
    if (options.story === true || count === 1) console.log(`seed ${seed} trace ${result.trace}`);
    if (options.story === true) console.log(result.story.join('\n'));
    if (result.violations.length > 0) {
      total.failed += 1;
      await report(result, base, options);
    }
    if (performance.now() - said > PROGRESS_MS) {
      said = performance.now();
      const seconds = Math.round((said - began) / 1000);
      console.error(`${total.worlds} of ${count} worlds, ${total.failed} failed, ${seconds} s`);
    }
  }
  const { worlds, failed, days, transactions } = total;
  console.log(`${worlds} worlds, ${days.toFixed(2)} terminal-days, ${transactions} transactions; ${failed} failed`);
  console.log(`survived: ${JSON.stringify(survived)}`);
  return failed > 0 ? 1 : stop.wanted ? 130 : 0;
}

function planOf(seed: number, { visits, terminals, gapMs, allFaults }: Options): Plan {
  return drawPlan(seed, {
    ...{ visits, terminals },
    ...(gapMs === undefined ? {} : { gapMs }),
    ...(allFaults === true ? { faults: ALL_FAULTS } : {}),
  });
}

/** What gives this seed's world again, beside its seed. */
function sameWorld({ visits, terminals, gapMs, allFaults }: Options): string {
  const gap = gapMs === undefined ? '' : ` --gap-ms ${gapMs}`;
  return `--visits ${visits} --terminals ${terminals}${gap}${allFaults === true ? ' --all-faults' : ''}`;
}

/** A violation without the ids and times in it: a shorter story has to tell the same one. */
function kindOf(violation: string): string {
  return violation.replaceAll(/[A-Z]*\d+/g, '#');
}

async function report(result: WorldResult, base: Ground, options: Options): Promise<void> {
  const { seed } = result.plan;
  console.log(`seed ${seed} FAILED; again: npm run simulate -- --seed ${seed} ${sameWorld(options)} --shrink`);
  for (const violation of new Set(result.violations)) console.log(`  ${violation}`);
  if (options.shrink !== true) return;
  const kinds = new Set(result.violations.map(kindOf));
  const fails = async (plan: Plan) => (await runWorld(plan, base)).violations.some((one) => kinds.has(kindOf(one)));
  const small = await shrink(result.plan, { fails, tries: SHRINK_TRIES });
  const again = await runWorld(small, base);
  console.log(`shrunk to ${small.story.length} visits and ${small.incidents.length} incidents:`);
  console.log(`faults ${JSON.stringify(small.faults)}`);
  for (const incident of small.incidents)
    console.log(`incident ${incident.atMs} T${incident.terminal + 1} ${describeIncident(incident)}`);
  console.log(again.story.join('\n'));
}

void main().then((code) => {
  process.exitCode = code;
});

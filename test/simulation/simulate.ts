/**
 * `npm run simulate`: the world under many seeds, or one again. Says how far it is, what was survived, and for a failure
 * its seed, what was violated and, shrunk, a short story. Ends with 1 when something was violated, 130 when interrupted.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ALL_FAULTS, describeIncident } from '../../simulator/world/faults.ts';
import { shrink } from '../../simulator/world/shrink.ts';
import { drawPlan, type Ground, type Plan, runWorld, type WorldResult } from '../../simulator/world/world.ts';
import { WORLD_FLAGS } from './flags.ts';
import { ground } from './ground.ts';

interface Options {
  readonly seeds: number;
  readonly seed?: number;
  readonly visits: number;
  readonly terminals: number;
  readonly clinics: number;
  readonly gapMs?: number;
  readonly allFaults?: boolean;
  readonly for?: number;
  readonly jobs?: number;
  readonly step: number;
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
    .option('--for <s>', 'seed after seed for this long, seconds, instead of a number of them', whole)
    .option('--jobs <n>', 'processes; one for each core when not given', whole)
    .addOption(new Option('--step <n>', 'every n-th seed').argParser(whole).default(1).hideHelp())
    .option('--visits <n>', 'visits at each counter of the pharmacy', whole, 40)
    .option('--terminals <n>', 'counters of the pharmacy', whole, 2)
    .option('--clinics <n>', 'counters of the clinic, each with a third as many visits', whole, 1)
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
  const single = options.seed !== undefined && options.for === undefined;
  const asked = single && command.getOptionValueSource('seeds') === 'default' ? 1 : options.seeds;
  const end = options.for === undefined ? first + asked : Number.MAX_SAFE_INTEGER;
  const work: Work = { first, end, step: options.step, began: performance.now() };
  const stop = { wanted: false };
  process.once('SIGINT', () => {
    stop.wanted = true;
  });
  const count = end - first;
  const tally = new Tally(options.for === undefined ? count : null, work.began);
  const jobs = Math.min(options.jobs ?? availableParallelism(), count);
  if (process.send !== undefined) {
    const told: Telling = (world) => void process.send?.(world);
    await simulate(options, work, stop, told);
    process.disconnect();
    return 0;
  }
  if (jobs > 1 && options.story !== true) await together(jobs, work, tally);
  else await simulate(options, work, stop, (world) => tally.add(world), count === 1);
  tally.sum();
  return tally.failed > 0 ? 1 : stop.wanted ? 130 : 0;
}

/** Seeds `first`, `first + step`, … below `end`. */
interface Work {
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly began: number;
}

/** What is told of one world, also from one process to another. */
type World = Pick<WorldResult, 'terminalDays' | 'transactions' | 'survived'> & { readonly failed: boolean };
type Telling = (world: World) => void;

class Tally {
  failed = 0;
  readonly #count: number | null;
  readonly #began: number;
  readonly #survived: Record<string, number> = {};
  #worlds = 0;
  #days = 0;
  #transactions = 0;
  #said: number;

  /** `count`: how many worlds there will be; null when the time decides. */
  constructor(count: number | null, began: number) {
    this.#count = count;
    this.#began = began;
    this.#said = began;
  }

  add({ terminalDays, transactions, survived, failed }: World): void {
    this.#worlds += 1;
    this.#days += terminalDays;
    this.#transactions += transactions;
    if (failed) this.failed += 1;
    for (const [name, times] of Object.entries(survived)) this.#survived[name] = (this.#survived[name] ?? 0) + times;
    const now = performance.now();
    if (now - this.#said < PROGRESS_MS) return;
    this.#said = now;
    const of = this.#count === null ? '' : ` of ${this.#count}`;
    console.error(`${this.#worlds}${of} worlds, ${this.failed} failed, ${Math.round((now - this.#began) / 1000)} s`);
  }

  sum(): void {
    const [days, seconds] = [this.#days.toFixed(2), Math.round((performance.now() - this.#began) / 1000)];
    console.log(
      `${this.#worlds} worlds, ${days} terminal-days, ${this.#transactions} transactions in ${seconds} s; ${this.failed} failed`,
    );
    console.log(`survived: ${JSON.stringify(this.#survived)}`);
  }
}

/** The same in several processes, each with every `jobs`-th seed; interrupted together with this one. */
async function together(jobs: number, { first, end }: Work, tally: Tally): Promise<void> {
  const program = process.argv[1] ?? '';
  const ended = Array.from({ length: jobs }, (_unused, index) => {
    const seeds = Math.max(1, end - first - index);
    const part = ['--seed', String(first + index), '--seeds', String(seeds), '--step', String(jobs)];
    const child = fork(program, [...process.argv.slice(2), ...part], { execArgv: [...WORLD_FLAGS] });
    child.on('message', (world) => tally.add(world as World));
    return new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`a process of seeds ended with ${code}`)),
      );
    });
  });
  await Promise.all(ended);
}

async function simulate(
  options: Options,
  { first, end, step, began }: Work,
  stop: { readonly wanted: boolean },
  tell: Telling,
  alone = false,
): Promise<void> {
  const base = ground();
  const late = () => options.for !== undefined && performance.now() - began > options.for * 1000;
  for (let seed = first; seed < end && !stop.wanted && !late(); seed += step) {
    const result = await runWorld(planOf(seed, options), base);
    if (options.story === true || alone) console.log(`seed ${seed} trace ${result.trace}`);
    if (options.story === true) console.log(result.story.join('\n'));
    const failed = result.violations.length > 0;
    const { terminalDays, transactions, survived } = result;
    tell({ terminalDays, transactions, survived, failed });
    if (failed) await report(result, base, options);
  }
}

function planOf(seed: number, { visits, terminals, clinics, gapMs, allFaults }: Options): Plan {
  return drawPlan(seed, {
    ...{ visits, terminals, clinics },
    ...(gapMs === undefined ? {} : { gapMs }),
    ...(allFaults === true ? { faults: ALL_FAULTS } : {}),
  });
}

/** What gives this seed's world again, beside its seed. */
function sameWorld({ visits, terminals, clinics, gapMs, allFaults }: Options): string {
  const gap = gapMs === undefined ? '' : ` --gap-ms ${gapMs}`;
  return `--visits ${visits} --terminals ${terminals} --clinics ${clinics}${gap}${allFaults === true ? ' --all-faults' : ''}`;
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

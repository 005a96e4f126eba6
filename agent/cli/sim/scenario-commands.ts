/** `tongxing sim list|check|run`: scenario files looked over and played, said step by step. Decides nothing about a story. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { junit, type Ran, sayStep } from '../../../simulator/scenario/report.ts';
import type { Outcome, StepReport } from '../../../simulator/scenario/run.ts';
import type { Fault, Scenario } from '../../../simulator/scenario/scenario.ts';
import type { RunFlags } from '../sim-program.ts';
import { EXIT, type World } from '../world.ts';
import { type Ground, openGuest } from './guest-machine.ts';
import { hostMachine } from './host-machine.ts';
import { NoMachine } from './machine.ts';
import { type Pace, paceOf, playPaced } from './paced.ts';
import { openCardService } from './real-stage.ts';
import { playReal, playVirtual, readFile, reading, scenarioFiles, virtualGround } from './scenarios.ts';

interface Collected {
  readonly scenarios: readonly Scenario[];
  readonly faults: readonly Fault[];
}

function collect(names: readonly string[]): Collected {
  const with_ = reading();
  const read = scenarioFiles(names).map((file) => readFile(file, with_));
  return {
    scenarios: read.flatMap((one) => (one.ok ? one.scenarios : [])),
    faults: read.flatMap((one) => (one.ok ? [] : one.faults)),
  };
}

function sayFaults(faults: readonly Fault[], world: World): void {
  for (const { file, line, field, what } of faults)
    world.err(`${relative('.', file)}:${line}: ${field === '' ? '' : `${field}: `}${what}\n`);
}

export async function listScenarios(names: readonly string[], world: World): Promise<number> {
  const { scenarios, faults } = collect(names);
  for (const { name, zh, en, runs } of scenarios) world.out(`${name}  [${runs.join(' ')}]\n    ${zh}\n    ${en}\n`);
  sayFaults(faults, world);
  return faults.length === 0 ? EXIT.done : EXIT.badInput;
}

export async function checkScenarios(names: readonly string[], world: World): Promise<number> {
  const { scenarios, faults } = collect(names);
  sayFaults(faults, world);
  if (faults.length > 0) return EXIT.badInput;
  world.out(`${scenarios.length} 个情景无误 scenarios are right\n`);
  return EXIT.done;
}

export async function runScenarios(names: readonly string[], flags: RunFlags, world: World): Promise<number> {
  const seed = Number(flags.seed);
  if (!Number.isInteger(seed) || seed < 0) {
    world.err('--seed: 0 …\n');
    return EXIT.badInput;
  }
  const pace = flags.pace === undefined ? null : paceOf(flags.pace);
  if (flags.pace !== undefined && pace === null) {
    world.err('--pace: counter, 或秒数 or seconds\n');
    return EXIT.badInput;
  }
  if ([flags.pace !== undefined, flags.real === true, flags.guest === true].filter(Boolean).length > 1) {
    world.err('--real、--guest、--pace 只能选一个 one of --real, --guest and --pace\n');
    return EXIT.badInput;
  }
  const { scenarios, faults } = collect(names);
  sayFaults(faults, world);
  if (faults.length > 0) return EXIT.badInput;
  const mode = modeOf(flags);
  let stages: Stages;
  try {
    stages = await openStages(mode, seed, pace, world);
  } catch (error) {
    if (error instanceof Stopped) return EXIT.cannot;
    if (!(error instanceof NoMachine)) throw error;
    world.err(
      `${mode === 'guest' ? '客机用不了 the guest' : '真实部件用不了 the real parts'} cannot be used: ${error.message}\n`,
    );
    return EXIT.cannot;
  }
  try {
    // What needs a clock, a disk or a crash of its own is for virtual time: at a counter nobody does such things.
    const here = scenarios.filter(({ runs }) => runs.includes(mode === 'counter' ? 'real' : mode));
    const all = await playAll(here, stages, flags, world);
    const left = scenarios.length - here.length;
    if (left > 0) world.out(`略过 ${left} 个不在此处运行的 left out, because they do not run here: ${left}\n`);
    const failures = all.filter(({ outcome }) => outcome.failed !== null).length;
    const where = whereOf(mode, seed);
    world.out(`${all.length - failures} 通过 passed, ${failures} 失败 failed, ${where}\n`);
    if (flags.junit !== undefined)
      writeFileSync(flags.junit, junit(`tongxing.scenarios.${mode}`, all, mode === 'virtual' ? seed : null));
    return failures === 0 ? EXIT.done : EXIT.found;
  } catch (error) {
    if (error instanceof Stopped) return EXIT.cannot;
    throw error;
  } finally {
    await stages.close();
  }
}

interface Stages {
  play(scenario: Scenario, tell: (report: StepReport) => void): Promise<Outcome>;
  close(): Promise<void>;
}

/** Ctrl-C: what was started is ended before the command is. */
class Stopped extends Error {}

type Mode = 'virtual' | 'real' | 'guest' | 'counter';

function modeOf({ pace, real, guest }: RunFlags): Mode {
  if (pace !== undefined) return 'counter';
  if (guest === true) return 'guest';
  return real === true ? 'real' : 'virtual';
}

function whereOf(mode: Mode, seed: number): string {
  if (mode === 'real') return '真实部件 on the real parts';
  if (mode === 'guest') return 'QEMU 客机 in a QEMU guest';
  if (mode === 'counter') return '柜台节奏 at the counter’s own pace';
  return `种子 seed ${seed}, 虚拟时间 in virtual time`;
}

async function openStages(mode: Mode, seed: number, pace: Pace | null, world: World): Promise<Stages> {
  const virtual = virtualGround();
  if (mode === 'virtual')
    return { play: (scenario, tell) => playVirtual(scenario, seed, virtual, tell), close: async () => {} };
  const stopped = world.stopped().then((): never => {
    throw new Stopped();
  });
  // Nobody may be waiting for it at that moment.
  stopped.catch(() => {});
  if (pace !== null)
    return { play: (scenario, tell) => playPaced(scenario, pace, world, tell, stopped), close: async () => {} };
  if (mode === 'guest') {
    world.out('启动客机 booting the guest …\n');
    const ground = await bootedUnless(stopped);
    const { machine, slower, close } = ground;
    world.out(`它慢 ${slower.toFixed(1)} 倍，等待随之放长 it is ${slower.toFixed(1)} times slower; waits are scaled\n`);
    return { play: (scenario, tell) => playReal(scenario, machine, virtual.cast, tell, stopped), close };
  }
  const pcscd = await openCardService();
  return {
    play: (scenario, tell) => playReal(scenario, hostMachine(pcscd), virtual.cast, tell, stopped),
    close: () => pcscd.stop(),
  };
}

/** Ctrl-C reaches QEMU as well; one that comes too late for that ends the guest it finds. */
async function bootedUnless(stopped: Promise<never>): Promise<Ground> {
  const booting = openGuest();
  try {
    return await Promise.race([booting, stopped]);
  } catch (error) {
    if (error instanceof Stopped) await booting.then((ground) => ground.close()).catch(() => {});
    throw error;
  }
}

async function playAll(
  scenarios: readonly Scenario[],
  stages: Stages,
  flags: RunFlags,
  world: World,
): Promise<readonly Ran[]> {
  const all: Ran[] = [];
  for (const scenario of scenarios) {
    world.out(`${scenario.name}  ${scenario.zh}\n  ${scenario.en}\n`);
    const began = world.nowMs();
    const outcome = await stages.play(scenario, (report) => {
      if (flags.quiet !== true || report.failure !== null) world.out(sayStep(report));
    });
    all.push({ outcome, tookMs: world.nowMs() - began });
    const { failed } = outcome;
    if (failed !== null) world.out(`  ${relative('.', scenario.file)}:${failed.step.line}\n`);
  }
  return all;
}

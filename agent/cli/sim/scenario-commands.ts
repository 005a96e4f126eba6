/** `tongxing sim list|check|run`: scenario files looked over and played, said step by step. Decides nothing about a story. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { junit, type Ran, sayStep } from '../../../simulator/scenario/report.ts';
import type { Fault, Scenario } from '../../../simulator/scenario/scenario.ts';
import type { RunFlags } from '../sim-program.ts';
import { EXIT, type World } from '../world.ts';
import { playVirtual, readFile, reading, scenarioFiles, virtualGround } from './scenarios.ts';

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
  const { scenarios, faults } = collect(names);
  sayFaults(faults, world);
  if (faults.length > 0) return EXIT.badInput;
  const virtual = virtualGround();
  const all: Ran[] = [];
  for (const scenario of scenarios.filter(({ runs }) => runs.includes('virtual'))) {
    world.out(`${scenario.name}  ${scenario.zh}\n  ${scenario.en}\n`);
    const began = world.nowMs();
    const outcome = await playVirtual(scenario, seed, virtual, (report) => {
      if (flags.quiet !== true || report.failure !== null) world.out(sayStep(report));
    });
    all.push({ outcome, tookMs: world.nowMs() - began });
    const { failed } = outcome;
    if (failed !== null) world.out(`  ${relative('.', scenario.file)}:${failed.step.line}\n`);
  }
  const failures = all.filter(({ outcome }) => outcome.failed !== null).length;
  world.out(
    `${all.length - failures} 通过 passed, ${failures} 失败 failed, 种子 seed ${seed}, 虚拟时间 in virtual time\n`,
  );
  if (flags.junit !== undefined) writeFileSync(flags.junit, junit('tongxing.scenarios.virtual', all));
  return failures === 0 ? EXIT.done : EXIT.found;
}

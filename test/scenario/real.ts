/** Scenarios of the library on the real parts, for the short run and the long one. One pcscd for all of a file. */
import { expect, it } from 'vitest';
import { hostMachine } from '../../agent/cli/sim/host-machine.ts';
import { playReal, readFile, reading, scenarioFiles } from '../../agent/cli/sim/scenarios.ts';
import { castOf } from '../../simulator/scenario/play.ts';
import type { Runner, Scenario } from '../../simulator/scenario/scenario.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { describeOnPcscd } from '../e2e/shop-hooks.ts';

const LONGEST_MS = 300_000;

export function scenariosFor(runner: Runner): readonly Scenario[] {
  const read = reading();
  const all = scenarioFiles([]).flatMap((file) => {
    const found = readFile(file, read);
    return found.ok ? found.scenarios : [];
  });
  return all.filter(({ runs }) => runs.includes(runner));
}

/** So many of them as `count` says, drawn by the run's seed; all of them without it. */
export function drawn(all: readonly Scenario[], count: string | undefined): readonly Scenario[] {
  const random = seededRandom(Number(process.env['TONGXING_SEED']));
  const drawn = all.map((one) => ({ one, at: random.next() })).toSorted((a, b) => a.at - b.at);
  return drawn.slice(0, Number(count ?? all.length)).map(({ one }) => one);
}

export function onRealParts(scenarios: readonly Scenario[]): Promise<void> {
  const cast = castOf();
  return describeOnPcscd('the same files on the real parts', (pcscd) => {
    it.each(scenarios.map((one) => [one.name, one] as const))(
      '%s',
      async (_name, scenario) => {
        const { failed } = await playReal(scenario, hostMachine(pcscd), cast);
        expect(failed === null ? '' : `${scenario.file}:${failed.step.line}: ${failed.failure}`).toBe('');
      },
      LONGEST_MS,
    );
  });
}

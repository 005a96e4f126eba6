/** Records stories of the library in virtual time, each life of the agent by itself. For tests; decides nothing. */
import { playVirtual, readFile, reading, scenarioFiles, virtualGround } from '../../agent/cli/sim/scenarios.ts';
import type { Recorded } from '../../agent/ports/recording.ts';
import { readScenarios, type Scenario } from '../../simulator/scenario/scenario.ts';

export type Lives = readonly (readonly Recorded[])[];

export function virtualStories(names: readonly string[] = []): readonly (readonly [string, Scenario])[] {
  const read = reading();
  return scenarioFiles(names)
    .flatMap((file) => {
      const found = readFile(file, read);
      if (!found.ok) throw new Error(JSON.stringify(found.faults));
      return found.scenarios;
    })
    .filter(({ runs }) => runs.includes('virtual'))
    .map((one) => [one.name, one] as const);
}

/** A story of a test's own. */
export function storyOf(steps: string): Scenario {
  const found = readScenarios('story.yaml', `title: { zh: 故事, en: a story }\nsteps:\n${steps}`, reading());
  const [scenario] = found.ok ? found.scenarios : [];
  if (scenario === undefined) throw new Error(JSON.stringify(found));
  return scenario;
}

/** Throws when the story is not so. */
export async function recordedLives(scenario: Scenario): Promise<Lives> {
  const { cast, ground } = virtualGround();
  const lives: Recorded[][] = [];
  const recording = () => {
    const life: Recorded[] = [];
    lives.push(life);
    return { append: (more: readonly Recorded[]) => void life.push(...more), close: () => {} };
  };
  const { failed } = await playVirtual(scenario, 1, { cast, ground: { ...ground, recording } });
  if (failed !== null) throw new Error(`${scenario.name}: ${failed.step.verb}: ${failed.failure}`);
  return lives;
}

/**
 * Plays a scenario on a stage, step by step, and says what became of each. The first step that is not as written ends it;
 * a refusal that was expected and did not come is a failure too. Must never go on after a failure.
 */
import { holds, waitFor } from './conditions.ts';
import { COUNTER } from './counter.ts';
import { HANDS, type Verb } from './hands.ts';
import { type Cast, newPlay, type Play, StepRefused } from './play.ts';
import type { Args, Scenario, Step } from './scenario.ts';
import { NotOnThisStage, type Stage } from './stage.ts';

export interface StepReport {
  readonly step: Step;
  /** From 1. */
  readonly number: number;
  /** Null when it went as written. */
  readonly failure: string | null;
  /** By the stage's clock. */
  readonly atMs: number;
}

export interface Outcome {
  readonly scenario: Scenario;
  readonly steps: readonly StepReport[];
  readonly failed: StepReport | null;
}

export const VERBS: Readonly<Record<string, Verb>> = {
  ...HANDS,
  ...COUNTER,
  'wait for': (play, args) => waitFor(play, args as Args),
  expect: async (play, args) => {
    const missing = await holds(play, args as Args);
    if (missing !== null) throw new StepRefused('not_so', missing);
  },
};

export async function play(
  scenario: Scenario,
  stage: Stage,
  cast: Cast,
  tell: (report: StepReport) => void = () => {},
  /** Waited for before each step: a person's pace. */
  before: (step: Step, number: number) => Promise<void> = async () => {},
): Promise<Outcome> {
  const state = newPlay(stage, cast);
  const steps: StepReport[] = [];
  for (const [at, step] of scenario.steps.entries()) {
    await before(step, at + 1);
    const failure = await take(state, step);
    const report = { step, number: at + 1, failure, atMs: stage.elapsedMs() };
    steps.push(report);
    tell(report);
    if (failure !== null) return { scenario, steps, failed: report };
  }
  return { scenario, steps, failed: null };
}

async function take(state: Play, { verb, args, fails }: Step): Promise<string | null> {
  const act = VERBS[verb];
  if (act === undefined) return `没有这个动作 there is no such step: ${verb}`;
  try {
    await act(state, args);
  } catch (error) {
    if (error instanceof NotOnThisStage) return error.message;
    if (!(error instanceof StepRefused)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (fails === null || error.code === 'not_so') return `${error.code}: ${error.message}`;
    return error.code === fails ? null : `${error.code}: ${error.message}; 应为 expected ${fails}`;
  }
  return fails === null ? null : `没有被拒绝 it was not refused; 应为 expected ${fails}`;
}

/**
 * Scenarios at the counter's own pace: a served counter with its page to look at, real seconds, each step told before it is
 * done. For training. Decides nothing about a story.
 */
import { sayComing } from '../../../simulator/scenario/report.ts';
import { type Outcome, play, type StepReport } from '../../../simulator/scenario/run.ts';
import type { Scenario, Step } from '../../../simulator/scenario/scenario.ts';
import { NotOnThisStage } from '../../../simulator/scenario/stage.ts';
import { pageLink } from '../open.ts';
import type { World } from '../world.ts';
import { virtualGround } from './scenarios.ts';
import { ServedStage } from './served-stage.ts';

/** Seconds before a step; null: not a pace. */
export type Pace = (step: Step) => number;

/** What a clerk takes for it: looking, typing, talking. */
const HANDS: Readonly<Record<string, number>> = {
  insert: 3,
  swap: 4,
  basket: 5,
  accept: 3,
  sell: 5,
  scan: 2,
  print: 2,
};
const LOOK_SECONDS = 1.5;
const LONGEST_SECONDS = 3_600;

export function paceOf(text: string): Pace | null {
  if (text === 'counter') return ({ verb }) => HANDS[verb] ?? LOOK_SECONDS;
  const seconds = Number(text);
  return text !== '' && seconds >= 0 && seconds <= LONGEST_SECONDS ? () => seconds : null;
}

/** Plays one and stops the counter, also when `stopped` settles first: then it rejects with what that rejects with. */
export async function playPaced(
  scenario: Scenario,
  pace: Pace,
  world: World,
  tell: (report: StepReport) => void,
  stopped: Promise<never>,
): Promise<Outcome> {
  let stage: ServedStage;
  try {
    stage = await ServedStage.open(scenario);
  } catch (error) {
    if (!(error instanceof NotOnThisStage)) throw error;
    return notHere(scenario, error.message, tell);
  }
  try {
    const { port, tokenPath } = stage.served.daemon;
    world.out(`  培训：收银页面 training: the counter page  ${await pageLink(port, tokenPath)}\n`);
    let over = false;
    const heard = (report: StepReport) => {
      if (!over) tell(report);
    };
    stopped.catch(() => {
      over = true;
    });
    const played = play(scenario, stage, virtualGround().cast, heard, async (step, number) => {
      world.out(sayComing(step, number));
      await stage.pass(pace(step) * 1_000);
    });
    return await Promise.race([played, stopped]);
  } finally {
    await stage.stop();
  }
}

function notHere(scenario: Scenario, why: string, tell: (report: StepReport) => void): Outcome {
  const [step = { verb: '', args: null, fails: null, note: '', line: 1 }] = scenario.steps;
  const report = { step, number: 1, failure: why, atMs: 0 };
  tell(report);
  return { scenario, steps: [report], failed: report };
}

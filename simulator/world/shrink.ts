/**
 * A failing plan made short: faults switched off one by one, then incidents and visits left out in ever smaller pieces, as
 * long as it still fails. Knows nothing of the world but whether a plan fails, and never tries more often than it may.
 */
import { NO_FAULTS } from './faults.ts';
import type { Plan } from './world.ts';

export interface ShrinkOptions {
  readonly fails: (plan: Plan) => Promise<boolean>;
  /** Runs at most. */
  readonly tries: number;
  readonly progress?: (plan: Plan, triesLeft: number) => void;
}

export async function shrink(plan: Plan, { fails, tries, progress }: ShrinkOptions): Promise<Plan> {
  let best = plan;
  let left = tries;
  const attempt = async (smaller: Plan): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    const failed = await fails(smaller);
    if (failed) best = smaller;
    progress?.(best, left);
    return failed;
  };
  // Halves of both lists first: most of a story has nothing to do with it.
  best = await without(best, 'incidents', attempt, () => best);
  best = await without(best, 'story', attempt, () => best);
  await calm(() => best, attempt);
  best = await without(best, 'incidents', attempt, () => best);
  best = await without(best, 'story', attempt, () => best);
  return best;
}

/** Leaves out pieces of a list: halves, quarters, … single ones (delta debugging). */
async function without(
  plan: Plan,
  list: 'incidents' | 'story',
  attempt: (smaller: Plan) => Promise<boolean>,
  now: () => Plan,
): Promise<Plan> {
  for (let size = Math.ceil(plan[list].length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < now()[list].length; ) {
      const current = now();
      const rest = [...current[list].slice(0, at), ...current[list].slice(at + size)];
      if (!(await attempt({ ...current, [list]: rest }))) at += size;
    }
  return now();
}

/** Switches faults off, each by itself; those of the weather too. */
async function calm(now: () => Plan, attempt: (smaller: Plan) => Promise<boolean>): Promise<void> {
  for (const name of Object.keys(NO_FAULTS) as (keyof typeof NO_FAULTS)[]) {
    const { faults } = now();
    if (name !== 'weather' && faults[name] !== NO_FAULTS[name])
      await attempt({ ...now(), faults: { ...faults, [name]: NO_FAULTS[name] } });
  }
  const fair = NO_FAULTS.weather;
  for (const name of Object.keys(fair) as (keyof typeof fair)[]) {
    const { faults } = now();
    const weather = { ...faults.weather, [name]: fair[name] };
    if (JSON.stringify(weather) !== JSON.stringify(faults.weather))
      await attempt({ ...now(), faults: { ...faults, weather } });
  }
}

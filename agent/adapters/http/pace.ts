/**
 * How much each kind of caller may ask in a while, counted by the agent's own clock so that it holds in virtual time.
 * One caller that runs wild must not starve the counter, and guesses at a secret must not be worth making. Knows callers
 * by the name it is given; must never hold a secret.
 */
import type { Clock } from '../../ports/clock.ts';

export interface Pace {
  /** Counts one; ms to wait when it was one too many, null when it may go on. */
  take(caller: string): number | null;
}

export interface PaceOptions {
  readonly most: number;
  readonly windowMs: number;
}

/** Callers remembered at once: there are a handful. */
const MAX_CALLERS = 64;

export function createPace(clock: Clock, { most, windowMs }: PaceOptions): Pace {
  const windows = new Map<string, { since: number; count: number }>();
  return {
    take(caller) {
      const now = clock.monotonicMs();
      const known = windows.get(caller);
      if (known === undefined || known.since + windowMs <= now) {
        windows.delete(caller);
        const [oldest] = windows.keys();
        if (windows.size >= MAX_CALLERS && oldest !== undefined) windows.delete(oldest);
        windows.set(caller, { since: now, count: 1 });
        return null;
      }
      known.count += 1;
      return known.count > most ? known.since + windowMs - now : null;
    },
  };
}

/**
 * The last things that happened, for listeners that come back and ask from where they were. Bounded; it must never make
 * whoever tells it wait for a listener.
 */
import type { NumberedNotice } from './agent.ts';
import { civilTime } from './core/time.ts';
import type { Clock } from './ports/clock.ts';

const NOTICES = 1_000;

/** `run` tells this process's numbers from those of others. */
export function createNotices(run: string, clock: Clock) {
  const held: NumberedNotice[] = [];
  const listeners = new Set<(notice: NumberedNotice) => void>();
  let last = 0;
  // A frame of rows says hundreds of things in one second.
  let second = -1;
  let at = '';
  return {
    add(notice: NumberedNotice['notice']): void {
      last += 1;
      const now = Math.floor(clock.wallMs() / 1_000);
      if (now !== second) at = civilTime(now * 1_000);
      second = now;
      const numbered = { id: `${run}-${last}`, at, notice };
      held.push(numbered);
      if (held.length > NOTICES) held.shift();
      for (const listener of listeners) listener(numbered);
    },
    subscribe(lastId: string | null, listener: (notice: NumberedNotice) => void): (() => void) | null {
      if (lastId !== null) {
        const index = lastId === `${run}-0` ? -1 : held.findIndex((one) => one.id === lastId);
        const missedNone = index >= 0 || (lastId === `${run}-0` && held.length === last);
        if (!missedNone) return null;
        for (const notice of held.slice(index + 1)) listener(notice);
      }
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

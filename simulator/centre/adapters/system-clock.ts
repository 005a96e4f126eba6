/** The machine's clock for a centre that runs as a process: the one place of the simulator that reads real time. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../agent/ports/clock.ts';

export function systemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    bootId: randomUUID(),
  };
}

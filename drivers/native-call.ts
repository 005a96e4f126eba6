/**
 * What calls into a native binding have in common: each is counted while it runs, so that one that hangs inside can be
 * noticed from outside, and what it threw is told as text. Changes nothing about the call.
 */
import type { DriverClock } from './contract.ts';

export interface NativeCalls {
  /** The operation itself, counted until it settles. */
  timed<T>(operation: Promise<T>): Promise<T>;
  /** For one that is no promise: what is returned says that it has ended. */
  begun(): () => void;
  /** How long the oldest has been running, ms; 0 when none is. */
  oldestMs(): number;
}

export function nativeCalls(clock: DriverClock): NativeCalls {
  const running = new Set<{ readonly since: number }>();
  const begun = (): (() => void) => {
    const entry = { since: clock.monotonicMs() };
    running.add(entry);
    return () => void running.delete(entry);
  };
  return {
    async timed(operation) {
      const ended = begun();
      const result = await operation;
      ended();
      return result;
    },
    begun,
    oldestMs() {
      // A set keeps the order of insertion, so the first is the oldest.
      const [oldest] = running;
      return oldest === undefined ? 0 : clock.monotonicMs() - oldest.since;
    },
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

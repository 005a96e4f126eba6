/**
 * Virtual time: nothing happens but what was asked for, in order of time and then of asking. The wall clock can be set,
 * as somebody at a terminal would; the monotonic one only goes on.
 */
import type { Clock } from '../../agent/ports/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

export class VirtualClock implements Clock {
  bootId = 'boot-1';
  #now = 0;
  #wallOffset: number;
  #order = 0;
  #timers: Timer[] = [];

  /** `startMs`: the wall clock at monotonic zero. */
  constructor(startMs: number) {
    this.#wallOffset = startMs;
  }

  wallMs(): number {
    return this.#wallOffset + this.#now;
  }

  monotonicMs(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Somebody sets the clock: the wall jumps, time itself does not. */
  stepWall(byMs: number): void {
    this.#wallOffset += byMs;
  }

  get pending(): number {
    return this.#timers.length;
  }

  /** Lets everything up to `untilMs` (monotonic) happen, promises included. */
  async runUntil(untilMs: number): Promise<void> {
    await settle();
    for (let next = this.#earliest(); next !== null && next.at <= untilMs; next = this.#earliest()) {
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settle();
    }
    this.#now = Math.max(this.#now, untilMs);
  }

  runFor(ms: number): Promise<void> {
    return this.runUntil(this.#now + ms);
  }

  #earliest(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers)
      if (first === null || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    return first;
  }
}

/** Lets the promises that are due come through; a macrotask waits for all of them, in their own fixed order. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

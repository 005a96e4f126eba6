/**
 * Virtual time: nothing happens but what was asked for, in order of time and then of asking. The wall clock can be set,
 * as somebody at a terminal would; the monotonic one only goes on.
 */
import type { Clock } from '../../agent/ports/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | null;
}

export class VirtualClock implements Clock {
  bootId = 'boot-1';
  #now = 0;
  #wallOffset: number;
  readonly #settle: () => Promise<void>;
  #order = 0;
  /** A binary heap: the earliest first. */
  readonly #timers: Timer[] = [];
  #cancelled = 0;

  /** `startMs`: the wall clock at monotonic zero. `settled`: waits for what a callback set in motion. */
  constructor(startMs: number, settled = settle) {
    this.#wallOffset = startMs;
    this.#settle = settled;
  }

  wallMs(): number {
    return this.#wallOffset + this.#now;
  }

  monotonicMs(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, callback };
    this.#push(timer);
    return () => {
      if (timer.callback !== null) this.#cancelled += 1;
      timer.callback = null;
    };
  }

  /** Time passes and nothing happens in it, as when a disk is slow: what was due comes late. */
  block(ms: number): void {
    this.#now += ms;
  }

  /** Somebody sets the clock: the wall jumps, time itself does not. */
  stepWall(byMs: number): void {
    this.#wallOffset += byMs;
  }

  get pending(): number {
    return this.#timers.length - this.#cancelled;
  }

  /** Lets everything up to `untilMs` (monotonic) happen, promises included. */
  async runUntil(untilMs: number): Promise<void> {
    await settle();
    for (let next = this.#timers[0]; next !== undefined && next.at <= untilMs; next = this.#timers[0]) {
      this.#pop();
      const { callback } = next;
      if (callback === null) {
        this.#cancelled -= 1;
        continue;
      }
      // Cancelling it from now on changes nothing.
      next.callback = null;
      this.#now = Math.max(this.#now, next.at);
      callback();
      await this.#settle();
    }
    this.#now = Math.max(this.#now, untilMs);
  }

  runFor(ms: number): Promise<void> {
    return this.runUntil(this.#now + ms);
  }

  #push(timer: Timer): void {
    const timers = this.#timers;
    let at = timers.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = timers[above];
      if (parent === undefined || !before(timer, parent)) break;
      timers[at] = parent;
      at = above;
    }
    timers[at] = timer;
  }

  #pop(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const [left, right] = [timers[below], timers[below + 1]];
      let child = left;
      if (left !== undefined && right !== undefined && before(right, left)) {
        child = right;
        below += 1;
      }
      if (child === undefined || !before(child, last)) break;
      timers[at] = child;
      at = below;
    }
    timers[at] = last;
  }
}

function before(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Lets the promises that are due come through; a macrotask waits for all of them, in their own fixed order. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The same where nothing waits outside of virtual time: the next tick comes when no promise is left. Costs a tenth. */
export function promisesAlone(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

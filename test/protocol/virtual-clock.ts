/** Virtual time for tests: nothing happens until it is run, and then in order of time, first asked first. */
import type { Clock } from '../../agent/ports/clock.ts';

export class VirtualClock implements Clock {
  readonly bootId = 'virtual';
  #nowMs = 0;
  #count = 0;
  #timers: { readonly atMs: number; readonly order: number; readonly callback: () => void }[] = [];
  readonly #startMs: number;

  /** 2022-11-08 10:00:00 in Asia/Shanghai unless told otherwise. */
  constructor(startMs = Date.UTC(2022, 10, 8, 2, 0, 0)) {
    this.#startMs = startMs;
  }

  wallMs(): number {
    return this.#startMs + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, order: this.#count++, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, running what falls due. */
  run(forMs: number): void {
    const endMs = this.#nowMs + forMs;
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#nowMs = next.atMs;
      this.#timers = this.#timers.filter((other) => other !== next);
      next.callback();
    }
    this.#nowMs = endMs;
  }

  #next(endMs: number) {
    return this.#timers
      .filter(({ atMs }) => atMs <= endMs)
      .sort((a, b) => a.atMs - b.atMs || a.order - b.order)
      .at(0);
  }
}

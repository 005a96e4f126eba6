/**
 * The clock of one machine: drifts, is set by hand, starts again at zero when the machine boots. True time is the virtual
 * clock's; this one must never move it.
 */
import type { Clock } from '../../agent/ports/clock.ts';

export class TerminalClock implements Clock {
  readonly #time: Clock;
  readonly #drift: number;
  #offsetMs = 0;
  #bootedAt = 0;
  #boot = 1;

  /** `driftPpm`: how many microseconds the wall clock gains in a second. */
  constructor(time: Clock, driftPpm: number) {
    this.#time = time;
    this.#drift = driftPpm / 1_000_000;
  }

  get bootId(): string {
    return `boot-${this.#boot}`;
  }

  wallMs(): number {
    return Math.floor(this.#time.wallMs() + this.#time.monotonicMs() * this.#drift + this.#offsetMs);
  }

  monotonicMs(): number {
    return this.#time.monotonicMs() - this.#bootedAt;
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#time.after(delayMs, callback);
  }

  /** Somebody sets the clock. */
  step(byMs: number): void {
    this.#offsetMs += byMs;
  }

  /** Somebody sets it right. */
  right(): void {
    this.#offsetMs = -this.#time.monotonicMs() * this.#drift;
  }

  reboot(): void {
    this.#boot += 1;
    this.#bootedAt = this.#time.monotonicMs();
  }
}

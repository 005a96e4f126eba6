/**
 * A clock that can leap ahead as if the time between had passed: the wall clock and the one that only goes on both do, so
 * that nothing takes it for somebody setting the clock. Never goes back; timers keep the real time they were given.
 */

import { civilTime } from '../../agent/core/time.ts';
import type { Clock } from '../../agent/ports/clock.ts';

const DAY_MS = 86_400_000;
/** Eight in the morning at the counter, where it is always UTC+8: midnight there is 16:00Z. */
const OPENING_MS = 8 * 3_600_000;
const ZONE_MS = 8 * 3_600_000;

export class LeapingClock implements Clock {
  readonly bootId: string;
  readonly #clock: Clock;
  #aheadMs: number;

  constructor(clock: Clock, aheadMs = 0) {
    this.#clock = clock;
    this.#aheadMs = aheadMs;
    this.bootId = clock.bootId;
  }

  /** How far ahead of the clock under it. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  wallMs(): number {
    return this.#clock.wallMs() + this.#aheadMs;
  }

  monotonicMs(): number {
    return this.#clock.monotonicMs() + this.#aheadMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#clock.after(delayMs, callback);
  }

  /** From now on as far ahead as this; what lies behind is left alone. */
  leapTo(aheadMs: number): void {
    this.#aheadMs = Math.max(this.#aheadMs, aheadMs);
  }

  /** How far ahead the next morning is. */
  untilMorning(): number {
    const today = Math.floor((this.wallMs() + ZONE_MS) / DAY_MS);
    return this.#aheadMs + (today + 1) * DAY_MS - ZONE_MS + OPENING_MS - this.wallMs();
  }

  /** yyyy-MM-dd at the counter. */
  today(): string {
    return civilTime(this.wallMs()).slice(0, 10);
  }
}

/**
 * A recording as a script: what came in is given when its time is there, what went out is waited for, in the order of the
 * recording. An operation that was never recorded, and one that does not come, end the replay with the step named. Knows
 * no seam; must never answer what was not recorded.
 */
import type { Recorded } from '../../agent/ports/recording.ts';

/** Where the replay went another way than the recording. */
export class Diverged extends Error {
  /** From 1; the entry of the recording it happened at. */
  readonly step: number;
  constructor(step: number, message: string) {
    super(message);
    this.step = step;
  }
}

/** One entry that the agent has to bring about; `came` says that it did, `accepts` whether what came is it. */
interface Awaited {
  readonly step: number;
  readonly entry: Recorded;
  came: boolean;
}

export class Script {
  readonly #awaited: Awaited[];
  #divergence: Diverged | null = null;
  /** Entry the replay has come to, from 1. */
  step = 1;

  /** From this step on it is not known any more what the agent brought about. */
  readonly #cutOff: number;

  /**
   * `outward`: whether an entry is something the agent brings about. `cutOff`: its last moments are not in the recording,
   * and from its last instant on anything may come.
   */
  constructor(entries: readonly Recorded[], outward: (entry: Recorded) => boolean, cutOff = false) {
    const lastMs = entries.at(-1)?.atMs;
    this.#cutOff = cutOff ? entries.findIndex(({ atMs }) => atMs === lastMs) + 1 : Number.POSITIVE_INFINITY;
    this.#awaited = entries.flatMap((entry, at) => (outward(entry) ? [{ step: at + 1, entry, came: false }] : []));
  }

  /**
   * The agent does something: the next that was recorded of its kind, or null. `is` says whether an entry is of that kind,
   * `differs` how it is another one.
   */
  came<T extends Recorded>(
    what: string,
    is: (entry: Recorded) => entry is T,
    differs: (entry: T) => string | null,
    /** One more than was recorded is no divergence: it is asked again and again, and the recording ended in between. */
    again = false,
  ): { readonly step: number; readonly entry: T } | null {
    const next = this.#awaited.find(({ came, entry }) => !came && is(entry));
    if (next === undefined) {
      if (!again && this.step < this.#cutOff) this.diverge(this.step, `没有录到 was never recorded: ${what}`);
      return null;
    }
    const difference = differs(next.entry as T);
    if (difference !== null) {
      this.diverge(next.step, `与录制不同 is another than recorded: ${what}: ${difference}`);
      return null;
    }
    next.came = true;
    return { step: next.step, entry: next.entry as T };
  }

  /** Whether what was recorded at this step has come. */
  isThere(step: number): boolean {
    return this.#awaited.find((one) => one.step === step)?.came ?? true;
  }

  /** The first one counts. */
  diverge(step: number, what: string): void {
    this.#divergence ??= new Diverged(step, what);
  }

  /** Throws Diverged. */
  hold(): void {
    if (this.#divergence !== null) throw this.#divergence;
  }
}

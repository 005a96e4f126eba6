/**
 * What the centre's operator has to look at: terminals that fell silent, and numbers that exist at a terminal and did not
 * come. Worked out from the books when asked; it must never change them.
 */
import type { NumberRun } from './numbers.ts';
import type { CentreStore } from './store.ts';

/** Told to terminals as the time between two signs of life. */
export const HEARTBEAT_MS = 60_000;
/** Signs of life that may fail before it is an alarm. */
const MISSED_BEATS = 3;
/** What was told to exist has a day to arrive. */
const GAP_ALARM_MS = 86_400_000;
const NAMED = 100;

export type Alarm =
  | { readonly kind: 'silent'; readonly dev_no: string; readonly since_ms: number }
  | {
      /** late: expected, and its day is over · lost: of an epoch that has ended, so it can not come any more. */
      readonly kind: 'late' | 'lost';
      readonly dev_no: string;
      readonly epoch: number;
      readonly since_ms: number;
      /** The first of them, ascending, at most 100. */
      readonly numbers: readonly number[];
    };

/** A terminal's numbers that have not come, alarm or not yet. */
export interface Gap {
  readonly dev_no: string;
  readonly epoch: number;
  readonly since_ms: number;
  readonly numbers: readonly number[];
  readonly ended: boolean;
}

export function alarmsOf(store: CentreStore, nowMs: number): readonly Alarm[] {
  const silent = store.numbers
    .lastHeard()
    .filter(({ at_ms }) => nowMs - at_ms > MISSED_BEATS * HEARTBEAT_MS)
    .map(({ dev_no, at_ms }): Alarm => ({ kind: 'silent', dev_no, since_ms: at_ms }));
  const due = gapsOf(store).filter(({ ended, since_ms }) => ended || nowMs - since_ms > GAP_ALARM_MS);
  const numbers = due.map(({ ended, ...gap }): Alarm => ({ kind: ended ? 'lost' : 'late', ...gap }));
  return [...silent, ...numbers];
}

export function gapsOf(store: CentreStore): readonly Gap[] {
  const newest = new Map(store.terminals().map(({ dev_no, epoch }) => [dev_no, epoch]));
  const open = (run: NumberRun) => run.prefix < Math.max(run.highest, run.told);
  return store.numbers
    .runs()
    .filter(open)
    .map((run) => ({
      ...{ dev_no: run.dev_no, epoch: run.epoch, since_ms: run.gap_ms ?? 0 },
      ...{ numbers: store.numbers.missing(run, NAMED), ended: run.epoch < (newest.get(run.dev_no) ?? 0) },
    }));
}

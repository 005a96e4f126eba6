/**
 * Civil time of the counter and how far the wall clock can be trusted. China has one zone and no summer time since 1991,
 * so Asia/Shanghai is UTC+8 throughout. Never reads a clock: every instant arrives with the input it belongs to.
 */

/** When an input arrived: both clocks, the boot they belong to, and one die throw for jitter. */
export interface Stamp {
  /** ms since 1970-01-01T00:00Z; may jump. */
  readonly wallMs: number;
  /** ms since this boot; never goes back within one boot. */
  readonly monotonicMs: number;
  readonly bootId: string;
  /** In [0, 1). */
  readonly dice: number;
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** "yyyy-MM-dd HH:mm:ss" in Asia/Shanghai. */
export function civilTime(wallMs: number): string {
  const shifted = wallMs + SHANGHAI_OFFSET_MS;
  const days = Math.floor(shifted / DAY_MS);
  const seconds = Math.floor((shifted - days * DAY_MS) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${civilDate(days)} ${clock}`;
}

/** "yyyyMMddHHmmss" in Asia/Shanghai. */
export function compactTime(wallMs: number): string {
  return civilTime(wallMs).replace(/[- :]/g, '');
}

/** "yyyy-MM-dd" of a civilTime text. */
export function dateOf(civil: string): string {
  return civil.slice(0, 10);
}

/** The date `days` after a date yyyy-MM-dd; before it when negative. */
export function dayAfter(date: string, days: number): string {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const yearOfEra = y - era * 400;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return civilDate(era * 146_097 + dayOfEra - 719_468 + days);
}

/** Gregorian date of a day count since 1970-01-01 (days_from_civil of Howard Hinnant, inverted). */
function civilDate(days: number): string {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * How long until the next of the times at which all that looks now and then does so, in every process of the machine:
 * it wakes once for all of them. The first time up to a quarter longer than `everyMs`, and `everyMs` from then on.
 */
export function untilLook(everyMs: number, monotonicMs: number): number {
  const rest = everyMs - (monotonicMs % everyMs);
  // A timer that came a little early is not followed by another at once.
  return rest < everyMs / 4 ? rest + everyMs : rest;
}

/** What is known about the wall clock. `trusted` falls when it steps and rises when the centre confirms it. */
export interface ClockState {
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly bootId: string;
  readonly trusted: boolean;
  /** Last step seen, ms; positive when the wall clock jumped ahead. For the operator. */
  readonly stepMs: number;
  /** By how much the wall clock has gained on the monotonic one since the centre confirmed it, ms; below 0 when it lost. */
  readonly gainedMs: number;
}

/** The last instant that is on disk, by both clocks: what a start goes by. */
export type SeenInstant = Pick<Stamp, 'wallMs' | 'monotonicMs' | 'bootId'>;

/** How often it is written down, ms: what was not seen for longer than this may be lost to a start. */
export const SEEN_GRAIN_MS = 3_600_000;

/** The clock at a start: against the last instant on disk, of this boot or of one before. */
export function clockSince(seen: SeenInstant, at: Stamp): ClockState {
  const { wallMs, monotonicMs, bootId } = seen;
  return observeClock({ wallMs, monotonicMs, bootId, trusted: true, stepMs: 0, gainedMs: 0 }, at);
}

/** A quartz drifts seconds a day; two minutes against the monotonic clock is somebody setting it. */
export const CLOCK_TOLERANCE_MS = 120_000;

export function observeClock(clock: ClockState, at: Stamp): ClockState {
  const sameBoot = clock.bootId === at.bootId;
  const elapsedMs = sameBoot ? at.monotonicMs - clock.monotonicMs : 0;
  const stepMs = at.wallMs - clock.wallMs - elapsedMs;
  // Across boots only a step back is certain: time that passed while the machine was off is not counted.
  const stepped = sameBoot ? Math.abs(stepMs) > CLOCK_TOLERANCE_MS : stepMs < -CLOCK_TOLERANCE_MS;
  const gainedMs = sameBoot ? clock.gainedMs + stepMs : 0;
  // Set back a little at a time: time that passed must not shrink that way either (offline.md, Time).
  const crept = clock.trusted && gainedMs < -CLOCK_TOLERANCE_MS;
  return {
    wallMs: at.wallMs,
    monotonicMs: at.monotonicMs,
    bootId: at.bootId,
    trusted: clock.trusted && !stepped && !crept,
    stepMs: stepped ? stepMs : crept ? gainedMs : clock.stepMs,
    gainedMs,
  };
}

/** The centre told its time: that settles whether ours may be used. */
export function confirmClock(clock: ClockState, centreMs: number): ClockState {
  const off = centreMs - clock.wallMs;
  const trusted = Math.abs(off) <= CLOCK_TOLERANCE_MS;
  return { ...clock, trusted, stepMs: trusted ? 0 : -off, gainedMs: trusted ? 0 : clock.gainedMs };
}

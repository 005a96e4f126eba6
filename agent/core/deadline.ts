/**
 * The deadline clock: every transaction has 24 hours from when contact with the centre was possible. The oldest open one
 * is looked at now and then, and what is due is said louder step by step: banner, supervisor, alarm. It only speaks;
 * nothing is ever dropped for its age.
 */
import { type Draft, lookUp, notify, patch, setTrouble } from './draft.ts';
import type { Found } from './input.ts';
import type { AgentState } from './state.ts';
import type { Msgid } from './transaction.ts';

export type DeadlineLevel = 'none' | 'banner' | 'supervisor' | 'alarm';

const HOUR_MS = 3_600_000;
/** Hours since contact was possible, from which each is said. */
const FROM_HOURS: readonly (readonly [hours: number, level: DeadlineLevel])[] = [
  [24, 'alarm'],
  [12, 'supervisor'],
  [4, 'banner'],
];
export const LOOK_EVERY_MS = 600_000;

export interface DeadlineState {
  readonly level: DeadlineLevel;
  /** Monotonic ms of the next look. */
  readonly lookAtMs: number;
  /** What was found last, and how long it had been possible to send it then, monotonic ms: that never becomes less. */
  readonly found: { readonly msgid: Msgid; readonly elapsedMs: number; readonly atMs: number } | null;
}

export function levelOf(elapsedMs: number): DeadlineLevel {
  return FROM_HOURS.find(([hours]) => elapsedMs >= hours * HOUR_MS)?.[1] ?? 'none';
}

export function watchDeadlines(draft: Draft): void {
  const { deadline } = draft.state;
  const now = draft.at.monotonicMs;
  if (now < deadline.lookAtMs) return;
  patch(draft, { deadline: { ...deadline, lookAtMs: now + LOOK_EVERY_MS } });
  lookUp(draft, { kind: 'find_deadline', now_ms: draft.at.wallMs });
}

/** Monotonic ms of the next look; null while nothing is open that could fall due. */
export function nextLook({ deadline, dispatch }: AgentState): number | null {
  const open = dispatch.queued + dispatch.unknown + dispatch.reversing + dispatch.underway > 0;
  return open || deadline.level !== 'none' ? deadline.lookAtMs : null;
}

/** By the wall clock, and whatever was done to that, not less than what had passed at the last look and has since. */
function elapsedOf({ state, at }: Draft, oldest: NonNullable<(Found & { kind: 'deadline' })['oldest']>): number {
  const { found } = state.deadline;
  const before = found?.msgid === oldest.msgid ? found.elapsedMs + at.monotonicMs - found.atMs : 0;
  return Math.max(before, at.wallMs - oldest.contact_ms);
}

export function onDeadline(draft: Draft, { oldest }: Found & { kind: 'deadline' }): void {
  const elapsedMs = oldest === null ? 0 : elapsedOf(draft, oldest);
  const level = levelOf(elapsedMs);
  const facts = { msgid: oldest?.msgid ?? '', hours: Math.floor(elapsedMs / HOUR_MS) };
  setTrouble(draft, 'deadline', level === 'none' ? null : { code: `deadline_${level}`, facts });
  const former = draft.state.deadline;
  const found = oldest === null ? null : { msgid: oldest.msgid, elapsedMs, atMs: draft.at.monotonicMs };
  patch(draft, { deadline: { ...former, level, found } });
  if (level === former.level) return;
  notify(draft, { kind: 'deadline', level, msgid: oldest?.msgid ?? null });
}

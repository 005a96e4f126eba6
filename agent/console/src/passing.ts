/**
 * Time as it passes on the screen: the agent's clock counted on between its answers, and how long the terminal may still
 * work without the centre. Only counts; what is allowed the agent decides.
 */
import { computed, onMounted, onUnmounted, type Ref, ref } from 'vue';
import type { Counter } from './counter.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Civil time at the counter, which is always UTC+8, as ms since 1970. */
function instantOf(civil: string): number {
  return Date.parse(`${civil.slice(0, 19).replace(' ', 'T')}+08:00`);
}

/** yyyy-MM-dd HH:mm at the counter. */
function civilOf(ms: number): string {
  return new Date(ms + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** "71:59:08". */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.floor(leftMs / SECOND_MS));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export interface OfflineEnd {
  /** The last instant at which a provisional sale may be made, by civil time. */
  readonly until: string;
  readonly left: string;
  readonly over: boolean;
}

/** Null until there was contact with the centre once. */
export function useOfflineEnd({ state }: Counter): Ref<OfflineEnd | null> {
  const tick = ref(performance.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    timer = setInterval(() => {
      tick.value = performance.now();
    }, SECOND_MS);
  });
  onUnmounted(() => clearInterval(timer));
  return computed(() => {
    const { status, statusAt } = state;
    const hours = status?.offline_budget.limits.find(({ name }) => name === 'offline_hours_limit')?.limit;
    const last = status?.link.last_contact ?? null;
    if (status === null || last === null || hours === undefined) return null;
    const now = instantOf(status.clock.now) + Math.max(0, tick.value - statusAt);
    const end = instantOf(last) + Number(hours) * HOUR_MS;
    return { until: civilOf(end), left: countdown(end - now), over: end <= now };
  });
}

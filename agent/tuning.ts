/**
 * What may change while the agent is at work: limits by configuration and profile, and the ages of what it works with. Looks
 * from time to time, tells the agent all of it at once, and says when a configuration asks for more than the centre allows.
 */
import { type Ages, type Limits, limitsInForce, NO_AGES } from './core/limits.ts';
import { civilTime, dateOf } from './core/time.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Profile } from './profile.ts';
import type { WorkingAgent } from './shell.ts';

export interface Settings {
  readonly limits: Limits;
  /** Those the configuration states itself. */
  readonly limitsGiven: readonly (keyof Limits)[];
}

export interface TuningParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly profile: (day: string) => Profile | null;
  readonly ages: () => Ages;
}

export interface Tuning {
  /** What holds now. */
  limits(): Limits;
  start(agent: Pick<WorkingAgent, 'configured'>): void;
  /** Looks now: a profile came, or a catalogue. */
  look(): void;
  reload(settings: Settings): void;
  stop(): void;
}

const LOOK_MS = 30_000;

export function createTuning({ clock, log, profile, ages, ...given }: TuningParts): Tuning {
  let settings = given.settings;
  let agent: Pick<WorkingAgent, 'configured'> | null = null;
  let told = '';
  let named = '';
  let cancel = () => {};
  let known = NO_AGES;

  /** What nobody may look at is as old as it was: without an age no limit would hold, and the counter must not stop. */
  function agesNow(): Ages {
    try {
      known = ages();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
    return known;
  }

  function now(): { readonly limits: Limits; readonly ages: Ages } {
    const inForce = profile(dateOf(civilTime(clock.wallMs())));
    const { limits, looser } = limitsInForce(settings.limits, settings.limitsGiven, inForce?.limits ?? null);
    const name = inForce === null ? '' : `${inForce.name}@${inForce.version} ${looser.join(',')}`;
    if (name !== named && inForce !== null)
      log.info('profile_in_force', { name: inForce.name, version: inForce.version, looser: looser.join(', ') });
    named = name;
    return { limits, ages: agesNow() };
  }

  function look(): void {
    const next = now();
    const text = JSON.stringify(next);
    if (text === told) return;
    told = text;
    agent?.configured(next);
  }

  function watch(): void {
    look();
    cancel = clock.after(LOOK_MS, watch);
  }

  return {
    limits: () => now().limits,
    start(at) {
      agent = at;
      watch();
    },
    look,
    reload(next) {
      settings = next;
      look();
    },
    stop: () => cancel(),
  };
}

/** A planted bug: a change of source, with a seed under which it is known to be seen, and the day it is planted into. */
import type { Visit } from '../../simulator/world/story.ts';
import { drawPlan, type Plan } from '../../simulator/world/world.ts';
import type { Edit } from './planted.ts';

export interface Bug {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** What the oracles say of it. */
  readonly seen: RegExp;
  readonly seed: number;
  /** Whether the first terminal's machine is lost on the way and replaced from a backup. */
  readonly restore?: boolean;
  /** Whether the centre often answers after the deadline. */
  readonly late?: boolean;
  /** Whether one person comes again and again, pays from the account and brings much back, over a line that loses much. */
  readonly regular?: boolean;
  /** Whether the centre often says of what it has settled that it refused it. */
  readonly denied?: boolean;
  /** Whether the first terminal's line is down almost all day, which is long enough for every limit to be met; by how many persons. */
  readonly outage?: number;
  /** Whether there is a clinic, too. */
  readonly clinic?: boolean;
}

/** Visits at each counter of a run. */
const VISITS = 16;

/** Bugs need a plan under which they can show. */
export function planOf({
  seed,
  restore,
  late,
  regular,
  denied,
  outage,
  clinic,
}: Omit<Bug, 'name' | 'edits' | 'seen'>): Plan {
  const clinics = clinic === true ? 1 : 0;
  if (outage !== undefined) return outageOf(seed, outage);
  const drawn =
    denied === true ? deniedOf(seed) : regular === true ? regularOf(seed) : drawPlan(seed, { visits: VISITS, clinics });
  const weather = { ...drawn.faults.weather, ...(late === true ? { stall: 0.3, lateAnswer: 1 } : {}) };
  const plan = { ...drawn, faults: { ...drawn.faults, weather } };
  if (restore !== true) return plan;
  const atMs = Math.round((plan.story.at(-1)?.atMs ?? 0) * 0.7);
  const incidents = [...plan.incidents, { kind: 'restore', terminal: 0, atMs } as const];
  return { ...plan, incidents: incidents.toSorted((one, other) => one.atMs - other.atMs) };
}

function regularOf(seed: number): Plan {
  const { faults, story, ...drawn } = drawPlan(seed, { visits: VISITS, clinics: 0, persons: 1, gapMs: 8_000 });
  const comesBack = (visit: Visit, at: number) => ({
    ...visit,
    ...({ account: true, alone: false, packs: 'bare', claim: null } as const),
    backAfterMs: at % 2 === 0 ? null : 2_000,
  });
  const weather = { ...faults.weather, loseRequest: 0.35 };
  const incidents = drawn.incidents.filter((one) => one.kind !== 'refuse' || one.what === 'sales');
  return { ...drawn, incidents, faults: { ...faults, weather }, story: story.map(comesBack) };
}

function deniedOf(seed: number): Plan {
  const { story, incidents, ...drawn } = drawPlan(seed, { visits: 2 * VISITS, clinics: 0, gapMs: 45_000 });
  const lasting = incidents.filter(({ kind }) => kind !== 'restore');
  const denials = story.map(({ atMs }) => ({ kind: 'deny', terminal: 0, atMs, count: 1 }) as const);
  const all = [...lasting, ...denials.filter((_one, at) => at % 4 === 0)];
  return { ...drawn, story, incidents: all.toSorted((one, other) => one.atMs - other.atMs) };
}

function outageOf(seed: number, persons: number): Plan {
  const drawn = drawPlan(seed, { visits: 4 * VISITS, clinics: 0, persons, gapMs: 150_000 });
  return {
    ...drawn,
    incidents: [{ kind: 'cut', terminal: 0, atMs: 300_000, forMs: 36_000_000, how: 'reset' }],
    faults: { ...drawn.faults, swapCard: 0 },
  };
}

export const edit = (file: string, find: string, put: string): Edit => ({ file, find, put });

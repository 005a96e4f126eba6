/**
 * Everything that can go wrong in the world, as one struct drawn from a seed (swarm: each fault is off in about half of the
 * seeds, so that none hides behind another), and the incidents that follow from it, as a list that can be shortened. Pure;
 * must never look at what the agents do.
 */
import { FAIR_WEATHER, type LinkWeather } from '../link/cuttable-link.ts';
import type { SeededRandom } from '../time/seeded-random.ts';

/** `…Every`: mean number of visits between two of them; 0 for never. Chances are 0 to 1. */
export interface Faults {
  /** Delay, loss, duplication, stragglers (reordering), late and repeated answers on every link. */
  readonly weather: LinkWeather;
  /** The line is cut: noticed at once, only by keep-alive, or half open. */
  readonly cutEvery: number;
  /** The process dies at a labelled step: on either side of every write, look-up, commit and send. */
  readonly crashEvery: number;
  /** The disk is full for a while. */
  readonly diskFullEvery: number;
  /** Longest a commit takes, ms. */
  readonly slowDiskMs: number;
  /** Wall clocks gain or lose up to this much, parts in a million. */
  readonly driftPpm: number;
  /** Somebody sets a clock wrong by up to an hour, and right again later. */
  readonly clockEvery: number;
  /** A clock is set back a whole day, and right again later. */
  readonly dayBackEvery: number;
  /** The reader is unplugged and plugged in again. */
  readonly readerEvery: number;
  /** Chance that a card is swapped for another person's while the sale is rung up. */
  readonly swapCard: number;
  /** A second agent starts on the same ledger while the first still works (a slow upgrade). */
  readonly takeoverEvery: number;
  /** The agent is stopped in order and started again after a while. */
  readonly upgradeEvery: number;
  /** The ledger is put back to an older backup. */
  readonly restoreEvery: number;
  /** The centre's process starts again: what it held in memory is gone, its connections break. */
  readonly centreRestartEvery: number;
  /** The centre is busy for a while. */
  readonly busyEvery: number;
  /** The centre refuses the next sales and settlements of visits for good, or the next steps of visits before it. */
  readonly refuseEvery: number;
  /** The centre refuses the next undoings for good: what they were to undo stands. */
  readonly keepEvery: number;
  /** The centre settles the next sales and says that it refuses them. */
  readonly denyEvery: number;
  /** Pace the centre asks for, ms. */
  readonly paceMs: number;
  /** Chance that the centre settles with other amounts than its own rules give. */
  readonly otherAmounts: number;
}

export const NO_FAULTS: Faults = {
  weather: FAIR_WEATHER,
  ...{ cutEvery: 0, crashEvery: 0, diskFullEvery: 0, slowDiskMs: 0, driftPpm: 0, clockEvery: 0, dayBackEvery: 0 },
  ...{ readerEvery: 0, swapCard: 0, takeoverEvery: 0, upgradeEvery: 0, restoreEvery: 0 },
  ...{ centreRestartEvery: 0, busyEvery: 0, refuseEvery: 0, keepEvery: 0, denyEvery: 0, paceMs: 0, otherAmounts: 0 },
};

/** All of them at once: what the bench runs under. */
export const ALL_FAULTS: Faults = {
  weather: {
    ...FAIR_WEATHER,
    delayMs: [1, 1_000],
    loseRequest: 0.08,
    loseAnswer: 0.1,
    duplicate: 0.15,
    straggleMs: 120_000,
    answerTwice: 0.1,
    stall: 0.1,
    lateAnswer: 0.5,
  },
  ...{ cutEvery: 6, crashEvery: 5, diskFullEvery: 25, slowDiskMs: 40, driftPpm: 150, clockEvery: 30, dayBackEvery: 40 },
  ...{ readerEvery: 20, swapCard: 0.05, takeoverEvery: 25, upgradeEvery: 30, restoreEvery: 60 },
  ...{ centreRestartEvery: 20, busyEvery: 15, refuseEvery: 25, keepEvery: 15, denyEvery: 20 },
  ...{ paceMs: 200, otherAmounts: 0.05 },
};

export function drawFaults(random: SeededRandom): Faults {
  const maybe = (value: number) => (random.chance(0.5) ? value : 0);
  const rarely = (value: number) => (random.chance(0.25) ? value : 0);
  return {
    weather: {
      ...FAIR_WEATHER,
      delayMs: random.pick([
        [1, 5],
        [20, 400],
        [1, 1_500],
      ]),
      loseRequest: maybe(0.1),
      loseAnswer: maybe(0.15),
      duplicate: maybe(0.2),
      straggleMs: maybe(300_000),
      answerTwice: maybe(0.2),
      stall: maybe(0.15),
      lateAnswer: maybe(0.7),
    },
    cutEvery: maybe(5),
    crashEvery: maybe(4),
    diskFullEvery: rarely(12),
    slowDiskMs: maybe(random.pick([5, 60, 900])),
    driftPpm: maybe(200),
    clockEvery: rarely(12),
    dayBackEvery: rarely(15),
    readerEvery: rarely(10),
    swapCard: maybe(0.1),
    takeoverEvery: rarely(10),
    upgradeEvery: rarely(12),
    restoreEvery: rarely(30),
    centreRestartEvery: maybe(10),
    busyEvery: maybe(10),
    refuseEvery: rarely(12),
    paceMs: maybe(random.pick([100, 2_000])),
    otherAmounts: maybe(0.1),
    keepEvery: maybe(8),
    denyEvery: rarely(8),
  };
}

/** One thing that happens at one moment; what lasts, lasts `forMs`. */
export type Incident = { readonly atMs: number; readonly terminal: number } & (
  | { readonly kind: 'cut'; readonly forMs: number; readonly how: 'reset' | 'silent' | 'half_open' }
  /** At the `steps`-th labelled step from then on; `reboot`: the machine goes down, not the process alone. */
  | { readonly kind: 'crash'; readonly steps: number; readonly reboot: boolean }
  | { readonly kind: 'disk_full'; readonly forMs: number }
  | { readonly kind: 'clock'; readonly byMs: number; readonly forMs: number }
  | { readonly kind: 'reader'; readonly forMs: number }
  | { readonly kind: 'takeover'; readonly forMs: number }
  | { readonly kind: 'upgrade'; readonly forMs: number }
  | { readonly kind: 'restore' }
  | { readonly kind: 'centre_restart' }
  | { readonly kind: 'busy'; readonly forMs: number }
  | { readonly kind: 'refuse'; readonly count: number; readonly what: 'sales' | 'undoings' | 'steps' }
  | { readonly kind: 'deny'; readonly count: number }
);

type Happening = Incident extends infer One ? (One extends Incident ? Omit<One, 'atMs' | 'terminal'> : never) : never;

/** `gapMs`: mean time between two visits at one terminal. */
export function drawIncidents(
  random: SeededRandom,
  faults: Faults,
  { terminals, gapMs, lengthMs }: { readonly terminals: number; readonly gapMs: number; readonly lengthMs: number },
): readonly Incident[] {
  const incidents: Incident[] = [];
  const every = (visits: number, terminal: number, make: () => Happening) => {
    if (visits === 0) return;
    for (let atMs = random.below(2 * visits * gapMs); atMs < lengthMs; atMs += 1 + random.below(2 * visits * gapMs))
      incidents.push({ atMs, terminal, ...make() } as Incident);
  };
  const lasting = (visits: number) => 1_000 + random.below(visits * gapMs);
  for (let terminal = 0; terminal < terminals; terminal += 1) {
    every(faults.cutEvery, terminal, () => ({
      kind: 'cut',
      forMs: lasting(random.pick([1, 6])),
      how: random.pick(['reset', 'silent', 'half_open']),
    }));
    every(faults.crashEvery, terminal, () => ({ kind: 'crash', steps: random.below(40), reboot: random.chance(0.3) }));
    every(faults.diskFullEvery, terminal, () => ({ kind: 'disk_full', forMs: lasting(2) }));
    every(faults.clockEvery, terminal, () => ({
      kind: 'clock',
      byMs: random.below(2 * HOUR_MS) - HOUR_MS,
      forMs: lasting(8),
    }));
    every(faults.dayBackEvery, terminal, () => ({ kind: 'clock', byMs: -24 * HOUR_MS, forMs: lasting(10) }));
    every(faults.readerEvery, terminal, () => ({ kind: 'reader', forMs: lasting(1) }));
    every(faults.takeoverEvery, terminal, () => ({ kind: 'takeover', forMs: lasting(2) }));
    every(faults.upgradeEvery, terminal, () => ({ kind: 'upgrade', forMs: lasting(1) }));
    every(faults.restoreEvery, terminal, () => ({ kind: 'restore' }));
  }
  every(faults.centreRestartEvery, 0, () => ({ kind: 'centre_restart' }));
  every(faults.busyEvery, 0, () => ({ kind: 'busy', forMs: lasting(2) }));
  every(faults.refuseEvery, 0, () => ({ kind: 'refuse', count: 1 + random.below(3), what: 'sales' }));
  every(faults.keepEvery, 0, () => ({ kind: 'refuse', count: 1 + random.below(3), what: 'undoings' }));
  every(faults.denyEvery, 0, () => ({ kind: 'deny', count: 1 + random.below(2) }));
  return incidents.toSorted((one, other) => one.atMs - other.atMs);
}

/**
 * What strikes the clinics, which are numbered from `first`; what strikes the centre is drawn for all of them. Drawn apart,
 * so that the rest of a seed stays as it was.
 */
export function drawClinicIncidents(
  random: SeededRandom,
  faults: Faults,
  first: number,
  room: Parameters<typeof drawIncidents>[2],
): readonly Incident[] {
  const theirs = { ...faults, centreRestartEvery: 0, busyEvery: 0, keepEvery: 0, denyEvery: 0 };
  return drawIncidents(random, theirs, room).map((one) =>
    one.kind === 'refuse' ? { ...one, what: 'steps' } : { ...one, terminal: first + one.terminal },
  );
}

const HOUR_MS = 3_600_000;

export function describeIncident(incident: Incident): string {
  const { atMs: _at, terminal: _terminal, kind, ...rest } = incident;
  const words = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`);
  return [kind, ...words].join(' ');
}

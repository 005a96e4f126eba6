/**
 * What people do, as a list: who comes to which counter when, buys what, and what goes wrong between clerk and card. Drawn
 * from a seed and plain data, so that a failing run can be told again with most of it left out. Pure.
 */
import type { BasketLine } from '../../agent/core/input.ts';
import type { SeededRandom } from '../time/seeded-random.ts';

export interface Visit {
  readonly atMs: number;
  readonly terminal: number;
  readonly person: number;
  readonly lines: readonly Pick<BasketLine, 'feedetl_sn' | 'med_list_codg' | 'pric' | 'cnt'>[];
  /** Without a card: the person pays alone. */
  readonly alone: boolean;
  /** The packs have trace codes; slip: one that has left the shop is scanned, too. */
  readonly packs: 'bare' | 'coded' | 'slip';
  /** Paid from the own account as far as it goes. */
  readonly account: boolean;
  /** How often accept is pressed although it was answered. */
  readonly extraPresses: number;
  /** When the card is pulled or swapped for another person's, if it is. */
  readonly card: 'stays' | 'pulled_before_accept' | 'pulled_after_accept' | 'swapped';
  /** The goods are brought back this long after; null: never. */
  readonly backAfterMs: number | null;
  /** Brought back one after the other, so many pieces of them; 0: all at once. */
  readonly pieces: number;
  /** Afterwards the oldest claim is closed, if there is one: how, where the person owes something; null: not now. */
  readonly claim: 'collected' | 'borne_by_shop' | null;
  /** Afterwards the day is compared with the centre's so far, and what differs is worked. */
  readonly compares: boolean;
  /** At a clinic: what it does for the person; null: goods are sold. */
  readonly treatment: Treatment | null;
}

/** A clinic visit from its registration to what is undone of it. */
export interface Treatment {
  /** Diagnoses are put once more: before the fees, or after them. */
  readonly findingsAgain: 'never' | 'before_fees' | 'after_fees';
  /** So many batches of fees are taken back before the last one is put. */
  readonly withdrawn: number;
  /** Given up before it is settled: where. */
  readonly givenUp: 'never' | 'registered' | 'charged';
  /** Between two steps, ms. */
  readonly stepMs: number;
  /** Its settlement is undone by its own id, or by that of the visit. */
  readonly named: 'msgid' | 'visit';
  /** Once its settlement was undone, or is found to be refused. */
  readonly next: 'stays' | 'settled_anew' | 'charged_anew' | 'cancelled';
}

export interface StoryOptions {
  readonly terminals: number;
  readonly persons: number;
  readonly visits: number;
  readonly gapMs: number;
  readonly swapCard: number;
}

export function drawStory(random: SeededRandom, options: StoryOptions): readonly Visit[] {
  const { terminals, persons, visits, gapMs, swapCard } = options;
  const story: Visit[] = [];
  for (let terminal = 0; terminal < terminals; terminal += 1)
    for (let visit = 0, atMs = 1_000; visit < visits; visit += 1) {
      story.push({
        atMs,
        terminal,
        person: random.below(persons),
        lines: Array.from({ length: 1 + random.below(3) }, (_unused, index) => ({
          feedetl_sn: String(index + 1),
          med_list_codg: random.pick(['SIM-A', 'SIM-B', 'SIM-C']),
          pric: `${1 + random.below(80)}.${10 + random.below(90)}`,
          cnt: String(1 + random.below(3)),
        })),
        account: random.chance(0.5),
        extraPresses: random.chance(0.2) ? 1 + random.below(2) : 0,
        card: cardOf(random, swapCard),
        backAfterMs: random.chance(0.25) ? random.below(2 * gapMs) : null,
        pieces: 0,
        claim: null,
        compares: false,
        alone: false,
        packs: 'bare',
        treatment: null,
      });
      atMs += 500 + random.below(2 * gapMs);
    }
  return story.toSorted((one, other) => one.atMs - other.atMs);
}

/** Half of what comes back comes in pieces. Drawn apart, so that the rest of a seed's story stays as it was. */
export function inPieces(random: SeededRandom, story: readonly Visit[]): readonly Visit[] {
  return story.map((visit) => {
    const pieces = random.chance(0.5) ? 1 + random.below(4) : 0;
    return visit.backAfterMs === null ? visit : { ...visit, pieces };
  });
}

/** Drawn apart, too. */
export function withClaims(random: SeededRandom, story: readonly Visit[]): readonly Visit[] {
  return story.map((visit) => ({ ...visit, claim: random.pick([null, null, 'collected', 'borne_by_shop']) }));
}

/** Drawn apart, too. */
export function withGoods(random: SeededRandom, story: readonly Visit[]): readonly Visit[] {
  return story.map((visit) => ({
    ...visit,
    alone: random.chance(0.15),
    packs: random.pick(['bare', 'bare', 'bare', 'coded', random.chance(0.2) ? 'slip' : 'coded']),
  }));
}

/** Drawn apart, too. */
export function withComparisons(random: SeededRandom, story: readonly Visit[]): readonly Visit[] {
  return story.map((visit) => ({ ...visit, compares: random.chance(0.1) }));
}

/** Who comes to the clinics, which are numbered from `first`. */
export function drawTreatments(random: SeededRandom, first: number, options: StoryOptions): readonly Visit[] {
  const { gapMs } = options;
  return drawStory(random, options).map((visit) => ({
    ...visit,
    terminal: first + visit.terminal,
    backAfterMs: random.chance(0.4) ? random.below(gapMs) : null,
    compares: random.chance(0.1),
    claim: random.pick([null, null, 'collected', 'borne_by_shop']),
    treatment: {
      findingsAgain: random.pick(['never', 'never', 'before_fees', 'after_fees']),
      withdrawn: random.pick([0, 0, 0, 1, 2]),
      givenUp: random.pick(['never', 'never', 'never', 'never', 'never', 'registered', 'charged']),
      stepMs: random.below(Math.ceil(gapMs / 8)),
      named: random.pick(['msgid', 'visit']),
      next: random.pick(['stays', 'settled_anew', 'charged_anew', 'cancelled']),
    },
  }));
}

function cardOf(random: SeededRandom, swapCard: number): Visit['card'] {
  if (random.chance(swapCard)) return 'swapped';
  return random.pick(['stays', 'stays', 'stays', 'stays', 'pulled_after_accept', 'pulled_before_accept']);
}

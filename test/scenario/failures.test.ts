/**
 * Failures others shipped (offline.md, last section), each by name: where it is under test, or the story told here in the
 * simulated world. A place that no longer holds its test fails.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { type Faults, type Incident, NO_FAULTS } from '../../simulator/world/faults.ts';
import type { Visit } from '../../simulator/world/story.ts';
import { runWorld } from '../../simulator/world/world.ts';
import { ground } from '../simulation/ground.ts';

interface Story {
  readonly visits: readonly Partial<Visit>[];
  readonly incidents?: readonly Incident[];
  readonly weather?: Partial<Faults['weather']>;
  /** What must have been said or done, so that the story is the one meant. */
  readonly tells: RegExp;
}

const at = (seconds: number, rest: Partial<Visit> = {}): Partial<Visit> => ({ atMs: seconds * 1_000, ...rest });
const cut = (from: number, to: number): Incident => ({
  ...{ kind: 'cut', terminal: 0, how: 'reset' },
  ...{ atMs: from * 1_000, forMs: (to - from) * 1_000 },
});

const TOLD: Readonly<Record<string, Story>> = {
  'a new sale during the drain was charged twice': {
    visits: [at(1), at(20), at(25), at(30), at(60, { extraPresses: 2 }), at(61)],
    incidents: [cut(10, 60)],
    tells: /60\d{3} T0001 accept accepted|6\d{4} T0001 accept accepted/,
  },
  'requests queued during an unplug were flushed as orphans on re-plug': {
    visits: [at(1), at(12), at(14), at(30)],
    incidents: [{ kind: 'reader', terminal: 0, atMs: 11_000, forMs: 10_000 }],
    tells: /open_session no_reader/,
  },
  'retry-on-timeout flooded thousands of duplicates': {
    visits: [at(1), at(20, { extraPresses: 2 }), at(40), at(60)],
    weather: { loseAnswer: 0.4, duplicate: 0.5 },
    tells: /accept accepted/,
  },
  'paid offline, reopened as draft': {
    visits: [at(1), at(20), at(40)],
    incidents: [cut(10, 50), { kind: 'crash', terminal: 0, atMs: 21_000, steps: 0, reboot: true }],
    tells: /accept accepted/,
  },
  'a green tick, but the record never uploaded': {
    visits: [at(1), at(20), at(30)],
    incidents: [cut(10, 3_000)],
    tells: /accept accepted/,
  },
  'a late "settled" revived a cancelled sale': {
    visits: [at(1), at(40, { backAfterMs: 0 }), at(60, { backAfterMs: 0 }), at(90, { backAfterMs: 100 })],
    weather: { stall: 0.7, lateAnswer: 1, answerTwice: 0.5 },
    tells: /cancel cancelled/,
  },
  'the reversal overtook its original': {
    visits: [at(1), at(20, { backAfterMs: 100 }), at(30, { backAfterMs: 29_500 })],
    incidents: [cut(10, 60)],
    tells: /cancel cancelled/,
  },
  'a clock set back stopped the counter': {
    visits: [at(1), at(20), at(30), at(40)],
    incidents: [{ kind: 'clock', terminal: 0, atMs: 15_000, byMs: -86_400_000, forMs: 60_000 }],
    tells: /[34]\d{4} T0001 accept accepted/,
  },
  'a sale counted twice against a newer snapshot': {
    visits: [at(1), at(20, { account: true }), at(30, { account: true }), at(60, { account: true }), at(70)],
    incidents: [cut(15, 50)],
    tells: /accept accepted/,
  },
};

describe('failures others shipped, told in the simulated world', () => {
  for (const [name, story] of Object.entries(TOLD))
    it(name, async () => {
      const visits = story.visits.map((visit) => ({ ...VISIT, ...visit }));
      const faults = { ...NO_FAULTS, weather: { ...NO_FAULTS.weather, ...story.weather } };
      const incidents = story.incidents ?? [];
      const plan = { seed: 5, terminals: 1, clinics: 0, persons: 1, faults, incidents, story: visits };
      const result = await runWorld(plan, ground());
      expect(result.violations, result.story.join('\n')).toEqual([]);
      expect(result.story.join('\n')).toMatch(story.tells);
      // Each visit is one sale at most, and one reversal.
      expect(result.transactions).toBeLessThanOrEqual(2 * visits.length);
    });
});

const VISIT: Visit = {
  ...{ atMs: 0, terminal: 0, person: 0, account: false, extraPresses: 0, card: 'stays', backAfterMs: null },
  ...{ pieces: 0, claim: null, compares: false, alone: false, packs: 'bare', treatment: null },
  lines: [{ feedetl_sn: '1', med_list_codg: 'SIM-A', pric: '20.00', cnt: '1' }],
};

const ELSEWHERE: Readonly<Record<string, readonly [file: string, test: string]>> = {
  "an upgrade's migration dropped stored payments": [
    'test/store/migrate.test.ts',
    'keeps every transaction, its state, its amounts and its bytes',
  ],
  'a retry got 409 and the screen said "declined" although it was charged': [
    'test/e2e/outage.test.ts',
    'gives the same transaction for a key that is repeated before and after a kill',
  ],
  'two dispatchers during a slow upgrade sent the same row twice': [
    'test/dispatch/lease.test.ts',
    'an upgrade that took the ledger from a sleeping process sends each row once: the old one wakes up to nothing',
  ],
  'two browser tabs sent the same queue': [
    'test/console/console.test.ts',
    'a second window shows who holds the counter, and takes it over only when told to',
  ],
  'the answer was lost after the centre had settled': [
    'test/e2e/outage.test.ts',
    'an answer lost after the centre settled is told as provisional and settled by inquiry, not a second time',
  ],
  'a watcher gave up for good after a while': [
    'test/drivers/card-reader.test.ts',
    'lost in mid-read leaves no card and no reader, and is tried for ever with pauses up to 2 s',
  ],
  'the card service restarted and the old context still looked valid': [
    'test/drivers/pcsc-port.contract.ts',
    'tells its end once when the service dies, fails everything after it, and a new context works',
  ],
  'keyboard scanner typed into the wrong field, with the wrong layout': [
    'test/console/console.test.ts',
    'takes what a scanner in keyboard mode types out of the field and into the basket',
  ],
  '`synchronous=NORMAL` lost the last commits on power loss': [
    'test/crash/power-cuts.long.test.ts',
    'with synchronous=NORMAL planted what was told is lost',
  ],
};

describe('failures others shipped, under test elsewhere', () => {
  for (const [name, [file, test]] of Object.entries(ELSEWHERE))
    it(name, () => {
      expect(readFileSync(join(packageRoot(), file), 'utf8')).toContain(test);
    });
});

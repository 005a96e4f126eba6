import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonSnapshot } from '../../agent/core/centre.ts';
import { DEFAULT_LIMITS, limitsInForce, NO_AGES, PROFILE_LIMITS } from '../../agent/core/limits.ts';
import { fen } from '../../agent/core/money.ts';
import {
  decideFullCash,
  decideOffline,
  type FullCashFacts,
  type OfflineFacts,
  offlineBudget,
} from '../../agent/core/offline.ts';
import { bill } from '../agent/bill.ts';

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

const person = { insuplc_admdvs: '370100', as_of_ms: NOW - HOUR } as PersonSnapshot;

const facts = (change: Partial<OfflineFacts> = {}): OfflineFacts => ({
  limits: DEFAULT_LIMITS,
  clock: { wallMs: NOW, monotonicMs: 0, bootId: 'a', trusted: true, stepMs: 0, gainedMs: 0 },
  nowMs: NOW,
  epochConfirmed: true,
  lastContactMs: NOW - HOUR,
  outstanding: { count: 0, sum: fen(0) },
  personDayFund: fen(0),
  person,
  terminalAdmdvs: '370102',
  mdtrt_cert_type: '03',
  revocation: null,
  ages: NO_AGES,
  med_type: '41',
  bill: bill(10_000, 5_000),
  ...change,
});

describe('the offline rules', () => {
  it('allow a small sale on a fresh snapshot, grade 1', () => {
    expect(decideOffline(facts())).toMatchObject({ allowed: true, grade: 1, snapshot_age_ms: HOUR });
  });

  it('allow a stale snapshot within its limit, grade 2', () => {
    const stale = { ...person, as_of_ms: NOW - 30 * HOUR };
    expect(decideOffline(facts({ person: stale }))).toMatchObject({ allowed: true, grade: 2 });
  });

  it.each<[string, Partial<OfflineFacts>, string]>([
    ['in an epoch the centre has not confirmed', { epochConfirmed: false }, 'offline_new_epoch'],
    ['with a clock that was set', { clock: { ...facts().clock, trusted: false } }, 'clock_not_trusted'],
    ['with an e-voucher', { mdtrt_cert_type: '01' }, 'offline_credential'],
    ['for a person of another province', { person: { ...person, insuplc_admdvs: '320100' } }, 'offline_other_province'],
    ['after 73 hours of silence', { lastContactMs: NOW - 73 * HOUR }, 'offline_hours_limit'],
    ['before the first contact ever', { lastContactMs: null }, 'offline_hours_limit'],
    ['on a snapshot of 73 hours', { person: { ...person, as_of_ms: NOW - 73 * HOUR } }, 'offline_snapshot_too_old'],
    [
      'for a chronic disease on a stale snapshot',
      { med_type: '1401', person: { ...person, as_of_ms: NOW - 25 * HOUR } },
      'offline_chronic_disease',
    ],
    [
      'by a catalogue of more than a year',
      { ages: { ...NO_AGES, catalogueMs: NOW - 8_761 * HOUR } },
      'offline_catalogue_too_old',
    ],
    [
      'by packs the centre has not confirmed for 31 days',
      { ages: { ...NO_AGES, packsMs: NOW - 744 * HOUR } },
      'offline_pack_too_old',
    ],
    [
      'with a card on the revocation list',
      { revocation: { revoked: true, version: 'r7', as_of_ms: NOW - HOUR } },
      'offline_card_revoked',
    ],
    [
      'on a revocation list of 73 hours',
      { revocation: { revoked: false, version: 'r7', as_of_ms: NOW - 73 * HOUR } },
      'offline_revocation_too_old',
    ],
    ['above the amount of one sale', { bill: bill(50_001, 0) }, 'offline_amount_limit'],
    ['above the funds of a person and day', { personDayFund: fen(15_001) }, 'offline_person_day_limit'],
    ['above the count', { outstanding: { count: 200, sum: fen(0) } }, 'offline_count_limit'],
    ['above the sum', { outstanding: { count: 1, sum: fen(1_995_001) } }, 'offline_sum_limit'],
    ['paying from the account', { bill: bill(10_000, 5_000, 1) }, 'offline_account_limit'],
  ])('refuse a sale %s', (_what, change, code) => {
    expect(decideOffline(facts(change))).toMatchObject({ allowed: false, problem: { code } });
  });

  it('allow exactly what reaches a limit', () => {
    const full = facts({
      bill: bill(50_000, 5_000),
      personDayFund: fen(15_000),
      outstanding: { count: 199, sum: fen(1_995_000) },
      lastContactMs: NOW - 72 * HOUR,
      person: { ...person, as_of_ms: NOW - 72 * HOUR },
      revocation: { revoked: false, version: 'r7', as_of_ms: NOW - 72 * HOUR },
      ages: { catalogueMs: NOW - 8_760 * HOUR, packsMs: NOW - 720 * HOUR },
    });
    expect(decideOffline(full)).toMatchObject({ allowed: true, grade: 2 });
    const fresh = { ...person, as_of_ms: NOW - 24 * HOUR };
    expect(decideOffline(facts({ person: fresh, med_type: '1401' }))).toMatchObject({ allowed: true, grade: 1 });
  });

  it('name the limit and what is left of it', () => {
    expect(decideOffline(facts({ personDayFund: fen(16_000) }))).toEqual({
      allowed: false,
      problem: { code: 'offline_person_day_limit', facts: { limit: 20_000, left: 4_000, asked: 5_000 } },
    });
  });

  it.each<[string, Partial<OfflineFacts>, number, number | null]>([
    ['without contact', { lastContactMs: NOW - 75 * HOUR + 1 }, 72, 74],
    ['without contact ever', { lastContactMs: null }, 72, null],
    ['of the snapshot', { person: { ...person, as_of_ms: NOW - 74 * HOUR - 1 } }, 72, 74],
    ['of the revocation list', { revocation: { revoked: false, version: 'r', as_of_ms: NOW - 80 * HOUR } }, 72, 80],
    ['of the catalogue', { ages: { ...NO_AGES, catalogueMs: NOW - 9_000 * HOUR } }, 8_760, 9_000],
    ['of the packs', { ages: { ...NO_AGES, packsMs: NOW - 800 * HOUR } }, 720, 800],
  ])('name the whole hours %s beside their limit', (_what, change, limit, hours) => {
    expect(decideOffline(facts(change))).toMatchObject({ allowed: false, problem: { facts: { limit, hours } } });
  });

  it('say since when the centre was not heard', () => {
    expect(decideOffline(facts())).toMatchObject({ unavailable: `centre since ${NOW - HOUR}` });
  });

  it('take the family’s accounts for the person’s own: both together are what is asked of them', () => {
    const limits = { ...DEFAULT_LIMITS, offlineAccount: fen(300) };
    const asked = (family: number) =>
      decideOffline(facts({ limits, bill: { ...bill(10_000, 5_000, 200), acct_mulaid_pay: fen(family) } }));
    expect(asked(100)).toMatchObject({ allowed: true });
    expect(asked(101)).toMatchObject({
      problem: { code: 'offline_account_limit', facts: { limit: 300, asked: 301 } },
    });
  });

  it('leave nothing, and not less, of a limit that was lowered since', () => {
    const limits = { ...DEFAULT_LIMITS, offlinePersonDayFund: fen(10_000), offlineSum: fen(100_000) };
    expect(decideOffline(facts({ limits, personDayFund: fen(16_000) }))).toMatchObject({
      problem: { facts: { left: 0 } },
    });
    const outstanding = { count: 1, sum: fen(150_000) };
    expect(decideOffline(facts({ limits, outstanding }))).toMatchObject({
      problem: { code: 'offline_sum_limit', facts: { left: 0 } },
    });
  });

  it('take all in cash on a card alone: grade 3, by a clock that was set grade 4, and up to the count', () => {
    const { lastContactMs, mdtrt_cert_type, terminalAdmdvs, revocation, epochConfirmed, limits, clock } = facts();
    const given = { lastContactMs, mdtrt_cert_type, terminalAdmdvs, revocation, epochConfirmed, limits, clock };
    const alone = (change: Partial<FullCashFacts> = {}) =>
      decideFullCash({ ...given, issuingAdmdvs: '370200', outstanding: { count: 199, sum: fen(0) }, ...change });
    expect(alone()).toMatchObject({ allowed: true, grade: 3, unavailable: `centre since ${lastContactMs}, person` });
    expect(alone({ clock: { ...clock, trusted: false } })).toMatchObject({ allowed: true, grade: 4 });
    const refused: readonly [Partial<FullCashFacts>, string][] = [
      [{ outstanding: { count: 200, sum: fen(0) } }, 'offline_count_limit'],
      [{ epochConfirmed: false }, 'offline_new_epoch'],
      [{ mdtrt_cert_type: '01' }, 'offline_credential'],
      [{ issuingAdmdvs: '320100' }, 'offline_other_province'],
      [{ revocation: { revoked: true, version: 'r7', as_of_ms: NOW } }, 'offline_card_revoked'],
    ];
    for (const [change, code] of refused) expect(alone(change)).toMatchObject({ allowed: false, problem: { code } });
  });

  it('count the budget down and never below nothing', () => {
    const outstanding = { count: 201, sum: fen(500_000) };
    expect(
      offlineBudget({ limits: DEFAULT_LIMITS, nowMs: NOW, lastContactMs: NOW - 71 * HOUR, outstanding }),
    ).toMatchObject({
      count: 0,
      sum: 1_500_000,
      hours: 1,
      amount: 50_000,
      meters: [
        { name: 'offline_hours_limit' },
        { name: 'offline_count_limit' },
        { name: 'offline_sum_limit', used: 500_000 },
      ],
    });
  });

  it('say which revocation list was asked, or that there was none', () => {
    const list = { revoked: false, version: 'r7', as_of_ms: NOW - HOUR };
    expect(decideOffline(facts({ revocation: list }))).toMatchObject({
      unavailable: expect.stringContaining('revocation list r7'),
    });
    const none = { revoked: null, version: '', as_of_ms: null };
    expect(decideOffline(facts({ revocation: none }))).toMatchObject({
      allowed: true,
      unavailable: expect.stringContaining('no revocation list'),
    });
  });

  it.each([
    [159, 'ok'],
    [160, 'warn'],
    [199, 'warn'],
    [200, 'reached'],
  ] as const)('warn at 80 % of a limit and say when it is reached: %i of 200 sales is %s', (count, level) => {
    const budget = offlineBudget({
      ...{ limits: DEFAULT_LIMITS, nowMs: NOW, lastContactMs: NOW, outstanding: { count, sum: fen(0) } },
    });
    expect(budget.meters).toContainEqual({
      ...{ name: 'offline_count_limit', unit: 'count', limit: 200, used: count, left: 200 - count, level },
    });
  });

  it('count the hours down, and have none left before the first contact ever', () => {
    const at = (lastContactMs: number | null) =>
      offlineBudget({
        ...{ limits: DEFAULT_LIMITS, nowMs: NOW, lastContactMs, outstanding: { count: 0, sum: fen(0) } },
      }).meters.find(({ name }) => name === 'offline_hours_limit');
    expect(at(NOW - 58 * HOUR)).toMatchObject({ used: 58, left: 14, level: 'warn' });
    expect(at(null)).toMatchObject({ used: 72, left: 0, level: 'reached' });
  });

  it.each([
    ['the centre has just been heard', NOW - 1, 72],
    ['the clock was set back since', NOW + HOUR, 72],
    ['the last hour has begun', NOW - 72 * HOUR + 1, 1],
    ['they are used up', NOW - 72 * HOUR, 0],
    ['nothing was ever heard', null, 0],
  ] as const)('says the same hours as the limit beside them when %s', (_, lastContactMs, hours) => {
    const outstanding = { count: 0, sum: fen(0) };
    const budget = offlineBudget({ limits: DEFAULT_LIMITS, nowMs: NOW, lastContactMs, outstanding });
    const limit = budget.meters.find(({ name }) => name === 'offline_hours_limit');
    expect([budget.hours, limit?.left]).toEqual([hours, hours]);
  });

  it('never allow what goes over a limit, whatever the amounts', () => {
    const amount = fc.integer({ min: 0, max: 3_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 0, max: 300 }), (total, fund, sum, count) => {
        const asked = facts({ bill: bill(total, Math.min(total, fund)), outstanding: { count, sum: fen(sum) } });
        const over =
          total > DEFAULT_LIMITS.offlineAmount ||
          asked.bill.fund_pay_sumamt > DEFAULT_LIMITS.offlinePersonDayFund ||
          count + 1 > DEFAULT_LIMITS.offlineCount ||
          sum + asked.bill.fund_pay_sumamt > DEFAULT_LIMITS.offlineSum;
        expect(decideOffline(asked).allowed).toBe(!over);
      }),
    );
  });
});

describe('limits of configuration and profile', () => {
  const amounts = fc.record(Object.fromEntries(PROFILE_LIMITS.map((name) => [name, fc.nat(1_000_000)])));

  it('are never above the profile, and above nothing the configuration states', () => {
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.subarray([...PROFILE_LIMITS]),
        fc.subarray([...PROFILE_LIMITS]),
        (own, all, given, set) => {
          const configured = { ...DEFAULT_LIMITS, ...own };
          const profile = Object.fromEntries(set.map((name) => [name, all[name]]));
          const { limits, looser } = limitsInForce(configured as never, given, profile as never);
          for (const name of PROFILE_LIMITS) {
            const most = profile[name];
            if (most === undefined) expect(limits[name]).toBe(configured[name]);
            else {
              expect(limits[name]).toBeLessThanOrEqual(most);
              if (given.includes(name)) expect(limits[name]).toBeLessThanOrEqual(configured[name] as number);
              else expect(limits[name]).toBe(most);
              expect(looser.includes(name)).toBe(given.includes(name) && (configured[name] as number) > most);
            }
          }
          expect(limits.settleDeadlineMs).toBe(DEFAULT_LIMITS.settleDeadlineMs);
        },
      ),
    );
  });
});

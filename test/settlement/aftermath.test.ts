/** What comes after a settlement: refunds, the centre's differing answer, identities on answers, sentences. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen } from '../../agent/core/money.ts';
import { compilePack } from '../../agent/core/packs/compile.ts';
import { parsePack } from '../../agent/core/packs/validate.ts';
import type { Case } from '../../agent/core/settlement/case.ts';
import { compareWithCentre, type Difference, likelyCause } from '../../agent/core/settlement/compare.ts';
import type { Count } from '../../agent/core/settlement/decimal.ts';
import { explain } from '../../agent/core/settlement/explain.ts';
import { checkIdentities } from '../../agent/core/settlement/identity.ts';
import { parseCase } from '../../agent/core/settlement/parse.ts';
import { presettle } from '../../agent/core/settlement/presettle.ts';
import { movesOf, partialRefund, refund } from '../../agent/core/settlement/refund.ts';
import type { Presettlement } from '../../agent/core/settlement/result.ts';
import { traceOf } from '../../agent/core/settlement/trace.ts';
import { anyCase, SAMPLE_WORLD } from './random.ts';
import type { Json } from './reference.ts';

const read = parsePack(
  JSON.parse(readFileSync(new URL('../../agent/packs/370000-2022-sample.json', import.meta.url), 'utf8')),
  'sample',
);
if ('errors' in read) throw new Error('unsound sample');
const pack = compilePack(read.pack);
const packs = [pack];
const example = (name: RegExp): Json => structuredClone(read.pack.examples.find((one) => name.test(one.name))?.case);
function settle(document: Json): { input: Case; result: Presettlement } {
  const parsed = parseCase(document);
  if ('error' in parsed) throw new Error(JSON.stringify(parsed.error));
  const outcome = presettle(parsed.value, packs, new Map());
  if ('error' in outcome) throw new Error(JSON.stringify(outcome.error));
  return { input: parsed.value, result: outcome.result };
}
/** Accumulators without those that are 0: absent and 0 are the same. */
const used = (accumulators: Readonly<Record<string, Fen>>) =>
  Object.fromEntries(Object.entries(accumulators).filter(([, value]) => value !== 0));

describe('a whole refund', () => {
  it('is the exact negative of every amount, and moves state back by exactly what was moved', () => {
    fc.assert(
      fc.property(anyCase(SAMPLE_WORLD), (document) => {
        const { input, result } = settle(document);
        const now = { balc: result.setlinfo.balc, accumulators: result.accumulators };
        const back = refund(result, now);
        for (const [name, value] of Object.entries(result.setlinfo)) {
          if (typeof value === 'number' && name !== 'balc')
            expect([name, Reflect.get(back.setlinfo, name)]).toEqual([name, 0 - value]);
        }
        expect(back.setlinfo.balc).toBe(input.person.balc);
        expect(used(back.accumulators)).toEqual(used(input.person.accumulators));
        expect(checkIdentities(back.setlinfo, { refund: true })).toEqual([]);
        expect(back.family.reduce((total, { paid }) => total + paid, 0)).toBe(0 - result.setlinfo.acct_mulaid_pay);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes back only its own share when later visits have moved the year on', () => {
    const { result } = settle(example(/^居民普通门诊：/));
    const later = { balc: 700 as Fen, accumulators: { 'resident-outpatient.ceiling': 12_000 as Fen } };
    expect(refund(result, later).accumulators).toEqual({ 'resident-outpatient.ceiling': 7_000 });
  });
});

describe('a partial refund', () => {
  it('is the whole refund and a new settlement on the state before the original', () => {
    const document = example(/^职工中医与普通同组/);
    const { input, result } = settle(document);
    const now = { balc: result.setlinfo.balc, accumulators: result.accumulators };
    const pair = partialRefund(input, result, [{ feedetl_sn: '1', cnt: 10_000 as Count }], now, packs, new Map());
    if ('error' in pair) throw new Error(pair.error.code);
    document.lines.shift();
    const alone = settle(document).result;
    expect(pair.settlement?.setlinfo).toEqual(alone.setlinfo);
    expect(used(pair.state.accumulators)).toEqual(used(alone.accumulators));
    expect(pair.refund.setlinfo.medfee_sumamt).toBe(-55_000);
  });

  it('of a part of a count prices what remains anew', () => {
    const { input, result } = settle(example(/^乙类先行自付/));
    const now = { balc: result.setlinfo.balc, accumulators: result.accumulators };
    const pair = partialRefund(input, result, [{ feedetl_sn: '1', cnt: 10_000 as Count }], now, packs, new Map());
    if ('error' in pair) throw new Error(pair.error.code);
    expect(pair.settlement?.setlinfo.medfee_sumamt).toBe(1_250);
  });

  it('of everything is a whole refund', () => {
    const { input, result } = settle(example(/^居民普通门诊：/));
    const now = { balc: result.setlinfo.balc, accumulators: result.accumulators };
    const pair = partialRefund(input, result, [{ feedetl_sn: '1', cnt: 100_000 as Count }], now, packs, new Map());
    expect(pair).toMatchObject({ settlement: null, state: { accumulators: { 'resident-outpatient.ceiling': 0 } } });
  });

  it.each([
    ['a line that was not sold', '9', 10_000, 'lines[0].feedetl_sn'],
    ['more than was sold', '1', 100_001, 'lines[0].cnt'],
    ['nothing', '1', 0, 'lines[0].cnt'],
  ])('refuses %s', (_name, feedetl_sn, cnt, field) => {
    const { input, result } = settle(example(/^居民普通门诊：/));
    const now = { balc: 0 as Fen, accumulators: result.accumulators };
    const refused = partialRefund(input, result, [{ feedetl_sn, cnt: cnt as Count }], now, packs, new Map());
    expect(refused).toMatchObject({ error: { code: 'bad_value', field } });
  });
});

it('what a settlement moved is the difference of the accumulators', () => {
  fc.assert(
    fc.property(anyCase(SAMPLE_WORLD), (document) => {
      const { input, result } = settle(document);
      const moves = movesOf(result);
      for (const name of Object.keys(result.accumulators)) {
        const difference = (result.accumulators[name] ?? 0) - (input.person.accumulators[name] ?? 0);
        expect([name, moves[name] ?? 0]).toEqual([name, difference]);
      }
    }),
    { numRuns: 500 },
  );
});

describe('identities on an answer', () => {
  const { setlinfo } = settle(example(/^低保：/)).result;
  it.each([
    ['medfee_sumamt', ['medfee = four parts', 'medfee = fund + person + hospital']],
    ['preselfpay_amt', ['medfee = four parts']],
    ['hifmi_pay', ['fund = sum of funds']],
    ['psn_cash_pay', ['person = accounts + cash']],
    ['hosp_part_amt', ['medfee = fund + person + hospital']],
  ] as const)('one fen more of %s is found', (name, identities) => {
    const wrong = { ...setlinfo, [name]: (setlinfo[name] + 1) as Fen };
    expect(checkIdentities(wrong).map(({ identity }) => identity)).toEqual(identities);
  });

  it('a negative amount is found in a settlement, a positive one in a refund', () => {
    const shifted = { ...setlinfo, acct_pay: -100 as Fen, psn_cash_pay: (setlinfo.psn_cash_pay + 100) as Fen };
    expect(checkIdentities(shifted)).toMatchObject([{ identity: 'sign', amount: 'acct_pay' }]);
    expect(checkIdentities(setlinfo, { refund: true }).length).toBeGreaterThan(0);
  });

  it('2102 answers without hosp_part_amt, and cancels with half of it null, are no violation', () => {
    const { hosp_part_amt: _gone, ...drugstore } = setlinfo;
    expect(checkIdentities(drugstore)).toEqual([]);
    // national-interface.md 4, sample 5: Chongqing 2305.
    const cancel = {
      medfee_sumamt: -337_926 as Fen,
      fulamt_ownpay_amt: -95_634 as Fen,
      overlmt_selfpay: -18_631 as Fen,
      preselfpay_amt: -19_722 as Fen,
      inscp_scp_amt: -203_939 as Fen,
      hifob_pay: -203_939 as Fen,
      fund_pay_sumamt: -203_939 as Fen,
      psn_part_amt: null,
      acct_pay: 0 as Fen,
      psn_cash_pay: -130_701 as Fen,
      hosp_part_amt: null,
    };
    expect(checkIdentities(cancel, { refund: true })).toEqual([]);
    expect(checkIdentities({ ...cancel, inscp_scp_amt: 0 as Fen }, { refund: true })).toHaveLength(1);
  });

  it('a region that counts the accounts into the fund is told apart', () => {
    const own = settle(example(/^职工门诊：/)).result.setlinfo;
    const counted = { ...own, fund_pay_sumamt: (own.fund_pay_sumamt + own.acct_pay) as Fen };
    expect(checkIdentities(counted, { fundIncludesAccount: true })).toEqual([]);
    expect(checkIdentities(counted).length).toBeGreaterThan(0);
  });
});

describe("the centre's differing answer", () => {
  /** What the centre would answer, were its figures those of a changed case. */
  const causes = (document: Json, change: (document: Json) => unknown) => {
    const local = settle(document).result;
    const other = structuredClone(document);
    change(other);
    const centre = settle(other).result.setlinfo;
    return Object.fromEntries(compareWithCentre(local, centre).map(({ amount, cause }) => [amount, cause]));
  };
  it('that agrees is no difference', () => {
    expect(causes(example(/^低保：/), () => {})).toEqual({});
  });
  it('with another share of the item is a stale catalogue, down to the cash', () => {
    const found = causes(example(/^乙类先行自付/), (d) => (d.catalogue[0].selfpay_prop = '0.3'));
    expect(found).toMatchObject({
      preselfpay_amt: 'stale_catalogue',
      hifp_pay: 'stale_catalogue',
      psn_cash_pay: 'stale_catalogue',
    });
  });
  it('that has an item this catalogue lacks is a stale catalogue', () => {
    const found = causes(example(/^目录当日无/), (d) => (d.catalogue[0].begndate = null));
    expect(found).toMatchObject({ fulamt_ownpay_amt: 'stale_catalogue' });
  });
  it('with 丙 for 甲 is a category', () => {
    const found = causes(example(/^居民普通门诊：/), (d) => (d.catalogue[0].chrgitm_lv = '03'));
    expect(found).toMatchObject({ fulamt_ownpay_amt: 'category', hifp_pay: 'category', psn_cash_pay: 'category' });
  });
  it('with less left of a ceiling is a ceiling used elsewhere', () => {
    const found = causes(example(/^居民普通门诊：/), (d) => {
      d.person.accumulators = { 'resident-outpatient.ceiling': '190.00' };
    });
    expect(found).toEqual({
      hifp_pay: 'ceiling_elsewhere',
      fund_pay_sumamt: 'ceiling_elsewhere',
      psn_part_amt: 'ceiling_elsewhere',
      psn_cash_pay: 'ceiling_elsewhere',
    });
  });
  it('under another benefit is a category', () => {
    const found = causes(example(/^职工门诊：/), (d) => (d.person.psn_type = '12'));
    expect(found).toMatchObject({ hifp_pay: 'category' });
  });
  it('a fen off is rounding', () => {
    const local = settle(example(/^乙类先行自付/)).result;
    const { setlinfo } = local;
    const centre = {
      ...setlinfo,
      preselfpay_amt: (setlinfo.preselfpay_amt - 1) as Fen,
      inscp_scp_amt: (setlinfo.inscp_scp_amt + 1) as Fen,
    };
    expect(compareWithCentre(local, centre).map(({ cause }) => cause)).toEqual(['rounding', 'rounding']);
  });
  it('a fen off in the pool is rounding, and more of it a ceiling used elsewhere', () => {
    const local = settle(example(/^居民普通门诊：/)).result;
    const off = (fen: number) =>
      compareWithCentre(local, { ...local.setlinfo, hifp_pay: (local.setlinfo.hifp_pay + fen) as Fen });
    expect([off(1), off(-1), off(2)].flat()).toMatchObject([
      { amount: 'hifp_pay', cause: 'rounding' },
      { amount: 'hifp_pay', cause: 'rounding' },
      { amount: 'hifp_pay', cause: 'ceiling_elsewhere' },
    ]);
  });
  it('of the whole bill is rounding up to a fen a line, and beyond that nobody knows', () => {
    const local = settle(example(/^乙类先行自付/)).result;
    expect(local.lines.length).toBe(1);
    const off = (fen: number) =>
      compareWithCentre(local, { ...local.setlinfo, medfee_sumamt: (local.setlinfo.medfee_sumamt + fen) as Fen });
    expect([off(-1), off(2)].flat()).toMatchObject([
      { amount: 'medfee_sumamt', cause: 'rounding' },
      { amount: 'medfee_sumamt', cause: 'unknown' },
    ]);
  });
  it('in what a person pays alone is unknown where no line of that size can have moved', () => {
    const away = (name: RegExp, fen: (gross: number) => number) => {
      const local = settle(example(name)).result;
      const moved = fen(local.lines[0]?.det_item_fee_sumamt ?? 0);
      const { fulamt_ownpay_amt, inscp_scp_amt } = local.setlinfo;
      return compareWithCentre(local, {
        ...local.setlinfo,
        fulamt_ownpay_amt: (fulamt_ownpay_amt + moved) as Fen,
        inscp_scp_amt: (inscp_scp_amt - moved) as Fen,
      }).map(({ cause }) => cause);
    };
    expect(away(/^居民普通门诊：/, () => 7)).toEqual(['unknown', 'unknown']);
    expect(away(/^居民普通门诊：/, (gross) => gross)).toEqual(['category', 'category']);
    // It is the person's own on this side already.
    expect(away(/^目录当日无/, (gross) => gross)).toEqual(['unknown', 'unknown']);
  });
  it('in one account only is an account used elsewhere, in the sum of the funds only unknown', () => {
    const local = settle(example(/^职工门诊：/)).result;
    const only = (amount: 'acct_mulaid_pay' | 'fund_pay_sumamt') =>
      compareWithCentre(local, { ...local.setlinfo, [amount]: (local.setlinfo[amount] + 500) as Fen });
    expect(only('acct_mulaid_pay')).toMatchObject([{ cause: 'balance_elsewhere' }]);
    expect(only('fund_pay_sumamt')).toMatchObject([{ cause: 'unknown' }]);
  });
  it('is named by its largest part, the first of two as large', () => {
    const small: Difference = { amount: 'hifp_pay', local: 900 as Fen, centre: 899 as Fen, cause: 'rounding' };
    const large: Difference = { amount: 'acct_pay', local: 900 as Fen, centre: 0 as Fen, cause: 'balance_elsewhere' };
    const other: Difference = { ...large, amount: 'hifob_pay', local: 0 as Fen, centre: 900 as Fen, cause: 'category' };
    expect([[small, large], [large, small], [small, other, large], []].map(likelyCause)).toEqual([
      'balance_elsewhere',
      'balance_elsewhere',
      'category',
      'unknown',
    ]);
  });
  it('with another balance only is an account used elsewhere', () => {
    const found = causes(example(/^职工门诊：/), (d) => (d.person.balc = '5.00'));
    expect(found).toEqual({
      acct_pay: 'balance_elsewhere',
      balc: 'balance_elsewhere',
      psn_cash_pay: 'balance_elsewhere',
    });
  });
  it('with a fund no local rule knows is unknown', () => {
    const local = settle(example(/^居民普通门诊：/)).result;
    const centre = { ...local.setlinfo, hifdm_pay: 500 as Fen };
    expect(compareWithCentre(local, centre)).toMatchObject([{ amount: 'hifdm_pay', cause: 'unknown' }]);
  });
});

it('the sentences of a bill can be read out', () => {
  const { result } = settle(example(/^低保：/));
  const steps = traceOf(result);
  expect(steps.map((step) => explain(step, 'zh'))).toEqual([
    '5000.00 × 2 = 10000.00 元',
    '政策范围内 10000.00 元，按“居民门诊慢特病”待遇计算',
    '居民门诊慢特病：起付线 300.00 元，今年已扣 0.00 元，本次扣 300.00 元',
    '居民门诊慢特病：(10000.00 − 300.00) × 65% = 6305.00 元',
    '居民大病保险：今年负担由 6900.00 元到 10595.00 元，3595.00 × 65% = 2336.75 元',
    '医疗救助：今年负担由 0.00 元到 1358.25 元，1358.25 × 70% = 950.78 元',
    '再救助：今年负担由 0.00 元到 407.47 元，未超过起付线 10000.00 元，不支付',
    '费用总额：10000.00 = 10000.00 元',
    '基金支付总额：6305.00 + 2336.75 + 950.78 = 9592.53 元',
    '个人负担：10000.00 − 9592.53 = 407.47 元',
    '个人现金：407.47 = 407.47 元',
  ]);
  expect(explain(steps[3] ?? steps[0] ?? fail(), 'en')).toBe(
    "Residents' chronic disease: (10000.00 − 300.00) × 65% = 6305.00 yuan",
  );
});

function fail(): never {
  throw new Error('no such step');
}

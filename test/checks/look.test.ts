/** What each kind of check finds, what it lets pass, and where the line between the two is. */
import { describe, expect, it } from 'vitest';
import { answering, hindering, lookOver, purchasesOf } from '../../agent/core/checks/look.ts';
import { dayAfter } from '../../agent/core/time.ts';
import { checkOf, DAY, lineOf, look, lookedAt, spoken, TRAC } from './basket.ts';

const FOUND = ['1'];
const held = (opsp_dise_code: string, begndate: string | null, enddate: string | null) => ({
  person: { entitlements: [{ opsp_dise_code, begndate, enddate }] },
});

describe('a medicine limited by sex', () => {
  const women = [{ goods: { gend: '2' } }] as const;
  it('is found for the other sex alone', () => {
    expect(spoken({ kind: 'sex' }, women)).toEqual(FOUND);
    expect(spoken({ kind: 'sex' }, women, { person: { gend: '2' } })).toEqual([]);
    expect(spoken({ kind: 'sex' }, [{ goods: { gend: '1' } }], { person: { gend: '2' } })).toEqual(FOUND);
  });
  it('is not held against a person whose sex is not said', () => {
    expect(spoken({ kind: 'sex' }, women, { person: { gend: '9' } })).toEqual([]);
    expect(spoken({ kind: 'sex' }, women, { person: { gend: '' } })).toEqual([]);
  });
});

describe('a medicine limited by age', () => {
  const adults = [{ goods: { age_min: 18, age_max: 60 } }];
  it('may be had from the 18th birthday on', () => {
    expect(spoken({ kind: 'age' }, adults, { person: { brdy: '2008-03-11' } })).toEqual(FOUND);
    expect(spoken({ kind: 'age' }, adults, { person: { brdy: '2008-03-10' } })).toEqual([]);
  });
  it('may be had until the day before the 61st', () => {
    expect(spoken({ kind: 'age' }, adults, { person: { brdy: '1965-03-11' } })).toEqual([]);
    expect(spoken({ kind: 'age' }, adults, { person: { brdy: '1965-03-10' } })).toEqual(FOUND);
  });
  it('says nothing when the date of birth is not known', () => {
    expect(spoken({ kind: 'age' }, adults, { person: { brdy: '' } })).toEqual([]);
  });
});

describe('a medicine limited by disease', () => {
  const lines = [{ goods: { dise_codg: ['M03900', 'M01600'] } }];
  const rule = { kind: 'disease' } as const;
  it('is found without entitlement or diagnosis, and not with either', () => {
    expect(spoken(rule, lines)).toEqual(FOUND);
    expect(spoken(rule, lines, { visit: { dise_codg: 'M01600' } })).toEqual([]);
    expect(spoken(rule, lines, held('M03900', null, null))).toEqual([]);
    expect(spoken(rule, lines, held('M00500', null, null))).toEqual(FOUND);
  });
  it('takes an entitlement through its last day', () => {
    expect(spoken(rule, lines, held('M03900', '2025-01-01', DAY))).toEqual([]);
    expect(spoken(rule, lines, held('M03900', '2025-01-01', '2026-03-09'))).toEqual(FOUND);
  });
});

describe('a medicine limited by institution level', () => {
  const lines = [{ goods: { hosp_lv: ['3'] as const } }];
  const at = (level: '2' | '3' | null) => ({
    visit: { institution: { kind: 'hospital', level, dual_channel: false } as const },
  });
  it('is found at other levels and where there is none', () => {
    expect(spoken({ kind: 'institution_level' }, lines, at('2'))).toEqual(FOUND);
    expect(spoken({ kind: 'institution_level' }, lines, at(null))).toEqual(FOUND);
    expect(spoken({ kind: 'institution_level' }, lines, at('3'))).toEqual([]);
  });
});

describe('the same ingredient again', () => {
  const rule = { kind: 'repeat', early_days: 5 } as const;
  const bought = (begndate: string, days = 30, ingredient = 'X') => ({
    known: { purchases: [{ ingredient, begndate, days }] },
  });
  const lines = [{ goods: { ingredient: 'X' } }];
  it('is found until five days before it runs out', () => {
    // 30 days from 2026-02-13 last until 2026-03-15: from 03-10 on it may be bought.
    expect(dayAfter('2026-02-13', 30)).toBe('2026-03-15');
    expect(spoken(rule, lines, bought('2026-02-13'))).toEqual([]);
    expect(spoken(rule, lines, bought('2026-02-14'))).toEqual(FOUND);
  });
  it('looks at the purchase that lasts longest', () => {
    const purchases = [
      { ingredient: 'X', begndate: '2026-01-10', days: 90 },
      { ingredient: 'X', begndate: '2026-02-01', days: 7 },
    ];
    expect(spoken(rule, lines, { known: { purchases } })).toEqual(FOUND);
  });
  it('is another ingredient', () => {
    expect(spoken(rule, lines, bought('2026-03-01', 30, 'Y'))).toEqual([]);
    expect(spoken(rule, [{ goods: null }], bought('2026-03-01'))).toEqual([]);
  });
});

describe('a quantity over the days of supply', () => {
  const rule = { kind: 'supply', max_days: 31 } as const;
  const packs = (cnt: string, more = {}) => ({ goods: { ingredient: 'X', pack_days: 7, ...more }, cnt });
  it('is found above the limit, not at it', () => {
    expect(spoken({ kind: 'supply', max_days: 28 }, [packs('4')])).toEqual([]);
    expect(spoken({ kind: 'supply', max_days: 27 }, [packs('4')])).toEqual(FOUND);
  });
  it('adds the lines of one ingredient and names the one that goes over', () => {
    const lines = [{ ...packs('3') }, { ...packs('2'), feedetl_sn: '2' }];
    expect(spoken(rule, lines)).toEqual(['2']);
    expect(spoken(rule, [packs('3'), { ...packs('2', { ingredient: 'Y' }), feedetl_sn: '2' }])).toEqual([]);
  });
  it('knows nothing of what is sold in parts or has no usual dose', () => {
    expect(spoken(rule, [{ ...packs('9'), inParts: true }])).toEqual([]);
    expect(spoken(rule, [packs('9', { pack_days: null })])).toEqual([]);
  });
  it('is remembered as days for the next purchase', () => {
    expect(purchasesOf([lineOf(packs('2.5')), lineOf({ goods: null })])).toEqual([{ ingredient: 'X', days: 17 }]);
  });
});

describe('price, prescription, channel', () => {
  it('finds a price over the ceiling, not at it, and not without one', () => {
    const entry = { pric_uplmt_amt: 10_500_000 as never };
    expect(spoken({ kind: 'price_ceiling' }, [{ entry, pric: '10.500001' }])).toEqual(FOUND);
    expect(spoken({ kind: 'price_ceiling' }, [{ entry, pric: '10.5' }])).toEqual([]);
    expect(spoken({ kind: 'price_ceiling' }, [{ entry: null, pric: '99' }])).toEqual([]);
    const none = { pric_uplmt_amt: 999_999_000_000 as never };
    expect(spoken({ kind: 'price_ceiling' }, [{ entry: none, pric: '1000000' }])).toEqual([]);
  });
  it('finds prescription medicine without a prescription', () => {
    const goods = { rx_flag: '1' } as const;
    expect(spoken({ kind: 'prescription' }, [{ goods }])).toEqual(FOUND);
    expect(spoken({ kind: 'prescription' }, [{ goods, rxno: 'RX1' }, {}])).toEqual([]);
  });
  it('finds double-channel medicine outside a double-channel pharmacy', () => {
    const lines = [{ goods: { dual_channel: '1' } as const }];
    const institution = { kind: 'pharmacy', level: null, dual_channel: true } as const;
    expect(spoken({ kind: 'dual_channel' }, lines)).toEqual(FOUND);
    expect(spoken({ kind: 'dual_channel' }, lines, { visit: { institution } })).toEqual([]);
  });
});

describe('an expired entitlement', () => {
  const rule = { kind: 'entitlement' } as const;
  const visit = { dise_codg: 'M03900' };
  it('is found from the day after its end, for the visit as a whole', () => {
    expect(spoken(rule, [{}], { ...held('M03900', null, '2026-03-09'), visit })).toEqual(['']);
    expect(spoken(rule, [{}], { ...held('M03900', null, DAY), visit })).toEqual([]);
  });
  it('is none where it was never held, where another is valid, or for another disease', () => {
    expect(spoken(rule, [{}], { visit })).toEqual([]);
    expect(spoken(rule, [{}], held('M03900', null, '2026-03-09'))).toEqual([]);
    const entitlements = ['2026-03-09', null].map((enddate) => ({ opsp_dise_code: 'M03900', begndate: null, enddate }));
    expect(spoken(rule, [{}], { person: { entitlements }, visit })).toEqual([]);
  });
});

describe('trace codes', () => {
  const coded = { trac: 'coded' } as const;
  const other = '81000010000000000002';
  it('are missing when fewer than the packs were scanned', () => {
    const rule = { kind: 'trace_missing' } as const;
    expect(spoken(rule, [{ goods: coded }])).toEqual(FOUND);
    expect(spoken(rule, [{ goods: coded, cnt: '2', trac: [TRAC] }])).toEqual(FOUND);
    expect(spoken(rule, [{ goods: coded, cnt: '2', trac: [TRAC, other] }])).toEqual([]);
    expect(spoken(rule, [{ goods: coded, cnt: '6', trac: [TRAC], inParts: true }])).toEqual([]);
  });
  it('are not asked for on the no-code list, of what is no medicine, or of what is not known', () => {
    const rule = { kind: 'trace_missing' } as const;
    expect(spoken(rule, [{ goods: { trac: 'no_code' } }, { goods: { trac: 'none' } }, { goods: null }])).toEqual([]);
  });
  it('have one of the accepted shapes', () => {
    const shapes = [
      { begins: '8', least: 20, most: 20 },
      { begins: '01', least: 26, most: 100 },
    ];
    const rule = { kind: 'trace_malformed', shapes } as const;
    const bad = ['8', TRAC.slice(1), `${TRAC}0`, `9${TRAC.slice(1)}`, `${TRAC.slice(1)}X`, `01${'2'.repeat(99)}`];
    for (const code of bad) expect([code, spoken(rule, [{ trac: [code] }])]).toEqual([code, FOUND]);
    expect(spoken(rule, [{ trac: [TRAC, `01${'2'.repeat(24)}`, `01${'2'.repeat(98)}`] }])).toEqual([]);
  });
  it('belong to the product, where its first digits are known', () => {
    const rule = { kind: 'trace_product', digits: 7 } as const;
    const goods = { trac_product: ['8200002', '8100001'] };
    expect(spoken(rule, [{ goods, trac: [TRAC] }])).toEqual([]);
    expect(spoken(rule, [{ goods, trac: [TRAC, '83000010000000000001'] }])).toEqual(FOUND);
    expect(spoken(rule, [{ goods: { trac_product: [] }, trac: [TRAC] }])).toEqual([]);
  });
  it('are sold once, in this basket too', () => {
    const rule = { kind: 'trace_used' } as const;
    const used = { known: { uses: [{ drug_trac_codg: TRAC, inParts: false }] } };
    expect(spoken(rule, [{ trac: [TRAC] }], used)).toEqual(FOUND);
    expect(spoken(rule, [{ trac: [other] }], used)).toEqual([]);
    expect(spoken(rule, [{ trac: [TRAC] }, { feedetl_sn: '2', trac: [TRAC] }])).toEqual(['2']);
    expect(spoken(rule, [{ trac: [TRAC, TRAC], cnt: '2' }])).toEqual(FOUND);
  });
  it('are said to be in the basket twice where that is what is wrong, and to be sold before where they were', () => {
    const rule = checkOf({ kind: 'trace_used' }, { say: { zh: '已售出 {trac}', en: 'sold before {trac}' } });
    const said = (change = {}) =>
      lookOver([rule], lookedAt([{ trac: [TRAC] }, { feedetl_sn: '2', trac: [TRAC, other] }], change)).map(
        ({ feedetl_sn, zh, en }) => [feedetl_sn, zh, en],
      );
    expect(said()).toEqual([
      [
        '2',
        `追溯码在本单中重复：${TRAC}（样品，第 1 行已有）`,
        `This basket holds the trace code twice: ${TRAC} (样品; it is on line 1 already)`,
      ],
    ]);
    const sold = (code: string) => ({ known: { uses: [{ drug_trac_codg: code, inParts: false }], purchases: [] } });
    expect(said(sold(other)).map(([, zh]) => zh)).toEqual([
      `已售出 ${other}`,
      `追溯码在本单中重复：${TRAC}（样品，第 1 行已有）`,
    ]);
    expect(said(sold(TRAC)).map(([, zh]) => zh)).toEqual([`已售出 ${TRAC}`, `已售出 ${TRAC}`]);
  });
  it('repeat when the pack is sold in parts, and only then', () => {
    const rule = { kind: 'trace_used' } as const;
    const inPart = { known: { uses: [{ drug_trac_codg: TRAC, inParts: true }] } };
    expect(spoken(rule, [{ trac: [TRAC], inParts: true }], inPart)).toEqual([]);
    expect(spoken(rule, [{ trac: [TRAC] }], inPart)).toEqual(FOUND);
    const wholly = { known: { uses: [{ drug_trac_codg: TRAC, inParts: false }] } };
    expect(spoken(rule, [{ trac: [TRAC], inParts: true }], wholly)).toEqual(FOUND);
  });
});

describe('a check', () => {
  const rx = [{ goods: { name: '样品甲', rx_flag: '1' } as const }];
  it('speaks in both languages with its places filled in', () => {
    const say = { zh: '{name}限 {limit}（{line}）', en: '{name}: {limit} ({line})' };
    const [found] = lookOver([checkOf({ kind: 'sex' }, { say })], lookedAt([{ goods: { gend: '2' } }]));
    expect(found).toEqual({
      ...{ code: 'sex', severity: 'warn', feedetl_sn: '1', source: 'S' },
      ...{ zh: '样品限 女（1）', en: '样品: women (1)' },
    });
  });
  it('asks for its insurance, kind of visit and days', () => {
    const speaks = (when: object, change = {}) =>
      lookOver([checkOf({ kind: 'prescription' }, { when })], lookedAt(rx, change)).length;
    expect(speaks({ insutype: ['390'] })).toBe(0);
    expect(speaks({ med_type: ['14'] })).toBe(0);
    expect(speaks({ insutype: ['310', '390'], med_type: ['41'], begndate: DAY, enddate: DAY })).toBe(1);
    expect(speaks({ begndate: '2026-03-11' })).toBe(0);
    expect(speaks({ enddate: '2026-03-09' })).toBe(0);
  });
});

describe('an override', () => {
  const found = [
    ...look({ kind: 'prescription' }, [{ goods: { rx_flag: '1' } }]).map((one) => ({
      ...one,
      severity: 'reason' as const,
    })),
    ...look({ kind: 'sex' }, [{ goods: { gend: '2' } }]),
  ];
  const given = (reason: string, feedetl_sn = '1') => [{ code: 'prescription', feedetl_sn, reason }];
  it('needs a reason, for that code and that line', () => {
    expect(hindering(found, [])).toEqual({ blocked: [], unexplained: ['prescription'] });
    expect(hindering(found, given('  '))).toMatchObject({ unexplained: ['prescription'] });
    expect(hindering(found, given('处方后补', '2'))).toMatchObject({ unexplained: ['prescription'] });
    expect(hindering(found, given('处方后补'))).toEqual({ blocked: [], unexplained: [] });
  });
  it('never lifts a block', () => {
    const block = found.map((one) => ({ ...one, severity: 'block' as const }));
    expect(hindering(block, given('处方后补'))).toEqual({ blocked: ['prescription', 'sex'], unexplained: [] });
  });
  it('is kept where it answers a finding, and nowhere else', () => {
    const overrides = [...given(' 处方后补 '), { code: 'age', feedetl_sn: '1', reason: '-' }];
    expect(answering(found, overrides)).toEqual([
      { code: 'prescription', feedetl_sn: '1', severity: 'reason', reason: '处方后补' },
    ]);
  });
});

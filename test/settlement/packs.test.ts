/** The packs that ship, the refusal of broken ones, and the schema that documents the format. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { choosePack, compilePack } from '../../agent/core/packs/compile.ts';
import { parsePack, parsePackText } from '../../agent/core/packs/validate.ts';
import { verifyPack } from '../../agent/core/packs/verify.ts';
import { type Json, rulesOf, SAMPLE, settleByThePage } from './reference.ts';

const read = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../../agent/packs/${name}.json`, import.meta.url), 'utf8'));
const STRICT = { strict: true, strictRequired: false, strictTypes: false } as const;
const NAMES = ['370000-2022-sample', '370200-2026-sample'];
const sound = (document: Json) => {
  const parsed = parsePack(document, 'pack.json');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.pack;
};
/** A fresh copy of the sample with one thing changed. */
const broken = (change: (pack: Json) => void) => {
  const pack = read('370000-2022-sample');
  change(pack);
  const parsed = parsePack(pack, 'broken.json');
  return 'errors' in parsed ? parsed.errors : [];
};

describe.each(NAMES)('the pack %s', (name) => {
  it('is sound, and every worked example comes out as written', () => {
    expect(verifyPack(sound(read(name)))).toEqual([]);
  });

  it('carries at least 25 examples that the page alone, read literally, gives too', () => {
    const pack = read(name);
    expect(pack.examples.length).toBeGreaterThanOrEqual(25);
    for (const example of pack.examples) {
      const answer = settleByThePage(example.case, [rulesOf(pack)]);
      expect({ name: example.name, ...example.expect }).toEqual({
        name: example.name,
        setlinfo: answer.setlinfo,
        setldetail: answer.setldetail,
        benefits: answer.lines.map((line) => line['benefit']),
        accumulators: answer.accumulators,
        warnings: answer.warnings,
      });
    }
  });

  it('uses every benefit and makes every layer pay in some example', () => {
    const pack = read(name);
    const taken = new Set(pack.examples.flatMap((example: Json) => example.expect.benefits));
    expect(pack.benefits.map((benefit: Json) => benefit.id).filter((id: string) => !taken.has(id))).toEqual([]);
    const paid = new Set(pack.examples.flatMap((example: Json) => Object.keys(example.expect.accumulators)));
    const idle = pack.layers.filter((layer: Json) => !paid.has(`${layer.id}.ceiling`));
    expect(idle.map((layer: Json) => layer.id)).toEqual([]);
  });

  it('is valid under the published schema', () => {
    const schema = read('pack.schema');
    const validate = new Ajv2020(STRICT).compile(schema);
    expect(validate(read(name)) || validate.errors).toBe(true);
  });

  it('is refused by name of the amount when one example is one fen off', () => {
    const pack = read(name);
    pack.examples[7].expect.setlinfo.psn_cash_pay = '0.01';
    expect(verifyPack(sound(pack))).toMatchObject([
      { example: pack.examples[7].name, field: 'examples[7].expect.setlinfo.psn_cash_pay', expected: '0.01' },
    ]);
  });
});

it('is refused by the published schema as well when a field is unknown or a form is mixed', () => {
  const validate = new Ajv2020(STRICT).compile(read('pack.schema'));
  const changes: ((pack: Json) => void)[] = [
    (pack) => (pack.benefits[3].celing = {}),
    (pack) => (pack.benefits[3].when.any[0].medtype = ['11']),
    (pack) => (pack.benefits[7].ratio.value = 0.5),
    (pack) => (pack.benefits[7].ratio.value = '1.0001'),
    (pack) => (pack.layers[3].tiers = [{ value: '0.7', source: 'D' }]),
  ];
  for (const change of changes) {
    const pack = read('370000-2022-sample');
    change(pack);
    expect(validate(pack)).toBe(false);
    expect('errors' in parsePack(pack, 'x')).toBe(true);
  }
});

it("agrees with the tables of section 7, typed in apart from the pack's file", () => {
  const pack = read('370000-2022-sample');
  for (const example of pack.examples) {
    expect(settleByThePage(example.case, [SAMPLE])).toEqual(settleByThePage(example.case, [rulesOf(pack)]));
  }
});

it('refuses a pack with 24 examples', () => {
  const pack = read('370000-2022-sample');
  pack.examples.length = 24;
  expect(verifyPack(sound(pack))).toMatchObject([{ field: 'examples', expected: 'at least 25', found: '24' }]);
});

describe('a broken pack is refused by file, rule and field', () => {
  const cases: [string, (pack: Json) => void, string, string, string][] = [
    ['unknown field', (p) => (p.benefits[3].celing = {}), 'unknown_field', 'two-disease-htn', 'benefits[3].celing'],
    [
      'overlapping tiers',
      (p) => (p.layers[0].tiers[1].upto = '100000.00'),
      'overlapping_bands',
      'critical-resident',
      'layers[0].tiers[1].upto',
    ],
    [
      'open tier in the middle',
      (p) => delete p.layers[0].tiers[1].upto,
      'overlapping_bands',
      'critical-resident',
      'layers[0].tiers[1]',
    ],
    [
      'closed last tier',
      (p) => (p.layers[1].tiers[1].upto = '200000.00'),
      'open_band_missing',
      'critical-employee',
      'layers[1].tiers[1].upto',
    ],
    [
      'tier below the deductible',
      (p) => (p.layers[0].deductible.value = '100000.00'),
      'band_below_deductible',
      'critical-resident',
      'layers[0].tiers[0].upto',
    ],
    ['dates the wrong way round', (p) => (p.enddate = '2021-12-31'), 'date_order', '', 'enddate'],
    ['a day that is none', (p) => (p.begndate = '2022-02-29'), 'bad_value', '', 'begndate'],
    ['unknown fund', (p) => (p.layers[2].fund = 'hifp_pay'), 'bad_value', 'civil-servant', 'layers[2].fund'],
    [
      'insutype without a pool',
      (p) => (p.benefits[0].when.insutype = ['340']),
      'unknown_fund',
      'chronic-employee',
      'benefits[0].when.insutype',
    ],
    [
      'insutype left open',
      (p) => delete p.benefits[5].when.insutype,
      'missing_field',
      'outpatient-employee-tcm',
      'benefits[5].when.insutype',
    ],
    [
      'critical after relief',
      (p) => p.layers.push(p.layers.shift()),
      'layer_order',
      'critical-resident',
      'layers[6].base',
    ],
    [
      'critical but not relief',
      (p) => (p.benefits[0].counts_for = ['critical']),
      'burden_not_nested',
      'chronic-employee',
      'benefits[0].counts_for',
    ],
    ['same id twice', (p) => (p.benefits[1].id = 'aid'), 'duplicate_id', 'aid', 'layers[3].id'],
    ['layer named as a group', (p) => (p.layers[3].id = 'chronic'), 'accumulator_clash', 'chronic', 'layers[3].id'],
    ['unknown source', (p) => (p.layers[3].ratio.source = 'Z9'), 'unknown_source', 'aid', 'layers[3].ratio.source'],
    [
      'ratio above one',
      (p) => (p.benefits[7].ratio.value = '1.0001'),
      'bad_value',
      'outpatient-employee',
      'benefits[7].ratio.value',
    ],
    [
      'ratio as a number',
      (p) => (p.benefits[7].ratio.value = 0.5),
      'bad_value',
      'outpatient-employee',
      'benefits[7].ratio.value',
    ],
    [
      'ratio and bands',
      (p) => (p.benefits[7].bands = [{ value: '0.5', source: 'D' }]),
      'bad_value',
      'outpatient-employee',
      'benefits[7].bands',
    ],
    [
      'neither ratio nor bands',
      (p) => delete p.benefits[7].ratio,
      'missing_field',
      'outpatient-employee',
      'benefits[7].ratio',
    ],
    [
      'falls through without a ceiling',
      (p) => delete p.benefits[4].ceiling,
      'ceiling_required',
      'two-disease-dm',
      'benefits[4].falls_through',
    ],
    [
      'points above the whole',
      (p) => (p.layers[0].adjustments[0].points = '0.2501'),
      'ratio_above_one',
      'critical-resident',
      'layers[0].adjustments[0].points',
    ],
    [
      'deductible of half a fen',
      (p) => (p.layers[0].deductible.value = '14000.01'),
      'uneven_deductible',
      'critical-resident',
      'layers[0].adjustments[0].deductible_factor',
    ],
    [
      'share with tiers',
      (p) => (p.layers[3].tiers = [{ value: '0.7', source: 'D' }]),
      'bad_value',
      'aid',
      'layers[3].tiers',
    ],
    [
      'account as a layer fund',
      (p) => (p.layers[3].fund_pay_type = '310201'),
      'unknown_fund',
      'aid',
      'layers[3].fund_pay_type',
    ],
    [
      'empty condition list',
      (p) => (p.benefits[0].when.med_type = []),
      'bad_value',
      'chronic-employee',
      'benefits[0].when.med_type',
    ],
  ];
  it.each(cases)('%s', (_name, change, code, rule, field) => {
    const errors = broken(change);
    expect(errors).toContainEqual(expect.objectContaining({ code, file: 'broken.json', rule, field }));
  });

  it('text that is no JSON', () => {
    expect(parsePackText('{', 'x.json')).toMatchObject({ errors: [{ code: 'bad_json', file: 'x.json' }] });
  });
});

describe('the pack of a person', () => {
  const [province, city] = NAMES.map((name) => compilePack(sound(read(name))));
  if (province === undefined || city === undefined) throw new Error('packs missing');
  const city2022 = { ...city, pack: { ...city.pack, begndate: '2022-07-01', enddate: null } };
  const city2021 = { ...city, pack: { ...city.pack, begndate: null, enddate: null } };

  it('is that of the longest prefix of the insured region', () => {
    expect(choosePack([province, city2022], '370202', '2022-10-08')).toBe(city2022);
    expect(choosePack([province, city2022], '370102', '2022-10-08')).toBe(province);
    expect(choosePack([province, city2022], '320102', '2022-10-08')).toBeNull();
  });
  it('is valid on the first and the last day, and not one day further', () => {
    const on = (day: string) => choosePack([province], '370100', day);
    expect([on('2022-01-01'), on('2022-12-31')]).toEqual([province, province]);
    expect([on('2021-12-31'), on('2023-01-01')]).toEqual([null, null]);
    expect(choosePack([province, city2022], '370202', '2022-06-30')).toBe(province);
  });
  it('of equal regions is the one that began last, an open begin being the earliest', () => {
    expect(choosePack([city2021, city2022], '370202', '2022-10-08')).toBe(city2022);
    expect(choosePack([city2022, city2021], '370202', '2022-10-08')).toBe(city2022);
  });
});

/** Case files and the command that computes them: every bad input is one error that names its field. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PresettleOptions, runPresettle } from '../../agent/cli/presettle.ts';
import { compilePack } from '../../agent/core/packs/compile.ts';
import { parsePackText } from '../../agent/core/packs/validate.ts';
import { parseCase, parseCaseText } from '../../agent/core/settlement/parse.ts';
import type { Json } from './reference.ts';

const SAMPLE_TEXT = readFileSync(new URL('../../agent/packs/370000-2022-sample.json', import.meta.url), 'utf8');
const PAGE: Json = {
  person: {
    psn_no: 'T1',
    insutype: '390',
    psn_type: '15',
    insuplc_admdvs: '370100',
    cvlserv_flag: '0',
    balc: '0.00',
    aid_category: 'dibao',
    entitlements: [{ opsp_dise_code: 'M03900', begndate: '2022-01-01', enddate: '2022-12-31' }],
    commercial: false,
    mulaid: [{ psn_no: 'T2', balc: '120.00' }],
    accumulators: { 'resident-outpatient.ceiling': '150.00', 'critical-resident.burden': '13900.00' },
  },
  visit: {
    med_type: '11',
    begntime: '2022-10-08 09:30:00',
    dise_codg: null,
    fixmedins_code: 'H37010200001',
    mdtrtarea_admvs: '370100',
    acct_used_flag: '1',
    institution: { kind: 'clinic', level: '1', dual_channel: false },
  },
  lines: [
    { feedetl_sn: '1', med_list_codg: 'XA', pric: '12.5000', cnt: '2', det_item_fee_sumamt: '25.00', rxno: null },
    { feedetl_sn: '2', med_list_codg: 'XB', pric: '1', cnt: '1' },
  ],
  catalogue: [
    {
      med_list_codg: 'XA',
      chrgitm_lv: '02',
      selfpay_prop: '0.1',
      pric_uplmt_amt: '11.80',
      flags: ['htn'],
      opsp_scope: [],
      acct_payable: true,
      begndate: '2022-01-01',
    },
  ],
};
const errorOf = (change: (document: Json) => unknown) => {
  const document = structuredClone(PAGE);
  change(document);
  const parsed = parseCase(document);
  return 'error' in parsed ? [parsed.error.code, parsed.error.field] : null;
};

it("the page's own case is read", () => {
  expect(errorOf(() => {})).toBeNull();
});

describe('one fault is named by code and field', () => {
  const cases: [string, (d: Json) => unknown, string, string][] = [
    ['seven decimals of a price', (d) => (d.lines[1].pric = '1.0000001'), 'bad_value', 'lines[1].pric'],
    ['five decimals of a count', (d) => (d.lines[1].cnt = '1.00001'), 'bad_value', 'lines[1].cnt'],
    ['digits as written count', (d) => (d.lines[1].cnt = '1.00000'), 'bad_value', 'lines[1].cnt'],
    ['a negative price', (d) => (d.lines[1].pric = '-1'), 'bad_value', 'lines[1].pric'],
    ['a plus sign', (d) => (d.lines[1].pric = '+1'), 'bad_value', 'lines[1].pric'],
    ['an exponent', (d) => (d.lines[1].pric = '1e2'), 'bad_value', 'lines[1].pric'],
    ['a space', (d) => (d.lines[1].pric = ' 1'), 'bad_value', 'lines[1].pric'],
    ['a line break', (d) => (d.lines[1].pric = '1\n'), 'bad_value', 'lines[1].pric'],
    ['a bare point before', (d) => (d.lines[1].pric = '.5'), 'bad_value', 'lines[1].pric'],
    ['a bare point behind', (d) => (d.lines[1].pric = '5.'), 'bad_value', 'lines[1].pric'],
    ['a JSON number', (d) => (d.lines[1].pric = 5), 'bad_value', 'lines[1].pric'],
    ['digits of another script', (d) => (d.lines[1].pric = '５'), 'bad_value', 'lines[1].pric'],
    ['a count of nothing', (d) => (d.lines[1].cnt = '0.0000'), 'bad_value', 'lines[1].cnt'],
    ['a line beyond all measure', (d) => (d.lines[1].pric = d.lines[1].cnt = '99999999'), 'bad_value', 'lines[1].pric'],
    ['three decimals of a balance', (d) => (d.person.balc = '0.001'), 'bad_value', 'person.balc'],
    [
      'a negative accumulator',
      (d) => (d.person.accumulators['aid.ceiling'] = '-1'),
      'bad_value',
      'person.accumulators.aid.ceiling',
    ],
    ['a share above one', (d) => (d.catalogue[0].selfpay_prop = '1.1'), 'bad_value', 'catalogue[0].selfpay_prop'],
    [
      'a share of five decimals',
      (d) => (d.catalogue[0].selfpay_prop = '0.10000'),
      'bad_value',
      'catalogue[0].selfpay_prop',
    ],
    ['an unknown item level', (d) => (d.catalogue[0].chrgitm_lv = '04'), 'bad_value', 'catalogue[0].chrgitm_lv'],
    ['an unknown institution kind', (d) => (d.visit.institution.kind = 'shop'), 'bad_value', 'visit.institution.kind'],
    ['an unknown level', (d) => (d.visit.institution.level = '4'), 'bad_value', 'visit.institution.level'],
    ['an unknown aid category', (d) => (d.person.aid_category = 'poor'), 'bad_value', 'person.aid_category'],
    ['a flag that is a text', (d) => (d.person.commercial = 'true'), 'bad_value', 'person.commercial'],
    ['a day that is none', (d) => (d.visit.begntime = '2022-02-29 00:00:00'), 'bad_value', 'visit.begntime'],
    ['an hour that is none', (d) => (d.visit.begntime = '2022-02-28 24:00:00'), 'bad_value', 'visit.begntime'],
    ['a region of five digits', (d) => (d.person.insuplc_admdvs = '37010'), 'bad_value', 'person.insuplc_admdvs'],
    ['a text for an object', (d) => (d.visit = 'yes'), 'bad_value', 'visit'],
    ['an object for an array', (d) => (d.lines = {}), 'bad_value', 'lines'],
    ['no insutype', (d) => delete d.person.insutype, 'missing_field', 'person.insutype'],
    ['an empty insutype', (d) => (d.person.insutype = ''), 'missing_field', 'person.insutype'],
    ['no person', (d) => delete d.person, 'missing_field', 'person.insutype'],
    ['no institution', (d) => (d.visit.institution = null), 'missing_field', 'visit.institution.kind'],
    ['no price', (d) => (d.lines[0].pric = null), 'missing_field', 'lines[0].pric'],
    ['no item level', (d) => delete d.catalogue[0].chrgitm_lv, 'missing_field', 'catalogue[0].chrgitm_lv'],
    [
      '乙类 without a share',
      (d) => delete d.catalogue[0].selfpay_prop,
      'bad_catalogue_entry',
      'catalogue[0].selfpay_prop',
    ],
    ['an unknown field', (d) => (d.person.name = 'x'), 'unknown_field', 'person.name'],
    ['an unknown field of a line', (d) => (d.lines[1].price = '1'), 'unknown_field', 'lines[1].price'],
    ['a line number used twice', (d) => (d.lines[1].feedetl_sn = '1'), 'duplicate_line', 'lines[1].feedetl_sn'],
    ['no lines', (d) => delete d.lines, 'empty_basket', 'lines'],
    ['an empty basket', (d) => (d.lines = []), 'empty_basket', 'lines'],
    ['1,001 lines', (d) => (d.lines = Array.from({ length: 1_001 }, () => d.lines[0])), 'too_many_lines', 'lines'],
    [
      'a total two fen off',
      (d) => (d.lines[0].det_item_fee_sumamt = '25.02'),
      'line_total_mismatch',
      'lines[0].det_item_fee_sumamt',
    ],
  ];
  it.each(cases)('%s', (_name, change, code, field) => {
    expect(errorOf(change)).toEqual([code, field]);
  });

  it('an own __proto__ is a field like any other, and a name like any other among accumulators', () => {
    expect(parseCase(JSON.parse('{"__proto__": 1}'))).toMatchObject({ error: { code: 'unknown_field' } });
    const document = structuredClone(PAGE);
    document.person.accumulators = JSON.parse('{"__proto__": "1.00"}');
    const parsed = parseCase(document);
    if ('error' in parsed) throw new Error(parsed.error.code);
    expect(Object.entries(parsed.value.person.accumulators)).toEqual([['__proto__', 100]]);
  });
});

describe('what is allowed', () => {
  it.each<[string, (d: Json) => unknown]>([
    ['a price of nothing', (d) => (d.lines[1].pric = '0')],
    ['a total one fen off', (d) => (d.lines[0].det_item_fee_sumamt = '24.99')],
    [
      '1,000 lines',
      (d) => (d.lines = Array.from({ length: 1_000 }, (_, i) => ({ ...d.lines[1], feedetl_sn: `${i}` }))),
    ],
    ['null and empty for what is optional', (d) => Object.assign(d.person, { balc: '', psn_no: null, mulaid: null })],
    ['甲类 without a share', (d) => Object.assign(d.catalogue[0], { chrgitm_lv: '01', selfpay_prop: null })],
    ['a limit of six decimals', (d) => (d.catalogue[0].pric_uplmt_amt = '11.800001')],
  ])('%s', (_name, change) => {
    expect(errorOf(change)).toBeNull();
  });
});

describe('of several faults the first in the document is named', () => {
  const first = (text: string) => {
    const parsed = parseCaseText(text);
    return 'error' in parsed ? `${parsed.error.code} ${parsed.error.field}` : 'none';
  };
  const line = '"feedetl_sn":"1","med_list_codg":"A"';
  it('by the order of the text, not of the page', () => {
    expect(first('{"lines":[{"pric":1}],"person":{"balc":1}}')).toBe('bad_value lines[0].pric');
    expect(first('{"person":{"balc":1},"lines":[{"pric":1}]}')).toBe('bad_value person.balc');
  });
  it('what is missing being met where its object closes', () => {
    expect(first('{"person":{"oops":1}}')).toBe('unknown_field person.oops');
    expect(first('{"person":{"insutype":"390"},"lines":[{"pric":1}]}')).toBe('missing_field person.psn_type');
    expect(first('{"lines":[{"cnt":"0"}]}')).toBe('bad_value lines[0].cnt');
  });
  it('a total that does not fit being met at the total, a second number at the number', () => {
    const text = `{"lines":[{${line},"det_item_fee_sumamt":"9","pric":"1","cnt":"1","rxno":5}]}`;
    expect(first(text)).toBe('line_total_mismatch lines[0].det_item_fee_sumamt');
    const good = `{${line},"pric":"1","cnt":"1"}`;
    expect(first(`{"lines":[${good},{${line},"pric":"-1","cnt":"1"}]}`)).toBe('duplicate_line lines[1].feedetl_sn');
  });
});

describe('tongxing presettle', () => {
  const run = async (options: PresettleOptions, files: Record<string, string> = {}, stdin: string[] = []) => {
    const out: string[] = [];
    const read = parsePackText(SAMPLE_TEXT, 'sample');
    const installed = 'pack' in read ? [compilePack(read.pack)] : [];
    const status = await runPresettle(options, {
      readFile: async (path) => files[path] ?? null,
      readLines: () => stdin,
      write: (text) => void out.push(text),
      installedPacks: async () => installed,
      catalogue: new Map(),
    });
    return { status, answers: out.map((text) => JSON.parse(text)) };
  };
  const page = JSON.stringify(PAGE);

  it('prints the answer with the keys of the page and exits with 0', async () => {
    const { status, answers } = await run({ file: 'case.json' }, { 'case.json': page });
    expect(status).toBe(0);
    expect(Object.keys(answers[0]).sort()).toEqual(
      ['setlinfo', 'setldetail', 'lines', 'accumulators', 'warnings', 'trace', 'pack'].sort(),
    );
    // (25.00 − 1.40) × 0.9 = 21.24 in scope, × 0.60 = 12.74; relief 8.50 × 0.70 = 5.95; the rest from the family.
    expect(answers[0].setlinfo).toMatchObject({
      hifp_pay: '12.74',
      maf_pay: '5.95',
      acct_mulaid_pay: '6.31',
      psn_cash_pay: '1.00',
    });
    expect(answers[0].pack).toEqual({ id: '370000-2022-sample', version: '1' });
    expect(answers[0].warnings).toEqual([{ code: 'not_in_catalogue', field: 'lines[1]' }]);
  });

  it('prints one error and nothing else for bad input, and exits with 2', async () => {
    const bad = await run({ file: 'case.json' }, { 'case.json': page.replace('"12.5000"', '12.5') });
    expect(bad).toMatchObject({ status: 2, answers: [{ error: { code: 'bad_value', field: 'lines[0].pric' } }] });
    expect(await run({ file: 'c' }, { c: '{' })).toMatchObject({
      status: 2,
      answers: [{ error: { code: 'bad_json' } }],
    });
    expect(await run({ file: 'c' }, { c: '[]' })).toMatchObject({
      status: 2,
      answers: [{ error: { code: 'bad_value' } }],
    });
    expect(await run({ file: 'none' })).toMatchObject({ status: 2, answers: [{ error: { code: 'bad_json' } }] });
  });

  it('takes a pack by file or by the id of an installed one, and knows when there is none', async () => {
    const files = { c: page, 'p.json': SAMPLE_TEXT };
    for (const pack of ['p.json', '370000-2022-sample']) {
      expect(await run({ file: 'c', pack }, files)).toMatchObject({ status: 0, answers: [{ pack: { version: '1' } }] });
    }
    const none = await run({ file: 'c', pack: 'nowhere' }, files);
    expect(none).toMatchObject({ status: 2, answers: [{ error: { code: 'no_pack', field: 'pack' } }] });
  });

  it('leaves a case unserved by a pack of another region that is named by hand', async () => {
    const pack = SAMPLE_TEXT.replace('"admdvs": "37"', '"admdvs": "3702"');
    const { status, answers } = await run({ file: 'c', pack: 'p' }, { c: page, p: pack });
    expect(status).toBe(0);
    expect(answers[0]).toMatchObject({ pack: null, setlinfo: { hifp_pay: '0.00', maf_pay: '0.00' } });
    expect(answers[0].warnings[0].code).toBe('region_not_served');
  });

  it('refuses an unsound pack by file, rule and field', async () => {
    const pack = SAMPLE_TEXT.replace('"falls_through"', '"fall_through"');
    const { status, answers } = await run({ file: 'c', pack: 'p.json' }, { c: page, 'p.json': pack });
    expect(status).toBe(2);
    expect(answers[0].error).toMatchObject({ code: 'bad_pack', field: 'benefits[3].fall_through' });
    expect(answers[0].error.message).toContain('p.json, rule two-disease-htn');
  });

  it('with --jsonl answers each line in order, a bad one with its error, and goes on', async () => {
    const { status, answers } = await run({ jsonl: true }, {}, [page, 'nonsense', '', page]);
    expect(status).toBe(0);
    expect(answers.map((answer) => answer.error?.code ?? answer.setlinfo.medfee_sumamt)).toEqual([
      '26.00',
      'bad_json',
      'bad_json',
      '26.00',
    ]);
  });
});

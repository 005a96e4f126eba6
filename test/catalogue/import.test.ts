/** What comes out of national files: goods, terms of every day, and a report of what was wrong. */
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { periodsOf } from '../../agent/adapters/catalogue/join.ts';
import { CatalogueFileError } from '../../agent/adapters/catalogue-file.ts';
import { validOn } from '../../agent/core/settlement/case.ts';
import { barcodeAt, goodAt, nationalFiles, productAt, shopCodeAt } from '../../simulator/catalogue/national.ts';
import { writeZips, zipOf } from './pack.ts';
import { CAPS, DAY, ITEMS, LEVELS, SHARES, SHELF, Shop } from './shop.ts';

let shop: Shop;

beforeEach(() => {
  shop = new Shop();
});

afterEach(() => shop.leave());

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'went through',
    (error: unknown) => {
      if (error instanceof CatalogueFileError) return error.message;
      throw error;
    },
  );

describe('downloads of every kind', () => {
  const GOODS = 60;

  it('come out under national code, own code, barcode and trace code, with name, spec, unit and maker', async () => {
    const report = await shop.import(writeZips(shop.root, nationalFiles({ seed: 7, goods: GOODS, shelf: GOODS })));
    expect(report.sources.map(({ kind, good, bad }) => [kind, good, bad])).toEqual([
      ['1301', 42, 0],
      ['1302', 3, 0],
      ['1303', 3, 0],
      ['1305', 6, 0],
      ['1306', 6, 0],
      ['1312', 60, 0],
      ['1318', 18, 0],
      ['1319', 30, 0],
      ['1317', 60, 0],
    ]);
    expect(report).toMatchObject({ goods: 60, entries: 69, incomplete: 0, unchanged: false });
    const catalogue = shop.installed();
    expect(catalogue.version).toMatch(/^20221008-[0-9a-f]{12}$/);
    for (let at = 0; at < GOODS; at += 1) {
      const { code, name, kind } = goodAt(at, GOODS);
      const found = catalogue.lookUp(code, DAY);
      const [good] = found?.goods ?? [];
      expect(good).toMatchObject({ med_list_codg: code, name, kind });
      expect(good?.spec === null).toBe(kind === '1302' || kind === '1305');
      expect(good?.unit === null).toBe(kind === '1302');
      expect(good?.maker === null).toBe(kind === '1302' || kind === '1305');
      expect(good?.shelf).toEqual([
        { medins_list_codg: shopCodeAt(at), ean13: barcodeAt(at), pric: expect.stringMatching(/^\d+\.\d\d$/) },
      ]);
      expect(catalogue.lookUp(shopCodeAt(at), DAY)).toEqual({ by: 'shop', goods: found?.goods });
      expect(catalogue.lookUp(barcodeAt(at), DAY)).toEqual({ by: 'ean13', goods: found?.goods });
      expect(catalogue.lookUp(`${productAt(at)}0000000000001`, DAY)).toEqual({ by: 'trace', goods: found?.goods });
    }
    expect(catalogue.lookUp('X-nobody', DAY)).toBeNull();
    expect(catalogue.entries('X-nobody')).toEqual([]);
  });

  it('of the same files are the same catalogue: nothing is installed twice', async () => {
    const files = writeZips(shop.root, nationalFiles({ seed: 7, goods: 10 }));
    const first = await shop.import(files);
    expect(await shop.import(files, { today: '2022-10-09' })).toMatchObject({
      unchanged: true,
      version: first.version,
    });
  });

  it('are found by the initials that a file gives, and not by others', async () => {
    await shop.import([shop.file('1320.txt', [...ITEMS, 'pinyin'], ['X1', '样例颗粒', '', '', '1', 'r1', 'QQKL'])]);
    const found = (initials: string) => shop.installed().find(initials, DAY, 5);
    expect([found('QQKL').length, found('YLKL').length]).toEqual([1, 0]);
  });

  it('are found by a part of their name, and by the beginning of their code', async () => {
    await shop.import([
      shop.file('1320.txt', ITEMS, ['XA01', '样例颗粒', '', '', '1', 'r1'], ['XB02', '别的片', '', '', '1', 'r2']),
    ]);
    const found = (asked: string) =>
      shop
        .installed()
        .find(asked, DAY, 5)
        .map(({ med_list_codg }) => med_list_codg);
    expect([found('例颗'), found('别的'), found('XB'), found('X'), found('没有')]).toEqual([
      ...[['XA01'], ['XB02'], ['XB02'], ['XA01', 'XB02'], []],
    ]);
  });

  it('may be GB18030, have line ends of Windows, a byte-order mark, or no end of the last line', async () => {
    const rows = [ITEMS, ['X1', '样例片', '', '', '1', 'r1']].map((cells) => cells.join('\t'));
    const gb = shop.bytes('1304-gb.txt', iconv.encode(`${rows.join('\r\n')}\r\n`, 'gb18030'));
    const marked = shop.bytes('1320.txt', Buffer.from(`\ufeff${rows.join('\n').replace('X1', 'X2')}`));
    expect(await shop.import([gb, marked])).toMatchObject({ goods: 2, faults: [] });
    const catalogue = shop.installed();
    for (const code of ['X1', 'X2']) expect(catalogue.lookUp(code, DAY)?.goods[0]?.name).toBe('样例片');
  });
});

describe('the terms of a day', () => {
  it('are those that held then: level, share and ceiling each with dates of its own', async () => {
    await shop.import([
      shop.file(
        '1312.txt',
        LEVELS,
        ['X', '02', '370100', '2021-01-01', '2022-12-31', '1', 'a'],
        ['X', '01', '370100', '2023-01-01', '', '1', 'b'],
      ),
      shop.file('1319.txt', SHARES, ['X', '0.2', '370100', '2021-01-01', '', '1', 'c']),
      shop.file('1318.txt', CAPS, ['X', '11.800000', '370100', '2021-07-01', '2021-09-30', '1', 'd']),
    ]);
    const terms = shop
      .installed()
      .entries('X')
      .map((entry) => [entry.begndate, entry.enddate, entry.chrgitm_lv, entry.selfpay_prop, entry.pric_uplmt_amt]);
    expect(terms).toEqual([
      ['2021-01-01', '2021-06-30', '02', 2000, null],
      ['2021-07-01', '2021-09-30', '02', 2000, 11_800_000],
      ['2021-10-01', '2022-12-31', '02', 2000, null],
      ['2023-01-01', null, '01', 2000, null],
    ]);
  });

  it('let the account pay unless the marks of the city say otherwise', async () => {
    await shop.import([
      shop.file(
        '1312.txt',
        LEVELS,
        ['X', '01', '370100', '', '', '1', 'a'],
        ['Y', '01', '370100', '', '', '1', 'b'],
        ['Z', '01', '370100', '', '', '1', 'c'],
      ),
      shop.file(
        'marks.txt',
        LEVELS.with(1, 'acct_payable'),
        ['Y', '0', '370100', '', '', '1', 'd'],
        ['Z', '1', '370100', '', '', '1', 'e'],
      ),
    ]);
    const payable = (code: string) => shop.installed().entries(code)[0]?.acct_payable;
    expect(['X', 'Y', 'Z'].map(payable)).toEqual([true, false, true]);
  });

  it('leave a 乙类 period without a share out, and say so', async () => {
    const report = await shop.import([
      shop.file(
        '1312.txt',
        LEVELS,
        ['X', '02', '370100', '2021-01-01', '', '1', 'a'],
        ['Y', '01', '370100', '', '', '1', 'b'],
      ),
      shop.file('1319.txt', SHARES, ['X', '0.2', '370100', '2022-01-01', '', '1', 'c']),
    ]);
    expect(report).toMatchObject({ incomplete: 1, firstIncomplete: 'X', entries: 2 });
    expect(shop.installed().entries('X')).toMatchObject([{ begndate: '2022-01-01' }]);
    expect(shop.installed().entries('Y')).toMatchObject([{ begndate: null, enddate: null, selfpay_prop: null }]);
  });

  it('are those of the narrowest region, never of another one; of equal ones the dearer for the person', async () => {
    const report = await shop.import([
      shop.file(
        '1312.txt',
        LEVELS,
        ['X', '03', '370000', '2022-01-01', '', '1', 'a'],
        ['X', '02', '370100', '2021-01-01', '', '1', 'b'],
        ['X', '01', '370200', '2022-01-01', '', '1', 'c'],
      ),
      shop.file(
        '1319.txt',
        [...SHARES, 'selfpay_prop_psn_type'],
        ['X', '0.1', '370100', '2021-01-01', '', '1', 'd', '11'],
        ['X', '0.3', '370100', '2021-01-01', '', '1', 'e', '12'],
      ),
    ]);
    expect(report.sources[0]).toMatchObject({ good: 2, elsewhere: 1 });
    expect(shop.installed().entries('X')).toMatchObject([{ chrgitm_lv: '02', selfpay_prop: 3000 }]);
  });

  it('carry the marks of the city: flags, diseases, account', async () => {
    await shop.import([
      shop.file('1312.txt', LEVELS, ['X', '03', '370100', '', '', '1', 'a']),
      shop.file(
        'marks.txt',
        ['med_list_codg', 'flags', 'opsp_scope', 'acct_payable'],
        ['X', 'htn,dual_channel', 'M03900', '0'],
      ),
    ]);
    expect(shop.installed().entries('X')).toMatchObject([
      { flags: ['htn', 'dual_channel'], opsp_scope: ['M03900'], acct_payable: false },
    ]);
  });

  it('are on every day what looking at the rows of that day alone gives', () => {
    const date = fc.option(
      fc.integer({ min: 1, max: 12 }).map((day) => `2022-03-${String(day).padStart(2, '0')}`),
      { nil: null },
    );
    const term = fc.record({
      id: fc.nat(),
      kind: fc.constantFrom('1312', '1318', '1319', 'marks'),
      code: fc.constant('X'),
      weight: fc.constantFrom(2, 4),
      lv: fc.constantFrom('01', '02', '03'),
      cap: fc.nat(3),
      prop: fc.nat(3),
      flags: fc.constantFrom('htn', 'dm'),
      scope: fc.constant(null),
      acct: fc.constantFrom(0, 1),
      begndate: date,
      enddate: date,
    });
    fc.assert(
      fc.property(fc.array(term, { maxLength: 8 }), (terms) => {
        const { periods } = periodsOf(terms);
        for (let number = 0; number <= 14; number += 1) {
          const day = number === 0 ? '2022-02-28' : `2022-03-${String(number).padStart(2, '0')}`;
          const on = terms.filter((one) => validOn(day, one.begndate, one.enddate));
          const best = (kind: string, caution: (one: (typeof on)[number]) => number) =>
            on
              .filter((one) => one.kind === kind)
              .sort(
                (a, b) =>
                  b.weight - a.weight || (b.begndate ?? '').localeCompare(a.begndate ?? '') || caution(b) - caution(a),
              )[0];
          const lv = best('1312', () => 0)?.lv;
          const prop = best('1319', (one) => one.prop)?.prop ?? null;
          const wanted =
            lv === undefined || (lv === '02' && prop === null)
              ? undefined
              : [lv, prop, best('1318', (one) => -one.cap)?.cap ?? null];
          const held = periods.filter(([from, to]) => validOn(day, from, to));
          expect(held.length).toBeLessThanOrEqual(1);
          expect(held[0]?.slice(2, 5)).toEqual(wanted);
        }
      }),
    );
  });
});

describe('a bad row', () => {
  it.each([
    ['1312', LEVELS, ['X', '04', '370100', '', '', '1', 'a'], 2, 'chrgitm_lv', 'must be 01, 02 or 03'],
    ['1312', LEVELS, ['', '01', '370100', '', '', '1', 'a'], 1, 'hilist_code', 'is required'],
    ['1312', LEVELS, ['X', '01', '3701', '', '', '1', 'a'], 3, 'insu_admdvs', 'must be a division code of 6 digits'],
    ['1312', LEVELS, ['X', '01', '370100', '2022-02-30', '', '1', 'a'], 4, 'begndate', 'must be a date yyyy-MM-dd'],
    ['1312', LEVELS, ['X', '01', '370100', '2022-04-31', '', '1', 'a'], 4, 'begndate', 'must be a date yyyy-MM-dd'],
    ['1312', LEVELS, ['X', '01', '370100', '', '2023-02-29', '1', 'a'], 5, 'enddate', 'must be a date yyyy-MM-dd'],
    ['1312', LEVELS, ['X', '01', '370100', '20220101', '', '1', 'a'], 4, 'begndate', 'must be a date yyyy-MM-dd'],
    ['1312', LEVELS, ['X', '01', '370100', '', '', 'Y', 'a'], 6, 'vali_flag', 'must be 1 or 0'],
    ['1312', LEVELS, ['X', '01', '370100'], 0, '', 'has 3 columns, not 7'],
    [
      '1318',
      CAPS,
      ['X', '1e3', '370100', '', '', '1', 'a'],
      2,
      'hilist_pric_uplmt_amt',
      'must be yuan with at most 6 decimals, digits only',
    ],
    [
      '1318',
      CAPS,
      ['X', '-1', '370100', '', '', '1', 'a'],
      2,
      'hilist_pric_uplmt_amt',
      'must be yuan with at most 6 decimals, digits only',
    ],
    [
      '1319',
      SHARES,
      ['X', '1.1', '370100', '', '', '1', 'a'],
      2,
      'selfpay_prop',
      'must be a share from 0 to 1 with at most 4 decimals',
    ],
    ['1317', SHELF, ['S1', '', 'X', '2000000000014', '', ''], 4, 'ean13', 'must be 13 digits with a right check digit'],
    [
      '1317',
      SHELF,
      ['S1', '', 'X', '', '7000001', ''],
      5,
      'drug_trac_prod',
      'must be the first 7 digits of a trace code, beginning with 8',
    ],
    ['1304', ITEMS, ['X', '', '', '', '1', 'a'], 2, 'drug_prodname', 'is required'],
  ])(
    'of %s is told with file, row and column, and the rest goes in: %#',
    async (kind, head, row, column, field, reason) => {
      const good: Record<string, string[]> = {
        '1312': ['G', '01', '370100', '', '', '1', 'g'],
        '1318': ['G', '1', '370100', '', '', '1', 'g'],
        '1319': ['G', '0.5', '370100', '', '', '1', 'g'],
        '1317': ['S0', '', 'G', '2000000000015', '8000001', '1.5'],
        '1304': ['G', '样例', '', '', '1', 'g'],
      };
      const one = good[kind] ?? [];
      const report = await shop.import([
        shop.file(`${kind}.txt`, head, one, row, one.with(0, `${one[0]}2`).with(-1, kind === '1317' ? '2' : 'h')),
      ]);
      expect(report.sources).toMatchObject([{ rows: 4, good: 2, bad: 1 }]);
      expect(report.faults).toEqual([expect.objectContaining({ file: `${kind}.txt`, row: 3, column, field, reason })]);
    },
  );

  it('of undecodable bytes is one row, not a spoiled file', async () => {
    const rows = [ITEMS, ['G', '样例', '', '', '1', 'g'], ['H', '样例', '', '', '1', 'h']];
    const bytes = Buffer.from(rows.map((cells) => `${cells.join('\t')}\n`).join(''));
    // Far behind the part by which the encoding is judged.
    const filler = Buffer.from(`${['F', '样'.repeat(30), '', '', '1', ''].join('\t')}\n`.repeat(2_000));
    const at = bytes.lastIndexOf(Buffer.from('样'));
    const spoiled = Buffer.concat([
      bytes.subarray(0, bytes.indexOf('H\t')),
      filler,
      bytes.subarray(bytes.indexOf('H\t'), at),
      Buffer.from([0xff]),
      bytes.subarray(at + 1),
    ]);
    const report = await shop.import([shop.bytes('1304.txt', spoiled)]);
    expect(report.faults).toMatchObject([{ row: 2003, column: 2, field: 'drug_prodname' }]);
    expect(report.goods).toBe(2);
  });
});

describe('a file that can not be used', () => {
  const level = ['X', '01', '370100', '', '', '1', 'a'];
  it.each([
    ['whose name tells no kind', () => shop.file('levels.txt', LEVELS, level), /tells no kind/],
    ['that is not there', () => `${shop.root}/1301.zip`, /ENOENT/],
    ['without a heading where there has to be one', () => shop.file('1312.txt', level), /first row of field names/],
    ['with too few columns', () => shop.file('1301.txt', ['X', '样例']), /at least 92 columns, the first row has 2/],
    [
      'without the column that matters',
      () => shop.file('1318.txt', ['hilist_code', 'begndate'], ['X', '']),
      /no column hilist_pric_uplmt_amt/,
    ],
    [
      'without one good row',
      () => shop.file('1312.txt', LEVELS, ['X', '09', '370100', '', '', '1', 'a']),
      /no good row of 1312; row 2, column 2 chrgitm_lv/,
    ],
    ['with a flipped bit', () => shop.bytes('1312.zip', damaged()), /1312/],
  ])('%s is refused, and the catalogue that serves stays', async (_what, make, reason) => {
    const { version } = await shop.import([shop.file('1312-before.txt', LEVELS, level)]);
    expect(await reasonOf(shop.import([make()]))).toMatch(reason);
    expect(shop.installed().version).toBe(version);
    expect(shop.installed().entries('X')).toHaveLength(1);
  });

  it('names two regions, and nobody said which is served', async () => {
    const file = shop.file('1312.txt', LEVELS, level, ['Y', '01', '370200', '', '', '1', 'b']);
    expect(await reasonOf(shop.import([file], { admdvs: null }))).toMatch(/370100 and for 370200/);
    expect(await shop.import([file])).toMatchObject({ sources: [{ good: 1, elsewhere: 1 }] });
  });

  function damaged(): Buffer {
    const text = Buffer.from([LEVELS, level].map((cells) => `${cells.join('\t')}\n`).join(''));
    const zip = zipOf([{ name: '1312.txt', bytes: text }]);
    // The CRC of the directory, which is the one that is believed.
    const at = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 16;
    zip.writeUInt32LE((zip.readUInt32LE(at) ^ 1) >>> 0, at);
    return zip;
  }
});

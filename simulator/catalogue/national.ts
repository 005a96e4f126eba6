/**
 * Fictitious catalogue files in the national form, from a seed: the same seed gives the same bytes. Codes, names, prices
 * and ratios are nobody's; only the shape is that of the real downloads (national-interface.md 2.18). Knows the columns by
 * itself and not from the importer, so that a wrong column there shows.
 */
import { seededRandom } from '../time/seeded-random.ts';

export interface NationalFile {
  /** `1301_20220930.txt`. */
  readonly name: string;
  /** Rows without line ends. */
  readonly rows: () => Generator<string>;
}

export interface NationalOptions {
  readonly seed: number;
  /** Goods in all: seven tenths medicines, a tenth services, the rest consumables, herbs and preparations. */
  readonly goods: number;
  /** Region of 1312, 1318 and 1319. */
  readonly admdvs?: string;
  /** Goods on the shop's shelf, from the front. */
  readonly shelf?: number;
}

/** Columns, and 0-based places, of the kinds made here. */
const WIDTH = { '1301': 97, '1302': 33, '1303': 85, '1305': 20, '1306': 71 } as const;
export type ItemKind = keyof typeof WIDTH;

const STEMS = '甲乙丙丁安宁康平和清润泽仁济益元舒畅欣悦';
const TAILS = ['胶囊', '片', '颗粒', '口服液', '缓释片', '软膏', '滴丸', '注射液'];
const UNITS = ['盒', '瓶', '支', '袋'];
const DAY_FROM = ['2021-01-01', '2022-01-01', '2022-07-01'];

/** Good number `at` of `goods`: its kind, code and name are functions of the number alone. */
export function goodAt(at: number, goods: number) {
  const part = at / goods;
  const kind: ItemKind =
    part < 0.7 ? '1301' : part < 0.75 ? '1302' : part < 0.8 ? '1303' : part < 0.9 ? '1305' : '1306';
  const number = String(at).padStart(7, '0');
  const letter = { '1301': 'X', '1302': 'T', '1303': 'Z', '1305': 'F', '1306': 'C' }[kind];
  const stem = [1, 20, 400].map((unit) => STEMS[Math.floor(at / unit) % STEMS.length]).join('');
  const name = `样例${stem}${TAILS[Math.floor(at / 8_000) % TAILS.length]}`;
  return { kind, code: `${letter}99AA${number}A00101010${number}`, name, number };
}

/** EAN-13 of good `at`, in the range shops may number themselves (20…29). */
export function barcodeAt(at: number): string {
  const body = `20${String(at).padStart(10, '0')}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** First 7 digits of the trace codes of good `at`. */
export const productAt = (at: number) => String(8_000_000 + at);

/** The whole catalogue: 1301–1303, 1305, 1306, and with headings 1312, 1318, 1319 and 1317. */
export function nationalFiles(options: NationalOptions): readonly NationalFile[] {
  const { goods, seed, admdvs = '370100', shelf = Math.min(goods, 2_000) } = options;
  const items = (Object.keys(WIDTH) as ItemKind[]).map((kind) => ({
    name: `${kind}_20220930.txt`,
    rows: function* () {
      for (let at = 0; at < goods; at += 1) if (goodAt(at, goods).kind === kind) yield itemRow(at, goods, seed);
    },
  }));
  const insured = (
    name: string,
    heading: readonly string[],
    row: (at: number, random: () => number) => string[][],
  ) => ({
    name: `${name}_20220930.txt`,
    rows: function* () {
      const random = randomOf(seed + Number(name));
      yield heading.join('\t');
      for (let at = 0; at < goods; at += 1) for (const cells of row(at, random)) yield cells.join('\t');
    },
  });
  const dated = (at: number) => DAY_FROM[at % DAY_FROM.length] ?? '';
  const rid = (kind: string, at: number) => `R${kind}${String(at).padStart(9, '0')}`;
  return [
    ...items,
    insured('1312', ['hilist_code', 'chrgitm_lv', 'insu_admdvs', 'begndate', 'enddate', 'vali_flag', 'rid'], (at) => [
      [goodAt(at, goods).code, levelAt(at), admdvs, dated(at), '', '1', rid('1312', at)],
    ]),
    // Every seventh good has a ceiling that changed on 2022-10-01.
    insured(
      '1318',
      ['hilist_code', 'hilist_pric_uplmt_amt', 'insu_admdvs', 'begndate', 'enddate', 'vali_flag', 'rid'],
      (at) => {
        if (at % 7 !== 0) return [];
        const { code } = goodAt(at, goods);
        return [
          [code, priceAt(at, 1_150), admdvs, dated(at), '2022-09-30', '1', rid('1318', at * 2)],
          [code, priceAt(at, 1_050), admdvs, '2022-10-01', '', '1', rid('1318', at * 2 + 1)],
        ];
      },
    ),
    insured(
      '1319',
      ['hilist_code', 'selfpay_prop', 'insu_admdvs', 'begndate', 'enddate', 'vali_flag', 'rid'],
      (at, random) =>
        levelAt(at) === '02'
          ? [
              [
                goodAt(at, goods).code,
                `0.${1 + Math.floor(random() * 4)}0`,
                admdvs,
                dated(at),
                '',
                '1',
                rid('1319', at),
              ],
            ]
          : [],
    ),
    insured(
      '1317',
      [
        'medins_list_codg',
        'medins_list_name',
        'med_list_codg',
        'ean13',
        'drug_trac_prod',
        'pric',
        'begndate',
        'vali_flag',
      ],
      (at) => {
        if (at >= shelf) return [];
        const { code, name } = goodAt(at, goods);
        return [[shopCodeAt(at), name, code, barcodeAt(at), productAt(at), priceAt(at, 1_000), '2021-01-01', '1']];
      },
    ),
  ];
}

export const shopCodeAt = (at: number) => `S${String(at).padStart(6, '0')}`;
const levelAt = (at: number) => (at % 10 < 4 ? '01' : at % 10 < 9 ? '02' : '03');
/** Yuan of good `at`, × thousandths. */
function priceAt(at: number, thousandths: number): string {
  const fen = Math.round(((at % 900) * 100 + 350) * (thousandths / 1_000));
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

const randomOf = (seed: number): (() => number) => {
  const random = seededRandom(seed);
  return () => random.next();
};

/** One row of its kind, all columns, as the download has them. */
function itemRow(at: number, goods: number, seed: number): string {
  const { kind, code, name, number } = goodAt(at, goods);
  const cells: string[] = new Array(WIDTH[kind]).fill('');
  const put = (values: Readonly<Record<number, string>>) => {
    for (const [column, value] of Object.entries(values)) cells[Number(column)] = value;
  };
  const spec = `0.${(at % 9) + 1}g*${(at % 4) * 6 + 6}`;
  const unit = UNITS[at % UNITS.length] ?? '';
  const from = '2020-01-01 00:00:00';
  const rid = `R${kind}${number}${seed}`;
  const maker = `样例药业${at % 500}号有限公司`;
  const long = '样例说明文字，仅供测试。'.repeat(4);
  if (kind === '1301')
    put({
      0: code,
      1: name,
      2: `G${number}`,
      3: `${name}通用`,
      8: `869${number}`,
      10: '片剂',
      13: spec,
      27: '1',
      33: long,
      36: from,
      39: unit,
      53: maker,
      61: `样药准字${number}`,
      69: '0',
      78: '1',
      79: rid,
      82: '20220930',
      91: levelAt(at),
    });
  if (kind === '1302') put({ 0: code, 1: name, 6: long, 11: from, 13: '1', 14: rid, 17: '20220930', 19: name });
  if (kind === '1303')
    put({
      0: code,
      1: name,
      8: long,
      10: spec,
      28: unit,
      40: maker,
      52: name,
      64: '1',
      65: from,
      67: rid,
      70: '20220930',
    });
  if (kind === '1305') put({ 0: code, 2: '次', 3: long, 6: '1', 9: name, 11: from, 13: rid, 14: '20220930' });
  if (kind === '1306')
    put({
      0: code,
      1: name,
      4: `${name}通用`,
      7: spec,
      9: spec,
      35: unit,
      46: from,
      59: maker,
      67: '1',
      68: rid,
      69: '20220930',
    });
  return cells.join('\t');
}

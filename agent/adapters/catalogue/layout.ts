/**
 * Where each field stands in each catalogue file, as data: a new kind or a moved column is a change of this table alone.
 * Positions are those of the files that 1301–1306 deliver (national-interface.md 2.18: no heading, TAB between columns;
 * later versions of the interface only added columns at the end). What the paged queries answer (1304, 1312, 1317–1319)
 * and the lists a city or shop keeps itself come with a heading of national field names. Holds no reading of values.
 */

export type Table = 'item' | 'term' | 'shelf';

/** What a cell may hold; `row.ts` reads it. */
export type CellKind =
  | 'code'
  | 'text'
  | 'date'
  | 'flag'
  | 'level'
  | 'price'
  | 'ratio'
  | 'region'
  | 'list'
  | 'ean13'
  | 'product';

export interface Field {
  readonly cell: CellKind;
  readonly required?: true;
  /** Names it bears in headings. */
  readonly heads: readonly string[];
}

const DATES = {
  begndate: { cell: 'date', heads: ['begndate'] },
  enddate: { cell: 'date', heads: ['enddate'] },
  valid: { cell: 'flag', heads: ['vali_flag'] },
  rid: { cell: 'text', heads: ['rid'] },
} as const satisfies Record<string, Field>;

const code = { cell: 'code', required: true, heads: ['med_list_codg', 'hilist_code'] } as const;

const ITEM = {
  code,
  name: {
    cell: 'text',
    heads: ['drug_prodname', 'mcs_name', 'servitem_name', 'tcmherb_name', 'hilist_name', 'name'],
  },
  genname: { cell: 'text', heads: ['drug_genname', 'genname', 'reg_name'] },
  spec: { cell: 'text', heads: ['drug_spec', 'mcs_spec', 'spec'] },
  unit: { cell: 'text', heads: ['min_salunt', 'prcunt_name', 'prcunt'] },
  maker: { cell: 'text', heads: ['prodentp_name', 'prdr_name'] },
  pinyin: { cell: 'text', heads: ['pinyin'] },
  otc: { cell: 'text', heads: ['otc_flag'] },
  ...DATES,
} as const satisfies Record<string, Field>;

const REGION = { cell: 'region', heads: ['insu_admdvs'] } as const;

export interface Layout {
  readonly kind: string;
  readonly title: string;
  readonly table: Table;
  readonly fields: Readonly<Record<string, Field>>;
  /** 0-based column of each field in a file without heading; null: such a file always has one. */
  readonly columns: Readonly<Record<string, number>> | null;
  /** Columns a row without heading has at least. */
  readonly least: number;
}

const item = (kind: string, title: string, least: number, columns: Layout['columns']): Layout => ({
  kind,
  title,
  table: 'item',
  fields: ITEM,
  columns,
  least,
});

const term = (kind: string, title: string, own: Readonly<Record<string, Field>>): Layout => ({
  kind,
  title,
  table: 'term',
  fields: { code, ...own, ...DATES },
  columns: null,
  least: 1,
});

const LAYOUTS: readonly Layout[] = [
  item('1301', '西药中成药', 92, {
    code: 0,
    name: 1,
    genname: 3,
    spec: 13,
    otc: 27,
    begndate: 36,
    enddate: 37,
    unit: 39,
    pinyin: 50,
    maker: 53,
    valid: 78,
    rid: 79,
  }),
  item('1302', '中药饮片', 28, { code: 0, name: 1, genname: 19, begndate: 11, enddate: 12, valid: 13, rid: 14 }),
  item('1303', '医疗机构制剂', 79, {
    code: 0,
    name: 1,
    genname: 52,
    spec: 10,
    otc: 20,
    unit: 28,
    maker: 40,
    valid: 64,
    begndate: 65,
    enddate: 66,
    rid: 67,
  }),
  item('1304', '民族药', 1, null),
  item('1305', '医疗服务项目', 16, { code: 0, unit: 2, valid: 6, name: 9, begndate: 11, enddate: 12, rid: 13 }),
  item('1306', '医用耗材', 71, {
    code: 0,
    name: 1,
    genname: 4,
    spec: 9,
    unit: 35,
    begndate: 46,
    enddate: 47,
    maker: 59,
    valid: 67,
    rid: 68,
  }),
  item('1320', '中药配方颗粒', 1, null),
  term('1312', '医保目录', {
    lv: { cell: 'level', required: true, heads: ['chrgitm_lv'] },
    region: REGION,
  }),
  term('1318', '医保目录限价', {
    cap: { cell: 'price', required: true, heads: ['hilist_pric_uplmt_amt', 'pric_uplmt_amt'] },
    variant: { cell: 'text', heads: ['hilist_lmtpric_type'] },
    region: REGION,
  }),
  term('1319', '医保目录先自付比例', {
    prop: { cell: 'ratio', required: true, heads: ['selfpay_prop'] },
    variant: { cell: 'text', heads: ['selfpay_prop_psn_type'] },
    region: REGION,
  }),
  // No national transaction delivers these: the city's lists of 两病, 双通道 and chronic-disease medicines.
  term('marks', '本地标记', {
    flags: { cell: 'list', heads: ['flags'] },
    scope: { cell: 'list', heads: ['opsp_scope'] },
    acct: { cell: 'flag', heads: ['acct_payable'] },
    region: REGION,
  }),
  {
    kind: '1317',
    title: '医药机构目录匹配',
    table: 'shelf',
    // ean13, product and pric are the shop's own columns beside the national ones.
    fields: {
      code,
      shop: { cell: 'code', required: true, heads: ['medins_list_codg', 'fixmedins_hilist_id'] },
      name: { cell: 'text', heads: ['medins_list_name', 'fixmedins_hilist_name'] },
      ean13: { cell: 'ean13', heads: ['ean13'] },
      product: { cell: 'product', heads: ['drug_trac_prod'] },
      pric: { cell: 'price', heads: ['pric'] },
      ...DATES,
    },
    columns: null,
    least: 1,
  },
];

/** The kind a file's name tells: `1301_20221001.zip`, `plc-1312.txt`, `marks.txt`. Null: none. */
export function layoutOf(...names: readonly string[]): Layout | null {
  for (const name of names) {
    const found = /(?:^|[^0-9a-z])(13[0-2][0-9]|marks)(?![0-9a-z])/i.exec(name)?.[1]?.toLowerCase();
    const layout = LAYOUTS.find(({ kind }) => kind === found);
    if (layout !== undefined) return layout;
  }
  return null;
}

export interface Place {
  readonly field: string;
  readonly cell: CellKind;
  readonly required: boolean;
  /** 0-based; -1: the file does not have it. */
  readonly column: number;
  /** For the report: its name in the heading, or the national one. */
  readonly head: string;
}

/**
 * Where a file's fields stand. A first row in which a cell is the national name of the code is a heading, and then it
 * rules. `why` says what keeps the file from being read.
 */
export function placesOf(
  layout: Layout,
  first: readonly string[],
): { readonly places: readonly Place[]; readonly heading: boolean } | { readonly why: string } {
  const heads = first.map((cell) => cell.trim().toLowerCase());
  const codeHeads = layout.fields['code']?.heads ?? [];
  const heading = codeHeads.some((head) => heads.includes(head));
  if (!heading && layout.columns === null)
    return { why: `${layout.kind} needs a first row of field names (${codeHeads.join(' or ')}, …)` };
  if (!heading && first.length < layout.least)
    return { why: `${layout.kind} has at least ${layout.least} columns, the first row has ${first.length}` };
  const places = Object.entries(layout.fields).map(([field, { cell, required, heads: names }]) => {
    const head = names.find((name) => heads.includes(name));
    const column = heading ? (head === undefined ? -1 : heads.indexOf(head)) : (layout.columns?.[field] ?? -1);
    return { field, cell, required: required === true, column, head: head ?? names[0] ?? field };
  });
  const missing = places.find(({ required, column }) => required && column < 0);
  return missing === undefined ? { places, heading } : { why: `${layout.kind} has no column ${missing.head}` };
}

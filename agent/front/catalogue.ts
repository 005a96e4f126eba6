/**
 * 1312 and 1901: what is insured, and what the codes mean, from this terminal's own catalogue and tables, also without the
 * centre. Reads only. A field that the terminal does not keep is empty, never made up.
 */
import { type CodeTable, FUND_PAY_TYPE, GEND, OPTER_TYPE, PSN_INSU_STAS, STMT_RSLT } from '../../protocol/codes.ts';
import type { CatalogueGood } from '../ports/catalogue.ts';
import { done, type Json, textOf } from './envelope.ts';
import { CODES } from './fields.ts';
import { FrontFault, type FrontParts, type Handler, headOf } from './parts.ts';

const MOST_FOUND = 1_000;

/** What delivers a good, as 目录类别. */
const LIST_TYPES: Readonly<Record<string, string>> = {
  '1301': '101',
  '1302': '102',
  '1303': '103',
  '1304': '104',
  '1305': '201',
  '1306': '301',
  '1320': '106',
};

export const query: Handler = async ({ agent, catalogue }, call) => {
  const data = headOf(call, 'data');
  const word = (name: string) => textOf(data[name]);
  const { terminal, clock } = agent.status();
  const day = word('query_date') || clock.now.slice(0, 10);
  const [page, size] = [Number(word('page_num')), Number(word('page_size'))];
  if (page < 1 || size < 1 || page * size > MOST_FOUND)
    throw new FrontFault(
      `page_num, page_size：从 1 起，共 ${MOST_FOUND} 条以内 from 1, ${MOST_FOUND} rows in all at most`,
    );
  const asked = word('hilist_code') || word('hilist_name') || word('pinyin');
  if (asked === '')
    throw new FrontFault(
      'hilist_code：与 hilist_name、pinyin 至少填一项 one of hilist_code, hilist_name, pinyin is needed',
    );
  const found = word('hilist_code') === '' ? catalogue.find(asked, day, MOST_FOUND) : exactly(catalogue, asked, day);
  const insured = found.filter(({ entry }) => entry !== null);
  const rows = insured.slice((page - 1) * size, page * size);
  return done({
    data: rows.map((good) => rowOf(good, terminal.mdtrtarea_admvs)),
    ...{ page_num: page, page_size: size, data_cnt: insured.length },
  });
};

function exactly(catalogue: FrontParts['catalogue'], code: string, day: string): readonly CatalogueGood[] {
  const found = catalogue.lookUp(code, day);
  return found?.by === 'national' ? found.goods : [];
}

function rowOf({ med_list_codg, name, kind, entry }: CatalogueGood, insu_admdvs: string): Json {
  return {
    hilist_code: med_list_codg,
    hilist_name: name,
    insu_admdvs,
    begndate: entry?.begndate ?? '',
    enddate: entry?.enddate ?? '',
    med_chrgitm_type: '',
    chrgitm_lv: entry?.chrgitm_lv ?? '',
    lmt_used_flag: '',
    list_type: LIST_TYPES[kind ?? ''] ?? '',
    ...{ med_use_flag: '', matn_used_flag: '', hilist_use_type: '', lmt_cpnd_type: '', wubi: '', pinyin: '', memo: '' },
    ...{ vali_flag: '1', rid: '', updt_time: '', crte_time: '' },
  };
}

const TABLES: Readonly<Record<string, CodeTable>> = {
  ...CODES,
  fund_pay_type: FUND_PAY_TYPE,
  gend: GEND,
  opter_type: OPTER_TYPE,
  psn_insu_stas: PSN_INSU_STAS,
  stmt_rslt: STMT_RSLT,
};

export const codes: Handler = async (_parts, call) => {
  const type = textOf(headOf(call, 'data')['type']);
  const name = type.toLowerCase();
  const table = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (table === undefined)
    throw new FrontFault(`type：没有 ${type}。有：${Object.keys(TABLES).join(' ')} there is no such table; those are`);
  return done({
    list: Object.entries(table.values).map(([value, label], at) => ({
      ...{
        type,
        label,
        value,
        parentValue: '',
        sort: at + 1,
        valiFlag: '1',
        createUser: '',
        createDate: '',
        version: '',
      },
    })),
  });
};

/**
 * National code tables the agent and the centre need, as data (national-interface.md 3). A table says which values are
 * known and how sure the sources are; it must never be used to refuse a value that comes from a centre.
 */

/** How well a table is sourced: high (independent sources agree), medium (one source), low (inferred). */
export type Confidence = 'high' | 'medium' | 'low';

export interface CodeTable {
  readonly name: string;
  readonly confidence: Confidence;
  readonly values: Readonly<Record<string, string>>;
}

function table(name: string, confidence: Confidence, values: Readonly<Record<string, string>>): CodeTable {
  return { name, confidence, values };
}

export const MDTRT_CERT_TYPE = table('就诊凭证类型', 'high', {
  '01': '医保电子凭证',
  '02': '居民身份证',
  '03': '社会保障卡',
});

export const INSUTYPE = table('险种类型', 'high', {
  '310': '职工基本医疗保险',
  '320': '公务员医疗补助',
  '330': '大额医疗费用补助',
  '340': '离休人员医疗保障',
  '390': '城乡居民基本医疗保险',
  '392': '城乡居民大病医疗保险',
  '510': '生育保险',
});

export const MED_TYPE = table('医疗类别', 'high', {
  '11': '普通门诊',
  '14': '门诊慢特病',
  '15': '特药',
  '16': '中医特色门诊',
  '41': '定点药店购药',
});

export const PSN_INSU_STAS = table('人员参保状态', 'low', { '1': '正常参保', '2': '暂停参保', '4': '终止参保' });

export const CHRGITM_LV = table('收费项目等级', 'high', { '01': '甲类', '02': '乙类', '03': '丙类/自费' });

export const CLR_TYPE = table('清算类别', 'high', { '11': '门诊', '21': '住院', '41': '药店购药' });

export const OPTER_TYPE = table('经办人类别', 'high', { '1': '经办人', '2': '自助终端', '3': '移动终端' });

export const GEND = table('性别', 'high', { '1': '男', '2': '女', '9': '未说明' });

/** Account and hospital rows are among them, so the sum of setldetail is not fund_pay_sumamt in general. */
export const FUND_PAY_TYPE = table('基金支付类型', 'medium', {
  '310100': '职工基本医疗统筹基金',
  '310201': '职工个人账户',
  '320100': '公务员医疗补助',
  '330100': '职工大额医疗费用补助',
  '390100': '城乡居民基本医疗统筹基金',
  '390200': '城乡居民大病保险',
  '610100': '医疗救助',
  '610102': '再救助',
  '620100': '商业保险',
  '999996': '医院垫付',
  '999997': '其他',
});

/** Two other vocabularies exist (Hubei, Foshan); the contract uses this one. */
export const STMT_RSLT = table('对账结果', 'medium', {
  '0': '对平',
  '1': '中心多',
  '2': '医药机构多',
  '3': '数据不一致',
});

/** The Chinese name of a code, or the code itself where the table does not know it. */
export function nameOf({ values }: CodeTable, code: string): string {
  return values[code] ?? code;
}

/**
 * National code tables the agent and the centre need, as data (national-interface.md 3). A table says which values are
 * known and how sure the sources are; it must never be used to refuse a value that comes from a centre, only one that a
 * caller made up.
 */

/** How well a table is sourced: high (independent sources agree), medium (one source), low (inferred). */
export type Confidence = 'high' | 'medium' | 'low';

export interface CodeTable {
  readonly name: string;
  readonly confidence: Confidence;
  readonly values: Readonly<Record<string, string>>;
  /** First digits of codes that a province or pool adds by itself; a longer code is the child of one that is listed. */
  readonly local?: string;
}

function table(
  name: string,
  confidence: Confidence,
  values: Readonly<Record<string, string>>,
  local?: string,
): CodeTable {
  return local === undefined ? { name, confidence, values } : { name, confidence, values, local };
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
  '350': '一至六级残废军人医疗补助',
  '360': '老红军医疗保障',
  '370': '企业补充医疗保险',
  '380': '新型农村合作医疗',
  '390': '城乡居民基本医疗保险',
  '391': '城镇居民基本医疗保险',
  '392': '城乡居民大病医疗保险',
  '399': '其他特殊人群医疗保障',
  '410': '长期照护保险',
  '510': '生育保险',
});

export const MED_TYPE = table(
  '医疗类别',
  'high',
  {
    '11': '普通门诊',
    '12': '门诊挂号',
    '13': '急诊',
    '14': '门诊慢特病',
    '15': '特药',
    '16': '中医特色门诊',
    '19': '意外伤害门诊',
    '21': '普通住院',
    '22': '外伤住院',
    '23': '转外诊治住院',
    '24': '急诊转住院',
    '25': '异地住院',
    '26': '单病种住院',
    '27': '自主就医',
    '28': '日间手术',
    '41': '定点药店购药',
    '51': '生育门诊',
    '52': '生育住院',
    '53': '计划生育手术费',
  },
  '99',
);

export const PSN_INSU_STAS = table('人员参保状态', 'low', { '1': '正常参保', '2': '暂停参保', '4': '终止参保' });

export const CLR_TYPE = table(
  '清算类别',
  'high',
  { '11': '门诊', '21': '住院', '41': '药店购药', '51': '暂缓支付' },
  '99',
);

export const OPTER_TYPE = table('经办人类别', 'high', { '1': '经办人', '2': '自助终端', '3': '移动终端' });

export const PSN_CERT_TYPE = table('人员证件类型', 'high', {
  '01': '居民身份证（户口簿）',
  '02': '中国人民解放军军官证',
  '03': '中国人民武装警察警官证',
  '04': '香港特区护照/港澳居民来往内地通行证',
  '05': '澳门特区护照/港澳居民来往内地通行证',
  '06': '台湾居民来往大陆通行证',
  '07': '外国人永久居留证',
  '08': '外国人护照',
  '09': '残疾人证',
  '10': '军烈属证明',
  '11': '外国人就业证',
  '12': '外国专家证',
  '13': '外国人常驻记者证',
  '14': '台港澳人员就业证',
  '15': '回国（来华）定居专家证',
  '16': '中国护照',
  '17': '港澳台居民居住证',
  '90': '社会保障卡',
  '91': '保密人员证件',
  '99': '其他身份证件',
});

/** 0 or 1, whatever the flag is called. */
export const FLAG = table('是否标志', 'high', { '0': '否', '1': '是' });

export const VALI_FLAG = table('有效标志', 'high', { '0': '无效', '1': '有效' });

export const REFD_SETL_FLAG = table('退费结算标志', 'high', { '0': '否', '1': '是' });

export const MDTRT_SETL_TYPE = table('就诊结算类型', 'high', { '1': '医保结算', '2': '自费结算' });

export const DIAG_TYPE = table('诊断类别', 'medium', { '1': '西医诊断', '2': '中医主病诊断', '3': '中医主证诊断' });

export const HOSP_APPR_FLAG = table('医院审批标志', 'medium', { '0': '无须审批', '1': '审批通过', '2': '审批不通过' });

export const PSN_SETLWAY = table('个人结算方式', 'medium', { '01': '按项目结算', '02': '按定额结算' });

export const LIST_TYPE = table('目录类别', 'medium', {
  '101': '西药中成药',
  '102': '中药饮片',
  '103': '自制剂',
  '104': '民族药',
  '105': '其他药',
  '106': '中药配方颗粒',
  '201': '医疗服务项目',
  '301': '医用材料',
});

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

/** Whether a table knows a code, or the code it is a child of. An uncertain table is no ground to say no. */
export function knows({ values, local, confidence }: CodeTable, code: string): boolean {
  if (confidence !== 'high' || Object.hasOwn(values, code)) return true;
  if (local === undefined) return false;
  return (
    code.startsWith(local) || Object.keys(values).some((known) => code.length > known.length && code.startsWith(known))
  );
}

/** The Chinese name of a code, or the code itself where the table does not know it. */
export function nameOf({ values }: CodeTable, code: string): string {
  return values[code] ?? code;
}

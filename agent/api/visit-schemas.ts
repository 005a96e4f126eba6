/** JSON Schema of what the routes of a clinic visit take and give. National names. Data only. */

import type { Schema } from '../adapters/schema-check.ts';
import { STEPS } from '../core/visit/visit.ts';
import { STEP_STATES, VISIT_PHASES } from '../errors/visit-words.ts';
import { given, object, orNull, type Properties, ref, text, yuan } from './schema-words.ts';

const maybe = (maxLength: number, description: string): Schema => ({ type: 'string', maxLength, description });
const pair = object({ zh: text(), en: text() });

const registration = {
  ipt_otp_no: given(30, '住院/门诊号 unique in the institution'),
  atddr_no: given(30, '医师编码'),
  dr_name: given(50, '医师姓名'),
  dept_code: given(30, '科室编码'),
  dept_name: given(100, '科室名称'),
  caty: given(6, '科别'),
  med_type: { ...given(6, '医疗类别'), examples: ['11'] },
};

const diagnoses = {
  main_cond_dscr: maybe(1000, '主要病情描述'),
  dise_codg: maybe(30, '病种编码'),
  dise_name: maybe(500, '病种名称'),
  diseinfo: { type: 'array', items: ref('Diseinfo'), minItems: 1, maxItems: 99 },
};

const visit = {
  mdtrt_id: text('就诊ID: the centre’s, the provisional one before'),
  provisional_mdtrt_id: text('found by it for ever'),
  setl_id: text('结算ID: the centre’s, the provisional one before; empty: not settled'),
  ...{ psn_no: text('masked'), insutype: text(), begntime: text() },
  ...Object.fromEntries(Object.keys(registration).map((name) => [name, text()])),
  phase: { type: 'string', enum: Object.keys(VISIT_PHASES) },
  phase_text: pair,
  next_step: pair,
  steps: object(Object.fromEntries(STEPS.map((step) => [step, ref('VisitStep')]))),
  whole: { type: 'boolean', description: 'settling it sends the whole visit as one transaction' },
  diagnoses: orNull(object(diagnoses)),
  fees: orNull(ref('Fees')),
  results: {
    type: 'array',
    description: 'how the centre split the fees; empty before',
    items: object({
      feedetl_sn: text(),
      ...{ det_item_fee_sumamt: yuan, fulamt_ownpay_amt: yuan, overlmt_amt: yuan },
      ...{ preselfpay_amt: yuan, inscp_scp_amt: yuan },
    }),
  },
  settlement: orNull(ref('Transaction')),
};

export const VISIT_SCHEMAS = {
  OpenVisit: object({ session: given(100, 'the session of the person'), ...registration }),
  Diseinfo: object({
    diag_type: given(3, '诊断类别'),
    diag_srt_no: { type: 'string', pattern: '^[1-9][0-9]?$', description: '诊断排序号' },
    diag_code: given(20, '诊断代码'),
    diag_name: given(100, '诊断名称'),
    diag_dept: given(50, '诊断科室'),
    dise_dor_no: given(30, '诊断医生编码'),
    dise_dor_name: given(50, '诊断医生姓名'),
    diag_time: {
      type: 'string',
      pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]) ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$',
      description: '诊断时间',
    },
    vali_flag: { type: 'string', enum: ['0', '1'], description: '有效标志' },
  }),
  Diagnoses: object(diagnoses, ['main_cond_dscr', 'dise_codg', 'dise_name']),
  FeeLine: object(
    {
      feedetl_sn: given(30, '费用明细流水号 unique in the visit'),
      med_list_codg: given(50, '医疗目录编码'),
      medins_list_codg: given(150, '医药机构目录编码'),
      pric: { ...given(20, '单价 yuan, at most 6 decimals'), examples: ['12.50'] },
      cnt: { ...given(20, '数量 above 0, at most 4 decimals'), examples: ['2'] },
      det_item_fee_sumamt: given(20, '明细项目费用总额 yuan'),
      rxno: given(40, '处方号'),
      drug_trac_codg: { type: 'array', items: given(100, '药品追溯码'), maxItems: 1000 },
      trdn_flag: { type: 'string', enum: ['0', '1'], description: '拆零标志' },
      bilg_dept_codg: given(30, '开单科室编码'),
      bilg_dept_name: given(100, '开单科室名称'),
      bilg_dr_codg: given(30, '开单医生编码'),
      bilg_dr_name: given(50, '开单医师姓名'),
      hosp_appr_flag: given(3, '医院审批标志'),
    },
    ['medins_list_codg', 'det_item_fee_sumamt', 'rxno', 'drug_trac_codg', 'trdn_flag'],
  ),
  Fees: object({
    chrg_bchno: given(30, '收费批次号'),
    lines: { type: 'array', items: ref('FeeLine'), minItems: 1, maxItems: 1000 },
  }),
  PresettleVisit: object({
    session: given(100, 'a session of the same person'),
    acct_used_flag: { type: 'string', enum: ['0', '1'], description: '个人账户使用标志' },
  }),
  VisitStep: object({
    state: { type: 'string', enum: Object.keys(STEP_STATES) },
    state_text: pair,
    msgid: orNull(text('its newest transaction; null: none was made')),
  }),
  Visit: object(visit),
  SettlementUndone: object({
    ...visit,
    paid_back: { ...yuan, description: 'cash for the person; below 0: to be collected' },
  }),
  Visits: object({ visits: { type: 'array', items: ref('Visit') }, next: orNull(text()) }),
  /** What a session shows of the visit priced in it. */
  SessionVisit: object({
    mdtrt_id: text(),
    whole: { type: 'boolean', description: 'accepting sends the whole visit as one transaction' },
    centre: orNull(ref('Setlinfo')),
    differing: { type: 'array', items: text(), description: 'names of amounts in which the centre’s bill is another' },
  }),
} satisfies Properties;

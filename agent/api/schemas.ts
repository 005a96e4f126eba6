/**
 * The local API's data as JSON Schema: what requests must look like and what answers will. The OpenAPI document and the
 * check of requests both come from here. Amounts are decimal strings of yuan under the national names. Data only.
 */

import type { Schema } from '../adapters/schema-check.ts';
import { CAUSES, CLAIM_END_WORDS, CLAIM_REASONS, STATES } from '../errors/words.ts';
import { ACCEPTANCE_SCHEMAS, KEPT } from './acceptance-schemas.ts';
import { CLIENT_SCHEMAS } from './client-schemas.ts';
import { DEVICE_SCHEMAS } from './device-schemas.ts';
import { given, list, object, orNull, type Properties, pin, ref, text, yuan } from './schema-words.ts';
import { ROLE, STAFF_SCHEMAS } from './staff-schemas.ts';
import { VISIT_SCHEMAS } from './visit-schemas.ts';
import { WORK_SCHEMAS } from './work-schemas.ts';

const whole: Schema = { type: 'integer' };
const flag: Schema = { type: 'boolean' };
const map = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });

function same(names: readonly string[], schema: Schema): Properties {
  return Object.fromEntries(names.map((name) => [name, schema]));
}

const paidBack = {
  ...yuan,
  description:
    '退给参保人的现金，再问也只退一次，负数为应收；原交易仍为 reversing 时中心尚未答复，若拒绝撤销，另立待收差额 cash for the person, once, however often it is asked for; below 0: to be collected. While what is undone is reversing the centre has not answered: where it refuses, a claim says what is owed',
};
/** Whoever shows a voucher is not nobody. */
const notAlone: Schema = { type: 'object', properties: { without_card: { const: false } } };
const pair = object({ zh: text(), en: text() });
const phase = oneOf('reading', 'identifying', 'ready', 'priced');

const AMOUNTS = [
  'medfee_sumamt',
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
  'act_pay_dedc',
  'hifp_pay',
  'cvlserv_pay',
  'hifes_pay',
  'hifmi_pay',
  'hifob_pay',
  'hifdm_pay',
  'maf_pay',
  'oth_pay',
  'fund_pay_sumamt',
  'psn_part_amt',
  'acct_pay',
  'psn_cash_pay',
  'hosp_part_amt',
  'balc',
  'acct_mulaid_pay',
];

const requests = {
  OpenShift: object(
    {
      opter: given(30, '经办人 operator'),
      opter_name: given(50, '经办人姓名; an enrolled operator is known by the name given then'),
      pin: { ...pin, description: 'of an enrolled operator' },
    },
    ['pin'],
  ),
  CloseShift: object({ reason: given(200, '对账不平仍签退的原因 why the day is closed although totals differ') }, [
    'reason',
  ]),
  OpenSession: object(
    {
      device: given(200, '读卡器 reader; without it the one that holds a card'),
      without_card: { ...flag, description: '自费购药，不用卡 a self-paid purchase; no card is asked for' },
      voucher: {
        type: 'string',
        pattern: '^[0-9]{18,32}$',
        description: '医保电子凭证的二维码内容，一次有效，不保存 an e-voucher as scanned; good once, never stored',
        examples: ['2022100809300000000001370102'],
      },
      scan: { ...whole, description: '已扫电子凭证的扫码序号（事件 scan） number of the held scan that is a voucher' },
    },
    ['device', 'without_card', 'voucher', 'scan'],
    { dependentSchemas: { voucher: notAlone, scan: notAlone } },
  ),
  BasketLine: object(
    {
      feedetl_sn: given(30, '费用明细流水号'),
      med_list_codg: given(50, '医疗目录编码'),
      medins_list_codg: given(150, '医药机构目录编码'),
      pric: given(20, '单价 yuan, at most 6 decimals', { examples: ['12.50'] }),
      cnt: given(20, '数量 above 0, at most 4 decimals', { examples: ['2'] }),
      det_item_fee_sumamt: given(20, '明细项目费用总额 yuan', { examples: ['25.00'] }),
      rxno: given(40, '处方号'),
      drug_trac_codg: list(given(100), { maxItems: 1000, description: '药品追溯码 scanned for this line' }),
      trdn_flag: { ...oneOf('0', '1'), description: '拆零标志: 1 when the packs were opened' },
    },
    ['medins_list_codg', 'det_item_fee_sumamt', 'rxno', 'drug_trac_codg', 'trdn_flag'],
  ),
  Basket: object(
    {
      med_type: given(6, '医疗类别', { examples: ['41'] }),
      acct_used_flag: { ...oneOf('0', '1'), description: '个人账户使用标志' },
      dise_codg: given(30, '病种编码'),
      payment: {
        ...oneOf('insured', 'self_paid', 'full_cash'),
        description:
          '结算方式: insured by default with a card; self_paid: the person alone; full_cash: all in cash now, the funds’ part by a claim once the centre has settled',
      },
      lines: list(ref('BasketLine'), { minItems: 1, maxItems: 1000 }),
      revision: { ...whole, description: 'of the basket it is made from; refused when that has changed' },
    },
    ['dise_codg', 'payment', 'revision'],
  ),
  Override: object(
    {
      code: given(63, 'code of the finding'),
      feedetl_sn: text('of the line it speaks about; empty or absent: the visit', { maxLength: 30 }),
      reason: given(200, 'why the sale is made all the same'),
    },
    ['feedetl_sn'],
  ),
  Refund: object({
    lines: list(
      object(
        {
          feedetl_sn: given(30, '费用明细流水号'),
          cnt: given(20, '退货数量 above 0, not more than is left', { examples: ['1'] }),
          drug_trac_codg: list(given(100), {
            maxItems: 1000,
            description: '所退包装的追溯码 the packs that come back; needed where only some of a line do',
          }),
        },
        ['drug_trac_codg'],
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  }),
  CloseClaim: object({
    as: {
      ...oneOf(...Object.keys(CLAIM_END_WORDS)),
      description: 'how it ends; the claim says which ends it may have',
    },
    reason: given(200, 'what was done, in words'),
  }),
  Unpark: object({ reason: given(200, 'why, in words') }),
} satisfies Properties;

const SOLD = ['feedetl_sn', 'med_list_codg', 'pric', 'cnt', 'trdn_flag'];
const bill = {
  Setlinfo: object({
    ...same(AMOUNTS, yuan),
    pool_prop_selfpay: text('a share, not an amount', { pattern: '^[0-9]+\\.[0-9]{4}$' }),
  }),
  Bill: object({
    setlinfo: ref('Setlinfo'),
    setldetail: list(object({ fund_pay_type: text(), fund_pay_type_name: text(), fund_payamt: yuan })),
    lines: list(
      object({
        feedetl_sn: text(),
        med_list_codg: text(),
        ...same(['det_item_fee_sumamt', 'fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt'], yuan),
        benefit: orNull(text('the rule that took the line; null: paid by the person')),
      }),
    ),
    accumulators: map(yuan),
    warnings: list(object({ code: text(), field: text() })),
    explanation: object({ zh: list(text()), en: list(text()) }),
    trace: list({ type: 'object', description: 'the facts behind the explanation' }),
    pack: orNull(object({ id: text(), version: text() })),
  }),
  Person: object({
    ...same(['psn_no', 'psn_name', 'certno'], text('masked')),
    ...same(
      ['insutype', 'insutype_name', 'psn_type', 'psn_insu_stas', 'cvlserv_flag', 'insuplc_admdvs', 'as_of'],
      text(),
    ),
    balc: yuan,
    entitlements: list(object({ opsp_dise_code: text(), begndate: text(), enddate: text() })),
  }),
  Finding: object({
    code: text(),
    severity: {
      ...oneOf('info', 'warn', 'reason', 'block'),
      description: 'reason: accept asks for an override with one; block: not to be overridden',
    },
    feedetl_sn: text('the line it speaks about; empty: the visit'),
    ...same(['zh', 'en', 'source'], text()),
  }),
  Session: object({
    id: text(),
    phase,
    device: text(),
    source: orNull({ ...oneOf('centre', 'snapshot'), description: 'where the person comes from' }),
    issuing_admdvs: text('发卡地'),
    person: orNull(ref('Person')),
    accumulators: map(yuan),
    basket: orNull(ref('Basket')),
    revision: { ...whole, description: 'of the basket; rises with each change of it' },
    begntime: text(),
    bill: orNull(ref('Bill')),
    visit: orNull(ref('SessionVisit')),
    consent_time: orNull(text('本人在客显屏同意的时间 when the person agreed to this bill on the customer’s screen')),
    findings: list(ref('Finding'), { description: 'what the counter checks say (事前提醒、事中预警)' }),
  }),
  Sessions: object({ sessions: list(ref('Session')) }),
  Revealed: object(same(['psn_no', 'psn_name', 'certno'], text('whole'))),
  Lines: object({ lines: list(object({ ...same(SOLD, text()), drug_trac_codg: list(text()) })) }),
  PageLink: object({ path: text('on this host; works once'), valid_ms: whole }),
} satisfies Properties;

const NEXT = text('作为 before 取下一页 the before of the next page; null: 没有了 that was all');

const transactions = {
  Transaction: object({
    ...same(['msgid', 'infno', 'psn_no', 'insutype', 'begndate', 'accepted_time'], text()),
    ...same(['setl_id', 'mdtrt_id', 'setl_time', 'note', 'err_msg'], text()),
    cause: { ...oneOf('', ...Object.keys(CAUSES)), description: 'why the amounts of the centre probably differ' },
    cause_text: orNull(pair),
    ...same(['epoch', 'number', 'grade', 'attempts'], whole),
    ...same(['told', 'provisional'], flag),
    erased: { ...flag, description: '到期清除: its personal part is gone; amounts and state stay' },
    state: oneOf(...Object.keys(STATES)),
    state_text: pair,
    next_step: pair,
    parked_from: orNull({ ...oneOf('queued', 'unknown', 'rejected'), description: 'parked: where it goes back to' }),
    omsgid: orNull(text('the transaction this one undoes')),
    estimate: orNull(ref('Setlinfo')),
    final: orNull(ref('Setlinfo')),
    ...KEPT,
  }),
  Refunded: object({
    transaction: ref('Transaction'),
    reversal: orNull(text('msgid of the reversal of the whole sale; null: it was voided, or nothing has to be undone')),
    made: { ...ref('Transaction'), description: 'what remains, settled anew (2102), or what came back (3506)' },
    paid_back: paidBack,
  }),
  Claim: object({
    msgid: text('the transaction it comes from'),
    reason: oneOf(...Object.keys(CLAIM_REASONS)),
    reason_text: pair,
    opened_time: text(),
    amounts: { ...map(yuan), description: 'what each payer pays more (or less, below 0) than was told' },
    cash: { ...yuan, description: 'above 0: collect from the person; below 0: pay back' },
    ends: list(object({ as: oneOf(...Object.keys(CLAIM_END_WORDS)), zh: text(), en: text() })),
    closed: orNull(object({ ...same(['as', 'opter', 'reason', 'time'], text()) })),
  }),
  Claims: object({ claims: list(ref('Claim')), next: orNull(NEXT) }),
  Transactions: object({ transactions: list(ref('Transaction')), next: orNull(NEXT) }),
  Cancelled: object({
    transaction: ref('Transaction'),
    reversal: orNull(text('msgid of the reversal; null: voided')),
    paid_back: paidBack,
  }),
  Queue: object({ counts: ref('Counts'), offline_budget: ref('Budget'), transactions: list(ref('Transaction')) }),
} satisfies Properties;

const machine = {
  Counts: object(same(['queued', 'underway', 'unknown', 'reversing', 'waiting'], whole)),
  Budget: object({
    ...same(['count', 'hours'], whole),
    ...same(['sum', 'amount'], yuan),
    limits: list(
      object({
        name: text('code of the refusal once it is reached'),
        unit: oneOf('hours', 'count', 'yuan'),
        ...same(['limit', 'used', 'left'], text()),
        level: oneOf('ok', 'warn', 'reached'),
      }),
    ),
  }),
  Device: object({
    ...same(['device', 'name'], text()),
    type: oneOf('reader', 'scanner', 'printer'),
    role: orNull(text('what it was named here')),
    ...same(['virtual', 'contactless'], flag),
    phase: oneOf('empty', 'reading', 'ready', 'failed'),
    presence: whole,
    ...same(['take_card', 'pin_wanted', 'psam'], flag),
    problem: orNull(ref('Said')),
    identity: orNull(ref('Identity')),
  }),
  Said: object({ code: text(), zh: text(), en: text(), hint_zh: text(), hint_en: text() }),
  Devices: object({ devices: list(ref('Device')), roles: list(ref('Role')), services: list(ref('Service')) }),
  Shift: object({
    phase: oneOf('closed', 'local', 'signed_in'),
    ...same(['opter', 'opter_name', 'sign_no'], text()),
    role: orNull(ROLE),
    opened_time: orNull(text()),
  }),
  Link: object({ phase: oneOf('down', 'greeting', 'ready'), last_contact: orNull(text()), retry_in_ms: whole }),
  Status: object({
    version: text(),
    mode: oneOf('production', 'training'),
    terminal: object({
      ...same(['dev_no', 'fixmedins_code', 'fixmedins_name', 'mdtrtarea_admvs'], text()),
      slot: whole,
    }),
    link: ref('Link'),
    shift: ref('Shift'),
    clock: object({
      trusted: flag,
      step_ms: { type: 'number' },
      now: text(),
      offset_ms: orNull({ type: 'number' }),
    }),
    queue: ref('Counts'),
    offline_budget: ref('Budget'),
    devices: list(ref('Device')),
    troubles: list(ref('Said')),
  }),
  Closed: object({ closed: text('id of the session') }),
  Health: object({ status: oneOf('ok'), version: text() }),
  Page: object({
    version: text(),
    mode: oneOf('production', 'training'),
    now: text(),
    fixmedins_name: text(),
    shift: text(),
    link: ref('Link'),
    clock_trusted: flag,
    queue: ref('Counts'),
    offline_budget: ref('Budget'),
    devices: list(ref('Device')),
    troubles: list(ref('Said')),
    transactions: list(
      object({ msgid: text(), accepted_time: text(), state: text(), state_text: pair, provisional: flag }),
    ),
  }),
  Problem: object({
    ...same(['type', 'title', 'title_en', 'detail', 'hint', 'hint_en', 'code'], text()),
    status: whole,
    class: oneOf('transient', 'ambiguous', 'permanent'),
    facts: map({ type: ['string', 'number', 'boolean', 'null'] }),
  }),
} satisfies Properties;

const goods = {
  Goods: object({ version: text('目录版本 version of the catalogue'), goods: list(ref('Good')) }),
  GoodsByCode: object({
    version: text(),
    by: { ...oneOf('national', 'shop', 'ean13', 'trace'), description: 'what the code was' },
    goods: list(ref('Good')),
  }),
  Good: object({
    med_list_codg: text('医疗目录编码'),
    kind: orNull(text('目录交易 the transaction that delivers it: 1301 …')),
    name: text(),
    ...same(['genname', 'spec', 'unit', 'maker'], orNull(text())),
    insured: orNull(
      object({
        chrgitm_lv: { ...oneOf('01', '02', '03'), description: '收费项目等级' },
        selfpay_prop: orNull(text('先自付比例')),
        pric_uplmt_amt: orNull(text('定价上限金额 yuan')),
        flags: list(text()),
        ...same(['begndate', 'enddate'], orNull(text())),
      }),
    ),
    shelf: list(
      object({ medins_list_codg: text('医药机构目录编码'), ean13: orNull(text()), pric: orNull(text('单价 yuan')) }),
    ),
  }),
} satisfies Properties;

export const SCHEMAS = {
  ...requests,
  ...bill,
  ...transactions,
  ...machine,
  ...goods,
  ...ACCEPTANCE_SCHEMAS,
  ...DEVICE_SCHEMAS,
  ...CLIENT_SCHEMAS,
  ...STAFF_SCHEMAS,
  ...VISIT_SCHEMAS,
  ...WORK_SCHEMAS,
};
export type SchemaName = keyof typeof SCHEMAS;

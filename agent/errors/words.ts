/**
 * The words for states, phases and faults that sentences, screens and the command line share: one word per concept, in
 * Chinese and English. Data only.
 */
import type { ConsentBy, TenderKind } from '../core/at-counter.ts';
import type { ClaimEnd, ClaimReason } from '../core/claim.ts';
import type { Cause } from '../core/settlement/compare.ts';
import type { CentreState } from '../core/transaction.ts';
import type { Pair } from './entry.ts';

export type Words = Readonly<Record<string, Pair>>;

export const STATES: Readonly<Record<CentreState, Pair>> = {
  queued: ['待上传', 'queued'],
  claimed: ['准备上传', 'about to be sent'],
  inflight: ['上传中', 'being sent'],
  unknown: ['结果未知', 'outcome unknown'],
  inquiring: ['查询结果中', 'being inquired about'],
  settled: ['已结算', 'settled'],
  settled_with_difference: ['已结算，有差额', 'settled with a difference'],
  rejected: ['中心拒绝', 'rejected'],
  voided: ['已作废', 'voided'],
  reversing: ['冲正中', 'being reversed'],
  reversed: ['已冲正', 'reversed'],
  parked: ['待人工处理', 'parked'],
};

/** As a sentence says it; none: a visit that has no settlement. */
export const STANDINGS: Words = { ...STATES, none: ['尚未结算', 'not settled'] };

/** What happens next to a transaction in this state, or what a person has to do. */
export const NEXT_STEPS: Readonly<Record<CentreState, Pair>> = {
  queued: ['连网后自动上传，无需操作', 'sent by itself once there is contact'],
  claimed: ['正在上传，无需操作', 'being sent; nothing to do'],
  inflight: ['等待中心答复，无需操作', 'waiting for the centre; nothing to do'],
  unknown: ['连网后自动查询，请勿重新收费', 'inquired about by itself; do not charge again'],
  inquiring: ['正在查询，请勿重新收费', 'being inquired about; do not charge again'],
  settled: ['已完成', 'done'],
  settled_with_difference: [
    '差额见待收退清单（tongxing queue --claims），未结清的补收或退还',
    'what is owed of it is a claim (tongxing queue --claims): collect or pay back what is open',
  ],
  rejected: ['改自费或重新结算，并告知参保人', 'settle anew or as self-paid, and tell the person'],
  voided: ['已完成', 'done'],
  reversing: ['冲正完成前请勿重新收费', 'do not charge again before the reversal is through'],
  reversed: ['已完成', 'done'],
  parked: [
    '由主管查看原因后处理（tongxing queue unpark）',
    'a supervisor looks at the reason and decides (tongxing queue unpark)',
  ],
};

/** Why the centre's amounts probably differ from the counter's. */
export const CAUSES: Readonly<Record<Cause, Pair>> = {
  stale_catalogue: ['药品目录不是最新', 'the catalogue here is not the centre’s'],
  ceiling_elsewhere: ['起付线或限额已在别处使用', 'a deductible or ceiling was used elsewhere'],
  rounding: ['尾差', 'rounding'],
  category: ['甲乙丙类别或待遇不同', 'another category or benefit was chosen'],
  balance_elsewhere: ['个人账户已在别处使用', 'an account was used elsewhere'],
  funds_not_computed: [
    '收款时未算统筹和账户，由中心核定',
    'the funds’ part was not computed here; the centre says what it is',
  ],
  unknown: ['原因不明', 'the cause is not known'],
};

export const CLAIM_REASONS: Readonly<Record<ClaimReason, Pair>> = {
  difference: ['中心结算金额不同', 'the centre settled other amounts'],
  rejected: ['中心未予结算', 'the centre settled nothing'],
};

export const CLAIM_END_WORDS: Readonly<Record<ClaimEnd, Pair>> = {
  collected: ['已向参保人补收', 'collected from the person'],
  paid_back: ['已退还参保人', 'paid back to the person'],
  borne_by_shop: ['由药店承担', 'borne by the shop'],
  noted: ['已知悉，无现金收退', 'noted; no cash moves'],
};

export const PHASES: Words = {
  reading: ['读卡中', 'reading the card'],
  identifying: ['核对人员中', 'identifying the person'],
  ready: ['可录入药品', 'ready for a basket'],
  priced: ['已预结算', 'priced'],
  pack_changed: ['政策包已更新，需重新预结算', 'the policy pack changed, to be priced again'],
  visit_changed: ['就诊内容已变化，需重新预结算', 'the visit changed, to be priced again'],
  findings: ['诊断信息', 'the diagnoses'],
  fees: ['费用明细', 'the fees'],
  cancelled: ['已取消', 'cancelled'],
  refused: ['中心拒绝', 'refused by the centre'],
  catalogue_changed: ['目录已更新，需重新预结算', 'the catalogue changed, to be priced again'],
  bill_changed: ['账单已变化，须看过新账单再同意', 'the bill changed, to be agreed to as it is now'],
};

/** What the engine says of a value that is not allowed; in Chinese nothing where it is not listed. */
export const REMARKS: Words = {
  'yuan, at most 9 digits and 6 decimals': [
    '元，整数最多 9 位、小数最多 6 位',
    'yuan, at most 9 digits and 6 decimals',
  ],
  'yuan, at most 13 digits and 2 decimals': [
    '元，整数最多 13 位、小数最多 2 位',
    'yuan, at most 13 digits and 2 decimals',
  ],
  'above 0, at most 11 digits and 4 decimals': [
    '大于 0，整数最多 11 位、小数最多 4 位',
    'above 0, at most 11 digits and 4 decimals',
  ],
  'pric × cnt is beyond 10,000,000,000 yuan': ['单价乘数量超过 100 亿元', 'pric × cnt is beyond 10,000,000,000 yuan'],
};

/** What is wrong with a basket, a case or a policy pack (settlement.md 6). */
export const FAULTS: Words = {
  bad_json: ['不是有效的 JSON', 'is not valid JSON'],
  missing_field: ['缺少该项', 'is missing'],
  bad_value: ['取值不符合规定', 'has a value that is not allowed'],
  unknown_field: ['没有这一项', 'is not a known field'],
  duplicate_line: ['明细流水号重复', 'repeats a line number'],
  empty_basket: ['没有药品', 'holds no line'],
  too_many_lines: ['明细超过 1000 行', 'holds more than 1,000 lines'],
  line_total_mismatch: ['金额与单价乘数量不符', 'differs from price times count'],
  bad_catalogue_entry: ['目录条目有误', 'has a faulty catalogue entry'],
  no_pack: ['没有可用的政策包', 'has no policy pack'],
};

/** How the person's own part was paid. */
export const TENDER_WORDS: Readonly<Record<TenderKind, Pair>> = {
  cash: ['现金', 'Cash'],
  wechat: ['微信', 'WeChat Pay'],
  alipay: ['支付宝', 'Alipay'],
  bank_card: ['银行卡', 'Bank card'],
  e_cny: ['数字人民币', 'e-CNY'],
  other: ['其他', 'Other'],
};

/** How the person agreed to the bill. */
export const CONSENT_WORDS: Readonly<Record<ConsentBy, Pair>> = {
  display: ['本人在客显屏上同意', 'The person agreed on the customer’s screen'],
  told: ['本人口头同意，经办人确认', 'The person told the clerk, who confirmed it'],
};

/** JSON Schema keywords as people say them. */
export const RULES: Words = {
  type: ['类型应为', 'must be of type'],
  enum: ['应为其中之一：', 'must be one of'],
  const: ['应为', 'must be'],
  pattern: ['格式应为', 'must have the form'],
  minimum: ['不得小于', 'must be at least'],
  maximum: ['不得大于', 'must be at most'],
  minLength: ['长度至少', 'must be at least this long:'],
  maxLength: ['长度至多', 'must be at most this long:'],
  minItems: ['项数至少', 'must have at least this many items:'],
  maxItems: ['项数至多', 'must have at most this many items:'],
  above: ['不得小于', 'must not be below'],
};

/** Who sits on a port. */
export const HOLDERS: Words = {
  tongxing: ['另一个 tongxing ', 'another tongxing'],
  other: ['其他程序', 'another program'],
};

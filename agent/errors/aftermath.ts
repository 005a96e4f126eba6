/** The error catalogue's part on what comes after a sale: claims, refunds, goods that are given back. Data only. */
import type { ProblemCode } from '../core/problem.ts';
import { ambiguous, type Entry, permanent, transient } from './entry.ts';

export const AFTERMATH = {
  claim_unknown: permanent(
    404,
    ['没有这笔待收退差额', 'There is no such claim'],
    ['在待收退清单中核对报文编号', 'Look for the msgid in the list of claims'],
  ),
  claim_closed: permanent(
    409,
    ['该差额已由操作员 {opter} 处理：{end}', 'Operator {opter} has closed this claim already: {end}'],
    ['如处理有误，由主管另行登记', 'If that was wrong, a supervisor records it apart'],
    { opter: 'text', end: 'claim_end' },
  ),
  given_back: permanent(
    409,
    [
      '该交易已于 {at} 由操作员 {opter} 退货，退现金 {paid_back} 元',
      'Operator {opter} has taken this back already, on {at}: {paid_back} yuan in cash went back',
    ],
    ['不再退款', 'Nothing more goes back'],
    { at: 'text', opter: 'text', paid_back: 'yuan' },
  ),
  claim_end_wrong: permanent(
    422,
    ['该差额不能这样处理：{end}；可选：{allowed}', 'This claim cannot end so: {end}; it may: {allowed}'],
    [
      '应退的须退还参保人；应收的可补收或由药店承担',
      'What is owed to the person is paid back; what the person owes is collected or borne by the shop',
    ],
    { end: 'claim_end', allowed: 'text' },
  ),
  refund_invalid: permanent(
    422,
    ['退货清单有误：{field} {code}', 'The list of what is given back: {field} {code}'],
    [
      '数量不得超过未退数量；只退部分包装的，须扫描所退的追溯码',
      'Not more than is left; where some packs of a line come back, scan theirs',
    ],
    { field: 'text', code: 'fault' },
  ),
  refund_not_computable: permanent(
    409,
    [
      '原交易的明细或政策包不在本机，余下部分无法计算',
      'The lines or the policy pack of this sale are not here, so what remains cannot be computed',
    ],
    ['可整单撤销后重新结算', 'Cancel the whole sale and settle the rest as a new one'],
  ),
  refund_not_sold: permanent(
    409,
    [
      '该笔未向柜台告知成交，无人付款，不能部分退货',
      'No counter was told that this was sold, and nobody has paid for it: there is no part to give back',
    ],
    ['整单撤销；参保人要的商品另行结算', 'Cancel it as a whole; what the person takes is a new sale'],
  ),
  refund_visit_whole: permanent(
    409,
    ['门诊结算不能部分退，只能整笔撤销', "A part of a visit's settlement is not given back: it is undone as a whole"],
    [
      '撤销该次就诊的结算，撤回费用（2205）改正后再结算',
      "Undo the visit's settlement, take the fees back (2205), enter those that remain and settle anew",
    ],
  ),
  trace_code_sold: permanent(
    422,
    ['追溯码已售出且未退：{codes}', 'Trace codes that were sold and not given back: {codes}'],
    ['核对实物；每盒只能售出一次', 'Look at the packs: each is sold once'],
    { codes: 'text' },
  ),
  trace_code_twice: permanent(
    422,
    [
      '追溯码 {code} 在本单中重复：第 {first} 行与第 {line} 行',
      'This basket holds trace code {code} twice: on lines {first} and {line}',
    ],
    ['删去多扫的一次，或扫另一盒的追溯码', 'Take one of them out, or scan the code of the other pack'],
    { code: 'text', line: 'text', first: 'text' },
  ),
  goods_before_settlement: transient(
    409,
    [
      '该笔尚未由中心结算（{state}），其商品暂不能上传',
      'The centre has not settled this sale ({state}); its goods cannot be told yet',
    ],
    ['结算完成后以同一 msgid 再传', 'Send the same again once the sale is settled'],
    { state: 'state' },
  ),
  answer_foreign: ambiguous(
    502,
    [
      '中心答复了不是所问的交易[：{msgid}]，未采用',
      'The centre answered another transaction than was asked[: {msgid}]; not used',
    ],
    [
      '所问交易会自动再查；请通知管理员核对中心接口',
      'What was asked is inquired about again; tell the administrator to check the centre',
    ],
    { msgid: 'foreign' },
  ),
} satisfies Partial<Record<ProblemCode | 'answer_foreign', Entry>>;

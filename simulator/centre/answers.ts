/**
 * The centre's words: results with their class and sentence, and answers, as the wire has them. Pure values; it must never
 * know why something was decided.
 */
import type { GoodsResult } from '../../agent/core/goods-body.ts';
import type { Setldetail, Setlinfo } from '../../agent/core/transaction.ts';
import { SETLDETAIL, SETLINFO } from '../../agent/wire/line.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { write } from './message.ts';

const { Answer, ErrorClass, Outcome, ResultCode } = tongxing.v1;

export type ResultMessage = tongxing.v1.Result.$Properties;
export type AnswerMessage = tongxing.v1.Answer.$Properties;

/** Names of tongxing.v1.ResultCode without prefix, lower case, but ok. */
export type Refusal = keyof typeof REFUSALS;

const { ERROR_CLASS_TRANSIENT, ERROR_CLASS_AMBIGUOUS, ERROR_CLASS_PERMANENT } = ErrorClass;

const REFUSALS = {
  busy: [ResultCode.RESULT_CODE_BUSY, ERROR_CLASS_TRANSIENT, '中心繁忙，请稍后重试'],
  paced: [ResultCode.RESULT_CODE_PACED, ERROR_CLASS_TRANSIENT, '发送过快，请稍后重试'],
  person_busy: [ResultCode.RESULT_CODE_PERSON_BUSY, ERROR_CLASS_TRANSIENT, '该人员有未完成的交易'],
  internal: [ResultCode.RESULT_CODE_INTERNAL, ERROR_CLASS_AMBIGUOUS, '中心内部错误'],
  person_unknown: [ResultCode.RESULT_CODE_PERSON_UNKNOWN, ERROR_CLASS_PERMANENT, '查无此人'],
  card_revoked: [ResultCode.RESULT_CODE_CARD_REVOKED, ERROR_CLASS_PERMANENT, '卡已挂失或注销'],
  not_insured: [ResultCode.RESULT_CODE_NOT_INSURED, ERROR_CLASS_PERMANENT, '参保状态不正常'],
  conflict: [ResultCode.RESULT_CODE_CONFLICT, ERROR_CLASS_PERMANENT, '报文ID重复而内容不同'],
  tombstoned: [ResultCode.RESULT_CODE_TOMBSTONED, ERROR_CLASS_PERMANENT, '该交易已被冲正或作废'],
  bad_request: [ResultCode.RESULT_CODE_BAD_REQUEST, ERROR_CLASS_PERMANENT, '报文不符合规范'],
  terminal_refused: [ResultCode.RESULT_CODE_TERMINAL_REFUSED, ERROR_CLASS_PERMANENT, '终端未登记或已停用'],
  not_signed_in: [ResultCode.RESULT_CODE_NOT_SIGNED_IN, ERROR_CLASS_TRANSIENT, '未签到或签到已失效'],
  not_reversible: [ResultCode.RESULT_CODE_NOT_REVERSIBLE, ERROR_CLASS_PERMANENT, '该交易不能撤销'],
  not_found: [ResultCode.RESULT_CODE_NOT_FOUND, ERROR_CLASS_PERMANENT, '未找到该交易'],
  refused: [ResultCode.RESULT_CODE_REFUSED, ERROR_CLASS_PERMANENT, '不予受理'],
} as const;

export function isRefusal(name: string): name is Refusal {
  return Object.hasOwn(REFUSALS, name);
}

export const OK: ResultMessage = { code: ResultCode.RESULT_CODE_OK, infcode: '0' };

/** The result of a refusal; `detail` goes behind the sentence. */
export function refusal(name: Refusal, detail = ''): ResultMessage {
  const [code, error_class, sentence] = REFUSALS[name];
  return { code, error_class, infcode: '-1', err_msg: detail === '' ? sentence : `${sentence}：${detail}` };
}

export function retry(msgid: string, name: Refusal): AnswerMessage {
  return { msgid, outcome: Outcome.OUTCOME_RETRY, result: refusal(name) };
}

/** Not done; what is permanent is rejected, the rest may come again. */
export function refused(msgid: string, name: Refusal, detail = ''): AnswerMessage {
  const permanent = REFUSALS[name][1] === ERROR_CLASS_PERMANENT;
  const outcome = permanent ? Outcome.OUTCOME_REJECTED : Outcome.OUTCOME_RETRY;
  return { msgid, outcome, result: refusal(name, detail) };
}

/** Goods: done when any row was taken; what became of each stands beside it. */
export function goodsDone(msgid: string, goods_result: readonly GoodsResult[]): AnswerMessage {
  const taken = goods_result.some(({ ret_rslt }) => ret_rslt === '1');
  const told = taken ? done(msgid, 'settled', null) : refused(msgid, 'refused');
  return { ...told, goods_result: [...goods_result] };
}

export function notFound(msgid: string): AnswerMessage {
  return { msgid, outcome: Outcome.OUTCOME_NOT_FOUND, result: refusal('not_found') };
}

export function voided(msgid: string): AnswerMessage {
  return { msgid, outcome: Outcome.OUTCOME_VOIDED, result: OK };
}

/** What stands on every answer that moved money. */
export interface Settlement {
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly setl_time: string;
  readonly inf_refmsgid: string;
  readonly setlinfo: Setlinfo;
  readonly setldetail: readonly Setldetail[];
  readonly clr_optins: string;
  readonly clr_type: string;
}

export function done(msgid: string, as: 'settled' | 'reversed', settlement: Settlement | null): AnswerMessage {
  const outcome = as === 'settled' ? Outcome.OUTCOME_SETTLED : Outcome.OUTCOME_REVERSED;
  if (settlement === null) return { msgid, outcome, result: OK };
  const { inf_refmsgid, setlinfo, setldetail, ...ids } = settlement;
  return {
    msgid,
    outcome,
    result: { ...OK, inf_refmsgid },
    ...ids,
    setlinfo: write(SETLINFO, setlinfo, 'setlinfo'),
    setldetail: setldetail.map((detail, at) => write(SETLDETAIL, detail, `setldetail[${at}]`)),
  };
}

export function encodeAnswer(answer: AnswerMessage): Uint8Array {
  return Answer.encode(answer).finish();
}

/** A stored answer as it is given again. */
export function repeated(stored: Uint8Array): AnswerMessage {
  return { ...Answer.decode(stored), repeated_answer: true };
}

/** As it is printed on the pack, and as screens that hide long numbers still show it. */
export function inFours(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}

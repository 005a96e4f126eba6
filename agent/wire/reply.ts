/**
 * Responses of the centre as plain values of the core. Codes and outcomes this version does not know become
 * 'unrecognised' with their class kept; it must never guess that something was done or was not.
 */

import { tongxing } from '../../protocol/generated/tongxing.js';
import type {
  Answer,
  CentreReply,
  ErrorClass,
  KeptPage,
  KeptTransaction,
  Outcome,
  PersonSnapshot,
  Result,
  ResultCode,
} from '../core/centre.ts';
import type { Fen } from '../core/money.ts';
import type { Detail } from '../core/reconcile/detail.ts';
import type { Msgid } from '../core/transaction.ts';
import type { LinkMethod } from '../ports/link.ts';
import { readResults } from './goods.ts';
import { SETLDETAIL, SETLINFO } from './line.ts';
import { DETAIL, TOTALS } from './request.ts';
import { decode, type Message, present, read, readFen, readInt, shape, WireError } from './shape.ts';
import { decodeTransaction } from './transaction.ts';
import { FEE_RESULT } from './visit.ts';

const v1 = tongxing.v1;

/** Reads the response of a method. Throws WireError naming the field that breaks the contract. */
export function decodeReply(method: LinkMethod, bytes: Uint8Array): CentreReply {
  return READERS[method](bytes);
}

const READERS: Readonly<Record<LinkMethod, (bytes: Uint8Array) => CentreReply>> = {
  Hello: (bytes) => {
    const message = decode(v1.HelloResponse, 'HelloResponse', bytes);
    const missing = message.missing_numbers ?? [];
    return {
      kind: 'hello',
      result: readResult(message.result, 'result'),
      ...read(HELLO, message, 'HelloResponse'),
      missing_numbers: missing.map((number, at) => readInt(number, '', `missing_numbers[${at}]`)),
      head_hash: Buffer.from(message.head_hash ?? []).toString('hex'),
    };
  },
  FetchTransactions: (bytes) => {
    const message = decode(v1.FetchTransactionsResponse, 'FetchTransactionsResponse', bytes);
    const result = readResult(message.result, 'result');
    return { kind: 'fetch_transactions', result, ...readKept(message.transactions ?? []), more: message.more ?? false };
  },
  SignIn: (bytes) => {
    const message = decode(v1.SignInResponse, 'SignInResponse', bytes);
    const signed = read(SIGNED, message, 'SignInResponse');
    return { kind: 'sign_in', result: readResult(message.result, 'result'), ...signed };
  },
  SignOut: (bytes) => {
    const message = decode(v1.SignOutResponse, 'SignOutResponse', bytes);
    return { kind: 'sign_out', result: readResult(message.result, 'result'), sign_time: message.sign_time ?? '' };
  },
  QueryPerson: (bytes) => {
    const message = decode(v1.QueryPersonResponse, 'QueryPersonResponse', bytes);
    const result = readResult(message.result, 'result');
    const person = result.code === 'ok' ? readPerson(message.person) : null;
    return { kind: 'query_person', result, person, ec_token: message.ec_token ?? '' };
  },
  Settle: (bytes) => performed(decode(v1.SettleResponse, 'SettleResponse', bytes)),
  VisitStep: (bytes) => performed(decode(v1.VisitStepResponse, 'VisitStepResponse', bytes)),
  PresettleVisit: (bytes) => {
    const { result, setlinfo, setldetail } = decode(v1.PresettleVisitResponse, 'PresettleVisitResponse', bytes);
    return {
      kind: 'presettle_visit',
      result: readResult(result, 'result'),
      setlinfo: setlinfo ? read(SETLINFO, setlinfo, 'setlinfo') : null,
      setldetail: (setldetail ?? []).map((detail, at) => read(SETLDETAIL, detail, `setldetail[${at}]`)),
    };
  },
  Reverse: (bytes) => performed(decode(v1.ReverseResponse, 'ReverseResponse', bytes)),
  Inquire: (bytes) => {
    const message = decode(v1.InquireResponse, 'InquireResponse', bytes);
    return { kind: 'inquire', result: readResult(message.result, 'result'), answers: readAnswers(message.answers) };
  },
  Exchange: (bytes) => {
    const message = decode(v1.ExchangeResponse, 'ExchangeResponse', bytes);
    return { kind: 'exchange', answers: readAnswers(message.answers), pace_ms: message.pace_ms ?? 0 };
  },
  ReconcileTotals: (bytes) => {
    const message = decode(v1.ReconcileTotalsResponse, 'ReconcileTotalsResponse', bytes);
    const results = (message.results ?? []).map((group, at) => ({
      centre: read(TOTALS, group.centre, `results[${at}].centre`),
      stmt_rslt: group.stmt_rslt ?? '',
      stmt_rslt_dscr: group.stmt_rslt_dscr ?? '',
    }));
    return { kind: 'totals', result: readResult(message.result, 'result'), results };
  },
  ReconcileDetails: (bytes) => {
    const message = decode(v1.ReconcileDetailsResponse, 'ReconcileDetailsResponse', bytes);
    const details = (message.details ?? []).map((row, at) => readDetail(row, `details[${at}]`));
    return { kind: 'details', result: readResult(message.result, 'result'), details, next: message.next ?? '' };
  },
};

/** A flag of another word would make a refund of a sale, or the other way round. */
function readDetail(message: Message, path: string): Detail {
  const row = read(DETAIL, message, path);
  const { refd_setl_flag } = row;
  if (refd_setl_flag === '0' || refd_setl_flag === '1') return { ...row, refd_setl_flag };
  throw new WireError(`${path}.refd_setl_flag`, `neither 0 nor 1: ${refd_setl_flag}`);
}

const SIGNED = shape({ sign_no: 'text', sign_time: 'text' });
const HELLO = shape({
  epoch: 'int',
  number: 'int',
  centre_ms: 'int',
  pace_ms: 'int',
  batch_rows: 'int',
  head_seq: 'int',
  last_msgid: 'text',
  heartbeat_ms: 'int',
});

function performed(message: { answer?: Message }): CentreReply {
  return { kind: 'perform', answer: readAnswer(message.answer, 'answer') };
}

function readAnswers(messages: readonly tongxing.v1.Answer.$Properties[] | null | undefined): readonly Answer[] {
  return (messages ?? []).map((message, at) => readOrNothing(message, `answers[${at}]`));
}

/** An answer that breaks the contract says nothing of its own row, and takes none of the others of its frame along. */
function readOrNothing(message: tongxing.v1.Answer.$Properties, path: string): Answer {
  try {
    return readAnswer(message, path);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const result = { code: v1.ResultCode.RESULT_CODE_UNSPECIFIED, err_msg: error.message };
    return readAnswer({ msgid: message.msgid ?? '', result }, path);
  }
}

/** One that breaks the contract takes none of the others of its page along. */
function readKept(
  messages: readonly tongxing.v1.KeptTransaction.$Properties[],
): Pick<KeptPage, 'transactions' | 'unread'> {
  const transactions: KeptTransaction[] = [];
  let unread: KeptPage['unread'] = null;
  for (const [at, { transaction, answer }] of messages.entries()) {
    const bytes = transaction ?? new Uint8Array(0);
    try {
      const body = decodeTransaction(bytes);
      const { msgid } = body;
      // The answer to another says nothing of this one.
      const said = answer?.msgid === msgid ? answer : { msgid };
      transactions.push({ bytes, body, answer: readOrNothing(said, `transactions[${at}].answer`) });
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      unread ??= { msgid: answer?.msgid ?? '', field: error.field };
    }
  }
  return { transactions, unread };
}

const ANSWER = shape({
  setl_id: 'text',
  mdtrt_id: 'text',
  setl_time: 'text',
  clr_optins: 'text',
  clr_type: 'text',
});

const OUTCOMES: Readonly<Record<number, Outcome>> = {
  [v1.Outcome.OUTCOME_SETTLED]: 'settled',
  [v1.Outcome.OUTCOME_REJECTED]: 'rejected',
  [v1.Outcome.OUTCOME_REVERSED]: 'reversed',
  [v1.Outcome.OUTCOME_VOIDED]: 'voided',
  [v1.Outcome.OUTCOME_NOT_FOUND]: 'not_found',
  [v1.Outcome.OUTCOME_RETRY]: 'retry',
};

function readAnswer(message: Message, path: string): Answer {
  const from = present(message, path);
  const setlinfo = from['setlinfo'] as Message;
  const details = (from['setldetail'] ?? []) as readonly Message[];
  const split = (from['feedetail_result'] ?? []) as readonly Message[];
  const goods = readResults(from['goods_result'] as readonly Message[] | null | undefined);
  return {
    msgid: (from['msgid'] ?? '') as Msgid,
    outcome: OUTCOMES[Number(from['outcome'] ?? 0)] ?? 'unrecognised',
    result: readResult(from['result'] as Message, `${path}.result`),
    ...read(ANSWER, from, path),
    setlinfo: setlinfo ? read(SETLINFO, setlinfo, `${path}.setlinfo`) : null,
    setldetail: details.map((detail, at) => read(SETLDETAIL, detail, `${path}.setldetail[${at}]`)),
    ...(split.length === 0
      ? {}
      : { feedetail_result: split.map((line, at) => read(FEE_RESULT, line, `${path}.feedetail_result[${at}]`)) }),
    ...(goods.length === 0 ? {} : { goods_result: goods }),
  };
}

const CODES: Readonly<Record<number, ResultCode>> = {
  [v1.ResultCode.RESULT_CODE_OK]: 'ok',
  [v1.ResultCode.RESULT_CODE_BUSY]: 'busy',
  [v1.ResultCode.RESULT_CODE_PACED]: 'paced',
  [v1.ResultCode.RESULT_CODE_PERSON_BUSY]: 'person_busy',
  [v1.ResultCode.RESULT_CODE_INTERNAL]: 'internal',
  [v1.ResultCode.RESULT_CODE_PERSON_UNKNOWN]: 'person_unknown',
  [v1.ResultCode.RESULT_CODE_CARD_REVOKED]: 'card_revoked',
  [v1.ResultCode.RESULT_CODE_NOT_INSURED]: 'not_insured',
  [v1.ResultCode.RESULT_CODE_CONFLICT]: 'conflict',
  [v1.ResultCode.RESULT_CODE_TOMBSTONED]: 'tombstoned',
  [v1.ResultCode.RESULT_CODE_BAD_REQUEST]: 'bad_request',
  [v1.ResultCode.RESULT_CODE_TERMINAL_REFUSED]: 'terminal_refused',
  [v1.ResultCode.RESULT_CODE_NOT_SIGNED_IN]: 'not_signed_in',
  [v1.ResultCode.RESULT_CODE_NOT_REVERSIBLE]: 'not_reversible',
  [v1.ResultCode.RESULT_CODE_NOT_FOUND]: 'not_found',
  [v1.ResultCode.RESULT_CODE_REFUSED]: 'refused',
};

// A failure whose class is not stated, or stated in a word of a newer version, may have been done: inquire first.
const CLASSES: Readonly<Record<number, ErrorClass>> = {
  [v1.ErrorClass.ERROR_CLASS_TRANSIENT]: 'transient',
  [v1.ErrorClass.ERROR_CLASS_AMBIGUOUS]: 'ambiguous',
  [v1.ErrorClass.ERROR_CLASS_PERMANENT]: 'permanent',
};

const RESULT = shape({ infcode: 'text', err_msg: 'text' });

function readResult(message: Message, path: string): Result {
  const from = present(message, path);
  const code = CODES[Number(from['code'] ?? 0)] ?? 'unrecognised';
  const error_class = code === 'ok' ? null : (CLASSES[Number(from['error_class'] ?? 0)] ?? 'ambiguous');
  const { infcode, err_msg } = read(RESULT, from, path);
  return { code, error_class, infcode, err_msg: shortened(err_msg) };
}

/** 错误信息 is C200; a program's own words in its place are longer than a counter has room for. Cut between characters. */
function shortened(err_msg: string): string {
  if (err_msg.length <= MOST_WORDS) return err_msg;
  return `${err_msg.slice(0, MOST_WORDS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const MOST_WORDS = 500;

const PERSON = shape({
  psn_no: 'text',
  psn_cert_type: 'text',
  certno: 'text',
  psn_name: 'text',
  gend: 'text',
  naty: 'text',
  brdy: 'text',
  insutype: 'text',
  psn_type: 'text',
  psn_insu_stas: 'text',
  cvlserv_flag: 'text',
  insuplc_admdvs: 'text',
  balc: 'fen',
  aid_category: 'text',
  commercial: 'flag',
  accumulator_year: 'int',
  as_of_ms: 'int',
  included_epoch: 'int',
  included_number: 'int',
});

const ENTITLEMENT = shape({ opsp_dise_code: 'text', begndate: 'text', enddate: 'text' });
const OUTSTANDING = shape({ epoch: 'int', first: 'int', last: 'int' });
const FAMILY_ACCOUNT = shape({ psn_no: 'text', balc: 'fen' });

function readPerson(message: Message): PersonSnapshot {
  const person = present(message, 'person') as tongxing.v1.PersonSnapshot.$Properties;
  const accumulators = (person.accumulators ?? []).map(({ name, amount }): [string, Fen] => [
    name ?? '',
    readFen(amount, 'person.accumulators', name ?? ''),
  ]);
  // Nobody can be told from the next one without it.
  if (!person.psn_no) throw new WireError('person.psn_no', 'missing');
  return {
    ...read(PERSON, person, 'person'),
    entitlements: (person.entitlements ?? []).map((row, at) => read(ENTITLEMENT, row, `person.entitlements[${at}]`)),
    mulaid: (person.mulaid ?? []).map((row, at) => read(FAMILY_ACCOUNT, row, `person.mulaid[${at}]`)),
    accumulators: Object.fromEntries(accumulators),
    outstanding: (person.outstanding ?? []).map((row, at) => read(OUTSTANDING, row, `person.outstanding[${at}]`)),
  };
}

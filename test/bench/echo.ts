/**
 * A centre that settles everything at once as it was estimated: it looks at nothing but the id of a transaction and keeps
 * nothing. What is measured against it is our own side alone. For measuring only.
 */
import type { Setlinfo } from '../../agent/core/transaction.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { shopClock } from './shop.ts';

const v1 = tongxing.v1;
const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };
const PLACE = 'X'.repeat(30);
/** A transaction's bytes begin with its id: tag, length, 30 characters. */
const MSGID_AT = 2;

/** One answer with a place for the id. */
export function sampleAnswer(estimate: Setlinfo): Uint8Array {
  const setlinfo = Object.fromEntries(
    Object.entries(estimate).map(([name, value]) => [name, typeof value === 'number' ? { fen: value } : value]),
  );
  return v1.Answer.encode({
    ...{ msgid: PLACE, outcome: v1.Outcome.OUTCOME_SETTLED, result: OK, setlinfo },
    ...{ setl_id: 'S'.padEnd(25, '1'), mdtrt_id: 'M'.padEnd(25, '1'), setl_time: '2022-10-08 10:00:00' },
    ...{ clr_optins: '370100', clr_type: '41' },
  }).finish();
}

/** The answer to a request of this method; null for one it does not know. */
export function echo(answer: Uint8Array, batchRows: number): (method: string, bytes: Uint8Array) => Uint8Array | null {
  const template = Buffer.from(answer);
  const at = template.indexOf(PLACE);
  const answerOf = (transaction: Uint8Array | null | undefined): Buffer => {
    const made = Buffer.from(template);
    Buffer.from(transaction ?? []).copy(made, at, MSGID_AT, MSGID_AT + PLACE.length);
    return made;
  };
  return (method, bytes) => {
    if (method === 'Hello') {
      const centre_ms = shopClock().wallMs();
      return v1.HelloResponse.encode({ result: OK, epoch: 1, centre_ms, batch_rows: batchRows }).finish();
    }
    if (method === 'SignIn') return v1.SignInResponse.encode({ result: OK, sign_no: 'S1' }).finish();
    if (method === 'Settle') return framed(0, [answerOf(v1.SettleRequest.decode(bytes).item?.transaction)], 1);
    if (method !== 'Exchange') return null;
    const { frame_id, items } = v1.ExchangeRequest.decode(bytes);
    const answers = (items ?? []).map((item) => answerOf(item.transaction));
    return framed(Number(frame_id ?? 0), answers, 2);
  };
}

/** Field `field` once for each answer; behind frame_id where there is one. */
function framed(frame_id: number, answers: readonly Buffer[], field: number): Uint8Array {
  const head = v1.ExchangeResponse.encode({ frame_id }).finish();
  const parts = answers.flatMap((answer) => [Buffer.from([(field << 3) | 2, ...varint(answer.length)]), answer]);
  return Buffer.concat([frame_id === 0 ? Buffer.alloc(0) : head, ...parts]);
}

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)];
}

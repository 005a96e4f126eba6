/** Words for tests on goods, self-paid sales and what comes back: a counter, baskets with trace codes, answers. */
import type { BasketLine } from '../../agent/core/input.ts';
import type { ReturnLine } from '../../agent/core/refund.ts';
import type { RevocationList } from '../../agent/ports/revocation.ts';
import { decodeTransaction } from '../../agent/wire.ts';
import { Counter, replyOf, TERMINAL, v1 } from '../agent/counter.ts';

export const CODE = '81000000000000000001';
export const OTHER = '81000000000000000002';

export function line(change: Partial<BasketLine> = {}): BasketLine {
  return { feedetl_sn: '1', med_list_codg: 'A', pric: '10.00', cnt: '2', rxno: 'RX1', ...change };
}

/** Two lines: three packs of one good, one of another; and one of the three as it comes back. */
export const TWO = [line({ cnt: '3' }), line({ feedetl_sn: '2', med_list_codg: 'B', pric: '7.77', cnt: '1' })];
export const ONE_OF_THREE = [{ feedetl_sn: '1', cnt: '1' }];

export function giveBack(counter: Counter, msgid: string, lines: readonly ReturnLine[] = ONE_OF_THREE, key = 'r1') {
  return counter.command({ kind: 'refund', msgid: msgid as never, key, lines });
}

export function cancel(counter: Counter, msgid: string, key = 'c1') {
  return counter.command({ kind: 'cancel', msgid: msgid as never, key });
}

/** The centre's answer to an undoing that it refuses. */
export const NOT_REVERSIBLE = {
  outcome: v1.Outcome.OUTCOME_REJECTED,
  result: { code: v1.ResultCode.RESULT_CODE_NOT_REVERSIBLE, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
  setlinfo: null,
};

/** Signed in; `cut`: the centre is lost after the person was seen. */
export async function shop(cut = false, revocation?: RevocationList): Promise<Counter> {
  const counter = new Counter({}, undefined, undefined, revocation === undefined ? {} : { revocation });
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  if (cut) counter.cut();
  await counter.run();
  return counter;
}

export async function price(counter: Counter, session: string, lines: readonly BasketLine[], more: object = {}) {
  return counter.command({
    kind: 'set_basket',
    session,
    basket: { med_type: '41', acct_used_flag: '0', lines, ...more },
  });
}

/** A self-paid sale from empty hands to told. */
export async function sellAlone(counter: Counter, key: string, lines: readonly BasketLine[] = [line()]) {
  const opened = await counter.command({ kind: 'open_session', without_card: true });
  const { id } = replyOf(opened, 'session').session;
  replyOf(await price(counter, id, lines), 'session');
  return replyOf(await counter.command({ kind: 'accept', session: id, key }), 'accepted').msgid;
}

/** An insured sale, settled by the centre. */
export async function sellInsured(counter: Counter, key: string, lines: readonly BasketLine[] = [line()]) {
  const session = await counter.openSession();
  replyOf(await price(counter, session, lines), 'session');
  const accepted = counter.give({ kind: 'accept', session, key });
  await counter.run();
  await counter.settle();
  return replyOf(await accepted, 'accepted').msgid;
}

/** The body stored under an id. */
export function bodyOf(counter: Counter, msgid: string) {
  return decodeTransaction(counter.store.bytesOf([msgid as never]).get(msgid as never) ?? new Uint8Array());
}

/** fixmedins_bchno of a row of goods. */
export function rowNo(goods: string, row: number): string {
  return `${goods.slice(TERMINAL.fixmedins_code.length)}L${row}`;
}

/** Every row, oldest first, as [infno, state]. */
export function ledger(counter: Counter): readonly (readonly [string, string])[] {
  const rows = counter.agent.transactions({ openOnly: false, limit: 99 });
  return rows.map(({ infno, state }) => [infno, state] as const).toReversed();
}

/** The centre takes goods, but for the lines of `refused` (positions). */
export function taken(bytes: Uint8Array, refused: readonly number[] = []): object {
  const { msgid, goods } = v1.Transaction.decode(bytes);
  const goods_result = (goods?.selinfo ?? []).map(({ fixmedins_bchno }, at) =>
    refused.includes(at) ? { fixmedins_bchno, ret_rslt: '0', msg_rslt: '不收' } : { fixmedins_bchno, ret_rslt: '1' },
  );
  const any = goods_result.some(({ ret_rslt }) => ret_rslt === '1');
  return {
    msgid,
    outcome: any ? v1.Outcome.OUTCOME_SETTLED : v1.Outcome.OUTCOME_REJECTED,
    result: any
      ? { code: v1.ResultCode.RESULT_CODE_OK }
      : { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
    goods_result,
  };
}

/** What the centre takes back of an earlier settlement: the negative of what it settled. */
export function undone(counter: Counter, bytes: Uint8Array): object {
  const omsgid = v1.Transaction.decode(bytes).reversal?.omsgid ?? '';
  const final = counter.agent.transaction(omsgid as never)?.final ?? null;
  const setlinfo = final === null ? null : negative(final);
  return { ...counter.settled(bytes), outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo };
}

export function negative(bill: object): object {
  const entries = Object.entries(bill).map(([name, amount]) => [
    name,
    typeof amount === 'number' ? { fen: name === 'balc' ? amount : 0 - amount } : amount,
  ]);
  return Object.fromEntries(entries);
}

/**
 * What takes a settlement back: by its id (2103, 2208), or by the msgid it was asked for under (2601), also before that has
 * come. Translates; the agent decides, and the centre's word is told where it comes in time.
 */
import type { Msgid } from '../core/transaction.ts';
import { provisionalSetlId } from '../core/visit/identity.ts';
import type { TransactionView } from '../ports/store.ts';
import { idsOf } from './bill.ts';
import { done, type FrontOutcome, textOf } from './envelope.ts';
import {
  ask,
  bodyOf,
  type Call,
  FrontFault,
  type FrontParts,
  type Handler,
  headOf,
  keyOf,
  notHere,
  sameMessage,
} from './parts.ts';
import { transactionOf, UNDONE } from './settle.ts';
import { rowBySetlId, SETTLES, UNDOES } from './settled.ts';
import { UNDOING, undoingAnswered } from './word.ts';

/** The settlement named by setl_id, ours or the centre's, is taken back. */
export async function undoBySetlId(
  parts: FrontParts,
  call: Call,
): Promise<{ readonly row: TransactionView; readonly undoing: TransactionView | null; readonly warn: string }> {
  const data = headOf(call, 'data');
  const [setl_id, psn_no] = [textOf(data['setl_id']), textOf(data['psn_no'])];
  const row = rowBySetlId(parts, setl_id, psn_no);
  if (row === null) throw notHere('setl_id', setl_id);
  if (row.psn_no !== psn_no) throw new FrontFault('psn_no：不是该结算的人员 not the person of this settlement');
  const mdtrt_id = textOf(data['mdtrt_id']);
  if (mdtrt_id !== '' && !isOfVisit(parts, row, mdtrt_id))
    throw new FrontFault('mdtrt_id：不是该结算的就诊ID not that of this settlement');
  noteUndoing(parts, call, row.msgid);
  const reversal = await undoneBy(parts.agent, row.msgid, keyOf(call));
  const undoing = await undoingAnswered(parts, reversal);
  const after = parts.agent.transaction(row.msgid) ?? row;
  // Without an undoing the centre has nothing of it to undo.
  const final = reversal === null || after.state === 'reversed';
  return {
    row: after,
    undoing,
    warn: final ? '' : UNDOING,
  };
}

/** What undoes it at the centre; null where that has nothing of it, as when it was given back before. */
async function undoneBy(agent: FrontParts['agent'], msgid: Msgid, key: string): Promise<Msgid | null> {
  try {
    return (await ask(agent, { kind: 'cancel', msgid, key }, 'cancelled')).reversal;
  } catch (error) {
    if (error instanceof FrontFault && error.problem?.code === 'given_back') return null;
    throw error;
  }
}

/** Under any id it was told by: a sale has its own, provisional and the centre's. */
function isOfVisit({ agent }: FrontParts, row: TransactionView, mdtrt_id: string): boolean {
  if (row.infno === '2207')
    return agent.visit(mdtrt_id)?.visit.id === agent.visit(provisionalSetlId(row.msgid))?.visit.id;
  return [row, { ...row, mdtrt_id: '' }].some((one) => idsOf(one, null).mdtrt_id === mdtrt_id);
}

/** A 2601 may ask for it, and may have come before it. */
export function noteUndoing(parts: FrontParts, call: Call, msgid: Msgid): void {
  const { refs } = parts;
  const known = refs.find(call.system, call.msgid);
  if (known?.reversed === true)
    throw new FrontFault('该 msgid 已冲正，不再撤销 this msgid was reversed; nothing is undone');
  if (known !== null) return sameMessage(parts, call, known);
  const body = bodyOf(parts, call);
  const of = { system: call.system, ref: call.msgid, infno: call.infno, body, key: keyOf(call), msgid };
  refs.remember({ ...of, person: '', lines: '', session: '', reversed: false });
}

/** What is not reversed, and what takes it back or asks for it again instead (offline.md, Identity and states). */
const INSTEAD: Readonly<Record<string, string>> = {
  '2201': '以同一 msgid 重发，或用 2202 撤销 send it again under its msgid, or undo it with 2202',
  '2203': '以同一 msgid 重发 send it again under its msgid',
  '2204': '请用 2205 undo it with 2205',
  '3505': '请用 3507 undo it with 3507',
  '3506': '请重新传 3505 sell it again with 3505',
};

/** The caller's own msgid leads to ours; one that never came is kept, so that it is refused when it comes. */
export const reverse: Handler = async (parts, call) => {
  const { agent, refs } = parts;
  const data = headOf(call, 'data');
  const [omsgid, oinfno] = [textOf(data['omsgid']), textOf(data['oinfno'])];
  if (!SETTLES.includes(oinfno) && !UNDOES.includes(oinfno))
    throw new FrontFault(
      `oinfno：${oinfno} 不能冲正 is not reversed，${INSTEAD[oinfno] ?? '可冲正的是 2102 2103 2207 2208 those are'}`,
    );
  const known = refs.find(call.system, omsgid);
  if (known === null) {
    const none = { body: '', person: '', lines: '', session: '', key: '', msgid: '' };
    refs.remember({ ...none, system: call.system, ref: omsgid, infno: oinfno, reversed: true });
    return done(
      null,
      '本终端没有收到过原交易；若其后到达将被拒绝；发给别的终端的，到那台终端冲正 the original never came to this terminal; it will be refused if it does; what was sent to another terminal is reversed there',
    );
  }
  if (known.infno !== oinfno) throw new FrontFault(`oinfno：原交易是 ${known.infno} is what the original was`);
  const row = transactionOf({ agent }, known);
  const undone = row !== null && UNDONE.includes(row.state);
  if (undone && UNDOES.includes(oinfno) && !known.reversed)
    throw new FrontFault(
      '撤销已受理，不能冲正；需要时重新结算 what was undone stays undone: settle it anew if need be',
    );
  const none = row === null || UNDOES.includes(oinfno);
  // Refused at the counter there is nothing of it; told before that, its goods and its cash come back.
  const stands = !undone && (row?.state !== 'rejected' || row.provisional);
  // While it is being undone, what undoes it says how that goes.
  const stored = !none && (stands || row.state === 'reversing') ? await undoneBy(agent, row.msgid, keyOf(call)) : null;
  // Not before: what may not be undone now stands, and must not be said to have been reversed.
  refs.remember({ ...known, reversed: true });
  await undoingAnswered(parts, stored);
  return none ? done(null, '原交易未受理 the original was never accepted') : undoing(agent.transaction(row.msgid));
};

/** Without a word it is done; until then asked again it says so. */
const undoing = (row: TransactionView | null): FrontOutcome =>
  done(
    null,
    row?.state === 'reversing'
      ? '冲正已受理，待中心确认；以同一 msgid 再问 stored and waits for the centre; ask again'
      : '',
  );

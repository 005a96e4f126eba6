/**
 * The centre's word on an undoing, as far as it can be had at once: most systems take infcode 0 for done, give the cash
 * back and never ask again. What is not answered in time, or without contact, is told as stored.
 */
import { isOpen, type Msgid } from '../core/transaction.ts';
import type { TransactionView } from '../ports/store.ts';
import { FrontFault, type FrontParts } from './parts.ts';

export const UNDOING =
  '撤销已受理，待中心确认；以同一 msgid 再问 the undoing is stored and waits for the centre; ask again';

/** How long a caller is kept for it. */
const WORD_MS = 10_000;

/** Until it is there, contact is lost, or the time is over. */
export function centresWord(
  { agent, clock }: Pick<FrontParts, 'agent' | 'clock'>,
  isThere: () => boolean,
): Promise<void> {
  const isOver = () => isThere() || agent.status().link.phase !== 'ready';
  return new Promise((resolve) => {
    if (isOver()) return resolve();
    const end = () => {
      cancel();
      leave?.();
      resolve();
    };
    const cancel = clock.after(WORD_MS, end);
    const leave = agent.subscribe(null, () => {
      if (isOver()) end();
    });
  });
}

/**
 * What undoes a settlement, answered if that comes soon; null: nothing has to. Throws FrontFault: the centre refused it, or
 * what it said leaves open whether the settlement stands.
 */
export async function undoingAnswered(parts: FrontParts, msgid: Msgid | null): Promise<TransactionView | null> {
  if (msgid === null) return null;
  const row = () => parts.agent.transaction(msgid);
  await centresWord(parts, () => !isOpen(row()?.state ?? 'settled'));
  const undoing = row();
  if (undoing?.state === 'rejected') throw new FrontFault(`${REFUSED}：${undoing.note} ${undoing.err_msg}`);
  if (undoing?.state === 'parked') throw new FrontFault(`${PARKED}：${undoing.note} ${undoing.err_msg}`);
  return undoing;
}

const REFUSED =
  '中心拒绝撤销，原结算仍有效，不要退款 the centre refused the undoing: the settlement stands, give nothing back';

const PARKED =
  '撤销未完成，原结算是否有效未定，先不要退款；以同一 msgid 再发即再撤销，或由人员在终端上决定 not undone yet, and whether the settlement stands is open: give nothing back; sent again it is undone anew, or a person decides at the terminal';

/** What was sold in a transaction, line by line, whoever paid: to choose from it what comes back. Reads only. */
import type { Msgid } from './core/transaction.ts';
import type { Store } from './ports/store.ts';
import { decodeTransaction } from './wire.ts';

/** Price and count as digits, as they were written. */
export interface SoldLine {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly pric: string;
  readonly cnt: string;
}

/** Null where nothing was sold: an undoing, goods told of a sale besides, what was erased, an id that is not here. */
export function soldLines(
  store: Pick<Store, 'settlement' | 'transaction' | 'bytesOf'>,
  msgid: Msgid,
): readonly SoldLine[] | null {
  const insured = store.settlement(msgid);
  if (insured !== null) return insured.sale.drugdetail;
  const sent = store.bytesOf([msgid]).get(msgid);
  const row = store.transaction(msgid);
  if (sent === undefined || sent.length === 0 || row?.infno !== '3505' || row.estimate === null) return null;
  const { body } = decodeTransaction(sent);
  if (body.kind !== 'goods') return null;
  return body.selinfo.map(({ feedetl_sn, med_list_codg, finl_trns_pric: pric, sel_retn_cnt: cnt }) => {
    return { feedetl_sn, med_list_codg, pric, cnt };
  });
}

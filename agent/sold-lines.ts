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
  /** 药品追溯码 of its packs; where some packs come back, theirs are named. */
  readonly drug_trac_codg: readonly string[];
  /** 拆零标志. */
  readonly trdn_flag: '0' | '1';
}

/** Null where nothing was sold: an undoing, goods told of a sale besides, what was erased, an id that is not here. */
export function soldLines(
  store: Pick<Store, 'settlement' | 'transaction' | 'bytesOf'>,
  msgid: Msgid,
): readonly SoldLine[] | null {
  const sent = store.bytesOf([msgid]).get(msgid) ?? new Uint8Array(0);
  const body = sent.length === 0 ? null : decodeTransaction(sent).body;
  if (body?.kind === 'sale')
    return body.drugdetail.map(({ drug_trac_info: traced = [], ...line }) => {
      const drug_trac_codg = traced.map((one) => one.drug_trac_codg);
      return { ...line, drug_trac_codg, trdn_flag: traced[0]?.trdn_flag ?? '0' };
    });
  if (body?.kind === 'goods' && store.transaction(msgid)?.infno === '3505' && body.estimate !== null)
    return body.selinfo.map(({ finl_trns_pric: pric, sel_retn_cnt: cnt, ...line }) => ({ ...line, pric, cnt }));
  // Of a visit a part is not given back: its packs are not asked after.
  const visit = store.settlement(msgid);
  return visit?.sale.drugdetail.map((line) => ({ ...line, drug_trac_codg: [], trdn_flag: '0' as const })) ?? null;
}

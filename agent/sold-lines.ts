/**
 * What is left of what was sold in a transaction, line by line, whoever paid: to choose from it what comes back. Reads
 * only.
 */
import { leftOf } from './core/goods.ts';
import type { GoodsBody } from './core/goods-body.ts';
import { formatCount } from './core/settlement/decimal.ts';
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
  store: Pick<Store, 'settlement' | 'transaction' | 'bytesOf' | 'find'>,
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
    return notBack(store, msgid, body);
  // Of a visit a part is not given back: its packs are not asked after.
  const visit = store.settlement(msgid);
  return visit?.sale.drugdetail.map((line) => ({ ...line, drug_trac_codg: [], trdn_flag: '0' as const })) ?? null;
}

/** Self-paid goods come back line by line, and the sale stands with the rest. */
function notBack(store: Pick<Store, 'find'>, msgid: Msgid, { selinfo }: GoodsBody): readonly SoldLine[] {
  const found = store.find({ kind: 'find_goods', cause: 'reversed', msgids: [msgid] });
  const told = found.kind === 'goods' ? found.sales.flatMap(({ rows }) => rows) : [];
  const back = told.filter(({ infno }) => infno === '3506').flatMap(({ body }) => body.selinfo);
  const gone = new Set(back.flatMap((line) => line.drug_trac_codg));
  return selinfo.flatMap(({ finl_trns_pric: pric, ...line }) => {
    const left = leftOf({ ...line, finl_trns_pric: pric }, back);
    const drug_trac_codg = line.drug_trac_codg.filter((code) => line.trdn_flag === '1' || !gone.has(code));
    return left <= 0 ? [] : [{ ...line, pric, cnt: formatCount(left), drug_trac_codg }];
  });
}

/**
 * Goods that left the shop or came back (3505, 3506) to and from the wire: a part of a transaction's body, so what is true
 * there is true here: the same value always gives the same bytes.
 */
import type { tongxing } from '../../protocol/generated/tongxing.js';
import type { GoodsBody, GoodsLine, GoodsResult } from '../core/goods-body.ts';
import type { Msgid } from '../core/transaction.ts';
import { SETLINFO } from './line.ts';
import { checked, checkedEach, type Message, present, read, shape, WireError } from './shape.ts';

const GOODS = shape({
  mdtrt_setl_type: 'text',
  setl_id: 'text',
  psn_no: 'text',
  mdtrt_sn: 'text',
  rtal_docno: 'text',
  sel_retn_time: 'text',
  sel_retn_opter_name: 'text',
});

const LINE = shape({
  fixmedins_bchno: 'text',
  medins_prod_sel_no: 'text',
  feedetl_sn: 'text',
  med_list_codg: 'text',
  fixmedins_hilist_id: 'text',
  rxno: 'text',
  rx_circ_flag: 'text',
  trdn_flag: 'text',
  finl_trns_pric: 'text',
  sel_retn_cnt: 'text',
  det_item_fee_sumamt: 'fen',
});

const RESULT = shape({ fixmedins_bchno: 'text', ret_rslt: 'text', msg_rslt: 'text' } satisfies Record<
  keyof GoodsResult,
  'text'
>);

export function writeGoods(goods: GoodsBody): object {
  checkedEach(LINE, goods.selinfo, 'goods.selinfo');
  if (goods.estimate !== null) checked(SETLINFO, goods.estimate, 'goods.estimate');
  return goods;
}

export function readGoods(message: tongxing.v1.GoodsSale.$Properties): GoodsBody {
  const { mdtrt_setl_type, mdtrt_sn, ...head } = read(GOODS, message, 'goods');
  if (mdtrt_setl_type !== '1' && mdtrt_setl_type !== '2')
    throw new WireError('goods.mdtrt_setl_type', `neither 1 nor 2: ${mdtrt_setl_type}`);
  return {
    kind: 'goods',
    ...head,
    mdtrt_setl_type,
    mdtrt_sn: mdtrt_sn as Msgid,
    selinfo: (message.selinfo ?? []).map((line, at) => readLine(line, `goods.selinfo[${at}]`)),
    estimate: message.estimate ? read(SETLINFO, message.estimate, 'goods.estimate') : null,
  };
}

function readLine(message: Message, path: string): GoodsLine {
  const { drug_trac_codg } = present(message, path);
  const { trdn_flag, ...line } = read(LINE, message, path);
  if (trdn_flag !== '0' && trdn_flag !== '1') throw new WireError(`${path}.trdn_flag`, `neither 0 nor 1: ${trdn_flag}`);
  return { ...line, trdn_flag, drug_trac_codg: [...((drug_trac_codg ?? []) as readonly string[])] };
}

export function readResults(messages: readonly Message[] | null | undefined): readonly GoodsResult[] {
  return (messages ?? []).map((one, at) => read(RESULT, one, `goods_result[${at}]`));
}

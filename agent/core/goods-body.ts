/**
 * What is told of goods that left the shop or came back (3505, 3506): one batch for a sale, each row under a number of
 * its own. Types only.
 */
import type { Fen } from './money.ts';
import type { Setlinfo } from './settlement/result.ts';
import type { Msgid } from './transaction.ts';

/** A row of 3505 or 3506, by their national names. */
export interface GoodsLine {
  /** 定点医药机构批次流水号: of this row alone, at most 30 characters. */
  readonly fixmedins_bchno: string;
  /** 商品销售流水号: in a return, the fixmedins_bchno under which it was sold; empty in a sale. */
  readonly medins_prod_sel_no: string;
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  /** 定点医药机构目录编号: the shop's own code. */
  readonly fixmedins_hilist_id: string;
  readonly rxno: string;
  readonly rx_circ_flag: string;
  readonly trdn_flag: '0' | '1';
  readonly finl_trns_pric: string;
  /** Decimal text, above 0 also in a return. */
  readonly sel_retn_cnt: string;
  /** What the line cost, or what was paid back for it. */
  readonly det_item_fee_sumamt: Fen;
  readonly drug_trac_codg: readonly string[];
}

export interface GoodsBody {
  readonly kind: 'goods';
  /** 就诊结算类型: 1 医保结算, 2 自费结算. */
  readonly mdtrt_setl_type: '1' | '2';
  /** Of the settlement; empty for what the person paid alone. */
  readonly setl_id: string;
  /** Empty when nobody was named. */
  readonly psn_no: string;
  /** 就医流水号, and the receipt's number: the msgid of the sale. */
  readonly mdtrt_sn: Msgid;
  readonly rtal_docno: string;
  readonly sel_retn_time: string;
  readonly sel_retn_opter_name: string;
  readonly selinfo: readonly GoodsLine[];
  /** A self-paid sale's bill, negative for its return; null where a settlement says what was paid. */
  readonly estimate: Setlinfo | null;
}

/** Whether the centre took a row: infcode 0 does not say so. */
export interface GoodsResult {
  readonly fixmedins_bchno: string;
  /** retRslt: 1 taken, 0 not. */
  readonly ret_rslt: string;
  /** msgRslt. */
  readonly msg_rslt: string;
}

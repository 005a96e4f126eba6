/** Fictitious values of every message the agent sends or stores, with builders that change one thing at a time. */
import { psnOf } from '../../agent/core/contents.ts';
import { fen, ZERO } from '../../agent/core/money.ts';
import type { Msgid, ReversalBody, SaleBody, Setlinfo, TransactionBody } from '../../agent/core/transaction.ts';
import type { Header } from '../../agent/wire.ts';

export const SHOP = 'P37020200001';

export function msgid(count: number, time = '20221108103015'): Msgid {
  return `${SHOP}${time}07${String(count).padStart(2, '0')}` as Msgid;
}

export function header(changes: Partial<Header> = {}): Header {
  return {
    msgid: msgid(99),
    mdtrtarea_admvs: '370200',
    insuplc_admdvs: '370200',
    opter_type: '1',
    opter: 'zhang01',
    opter_name: '测试店员',
    inf_time: '2022-11-08 10:30:15',
    fixmedins_code: SHOP,
    fixmedins_name: '测试大药房',
    sign_no: '',
    dev_no: `${SHOP}-07`,
    infver: 'V1.0',
    agent_version: '0.1.0',
    wall_ms: 1_667_874_615_000,
    monotonic_ms: 5_000,
    boot_id: 'boot-1',
    ...changes,
  };
}

export function setlinfo(changes: Partial<Setlinfo> = {}): Setlinfo {
  return {
    medfee_sumamt: fen(3_086),
    fulamt_ownpay_amt: ZERO,
    overlmt_selfpay: ZERO,
    preselfpay_amt: ZERO,
    inscp_scp_amt: fen(3_086),
    act_pay_dedc: ZERO,
    hifp_pay: ZERO,
    pool_prop_selfpay: '0.0000',
    cvlserv_pay: ZERO,
    hifes_pay: ZERO,
    hifmi_pay: ZERO,
    hifob_pay: ZERO,
    hifdm_pay: ZERO,
    maf_pay: ZERO,
    oth_pay: ZERO,
    fund_pay_sumamt: ZERO,
    hosp_part_amt: ZERO,
    psn_part_amt: fen(3_086),
    acct_pay: fen(3_086),
    acct_mulaid_pay: ZERO,
    psn_cash_pay: ZERO,
    balc: fen(96_914),
    ...changes,
  };
}

export function saleBody(changes: Partial<SaleBody['druginfo']> = {}): SaleBody {
  return {
    kind: 'sale',
    druginfo: {
      psn_no: '99000000000000000001',
      mdtrt_cert_type: '03',
      mdtrt_cert_no: 'T00000001',
      card_sn: '990000D15600000599000000000001AA',
      begntime: '2022-11-08 10:30:15',
      medfee_sumamt: fen(3_086),
      insutype: '310',
      dise_codg: '',
      dise_name: '',
      acct_used_flag: '1',
      med_type: '41',
      ...changes,
    },
    drugdetail: [
      {
        feedetl_sn: '1',
        rxno: '',
        rx_circ_flag: '0',
        fee_ocur_time: '2022-11-08 10:30:15',
        med_list_codg: 'XA02BCA214A001010100001',
        medins_list_codg: '1001',
        det_item_fee_sumamt: fen(3_086),
        cnt: '2.5',
        pric: '12.345600',
      },
    ],
    estimate: setlinfo(),
    pack: '370000-2022-sample',
    pack_version: '1',
    catalogue_version: 'demo-1',
  };
}

export function transaction(changes: Partial<TransactionBody> = {}): TransactionBody {
  return {
    msgid: msgid(1),
    infno: '2102',
    fixmedins_code: SHOP,
    dev_no: `${SHOP}-07`,
    epoch: 1,
    number: 1,
    inf_time: '2022-11-08 10:30:15',
    mdtrtarea_admvs: '370200',
    insuplc_admdvs: '370200',
    opter: 'zhang01',
    opter_name: '测试店员',
    body: saleBody(),
    ...changes,
  };
}

export function reversalOf(original: TransactionBody, changes: Partial<ReversalBody> = {}): ReversalBody {
  return {
    kind: 'reversal',
    omsgid: original.msgid,
    oinfno: original.infno,
    psn_no: psnOf(original.body),
    setl_id: '',
    mdtrt_id: '',
    reason: 'clerk',
    ...changes,
  };
}

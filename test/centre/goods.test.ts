import { beforeEach, describe, expect, it } from 'vitest';
import type { GoodsBody, GoodsLine } from '../../agent/core/goods-body.ts';
import { fen } from '../../agent/core/money.ts';
import type { Msgid, SaleBody } from '../../agent/core/transaction.ts';
import { Counter, type Slip, TestCentre } from './counter.ts';

const CODE = '81000000000000000001';

let centre: TestCentre;
let counter: Counter;

beforeEach(() => {
  centre = new TestCentre();
  counter = new Counter(centre).signIn();
});

let bchno = 0;

function row(change: Partial<GoodsLine> = {}): GoodsLine {
  bchno += 1;
  return {
    ...{ fixmedins_bchno: `7E1N1L${bchno}`, medins_prod_sel_no: '', feedetl_sn: '1', fixmedins_hilist_id: '' },
    ...{ med_list_codg: 'XA02BCA905A001010100001', rxno: '', rx_circ_flag: '0', trdn_flag: '0' as const },
    ...{ finl_trns_pric: '10.00', sel_retn_cnt: '2', det_item_fee_sumamt: fen(2_000), drug_trac_codg: [CODE] },
    ...change,
  };
}

function goods(infno: '3505' | '3506', selinfo: readonly GoodsLine[], change: Partial<GoodsBody> = {}): Slip {
  const body: GoodsBody = {
    ...{ kind: 'goods', mdtrt_setl_type: '2', setl_id: '', psn_no: '', mdtrt_sn: 'sale-1' as Msgid },
    ...{ rtal_docno: 'sale-1', sel_retn_time: '2022-11-08 10:00:00', sel_retn_opter_name: '测试店员' },
    ...{ selinfo, estimate: null },
    ...change,
  };
  return counter.slip({ infno, body });
}

/** retRslt and msgRslt of each row. */
function results(slip: Slip) {
  return (counter.send(slip).goods_result ?? []).map(({ ret_rslt, msg_rslt }) => `${ret_rslt} ${msg_rslt}`.trim());
}

function withCode(slip: Slip): Slip {
  const body = slip.value.body as SaleBody;
  const drugdetail = body.drugdetail.map((line) => ({
    ...line,
    drug_trac_info: [
      { feedetl_sn: line.feedetl_sn, drug_trac_codg: CODE, trdn_flag: '0' as const, min_prcunt_type: '2' },
    ],
  }));
  return counter.slip({ infno: '2102', body: { ...body, drugdetail } });
}

describe('goods at the centre', () => {
  it('are taken once: a repeat gets the first answer, and moves nothing', () => {
    const sold = goods('3505', [row()]);
    expect(results(sold)).toEqual(['1']);
    expect(results(sold)).toEqual(['1']);
    expect(centre.store.goods.rows()).toHaveLength(1);
    expect(counter.inquire(sold)).toMatchObject([{ outcome: 'settled', goods_result: [{ ret_rslt: '1' }] }]);
  });

  it('are answered row by row, and rejected when no row is taken', () => {
    const first = row();
    expect(results(goods('3505', [first]))).toEqual(['1']);
    const other = { mdtrt_sn: 'sale-2' as Msgid };
    expect(results(goods('3505', [row(), row({ drug_trac_codg: [] })], other))).toEqual(['0 追溯码已销售且未退', '1']);
    const twice = counter.send(goods('3505', [{ ...first, drug_trac_codg: [] }], other));
    expect(twice).toMatchObject({ outcome: 'rejected', goods_result: [{ ret_rslt: '0', msg_rslt: '批次流水号重复' }] });
  });

  it('come back under the number they were sold under, never more of them than were sold, and free their codes', () => {
    const sold = row();
    results(goods('3505', [sold]));
    const back = (change: Partial<GoodsLine>) => row({ medins_prod_sel_no: sold.fixmedins_bchno, ...change });
    expect(results(goods('3506', [back({ medins_prod_sel_no: 'X' })]))).toEqual(['0 未找到销售记录']);
    expect(results(goods('3506', [back({ drug_trac_codg: ['82'] })]))).toEqual(['0 追溯码不属于该销售记录']);
    expect(results(goods('3506', [back({ sel_retn_cnt: '1.5' })]))).toEqual(['1']);
    expect(results(goods('3506', [back({ sel_retn_cnt: '1', drug_trac_codg: [] })]))).toEqual([
      '0 退货数量大于销售数量',
    ]);
    expect(results(goods('3505', [row()], { mdtrt_sn: 'sale-2' as Msgid }))).toEqual(['1']);
  });

  it('of a deleted upload are gone (3507), and may be told anew', () => {
    const sold = goods('3505', [row()]);
    results(sold);
    const omsgid = sold.value.msgid;
    const body = { kind: 'reversal', omsgid, oinfno: '3505', psn_no: '', setl_id: '', mdtrt_id: '', reason: 'clerk' };
    expect(counter.send(counter.slip({ infno: '3507', body: body as never }))).toMatchObject({ outcome: 'reversed' });
    expect(centre.store.goods.rows()).toMatchObject([{ deleted: 1 }]);
    expect(results(goods('3505', [row()], { mdtrt_sn: 'sale-2' as Msgid }))).toEqual(['1']);
  });

  it('of an insured sale need its setl_id, and hold the same code as the sale itself', () => {
    const sale = withCode(counter.sale('10.00'));
    const { setl_id } = counter.send(sale);
    const insured = { mdtrt_setl_type: '1', mdtrt_sn: sale.value.msgid } as const;
    expect(results(goods('3505', [row()], insured))).toEqual(['0 结算ID不符']);
    expect(results(goods('3505', [row()], { ...insured, setl_id: 'S-of-another' }))).toEqual(['0 结算ID不符']);
    expect(results(goods('3505', [row()], { ...insured, setl_id }))).toEqual(['1']);
  });

  it('sold to a person alone are not paid by the funds a second time, nor the other way round', () => {
    results(goods('3505', [row()]));
    expect(counter.send(withCode(counter.sale('10.00')))).toMatchObject({ outcome: 'rejected' });
    counter = new Counter(new TestCentre()).signIn();
    expect(counter.send(withCode(counter.sale('10.00')))).toMatchObject({ outcome: 'settled' });
    expect(results(goods('3505', [row()]))).toEqual(['0 追溯码已销售且未退']);
  });

  it('hold no person’s turn in a frame', () => {
    const slips = [goods('3505', [row()]), goods('3505', [row({ drug_trac_codg: [] })]), counter.sale('10.00')];
    expect(counter.frame(...slips).map(({ outcome }) => outcome)).toEqual(['settled', 'settled', 'settled']);
  });
});

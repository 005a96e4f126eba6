/** What is told of a settlement that was undone before the centre has said what the account holds. */
import { expect, it } from 'vitest';
import { undoneOf } from '../../agent/front/bill.ts';
import type { TransactionView } from '../../agent/ports/store.ts';

const BILL = {
  ...{ medfee_sumamt: 2_000, fulamt_ownpay_amt: 100, overlmt_selfpay: 0, preselfpay_amt: 200, inscp_scp_amt: 1_700 },
  ...{ act_pay_dedc: 0, hifp_pay: 1_000, cvlserv_pay: 0, hifes_pay: 0, hifmi_pay: 0, hifob_pay: 0, hifdm_pay: 0 },
  ...{ maf_pay: 0, oth_pay: 0, fund_pay_sumamt: 1_000, hosp_part_amt: 0, psn_part_amt: 1_000, acct_pay: 300 },
  ...{ acct_mulaid_pay: 0, psn_cash_pay: 700, balc: 4_000, pool_prop_selfpay: '0.5000' },
};
const ROW = { msgid: 'P37010200001202210080930000001', setl_id: 'S1', mdtrt_id: 'M1', insutype: '310', final: BILL };

it('every amount is the negative of what it was, and the account holds again what was taken of it', () => {
  const { setlinfo, setldetail } = undoneOf(ROW as unknown as TransactionView, null, 'pharmacy', 'V1', 'now');
  expect(setlinfo).toMatchObject({
    ...{ medfee_sumamt: '-20.00', fund_pay_sumamt: '-10.00', acct_pay: '-3.00', oth_pay: '0.00' },
    ...{ psn_pay: '-10.00', cash_payamt: '-7.00', balc: '43.00', pool_prop_selfpay: '0.5000' },
  });
  expect(setldetail).toMatchObject([
    { fund_pay_type: '310100', fund_payamt: '-10.00' },
    { fund_pay_type: '310201', fund_payamt: '-3.00' },
  ]);
  const said = { ...ROW, final: { ...BILL, balc: 4_321 }, setl_time: 'then' } as unknown as TransactionView;
  expect(undoneOf(ROW as unknown as TransactionView, said, 'clinic', 'V1', 'now')).toMatchObject({
    setlinfo: { balc: '43.21', pdn_cash_pay: '-7.00', setl_time: 'then' },
  });
});

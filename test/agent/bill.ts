/**
 * A bill for tests: everything within policy, the pool and the account pay what is said, the rest is cash. Amounts in fen.
 */
import { fen } from '../../agent/core/money.ts';
import type { Setlinfo } from '../../agent/core/transaction.ts';

export function bill(medfee: number, fund: number, acct = 0): Setlinfo {
  const zero = fen(0);
  return {
    medfee_sumamt: fen(medfee),
    fulamt_ownpay_amt: zero,
    overlmt_selfpay: zero,
    preselfpay_amt: zero,
    inscp_scp_amt: fen(medfee),
    act_pay_dedc: zero,
    hifp_pay: fen(fund),
    pool_prop_selfpay: '0.5000',
    cvlserv_pay: zero,
    hifes_pay: zero,
    hifmi_pay: zero,
    hifob_pay: zero,
    hifdm_pay: zero,
    maf_pay: zero,
    oth_pay: zero,
    fund_pay_sumamt: fen(fund),
    hosp_part_amt: zero,
    psn_part_amt: fen(medfee - fund),
    acct_pay: fen(acct),
    acct_mulaid_pay: zero,
    psn_cash_pay: fen(medfee - fund - acct),
    balc: zero,
  };
}

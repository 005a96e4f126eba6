/**
 * The tables of fields that sales, visits and answers share, and what is checked beyond their kind.
 */
import type { DrugTracInfo, SaleOverride, Setldetail, Setlinfo } from '../core/transaction.ts';
import { type Message, read, shape, WireError } from './shape.ts';

const DRUG_TRAC_INFO = shape({
  feedetl_sn: 'text',
  drug_trac_codg: 'text',
  trdn_flag: 'text',
  min_prcunt_type: 'text',
});

export const OVERRIDE = shape({
  code: 'text',
  feedetl_sn: 'text',
  severity: 'text',
  reason: 'text',
  opter: 'text',
} satisfies Record<keyof SaleOverride, 'text'>);

export const SETLINFO = shape({
  medfee_sumamt: 'fen',
  fulamt_ownpay_amt: 'fen',
  overlmt_selfpay: 'fen',
  preselfpay_amt: 'fen',
  inscp_scp_amt: 'fen',
  act_pay_dedc: 'fen',
  hifp_pay: 'fen',
  pool_prop_selfpay: 'text',
  cvlserv_pay: 'fen',
  hifes_pay: 'fen',
  hifmi_pay: 'fen',
  hifob_pay: 'fen',
  hifdm_pay: 'fen',
  maf_pay: 'fen',
  oth_pay: 'fen',
  fund_pay_sumamt: 'fen',
  hosp_part_amt: 'fen',
  psn_part_amt: 'fen',
  acct_pay: 'fen',
  acct_mulaid_pay: 'fen',
  psn_cash_pay: 'fen',
  balc: 'fen',
} satisfies Record<keyof Setlinfo, 'fen' | 'text'>);

export const SETLDETAIL = shape({ fund_pay_type: 'text', fund_payamt: 'fen' } satisfies Record<
  keyof Setldetail,
  'fen' | 'text'
>);

/** A scanned code; whether the pack was opened is 0 or 1 and nothing else. */
export function readTraceCode(message: Message, path: string): DrugTracInfo {
  const code = read(DRUG_TRAC_INFO, message, path);
  const { trdn_flag } = code;
  if (trdn_flag !== '0' && trdn_flag !== '1') throw new WireError(`${path}.trdn_flag`, `neither 0 nor 1: ${trdn_flag}`);
  return { ...code, trdn_flag };
}

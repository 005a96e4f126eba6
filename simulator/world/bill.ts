/** Whose bill a transaction is, read from what the centre holds: a sale's or a visit's. Pure look-up; judges nothing. */
import type { TransactionBody } from '../../agent/core/transaction.ts';
import type { CentreStore } from '../centre/store.ts';

export interface Bill {
  /** The clerk's: a sale's lines carry it as rxno, a visit as its 门诊号. */
  readonly key: string;
  readonly medfee_sumamt: number;
}

export function billOf(centre: CentreStore, { body, fixmedins_code }: TransactionBody): Bill | null {
  if (body.kind === 'sale') return { key: body.drugdetail[0]?.rxno ?? '', medfee_sumamt: body.druginfo.medfee_sumamt };
  if (body.kind !== 'visit_settlement') return null;
  const { whole, mdtrt_id, medfee_sumamt } = body;
  const { ipt_otp_no } = whole?.registration ?? centre.visits.find(fixmedins_code, mdtrt_id) ?? { ipt_otp_no: '' };
  return { key: ipt_otp_no, medfee_sumamt };
}

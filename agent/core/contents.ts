/**
 * What a transaction's body says, whatever kind it is: whose it is, what was estimated, which trace codes it takes, what
 * its undoing names. Pure reading; a kind of body that is added has to be answered for here.
 */
import type { DrugTracInfo, Setlinfo, TransactionBody } from './transaction.ts';

type Body = TransactionBody['body'];

/** 人员编号; empty where the terminal had only the card. */
export function psnOf(body: Body): string {
  if (body.kind === 'sale') return body.druginfo.psn_no;
  return body.kind === 'visit_info' ? body.mdtrtinfo.psn_no : body.psn_no;
}

/** Whose it is while nobody knows more than the card: sales of one card go one after the other. */
export function ofCard(card_sn: string): string {
  return `card ${card_sn}`;
}

/** The counter's own bill; null for what moves no money of its own. */
export function estimateOf(body: Body): Setlinfo | null {
  return body.kind === 'sale' || body.kind === 'visit_settlement' || body.kind === 'goods' ? body.estimate : null;
}

export function tracesOf(body: Body): readonly DrugTracInfo[] {
  if (body.kind === 'sale') return body.drugdetail.flatMap(({ drug_trac_info = [] }) => drug_trac_info);
  return body.kind === 'visit_settlement' ? body.drug_trac_info : [];
}

/** What is known of ids before the centre has given its own, and what an undoing has to name. */
export function namesOf(body: Body): { readonly mdtrt_id: string; readonly setl_id: string; readonly named?: string } {
  switch (body.kind) {
    case 'sale':
    case 'goods':
    case 'reversal':
      return { mdtrt_id: '', setl_id: '' };
    case 'registration':
      return { mdtrt_id: body.mdtrt_id, setl_id: '', named: body.ipt_otp_no };
    case 'visit_info':
      return { mdtrt_id: body.mdtrtinfo.mdtrt_id, setl_id: '' };
    case 'fee_upload':
      return { mdtrt_id: body.mdtrt_id, setl_id: '', named: body.chrg_bchno };
    case 'visit_settlement':
      return { mdtrt_id: body.mdtrt_id, setl_id: body.setl_id };
    default:
      return body satisfies never;
  }
}

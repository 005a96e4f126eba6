/**
 * The bodies of a visit's transactions, under the national names: encoded once when their row is stored, and never
 * changed. Pure building; decides nothing.
 */
import type { Fen } from '../money.ts';
import type { Setlinfo } from '../settlement/result.ts';
import type { DrugTracInfo, SaleOverride } from '../transaction.ts';
import type { Diseinfo } from './visit.ts';

/** 2201. */
export interface RegistrationBody {
  readonly kind: 'registration';
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly insutype: string;
  readonly begntime: string;
  readonly mdtrt_cert_type: string;
  readonly mdtrt_cert_no: string;
  readonly card_sn: string;
  readonly ipt_otp_no: string;
  readonly atddr_no: string;
  readonly dr_name: string;
  readonly dept_code: string;
  readonly dept_name: string;
  readonly caty: string;
  readonly med_type: string;
}

/** 2203. */
export interface VisitInfoBody {
  readonly kind: 'visit_info';
  readonly mdtrtinfo: {
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly med_type: string;
    readonly begntime: string;
    readonly main_cond_dscr: string;
    readonly dise_codg: string;
    readonly dise_name: string;
  };
  readonly diseinfo: readonly Diseinfo[];
}

export interface Feedetail {
  readonly feedetl_sn: string;
  readonly rxno: string;
  readonly rx_circ_flag: string;
  readonly fee_ocur_time: string;
  readonly med_list_codg: string;
  readonly medins_list_codg: string;
  readonly det_item_fee_sumamt: Fen;
  readonly cnt: string;
  readonly pric: string;
  readonly bilg_dept_codg: string;
  readonly bilg_dept_name: string;
  readonly bilg_dr_codg: string;
  readonly bilg_dr_name: string;
  readonly hosp_appr_flag: string;
}

/** 2204. */
export interface FeeUploadBody {
  readonly kind: 'fee_upload';
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly chrg_bchno: string;
  readonly dise_codg: string;
  readonly feedetail: readonly Feedetail[];
}

/** 2207, of a batch the centre has, or (`whole`) of everything at once. */
export interface VisitSettlementBody {
  readonly kind: 'visit_settlement';
  readonly mdtrt_id: string;
  readonly setl_id: string;
  readonly psn_no: string;
  readonly mdtrt_cert_type: string;
  readonly mdtrt_cert_no: string;
  readonly card_sn: string;
  readonly med_type: string;
  readonly medfee_sumamt: Fen;
  readonly psn_setlway: string;
  readonly chrg_bchno: string;
  readonly insutype: string;
  readonly acct_used_flag: string;
  readonly invono: string;
  readonly fulamt_ownpay_amt: Fen;
  readonly overlmt_selfpay: Fen;
  readonly preselfpay_amt: Fen;
  readonly inscp_scp_amt: Fen;
  readonly begntime: string;
  readonly drug_trac_info: readonly DrugTracInfo[];
  readonly estimate: Setlinfo;
  readonly pack: string;
  readonly pack_version: string;
  readonly catalogue_version: string;
  readonly override: readonly SaleOverride[];
  readonly whole: {
    readonly registration: RegistrationBody;
    readonly visit_info: VisitInfoBody;
    readonly fee_upload: FeeUploadBody;
  } | null;
}

export type VisitBody = RegistrationBody | VisitInfoBody | FeeUploadBody | VisitSettlementBody;

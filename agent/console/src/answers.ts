/** What the local API answers, as far as the page reads it. Amounts are decimal text of yuan under their national names. */

export interface Pair {
  readonly zh: string;
  readonly en: string;
}

export interface Said extends Pair {
  readonly code: string;
  readonly hint_zh: string;
  readonly hint_en: string;
}

export interface Device {
  readonly device: string;
  readonly type: 'reader' | 'scanner' | 'printer';
  readonly name: string;
  readonly virtual: boolean;
  readonly phase: 'empty' | 'reading' | 'ready' | 'failed';
  readonly presence: number;
  /** The card in it waits for its holder's PIN. */
  readonly pin_wanted: boolean;
  /** What is in it is a PSAM. */
  readonly psam: boolean;
  readonly problem: Said | null;
}

export const isReader = ({ type }: Device): boolean => type === 'reader';

export interface Status {
  readonly mode: 'production' | 'training';
  readonly version: string;
  readonly terminal: { readonly dev_no: string; readonly fixmedins_name: string; readonly slot: number };
  readonly link: { readonly phase: 'down' | 'greeting' | 'ready'; readonly last_contact: string | null };
  readonly shift: Shift;
  readonly clock: { readonly trusted: boolean; readonly now: string };
  readonly queue: Readonly<Record<'queued' | 'underway' | 'unknown' | 'reversing' | 'waiting', number>>;
  readonly offline_budget: {
    readonly count: number;
    readonly hours: number;
    readonly sum: string;
    readonly amount: string;
    readonly limits: readonly { readonly name: string; readonly limit: string }[];
  };
  readonly devices: readonly Device[];
  readonly troubles: readonly Said[];
}

export interface Shift {
  readonly phase: 'closed' | 'local' | 'signed_in';
  readonly opter: string;
  readonly opter_name: string;
  readonly sign_no: string;
  readonly opened_time: string | null;
}

/** Somebody's card is to be taken yet. */
export const cardIn = (status: Status | null): boolean =>
  status?.devices.some((one) => isReader(one) && one.phase !== 'empty') ?? false;

export interface Line {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly medins_list_codg?: string;
  readonly pric: string;
  readonly cnt: string;
  readonly rxno?: string;
  readonly drug_trac_codg?: readonly string[];
  readonly trdn_flag?: '0' | '1';
}

export type Payment = 'insured' | 'self_paid' | 'full_cash';

export interface Basket {
  readonly med_type: string;
  readonly acct_used_flag: '0' | '1';
  readonly dise_codg?: string;
  readonly payment?: Payment;
  readonly lines: readonly Line[];
}

export type Setlinfo = Readonly<Record<string, string>>;

export interface Bill {
  readonly setlinfo: Setlinfo;
  readonly setldetail: readonly {
    readonly fund_pay_type: string;
    readonly fund_pay_type_name: string;
    readonly fund_payamt: string;
  }[];
  readonly lines: readonly {
    readonly feedetl_sn: string;
    readonly med_list_codg: string;
    readonly det_item_fee_sumamt: string;
    readonly inscp_scp_amt: string;
    readonly fulamt_ownpay_amt: string;
  }[];
  readonly warnings: readonly { readonly code: string; readonly field: string }[];
  readonly explanation: { readonly zh: readonly string[]; readonly en: readonly string[] };
  /** The facts behind each sentence, in the same order. */
  readonly trace: readonly { readonly kind?: string; readonly amount?: string; readonly line?: string | null }[];
  readonly pack: { readonly id: string; readonly version: string } | null;
}

export interface Finding extends Pair {
  readonly code: string;
  readonly severity: 'info' | 'warn' | 'reason' | 'block';
  readonly feedetl_sn: string;
  readonly source: string;
}

export interface Person {
  readonly psn_no: string;
  readonly psn_name: string;
  readonly certno: string;
  readonly insutype_name: string;
  readonly insuplc_admdvs: string;
  readonly cvlserv_flag: string;
  readonly balc: string;
  readonly as_of: string;
  readonly entitlements: readonly { readonly opsp_dise_code: string; readonly enddate: string }[];
}

export interface Session {
  readonly id: string;
  readonly phase: 'reading' | 'identifying' | 'ready' | 'priced';
  readonly device: string;
  readonly source: 'centre' | 'snapshot' | null;
  readonly person: Person | null;
  readonly basket: Basket | null;
  readonly revision: number;
  readonly bill: Bill | null;
  /** Of a clinic visit whose fees were priced here. */
  readonly visit: { readonly mdtrt_id: string } | null;
  /** When the person agreed to this bill on the customer's screen. */
  readonly consent_time: string | null;
  readonly findings: readonly Finding[];
}

export interface Transaction {
  readonly msgid: string;
  readonly infno: string;
  readonly psn_no: string;
  readonly begndate: string;
  readonly accepted_time: string;
  readonly setl_id: string;
  readonly setl_time: string;
  readonly state: string;
  readonly state_text: Pair;
  readonly next_step: Pair;
  readonly cause_text: Pair | null;
  readonly provisional: boolean;
  readonly grade: number;
  readonly number: number;
  readonly omsgid: string | null;
  readonly err_msg: string;
  readonly erased: boolean;
  /** Where it goes back to; null: it is not parked. */
  readonly parked_from: 'queued' | 'unknown' | 'rejected' | null;
  readonly estimate: Setlinfo | null;
  readonly final: Setlinfo | null;
  readonly refundable: boolean;
  /** After the centre had refused what was told. */
  readonly given_back: { readonly time: string; readonly opter: string; readonly paid_back: string } | null;
  readonly tenders: readonly {
    readonly tender: string;
    readonly tender_text: Pair;
    readonly amount: string;
    readonly received: string | null;
    readonly change: string | null;
  }[];
  readonly consent: { readonly by: 'display' | 'told'; readonly by_text: Pair; readonly time: string } | null;
}

/** Goods told of a sale besides are no sale: they have no amounts. */
export const isSale = ({ infno, estimate }: Transaction): boolean =>
  ['2102', '2207', '3505'].includes(infno) && estimate !== null;

export interface Good {
  readonly med_list_codg: string;
  readonly name: string;
  readonly spec: string | null;
  readonly unit: string | null;
  readonly maker: string | null;
  readonly insured: { readonly chrgitm_lv: string; readonly selfpay_prop: string | null } | null;
  readonly shelf: readonly {
    readonly medins_list_codg: string;
    readonly ean13: string | null;
    readonly pric: string | null;
  }[];
}

/** The shop's price of a good; null: it has none here. */
export const priceOf = ({ shelf: [first] }: Good): string | null => first?.pric ?? null;

export interface TotalsRow {
  readonly insutype: string;
  readonly insutype_name: string;
  readonly clr_type: string;
  readonly clr_type_name: string;
  readonly setl_optins: string;
  readonly medfee_sumamt: string;
  readonly fund_pay_sumamt: string;
  readonly acct_pay: string;
  readonly fixmedins_setl_cnt: number;
}

export interface Claim {
  readonly msgid: string;
  readonly reason_text: Pair;
  readonly opened_time: string;
  /** Above 0: collect from the person; below 0: pay back. */
  readonly cash: string;
  readonly ends: readonly (Pair & { readonly as: string })[];
}

export interface Visit {
  readonly mdtrt_id: string;
  readonly provisional_mdtrt_id: string;
  readonly setl_id: string;
  readonly psn_no: string;
  readonly ipt_otp_no: string;
  readonly dept_code: string;
  readonly dept_name: string;
  readonly atddr_no: string;
  readonly dr_name: string;
  readonly phase: string;
  readonly phase_text: Pair;
  readonly next_step: Pair;
  readonly steps: Readonly<Record<string, { readonly state: string; readonly state_text: Pair }>>;
  readonly diagnoses: {
    readonly diseinfo: readonly { readonly diag_code: string; readonly diag_name: string }[];
  } | null;
  readonly fees: { readonly lines: readonly Line[] } | null;
}

interface Side {
  readonly medfee_sumamt: string;
}

export interface WorkItem {
  readonly item: string;
  readonly stmt_date: string;
  readonly msgid: string;
  readonly class_text: Pair;
  readonly here: Side | null;
  readonly centre: Side | null;
  readonly actions: readonly (Pair & { readonly action: string })[];
}

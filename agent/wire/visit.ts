/**
 * The bodies of a clinic visit to and from the contract's messages (visit.proto, VisitSettlement). Fields by table, as
 * for a sale; must never let through an amount it could not hold.
 */
import type {
  Feedetail,
  FeeUploadBody,
  RegistrationBody,
  VisitBody,
  VisitInfoBody,
  VisitSettlementBody,
} from '../core/visit/body.ts';
import type { Diseinfo, FeeResult } from '../core/visit/visit.ts';
import { OVERRIDE, readTraceCode, SETLINFO } from './line.ts';
import { checked, checkedEach, type Message, present, read, shape } from './shape.ts';

const REGISTRATION = shape({
  mdtrt_id: 'text',
  psn_no: 'text',
  insutype: 'text',
  begntime: 'text',
  mdtrt_cert_type: 'text',
  mdtrt_cert_no: 'text',
  card_sn: 'text',
  ipt_otp_no: 'text',
  atddr_no: 'text',
  dr_name: 'text',
  dept_code: 'text',
  dept_name: 'text',
  caty: 'text',
  med_type: 'text',
} satisfies Record<keyof Omit<RegistrationBody, 'kind'>, 'text'>);

const MDTRTINFO = shape({
  mdtrt_id: 'text',
  psn_no: 'text',
  med_type: 'text',
  begntime: 'text',
  main_cond_dscr: 'text',
  dise_codg: 'text',
  dise_name: 'text',
} satisfies Record<keyof VisitInfoBody['mdtrtinfo'], 'text'>);

const DISEINFO = shape({
  diag_type: 'text',
  diag_srt_no: 'text',
  diag_code: 'text',
  diag_name: 'text',
  diag_dept: 'text',
  dise_dor_no: 'text',
  dise_dor_name: 'text',
  diag_time: 'text',
  vali_flag: 'text',
} satisfies Record<keyof Diseinfo, 'text'>);

const FEE_UPLOAD = shape({ mdtrt_id: 'text', psn_no: 'text', chrg_bchno: 'text', dise_codg: 'text' });

const FEEDETAIL = shape({
  feedetl_sn: 'text',
  rxno: 'text',
  rx_circ_flag: 'text',
  fee_ocur_time: 'text',
  med_list_codg: 'text',
  medins_list_codg: 'text',
  det_item_fee_sumamt: 'fen',
  cnt: 'text',
  pric: 'text',
  bilg_dept_codg: 'text',
  bilg_dept_name: 'text',
  bilg_dr_codg: 'text',
  bilg_dr_name: 'text',
  hosp_appr_flag: 'text',
} satisfies Record<keyof Feedetail, 'text' | 'fen'>);

export const FEE_RESULT = shape({
  feedetl_sn: 'text',
  det_item_fee_sumamt: 'fen',
  fulamt_ownpay_amt: 'fen',
  overlmt_amt: 'fen',
  preselfpay_amt: 'fen',
  inscp_scp_amt: 'fen',
} satisfies Record<keyof FeeResult, 'text' | 'fen'>);

type Plain = Omit<VisitSettlementBody, 'kind' | 'whole' | 'estimate' | 'override' | 'drug_trac_info'>;

const SETTLEMENT = shape({
  mdtrt_id: 'text',
  setl_id: 'text',
  psn_no: 'text',
  mdtrt_cert_type: 'text',
  mdtrt_cert_no: 'text',
  card_sn: 'text',
  med_type: 'text',
  medfee_sumamt: 'fen',
  psn_setlway: 'text',
  chrg_bchno: 'text',
  insutype: 'text',
  acct_used_flag: 'text',
  invono: 'text',
  fulamt_ownpay_amt: 'fen',
  overlmt_selfpay: 'fen',
  preselfpay_amt: 'fen',
  inscp_scp_amt: 'fen',
  begntime: 'text',
  pack: 'text',
  pack_version: 'text',
  catalogue_version: 'text',
} satisfies Record<keyof Plain, 'text' | 'fen'>);

/** The one field of the oneof that holds this body. What its shapes do not name is text through and through. */
export function writeVisit(body: VisitBody): object {
  switch (body.kind) {
    case 'registration':
      return { registration: body };
    case 'visit_info':
      return { visit_info: body };
    case 'fee_upload':
      return { fee_upload: writeFees(body) };
    case 'visit_settlement':
      return { visit_settlement: writeSettlement(body) };
    default:
      return body satisfies never;
  }
}

function writeFees(body: FeeUploadBody): object {
  checkedEach(FEEDETAIL, body.feedetail, 'fee_upload.feedetail');
  return body;
}

export function writeSettlement(body: VisitSettlementBody): object {
  checked(SETTLEMENT, body, 'visit_settlement');
  checked(SETLINFO, body.estimate, 'visit_settlement.estimate');
  if (body.whole === null) return body;
  const { registration, visit_info, fee_upload } = body.whole;
  return { ...body, registration, visit_info, fee_upload: writeFees(fee_upload) };
}

/** The visit's body in a decoded Transaction; null when it holds none. */
export function readVisit(message: object): VisitBody | null {
  const from = message as Readonly<Record<string, Message>>;
  if (from['registration']) return readRegistration(from['registration']);
  if (from['visit_info']) return readInfo(from['visit_info']);
  if (from['fee_upload']) return readFees(from['fee_upload']);
  return from['visit_settlement'] ? readSettlement(from['visit_settlement']) : null;
}

function readRegistration(message: Message): RegistrationBody {
  return { kind: 'registration', ...read(REGISTRATION, message, 'registration') };
}

function readInfo(message: Message): VisitInfoBody {
  const from = present(message, 'visit_info');
  const mdtrtinfo = read(MDTRTINFO, from['mdtrtinfo'] as Message, 'visit_info.mdtrtinfo');
  const diseinfo = many(from['diseinfo']).map((one) => read(DISEINFO, one, 'visit_info.diseinfo'));
  return { kind: 'visit_info', mdtrtinfo, diseinfo };
}

function readFees(message: Message): FeeUploadBody {
  const from = present(message, 'fee_upload');
  const path = (at: number) => `fee_upload.feedetail[${at}]`;
  const feedetail = many(from['feedetail']).map((line, at) => read(FEEDETAIL, line, path(at)));
  return { kind: 'fee_upload', ...read(FEE_UPLOAD, message, 'fee_upload'), feedetail };
}

export function readSettlement(message: Message): VisitSettlementBody {
  const from = present(message, 'visit_settlement');
  const { registration, visit_info, fee_upload } = from as Readonly<Record<string, Message>>;
  return {
    kind: 'visit_settlement',
    ...read(SETTLEMENT, message, 'visit_settlement'),
    estimate: read(SETLINFO, from['estimate'] as Message, 'visit_settlement.estimate'),
    drug_trac_info: many(from['drug_trac_info']).map((one) => readTraceCode(one, 'visit_settlement.drug_trac_info')),
    override: many(from['override']).map((one) => read(OVERRIDE, one, 'visit_settlement.override')),
    whole: fee_upload
      ? {
          registration: readRegistration(registration),
          visit_info: readInfo(visit_info),
          fee_upload: readFees(fee_upload),
        }
      : null,
  };
}

function many(value: unknown): readonly Message[] {
  return (value ?? []) as readonly Message[];
}

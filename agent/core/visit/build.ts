/**
 * From a kept visit to the bodies of its messages. Adds no rule: amounts come from the lines as given and from the
 * settlement engine, ids from what the centre has answered.
 */

import type { Basket } from '../input.ts';
import { type Fen, fen } from '../money.ts';
import { type BasketError, readLines, traced } from '../pricing.ts';
import { formatCount, formatPrice } from '../settlement/decimal.ts';
import { grossOf } from '../settlement/lines.ts';
import type { Presettlement } from '../settlement/result.ts';
import type { Session } from '../state.ts';
import type { Msgid, SaleOverride } from '../transaction.ts';
import type { Feedetail, FeeUploadBody, RegistrationBody, VisitInfoBody, VisitSettlementBody } from './body.ts';
import type { PresettleVisit } from './command.ts';
import { provisionalSetlId } from './identity.ts';
import { isWhole, mdtrtIdOf, type Visit, type VisitFacts, type VisitFees } from './visit.ts';

/** 按项目结算: the only way of settling that is worked out here. */
const BY_ITEM = '01';

/** The totals of the lines, or what is wrong with the first bad one. */
export function feeTotals(fees: VisitFees): readonly Fen[] | BasketError {
  const lines = readLines({ lines: fees.lines });
  if ('code' in lines) return lines;
  const totals: Fen[] = [];
  for (const [index, line] of lines.entries()) {
    const gross = grossOf(line, index);
    if (typeof gross !== 'number') return { ...gross };
    totals.push(gross);
  }
  return totals;
}

export function registrationBody(visit: Visit): RegistrationBody {
  const { id: mdtrt_id, psn_no, insutype, begntime, credential, registration } = visit;
  return { kind: 'registration', mdtrt_id, psn_no, insutype, begntime, ...credential, ...registration };
}

/** `facts` with findings, or this throws: the flow asks first. */
export function infoBody(facts: VisitFacts): VisitInfoBody {
  const { psn_no, begntime, registration, findings } = facts.visit;
  if (findings === null) throw new Error(`${facts.visit.id} has no findings`);
  const { diseinfo, ...said } = findings;
  const mdtrtinfo = { mdtrt_id: mdtrtIdOf(facts), psn_no, med_type: registration.med_type, begntime, ...said };
  return { kind: 'visit_info', mdtrtinfo, diseinfo };
}

export function feesBody(facts: VisitFacts): FeeUploadBody {
  const { fees, findings, psn_no } = facts.visit;
  if (fees === null) throw new Error(`${facts.visit.id} has no fees`);
  const { chrg_bchno } = fees;
  const dise_codg = findings?.dise_codg ?? '';
  return { kind: 'fee_upload', mdtrt_id: mdtrtIdOf(facts), psn_no, chrg_bchno, dise_codg, feedetail: details(fees) };
}

function details(fees: NonNullable<Visit['fees']>): readonly Feedetail[] {
  const [lines, totals] = [readLines({ lines: fees.lines }), feeTotals(fees)];
  if ('code' in lines || 'code' in totals) throw new Error('fees that were taken can not be read');
  return fees.lines.map((line, at) => {
    const read = lines[at];
    if (read === undefined) throw new Error('a line was lost');
    const { feedetl_sn, med_list_codg, medins_list_codg = '', rxno = '' } = line;
    const { bilg_dept_codg, bilg_dept_name, bilg_dr_codg, bilg_dr_name, hosp_appr_flag } = line;
    return {
      ...{ feedetl_sn, rxno, rx_circ_flag: '0', fee_ocur_time: fees.fee_ocur_time },
      ...{ med_list_codg, medins_list_codg, det_item_fee_sumamt: totals[at] ?? fen(0) },
      ...{ cnt: formatCount(read.cnt), pric: formatPrice(read.pric) },
      ...{ bilg_dept_codg, bilg_dept_name, bilg_dr_codg, bilg_dr_name, hosp_appr_flag },
    };
  });
}

/** The visit's fees as a basket, for pricing and the counter checks. */
export function basketOf(
  { registration, findings, fees }: Visit,
  { acct_used_flag, traces = [] }: Pick<PresettleVisit, 'acct_used_flag' | 'traces'>,
): Basket {
  const dise_codg = findings?.dise_codg ?? '';
  return {
    med_type: registration.med_type,
    acct_used_flag,
    ...(dise_codg === '' ? {} : { dise_codg }),
    lines: (fees?.lines ?? []).map((line) => {
      const { bilg_dept_codg: _c, bilg_dept_name: _n, bilg_dr_codg: _d, bilg_dr_name: _m, ...rest } = line;
      const { hosp_appr_flag: _h, ...plain } = rest;
      return { ...plain, ...traces.find(({ feedetl_sn }) => feedetl_sn === line.feedetl_sn) };
    }),
  };
}

/** The body of 2207 (and, with an empty setl_id, of 2206) for a session priced for this visit. */
export function settlementBody(
  session: Session,
  priced: Presettlement,
  facts: VisitFacts,
  msgid: Msgid | null,
  override: readonly SaleOverride[] = [],
): VisitSettlementBody {
  const { visit } = facts;
  const { basket, credential } = session;
  if (visit.fees === null || basket === null || credential === null) throw new Error(`${visit.id} can not be settled`);
  const { mdtrt_cert_type, mdtrt_cert_no, card_sn } = credential;
  const { medfee_sumamt } = priced.setlinfo;
  return {
    kind: 'visit_settlement',
    mdtrt_id: mdtrtIdOf(facts),
    setl_id: msgid === null ? '' : provisionalSetlId(msgid),
    ...{ psn_no: visit.psn_no, mdtrt_cert_type, mdtrt_cert_no, card_sn },
    ...{ med_type: basket.med_type, medfee_sumamt, psn_setlway: BY_ITEM, chrg_bchno: visit.fees.chrg_bchno },
    ...{ insutype: visit.insutype, acct_used_flag: basket.acct_used_flag, invono: '' },
    ...partsOf(facts, priced),
    begntime: visit.begntime,
    drug_trac_info: basket.lines.flatMap((line) => traced(line).drug_trac_info ?? []),
    estimate: priced.setlinfo,
    pack: priced.pack?.id ?? '',
    pack_version: priced.pack?.version ?? '',
    catalogue_version: session.catalogueVersion,
    override,
    whole: isWhole(facts)
      ? { registration: registrationBody(visit), visit_info: infoBody(facts), fee_upload: feesBody(facts) }
      : null,
  };
}

/** The sums over the lines: as the centre split them where it has, as the engine did where not. */
export function partsOf({ results }: Pick<VisitFacts, 'results'>, { setlinfo }: Presettlement) {
  const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = setlinfo;
  if (results === null) return { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt };
  const total = (name: 'fulamt_ownpay_amt' | 'overlmt_amt' | 'preselfpay_amt' | 'inscp_scp_amt') =>
    fen(results.reduce((sum, line) => sum + line[name], 0));
  return {
    fulamt_ownpay_amt: total('fulamt_ownpay_amt'),
    overlmt_selfpay: total('overlmt_amt'),
    preselfpay_amt: total('preselfpay_amt'),
    inscp_scp_amt: total('inscp_scp_amt'),
  };
}

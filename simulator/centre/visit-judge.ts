/**
 * What becomes of the steps of a clinic visit: registered, informed, charged, settled, each once, and each taken back. It
 * settles from the centre's own books and never from the terminal's estimate; what fails leaves nothing behind.
 */
import type { ReversalBody, SaleBody } from '../../agent/core/transaction.ts';
import type {
  FeeUploadBody,
  RegistrationBody,
  VisitBody,
  VisitInfoBody,
  VisitSettlementBody,
} from '../../agent/core/visit/body.ts';
import { isProvisional } from '../../agent/core/visit/identity.ts';
import { FEE_RESULT } from '../../agent/wire/visit.ts';
import { type AnswerMessage, done, type Refusal } from './answers.ts';
import type { Opened } from './judge.ts';
import { write } from './message.ts';
import type { Settled } from './settler.ts';
import type { Terminal, Txn, TxnState } from './store.ts';
import type { CentreVisit, VisitBook } from './visits.ts';

/** Why not. */
export interface Refused {
  readonly refuse: Refusal;
  readonly detail: string;
}

/** What the judge of all transactions lends to the judge of visits. */
export interface Bench {
  readonly visits: VisitBook;
  /** A fresh id of the centre. */
  newId(mark: string): string;
  /** Whether this person may be served with this credential. */
  admit(
    psn_no: string,
    credential: { readonly mdtrt_cert_type: string; readonly mdtrt_cert_no: string },
  ): Refused | null;
  /** What the settlement would be; changes nothing. */
  weigh(terminal: Terminal, psn_no: string, sale: SaleBody): Weighed | Refused;
  /** Moves the money and keeps the answer. */
  charge(opened: Opened, sale: SaleBody, weighed: Weighed, mdtrt_id: string): AnswerMessage;
  keep(opened: Opened, state: TxnState, answer: AnswerMessage, extra?: Partial<Pick<Txn, 'omsgid'>>): AnswerMessage;
  reject(opened: Opened, name: Refusal, detail?: string): AnswerMessage;
}

export interface Weighed {
  readonly settled: Settled;
  readonly year: number;
  readonly insutype: string;
  readonly clr_optins: string;
  /** Of what remains of a sale: the first sale it remains of. */
  readonly first?: string;
}

const no = (refuse: Refusal, detail = ''): Refused => ({ refuse, detail });

export class VisitJudge {
  readonly #bench: Bench;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  decide(opened: Opened, body: VisitBody): AnswerMessage {
    switch (body.kind) {
      case 'registration':
        return this.#register(opened, body);
      case 'visit_info':
        return this.#inform(opened, body);
      case 'fee_upload':
        return this.#charge(opened, body);
      case 'visit_settlement':
        return body.whole === null ? this.#settle(opened, body) : this.#settleWhole(opened, body, body.whole);
      default:
        return body satisfies never;
    }
  }

  /** 2202 and 2205; null for an undoing that is about money, which is not decided here. */
  undo(opened: Opened, reversal: ReversalBody, original: Txn | null): AnswerMessage | Refused | null {
    const { visits } = this.#bench;
    const { omsgid, oinfno } = reversal;
    const { infno, msgid } = opened.transaction;
    const ours = infno === '2202' || infno === '2205' || oinfno === '2201' || oinfno === '2204';
    if (!ours) return null;
    const reversed = () => this.#bench.keep(opened, 'reversal', done(msgid, 'reversed', null), { omsgid });
    // Never seen or refused: nothing was done, and from now on nothing will be.
    if (original === null || original.state !== 'settled') return reversed();
    if (infno === '2205') {
      if (visits.batch(omsgid)?.settled_by) return no('not_reversible', '费用已结算');
      visits.dropBatch(omsgid);
      return reversed();
    }
    const visit = visits.madeBy(omsgid);
    if (visit === null) return reversed();
    const batches = visits.batches(visit.mdtrt_id);
    if (batches.some(({ settled_by }) => settled_by !== null)) return no('not_reversible', '就诊已结算');
    if (batches.length > 0) return no('refused', '请先撤销费用明细');
    visits.cancel(visit.mdtrt_id);
    return reversed();
  }

  /** A settlement was taken back: its fees wait again; a whole visit is gone as a whole. */
  undone(omsgid: string): void {
    const { visits } = this.#bench;
    for (const { msgid, mdtrt_id } of visits.settledBy(omsgid)) {
      if (msgid !== omsgid) visits.markSettled(msgid, null);
      else visits.dropBatch(msgid);
      if (visits.madeBy(omsgid)?.mdtrt_id === mdtrt_id) visits.cancel(mdtrt_id);
    }
  }

  /** 2206. */
  presettle(terminal: Terminal, body: VisitSettlementBody): Weighed | Refused {
    const ready = this.#ready(terminal, body);
    return 'refuse' in ready ? ready : this.#bench.weigh(terminal, body.psn_no, ready.sale);
  }

  #register(opened: Opened, body: RegistrationBody): AnswerMessage {
    const { visits, admit, reject, keep, newId } = this.#bench;
    const { fixmedins_code } = opened.terminal;
    const { msgid } = opened.transaction;
    const why = admit(opened.psn_no, body) ?? this.#mayOpen(fixmedins_code, body);
    if (why !== null) return reject(opened, why.refuse, why.detail);
    const known = visits.find(fixmedins_code, body.mdtrt_id);
    const mdtrt_id = known?.mdtrt_id ?? newId('M');
    if (known === null || known.cancelled) visits.open(fixmedins_code, mdtrt_id, msgid, body);
    return keep(opened, 'settled', { ...done(msgid, 'settled', null), mdtrt_id });
  }

  #mayOpen(fixmedins_code: string, { mdtrt_id, ipt_otp_no }: RegistrationBody): Refused | null {
    if (!mdtrt_id.startsWith(`~M${fixmedins_code}`)) return no('bad_request', 'mdtrt_id');
    const other = this.#bench.visits.numbered(fixmedins_code, ipt_otp_no);
    const same = this.#bench.visits.find(fixmedins_code, mdtrt_id);
    return other === null || other.mdtrt_id === same?.mdtrt_id ? null : no('refused', '门诊号已使用');
  }

  #inform(opened: Opened, body: VisitInfoBody): AnswerMessage {
    const { visits, reject, keep } = this.#bench;
    const visit = this.#standing(opened.terminal, body.mdtrtinfo);
    if ('refuse' in visit) return reject(opened, visit.refuse, visit.detail);
    visits.putInfo(visit.mdtrt_id, body);
    return keep(opened, 'settled', { ...done(opened.transaction.msgid, 'settled', null), mdtrt_id: visit.mdtrt_id });
  }

  #standing(terminal: Terminal, of: { readonly mdtrt_id: string; readonly psn_no: string }): CentreVisit | Refused {
    const visit = this.#bench.visits.find(terminal.fixmedins_code, of.mdtrt_id);
    if (visit === null || visit.cancelled) return no('refused', '没有该就诊登记');
    return visit.psn_no === of.psn_no ? visit : no('bad_request', 'psn_no');
  }

  #charge(opened: Opened, body: FeeUploadBody): AnswerMessage {
    const { visits, weigh, reject, keep } = this.#bench;
    const { terminal, transaction } = opened;
    const visit = this.#standing(terminal, body);
    if ('refuse' in visit) return reject(opened, visit.refuse, visit.detail);
    if (visit.info === null) return reject(opened, 'refused', '未上传就诊信息');
    const there = visits.batches(visit.mdtrt_id);
    if (there.some((batch) => batch.body.chrg_bchno === body.chrg_bchno))
      return reject(opened, 'refused', '收费批次号重复');
    const taken = new Set(there.flatMap((batch) => batch.body.feedetail.map(({ feedetl_sn }) => feedetl_sn)));
    if (body.feedetail.some(({ feedetl_sn }) => taken.has(feedetl_sn)))
      return reject(opened, 'refused', '费用明细流水号重复');
    const weighed = weigh(terminal, body.psn_no, saleOf(visit.registration, body));
    if ('refuse' in weighed) return reject(opened, weighed.refuse, weighed.detail);
    visits.putBatch(transaction.msgid, visit.mdtrt_id, body);
    const lines = weighed.settled.lines.map((line, at) => write(FEE_RESULT, line, `feedetail_result[${at}]`));
    const answer = { ...done(transaction.msgid, 'settled', null), mdtrt_id: visit.mdtrt_id, feedetail_result: lines };
    return keep(opened, 'settled', answer);
  }

  /** The batch a settlement speaks of, as the sale it amounts to. */
  #ready(
    terminal: Terminal,
    body: VisitSettlementBody,
  ): Refused | { readonly visit: CentreVisit; readonly batch: string; readonly sale: SaleBody } {
    const visit = this.#standing(terminal, body);
    if ('refuse' in visit) return visit;
    const batches = this.#bench.visits.batches(visit.mdtrt_id);
    const batch = batches.find((one) => one.body.chrg_bchno === body.chrg_bchno && one.settled_by === null);
    if (batch === undefined) return no('refused', '没有未结算的费用明细');
    const why = disagreement(body, batch.body);
    return why ?? { visit, batch: batch.msgid, sale: saleOf(visit.registration, batch.body, body) };
  }

  #settle(opened: Opened, body: VisitSettlementBody): AnswerMessage {
    const { visits, weigh, charge, reject } = this.#bench;
    const ready = this.#ready(opened.terminal, body);
    if ('refuse' in ready) return reject(opened, ready.refuse, ready.detail);
    const weighed = weigh(opened.terminal, opened.psn_no, ready.sale);
    if ('refuse' in weighed) return reject(opened, weighed.refuse, weighed.detail);
    visits.markSettled(ready.batch, opened.transaction.msgid);
    return charge(opened, ready.sale, weighed, ready.visit.mdtrt_id);
  }

  #settleWhole(
    opened: Opened,
    body: VisitSettlementBody,
    { registration, visit_info, fee_upload }: NonNullable<VisitSettlementBody['whole']>,
  ): AnswerMessage {
    const { visits, weigh, charge, reject, newId } = this.#bench;
    const { fixmedins_code } = opened.terminal;
    const { msgid } = opened.transaction;
    const same = [registration.psn_no, visit_info.mdtrtinfo.psn_no, fee_upload.psn_no].every(
      (no) => no === body.psn_no,
    );
    const why =
      this.#mayOpen(fixmedins_code, registration) ??
      (same ? null : no('bad_request', 'psn_no')) ??
      disagreement(body, fee_upload);
    if (why !== null) return reject(opened, why.refuse, why.detail);
    const known = visits.find(fixmedins_code, registration.mdtrt_id);
    if (known !== null && visits.batches(known.mdtrt_id).some(({ settled_by }) => settled_by !== null))
      return reject(opened, 'refused', '就诊已结算');
    const sale = saleOf(registration, fee_upload, body);
    const weighed = weigh(opened.terminal, opened.psn_no, sale);
    if ('refuse' in weighed) return reject(opened, weighed.refuse, weighed.detail);
    const mdtrt_id = known?.mdtrt_id ?? newId('M');
    if (known === null || known.cancelled) visits.open(fixmedins_code, mdtrt_id, msgid, registration);
    visits.putInfo(mdtrt_id, visit_info);
    visits.dropUnsettled(mdtrt_id);
    visits.putBatch(msgid, mdtrt_id, fee_upload, msgid);
    return charge(opened, sale, weighed, mdtrt_id);
  }
}

/** What a settlement says has to be what its fees say. */
function disagreement(body: VisitSettlementBody, fees: FeeUploadBody): Refused | null {
  if (body.chrg_bchno !== fees.chrg_bchno) return no('bad_request', 'chrg_bchno');
  const total = fees.feedetail.reduce((sum, line) => sum + line.det_item_fee_sumamt, 0);
  if (body.medfee_sumamt !== total) return no('bad_request', 'medfee_sumamt');
  return body.setl_id === '' || isProvisional(body.setl_id) ? null : no('bad_request', 'setl_id');
}

/** A visit's fees as the engine takes a sale; without a settlement only its lines are looked at. */
function saleOf(registration: RegistrationBody, fees: FeeUploadBody, body?: VisitSettlementBody): SaleBody {
  const { psn_no, begntime, insutype, med_type } = registration;
  const { mdtrt_cert_type, mdtrt_cert_no, card_sn } = body ?? registration;
  const codes = body?.drug_trac_info ?? [];
  const medfee_sumamt = fees.feedetail.reduce((sum, line) => sum + line.det_item_fee_sumamt, 0);
  return {
    kind: 'sale',
    druginfo: {
      ...{ psn_no, mdtrt_cert_type, mdtrt_cert_no, card_sn, begntime, insutype, med_type, dise_name: '' },
      medfee_sumamt: medfee_sumamt as SaleBody['druginfo']['medfee_sumamt'],
      dise_codg: fees.dise_codg,
      acct_used_flag: body?.acct_used_flag ?? '0',
    },
    drugdetail: fees.feedetail.map((line) => {
      const drug_trac_info = codes.filter(({ feedetl_sn }) => feedetl_sn === line.feedetl_sn);
      return drug_trac_info.length === 0 ? line : { ...line, drug_trac_info };
    }),
    // The engine never looks at it.
    estimate: (body?.estimate ?? {}) as SaleBody['estimate'],
    ...{ pack: '', pack_version: '', catalogue_version: '' },
  };
}

/**
 * What becomes of one transaction: first seen or repeated, settled, refused, reversed, voided. An id is answered once and
 * keeps that answer; a reversed or voided id never comes to life. It must never change a person's state twice for one id.
 */
import { psnOf } from '../../agent/core/contents.ts';
import type { GoodsBody } from '../../agent/core/goods-body.ts';
import { type Infno, MESSAGES, type Message } from '../../agent/core/message.ts';
import { type Fen, fen } from '../../agent/core/money.ts';
import { civilTime, compactTime, dateOf } from '../../agent/core/time.ts';
import type { ReversalBody, SaleBody, Setldetail, Setlinfo, TransactionBody } from '../../agent/core/transaction.ts';
import type { VisitSettlementBody } from '../../agent/core/visit/body.ts';
import { SETLDETAIL, SETLINFO } from '../../agent/wire/line.ts';
import { read, WireError } from '../../agent/wire/shape.ts';
import { decodeTransaction } from '../../agent/wire/transaction.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import {
  type AnswerMessage,
  done,
  encodeAnswer,
  goodsDone,
  inFours,
  notFound,
  type Refusal,
  refused,
  repeated,
  type Settlement,
  voided,
} from './answers.ts';
import type { Institution } from './institution.ts';
import type { Profile } from './people.ts';
import type { PersonState, Settler } from './settler.ts';
import type { CentreStore, Moves, Terminal, Txn, TxnState } from './store.ts';
import { type Bench, type Refused, VisitJudge, type Weighed } from './visit-judge.ts';

const { Disposition } = tongxing.v1;

/** A transaction that is new and well-formed and comes from the terminal it names. */
export interface Opened {
  readonly terminal: Terminal;
  readonly transaction: TransactionBody;
  readonly body: Uint8Array;
  readonly psn_no: string;
  readonly disposition: tongxing.v1.Disposition;
}

type Extra = Partial<Pick<Txn, 'moves' | 'omsgid' | 'counted'>>;

export class Judge {
  readonly #store: CentreStore;
  readonly #settle: Settler;
  readonly #wallMs: () => number;
  readonly #visits: VisitJudge;

  constructor(store: CentreStore, settle: Settler, wallMs: () => number) {
    this.#store = store;
    this.#settle = settle;
    this.#wallMs = wallMs;
    this.#visits = new VisitJudge({
      visits: store.visits,
      newId: (mark) => `${mark}${this.#stamp()}`,
      admit: (psn_no, held) => this.#admit(psn_no, held),
      weigh: (terminal, psn_no, sale) => this.#weigh(terminal, psn_no, sale),
      charge: (...charged) => this.#charge(...charged),
      keep: (...kept) => this.#keep(...kept),
      reject: (...rejected) => this.#reject(...rejected),
    });
  }

  /** Reads an item; answers at once what is malformed, not this terminal's, or seen before. */
  open(
    terminal: Terminal | null,
    item: tongxing.v1.QueuedItem.$Properties,
  ): Opened | { readonly answer: AnswerMessage } {
    const body = item.transaction ?? new Uint8Array(0);
    const transaction = readTransaction(body);
    if (transaction instanceof WireError) return { answer: refused('', 'bad_request', transaction.message) };
    const { msgid, dev_no, fixmedins_code } = transaction;
    if (terminal?.dev_no !== dev_no || terminal.fixmedins_code !== fixmedins_code || !isOfSlot(terminal, msgid))
      return { answer: refused(msgid, 'terminal_refused') };
    const disposition = item.disposition ?? Disposition.DISPOSITION_UNSPECIFIED;
    const known = this.#store.txn(msgid);
    if (known !== null) return { answer: again(known, body, disposition) };
    if (this.#store.numberTaken(dev_no, transaction.epoch, transaction.number))
      return { answer: refused(msgid, 'conflict', 'number') };
    return { terminal, transaction, body, psn_no: this.#personOf(transaction), disposition };
  }

  /** Decides a new transaction and keeps the answer. Call inside a store transaction. */
  decide(opened: Opened): AnswerMessage {
    const { transaction, disposition } = opened;
    const { msgid, body } = transaction;
    switch (disposition) {
      case Disposition.DISPOSITION_VOID:
        return this.#keep(opened, 'voided', voided(msgid));
      case Disposition.DISPOSITION_PERFORM:
        if (this.#store.tombstone(msgid) !== null) return this.#reject(opened, 'tombstoned');
        if (body.kind === 'sale') return this.#sell(opened, body);
        if (body.kind === 'goods') return this.#goods(opened, body);
        return body.kind === 'reversal' ? this.#reverse(opened, body) : this.#visits.decide(opened, body);
      default:
        return refused(msgid, 'bad_request', 'disposition');
    }
  }

  /** Refuses a new transaction; for good is for ever, and is remembered like any other answer. */
  refuse(opened: Opened, name: Refusal): AnswerMessage {
    const answer = refused(opened.transaction.msgid, name);
    const permanent = answer.outcome === tongxing.v1.Outcome.OUTCOME_REJECTED;
    return permanent ? this.#keep(opened, 'rejected', answer) : answer;
  }

  /** What has become of an id of this terminal. */
  inquire(terminal: Terminal, msgid: string): AnswerMessage {
    const known = this.#store.txn(msgid);
    const tombstone = this.#store.tombstone(msgid);
    if (known === null || known.dev_no !== terminal.dev_no)
      return tombstone === null ? notFound(msgid) : refused(msgid, 'tombstoned');
    if (known.state !== 'reversed' || tombstone === null) return repeated(known.answer);
    const reversal = this.#store.txn(tombstone);
    return reversal === null ? repeated(known.answer) : { ...repeated(reversal.answer), msgid };
  }

  /** What 2207 would give now. */
  presettle(terminal: Terminal, body: VisitSettlementBody): Weighed | Refused {
    return this.#visits.presettle(terminal, body);
  }

  #sell(opened: Opened, sale: SaleBody): AnswerMessage {
    const weighed = this.#weigh(opened.terminal, opened.psn_no, sale);
    if ('refuse' in weighed) return this.#reject(opened, weighed.refuse, weighed.detail);
    return this.#charge(opened, sale, weighed);
  }

  /** Whether this person may be served with this credential; one the centre does not know proves nothing. */
  #admit(psn_no: string, { mdtrt_cert_type, mdtrt_cert_no }: Held): Refused | null {
    const person = this.#store.person<Profile>(psn_no);
    const credential = this.#store.credential(mdtrt_cert_type, mdtrt_cert_no);
    if (person === null || (credential !== null && credential.psn_no !== psn_no)) return no('person_unknown');
    if (credential !== null && credential.revoked !== 0) return no('card_revoked');
    return person.profile.psn_insu_stas === '1' ? null : no('not_insured');
  }

  /** What the settlement would be; changes nothing. */
  #weigh({ fixmedins_code }: Terminal, psn_no: string, sale: SaleBody): Weighed | Refused {
    const institution = this.#store.institution<Institution>(fixmedins_code);
    const person = this.#store.person<Profile>(psn_no);
    if (institution === null) return no('terminal_refused');
    const why = this.#admit(psn_no, sale.druginfo);
    if (why !== null || person === null) return why ?? no('person_unknown');
    const year = Number(sale.druginfo.begntime.slice(0, 4));
    if (!Number.isInteger(year)) return no('bad_request', 'begntime');
    const taken = codesOf(sale).find(({ drug_trac_codg, trdn_flag }) => {
      const inParts = trdn_flag === '1';
      return (
        this.#store.traceCodeTaken(drug_trac_codg, inParts) || this.#store.goods.soldAlone(drug_trac_codg, inParts)
      );
    });
    if (taken !== undefined) return no('refused', `追溯码 ${inFours(taken.drug_trac_codg)} 已结算且未退`);
    const objection = this.#store.prescriptions.objection(psn_no, sale.drugdetail, sale.druginfo.begntime);
    if (objection !== null) return no('refused', objection);
    const first = this.#firstOf(psn_no, sale);
    const state: PersonState = {
      ...person,
      mulaid: person.profile.mulaid.map((relative) => ({
        psn_no: relative,
        balc: this.#store.person(relative)?.balc ?? fen(0),
      })),
      accumulators:
        first === null ? this.#store.accumulators(psn_no, year) : this.#store.accumulatorsBefore(psn_no, year, first),
    };
    const settled = this.#settle(state, sale, institution);
    if ('fault' in settled) return no('bad_request', settled.fault);
    const rest = first === null ? {} : { first };
    return { settled, year, insutype: person.profile.insutype, clr_optins: institution.mdtrtarea_admvs, ...rest };
  }

  /** What remains of a sale is settled as it would have been without what came back, whatever was sold to the person since. */
  #firstOf(psn_no: string, { remainder_of }: SaleBody): string | null {
    const former = remainder_of === undefined ? null : this.#store.txn(remainder_of);
    if (former === null || former.moves === null || former.psn_no !== psn_no) return null;
    return former.moves.first ?? former.msgid;
  }

  #charge(
    opened: Opened,
    sale: SaleBody,
    { settled, year, insutype, clr_optins, first }: Weighed,
    mdtrt_id = '',
  ): AnswerMessage {
    const { setlinfo, setldetail, accumulators, family } = settled;
    const rest = first === undefined ? {} : { first };
    const moves: Moves = { year, acct_pay: setlinfo.acct_pay, family, accumulators, ...rest };
    this.#move(opened.psn_no, moves, 1);
    const { msgid } = opened.transaction;
    for (const one of codesOf(sale)) this.#store.putTraceCode(one.drug_trac_codg, msgid, one.trdn_flag === '1');
    this.#store.prescriptions.dispense(msgid, sale.drugdetail);
    const clr_type = sale.druginfo.med_type === '41' ? '41' : '11';
    const made = this.#settlement(setlinfo, setldetail, clr_optins, clr_type);
    const settlement = mdtrt_id === '' ? made : { ...made, mdtrt_id };
    const counted = countedAs(settlement, insutype);
    return this.#keep(opened, 'settled', done(msgid, 'settled', settlement), { moves, counted });
  }

  /** Goods move no money: what is kept is which rows were taken. */
  #goods(opened: Opened, goods: GoodsBody): AnswerMessage {
    const { msgid, infno } = opened.transaction;
    const against = this.#withoutSettlement(goods) ? '结算ID不符' : '';
    const elsewhere = (code: string, inParts: boolean) => this.#store.traceCodeTaken(code, inParts);
    const results = this.#store.goods.take(msgid, infno, goods, against, elsewhere);
    const taken = results.some(({ ret_rslt }) => ret_rslt === '1');
    return this.#keep(opened, taken ? 'settled' : 'rejected', goodsDone(msgid, results));
  }

  /** setl_id is needed for what the funds paid (医保病人必填), and it is the one of that very sale. */
  #withoutSettlement({ mdtrt_setl_type, setl_id, mdtrt_sn }: GoodsBody): boolean {
    if (mdtrt_setl_type === '2') return false;
    const sale = this.#store.txn(mdtrt_sn);
    return sale === null || setl_id === '' || tongxing.v1.Answer.decode(sale.answer).setl_id !== setl_id;
  }

  #reverse(opened: Opened, reversal: ReversalBody): AnswerMessage {
    const { transaction, terminal } = opened;
    const { omsgid } = reversal;
    const original = this.#store.txn(omsgid);
    // Of another terminal: whoever could undo what is not here yet could keep that one from ever selling.
    const ours = original === null ? isOfSlot(terminal, omsgid) : original.dev_no === terminal.dev_no;
    if (!ours) return this.#reject(opened, 'not_found');
    if (original?.state === 'reversed' || original?.state === 'reversal') return this.#reject(opened, 'not_reversible');
    const wrong = misfit(transaction.infno, reversal.oinfno, original);
    if (wrong !== '') return this.#reject(opened, 'bad_request', wrong);
    const visit = this.#visits.undo(opened, reversal, original);
    if (visit !== null && 'refuse' in visit) return this.#reject(opened, visit.refuse, visit.detail);
    this.#store.putTombstone(omsgid, transaction.msgid);
    if (visit !== null) {
      this.#store.markReversed(omsgid);
      return visit;
    }
    if (original !== null && transaction.infno === '3507') {
      this.#store.goods.remove(omsgid);
      this.#store.markReversed(omsgid);
    }
    // Never seen, rejected or voided: nothing was done, and from now on nothing will be.
    if (original === null || original.moves === null || original.counted === null)
      return this.#keep(opened, 'reversal', done(transaction.msgid, 'reversed', null), { omsgid });
    this.#move(original.psn_no, original.moves, -1);
    this.#store.markReversed(omsgid);
    this.#visits.undone(omsgid);
    const first = tongxing.v1.Answer.decode(original.answer);
    const balc = this.#store.person(original.psn_no)?.balc ?? fen(0);
    const setlinfo = { ...negative(read(SETLINFO, first.setlinfo, 'setlinfo')), balc };
    const setldetail = (first.setldetail ?? []).map((row) => negative(read(SETLDETAIL, row, 'setldetail')));
    const settlement = this.#settlement(setlinfo, setldetail, first.clr_optins ?? '', first.clr_type ?? '');
    const counted = countedAs(settlement, original.counted.insutype);
    return this.#keep(opened, 'reversal', done(transaction.msgid, 'reversed', settlement), { omsgid, counted });
  }

  #settlement(setlinfo: Setlinfo, setldetail: readonly Setldetail[], clr_optins: string, clr_type: string): Settlement {
    const now = this.#wallMs();
    const stamp = this.#stamp();
    return {
      setl_id: `S${stamp}`,
      mdtrt_id: `M${stamp}`,
      inf_refmsgid: `${clr_optins}${stamp}`,
      setl_time: civilTime(now),
      ...{ setlinfo, setldetail, clr_optins, clr_type },
    };
  }

  #stamp(): string {
    return `${compactTime(this.#wallMs())}${String(this.#store.nextSequence()).padStart(10, '0')}`;
  }

  #move(psn_no: string, moves: Moves, sign: 1 | -1): void {
    this.#store.moveBalance(psn_no, -sign * moves.acct_pay);
    for (const { psn_no: relative, paid } of moves.family) this.#store.moveBalance(relative, -sign * paid);
    for (const [name, by] of Object.entries(moves.accumulators))
      this.#store.moveAccumulator(psn_no, moves.year, name, sign * by);
  }

  #reject(opened: Opened, name: Refusal, detail = ''): AnswerMessage {
    return this.#keep(opened, 'rejected', refused(opened.transaction.msgid, name, detail));
  }

  #keep(opened: Opened, state: TxnState, answer: AnswerMessage, extra: Extra = {}): AnswerMessage {
    const { msgid, dev_no, epoch, number } = opened.transaction;
    this.#store.insertTxn({
      ...{ msgid, dev_no, epoch, number, psn_no: opened.psn_no, state, body: opened.body },
      answer: encodeAnswer(answer),
      ...{ moves: null, omsgid: null, counted: null },
      ...extra,
    });
    return answer;
  }

  /** A sale may come without psn_no when the terminal had only the card (offline grade 3). */
  #personOf({ body }: TransactionBody): string {
    // Goods are nobody's turn: they neither wait for a person's sales nor hold them back.
    if (body.kind === 'goods') return '';
    if (body.kind === 'reversal') return body.psn_no || (this.#store.txn(body.omsgid)?.psn_no ?? '');
    const held = body.kind === 'sale' ? body.druginfo : null;
    if (held === null) return psnOf(body);
    return held.psn_no || (this.#store.credential(held.mdtrt_cert_type, held.mdtrt_cert_no)?.psn_no ?? '');
  }
}

type Held = Parameters<Bench['admit']>[1];

/** The field that is wrong where this message does not undo such a one, or the original is another; empty when it fits. */
function misfit(infno: string, oinfno: string, original: Txn | null): string {
  const undone = MESSAGES[oinfno as Infno] as Message | undefined;
  if (undone === undefined || (infno !== undone.undoneBy && infno !== undone.reversedBy)) return 'infno';
  return original !== null && decodeTransaction(original.body).infno !== oinfno ? 'oinfno' : '';
}

/** Ids of a slot are its holder's alone: fixmedins_code(12), yyyyMMddHHmmss, slot(2), counter(2). */
function isOfSlot({ fixmedins_code, slot }: Terminal, msgid: string): boolean {
  return msgid.startsWith(fixmedins_code) && msgid.slice(26, 28) === String(slot).padStart(2, '0');
}

function no(refuse: Refusal, detail = ''): Refused {
  return { refuse, detail };
}

function codesOf(sale: SaleBody) {
  return sale.drugdetail.flatMap(({ drug_trac_info = [] }) => drug_trac_info);
}

function readTransaction(body: Uint8Array): TransactionBody | WireError {
  try {
    return decodeTransaction(body);
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
}

/** A known id: its first answer, unless the body is another one or what was voided is now to be done. */
function again(known: Txn, body: Uint8Array, disposition: tongxing.v1.Disposition): AnswerMessage {
  if (!Buffer.from(known.body).equals(body)) return refused(known.msgid, 'conflict');
  const revives = known.state === 'voided' && disposition === Disposition.DISPOSITION_PERFORM;
  return revives ? refused(known.msgid, 'tombstoned') : repeated(known.answer);
}

function negative<T extends object>(amounts: T): T {
  const negated = Object.entries(amounts).map(([name, value]) => [name, typeof value === 'number' ? 0 - value : value]);
  return Object.fromEntries(negated) as T;
}

function countedAs({ setlinfo, setl_time, clr_type, clr_optins }: Settlement, insutype: string): Txn['counted'] {
  const { medfee_sumamt, fund_pay_sumamt, acct_pay } = setlinfo;
  const amounts = { medfee_sumamt, fund_pay_sumamt, acct_pay } as Readonly<Record<string, Fen>>;
  return { insutype, clr_type, setl_optins: clr_optins, setl_date: dateOf(setl_time), ...amounts } as Txn['counted'];
}

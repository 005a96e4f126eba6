/** A counter for the centre's tests: an enrolled terminal that speaks the wire, and short words for sales and reversals. */
import type { Answer, CentreReply, CentreRequest, ItemRef, PersonSnapshot } from '../../agent/core/centre.ts';
import { fen } from '../../agent/core/money.ts';
import type { Msgid, SaleBody, TransactionBody } from '../../agent/core/transaction.ts';
import { decodeReply, encodeRequest, encodeTransaction, type Header } from '../../agent/wire.ts';
import { cardPeople } from '../../simulator/card/people.ts';
import { Centre } from '../../simulator/centre/centre.ts';
import { type Faults, noFaults } from '../../simulator/centre/delivery.ts';
import { installedSettler, seedDemo } from '../../simulator/centre/house.ts';
import { DEMO_PHARMACY } from '../../simulator/centre/institution.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import { header, reversalOf, saleBody, transaction } from '../protocol/samples.ts';

export const SHOP = DEMO_PHARMACY.fixmedins_code;
export const DEVICE = `${SHOP}-001`;
const settle = installedSettler();

export class TestCentre {
  readonly store: CentreStore;
  readonly faults: Faults = noFaults();
  readonly centre: Centre;
  /** 2022-11-08 10:00:00 in Asia/Shanghai. */
  nowMs = Date.UTC(2022, 10, 8, 2, 0, 0);

  constructor(path = ':memory:') {
    this.store = new CentreStore(path);
    seedDemo(this.store, this.nowMs);
    const wallMs = () => this.nowMs;
    this.centre = new Centre({ store: this.store, wallMs, settle, temper: this.faults });
    if (this.store.terminal(DEVICE) === null) this.store.putTerminal(DEVICE, SHOP, 7);
  }
}

/** A sale's id, number and bytes. */
export interface Slip {
  readonly value: TransactionBody;
  readonly bytes: Uint8Array;
}

export class Counter {
  readonly centre: TestCentre;
  readonly dev_no: string;
  sign_no = '';
  #number = 0;

  constructor(centre: TestCentre, dev_no = DEVICE) {
    this.centre = centre;
    this.dev_no = dev_no;
  }

  ask<K extends CentreRequest['kind']>(
    request: Extract<CentreRequest, { kind: K }>,
    items: ReadonlyMap<Msgid, Uint8Array> = new Map(),
    as: Partial<Header> = {},
  ): Extract<CentreReply, { kind: K }> {
    const { dev_no, sign_no } = this;
    const { method, bytes } = encodeRequest(request, header({ dev_no, sign_no, fixmedins_code: SHOP, ...as }), items);
    const reply = decodeReply(method, this.centre.centre.handle(dev_no, method, bytes));
    if (reply.kind !== request.kind) throw new Error(reply.kind);
    return reply as Extract<CentreReply, { kind: K }>;
  }

  signIn(): this {
    this.sign_no = this.ask({ kind: 'sign_in', opter_no: 'zhang01' }).sign_no;
    return this;
  }

  person(image = 'ceshi-jia'): PersonSnapshot {
    const card = cardOf(image);
    const credential = { mdtrt_cert_type: '03', mdtrt_cert_no: card.cardno, ...card } as const;
    const { person, result } = this.ask({ kind: 'query_person', credential });
    if (person === null) throw new Error(result.code);
    return person;
  }

  /** A sale of goods for `yuan` to a person, not yet sent. */
  sale(yuan: string, image = 'ceshi-jia', changes: Partial<TransactionBody> = {}): Slip {
    const card = cardOf(image);
    const total = fen(Math.round(Number(yuan) * 100));
    const [line] = saleBody().drugdetail;
    const body: SaleBody = {
      ...saleBody({
        psn_no: this.centre.store.credential('03', card.cardno)?.psn_no ?? '',
        mdtrt_cert_no: card.cardno,
        card_sn: card.card_sn,
        medfee_sumamt: total,
        med_type: '41',
      }),
      // 奥美拉唑 of the sample catalogue: 甲, without a limit.
      drugdetail:
        line === undefined
          ? []
          : [{ ...line, med_list_codg: 'XA02BCA905A001010100001', cnt: '1', pric: yuan, det_item_fee_sumamt: total }],
    };
    return this.slip({ infno: '2102', body, ...changes });
  }

  reversal(of: Slip, changes: Partial<TransactionBody> = {}): Slip {
    return this.slip({ infno: '2601', body: reversalOf(of.value), ...changes });
  }

  slip(changes: Partial<TransactionBody>): Slip {
    const number = ++this.#number;
    const msgid = `${SHOP}2022110810000007${String(number).padStart(2, '0')}` as Msgid;
    const value = transaction({ msgid, fixmedins_code: SHOP, dev_no: this.dev_no, number, ...changes });
    return { value, bytes: encodeTransaction(value) };
  }

  /** Sends one transaction by itself. */
  send({ value, bytes }: Slip, disposition: ItemRef['disposition'] = 'perform'): Answer {
    const item = ref(value.msgid, disposition);
    return this.ask({ kind: 'perform', infno: value.infno, item }, new Map([[value.msgid, bytes]])).answer;
  }

  /** Sends one frame. */
  frame(...slips: readonly Slip[]): readonly Answer[] {
    const items = slips.map(({ value }) => ref(value.msgid, 'perform'));
    return this.ask({ kind: 'exchange', items }, new Map(slips.map(({ value, bytes }) => [value.msgid, bytes])))
      .answers;
  }

  inquire(...slips: readonly Slip[]): readonly Answer[] {
    return this.ask({ kind: 'inquire', msgids: slips.map(({ value }) => value.msgid) }).answers;
  }
}

function ref(msgid: Msgid, disposition: ItemRef['disposition']): ItemRef {
  const attempt = { attempt: 1, provisional: false, grade: 0, unavailable: '', snapshot_age_ms: 0 } as const;
  return { msgid, attempt, disposition };
}

export function cardOf(image: string) {
  const card = cardPeople().find((person) => person.image === image);
  if (card === undefined) throw new Error(`no card ${image}`);
  return card;
}

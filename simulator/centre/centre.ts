import { civilTime, compactTime } from '../../agent/core/time.ts';
import type { TransactionBody } from '../../agent/core/transaction.ts';
import type { LinkMethod } from '../../agent/ports/link.ts';
import { SETLDETAIL, SETLINFO } from '../../agent/wire/line.ts';
import { read, readInt, shape } from '../../agent/wire/shape.ts';
import { readSettlement } from '../../agent/wire/visit.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { type AnswerMessage, OK, type Refusal, refusal, refused, retry } from './answers.ts';
import { Judge } from './judge.ts';
import { write } from './message.ts';
import type { Profile } from './people.ts';
import type { Settler } from './settler.ts';
import { StatementDesk } from './statement.ts';
import type { CentreStore, Terminal } from './store.ts';
import { type Decoded, VoucherDesk } from './vouchers.ts';
import { HEARTBEAT_MS } from './watch.ts';

const v1 = tongxing.v1;

const BATCH_ROWS = 500;
/** Of the transactions of one batch together. */
const BATCH_BYTES = 1 << 20;
const MOST_IDS = 500;
const MISSING_TOLD = 1_000;
const KEPT_TOLD = 200;
const HELD = shape({ epoch: 'int', first: 'int', last: 'int' });

/** What a centre may be told to do wrong, at any time. */
export interface Temper {
  /** Every new transaction is put off as busy. */
  busy: boolean;
  /** The next `count` new transactions, or those of one kind alone, are refused with this code. */
  refuse: {
    readonly code: Refusal;
    readonly count: number;
    readonly salesOnly?: boolean;
    readonly undoingsOnly?: boolean;
    /** Of visits, before they are settled. */
    readonly stepsOnly?: boolean;
  } | null;
  /** The next `deny` settlements are done and told as refused. */
  deny: number;
  /** Told as the pace. */
  pace_ms: number;
}

export interface CentreOptions {
  readonly store: CentreStore;
  readonly wallMs: () => number;
  readonly settle: Settler;
  /** Shared with whoever changes it. */
  readonly temper: Temper;
}

const VOUCHER_WORDS = {
  unknown: '请使用医保电子凭证二维码',
  used: '电子凭证二维码已使用，请刷新',
  expired: '电子凭证二维码已过期，请刷新',
} as const;

type HeaderMessage = tongxing.v1.Header.$Properties | null | undefined;

export class Centre {
  readonly store: CentreStore;
  readonly statements: StatementDesk;
  readonly vouchers = new VoucherDesk();
  readonly #wallMs: () => number;
  readonly #temper: Temper;
  readonly #judge: Judge;
  /** sign_no of the last header of a terminal: an Exchange frame need not repeat it. */
  readonly #lastSign = new Map<string, string>();

  constructor({ store, wallMs, settle, temper }: CentreOptions) {
    this.store = store;
    this.statements = new StatementDesk(store);
    this.#wallMs = wallMs;
    this.#temper = temper;
    this.#judge = new Judge(store, settle, wallMs);
  }

  /** Answers one request of the terminal that its certificate names. Throws when the bytes are no such message. */
  handle(dev_no: string, method: LinkMethod, bytes: Uint8Array): Uint8Array {
    return this.store.atomically(() => {
      const known = this.store.terminal(dev_no);
      const terminal = known === null || known.revoked !== 0 ? null : known;
      if (terminal !== null) this.store.numbers.heard(dev_no, this.#wallMs());
      return this.#methods[method](terminal, bytes);
    });
  }

  readonly #methods: Readonly<Record<LinkMethod, (terminal: Terminal | null, bytes: Uint8Array) => Uint8Array>> = {
    Hello: (terminal, bytes) => v1.HelloResponse.encode(this.#hello(terminal, v1.HelloRequest.decode(bytes))).finish(),
    SignIn: (terminal, bytes) =>
      v1.SignInResponse.encode(this.#signIn(terminal, v1.SignInRequest.decode(bytes))).finish(),
    SignOut: (terminal, bytes) =>
      v1.SignOutResponse.encode(this.#signOut(terminal, v1.SignOutRequest.decode(bytes))).finish(),
    QueryPerson: (terminal, bytes) =>
      v1.QueryPersonResponse.encode(this.#queryPerson(terminal, v1.QueryPersonRequest.decode(bytes))).finish(),
    Settle: (terminal, bytes) => {
      const { header, item } = v1.SettleRequest.decode(bytes);
      return v1.SettleResponse.encode({ answer: this.#one(terminal, header, item) }).finish();
    },
    VisitStep: (terminal, bytes) => {
      const { header, item } = v1.VisitStepRequest.decode(bytes);
      return v1.VisitStepResponse.encode({ answer: this.#one(terminal, header, item) }).finish();
    },
    PresettleVisit: (terminal, bytes) => {
      const { visit_settlement } = v1.PresettleVisitRequest.decode(bytes);
      return v1.PresettleVisitResponse.encode(this.#presettle(terminal, visit_settlement)).finish();
    },
    Reverse: (terminal, bytes) => {
      const { header, item } = v1.ReverseRequest.decode(bytes);
      return v1.ReverseResponse.encode({ answer: this.#one(terminal, header, item) }).finish();
    },
    Inquire: (terminal, bytes) => {
      const { msgid = [] } = v1.InquireRequest.decode(bytes);
      if (terminal === null) return v1.InquireResponse.encode({ result: refusal('terminal_refused') }).finish();
      if ((msgid?.length ?? 0) > MOST_IDS)
        return v1.InquireResponse.encode({ result: refusal('bad_request', 'msgid') }).finish();
      const answers = (msgid ?? []).map((id) => this.#judge.inquire(terminal, id));
      return v1.InquireResponse.encode({ result: OK, answers }).finish();
    },
    FetchTransactions: (terminal, bytes) =>
      v1.FetchTransactionsResponse.encode(this.#lacking(terminal, v1.FetchTransactionsRequest.decode(bytes))).finish(),
    Exchange: (terminal, bytes) => {
      const { frame_id, header, items } = v1.ExchangeRequest.decode(bytes);
      const answers = this.#frame(terminal, header, items ?? []);
      return v1.ExchangeResponse.encode({ frame_id, answers, pace_ms: this.#temper.pace_ms }).finish();
    },
    ReconcileTotals: (terminal, bytes) =>
      v1.ReconcileTotalsResponse.encode(this.statements.totals(terminal, bytes)).finish(),
    ReconcileDetails: (terminal, bytes) =>
      v1.ReconcileDetailsResponse.encode(this.statements.details(terminal, bytes)).finish(),
  };

  #hello(terminal: Terminal | null, request: tongxing.v1.HelloRequest): tongxing.v1.HelloResponse.$Properties {
    const epoch = readInt(request.epoch, '', 'epoch');
    if (terminal === null) return { result: refusal('terminal_refused') };
    const { dev_no, fixmedins_code, slot } = terminal;
    const { numbers } = this.store;
    const run = numbers.run(dev_no, terminal.epoch);
    const told = {
      ...{ centre_ms: this.#wallMs(), pace_ms: this.#temper.pace_ms, batch_rows: BATCH_ROWS },
      ...{ heartbeat_ms: HEARTBEAT_MS, last_msgid: numbers.lastMsgid(fixmedins_code, slot) },
    };
    const seen = {
      ...{
        epoch: terminal.epoch,
        number: run.highest,
        missing_numbers: [...numbers.missing({ ...run, told: 0 }, MISSING_TOLD)],
      },
      ...{ head_seq: run.head_seq, head_hash: run.head_hash ?? new Uint8Array(0) },
    };
    if (epoch < terminal.epoch) return { result: refusal('terminal_refused', 'epoch'), ...seen, ...told };
    if (epoch > terminal.epoch) this.store.noteEpoch(dev_no, epoch);
    const head = { seq: readInt(request.head_seq, '', 'head_seq'), hash: request.head_hash ?? new Uint8Array(0) };
    numbers.told(dev_no, epoch, readInt(request.number, '', 'number'), head, this.#wallMs());
    return { result: OK, ...seen, ...told };
  }

  #lacking(
    terminal: Terminal | null,
    request: tongxing.v1.FetchTransactionsRequest,
  ): tongxing.v1.FetchTransactionsResponse.$Properties {
    if (terminal === null) return { result: refusal('terminal_refused') };
    const held = (request.held ?? []).map((one, at) => read(HELD, one, `held[${at}]`));
    const found = this.store.numbers.lacking(terminal.dev_no, held, KEPT_TOLD + 1);
    const transactions = found.slice(0, KEPT_TOLD).map(({ body, answer }) => ({
      ...{ transaction: body, answer: v1.Answer.decode(answer) },
    }));
    return { result: OK, transactions, more: found.length > KEPT_TOLD };
  }

  #signIn(terminal: Terminal | null, { opter_no }: tongxing.v1.SignInRequest): tongxing.v1.SignInResponse.$Properties {
    if (terminal === null) return { result: refusal('terminal_refused') };
    const sign_time = civilTime(this.#wallMs());
    // Counted over all of them: terminals of two shops may sign in within a second, and end in the same digits.
    const count = this.store.countSigns() + 1;
    const sign_no = `${compactTime(this.#wallMs())}${terminal.dev_no.slice(-3)}${String(count).padStart(6, '0')}`;
    this.store.signIn(sign_no, terminal.dev_no, opter_no ?? '');
    this.#lastSign.set(terminal.dev_no, sign_no);
    return { result: OK, sign_no, sign_time };
  }

  #signOut(
    terminal: Terminal | null,
    { sign_no }: tongxing.v1.SignOutRequest,
  ): tongxing.v1.SignOutResponse.$Properties {
    if (terminal === null) return { result: refusal('terminal_refused') };
    const ended = this.store.signEnded(terminal.dev_no, sign_no ?? '');
    if (ended === null) return { result: refusal('not_signed_in') };
    const sign_time = ended === '' ? civilTime(this.#wallMs()) : ended;
    if (ended === '') this.store.signOut(sign_no ?? '', sign_time);
    return { result: OK, sign_time };
  }

  /** The voucher that was scanned, decoded and exchanged for a token; null where none was. */
  #decoded({ mdtrt_cert_type, ec_qrcode }: tongxing.v1.QueryPersonRequest): Decoded | null {
    if (mdtrt_cert_type !== '01' || !ec_qrcode) return null;
    const decoded = this.vouchers.decode(ec_qrcode, this.#wallMs());
    if ('psn_no' in decoded) this.store.putCredential('01', decoded.ec_token, decoded.psn_no, '');
    return decoded;
  }

  #queryPerson(
    terminal: Terminal | null,
    request: tongxing.v1.QueryPersonRequest,
  ): tongxing.v1.QueryPersonResponse.$Properties {
    if (terminal === null) return { result: refusal('terminal_refused') };
    const kind = request.mdtrt_cert_type ?? '';
    const decoded = this.#decoded(request);
    if (decoded !== null && 'refused' in decoded)
      return { result: refusal('bad_request', VOUCHER_WORDS[decoded.refused]) };
    const credential = this.store.credential(kind, decoded?.ec_token ?? request.mdtrt_cert_no ?? '');
    const no = (name: Refusal, detail = '') => ({ result: refusal(name, detail) });
    if (credential === null) return no('person_unknown');
    if (kind === '03' && credential.card_sn !== request.card_sn) return no('person_unknown', '卡识别码不符');
    if (credential.revoked !== 0) return no('card_revoked');
    const person = this.store.person<Profile>(credential.psn_no);
    if (person === null) return no('person_unknown');
    if (person.profile.psn_insu_stas !== '1') return no('not_insured');
    const { mulaid, aid_category, ...profile } = person.profile;
    const year = Number(civilTime(this.#wallMs()).slice(0, 4));
    const newest = this.store.newestOf(terminal.dev_no, credential.psn_no);
    return {
      result: OK,
      ...(decoded === null ? {} : { ec_token: decoded.ec_token }),
      person: {
        ...profile,
        entitlements: [...profile.entitlements],
        aid_category: aid_category ?? '',
        balc: { fen: person.balc },
        mulaid: mulaid.map((psn_no) => ({ psn_no, balc: { fen: this.store.person(psn_no)?.balc ?? 0 } })),
        accumulator_year: year,
        accumulators: Object.entries(this.store.accumulators(credential.psn_no, year)).map(([name, amount]) => ({
          name,
          amount: { fen: amount },
        })),
        as_of_ms: this.#wallMs(),
        included_epoch: newest.epoch,
        included_number: newest.number,
        outstanding: [...this.store.numbers.outstanding(terminal.dev_no, newest)],
      },
    };
  }

  #presettle(
    terminal: Terminal | null,
    visit_settlement: tongxing.v1.VisitSettlement.$Properties | null | undefined,
  ): tongxing.v1.PresettleVisitResponse.$Properties {
    if (terminal === null) return { result: refusal('terminal_refused') };
    const weighed = this.#judge.presettle(terminal, readSettlement(visit_settlement));
    if ('refuse' in weighed) return { result: refusal(weighed.refuse, weighed.detail) };
    const { setlinfo, setldetail } = weighed.settled;
    return {
      result: OK,
      setlinfo: write(SETLINFO, setlinfo, 'setlinfo'),
      setldetail: setldetail.map((detail, at) => write(SETLDETAIL, detail, `setldetail[${at}]`)),
    };
  }

  #one(
    terminal: Terminal | null,
    header: HeaderMessage,
    item: tongxing.v1.QueuedItem.$Properties | null | undefined,
  ): AnswerMessage {
    const [answer] = this.#frame(terminal, header, [item ?? {}]);
    return answer ?? refused('', 'bad_request');
  }

  /** Items in order; of one person the first alone is done, what is beyond the batch waits for its turn. */
  #frame(
    terminal: Terminal | null,
    header: HeaderMessage,
    items: readonly tongxing.v1.QueuedItem.$Properties[],
  ): AnswerMessage[] {
    const persons = new Set<string>();
    const hindrance = this.#hindrance(terminal, header);
    let bytes = 0;
    return items.map((item, at) => {
      bytes += item.transaction?.length ?? 0;
      const opened = this.#judge.open(terminal, item);
      if ('answer' in opened) return opened.answer;
      const { msgid } = opened.transaction;
      if (hindrance !== null) return retry(msgid, hindrance);
      if (at >= BATCH_ROWS || (at > 0 && bytes > BATCH_BYTES)) return retry(msgid, 'paced');
      if (opened.psn_no !== '' && persons.has(opened.psn_no)) return retry(msgid, 'person_busy');
      persons.add(opened.psn_no);
      const temper = this.#tempered(opened.transaction.body.kind);
      if (temper !== null) return this.#judge.refuse(opened, temper);
      const answer = this.#judge.decide(opened);
      if (terminal !== null && item.attempt?.provisional) this.store.evidence.keep(terminal.dev_no, msgid, item);
      return this.#denies(answer) ? refused(msgid, 'refused') : answer;
    });
  }

  /** Why nothing new can be done for this terminal now. What was done before is answered all the same. */
  #hindrance(terminal: Terminal | null, header: HeaderMessage): Refusal | null {
    if (terminal === null) return null;
    const sign_no = header?.sign_no || this.#lastSign.get(terminal.dev_no) || '';
    if (this.store.signEnded(terminal.dev_no, sign_no) !== '') return 'not_signed_in';
    this.#lastSign.set(terminal.dev_no, sign_no);
    return this.#temper.busy ? 'busy' : null;
  }

  /** Settled, and told as refused: only an inquiry or a statement shows it. */
  #denies({ outcome, setlinfo }: AnswerMessage): boolean {
    // What moved no money is no settlement.
    if (this.#temper.deny <= 0 || outcome !== v1.Outcome.OUTCOME_SETTLED || !setlinfo) return false;
    this.#temper.deny -= 1;
    return true;
  }

  #tempered(kind: TransactionBody['body']['kind']): Refusal | null {
    const { refuse } = this.#temper;
    if (refuse === null || refuse.count <= 0) return null;
    const { salesOnly, undoingsOnly, stepsOnly } = refuse;
    if (salesOnly === true && kind !== 'sale' && kind !== 'visit_settlement') return null;
    if (undoingsOnly === true && kind !== 'reversal') return null;
    if (stepsOnly === true && kind !== 'registration' && kind !== 'visit_info' && kind !== 'fee_upload') return null;
    this.#temper.refuse = { ...refuse, count: refuse.count - 1 };
    return refuse.code;
  }
}

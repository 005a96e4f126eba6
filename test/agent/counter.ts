/**
 * A counter in virtual time for tests: a whole agent over a real SQLite database in memory, a reader that is told what
 * card it holds, and a centre whose every answer the test decides.
 */
import type Database from 'better-sqlite3';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import type { Witness } from '../../agent/adapters/sqlite/evidence.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { attachStore } from '../../agent/adapters/sqlite/store.ts';
import type { CommandOutcome } from '../../agent/agent.ts';
import type { CommandReply } from '../../agent/core/effect.ts';
import type { Command } from '../../agent/core/input.ts';
import { DEFAULT_LIMITS, type Limits } from '../../agent/core/limits.ts';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import { parseCatalogue } from '../../agent/core/settlement/parse.ts';
import type { Terminal } from '../../agent/core/state.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import type { CatalogueSource } from '../../agent/ports/catalogue.ts';
import type { DeviceEvent, Devices } from '../../agent/ports/devices.ts';
import type { Link, LinkEvent, LinkMethod } from '../../agent/ports/link.ts';
import type { RevocationList } from '../../agent/ports/revocation.ts';
import type { Store } from '../../agent/ports/store.ts';
import { createAgent } from '../../agent/shell.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';

const v1 = tongxing.v1;

export const START = Date.UTC(2022, 9, 8, 1, 30);

export const TERMINAL: Terminal = {
  dev_no: 'T0001',
  slot: 1,
  fixmedins_code: 'P37010200001',
  fixmedins_name: '测试药店',
  mdtrtarea_admvs: '370102',
  institution: { kind: 'pharmacy', level: null, dual_channel: false },
};

export function demoCatalogue(version = 'c1'): CatalogueSource {
  const rows = [
    { med_list_codg: 'A', chrgitm_lv: '01' },
    { med_list_codg: 'B', chrgitm_lv: '02', selfpay_prop: '0.1' },
  ];
  const parsed = parseCatalogue(rows, 'entries');
  if ('error' in parsed) throw new Error(parsed.error.message);
  return { version, entries: (code) => parsed.value.get(code) ?? [] };
}

/** A link whose other end is the test. */
export class TestLink implements Link {
  listener: (event: LinkEvent) => void = () => {};
  readonly calls: {
    readonly call: number;
    readonly method: LinkMethod;
    readonly bytes: Uint8Array;
    readonly deadlineMs: number;
  }[] = [];

  start(listener: (event: LinkEvent) => void): void {
    this.listener = listener;
  }

  call(call: number, method: LinkMethod, bytes: Uint8Array, deadlineMs: number): void {
    this.calls.push({ call, method, bytes, deadlineMs });
  }

  async close(): Promise<void> {}

  /** The next request of this method that was not answered yet. */
  take(method: LinkMethod): { readonly call: number; readonly bytes: Uint8Array; readonly deadlineMs: number } {
    const index = this.calls.findIndex((one) => one.method === method);
    const [found] = index < 0 ? [] : this.calls.splice(index, 1);
    if (found === undefined) throw new Error(`no ${method} under way: ${this.calls.map((one) => one.method).join()}`);
    return found;
  }

  reply(method: LinkMethod, call: number, bytes: Uint8Array): void {
    this.listener({ kind: 'reply', call, method, bytes });
  }
}

const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };

export const PERSON = {
  psn_no: 'PSN-990001',
  psn_cert_type: '01',
  certno: '990000199001010011',
  psn_name: '测试甲',
  gend: '1',
  brdy: '1990-01-01',
  insutype: '310',
  psn_type: '11',
  psn_insu_stas: '1',
  cvlserv_flag: '0',
  insuplc_admdvs: '370100',
  balc: { fen: 0 },
  accumulator_year: 2022,
  // The year's deductible is used up, so the pool pays from the first fen.
  accumulators: [{ name: 'outpatient-employee.deductible', amount: { fen: 20_000 } }],
  as_of_ms: START,
};

/** What a test counter sells and by which rules; default: two goods, the packs that ship. */
export interface Shop {
  readonly catalogue?: CatalogueSource;
  readonly packs?: readonly CompiledPack[];
  /** Signs evidence. */
  readonly witness?: Witness;
  readonly revocation?: RevocationList;
}

export class Counter {
  /** What was typed for cards that want a PIN. */
  readonly pins: (readonly [device: string, presence: number, pin: string | null])[] = [];
  readonly clock: VirtualClock;
  readonly link = new TestLink();
  readonly db: Database.Database;
  store: Store;
  agent: ReturnType<typeof createAgent>;
  device: (event: DeviceEvent) => void = () => {};
  presence = 0;
  /** Every reading of a card, as it was told. */
  readonly cards: (DeviceEvent & { readonly kind: 'card_read' })[] = [];
  /** Why the agent gave up its ledger; null as long as it has it. */
  defect: StoreError | null = null;
  readonly logged: [event: string, facts: object][] = [];
  readonly limits: Limits;
  readonly key = Buffer.alloc(32, 7);

  readonly shop: Shop;

  constructor(
    limits: Partial<Limits> = {},
    clock = new VirtualClock(START),
    db = openDatabase(':memory:'),
    shop: Shop = {},
  ) {
    this.shop = shop;
    this.clock = clock;
    this.db = db;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.store = this.attach();
    this.agent = this.boot();
  }

  private attach(): Store {
    return attachStore(this.db, {
      path: ':memory:',
      key: this.key,
      codec: WIRE_CODEC,
      catalogue: this.shop.catalogue ?? demoCatalogue(),
      ...(this.shop.witness === undefined ? {} : { witness: this.shop.witness }),
      ...(this.shop.revocation === undefined ? {} : { revocation: this.shop.revocation }),
    });
  }

  private boot(): ReturnType<typeof createAgent> {
    const devices: Devices = {
      start: (listener) => {
        this.device = listener;
      },
      pin: (...given) => void this.pins.push(given),
      stop: async () => {},
    };
    const say = (event: string, facts = {}) => void this.logged.push([event, facts]);
    return createAgent({
      terminal: TERMINAL,
      limits: this.limits,
      packs: this.shop.packs ?? installedPacks('agent/packs'),
      version: '0.1.0',
      clock: this.clock,
      random: seededRandom(1),
      store: this.store,
      link: this.link,
      devices,
      log: { info: say, warn: say, error: say },
      onDefect: (error) => {
        if (!(error instanceof StoreError)) throw error;
        this.defect = error;
      },
    });
  }

  /** The process dies where it stands and is started again on what the disk holds. */
  crash(): void {
    this.store.rollback();
    this.link.listener = () => {};
    this.link.calls.length = 0;
    this.store = this.attach();
    this.agent = this.boot();
  }

  run(ms = 1): Promise<void> {
    return this.clock.runFor(ms);
  }

  /** Gives a command; time has to pass before it is answered. */
  give(command: Command): Promise<CommandOutcome> {
    return this.agent.command(command);
  }

  /** Gives a command and lets time pass until it is answered or `ms` is over. */
  async command(command: Command, ms = 1): Promise<CommandOutcome | null> {
    let outcome: CommandOutcome | null = null;
    void this.agent.command(command).then((value) => {
      outcome = value;
    });
    await this.run(ms);
    return outcome;
  }

  async connect(change: object = {}): Promise<void> {
    this.link.listener({ kind: 'up' });
    await this.run();
    await this.answerHello(change);
  }

  async answerHello(change: object = {}): Promise<void> {
    const { call } = this.link.take('Hello');
    const hello = { result: OK, epoch: 1, number: 0, centre_ms: this.clock.wallMs(), batch_rows: 100, ...change };
    this.link.reply('Hello', call, v1.HelloResponse.encode(hello).finish());
    await this.run();
  }

  async signIn(): Promise<void> {
    const answer = this.give({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    await this.run();
    this.answerSignIn();
    await this.run();
    await answer;
  }

  answerSignIn(): void {
    const { call } = this.link.take('SignIn');
    this.link.reply('SignIn', call, v1.SignInResponse.encode({ result: OK, sign_no: 'S1' }).finish());
  }

  cut(): void {
    this.link.listener({ kind: 'down', detail: 'cut' });
    for (const { call } of this.link.calls.splice(0))
      this.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: 'cut' });
  }

  insertCard(device = 'r1'): void {
    this.presence += 1;
    if (this.presence === 1) this.device({ kind: 'device_added', device, name: 'Reader', virtual: true });
    this.device({ kind: 'card_inserted', device, presence: this.presence, atr: '' });
    const read = {
      kind: 'card_read' as const,
      device,
      presence: this.presence,
      card: {
        card_sn: '0'.repeat(32),
        issuing_admdvs: '370100',
        card_class: '1',
        card_version: '2.00' as const,
        issuer: 'X',
        issued_date: '2020-01-01',
        expiry_date: '2030-01-01',
        cardno: 'T00000001',
        certno: PERSON.certno,
        psn_name: PERSON.psn_name,
        gend: '1',
        naty: null,
        birthplace: null,
        brdy: PERSON.brdy,
      },
    };
    this.cards.push(read);
    this.device(read);
  }

  removeCard(device = 'r1'): void {
    this.device({ kind: 'card_removed', device, presence: this.presence });
  }

  async openSession(person: object = {}): Promise<string> {
    const opened = this.give({ kind: 'open_session' });
    await this.run();
    if (this.link.calls.some((one) => one.method === 'QueryPerson')) {
      const { call } = this.link.take('QueryPerson');
      const answer = { result: OK, person: { ...PERSON, as_of_ms: this.clock.wallMs(), ...person } };
      this.link.reply('QueryPerson', call, v1.QueryPersonResponse.encode(answer).finish());
      await this.run();
    }
    const reply = replyOf(await opened, 'session');
    return reply.session.id;
  }

  /** A basket of one line at this price in yuan, priced and ready to be accepted. */
  async price(session: string, pric = '100.00', med_list_codg = 'A'): Promise<CommandOutcome | null> {
    return this.command({
      kind: 'set_basket',
      session,
      basket: {
        med_type: '41',
        acct_used_flag: '0',
        lines: [{ feedetl_sn: '1', med_list_codg, pric, cnt: '1', rxno: 'RX1' }],
      },
    });
  }

  async prepare(pric?: string): Promise<string> {
    const session = await this.openSession();
    await this.price(session, pric);
    return session;
  }

  /** An offline sale from card to told. Returns its msgid. */
  async sell(key: string, pric?: string): Promise<string> {
    const session = await this.prepare(pric);
    return replyOf(await this.command({ kind: 'accept', session, key }), 'accepted').msgid;
  }

  /** The settlement the centre makes of a transaction: its own estimate, unless changed. */
  settled(transaction: Uint8Array, change: object = {}, amounts: object = {}): object {
    const body = v1.Transaction.decode(transaction);
    return {
      msgid: body.msgid,
      outcome: v1.Outcome.OUTCOME_SETTLED,
      result: OK,
      setl_id: `SETL-${body.number}`,
      mdtrt_id: `MDTRT-${body.number}`,
      setl_time: '2022-10-08 09:30:00',
      setlinfo: body.goods ? null : { ...body.sale?.estimate, ...amounts },
      clr_type: '41',
      clr_optins: '370100',
      ...change,
    };
  }

  /** Answers the Settle under way. */
  async settle(change: object = {}, amounts: object = {}): Promise<void> {
    const { call, bytes } = this.link.take('Settle');
    const item = v1.SettleRequest.decode(bytes).item?.transaction ?? new Uint8Array();
    const answer = this.settled(item, change, amounts);
    this.link.reply('Settle', call, v1.SettleResponse.encode({ answer }).finish());
    await this.run();
  }

  /** Answers the Exchange frame under way, each item by `answerOf`. Returns the ids in it, in order. */
  async exchange(answerOf: (transaction: Uint8Array) => object = (one) => this.settled(one)): Promise<string[]> {
    const { call, bytes } = this.link.take('Exchange');
    const frame = v1.ExchangeRequest.decode(bytes);
    const items = (frame.items ?? []).map((item) => item.transaction ?? new Uint8Array());
    const answers = items.map((one) => answerOf(one));
    this.link.reply('Exchange', call, v1.ExchangeResponse.encode({ frame_id: frame.frame_id ?? 0, answers }).finish());
    await this.run();
    return items.map((item) => v1.Transaction.decode(item).msgid ?? '');
  }

  async inquire(answerOf: (msgid: string) => object): Promise<string[]> {
    const { call, bytes } = this.link.take('Inquire');
    const msgids = v1.InquireRequest.decode(bytes).msgid ?? [];
    const answers = msgids.map((msgid) => ({ msgid, result: OK, ...answerOf(msgid) }));
    this.link.reply('Inquire', call, v1.InquireResponse.encode({ result: OK, answers }).finish());
    await this.run();
    return msgids;
  }

  state(msgid: string): string | undefined {
    return this.agent.transaction(msgid as never)?.state;
  }
}

/** Signed in, with a card in the reader. */
export async function atTheCounter(counter = new Counter()): Promise<Counter> {
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  return counter;
}

export function replyOf<K extends CommandReply['kind']>(
  outcome: CommandOutcome | null,
  kind: K,
): CommandReply & { readonly kind: K } {
  if (outcome?.ok === true && outcome.reply.kind === kind) return outcome.reply as CommandReply & { readonly kind: K };
  throw new Error(`expected ${kind}, got ${JSON.stringify(outcome)}`);
}

export function codeOf(outcome: CommandOutcome | null): string {
  if (outcome === null) return 'unanswered';
  return outcome.ok ? `ok ${outcome.reply.kind}` : outcome.problem.code;
}

export { v1 };

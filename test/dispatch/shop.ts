/**
 * Terminals of one shop against the simulated centre, in virtual time: whole agents over databases in memory that can be
 * saved and put back, cards of the demonstration's persons, a link that can be cut.
 */
import Database from 'better-sqlite3';
import { openCatalogue } from '../../agent/adapters/catalogue-file.ts';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { beginEpoch } from '../../agent/adapters/sqlite/epoch.ts';
import { type Db, openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { attachStore } from '../../agent/adapters/sqlite/store.ts';
import type { Agent, CommandOutcome } from '../../agent/agent.ts';
import type { Command } from '../../agent/core/input.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import type { Terminal } from '../../agent/core/state.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { RevocationList } from '../../agent/ports/revocation.ts';
import { createAgent } from '../../agent/shell.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import type { CardData, DeviceEvent } from '../../drivers/contract.ts';
import { Centre } from '../../simulator/centre/centre.ts';
import { delivered, noFaults } from '../../simulator/centre/delivery.ts';
import { installedSettler, seedDemo } from '../../simulator/centre/house.ts';
import { DEMO_PHARMACY } from '../../simulator/centre/institution.ts';
import type { Backend } from '../../simulator/centre/server.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import { CuttableLink, FAIR_WEATHER } from '../../simulator/link/cuttable-link.ts';
import { type MortalClock, mortalClock } from '../../simulator/time/mortal-clock.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { cardOf } from '../centre/counter.ts';

const START = Date.UTC(2022, 10, 8, 2, 0, 0);
/** 奥美拉唑 of the sample catalogue: 甲, without a limit. */
const GOOD = 'XA02BCA905A001010100001';
const settle = installedSettler();
const packs = installedPacks('agent/packs');
const catalogue = openCatalogue('simulator/catalogue/demo.json');

export class Shop {
  readonly clock = new VirtualClock(START);
  readonly store = new CentreStore(':memory:');
  readonly faults = noFaults();
  /** Every request that arrived, by its method. */
  readonly asked: string[] = [];
  /** Requests by these methods get lost on their way. */
  lost: readonly string[] = [];
  readonly backend: Backend;

  constructor() {
    seedDemo(this.store, START);
    const wallMs = () => START + this.clock.monotonicMs();
    const centre = new Centre({ store: this.store, wallMs, settle, temper: this.faults });
    const within = delivered(centre, this.faults, this.clock);
    this.backend = (...request: Parameters<Backend>) => {
      this.asked.push(request[1]);
      if (!this.lost.includes(request[1])) within(...request);
    };
  }

  /** What the centre has of a terminal, in its order. */
  done(dev_no: string) {
    return [...this.store.txns()].filter((one) => one.dev_no === dev_no);
  }
}

export class Till {
  readonly shop: Shop;
  readonly identity: Terminal;
  /** Read when it boots. */
  limits = DEFAULT_LIMITS;
  /** Round trip of the link, ms. */
  delayMs = 1;
  /** How long the disk takes for a turn, ms. */
  writeMs = 0;
  /** Read when it boots. */
  revocation: RevocationList | null = null;
  link!: CuttableLink;
  agent!: Agent;
  #clock!: MortalClock;
  #db: Db;
  #cut = false;
  #device: (event: DeviceEvent) => void = () => {};
  #presence = 0;
  #serial = 0;

  constructor(shop: Shop, slot: number, dev_no = `${DEMO_PHARMACY.fixmedins_code}-${String(slot).padStart(3, '0')}`) {
    const { fixmedins_code, fixmedins_name, mdtrtarea_admvs } = DEMO_PHARMACY;
    this.shop = shop;
    this.identity = {
      ...{ dev_no, slot, fixmedins_code, fixmedins_name, mdtrtarea_admvs },
      institution: { kind: 'pharmacy', level: null, dual_channel: true },
    };
    if (shop.store.terminal(dev_no) === null) shop.store.putTerminal(dev_no, fixmedins_code, slot);
    this.#db = openDatabase(':memory:');
    this.boot();
  }

  boot(): void {
    const { shop, identity } = this;
    const random = seededRandom(identity.slot);
    this.#clock = mortalClock(shop.clock);
    const weather = { ...FAIR_WEATHER, delayMs: [this.delayMs, this.delayMs] } as const;
    const at = { clock: this.#clock, random };
    this.link = new CuttableLink({ ...at, dev_no: identity.dev_no, centre: shop.backend, weather });
    if (this.#cut) this.link.cut();
    const quiet = () => {};
    const store = attachStore(this.#db, {
      ...{ path: ':memory:', key: Buffer.alloc(32, 3), codec: WIRE_CODEC, catalogue },
      ...(this.revocation === null ? {} : { revocation: this.revocation }),
    });
    this.agent = createAgent({
      ...{ ...at, terminal: identity, limits: this.limits, packs, version: '0.1.0', link: this.link },
      store: {
        ...store,
        commit: () => {
          store.commit();
          shop.clock.block(this.writeMs);
        },
        close: () => {},
      },
      devices: {
        start: (listener) => {
          this.#device = listener;
          listener({ kind: 'device_added', device: 'reader', name: 'Simulated reader', virtual: true });
        },
        stop: async () => {},
      },
      log: { info: quiet, warn: quiet, error: quiet },
    });
  }

  /** The process dies where it stands. */
  kill(): void {
    this.#clock.kill();
    void this.link.close();
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
  }

  /** The process ends as it should; the file is there for the next one. */
  async stop(): Promise<void> {
    await this.agent.stop();
    this.#clock.kill();
  }

  cut(): void {
    this.#cut = true;
    this.link.cut();
  }

  restore(): void {
    this.#cut = false;
    this.link.restore();
  }

  get db(): Db {
    return this.#db;
  }

  get status() {
    return this.agent.status();
  }

  run(ms: number): Promise<void> {
    return this.shop.clock.runFor(ms);
  }

  async open(): Promise<this> {
    await this.run(3_000);
    await this.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    return this;
  }

  async say(command: Command, ms = 60_000): Promise<CommandOutcome> {
    let outcome: CommandOutcome | null = null;
    void this.agent.command(command).then((value) => {
      outcome = value;
    });
    for (let waited = 0; outcome === null && waited < ms; waited += 50) await this.run(50);
    const said = outcome as CommandOutcome | null;
    if (said === null) throw new Error(`${command.kind}: no answer`);
    return said;
  }

  cardSn(image: string): string {
    return cardOf(image).card_sn;
  }

  insert(held: CardData): void {
    if (this.#presence > 0) this.#device({ kind: 'card_removed', device: 'reader', presence: this.#presence });
    this.#presence += 1;
    const at = { device: 'reader', presence: this.#presence } as const;
    this.#device({ kind: 'card_inserted', ...at, atr: '' });
    this.#device({ kind: 'card_read', ...at, card: held });
  }

  /** The card is in the reader, and its person asked for. */
  greet(image: string): Promise<CommandOutcome> {
    this.insert(card(image));
    return this.say({ kind: 'open_session' });
  }

  /** A whole purchase; what came of its accept. */
  async buy(
    image = 'ceshi-jia',
    pric = '30.00',
    acct_used_flag: '0' | '1' = '0',
    drug_trac_codg: readonly string[] = [],
  ): Promise<CommandOutcome> {
    const opened = await this.greet(image);
    if (!opened.ok || opened.reply.kind !== 'session') return opened;
    const session = opened.reply.session.id;
    const lines = [{ feedetl_sn: '1', med_list_codg: GOOD, pric, cnt: '1', drug_trac_codg }];
    const basket = { med_type: '41', acct_used_flag, lines } as const;
    const priced = await this.say({ kind: 'set_basket', session, basket });
    if (!priced.ok) return priced;
    this.#serial += 1;
    return this.say({ kind: 'accept', session, key: `${this.identity.dev_no}-${this.#serial}` });
  }

  /** The id of a purchase that was accepted. */
  async sell(...what: Parameters<Till['buy']>): Promise<Msgid> {
    const outcome = await this.buy(...what);
    if (!outcome.ok || outcome.reply.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    return outcome.reply.msgid;
  }

  state(msgid: Msgid): string | undefined {
    return this.agent.transaction(msgid)?.state;
  }

  save(): Buffer {
    return this.#db.serialize();
  }

  /** The agent dies; the file of `saved` is put in its place, by a restore that begins a new epoch or by hand. */
  async putBack(saved: Buffer, how: 'restore' | 'by_hand'): Promise<void> {
    this.kill();
    this.#db = new Database(saved);
    if (how === 'restore') beginEpoch(this.#db, { atMs: this.shop.clock.wallMs(), reason: 'restore' });
    this.boot();
    await this.run(1_000);
  }
}

function card(image: string): CardData {
  const { cardno, card_sn, certno, psn_name, gend, brdy, insuplc_admdvs } = cardOf(image);
  return {
    ...{ card_sn, cardno, certno, psn_name, gend, brdy, issuing_admdvs: insuplc_admdvs, card_class: '1' },
    ...{ card_version: '2.00', issuer: '', issued_date: '2020-01-01', expiry_date: '2030-01-01' },
    ...{ naty: null, birthplace: null },
  };
}

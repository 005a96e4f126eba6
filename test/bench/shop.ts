/**
 * A shop to measure: the whole agent over a real durable file, as many readers as callers, and fictitious persons without
 * number, each known and with a card. The limits of offline selling are lifted; nothing else differs from a counter.
 */
import { join } from 'node:path';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { systemClock, systemRandom } from '../../agent/adapters/system-clock.ts';
import type { Agent } from '../../agent/agent.ts';
import type { Credential, PersonSnapshot } from '../../agent/core/centre.ts';
import type { CommandReply, Durable } from '../../agent/core/effect.ts';
import type { Basket, Command } from '../../agent/core/input.ts';
import { DEFAULT_LIMITS, type Limits } from '../../agent/core/limits.ts';
import type { Fen } from '../../agent/core/money.ts';
import { parseCatalogue } from '../../agent/core/settlement/parse.ts';
import type { Terminal } from '../../agent/core/state.ts';
import type { Clock, Random } from '../../agent/ports/clock.ts';
import type { CardData, DeviceEvent } from '../../agent/ports/devices.ts';
import type { Link } from '../../agent/ports/link.ts';
import type { Store } from '../../agent/ports/store.ts';
import { packageRoot } from '../../agent/root.ts';
import { createAgent } from '../../agent/shell.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';

export const TERMINAL: Terminal = {
  dev_no: 'T0001',
  slot: 1,
  fixmedins_code: 'P37010200001',
  fixmedins_name: '测试药店',
  mdtrtarea_admvs: '370102',
  institution: { kind: 'pharmacy', level: null, dual_channel: true },
};

const NO_LIMIT = 1_000_000_000_000 as Fen;
const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  offlineAmount: NO_LIMIT,
  offlinePersonDayFund: NO_LIMIT,
  offlineCount: 1_000_000_000,
  offlineSum: NO_LIMIT,
  offlineAccount: NO_LIMIT,
  inbox: 100_000,
};

/** The day of the sample pack on which every measured shop opens. */
const OPENED_MS = Date.UTC(2022, 9, 8, 1, 30);

/** The machine's clock, set to the sample pack's year: what is measured must not depend on the date of the run. */
export function shopClock(openedMs = OPENED_MS): Clock {
  const clock = systemClock();
  const offset = openedMs - clock.wallMs();
  return { ...clock, wallMs: () => clock.wallMs() + offset };
}

const CODES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((letter) => `X${letter}02AB${letter}065A00101010423${letter}`);

export const CATALOGUE = CODES.map((med_list_codg, at) => ({
  med_list_codg,
  chrgitm_lv: at % 2 === 0 ? '01' : '02',
  ...(at % 2 === 0 ? {} : { selfpay_prop: '0.1' }),
}));

/** Seven medicines: about 1 KB on the wire. */
export const BASKET: Basket = {
  med_type: '41',
  acct_used_flag: '1',
  lines: CODES.map((med_list_codg, at) => ({
    feedetl_sn: String(at + 1),
    med_list_codg,
    medins_list_codg: `S${1_000 + at}`,
    pric: `${12 + at}.5000`,
    cnt: String(at + 1),
    rxno: `RX2022100800${at}`,
  })),
};

export interface Somebody {
  readonly credential: Credential;
  readonly person: PersonSnapshot;
}

/** Person number `at`; fictitious throughout. */
export function somebody(at: number, asOfMs = OPENED_MS): Somebody {
  const psn_no = `PSN${String(at).padStart(12, '0')}`;
  const card_sn = at.toString(16).padStart(32, '0');
  const certno = `990000${String(at).padStart(12, '0')}`;
  const psn_name = '测试甲';
  return {
    credential: { mdtrt_cert_type: '03', mdtrt_cert_no: `T${String(at).padStart(8, '0')}`, card_sn, certno, psn_name },
    person: {
      ...{ psn_no, psn_cert_type: '01', certno, psn_name, gend: '1', naty: '01', brdy: '1990-01-01' },
      ...{ insutype: '310', psn_type: '11', psn_insu_stas: '1', cvlserv_flag: '0', insuplc_admdvs: '370100' },
      ...{ balc: 5_000 as Fen, aid_category: '', commercial: false, entitlements: [], mulaid: [] },
      ...{ accumulator_year: 2022, accumulators: { 'outpatient-employee.deductible': 20_000 as Fen } },
      ...{ as_of_ms: asOfMs, included_epoch: 0, included_number: 0, outstanding: [] },
    },
  };
}

export const LEDGER_KEY = Buffer.alloc(32, 7);

export interface ShopOptions {
  readonly folder: string;
  /** Default: a centre that can not be reached. */
  readonly link?: Link;
  readonly clock?: Clock;
  /** Default: the machine's. */
  readonly random?: Random;
}

/** A durable ledger in this folder, with the contact a terminal needs to sell without the centre. */
export function openLedger({ folder, clock = shopClock() }: ShopOptions): Store {
  const parsed = parseCatalogue(CATALOGUE, 'entries');
  if ('error' in parsed) throw new Error(parsed.error.message);
  const store = openStore({
    path: join(folder, 'tongxing.db'),
    key: LEDGER_KEY,
    codec: WIRE_CODEC,
    catalogue: { version: 'bench', entries: (code) => parsed.value.get(code) ?? [] },
  });
  store.begin(clock.wallMs());
  store.apply({ kind: 'save_contact', confirmed: true, at_ms: clock.wallMs() });
  store.commit();
  return store;
}

/** Writes persons down as known, `from` up to and without `to`, in transactions of a thousand. */
export function introduce(store: Store, from: number, to: number, nowMs = OPENED_MS): void {
  for (let at = from; at < to; at += 1) {
    if ((at - from) % 1_000 === 0) store.begin(nowMs);
    store.apply({ kind: 'save_person', ...somebody(at, nowMs) });
    if ((at - from) % 1_000 === 999 || at === to - 1) store.commit();
  }
}

const silent: Link = { start: () => {}, call: () => {}, close: async () => {} };
const quiet = () => {};

export class Shop {
  readonly agent: Agent;
  readonly store: Store;
  #device: (event: DeviceEvent) => void = quiet;
  #presence = 0;
  readonly #readers = new Set<string>();
  /** The last sale that was stored, for making more of its kind. */
  lastSale: (Durable & { kind: 'insert' }) | null = null;

  constructor(
    store: Store,
    { link = silent, clock = shopClock(), random = systemRandom() }: Partial<ShopOptions> = {},
  ) {
    this.store = store;
    this.agent = createAgent({
      ...{ terminal: TERMINAL, limits: LIMITS, packs: installedPacks(join(packageRoot(), 'agent/packs')) },
      ...{ version: 'bench', clock, random, link },
      store: {
        ...store,
        apply: (effect) => {
          if (effect.kind === 'insert') this.lastSale = effect;
          store.apply(effect);
        },
      },
      devices: {
        start: (listener) => {
          this.#device = listener;
        },
        stop: async () => {},
      },
      log: { info: quiet, warn: quiet, error: (message, facts) => console.error(message, facts) },
    });
  }

  async open(): Promise<void> {
    const operator = { opter: '001', opter_name: '测试员', proof: 'right' } as const;
    await this.command({ kind: 'enrol_operator', pin_hash: 'none', ...operator }, 'operator');
    await this.command({ kind: 'open_shift', ...operator }, 'shift');
  }

  /** Person `at` lays a card on reader `device`, is found, and the basket is priced. Gives the session's id. */
  async prepare(at: number, device = 'r1'): Promise<string> {
    const { credential } = somebody(at);
    if (!this.#readers.has(device)) this.#device({ kind: 'device_added', device, name: device, virtual: false });
    this.#readers.add(device);
    this.#presence += 1;
    this.#device({ kind: 'card_inserted', device, presence: this.#presence, atr: '' });
    this.#device({ kind: 'card_read', device, presence: this.#presence, card: cardOf(credential) });
    const opened = await this.command({ kind: 'open_session', device }, 'session');
    const priced = await this.command({ kind: 'set_basket', session: opened.session.id, basket: BASKET }, 'session');
    return priced.session.id;
  }

  /** Milliseconds from the accept command to its outcome. */
  async accept(session: string, key: string): Promise<number> {
    const from = performance.now();
    const outcome = await this.agent.command({ kind: 'accept', session, key });
    const took = performance.now() - from;
    if (!outcome.ok) throw new Error(`not accepted: ${JSON.stringify(outcome.problem)}`);
    return took;
  }

  async command<K extends CommandReply['kind']>(command: Command, kind: K): Promise<CommandReply & { kind: K }> {
    const outcome = await this.agent.command(command);
    if (outcome.ok && outcome.reply.kind === kind) return outcome.reply as CommandReply & { kind: K };
    throw new Error(`expected ${kind}, got ${JSON.stringify(outcome)}`);
  }
}

function cardOf(credential: Credential): CardData {
  const { card_sn, certno, psn_name } = credential;
  return {
    ...{ card_sn, certno, psn_name, cardno: credential.mdtrt_cert_no, issuing_admdvs: '370100', card_class: '1' },
    ...{ card_version: '2.00', issuer: 'X', issued_date: '2020-01-01', expiry_date: '2030-01-01' },
    ...{ gend: '1', naty: null, birthplace: null, brdy: '1990-01-01' },
  };
}

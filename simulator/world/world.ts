/**
 * A small world under virtual time from one seed: a centre, terminals that are killed and cut off, persons who shop at
 * more than one of them, clerks who repeat themselves. First faults, then healing, then the oracle.
 */
import { createHash } from 'node:crypto';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import { parseCatalogue } from '../../agent/core/settlement/parse.ts';
import type { Terminal as Identity } from '../../agent/core/state.ts';
import type { CatalogueSource } from '../../agent/ports/catalogue.ts';
import type { CardData } from '../../drivers/contract.ts';
import { Centre, type Temper } from '../centre/centre.ts';
import { DEMO_PHARMACY } from '../centre/institution.ts';
import { engineSettler } from '../centre/settler.ts';
import { CentreStore } from '../centre/store.ts';
import { FAIR_WEATHER, type LinkWeather } from '../link/cuttable-link.ts';
import { type SeededRandom, seededRandom } from '../time/seeded-random.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { Clerk } from './clerk.ts';
import { type Purchase, violations } from './oracle.ts';
import { type Disk, SimulatedTerminal } from './terminal.ts';

/** What may go wrong, drawn for each seed so that some runs are calm and others are not. */
export interface Faults {
  readonly weather: LinkWeather;
  /** Mean virtual ms between two of each; 0 for never. */
  readonly cutEveryMs: number;
  readonly killEveryMs: number;
  readonly clockStepEveryMs: number;
  readonly busyEveryMs: number;
}

export interface WorldResult {
  readonly seed: number;
  readonly faults: Faults;
  readonly purchases: number;
  readonly told: number;
  readonly kills: number;
  readonly cuts: number;
  /** Virtual ms from start to the last transaction being final. */
  readonly virtualMs: number;
  readonly violations: readonly string[];
  /** Hash over everything that was told and everything that both sides hold. */
  readonly trace: string;
}

export interface WorldOptions {
  readonly seed: number;
  readonly packs: readonly CompiledPack[];
  /** A fresh disk for each terminal. */
  readonly disk: (catalogue: CatalogueSource) => Disk;
  readonly terminals?: number;
  readonly persons?: number;
  /** Length of the phase with faults, virtual ms. */
  readonly faultMs?: number;
}

const START_MS = Date.UTC(2022, 9, 8, 0, 30);
const HEAL_MS = 15 * 60_000;

export async function runWorld(options: WorldOptions): Promise<WorldResult> {
  const random = seededRandom(options.seed);
  const faults = drawFaults(random);
  const clock = new VirtualClock(START_MS);
  const persons = makePersons(options.persons ?? 4);
  const { centre, store, temper } = makeCentre(clock, options.packs, persons);
  const lines: string[] = [];
  const purchases: Purchase[] = [];
  const terminals = Array.from({ length: options.terminals ?? 2 }, (_unused, index) => {
    const identity = makeTerminal(index + 1);
    store.putTerminal(identity.dev_no, identity.fixmedins_code, identity.slot);
    const backend = centreBackend(centre);
    return {
      identity,
      terminal: new SimulatedTerminal({
        identity,
        clock,
        random,
        centre: backend,
        weather: faults.weather,
        packs: options.packs,
        disk: options.disk(CATALOGUE),
        restartMs: 2_000,
      }),
    };
  });
  const balances = new Map(persons.map(({ psn_no }) => [psn_no, store.person(psn_no)?.balc ?? 0]));
  const clerks = terminals.map(
    ({ terminal, identity }) =>
      new Clerk({ terminal, identity, clock, random, persons, purchases, trace: (line) => lines.push(line) }),
  );
  let cuts = 0;
  const troubles = new Troubles(clock, random);
  for (const { terminal } of terminals) {
    troubles.every(faults.cutEveryMs, () => {
      cuts += 1;
      terminal.cut(random.chance(0.3));
      clock.after(random.below(60_000), () => terminal.restore());
    });
    troubles.every(faults.killEveryMs, () => terminal.kill(random.pick(['now', 'before_commit', 'after_commit'])));
  }
  troubles.every(faults.clockStepEveryMs, () => clock.stepWall(random.below(2 * 3_600_000) - 3_600_000));
  troubles.every(faults.busyEveryMs, () => {
    temper.busy = true;
    clock.after(random.below(20_000), () => {
      temper.busy = false;
    });
  });
  for (const clerk of clerks) clerk.start();
  await clock.runFor(options.faultMs ?? 10 * 60_000);

  troubles.stop();
  temper.busy = false;
  for (const clerk of clerks) clerk.stop();
  for (const { terminal } of terminals) {
    terminal.restore();
    terminal.weather = FAIR_WEATHER;
  }
  const healFrom = clock.monotonicMs();
  // A kill that was waiting for its commit may still strike; then the agent comes back and goes on.
  for (let step = 0; step < HEAL_MS / 5_000; step += 1) {
    await clock.runFor(5_000);
    if (terminals.every(({ terminal }) => isQuiet(terminal)) && clerks.every((clerk) => clerk.idle)) break;
  }
  const ledgers = new Map(
    terminals.map(({ identity, terminal }) => [
      identity.dev_no,
      terminal.agent.transactions({ openOnly: false, limit: 100_000 }),
    ]),
  );
  const found = [...violations({ purchases, ledgers, centre: store, balances, year: 2022 })];
  for (const views of ledgers.values())
    for (const view of views) lines.push(`${view.msgid} ${view.state} ${JSON.stringify(view.final)}`);
  for (const { psn_no } of persons)
    lines.push(`${psn_no} ${store.person(psn_no)?.balc} ${JSON.stringify(store.accumulators(psn_no, 2022))}`);
  store.close();
  return {
    seed: options.seed,
    faults,
    purchases: purchases.length,
    told: purchases.filter((purchase) => purchase.told.size > 0).length,
    kills: terminals.reduce((total, { terminal }) => total + terminal.kills, 0),
    cuts,
    virtualMs: healFrom,
    violations: found,
    trace: createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}

function isQuiet(terminal: SimulatedTerminal): boolean {
  const { queued, underway, unknown, reversing, waiting } = terminal.agent.status().queue;
  return queued + underway + unknown + reversing + waiting === 0;
}

/** Recurring troubles until `stop`: each comes after a drawn time, twice the mean at most. */
class Troubles {
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  #stopped = false;

  constructor(clock: VirtualClock, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random;
  }

  every(meanMs: number, strike: () => void): void {
    if (meanMs === 0) return;
    this.#clock.after(this.#random.below(2 * meanMs), () => {
      if (this.#stopped) return;
      strike();
      this.every(meanMs, strike);
    });
  }

  stop(): void {
    this.#stopped = true;
  }
}

/** Swarm: each fault is off in half of the seeds, so that none hides behind another. */
function drawFaults(random: SeededRandom): Faults {
  const maybe = (value: number) => (random.chance(0.5) ? value : 0);
  return {
    weather: {
      ...FAIR_WEATHER,
      delayMs: random.pick([
        [1, 5],
        [20, 400],
        [1, 12_000],
      ]),
      loseRequest: maybe(0.1),
      loseAnswer: maybe(0.15),
      duplicate: maybe(0.2),
    },
    cutEveryMs: maybe(60_000),
    killEveryMs: maybe(45_000),
    clockStepEveryMs: maybe(240_000),
    busyEveryMs: maybe(120_000),
  };
}

export interface SimulatedPerson {
  readonly psn_no: string;
  readonly card: CardData;
}

function makePersons(count: number): readonly SimulatedPerson[] {
  return Array.from({ length: count }, (_unused, index) => {
    const serial = String(index + 1).padStart(4, '0');
    return {
      psn_no: `PSN9900${serial}`,
      card: {
        card_sn: `370100${serial.padStart(26, '0')}`,
        issuing_admdvs: '370100',
        card_class: '1',
        card_version: '2.00',
        issuer: '',
        issued_date: '2020-01-01',
        expiry_date: '2030-01-01',
        cardno: `T0000${serial}`,
        certno: `99000019900101${serial}`,
        psn_name: `测试${serial}`,
        gend: '1',
        naty: null,
        birthplace: null,
        brdy: '1990-01-01',
      },
    };
  });
}

function makeTerminal(slot: number): Identity {
  return {
    dev_no: `T${String(slot).padStart(4, '0')}`,
    slot,
    fixmedins_code: DEMO_PHARMACY.fixmedins_code,
    fixmedins_name: DEMO_PHARMACY.fixmedins_name,
    mdtrtarea_admvs: DEMO_PHARMACY.mdtrtarea_admvs,
    institution: { kind: 'pharmacy', level: null, dual_channel: true },
  };
}

const ENTRIES = [
  { med_list_codg: 'SIM-A', chrgitm_lv: '01' },
  { med_list_codg: 'SIM-B', chrgitm_lv: '02', selfpay_prop: '0.1', pric_uplmt_amt: '30' },
  { med_list_codg: 'SIM-C', chrgitm_lv: '03' },
];

const CATALOGUE = simulatedCatalogue();

function simulatedCatalogue(): CatalogueSource {
  const parsed = parseCatalogue(ENTRIES, 'entries');
  if ('error' in parsed) throw new Error(parsed.error.message);
  return { version: 'sim-1', entries: (code) => parsed.value.get(code) ?? [] };
}

function makeCentre(clock: VirtualClock, packs: readonly CompiledPack[], persons: readonly SimulatedPerson[]) {
  const store = new CentreStore(':memory:');
  const temper: Temper = { busy: false, refuse: null, pace_ms: 0 };
  const settle = engineSettler(packs, { get: (code) => CATALOGUE.entries(code) });
  const centre = new Centre({ store, wallMs: () => START_MS + clock.monotonicMs(), settle, temper });
  store.putInstitution(DEMO_PHARMACY.fixmedins_code, DEMO_PHARMACY);
  for (const { psn_no, card } of persons) {
    const { certno, psn_name, gend, brdy, cardno, card_sn } = card;
    const profile = {
      ...{ psn_no, psn_cert_type: '01', certno, psn_name, gend, naty: '01', brdy },
      ...{ insutype: '310', psn_type: '1101', psn_insu_stas: '1', cvlserv_flag: '0', insuplc_admdvs: '370100' },
      ...{ aid_category: null, commercial: false, entitlements: [], mulaid: [] },
    };
    store.putPerson(psn_no, profile, 100_000);
    store.putCredential('03', cardno, psn_no, card_sn);
  }
  return { centre, store, temper };
}

function centreBackend(centre: Centre): import('../centre/server.ts').Backend {
  return (dev_no, method, bytes, answer) => answer(centre.handle(dev_no, method, bytes));
}

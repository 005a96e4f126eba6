/**
 * The whole system under one seed: terminals, clerks, persons who shop at more than one counter, and a centre, in virtual
 * time. First faults, then healing and the demand that everything converges; oracles look on all the while. The same seed
 * and plan give the same trace on any machine.
 */
import { createHash } from 'node:crypto';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import type { CatalogueSource } from '../../agent/ports/catalogue.ts';
import { FAIR_WEATHER } from '../link/cuttable-link.ts';
import { type SeededRandom, seededRandom } from '../time/seeded-random.ts';
import { promisesAlone, VirtualClock } from '../time/virtual-clock.ts';
import { imbalances } from './balance.ts';
import { type Purchase, violations } from './books.ts';
import { Clerk } from './clerk.ts';
import { Drawer } from './drawer.ts';
import {
  describeIncident,
  drawClinicIncidents,
  drawFaults,
  drawIncidents,
  type Faults,
  type Incident,
} from './faults.ts';
import { Oracle } from './oracle.ts';
import { makePersons, makeTerminal, personalOf } from './people.ts';
import { Shelf } from './shelf.ts';
import { drawStory, drawTreatments, inPieces, type Visit, withClaims, withComparisons, withGoods } from './story.ts';
import { type Disk, SimulatedTerminal, WORLD_LIMITS } from './terminal.ts';
import { CATALOGUE, Town } from './town.ts';
import { type Treated, visitsKept } from './treated.ts';

/** Everything a run is made from: plain data, drawn from a seed and then perhaps shortened. */
export interface Plan {
  readonly seed: number;
  /** Counters of the pharmacy; those of the clinic are numbered after them. */
  readonly terminals: number;
  readonly clinics: number;
  readonly persons: number;
  readonly faults: Faults;
  readonly incidents: readonly Incident[];
  readonly story: readonly Visit[];
}

export interface PlanOptions {
  readonly terminals?: number;
  /** Counters of the clinic, each with a third as many visits as one of the pharmacy. */
  readonly clinics?: number;
  readonly persons?: number;
  /** Visits at each terminal in a day. */
  readonly visits?: number;
  /** Mean time between two of them, ms. */
  readonly gapMs?: number;
  /** Instead of those the seed draws. */
  readonly faults?: Faults;
}

export interface WorldResult {
  readonly plan: Plan;
  readonly purchases: number;
  readonly told: number;
  readonly transactions: number;
  /** By kind; a crash by the step it struck at. */
  readonly survived: Readonly<Record<string, number>>;
  /** True time from the first visit to the last transaction being final, in days of 24 hours for each terminal. */
  readonly terminalDays: number;
  readonly violations: readonly string[];
  /** What was said and done, in order. */
  readonly story: readonly string[];
  /** Hash over everything that was told and everything that both sides hold. */
  readonly trace: string;
}

/** What the world stands on, from outside the simulator: policy packs, and a fresh disk for each terminal. */
export interface Ground {
  readonly packs: readonly CompiledPack[];
  readonly disk: (catalogue: CatalogueSource) => Disk;
}

const START_MS = Date.UTC(2022, 9, 8, 0, 30);
const HEAL_MS = 30 * 60_000;
/** Minutes a clerk may take to end the day. */
const EVENING_STEPS = 30;
/** A day is looked at so many times whether it is worth going on. */
const STEPS = 240;
const LEAST_STEP_MS = 2_000;
/** Steps from one time to the next that the sums of both sides are laid side by side. */
const WEIGH_EVERY = 4;

/** One random stream for each purpose, so that leaving one thing out does not change all the others. */
function stream(seed: number, purpose: string): SeededRandom {
  return seededRandom(createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32BE());
}

export function drawPlan(seed: number, options: PlanOptions = {}): Plan {
  const { terminals = 2, clinics = 1, persons = 4, visits = 40 } = options;
  const gapMs = options.gapMs ?? stream(seed, 'gap').pick([8_000, 45_000, 300_000]);
  const faults = options.faults ?? drawFaults(stream(seed, 'faults'));
  const people = drawStory(stream(seed, 'story'), { terminals, persons, visits, gapMs, swapCard: faults.swapCard });
  const drawn = withClaims(stream(seed, 'claims'), inPieces(stream(seed, 'pieces'), people));
  const sold = withComparisons(stream(seed, 'comparisons'), withGoods(stream(seed, 'goods'), drawn));
  const treated = drawTreatments(stream(seed, 'treatments'), terminals, {
    ...{ terminals: clinics, persons, visits: Math.ceil(visits / 3), gapMs: 3 * gapMs, swapCard: faults.swapCard },
  });
  const lengthMs = sold.at(-1)?.atMs ?? 0;
  const struck = drawIncidents(stream(seed, 'incidents'), faults, { terminals, gapMs, lengthMs });
  const room = { terminals: clinics, gapMs, lengthMs: treated.at(-1)?.atMs ?? 0 };
  const too = drawClinicIncidents(stream(seed, 'clinic incidents'), faults, terminals, room);
  const [story, incidents] = [inOrder([...sold, ...treated]), inOrder([...struck, ...too])];
  return { seed, terminals, clinics, persons, faults, incidents, story };
}

function inOrder<T extends { readonly atMs: number }>(all: readonly T[]): readonly T[] {
  return all.toSorted((one, other) => one.atMs - other.atMs);
}

export async function runWorld(plan: Plan, ground: Ground): Promise<WorldResult> {
  const world = new World(plan, ground);
  try {
    return await world.run();
  } finally {
    world.town.store.close();
  }
}

class World {
  readonly town: Town;
  readonly #plan: Plan;
  readonly #clock = new VirtualClock(START_MS, promisesAlone);
  readonly #counters: readonly Counter[];
  readonly #balances: ReadonlyMap<string, number>;
  readonly #purchases: Purchase[] = [];
  readonly #treated: Treated[] = [];
  readonly #drawer = new Drawer();
  readonly #shelf = new Shelf((violation) => this.#violate(violation));
  readonly #lines: string[] = [];
  readonly #violations: string[] = [];
  readonly #survived: Record<string, number> = {};

  constructor(plan: Plan, ground: Ground) {
    const { seed, faults } = plan;
    this.#plan = plan;
    const persons = makePersons(plan.persons);
    const wallMs = () => this.#clock.wallMs();
    const random = stream(seed, 'centre');
    this.town = new Town({ wallMs, packs: ground.packs, persons, random, otherAmounts: faults.otherAmounts });
    this.town.temper.pace_ms = faults.paceMs;
    const personal = personalOf(persons);
    this.#balances = new Map(persons.map(({ psn_no }) => [psn_no, this.town.store.person(psn_no)?.balc ?? 0]));
    this.#counters = Array.from({ length: plan.terminals + plan.clinics }, (_unused, index) => {
      const identity = makeTerminal(index + 1, index < plan.terminals ? 'pharmacy' : 'clinic');
      const { dev_no } = identity;
      this.town.store.putTerminal(dev_no, identity.fixmedins_code, identity.slot);
      const oracle = new Oracle({
        ...{ dev_no, limits: WORLD_LIMITS, personal, now: () => this.#clock.monotonicMs() },
        ...{ centre: this.town.store, denied: this.town.denied, say: (violation) => this.#violate(violation) },
      });
      const drift = stream(seed, `drift ${index}`);
      const terminal = new SimulatedTerminal({
        ...{ identity, time: this.#clock, random: stream(seed, `terminal ${index}`), packs: ground.packs },
        centre: this.town.door((...answer) => oracle.answered(...answer)),
        weather: faults.weather,
        driftPpm: faults.driftPpm === 0 ? 0 : drift.below(2 * faults.driftPpm) - faults.driftPpm,
        slowDiskMs: faults.slowDiskMs,
        disk: ground.disk(CATALOGUE),
        watch: oracle,
        restartMs: 2_000,
      });
      const visits = plan.story.filter((visit) => visit.terminal === index);
      const trace = (line: string) => void this.#lines.push(line);
      const [purchases, treated] = [this.#purchases, this.#treated];
      const remembered = { purchases, treated, drawer: this.#drawer, shelf: this.#shelf };
      const clerk = new Clerk({ dev_no, terminal, oracle, clock: this.#clock, persons, visits, ...remembered, trace });
      return { dev_no, terminal, oracle, clerk };
    });
  }

  async run(): Promise<WorldResult> {
    const { incidents, story } = this.#plan;
    const lastMs = Math.max(story.at(-1)?.atMs ?? 0, incidents.at(-1)?.atMs ?? 0);
    const stepMs = Math.max(LEAST_STEP_MS, Math.ceil(lastMs / STEPS));
    for (const incident of incidents) this.#clock.after(incident.atMs, () => this.#strike(incident));
    // The backups that a shop takes; the last one is what a lost machine is replaced from.
    for (let at = 1; at < 8; at += 1)
      this.#clock.after((at * lastMs) / 8, () => {
        for (const { terminal } of this.#counters) terminal.backUp();
      });
    for (const { clerk } of this.#counters) clerk.start();
    for (let step = 0; step * stepMs < lastMs + 60_000 && !this.#hopeless(); step += 1) {
      await this.#clock.runFor(stepMs);
      if (step % WEIGH_EVERY === 0) this.#weigh();
    }
    await this.#heal();
    this.#judge();
    return this.#result();
  }

  /** In the middle of it all, whatever is broken just now. */
  #weigh(): void {
    const { store: centre, denied } = this.town;
    for (const { dev_no, oracle } of this.#counters)
      for (const violation of imbalances({ dev_no, rows: oracle.rows, lost: oracle.lost, centre, denied }))
        this.#violate(violation);
  }

  #strike(incident: Incident): void {
    const { town } = this;
    const terminal = this.#counters[incident.terminal]?.terminal;
    if (terminal === undefined) return;
    const later = (act: () => void) => {
      if ('forMs' in incident) this.#clock.after(incident.forMs, act);
    };
    this.#lines.push(`${this.#clock.monotonicMs()} T${incident.terminal + 1} ! ${describeIncident(incident)}`);
    this.#survived[incident.kind] = (this.#survived[incident.kind] ?? 0) + 1;
    switch (incident.kind) {
      case 'cut':
        terminal.cut(incident.how);
        return later(() => terminal.restore());
      case 'crash':
        return terminal.crashAfter(incident.steps, incident.reboot);
      case 'disk_full':
        terminal.diskFull = true;
        return later(() => {
          terminal.diskFull = false;
        });
      case 'clock':
        terminal.clock.step(incident.byMs);
        return later(() => terminal.clock.right());
      case 'reader':
        terminal.reader.unplug();
        return later(() => terminal.reader.plug());
      case 'takeover':
        return terminal.takeOver(incident.forMs);
      case 'upgrade':
        return void terminal.upgrade(incident.forMs);
      case 'restore':
        if (terminal.restoreBackup()) this.#forget(incident.terminal);
        return;
      case 'centre_restart':
        town.restart();
        for (const one of this.#counters) one.terminal.reset();
        return;
      case 'busy':
        town.temper.busy = true;
        return later(() => {
          town.temper.busy = false;
        });
      case 'refuse':
        town.temper.refuse = { code: 'refused', count: incident.count, ...REFUSED[incident.what] };
        return;
      case 'deny':
        town.temper.deny = incident.count;
        return;
      default:
        incident satisfies never;
    }
  }

  #forget(terminal: number): void {
    const { dev_no } = this.#counters[terminal] ?? {};
    for (const one of [...this.#purchases, ...this.#treated]) one.forgotten ||= one.terminal === dev_no;
    this.#shelf.forget(dev_no ?? '');
  }

  /** No new faults; everything that was begun has to end. */
  async #heal(): Promise<void> {
    this.town.otherAmounts = 0;
    Object.assign(this.town.temper, { busy: false, refuse: null, deny: 0, pace_ms: 0 });
    for (const { clerk, terminal } of this.#counters) {
      clerk.stop();
      terminal.heal();
      terminal.weather = FAIR_WEATHER;
    }
    // A clock that was wrong is noticed to be right at the next hello.
    this.town.restart();
    for (const { terminal } of this.#counters) terminal.reset();
    const quiet = () => this.#counters.every((counter) => counter.clerk.idle && isQuiet(counter.terminal));
    for (let step = 0; step < HEAL_MS / 5_000; step += 1) {
      await this.#clock.runFor(5_000);
      if (quiet() || this.#hopeless()) break;
    }
    if (this.#hopeless()) return;
    // What straggles on the wires arrives after all.
    await this.#clock.runFor(this.#plan.faults.weather.straggleMs + 20_000);
    for (const { clerk, dev_no, oracle } of this.#counters) {
      const closing: { problem?: string | null } = {};
      void clerk.close().then((problem) => {
        closing.problem = problem;
      });
      for (let step = 0; step < EVENING_STEPS && closing.problem === undefined; step += 1)
        await this.#clock.runFor(60_000);
      // What a lost disk had taken over from the centre no other file knows: somebody puts a name under it.
      const signed = closing.problem === 'totals differ' && oracle.keyless.size > 0;
      if (closing.problem !== null && !signed)
        this.#violate(`${dev_no}: the shift can not be closed: ${closing.problem}`);
    }
  }

  #judge(): void {
    const { store } = this.town;
    const ledgers = new Map(
      this.#counters.map(({ dev_no, terminal }) => [
        dev_no,
        terminal.agent?.transactions({ openOnly: false, limit: 100_000 }) ?? [],
      ]),
    );
    const lost = new Map(this.#counters.map(({ dev_no, oracle }) => [dev_no, oracle.lost]));
    const keyless = new Map(this.#counters.map(({ dev_no, oracle }) => [dev_no, oracle.keyless]));
    const unmade = new Map(this.#counters.map(({ dev_no, oracle }) => [dev_no, oracle.unmade]));
    const evidence = {
      purchases: this.#purchases,
      ledgers,
      lost,
      keyless,
      unmade,
      centre: store,
      balances: this.#balances,
      drawer: this.#drawer,
      denied: this.#stillDenied(),
    };
    for (const violation of violations(evidence)) this.#violate(violation);
    const visit = (terminal: string, id: string) =>
      this.#counters.find(({ dev_no }) => dev_no === terminal)?.terminal.agent?.visit(id) ?? null;
    for (const violation of visitsKept({ treated: this.#treated, centre: store, visit })) this.#violate(violation);
    for (const views of ledgers.values())
      for (const view of views) this.#lines.push(`${view.msgid} ${view.state} ${JSON.stringify(view.final)}`);
    for (const psn_no of this.#balances.keys())
      this.#lines.push(`${psn_no} ${store.person(psn_no)?.balc} ${JSON.stringify(store.accumulators(psn_no, 2022))}`);
  }

  /** What its terminal has as it was told; of others the truth came out. */
  #stillDenied(): ReadonlySet<string> {
    const refused = ({ oracle }: Counter, msgid: string) => oracle.rows.get(msgid)?.state === 'rejected';
    return new Set([...this.town.denied].filter((msgid) => this.#counters.some((counter) => refused(counter, msgid))));
  }

  #result(): WorldResult {
    for (const { terminal } of this.#counters)
      for (const [label, times] of terminal.deaths) {
        const name = `died: ${label}`;
        this.#survived[name] = (this.#survived[name] ?? 0) + times;
      }
    return {
      plan: this.#plan,
      purchases: this.#purchases.length,
      told: this.#purchases.filter(({ told }) => told.size > 0).length,
      transactions: this.#counters.reduce((sum, { oracle }) => sum + oracle.rows.size, 0),
      survived: this.#survived,
      terminalDays: (this.#clock.monotonicMs() / 86_400_000) * this.#counters.length,
      violations: this.#violations,
      story: this.#lines,
      trace: createHash('sha256').update(this.#lines.join('\n')).digest('hex'),
    };
  }

  /** Enough is known of what is wrong. */
  #hopeless(): boolean {
    return this.#violations.length > 50;
  }

  #violate(violation: string): void {
    this.#lines.push(`${this.#clock.monotonicMs()} violation: ${violation}`);
    this.#violations.push(violation);
  }
}

const REFUSED = { sales: { salesOnly: true }, undoings: { undoingsOnly: true }, steps: { stepsOnly: true } };

interface Counter {
  readonly dev_no: string;
  readonly terminal: SimulatedTerminal;
  readonly oracle: Oracle;
  readonly clerk: Clerk;
}

function isQuiet({ agent }: SimulatedTerminal): boolean {
  if (agent === null) return false;
  const { queued, underway, unknown, waiting } = agent.status().queue;
  return queued + underway + unknown + waiting === 0;
}

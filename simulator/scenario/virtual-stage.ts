/**
 * A scenario in virtual time: the whole agent over a disk in memory, real drivers over devices in memory, the reference
 * centre behind its faults, in one process and from a seed. Nothing happens but what time brings; must never read a clock.
 */
import { checkedRoutes } from '../../agent/api/check.ts';
import { problemDocument } from '../../agent/api/problem.ts';
import { DEFAULT_LIMITS, type Limits } from '../../agent/core/limits.ts';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import type { Terminal } from '../../agent/core/state.ts';
import { civilTime } from '../../agent/core/time.ts';
import { fault } from '../../agent/errors/catalogue.ts';
import type { CatalogueLookup } from '../../agent/ports/catalogue.ts';
import type { Pins } from '../../agent/ports/pins.ts';
import type { RecordingFile } from '../../agent/ports/recording.ts';
import type { Store } from '../../agent/ports/store.ts';
import { createPrinting } from '../../agent/printing.ts';
import { createStaff } from '../../agent/staff.ts';
import type { DriverClock } from '../../drivers/contract.ts';
import type { CardImage } from '../card/image.ts';
import { Centre } from '../centre/centre.ts';
import { type ControlOptions, openDoor } from '../centre/control.ts';
import { delivered, noFaults } from '../centre/delivery.ts';
import { installedSettler, seedDemo } from '../centre/house.ts';
import { DEMO_CLINIC, DEMO_PHARMACY } from '../centre/institution.ts';
import { seedPeople } from '../centre/people.ts';
import { CentreStore } from '../centre/store.ts';
import { type MemoryCounter, memoryCounter } from '../counter/memory-counter.ts';
import { FAIR_WEATHER } from '../link/cuttable-link.ts';
import { shippedPeople } from '../people/people.ts';
import { seededRandom } from '../time/seeded-random.ts';
import { TerminalClock } from '../time/terminal-clock.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { type Crash, isLifeOver, Life } from '../world/life.ts';
import type { Disk } from '../world/terminal.ts';
import type { Scenario } from './scenario.ts';
import type { Call, Cut, Method, Said, Stage } from './stage.ts';

export interface VirtualGround {
  readonly packs: readonly CompiledPack[];
  readonly catalogue: CatalogueLookup;
  readonly disk: (catalogue: CatalogueLookup) => Disk;
  /** A file for each life of the agent, if it is to be recorded. */
  readonly recording?: () => RecordingFile;
}

/** 10:00 in Shanghai, on a day the sample pack is in force. */
const START_MS = Date.UTC(2022, 10, 8, 2, 0, 0);
const DEAD_MS = 2_000;
/** An answer that takes longer than this has hung. */
const HUNG_MS = 300_000;
const STEP_MS = 20;

/** A hash that takes no time: the PINs of a scenario protect nobody. */
const PLAIN_PINS: Pins = { hash: async (pin) => `plain:${pin}`, matches: async (pin, hash) => hash === `plain:${pin}` };

type Routes = ReturnType<typeof checkedRoutes>;

export class VirtualStage implements Stage {
  readonly #time = new VirtualClock(START_MS);
  readonly #clock = new TerminalClock(this.#time, 0);
  readonly #hands: MemoryCounter;
  readonly #ground: VirtualGround;
  readonly #disk: Disk;
  readonly #identity: Terminal;
  readonly #limits: Limits;
  readonly #random: ReturnType<typeof seededRandom>;
  readonly #store = new CentreStore(':memory:');
  readonly #faults = noFaults();
  readonly #door: ControlOptions;
  readonly #backend: ReturnType<typeof delivered>;
  readonly #said: Readonly<Record<string, unknown>>[] = [];
  readonly #deaths: string[] = [];
  /** Followed by another, and not ended. */
  readonly #asleep: Life[] = [];
  #life: Life | null = null;
  #routes: Routes = [];
  #cut: Parameters<Life['cut']>[0] | null = null;
  #weather = FAIR_WEATHER;
  #full = false;
  #slowMs = 0;
  #defect: unknown = null;

  constructor({ institution, limits }: Pick<Scenario, 'institution' | 'limits'>, seed: number, ground: VirtualGround) {
    this.#ground = ground;
    this.#random = seededRandom(seed);
    this.#limits = { ...DEFAULT_LIMITS, ...limits } as Limits;
    this.#disk = ground.disk(ground.catalogue);
    const place = institution === 'clinic' ? DEMO_CLINIC : DEMO_PHARMACY;
    this.#identity = terminalOf(place);
    const driverClock: DriverClock = {
      monotonicMs: () => this.#time.monotonicMs(),
      after: (ms, callback) => this.#time.after(ms, callback),
      today: () => civilTime(this.#clock.wallMs()).slice(0, 10),
    };
    this.#hands = memoryCounter(driverClock);
    seedDemo(this.#store, START_MS);
    seedPeople(
      this.#store,
      shippedPeople().map(({ centre }) => centre),
      2022,
    );
    this.#store.putTerminal(this.#identity.dev_no, place.fixmedins_code, this.#identity.slot);
    const wallMs = () => this.#time.wallMs();
    const centre = new Centre({ store: this.#store, wallMs, settle: installedSettler(), temper: this.#faults });
    const { statements, vouchers } = centre;
    const none = { drop: () => {}, newCode: () => '' };
    this.#door = { store: this.#store, faults: this.#faults, wallMs, statements, vouchers, ...none };
    this.#backend = delivered(centre, this.#faults, this.#time);
    this.#boot();
  }

  async api(method: Method, path: string, body?: unknown, key?: string): Promise<Said> {
    const [said = GONE] = await this.together([{ method, path, body, ...(key === undefined ? {} : { key }) }]);
    return said;
  }

  async together(calls: readonly Call[]): Promise<readonly Said[]> {
    const life = this.#life;
    if (life === null) return calls.map(() => GONE);
    const said: (Said | null)[] = calls.map(() => null);
    for (const [at, call] of calls.entries())
      void this.#ask(call).then((answer) => {
        said[at] = answer;
      });
    const until = this.elapsedMs() + HUNG_MS;
    const open = () => said.includes(null) && this.#life === life;
    while (open() && this.elapsedMs() < until) await this.pass(STEP_MS);
    if (open()) throw new Error(`${calls[0]?.method} ${calls[0]?.path}: no answer in ${HUNG_MS / 1000} s`);
    return said.map((one) => one ?? GONE);
  }

  async #ask({ method, path, body, key }: Call): Promise<Said> {
    const [plain = '', search = ''] = path.split('?');
    for (const route of this.#routes) {
      const params = route.method === method ? paramsOf(route.path, plain) : null;
      if (params === null) continue;
      const query = Object.fromEntries(new URLSearchParams(search));
      const answer = await route.handle({ params, query, body, key });
      if (!('fault' in answer)) return answer;
      const problem = problemDocument(answer.fault);
      return { status: problem.status, body: problem };
    }
    const unknown = problemDocument(fault('route_unknown', { method, path: plain }));
    return { status: unknown.status, body: unknown };
  }

  async centre(method: Method, path: string, body: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return openDoor(this.#door, method, path, body);
  }

  async insert(card: CardImage): Promise<void> {
    this.#hands.insert(card);
  }

  async pull(): Promise<void> {
    this.#hands.pull();
  }

  async scan(text: string, aim: string): Promise<void> {
    this.#hands.scan(text, aim);
  }

  async scannerAs(mode: 'pos' | 'keyboard'): Promise<void> {
    this.#hands.scannerAs(mode);
  }

  async paper(lines: number | null): Promise<void> {
    this.#hands.load(lines);
  }

  async cover(open: boolean): Promise<void> {
    this.#hands.cover(open);
  }

  printed(): readonly string[] {
    return this.#hands.paper;
  }

  async cut(how: Cut): Promise<void> {
    this.#cut = { silent: how === 'silent', deaf: how === 'half_open' };
    this.#life?.cut(this.#cut);
  }

  async restore(): Promise<void> {
    this.#cut = null;
    for (const life of [...this.#asleep, this.#life]) life?.restore();
  }

  async answerTwice(on: boolean): Promise<void> {
    this.#weather = { ...FAIR_WEATHER, answerTwice: on ? 1 : 0 };
    if (this.#life !== null) this.#life.weather = this.#weather;
  }

  async disk({ full = this.#full, slowMs = this.#slowMs }: Parameters<Stage['disk']>[0]): Promise<void> {
    this.#full = full;
    this.#slowMs = slowMs;
  }

  async jumpClock(byMs: number): Promise<void> {
    this.#clock.step(byMs);
  }

  async kill(at: string | null, power: boolean): Promise<void> {
    if (at === null) this.#life?.die({ label: 'killed', reboot: power });
    else this.#life?.crashAt(at, power);
  }

  async upgrade(old: 'ended' | 'asleep'): Promise<void> {
    const last = this.#life;
    this.#life = null;
    const ending = old === 'ended' ? last?.end() : undefined;
    if (ending !== undefined) await this.pass(STEP_MS);
    await ending;
    // One process at a time has the devices; a sleeping one lets go of them with its drivers' processes.
    await this.#hands.devices.stop();
    if (old === 'asleep' && last !== null) this.#asleep.push(last);
    this.#boot();
  }

  async cardService(up: boolean): Promise<void> {
    this.#hands.cardService(up);
  }

  deaths(): readonly string[] {
    return this.#deaths;
  }

  notices(): readonly Readonly<Record<string, unknown>>[] {
    return this.#said;
  }

  elapsedMs(): number {
    return this.#time.monotonicMs();
  }

  async pass(ms: number): Promise<void> {
    await this.#time.runFor(ms);
    if (this.#defect !== null) throw this.#defect;
  }

  async stop(): Promise<void> {
    const lives = [...this.#asleep, this.#life];
    this.#life = null;
    const ending = Promise.all(lives.map((life) => life?.end()));
    await this.#time.runFor(1_000);
    await ending;
    await this.#hands.devices.stop();
    this.#store.close();
  }

  #boot(): void {
    let store: Store | null = null;
    const { recording, catalogue } = this.#ground;
    const life: Life = new Life({
      ...(recording === undefined ? {} : { recording: { file: recording(), catalogue } }),
      ...{ identity: this.#identity, clock: this.#clock, random: this.#random, centre: this.#backend },
      ...{ packs: this.#ground.packs, limits: this.#limits, disk: this.#disk, weather: this.#weather },
      watch: {
        booted: (opened) => {
          store = opened;
        },
        defect: (error) => {
          this.#defect = error;
        },
        ...{ committed: () => {}, sent: () => {}, heard: () => {}, logged: () => {}, restored: () => {} },
      },
      devices: () => this.#hands.devices,
      diskFull: () => this.#full,
      slow: () => {
        if (this.#slowMs > 0) this.#time.block(this.#slowMs);
      },
      onDeath: (crash) => this.#died(life, crash),
    });
    try {
      life.start(this.#cut);
    } catch (error) {
      if (!isLifeOver(error)) throw error;
      return this.#died(life, { label: 'start', reboot: false });
    }
    if (store === null) throw new Error('an agent came up without a store');
    this.#life = life;
    this.#open(life, store);
  }

  /** What a daemon puts around its agent, without sockets. */
  #open({ agent, devices }: Life, store: Store): void {
    if (agent === null) return;
    const { catalogue } = this.#ground;
    const printing = createPrinting({
      ...{ agent, store, catalogue, devices, clock: this.#clock, terminal: this.#identity },
      ...{ training: true, widthOf: () => 80 },
    });
    const links = { issue: () => ({ path: '', valid_ms: 0 }) };
    const staff = createStaff(agent, PLAIN_PINS);
    const approvals = { issue: () => ({ approval: '', valid_ms: 0 }), redeem: () => null };
    const beside = { catalogue, training: true, links, staff, printing, approvals, ...NO_CLIENTS };
    this.#routes = checkedRoutes(agent, beside);
    agent.subscribe(null, ({ notice }) => this.#said.push({ ...notice }));
  }

  #died(life: Life, { label, reboot }: Crash): void {
    this.#deaths.push(label);
    // One that was followed by another leaves that one's devices and disk alone.
    if (this.#life !== null && this.#life !== life) return;
    this.#disk.drop();
    this.#life = null;
    void this.#hands.devices.stop();
    if (reboot) this.#clock.reboot();
    this.#time.after(DEAD_MS, () => {
      if (this.#life === null) this.#boot();
    });
  }
}

/** Nobody else is let in to a story. */
const NO_CLIENTS = {
  clients: { byToken: () => null, list: () => [], add: () => ({ token: '' }), revoke: () => false },
  pairings: {
    ...{
      ask: () => null,
      open: () => [],
      match: () => null,
      confirm: () => {},
      refuse: () => false,
      collect: () => null,
    },
  },
};

const GONE: Said = { status: 0, body: { code: 'agent_gone', title: '终端程序已停止', title_en: 'the agent is gone' } };

function terminalOf(place: typeof DEMO_PHARMACY): Terminal {
  const { fixmedins_code, fixmedins_name, mdtrtarea_admvs, institution_kind, dual_channel } = place;
  const clinic = institution_kind === 'clinic';
  return {
    ...{ dev_no: `${fixmedins_code}-001`, slot: 1, fixmedins_code, fixmedins_name, mdtrtarea_admvs },
    institution: { kind: clinic ? 'clinic' : 'pharmacy', level: clinic ? '1' : null, dual_channel },
  };
}

/** Null: another path. */
function paramsOf(template: string, path: string): Readonly<Record<string, string>> | null {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    const value = decodeURIComponent(given[at] ?? '');
    if (name !== undefined) params[name] = value;
    else if (part !== value) return null;
  }
  return params;
}

/**
 * A scenario on the real parts: the centre and the daemon as processes of their own, gRPC with mutual TLS between them over
 * a line that can be cut, the devices of a machine and the local API over HTTP. It ends what it
 * started; what only virtual time can do it refuses by name.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CardImage } from '../../../simulator/card/image.ts';
import { type Pcscd, startPcscd } from '../../../simulator/card/pcscd.ts';
import { CuttableRelay } from '../../../simulator/link/cut.ts';
import type { Scenario } from '../../../simulator/scenario/scenario.ts';
import {
  type Call,
  type Cut,
  type Method,
  NotOnThisStage,
  type Said,
  type Stage,
} from '../../../simulator/scenario/stage.ts';
import { type PaperPrinter, paperPrinter } from '../../../simulator/serial/paper.ts';
import { deviceClock } from '../../adapters/device-clock.ts';
import { fen, formatYuan } from '../../core/money.ts';
import { CATALOGUE, type CentreProcess, lastingPacks, placeIn, startCentre } from '../demo/stage.ts';
import { centreDoor, type HttpCounter, NO_COUNTER, openHttpCounter } from './http-counter.ts';
import { type Machine, NoMachine, type OpenMachine } from './machine.ts';

const PCSCD_WAIT_MS = 120_000;
const START_MS = 20_000;
const LOOK_MS = 25;

/** One for many scenarios: cards are pulled between them, and everything else is new for each. */
export async function openCardService(): Promise<Pcscd> {
  const started = await startPcscd({ clock: deviceClock(), allowOpenPort: false, waitMs: PCSCD_WAIT_MS });
  if (!started.ok) throw new NoMachine(`${started.problem}: ${started.detail}`);
  return started.pcscd;
}

/** Where the daemon records itself to, and with what key. */
export interface Recordings {
  readonly folder: string;
  readonly keyPath: string;
}

interface Parts {
  readonly config: string;
  readonly centre: CentreProcess;
  readonly relay: CuttableRelay;
  readonly printer: PaperPrinter;
  readonly machine: Machine;
}

export class RealStage implements Stage {
  readonly #parts: Parts;
  readonly #began = performance.now();
  readonly #over = new AbortController();
  readonly #said: Readonly<Record<string, unknown>>[] = [];
  readonly #deaths: string[] = [];
  #counter: HttpCounter = NO_COUNTER;

  readonly #undo: () => Promise<void>;

  private constructor(parts: Parts, undo: () => Promise<void>) {
    this.#parts = parts;
    this.#undo = undo;
  }

  static async open(
    scenario: Pick<Scenario, 'institution' | 'limits'>,
    openMachine: OpenMachine,
    recordings: Recordings | null = null,
  ): Promise<RealStage> {
    const undo: (() => unknown)[] = [];
    const back = async () => {
      for (const step of undo.splice(0).reverse()) await step();
    };
    try {
      const parts = await partsFor(scenario, openMachine, recordings, undo);
      const stage = new RealStage(parts, back);
      undo.push(() => stage.#end('SIGTERM'));
      await stage.#start();
      return stage;
    } catch (error) {
      await back();
      throw error;
    }
  }

  async #start(): Promise<void> {
    const { config, machine } = this.#parts;
    await machine.start(config);
    const giveUp = performance.now() + START_MS * machine.slower;
    for (;;) {
      const up = await fetch(`http://127.0.0.1:${machine.apiPort}/healthz`).catch(() => null);
      if (up?.ok === true) break;
      if (!machine.isRunning() || performance.now() > giveUp) throw new Error('the daemon did not start');
      await this.pass(LOOK_MS);
    }
    this.#counter = await openHttpCounter(machine.apiPort, await machine.token(), (notice) => this.#said.push(notice));
    await this.#plugged(giveUp);
  }

  /** What is scanned before the port is open is heard by nobody. */
  async #plugged(giveUp: number): Promise<void> {
    for (;;) {
      const { body } = await this.api('GET', '/v1/devices');
      const { devices = [] } = body as { readonly devices?: readonly { readonly type: string }[] };
      if (this.#parts.machine.wanted.every((wanted) => devices.some(({ type }) => type === wanted))) return;
      if (performance.now() > giveUp) throw new Error(`the devices were not found: ${JSON.stringify(devices)}`);
      await this.pass(LOOK_MS);
    }
  }

  api(method: Method, path: string, body?: unknown, key?: string): Promise<Said> {
    return this.#counter.api(method, path, body, key);
  }

  together(calls: readonly Call[]): Promise<readonly Said[]> {
    return this.#counter.together(calls);
  }

  centre(method: Method, path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
    return centreDoor(this.#parts.centre.ready.controlPort, method, path, body);
  }

  insert(card: CardImage): Promise<void> {
    return this.#parts.machine.insert(card);
  }

  pull(): Promise<void> {
    return this.#parts.machine.pull();
  }

  scan(text: string, aim: string): Promise<void> {
    return this.#parts.machine.scan(text, aim);
  }

  scannerAs(mode: 'pos' | 'keyboard'): Promise<void> {
    return this.#parts.machine.scannerAs(mode);
  }

  async paper(lines: number | null): Promise<void> {
    this.#parts.printer.load(lines ?? Number.POSITIVE_INFINITY);
  }

  async cover(open: boolean): Promise<void> {
    this.#parts.printer.cover(open);
  }

  printed(): readonly string[] {
    return this.#parts.printer.paper;
  }

  async cut(how: Cut): Promise<void> {
    if (how !== 'reset') throw new NotOnThisStage(`此处不能这样断网 the link is not cut like this here: ${how}`);
    await this.#parts.relay.cut();
  }

  restore(): Promise<void> {
    return this.#parts.relay.restore();
  }

  async answerTwice(on: boolean): Promise<void> {
    if (on) throw new NotOnThisStage('此处应答不会来两次 no answer comes twice here');
  }

  async disk(): Promise<void> {
    throw new NotOnThisStage('此处不动磁盘 the disk is left alone here');
  }

  jumpClock(byMs: number): Promise<void> {
    return this.#parts.machine.jumpClock(byMs);
  }

  async kill(at: string | null, power: boolean): Promise<void> {
    if (at !== null) throw new NotOnThisStage('此处只能直接杀掉程序 here the program is only killed outright');
    if (power) await this.#powerCut();
    else await this.#end('SIGKILL');
    this.#deaths.push('killed');
    await this.#start();
  }

  async upgrade(old: 'ended' | 'asleep'): Promise<void> {
    if (old === 'asleep') throw new NotOnThisStage('此处旧程序不会睡着 here no old program sleeps');
    await this.#end('SIGTERM');
    await this.#start();
  }

  cardService(up: boolean): Promise<void> {
    return this.#parts.machine.cardService(up);
  }

  deaths(): readonly string[] {
    return this.#deaths;
  }

  notices(): readonly Readonly<Record<string, unknown>>[] {
    return this.#said;
  }

  elapsedMs(): number {
    return (performance.now() - this.#began) / this.#parts.machine.slower;
  }

  pass(ms: number): Promise<void> {
    return setTimeout(ms * this.#parts.machine.slower, undefined, { signal: this.#over.signal });
  }

  async stop(): Promise<void> {
    // A story that is cut short waits for nothing any more.
    this.#over.abort();
    await this.#parts.machine.pull();
    await this.#undo();
  }

  async #powerCut(): Promise<void> {
    this.#counter.close();
    await this.#parts.machine.powerCut();
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#counter.close();
    await this.#parts.machine.end(signal);
  }
}

/** Everything but the daemon; each part says how it is ended as soon as it is there. */
async function partsFor(
  { institution, limits }: Pick<Scenario, 'institution' | 'limits'>,
  openMachine: OpenMachine,
  recordings: Recordings | null,
  undo: (() => unknown)[],
): Promise<Parts> {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-scenario-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const packs = join(folder, 'packs');
  mkdirSync(packs);
  const centre = await startCentre(join(folder, 'centre'), lastingPacks(packs));
  undo.push(() => centre.stop());
  const relay = await CuttableRelay.start(0, centre.ready.port);
  undo.push(() => relay.close());
  const printer = paperPrinter();
  const machine = await openMachine({ folder, printer }, undo);
  await machine.reach([relay.port, centre.ready.enrolPort]);
  const config = join(folder, 'config.yaml');
  const { ready } = centre;
  const { fixmedins_code, enrolment_code } = placeIn(ready, institution);
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      ...{ mode: 'training', data_dir: machine.dataDir, packs_dir: packs, catalogue_file: CATALOGUE },
      api: { port: machine.apiPort },
      centre: {
        ...{ host: '127.0.0.1', port: relay.port, ca_file: ready.caFile, server_name: 'localhost', fixmedins_code },
        enrolment: { port: ready.enrolPort, code: enrolment_code },
      },
      devices: machine.devices,
      limits: { ...machine.limits, ...Object.fromEntries(Object.entries(limits).map(limitOn(machine.slower))) },
      log: { file: join(machine.dataDir, 'agent.log') },
      ...(recordings === null ? {} : { recording: { folder: recordings.folder, key_file: recordings.keyPath } }),
    }),
  );
  return { config, centre, relay, printer, machine };
}

const AMOUNTS: readonly string[] = ['offlineAmount', 'offlinePersonDayFund', 'offlineSum', 'offlineAccount'];

/** As the configuration has it: yuan, and spans with their unit. */
function limitOn(slower: number): (limit: readonly [string, number]) => readonly [string, string | number] {
  return ([name, value]) => {
    if (AMOUNTS.includes(name)) return [name, formatYuan(fen(value))];
    return name.endsWith('Ms') ? [name.slice(0, -2), `${Math.ceil(value * slower)} ms`] : [name, value];
  };
}

/**
 * A scenario on the real parts: the centre and the daemon as processes of their own, gRPC with mutual TLS between them over
 * a line that can be cut, cards behind the real pcscd, scanner and printer on pseudo terminals, the local API over HTTP. It
 * ends what it started; what only virtual time can do it refuses by name.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { type Cable, cable } from '../../../simulator/serial/pty.ts';
import { deviceClock } from '../../adapters/device-clock.ts';
import { fen, formatYuan } from '../../core/money.ts';
import { packageRoot } from '../../root.ts';
import { CATALOGUE, type CentreProcess, lastingPacks, startCentre } from '../demo/stage.ts';

const PCSCD_WAIT_MS = 120_000;
const START_MS = 20_000;
const LOOK_MS = 25;
const GONE: Said = { status: 0, body: { code: 'agent_gone', title: '终端程序已停止', title_en: 'the agent is gone' } };

/** The machine's card service cannot be had; the message says why. */
export class NoRealParts extends Error {}

/** One for many scenarios: cards are pulled between them, and everything else is new for each. */
export async function openCardService(): Promise<Pcscd> {
  const started = await startPcscd({ clock: deviceClock(), allowOpenPort: false, waitMs: PCSCD_WAIT_MS });
  if (!started.ok) throw new NoRealParts(`${started.problem}: ${started.detail}`);
  return started.pcscd;
}

interface Parts {
  readonly folder: string;
  readonly config: string;
  readonly port: number;
  readonly centre: CentreProcess;
  readonly relay: CuttableRelay;
  readonly printer: PaperPrinter;
  readonly scanner: Cable;
  readonly paper: Cable;
}

export class RealStage implements Stage {
  readonly #parts: Parts;
  readonly #pcscd: Pcscd;
  readonly #began = performance.now();
  readonly #said: Readonly<Record<string, unknown>>[] = [];
  readonly #deaths: string[] = [];
  #daemon: ChildProcess | null = null;
  #token = '';
  #hearing = new AbortController();

  private constructor(parts: Parts, pcscd: Pcscd) {
    this.#parts = parts;
    this.#pcscd = pcscd;
  }

  /** Rejects with NotOnThisStage for a scenario that needs another institution. */
  static async open(scenario: Pick<Scenario, 'institution' | 'limits'>, pcscd: Pcscd): Promise<RealStage> {
    if (scenario.institution !== 'pharmacy') throw new NotOnThisStage('此处只有药店 there is only a pharmacy here');
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-scenario-'));
    const packs = join(folder, 'packs');
    mkdirSync(packs);
    const centre = await startCentre(join(folder, 'centre'), lastingPacks(packs));
    const relay = await CuttableRelay.start(0, centre.ready.port);
    const printer = paperPrinter();
    const [scanner, paper] = await Promise.all([cable(), cable((bytes) => printer.take(bytes))]);
    const port = await freePort();
    const config = join(folder, 'config.yaml');
    const parts = { folder, config, port, centre, relay, printer, scanner, paper };
    // JSON is YAML.
    writeFileSync(config, JSON.stringify(configOf(parts, packs, scenario.limits)));
    const stage = new RealStage(parts, pcscd);
    try {
      await stage.#start();
    } catch (error) {
      await stage.stop();
      throw error;
    }
    return stage;
  }

  async #start(): Promise<void> {
    const { config, folder, port } = this.#parts;
    const daemon = spawn(process.execPath, [join(packageRoot(), 'dist/tongxing.js'), 'start', '--config', config], {
      stdio: 'ignore',
    });
    this.#daemon = daemon;
    const giveUp = performance.now() + START_MS;
    for (;;) {
      const up = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
      if (up?.ok === true) break;
      if (daemon.exitCode !== null || performance.now() > giveUp) throw new Error('the daemon did not start');
      await this.pass(LOOK_MS);
    }
    this.#token = readFileSync(join(folder, 'agent', 'api.token'), 'utf8').trim();
    await this.#hear();
    await this.#plugged(giveUp);
  }

  /** What is scanned before the port is open is heard by nobody. */
  async #plugged(giveUp: number): Promise<void> {
    for (;;) {
      const { body } = await this.api('GET', '/v1/devices');
      const { devices = [] } = body as { readonly devices?: readonly { readonly type: string }[] };
      if (['scanner', 'printer'].every((wanted) => devices.some(({ type }) => type === wanted))) return;
      if (performance.now() > giveUp) throw new Error('the serial devices were not found');
      await this.pass(LOOK_MS);
    }
  }

  async #hear(): Promise<void> {
    this.#hearing = new AbortController();
    const headers = { authorization: `Bearer ${this.#token}` };
    const { signal } = this.#hearing;
    const stream = await fetch(`http://127.0.0.1:${this.#parts.port}/v1/events`, { headers, signal });
    const read = async () => {
      let text = '';
      for await (const chunk of stream.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        const whole = text.split('\n');
        text = whole.pop() ?? '';
        for (const line of whole)
          if (line.startsWith('data: ')) this.#said.push(JSON.parse(line.slice(6)) as Record<string, unknown>);
      }
    };
    // It ends with the daemon, or with the stage.
    void read().catch(() => {});
  }

  async api(method: Method, path: string, body?: unknown, key?: string): Promise<Said> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    try {
      const response = await fetch(`http://127.0.0.1:${this.#parts.port}${path}`, sent);
      return { status: response.status, body: await response.json() };
    } catch {
      return GONE;
    }
  }

  together(calls: readonly Call[]): Promise<readonly Said[]> {
    return Promise.all(calls.map(({ method, path, body, key }) => this.api(method, path, body, key)));
  }

  async centre(method: Method, path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const sent = method === 'POST' ? { method, headers, body: JSON.stringify(body ?? {}) } : { method };
    const response = await fetch(`http://127.0.0.1:${this.#parts.centre.ready.controlPort}${path}`, sent);
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  insert(card: CardImage): Promise<void> {
    return this.#pcscd.readers[0].insert(card);
  }

  pull(): Promise<void> {
    return this.#pcscd.readers[0].pull();
  }

  async scan(text: string, aim: string): Promise<void> {
    this.#parts.scanner.send(Buffer.from(`]${aim}${text}\r`, 'utf8'));
  }

  async scannerAs(mode: 'pos' | 'keyboard'): Promise<void> {
    if (mode === 'keyboard') throw new NotOnThisStage('此处没有 USB 扫码枪 there is no USB scanner here');
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

  async jumpClock(): Promise<void> {
    throw new NotOnThisStage('此处不动时钟 the clock is left alone here');
  }

  async kill(at: string | null, power: boolean): Promise<void> {
    if (at !== null || power) throw new NotOnThisStage('此处只能直接杀掉程序 here the program is only killed outright');
    await this.#end('SIGKILL');
    this.#deaths.push('killed');
    await this.#start();
  }

  async upgrade(old: 'ended' | 'asleep'): Promise<void> {
    if (old === 'asleep') throw new NotOnThisStage('此处旧程序不会睡着 here no old program sleeps');
    await this.#end('SIGTERM');
    await this.#start();
  }

  cardService(up: boolean): Promise<void> {
    return up ? this.#pcscd.restart() : this.#pcscd.kill();
  }

  deaths(): readonly string[] {
    return this.#deaths;
  }

  notices(): readonly Readonly<Record<string, unknown>>[] {
    return this.#said;
  }

  elapsedMs(): number {
    return performance.now() - this.#began;
  }

  pass(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  async stop(): Promise<void> {
    const { relay, centre, scanner, paper, folder } = this.#parts;
    await this.#end('SIGTERM');
    await this.#pcscd.readers[0].pull();
    await relay.close();
    await centre.stop();
    await Promise.all([scanner.pull(), paper.pull()]);
    rmSync(folder, { recursive: true, force: true });
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = null;
    this.#hearing.abort();
    if (daemon === null || daemon.exitCode !== null) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(signal);
    await ended;
  }
}

function configOf(parts: Parts, packs: string, limits: Scenario['limits']): object {
  const { ready } = parts.centre;
  return {
    mode: 'training',
    data_dir: join(parts.folder, 'agent'),
    packs_dir: packs,
    catalogue_file: CATALOGUE,
    api: { port: parts.port },
    centre: {
      ...{ host: '127.0.0.1', port: parts.relay.port, ca_file: ready.caFile, server_name: 'localhost' },
      fixmedins_code: ready.institution.fixmedins_code,
      enrolment: { port: ready.enrolPort, code: ready.enrolment_code },
    },
    devices: {
      accept_virtual: true,
      serial: [
        { name: 'receipts', type: 'printer', path: parts.paper.path },
        { name: 'scanner', type: 'scanner', path: parts.scanner.path },
      ],
    },
    limits: Object.fromEntries(Object.entries(limits).map(limitOf)),
    log: { file: join(parts.folder, 'agent.log') },
  };
}

const AMOUNTS: readonly string[] = ['offlineAmount', 'offlinePersonDayFund', 'offlineSum', 'offlineAccount'];

/** As the configuration has it: yuan, and spans with their unit. */
function limitOf([name, value]: readonly [string, number]): readonly [string, string | number] {
  if (AMOUNTS.includes(name)) return [name, formatYuan(fen(value))];
  return name.endsWith('Ms') ? [name.slice(0, -2), `${value} ms`] : [name, value];
}

/** Free a moment ago: a daemon is configured with one and keeps it over restarts. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * A whole shop on real paths: the centre as a process with its own file, a line that can be cut, cards in pcscd's virtual
 * reader, and the daemon as a process that can be killed. Speaks to the daemon through its local API alone.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, ApiProblem, localApi } from '../../agent/cli/demo/api.ts';
import { CATALOGUE, type CentreProcess, lastingPacks, startCentre } from '../../agent/cli/demo/stage.ts';
import { parseYuan } from '../../agent/core/money.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';
import type { Pcscd } from '../../simulator/card/pcscd.ts';
import type { VpcdOptions } from '../../simulator/card/vpcd.ts';
import type { Faults } from '../../simulator/centre/delivery.ts';
import type { Ledger } from '../../simulator/centre/ledger.ts';
import { CuttableRelay } from '../../simulator/link/cut.ts';
import { Program, until } from './program.ts';

const SUMS = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'] as const;
/** What the ledger of the centre shows of a settlement, in yuan. */
export type Sums = Readonly<Record<(typeof SUMS)[number], string>>;

export interface DeviceAnswer {
  readonly device: string;
  readonly name: string;
  readonly phase: 'empty' | 'reading' | 'ready' | 'failed';
  readonly presence: number;
  readonly problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
}

export interface SessionAnswer {
  readonly id: string;
  readonly device: string;
  readonly source: 'centre' | 'snapshot';
  readonly person: { readonly psn_name: string; readonly psn_no: string; readonly balc: string };
  readonly bill: { readonly setlinfo: Sums; readonly lines: readonly unknown[] } | null;
}

export interface TransactionAnswer {
  readonly msgid: string;
  readonly state: string;
  readonly told: boolean;
  readonly provisional: boolean;
  readonly setl_id: string;
  readonly estimate: Sums | null;
  readonly final: Sums | null;
}

export interface StatusAnswer {
  readonly link: { readonly phase: string };
  readonly shift: { readonly phase: string };
  readonly queue: Readonly<Record<'queued' | 'underway' | 'unknown' | 'reversing' | 'waiting', number>>;
  readonly devices: readonly DeviceAnswer[];
}

interface Totals extends Sums {
  readonly insutype: string;
  readonly clr_type: string;
  readonly fixmedins_setl_cnt: number;
}

export interface ClosedAnswer {
  readonly equal: boolean;
  readonly terminal: readonly Totals[];
  readonly centre: readonly Totals[];
}

export const BASKET_OF_FIVE = ['1001', '1002', '1019', '1024', '1027'];

export interface ShopOptions {
  /** Null: no card reader is wanted, and virtual ones are refused. */
  readonly pcscd: Pcscd | null;
  /** What the configuration says of devices besides. */
  readonly devices?: object;
}

export class Shop {
  readonly folder: string;
  readonly relay: CuttableRelay;
  readonly configFile: string;
  readonly port: number;
  daemon: Program;
  api: Api;
  readonly #centre: CentreProcess;
  readonly #pcscd: Pcscd | null;
  readonly #devices: object;

  private constructor(
    folder: string,
    port: number,
    centre: CentreProcess,
    relay: CuttableRelay,
    { pcscd, devices = {} }: ShopOptions,
  ) {
    this.folder = folder;
    this.port = port;
    this.relay = relay;
    this.#centre = centre;
    this.#pcscd = pcscd;
    this.#devices = devices;
    this.configFile = this.configure('config.yaml', {});
    this.daemon = this.#launch();
    this.api = unstarted;
  }

  static async open(options: ShopOptions): Promise<Shop> {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-e2e-'));
    mkdirSync(join(folder, 'packs'));
    const centre = await startCentre(join(folder, 'centre'), lastingPacks(join(folder, 'packs')));
    const relay = await CuttableRelay.start(0, centre.ready.port);
    const shop = new Shop(folder, await Shop.freePort(), centre, relay, options);
    try {
      await shop.started();
    } catch (error) {
      await shop.close();
      throw error;
    }
    return shop;
  }

  /** A port that was free a moment ago: a daemon is configured with one and keeps it over restarts. */
  static freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
  }

  /** The certificate of the centre. */
  get caFile(): string {
    return this.#centre.ready.caFile;
  }

  get dataDir(): string {
    return join(this.folder, 'agent');
  }

  /** Another one-time code, for a terminal besides the shop's own. */
  async enrolmentCode(): Promise<string> {
    const { fixmedins_code } = this.#centre.ready.institution;
    return (await this.#control<{ code: string }>('POST', '/enrolment-codes', { fixmedins_code })).code;
  }

  /** Writes a configuration that differs from the shop's own by these fields. */
  configure(name: string, change: object, code = this.#centre.ready.enrolment_code): string {
    const { ready } = this.#centre;
    const config = {
      mode: 'training',
      data_dir: this.dataDir,
      packs_dir: join(this.folder, 'packs'),
      catalogue_file: CATALOGUE,
      api: { port: this.port },
      centre: {
        host: '127.0.0.1',
        port: this.relay.port,
        ca_file: ready.caFile,
        server_name: 'localhost',
        fixmedins_code: ready.institution.fixmedins_code,
        enrolment: { port: ready.enrolPort, code },
      },
      devices: { accept_virtual: this.#pcscd !== null, ...this.#devices },
      // A day of many kills must not run into the limits of one day; those have their own tests.
      limits: { offlinePersonDayFund: '100000.00', backoffCap: '1 s' },
      log: { file: join(this.folder, 'agent.log') },
      ...change,
    };
    const path = join(this.folder, name);
    // JSON is YAML.
    writeFileSync(path, JSON.stringify(config));
    return path;
  }

  /** Starts the daemon again on what the disk holds. */
  async restart(): Promise<void> {
    if (this.daemon.running) throw new Error('the daemon still runs');
    this.daemon = this.#launch();
    await this.started();
  }

  async kill(): Promise<void> {
    await this.daemon.end('SIGKILL');
  }

  #launch(): Program {
    return new Program(['start', '--config', this.configFile]);
  }

  /** Resolves when the daemon serves. */
  async started(): Promise<void> {
    await this.daemon.says('Started: local API');
    this.api = localApi(this.port, join(this.dataDir, 'api.token'));
  }

  /** The operator's day begins: signed in at the centre. */
  async signIn(): Promise<void> {
    await this.linked();
    await this.api.send('POST', '/v1/shift/open', { opter: '001', opter_name: '测试员' });
    await until('sign-in', async () => (await this.status()).shift.phase === 'signed_in');
  }

  closeDay(): Promise<ClosedAnswer> {
    return this.api.send('POST', '/v1/shift/close', {});
  }

  status(): Promise<StatusAnswer> {
    return this.api.get('/v1/status');
  }

  async linked(phase = 'ready'): Promise<void> {
    await until(`link ${phase}`, async () => (await this.status()).link.phase === phase);
  }

  async cut(): Promise<void> {
    await this.relay.cut();
    await this.linked('down');
  }

  /** Nothing is open any more. */
  async drained(): Promise<void> {
    await until('an empty queue', async () => {
      const { queue } = await this.status();
      return Object.values(queue).every((count) => count === 0);
    });
  }

  /** Puts a card in and resolves when it is read or refused, whatever was in the reader before. */
  async insert(image: ImageName, slot: 0 | 1 = 0, options: VpcdOptions = {}): Promise<DeviceAnswer> {
    const before = (await this.device(slot)).presence;
    await this.reader(slot).insert(imageOf(image), options);
    return this.look(slot, ({ presence, phase }) => presence > before && (phase === 'ready' || phase === 'failed'));
  }

  async pull(slot: 0 | 1 = 0): Promise<void> {
    await this.reader(slot).pull();
    await this.look(slot, ({ phase }) => phase === 'empty');
  }

  reader(slot: 0 | 1): Pcscd['readers'][0] {
    if (this.#pcscd === null) throw new Error('this shop has no reader');
    return this.#pcscd.readers[slot];
  }

  /** Waits until the device in this slot looks like this. */
  look(slot: 0 | 1, like: (device: DeviceAnswer) => boolean): Promise<DeviceAnswer> {
    return until(`reader ${slot}`, async () => {
      const device = await this.device(slot);
      return like(device) ? device : null;
    });
  }

  async device(slot: 0 | 1): Promise<DeviceAnswer> {
    const { name } = this.reader(slot);
    return until(`reader ${name}`, async () => {
      const { devices } = await this.api.get<{ devices: readonly DeviceAnswer[] }>('/v1/devices');
      return devices.find((device) => device.name === name);
    });
  }

  openSession(device?: string): Promise<SessionAnswer> {
    return this.api.send('POST', '/v1/sessions', device === undefined ? {} : { device });
  }

  closeSession({ id }: SessionAnswer): Promise<unknown> {
    return this.api.send('DELETE', `/v1/sessions/${id}`);
  }

  /** Shop codes of the catalogue, one of each. Pays from the own account when asked to. */
  fill({ id }: SessionAnswer, codes: readonly string[], acct_used_flag: '0' | '1' = '0'): Promise<SessionAnswer> {
    const lines = codes.map((code, index) => lineOf(code, String(index + 1)));
    return this.api.send('PUT', `/v1/sessions/${id}/basket`, { med_type: '41', acct_used_flag, lines });
  }

  accept({ id }: SessionAnswer, key: string): Promise<TransactionAnswer> {
    return this.api.send('POST', `/v1/sessions/${id}/accept`, undefined, { key });
  }

  transaction(msgid: string): Promise<TransactionAnswer> {
    return this.api.get(`/v1/transactions/${msgid}`);
  }

  settled(msgid: string): Promise<TransactionAnswer> {
    return until(`${msgid} settled`, async () => {
      const row = await this.transaction(msgid);
      // Not waited out: what differs is final too, and its amounts say more than a deadline that passed.
      if (row.state === 'settled_with_difference') return row;
      // The last state is what a deadline that passed is told with.
      if (row.state !== 'settled')
        throw new Error(`${row.state}, the terminal: ${JSON.stringify(await this.status())}`);
      return row;
    });
  }

  /** The centre's own books. */
  ledger(): Promise<Ledger> {
    return this.#control('GET', '/ledger');
  }

  async faults(faults: Partial<Faults>): Promise<Faults> {
    return this.#control('POST', '/faults', faults);
  }

  async #control<T>(method: string, path: string, body?: object): Promise<T> {
    const url = `http://127.0.0.1:${this.#centre.ready.controlPort}${path}`;
    const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`centre ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** What a person needs to look into a failure. */
  evidence(): string {
    const log = readFileSync(join(this.folder, 'agent.log'), 'utf8').split('\n').slice(-30).join('\n');
    return `${this.folder}\n${this.daemon.said.slice(-2_000)}\n${log}`;
  }

  /** Ends everything this started; the folder goes too, unless it is to be looked into. */
  async close(keep = false): Promise<void> {
    try {
      if (this.daemon.running) await this.daemon.end('SIGTERM');
    } finally {
      await this.relay.close();
      await this.#centre.stop();
      if (!keep) rmSync(this.folder, { recursive: true, force: true });
    }
  }
}

/** The code of the problem that a request met. */
export async function problemOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    if (error instanceof ApiProblem) return error.code;
    throw error;
  }
  return 'no problem';
}

/** The sums of a settlement in fen, as the centre's ledger shows them. */
export function sumsOf(amounts: Sums | null): Readonly<Record<(typeof SUMS)[number], number>> {
  const fen = (name: (typeof SUMS)[number]): number => parseYuan(amounts?.[name] ?? '') ?? Number.NaN;
  return { medfee_sumamt: fen('medfee_sumamt'), fund_pay_sumamt: fen('fund_pay_sumamt'), acct_pay: fen('acct_pay') };
}

interface Goods {
  readonly med_list_codg: string;
  readonly medins_list_codg: string;
  readonly pric: string;
}

function lineOf(code: string, feedetl_sn: string): object {
  const { entries } = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as { readonly entries: readonly Goods[] };
  const goods = entries.find(({ medins_list_codg }) => medins_list_codg === code);
  if (goods === undefined) throw new Error(`the shelf has no ${code}`);
  const { med_list_codg, medins_list_codg, pric } = goods;
  return { feedetl_sn, med_list_codg, medins_list_codg, pric, cnt: '1', rxno: `RX${code}` };
}

const unstarted: Api = {
  get: () => Promise.reject(new Error('the daemon was not started')),
  send: () => Promise.reject(new Error('the daemon was not started')),
  events: () => Promise.reject(new Error('the daemon was not started')),
};

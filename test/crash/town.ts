/**
 * A centre as a process and a counter to be killed, and the question whether nothing acknowledged was lost and nothing
 * settled twice. Ends only what it started.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { type CentreProcess, lastingPacks, startCentre } from '../../agent/cli/demo/stage.ts';
import { packageRoot } from '../../agent/root.ts';
import type { Ledger } from '../../simulator/centre/ledger.ts';
import { until } from '../e2e/program.ts';
import { type Edit, planting } from '../oracle/planted.ts';
import type { CounterConfig } from './counter.ts';

export class Town {
  readonly folder = mkdtempSync(join(tmpdir(), 'tongxing-crash-'));
  readonly packsDir = join(this.folder, 'packs');
  readonly told = new Set<string>();
  #centre: CentreProcess | null = null;
  #program = '';

  async open(bug: readonly Edit[] = []): Promise<void> {
    mkdirSync(this.packsDir);
    this.#centre = await startCentre(join(this.folder, 'centre'), lastingPacks(this.packsDir));
    this.#program = await bundle(bug);
  }

  get program(): string {
    return this.#program;
  }

  /** `host`: where the counter sees this machine. */
  config(mode: CounterConfig['mode'], dataDir: string, ack = '', host = '127.0.0.1'): CounterConfig {
    if (this.#centre === null) throw new Error('no centre');
    const { ready } = this.#centre;
    const centre = {
      ...{ address: `${host}:${ready.port}`, enrolAddress: `${host}:${ready.enrolPort}`, serverName: 'localhost' },
      ...{
        caFile: ready.caFile,
        fixmedins_code: ready.institution.fixmedins_code,
        enrolmentCode: ready.enrolment_code,
      },
    };
    return { mode, dataDir, packsDir: this.packsDir, ack, centre };
  }

  start(config: CounterConfig): Counter {
    return new Counter(this.#program, config, (msgid) => this.told.add(msgid));
  }

  async ledger(): Promise<Ledger> {
    const response = await fetch(`http://127.0.0.1:${this.#centre?.ready.controlPort}/ledger`);
    return (await response.json()) as Ledger;
  }

  async close(): Promise<void> {
    await this.#centre?.stop();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.#program, { force: true });
  }
}

export class Counter {
  said = '';
  readonly #child: ChildProcess;
  #ended = false;

  constructor(program: string, config: CounterConfig, told: (msgid: string) => void) {
    this.#child = spawn(process.execPath, [program, JSON.stringify(config)]);
    let rest = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('told ')) told(line.slice(5));
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.#child.once('close', () => {
      this.#ended = true;
    });
  }

  async says(word: string, withinMs = 60_000): Promise<void> {
    await until(`"${word}"`, () => this.said.includes(word) || this.#ended, withinMs);
    if (!this.said.includes(word)) throw new Error(`it ended without "${word}": ${this.said.slice(-2_000)}`);
  }

  async kill(): Promise<void> {
    if (!this.#ended) this.#child.kill('SIGKILL');
    await until('its end', () => this.#ended);
  }

  async ended(): Promise<void> {
    await until('its end', () => this.#ended, 60_000);
  }
}

/** What is wrong with a ledger's file and its books; empty when everything acknowledged stands once on both sides. */
export async function wrongs(town: Town, dataDir: string): Promise<readonly string[]> {
  const found: string[] = [];
  const db = new Database(join(dataDir, 'tongxing.db'));
  const check = db.pragma('integrity_check', { simple: true });
  if (check !== 'ok') found.push(`the file is damaged: ${String(check)}`);
  const here = new Set(db.prepare('SELECT msgid FROM transactions').pluck().all());
  db.close();
  for (const msgid of town.told) if (!here.has(msgid)) found.push(`${msgid} was told and is not on the disk`);
  const verified = spawnSync(process.execPath, ['dist/tongxing.js', 'ledger', 'verify', '--data', dataDir], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  if (verified.status !== 0) found.push(`ledger verify: ${verified.stdout}${verified.stderr}`);
  return found;
}

/** The same once everything has been sent: each told sale is settled at the centre exactly once. */
export async function unsettled(town: Town): Promise<readonly string[]> {
  const { transactions } = await town.ledger();
  const standing = transactions.filter(({ state }) => state === 'settled').map(({ msgid }) => msgid);
  const once = new Set(standing);
  const found = [...town.told].filter((msgid) => !once.has(msgid)).map((msgid) => `${msgid} is not settled`);
  return once.size === standing.length ? found : [...found, 'a transaction is settled twice'];
}

async function bundle(bug: readonly Edit[]): Promise<string> {
  const outfile = join(packageRoot(), 'dist', `counter${bug.length === 0 ? '' : '-planted'}.${process.pid}.cjs`);
  await build({
    absWorkingDir: packageRoot(),
    entryPoints: ['test/crash/counter.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['better-sqlite3', 'pcsclite', 'node-hid', 'serialport'],
    logLevel: 'silent',
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: `const __moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
    plugins: [planting(bug)],
  });
  return outfile;
}

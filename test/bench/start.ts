/**
 * A cold start of the daemon as it is shipped, to the line that says where its API is, and the memory of all its processes
 * with a long queue; beside a Node that does nothing. The data folder is enrolled; the centre can not be reached.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../agent/root.ts';
import { Authority } from '../../simulator/centre/adapters/authority.ts';
import { identityOf } from '../protocol/terminal.ts';
import { layKeys } from '../store/laid-keys.ts';
import { alternate, median, timed } from './measure.ts';
import { enqueue, sampleSale } from './queue.ts';
import { CATALOGUE, LEDGER_KEY, openLedger, TERMINAL } from './shop.ts';
import type { Bench } from './table.ts';

const PROGRAM = join(packageRoot(), 'dist/tongxing.js');
const READY = /http:\/\/127\.0\.0\.1:\d+/;
const READY_MS = 60_000;

export const coldStart: Bench = {
  name: 'start',
  title: 'cold start',
  async run({ folder, rounds }) {
    const config = await enrolledFolder(folder);
    openLedger({ folder: join(folder, 'data') }).close();
    const rest = async () => {
      const { child } = await startDaemon(config);
      await ended(child);
    };
    await rest();
    const samples = await alternate(Math.max(rounds, 9), {
      bare: () => timed(() => run('-e', '0')),
      imports: () => timed(() => run(PROGRAM, 'start', '--config', join(folder, 'missing.yaml'))),
      ready: async () => {
        const { child, ms } = await startDaemon(config);
        await ended(child);
        return ms;
      },
    });
    const [bare, imports, ready] = [median(samples.bare), median(samples.imports), median(samples.ready)];
    const show = (ms: number) => `${ms.toFixed(0)} ms`;
    const against = (ms: number, most: number) => ({
      ours: show(ms),
      beside: `bare node ${show(bare)}`,
      ratio: `${(ms / bare).toFixed(2)} ×`,
      target: `≤ ${most} × bare`,
      met: ms <= most * bare,
    });
    return [
      { what: 'cold start: everything loaded, and ended', ...against(imports, 2) },
      { what: 'cold start: daemon ready, API answering', ...against(ready, 4) },
    ];
  },
};

const QUEUED = 100_000;
const MOST_MB = 60;

export const memory: Bench = {
  name: 'memory',
  title: `memory with ${QUEUED} rows queued`,
  async run({ folder, say }) {
    if (process.platform !== 'linux') throw new Error('reads /proc');
    say(`${QUEUED} rows`);
    const config = await enrolledFolder(folder);
    const sale = await sampleSale(folder);
    const store = openLedger({ folder: join(folder, 'data') });
    enqueue(store, sale, QUEUED);
    store.close();
    const idle = [bareNode()];
    const { child, ms } = await startDaemon(config);
    const bareMs = await timed(() => run('-e', '0'));
    // Long enough for the device host to have come up and for what only the start needed to be collected.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const processes = family(child.pid ?? 0);
    const megabytes = memoryOf(processes);
    const bare = memoryOf(pidsOf(idle));
    while (idle.length < processes.length) idle.push(bareNode());
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const asMany = memoryOf(pidsOf(idle));
    for (const one of idle) one.kill();
    await ended(child);
    return [
      {
        what: `memory with ${QUEUED} rows queued, ${processes.length} processes (sum of PSS)`,
        ours: `${megabytes.toFixed(1)} MB`,
        beside: `bare node ${bare.toFixed(1)} MB; ${idle.length} of them ${asMany.toFixed(1)} MB`,
        ratio: `${(megabytes / bare).toFixed(2)} ×`,
        target: `≤ ${MOST_MB} MB`,
        met: megabytes <= MOST_MB,
      },
      {
        what: `restart with ${QUEUED} rows queued: daemon ready`,
        ours: `${ms.toFixed(0)} ms`,
        beside: `bare node ${bareMs.toFixed(0)} ms`,
        ratio: `${(ms / bareMs).toFixed(2)} ×`,
        target: '–',
        met: null,
      },
    ];
  },
};

function bareNode(): ChildProcess {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}

const pidsOf = (children: readonly ChildProcess[]): number[] => children.map(({ pid }) => pid ?? 0);

/** What `tongxing start` needs to come up without a centre; the ledger is the caller's. Gives the configuration's path. */
async function enrolledFolder(folder: string): Promise<string> {
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const authority = Authority.make(Date.now());
  const { key, certificate } = identityOf(authority, TERMINAL.dev_no);
  const secret = (name: string, bytes: string | Uint8Array) => writeFileSync(join(data, name), bytes, { mode: 0o600 });
  layKeys(data, LEDGER_KEY);
  secret('terminal.key', key);
  secret('identity.json', JSON.stringify({ terminal: TERMINAL, certificate, last_msgid: '' }));
  writeFileSync(join(folder, 'ca.pem'), authority.certificate);
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify({ version: 'bench', entries: CATALOGUE }));
  const config = join(folder, 'config.yaml');
  const [api, centre] = [await freePort(), await freePort()];
  writeFileSync(
    config,
    `data_dir: ./data
catalogue_file: ./catalogue.json
centre:
  host: 127.0.0.1
  port: ${centre}
  ca_file: ./ca.pem
  fixmedins_code: ${TERMINAL.fixmedins_code}
api:
  port: ${api}
log:
  file: ./log
`,
  );
  return config;
}

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

/** Milliseconds from spawning to the line with the API's address. */
function startDaemon(config: string): Promise<{ readonly child: ChildProcess; readonly ms: number }> {
  const from = performance.now();
  const child = spawn(process.execPath, [PROGRAM, 'start', '--config', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      child.kill();
      reject(new Error(`the daemon was not ready in ${READY_MS} ms: ${said}`));
    }, READY_MS);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (!READY.test(said)) return;
      clearTimeout(late);
      resolve({ child, ms: performance.now() - from });
    });
    child.once('exit', (code) => reject(new Error(`the daemon ended with ${code}: ${said}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Runs Node to its end; its status is not looked at. */
function run(...args: readonly string[]): void {
  const { error } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (error !== undefined) throw error;
}

/** A process and all that came from it. */
export function family(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readText(`/proc/${name}/stat`);
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/**
 * Memory of these processes in MB (2^20): what is each one's own, and once whatever they share. It is the sum of their
 * PSS on a machine that runs no other Node; other Nodes of this machine would make each page of the program look cheaper.
 */
function memoryOf(pids: readonly number[]): number {
  let own = 0;
  const shared = new Map<string, number>();
  for (const pid of pids) {
    let mapping = '';
    for (const line of readText(`/proc/${pid}/smaps`).split('\n')) {
      const [, offset, file] = /^[0-9a-f]+-[0-9a-f]+ \S+ ([0-9a-f]+) \S+ (\d+ .*)$/.exec(line) ?? [];
      if (offset !== undefined) mapping = `${file} ${offset}`;
      const [, kind, kilobytes] = /^(Shared|Private)_(?:Clean|Dirty):\s+(\d+) kB/.exec(line) ?? [];
      if (kind === 'Private') own += Number(kilobytes);
      else if (kind === 'Shared') {
        const key = `${mapping} ${line.slice(0, 12)}`;
        shared.set(key, Math.max(shared.get(key) ?? 0, Number(kilobytes)));
      }
    }
  }
  return (own + [...shared.values()].reduce((sum, kilobytes) => sum + kilobytes, 0)) / 1_024;
}

/** Empty when the process is gone. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

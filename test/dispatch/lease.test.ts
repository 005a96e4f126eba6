/** One dispatcher for one ledger: between two agents in one process, and between two real processes on one file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachStore, openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import { packageRoot } from '../../agent/root.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { Counter, codeOf, demoCatalogue, START } from '../agent/counter.ts';
import { sale } from './sale.ts';

const options = (path: string) => ({ path, key: Buffer.alloc(32, 1), codec: WIRE_CODEC, catalogue: demoCatalogue() });

/** A second agent's store over the same database, which has begun to work. */
function takeOver(counter: Counter): void {
  const other = attachStore(counter.db, { ...options(':memory:'), key: counter.key });
  other.begin(START);
  other.start();
  other.commit();
}

async function offline(): Promise<Counter> {
  const counter = new Counter();
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run();
  return counter;
}

describe('two agents over one store', () => {
  it('the earlier one sends nothing once the later one has begun, and ends', async () => {
    const counter = await offline();
    const msgid = await counter.sell('k1');
    takeOver(counter);
    counter.link.listener({ kind: 'up' });
    await counter.run();
    expect(counter.link.calls).toEqual([]);
    expect(counter.defect).toMatchObject({ code: 'store_lease_lost' });
    expect(counter.state(msgid)).toBe('queued');
  });

  it('an earlier one that slept between its commit and its first byte sends nothing', async () => {
    const counter = await offline();
    const msgid = await counter.sell('k1');
    const { commit } = counter.store;
    const claimed = () => counter.state(msgid) === 'inflight';
    counter.store.commit = () => {
      commit();
      if (claimed()) takeOver(counter);
    };
    counter.link.listener({ kind: 'up' });
    await counter.run();
    await counter.answerHello();
    expect(counter.link.calls).toEqual([]);
    expect(counter.defect).toMatchObject({ code: 'store_lease_lost' });
    // The later one does not know whether it left, and finds out.
    expect(counter.state(msgid)).toBe('unknown');
  });

  it('the earlier one writes down no answer that comes to it late', async () => {
    const counter = await offline();
    const msgid = await counter.sell('k1');
    await counter.connect();
    takeOver(counter);
    await counter.exchange();
    expect(counter.state(msgid)).toBe('unknown');
    expect(counter.defect).toMatchObject({ code: 'store_lease_lost' });
  });

  it('the earlier one takes no sale and says that another has taken over', async () => {
    const counter = await offline();
    const session = await counter.prepare();
    takeOver(counter);
    expect(codeOf(await counter.command({ kind: 'accept', session, key: 'k1' }))).toBe('taken_over');
    expect(codeOf(await counter.command({ kind: 'open_session' }))).toBe('taken_over');
    expect(counter.agent.transactions({ openOnly: false, limit: 9 })).toEqual([]);
  });

  it('a lease taken in a turn that was undone was not taken', () => {
    const counter = new Counter();
    const other = attachStore(counter.db, { ...options(':memory:'), key: counter.key });
    other.begin(START);
    other.rollback();
    expect(counter.store.held()).toBe(true);
    other.begin(START);
    other.commit();
    expect(counter.store.held()).toBe(false);
    expect(() => counter.store.begin(START)).toThrow(StoreError);
    counter.store.rollback();
  });
});

/** A process of agent-process.ts, and what it has said. */
class AgentProcess {
  readonly said: string[] = [];
  readonly #child: ChildProcess;
  #heard: () => void = () => {};

  constructor(program: string, path: string) {
    const env = { ...process.env, NODE_PATH: join(packageRoot(), 'node_modules') };
    this.#child = spawn(process.execPath, [program, path], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#child.stdout === null) throw new Error('no pipe');
    createInterface(this.#child.stdout).on('line', (line) => {
      this.said.push(line);
      this.#heard();
    });
  }

  /** Waits until it has said something that begins so. */
  async says(beginning: string): Promise<void> {
    while (!this.said.some((line) => line.startsWith(beginning)))
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
  }

  go(): void {
    this.#child.stdin?.write('go\n');
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.end();
    this.#child.kill('SIGCONT');
    await gone;
  }
}

describe('two processes on one file', () => {
  let folder: string;
  let program: string;
  const started: AgentProcess[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tongxing-lease-'));
    program = join(folder, 'agent-process.cjs');
    await build({
      ...{ entryPoints: [join(packageRoot(), 'test/dispatch/agent-process.ts')], outfile: program, bundle: true },
      ...{ platform: 'node', format: 'cjs', external: ['better-sqlite3'], logLevel: 'error' },
    });
  });

  afterAll(async () => {
    await Promise.all(started.map((one) => one.end()));
    rmSync(folder, { recursive: true });
  });

  const run = (path: string) => {
    const one = new AgentProcess(program, path);
    started.push(one);
    return one;
  };

  /** A ledger with one sale that waits to be sent. */
  function ledger(name: string) {
    const path = join(folder, name);
    const store = openStore(options(path));
    store.begin(START);
    const effect = sale({ number: 1, psn_no: 'p1' });
    store.apply(effect);
    store.commit();
    store.close();
    return { path, msgid: effect.body.msgid };
  }

  it('the second is refused as long as the first lives, also while it sleeps, and the first sends', async () => {
    const { path, msgid } = ledger('locked.db');
    const first = run(path);
    await first.says('ready');
    first.signal('SIGSTOP');
    const second = run(path);
    await second.says('refused');
    expect(second.said).toEqual(['refused store_locked']);
    first.signal('SIGCONT');
    first.go();
    await first.says('sent');
    expect(first.said).toEqual(['ready', `sent ${msgid}`]);
  });

  it('an upgrade that took the ledger from a sleeping process sends each row once: the old one wakes up to nothing', async () => {
    const { path, msgid } = ledger('upgrade.db');
    const old = run(path);
    await old.says('ready');
    old.signal('SIGSTOP');
    // Whatever let the new one in (a lock file cleaned away, a disk that does not lock): the ledger itself tells.
    rmSync(`${path}.lock`);
    const young = run(path);
    await young.says('ready');
    young.go();
    await young.says('sent');
    old.signal('SIGCONT');
    old.go();
    await old.says('ended');
    expect(old.said).toEqual(['ready', 'ended store_lease_lost']);
    expect(young.said).toEqual(['ready', `sent ${msgid}`]);
    await young.end();
    expect(verifyLedger(path).findings).toEqual([]);
  });
});

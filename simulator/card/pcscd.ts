/**
 * The real pcscd, run for the simulator alone: its own configuration with vsmartcard's virtual reader, two slots, cards
 * put in and pulled by hand. Must never touch a pcscd somebody else runs, and leaves nothing behind.
 *
 * Why it listens, in a network namespace of its own: the virtual reader can also dial out, but Debian 12's version
 * (3.3) aborts pcscd when such a connection closes, which is what pulling a card is. Listening it takes every
 * interface, so pcscd gets a namespace where there is only loopback; its PC/SC socket is a file and works across.
 * Where namespaces are not allowed (some containers) the ports are open to the network, and only `allowOpenPort` accepts.
 */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DriverClock } from '../../drivers/contract.ts';
import { type VirtualReader, virtualReader } from './vpcd.ts';

export type PcscdProblem =
  | 'pcscd_missing' // pcscd or the virtual reader's driver is not installed
  | 'not_root' // pcscd keeps its socket where only root may write
  | 'pcscd_running' // another pcscd serves this machine
  | 'simulator_running' // another simulator's does, and did not end in time
  | 'no_guard' // no network namespace, and open ports were not allowed
  | 'did_not_start';

export type PcscdStart =
  | { readonly ok: true; readonly pcscd: Pcscd }
  | { readonly ok: false; readonly problem: PcscdProblem; readonly detail: string };

export interface Pcscd {
  readonly readers: readonly [VirtualReader, VirtualReader];
  /** False: the virtual reader's ports are open to the network for as long as this runs. */
  readonly guarded: boolean;
  /** Ends pcscd at once, as a crash would. Cards are out afterwards. */
  kill(): Promise<void>;
  /** Starts pcscd again after kill. Rejects when it does not come up. */
  restart(): Promise<void>;
  /** Ends pcscd and removes its configuration. */
  stop(): Promise<void>;
}

export interface PcscdOptions {
  readonly clock: DriverClock;
  /** How long to wait for another simulator's pcscd on this machine to end. Default 0. */
  readonly waitMs?: number;
  readonly allowOpenPort: boolean;
}

const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const SERVICE_SOCKET = '/run/pcscd/pcscd.comm';
const LEFTOVERS = [SERVICE_SOCKET, '/run/pcscd/pcscd.pid'];
const PORT = 35963;
const START_MS = 10_000;
const SOCKET_STEP_MS = 5;
/** Linux's abstract socket: held by one simulator at a time and freed by its death. */
const MACHINE_LOCK = '\0tongxing-simulator-pcscd';

const run = promisify(execFile);

/** Starts pcscd. Every reason why it cannot run here is a value with a sentence that says what to do. */
export async function startPcscd(options: PcscdOptions): Promise<PcscdStart> {
  const binary = ['/usr/sbin/pcscd', '/usr/bin/pcscd'].find((path) => existsSync(path));
  if (binary === undefined || !existsSync(DRIVER)) {
    return problem('pcscd_missing', 'install the packages pcscd and vsmartcard-vpcd');
  }
  if (process.getuid?.() !== 0) return problem('not_root', 'pcscd needs root; the reader in memory does not');
  const guarded = await canIsolate();
  if (!guarded && !options.allowOpenPort) {
    return problem('no_guard', 'no network namespace here; the virtual reader would be open to the network');
  }
  const lock = await takeLock(options);
  if (lock === null) return problem('simulator_running', 'another simulator on this machine runs pcscd; stop it first');
  if (await answers(SERVICE_SOCKET)) {
    lock.release();
    return problem('pcscd_running', 'stop it with: systemctl stop pcscd.socket pcscd.service');
  }
  try {
    return { ok: true, pcscd: await privatePcscd(binary, guarded, lock, options.clock) };
  } catch (error) {
    lock.release();
    return problem('did_not_start', error instanceof Error ? error.message : String(error));
  }
}

async function privatePcscd(binary: string, guarded: boolean, lock: Lock, clock: DriverClock): Promise<Pcscd> {
  const config = await mkdtemp(join(tmpdir(), 'tongxing-pcscd-'));
  await writeFile(
    join(config, 'vpcd'),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${PORT}\nLIBPATH ${DRIVER}\nCHANNELID ${PORT}\n`,
  );
  let daemon: Daemon | null = null;
  const dial = (port: number) => (): Promise<Socket> =>
    daemon === null ? Promise.reject(new Error('pcscd is not running')) : daemon.dial(port);
  const readers: Pcscd['readers'] = [
    virtualReader('Virtual PCD 00 00', dial(PORT), clock),
    virtualReader('Virtual PCD 00 01', dial(PORT + 1), clock),
  ];

  async function restart(): Promise<void> {
    // A killed pcscd leaves these, and the next one would take the pid in them for a running daemon.
    await Promise.all(LEFTOVERS.map((path) => rm(path, { force: true })));
    daemon = await startDaemon(binary, config, guarded, clock);
  }

  async function kill(): Promise<void> {
    const last = daemon;
    daemon = null;
    await last?.end();
    await Promise.all(readers.map((reader) => reader.pull()));
  }

  async function clean(): Promise<void> {
    await Promise.all([config, ...LEFTOVERS].map((path) => rm(path, { recursive: true, force: true })));
  }

  try {
    await restart();
  } catch (error) {
    await clean();
    throw error;
  }
  return {
    readers,
    guarded,
    kill,
    restart,
    async stop() {
      await kill();
      await clean();
      lock.release();
    },
  };
}

interface Daemon {
  dial(port: number): Promise<Socket>;
  end(): Promise<void>;
}

async function startDaemon(binary: string, config: string, guarded: boolean, clock: DriverClock): Promise<Daemon> {
  const pcscd = ['setpriv', '--pdeathsig', 'SIGKILL', binary, '--foreground', '--info', '--config', config];
  const command = guarded ? ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...pcscd] : pcscd;
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    await ready(child, clock);
    await served(clock);
  } catch (error) {
    await ended(child);
    throw error;
  }
  const dialler = guarded ? startDialler(child.pid ?? 0) : null;
  return {
    dial: (port) => (dialler === null ? dialHere(port) : dialler.dial(port)),
    async end() {
      await Promise.all([ended(child), dialler?.end()]);
    },
  };
}

/** Resolves when pcscd says that its readers are up; rejects with its last words when it ends or stays silent. */
function ready(child: ChildProcess, clock: DriverClock): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    const cancel = clock.after(START_MS, () => reject(new Error(`pcscd not ready after ${START_MS} ms: ${words}`)));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      cancel();
      reject(new Error(`pcscd ended (${code ?? signal}): ${words.trim()}`));
    });
    const hear = (chunk: Buffer): void => {
      // Past the start its log is only drained.
      words = `${words}${chunk.toString('utf8')}`.slice(-600);
      if (!words.includes('daemon ready')) return;
      cancel();
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  });
}

/** It says that it is ready a moment before anybody can be served. */
async function served(clock: DriverClock): Promise<void> {
  const giveUp = clock.monotonicMs() + START_MS;
  while (!(await answers(SERVICE_SOCKET))) {
    if (clock.monotonicMs() >= giveUp) throw new Error(`pcscd serves nobody after ${START_MS} ms`);
    await new Promise<void>((resolve) => {
      clock.after(SOCKET_STEP_MS, resolve);
    });
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Dials inside pcscd's namespace: a small process enters it, connects, and hands the connection over. */
const DIALLER = `
  const { connect } = require('node:net');
  process.on('message', ({ id, port }) => {
    const socket = connect(port, '127.0.0.1').pause();
    socket.once('connect', () => process.send({ id }, socket));
    socket.once('error', (error) => process.send({ id, error: error.message }));
  });
  process.on('disconnect', () => process.exit());
`;

function startDialler(pid: number): Daemon {
  const child = spawn('nsenter', [`--net=/proc/${pid}/ns/net`, process.execPath, '-e', DIALLER], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const calls = new Map<number, (answer: Socket | Error) => void>();
  let lastId = 0;
  child.on('message', (message, handle) => {
    const { id, error } = message as { readonly id: number; readonly error?: string };
    calls.get(id)?.(handle instanceof Socket ? handle : new Error(error ?? 'no connection'));
    calls.delete(id);
  });
  child.once('exit', () => {
    for (const answer of calls.values()) answer(new Error('pcscd is gone'));
  });
  return {
    dial(port) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        calls.set(id, (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
        child.send({ id, port });
      });
    },
    end: () => ended(child),
  };
}

function dialHere(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

async function canIsolate(): Promise<boolean> {
  try {
    await run('unshare', ['--net', 'sh', '-c', 'ip link set lo up && command -v nsenter setpriv']);
    return true;
  } catch {
    return false;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

interface Lock {
  release(): void;
}

/** Null when another simulator holds the machine's pcscd for longer than waitMs. */
async function takeLock({ clock, waitMs = 0 }: PcscdOptions): Promise<Lock | null> {
  const giveUp = clock.monotonicMs() + waitMs;
  for (;;) {
    const lock = await tryLock();
    if (lock !== null) return lock;
    const left = giveUp - clock.monotonicMs();
    if (left <= 0) return null;
    await lockReleased(clock, left);
  }
}

function tryLock(): Promise<Lock | null> {
  return new Promise((resolve) => {
    const waiters = new Set<Socket>();
    const server = createServer((socket) => {
      waiters.add(socket.on('error', () => {}).unref());
    });
    const release = (): void => {
      server.close();
      for (const socket of waiters) socket.destroy();
    };
    server.once('error', () => resolve(null));
    server.unref().listen(MACHINE_LOCK, () => resolve({ release }));
  });
}

/** A connection to the holder closes when it lets go or dies. */
function lockReleased(clock: DriverClock, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(MACHINE_LOCK);
    const cancel = clock.after(waitMs, () => socket.destroy());
    socket.on('error', () => {});
    socket.once('close', () => {
      cancel();
      resolve();
    });
    socket.resume();
  });
}

function problem(kind: PcscdProblem, detail: string): PcscdStart {
  return { ok: false, problem: kind, detail };
}

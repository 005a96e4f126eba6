/**
 * In the guest: the hands of a counter there. Plugs and scans, starts and kills the daemon and pcscd, and leads ports
 * through: the daemon speaks to loopback alone, as everywhere. Takes an order a line on the channel and answers it;
 * decides nothing.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createReadStream, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { pair } from '../../../../simulator/link/cut.ts';
import { type Answer, type Gadget, onBus, openGadgets } from './gadgets.ts';

export type Order =
  | { readonly do: 'plug' | 'unplug'; readonly what: Gadget }
  | { readonly do: 'send'; readonly what: Gadget; readonly bytes: readonly string[] }
  /** What the printer answers, in hex. */
  | { readonly do: 'answer'; readonly bytes: string }
  | { readonly do: 'pcscd'; readonly up: boolean }
  /** These ports of loopback lead to the same ones of `to`. Those of an order before are shut. */
  | { readonly do: 'reach'; readonly ports: readonly number[]; readonly to: string }
  /** This port of the address `at` leads to the same one of loopback. */
  | { readonly do: 'open'; readonly port: number; readonly at: string }
  | { readonly do: 'start'; readonly command: readonly string[] }
  /** Answered when it has ended. */
  | { readonly do: 'end'; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly do: 'clock'; readonly atMs: number }
  | { readonly do: 'read'; readonly path: string }
  | { readonly do: 'clear'; readonly path: string };

/** A line from there: ready, the answer to an order, bytes for the paper in hex, the daemon's end. */
export interface Told {
  readonly id?: number;
  readonly answer?: unknown;
  readonly failed?: string;
  readonly ready?: boolean;
  readonly paper?: string;
  readonly ended?: number;
}

/** As QEMU's reader says it is. */
const CCID_USB = '08e6:4433';
const LOOK_MS = 100;
const LOOPBACK = '127.0.0.1';

function hands(channel: number): void {
  const tell = (line: Told): void => void writeSync(channel, `${JSON.stringify(line)}\n`);
  let answer: Answer = () => {};
  const gadgets = openGadgets((bytes, answered) => {
    answer = answered;
    tell({ paper: Buffer.from(bytes).toString('hex') });
  });
  let service: ChildProcess | null = null;
  let daemon: ChildProcess | null = null;
  let doors: readonly Server[] = [];

  async function obey(order: Order): Promise<unknown> {
    switch (order.do) {
      case 'plug':
      case 'unplug':
        return gadgets[order.do](order.what);
      case 'send':
        return gadgets.send(order.what, order.bytes);
      case 'answer':
        return answer(Buffer.from(order.bytes, 'hex'));
      case 'pcscd':
        if (service !== null) await ended(service, 'SIGKILL');
        service = order.up ? await pcscd() : null;
        return null;
      case 'reach':
        for (const door of doors) door.close();
        doors = await Promise.all(order.ports.map((port) => lead(LOOPBACK, port, order.to)));
        return null;
      case 'open':
        await lead(order.at, order.port, LOOPBACK);
        return null;
      case 'start': {
        const started = spawn(process.execPath, order.command, { stdio: 'ignore' });
        daemon = started;
        started.once('exit', () => tell({ ended: started.pid ?? 0 }));
        return started.pid ?? 0;
      }
      case 'end':
        if (daemon !== null) await ended(daemon, order.signal);
        daemon = null;
        return null;
      case 'clock':
        return void spawnSync('date', ['-s', `@${order.atMs / 1_000}`], { stdio: 'ignore' });
      case 'read':
        return readFileSync(order.path, 'utf8');
      case 'clear':
        return rmSync(order.path, { recursive: true, force: true });
    }
  }

  createInterface({ input: createReadStream('', { fd: channel, autoClose: false }) }).on('line', (line) => {
    const { id, ...order } = JSON.parse(line) as Order & { readonly id: number };
    obey(order).then(
      (done) => tell({ id, answer: done ?? null }),
      (error: unknown) => tell({ id, failed: String(error) }),
    );
  });
  tell({ ready: true });
}

/** Without udevd it looks for readers once, when it starts. */
async function pcscd(): Promise<ChildProcess> {
  while (!onBus(CCID_USB)) await pause(LOOK_MS);
  return spawn('pcscd', ['--foreground', '--config', '/run/readers'], { stdio: 'ignore' });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function lead(at: string, port: number, to: string): Promise<Server> {
  const server = createServer((near) => pair(new Set(), near, connect(port, to)));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, at, () => resolve(server));
  });
}

hands(openSync(process.env['CHANNEL'] ?? '', 'r+'));

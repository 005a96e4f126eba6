/**
 * Devices: a card from the connection to the person beside the same commands in C, a scan from the wire to the API's event, and
 * what it costs to watch a reader, a scanner and a printer that do nothing. On the real pcscd and pseudo terminals.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { hostMachine } from '../../agent/cli/sim/host-machine.ts';
import { openHttpCounter } from '../../agent/cli/sim/http-counter.ts';
import type { Machine } from '../../agent/cli/sim/machine.ts';
import { openCardService, RealStage } from '../../agent/cli/sim/real-stage.ts';
import { packageRoot } from '../../agent/root.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import type { Pcscd } from '../../simulator/card/pcscd.ts';
import { cable } from '../../simulator/serial/pty.ts';
import { median, percentile } from './measure.ts';
import type { ReadTold } from './reader-process.ts';
import { family } from './start.ts';
import type { Bench, Row, Setting } from './table.ts';

/** Rounds in which what reads is compiled; a counter's device process lives for days. */
const WARM_ROUNDS = 8;
const CARD_ROUNDS = 20;
const SIDES = ['driver', 'binding', 'c'] as const;
type Side = (typeof SIDES)[number];
const WARM_SCANS = 100;
const SCANS = 1_000;
const SCANS_A_COLLECTION = 20;
const IDLE_MS = 20_000;
/** Until V8 has collected what the activity before left behind, which it does some seconds after. */
const REST_MS = 30_000;
const LATE_MS = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const devices: Bench = {
  name: 'devices',
  title: 'devices',
  async run(setting) {
    const pcscd = await openCardService();
    try {
      const read = await cardRows(setting, pcscd);
      const { stage, machine } = await counterAt(pcscd);
      try {
        return [...read, await scanRow(setting, stage, machine), await idleRow(setting)];
      } finally {
        await stage.stop();
      }
    } finally {
      await pcscd.stop();
    }
  },
};

/** A counter on this machine's real parts, and the machine, which a stage keeps to itself. */
async function counterAt(pcscd: Pcscd): Promise<{ readonly stage: RealStage; readonly machine: Machine }> {
  let opened: Machine | null = null;
  const stage = await RealStage.open({ institution: 'pharmacy', limits: {} }, async (given, undo) => {
    opened = await hostMachine(pcscd)(given, undo);
    return opened;
  });
  if (opened === null) throw new Error('no machine');
  return { stage, machine: opened };
}

/**
 * Three wait at one reader, and each takes every third card: the driver, the binding alone, and the C program. So each begins
 * where the others do, at a card that has just come after half a second of nothing.
 */
async function cardRows({ folder, say }: Setting, pcscd: Pcscd): Promise<readonly Row[]> {
  const peer = join(folder, 'apdu');
  const source = join(packageRoot(), 'test/bench/apdu.c');
  const made = spawnSync('cc', ['-O2', '-I/usr/include/PCSC', '-o', peer, source, '-lpcsclite'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`cc: ${made.error?.message ?? made.stderr}`);
  const [reader] = pcscd.readers;
  const seat = (side: Side) => ({ reader: reader.name, sides: SIDES.length, turn: SIDES.indexOf(side) });
  const itself = (role: string, asked: unknown) =>
    watcher(process.execPath, [process.argv[1] ?? '', '--role', role, '--asked', JSON.stringify(asked)]);
  const watchers: Watcher[] = [];
  const at = async (one: Watcher): Promise<Watcher> => {
    watchers.push(one);
    await one.line();
    return one;
  };
  try {
    const driver = await at(itself('reader', seat('driver')));
    await reader.insert(imageOf('ceshi-jia'));
    const first = JSON.parse(await driver.line()) as ReadTold;
    const { commands } = first;
    const binding = await at(itself('binding', { ...seat('binding'), commands }));
    const { sides, turn } = seat('c');
    const c = await at(watcher(peer, [reader.name, String(sides), String(turn), ...commands]));
    const read: Readonly<Record<Side, () => Promise<number>>> = {
      driver: async () => (JSON.parse(await driver.line()) as ReadTold).microseconds,
      binding: async () => (JSON.parse(await binding.line()) as ReadTold).microseconds,
      c: async () => Number(await c.line()),
    };
    const taken: Record<Side, number[]> = { driver: [], binding: [], c: [] };
    // That was the driver's turn.
    await reader.pull();
    for (let round = -WARM_ROUNDS; round < CARD_ROUNDS; round += 1) {
      if (round % 5 === 0) say(round < 0 ? 'cards, to become warm' : `round ${round + 1} of ${CARD_ROUNDS} of cards`);
      for (const side of ['binding', 'c', 'driver'] as const) {
        await reader.insert(imageOf('ceshi-jia'));
        const microseconds = await read[side]();
        await reader.pull();
        if (round >= 0) taken[side].push(microseconds);
      }
    }
    return [cardRow(commands.length, first.microseconds, taken)];
  } finally {
    for (const one of watchers) one.end();
  }
}

function cardRow(commands: number, cold: number, taken: Readonly<Record<Side, readonly number[]>>): Row {
  const { driver, binding, c } = taken;
  const over = (values: readonly number[]) => (median(values) - median(c)) / commands;
  const ms = (microseconds: number) => `${(microseconds / 1_000).toFixed(2)} ms`;
  return {
    what: `card: connection to person, ${commands} commands, after ${WARM_ROUNDS + 1} cards: p50`,
    ours: ms(median(driver)),
    beside: `the same in C on libpcsclite ${ms(median(c))}; the binding alone ${ms(median(binding))}, + ${over(binding).toFixed(0)} µs a command; our first card ${ms(cold)}`,
    ratio: `+ ${over(driver).toFixed(0)} µs a command`,
    target: '≤ 100 µs a command more',
    met: over(driver) <= 100,
  };
}

interface Watcher {
  /** The next that it says. */
  line(): Promise<string>;
  end(): void;
}

function watcher(program: string, args: readonly string[]): Watcher {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  return {
    async line() {
      const { value, done } = await Promise.race([lines.next(), failed]);
      if (done === true) throw new Error(`${program} ended with ${child.exitCode ?? child.signalCode}`);
      return String(value);
    },
    end: () => void child.kill(),
  };
}

/** The young part of this process alone: a matter of a millisecond. */
function minorCollection(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;
  return () => gc({ type: 'minor' });
}

/** A cable like the scanner's with nobody but us at its other end: what the wire alone takes, which is the device's. */
async function bareWire(): Promise<{ once(): Promise<number>; close(): Promise<void> }> {
  const wire = await cable();
  const end = createReadStream('', { fd: openSync(wire.path, 'r'), highWaterMark: 64 });
  end.on('error', () => {});
  return {
    async once() {
      const came = once(end, 'data');
      const began = performance.now();
      wire.send(Buffer.from(']C0SHOP-000\r'));
      await came;
      return performance.now() - began;
    },
    close: () => wire.pull(),
  };
}

/** Heard as a program at the counter hears it, and waited for asleep: whoever spins here takes a core from the daemon. */
async function scanRow({ say }: Setting, stage: RealStage, machine: Machine): Promise<Row> {
  say(`${SCANS} scans`);
  let heard: (at: number) => void = () => {};
  const counter = await openHttpCounter(machine.apiPort, await machine.token(), ({ kind }) => {
    if (kind === 'scan') heard(performance.now());
  });
  const samples: number[] = [];
  const alone: number[] = [];
  const [collect, wire] = [minorCollection(), await bareWire()];
  for (let scan = -WARM_SCANS; scan < SCANS; scan += 1) {
    const late = AbortSignal.timeout(LATE_MS);
    const told = new Promise<number>((resolve, reject) => {
      heard = resolve;
      late.addEventListener('abort', () => reject(new Error(`scan ${scan} was not heard`)));
    });
    const began = performance.now();
    await stage.scan(`SHOP-${scan}`, 'C0');
    const took = (await told) - began;
    await pause(5);
    const wired = await wire.once();
    if (scan >= 0) {
      samples.push(took);
      alone.push(wired);
    }
    // Who measures collects its own garbage where nothing is measured.
    if (scan % SCANS_A_COLLECTION === 0) collect();
    await pause(5);
  }
  counter.close();
  await wire.close();
  const [p99, device] = [percentile(samples, 0.99), median(alone)];
  return {
    what: `scan: the wire to the event of the API, after ${WARM_SCANS}: p99`,
    ours: `${p99.toFixed(2)} ms`,
    beside: `p50 ${median(samples).toFixed(2)} ms; the wire alone, p50 ${device.toFixed(2)} ms; n = ${SCANS}`,
    ratio: `+ ${(p99 - device).toFixed(2)} ms`,
    target: '< 5 ms more than the wire’s p50',
    met: p99 - device < 5,
  };
}

async function idleRow({ say }: Setting): Promise<Row> {
  const command = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  const daemon = family(process.pid).find((pid) => command(pid).includes('tongxing.js\0start'));
  if (daemon === undefined) throw new Error('no daemon');
  say(`${REST_MS / 1_000} s of rest`);
  await pause(REST_MS);
  say(`${IDLE_MS / 1_000} s idle`);
  const processes = family(daemon);
  const before = cpuMs(processes);
  const began = performance.now();
  await pause(IDLE_MS);
  const share = ((cpuMs(processes) - before) / (performance.now() - began)) * 100;
  return {
    what: `idle: reader, scanner and printer watched, ${processes.length} processes`,
    ours: `${share.toFixed(2)} % of a core`,
    beside: `over ${IDLE_MS / 1_000} s, after ${REST_MS / 1_000} s of rest`,
    ratio: '–',
    target: '< 0.5 %',
    met: share < 0.5,
  };
}

/** Nanoseconds the scheduler counted, which is finer than ticks. */
function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const [ns = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ');
    return sum + Number(ns) / 1e6;
  }, 0);
}

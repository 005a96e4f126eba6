/**
 * Devices: a card from the connection to the person beside the same commands in C, a scan from the wire to the API's event, and
 * what it costs to watch a reader, a scanner and a printer that do nothing. On the real pcscd and pseudo terminals.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hostMachine } from '../../agent/cli/sim/host-machine.ts';
import { openCardService, RealStage } from '../../agent/cli/sim/real-stage.ts';
import { packageRoot } from '../../agent/root.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import type { Pcscd } from '../../simulator/card/pcscd.ts';
import { median, percentile } from './measure.ts';
import type { ReadTold } from './reader-process.ts';
import { family } from './start.ts';
import type { Bench, Row, Setting } from './table.ts';

const CARDS = 15;
const SCANS = 400;
const IDLE_MS = 20_000;
const LATE_MS = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const devices: Bench = {
  name: 'devices',
  title: 'devices',
  async run(setting) {
    const pcscd = await openCardService();
    try {
      const read = await cardRows(setting, pcscd);
      const stage = await RealStage.open({ institution: 'pharmacy', limits: {} }, hostMachine(pcscd));
      try {
        return [...read, await scanRow(setting, stage), await idleRow(setting)];
      } finally {
        await stage.stop();
      }
    } finally {
      await pcscd.stop();
    }
  },
};

/** One card after another, read by the driver and then, while it is in, asked the same by the C program. */
async function cardRows({ folder, say }: Setting, pcscd: Pcscd): Promise<readonly Row[]> {
  const peer = join(folder, 'apdu');
  const source = join(packageRoot(), 'test/bench/apdu.c');
  const made = spawnSync('cc', ['-O2', '-I/usr/include/PCSC', '-o', peer, source, '-lpcsclite'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`cc: ${made.error?.message ?? made.stderr}`);
  const [reader] = pcscd.readers;
  const child = spawn(
    process.execPath,
    [process.argv[1] ?? '', '--role', 'reader', '--asked', JSON.stringify(reader.name)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const [ours, theirs]: [number[], number[]] = [[], []];
  let count = 0;
  try {
    await lines.next();
    for (let card = 0; card < CARDS; card += 1) {
      if (card % 5 === 0) say(`card ${card + 1} of ${CARDS}`);
      await reader.insert(imageOf('ceshi-jia'));
      const { microseconds, commands } = JSON.parse(String((await lines.next()).value)) as ReadTold;
      const inC = await output(peer, [reader.name, ...commands]);
      await reader.pull();
      count = commands.length;
      // The first one compiles what it reads with.
      if (card === 0) continue;
      ours.push(microseconds);
      theirs.push(Number(inC));
    }
  } finally {
    child.kill();
  }
  const over = (median(ours) - median(theirs)) / count;
  return [
    {
      what: `card: connection to person, ${count} commands: p50`,
      ours: `${(median(ours) / 1_000).toFixed(2)} ms`,
      beside: `the same in C on libpcsclite ${(median(theirs) / 1_000).toFixed(2)} ms`,
      ratio: `+ ${over.toFixed(0)} µs a command`,
      target: '≤ 100 µs a command more',
      met: over <= 100,
    },
  ];
}

/** The card answers in this process, so the event loop must go on while the peer runs. */
function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${program} ended with ${code}`))));
  });
}

async function scanRow({ say }: Setting, stage: RealStage): Promise<Row> {
  say(`${SCANS} scans`);
  const heard = () => stage.notices().filter(({ kind }) => kind === 'scan').length;
  const samples: number[] = [];
  for (let scan = 0; scan < SCANS; scan += 1) {
    const before = heard();
    const began = performance.now();
    await stage.scan(`SHOP-${scan}`, 'C0');
    while (heard() === before) {
      if (performance.now() - began > LATE_MS) throw new Error(`scan ${scan} was not heard`);
      await new Promise(setImmediate);
    }
    samples.push(performance.now() - began);
    await pause(5);
  }
  const p99 = percentile(samples, 0.99);
  return {
    what: 'scan: the wire to the event of the API: p99',
    ours: `${p99.toFixed(2)} ms`,
    beside: `p50 ${median(samples).toFixed(2)} ms`,
    ratio: `n = ${SCANS}`,
    target: '< 5 ms',
    met: p99 < 5,
  };
}

async function idleRow({ say }: Setting): Promise<Row> {
  say(`${IDLE_MS / 1_000} s idle`);
  const command = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  const daemon = family(process.pid).find((pid) => command(pid).includes('tongxing.js\0start'));
  if (daemon === undefined) throw new Error('no daemon');
  await pause(3_000);
  const processes = family(daemon);
  const before = cpuMs(processes);
  const began = performance.now();
  await pause(IDLE_MS);
  const share = ((cpuMs(processes) - before) / (performance.now() - began)) * 100;
  return {
    what: `idle: reader, scanner and printer watched, ${processes.length} processes`,
    ours: `${share.toFixed(2)} % of a core`,
    beside: `over ${IDLE_MS / 1_000} s`,
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

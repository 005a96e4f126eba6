/**
 * A whole daemon that sells as fast as it can with nobody at the counter: cards in a memory reader, a real file, a real
 * link. Every acceptance is written to `ack` with one unbuffered write, after it was told; whoever reads that may then kill
 * the process or its machine. With `mode` drain it sells nothing, waits until nothing is open, says so and ends.
 */
import { randomUUID } from 'node:crypto';
import { openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { deviceClock } from '../../agent/adapters/device-clock.ts';
import type { Agent } from '../../agent/agent.ts';
import { CATALOGUE } from '../../agent/cli/demo/stage.ts';
import type { Command } from '../../agent/core/input.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import type { Fen } from '../../agent/core/money.ts';
import { type DaemonOptions, startDaemon } from '../../agent/main.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { memoryDevices } from '../../simulator/card/memory-devices.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';

export interface CounterConfig {
  readonly mode: 'sell' | 'drain';
  readonly dataDir: string;
  readonly centre: DaemonOptions['centre'];
  readonly packsDir: string;
  /** File, FIFO or device for the acknowledgements; '' for standard output. */
  readonly ack: string;
}

const READER = 'Memory 00';
const IMAGES = ['ceshi-jia', 'ceshi-yi', 'ceshi-bing'] as const;
const MUCH = 1_000_000_000_000 as Fen;
const LIMITS = {
  ...DEFAULT_LIMITS,
  ...{ offlineAmount: MUCH, offlinePersonDayFund: MUCH, offlineSum: MUCH, offlineCount: 1_000_000 },
  ...{ settleDeadlineMs: 4_000, backoffCapMs: 1_000 },
};

async function main(): Promise<void> {
  const config = JSON.parse(process.argv[2] ?? '') as CounterConfig;
  const ack = config.ack === '' ? 1 : openSync(config.ack, 'w');
  const pcsc = memoryPcsc([READER]);
  const quiet = () => {};
  const daemon = await startDaemon({
    ...{ dataDir: config.dataDir, centre: config.centre, packsDir: config.packsDir, limits: LIMITS },
    ...{ apiPort: 0, catalogueFile: CATALOGUE, acceptVirtual: true },
    log: { info: quiet, warn: quiet, error: (name, facts) => console.error(name, JSON.stringify(facts)) },
    devices: memoryDevices(pcsc, deviceClock()),
  });
  const { agent } = daemon;
  writeSync(ack, 'started\n');
  while ((await say(agent, { kind: 'open_shift', opter: '001', opter_name: '测试员' })) === null) await pause(50);
  if (config.mode === 'drain') {
    await drained(agent);
    writeSync(ack, 'drained\n');
    return daemon.stop();
  }
  const basket = basketOf();
  for (let sale = 0; ; sale += 1) {
    pcsc.insert(READER, imageOf(IMAGES[sale % IMAGES.length] ?? IMAGES[0]));
    const opened = await session(agent);
    if (opened === null) continue;
    if ((await say(agent, { kind: 'set_basket', session: opened, basket })) === null) continue;
    const told = await say(agent, { kind: 'accept', session: opened, key: randomUUID() });
    if (told?.kind === 'accepted') writeSync(ack, `told ${told.msgid}\n`);
  }
}

async function say(agent: Agent, command: Command) {
  const outcome = await agent.command(command);
  return outcome.ok ? outcome.reply : null;
}

async function session(agent: Agent): Promise<string | null> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const opened = await say(agent, { kind: 'open_session' });
    if (opened?.kind === 'session') return opened.session.id;
    await pause(5);
  }
  return null;
}

async function drained(agent: Agent): Promise<void> {
  for (;;) {
    const { link, queue } = agent.status();
    const { queued, underway, unknown, reversing, waiting } = queue;
    if (link.phase === 'ready' && queued + underway + unknown + reversing + waiting === 0) return;
    await pause(50);
  }
}

function basketOf() {
  const { entries } = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as {
    entries: { med_list_codg: string; pric: string }[];
  };
  const lines = entries.slice(0, 2).map(({ med_list_codg, pric }, at) => ({
    ...{ feedetl_sn: String(at + 1), med_list_codg, pric, cnt: '1', rxno: `RX${at}` },
  }));
  return { med_type: '41', acct_used_flag: '0' as const, lines };
}

void main();

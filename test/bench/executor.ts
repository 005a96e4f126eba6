/**
 * The executor alone: one turn that stores one sale of about 1 KB with its journal entry, key and seal, or sixteen in one
 * turn (the group commit), from `begin` to the end of `commit`; beside L, a bare INSERT and other queues forced to be as
 * durable. Then all of it once more on an imitated slow disk, in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING_GIVEN } from '../../agent/core/at-counter.ts';
import { nextIdentity } from '../../agent/core/numbering.ts';
import { bareParts, overwrite, rawInsert } from './disk.ts';
import { alternate, median } from './measure.ts';
import { liteque, plainjob } from './peers.ts';
import { sampleSale } from './queue.ts';
import { openLedger, somebody, TERMINAL } from './shop.ts';
import { slowDisk } from './slow-disk.ts';
import type { Bench, Row } from './table.ts';

const CALLERS = 16;
const DELAY_MS = 5;
/** Turns of each kind before the first that counts: a daemon at work is compiled, on a slow disk too. */
const WARM_UP = 300;

/** Medians, ms. */
type Medians = Readonly<
  Record<'l' | 'raw' | 'parts' | 'one' | 'sixteenParts' | 'sixteen' | 'plainjob' | 'liteque', number>
>;

export interface ExecutorAsked {
  readonly folder: string;
  readonly rounds: number;
  readonly each: number;
}

export const executor: Bench = {
  name: 'executor',
  title: 'executor, 1 KB body',
  async run({ folder, rounds, say }) {
    const here = await measureExecutor({ folder: sub(folder, 'here'), rounds, each: 100 });
    say(`+${DELAY_MS} ms a sync`);
    const slow = elsewhere({ folder: sub(folder, 'slow'), rounds: 3, each: 15 }, slowDisk(folder, DELAY_MS));
    return [...rowsOf(here, '', 1.4, 3), ...rowsOf(slow, `, slow disk (+${DELAY_MS} ms a sync)`, 1.1, 12)];
  },
};

function rowsOf(
  { l, raw, parts, one, sixteenParts, sixteen, ...peers }: Medians,
  where: string,
  most: number,
  least: number,
): Row[] {
  const show = (ms: number) => `${ms.toFixed(3)} ms`;
  const times = (ms: number) => `${(ms / l).toFixed(2)} L`;
  const rate = (CALLERS * l) / sixteen;
  return [
    {
      what: `executor: one durable sale of 1 KB${where}: p50`,
      ours: show(one),
      beside: `L ${show(l)}; raw INSERT ${times(raw)}; its bare parts (seal, chain, three rows) ${times(parts)}; forced to FULL: plainjob ${times(peers.plainjob)}, liteque ${times(peers.liteque)}`,
      ratio: times(one),
      target: `≤ ${most} L`,
      met: one <= most * l,
    },
    {
      what: `executor: ${CALLERS} in one turn${where}`,
      ours: `${Math.round((CALLERS / sixteen) * 1_000)}/s`,
      beside: `1/L ${Math.round(1_000 / l)}/s; their bare parts ${((CALLERS * l) / sixteenParts).toFixed(2)} × 1/L`,
      ratio: `${rate.toFixed(2)} × 1/L`,
      target: `≥ ${least} × 1/L`,
      met: rate >= least,
    },
  ];
}

/** The same in another process. */
function elsewhere(asked: ExecutorAsked, env: NodeJS.ProcessEnv): Medians {
  const args = [process.argv[1] ?? '', '--role', 'executor', '--asked', JSON.stringify(asked)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Medians;
}

export async function measureExecutor({ folder, rounds, each }: ExecutorAsked): Promise<Medians> {
  const [disk, raw] = [overwrite(folder), rawInsert(folder)];
  const [parts, sixteenParts] = [bareParts(folder), bareParts(folder, CALLERS)];
  const peers = { plainjob: await plainjob(folder), liteque: await liteque(folder) };
  const { store, put } = await filler(folder);
  const repeat = async (once: () => Promise<number> | number) => {
    const took: number[] = [];
    for (let at = 0; at < each; at += 1) took.push(await once());
    return median(took);
  };
  const sides = {
    l: () => repeat(disk.once),
    raw: () => repeat(raw.once),
    parts: () => repeat(parts.once),
    sixteenParts: () => repeat(sixteenParts.once),
    one: () => repeat(() => put(1)),
    sixteen: () => repeat(() => put(CALLERS)),
    plainjob: () => repeat(peers.plainjob.once),
    liteque: () => repeat(peers.liteque.once),
  };
  for (let at = 0; at < WARM_UP; at += 1) {
    for (const count of [CALLERS, 1]) put(count);
    for (const bare of [parts, sixteenParts]) bare.once();
  }
  const medians = await alternate(rounds, sides);
  for (const one of [disk, raw, parts, sixteenParts, peers.plainjob, peers.liteque, store]) one.close();
  return Object.fromEntries(Object.entries(medians).map(([name, values]) => [name, median(values)])) as Medians;
}

/** Puts sales of ever other persons into a ledger; gives the milliseconds of one turn. */
async function filler(folder: string) {
  const sale = await sampleSale(folder);
  const ledger = sub(folder, 'ledger');
  const store = openLedger({ folder: ledger });
  const sold = sale.body;
  if (sold.body.kind !== 'sale') throw new Error('the sample is no sale');
  const { druginfo } = sold.body;
  let numbering = { epoch: 1, number: 0, second: Math.floor(sale.accepted_ms / 1_000), counter: 0 };
  const next = () => {
    const { psn_no } = somebody(numbering.number).person;
    const { msgid, number, ...after } = nextIdentity(numbering, TERMINAL, sale.accepted_ms);
    numbering = after.numbering;
    const body = { ...sold, msgid, number, body: { ...sold.body, druginfo: { ...druginfo, psn_no } } } as typeof sold;
    return { ...sale, body, psn_no, key: randomUUID(), fingerprint: `accept ${randomUUID()}`, replay: '' };
  };
  /** What the agent looks up a turn before it stores a sale, so that the store knows the person and that the key is new. */
  const ask = ({ key, fingerprint, psn_no, begndate }: ReturnType<typeof next>) =>
    store.find({
      ...{ kind: 'find_accept_facts', call: 1, session: '', key, fingerprint, psn_no, card_sn: `C${psn_no}`, begndate },
      ...{ ingredients: [], trac: [], overrides: [], given: NOTHING_GIVEN, visit: null },
    });
  const put = (count: number): number => {
    const sales = Array.from({ length: count }, next);
    for (const one of sales) ask(one);
    const from = performance.now();
    store.begin(sale.accepted_ms);
    for (const one of sales) store.apply(one);
    store.commit();
    return performance.now() - from;
  };
  return { store, put };
}

function sub(folder: string, name: string): string {
  const own = join(folder, name);
  mkdirSync(own);
  return own;
}

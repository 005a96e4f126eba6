/**
 * Acceptance, as the executor sees it: from the command in the shell's inbox to its outcome, with the row, its journal
 * entry and its key durable in between. One by one, and sixteen callers at once (one group commit).
 */
import { randomUUID } from 'node:crypto';
import { overwrite, rawInsert } from './disk.ts';
import { alternate, median, percentile } from './measure.ts';
import { introduce, openLedger, Shop } from './shop.ts';
import type { Bench } from './table.ts';

const CALLERS = 16;

export const acceptOneByOne: Bench = {
  name: 'accept',
  title: 'accept, one by one, durable',
  async run({ folder, rounds, say }) {
    const each = 150;
    const { shop, close, disk, raw } = await setUp(folder, rounds * each, say);
    let person = 0;
    const samples = { disk: [] as number[], raw: [] as number[], accept: [] as number[] };
    const sides = {
      disk: () => repeat(each, () => disk.once(), samples.disk),
      raw: () => repeat(each, () => raw.once(), samples.raw),
      accept: () =>
        repeat(
          each,
          async () => {
            const session = await shop.prepare(person);
            person += 1;
            return shop.accept(session, randomUUID());
          },
          samples.accept,
        ),
    };
    await warmUp(shop, rounds * each);
    const medians = await alternate(rounds, sides);
    await close();
    const [l, insert, p50] = [median(medians.disk), median(medians.raw), median(medians.accept)];
    const times = (ms: number) => `${(ms / l).toFixed(2)} L`;
    const show = (ms: number) => `${ms.toFixed(3)} ms`;
    return [
      {
        what: 'accept, one by one, durable: p50',
        ours: show(p50),
        beside: `L ${show(l)}; raw INSERT ${times(insert)}`,
        ratio: times(p50),
        target: '≤ 1.4 L',
        met: p50 <= 1.4 * l,
      },
      {
        what: 'accept, one by one, durable: p99',
        ours: show(percentile(samples.accept, 0.99)),
        beside: `L p99 ${show(percentile(samples.disk, 0.99))}; raw p99 ${show(percentile(samples.raw, 0.99))}`,
        ratio: times(percentile(samples.accept, 0.99)),
        target: '–',
        met: null,
      },
    ];
  },
};

export const acceptTogether: Bench = {
  name: 'group',
  title: `accept, ${CALLERS} callers at once`,
  async run({ folder, rounds, say }) {
    const each = 15;
    const { shop, close, disk, raw } = await setUp(folder, rounds * each * CALLERS, say, CALLERS);
    let person = 0;
    const together = async () => {
      const sessions = await Promise.all(
        Array.from({ length: CALLERS }, (_, caller) => shop.prepare(person + caller, `r${caller}`)),
      );
      person += CALLERS;
      const from = performance.now();
      await Promise.all(sessions.map((session) => shop.accept(session, randomUUID())));
      return performance.now() - from;
    };
    const sides = {
      disk: () => repeat(each * 4, () => disk.once()),
      raw: () => repeat(each, () => raw.once()),
      accept: () => repeat(each, together),
    };
    await warmUp(shop, rounds * each * CALLERS);
    const medians = await alternate(rounds, sides);
    await close();
    const [l, insert, group] = [median(medians.disk), median(medians.raw), median(medians.accept)];
    const rate = (ms: number) => `${Math.round((CALLERS / ms) * 1_000)}/s`;
    const times = (ms: number) => `${((CALLERS * l) / ms).toFixed(2)} × 1/L`;
    return [
      {
        what: `accept, ${CALLERS} callers at once`,
        ours: rate(group),
        beside: `1/L ${Math.round(1_000 / l)}/s; raw INSERTs together ${times(insert)}`,
        ratio: times(group),
        target: '≥ 3 × 1/L',
        met: CALLERS * l >= 3 * group,
      },
    ];
  },
};

const WARM_UP = 200;

/** Purchases nobody measures: the compiler has seen the code, the file has its first pages. */
async function warmUp(shop: Shop, from: number): Promise<void> {
  for (let at = 0; at < WARM_UP; at += 1) await shop.accept(await shop.prepare(from + at), randomUUID());
}

async function setUp(folder: string, people: number, say: (what: string) => void, rows = 1) {
  say(`${people} persons`);
  const store = openLedger({ folder });
  introduce(store, 0, people + WARM_UP);
  const shop = new Shop(store);
  await shop.open();
  const [disk, raw] = [overwrite(folder), rawInsert(folder, rows)];
  const close = async () => {
    await shop.agent.stop();
    disk.close();
    raw.close();
  };
  return { shop, disk, raw, close };
}

/** The median of `times` runs; all of them also go into `all`. */
async function repeat(times: number, once: () => Promise<number> | number, all: number[] = []): Promise<number> {
  const here: number[] = [];
  for (let at = 0; at < times; at += 1) here.push(await once());
  all.push(...here);
  return median(here);
}

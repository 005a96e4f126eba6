/**
 * Does work beside the counter hold up a sale? Acceptance with nothing else going on, and while another process imports
 * the national catalogue, builds the list of revoked cards, or verifies the ledger; each in the process it has at work.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { importApart } from '../../agent/adapters/catalogue/import-process.ts';
import { buildApart } from '../../agent/adapters/revocation/taker.ts';
import { packageRoot } from '../../agent/root.ts';
import { nationalFiles } from '../../simulator/catalogue/national.ts';
import { writeZips } from '../catalogue/pack.ts';
import { percentile } from './measure.ts';
import { enqueue, sampleSale } from './queue.ts';
import { writeRevoked } from './revocation.ts';
import { introduce, openLedger, Shop } from './shop.ts';
import type { Bench, Row } from './table.ts';

const GOODS = 200_000;
const CARDS = 1_000_000;
/** Rows, and so many journal entries, for the verification to read. */
const ROWS = 50_000;
const MOST_TIMES = 1.5;
/** What is short is done so many times: of a few hundred sales the hundredth part is one or two. */
const TIMES = 5;

/** Sales in a row, a pause after each: a counter is never busier than that. */
const PAUSE_MS = 5;
const QUIET = 1_000;

export const care: Bench = {
  name: 'care',
  title: 'acceptance beside other work',
  async run({ folder, say }) {
    const program = join(packageRoot(), 'dist/tongxing.js');
    say(`files of ${GOODS} goods and ${CARDS} cards, a ledger of ${ROWS} rows`);
    const files = writeZips(folder, nationalFiles({ seed: 1, goods: GOODS }));
    const cards = join(folder, 'revoked.txt');
    await writeRevoked(cards, CARDS);
    const data = join(folder, 'data');
    mkdirSync(data);
    const store = openLedger({ folder: data });
    enqueue(store, await sampleSale(folder), ROWS);
    const counter = await openCounter(new Shop(store), (from, to) => introduce(store, from, to));
    const rows: Row[] = [];
    const beside = async (what: string, work: () => Promise<unknown>) => {
      say(what);
      const quiet = await counter.sell(QUIET);
      const busy = await counter.sellDuring(work);
      rows.push(compare(what, [...quiet, ...(await counter.sell(QUIET))], busy));
    };
    const request = {
      folder: join(folder, 'catalogue'),
      files,
      increment: false,
      admdvs: '370100',
      today: '2022-10-08',
    };
    await beside('a catalogue import of 200,000 goods', () =>
      importApart(join(packageRoot(), 'dist/catalogue-import.js'), request, () => {}),
    );
    await beside(`a revocation list of ${CARDS} cards being built`, async () => {
      for (let at = 0; at < TIMES; at += 1) {
        const refused = await buildApart(program, data)(cards);
        if (refused !== null) throw new Error(refused);
      }
    });
    await beside(`a verification of ${ROWS} rows`, () => verify(program, data));
    await counter.close();
    return rows;
  },
};

function compare(what: string, quiet: readonly number[], busy: readonly number[]): Row {
  const [before, during] = [percentile(quiet, 0.99), percentile(busy, 0.99)];
  const halves = [percentile(quiet, 0.5), percentile(busy, 0.5)].map((ms) => ms.toFixed(2));
  return {
    what: `accept during ${what}: p99`,
    ours: `${during.toFixed(2)} ms`,
    beside: `quiet, before and after: ${before.toFixed(2)} ms; p50 ${halves[0]} quiet, ${halves[1]} busy; n = ${busy.length}`,
    ratio: `${(during / before).toFixed(2)} ×`,
    target: `≤ ${MOST_TIMES} × quiet`,
    met: during <= MOST_TIMES * before,
  };
}

/** A shop whose persons are not among those in its queue, and know no end. */
async function openCounter(shop: Shop, meet: (from: number, to: number) => void) {
  let [next, known] = [ROWS, ROWS];
  const one = async () => {
    const took = await shop.accept(await shop.prepare(next), randomUUID());
    next += 1;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return took;
  };
  const sell = async (times: number): Promise<readonly number[]> => {
    const took: number[] = [];
    for (let at = 0; at < times; at += 1) took.push(await one());
    return took;
  };
  const ready = (persons: number) => {
    if (known - next >= persons) return;
    meet(known, next + persons);
    known = next + persons;
  };
  await shop.open();
  ready(QUIET);
  await sell(QUIET);
  return {
    sell: (times: number) => {
      ready(times);
      return sell(times);
    },
    async sellDuring(work: () => Promise<unknown>): Promise<readonly number[]> {
      ready(20 * QUIET);
      let done = false;
      const worked = work().finally(() => {
        done = true;
      });
      const took: number[] = [];
      while (!done) took.push(await one());
      await worked;
      return took;
    },
    close: () => shop.agent.stop(),
  };
}

/**
 * `tongxing ledger verify` on the ledger at work, over and over. Each from a shell, as it is at a counter, and not from this
 * process: it sells, stands still for 3 to 7 ms while it starts another, and five of those among a few hundred sales are the
 * hundredth part.
 */
function verify(program: string, data: string): Promise<void> {
  const again = `for at in ${Array.from({ length: TIMES }, (_, at) => at).join(' ')}; do "$@" || exit; done`;
  const words = [process.execPath, program, 'ledger', 'verify', '--data', data];
  const shell = spawn('sh', ['-c', again, 'sh', ...words], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the verification ended with ${code}`))));
  });
}

/**
 * Does it get slower with the years? Acceptance and claim on a new ledger and on one with hundreds of thousands of
 * settled rows and their keys, in turn.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../agent/ports/store.ts';
import { alternate, median } from './measure.ts';
import { enqueue, putHistory, sampleSale } from './queue.ts';
import { introduce, openLedger, Shop } from './shop.ts';
import type { Bench } from './table.ts';

const QUEUED = 500;
const ACCEPTS = 100;
const CLAIMS = 20;
/** Claims of each ledger before the first that counts: the compiler changes its mind some hundred times in. */
const WARM_UP = 500;
const MOST = 1.05;

export const growth: Bench = {
  name: 'growth',
  title: 'growth',
  async run({ folder, rounds: asked, grown: wanted, full, say }) {
    const rows = full ? 3_000_000 : wanted;
    const rounds = Math.max(asked, 9);
    const sale = await sampleSale(folder);
    const open = async (name: string, history: number) => {
      const own = join(folder, name);
      mkdirSync(own);
      openLedger({ folder: own }).close();
      if (history > 0) putHistory(own, history, (done) => say(`${done} of ${history} rows`));
      const store = openLedger({ folder: own });
      enqueue(store, sale, QUEUED, history);
      introduce(store, QUEUED, QUEUED + (rounds + 1) * ACCEPTS);
      const shop = new Shop(store);
      await shop.open();
      let person = QUEUED;
      const accepts = async () => {
        const took: number[] = [];
        for (let at = 0; at < ACCEPTS; at += 1) {
          took.push(await shop.accept(await shop.prepare(person), randomUUID()));
          person += 1;
        }
        return median(took);
      };
      await accepts();
      return { shop, store, accepts };
    };
    const [empty, grown] = [await open('empty', 0), await open('grown', rows)];
    const accept = await alternate(rounds, { empty: empty.accepts, grown: grown.accepts });
    // One claim of each in turn, so that both meet the same compiled code.
    const sides = { empty: () => claim(empty.store), grown: () => claim(grown.store) };
    await alternate(WARM_UP, sides);
    const claims = await alternate(rounds * CLAIMS, sides);
    await Promise.all([empty.shop.agent.stop(), grown.shop.agent.stop()]);
    const row = (what: string, { empty, grown }: Readonly<Record<'empty' | 'grown', readonly number[]>>) => {
      const [before, after] = [median(empty), median(grown)];
      const ratio = after / before;
      return {
        what: `${what} at ${rows} rows`,
        ours: `${after.toFixed(3)} ms`,
        beside: `new ledger ${before.toFixed(3)} ms`,
        ratio: ratio.toFixed(3),
        target: `≤ ${MOST}`,
        met: ratio <= MOST,
      };
    };
    return [row('accept', accept), row('claim of 100', claims)];
  },
};

/** Milliseconds of one claim of a frame, taken back each time. */
function claim(store: Store): number {
  store.begin(Date.now());
  const from = performance.now();
  const found = store.find({ kind: 'claim', limit: 100, except: [] });
  const took = performance.now() - from;
  if (found.kind !== 'claimed' || found.rows.length !== 100) throw new Error('a claim did not find its 100 rows');
  store.rollback();
  return took;
}

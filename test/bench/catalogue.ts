/**
 * The national catalogue at its real size: importing 200,000 goods in the import's own process, looking up a line's terms
 * beside the bare prepared SELECT they come from, and what a clerk's search takes.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { readPointer } from '../../agent/adapters/catalogue/folder.ts';
import { importApart } from '../../agent/adapters/catalogue/import-process.ts';
import { type OpenCatalogue, openFinishedCatalogue } from '../../agent/adapters/catalogue/source.ts';
import { packageRoot } from '../../agent/root.ts';
import { goodAt, nationalFiles } from '../../simulator/catalogue/national.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { writeZips } from '../catalogue/pack.ts';
import { alternate, median, percentile } from './measure.ts';
import type { Bench, Row } from './table.ts';

const GOODS = 200_000;
const LOOKUPS = 5_000;
const DAY = '2022-10-08';
const MOST_TIMES = 3;
const LEAST_ROWS = 20_000;

export const catalogue: Bench = {
  name: 'catalogue',
  title: 'catalogue',
  async run({ folder, rounds, say }) {
    say(`files of ${GOODS} goods`);
    const files = writeZips(folder, nationalFiles({ seed: 1, goods: GOODS }));
    const installed = join(folder, 'catalogue');
    const rows = [await imported(files, installed, say)];
    const path = join(installed, readPointer(installed)?.file ?? '');
    const ours = openFinishedCatalogue(path);
    try {
      say('look-ups');
      rows.push(await lookedUp(path, ours, rounds), searched(ours));
    } finally {
      ours.close();
    }
    return rows;
  },
};

async function imported(files: readonly string[], folder: string, say: (what: string) => void): Promise<Row> {
  const request = { folder, files, increment: false, admdvs: '370100', today: DAY };
  const from = performance.now();
  const report = await importApart(join(packageRoot(), 'dist/catalogue-import.js'), request, ({ step, rows }) =>
    say(`${step} ${rows}`),
  );
  const seconds = (performance.now() - from) / 1_000;
  const rows = report.sources.reduce((sum, source) => sum + source.rows, 0);
  const rate = rows / seconds;
  const beside = `${rows} rows in ${seconds.toFixed(1)} s, joined, indexed, checked and synced; goods alone ${Math.round(report.goods / seconds)}/s`;
  return {
    what: 'catalogue import, 200,000 goods',
    ours: `${Math.round(rate)} rows/s`,
    beside,
    ratio: '–',
    target: `≥ ${LEAST_ROWS} rows/s`,
    met: rate >= LEAST_ROWS,
  };
}

/** The same codes in the same order on both sides; the bare side is the statement with nothing around it. */
async function lookedUp(path: string, ours: OpenCatalogue, rounds: number): Promise<Row> {
  const random = seededRandom(5);
  const codes = Array.from({ length: LOOKUPS }, () => goodAt(random.below(GOODS), GOODS).code);
  const db = new Database(path, { readonly: true });
  // As ours: without it SQLite takes and gives up a lock for every SELECT, and the limit would be no limit.
  db.pragma('locking_mode = EXCLUSIVE');
  const select = db
    .prepare('SELECT begndate, enddate, lv, prop, cap, flags, scope, acct FROM entry WHERE code = ?')
    .raw();
  let found = 0;
  const micros = (work: (code: string) => unknown[] | readonly unknown[]) => () => {
    const from = performance.now();
    for (const code of codes) found += work(code).length;
    return ((performance.now() - from) / LOOKUPS) * 1_000;
  };
  const sides = { bare: micros((code) => select.all(code)), ours: micros((code) => ours.entries(code)) };
  sides.bare();
  sides.ours();
  const medians = await alternate(Math.max(rounds, 5), sides);
  db.close();
  if (found === 0) throw new Error('nothing was found');
  const [bare, own] = [median(medians.bare), median(medians.ours)];
  return {
    what: 'catalogue look-up, entries of a code',
    ours: `${own.toFixed(1)} µs`,
    beside: `bare prepared SELECT ${bare.toFixed(1)} µs`,
    ratio: `${(own / bare).toFixed(2)} ×`,
    target: `≤ ${MOST_TIMES} ×`,
    met: own <= MOST_TIMES * bare,
  };
}

function searched(ours: OpenCatalogue): Row {
  const asked = ['甲乙', '安宁康', '胶囊', '口服液', 'YLAN', 'YLJJJ', 'X99AA00', 'S000100', '样例清'];
  const times = asked.flatMap((text) =>
    Array.from({ length: 20 }, () => {
      const from = performance.now();
      ours.find(text, DAY, 20);
      return performance.now() - from;
    }),
  );
  return {
    what: 'catalogue search, name, initials or code: p50',
    ours: `${median(times).toFixed(2)} ms`,
    beside: `p99 ${percentile(times, 0.99).toFixed(2)} ms over 200,000 goods`,
    ratio: '–',
    target: '–',
    met: null,
  };
}

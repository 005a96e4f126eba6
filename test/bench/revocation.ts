/**
 * The list of revoked cards at its full size: five million identifiers on disk, looked up from a few hundred kilobytes of
 * memory; beside a Set of the same cards, which needs half a gigabyte, and SQLite's primary key.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { buildList, UPDATE_FORMAT } from '../../agent/adapters/revocation/build.ts';
import { ID_BYTES, pagesOf } from '../../agent/adapters/revocation/layout.ts';
import { openList } from '../../agent/adapters/revocation/list.ts';
import { alternate, median, timed } from './measure.ts';
import type { Bench } from './table.ts';

const LOOK_UPS = 20_000;
const MOST_MICROS = 20;

export const revocation: Bench = {
  name: 'revocation',
  title: 'revocation list',
  async run({ folder, rounds, full, say }) {
    const cards = full ? 5_000_000 : 1_000_000;
    say(`${cards} cards`);
    // Every second one of a known row of cards is on the list.
    await writeRevoked(join(folder, 'full.txt'), cards);
    const whole = await timed(() => buildList(folder, join(folder, 'full.txt')));
    await writeUpdate(join(folder, 'more.txt'), 'v2', 'v1', 10_000, (at) => [
      at % 2 === 0 ? '-' : '+',
      cardOf(100 * at + (at % 2)),
    ]);
    const increment = await timed(() => buildList(folder, join(folder, 'more.txt')));
    const list = openList(folder);
    const db = new Database(join(folder, 'cards.db'));
    db.exec('CREATE TABLE cards (id BLOB PRIMARY KEY) WITHOUT ROWID');
    const put = db.prepare('INSERT INTO cards VALUES (?)');
    db.transaction(() => {
      for (const id of list.ids()) put.run(id);
    })();
    const get = db.prepare('SELECT 1 FROM cards WHERE id = ?');
    const asked = Array.from({ length: LOOK_UPS }, (_, at) => cardOf((at * 7_919) % (2 * cards)));
    const each = (look: (card: string) => unknown) => () => {
      const from = performance.now();
      for (const card of asked) look(card);
      return ((performance.now() - from) / LOOK_UPS) * 1_000;
    };
    const sides = { ours: each(list.revoked), sqlite: each((card) => get.get(Buffer.from(card, 'hex'))) };
    for (const side of Object.values(sides)) side();
    const took = await alternate(rounds, sides);
    list.close();
    db.close();
    const [ours, sqlite] = [median(took.ours), median(took.sqlite)];
    const kilobytes = Math.round((pagesOf(list.count) * ID_BYTES) / 1_024);
    return [
      {
        what: `revocation look-up, exact, ${cards} cards on disk`,
        ours: `${ours.toFixed(1)} µs`,
        beside: `SQLite primary key ${sqlite.toFixed(1)} µs; index in memory ${kilobytes} KiB`,
        ratio: `${(ours / sqlite).toFixed(2)} ×`,
        target: `≤ ${MOST_MICROS} µs`,
        met: ours <= MOST_MICROS,
      },
      {
        what: 'revocation list built whole, and by an increment of 10000',
        ours: `${(whole / 1_000).toFixed(1)} s, ${(increment / 1_000).toFixed(1)} s`,
        beside: `${Math.round(cards / whole)} cards/ms`,
        ratio: '–',
        target: '–',
        met: null,
      },
    ];
  },
};

/** Cards in ascending order, spread over the whole range. */
function cardOf(at: number): string {
  return `${at.toString(16).padStart(8, '0')}${createHash('md5').update(String(at)).digest('hex').slice(8)}`;
}

/** A whole list of so many cards. */
export function writeRevoked(path: string, cards: number): Promise<void> {
  return writeUpdate(path, 'v1', '', cards, (at) => ['+', cardOf(2 * at)]);
}

async function writeUpdate(
  path: string,
  version: string,
  base: string,
  count: number,
  line: (at: number) => readonly [sign: string, card: string],
): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${JSON.stringify({ format: UPDATE_FORMAT, version, as_of: '2022-10-08T00:00:00Z', base, count })}\n`);
  for (let from = 0; from < count; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, count - from) }, (_, at) => line(from + at).join(''));
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** The deadline clock: what stays open after contact is said louder and louder, and never dropped. */
import { describe, expect, it } from 'vitest';
import { createDeadlines, noteContact } from '../../agent/adapters/sqlite/deadlines.ts';
import { levelOf } from '../../agent/core/deadline.ts';
import { Counter, START } from '../agent/counter.ts';
import { sale } from './sale.ts';
import { Shop, Till } from './shop.ts';

const HOUR = 3_600_000;
const codes = (till: Till) =>
  till.status.troubles.map(({ code }) => code).filter((code) => code.startsWith('deadline'));

async function stuck(): Promise<{ till: Till; msgid: string; levels: string[] }> {
  const shop = new Shop();
  const till = await new Till(shop, 1).open();
  await till.sell();
  till.cut();
  await till.run(1);
  const msgid = await till.sell('ceshi-jia', '12.00');
  const levels: string[] = [];
  till.agent.subscribe(null, ({ notice }) => {
    if (notice.kind === 'deadline') levels.push(notice.level);
  });
  return { till, msgid, levels };
}

describe('the deadline clock', () => {
  it.each([
    [0, 'none'],
    [4, 'banner'],
    [12, 'supervisor'],
    [23.9, 'supervisor'],
    [24, 'alarm'],
    [900, 'alarm'],
  ])('after %d hours says %s', (hours, level) => {
    expect(levelOf(hours * HOUR)).toBe(level);
  });

  it('does not run while there is no contact', async () => {
    const { till, levels } = await stuck();
    await till.run(30 * HOUR);
    expect([codes(till), levels]).toEqual([[], []]);
  });

  it('runs from the first contact, escalates, names the transaction, and ends when it is done', async () => {
    const { till, msgid, levels } = await stuck();
    till.shop.faults.busy = true;
    till.restore();
    await till.run(3 * HOUR);
    expect(codes(till)).toEqual([]);
    await till.run(3 * HOUR);
    expect(till.status.troubles).toContainEqual({
      code: 'deadline_banner',
      facts: { msgid, hours: expect.any(Number) },
    });
    await till.run(8 * HOUR);
    expect(codes(till)).toEqual(['deadline_supervisor']);
    await till.run(12 * HOUR);
    expect(codes(till)).toEqual(['deadline_alarm']);
    expect(till.agent.transactions({ openOnly: true, limit: 9 })).toHaveLength(1);
    till.shop.faults.busy = false;
    await till.run(HOUR);
    expect(codes(till)).toEqual([]);
    expect(levels).toEqual(['banner', 'supervisor', 'alarm', 'none']);
  });

  it('goes on where it was after a restart', async () => {
    const { till } = await stuck();
    till.shop.faults.busy = true;
    till.restore();
    await till.run(13 * HOUR);
    till.kill();
    till.boot();
    await till.run(HOUR / 2);
    expect(codes(till)).toEqual(['deadline_supervisor']);
  });
});

describe('contact that comes and goes', () => {
  it('is kept by the hour for a month: what waits does not get more time by it', () => {
    const counter = new Counter();
    const kept = new Map<string, string>();
    const values = {
      get: (key: string) => kept.get(key),
      set: (key: string, value: string) => void kept.set(key, value),
    };
    counter.store.begin(START);
    counter.store.apply(sale({ number: 1, psn_no: 'PSN-1' }, { accepted_ms: START }));
    counter.store.commit();
    for (let at = START; at < START + 30 * HOUR; at += 60_000) noteContact(values, at);
    expect(createDeadlines(counter.db, values).oldest(START + 30 * HOUR)).toMatchObject({ contact_ms: START });
    expect(JSON.parse(kept.get('contacts') ?? '')).toHaveLength(30);
  });
});

describe('what is looked for', () => {
  it.each(['queued', 'claimed', 'inflight', 'unknown', 'inquiring', 'parked'] as const)(
    'is the oldest, also of several that are %s',
    (state) => {
      const { store, db } = new Counter();
      store.begin(START);
      for (const number of [1, 2, 3])
        store.apply(sale({ number, psn_no: `PSN-${number}` }, { accepted_ms: START + number }));
      store.commit();
      db.exec(`UPDATE transactions SET state = '${state}', send = ${state === 'queued' ? 1 : 0} WHERE row > 1`);
      const values = { get: () => JSON.stringify([START + 9]), set: () => {} };
      const { oldest } = createDeadlines(db, values);
      const [first, second] = db.prepare<[], string>('SELECT msgid FROM transactions ORDER BY row').pluck().all();
      expect(oldest(START + HOUR)?.msgid).toBe(first);
      db.exec(`UPDATE transactions SET state = 'settled', send = 0 WHERE msgid = '${first}'`);
      expect(oldest(START + HOUR)).toEqual({ msgid: second, contact_ms: START + 9 });
    },
  );
});

describe('a clock that is set', () => {
  /** A counter that has contact and whose sale waits for the operator to sign in. */
  async function waits(accepted_ms = START): Promise<Counter> {
    const counter = new Counter();
    counter.store.begin(START);
    counter.store.apply(sale({ number: 1, psn_no: 'PSN-1' }, { accepted_ms }));
    counter.store.commit();
    counter.crash();
    await counter.connect({ number: 0 });
    return counter;
  }
  const said = (counter: Counter) =>
    counter.agent
      .status()
      .troubles.flatMap(({ code, facts }) => (code.startsWith('deadline') ? [[code, facts['hours']]] : []));

  it('back does not make the time less that has passed', async () => {
    const counter = await waits();
    await counter.run(5 * HOUR);
    expect(said(counter)).toEqual([['deadline_banner', 4]]);
    counter.clock.stepWall(-4 * HOUR);
    await counter.run(HOUR);
    expect(said(counter)).toEqual([['deadline_banner', 5]]);
    await counter.run(7 * HOUR);
    expect(said(counter)).toEqual([['deadline_supervisor', 12]]);
  });

  it('right again after a sale was made by one that was ahead does not put its day off', async () => {
    const counter = await waits(START + 48 * HOUR);
    await counter.run(5 * HOUR);
    expect(said(counter)).toEqual([['deadline_banner', 4]]);
  });

  it('right again after contact was noted by one that was ahead does not put it off either', async () => {
    const counter = new Counter();
    counter.clock.stepWall(48 * HOUR);
    await counter.connect();
    counter.clock.stepWall(-48 * HOUR);
    counter.store.begin(START);
    counter.store.apply(sale({ number: 1, psn_no: 'PSN-1' }, { accepted_ms: START }));
    counter.store.commit();
    counter.crash();
    await counter.connect({ number: 0 });
    await counter.run(5 * HOUR);
    expect(said(counter)).toEqual([['deadline_banner', 4]]);
  });
});

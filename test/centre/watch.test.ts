/** What the centre notices by itself: terminals that fall silent, numbers that do not come, and that hello stays cheap. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { CentreStore } from '../../simulator/centre/store.ts';
import { alarmsOf, gapsOf, HEARTBEAT_MS } from '../../simulator/centre/watch.ts';
import { Counter, DEVICE, TestCentre } from './counter.ts';

const DAY = 86_400_000;
let centre: TestCentre;
let counter: Counter;
beforeEach(() => {
  centre = new TestCentre();
  counter = new Counter(centre).signIn();
});
const hello = (number: number, epoch = 1, head_seq = 1, head_hash = 'ff') =>
  counter.ask({ kind: 'hello', epoch, number, head_hash, head_seq });
const alarms = () => alarmsOf(centre.store, centre.nowMs);

describe('a terminal that falls silent', () => {
  it('is an alarm after three signs of life that did not come, and none any more when it speaks', () => {
    const { heartbeat_ms } = hello(0);
    expect(heartbeat_ms).toBe(HEARTBEAT_MS);
    const since_ms = centre.nowMs;
    centre.nowMs += 3 * HEARTBEAT_MS;
    expect(alarms()).toEqual([]);
    centre.nowMs += 1;
    expect(alarms()).toEqual([{ kind: 'silent', dev_no: DEVICE, since_ms }]);
    hello(0);
    expect(alarms()).toEqual([]);
  });

  it('is none when it was revoked', () => {
    hello(0);
    centre.nowMs += DAY;
    centre.store.revokeTerminal(DEVICE);
    expect(alarms()).toEqual([]);
  });
});

describe('numbers that do not come', () => {
  it('are known from the hello, an alarm after a day, and gone when they arrive', () => {
    const [one, two, three] = [counter.sale('1.00'), counter.sale('2.00'), counter.sale('3.00')];
    hello(3);
    const since_ms = centre.nowMs;
    counter.send(three);
    expect(gapsOf(centre.store)).toEqual([{ dev_no: DEVICE, epoch: 1, since_ms, numbers: [1, 2], ended: false }]);
    const beat = () => alarms().filter(({ kind }) => kind !== 'silent');
    centre.nowMs += DAY;
    expect(beat()).toEqual([]);
    centre.nowMs += 1;
    expect(beat()).toEqual([{ kind: 'late', dev_no: DEVICE, epoch: 1, since_ms, numbers: [1, 2] }]);
    counter.send(one);
    counter.send(two);
    expect(beat()).toEqual([]);
    expect(gapsOf(centre.store)).toEqual([]);
  });

  it('because another overtook them have their day, too, from then on', () => {
    hello(0);
    centre.nowMs += 1_000;
    const [one, two] = [counter.sale('1.00'), counter.sale('2.00')];
    counter.send(two);
    const since_ms = centre.nowMs;
    expect([alarms(), gapsOf(centre.store)]).toMatchObject([[], [{ since_ms, numbers: [1] }]]);
    centre.nowMs += DAY + 1;
    hello(2);
    expect(alarms()).toMatchObject([{ kind: 'late', since_ms, numbers: [1] }]);
    counter.send(one);
    expect(alarms()).toEqual([]);
  });

  it('of an epoch that has ended are lost at once, by number', () => {
    const sale = counter.sale('1.00');
    hello(2);
    counter.send(sale);
    hello(0, 2);
    expect(alarms()).toMatchObject([{ kind: 'lost', epoch: 1, numbers: [2] }]);
  });

  it('are not made up by a hello that was overtaken', () => {
    hello(0, 1, 9, 'aa');
    hello(0, 1, 7, 'bb');
    expect(hello(0)).toMatchObject({ head_seq: 9, head_hash: 'aa' });
  });
});

describe('the numbers of years', () => {
  it('are kept as a gapless run, so that only what lies beyond it is looked at', () => {
    const many = new TestCentre();
    const insert = (number: number) =>
      many.store.insertTxn({
        ...{ msgid: `P37010200001${20220101000000 + number}0700`, dev_no: DEVICE, epoch: 1, number, psn_no: 'p' },
        ...{
          state: 'rejected',
          body: Buffer.alloc(1),
          answer: Buffer.alloc(1),
          moves: null,
          omsgid: null,
          counted: null,
        },
      });
    many.store.atomically(() => {
      for (let number = 1; number <= 3_000; number += 1) insert(number);
    });
    const run = many.store.numbers.run(DEVICE, 1);
    expect(run).toMatchObject({ prefix: 3_000, highest: 3_000 });
    // What lies beyond the gapless part is all that is looked at.
    expect(many.store.numbers.missing(run, 1_000)).toEqual([]);
    insert(3_002);
    expect(many.store.numbers.run(DEVICE, 1)).toMatchObject({ prefix: 3_000, highest: 3_002 });
    expect(many.store.numbers.missing(many.store.numbers.run(DEVICE, 1), 1_000)).toEqual([3_001]);
    insert(3_001);
    expect(many.store.numbers.run(DEVICE, 1)).toMatchObject({ prefix: 3_002 });
  });

  it('are counted once from books that were begun before they were kept', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-centre-'));
    try {
      const path = join(folder, 'centre.db');
      const kept = new TestCentre(path);
      const till = new Counter(kept).signIn();
      till.send(till.sale('1.00'));
      till.slip({});
      till.send(till.sale('2.00'));
      kept.store.close();
      const db = new Database(path);
      db.exec('DROP TABLE number_run; DROP TABLE slot_last');
      db.close();
      const again = new CentreStore(path);
      expect(again.numbers.run(DEVICE, 1)).toMatchObject({ prefix: 1, highest: 3 });
      expect(again.numbers.lastMsgid('P37010200001', 7)).toMatch(/0703$/);
      again.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a repeat', () => {
  it('gets the first answer after years: nothing is ever forgotten', () => {
    const sale = counter.sale('1.00');
    const first = counter.send(sale);
    centre.nowMs += 3 * 365 * DAY;
    counter.signIn();
    expect(counter.send(sale)).toEqual(first);
    expect([...centre.store.txns()]).toHaveLength(1);
  });
});

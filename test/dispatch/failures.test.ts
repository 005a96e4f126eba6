/** Failures others shipped (offline.md, last section), as far as the dispatcher can make them: each by its name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../agent/core/answer.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { Shop, Till } from './shop.ts';

const HOUR = 3_600_000;

/** A till that is cut off with one provisional sale in its queue, and everything the centre's wire sees from then on. */
async function cutOff() {
  const shop = new Shop();
  const till = await new Till(shop, 1).open();
  await till.sell('ceshi-jia');
  till.cut();
  await till.run(1);
  const queued = await till.sell('ceshi-jia', '12.00');
  return { shop, till, queued };
}

describe('failures others shipped', () => {
  it('a new sale during the drain was charged twice', async () => {
    const { shop, till, queued } = await cutOff();
    shop.faults.answer_delay_ms = 2_000;
    till.restore();
    await till.run(3_000);
    const fresh = await till.sell('ceshi-jia', '9.00');
    await till.run(30_000);
    // One of each, and the person's queue before the new sale.
    expect(
      shop
        .done(till.identity.dev_no)
        .slice(1)
        .map(({ msgid }) => msgid),
    ).toEqual([queued, fresh]);
    expect([till.state(queued), till.state(fresh)]).toEqual(['settled', 'settled']);
  });

  it('requests queued during an unplug were flushed as orphans on re-plug', async () => {
    const { shop, till } = await cutOff();
    // Asked for without a link, answered from what is here: nothing of it may be asked later.
    for (const image of ['ceshi-jia', 'ceshi-yi', 'ceshi-jia']) await till.buy(image);
    shop.asked.length = 0;
    till.restore();
    await till.run(10_000);
    expect(shop.asked[0]).toBe('Hello');
    expect(shop.asked).not.toContain('QueryPerson');
    expect(shop.asked).not.toContain('Settle');
  });

  it('a try that fell due while its turn was being written was forgotten until the next heartbeat', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    till.writeMs = 50;
    for (let round = 0; round < 40; round += 1) {
      shop.faults.lose_answers = 1;
      const msgid = await till.sell('ceshi-jia', `${10 + round}.00`);
      await till.run(5_000);
      expect([round, till.state(msgid)]).toEqual([round, 'settled']);
    }
  });

  it('retry-on-timeout flooded thousands of duplicates', async () => {
    const { shop, till, queued } = await cutOff();
    shop.faults.lose_answers = 1_000_000;
    till.restore();
    shop.asked.length = 0;
    await till.run(HOUR);
    const sent = shop.asked.filter((method) => method === 'Exchange' || method === 'Settle').length;
    // It was done at the first one: what became of it is asked, it is not sent again.
    expect(sent).toBeLessThan(5);
    expect(shop.asked.length).toBeLessThan(1_000);
    expect(shop.done(till.identity.dev_no).filter(({ msgid }) => msgid === queued)).toHaveLength(1);
    expect(till.state(queued)).toBe('settled');
  });

  it('an agent that ends tells the counter that waits what it would have heard at its deadline, and it stands', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    shop.faults.busy = true;
    const bought = till.buy();
    await till.run(1_500);
    await till.stop();
    const outcome = await bought;
    expect(outcome).toMatchObject({ ok: true, reply: { kind: 'accepted' } });
    shop.faults.busy = false;
    till.boot();
    await till.run(30_000);
    const msgid = outcome.ok && outcome.reply.kind === 'accepted' ? outcome.reply.msgid : null;
    expect(shop.done(till.identity.dev_no)).toMatchObject([{ msgid, state: 'settled' }]);
  });

  it('a centre that is busy for an hour is not asked more often for it', async () => {
    const { shop, till } = await cutOff();
    shop.faults.busy = true;
    till.restore();
    shop.asked.length = 0;
    await till.run(HOUR);
    expect(shop.asked.filter((method) => method === 'Exchange').length).toBeLessThan(1_000);
  });

  it('a watcher gave up for good after a while', async () => {
    const { till, queued } = await cutOff();
    await till.run(80 * HOUR);
    till.restore();
    await till.run(120_000);
    expect(till.state(queued)).toBe('settled');
  });

  it('the answer was lost after the centre had settled: told under the same id, settled once', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    shop.faults.lose_answers = 1;
    const msgid = await till.sell('ceshi-jia');
    await till.run(60_000);
    expect(shop.done(till.identity.dev_no).map((one) => one.msgid)).toEqual([msgid]);
    expect(till.state(msgid)).toBe('settled');
  });

  it('a clock set back stopped the counter', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    const before = await till.sell('ceshi-jia');
    shop.clock.stepWall(-24 * HOUR);
    const after = await till.sell('ceshi-yi');
    expect(after > before).toBe(true);
    expect(till.state(after)).toBe('settled');
  });

  it('a void whose notice was not answered goes out again by itself, and the day can be closed', async () => {
    const { shop, till, queued } = await cutOff();
    await till.say({ kind: 'cancel', msgid: queued, key: 'c1' });
    shop.faults.lose_answers = 1;
    till.restore();
    await till.run(300_000);
    expect(till.state(queued)).toBe('voided');
    expect(till.status.queue.queued).toBe(0);
    expect(shop.done(till.identity.dev_no).at(-1)).toMatchObject({ msgid: queued, state: 'voided' });
    expect(await till.say({ kind: 'close_shift' })).toMatchObject({ ok: true });
  });

  it('a void whose sign-in the centre had ended was told again for ever, and never signed in anew', async () => {
    const { shop, till, queued } = await cutOff();
    await till.say({ kind: 'cancel', msgid: queued, key: 'c1' });
    shop.store.signOut(till.status.shift.sign_no, '2022-11-08 23:59:59');
    till.restore();
    await till.run(120_000);
    expect(shop.done(till.identity.dev_no)).toContainEqual(expect.objectContaining({ msgid: queued, state: 'voided' }));
  });

  it('a refused row blocked the rest of its person', async () => {
    const { shop, till, queued } = await cutOff();
    const next = await till.sell('ceshi-jia', '7.00');
    shop.faults.refuse = { code: 'conflict', count: 1 };
    till.restore();
    await till.run(60_000);
    expect([till.state(queued), till.state(next)]).toEqual(['parked', 'settled']);
  });
});

describe('the back-off', () => {
  it('is exponential with full jitter and never above its cap, however often it failed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, dice) => {
        const waited = backoffMs(DEFAULT_LIMITS, failures, dice);
        expect(waited).toBeGreaterThanOrEqual(0);
        expect(waited).toBeLessThanOrEqual(DEFAULT_LIMITS.backoffCapMs);
      }),
    );
    expect([1, 2, 3, 4].map((failures) => backoffMs(DEFAULT_LIMITS, failures, 1))).toEqual([500, 1_000, 2_000, 4_000]);
    expect(backoffMs(DEFAULT_LIMITS, 5, 0)).toBe(0);
  });
});

/** A terminal whose ledger was put back from a backup, against a centre that has seen more: nothing twice, nothing lost. */
import { describe, expect, it } from 'vitest';
import { codeOf, replyOf } from '../agent/counter.ts';
import { Shop, Till } from './shop.ts';

const YEAR = 2022;
const money = (shop: Shop) =>
  shop.store.persons().map((psn_no) => [shop.store.person(psn_no)?.balc, shop.store.accumulators(psn_no, YEAR)]);

describe('a restored ledger', () => {
  it('knows again what the lost file had sent, sends none of it twice, and goes on in a new epoch', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    const before = await till.sell('ceshi-jia');
    till.cut();
    await till.run(1);
    const queued = await till.sell('ceshi-jia', '12.00');
    const saved = till.save();
    till.restore();
    await till.run(5_000);
    const [sold, undone] = [await till.sell('ceshi-yi'), await till.sell('ceshi-jia', '8.00')];
    const cancelled = await till.say({ kind: 'cancel', msgid: undone, key: 'c1' });
    await till.run(10_000);
    expect([before, queued, sold, undone].map((id) => till.state(id))).toEqual([
      ...['settled', 'settled', 'settled', 'reversed'],
    ]);
    const [books, done] = [money(shop), shop.done(till.identity.dev_no).length];
    const known = () =>
      till.agent
        .transactions({ openOnly: false, limit: 9 })
        .map(({ msgid, epoch, number, infno, state, omsgid, psn_no, insutype, begndate, final }) => {
          return { msgid, epoch, number, infno, state, omsgid, psn_no, insutype, begndate, final };
        });
    const all = known();

    await till.putBack(saved, 'restore');
    await till.run(10_000);
    expect(till.status.link.phase).toBe('ready');
    expect([before, queued, sold, undone].map((id) => till.state(id))).toEqual([
      ...['settled', 'settled', 'settled', 'reversed'],
    ]);
    expect(cancelled).toMatchObject({ ok: true });
    expect(shop.done(till.identity.dev_no)).toHaveLength(done);
    expect(money(shop)).toEqual(books);
    expect(known()).toEqual(all);
    expect(till.status.queue).toMatchObject({ queued: 0, unknown: 0, underway: 0, reversing: 0 });

    const next = await till.sell('ceshi-bing');
    expect(till.agent.transaction(next)).toMatchObject({ epoch: 2, number: 1, state: 'settled' });
    expect(next > undone).toBe(true);
    // What the backup said of a person is of before the sale that came back.
    till.cut();
    await till.run(1);
    expect(await till.buy('ceshi-jia')).toMatchObject({ ok: false, problem: { code: 'person_unknown_offline' } });
    expect(await till.buy('ceshi-bing')).toMatchObject({ ok: true });
  });

  it('knows again as void what the lost file had made and cancelled, and as refused what the centre refused', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    await till.sell('ceshi-yi');
    const saved = till.save();
    shop.faults.refuse = { code: 'refused', count: 1 };
    expect(await till.buy('ceshi-yi', '8.00')).toMatchObject({ ok: false });
    const [refused] = till.agent.transactions({ openOnly: false, limit: 1 });
    till.cut();
    await till.run(1);
    const voided = await till.sell('ceshi-jia', '12.00');
    await till.say({ kind: 'cancel', msgid: voided, key: 'c1' });
    till.restore();
    await till.run(10_000);
    const states = () => [voided, refused?.msgid ?? voided].map((msgid) => till.state(msgid));
    expect(states()).toEqual(['voided', 'rejected']);
    const books = money(shop);

    await till.putBack(saved, 'restore');
    await till.run(10_000);
    expect(states()).toEqual(['voided', 'rejected']);
    expect(money(shop)).toEqual(books);
    expect(till.status.queue).toMatchObject({ queued: 0, unknown: 0, underway: 0, reversing: 0 });
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    expect(await till.say({ kind: 'close_shift' })).toMatchObject({ ok: true });
  });

  it('counts what was settled unseen and undone by the lost file: both sides close with the same totals', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    shop.faults.lose_answers = 1;
    const msgid = await till.sell();
    till.cut();
    await till.run(1);
    expect(till.state(msgid)).toBe('unknown');
    const saved = till.save();
    await till.say({ kind: 'cancel', msgid, key: 'c1' });
    till.restore();
    await till.run(10_000);
    expect(till.state(msgid)).toBe('reversed');

    await till.putBack(saved, 'restore');
    await till.run(10_000);
    expect(till.state(msgid)).toBe('reversed');
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    expect(await till.say({ kind: 'close_shift' })).toMatchObject({ ok: true });
  });

  it('knows again that a part of a sale came back: its whole is not paid for again, and the rest may still be undone', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    const msgid = await till.sell();
    const saved = till.save();
    const lines = [{ feedetl_sn: '1', cnt: '0.5' }];
    const part = replyOf(await till.say({ kind: 'refund', msgid, key: 'r1', lines }), 'refunded');
    await till.run(10_000);
    expect([till.state(msgid), till.state(part.made)]).toEqual(['reversed', 'settled']);
    const rest = till.agent.transaction(part.made)?.final?.psn_cash_pay;

    await till.putBack(saved, 'restore');
    await till.run(10_000);
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    await till.run(1_000);
    expect([till.state(msgid), till.state(part.made)]).toEqual(['reversed', 'settled']);
    expect(codeOf(await till.say({ kind: 'cancel', msgid, key: 'c1' }))).toBe('not_cancellable');
    const undone = replyOf(await till.say({ kind: 'cancel', msgid: part.made, key: 'c2' }), 'cancelled');
    expect(undone.paid_back).toBe(rest);
  });

  it('learns that the lost file had cancelled what waits here: void on both sides, nothing left to a person', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    till.cut();
    await till.run(1);
    const msgid = await till.sell('ceshi-jia', '12.00');
    const saved = till.save();
    await till.say({ kind: 'cancel', msgid, key: 'c1' });
    till.restore();
    await till.run(10_000);
    expect(shop.done(till.identity.dev_no).at(-1)).toMatchObject({ msgid, state: 'voided' });

    await till.putBack(saved, 'restore');
    await till.run(10_000);
    expect(till.state(msgid)).toBe('voided');
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    expect(await till.say({ kind: 'close_shift' })).toMatchObject({ ok: true });
  });

  it('gives no id that the lost file may have given, also when the clock stands behind them', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    shop.clock.stepWall(3_600_000);
    await till.sell();
    // The ids do not go back with the clock: from here on each is the next of one second.
    shop.clock.stepWall(-3_600_000);
    await till.run(120_000);
    const saved = till.save();
    till.cut();
    await till.run(1);
    const unseen = await till.sell('ceshi-jia', '12.00');
    await till.putBack(saved, 'restore');
    till.restore();
    await till.run(10_000);
    expect((await till.sell('ceshi-yi')) > unseen).toBe(true);
  });

  it('sells nothing insured without the centre before the first contact of its epoch, and does after it', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    const saved = till.save();
    till.cut();
    await till.putBack(saved, 'restore');
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    expect(await till.buy()).toMatchObject({ ok: false, problem: { code: 'offline_new_epoch' } });
    till.restore();
    await till.run(5_000);
    await till.sell();
    till.cut();
    await till.run(1);
    expect(await till.buy()).toMatchObject({ ok: true });
  });

  it('is not trusted without the centre when it dies in the middle of its first contact', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    const saved = till.save();
    await till.sell('ceshi-yi');
    till.delayMs = 400;
    await till.putBack(saved, 'restore');
    // Greeted, and cut off before what the centre has came back.
    await till.run(900);
    till.cut();
    till.kill();
    till.boot();
    await till.run(2_000);
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    expect(await till.buy()).toMatchObject({ ok: false, problem: { code: 'offline_new_epoch' } });
  });

  it('asks first for what it had not sent, and sends it once when the centre never saw it', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    till.cut();
    await till.run(1);
    const queued = await till.sell('ceshi-jia', '12.00');
    const saved = till.save();
    await till.putBack(saved, 'restore');
    expect(till.state(queued)).toBe('unknown');
    till.restore();
    await till.run(10_000);
    expect(till.state(queued)).toBe('settled');
    expect(shop.done(till.identity.dev_no).map(({ msgid }) => msgid)).toContain(queued);
  });

  it('put in place by hand sends nothing and says that it is behind', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    const saved = till.save();
    await till.sell('ceshi-yi');
    await till.putBack(saved, 'by_hand');
    await till.run(120_000);
    expect(till.status.link.phase).toBe('greeting');
    expect(till.status.troubles).toMatchObject([{ code: 'ledger_behind', facts: { epoch: 1, number: 2 } }]);
    expect(shop.done(till.identity.dev_no)).toHaveLength(2);
  });

  it('with the same numbers and another journal is noticed by its head', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    till.cut();
    await till.run(1);
    await till.sell('ceshi-jia', '12.00');
    const saved = till.save();
    till.restore();
    // It settles: the journal goes on, the numbers do not. The next sign of life tells the head to the centre.
    await till.run(130_000);
    await till.putBack(saved, 'by_hand');
    await till.run(10_000);
    expect(till.status.troubles).toMatchObject([{ code: 'ledger_behind' }]);
  });

  it('begins above an epoch that another restore has used already', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    const saved = till.save();
    await till.putBack(saved, 'restore');
    await till.run(5_000);
    const second = await till.sell('ceshi-yi');
    // The same old backup once more: its new epoch would be the second again.
    await till.putBack(saved, 'restore');
    await till.run(10_000);
    expect(till.state(second)).toBe('settled');
    const third = await till.sell('ceshi-bing');
    expect(till.agent.transaction(third)).toMatchObject({ epoch: 3, number: 1 });
  });

  it('begins above such an epoch also with a row of its own in it, numbers from 1, and leaves what has one id twice to a person', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell();
    const saved = till.save();
    await till.putBack(saved, 'restore');
    await till.run(5_000);
    const second = await till.sell('ceshi-yi');
    till.cut();
    await till.putBack(saved, 'restore');
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    const opened = await till.say({ kind: 'open_session', without_card: true });
    const session = replyOf(opened, 'session').session.id;
    const lines = [{ feedetl_sn: '1', med_list_codg: 'C9901410000000041000001', pric: '10.00', cnt: '1' }];
    await till.say({ kind: 'set_basket', session, basket: { med_type: '41', acct_used_flag: '0', lines } });
    const alone = replyOf(await till.say({ kind: 'accept', session, key: 'alone' }), 'accepted').msgid;
    till.restore();
    await till.run(30_000);
    expect([alone, till.state(alone)]).toEqual([second, 'parked']);
    const third = await till.sell('ceshi-bing');
    expect(till.agent.transaction(third)).toMatchObject({ epoch: 3, number: 1, state: 'settled' });
    expect(third > second).toBe(true);
    till.kill();
    till.boot();
    await till.run(5_000);
    expect(till.agent.transaction(await till.sell('ceshi-bing'))).toMatchObject({ epoch: 3, number: 2 });
  });

  it('that is empty under an old identity learns everything anew', async () => {
    const shop = new Shop();
    const till = new Till(shop, 1);
    const empty = till.save();
    await till.open();
    const sold = await till.sell();
    await till.putBack(empty, 'by_hand');
    await till.run(10_000);
    expect(till.state(sold)).toBe('settled');
    expect(till.status.link.phase).toBe('ready');
  });
});

describe('terminals of one institution', () => {
  it('give ids of their own slot, also to one person in one second, and a newcomer goes on above its predecessor', async () => {
    const shop = new Shop();
    const [one, two] = [await new Till(shop, 1).open(), await new Till(shop, 2).open()];
    const [a, b] = [await one.sell(), await two.sell()];
    expect([a.slice(26, 28), b.slice(26, 28)]).toEqual(['01', '02']);
    shop.store.revokeTerminal(one.identity.dev_no);
    one.kill();
    // A machine whose clock is a day behind takes over the slot under another name.
    shop.clock.stepWall(-86_400_000);
    const heir = await new Till(shop, 1, `${one.identity.fixmedins_code}-009`).open();
    const c = await heir.sell();
    expect(c > a).toBe(true);
    expect(heir.state(c)).toBe('settled');
  });

  it('serve one person at both: each counts what the other has settled, and the centre counts both once', async () => {
    const shop = new Shop();
    const [one, two] = [await new Till(shop, 1).open(), await new Till(shop, 2).open()];
    const [a, b] = [await one.sell('ceshi-jia', '200.00'), await two.sell('ceshi-jia', '200.00')];
    const sums = [...shop.store.txns()].map(({ msgid, counted }) => [msgid, counted?.medfee_sumamt]);
    expect(sums).toEqual([
      [a, 20_000],
      [b, 20_000],
    ]);
    // The second bill was computed on what the first had used up: no difference.
    expect([one.state(a), two.state(b)]).toEqual(['settled', 'settled']);
  });
});

describe('goods of a sale that a restored ledger knows again', () => {
  const CODE = '89900050000000000001';
  const goods = (shop: Shop) => shop.store.goods.rows().map(({ infno, sale }) => [infno, sale]);

  /** A sale with a trace code after the backup, settled; `told`: its goods too, before the file is lost. */
  async function soldSince(told: boolean) {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell('ceshi-yi');
    const saved = till.save();
    if (!told) shop.lost = ['Exchange'];
    const msgid = await till.sell('ceshi-jia', '30.00', '0', [CODE]);
    await till.run(5_000);
    expect([till.state(msgid), goods(shop)]).toEqual(['settled', told ? [['3505', msgid]] : []]);
    shop.lost = [];
    const putBack = async () => {
      await till.putBack(saved, 'restore');
      await till.run(10_000);
      await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
      await till.run(60_000);
    };
    return { shop, till, msgid, putBack };
  }

  it('that the lost file had not told are told, once', async () => {
    const { shop, till, msgid, putBack } = await soldSince(false);
    await putBack();
    expect([till.state(msgid), goods(shop)]).toEqual(['settled', [['3505', msgid]]]);
  });

  it('that it had told are not told again, and come back when the sale is undone', async () => {
    const { shop, till, msgid, putBack } = await soldSince(true);
    await putBack();
    expect(goods(shop)).toEqual([['3505', msgid]]);
    await till.say({ kind: 'cancel', msgid, key: 'c1' });
    await till.run(10_000);
    expect([till.state(msgid), goods(shop)]).toEqual([
      'reversed',
      [
        ['3505', msgid],
        ['3506', msgid],
      ],
    ]);
  });

  it('that it had not taken back yet, of a sale it had undone, are taken back, once', async () => {
    const { shop, till, msgid, putBack } = await soldSince(true);
    shop.faults.lose_answers = 1;
    await till.say({ kind: 'cancel', msgid, key: 'c1' });
    await till.run(100);
    expect([shop.store.txn(msgid)?.state, till.state(msgid), goods(shop)]).toEqual([
      ...['reversed', 'reversing', [['3505', msgid]]],
    ]);
    await putBack();
    expect([till.state(msgid), goods(shop).map(([infno]) => infno)]).toEqual(['reversed', ['3505', '3506']]);
  });
});

/** What is done about a difference, and stays to be done when it fails or when the centre's books change once more. */
import { describe, expect, it } from 'vitest';
import { StatementDesk } from '../../simulator/centre/statement.ts';
import { codeOf, replyOf } from '../agent/counter.ts';
import { Shop } from './shop.ts';

describe('only at the centre, which does not undo it', () => {
  it('is named again, and its undoing may be asked for again: the day does not end over it in silence', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'copy');
    const [item] = await shop.reconcile();
    shop.faults.refuse = { code: 'refused', count: 1 };
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect(shop.store.txn(item?.msgid ?? '')?.state).toBe('settled');
    expect(codeOf(await shop.close())).toBe('totals_differ');
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });
});

describe('void here, and settled at the centre, which does not undo it', () => {
  it('is named again as well', async () => {
    const shop = await Shop.open();
    const other = shop.store.txn(await shop.sell());
    shop.counter.cut();
    await shop.counter.run();
    const msgid = await shop.sell();
    await shop.do({ kind: 'cancel', msgid: msgid as never, key: 'undo' });
    expect(shop.counter.state(msgid)).toBe('voided');
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 5; turns += 1) await shop.run(5_000);
    if (other === null) throw new Error('nothing was sold');
    shop.store.forgetTxn(msgid);
    shop.store.insertTxn({ ...other, msgid, epoch: 0, number: 9_000 });
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'status', msgid, standing: 'dead' });
    shop.faults.refuse = { code: 'refused', count: 1 };
    replyOf(await shop.act(item, 'reverse'), 'worked');
    for (let turns = 0; turns < 5; turns += 1) await shop.run(5_000);
    expect(codeOf(await shop.close())).toBe('totals_differ');
  });
});

describe('books that are put right later', () => {
  it('have nothing any more of what was undone in them: it is taken out of ours, too', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'copy');
    const [item] = await shop.reconcile();
    const { note } = replyOf(await shop.act(item, 'reverse'), 'worked').item;
    await shop.run();
    for (const msgid of [item?.msgid ?? '', note]) shop.store.forgetTxn(msgid);
    const left = await shop.reconcile();
    expect(left).toMatchObject([{ class: 'only_here' }, { class: 'only_here' }]);
    for (const one of left) replyOf(await shop.act(one, 'accept_centre'), 'worked');
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({
      equal: true,
      terminal: [{ fixmedins_setl_cnt: 1 }],
    });
  });

  it('have once what they had twice and ours took over: what it stands beside stays', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'twice');
    const [item] = await shop.reconcile();
    await shop.act(item, 'accept_centre');
    Object.assign(shop.centre, { statements: new StatementDesk(shop.store) });
    const [left] = await shop.reconcile();
    expect(left).toMatchObject({ class: 'duplicate', msgid, centre: null });
    replyOf(await shop.act(left, 'accept_centre'), 'worked');
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({
      equal: true,
      terminal: [{ fixmedins_setl_cnt: 1 }],
    });
  });
});

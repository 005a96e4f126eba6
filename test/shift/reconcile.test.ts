/** The end of the day against a centre whose books are spoilt: every class of mismatch, every action, no silent day end. */
import { describe, expect, it } from 'vitest';
import { codeOf, replyOf, v1 } from '../agent/counter.ts';
import { verifyJournal } from './journal.ts';
import { DAY, Shop } from './shop.ts';

describe('a day whose books agree', () => {
  it('closes with equal totals; a sale and its reversal count as two on both sides', async () => {
    const shop = await Shop.open();
    await shop.sell('100.00');
    await shop.cancel(await shop.sell('30.00'));
    const closed = replyOf(await shop.close(), 'shift_closed');
    expect(closed).toMatchObject({ equal: true, shift: { opter: '001' } });
    const total = { insutype: '310', clr_type: '41', medfee_sumamt: 10_000, fixmedins_setl_cnt: 3 };
    expect(closed.terminal).toMatchObject([total]);
    expect(closed.centre).toMatchObject([total]);
    expect(shop.counter.agent.books.statement(DAY)).toMatchObject({
      equal: true,
      opter: '001',
      closed_ms: expect.any(Number),
    });
    expect(shop.counter.agent.status().shift.phase).toBe('closed');
  });
});

describe('a sale with the card’s data alone', () => {
  /** Sold cut off, for cash, to somebody this counter knows nothing of. */
  async function sold() {
    const shop = await Shop.open();
    await shop.sell('30.00');
    shop.counter.cut();
    await shop.run();
    shop.counter.db.exec('DELETE FROM persons');
    const session = replyOf(await shop.do({ kind: 'open_session' }), 'session').session.id;
    const line = { feedetl_sn: '1', med_list_codg: 'A', pric: '13.10', cnt: '1', rxno: 'RX1' };
    const basket = { med_type: '41', acct_used_flag: '0', payment: 'full_cash', lines: [line] } as const;
    await shop.do({ kind: 'set_basket', session, basket });
    const { msgid } = replyOf(await shop.do({ kind: 'accept', session, key: 'cash' }), 'accepted');
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
    expect(shop.counter.agent.transaction(msgid)).toMatchObject({ state: 'settled', insutype: '' });
    return { shop, msgid };
  }

  it('has its insurance type from the centre’s statement: both sides name the same, and nobody is asked', async () => {
    const { shop } = await sold();
    expect(await shop.reconcile()).toEqual([]);
    const { ours, theirs } = shop.sides();
    expect(ours).toEqual(theirs);
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({
      equal: true,
      terminal: [{ insutype: '310', fixmedins_setl_cnt: 2, medfee_sumamt: 4_310 }],
    });
  });

  it('has it also when it was undone, and its undoing has it', async () => {
    const { shop, msgid } = await sold();
    await shop.cancel(msgid);
    expect(shop.counter.state(msgid)).toBe('reversed');
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({
      equal: true,
      terminal: [{ insutype: '310', fixmedins_setl_cnt: 3, medfee_sumamt: 3_000 }],
    });
  });

  it('is found all the same where the centre has another amount', async () => {
    const { shop, msgid } = await sold();
    shop.spoil(msgid, 'alter');
    expect(await shop.reconcile()).toMatchObject([{ class: 'status', msgid }]);
    expect(codeOf(await shop.close())).toBe('totals_differ');
  });
});

describe('only here', () => {
  it('is sent again with the same id, settled anew, and the day closes equal', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    await shop.sell('20.00');
    shop.spoil(msgid, 'lack');
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ item: `${DAY}.only_here.${msgid}`, class: 'only_here', standing: 'settled' });
    expect(codeOf(await shop.close())).toBe('totals_differ');
    const asked = await shop.act(item, 'inquire');
    expect(replyOf(asked, 'worked').item).toMatchObject({
      state: 'open',
      last: 'inquire',
      note: 'not_found not_found',
    });
    expect(replyOf(await shop.act(item, 'resend'), 'worked').item).toMatchObject({
      state: 'resolved',
      note: 'settled',
    });
    expect(shop.store.txn(msgid)?.state).toBe('settled');
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });

  it('is sent again after a new sign-in when the centre has ended the one there was', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'lack');
    const [item] = await shop.reconcile();
    shop.store.signOut(shop.counter.agent.status().shift.sign_no, '2022-10-08 23:59:59');
    expect(replyOf(await shop.act(item, 'resend'), 'worked').item).toMatchObject({ note: 'retry not_signed_in' });
    await shop.run();
    expect(replyOf(await shop.act(item, 'resend'), 'worked').item).toMatchObject({ note: 'settled' });
  });

  it('is sent again on another day: it then stands on that day on both sides', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'lack');
    await shop.run(86_400_000);
    const [item] = await shop.reconcile(DAY);
    await shop.act(item, 'resend');
    expect(shop.counter.agent.books.details(DAY)).toEqual([]);
    expect(shop.counter.agent.books.details('2022-10-09')).toMatchObject([
      { msgid, setl_time: expect.stringMatching(/^2022-10-09/) },
    ]);
    // It still belongs to the day and year of its visit.
    expect(shop.counter.agent.transaction(msgid as never)?.begndate).toBe(DAY);
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });

  it('is reversed: the centre had nothing to undo, and what is left is taken as the centre has it', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'lack');
    const [item] = await shop.reconcile();
    const { item: undone, paid_back } = replyOf(await shop.act(item, 'reverse'), 'worked');
    expect(undone).toMatchObject({ state: 'open', last: 'reverse' });
    // As a cancellation says, asked for before or after.
    expect(paid_back).toBe(5_000);
    const again = await shop.do({ kind: 'cancel', msgid: msgid as never, key: 'again' });
    expect(replyOf(again, 'cancelled')).toMatchObject({ reversal: undone.note, paid_back });
    await shop.run();
    expect(shop.counter.state(undone.note)).toBe('settled');
    expect(shop.counter.state(msgid)).toBe('reversed');
    const [left] = await shop.reconcile();
    expect(left).toMatchObject({ class: 'only_here', standing: 'undone', last: 'reverse' });
    expect(replyOf(await shop.act(left, 'accept_centre'), 'worked').item.state).toBe('resolved');
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({ equal: true, terminal: [] });
  });
});

describe('only at the centre', () => {
  it('is accepted: our statement then has it too, the ledger has not', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'copy');
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'only_centre', standing: 'none', here: null });
    expect(replyOf(await shop.act(item, 'accept_centre'), 'worked').item.state).toBe('resolved');
    const { ours, theirs } = shop.sides();
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject([{ fixmedins_setl_cnt: 2 }]);
    expect(shop.counter.agent.transaction(item?.msgid as never)).toBeNull();
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });

  it('is reversed there, and both sides have it and its refund', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'copy');
    const [item] = await shop.reconcile();
    const { item: undone, paid_back } = replyOf(await shop.act(item, 'reverse'), 'worked');
    expect(paid_back).toBeNull();
    await shop.run();
    expect(shop.counter.state(undone.note)).toBe('settled');
    expect(shop.store.txn(item?.msgid ?? '')?.state).toBe('reversed');
    const closed = replyOf(await shop.close(), 'shift_closed');
    expect(closed).toMatchObject({ equal: true, terminal: [{ fixmedins_setl_cnt: 3, medfee_sumamt: 10_000 }] });
  });
});

describe('another amount', () => {
  it('is accepted as the centre has it, without a change to the ledger', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'alter', 100);
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({
      class: 'amount',
      here: { fund_pay_sumamt: 5_000 },
      centre: { fund_pay_sumamt: 4_900 },
    });
    await shop.act(item, 'accept_centre');
    expect(shop.sides().ours).toMatchObject([{ fund_pay_sumamt: 4_900, medfee_sumamt: 10_000 }]);
    expect(shop.counter.agent.transaction(msgid as never)?.final?.fund_pay_sumamt).toBe(5_000);
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });
});

describe('another status', () => {
  it('is found when the centre settled what it had said it refused, and is undone there', async () => {
    const shop = await Shop.open();
    shop.faults.deny = 1;
    const msgid = await shop.sell();
    expect(shop.counter.state(msgid)).toBe('rejected');
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'status', standing: 'dead', msgid });
    expect(replyOf(await shop.act(item, 'inquire'), 'worked').item).toMatchObject({ note: 'settled', state: 'open' });
    expect(codeOf(await shop.act(item, 'resend'))).toBe('action_not_legal');
    expect(replyOf(await shop.act(item, 'reverse'), 'worked').paid_back).toBe(0);
    await shop.run();
    expect(shop.store.txn(msgid)?.state).toBe('reversed');
    expect(shop.counter.state(msgid)).toBe('rejected');
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });
});

describe('a duplicate', () => {
  it('is never reversed, because its id stands for the right one too; it is signed off with a reason', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'twice');
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'duplicate', standing: 'settled' });
    expect(codeOf(await shop.act(item, 'reverse'))).toBe('action_not_legal');
    expect(codeOf(await shop.act(item, 'sign_off'))).toBe('reason_needed');
    const signed = replyOf(await shop.act(item, 'sign_off', '中心重复入账，已电话核实'), 'worked').item;
    expect(signed).toMatchObject({ state: 'signed_off', opter: '001', reason: '中心重复入账，已电话核实' });
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(false);
  });

  it('is accepted: our statement has it twice as well', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'twice');
    const [item] = await shop.reconcile();
    await shop.act(item, 'accept_centre');
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({
      equal: true,
      terminal: [{ fixmedins_setl_cnt: 2 }],
    });
  });
});

describe('the day', () => {
  it('does not close silently: every open item has to be dealt with, or signed off with a reason that is kept', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'lack');
    shop.spoil(await shop.sell('7.00'), 'alter');
    expect(await shop.close()).toMatchObject({ ok: false, problem: { code: 'totals_differ', facts: { detail: '2' } } });
    expect(shop.counter.agent.status().shift.phase).toBe('signed_in');
    expect(replyOf(await shop.close('店长同意'), 'shift_closed').equal).toBe(false);
    const items = shop.counter.agent.books.work({ openOnly: false });
    expect(items).toHaveLength(2);
    for (const one of items) expect(one).toMatchObject({ state: 'signed_off', reason: '店长同意', opter: '001' });
    const facts = verifyJournal(shop.counter.db);
    expect(facts.filter(([kind, , , action]) => kind === 'work' && action === 'sign_off')).toHaveLength(2);
    expect(facts.filter(([kind]) => kind === 'close_days')).toEqual([['close_days', expect.any(Number), [DAY], '001']]);
  });

  it('goes by the centre’s date: a shift over midnight has two days, each laid side by side', async () => {
    const shop = await Shop.open();
    await shop.sell();
    await shop.run(15 * 3_600_000);
    await shop.sell('20.00');
    const closed = replyOf(await shop.close(), 'shift_closed');
    expect(closed).toMatchObject({ equal: true, terminal: [{ fixmedins_setl_cnt: 2, medfee_sumamt: 12_000 }] });
    const days = shop.counter.agent.books.statements(9);
    expect(days.map(({ stmt_date, equal }) => [stmt_date, equal])).toEqual([
      ['2022-10-09', true],
      [DAY, true],
    ]);
  });

  it('takes in a day that an earlier shift left unclosed', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'lack');
    // The machine was switched off for two days; the shift of before was never closed.
    await shop.run(2 * 86_400_000);
    await shop.do({ kind: 'enrol_operator', opter: '002', opter_name: '测试乙', pin_hash: 'x' });
    await shop.do({ kind: 'hand_over', opter: '002', opter_name: '', proof: 'right' });
    expect(codeOf(await shop.close())).toBe('totals_differ');
    expect(shop.counter.agent.books.work({ openOnly: true })).toMatchObject([{ stmt_date: DAY }]);
  });

  it('is not touched by a centre that stops answering in the middle, and is asked again', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'lack');
    const closing = shop.counter.give({ kind: 'close_shift' });
    await shop.counter.run();
    const totals = shop.counter.link.take('ReconcileTotals');
    shop.counter.link.reply(
      'ReconcileTotals',
      totals.call,
      shop.centre.handle('T0001', 'ReconcileTotals', totals.bytes),
    );
    await shop.counter.run();
    const { call } = shop.counter.link.take('ReconcileDetails');
    shop.counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    await shop.counter.run();
    expect(codeOf(await closing)).toBe('centre_unreachable');
    expect(shop.counter.agent.books.work({ openOnly: false })).toEqual([]);
    await shop.run(60_000);
    expect(await shop.reconcile()).toHaveLength(1);
  });

  it('says so when the totals differ although every row agrees', async () => {
    const shop = await Shop.open();
    await shop.sell();
    const closing = shop.counter.give({ kind: 'reconcile' });
    await shop.counter.run();
    const { call } = shop.counter.link.take('ReconcileTotals');
    const centre = {
      insutype: '310',
      clr_type: '41',
      setl_optins: '370102',
      medfee_sumamt: { fen: 1 },
      fixmedins_setl_cnt: 1,
    };
    const OK = { code: v1.ResultCode.RESULT_CODE_OK };
    const answer = { result: OK, results: [{ centre, stmt_rslt: '3' }] };
    shop.counter.link.reply('ReconcileTotals', call, v1.ReconcileTotalsResponse.encode(answer).finish());
    await shop.run();
    await closing;
    const [item] = shop.counter.agent.books.work({ openOnly: true });
    expect(item).toMatchObject({
      item: `${DAY}.amount.group-310-41-370102`,
      standing: 'group',
      centre: { medfee_sumamt: 1 },
    });
    expect(codeOf(await shop.act(item, 'accept_centre'))).toBe('action_not_legal');
  });

  it('pages through more rows than one answer holds', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    const txn = shop.store.txn(msgid);
    if (txn === null) throw new Error(msgid);
    for (let number = 1; number <= 1_500; number += 1)
      shop.store.insertTxn({ ...txn, msgid: `${msgid.slice(0, 24)}${900_000 + number}`, epoch: 0, number });
    expect(await shop.reconcile()).toHaveLength(1_500);
  });
});

describe('an action', () => {
  it('is refused on an item that is not there, on one that is done, and without a shift', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'lack');
    const [item] = await shop.reconcile();
    expect(codeOf(await shop.do({ kind: 'work', item: 'x', action: 'inquire' }))).toBe('work_item_unknown');
    await shop.act(item, 'sign_off', 'r');
    for (const action of ['inquire', 'resend', 'reverse', 'accept_centre', 'sign_off'] as const)
      expect(codeOf(await shop.act(item, action, 'r')), action).toBe('action_not_legal');
    await shop.close();
    expect(codeOf(await shop.act(item, 'sign_off', 'r'))).toBe('shift_not_open');
  });

  it('goes by how the transaction stands now, not by how it stood when the list was made', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'lack');
    const [item] = await shop.reconcile();
    await shop.cancel(msgid);
    expect(await shop.act(item, 'resend')).toMatchObject({
      problem: { code: 'action_not_legal', facts: { allowed: 'inquire, accept_centre, sign_off' } },
    });
  });

  it('does not send again what was erased or lost: it says so, and the item stays open', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'lack');
    const [item] = await shop.reconcile();
    shop.counter.db.exec("UPDATE bodies SET body = x''");
    shop.counter.crash();
    shop.counter.link.listener({ kind: 'up' });
    await shop.run();
    expect(codeOf(await shop.act(item, 'resend'))).toBe('body_lost');
    expect(shop.counter.agent.books.workItem(item?.item ?? '')).toMatchObject({ state: 'open' });
  });

  it('survives a restart: work list, adopted rows and statements are on disk', async () => {
    const shop = await Shop.open();
    shop.spoil(await shop.sell(), 'copy');
    const [item] = await shop.reconcile();
    await shop.act(item, 'accept_centre');
    const before = shop.sides().ours;
    shop.counter.crash();
    expect(shop.sides().ours).toEqual(before);
    expect(shop.counter.agent.books.workItem(item?.item ?? '')).toMatchObject({
      state: 'resolved',
      last: 'accept_centre',
    });
  });
});

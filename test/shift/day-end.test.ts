/** The day's last minute: what was begun before it is closed is not finished behind its back, and nothing is closed over silently. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../agent/core/input.ts';
import { codeOf, replyOf, v1 } from '../agent/counter.ts';
import { verifyJournal } from './journal.ts';
import { DAY, Shop } from './shop.ts';

const OK = { code: v1.ResultCode.RESULT_CODE_OK };
const LINE = { feedetl_sn: '1', med_list_codg: 'A', pric: '100.00', cnt: '1', rxno: 'RX1' };
const REGISTRATION = {
  ...{ ipt_otp_no: 'OTP1', atddr_no: 'D1', dr_name: '测试医师', dept_code: '01', dept_name: '内科' },
  ...{ caty: 'A03', med_type: '11' },
};
const TOLD = {
  ...{ med_list_codg: 'A', fixmedins_hilist_id: '', rxno: '', rx_circ_flag: '0', trdn_flag: '0' as const },
  ...{ finl_trns_pric: '100.00', sel_retn_cnt: '1', drug_trac_codg: [] },
};

/** A sale that is settled, and a bill that is priced and not yet accepted, with everything somebody might still press. */
async function lastMinute() {
  const shop = await Shop.open();
  const msgid = (await shop.sell()) as never;
  const session = replyOf(await shop.do({ kind: 'open_session' }), 'session').session.id;
  const basket = { med_type: '41', acct_used_flag: '0', lines: [LINE] } as const;
  await shop.do({ kind: 'set_basket', session, basket });
  const alone = replyOf(await shop.do({ kind: 'open_session', without_card: true }), 'session').session.id;
  await shop.do({ kind: 'set_basket', session: alone, basket });
  const pressed: readonly Command[] = [
    { kind: 'accept', session, key: 'a' },
    { kind: 'accept', session: alone, key: 'b' },
    { kind: 'cancel', msgid, key: 'c' },
    { kind: 'refund', msgid, key: 'd', lines: [{ feedetl_sn: '1', cnt: '1' }] },
    { kind: 'open_visit', session, key: 'e', registration: REGISTRATION },
    { kind: 'tell_goods', msgid, key: 'f', rtal_docno: 'R1', line: TOLD, alike: 0 },
    { kind: 'unpark', msgid, reason: '已核对' },
  ];
  return { shop, pressed };
}

describe('a shift that is closed', () => {
  it('takes nothing that was begun before: no sale, visit, refund or goods stay behind it', async () => {
    const { shop, pressed } = await lastMinute();
    replyOf(await shop.close(), 'shift_closed');
    for (const command of pressed)
      expect([command.kind, codeOf(await shop.do(command))]).toEqual([command.kind, 'shift_not_open']);
    expect(shop.counter.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
    expect(shop.counter.agent.transactions({ openOnly: false, limit: 9 })).toHaveLength(1);
  });
});

describe('a shift that is being closed', () => {
  it('takes nothing between the totals and the sign-out, and everything again when it stays open', async () => {
    const { shop, pressed } = await lastMinute();
    const { counter, centre } = shop;
    const closing = counter.give({ kind: 'close_shift' });
    await counter.run();
    const { call } = counter.link.take('ReconcileTotals');
    for (const command of pressed)
      expect([command.kind, codeOf(await counter.command(command))]).toEqual([command.kind, 'busy']);
    expect(counter.link.calls).toEqual([]);
    counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    await counter.run();
    expect(codeOf(await closing)).toBe('centre_unreachable');
    await shop.run(60_000);
    expect(pressed[0] && codeOf(await shop.do(pressed[0]))).toBe('ok accepted');
    expect(centre.store.totals('T0001', '2022-10-08', '2022-10-08')).toMatchObject([{ fixmedins_setl_cnt: 2 }]);
  });

  it('is no reason to stop selling when the day is only shown', async () => {
    const { shop, pressed } = await lastMinute();
    const shown = shop.counter.give({ kind: 'reconcile' });
    await shop.counter.run();
    const accepted = shop.do(pressed[0] as Command);
    expect(codeOf(await accepted)).toBe('ok accepted');
    expect(codeOf(await shown)).toBe('ok reconciled');
  });
});

describe('the centre’s word that a group is equal', () => {
  const other = {
    ...{ insutype: '310', clr_type: '41', setl_optins: '370102', medfee_sumamt: { fen: 9_999 } },
    ...{ fund_pay_sumamt: { fen: 5_000 }, fixmedins_setl_cnt: 1 },
  };

  it.each([
    ['is not believed of other totals than ours', [{ centre: other, stmt_rslt: '0' }]],
    ['is missed where it leaves out a group that we have', []],
  ])('%s: the day stays open', async (_name, results) => {
    const shop = await Shop.open();
    await shop.sell();
    const closing = shop.counter.give({ kind: 'close_shift' });
    await shop.counter.run();
    const { call } = shop.counter.link.take('ReconcileTotals');
    const bytes = v1.ReconcileTotalsResponse.encode({ result: OK, results }).finish();
    shop.counter.link.reply('ReconcileTotals', call, bytes);
    expect(codeOf(await shop.during(closing))).toBe('totals_differ');
    expect(shop.counter.agent.books.work({ openOnly: true })).toMatchObject([{ standing: 'group' }]);
  });
});

describe('days by the centre’s date', () => {
  it('take in the one before a shift that a clock ahead of the centre’s opened after midnight', async () => {
    const shop = await Shop.open();
    await shop.sell();
    // The centre is a minute behind; the shift is closed at 23:50 and the next one opened at 00:00:10.
    shop.behindMs = 60_000;
    await shop.run(Date.UTC(2022, 9, 8, 15, 50) - shop.counter.clock.wallMs());
    replyOf(await shop.close(), 'shift_closed');
    await shop.run(610_000);
    await shop.do({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    await shop.sell('20.00');
    expect(shop.counter.agent.books.details(DAY)).toHaveLength(2);
    replyOf(await shop.close(), 'shift_closed');
    expect(shop.counter.agent.books.statement(DAY)?.terminal).toMatchObject([{ medfee_sumamt: 12_000 }]);
  });

  /** Settled on the 8th, its answer lost, and undone on the 9th. */
  async function undoneOnTheNext() {
    const shop = await Shop.open();
    const { counter, centre } = shop;
    const session = replyOf(await shop.do({ kind: 'open_session' }), 'session').session.id;
    await shop.do({ kind: 'set_basket', session, basket: { med_type: '41', acct_used_flag: '0', lines: [LINE] } });
    const sold = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const { call, bytes } = counter.link.take('Settle');
    centre.handle('T0001', 'Settle', bytes);
    counter.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: '' });
    counter.cut();
    await counter.run();
    const { msgid } = replyOf(await sold, 'accepted');
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await counter.run(86_400_000);
    counter.link.listener({ kind: 'up' });
    await shop.run(60_000);
    await shop.run(60_000);
    expect(counter.state(msgid)).toBe('reversed');
    return { shop, msgid };
  }

  it('are the centre’s for what was settled unseen and undone on the next: its statement says on which, and nobody is asked', async () => {
    const { shop, msgid } = await undoneOnTheNext();
    // Asked for by itself, the day of the undoing does not say on which day the sale was.
    expect(await shop.reconcile()).toMatchObject([{ msgid, standing: 'undone' }]);
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({
      equal: true,
      terminal: [{ medfee_sumamt: 0 }],
    });
  });

  it('are learnt once: a centre that tells the same row in a group it is not of keeps nobody', async () => {
    const { shop, msgid } = await undoneOnTheNext();
    const { handle } = shop.centre;
    const [own] = shop.store.totals('T0001', DAY, DAY);
    if (own === undefined) throw new Error('the centre has nothing of the day');
    const sums = { medfee_sumamt: { fen: own.medfee_sumamt }, fund_pay_sumamt: { fen: own.fund_pay_sumamt } };
    const group = { ...own, ...sums, acct_pay: { fen: own.acct_pay } };
    const results = [
      { centre: group, stmt_rslt: '0' },
      { centre: { ...group, clr_type: '11' }, stmt_rslt: '1' },
    ];
    shop.centre.handle = (dev_no, method, bytes) => {
      if (method === 'ReconcileTotals') return v1.ReconcileTotalsResponse.encode({ result: OK, results }).finish();
      if (method !== 'ReconcileDetails') return handle.call(shop.centre, dev_no, method, bytes);
      const asked = { ...v1.ReconcileDetailsRequest.decode(bytes), clr_type: '41' };
      return handle.call(shop.centre, dev_no, method, v1.ReconcileDetailsRequest.encode(asked).finish());
    };
    const left = { msgid, class: 'status', here: null };
    expect(await shop.reconcile(DAY)).toContainEqual(expect.objectContaining(left));
  });
});

describe('a sign-in that the centre has ended before the day is closed', () => {
  it.each(['ReconcileTotals', 'ReconcileDetails'] as const)(
    'is made anew when %s finds out, and the day closes the next time',
    async (asked) => {
      const shop = await Shop.open();
      shop.spoil(await shop.sell(), 'lack');
      const { handle } = shop.centre;
      const ended = { result: { code: v1.ResultCode.RESULT_CODE_NOT_SIGNED_IN } };
      const { sign_no } = shop.counter.agent.status().shift;
      shop.centre.handle = (dev_no, method, bytes) => {
        if (method !== asked || shop.counter.agent.status().shift.sign_no !== sign_no)
          return handle.call(shop.centre, dev_no, method, bytes);
        return asked === 'ReconcileTotals'
          ? v1.ReconcileTotalsResponse.encode(ended).finish()
          : v1.ReconcileDetailsResponse.encode(ended).finish();
      };
      expect(codeOf(await shop.close('店长同意'))).toBe('centre_refused');
      await shop.run();
      expect(shop.counter.agent.status().shift).toMatchObject({ phase: 'signed_in' });
      replyOf(await shop.close('店长同意'), 'shift_closed');
    },
  );
});

describe('a sale whose answer has not come yet', () => {
  it('keeps the day open, by number, until it has', async () => {
    const shop = await Shop.open();
    const { counter } = shop;
    const session = replyOf(await shop.do({ kind: 'open_session' }), 'session').session.id;
    await shop.do({ kind: 'set_basket', session, basket: { med_type: '41', acct_used_flag: '0', lines: [LINE] } });
    const selling = counter.give({ kind: 'accept', session, key: 'a' });
    await counter.run();
    expect(counter.link.calls.map(({ method }) => method)).toEqual(['Settle']);
    expect(await counter.command({ kind: 'close_shift' })).toMatchObject({
      problem: { code: 'open_items', facts: { queued: 0, unknown: 0, underway: 1, reversing: 0 } },
    });
    await shop.run();
    replyOf(await selling, 'accepted');
    replyOf(await shop.close(), 'shift_closed');
  });
});

describe('the days of a shift', () => {
  it('are laid side by side once: what was closed is not asked for again with every day that follows', async () => {
    const shop = await Shop.open();
    const asked: string[] = [];
    const { handle } = shop.centre;
    shop.centre.handle = (dev_no, method, bytes) => {
      if (method === 'ReconcileTotals') asked.push(v1.ReconcileTotalsRequest.decode(bytes).stmt_begndate);
      return handle.call(shop.centre, dev_no, method, bytes);
    };
    for (let day = 0; day < 4; day += 1) {
      if (day > 0) await shop.do({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
      await shop.sell();
      replyOf(await shop.close(), 'shift_closed');
      await shop.run(86_400_000);
    }
    expect(asked).toEqual([DAY, '2022-10-09', '2022-10-10', '2022-10-11']);
  });
});

describe('what was accepted from the centre', () => {
  it('gives way to what is accepted of the same sale later: it is not counted beside it', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    for (const deed of ['alter', 'lack'] as const) {
      shop.spoil(msgid, deed);
      const [item] = await shop.reconcile();
      expect(replyOf(await shop.act(item, 'accept_centre'), 'worked').item.state).toBe('resolved');
      expect(await shop.reconcile()).toEqual([]);
    }
    expect(replyOf(await shop.close(), 'shift_closed')).toMatchObject({ equal: true, terminal: [] });
  });
});

describe('an action without the centre', () => {
  it('is done when it needs nobody else, and refused when it asks the centre', async () => {
    const shop = await Shop.open();
    for (let sale = 0; sale < 2; sale += 1) shop.spoil(await shop.sell(), 'lack');
    const [first, second] = await shop.reconcile();
    shop.counter.cut();
    await shop.run();
    for (const action of ['inquire', 'resend', 'reverse'] as const)
      expect([action, codeOf(await shop.act(first, action))]).toEqual([action, 'centre_unreachable']);
    expect(replyOf(await shop.act(first, 'accept_centre'), 'worked').item.state).toBe('resolved');
    expect(replyOf(await shop.act(second, 'sign_off', '已核实'), 'worked').item.state).toBe('signed_off');
  });
});

describe('an answer that leaves out the amounts', () => {
  it('resolves nothing: the item stays open with what was said', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'lack');
    const [item] = await shop.reconcile();
    const { counter } = shop;
    const acting = counter.give({ kind: 'work', item: item?.item ?? '', action: 'resend' });
    await counter.run();
    const { call } = counter.link.take('Exchange');
    const said = { outcome: v1.Outcome.OUTCOME_SETTLED, result: { code: v1.ResultCode.RESULT_CODE_OK } };
    const answers = [{ msgid, ...said, setl_id: 'S1', setl_time: `${DAY} 09:30:00` }];
    counter.link.reply('Exchange', call, v1.ExchangeResponse.encode({ answers }).finish());
    await counter.run();
    expect(replyOf(await acting, 'worked').item).toMatchObject({ state: 'open', note: 'settled' });
  });
});

describe('a transaction that waits for a person', () => {
  async function parked() {
    const shop = await Shop.open();
    shop.faults.refuse = { code: 'conflict', count: 1 };
    const msgid = await shop.sell();
    expect(shop.counter.state(msgid)).toBe('parked');
    return { shop, msgid };
  }

  it('keeps the day open, by its number, until somebody decides on it', async () => {
    const { shop, msgid } = await parked();
    expect(await shop.close()).toMatchObject({ ok: false, problem: { code: 'parked_items', facts: { detail: '1' } } });
    expect(shop.counter.agent.status().shift.phase).toBe('signed_in');
    replyOf(await shop.do({ kind: 'unpark', msgid: msgid as never, reason: '已核对' }), 'unparked');
    replyOf(await shop.close(), 'shift_closed');
  });

  it('or until the day is closed over it with a reason, which is kept with it and its operator', async () => {
    const { shop, msgid } = await parked();
    replyOf(await shop.close('明日与中心核对'), 'shift_closed');
    expect(shop.counter.state(msgid)).toBe('parked');
    const facts = verifyJournal(shop.counter.db).filter(([kind]) => kind === 'evidence');
    expect(facts.at(-1)).toEqual(['evidence', expect.any(Number), msgid, 'day closed over it by 001: 明日与中心核对']);
  });
});

describe('a reason that says nothing', () => {
  it('is none: not for closing a day, not for deciding on what was parked, not for closing a claim', async () => {
    const shop = await Shop.open();
    shop.faults.refuse = { code: 'conflict', count: 1 };
    const msgid = (await shop.sell()) as never;
    const blank: readonly Command[] = [
      { kind: 'close_shift', reason: ' ' },
      { kind: 'unpark', msgid, reason: '　' },
      { kind: 'close_claim', msgid, as: 'noted', reason: '\t' },
    ];
    for (const command of blank)
      expect([command.kind, codeOf(await shop.do(command))]).toEqual([command.kind, 'reason_needed']);
    expect(shop.counter.agent.status().shift.phase).toBe('signed_in');
  });
});

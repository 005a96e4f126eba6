/**
 * A sale of which nobody here knows what became, and that the centre did not undo: it is undone by another reversal, or stands
 * with the amounts that the centre says, or is gone. It never stands without amounts.
 */
import { describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import { atTheCounter, Counter, codeOf, replyOf, v1 } from '../agent/counter.ts';
import { giveBack, ledger, line, negative, price, shop, undone } from '../goods/shop.ts';

const REASON = '已与中心核对';
const NOT_THERE = {
  outcome: v1.Outcome.OUTCOME_NOT_FOUND,
  result: { code: v1.ResultCode.RESULT_CODE_NOT_FOUND, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
};
const GONE = { outcome: v1.Outcome.OUTCOME_REVERSED };

describe('a reversal that is refused, of a sale nobody knows the outcome of', () => {
  const refusedAs = (code: number) => ({
    ...{ outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null, setl_id: '' },
    result: { code, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
  });

  /** Sold, its answer never came, cancelled, and the reversal answered with this code. */
  async function refusedWith(code: number) {
    const counter = await shop();
    const session = await counter.prepare();
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    const cancel = { kind: 'cancel', msgid: msgid as never, key: 'c1' } as const;
    const { reversal } = replyOf(await counter.command(cancel), 'cancelled');
    await counter.connect();
    await counter.exchange((one) => counter.settled(one, refusedAs(code)));
    return { counter, msgid, reversal: reversal ?? '', cancel };
  }

  it('leaves it to a person: cancelled once more, it is undone by another', async () => {
    const { counter, msgid, reversal, cancel } = await refusedWith(v1.ResultCode.RESULT_CODE_REFUSED);
    expect([counter.state(msgid), counter.state(reversal)]).toEqual(['reversing', 'parked']);
    const { reversal: next } = replyOf(await counter.command(cancel), 'cancelled');
    await counter.exchange((one) => counter.settled(one, { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null }));
    const states = [msgid, reversal, next ?? ''].map((id) => counter.state(id));
    expect(states).toEqual(['reversed', 'rejected', 'settled']);
    expect(counter.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
  });

  it('of which a part came back is undone once more for no more cash: its rest is sold, and said what comes back', async () => {
    const counter = await shop();
    const session = await counter.openSession();
    await price(counter, session, [line()]);
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    const lines = [{ feedetl_sn: '1', cnt: '1' }];
    replyOf(await counter.command({ kind: 'refund', msgid: msgid as never, key: 'r1', lines }), 'refunded');
    await counter.connect();
    await counter.exchange((one) => counter.settled(one, refusedAs(v1.ResultCode.RESULT_CODE_REFUSED)));
    const cancel = { kind: 'cancel', msgid: msgid as never, key: 'c1' } as const;
    expect(replyOf(await counter.command(cancel), 'cancelled').paid_back).toBe(0);
    await counter.exchange((one) => counter.settled(one, { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null }));
    await counter.exchange();
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['2601', 'rejected'],
      ['2102', 'settled'],
      ['2601', 'settled'],
    ]);
  });

  /** A person lets the sale stand, and the centre, asked for it, says this; null: nothing. */
  async function letStand(counter: Counter, reversal: string, said: (() => object) | null) {
    const decided = counter.give({ kind: 'unpark', msgid: reversal as never, reason: REASON });
    await counter.run();
    if (said === null) counter.cut();
    else await counter.inquire(said);
    await counter.run();
    return decided;
  }

  const bytesOf = (counter: Counter, msgid: string) =>
    counter.store.bytesOf([msgid as never]).get(msgid as never) ?? new Uint8Array();

  it('or it stands, with the amounts that the centre says when it is asked, and the person owes them again', async () => {
    const { counter, msgid, reversal } = await refusedWith(v1.ResultCode.RESULT_CODE_REFUSED);
    const sold = bytesOf(counter, msgid);
    replyOf(await letStand(counter, reversal, () => counter.settled(sold)), 'unparked');
    expect([counter.state(msgid), counter.state(reversal)]).toEqual(['settled', 'rejected']);
    const { final } = counter.agent.transaction(msgid as never) ?? {};
    expect(final).toMatchObject({ medfee_sumamt: 10_000, psn_cash_pay: 5_000 });
    expect(counter.agent.books.totals('2022-10-08')).toMatchObject([{ medfee_sumamt: 10_000, fixmedins_setl_cnt: 1 }]);
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid: reversal, cash: 5_000 }]);
    expect(counter.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
  });

  it('stands by other amounts than were told with those alone: they are owed once', async () => {
    const { counter, msgid, reversal } = await refusedWith(v1.ResultCode.RESULT_CODE_REFUSED);
    const sold = bytesOf(counter, msgid);
    const [funds, cash] = [{ fen: 4_000 }, { fen: 6_000 }];
    const amounts = { hifp_pay: funds, fund_pay_sumamt: funds, psn_part_amt: cash, psn_cash_pay: cash };
    replyOf(await letStand(counter, reversal, () => counter.settled(sold, {}, amounts)), 'unparked');
    expect(counter.state(msgid)).toBe('settled_with_difference');
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid: reversal, cash: 6_000 }]);
  });

  it('does not stand as long as the centre does not say as what: it still waits for a person', async () => {
    const { counter, msgid, reversal } = await refusedWith(v1.ResultCode.RESULT_CODE_REFUSED);
    const busy = { code: v1.ResultCode.RESULT_CODE_BUSY, error_class: v1.ErrorClass.ERROR_CLASS_TRANSIENT };
    for (const [said, code] of [
      [() => NOT_THERE, 'nothing_stands'],
      [() => ({ outcome: v1.Outcome.OUTCOME_RETRY, result: busy }), 'centre_refused'],
      [
        () => ({ outcome: v1.Outcome.OUTCOME_SETTLED, setl_id: 'S1', setl_time: '2022-10-08 09:30:00' }),
        'centre_refused',
      ],
      [null, 'centre_unreachable'],
    ] as const) {
      expect(codeOf(await letStand(counter, reversal, said))).toBe(code);
      expect([counter.state(msgid), counter.state(reversal)]).toEqual(['reversing', 'parked']);
    }
    expect(codeOf(await counter.command({ kind: 'unpark', msgid: reversal as never, reason: REASON }))).toBe(
      'centre_unreachable',
    );
  });

  it('is gone when the centre says so, with what it gave back: an earlier undoing had reached it', async () => {
    const { counter, msgid, reversal } = await refusedWith(v1.ResultCode.RESULT_CODE_NOT_REVERSIBLE);
    expect([counter.state(msgid), counter.state(reversal)]).toEqual(['reversing', 'parked']);
    const bill = counter.agent.transaction(msgid as never)?.estimate ?? {};
    const back = () => counter.settled(new Uint8Array(), { ...GONE, msgid, setlinfo: negative(bill) });
    replyOf(await letStand(counter, reversal, back), 'unparked');
    expect([counter.state(msgid), counter.state(reversal)]).toEqual(['reversed', 'rejected']);
    expect(counter.agent.transaction(msgid as never)?.final).toMatchObject({ medfee_sumamt: 10_000 });
    expect(counter.agent.claims({ openOnly: false, limit: 9 })).toEqual([]);
  });

  it('is gone, too, when the centre had refused it: nothing of it was ever there', async () => {
    const { counter, msgid, reversal } = await refusedWith(v1.ResultCode.RESULT_CODE_REFUSED);
    replyOf(await letStand(counter, reversal, () => refusedAs(v1.ResultCode.RESULT_CODE_CARD_REVOKED)), 'unparked');
    expect([counter.state(msgid), counter.state(reversal)]).toEqual(['reversed', 'rejected']);
    expect(counter.agent.transaction(msgid as never)?.final).toBeNull();
  });

  it('is decided once, however often it was asked for: it may be undone while the centre is asked', async () => {
    const { counter, msgid, reversal, cancel } = await refusedWith(v1.ResultCode.RESULT_CODE_REFUSED);
    const sold = bytesOf(counter, msgid);
    const decided = counter.give({ kind: 'unpark', msgid: reversal as never, reason: REASON });
    await counter.run();
    replyOf(await counter.command(cancel), 'cancelled');
    await counter.inquire(() => counter.settled(sold));
    expect(codeOf(await decided)).toBe('not_parked');
    expect([counter.state(msgid), counter.state(reversal)]).toEqual(['reversing', 'rejected']);
  });
});

describe('a sale that was given up at the counter, and that the centre has and did not undo', () => {
  it('brings back no cash when it is undone after all, however often that is asked: nobody has paid for it', async () => {
    const counter = await atTheCounter(new Counter({ offlineAmount: fen(1) }));
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const sold = v1.SettleRequest.decode(counter.link.take('Settle').bytes).item?.transaction ?? new Uint8Array();
    counter.cut();
    await counter.run(40_000);
    expect(codeOf(await accepted)).toBe('outcome_unknown_reversing');
    await counter.connect();
    const refused = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };
    await counter.exchange((one) =>
      counter.settled(one, { outcome: v1.Outcome.OUTCOME_REJECTED, result: refused, setlinfo: null }),
    );
    const open = counter.agent.transactions({ openOnly: true, limit: 9 });
    const [reversal, sale] = ['2601', '2102'].map((infno) => open.find((one) => one.infno === infno));
    const decided = counter.give({ kind: 'unpark', msgid: reversal?.msgid as never, reason: REASON });
    await counter.run();
    await counter.inquire(() => counter.settled(sold));
    replyOf(await decided, 'unparked');
    expect(counter.agent.claims({ openOnly: false, limit: 9 })).toEqual([]);
    // Nor does a part of it come back, with what remains sold to nobody.
    expect(codeOf(await giveBack(counter, sale?.msgid ?? '', [{ feedetl_sn: '1', cnt: '0.5' }]))).toBe(
      'refund_not_sold',
    );
    const undo = { kind: 'cancel', msgid: sale?.msgid as never, key: 'c1' } as const;
    for (const done of [false, false, true]) {
      if (done) await counter.exchange((one) => undone(counter, one));
      expect(replyOf(await counter.command(undo), 'cancelled').paid_back).toBe(0);
    }
    expect(counter.state(sale?.msgid ?? '')).toBe('reversed');
  });
});

/** What was told as sold and then refused by the centre: it is given back once, and paid for once. */

import { describe, expect, it } from 'vitest';
import { transactionView } from '../../agent/api/view.ts';
import type { ClaimEnd } from '../../agent/core/claim.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { TransactionView } from '../../agent/ports/store.ts';
import { type Counter, codeOf, replyOf, v1 } from '../agent/counter.ts';
import { line, price, sellInsured, shop, undone } from '../goods/shop.ts';
import { Shop } from '../shift/shop.ts';
import { Clinic } from '../visit/clinic.ts';

const REFUSED = {
  ...{ outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null },
  result: { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
};
const refuse = (counter: Counter) => counter.exchange((one) => counter.settled(one, REFUSED));
const cancel = (counter: Counter, msgid: Msgid, key: string) => counter.command({ kind: 'cancel', msgid, key });

async function told(): Promise<{ counter: Counter; msgid: Msgid }> {
  const counter = await shop(true);
  const session = await counter.openSession();
  replyOf(await price(counter, session, [line()]), 'session');
  const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
  await counter.connect();
  await refuse(counter);
  return { counter, msgid };
}

describe('a sale that was told, refused and given back', () => {
  it('says so to whoever asks once more, with day and cash, and the same as before to whoever repeats', async () => {
    const { counter, msgid } = await told();
    const shown = () => counter.agent.transaction(msgid);
    expect(shown()).toMatchObject({ refundable: true, given_back: null });
    const first = replyOf(await cancel(counter, msgid, 'c1'), 'cancelled');
    expect(first).toMatchObject({ reversal: null, paid_back: 1_000 });
    expect(shown()).toMatchObject({ refundable: false, given_back: { opter: '001', paid_back: 1_000 } });
    const view = transactionView(shown() as TransactionView);
    expect(view.given_back).toEqual({ time: '2022-10-08 09:30:00', opter: '001', paid_back: '10.00' });
    await counter.run(60_000);
    counter.crash();
    expect(replyOf(await cancel(counter, msgid, 'c1'), 'cancelled')).toEqual(first);
    expect(await cancel(counter, msgid, 'c2')).toMatchObject({
      problem: { code: 'given_back', facts: { at: '2022-10-08 09:30:00', opter: '001', paid_back: 1_000 } },
    });
  });

  it('is the rest of a part refund, too, where its person pays all of it and nothing is owed', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', [line({ rxno: '' })]);
    const lines = [{ feedetl_sn: '1', cnt: '1' }];
    const { made } = replyOf(await counter.command({ kind: 'refund', msgid, key: 'r1', lines }), 'refunded');
    expect(counter.agent.transaction(made)).toMatchObject({ provisional: false, estimate: { psn_cash_pay: 1_000 } });
    await counter.exchange((one) => undone(counter, one));
    await refuse(counter);
    expect([counter.state(made), counter.agent.claims({ openOnly: false, limit: 9 })]).toEqual(['rejected', []]);
    expect(counter.agent.transaction(made)?.refundable).toBe(true);
    expect(replyOf(await cancel(counter, made, 'c1'), 'cancelled').paid_back).toBe(1_000);
  });
});

describe('a sale that was told, that the centre said it refused, and that stands as the centre has it', () => {
  async function accepted() {
    const shop = await Shop.open();
    const { session } = replyOf(await shop.do({ kind: 'open_session' }), 'session');
    await shop.do({ kind: 'close_session', session: session.id });
    shop.counter.cut();
    await shop.run();
    const msgid = (await shop.sell()) as Msgid;
    shop.faults.deny = 1;
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
    const [item] = await shop.reconcile();
    return { shop, msgid, item };
  }
  const claims = ({ counter }: Shop) => counter.agent.claims({ openOnly: true, limit: 9 });

  it('is undone there when its goods come back, for what was paid, and only with the centre', async () => {
    const { shop, msgid, item } = await accepted();
    replyOf(await shop.act(item, 'accept_centre'), 'worked');
    shop.counter.cut();
    await shop.run();
    expect(codeOf(await shop.do({ kind: 'cancel', msgid, key: 'c1' }))).toBe('offline_refund');
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 5; turns += 1) await shop.run(1_000);
    const back = replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    expect(back.paid_back).toBe(5_000);
    await shop.run();
    expect([shop.store.txn(msgid)?.state, shop.counter.state(back.reversal ?? '')]).toEqual(['reversed', 'settled']);
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled')).toEqual(back);
    expect(codeOf(await shop.do({ kind: 'cancel', msgid, key: 'c2' }))).toBe('given_back');
    expect(claims(shop)).toEqual([]);
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });

  it('is owed for when the centre does not undo it, and undone once more for no more cash', async () => {
    const { shop, msgid, item } = await accepted();
    replyOf(await shop.act(item, 'accept_centre'), 'worked');
    shop.faults.refuse = { code: 'refused', count: 1 };
    replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await shop.run();
    expect(claims(shop)).toMatchObject([{ reason: 'rejected', cash: 5_000 }]);
    const given = { at: '2022-10-08 09:30:30', opter: '001', paid_back: 5_000 };
    await shop.run(1_000);
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c2' }), 'cancelled').paid_back).toBe(0);
    await shop.run();
    expect([shop.store.txn(msgid)?.state, claims(shop)]).toEqual(['reversed', []]);
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c2' }), 'cancelled').paid_back).toBe(0);
    // What went back is what the first one brought.
    expect(await shop.do({ kind: 'cancel', msgid, key: 'c3' })).toMatchObject({
      problem: { code: 'given_back', facts: given },
    });
  });

  it('is paid back as it was paid, also when the centre does not undo it twice and all of it had been collected', async () => {
    const { shop, msgid, item } = await accepted();
    await shop.do({ kind: 'close_claim', msgid, as: 'collected', reason: '测试' });
    const refuse = () => {
      shop.faults.refuse = { code: 'refused', count: 1 };
    };
    refuse();
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    // The funds have paid their half, and so has the person.
    const [owed] = claims(shop);
    expect(claims(shop)).toMatchObject([{ reason: 'rejected', cash: -5_000 }]);
    refuse();
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled').paid_back).toBe(10_000);
    await shop.run();
    expect(claims(shop)).toMatchObject([{ reason: 'rejected', cash: 5_000 }]);
    const [since] = claims(shop);
    await shop.do({ kind: 'close_claim', msgid: since?.msgid ?? msgid, as: 'collected', reason: '测试' });
    expect(shop.counter.agent.transaction(msgid)).toMatchObject({ refundable: true, given_back: null });
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c2' }), 'cancelled').paid_back).toBe(5_000);
    await shop.run();
    expect([shop.store.txn(msgid)?.state, claims(shop), owed?.msgid === since?.msgid]).toEqual(['reversed', [], false]);
  });

  it('does not stand there for nothing once it was given back: it is undone there', async () => {
    const { shop, msgid, item } = await accepted();
    replyOf(await shop.do({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    expect(codeOf(await shop.act(item, 'accept_centre'))).toBe('action_not_legal');
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect([shop.store.txn(msgid)?.state, claims(shop)]).toEqual(['reversed', []]);
    expect(codeOf(await shop.do({ kind: 'cancel', msgid, key: 'c2' }))).toBe('given_back');
  });
});

describe('a visit that was told, refused and is settled anew', () => {
  /** Its fees are 60.00, of which the funds pay half. */
  async function refused() {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = (await clinic.settle(visit)) as Msgid;
    clinic.store.setRevoked('03', 'T00000001', true);
    await clinic.connect();
    await clinic.drain();
    return { clinic, visit, msgid };
  }
  const claims = ({ desk }: Clinic) => desk.agent.claims({ openOnly: true, limit: 9 });
  const close = (clinic: Clinic, msgid: Msgid, as: ClaimEnd) =>
    clinic.ask({ kind: 'close_claim', msgid, as, reason: '测试' });

  it('owes its person what they had paid for it, also where its claim had ended', async () => {
    for (const [end, paid] of [
      ['collected', 6_000],
      ['borne_by_shop', 3_000],
    ] as const) {
      const { clinic, visit, msgid } = await refused();
      replyOf(await close(clinic, msgid, end), 'claim_closed');
      clinic.store.setRevoked('03', 'T00000001', false);
      await clinic.settle(visit);
      expect(claims(clinic)).toMatchObject([{ msgid, cash: -paid }]);
      replyOf(await close(clinic, msgid, 'paid_back'), 'claim_closed');
      // What went back does not go back again.
      expect(await clinic.ask({ kind: 'cancel', msgid, key: 'c1' })).toMatchObject({
        problem: { code: 'given_back', facts: { paid_back: paid } },
      });
    }
  });

  it('gives all of that back, too, when it is asked to by its own id, and owes it no more', async () => {
    for (const [end, paid] of [
      ['collected', 6_000],
      ['borne_by_shop', 3_000],
    ] as const) {
      const { clinic, visit, msgid } = await refused();
      replyOf(await close(clinic, msgid, end), 'claim_closed');
      clinic.store.setRevoked('03', 'T00000001', false);
      await clinic.settle(visit);
      expect(replyOf(await clinic.ask({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled').paid_back).toBe(paid);
      expect(claims(clinic)).toEqual([]);
    }
  });

  it('is owed for as before when the centre refuses it anew at the desk, and nobody was told that it is settled', async () => {
    const { clinic, visit, msgid } = await refused();
    clinic.store.setRevoked('03', 'T00000001', false);
    const session = await clinic.price(visit);
    clinic.temper.refuse = { code: 'refused', count: 1 };
    expect(codeOf(await clinic.ask({ kind: 'accept', session, key: 'k2' }))).toBe('centre_rejected');
    expect(claims(clinic)).toMatchObject([{ msgid, cash: 3_000 }]);
    await clinic.settle(visit);
    expect(claims(clinic)).toMatchObject([{ msgid, cash: -3_000 }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAYERS } from '../../agent/core/claim.ts';
import type { BasketLine } from '../../agent/core/input.ts';
import type { Setlinfo } from '../../agent/core/transaction.ts';
import { type Counter, codeOf, replyOf, v1 } from '../agent/counter.ts';
import {
  bodyOf,
  CODE,
  cancel,
  giveBack,
  ledger,
  line,
  NOT_REVERSIBLE,
  ONE_OF_THREE,
  OTHER,
  price,
  sellAlone,
  sellInsured,
  shop,
  TWO,
  taken,
  undone,
} from './shop.ts';

describe('a part of an insured sale given back', () => {
  it('undoes the whole and settles the rest anew, as one pair: the rest goes only when the whole is undone', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const { made, reversal, paid_back } = replyOf(await giveBack(counter, msgid), 'refunded');
    expect(ledger(counter)).toEqual([
      ['2102', 'reversing'],
      ['2103', 'inflight'],
      ['2102', 'queued'],
    ]);
    expect(bodyOf(counter, made).body).toMatchObject({
      remainder_of: msgid,
      druginfo: { medfee_sumamt: 2_777, begntime: '2022-10-08 09:30:00' },
      drugdetail: [
        { cnt: '2', det_item_fee_sumamt: 2_000 },
        { cnt: '1', det_item_fee_sumamt: 777 },
      ],
    });
    const before = counter.agent.transaction(msgid as never)?.final?.psn_cash_pay ?? 0;
    expect(paid_back).toBe(before - (counter.agent.transaction(made)?.estimate?.psn_cash_pay ?? 0));
    expect(await counter.exchange((one) => undone(counter, one))).toEqual([reversal]);
    expect(await counter.exchange()).toEqual([made]);
    expect(ledger(counter).map(([, state]) => state)).toEqual(['reversed', 'settled', 'settled']);
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toEqual([]);
  });

  it('is made once for one key, and a second time only of what remained', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const first = replyOf(await giveBack(counter, msgid), 'refunded');
    expect(replyOf(await giveBack(counter, msgid), 'refunded')).toEqual(first);
    expect(codeOf(await giveBack(counter, msgid, [{ feedetl_sn: '2', cnt: '1' }]))).toBe('key_reused');
    expect(codeOf(await giveBack(counter, msgid, ONE_OF_THREE, 'r2'))).toBe('not_cancellable');
    await counter.exchange((one) => undone(counter, one));
    await counter.exchange();
    const second = replyOf(await giveBack(counter, first.made, [{ feedetl_sn: '1', cnt: '2' }], 'r3'), 'refunded');
    await counter.exchange((one) => undone(counter, one));
    await counter.exchange();
    expect(bodyOf(counter, second.made).body).toMatchObject({ remainder_of: first.made, drugdetail: [{ cnt: '1' }] });
    const standing = counter.agent.transactions({ openOnly: false, limit: 9 });
    const net = standing.reduce((sum, { final }) => sum + (final?.medfee_sumamt ?? 0), 0);
    expect(net).toBe(777);
  });

  for (const [leg, crashes] of [
    ['before the undoing is sent', 'stored'],
    ['while the undoing is unanswered', 'undoing'],
    ['between the two legs', 'between'],
    ['while the rest is unanswered', 'rest'],
  ] as const)
    it(`comes to the same end when the agent dies ${leg}`, async () => {
      const counter = await shop();
      const msgid = await sellInsured(counter, 'k1', TWO);
      const { made, reversal } = replyOf(await giveBack(counter, msgid), 'refunded');
      const again = async () => {
        counter.crash();
        await counter.run();
        await counter.connect();
        await counter.run(2_000);
      };
      const found = (id: string | null, as: (bytes: Uint8Array) => object) =>
        counter.inquire(() => as(counter.store.bytesOf([id as never]).get(id as never) ?? new Uint8Array()));
      if (crashes === 'stored') {
        await again();
        await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
        await counter.exchange((one) => undone(counter, one));
      } else if (crashes === 'undoing') {
        await again();
        await found(reversal, (one) => undone(counter, one));
      } else await counter.exchange((one) => undone(counter, one));
      if (crashes === 'between' || crashes === 'rest') {
        await again();
        await found(made, (one) => counter.settled(one));
      } else expect(await counter.exchange()).toEqual([made]);
      expect(ledger(counter).map(([, state]) => state)).toEqual(['reversed', 'settled', 'settled']);
    });

  it('whose undoing the centre refuses leaves the sale as it was: the rest falls, and what was paid back is owed', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const { made, paid_back } = replyOf(await giveBack(counter, msgid), 'refunded');
    await counter.exchange((one) => counter.settled(one, NOT_REVERSIBLE));
    expect(counter.state(msgid)).toBe('settled');
    expect(counter.state(made)).toBe('voided');
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid: made, cash: paid_back }]);
    expect(await counter.exchange((one) => ({ ...counter.settled(one), outcome: v1.Outcome.OUTCOME_VOIDED }))).toEqual([
      made,
    ]);
    // Nothing of it is left behind: the day can be closed.
    expect(counter.agent.status().queue).toMatchObject({ queued: 0, unknown: 0, underway: 0, reversing: 0 });
  });

  it('goes before whatever the person buys next', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const { made } = replyOf(await giveBack(counter, msgid), 'refunded');
    const session = await counter.openSession();
    await price(counter, session, [line()]);
    const next = counter.give({ kind: 'accept', session, key: 'k2' });
    await counter.run();
    await counter.exchange((one) => undone(counter, one));
    expect(await counter.exchange()).toEqual([made]);
    await counter.exchange();
    replyOf(await next, 'accepted');
  });

  it('goes before whatever the person buys next also when the agent died in between', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const { made, reversal } = replyOf(await giveBack(counter, msgid), 'refunded');
    counter.crash();
    counter.insertCard();
    await counter.run();
    const session = await counter.openSession();
    await price(counter, session, [line()]);
    const next = replyOf(await counter.command({ kind: 'accept', session, key: 'k2' }), 'accepted').msgid;
    await counter.connect();
    await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
    expect(await counter.exchange((one) => undone(counter, one))).toEqual([reversal]);
    expect(await counter.exchange()).toEqual([made]);
    expect(await counter.exchange()).toEqual([next]);
  });

  it('is held until the undoing is answered also where nobody knows whose sale it was', async () => {
    const counter = await shop(true);
    counter.db.exec('DELETE FROM persons');
    const { id } = replyOf(await counter.command({ kind: 'open_session' }), 'session').session;
    await price(counter, id, TWO, { payment: 'full_cash' });
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session: id, key: 'k1' }), 'accepted');
    await counter.connect();
    await counter.exchange();
    const { made, reversal } = replyOf(await giveBack(counter, msgid), 'refunded');
    expect(await counter.exchange((one) => undone(counter, one))).toEqual([reversal]);
    expect(await counter.exchange()).toEqual([made]);
  });

  it('is refused without the centre, unless the sale never left: then it is voided and the rest takes its place', async () => {
    const counter = await shop();
    const settled = await sellInsured(counter, 'k1', TWO);
    counter.cut();
    await counter.run();
    expect(codeOf(await giveBack(counter, settled))).toBe('offline_refund');
    const session = await counter.openSession();
    await price(counter, session, TWO);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k2' }), 'accepted');
    const budget = counter.agent.status().offline_budget.sum;
    const { made, reversal } = replyOf(await giveBack(counter, msgid, ONE_OF_THREE, 'r2'), 'refunded');
    expect(reversal).toBe(null);
    expect(counter.state(msgid)).toBe('voided');
    expect(counter.agent.transaction(made)).toMatchObject({ state: 'queued', provisional: true, grade: 1 });
    expect(counter.agent.status().offline_budget.sum).toBeGreaterThan(budget);
    await counter.connect();
    const sent = await counter.exchange((one) =>
      v1.Transaction.decode(one).msgid === msgid
        ? { ...counter.settled(one), outcome: v1.Outcome.OUTCOME_VOIDED }
        : counter.settled(one),
    );
    expect(sent).toEqual([msgid, made]);
    expect(counter.state(made)).toBe('settled');
  });

  it('keeps the trace codes of what stays and frees those of what came back', async () => {
    const counter = await shop();
    const coded = [line({ drug_trac_codg: [CODE, OTHER] })];
    const msgid = await sellInsured(counter, 'k1', coded);
    await counter.exchange(taken);
    const unnamed = await giveBack(counter, msgid, [{ feedetl_sn: '1', cnt: '1' }]);
    expect(unnamed).toMatchObject({
      problem: { code: 'refund_invalid', facts: { field: 'lines[0].drug_trac_codg', code: 'missing_field' } },
    });
    const named = [{ feedetl_sn: '1', cnt: '1', drug_trac_codg: [OTHER] }];
    const { made } = replyOf(await giveBack(counter, msgid, named), 'refunded');
    await counter.exchange((one) => undone(counter, one));
    // The rest and the goods that came back go; then the goods of the rest.
    await counter.exchange((one) => (v1.Transaction.decode(one).goods ? taken(one) : counter.settled(one)));
    await counter.exchange(taken);
    expect(bodyOf(counter, made).body).toMatchObject({ drugdetail: [{ drug_trac_info: [{ drug_trac_codg: CODE }] }] });
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['3505', 'settled'],
      ['2103', 'settled'],
      ['2102', 'settled'],
      ['3506', 'settled'],
      ['3505', 'settled'],
    ]);
    await expect(sellAlone(counter, 'k2', [line({ drug_trac_codg: [CODE] })])).rejects.toThrow('trace_code_sold');
    await sellAlone(counter, 'k3', [line({ drug_trac_codg: [OTHER] })]);
  });

  it('names the line that is not there, or of which there is not so much', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    for (const [lines, field] of [
      [[{ feedetl_sn: '9', cnt: '1' }], 'lines[0].feedetl_sn'],
      [[{ feedetl_sn: '1', cnt: '4' }], 'lines[0].cnt'],
      [[{ feedetl_sn: '1', cnt: '0' }], 'lines[0].cnt'],
      [[], 'lines'],
    ] as const)
      expect(await giveBack(counter, msgid, lines)).toMatchObject({
        problem: { code: 'refund_invalid', facts: { field } },
      });
    expect(codeOf(await giveBack(counter, 'nothing'))).toBe('transaction_unknown');
    expect(ledger(counter)).toEqual([['2102', 'settled']]);
  });

  it('of every line is a cancellation', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const all = TWO.map(({ feedetl_sn, cnt }) => ({ feedetl_sn, cnt }));
    const paid = counter.agent.transaction(msgid)?.final?.psn_cash_pay ?? 0;
    expect(paid).toBeGreaterThan(0);
    const first = replyOf(await giveBack(counter, msgid, all), 'cancelled');
    expect(first.paid_back).toBe(paid);
    expect(replyOf(await giveBack(counter, msgid, all), 'cancelled')).toEqual(first);
    await counter.exchange((one) => undone(counter, one));
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['2103', 'settled'],
    ]);
    expect(replyOf(await cancel(counter, msgid), 'cancelled')).toEqual(first);
    expect(replyOf(await giveBack(counter, msgid, all), 'cancelled')).toEqual(first);
  });

  it('of every line is answered the same when it is asked for again, also of a sale that never left', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1', TWO);
    counter.cut();
    await counter.run();
    const session = await counter.openSession();
    await price(counter, session, TWO);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k2' }), 'accepted');
    const all = TWO.map(({ feedetl_sn, cnt }) => ({ feedetl_sn, cnt }));
    const first = replyOf(await giveBack(counter, msgid, all), 'cancelled');
    expect(first).toMatchObject({ reversal: null });
    expect(replyOf(await giveBack(counter, msgid, all), 'cancelled')).toEqual(first);
  });

  it('is not cancelled as a whole besides: what still stands is the rest', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const { made } = replyOf(await giveBack(counter, msgid), 'refunded');
    const all = TWO.map(({ feedetl_sn, cnt }) => ({ feedetl_sn, cnt }));
    expect(codeOf(await cancel(counter, msgid))).toBe('not_cancellable');
    expect(codeOf(await giveBack(counter, msgid, all, 'r2'))).toBe('not_cancellable');
    await counter.exchange((one) => undone(counter, one));
    await counter.exchange();
    expect(codeOf(await cancel(counter, msgid))).toBe('not_cancellable');
    const left = counter.agent.transaction(made)?.final?.psn_cash_pay;
    expect(replyOf(await cancel(counter, made), 'cancelled').paid_back).toBe(left);
  });
});

describe('self-paid goods given back', () => {
  it('come back line by line, without the centre too; the parts add up to what was paid', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1', [line({ pric: '3.333', cnt: '3', drug_trac_codg: [CODE] })]);
    const paid = async (cnt: string, key: string) =>
      replyOf(await giveBack(counter, msgid, [{ feedetl_sn: '1', cnt, drug_trac_codg: [] }], key), 'refunded');
    expect(codeOf(await giveBack(counter, msgid))).toBe('refund_invalid');
    const one = replyOf(
      await giveBack(counter, msgid, [{ feedetl_sn: '1', cnt: '1', drug_trac_codg: [CODE] }]),
      'refunded',
    );
    const rest = await paid('2', 'r2');
    expect([one.paid_back, rest.paid_back]).toEqual([333, 667]);
    // What was refused has taken no number.
    expect(counter.agent.transaction(rest.made)?.number).toBe(3);
    expect(codeOf(await giveBack(counter, msgid, ONE_OF_THREE, 'r3'))).toBe('refund_invalid');
    // The code is free again, and the sale goes before what came back of it.
    await sellAlone(counter, 'k2', [line({ drug_trac_codg: [CODE] })]);
    await counter.connect();
    const first = await counter.exchange(taken);
    expect(first).toContain(msgid);
    expect(first).not.toContain(one.made);
    while (counter.link.calls.some(({ method }) => method === 'Exchange')) await counter.exchange(taken);
    expect(ledger(counter).every(([, state]) => state === 'settled')).toBe(true);
  });
});

describe('a self-paid sale cancelled', () => {
  it('is void when it never left, and otherwise comes back whole, once, with its codes', async () => {
    const counter = await shop(true);
    const unsent = await sellAlone(counter, 'k1');
    const voided = { reversal: null, paid_back: 2_000 };
    expect(replyOf(await cancel(counter, unsent), 'cancelled')).toMatchObject(voided);
    expect(replyOf(await cancel(counter, unsent), 'cancelled')).toMatchObject(voided);
    expect(counter.state(unsent)).toBe('voided');
    const msgid = await sellAlone(counter, 'k2', [line({ drug_trac_codg: [CODE] })]);
    await counter.connect();
    await counter.exchange((one) =>
      v1.Transaction.decode(one).msgid === unsent
        ? { ...counter.settled(one), outcome: v1.Outcome.OUTCOME_VOIDED }
        : taken(one),
    );
    const { reversal, paid_back } = replyOf(await cancel(counter, msgid, 'c2'), 'cancelled');
    expect(paid_back).toBe(2_000);
    expect(replyOf(await cancel(counter, msgid, 'c2'), 'cancelled')).toMatchObject({ reversal, paid_back });
    expect(codeOf(await cancel(counter, msgid, 'c3'))).toBe('not_cancellable');
    expect(counter.agent.transaction(reversal as never)).toMatchObject({
      infno: '3506',
      estimate: { medfee_sumamt: -2_000, psn_cash_pay: -2_000 },
    });
    await counter.exchange(taken);
    await sellAlone(counter, 'k3', [line({ drug_trac_codg: [CODE] })]);
    const numbers = counter.agent.transactions({ openOnly: false, limit: 9 }).map(({ number }) => number);
    expect(numbers).toEqual([4, 3, 2, 1]);
  });

  it('of which a part came back already gives back no more than the rest, also before anything was sent', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1', [line({ cnt: '3' })]);
    expect(replyOf(await giveBack(counter, msgid), 'refunded').paid_back).toBe(1_000);
    expect(replyOf(await cancel(counter, msgid), 'cancelled').paid_back).toBe(2_000);
    expect(ledger(counter)).toEqual([
      ['3505', 'queued'],
      ['3506', 'queued'],
      ['3506', 'queued'],
    ]);
  });
});

describe('money', () => {
  it('is conserved payer by payer in every partial refund, and a sale undone is worth nothing', async () => {
    const counts = fc.integer({ min: 1, max: 5 });
    const prices = fc.integer({ min: 1, max: 99_999 }).map((fen) => (fen / 100).toFixed(2));
    const baskets = fc.array(fc.record({ pric: prices, cnt: counts, back: fc.nat(4), a: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(baskets, async (basket) => {
        const counter = await shop();
        const lines = basket.map(
          ({ pric, cnt, a }, at): BasketLine => ({
            feedetl_sn: String(at + 1),
            med_list_codg: a ? 'A' : 'B',
            rxno: 'RX1',
            pric,
            cnt: String(cnt),
          }),
        );
        const back = basket.flatMap(({ cnt, back: wanted }, at) =>
          Math.min(wanted, cnt) === 0 ? [] : [{ feedetl_sn: String(at + 1), cnt: String(Math.min(wanted, cnt)) }],
        );
        fc.pre(back.length > 0);
        const msgid = await sellInsured(counter, 'k1', lines);
        const outcome = await giveBack(counter, msgid, back);
        await counter.exchange((one) => undone(counter, one));
        const made = outcome?.ok && outcome.reply.kind === 'refunded' ? outcome.reply : null;
        if (made !== null) await counter.exchange();
        // What stands is exactly the bill of what remains, whoever pays: no fen of the original is left in anybody's share.
        const rest = made === null ? null : counter.agent.transaction(made.made)?.final;
        for (const payer of [...PAYERS, 'medfee_sumamt'] as (keyof Setlinfo)[])
          expect([payer, sum(counter, payer)]).toEqual([payer, Number(rest?.[payer] ?? 0)]);
      }),
      { numRuns: 25 },
    );
  });
});

/** Of everything the centre has answered. */
function sum(counter: Counter, name: keyof Setlinfo): number {
  const rows = counter.agent.transactions({ openOnly: false, limit: 99 });
  return rows.reduce((total, { final }) => total + Number(final?.[name] ?? 0), 0);
}

import { describe, expect, it } from 'vitest';
import type { ClaimEnd } from '../../agent/core/claim.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { type Counter, replyOf, v1 } from '../agent/counter.ts';
import { line, negative, price, shop, undone } from '../goods/shop.ts';

const THREE = [line({ cnt: '3' })];
const ONE_OF_THREE = [{ feedetl_sn: '1', cnt: '1' }];

/** Sold cut off, paid as it was told, and judged later: the funds pay `less` fen less, the person that much more. */
async function judged(less: number): Promise<{ counter: Counter; msgid: Msgid; told: number }> {
  const counter = await shop(true);
  const session = await counter.openSession();
  replyOf(await price(counter, session, THREE), 'session');
  const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
  const bill = counter.agent.transaction(msgid)?.estimate;
  if (bill == null) throw new Error('no bill');
  const { hifp_pay, fund_pay_sumamt, psn_part_amt, psn_cash_pay } = bill;
  const of = (fen: number) => ({ fen });
  await counter.connect();
  await counter.exchange((one) =>
    counter.settled(
      one,
      {},
      {
        hifp_pay: of(hifp_pay - less),
        fund_pay_sumamt: of(fund_pay_sumamt - less),
        psn_part_amt: of(psn_part_amt + less),
        psn_cash_pay: of(psn_cash_pay + less),
      },
    ),
  );
  return { counter, msgid, told: psn_cash_pay };
}

async function closed(counter: Counter, msgid: Msgid, as: ClaimEnd): Promise<void> {
  replyOf(await counter.command({ kind: 'close_claim', msgid, as, reason: '测试' }), 'claim_closed');
}

async function giveBack(counter: Counter, msgid: Msgid) {
  const asked = { kind: 'refund', msgid, key: 'r1', lines: ONE_OF_THREE } as const;
  const { made, paid_back } = replyOf(await counter.command(asked), 'refunded');
  expect(replyOf(await counter.command(asked), 'refunded').paid_back).toBe(paid_back);
  return { paid_back, rest: counter.agent.transaction(made)?.estimate?.psn_cash_pay ?? 0 };
}

async function cancel(counter: Counter, msgid: Msgid, key = 'c1') {
  return replyOf(await counter.command({ kind: 'cancel', msgid, key }), 'cancelled');
}

/** The centre's word to an undoing: no. */
function refused(counter: Counter, one: Uint8Array): object {
  const result = { code: v1.ResultCode.RESULT_CODE_NOT_REVERSIBLE, error_class: 3 };
  return counter.settled(one, { outcome: v1.Outcome.OUTCOME_REJECTED, result, setlinfo: null });
}

const open = (counter: Counter) => counter.agent.claims({ openOnly: true, limit: 9 });

describe('goods given back of a sale that the centre judged otherwise', () => {
  it('bring back what the person paid: what the shop bore was never theirs', async () => {
    const { counter, msgid, told } = await judged(500);
    await closed(counter, msgid, 'borne_by_shop');
    const { paid_back, rest } = await giveBack(counter, msgid);
    expect(paid_back).toBe(told - rest);
  });

  it('bring back what was collected later, too, and less of what was paid back already', async () => {
    for (const [less, end] of [
      [500, 'collected'],
      [-300, 'paid_back'],
    ] as const) {
      const { counter, msgid, told } = await judged(less);
      await closed(counter, msgid, end);
      const { paid_back, rest } = await giveBack(counter, msgid);
      expect(paid_back).toBe(told + less - rest);
    }
  });

  it('leave nothing owed for a sale that is undone: its claim ends with it, once, and the rest has its own', async () => {
    for (const less of [500, -300]) {
      const { counter, msgid, told } = await judged(less);
      expect(open(counter)).toMatchObject([{ msgid, cash: less }]);
      const { paid_back, rest } = await giveBack(counter, msgid);
      expect(paid_back).toBe(told - rest);
      expect(open(counter)).toEqual([]);
      expect(counter.agent.claim(msgid)).toMatchObject({ cash: less, closed: { as: 'noted', opter: '001' } });
    }
  });

  it('leave it so when the whole sale is cancelled, and a claim that was settled stays as it ended', async () => {
    const { counter, msgid, told } = await judged(500);
    expect((await cancel(counter, msgid)).paid_back).toBe(told);
    await counter.exchange((one) => undone(counter, one));
    expect([counter.state(msgid), open(counter)]).toEqual(['reversed', []]);
    expect((await cancel(counter, msgid)).paid_back).toBe(told);
    const other = await judged(500);
    await closed(other.counter, other.msgid, 'collected');
    expect((await cancel(other.counter, other.msgid)).paid_back).toBe(other.told + 500);
    expect(other.counter.agent.claim(other.msgid)).toMatchObject({ closed: { as: 'collected' } });
  });

  it('are owed for as they stand when the centre does not undo the sale', async () => {
    const { counter, msgid, told } = await judged(500);
    await cancel(counter, msgid);
    await counter.exchange((one) => refused(counter, one));
    expect(counter.state(msgid)).toBe('settled_with_difference');
    // They have their money back and keep the goods.
    expect(open(counter)).toMatchObject([{ reason: 'rejected', cash: told + 500 }]);
  });

  it.each(['whole', 'in part'] as const)(
    'are not paid for again when the centre, which refused it %s, undoes it later, and nothing is owed any more',
    async (how) => {
      const { counter, msgid, told } = await judged(0);
      const had =
        how === 'whole' ? (await cancel(counter, msgid)).paid_back : (await giveBack(counter, msgid)).paid_back;
      await counter.exchange((one) => refused(counter, one));
      expect(open(counter)).toMatchObject([{ cash: had }]);
      expect((await cancel(counter, msgid, 'c2')).paid_back).toBe(told - had);
      expect(open(counter)).toEqual([]);
    },
  );
});

describe('goods given back once more after the centre had refused to undo a sale it judged otherwise', () => {
  /** One of three came back and was paid for, the centre let the sale stand, and its claim ended in one of its ways. */
  async function stands(end: 'open' | ClaimEnd) {
    const { counter, msgid, told } = await judged(500);
    const { rest } = await giveBack(counter, msgid);
    await counter.exchange((one) => refused(counter, one));
    const [claim] = open(counter);
    expect(claim).toMatchObject({ reason: 'rejected', cash: told + 500 - rest });
    if (end !== 'open' && claim !== undefined) await closed(counter, claim.msgid, end);
    return { counter, msgid, has: end === 'collected' ? told + 500 : rest };
  }

  for (const end of ['open', 'borne_by_shop', 'collected'] as const)
    it(`bring back what the person still has paid, their claim being ${end}`, async () => {
      const part = await stands(end);
      const asked = { kind: 'refund', msgid: part.msgid, key: 'r2', lines: ONE_OF_THREE } as const;
      const again = replyOf(await part.counter.command(asked), 'refunded');
      const rest = part.counter.agent.transaction(again.made)?.estimate?.psn_cash_pay ?? 0;
      expect([again.paid_back, open(part.counter)]).toEqual([part.has - rest, []]);
      // The notice that the first rest is void, and the second undoing.
      for (const _frame of [1, 2]) await part.counter.exchange((one) => refused(part.counter, one));
      // Asked again it is said as it was, also after the centre has refused it and another has followed.
      await closed(part.counter, again.made, 'borne_by_shop');
      replyOf(await part.counter.command({ ...asked, key: 'r3' }), 'refunded');
      expect(replyOf(await part.counter.command(asked), 'refunded')).toEqual(again);
      const whole = await stands(end);
      expect((await cancel(whole.counter, whole.msgid)).paid_back).toBe(whole.has);
      expect((await cancel(whole.counter, whole.msgid)).paid_back).toBe(whole.has);
      expect(open(whole.counter)).toEqual([]);
    });
});

describe('what comes back in cash', () => {
  it('is the same under the same key, also when the centre has refused to undo the sale meanwhile', async () => {
    const { counter, msgid, told } = await judged(0);
    const first = await cancel(counter, msgid);
    expect(first.paid_back).toBe(told);
    await counter.exchange((one) => refused(counter, one));
    // Who did not hear the first answer hears it now; the sale is to be undone once more.
    const again = await cancel(counter, msgid);
    expect([again.paid_back, open(counter)]).toEqual([told, []]);
    expect(again.reversal).not.toBe(first.reversal);
    expect((await cancel(counter, msgid, 'c2')).reversal).toBe(again.reversal);
  });

  it('is the same when it is asked for again, whatever the centre says the sale had been', async () => {
    const counter = await shop(true);
    const session = await counter.openSession();
    replyOf(await price(counter, session, THREE), 'session');
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    await counter.connect();
    counter.cut();
    await counter.run();
    expect(counter.state(msgid)).toBe('unknown');
    const asked = { kind: 'refund', msgid, key: 'r1', lines: ONE_OF_THREE } as const;
    const first = replyOf(await counter.command(asked), 'refunded');
    await counter.connect();
    const bill = counter.agent.transaction(msgid)?.estimate;
    if (bill == null) throw new Error('no bill');
    const { hifp_pay, fund_pay_sumamt, psn_part_amt, psn_cash_pay } = bill;
    const less = { hifp_pay: hifp_pay - 300, fund_pay_sumamt: fund_pay_sumamt - 300 };
    const other = { ...bill, ...less, psn_part_amt: psn_part_amt + 300, psn_cash_pay: psn_cash_pay + 300 };
    await counter.exchange((one) =>
      counter.settled(one, { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: negative(other) }),
    );
    expect(counter.agent.transaction(msgid)?.final?.psn_cash_pay).toBe(psn_cash_pay + 300);
    expect(replyOf(await counter.command(asked), 'refunded')).toEqual(first);
  });
});

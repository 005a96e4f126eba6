import { describe, expect, it } from 'vitest';
import type { ClaimEnd } from '../../agent/core/claim.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { type Counter, replyOf, v1 } from '../agent/counter.ts';
import { line, price, shop, undone } from '../goods/shop.ts';

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

async function cancel(counter: Counter, msgid: Msgid) {
  return replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
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
      expect((await cancel(counter, msgid)).paid_back).toBe(told - had);
      expect(open(counter)).toEqual([]);
    },
  );
});

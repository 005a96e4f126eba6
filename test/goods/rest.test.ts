/** More and more of a sale given back, also before the centre has said whether the whole is undone. */
import { describe, expect, it } from 'vitest';
import { codeOf, replyOf, v1 } from '../agent/counter.ts';
import {
  bodyOf,
  cancel,
  giveBack,
  NOT_REVERSIBLE,
  ONE_OF_THREE,
  price,
  sellInsured,
  shop,
  TWO,
  undone,
} from './shop.ts';

describe('of what remains of a sale', () => {
  it('more given back before the whole is undone waits for the same undoing, and falls with it', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const first = replyOf(await giveBack(counter, msgid), 'refunded');
    const second = replyOf(await giveBack(counter, first.made, ONE_OF_THREE, 'r2'), 'refunded');
    const third = replyOf(await giveBack(counter, second.made, ONE_OF_THREE, 'r3'), 'refunded');
    for (const made of [first.made, second.made]) expect(codeOf(await cancel(counter, made))).toBe('not_cancellable');
    expect(bodyOf(counter, third.made).body).toMatchObject({ remainder_of: msgid });
    await counter.exchange((one) => counter.settled(one, NOT_REVERSIBLE));
    const states = [msgid, first.made, second.made, third.made].map((one) => counter.state(one));
    expect(states).toEqual(['settled', 'voided', 'voided', 'voided']);
    const cash = first.paid_back + second.paid_back + third.paid_back;
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid: third.made, cash }]);
    // What is owed is not paid: undone once more, only what was paid goes back.
    const paid = counter.agent.transaction(msgid as never)?.final?.psn_cash_pay ?? 0;
    expect(replyOf(await cancel(counter, msgid, 'c2'), 'cancelled').paid_back).toBe(paid - cash);
  });

  it('more given back before the whole is undone goes once that is', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', TWO);
    const first = replyOf(await giveBack(counter, msgid), 'refunded');
    const { made } = replyOf(await giveBack(counter, first.made, ONE_OF_THREE, 'r2'), 'refunded');
    counter.crash();
    await counter.run();
    await counter.connect();
    await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
    const sent: string[] = [];
    while (counter.link.calls.some(({ method }) => method === 'Exchange'))
      sent.push(
        ...(await counter.exchange((one) => {
          const { msgid: id, reversal } = v1.Transaction.decode(one);
          if (reversal) return undone(counter, one);
          return { ...counter.settled(one), ...(id === first.made ? { outcome: v1.Outcome.OUTCOME_VOIDED } : {}) };
        })),
      );
    expect(sent).toEqual([first.made, first.reversal, made]);
    expect([msgid, first.made, made].map((one) => counter.state(one))).toEqual(['reversed', 'voided', 'settled']);
  });

  it('whose sale was settled while its counter was down, a part is owed again where the undoing is refused', async () => {
    const counter = await shop();
    const session = await counter.openSession();
    await price(counter, session, TWO);
    const accept = { kind: 'accept', session, key: 'k1' } as const;
    void counter.give(accept);
    await counter.run();
    counter.crash();
    await counter.run();
    await counter.connect();
    const [row] = counter.agent.transactions({ openOnly: false, limit: 1 });
    const body = counter.store.bytesOf([row?.msgid as never]).get(row?.msgid as never) ?? new Uint8Array();
    await counter.inquire(() => counter.settled(body));
    const { msgid } = replyOf(await counter.command(accept), 'accepted');
    const paid = counter.agent.transaction(msgid)?.final?.psn_cash_pay ?? 0;
    const { made, paid_back } = replyOf(await giveBack(counter, msgid), 'refunded');
    await counter.exchange((one) => counter.settled(one, NOT_REVERSIBLE));
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid: made, cash: paid_back }]);
    expect(replyOf(await cancel(counter, msgid), 'cancelled').paid_back).toBe(paid - paid_back);
  });

  it('all given back before anything was sent, the sale names no cash again by its own id', async () => {
    const counter = await shop(true);
    const session = await counter.openSession();
    await price(counter, session, TWO);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    const paid = counter.agent.transaction(msgid)?.estimate?.psn_cash_pay;
    const part = replyOf(await giveBack(counter, msgid), 'refunded');
    const rest = replyOf(await cancel(counter, part.made), 'cancelled');
    expect(part.paid_back + rest.paid_back).toBe(paid);
    expect(codeOf(await cancel(counter, msgid, 'c2'))).toBe('not_cancellable');
  });
});

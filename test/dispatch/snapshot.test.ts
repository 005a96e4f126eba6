/** What a terminal believes of a person while the centre has more, or less, than the terminal knows of: each sale once. */
import { describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import { Shop, Till } from './shop.ts';

const GOOD = 'XA02BCA905A001010100001';
const PERSON = 'ceshi-jia';

async function session(till: Till) {
  const opened = await till.greet(PERSON);
  if (!opened.ok || opened.reply.kind !== 'session') throw new Error(JSON.stringify(opened));
  return opened.reply.session;
}

describe('a snapshot', () => {
  it('taken while a reversal overtook another open sale of the person does not count that sale: it is counted here', async () => {
    const shop = new Shop();
    const till = new Till(shop, 1);
    till.limits = { ...till.limits, offlineAccount: fen(100_000) };
    till.kill();
    till.boot();
    await till.open();
    const before = (await session(till)).balc;
    const first = await till.sell(PERSON, '20.00', '1');
    till.cut();
    await till.run(1);
    const second = await till.sell(PERSON, '30.00', '1');
    shop.lost = ['Exchange', 'Inquire'];
    till.restore();
    await till.run(40_000);
    shop.lost = ['Inquire'];
    await till.say({ kind: 'cancel', msgid: first, key: 'c1' });
    await till.run(5_000);
    expect(shop.done(till.identity.dev_no).map(({ number }) => number)).toEqual([1, 3]);

    const open = await session(till);
    expect(open.person).toMatchObject({ included_number: 3, outstanding: [{ epoch: 1, first: 2, last: 2 }] });
    shop.lost = [];
    await till.run(120_000);
    expect(till.state(second)).toBe('settled');
    const settled = await session(till);
    expect(settled.person).toMatchObject({ included_number: 3, outstanding: [] });
    expect([open.balc, settled.balc]).toEqual([before - 3_000, before - 3_000]);
  });

  it('that counts a sale settled unseen with other amounts, and not its reversal, gives back what was really paid', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    const { id, person } = await session(till);
    const lines = [{ feedetl_sn: '1', med_list_codg: GOOD, pric: '300.00', cnt: '1' }];
    await till.say({ kind: 'set_basket', session: id, basket: { med_type: '41', acct_used_flag: '1', lines } });
    // Spent elsewhere meanwhile: the account pays less than was estimated.
    const left = 1_000;
    shop.store.setBalance(person?.psn_no ?? '', left);
    shop.faults.lose_answers = 1;
    shop.lost = ['Exchange', 'Reverse', 'Inquire'];
    expect(await till.say({ kind: 'accept', session: id, key: 'a1' })).toMatchObject({
      problem: { code: 'outcome_unknown_reversing' },
    });
    await till.run(20_000);
    expect((await session(till)).person).toMatchObject({ balc: 0, included_number: 1 });
    shop.lost = [];
    await till.run(120_000);
    expect(shop.store.person(person?.psn_no ?? '')?.balc).toBe(left);
    const unseen = till.agent.transactions({ openOnly: false, limit: 9 }).find(({ infno }) => infno === '2102');
    expect(unseen).toMatchObject({ state: 'reversed', final: { acct_pay: left, balc: 0 } });
    till.cut();
    await till.run(1);
    expect((await session(till)).balc).toBe(left);
  });
});

/** What is owed for a sale ends with what a person does about it in the work list, and is never left beside it. */
import { describe, expect, it } from 'vitest';
import type { ClaimEnd } from '../../agent/core/claim.ts';
import type { BasketLine } from '../../agent/core/input.ts';
import type { WorkAction } from '../../agent/core/reconcile/work.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { codeOf, replyOf, v1 } from '../agent/counter.ts';
import { CODE } from '../goods/shop.ts';
import { Shop } from '../shift/shop.ts';

const claims = ({ counter }: Shop, openOnly = true) => counter.agent.claims({ openOnly, limit: 9 });

/** By the first item of the work list. */
function offered({ counter: { agent } }: Shop): readonly WorkAction[] {
  return agent.books.work({ openOnly: true }).slice(0, 1).flatMap(agent.books.actions);
}

async function close(shop: Shop, msgid: Msgid, as: ClaimEnd): Promise<void> {
  replyOf(await shop.do({ kind: 'close_claim', msgid, as, reason: '测试' }), 'claim_closed');
}

describe('a sale that was told, that the centre said it refused, and that it has settled', () => {
  /** `by`: how many fen less its funds pay. */
  async function denied(by = 0, coded: readonly BasketLine[] = []) {
    const shop = await Shop.open();
    replyOf(await shop.do({ kind: 'close_session', session: await session(shop) }), 'closed');
    shop.counter.cut();
    await shop.run();
    const msgid = await shop.sell('100.00', coded);
    shop.faults.deny = 1;
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
    expect(shop.counter.state(msgid)).toBe('rejected');
    expect(claims(shop)).toMatchObject([{ msgid, reason: 'rejected', cash: 5_000 }]);
    if (by !== 0) shop.spoil(msgid, 'alter', by);
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'status', standing: 'dead', msgid });
    return { shop, msgid: msgid as Msgid, item };
  }

  const session = async (shop: Shop) => replyOf(await shop.do({ kind: 'open_session' }), 'session').session.id;

  it('is owed no more once it is accepted as the centre has it', async () => {
    for (const end of [null, 'borne_by_shop'] as const) {
      const { shop, msgid, item } = await denied();
      if (end !== null) await close(shop, msgid, end);
      expect(replyOf(await shop.act(item, 'accept_centre'), 'worked').item.state).toBe('resolved');
      expect(claims(shop)).toEqual([]);
      expect(claims(shop, false)).toMatchObject([{ closed: { as: end ?? 'noted', opter: '001' } }]);
      expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
    }
  });

  it('is not accepted once its person has paid all of it, nor with other amounts than were told: it is undone there', async () => {
    for (const [by, end] of [
      [0, 'collected'],
      [100, null],
    ] as const) {
      const { shop, msgid, item } = await denied(by);
      if (end !== null) await close(shop, msgid, end);
      const refused = await shop.act(item, 'accept_centre');
      expect(codeOf(refused)).toBe('action_not_legal');
      expect(refused).toMatchObject({ problem: { facts: { allowed: 'inquire, reverse, sign_off' } } });
      expect(offered(shop)).toEqual(['inquire', 'reverse', 'sign_off']);
      await shop.act(item, 'reverse');
      await shop.run();
      expect(shop.store.txn(msgid)?.state).toBe('reversed');
      expect(claims(shop)).toHaveLength(end === null ? 1 : 0);
      // Its person may still give it back: what goes back is what they have paid.
      const back = await shop.do({ kind: 'cancel', msgid, key: 'back' });
      expect(replyOf(back, 'cancelled').paid_back).toBe(end === null ? 5_000 : 10_000);
      expect(claims(shop)).toEqual([]);
    }
  });

  it('is not accepted with other amounts either where all of it was told as its person’s own, so that nothing is owed', async () => {
    const shop = await Shop.open();
    replyOf(await shop.do({ kind: 'close_session', session: await session(shop) }), 'closed');
    shop.counter.cut();
    await shop.run();
    const own = { feedetl_sn: '2', med_list_codg: 'NOWHERE', pric: '60.00', cnt: '1' };
    const msgid = await shop.sell('0.00', [own]);
    shop.faults.deny = 1;
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
    expect([shop.counter.state(msgid), claims(shop, false)]).toEqual(['rejected', []]);
    await shop.reconcile();
    expect(offered(shop)).toEqual(['inquire', 'reverse', 'accept_centre', 'sign_off']);
    // Its funds pay 1.81 of what the person has paid: accepted, that would stay with the shop.
    shop.spoil(msgid, 'alter', -181);
    await shop.reconcile();
    expect(offered(shop)).toEqual(['inquire', 'reverse', 'sign_off']);
  });

  it('has its goods told to come back when its person brings them, and not when it is undone there', async () => {
    const coded = { feedetl_sn: '2', med_list_codg: 'B', pric: '0.00', cnt: '1', drug_trac_codg: [CODE] };
    const { shop, msgid, item } = await denied(0, [coded]);
    const told = () =>
      shop.counter.agent
        .transactions({ openOnly: false, limit: 9 })
        .flatMap(({ infno, state }) => (infno.startsWith('35') ? [`${infno} ${state}`] : []));
    // The centre takes the good whose code its own settlement does not hold.
    expect(told()).toEqual(['3505 settled_with_difference']);
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect(shop.store.txn(msgid)?.state).toBe('reversed');
    expect(told()).toHaveLength(1);
    replyOf(await shop.do({ kind: 'cancel', msgid, key: 'back' }), 'cancelled');
    await shop.run();
    expect(told()[0]).toMatch(/^3506 settled/);
  });

  it('stays refused here where the centre does not undo it either', async () => {
    const { shop, msgid, item } = await denied();
    shop.faults.refuse = { code: 'refused', count: 1 };
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect([shop.counter.state(msgid), shop.store.txn(msgid)?.state]).toEqual(['rejected', 'settled']);
    // The funds have paid what they were told to: the rest is not collected besides.
    expect(claims(shop)).toEqual([]);
    expect(claims(shop, false)).toMatchObject([{ msgid, closed: { as: 'noted', opter: '001' } }]);
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'back' }), 'cancelled').paid_back).toBe(5_000);
  });

  it('is taken over and not undone once more where the centre would not: nobody would owe what its funds no longer pay', async () => {
    for (const end of ['still owed', 'collected'] as const) {
      const { shop, msgid, item } = await denied();
      if (end === 'collected') await close(shop, msgid, end);
      shop.faults.refuse = { code: 'refused', count: 1 };
      const undone = replyOf(await shop.act(item, 'reverse'), 'worked').item.note as Msgid;
      await shop.run();
      // What was collected besides goes back, since the funds pay.
      if (end === 'collected') await close(shop, undone, 'paid_back');
      expect(claims(shop)).toEqual([]);
      expect(offered(shop)).toEqual(['inquire', 'accept_centre', 'sign_off']);
      expect(codeOf(await shop.act(item, 'reverse'))).toBe('action_not_legal');
      expect(replyOf(await shop.act(item, 'accept_centre'), 'worked').item.state).toBe('resolved');
      expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
      expect([shop.store.txn(msgid)?.state, claims(shop)]).toEqual(['settled', []]);
    }
  });

  it('given back, standing all the same and paid for again, is not undone by the list: what was collected would stay', async () => {
    const { shop, msgid, item } = await denied();
    shop.faults.refuse = { code: 'refused', count: 2 };
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'back' }), 'cancelled').paid_back).toBe(5_000);
    await shop.run();
    const [owed] = claims(shop);
    expect(owed).toMatchObject({ reason: 'rejected', cash: 5_000 });
    expect(offered(shop)).toContain('reverse');
    await close(shop, owed?.msgid as Msgid, 'collected');
    expect(offered(shop)).toEqual(['inquire', 'sign_off']);
    expect(codeOf(await shop.act(item, 'reverse'))).toBe('action_not_legal');
    expect(replyOf(await shop.do({ kind: 'cancel', msgid, key: 'again' }), 'cancelled').paid_back).toBe(5_000);
  });

  it('is undone there once, and is not accepted any more meanwhile or after: its person still owes the rest', async () => {
    const { shop, msgid, item } = await denied();
    shop.faults.busy = true;
    replyOf(await shop.act(item, 'reverse'), 'worked');
    for (const busy of [true, false]) {
      shop.faults.busy = busy;
      for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
      expect(shop.store.txn(msgid)?.state).toBe(busy ? 'settled' : 'reversed');
      for (const action of ['reverse', 'accept_centre'] as const) {
        const refused = await shop.act(item, action);
        expect(refused).toMatchObject({
          problem: { code: 'action_not_legal', facts: { allowed: 'inquire, sign_off' } },
        });
      }
      expect(offered(shop)).toEqual(['inquire', 'sign_off']);
      expect(claims(shop)).toMatchObject([{ msgid, cash: 5_000 }]);
    }
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });

  it('is owed for as before where the centre that does not undo it has other amounts, or what the shop bore', async () => {
    for (const [by, end] of [
      [100, null],
      [0, 'borne_by_shop'],
    ] as const) {
      const { shop, msgid, item } = await denied(by);
      if (end !== null) await close(shop, msgid, end);
      const before = claims(shop, false);
      shop.faults.refuse = { code: 'refused', count: 1 };
      replyOf(await shop.act(item, 'reverse'), 'worked');
      await shop.run();
      expect(claims(shop, false)).toEqual(before);
    }
  });
});

describe('a sale that was refused at the counter, and that the centre has settled and does not undo either', () => {
  it('stays in the work list, and can be undone once more: nobody was sold anything', async () => {
    const shop = await Shop.open();
    shop.faults.deny = 1;
    const msgid = await shop.sell();
    const [item] = await shop.reconcile();
    shop.faults.refuse = { code: 'refused', count: 1 };
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect([shop.counter.state(msgid), shop.store.txn(msgid)?.state]).toEqual(['rejected', 'settled']);
    expect(codeOf(await shop.close())).toBe('totals_differ');
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect(shop.store.txn(msgid)?.state).toBe('reversed');
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(true);
  });

  it('is not taken over, nor is one that was void before it left: the funds would pay for goods that nobody has', async () => {
    const shop = await Shop.open();
    shop.faults.deny = 1;
    const msgid = await shop.sell();
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'status', standing: 'dead', msgid });
    expect(offered(shop)).toEqual(['inquire', 'reverse', 'sign_off']);
    expect(codeOf(await shop.act(item, 'accept_centre'))).toBe('action_not_legal');
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    shop.counter.cut();
    await shop.run();
    const voided = await shop.sell();
    replyOf(await shop.do({ kind: 'cancel', msgid: voided as Msgid, key: 'v' }), 'cancelled');
    shop.counter.link.listener({ kind: 'up' });
    for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
    const [noted, settled] = [shop.store.txn(voided), shop.store.txn(msgid)];
    if (noted === null || settled === null) throw new Error(voided);
    const { counted, answer, moves } = settled;
    shop.store.putTxn({ ...noted, state: 'settled', counted, answer, moves });
    expect(await shop.reconcile()).toMatchObject([{ class: 'status', standing: 'dead', msgid: voided }]);
    expect(offered(shop)).toEqual(['inquire', 'reverse', 'sign_off']);
  });
});

it('a sale that was parked and refused, and that the centre has undone, takes nothing out of a year that never counted it', async () => {
  const shop = await Shop.open();
  const opened = async () => replyOf(await shop.do({ kind: 'open_session' }), 'session').session;
  const used = async () => (await opened()).accumulators['outpatient-employee.ceiling'];
  await shop.sell('60.00');
  shop.counter.cut();
  await shop.run();
  expect(await used()).toBe(3_000);
  const msgid = await shop.sell();
  const { centre } = shop;
  const conflicting: Pick<typeof centre, 'handle'> = {
    handle: (dev_no, method, bytes) => {
      const said = centre.handle(dev_no, method, bytes);
      if (method !== 'Exchange') return said;
      const frame = v1.ExchangeResponse.decode(said);
      const result = { code: v1.ResultCode.RESULT_CODE_CONFLICT, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };
      const answers = (frame.answers ?? []).map((one) => ({
        msgid: one.msgid,
        outcome: v1.Outcome.OUTCOME_REJECTED,
        result,
      }));
      return v1.ExchangeResponse.encode({ ...frame, answers }).finish();
    },
  };
  Object.assign(shop, { centre: { ...conflicting, statements: centre.statements } });
  shop.counter.link.listener({ kind: 'up' });
  for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
  expect(shop.counter.state(msgid)).toBe('parked');
  shop.centre = centre;
  replyOf(await shop.do({ kind: 'unpark', msgid: msgid as Msgid, reason: '测试' }), 'unparked');
  const [item] = await shop.reconcile();
  replyOf(await shop.act(item, 'reverse'), 'worked');
  await shop.run();
  expect([shop.counter.state(msgid), shop.store.txn(msgid)?.state]).toEqual(['rejected', 'reversed']);
  shop.counter.cut();
  await shop.run();
  expect(await used()).toBe(3_000);
});

describe('a sale whose undoing the centre refused', () => {
  it('is owed no more when it is undone from the work list', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.faults.refuse = { code: 'refused', count: 1 };
    await shop.cancel(msgid);
    expect(shop.counter.state(msgid)).toBe('settled');
    expect(claims(shop)).toMatchObject([{ reason: 'rejected', cash: 5_000 }]);
    shop.spoil(msgid, 'lack');
    const [item] = await shop.reconcile();
    replyOf(await shop.act(item, 'reverse'), 'worked');
    await shop.run();
    expect(shop.counter.state(msgid)).toBe('reversed');
    expect(claims(shop)).toEqual([]);
  });

  it('is undone as any other by a list that was made while that undoing was under way', async () => {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, 'lack');
    shop.faults.busy = true;
    await shop.cancel(msgid);
    const [item] = await shop.reconcile();
    expect(item).toMatchObject({ class: 'only_here', standing: 'open' });
    shop.faults.busy = false;
    shop.faults.refuse = { code: 'refused', count: 1 };
    for (let turns = 0; turns < 30; turns += 1) await shop.run(1_000);
    expect(shop.counter.state(msgid)).toBe('settled');
    const [claim] = claims(shop);
    await close(shop, claim?.msgid as Msgid, 'collected');
    expect(replyOf(await shop.act(item, 'reverse'), 'worked').paid_back).toBe(5_000);
    await shop.run();
    expect(shop.counter.state(msgid)).toBe('reversed');
  });
});

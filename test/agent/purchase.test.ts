import { describe, expect, it } from 'vitest';
import { Counter, codeOf, PERSON, replyOf, v1 } from './counter.ts';

async function ready(limits = {}): Promise<Counter> {
  const counter = new Counter(limits);
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  return counter;
}

/** A counter that knows the person and has lost its centre. */
async function cutOff(limits = {}): Promise<Counter> {
  const counter = await ready(limits);
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run();
  return counter;
}

describe('a purchase with the centre', () => {
  it('is stored before a byte is sent and told when the centre has settled it', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const [stored] = counter.agent.transactions({ openOnly: true, limit: 9 });
    expect(stored).toMatchObject({ state: 'inflight', told: false });
    await counter.settle();
    const { msgid } = replyOf(await accepted, 'accepted');
    expect(counter.agent.transaction(msgid)).toMatchObject({
      state: 'settled',
      told: true,
      provisional: false,
      setl_id: 'SETL-1',
    });
  });

  it('shows the bill the engine works out: half of what the pool pays', async () => {
    const counter = await ready();
    const session = await counter.openSession();
    const priced = replyOf(await counter.price(session), 'session').session.priced;
    expect(priced?.setlinfo).toMatchObject({ medfee_sumamt: 10_000, hifp_pay: 5_000, psn_cash_pay: 5_000 });
  });

  it('gets the same answer for the same key and another one for another request', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const first = counter.give({ kind: 'accept', session, key: 'k1' });
    const second = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle();
    const { msgid } = replyOf(await first, 'accepted');
    expect(replyOf(await second, 'accepted').msgid).toBe(msgid);
    expect(replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted').msgid).toBe(msgid);
    const other = await counter.prepare();
    expect(codeOf(await counter.command({ kind: 'accept', session: other, key: 'k1' }))).toBe('key_reused');
  });

  it('keeps a difference of the centre beside the estimate and names the amounts', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const amounts = { hifp_pay: { fen: 4_000 }, fund_pay_sumamt: { fen: 4_000 }, psn_part_amt: { fen: 6_000 } };
    await counter.settle({}, { ...amounts, psn_cash_pay: { fen: 6_000 } });
    const { msgid } = replyOf(await accepted, 'accepted');
    const view = counter.agent.transaction(msgid);
    expect(view).toMatchObject({ state: 'settled_with_difference', estimate: { hifp_pay: 5_000 } });
    expect(view?.note.split(' ')).toEqual(['hifp_pay', 'fund_pay_sumamt', 'psn_part_amt', 'psn_cash_pay']);
  });

  it('is flagged, and stays settled, when the centre’s amounts do not add up', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle({}, { psn_cash_pay: { fen: 4_999 } });
    const { msgid } = replyOf(await accepted, 'accepted');
    expect(counter.agent.transaction(msgid)).toMatchObject({
      state: 'settled_with_difference',
      note: 'psn_cash_pay identities_broken',
    });
  });

  it('is refused with the centre’s words when the centre rejects it', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: 3, err_msg: '不予支付' };
    await counter.settle({ outcome: v1.Outcome.OUTCOME_REJECTED, result, setlinfo: null });
    expect(await accepted).toMatchObject({
      ok: false,
      problem: { code: 'centre_rejected', facts: { err_msg: '不予支付' } },
    });
    // Whoever did not hear it hears it again: a sale it never was.
    expect(codeOf(await counter.command({ kind: 'accept', session, key: 'k1' }))).toBe('centre_rejected');
    expect(counter.agent.transactions({ openOnly: false, limit: 1 })[0]).toMatchObject({
      state: 'rejected',
      told: true,
    });
  });

  it('is refused when the card was pulled between pricing and acceptance', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    counter.removeCard();
    counter.insertCard();
    await counter.run();
    expect(codeOf(await counter.command({ kind: 'accept', session, key: 'k1' }))).toBe('session_unknown');
    expect(counter.agent.transactions({ openOnly: false, limit: 1 })).toEqual([]);
  });
});

describe('an answer that does not come', () => {
  it('is told as provisional under the same id when the link breaks, and settled once after inquiry', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    const { msgid } = replyOf(await accepted, 'accepted');
    expect(counter.agent.transaction(msgid)).toMatchObject({
      state: 'unknown',
      told: true,
      provisional: true,
      grade: 1,
    });
    await counter.connect({ number: 1 });
    const bytes = counter.store.bytesOf([msgid]).get(msgid) ?? new Uint8Array();
    await counter.inquire(() => counter.settled(bytes));
    expect(counter.state(msgid)).toBe('settled');
    expect(counter.link.calls.map((one) => one.method)).toEqual([]);
  });

  it('goes again under the same id when the centre has never seen it', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    const { msgid } = replyOf(await accepted, 'accepted');
    await counter.connect();
    await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
    expect(await counter.exchange()).toEqual([msgid]);
    expect(counter.agent.transaction(msgid)).toMatchObject({ state: 'settled', attempts: 2 });
  });

  it('is reversed, and the clerk told so, when the offline rules do not allow it', async () => {
    const counter = await ready({ offlineAmount: 1 as never });
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    expect(codeOf(await accepted)).toBe('outcome_unknown_reversing');
    expect(codeOf(await counter.command({ kind: 'accept', session, key: 'k1' }))).toBe('outcome_unknown_reversing');
    const views = counter.agent.transactions({ openOnly: false, limit: 9 });
    expect(views.map((view) => [view.infno, view.state])).toEqual([
      ['2601', 'queued'],
      ['2102', 'reversing'],
    ]);
  });

  it('counts in the day’s totals as the centre counts it, when the reversal tells that it had been settled', async () => {
    const counter = await ready({ offlineAmount: 1 as never });
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    expect(codeOf(await accepted)).toBe('outcome_unknown_reversing');
    await counter.connect();
    await counter.exchange((one) => ({
      ...counter.settled(one),
      outcome: v1.Outcome.OUTCOME_REVERSED,
      setlinfo: { medfee_sumamt: { fen: -10_000 }, fund_pay_sumamt: { fen: -5_000 } },
    }));
    const [reversal, sale] = counter.agent.transactions({ openOnly: false, limit: 9 });
    expect(sale).toMatchObject({ state: 'reversed', final: { medfee_sumamt: 10_000, fund_pay_sumamt: 5_000 } });
    expect(reversal).toMatchObject({ state: 'settled', final: { medfee_sumamt: -10_000, fund_pay_sumamt: -5_000 } });
  });

  it('times out after the deadline and is found out while the link stands', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const { call } = counter.link.take('Settle');
    counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    await counter.run();
    const { msgid } = replyOf(await accepted, 'accepted');
    expect(counter.state(msgid)).toBe('unknown');
    await counter.run(1_000);
    expect(counter.state(msgid)).toBe('inquiring');
  });

  it('that comes late does not move a row that was reversed meanwhile', async () => {
    const counter = await ready({ offlineAmount: 1 as never });
    const session = await counter.prepare();
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const { call, bytes } = counter.link.take('Settle');
    counter.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: '' });
    await counter.run();
    const item = v1.SettleRequest.decode(bytes).item?.transaction ?? new Uint8Array();
    const answer = v1.SettleResponse.encode({ answer: counter.settled(item) }).finish();
    counter.link.reply('Settle', call, answer);
    await counter.run();
    const sale = counter.agent.transactions({ openOnly: false, limit: 9 }).find((view) => view.infno === '2102');
    expect(sale?.state).toBe('reversing');
  });
});

describe('a purchase without the centre', () => {
  it('is told as provisional with its grade, and drained once when the link is back', async () => {
    const counter = await cutOff();
    const msgid = await counter.sell('k1');
    expect(counter.agent.transaction(msgid as never)).toMatchObject({ state: 'queued', told: true, provisional: true });
    expect(counter.agent.status().queue.queued).toBe(1);
    await counter.connect();
    expect(await counter.exchange()).toEqual([msgid]);
    expect(counter.state(msgid)).toBe('settled');
    expect(counter.agent.status().offline_budget.count).toBe(200);
  });

  it('counts what was sold before on the same snapshot, and each sale once', async () => {
    const counter = await cutOff();
    await counter.sell('k1', '200.00');
    const session = await counter.openSession();
    const view = counter.agent.session(session);
    expect(view?.accumulators['outpatient-employee.ceiling']).toBe(10_000);
    await counter.connect();
    await counter.exchange();
    counter.cut();
    await counter.run();
    counter.removeCard();
    counter.insertCard();
    await counter.run();
    const again = counter.agent.session(await counter.openSession());
    expect(again?.accumulators['outpatient-employee.ceiling']).toBe(10_000);
  });

  it('counts it on top of what the year had before, and once', async () => {
    const counter = await ready();
    const [deductible] = PERSON.accumulators;
    const ceiling = { name: 'outpatient-employee.ceiling', amount: { fen: 5_000 } };
    const session = await counter.openSession({ accumulators: [deductible, ceiling] });
    await counter.command({ kind: 'close_session', session });
    counter.cut();
    await counter.run();
    for (const after of [15_000, 25_000]) {
      await counter.sell(`k${after}`, '200.00');
      const next = await counter.openSession();
      expect(counter.agent.session(next)?.accumulators).toMatchObject({
        'outpatient-employee.deductible': 20_000,
        'outpatient-employee.ceiling': after,
      });
      await counter.command({ kind: 'close_session', session: next });
    }
  });

  it('is refused for a person this terminal has never seen', async () => {
    const counter = await ready();
    counter.cut();
    await counter.run();
    const { session } = replyOf(await counter.command({ kind: 'open_session' }), 'session');
    expect(session.person).toBe(null);
    expect(codeOf(await counter.price(session.id))).toBe('person_unknown_offline');
  });

  it('sends the rows of one person one after the other', async () => {
    const counter = await cutOff();
    const first = await counter.sell('k1');
    const second = await counter.sell('k2');
    await counter.connect();
    expect(await counter.exchange()).toEqual([first]);
    expect(await counter.exchange()).toEqual([second]);
  });

  it('that is cancelled before it was sent goes out as a void and frees its budget', async () => {
    const counter = await cutOff();
    const msgid = await counter.sell('k1');
    replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' }), 'cancelled');
    expect(counter.state(msgid)).toBe('voided');
    await counter.connect();
    const { bytes } = counter.link.calls.find((one) => one.method === 'Exchange') ?? { bytes: new Uint8Array() };
    expect(v1.ExchangeRequest.decode(bytes).items?.[0]?.disposition).toBe(v1.Disposition.DISPOSITION_VOID);
    await counter.exchange((one) => ({
      msgid: v1.Transaction.decode(one).msgid,
      outcome: v1.Outcome.OUTCOME_VOIDED,
      result: { code: 1 },
    }));
    expect(counter.agent.status().queue.queued).toBe(0);
    expect(counter.agent.status().offline_budget.count).toBe(200);
  });

  it('that is voided is noted once, however long the notice is under way', async () => {
    const counter = await cutOff();
    const [first, second] = [await counter.sell('k1'), await counter.sell('k2')];
    replyOf(await counter.command({ kind: 'cancel', msgid: first as never, key: 'c1' }), 'cancelled');
    await counter.connect();
    const frames = counter.link.calls.filter((one) => one.method === 'Exchange');
    const sent = frames.flatMap(({ bytes }) => v1.ExchangeRequest.decode(bytes).items ?? []);
    expect(sent.map((item) => item.disposition)).toEqual([
      v1.Disposition.DISPOSITION_VOID,
      v1.Disposition.DISPOSITION_PERFORM,
    ]);
    await counter.exchange((one) => {
      const msgid = v1.Transaction.decode(one).msgid;
      return msgid === first
        ? { msgid, outcome: v1.Outcome.OUTCOME_VOIDED, result: { code: 1 } }
        : counter.settled(one);
    });
    expect([counter.state(first), counter.state(second)]).toEqual(['voided', 'settled']);
    expect(counter.agent.status().queue.queued).toBe(0);
  });

  it('that left once is never voided, because it may still arrive: it is reversed', async () => {
    const counter = await cutOff();
    const msgid = await counter.sell('k1');
    await counter.connect();
    counter.cut();
    await counter.run();
    await counter.connect();
    counter.cut();
    await counter.run();
    await counter.connect();
    await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
    counter.cut();
    await counter.run();
    counter.crash();
    await counter.connect();
    await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
    await counter.exchange((one) => ({
      msgid: v1.Transaction.decode(one).msgid,
      outcome: v1.Outcome.OUTCOME_RETRY,
      result: { code: v1.ResultCode.RESULT_CODE_BUSY, error_class: 1 },
    }));
    expect(counter.state(msgid)).toBe('queued');
    const cancelled = replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c' }), 'cancelled');
    expect(counter.state(msgid)).toBe('reversing');
    expect(counter.agent.transaction(cancelled.reversal as never)?.infno).toBe('2601');
  });

  it('survives a crash of the agent: queued rows are sent, rows on the wire are inquired after', async () => {
    const counter = await cutOff();
    const first = await counter.sell('k1');
    await counter.connect();
    expect(counter.state(first)).toBe('inflight');
    counter.crash();
    await counter.run();
    expect(counter.state(first)).toBe('unknown');
    await counter.connect({ number: 1 });
    const bytes = counter.store.bytesOf([first as never]).get(first as never) ?? new Uint8Array();
    await counter.inquire(() => counter.settled(bytes));
    expect(counter.state(first)).toBe('settled');
    expect(counter.agent.status().shift.phase).toBe('signed_in');
  });
});

describe('a refund', () => {
  it('reverses what the centre settled, under an id of its own, and the original ends as reversed', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle();
    const { msgid } = replyOf(await accepted, 'accepted');
    const cancelled = replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    expect(counter.state(msgid)).toBe('reversing');
    const again = replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    expect(again.reversal).toBe(cancelled.reversal);
    await counter.exchange((one) => ({
      ...counter.settled(one),
      outcome: v1.Outcome.OUTCOME_REVERSED,
      setlinfo: { medfee_sumamt: { fen: -10_000 }, fund_pay_sumamt: { fen: -5_000 } },
    }));
    expect(counter.state(msgid)).toBe('reversed');
    expect(counter.state(cancelled.reversal ?? '')).toBe('settled');
  });

  it('is not made offline of what the centre has settled', async () => {
    const counter = await ready();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle();
    const { msgid } = replyOf(await accepted, 'accepted');
    counter.cut();
    await counter.run();
    expect(codeOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }))).toBe('offline_refund');
    expect(counter.state(msgid)).toBe('settled');
  });
});

/** What was parked waits for a person, who decides on it with a reason; the deadline clock ends with the decision. */
import { describe, expect, it } from 'vitest';
import { type Counter, codeOf, replyOf, v1 } from '../agent/counter.ts';
import { ledger, line, price, sellInsured, shop, taken, undone } from '../goods/shop.ts';

const REASON = '已与中心核对';
const CONFLICT = {
  ...{ outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null, setl_id: '' },
  result: {
    ...{ code: v1.ResultCode.RESULT_CODE_CONFLICT, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
    err_msg: '同号异文',
  },
};
/** A sale told as provisional whose id the centre has under another body. */
async function conflict(): Promise<{ readonly counter: Counter; readonly msgid: string }> {
  const counter = await shop(true);
  const msgid = await counter.sell('k1');
  await counter.connect();
  await counter.exchange((one) => counter.settled(one, CONFLICT));
  expect(counter.state(msgid)).toBe('parked');
  return { counter, msgid };
}

/** As a salvage leaves a row whose body was on a ruined page (salvage.ts), found at the next start. */
async function bodyLost(
  before: 'queued' | 'unknown' = 'queued',
): Promise<{ readonly counter: Counter; readonly msgid: string }> {
  const counter = await shop(true);
  const msgid = await counter.sell('k1');
  counter.db.exec(`UPDATE bodies SET body = x'', estimate = NULL, deltas = '{}';
    UPDATE transactions SET before = '${before}', state = 'parked', send = 0, note = 'body_lost'`);
  counter.crash();
  await counter.connect();
  return { counter, msgid };
}

describe('a sale the centre holds under another body', () => {
  it('is parked for a person and owes nothing until one has decided', async () => {
    const { counter, msgid } = await conflict();
    expect(counter.agent.transactions({ openOnly: true, limit: 9 })).toMatchObject([{ msgid, note: 'conflict' }]);
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toEqual([]);
  });

  it('is listed before all that waits for the centre, however much that is', async () => {
    const counter = await shop(true);
    const [first, second] = [await counter.sell('k1'), await counter.sell('k2')];
    counter.db.exec(`UPDATE transactions SET before = 'queued', state = 'parked', send = 0 WHERE msgid = '${second}'`);
    const listed = (limit: number) => counter.agent.transactions({ openOnly: true, limit }).map(({ msgid }) => msgid);
    expect([listed(1), listed(9)]).toEqual([[second], [second, first]]);
  });

  it('goes back to rejected with operator and reason; what was told of it is owed, once', async () => {
    const { counter, msgid } = await conflict();
    const decide = { kind: 'unpark', msgid: msgid as never, reason: REASON } as const;
    replyOf(await counter.command(decide), 'unparked');
    expect(counter.agent.transaction(msgid as never)).toMatchObject({ state: 'rejected', note: 'conflict' });
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([
      { msgid, reason: 'rejected', cash: 5_000, amounts: { hifp_pay: -5_000 } },
    ]);
    expect(counter.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
    expect(codeOf(await counter.command(decide))).toBe('not_parked');
    const facts = counter.db.prepare('SELECT fact FROM journal').pluck().all().join('\n');
    expect(facts).toContain(`unparked by 001: ${REASON}`);
  });

  it('that was refused at the counter as it was sold owes nothing: nobody has its goods', async () => {
    const counter = await shop();
    const session = await counter.openSession();
    await price(counter, session, [line({ drug_trac_codg: ['81000000000000000001'] })]);
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle(CONFLICT);
    expect(codeOf(await accepted)).toBe('centre_rejected');
    const [{ msgid = '' as never } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    replyOf(await counter.command({ kind: 'unpark', msgid, reason: REASON }), 'unparked');
    expect(counter.agent.claims({ openOnly: false, limit: 9 })).toEqual([]);
    expect(ledger(counter)).toEqual([['2102', 'rejected']]);
  });

  it('is owed also where it is what remains of a sale given back in part', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', [line({ cnt: '3' })]);
    const lines = [{ feedetl_sn: '1', cnt: '1' }];
    const back = await counter.command({ kind: 'refund', msgid, key: 'r1', lines });
    const { made } = replyOf(back, 'refunded');
    await counter.exchange((one) => undone(counter, one));
    await counter.exchange((one) => counter.settled(one, CONFLICT));
    replyOf(await counter.command({ kind: 'unpark', msgid: made, reason: REASON }), 'unparked');
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid: made, reason: 'rejected' }]);
  });

  it('is not decided on without a shift, nor one that is not there', async () => {
    const { counter, msgid } = await conflict();
    const decide = { kind: 'unpark', reason: REASON } as const;
    expect(codeOf(await counter.command({ ...decide, msgid: 'nothing' as never }))).toBe('transaction_unknown');
    counter.db.exec("DELETE FROM state WHERE key = 'shift'");
    counter.crash();
    await counter.run();
    expect(codeOf(await counter.command({ ...decide, msgid: msgid as never }))).toBe('shift_not_open');
  });

  it('is not undone: nothing of it is at the centre', async () => {
    const { counter, msgid } = await conflict();
    const undo = await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' });
    expect(codeOf(undo)).toBe('not_cancellable');
  });
});

describe('goods the centre took none of', () => {
  it('end by the decision of a person, and with them the alarm', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1', [line({ drug_trac_codg: ['81000000000000000001'] })]);
    const [goods = ''] = await counter.exchange((one) => taken(one, [0]));
    expect(counter.state(goods)).toBe('parked');
    const alarms = () =>
      counter.agent.status().troubles.flatMap(({ code }) => (code.startsWith('deadline') ? code : []));
    await counter.run(3_600_000);
    counter.cut();
    await counter.connect();
    await counter.run(80 * 3_600_000);
    counter.removeCard();
    await counter.run();
    expect(alarms()).toEqual(['deadline_alarm']);
    replyOf(await counter.command({ kind: 'unpark', msgid: goods as never, reason: REASON }), 'unparked');
    expect(counter.state(goods)).toBe('rejected');
    await counter.run(3_600_000);
    expect(alarms()).toEqual([]);
  });
});

describe('a row whose body was lost', () => {
  it.each(['queued', 'unknown'] as const)(
    'is never sent again, nor taken for refused: the decision says so, and what to do instead (%s)',
    async (before) => {
      const { counter, msgid } = await bodyLost(before);
      const decided = await counter.command({ kind: 'unpark', msgid: msgid as never, reason: REASON });
      expect(codeOf(decided)).toBe('body_lost');
      expect(counter.state(msgid)).toBe('parked');
    },
  );

  it('is undone by its id, whatever became of it at the centre', async () => {
    const { counter, msgid } = await bodyLost();
    const undo = { kind: 'cancel', msgid: msgid as never, key: 'c1' } as const;
    const { reversal } = replyOf(await counter.command(undo), 'cancelled');
    expect(counter.state(msgid)).toBe('reversing');
    await counter.exchange((one) => {
      expect(v1.Transaction.decode(one).reversal).toMatchObject({ omsgid: msgid });
      return counter.settled(one, { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null });
    });
    expect([counter.state(msgid), counter.state(reversal ?? '')]).toEqual(['reversed', 'settled']);
    expect(counter.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
  });
});

describe('a reversal whose body was lost', () => {
  it('is replaced by another when the sale is cancelled once more: what it was to undo does not stay between the two', async () => {
    const counter = await shop();
    const msgid = (await sellInsured(counter, 'k1')) as never;
    const lost = replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled').reversal ?? '';
    const row = '(SELECT row FROM transactions WHERE msgid = ?)';
    counter.db.prepare(`UPDATE bodies SET body = x'' WHERE row = ${row}`).run(lost);
    counter.db
      .prepare(`UPDATE transactions SET before = 'unknown', state = 'parked', send = 0 WHERE row = ${row}`)
      .run(lost);
    counter.crash();
    await counter.connect();
    const again = { kind: 'cancel', msgid, key: 'c2' } as const;
    const { reversal } = replyOf(await counter.command(again), 'cancelled');
    expect(replyOf(await counter.command(again), 'cancelled').reversal).toBe(reversal);
    await counter.exchange((one) => undone(counter, one));
    expect([msgid, lost, reversal ?? ''].map((id) => counter.state(id))).toEqual(['reversed', 'rejected', 'settled']);
    expect(counter.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
  });
});

describe('a reversal whose sale was in a page that is gone', () => {
  it('is done when the centre says so: there is nothing here that a person could decide', async () => {
    const counter = await shop();
    const session = await counter.prepare();
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    counter.cut();
    await counter.run();
    const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    const cancelled = await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' });
    const reversal = replyOf(cancelled, 'cancelled').reversal ?? '';
    const row = '(SELECT row FROM transactions WHERE msgid = ?)';
    counter.db.prepare(`DELETE FROM bodies WHERE row = ${row}`).run(msgid);
    counter.db.prepare('DELETE FROM transactions WHERE msgid = ?').run(msgid);
    counter.crash();
    await counter.connect();
    const done = () => ({
      ...counter.settled(new Uint8Array(), { msgid: reversal, outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null }),
    });
    if (counter.link.calls.some(({ method }) => method === 'Inquire')) await counter.inquire(done);
    else await counter.exchange(done);
    expect(counter.state(reversal)).toBe('settled');
  });
});

describe('what was sold in a row whose body is gone', () => {
  const CODED = [line({ drug_trac_codg: ['81000000000000000001'] })];

  it('is not given back in part: that is refused, with what can be done', async () => {
    const { counter, msgid } = await bodyLost();
    const some = { kind: 'refund', msgid: msgid as never, key: 'r1', lines: [{ feedetl_sn: '1', cnt: '1' }] } as const;
    expect(codeOf(await counter.command(some))).toBe('refund_not_computable');
  });

  it('does not stop the answer to its undoing: nothing is told of goods that nobody knows', async () => {
    const counter = await shop(true);
    const session = await counter.openSession();
    await price(counter, session, CODED);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    counter.db.exec(`UPDATE bodies SET body = x'';
      UPDATE transactions SET before = 'queued', state = 'parked', send = 0, note = 'body_lost'`);
    counter.crash();
    await counter.connect();
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => counter.settled(one, { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null }));
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['2601', 'settled'],
    ]);
  });

  it('comes back by what was told of it, when that is left', async () => {
    const counter = await shop();
    const msgid = (await sellInsured(counter, 'k1', CODED)) as never;
    await counter.exchange((one) => taken(one));
    counter.db
      .prepare("UPDATE bodies SET body = x'' WHERE row = (SELECT row FROM transactions WHERE msgid = ?)")
      .run(msgid);
    counter.crash();
    await counter.connect();
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => undone(counter, one));
    expect(ledger(counter).at(-1)).toEqual(['3506', 'inflight']);
  });
});

describe('the offline budget', () => {
  const left = (counter: Counter) => {
    const { count, sum } = counter.agent.status().offline_budget;
    return [count, sum];
  };

  it('counts what a person sends again, from the decision until it is judged, and never more than that', async () => {
    const counter = await shop(true);
    const whole = left(counter);
    const msgid = (await counter.sell('k1')) as never;
    const promised = left(counter);
    expect(promised).not.toEqual(whole);
    counter.db.exec("UPDATE transactions SET before = 'queued', state = 'parked', send = 0");
    counter.crash();
    await counter.run();
    expect(left(counter)).toEqual(whole);
    replyOf(await counter.command({ kind: 'unpark', msgid, reason: REASON }), 'unparked');
    expect(left(counter)).toEqual(promised);
    await counter.connect();
    await counter.exchange();
    expect([counter.state(msgid), left(counter)]).toEqual(['settled', whole]);
  });

  it('is not made larger by undoing one whose body was lost', async () => {
    const { counter, msgid } = await bodyLost();
    const whole = left(counter);
    replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' }), 'cancelled');
    expect(left(counter)).toEqual(whole);
  });
});

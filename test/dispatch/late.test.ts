/** An answer that comes after nobody waited for it any more: what it decides holds where nothing else was decided since. */
import { describe, expect, it } from 'vitest';
import { atTheCounter, type Counter, replyOf, v1 } from '../agent/counter.ts';

const BUSY = {
  outcome: v1.Outcome.OUTCOME_RETRY,
  result: { code: v1.ResultCode.RESULT_CODE_BUSY, error_class: v1.ErrorClass.ERROR_CLASS_TRANSIENT },
  setlinfo: null,
};

/** A sale whose settling timed out, and its answer, to be given later. */
async function timedOut() {
  const counter = await atTheCounter();
  void counter.give({ kind: 'accept', session: await counter.prepare(), key: 'k1' });
  await counter.run();
  const { call, bytes } = counter.link.take('Settle');
  counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
  await counter.run();
  const [{ msgid } = { msgid: '' }] = counter.agent.transactions({ openOnly: false, limit: 9 });
  const item = v1.SettleRequest.decode(bytes).item?.transaction ?? new Uint8Array();
  const arrive = async (change: object = {}) => {
    const answer = counter.settled(item, change);
    counter.link.reply('Settle', call, v1.SettleResponse.encode({ answer }).finish());
    await counter.run();
  };
  return { counter, msgid, bytes: item, arrive };
}

const lateFacts = ({ db }: Counter) =>
  db.prepare<[], { fact: string }>("SELECT fact FROM journal WHERE fact LIKE '%late answer%'").all().length;

describe('a late answer', () => {
  it('that decides settles what was in doubt, and nobody has to inquire any more', async () => {
    const { counter, msgid, arrive } = await timedOut();
    expect(counter.state(msgid)).toBe('unknown');
    await arrive();
    expect(counter.state(msgid)).toBe('settled');
    await counter.run(120_000);
    expect(counter.link.calls.map(({ method }) => method)).not.toContain('Inquire');
  });

  it('that decides nothing is evidence: the row stays in doubt and is inquired after', async () => {
    const { counter, msgid, bytes, arrive } = await timedOut();
    await arrive(BUSY);
    expect(lateFacts(counter)).toBe(1);
    while (counter.state(msgid) === 'unknown') await counter.run(100);
    await counter.inquire(() => counter.settled(bytes));
    expect(counter.state(msgid)).toBe('settled');
  });

  it('of what was decided meanwhile is evidence, and moves nothing', async () => {
    const { counter, msgid, arrive } = await timedOut();
    await arrive();
    await arrive({ outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null });
    expect([counter.state(msgid), lateFacts(counter)]).toEqual(['settled', 1]);
  });

  it('to the notice of a void that says anything else is evidence: what was never sent stays void', async () => {
    const counter = await atTheCounter();
    await counter.command({ kind: 'close_session', session: await counter.openSession() });
    counter.cut();
    await counter.run();
    const msgid = await counter.sell('k1');
    replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' }), 'cancelled');
    await counter.connect();
    expect(await counter.exchange()).toEqual([msgid]);
    expect(counter.state(msgid)).toBe('voided');
    const facts = counter.db.prepare("SELECT fact FROM journal WHERE fact LIKE '%void answered settled%'").all();
    expect(facts).toHaveLength(1);
    expect(counter.agent.status().queue).toMatchObject({ queued: 0, unknown: 0, underway: 0 });
  });
});

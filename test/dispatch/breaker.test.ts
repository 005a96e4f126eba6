/** Pace and patience: the breaker with its trials, deadlines by kind of request, frames in flight, retry by error class. */
import { describe, expect, it } from 'vitest';
import { BREAKER_MISSES } from '../../agent/core/dispatch.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { Counter, replyOf, v1 } from '../agent/counter.ts';
import { sale } from './sale.ts';

async function open(): Promise<Counter> {
  const counter = new Counter();
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  return counter;
}

/** A counter that comes up with this many provisional sales in its queue, each of another person. */
async function queued(rows: number): Promise<Counter> {
  const counter = await unsigned(rows);
  await counter.signIn();
  return counter;
}

/** The same, where nobody has signed in yet. */
async function unsigned(rows: number): Promise<Counter> {
  const counter = new Counter();
  counter.store.begin(counter.clock.wallMs());
  for (let number = 1; number <= rows; number += 1)
    counter.store.apply(sale({ number, psn_no: `PSN-${number}` }, { accepted_ms: counter.clock.wallMs() }));
  counter.store.commit();
  counter.crash();
  await counter.connect({ number: 0 });
  return counter;
}

/** Sales of others in the queue of a counter that is signed in, found at its next start. */
async function fill(counter: Counter, rows: number): Promise<void> {
  counter.cut();
  await counter.run();
  counter.store.begin(counter.clock.wallMs());
  for (let number = 1; number <= rows; number += 1) counter.store.apply(sale({ number, psn_no: `PSN-${number}` }));
  counter.store.commit();
  counter.crash();
}

function silence(counter: Counter, method: 'QueryPerson' | 'Settle' | 'Hello' | 'Inquire' | 'Exchange'): void {
  const { call } = counter.link.take(method);
  counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
}

/** Persons asked for in vain: each is a miss. Cards known here are served from their snapshot all the same. */
async function misses(counter: Counter, count: number): Promise<void> {
  for (let miss = 0; miss < count; miss += 1) {
    const opened = counter.give({ kind: 'open_session' });
    await counter.run();
    silence(counter, 'QueryPerson');
    await counter.run();
    const { session } = replyOf(await opened, 'session');
    await counter.command({ kind: 'close_session', session: session.id });
  }
}

/** Lets time pass until the next trial is under way. */
async function trial(counter: Counter): Promise<void> {
  const under = () => counter.link.calls.some(({ method }) => method === 'Hello');
  for (let waited = 0; !under() && waited < DEFAULT_LIMITS.backoffCapMs; waited += 50) await counter.run(50);
}

describe('the breaker', () => {
  it('does not open for one slow answer, nor for two', async () => {
    const counter = await open();
    await misses(counter, BREAKER_MISSES - 1);
    expect(counter.agent.status().link.phase).toBe('ready');
  });

  it('forgets its misses with any answer', async () => {
    const counter = await open();
    for (let round = 0; round < 3; round += 1) {
      await misses(counter, BREAKER_MISSES - 1);
      const session = await counter.openSession();
      await counter.command({ kind: 'close_session', session });
    }
    expect(counter.agent.status().link.phase).toBe('ready');
  });

  it('opens after three in a row: from then on no counter waits for the centre, and nothing but trials is sent', async () => {
    const counter = await open();
    const told: string[] = [];
    counter.agent.subscribe(null, ({ notice }) => notice.kind === 'link' && told.push(notice.phase));
    await misses(counter, BREAKER_MISSES);
    expect(counter.agent.status().link.phase).not.toBe('ready');
    expect(told).toEqual(['greeting']);
    counter.link.calls.length = 0;
    const msgid = await counter.sell('k1');
    expect(counter.agent.transaction(msgid as never)).toMatchObject({ state: 'queued', told: true, provisional: true });
    expect(counter.link.calls.map(({ method }) => method).filter((method) => method !== 'Hello')).toEqual([]);
  });

  it('is closed by a trial that is answered, and stays open for one that is not', async () => {
    const counter = await open();
    await misses(counter, BREAKER_MISSES);
    await trial(counter);
    silence(counter, 'Hello');
    await counter.run();
    expect(counter.agent.status().link.phase).not.toBe('ready');
    await trial(counter);
    await counter.answerHello();
    expect(counter.agent.status().link.phase).toBe('ready');
  });
});

describe('a deadline', () => {
  it('goes by the kind of request: four seconds to read, thirty to settle', async () => {
    const counter = await open();
    void counter.give({ kind: 'open_session' });
    await counter.run();
    expect(counter.link.take('QueryPerson').deadlineMs).toBe(4_000);
    await counter.run(20_000);
    const session = await counter.openSession();
    await counter.price(session);
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    expect(counter.link.take('Settle').deadlineMs).toBe(30_000);
  });
});

describe('a sale that waited for an earlier one of its person', () => {
  it('is told nothing at its deadline while it is on the wire, and by the offline rules when its request ends', async () => {
    const counter = await open();
    counter.cut();
    await counter.run();
    const first = await counter.sell('k1');
    await counter.connect();
    const session = await counter.openSession();
    await counter.price(session);
    let told: unknown = null;
    void counter.give({ kind: 'accept', session, key: 'k2' }).then((outcome) => {
      told = outcome;
    });
    await counter.run(20_000);
    expect(await counter.exchange()).toEqual([first]);
    await counter.run(DEFAULT_LIMITS.settleDeadlineMs - 10_000);
    expect(told).toBe(null);
    silence(counter, 'Exchange');
    await counter.run();
    expect(told).toMatchObject({ ok: true, reply: { kind: 'accepted' } });
  });
});

describe('a full queue', () => {
  it('has two frames in flight and no third, each as large as the centre takes them', async () => {
    const counter = await queued(350);
    await counter.run(3_000);
    const sizes = () =>
      counter.link.calls
        .filter(({ method }) => method === 'Exchange')
        .map(({ bytes }) => v1.ExchangeRequest.decode(bytes).items?.length);
    await counter.run(10_000);
    expect(sizes()).toEqual([100, 100]);
    await counter.exchange();
    expect(sizes()).toEqual([100, 100]);
    await counter.exchange();
    expect(sizes()).toEqual([100, 50]);
    await counter.exchange();
    await counter.exchange();
    expect(counter.store.counts()).toEqual({ settled: 350 });
  });

  it('leaves only once somebody is signed in at the centre', async () => {
    const counter = await unsigned(3);
    const left = () => counter.link.calls.some(({ method }) => method === 'Exchange');
    await counter.run(10_000);
    expect(left()).toBe(false);
    await counter.signIn();
    await counter.run(5_000);
    expect(left()).toBe(true);
  });

  it('goes on leaving beside what a counter asks and is not answered yet', async () => {
    const counter = await queued(350);
    await counter.run(3_000);
    counter.insertCard();
    void counter.give({ kind: 'open_session' });
    await counter.run(1_000);
    await counter.exchange();
    await counter.run(1_000);
    expect(counter.link.calls.map(({ method }) => method).toSorted()).toEqual(['Exchange', 'Exchange', 'QueryPerson']);
  });

  it('begins to leave at a moment drawn by lot when it is long, so that many terminals do not begin as one', async () => {
    const waits = async (rows: number) => {
      const counter = await queued(0);
      await fill(counter, rows);
      await counter.connect();
      const began = counter.clock.monotonicMs();
      for (let at = 0; at < 50 && !counter.link.calls.some(({ method }) => method === 'Exchange'); at += 1)
        await counter.run(100);
      return counter.clock.monotonicMs() - began;
    };
    expect(await waits(50)).toBe(0);
    const long = await waits(150);
    expect(long).toBeGreaterThan(0);
    expect(long).toBeLessThanOrEqual(3_100);
  });

  it.each([
    ['in its greeting', 5_000, [0, 5, 10]],
    // Two are on their way before it is told.
    ['with its first answer', 0, [0, 0, 5]],
  ])('leaves at the pace the centre has set %s', async (_when, pace_ms, expected) => {
    const counter = await queued(0);
    await fill(counter, 300);
    const began = counter.clock.monotonicMs();
    await counter.connect({ pace_ms });
    const left: number[] = [];
    for (let second = 0; second < 18 && left.length < 3; second += 1) {
      while (counter.link.calls.some(({ method }) => method === 'Exchange')) {
        left.push(Math.round((counter.clock.monotonicMs() - began) / 1_000));
        const { call, bytes } = counter.link.take('Exchange');
        const { items = [], frame_id = 0 } = v1.ExchangeRequest.decode(bytes);
        const answers = items.map(({ transaction }) => counter.settled(transaction ?? new Uint8Array()));
        const frame = { frame_id, answers, pace_ms: 5_000 };
        counter.link.reply('Exchange', call, v1.ExchangeResponse.encode(frame).finish());
      }
      await counter.run(1_000);
    }
    expect(left.map((at) => at - (left[0] ?? 0))).toEqual(expected);
  });
});

describe('a terminal that the centre refuses in the midst of a drain', () => {
  it('sends no more of its queue until a greeting says that it may', async () => {
    const counter = await queued(350);
    await counter.run(13_000);
    const result = {
      code: v1.ResultCode.RESULT_CODE_TERMINAL_REFUSED,
      error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT,
    };
    const no = { outcome: v1.Outcome.OUTCOME_REJECTED, result, setlinfo: null };
    await counter.exchange((one) => counter.settled(one, no));
    await counter.exchange((one) => counter.settled(one, no));
    expect(counter.link.calls.map(({ method }) => method)).toEqual(['Hello']);
    await counter.answerHello({ result });
    expect(counter.store.counts()).toMatchObject({ rejected: 200, queued: 150 });
    await trial(counter);
    expect(counter.link.calls.map(({ method }) => method)).toEqual(['Hello']);
    await counter.answerHello();
    await counter.run(3_000);
    await counter.exchange();
    await counter.exchange();
    expect(counter.store.counts()).toMatchObject({ rejected: 200, settled: 150 });
  });
});

describe('an error', () => {
  const cases = [
    ['transient', v1.Outcome.OUTCOME_RETRY, v1.ErrorClass.ERROR_CLASS_TRANSIENT, 'queued'],
    ['ambiguous', v1.Outcome.OUTCOME_UNSPECIFIED, v1.ErrorClass.ERROR_CLASS_AMBIGUOUS, 'unknown'],
    ['ambiguous', v1.Outcome.OUTCOME_RETRY, v1.ErrorClass.ERROR_CLASS_AMBIGUOUS, 'unknown'],
    ['permanent', v1.Outcome.OUTCOME_UNSPECIFIED, v1.ErrorClass.ERROR_CLASS_PERMANENT, 'parked'],
    ['permanent', v1.Outcome.OUTCOME_RETRY, v1.ErrorClass.ERROR_CLASS_PERMANENT, 'parked'],
  ] as const;

  for (const [name, outcome, error_class, state] of cases)
    it(`that is ${name} leaves the row ${state}, whatever else the answer says (${v1.Outcome[outcome]})`, async () => {
      const counter = await queued(1);
      const code = v1.ResultCode.RESULT_CODE_BUSY;
      const answer = { outcome, result: { code, error_class }, setlinfo: null, retry_after_ms: 60_000 };
      const [msgid = ''] = await counter.exchange((one) => counter.settled(one, answer));
      // An unknown one is inquired after at once.
      expect(counter.state(msgid)).toBe(state === 'unknown' ? 'inquiring' : state);
    });
});

/** What the funds promise one person on one day before the centre has judged it: every way a sale is told counts, and the day is the counter's. */
import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../agent/agent.ts';
import { fen } from '../../agent/core/money.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { atTheCounter, Counter, codeOf, replyOf, START } from './counter.ts';

const v1 = tongxing.v1;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Half of it is the fund's; the limit is 200 yuan. */
const PRICE = '300.00';
const FULL = { code: 'offline_person_day_limit', facts: { limit: 20_000, left: 5_000, asked: 15_000 } };

/** The link is gone, the person is known. */
async function cutOff(): Promise<Counter> {
  const counter = await atTheCounter();
  await counter.command({ kind: 'close_session', session: await counter.openSession() });
  counter.cut();
  await counter.run();
  return counter;
}

/** Begins a purchase; what comes of it once it is told. */
async function begin(counter: Counter, key: string): Promise<{ readonly told: Promise<CommandOutcome> }> {
  const session = await counter.prepare(PRICE);
  const told = counter.give({ kind: 'accept', session, key });
  await counter.run();
  return { told };
}

function silence(counter: Counter): void {
  const { call } = counter.link.take('Settle');
  counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
}

describe('the funds of a person and day', () => {
  it('are promised once by two purchases that both wait for the centre when it falls silent', async () => {
    const counter = await atTheCounter();
    const first = await begin(counter, 'k1');
    const second = await begin(counter, 'k2');
    silence(counter);
    await counter.run(40_000);
    expect(codeOf(await first.told)).toBe('ok accepted');
    expect(await second.told).toMatchObject({ ok: false, problem: FULL });
    const { count } = counter.agent.status().offline_budget;
    expect(count).toBe(199);
  });

  it('are not promised again by one that still waited when another was told without the centre', async () => {
    const counter = await atTheCounter();
    const first = await begin(counter, 'k1');
    // The line is lost, and nobody has said yet that the answer is, too.
    counter.link.listener({ kind: 'down', detail: 'cut' });
    await counter.run();
    const second = await begin(counter, 'k2');
    expect(codeOf(await second.told)).toBe('ok accepted');
    silence(counter);
    await counter.run();
    const outcome = await first.told;
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'outcome_unknown_reversing' } });
    expect(outcome).toMatchObject({ problem: { facts: { reason: 'offline_person_day_limit' } } });
  });

  it('are not promised again where the first went once more among others, and that was silent, too', async () => {
    const counter = await atTheCounter();
    const first = await begin(counter, 'k1');
    const busy = { code: v1.ResultCode.RESULT_CODE_BUSY, error_class: v1.ErrorClass.ERROR_CLASS_TRANSIENT };
    await counter.settle({ outcome: v1.Outcome.OUTCOME_RETRY, result: busy, setlinfo: null });
    await counter.run(5_000);
    const second = await begin(counter, 'k2');
    const { call } = counter.link.take('Exchange');
    counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    await counter.run(40_000);
    expect(codeOf(await first.told)).toBe('ok accepted');
    expect(await second.told).toMatchObject({ ok: false, problem: FULL });
  });

  it('are each person’s own: another one who waits as well is told their whole sale', async () => {
    const counter = await atTheCounter();
    const first = await begin(counter, 'k1');
    counter.removeCard();
    counter.insertCard();
    const session = await counter.openSession({ psn_no: 'PSN-990002' });
    await counter.price(session, PRICE);
    const second = counter.give({ kind: 'accept', session, key: 'k2' });
    await counter.run();
    silence(counter);
    await counter.run();
    expect(codeOf(await first.told)).toBe('ok accepted');
    silence(counter);
    await counter.run();
    expect(codeOf(await second)).toBe('ok accepted');
  });

  it.each([
    ['a minute after midnight at the counter are new', '2022-10-09 00:01', 'ok accepted'],
    ['are the same at midnight in Greenwich', '2022-10-09 08:01', 'offline_person_day_limit'],
  ])('%s', async (_what, until, code) => {
    const counter = await cutOff();
    const atMs = Date.parse(`${until.replace(' ', 'T')}:00+08:00`);
    await counter.run(atMs - 2 * MINUTE - counter.clock.wallMs());
    replyOf(await (await begin(counter, 'k1')).told, 'accepted');
    await counter.run(atMs - counter.clock.wallMs());
    expect(codeOf(await (await begin(counter, 'k2')).told)).toBe(code);
    expect(atMs - START).toBeLessThan(24 * HOUR);
  });
});

describe('the funds of all that waits for the centre', () => {
  it('are bounded by their sum: each sale takes of it, and gives it back once the centre has judged it', async () => {
    const counter = await atTheCounter(new Counter({ offlineSum: fen(25_000), offlinePersonDayFund: fen(100_000) }));
    await counter.command({ kind: 'close_session', session: await counter.openSession() });
    counter.cut();
    await counter.run();
    const sell = async (key: string) => (await begin(counter, key)).told;
    expect(codeOf(await sell('k1'))).toBe('ok accepted');
    expect(counter.agent.status().offline_budget.sum).toBe(10_000);
    const facts = { limit: 25_000, left: 10_000, asked: 15_000 };
    expect(await sell('k2')).toMatchObject({ ok: false, problem: { code: 'offline_sum_limit', facts } });
    await counter.run(5_000);
    await counter.connect({ number: 0 });
    await counter.exchange();
    expect(counter.agent.status().offline_budget.sum).toBe(25_000);
    counter.cut();
    await counter.run();
    expect(codeOf(await sell('k3'))).toBe('ok accepted');
  });
});

/** A centre whose words do not fit: this terminal takes none that are not its own, goes on, and says so. */
import { describe, expect, it } from 'vitest';
import { setEpoch } from '../../agent/adapters/sqlite/epoch.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { atTheCounter, Counter, codeOf, replyOf, START, v1 } from './counter.ts';

const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };
const HOUR_MS = 3_600_000;

it.each([
  ['letters in place of its time', `P37010200001${'x'.repeat(14)}0100`],
  ['too few digits', 'P3701020000120221008093000010'],
  ['too many', 'P370102000012022100809300001000'],
])('a newest msgid of %s is none, and nobody stands at a closed counter', async (_what, last_msgid) => {
  const counter = new Counter();
  await counter.connect({ last_msgid });
  expect(counter.agent.status().link.phase).toBe('ready');
});

it('a centre that does not say its time does not make the clock doubtful', async () => {
  const counter = new Counter();
  await counter.connect({ centre_ms: 0 });
  expect(counter.agent.status().clock).toMatchObject({ trusted: true, offset_ms: null });
});

it('a newest msgid older than the own one takes no id back, also by a clock that was set back', async () => {
  const counter = await atTheCounter();
  await counter.command({ kind: 'close_session', session: await counter.openSession() });
  counter.cut();
  await counter.run();
  const first = await counter.sell('k1');
  counter.clock.stepWall(-2 * HOUR_MS);
  await counter.connect({ last_msgid: 'P37010200001202210080800000100' });
  await counter.exchange();
  const session = await counter.prepare();
  const accepted = counter.give({ kind: 'accept', session, key: 'k2' });
  await counter.run();
  await counter.settle();
  expect(replyOf(await accepted, 'accepted').msgid > first).toBe(true);
});

it('an epoch that no ledger can have is not gone above: the ledger is behind, and says so', async () => {
  const counter = new Counter();
  await counter.connect({ epoch: 2 ** 50 });
  expect(counter.agent.status().troubles).toMatchObject([{ code: 'ledger_behind' }]);
});

it('is greeted once a second at most, however many signs of life it wants', async () => {
  const counter = new Counter();
  await counter.connect({ heartbeat_ms: 1 });
  await counter.run(900);
  expect(counter.link.calls).toEqual([]);
  await counter.run(200);
  expect(counter.link.calls.map(({ method }) => method)).toEqual(['Hello']);
});

it('a pace that it took back with a greeting holds the queue up no longer', async () => {
  const counter = await atTheCounter();
  await counter.command({ kind: 'close_session', session: await counter.openSession() });
  counter.cut();
  await counter.run();
  for (const key of ['k1', 'k2']) await counter.sell(key, '5.00');
  await counter.connect({ batch_rows: 1 });
  await counter.run(4_000);
  const { call, bytes } = counter.link.take('Exchange');
  const { items = [], frame_id = 0 } = v1.ExchangeRequest.decode(bytes);
  const answers = items.map(({ transaction }) => counter.settled(transaction ?? new Uint8Array()));
  const frame = v1.ExchangeResponse.encode({ frame_id, answers, pace_ms: HOUR_MS }).finish();
  counter.link.reply('Exchange', call, frame);
  await counter.run(30_000);
  expect(counter.link.calls.filter(({ method }) => method === 'Exchange')).toEqual([]);
  counter.cut();
  await counter.run();
  await counter.connect({ batch_rows: 1, number: 1 });
  await counter.run(4_000);
  expect(counter.link.calls.map(({ method }) => method)).toContain('Exchange');
});

it('accounts that are overdrawn give nothing, and what was used up is not less than nothing', async () => {
  const counter = await atTheCounter();
  const session = await counter.openSession({
    balc: { fen: -100 },
    mulaid: [{ psn_no: 'PSN-2', balc: { fen: -3 } }],
    accumulators: [{ name: 'outpatient-employee.deductible', amount: { fen: -20_000 } }],
  });
  const lines = [{ feedetl_sn: '1', med_list_codg: 'A', pric: '300.00', cnt: '1', rxno: 'R1' }];
  const basket = { med_type: '41', acct_used_flag: '1', lines } as const;
  const priced = replyOf(await counter.command({ kind: 'set_basket', session, basket }), 'session').session.priced;
  // 200.00 is the deductible.
  expect(priced?.setlinfo).toMatchObject({ act_pay_dedc: 20_000, acct_pay: 0, acct_mulaid_pay: 0, balc: 0 });
});

it('a person without a number is nobody: the card alone says who stands there', async () => {
  const counter = await atTheCounter();
  const session = await counter.openSession({ psn_no: '' });
  expect(counter.agent.session(session)?.person).toBeNull();
});

it('a stack of a program in place of a sentence is cut short, between two characters', async () => {
  const counter = await atTheCounter();
  const session = await counter.prepare();
  const sale = counter.give({ kind: 'accept', session, key: 'k' });
  await counter.run();
  const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: 3, err_msg: `x${'😀'.repeat(100_000)}` };
  await counter.settle({ outcome: v1.Outcome.OUTCOME_REJECTED, result });
  expect(codeOf(await sale)).toBe('centre_rejected');
  const [row] = counter.agent.transactions({ openOnly: false, limit: 1 });
  expect(row?.err_msg).toBe(`x${'😀'.repeat(249)}…`);
});

describe('what it tells of a file that was lost', () => {
  /** What a terminal whose ledger is gone sent once. */
  async function sent(): Promise<Uint8Array> {
    const counter = await atTheCounter();
    const session = await counter.prepare();
    void counter.give({ kind: 'accept', session, key: 'k' });
    await counter.run();
    return v1.SettleRequest.decode(counter.link.take('Settle').bytes).item?.transaction ?? new Uint8Array();
  }
  const changed = (bytes: Uint8Array, more: object) =>
    v1.Transaction.encode({ ...v1.Transaction.decode(bytes), ...more }).finish();

  /** The counter in its second epoch, told of these, each answered as settled but for what `change` says. */
  async function told(
    make: (bytes: Uint8Array) => readonly Uint8Array[],
    change: (at: number) => object = () => ({}),
  ): Promise<Counter> {
    const db = openDatabase(':memory:');
    setEpoch(db, 2);
    const counter = new Counter({}, new VirtualClock(START), db);
    await counter.connect({ epoch: 1, number: 1 });
    const { call } = counter.link.take('FetchTransactions');
    const transactions = make(await sent()).map((transaction, at) => ({
      transaction,
      answer: counter.settled(transaction, change(at)),
    }));
    const answer = v1.FetchTransactionsResponse.encode({ result: OK, transactions, more: false }).finish();
    counter.link.reply('FetchTransactions', call, answer);
    await counter.run(5);
    return counter;
  }
  const known = (counter: Counter) =>
    counter.agent.transactions({ openOnly: false, limit: 9 }).map(({ epoch, number, state }) => [epoch, number, state]);

  it('is known again, once also where it comes twice', async () => {
    const counter = await told((one) => [one, one]);
    expect(counter.agent.status().link.phase).toBe('ready');
    expect(known(counter)).toEqual([[1, 1, 'settled']]);
  });

  const next = (one: Uint8Array, more: object = {}) =>
    changed(one, { msgid: 'P37010200001202210080930050100', number: 2, ...more });

  it.each<[string, object]>([
    ['whose amounts are no whole numbers', { setlinfo: { psn_cash_pay: { fen: 2 ** 60 } } }],
    ['without amounts', { setlinfo: null }],
    ['in a word of a newer version', { outcome: 99 }],
    ['of another transaction', { msgid: 'P37010200001202210080930070100' }],
  ])(
    'is taken with an answer %s, and what became of it is asked: it never stands by a guess',
    async (_what, change) => {
      const counter = await told(
        (one) => [one, next(one)],
        (at) => (at === 0 ? change : {}),
      );
      expect(counter.agent.status()).toMatchObject({ link: { phase: 'ready' }, troubles: [] });
      expect(known(counter)).toEqual([
        [1, 2, 'settled'],
        [1, 1, 'unknown'],
      ]);
      await counter.signIn();
      const [, { msgid }] = counter.agent.transactions({ openOnly: false, limit: 2 }) as [unknown, { msgid: Msgid }];
      const bytes = counter.store.bytesOf([msgid]).get(msgid) ?? new Uint8Array();
      await counter.inquire(() => counter.settled(bytes));
      expect(counter.agent.transaction(msgid)).toMatchObject({ state: 'settled', final: { medfee_sumamt: 10_000 } });
    },
  );

  it.each([
    ['settled', v1.Outcome.OUTCOME_REJECTED],
    ['reversed', v1.Outcome.OUTCOME_REVERSED],
  ])(
    'leaves a sale open whose undoing has no answer that says anything, until it has one: %s',
    async (end, outcome) => {
      const undoing = (one: Uint8Array) => {
        const reversal = { omsgid: v1.Transaction.decode(one).msgid, oinfno: '2102', reason: 'clerk' };
        return next(one, { infno: '2103', sale: null, reversal });
      };
      const counter = await told(
        (one) => [one, undoing(one)],
        (at) => (at === 1 ? { outcome: 99, setlinfo: null } : {}),
      );
      expect(known(counter)).toEqual([
        [1, 2, 'unknown'],
        [1, 1, 'reversing'],
      ]);
      await counter.signIn();
      await counter.inquire((msgid) => counter.settled(new Uint8Array(), { msgid, outcome, setlinfo: null }));
      expect(known(counter)[1]).toEqual([1, 1, end]);
      expect(counter.agent.status().queue).toMatchObject({ queued: 0, unknown: 0, underway: 0, reversing: 0 });
    },
  );

  it('holds nothing of the rest back where one of it can not be read, sends nothing, and names it', async () => {
    const reversal = { omsgid: '1', oinfno: '2102', reason: 'a word of a newer version' };
    const counter = await told((one) => [...[next(one, { infno: '2103', sale: null, reversal }), one]]);
    expect(known(counter)).toEqual([[1, 1, 'settled']]);
    const msgid = 'P37010200001202210080930050100';
    expect(counter.agent.status()).toMatchObject({
      link: { phase: 'greeting' },
      troubles: [{ code: 'kept_unreadable', facts: { msgid, field: 'reversal.reason' } }],
    });
  });

  it.each<[string, (bytes: Uint8Array) => readonly Uint8Array[]]>([
    ['under an id of no form', (one) => [one, changed(one, { msgid: 'X'.repeat(30), number: 2 })]],
    [
      'of another terminal',
      (one) => [one, changed(one, { msgid: 'P37010200001202210080930050100', number: 2, dev_no: 'T9' })],
    ],
    [
      'of another house',
      (one) => [
        ...[one, changed(one, { msgid: 'P37010200001202210080930050100', number: 2, fixmedins_code: 'P37010200009' })],
      ],
    ],
    ['under a number that is taken', (one) => [one, changed(one, { msgid: 'P37010200001202210080930050100' })]],
    [
      'of the epoch that begins',
      (one) => [one, changed(one, { msgid: 'P37010200001202210080930050100', epoch: 2, number: 2 })],
    ],
    [
      'under a number beyond all',
      (one) => [one, changed(one, { msgid: 'P37010200001202210080930050100', number: 2 ** 41 })],
    ],
  ])('and not its own is not taken: %s', async (_what, make) => {
    const counter = await told(make);
    expect(counter.defect).toBeNull();
    expect(counter.agent.status()).toMatchObject({
      link: { phase: 'greeting' },
      troubles: [{ code: 'answer_foreign' }],
    });
    expect(known(counter)).toEqual([[1, 1, 'settled']]);
  });
});

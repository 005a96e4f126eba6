/** Replies that come and decide nothing: the centre is asked less and less often, as if it had not answered. */
import { describe, expect, it } from 'vitest';
import type { LinkMethod } from '../../agent/ports/link.ts';
import { Counter, replyOf, v1 } from '../agent/counter.ts';
import { sellAlone, sellInsured, shop, taken, undone } from '../goods/shop.ts';

const REFUSED = {
  code: v1.ResultCode.RESULT_CODE_TERMINAL_REFUSED,
  error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT,
};
const NOT_FOUND = {
  outcome: v1.Outcome.OUTCOME_NOT_FOUND,
  result: { code: v1.ResultCode.RESULT_CODE_NOT_FOUND, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
};
const TEN_MINUTES = 600_000;
/** A cap of thirty seconds with full jitter is one try a quarter of a minute. */
const FEW = 80;

/** Each request is answered within a tenth of a second; how many there were of each kind. */
async function answered(counter: Counter, ms: number, answers: Partial<Record<LinkMethod, () => Promise<unknown>>>) {
  const asked: Partial<Record<LinkMethod, number>> = {};
  for (let passed = 0; passed < ms; passed += 100) {
    for (const method of Object.keys(answers) as LinkMethod[])
      if (counter.link.calls.some((one) => one.method === method)) {
        asked[method] = (asked[method] ?? 0) + 1;
        await answers[method]?.();
      }
    await counter.run(100);
  }
  return asked;
}

/** The frame comes back empty. */
async function emptyFrame(counter: Counter): Promise<void> {
  const { call, bytes } = counter.link.take('Exchange');
  const { frame_id = 0 } = v1.ExchangeRequest.decode(bytes);
  counter.link.reply('Exchange', call, v1.ExchangeResponse.encode({ frame_id }).finish());
}

describe('an answer that decides nothing', () => {
  it('to an inquiry is followed by the next one later and later, and the first that decides ends it', async () => {
    const counter = await shop();
    const session = await counter.prepare();
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    const { call } = counter.link.take('Settle');
    counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    const asked = await answered(counter, TEN_MINUTES, {
      Inquire: async () => {
        const inquiry = counter.link.take('Inquire');
        counter.link.reply('Inquire', inquiry.call, v1.InquireResponse.encode({ result: REFUSED }).finish());
      },
    });
    expect(asked.Inquire).toBeGreaterThan(5);
    expect(asked.Inquire).toBeLessThan(FEW);
    const msgid = counter.agent.transactions({ openOnly: true, limit: 9 })[0]?.msgid as never;
    const settled = () => counter.settled(counter.store.bytesOf([msgid]).get(msgid) ?? new Uint8Array());
    await answered(counter, 60_000, { Inquire: () => counter.inquire(settled) });
    expect(counter.state(msgid)).toBe('settled');
  });

  it('to a frame does not send the row again and again, although the centre says each time that it has not seen it', async () => {
    const counter = await shop(true);
    const msgid = await counter.sell('k1');
    await counter.connect();
    const asked = await answered(counter, TEN_MINUTES, {
      Exchange: () => emptyFrame(counter),
      Inquire: () => counter.inquire(() => NOT_FOUND),
    });
    expect(asked.Exchange).toBeGreaterThan(5);
    expect(asked.Exchange).toBeLessThan(FEW);
    expect(asked.Inquire).toBeLessThan(FEW);
    await answered(counter, 60_000, {
      Exchange: () => counter.exchange(),
      Inquire: () => counter.inquire(() => NOT_FOUND),
    });
    expect(counter.state(msgid)).toBe('settled');
  });

  it('to a frame, that it was not found, does not send the row again and again', async () => {
    const counter = await shop(true);
    const msgid = await counter.sell('k1');
    await counter.connect();
    const lost = { ...NOT_FOUND, setlinfo: null, setl_id: '' };
    const asked = await answered(counter, TEN_MINUTES, {
      Exchange: () => counter.exchange((one) => counter.settled(one, lost)),
    });
    expect(asked.Exchange).toBeGreaterThan(5);
    expect(asked.Exchange).toBeLessThan(FEW);
    await answered(counter, 60_000, { Exchange: () => counter.exchange() });
    expect(counter.state(msgid)).toBe('settled');
  });

  it.each([
    ['in another order', ['other', 'one']],
    ['in another order and twice alike', ['other', 'one', 'other']],
  ] as const)('is none where answers come %s: each row has its own, and nobody asks again', async (_how, order) => {
    const counter = await shop(true);
    const rows = [await counter.sell('k1'), await sellAlone(counter, 'k2')];
    await counter.connect();
    const { call, bytes } = counter.link.take('Exchange');
    const { frame_id = 0, items = [] } = v1.ExchangeRequest.decode(bytes);
    const [one = {}, other = {}] = items.map(({ transaction }) => {
      const sent = transaction ?? new Uint8Array();
      return v1.Transaction.decode(sent).goods ? taken(sent) : counter.settled(sent);
    });
    const answers = order.map((name) => ({ one, other })[name]);
    counter.link.reply('Exchange', call, v1.ExchangeResponse.encode({ frame_id, answers }).finish());
    await counter.run();
    expect(rows.map((msgid) => counter.state(msgid))).toEqual(['settled', 'settled']);
    expect([counter.link.calls, counter.agent.status().troubles]).toEqual([[], []]);
  });

  it('because it breaks the contract leaves its own row alone undecided, and shows', async () => {
    const counter = await shop(true);
    const [broken, sound] = [await counter.sell('k1'), await sellAlone(counter, 'k2')];
    await counter.connect();
    const unread = { msgid: broken, outcome: v1.Outcome.OUTCOME_SETTLED, result: null };
    await counter.exchange((one) => {
      const { msgid } = v1.Transaction.decode(one);
      return msgid === broken ? unread : taken(one);
    });
    expect([counter.state(broken), counter.state(sound)]).toEqual(['inquiring', 'settled']);
    expect(counter.agent.status().troubles).toMatchObject([{ code: 'link_unreadable' }]);
    const asked = await answered(counter, TEN_MINUTES, { Inquire: () => counter.inquire(() => unread) });
    expect(asked.Inquire).toBeLessThan(FEW);
    const bytes = counter.store.bytesOf([broken as never]).get(broken as never) ?? new Uint8Array();
    await answered(counter, 60_000, { Inquire: () => counter.inquire(() => counter.settled(bytes)) });
    expect([counter.state(broken), counter.agent.status().troubles]).toEqual(['settled', []]);
  });

  it('to the notice of a void does not send it again and again', async () => {
    const counter = await shop(true);
    const msgid = await counter.sell('k1');
    await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' });
    await counter.connect();
    const lost = { ...NOT_FOUND, setlinfo: null, setl_id: '' };
    for (const Exchange of [() => emptyFrame(counter), () => counter.exchange((one) => counter.settled(one, lost))]) {
      const asked = await answered(counter, TEN_MINUTES, { Exchange });
      expect(asked.Exchange).toBeGreaterThan(5);
      expect(asked.Exchange).toBeLessThan(FEW);
    }
    expect(counter.state(msgid)).toBe('voided');
  });
});

describe('a centre that always has more of a lost file, and never tells what', () => {
  it('is asked a few times a minute, is said at the counter, and is believed once it has told all', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1');
    counter.db.exec("INSERT OR REPLACE INTO state (key, value) VALUES ('epoch', '2')");
    counter.crash();
    await counter.connect({ epoch: 1, number: 1 });
    const fetched = async (more: boolean) => {
      const { call } = counter.link.take('FetchTransactions');
      const answer = { result: { code: v1.ResultCode.RESULT_CODE_OK }, transactions: [], more };
      counter.link.reply('FetchTransactions', call, v1.FetchTransactionsResponse.encode(answer).finish());
      await counter.run();
    };
    const Hello = () => counter.answerHello({ epoch: 1, number: 1 });
    const asked = await answered(counter, TEN_MINUTES, { Hello, FetchTransactions: () => fetched(true) });
    expect(asked.FetchTransactions).toBeGreaterThan(5);
    expect(asked.FetchTransactions).toBeLessThan(FEW);
    expect(counter.agent.status()).toMatchObject({
      link: { phase: 'greeting' },
      troubles: [{ code: 'centre_refused' }],
    });
    await answered(counter, 60_000, { Hello, FetchTransactions: () => fetched(false) });
    expect(counter.agent.status()).toMatchObject({ link: { phase: 'ready' }, troubles: [] });
  });
});

describe('a sign-in that the centre refuses', () => {
  it('is asked for again a few times a minute, says so, and is done when the centre agrees', async () => {
    const counter = new Counter();
    await counter.connect();
    void counter.give({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    await counter.run();
    const answer = (result: object, sign_no = '') => {
      const { call } = counter.link.take('SignIn');
      counter.link.reply('SignIn', call, v1.SignInResponse.encode({ result, sign_no }).finish());
      return counter.run();
    };
    const refused = { ...REFUSED, err_msg: '操作员未登记' };
    const asked = await answered(counter, TEN_MINUTES, { SignIn: () => answer(refused) });
    expect(asked.SignIn).toBeGreaterThan(5);
    expect(asked.SignIn).toBeLessThan(FEW);
    expect(counter.agent.status()).toMatchObject({
      shift: { phase: 'local' },
      troubles: [{ code: 'centre_refused', facts: { detail: '9001 操作员未登记' } }],
    });
    await answered(counter, 60_000, { SignIn: () => answer({ code: v1.ResultCode.RESULT_CODE_OK }, 'S1') });
    expect(counter.agent.status()).toMatchObject({ shift: { phase: 'signed_in', sign_no: 'S1' }, troubles: [] });
  });
});

describe('an undoing that is answered like a sale', () => {
  it('brings nothing back: it is found out by inquiry, and the original ends as reversed', async () => {
    const counter = await shop();
    const msgid = (await sellInsured(counter, 'k1')) as never;
    const { reversal } = replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => ({ ...undone(counter, one), outcome: v1.Outcome.OUTCOME_SETTLED }));
    expect([counter.state(msgid), counter.state(reversal ?? '')]).toEqual(['reversing', 'inquiring']);
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toEqual([]);
    const bytes = counter.store.bytesOf([reversal as never]).get(reversal as never) ?? new Uint8Array();
    await counter.inquire(() => undone(counter, bytes));
    expect([counter.state(msgid), counter.state(reversal ?? '')]).toEqual(['reversed', 'settled']);
  });
});

describe('two answers to one id that contradict each other', () => {
  const result = { ...REFUSED, code: v1.ResultCode.RESULT_CODE_REFUSED };
  const REJECTED = { outcome: v1.Outcome.OUTCOME_REJECTED, result };
  const OTHERWISE = { setlinfo: { medfee_sumamt: { fen: 2_000 }, psn_cash_pay: { fen: 2_000 } } };
  it.each([
    ['in what was done', REJECTED],
    ['in their amounts', OTHERWISE],
    ['in the settlement they name', { setl_id: 'another' }],
  ])('%s are neither of them believed: what became of it is inquired after', async (_name, other) => {
    const counter = await shop(true);
    const msgid = await counter.sell('k1');
    await counter.connect();
    const { call, bytes } = counter.link.take('Exchange');
    const { frame_id = 0, items } = v1.ExchangeRequest.decode(bytes);
    const settled = counter.settled(items?.[0]?.transaction ?? new Uint8Array());
    const answers = [settled, { ...settled, ...other }];
    counter.link.reply('Exchange', call, v1.ExchangeResponse.encode({ frame_id, answers }).finish());
    await counter.run();
    expect([counter.state(msgid), counter.agent.claims({ openOnly: true, limit: 9 })]).toEqual(['inquiring', []]);
    await counter.inquire(() => settled);
    expect(counter.state(msgid)).toBe('settled');
  });
});

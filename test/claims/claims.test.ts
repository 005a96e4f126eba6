import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCash, PAYERS, sharesMoved } from '../../agent/core/claim.ts';
import { reversalFlaws } from '../../agent/core/flaw.ts';
import { fen } from '../../agent/core/money.ts';
import type { Setlinfo } from '../../agent/core/transaction.ts';
import { bill } from '../agent/bill.ts';
import { Counter, codeOf, replyOf, v1 } from '../agent/counter.ts';

/** A counter that knows the person and has lost its centre. */
async function cutOff(): Promise<Counter> {
  const counter = new Counter();
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run();
  return counter;
}

const LESS = {
  hifp_pay: { fen: 4_000 },
  fund_pay_sumamt: { fen: 4_000 },
  psn_part_amt: { fen: 6_000 },
  psn_cash_pay: { fen: 6_000 },
};
const MORE = {
  hifp_pay: { fen: 7_000 },
  fund_pay_sumamt: { fen: 7_000 },
  psn_part_amt: { fen: 3_000 },
  psn_cash_pay: { fen: 3_000 },
};

/** A sale told as 50 yuan fund and 50 yuan cash, which the centre then judges. */
async function judged(amounts: object, change: object = {}) {
  const counter = await cutOff();
  const msgid = (await counter.sell('k1')) as never;
  await counter.connect();
  await counter.exchange((one) => counter.settled(one, change, amounts));
  return { counter, msgid };
}

const REJECTED = {
  outcome: v1.Outcome.OUTCOME_REJECTED,
  result: { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: 3, err_msg: '不予支付' },
  setlinfo: null,
};

const openClaims = (counter: Counter) => counter.agent.claims({ openOnly: true, limit: 9 });

describe('a claim', () => {
  it('is opened when the centre pays less than was told: to be collected, fund and cash to the fen', async () => {
    const { counter, msgid } = await judged(LESS);
    expect(openClaims(counter)).toMatchObject([
      { msgid, reason: 'difference', cash: 1_000, amounts: { hifp_pay: -1_000, psn_cash_pay: 1_000 }, closed: null },
    ]);
  });

  it('is opened when the centre pays more: to be paid back, and nothing else closes it', async () => {
    const { counter, msgid } = await judged(MORE);
    expect(openClaims(counter)).toMatchObject([{ msgid, cash: -2_000 }]);
    const kept = await counter.command({ kind: 'close_claim', msgid, as: 'borne_by_shop', reason: '店方留存' });
    expect(codeOf(kept)).toBe('claim_end_wrong');
    expect(openClaims(counter)).toHaveLength(1);
  });

  it('is opened over the whole promise of the funds when the centre rejects the sale', async () => {
    const { counter, msgid } = await judged({}, REJECTED);
    expect(counter.state(msgid)).toBe('rejected');
    expect(openClaims(counter)).toMatchObject([
      { msgid, reason: 'rejected', cash: 5_000, amounts: { hifp_pay: -5_000, psn_cash_pay: 5_000 } },
    ]);
  });

  it('is not opened for one who hears the centre’s own amounts at the counter', async () => {
    const counter = new Counter();
    await counter.connect();
    await counter.signIn();
    counter.insertCard();
    await counter.run();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle({}, LESS);
    replyOf(await accepted, 'accepted');
    expect(openClaims(counter)).toEqual([]);
  });

  it('is closed by the operator with a reason, once, and stays so across a crash', async () => {
    const { counter, msgid } = await judged(LESS);
    const close = { kind: 'close_claim', msgid, as: 'collected', reason: '现金补收' } as const;
    const told: unknown[] = [];
    counter.agent.subscribe(null, ({ notice }) => told.push(notice));
    replyOf(await counter.command(close), 'claim_closed');
    expect(told).toContainEqual({ kind: 'claim', msgid, open: false });
    counter.crash();
    await counter.run();
    expect(openClaims(counter)).toEqual([]);
    expect(counter.agent.claim(msgid)?.closed).toMatchObject({ as: 'collected', opter: '001', reason: '现金补收' });
    replyOf(await counter.command({ ...close, reason: '再按一次' }), 'claim_closed');
    expect(counter.agent.claim(msgid)?.closed?.reason).toBe('现金补收');
    expect(codeOf(await counter.command({ ...close, as: 'borne_by_shop' }))).toBe('claim_closed');
    expect(codeOf(await counter.command({ ...close, msgid: 'nothing' as never }))).toBe('claim_unknown');
    const facts = counter.db.prepare<[], { fact: string }>('SELECT fact FROM journal').all();
    const owed = facts.flatMap(({ fact }) => fact.match(/\["owed\w*"/g) ?? []);
    expect(owed).toEqual(['["owed"', '["owed_closed"']);
  });

  it('is closed by whoever has the shift, and by nobody without one', async () => {
    const { counter, msgid } = await judged(MORE);
    counter.db.exec("DELETE FROM state WHERE key = 'shift'");
    counter.crash();
    await counter.run();
    const close = { kind: 'close_claim', msgid, as: 'paid_back', reason: '退现' } as const;
    expect(codeOf(await counter.command(close))).toBe('shift_not_open');
    expect(openClaims(counter)).toHaveLength(1);
  });

  it('survives the agent dying right after the answer was stored', async () => {
    const { counter, msgid } = await judged(MORE);
    counter.crash();
    await counter.run();
    expect(openClaims(counter)).toMatchObject([{ msgid, cash: -2_000 }]);
  });
});

describe('an answer of another house', () => {
  it('with an id nobody asked for settles nothing: the row is inquired about, and the trouble is shown', async () => {
    const counter = await cutOff();
    const msgid = await counter.sell('k1');
    await counter.connect();
    await counter.exchange((one) => ({ ...counter.settled(one), msgid: 'X'.repeat(30) }));
    expect(counter.state(msgid)).not.toBe('settled');
    expect(counter.agent.status().troubles).toMatchObject([{ code: 'answer_foreign' }]);
    const kept = counter.db.prepare('SELECT fact FROM journal').pluck().all().join('\n');
    expect(kept).toContain(`foreign answer ${'X'.repeat(30)} settled`);
    const bytes = counter.store.bytesOf([msgid as never]).get(msgid as never) ?? new Uint8Array();
    await counter.inquire(() => counter.settled(bytes));
    expect(counter.state(msgid)).toBe('settled');
  });

  it('whose cancellation is not the negative of the sale is flagged and undoes the sale all the same', async () => {
    const { counter, msgid } = await judged({});
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => ({
      ...counter.settled(one),
      outcome: v1.Outcome.OUTCOME_REVERSED,
      setlinfo: negative(bill(10_000, 4_000)),
    }));
    expect(counter.state(msgid)).toBe('reversed');
    expect(counter.agent.transactions({ openOnly: false, limit: 1 })[0]).toMatchObject({ note: 'reversal_differs' });
  });

  it('may leave out hospital part, family accounts and person’s part of a cancellation', () => {
    const sold: Setlinfo = { ...bill(10_000, 5_000), hosp_part_amt: fen(100), psn_part_amt: fen(4_900) };
    const sale = { ...sold, acct_mulaid_pay: fen(900), psn_cash_pay: fen(4_000) };
    const lacking = { ...undone(sale), hosp_part_amt: fen(0), acct_mulaid_pay: fen(0), psn_part_amt: fen(0) };
    expect(reversalFlaws(sale, lacking)).toBe('');
    expect(reversalFlaws(sale, { ...lacking, acct_pay: fen(-1) })).toBe('identities_broken reversal_differs');
  });
});

describe('what moves between two bills', () => {
  it('adds up to what the bill itself moved, payer by payer, and a bill all in cash is borne by nobody else', () => {
    const bills = fc
      .record({ medfee: fc.nat(1_000_000), fund: fc.nat(1_000_000), acct: fc.nat(1_000_000) })
      .map(({ medfee, fund, acct }) => {
        const funds = fund % (medfee + 1);
        return bill(medfee, funds, acct % (medfee - funds + 1));
      });
    fc.assert(
      fc.property(bills, bills, (told, now) => {
        const sum = Object.values(sharesMoved(told, now)).reduce((total, amount) => total + amount, 0);
        expect(sum).toBe(now.medfee_sumamt - told.medfee_sumamt);
        const cash = allCash(told);
        expect(PAYERS.filter((payer) => cash[payer] !== 0)).toEqual(cash.medfee_sumamt === 0 ? [] : ['psn_cash_pay']);
        expect(cash.psn_cash_pay).toBe(told.medfee_sumamt);
      }),
    );
  });
});

function undone(sale: Setlinfo): Setlinfo {
  const amounts = Object.entries(sale).map(([name, value]) => [name, typeof value === 'number' ? 0 - value : value]);
  return Object.fromEntries(amounts) as Setlinfo;
}

/** As the wire has it. */
function negative(sale: Setlinfo): object {
  const amounts = Object.entries(undone(sale)).map(([name, value]) => [
    name,
    typeof value === 'number' ? { fen: value } : value,
  ]);
  return Object.fromEntries(amounts);
}

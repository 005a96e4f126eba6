import { describe, expect, it } from 'vitest';
import type { RevocationList } from '../../agent/ports/revocation.ts';
import { codeOf, replyOf, START, v1 } from '../agent/counter.ts';
import { bodyOf, CODE, ledger, line, OTHER, price, rowNo, sellAlone, sellInsured, shop, taken } from './shop.ts';

describe('a self-paid sale', () => {
  it('needs no card and no person, is numbered and on disk, and goes to the centre as goods sold', async () => {
    const counter = await shop();
    const msgid = await sellAlone(counter, 'k1', [line({ drug_trac_codg: [CODE] })]);
    expect(counter.agent.transaction(msgid)).toMatchObject({
      infno: '3505',
      state: 'inflight',
      told: true,
      provisional: false,
      number: 1,
      estimate: { medfee_sumamt: 2_000, fulamt_ownpay_amt: 2_000, fund_pay_sumamt: 0, psn_cash_pay: 2_000 },
    });
    expect(bodyOf(counter, msgid).body).toMatchObject({
      kind: 'goods',
      mdtrt_setl_type: '2',
      setl_id: '',
      mdtrt_sn: msgid,
      selinfo: [
        { fixmedins_bchno: rowNo(msgid, 1), sel_retn_cnt: '2', finl_trns_pric: '10.00', drug_trac_codg: [CODE] },
      ],
    });
    await counter.exchange(taken);
    expect(counter.state(msgid)).toBe('settled');
  });

  it('is told at once without the centre, beyond every offline limit, and survives the agent dying', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1', [line({ pric: '99999.00' })]);
    const budget = counter.agent.status().offline_budget;
    counter.crash();
    await counter.run();
    expect(counter.state(msgid)).toBe('queued');
    expect(counter.agent.status().offline_budget).toEqual(budget);
    await counter.connect();
    expect(await counter.exchange(taken)).toEqual([msgid]);
    expect(counter.state(msgid)).toBe('settled');
  });

  it('has its lines, to choose what comes back, as an insured one; what is told of goods besides has none', async () => {
    const counter = await shop();
    const msgid = await sellAlone(counter, 'k1', [line({ pric: '3.333', cnt: '3' })]);
    const shown = { feedetl_sn: '1', med_list_codg: 'A', pric: '3.333', cnt: '3' };
    expect(counter.agent.lines(msgid)).toMatchObject([shown]);
    const insured = await sellInsured(counter, 'k2', [line({ pric: '3.333', cnt: '3', drug_trac_codg: [CODE] })]);
    expect(counter.agent.lines(insured)).toMatchObject([shown]);
    const told = counter.agent.transactions({ openOnly: false, limit: 9 }).find(({ estimate }) => estimate === null);
    expect(told?.infno).toBe('3505');
    expect(counter.agent.lines(told?.msgid as never)).toBe(null);
  });

  it('of which a part came back has what is left of it, with its packs', async () => {
    const counter = await shop();
    const coded = [line({ drug_trac_codg: [CODE, OTHER] }), line({ feedetl_sn: '2', med_list_codg: 'B', cnt: '1' })];
    const msgid = await sellAlone(counter, 'k1', coded);
    await counter.exchange(taken);
    const back = [
      { feedetl_sn: '1', cnt: '1', drug_trac_codg: [CODE] },
      { feedetl_sn: '2', cnt: '1' },
    ];
    replyOf(await counter.command({ kind: 'refund', msgid, key: 'r1', lines: back }), 'refunded');
    expect(counter.agent.lines(msgid)).toMatchObject([{ feedetl_sn: '1', cnt: '1', drug_trac_codg: [OTHER] }]);
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'r2' }), 'cancelled');
    expect(counter.agent.lines(msgid)).toEqual([]);
  });

  it('is counted by itself when the shift is closed, less what came back, and nothing of before', async () => {
    const counter = await shop();
    await sellAlone(counter, 'k0');
    await counter.exchange(taken);
    await counter.run(60_000);
    const since = counter.clock.wallMs();
    const msgid = await sellAlone(counter, 'k1');
    await sellInsured(counter, 'k2', [line({ drug_trac_codg: [CODE] })]);
    await counter.exchange(taken);
    replyOf(
      await counter.command({ kind: 'refund', msgid, key: 'r1', lines: [{ feedetl_sn: '1', cnt: '1' }] }),
      'refunded',
    );
    counter.cut();
    await counter.run();
    const given = await sellAlone(counter, 'k3');
    replyOf(await counter.command({ kind: 'cancel', msgid: given, key: 'r2' }), 'cancelled');
    expect(counter.agent.books.selfPaid(since)).toEqual({ count: 1, medfee_sumamt: 1_000 });
  });

  it('is made once for one key', async () => {
    const counter = await shop(true);
    const opened = await counter.command({ kind: 'open_session', without_card: true });
    const { id } = replyOf(opened, 'session').session;
    await price(counter, id, [line()]);
    const accept = { kind: 'accept', session: id, key: 'k1' } as const;
    const first = replyOf(await counter.command(accept), 'accepted').msgid;
    expect(replyOf(await counter.command(accept), 'accepted').msgid).toBe(first);
    expect(ledger(counter)).toEqual([['3505', 'queued']]);
  });

  it('of a person with a card who pays alone promises nothing of the funds', async () => {
    const counter = await shop();
    const session = await counter.openSession();
    const priced = replyOf(await price(counter, session, [line()], { payment: 'self_paid' }), 'session').session.priced;
    expect(priced?.setlinfo).toMatchObject({ fund_pay_sumamt: 0, psn_cash_pay: 2_000 });
    expect(priced?.warnings).toEqual([]);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    expect(bodyOf(counter, msgid).body).toMatchObject({ kind: 'goods', psn_no: 'PSN-990001' });
  });

  it('goes on with a clock that was set back, and says so for the auditor', async () => {
    const counter = await shop(true);
    counter.clock.stepWall(-3 * 86_400_000);
    await counter.run();
    const msgid = await sellAlone(counter, 'k1');
    expect(counter.agent.transaction(msgid)).toMatchObject({ state: 'queued', grade: 4 });
  });

  it('sells a trace code once, whoever pays', async () => {
    const counter = await shop(true);
    const coded = [line({ drug_trac_codg: [CODE] })];
    await sellAlone(counter, 'k1', coded);
    await expect(sellAlone(counter, 'k2', coded)).rejects.toThrow('trace_code_sold');
  });

  it('says of a code that is in the basket twice on which lines it is; of a pack sold in parts there may be several', async () => {
    const counter = await shop(true);
    const on = (feedetl_sn: string, trdn_flag: '0' | '1') => line({ feedetl_sn, trdn_flag, drug_trac_codg: [CODE] });
    const asked = async (...lines: ReturnType<typeof on>[]) => {
      const { session } = replyOf(await counter.command({ kind: 'open_session', without_card: true }), 'session');
      replyOf(await price(counter, session.id, lines), 'session');
      return counter.command({ kind: 'accept', session: session.id, key: `k${lines.length}` });
    };
    expect(await asked(on('1', '0'), on('2', '0'))).toMatchObject({
      problem: { code: 'trace_code_twice', facts: { code: CODE, line: '2', first: '1' } },
    });
    expect(await asked(line({ drug_trac_codg: [CODE, CODE] }))).toMatchObject({
      problem: { code: 'trace_code_twice', facts: { code: CODE, line: '1', first: '1' } },
    });
    replyOf(await asked(on('1', '1'), on('2', '1')), 'accepted');
  });

  it('sells the code of an opened pack in parts again and again, and neither whole after that nor in parts after whole', async () => {
    const counter = await shop(true);
    const of = (drug_trac_codg: string, trdn_flag: '0' | '1') => [
      line({ drug_trac_codg: [drug_trac_codg], trdn_flag }),
    ];
    await sellAlone(counter, 'k1', of(CODE, '1'));
    await sellAlone(counter, 'k2', of(CODE, '1'));
    await expect(sellAlone(counter, 'k3', of(CODE, '0'))).rejects.toThrow('trace_code_sold');
    await sellAlone(counter, 'k4', of(OTHER, '0'));
    await expect(sellAlone(counter, 'k5', of(OTHER, '1'))).rejects.toThrow('trace_code_sold');
  });

  it('is found out by inquiry when the answer is lost, and sent once more only when the centre never saw it', async () => {
    const counter = await shop();
    const msgid = await sellAlone(counter, 'k1');
    counter.cut();
    await counter.run();
    expect(counter.state(msgid)).toBe('unknown');
    await counter.connect();
    await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
    expect(await counter.exchange(taken)).toEqual([msgid]);
    expect(ledger(counter)).toEqual([['3505', 'settled']]);
  });
});

describe('a card and nothing else (grade 3)', () => {
  /** Cut off before anybody was ever seen. */
  async function cardOnly(revocation?: RevocationList) {
    const counter = await shop(true, revocation);
    counter.db.exec('DELETE FROM persons');
    const opened = replyOf(await counter.command({ kind: 'open_session' }), 'session');
    return { counter, session: opened.session.id };
  }

  it('is not priced as insured, but may be self-paid', async () => {
    const { counter, session } = await cardOnly();
    expect(codeOf(await price(counter, session, [line()]))).toBe('person_unknown_offline');
    replyOf(await price(counter, session, [line()], { payment: 'self_paid' }), 'session');
    replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    expect(ledger(counter)).toEqual([['3505', 'queued']]);
  });

  it('pays all in cash; what the centre then settles is a claim to be paid back', async () => {
    const { counter, session } = await cardOnly();
    replyOf(await price(counter, session, [line()], { payment: 'full_cash' }), 'session');
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    expect(counter.agent.transaction(msgid)).toMatchObject({ infno: '2102', provisional: true, grade: 3, psn_no: '' });
    expect(counter.agent.status().offline_budget.count).toBe(199);
    expect(bodyOf(counter, msgid).body).toMatchObject({ druginfo: { psn_no: '', card_sn: '0'.repeat(32) } });
    await counter.connect();
    const funds = { hifp_pay: { fen: 1_200 }, fund_pay_sumamt: { fen: 1_200 } };
    const person = { psn_part_amt: { fen: 800 }, psn_cash_pay: { fen: 800 } };
    await counter.exchange((one) => counter.settled(one, {}, { ...funds, ...person }));
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([
      { msgid, reason: 'difference', cash: -1_200, amounts: { hifp_pay: 1_200, psn_cash_pay: -1_200 } },
    ]);
    // No catalogue or ceiling is to blame: here nobody computed what the funds pay.
    expect(counter.agent.transaction(msgid)).toMatchObject({ cause: 'funds_not_computed' });
  });

  it('that no fund pays anything of is settled as it was told: nothing is owed, and nothing says so', async () => {
    const { counter, session } = await cardOnly();
    await price(counter, session, [line()], { payment: 'full_cash' });
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    await counter.connect();
    const parts = { fulamt_ownpay_amt: { fen: 0 }, inscp_scp_amt: { fen: 2_000 } };
    await counter.exchange((one) => counter.settled(one, {}, parts));
    // The centre has its lines in the scope of the insurance, and none of them moves who pays.
    expect(counter.agent.transaction(msgid)).toMatchObject({
      ...{ state: 'settled', note: 'fulamt_ownpay_amt inscp_scp_amt', cause: 'funds_not_computed' },
    });
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toEqual([]);
  });

  it('that the centre then refuses owes nobody anything: it was paid in full', async () => {
    const { counter, session } = await cardOnly();
    await price(counter, session, [line()], { payment: 'full_cash' });
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    await counter.connect();
    const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };
    await counter.exchange((one) =>
      counter.settled(one, { outcome: v1.Outcome.OUTCOME_REJECTED, result, setlinfo: null }),
    );
    expect(counter.state(msgid)).toBe('rejected');
    expect(counter.agent.claims({ openOnly: true, limit: 9 })).toEqual([]);
    // Its goods may come back all the same, and what was paid for them goes back.
    const back = await counter.command({ kind: 'cancel', msgid, key: 'c1' });
    expect(replyOf(back, 'cancelled')).toMatchObject({ reversal: null, paid_back: 2_000 });
  });

  it('is said to be grade 4 when the clock is not trusted either', async () => {
    const { counter, session } = await cardOnly();
    counter.clock.stepWall(-3 * 86_400_000);
    await counter.run();
    await price(counter, session, [line()], { payment: 'full_cash' });
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    expect(counter.agent.transaction(msgid)).toMatchObject({ state: 'queued', grade: 4 });
  });

  it('on the revocation list makes no claim on the funds without the centre; it may be self-paid', async () => {
    const { counter, session } = await cardOnly({ revoked: () => true, version: 'r7', asOf: START });
    await price(counter, session, [line()], { payment: 'full_cash' });
    expect(await counter.command({ kind: 'accept', session, key: 'k1' })).toMatchObject({
      ok: false,
      problem: { code: 'offline_card_revoked', facts: { version: 'r7' } },
    });
    await price(counter, session, [line()], { payment: 'self_paid' });
    replyOf(await counter.command({ kind: 'accept', session, key: 'k2' }), 'accepted');
  });

  it('goes before whatever its person buys next also when the centre puts it off, and after a crash', async () => {
    const { counter, session } = await cardOnly();
    await price(counter, session, [line()], { payment: 'full_cash' });
    const first = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted').msgid;
    await counter.connect();
    // Known now, and no longer by the card alone.
    const known = await counter.openSession();
    await price(counter, known, [line()]);
    void counter.give({ kind: 'accept', session: known, key: 'k2' });
    await counter.run();
    const busy = { code: v1.ResultCode.RESULT_CODE_BUSY, error_class: v1.ErrorClass.ERROR_CLASS_TRANSIENT };
    const later = { outcome: v1.Outcome.OUTCOME_RETRY, result: busy, setlinfo: null };
    const sent = [];
    for (const crash of [false, true]) {
      sent.push(...(await counter.exchange((one) => counter.settled(one, later))));
      if (crash) {
        counter.crash();
        await counter.connect();
      }
      await counter.run(10_000);
    }
    sent.push(...(await counter.exchange()));
    expect(sent).toEqual([first, first, first]);
    const [second] = await counter.exchange();
    expect([counter.state(first), second === first, counter.state(second ?? '')]).toEqual([
      'settled',
      false,
      'settled',
    ]);
  });

  it('undone before it is known what became of it, goes before whatever is bought with that card next', async () => {
    const { counter, session } = await cardOnly();
    await price(counter, session, [line()], { payment: 'full_cash' });
    const first = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted').msgid;
    await counter.connect();
    counter.cut();
    await counter.run();
    expect(counter.state(first)).toBe('unknown');
    replyOf(await counter.command({ kind: 'cancel', msgid: first, key: 'c1' }), 'cancelled');
    const again = replyOf(await counter.command({ kind: 'open_session' }), 'session').session.id;
    await price(counter, again, [line()], { payment: 'full_cash' });
    replyOf(await counter.command({ kind: 'accept', session: again, key: 'k2' }), 'accepted');
    await counter.connect();
    const undoing = await counter.exchange((one) =>
      counter.settled(one, { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null }),
    );
    expect([undoing.length, counter.state(first)]).toEqual([1, 'reversed']);
    await counter.exchange();
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['2601', 'settled'],
      ['2102', 'settled'],
    ]);
  });

  it('goes before whatever its person buys next, once it is known who that is', async () => {
    const { counter, session } = await cardOnly();
    await price(counter, session, [line()], { payment: 'full_cash' });
    const first = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted').msgid;
    await counter.connect();
    const second = counter.give({ kind: 'accept', session: await counter.prepare(), key: 'k2' });
    await counter.run();
    expect(counter.link.calls.map(({ method }) => method)).not.toContain('Settle');
    expect(await counter.exchange()).toEqual([first]);
    const next = await counter.exchange();
    expect(replyOf(await second, 'accepted').msgid).toBe(next[0]);
  });
});

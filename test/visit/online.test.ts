import { describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import { codeOf, replyOf } from '../agent/counter.ts';
import { Clinic, FINDINGS, fees, REGISTRATION } from './clinic.ts';

describe('a visit with the centre at hand', () => {
  it('is registered, informed, charged, priced on both sides and settled, each step once and in order', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    expect(clinic.steps(visit)).toBe('done done done none');
    const session = await clinic.price(visit);
    const priced = clinic.desk.agent.session(session);
    expect(priced?.visit?.centre).toEqual(priced?.priced?.setlinfo);
    expect(priced?.priced?.setlinfo.hifp_pay).toBe(3_000);
    const { msgid } = replyOf(await clinic.ask({ kind: 'accept', session, key: 'pay' }), 'accepted');
    expect(clinic.desk.state(msgid)).toBe('settled');
    expect(clinic.books()).toEqual(['2201 settled', '2203 settled', '2204 settled', '2207 settled']);
    expect([clinic.phase(visit), clinic.used()]).toEqual(['settled', 3_000]);
  });

  it('is found by its provisional id and by each id the centre gave, and keeps the day it was opened', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await clinic.settle(visit);
    const { mdtrt_id, setl_id } = clinic.facts(visit);
    expect(visit).toMatch(/^~M.{28}$/);
    expect([mdtrt_id, setl_id]).toEqual([expect.stringMatching(/^M/), expect.stringMatching(/^S/)]);
    const provisional = clinic.desk.db.prepare("SELECT provisional FROM provisional_ids WHERE provisional LIKE '~S%'");
    const setl = (provisional.get() as { provisional: string }).provisional;
    for (const id of [mdtrt_id, setl_id, setl]) expect(clinic.desk.agent.visit(id)?.visit.id).toBe(visit);
    for (const id of [setl_id, setl]) expect(clinic.desk.agent.transaction(id as never)?.msgid).toBe(msgid);
  });

  it('sums the 2207 amounts over what the centre answered to the fees', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    expect(clinic.facts(visit).results).toEqual([
      {
        feedetl_sn: '1',
        det_item_fee_sumamt: 6_000,
        fulamt_ownpay_amt: 0,
        overlmt_amt: 0,
        preselfpay_amt: 0,
        inscp_scp_amt: 6_000,
      },
    ]);
  });

  it('answers a repeated key with the same visit, and refuses the key for anything else', async () => {
    const clinic = await Clinic.online();
    const session = await clinic.session();
    const open = { kind: 'open_visit', session, key: 'k', registration: REGISTRATION } as const;
    const { visit } = replyOf(await clinic.ask(open), 'visit');
    expect(replyOf(await clinic.ask(open), 'visit').visit).toBe(visit);
    const other = { ...open, registration: { ...REGISTRATION, ipt_otp_no: 'OTP-002' } };
    expect(codeOf(await clinic.ask(other))).toBe('key_reused');
    expect(clinic.books()).toEqual(['2201 settled']);
  });

  it('is answered with the same visit where the card was put in anew before its key came again, and not in a session that is over', async () => {
    const clinic = await Clinic.online();
    const open = (session: string) => ({ kind: 'open_visit', session, key: 'k', registration: REGISTRATION }) as const;
    const first = await clinic.session();
    const { visit } = replyOf(await clinic.ask(open(first)), 'visit');
    await clinic.ask({ kind: 'close_session', session: first });
    const again = await clinic.session();
    expect(again).not.toBe(first);
    expect(replyOf(await clinic.ask(open(again)), 'visit').visit).toBe(visit);
    await clinic.ask({ kind: 'close_session', session: again });
    expect(codeOf(await clinic.ask(open(again)))).toBe('key_reused');
    expect(clinic.books()).toEqual(['2201 settled']);
  });

  it('waits with its next step behind what its person bought before, of which the step itself says nothing', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit();
    const session = await clinic.session();
    const lines = [{ feedetl_sn: '1', med_list_codg: 'A', pric: '10.00', cnt: '1', rxno: 'RX1' }];
    const basket = { med_type: '11', acct_used_flag: '0', lines } as const;
    replyOf(await clinic.ask({ kind: 'set_basket', session, basket }), 'session');
    void clinic.desk.give({ kind: 'accept', session, key: 'sale' });
    await clinic.desk.run();
    const findings = clinic.desk.give(clinic.command('findings', visit));
    await clinic.desk.run();
    const rows = clinic.desk.agent.transactions({ openOnly: true, limit: 9 });
    expect(rows.map(({ infno, state }) => [infno, state])).toEqual([
      ['2102', 'inflight'],
      ['2203', 'queued'],
    ]);
    await clinic.drain();
    replyOf(await findings, 'visit');
  });

  it('lets a second press wait for the first one and send nothing', async () => {
    const clinic = await Clinic.online();
    const session = await clinic.session();
    const open = { kind: 'open_visit', session, key: 'k', registration: REGISTRATION } as const;
    const [first, second] = [clinic.desk.give(open), clinic.desk.give(open)];
    await clinic.settleDown();
    expect(replyOf(await first, 'visit').visit).toBe(replyOf(await second, 'visit').visit);
    expect(clinic.books()).toEqual(['2201 settled']);
  });

  it('names the open visit when the same 门诊号 is registered again', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit();
    const outcome = await clinic.ask(clinic.command('open', await clinic.session()));
    expect([codeOf(outcome), outcome.ok ? '' : outcome.problem.facts['visit']]).toEqual(['visit_exists', visit]);
  });

  it('is not priced before diagnoses and fees are there, and says which is missing', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit();
    const price = async () => {
      const session = await clinic.session();
      const outcome = await clinic.ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '0' });
      return outcome.ok ? outcome.reply.kind : `${outcome.problem.code} ${outcome.problem.facts['step']}`;
    };
    expect(await price()).toBe('visit_incomplete findings');
    await clinic.ask(clinic.command('findings', visit));
    expect(await price()).toBe('visit_incomplete fees');
    await clinic.ask(clinic.command('fees', visit));
    expect(await price()).toBe('session');
  });

  it('takes new diagnoses in place of the old ones, and no second batch beside one that is there', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    await clinic.ask({ kind: 'put_findings', visit, key: 'f2', findings: { ...FINDINGS, main_cond_dscr: '咳嗽五天' } });
    const book = clinic.store.visits.find('P37010200001', visit);
    expect(book?.info?.mdtrtinfo.main_cond_dscr).toBe('咳嗽五天');
    expect(codeOf(await clinic.ask({ kind: 'put_fees', visit, key: 'x', fees: fees('9.00', 'B2') }))).toBe(
      'visit_fees_there',
    );
  });

  it('is settled once: a second counter with the same visit is told that it is', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const session = await clinic.price(visit);
    await clinic.ask({ kind: 'accept', session, key: 'pay' });
    expect(codeOf(await clinic.ask({ kind: 'accept', session, key: 'pay' }))).toBe('ok accepted');
    const again = await clinic.session();
    const price = { kind: 'presettle_visit', visit, session: again, acct_used_flag: '0' } as const;
    expect(codeOf(await clinic.ask(price))).toBe('visit_settled');
    expect(clinic.used()).toBe(3_000);
  });

  it('priced anew, changed or accepted while the centre still prices it, leaves nobody without an answer', async () => {
    for (const next of ['price', 'basket', 'accept'] as const) {
      const clinic = await Clinic.online();
      const visit = await clinic.visit('findings', 'fees');
      const session = await clinic.session();
      const price = { kind: 'presettle_visit', visit, session, acct_used_flag: '0' } as const;
      const first = clinic.desk.give(price);
      await clinic.desk.run();
      const second = {
        price: { ...price, acct_used_flag: '1' },
        basket: { kind: 'set_basket', session, basket: null },
        accept: { kind: 'accept', session, key: 'pay' },
      } as const;
      const later = clinic.desk.give(second[next]);
      await clinic.desk.run();
      const { session: told } = replyOf(await first, 'session');
      expect(told).toMatchObject({ phase: 'priced', basket: { acct_used_flag: '0' }, visit: { centre: null } });
      await clinic.settleDown();
      expect((await later).ok).toBe(true);
    }
  });

  it('shows beside a bill what the centre says to that one, and not to the one before', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const session = await clinic.session();
    const price = { kind: 'presettle_visit', visit, session, acct_used_flag: '0' } as const;
    void clinic.desk.give(price);
    await clinic.desk.run();
    const later = clinic.desk.give({ ...price, acct_used_flag: '1' });
    await clinic.desk.run();
    expect(clinic.desk.link.calls.map(({ method }) => method)).toEqual(['PresettleVisit', 'PresettleVisit']);
    await clinic.loseAnswer('PresettleVisit');
    expect(clinic.desk.agent.session(session)?.visit?.centre).toBe(null);
    await clinic.settleDown();
    const { visit: shown } = replyOf(await later, 'session').session;
    expect(shown?.centre).not.toBe(null);
  });

  it('is not accepted as priced when its fees have changed since', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const session = await clinic.price(visit);
    await clinic.ask({ kind: 'undo_fees', visit, key: 'u' });
    await clinic.ask({ kind: 'put_fees', visit, key: 'p', fees: fees('90.00', 'B2') });
    const outcome = await clinic.ask({ kind: 'accept', session, key: 'pay' });
    expect(outcome.ok ? '' : outcome.problem.facts['phase']).toBe('visit_changed');
  });

  it('refused by the centre at registration is closed with the centre’s sentence, and its 门诊号 free again', async () => {
    const clinic = await Clinic.online();
    clinic.temper.refuse = { code: 'refused', count: 1 };
    const open = { kind: 'open_visit', session: await clinic.session(), key: 'k', registration: REGISTRATION } as const;
    expect(codeOf(await clinic.ask(open))).toBe('centre_rejected');
    const [closed] = clinic.desk.agent.visits({ openOnly: false, limit: 9 });
    expect(clinic.phase(closed?.visit.id ?? '')).toBe('refused');
    expect(codeOf(await clinic.ask({ ...open, key: 'k2' }))).toBe('ok visit');
  });
});

describe('taking a visit back with the centre at hand', () => {
  it('after registration: 2202, and the visit is over', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit();
    replyOf(await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' }), 'visit');
    expect([clinic.phase(visit), clinic.books()]).toEqual(['cancelled', ['2201 reversed', '2202 reversal']]);
    expect(codeOf(await clinic.ask(clinic.command('findings', visit)))).toBe('visit_closed');
  });

  it('of the fees alone: 2205, and others may be sent', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    await clinic.ask({ kind: 'undo_fees', visit, key: 'u' });
    expect(clinic.steps(visit)).toBe('done done undone none');
    await clinic.ask({ kind: 'put_fees', visit, key: 'p', fees: fees('90.00', 'B2') });
    expect(clinic.steps(visit)).toBe('done done done none');
    await clinic.settle(visit);
    expect(clinic.used()).toBe(4_500);
  });

  it('with fees at the centre: 2205 before 2202', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' });
    expect(clinic.phase(visit)).toBe('cancelled');
    expect(clinic.books().slice(3)).toEqual(['2205 reversal', '2202 reversal']);
  });

  it('after settlement: 2208 gives everything back, the fees wait again and can be settled again', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await clinic.settle(visit);
    expect(codeOf(await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' }))).toBe('visit_settled');
    await clinic.ask({ kind: 'cancel', msgid: clinic.facts(visit).setl_id as never, key: 'r' });
    expect([clinic.desk.state(msgid), clinic.used()]).toEqual(['reversed', 0]);
    expect([clinic.phase(visit), clinic.steps(visit)]).toEqual(['open', 'done done done undone']);
    await clinic.settle(visit);
    expect([clinic.phase(visit), clinic.used()]).toEqual(['settled', 3_000]);
    expect(clinic.books().slice(3)).toEqual(['2207 reversed', '2208 reversal', '2207 settled']);
  });
});

describe('a settlement the centre had said it refused', () => {
  it('is undone from the work list by the message that fits a visit (2208), and gives back what it took', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    clinic.temper.deny = 1;
    const session = await clinic.price(visit);
    expect(codeOf(await clinic.ask({ kind: 'accept', session, key: 'pay' }))).toBe('centre_rejected');
    await clinic.ask({ kind: 'reconcile' });
    const [item] = clinic.desk.agent.books.work({ openOnly: true });
    await clinic.ask({ kind: 'work', item: item?.item ?? '', action: 'reverse' });
    await clinic.drain();
    expect(clinic.books().slice(3)).toEqual(['2207 reversed', '2208 reversal']);
    expect(clinic.used()).toBe(0);
    expect(codeOf(await clinic.ask({ kind: 'close_shift' }))).toBe('ok shift_closed');
  });
});

describe('a settlement at the centre that this desk knows nothing of', () => {
  it('is undone from the work list as what its 清算类别 says it is: a visit’s by 2208', async () => {
    const clinic = await Clinic.online();
    const msgid = await clinic.settle(await clinic.visit('findings', 'fees'));
    clinic.centre.statements.spoil(msgid, 'copy', fen(0));
    await clinic.ask({ kind: 'reconcile' });
    const [{ item = '', class: kind = '' } = {}] = clinic.desk.agent.books.work({ openOnly: true });
    const { note } = replyOf(await clinic.ask({ kind: 'work', item, action: 'reverse' }), 'worked').item;
    await clinic.drain();
    const undone = clinic.desk.agent.transaction(note as never);
    expect([kind, undone?.infno, undone?.state]).toEqual(['only_centre', '2208', 'settled']);
  });
});

describe('two counters with one visit', () => {
  it('priced at both before either pays, it is settled by the first and refused to the second', async () => {
    for (const cut of [false, true]) {
      const clinic = await Clinic.online();
      const visit = await clinic.visit('findings', 'fees');
      clinic.desk.insertCard('r2');
      const sessions: string[] = [];
      for (const device of ['r1', 'r2']) {
        const { session } = replyOf(await clinic.ask({ kind: 'open_session', device }), 'session');
        await clinic.ask({ kind: 'presettle_visit', visit, session: session.id, acct_used_flag: '0' });
        sessions.push(session.id);
      }
      if (cut) clinic.desk.cut();
      const told: string[] = [];
      for (const session of sessions) told.push(codeOf(await clinic.ask({ kind: 'accept', session, key: session })));
      expect(told).toEqual(['ok accepted', 'visit_settled']);
      await clinic.connect();
      await clinic.drain();
      expect([clinic.used(), clinic.phase(visit)]).toEqual([3_000, 'settled']);
    }
  });
});

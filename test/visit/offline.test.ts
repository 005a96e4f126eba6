import { describe, expect, it } from 'vitest';
import type { Msgid } from '../../agent/core/transaction.ts';
import { codeOf, PERSON, replyOf } from '../agent/counter.ts';
import { Clinic, FINDINGS, fees, REGISTRATION } from './clinic.ts';

const HOUR = 3_600_000;

describe('a visit without the centre', () => {
  it('is one transaction, settled exactly once when the link is back, and its ids lead to the centre’s for ever', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    expect([clinic.steps(visit), clinic.books()]).toEqual(['kept kept kept none', []]);
    const msgid = await clinic.settle(visit);
    const before = clinic.desk.agent.transaction(msgid as never);
    expect(before).toMatchObject({ infno: '2207', state: 'queued', provisional: true, grade: 1, mdtrt_id: visit });
    expect(before?.setl_id).toMatch(/^~S.{28}$/);
    await clinic.connect();
    await clinic.drain();
    expect([clinic.books(), clinic.used()]).toEqual([['2207 settled'], 3_000]);
    expect(clinic.steps(visit)).toBe('done done done done');
    const { mdtrt_id, setl_id } = clinic.facts(visit);
    expect(clinic.desk.agent.transaction(msgid as never)).toMatchObject({ state: 'settled', mdtrt_id, setl_id });
    for (const id of [visit, before?.setl_id ?? '', mdtrt_id, setl_id])
      expect(clinic.desk.agent.visit(id)?.visit.id).toBe(visit);
    clinic.desk.crash();
    expect(clinic.desk.agent.visit(before?.setl_id ?? '')?.setl_id).toBe(setl_id);
  });

  it('is undone by its provisional ids after it was settled, as a whole', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await clinic.settle(visit);
    const provisional = clinic.desk.agent.transaction(msgid as never)?.setl_id ?? '';
    await clinic.connect();
    await clinic.drain();
    const undone = await clinic.ask({ kind: 'cancel', msgid: provisional as never, key: 'r' });
    expect(codeOf(undone)).toBe('ok cancelled');
    expect([clinic.desk.state(msgid), clinic.used()]).toEqual(['reversed', 0]);
    expect(clinic.store.visits.find('P37010200001', visit)?.cancelled).toBe(true);
    // The same visit may be settled anew, under the same mdtrt_id.
    const former = clinic.facts(visit).mdtrt_id;
    await clinic.settle(visit);
    expect([clinic.phase(visit), clinic.facts(visit).mdtrt_id, clinic.used()]).toEqual(['settled', former, 3_000]);
  });

  it('not sent yet is voided: the number is told, nothing else happens at the centre', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await clinic.settle(visit);
    const outcome = await clinic.ask({ kind: 'cancel', msgid: msgid as never, key: 'r' });
    expect(replyOf(outcome, 'cancelled').reversal).toBeNull();
    await clinic.connect();
    await clinic.drain();
    expect([clinic.books(), clinic.used()]).toEqual([['2207 voided'], 0]);
    expect(clinic.steps(visit)).toBe('kept kept kept undone');
    await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' });
    expect([clinic.phase(visit), clinic.books().length]).toEqual(['cancelled', 1]);
  });

  it('given up before it was settled costs the centre nothing and takes no number', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    await clinic.ask({ kind: 'undo_fees', visit, key: 'u' });
    expect(clinic.steps(visit)).toBe('kept kept none none');
    await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' });
    await clinic.connect();
    await clinic.drain();
    expect([clinic.phase(visit), clinic.books()]).toEqual(['cancelled', []]);
    expect(clinic.desk.agent.transactions({ openOnly: false, limit: 9 })).toEqual([]);
  });

  it('begun without the centre is settled with it as one transaction', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    await clinic.connect();
    const msgid = await clinic.settle(visit);
    expect(clinic.desk.agent.transaction(msgid as never)).toMatchObject({ state: 'settled', provisional: false });
    expect(clinic.books()).toEqual(['2207 settled']);
  });

  it('begun with the centre and cut off in the middle is settled once, into the visit that was registered', async () => {
    for (const steps of [[], ['findings'], ['findings', 'fees']] as const) {
      const clinic = await Clinic.online();
      const visit = await clinic.visit(...steps);
      const { mdtrt_id } = clinic.facts(visit);
      clinic.desk.cut();
      await clinic.desk.run();
      for (const step of (['findings', 'fees'] as const).slice(steps.length))
        await clinic.ask(clinic.command(step, visit));
      const msgid = await clinic.settle(visit);
      expect(clinic.desk.state(msgid)).toBe('queued');
      await clinic.connect();
      await clinic.drain();
      expect([clinic.phase(visit), clinic.facts(visit).mdtrt_id, clinic.used()]).toEqual(['settled', mdtrt_id, 3_000]);
    }
  });

  it('rejected by the centre leaves nothing there, owes the difference, and can be settled again', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await clinic.settle(visit);
    clinic.store.setRevoked('03', 'T00000001', true);
    await clinic.connect();
    await clinic.drain();
    expect([clinic.desk.state(msgid), clinic.used(), clinic.phase(visit)]).toEqual(['rejected', 0, 'open']);
    expect(clinic.store.visits.find('P37010200001', visit)).toBeNull();
    expect(clinic.desk.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([{ msgid, cash: 3_000 }]);
    // Settled anew, nobody owes for the one before: what was paid for it goes back.
    clinic.store.setRevoked('03', 'T00000001', false);
    const again = await clinic.settle(visit);
    expect([clinic.desk.state(again), clinic.used(), clinic.phase(visit)]).toEqual(['settled', 3_000, 'settled']);
    expect(clinic.desk.agent.claims({ openOnly: true, limit: 9 })).toMatchObject([
      { msgid, cash: -3_000, amounts: { hifp_pay: -3_000, psn_cash_pay: -3_000 } },
    ]);
    const end = { kind: 'close_claim', msgid: msgid as Msgid, as: 'paid_back', reason: '已退' } as const;
    replyOf(await clinic.ask(end), 'claim_closed');
  });

  it('rejected by the centre may be undone before it is settled again: what was paid is named, and nothing is owed', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = (await clinic.settle(visit)) as Msgid;
    clinic.store.setRevoked('03', 'T00000001', true);
    await clinic.connect();
    await clinic.drain();
    const undone = await clinic.ask({ kind: 'cancel', msgid, key: clinic.key() });
    expect(replyOf(undone, 'cancelled')).toMatchObject({ reversal: null, paid_back: 3_000 });
    clinic.store.setRevoked('03', 'T00000001', false);
    await clinic.settle(visit);
    expect([clinic.used(), clinic.phase(visit)]).toEqual([3_000, 'settled']);
    expect(clinic.desk.agent.claims({ openOnly: true, limit: 9 })).toEqual([]);
  });

  it('settled with other amounts says so and opens a claim', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await clinic.settle(visit);
    // The ceiling was used up elsewhere meanwhile.
    clinic.store.moveAccumulator(PERSON.psn_no, 2022, 'outpatient-employee.ceiling', 149_000);
    await clinic.connect();
    await clinic.drain();
    expect(clinic.desk.agent.transaction(msgid as never)).toMatchObject({
      state: 'settled_with_difference',
      cause: 'ceiling_elsewhere',
    });
    expect(clinic.desk.agent.claims({ openOnly: true, limit: 9 }).map((claim) => claim.msgid)).toEqual([msgid]);
  });
});

describe('the offline rules for a visit', () => {
  const open = async (clinic: Clinic, med_type = '11') => {
    const session = await clinic.session();
    const registration = { ...REGISTRATION, med_type };
    return clinic.ask({ kind: 'open_visit', session, key: clinic.key(), registration });
  };

  it('are said at registration, not after the treatment: hours, other provinces, chronic disease on a stale snapshot', async () => {
    const late = await Clinic.offline();
    await late.desk.clock.runFor(73 * HOUR);
    expect(codeOf(await open(late))).toBe('offline_hours_limit');
    const stale = await Clinic.offline();
    await stale.desk.clock.runFor(30 * HOUR);
    expect(codeOf(await open(stale, '1401'))).toBe('offline_chronic_disease');
    expect(codeOf(await open(stale))).toBe('ok visit');
    const far = new Clinic();
    far.store.putPerson(
      PERSON.psn_no,
      { ...far.store.person<object>(PERSON.psn_no)?.profile, insuplc_admdvs: '320100' },
      0,
    );
    await far.connect();
    far.desk.insertCard();
    await far.ask({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    await far.ask({ kind: 'close_session', session: await far.session() });
    far.desk.cut();
    await far.desk.run();
    expect(codeOf(await open(far))).toBe('offline_other_province');
  });

  it('look at the amount when it is settled, name the limit, and lose nothing of the visit', async () => {
    const clinic = await Clinic.offline({ offlineAmount: 5_000 as never });
    const visit = await clinic.visit('findings', 'fees');
    const session = await clinic.price(visit);
    const outcome = await clinic.ask({ kind: 'accept', session, key: 'pay' });
    expect(outcome.ok ? null : [outcome.problem.code, outcome.problem.facts]).toEqual([
      'offline_amount_limit',
      { limit: 5_000, asked: 6_000 },
    ]);
    expect(clinic.steps(visit)).toBe('kept kept kept none');
    await clinic.ask({ kind: 'put_fees', visit, key: 'less', fees: fees('40.00') });
    expect(clinic.desk.state(await clinic.settle(visit))).toBe('queued');
  });

  it('count a provisional visit into the person’s day and the terminal’s budget', async () => {
    const clinic = await Clinic.offline({ offlinePersonDayFund: 5_000 as never });
    const first = await clinic.visit('findings', 'fees');
    await clinic.settle(first);
    const budget = clinic.desk.agent.status().offline_budget;
    expect(budget.count).toBe(clinic.desk.limits.offlineCount - 1);
    const session = await clinic.session();
    const registration = { ...REGISTRATION, ipt_otp_no: 'OTP-002' };
    const { visit } = replyOf(await clinic.ask({ kind: 'open_visit', session, key: 'o2', registration }), 'visit');
    await clinic.ask({ kind: 'put_findings', visit, key: 'f2', findings: FINDINGS });
    await clinic.ask({ kind: 'put_fees', visit, key: 'p2', fees: fees() });
    const priced = await clinic.price(visit);
    expect(codeOf(await clinic.ask({ kind: 'accept', session: priced, key: 'pay2' }))).toBe('offline_person_day_limit');
  });

  it('keep a visit’s year: opened on the last evening, settled in January, counted in the old year', async () => {
    const clinic = await Clinic.offline();
    await clinic.desk.clock.runFor(HOUR);
    const visit = await clinic.visit('findings', 'fees');
    await clinic.settle(visit);
    clinic.desk.clock.stepWall(80 * 24 * HOUR);
    await clinic.connect();
    await clinic.drain();
    // The clock leaped: whatever it says, the amounts belong to the year of the visit.
    expect(clinic.used()).toBe(3_000);
    expect(clinic.store.accumulators(PERSON.psn_no, 2023)).toEqual({});
  });
});

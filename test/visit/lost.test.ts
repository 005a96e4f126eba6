import { describe, expect, it } from 'vitest';
import { codeOf, replyOf } from '../agent/counter.ts';
import { Clinic, fees, REGISTRATION } from './clinic.ts';

const STEPS = ['registration', 'findings', 'fees'] as const;
const COMMANDS = { registration: 'open', findings: 'findings', fees: 'fees' } as const;

/** A visit up to just before a step, and that step's command given but not answered. */
async function upTo(step: (typeof STEPS)[number]) {
  const clinic = await Clinic.online();
  const done = STEPS.slice(1, STEPS.indexOf(step)) as ('findings' | 'fees')[];
  const of = step === 'registration' ? await clinic.session() : await clinic.visit(...done);
  const told = clinic.desk.give(clinic.command(COMMANDS[step], of));
  await clinic.desk.run();
  return { clinic, told };
}

const once = (books: readonly string[], infno: string) => books.filter((book) => book === `${infno} settled`).length;

describe('a step whose answer or request is lost', () => {
  for (const lost of ['answer', 'request'] as const) {
    const lose = (clinic: Clinic, method: 'VisitStep') =>
      lost === 'answer' ? clinic.loseAnswer(method) : clinic.loseRequest(method);

    it(`2201, ${lost} lost: told at once, sent again under the same id, and the visit stands once`, async () => {
      const { clinic, told } = await upTo('registration');
      await lose(clinic, 'VisitStep');
      const { visit } = replyOf(await told, 'visit');
      expect(clinic.steps(visit)).toBe('unknown none none none');
      const id = clinic.facts(visit).rows.registration?.msgid;
      await clinic.drain();
      expect(clinic.steps(visit)).toBe('done none none none');
      expect(clinic.facts(visit).rows.registration?.msgid).toBe(id);
      expect(clinic.books()).toEqual(['2201 settled']);
      expect(clinic.facts(visit).mdtrt_id).toMatch(/^M/);
    });

    it(`2203, ${lost} lost: sent again under the same id, and stands once`, async () => {
      const { clinic, told } = await upTo('findings');
      await lose(clinic, 'VisitStep');
      const { visit } = replyOf(await told, 'visit');
      expect(clinic.steps(visit)).toBe('done unknown none none');
      await clinic.drain();
      expect([clinic.steps(visit), clinic.books()]).toEqual(['done done none none', ['2201 settled', '2203 settled']]);
    });

    it(`2204, ${lost} lost: taken back by 2205 and never sent twice; the fees are kept and settle with the visit`, async () => {
      const { clinic, told } = await upTo('fees');
      await lose(clinic, 'VisitStep');
      const { visit } = replyOf(await told, 'visit');
      expect(clinic.steps(visit)).toBe('done done unknown none');
      await clinic.drain();
      expect(clinic.steps(visit)).toBe('done done kept none');
      expect(clinic.store.visits.batches(clinic.facts(visit).mdtrt_id)).toEqual([]);
      await clinic.settle(visit);
      expect([clinic.phase(visit), clinic.used()]).toEqual(['settled', 3_000]);
      expect(once(clinic.books(), '2204')).toBe(0);
      expect(once(clinic.books(), '2207')).toBe(1);
    });

    it(`2207, ${lost} lost: told as provisional, found out by inquiry, settled once`, async () => {
      const clinic = await Clinic.online();
      const visit = await clinic.visit('findings', 'fees');
      const session = await clinic.price(visit);
      const told = clinic.desk.give({ kind: 'accept', session, key: 'pay' });
      await clinic.desk.run();
      await lose(clinic, 'VisitStep');
      const { msgid } = replyOf(await told, 'accepted');
      expect(clinic.desk.agent.transaction(msgid)).toMatchObject({ provisional: true, state: 'unknown' });
      await clinic.drain();
      expect([clinic.phase(visit), clinic.used()]).toEqual(['settled', 3_000]);
      expect(once(clinic.books(), '2207')).toBe(1);
    });

    it(`2207, ${lost} lost where the offline rules forbid telling it: reversed by 2601, and the visit can be settled again`, async () => {
      const clinic = await Clinic.online({ offlineAmount: 1_000 as never });
      const visit = await clinic.visit('findings', 'fees');
      const session = await clinic.price(visit);
      const told = clinic.desk.give({ kind: 'accept', session, key: 'pay' });
      await clinic.desk.run();
      await lose(clinic, 'VisitStep');
      expect(codeOf(await told)).toBe('outcome_unknown_reversing');
      await clinic.drain();
      expect([clinic.phase(visit), clinic.steps(visit), clinic.used()]).toEqual(['open', 'done done done undone', 0]);
      await clinic.settle(visit);
      expect([clinic.phase(visit), clinic.used()]).toEqual(['settled', 3_000]);
    });
  }

  for (const lost of ['answer', 'request'] as const)
    it(`an undoing whose ${lost} is lost is done once, whichever it is`, async () => {
      const clinic = await Clinic.online();
      const visit = await clinic.visit('findings', 'fees');
      await clinic.settle(visit);
      const undo = async (command: Parameters<Clinic['ask']>[0]) => {
        const told = clinic.desk.give(command);
        await clinic.desk.run();
        if (lost === 'answer') await clinic.loseAnswer('Exchange');
        else await clinic.loseRequest('Exchange');
        expect((await told).ok).toBe(true);
        await clinic.drain();
      };
      await undo({ kind: 'cancel', msgid: clinic.facts(visit).setl_id as never, key: 'r' });
      expect([clinic.steps(visit), clinic.used()]).toEqual(['done done done undone', 0]);
      await undo({ kind: 'undo_fees', visit, key: 'u' });
      expect(clinic.steps(visit)).toBe('done done undone undone');
      await undo({ kind: 'cancel_visit', visit, key: 'c' });
      expect(clinic.phase(visit)).toBe('cancelled');
      expect(clinic.books().slice(-3)).toEqual(['2208 reversal', '2205 reversal', '2202 reversal']);
    });

  it('2205 and 2202 lost in one frame still arrive in this order', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const told = clinic.desk.give({ kind: 'cancel_visit', visit, key: 'c' });
    await clinic.desk.run();
    await clinic.loseRequest('Exchange');
    await told;
    await clinic.drain();
    expect([clinic.phase(visit), clinic.books().slice(-2)]).toEqual(['cancelled', ['2205 reversal', '2202 reversal']]);
  });
});

describe('a desk that goes on while a step is not known', () => {
  it('keeps what follows, and settles everything as one transaction behind it, once', async () => {
    const { clinic, told } = await upTo('registration');
    await clinic.loseAnswer('VisitStep');
    const { visit } = replyOf(await told, 'visit');
    clinic.desk.cut();
    await clinic.desk.run();
    for (const step of ['findings', 'fees'] as const)
      replyOf((await clinic.desk.command(clinic.command(step, visit))) as never, 'visit');
    expect(clinic.steps(visit)).toBe('unknown kept kept none');
    const msgid = await clinic.settle(visit);
    expect(clinic.phase(visit)).toBe('settling');
    await clinic.connect();
    await clinic.drain();
    expect([clinic.phase(visit), clinic.desk.state(msgid)]).toEqual(['settled', 'settled']);
    expect([clinic.books(), clinic.used()]).toEqual([['2201 settled', '2207 settled'], 3_000]);
    // One visit at the centre, found by the terminal's id as by its own.
    const { mdtrt_id } = clinic.facts(visit);
    expect(clinic.store.visits.find('P37010200001', visit)?.mdtrt_id).toBe(mdtrt_id);
  });

  it('cancels a visit whose registration is not known: 2202, whether it had arrived or not', async () => {
    for (const lost of ['loseAnswer', 'loseRequest'] as const) {
      const { clinic, told } = await upTo('registration');
      await clinic[lost]('VisitStep');
      const { visit } = replyOf(await told, 'visit');
      await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' });
      await clinic.drain();
      expect(clinic.phase(visit)).toBe('cancelled');
      expect(once(clinic.books(), '2201')).toBe(0);
    }
  });

  it('never revives fees that were taken back before they were seen', async () => {
    const { clinic, told } = await upTo('fees');
    const { call, bytes } = clinic.desk.link.take('VisitStep');
    clinic.desk.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: 'late' });
    await clinic.desk.run();
    const { visit } = replyOf(await told, 'visit');
    await clinic.drain();
    // The lost request arrives after all.
    clinic.centre.handle('T0001', 'VisitStep', bytes);
    expect(clinic.store.visits.batches(clinic.facts(visit).mdtrt_id)).toEqual([]);
    await clinic.ask({ kind: 'put_fees', visit, key: 'again', fees: fees() });
    expect(clinic.steps(visit)).toBe('done done done none');
  });
});

describe('a process that dies between two steps', () => {
  it('finds the visit where it stood, at every step, and goes on to one settlement', async () => {
    for (const at of [0, 1, 2]) {
      const clinic = await Clinic.online();
      const steps = (['findings', 'fees'] as const).slice(0, at);
      const visit = await clinic.visit(...steps);
      const stood = clinic.steps(visit);
      clinic.desk.crash();
      await clinic.desk.run();
      expect(clinic.steps(visit)).toBe(stood);
      await clinic.connect();
      clinic.desk.insertCard('r2');
      for (const step of (['findings', 'fees'] as const).slice(at)) await clinic.ask(clinic.command(step, visit));
      await clinic.settle(visit);
      expect([clinic.phase(visit), clinic.used()]).toEqual(['settled', 3_000]);
      expect(clinic.books()).toEqual(['2201 settled', '2203 settled', '2204 settled', '2207 settled']);
    }
  });

  it('with a request on the wire: the step is unknown, recovered by its rule, and done once', async () => {
    for (const step of STEPS) {
      const { clinic } = await upTo(step);
      const { method, bytes } = clinic.desk.link.calls.at(-1) ?? {};
      if (method === undefined || bytes === undefined) throw new Error('nothing on the wire');
      clinic.centre.handle('T0001', method, bytes);
      clinic.desk.crash();
      await clinic.connect();
      await clinic.drain();
      const [visit] = clinic.desk.agent.visits({ openOnly: true, limit: 9 });
      const after = {
        registration: 'done none none none',
        findings: 'done done none none',
        fees: 'done done kept none',
      };
      expect(clinic.steps(visit?.visit.id ?? '')).toBe(after[step]);
    }
  });
});

describe('a step that waits behind an earlier transaction of its person', () => {
  it('is sent after it; until it is told nothing of the visit can be taken back', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const session = await clinic.price(visit);
    const paid = clinic.desk.give({ kind: 'accept', session, key: 'pay' });
    await clinic.desk.run();
    const { call, bytes } = clinic.desk.link.take('VisitStep');
    const second = await clinic.session();
    const registration = { ...REGISTRATION, ipt_otp_no: 'OTP-002' };
    const told = clinic.desk.give({ kind: 'open_visit', session: second, key: 'o2', registration });
    await clinic.desk.run();
    const [waiting] = clinic.desk.agent.visits({ openOnly: true, limit: 1 });
    const id = waiting?.visit.id ?? '';
    expect([clinic.steps(id), clinic.desk.link.calls.length]).toEqual(['sending none none none', 0]);
    expect(codeOf(await clinic.desk.command({ kind: 'cancel_visit', visit: id, key: 'c2' }))).toBe('busy');
    clinic.desk.link.reply('VisitStep', call, clinic.centre.handle('T0001', 'VisitStep', bytes));
    await clinic.settleDown();
    expect([codeOf(await paid), codeOf(await told), clinic.steps(id)]).toEqual([
      'ok accepted',
      'ok visit',
      'done none none none',
    ]);
    expect(clinic.books().slice(-2)).toEqual(['2207 settled', '2201 settled']);
  });
});

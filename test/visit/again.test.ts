/** What is done once more in a visit: diagnoses replaced, and a cancellation the centre refused. */
import { describe, expect, it } from 'vitest';
import { replyOf } from '../agent/counter.ts';
import { Clinic, FINDINGS, fees } from './clinic.ts';

describe('diagnoses replaced without the centre', () => {
  const other = { ...FINDINGS, main_cond_dscr: '咳嗽，发热' };

  it('reach it when the link is back, before the settlement: what it has is not what was given last', async () => {
    for (const cut of ['before', 'unanswered'] as const) {
      const clinic = await Clinic.online();
      const visit = await clinic.visit('findings', 'fees');
      const put = () => ({ kind: 'put_findings', visit, key: clinic.key(), findings: other }) as const;
      if (cut === 'unanswered') {
        void clinic.desk.give({ ...put(), findings: { ...FINDINGS, main_cond_dscr: '头痛' } });
        await clinic.desk.run();
        await clinic.loseAnswer('VisitStep');
      }
      clinic.desk.cut();
      await clinic.desk.run();
      replyOf(await clinic.ask(put()), 'visit');
      await clinic.connect();
      await clinic.drain();
      await clinic.settle(visit);
      await clinic.drain();
      const { mdtrt_id } = clinic.facts(visit);
      const there = clinic.store.visits.find('P37010200001', mdtrt_id);
      expect(there?.info?.mdtrtinfo.main_cond_dscr).toBe('咳嗽，发热');
      expect(clinic.steps(visit)).toBe('done done done done');
    }
  });
});

describe('diagnoses replaced without the centre, of a visit that is settled without it, too', () => {
  it('go there once, and the visit is settled once, into what was registered', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    clinic.desk.cut();
    await clinic.desk.run();
    const findings = { ...FINDINGS, main_cond_dscr: '发热' };
    replyOf(await clinic.ask({ kind: 'put_findings', visit, key: clinic.key(), findings }), 'visit');
    const msgid = await clinic.settle(visit);
    await clinic.connect();
    await clinic.drain();
    expect([clinic.desk.state(msgid), clinic.steps(visit)]).toEqual(['settled', 'done done done done']);
    const { mdtrt_id } = clinic.facts(visit);
    expect(clinic.store.visits.find('P37010200001', mdtrt_id)?.info?.mdtrtinfo.main_cond_dscr).toBe('发热');
    expect(clinic.used()).toBe(3_000);
  });
});

describe('an undoing that the centre refused, asked for once more by the visit', () => {
  it('is the same under its key, also when the visit was settled anew since', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const session = await clinic.price(visit);
    void clinic.desk.give({ kind: 'accept', session, key: 'k1' });
    await clinic.desk.run();
    clinic.desk.cut();
    await clinic.desk.run();
    const undo = async (key: string) =>
      replyOf(await clinic.ask({ kind: 'cancel', msgid: visit as never, key }), 'cancelled');
    const first = await undo('u1');
    clinic.temper.refuse = { code: 'refused', count: 1 };
    await clinic.connect();
    await clinic.drain();
    expect(clinic.desk.state(first.reversal ?? '')).toBe('parked');
    const second = await undo('u2');
    await clinic.drain();
    const settled = await clinic.settle(visit);
    expect(await undo('u2')).toEqual(second);
    expect(clinic.desk.state(settled)).toBe('settled');
  });
});

describe('fees that the centre would not take back', () => {
  it('are still there: they are named, and may be taken back once more', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings', 'fees');
    const undo = () => clinic.ask({ kind: 'undo_fees', visit, key: clinic.key() });
    clinic.temper.refuse = { code: 'refused', count: 1 };
    replyOf(await undo(), 'visit');
    await clinic.drain();
    const put = { kind: 'put_fees', visit, key: clinic.key(), fees: fees('12.00', 'B2') } as const;
    expect(await clinic.ask(put)).toMatchObject({
      problem: { code: 'visit_fees_there', facts: { chrg_bchno: 'B1' } },
    });
    replyOf(await undo(), 'visit');
    await clinic.drain();
    replyOf(await clinic.ask(put), 'visit');
    await clinic.settle(visit);
    expect(clinic.steps(visit)).toBe('done done done done');
    expect(clinic.used()).toBe(600);
  });
});

describe('a cancellation that the centre refuses', () => {
  it('leaves the visit standing, to be gone on with or cancelled once more', async () => {
    const clinic = await Clinic.online();
    const visit = await clinic.visit('findings');
    const cancel = () => clinic.ask({ kind: 'cancel_visit', visit, key: clinic.key() });
    clinic.temper.refuse = { code: 'refused', count: 1 };
    await cancel();
    await clinic.drain();
    expect([clinic.steps(visit), clinic.phase(visit)]).toEqual(['done done none none', 'open']);
    expect(clinic.desk.agent.visits({ openOnly: true, limit: 9 })).toHaveLength(1);
    clinic.temper.refuse = { code: 'refused', count: 1 };
    await cancel();
    await clinic.drain();
    replyOf(await clinic.ask({ kind: 'put_fees', visit, key: clinic.key(), fees: fees() }), 'visit');
    expect(clinic.steps(visit)).toBe('done done done none');
    await cancel();
    await clinic.drain();
    expect([clinic.steps(visit), clinic.phase(visit)]).toEqual(['undone done undone none', 'cancelled']);
  });
});

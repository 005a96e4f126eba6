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

/** A step of which nobody knows whether it was done, and whose undoing the centre refused: a person decides, the centre knows. */
import { describe, expect, it } from 'vitest';
import type { Msgid } from '../../agent/core/transaction.ts';
import { replyOf } from '../agent/counter.ts';
import { Clinic } from './clinic.ts';

describe('a registration without an answer whose undoing is refused', () => {
  async function parked(lost: 'loseAnswer' | 'loseRequest') {
    const clinic = await Clinic.online();
    const session = await clinic.session();
    const told = clinic.desk.give(clinic.command('open', session));
    await clinic.desk.run();
    await clinic[lost]('VisitStep');
    const { visit } = replyOf(await told, 'visit');
    clinic.temper.refuse = { code: 'refused', count: 1, undoingsOnly: true };
    replyOf(await clinic.ask({ kind: 'cancel_visit', visit, key: 'c' }), 'visit');
    await clinic.drain();
    const [undoing] = clinic.desk.agent.transactions({ openOnly: true, limit: 1 });
    expect(undoing).toMatchObject({ infno: '2202', state: 'parked' });
    const unpark = { kind: 'unpark', msgid: undoing?.msgid as Msgid, reason: '已与中心核对' } as const;
    return { clinic, visit, unpark };
  }

  it('stands as the centre has it, under the id it was given there', async () => {
    const { clinic, visit, unpark } = await parked('loseAnswer');
    replyOf(await clinic.ask(unpark), 'unparked');
    const there = clinic.store.visits.find('P37010200001', visit)?.mdtrt_id;
    expect([clinic.phase(visit), clinic.steps(visit)]).toEqual(['open', 'done none none none']);
    expect(clinic.facts(visit).mdtrt_id).toBe(there);
    expect(clinic.desk.agent.visit(there ?? '')?.visit.id).toBe(visit);
  });

  it('is undone once more where the centre has nothing: it does not stand, and can not come later', async () => {
    const { clinic, visit, unpark } = await parked('loseRequest');
    replyOf(await clinic.ask(unpark), 'unparked');
    await clinic.drain();
    expect([clinic.phase(visit), clinic.books()]).toEqual(['cancelled', ['2202 rejected', '2202 reversal']]);
    expect(clinic.desk.agent.transactions({ openOnly: true, limit: 9 })).toEqual([]);
  });
});

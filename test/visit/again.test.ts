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

describe('trace codes of a settlement that was told and then refused', () => {
  const CODE = '81000011234567890123';
  const traces = [{ feedetl_sn: '1', drug_trac_codg: [CODE], trdn_flag: '0' as const }];

  /** Another person, who pays alone. */
  async function soldTo(clinic: Clinic): Promise<string> {
    const { session } = replyOf(await clinic.ask({ kind: 'open_session', without_card: true }), 'session');
    const lines = [{ feedetl_sn: '1', med_list_codg: 'B', pric: '5.00', cnt: '1', drug_trac_codg: [CODE] }];
    const basket = { med_type: '11', acct_used_flag: '0', lines } as const;
    replyOf(await clinic.ask({ kind: 'set_basket', session: session.id, basket }), 'session');
    const said = await clinic.ask({ kind: 'accept', session: session.id, key: clinic.key() });
    await clinic.ask({ kind: 'close_session', session: session.id });
    return said.ok ? said.reply.kind : said.problem.code;
  }

  async function settle(clinic: Clinic, visit: string) {
    const session = await clinic.session();
    replyOf(await clinic.ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '0', traces }), 'session');
    return replyOf(await clinic.ask({ kind: 'accept', session, key: clinic.key() }), 'accepted').msgid;
  }

  /** Told without the centre, which then refuses it. */
  async function refused() {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const msgid = await settle(clinic, visit);
    clinic.temper.refuse = { code: 'refused', count: 1 };
    await clinic.connect();
    await clinic.drain();
    expect(clinic.desk.state(msgid)).toBe('rejected');
    return { clinic, visit, msgid };
  }

  it('left with it: nobody else is sold them, until it is given back', async () => {
    const { clinic, msgid } = await refused();
    expect(await soldTo(clinic)).toBe('trace_code_sold');
    replyOf(await clinic.ask({ kind: 'cancel', msgid, key: clinic.key() }), 'cancelled');
    expect(await soldTo(clinic)).toBe('accepted');
  });

  it('are its own: it is settled anew with them, and undone they are free', async () => {
    const { clinic, visit } = await refused();
    const msgid = await settle(clinic, visit);
    expect(clinic.desk.state(msgid)).toBe('settled');
    expect(await soldTo(clinic)).toBe('trace_code_sold');
    replyOf(await clinic.ask({ kind: 'cancel', msgid, key: clinic.key() }), 'cancelled');
    await clinic.drain();
    expect(clinic.desk.state(msgid)).toBe('reversed');
    expect(await soldTo(clinic)).toBe('accepted');
  });
});

describe('a visit settled anew because the centre said that it had refused it', () => {
  it('is not taken over as it stands there: what was paid for it went back, and it would be paid twice', async () => {
    const clinic = await Clinic.offline();
    const visit = await clinic.visit('findings', 'fees');
    const first = await clinic.settle(visit);
    clinic.temper.deny = 1;
    await clinic.connect();
    await clinic.drain();
    const listed = async () => {
      replyOf(await clinic.ask({ kind: 'reconcile' }), 'reconciled');
      const { books } = clinic.desk.agent;
      const item = books.work({ openOnly: true }).find(({ msgid }) => msgid === first);
      return item === undefined ? [] : books.actions(item);
    };
    expect(clinic.desk.state(first)).toBe('rejected');
    expect(await listed()).toEqual(['inquire', 'reverse', 'accept_centre', 'sign_off']);
    clinic.desk.cut();
    await clinic.desk.run();
    const second = await clinic.settle(visit);
    await clinic.connect();
    await clinic.drain();
    expect(clinic.desk.state(second)).toBe('rejected');
    expect(await listed()).toEqual(['inquire', 'reverse', 'sign_off']);
  });
});

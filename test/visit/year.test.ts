/** Across the night in which a year ends: what is sold or settled counts in the year of its visit (offline.md, settlement.md 6). */
import { describe, expect, it } from 'vitest';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { atTheCounter, Counter, replyOf } from '../agent/counter.ts';
import { Clinic } from './clinic.ts';

/** 23:50 on the last evening of 2022, in Shanghai. The deductible of that year is used up. */
const EVENING = Date.UTC(2022, 11, 31, 15, 50);
const HALF_AN_HOUR = 1_800_000;
/** The rules of 2022 go on. */
const packs = installedPacks('agent/packs').map((one) => ({ ...one, pack: { ...one.pack, enddate: null } }));
const setting = () => ({ clock: new VirtualClock(EVENING), packs });

describe('the night in which a year ends', () => {
  it('a visit of the old year that is settled after it without the centre is priced by the old year', async () => {
    const clinic = await Clinic.offline({}, setting());
    const visit = await clinic.visit('findings', 'fees');
    clinic.desk.removeCard();
    await clinic.desk.run(HALF_AN_HOUR);
    clinic.desk.insertCard();
    const msgid = await clinic.settle(visit);
    expect(clinic.desk.agent.transaction(msgid as never)).toMatchObject({
      begndate: '2022-12-31',
      estimate: { hifp_pay: 3_000 },
    });
    await clinic.connect();
    await clinic.drain();
    expect([clinic.desk.state(msgid), clinic.used()]).toEqual(['settled', 3_000]);
  });

  it('a visit of the old year is priced by it also when its person was seen in the new one: what was used is known', async () => {
    const clinic = await Clinic.online({}, setting());
    const visit = await clinic.visit('findings', 'fees');
    // Settled before midnight, and counted by the centre as it is asked for the person after it.
    const lines = [{ feedetl_sn: '1', med_list_codg: 'A', pric: '60.00', cnt: '1', rxno: 'RX1' }];
    const basket = { med_type: '41', acct_used_flag: '0', lines } as const;
    const first = await clinic.session();
    replyOf(await clinic.ask({ kind: 'set_basket', session: first, basket }), 'session');
    replyOf(await clinic.ask({ kind: 'accept', session: first, key: 'k1' }), 'accepted');
    const seen = async () => {
      clinic.desk.removeCard();
      clinic.desk.insertCard();
      return clinic.session();
    };
    for (let times = 0; times < 2; times += 1) {
      await clinic.desk.run(HALF_AN_HOUR);
      await clinic.settleDown();
      await clinic.ask({ kind: 'close_session', session: await seen() });
    }
    clinic.desk.cut();
    await clinic.desk.run();
    const session = await seen();
    const priced = await clinic.ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '0' });
    const { accumulators } = replyOf(priced, 'session').session;
    expect(accumulators).toMatchObject({
      'outpatient-employee.deductible': 20_000,
      'outpatient-employee.ceiling': 3_000,
    });
    const { priced: sale } = replyOf(await clinic.ask({ kind: 'set_basket', session, basket }), 'session').session;
    expect(sale?.setlinfo.hifp_pay).toBe(0);
  });

  it('what the person has used of each year is counted in that year, in one session', async () => {
    const clinic = await Clinic.offline({}, setting());
    const visit = await clinic.visit('findings', 'fees');
    await clinic.desk.run(HALF_AN_HOUR);
    const session = await clinic.session();
    const lines = [{ feedetl_sn: '1', med_list_codg: 'A', pric: '60.00', cnt: '1', rxno: 'RX1' }];
    const basket = { med_type: '41', acct_used_flag: '0', lines } as const;
    const bought = await clinic.ask({ kind: 'set_basket', session, basket });
    // Nothing of the new year's deductible is used.
    expect(replyOf(bought, 'session').session.priced?.setlinfo.hifp_pay).toBe(0);
    const settled = await clinic.ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '0' });
    expect(replyOf(settled, 'session').session.priced?.setlinfo.hifp_pay).toBe(3_000);
    const again = await clinic.ask({ kind: 'set_basket', session, basket });
    expect(replyOf(again, 'session').session.priced?.setlinfo.hifp_pay).toBe(0);
  });

  it('a card that was shown before it buys after it in the new year', async () => {
    const counter = await atTheCounter(new Counter({}, new VirtualClock(EVENING), undefined, { packs }));
    const session = await counter.openSession();
    await counter.run(HALF_AN_HOUR);
    const priced = replyOf(await counter.price(session), 'session').session;
    expect([priced.begntime.slice(0, 4), priced.priced?.setlinfo.hifp_pay]).toEqual(['2023', 0]);
  });
});

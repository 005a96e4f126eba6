/** What a session counts of its person: each transaction once, by card or by voucher, and as it stands when it is priced. */
import { expect, it } from 'vitest';
import { PERSON, replyOf } from '../agent/counter.ts';
import { Clinic } from './clinic.ts';

const BASKET = {
  med_type: '41',
  acct_used_flag: '1',
  lines: [{ feedetl_sn: '1', med_list_codg: 'A', pric: '60.00', cnt: '1' }],
} as const;

/** A session by voucher. */
async function shown(clinic: Clinic) {
  const voucher = clinic.centre.vouchers.show(PERSON.psn_no, '370100', clinic.desk.clock.wallMs());
  return replyOf(await clinic.ask({ kind: 'open_session', voucher }), 'session').session;
}

async function pays(clinic: Clinic, session: string, key: string): Promise<void> {
  replyOf(await clinic.ask({ kind: 'set_basket', session, basket: BASKET }), 'session');
  replyOf(await clinic.ask({ kind: 'accept', session, key }), 'accepted');
}

it('who pays by voucher once more has spent what the centre says, whether the card was seen before or never', async () => {
  for (const card of [true, false]) {
    const clinic = await Clinic.online();
    clinic.store.setBalance(PERSON.psn_no, 100_000);
    if (card) await pays(clinic, await clinic.session(), 'card');
    for (const key of ['once', 'twice']) await pays(clinic, (await shown(clinic)).id, key);
    const { balc, accumulators } = await shown(clinic);
    expect(balc).toBe(clinic.store.person(PERSON.psn_no)?.balc);
    expect(accumulators).toMatchObject(clinic.store.accumulators(PERSON.psn_no, 2022));
  }
});

it('a visit is priced with what was undone since the card was put in', async () => {
  const clinic = await Clinic.online();
  clinic.store.setBalance(PERSON.psn_no, 100_000);
  const visit = await clinic.visit('findings', 'fees');
  const session = await clinic.session();
  replyOf(await clinic.ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '1' }), 'session');
  const { msgid } = replyOf(await clinic.ask({ kind: 'accept', session, key: 'pay' }), 'accepted');
  const spent = clinic.store.person(PERSON.psn_no)?.balc ?? 0;
  replyOf(await clinic.desk.command({ kind: 'cancel', msgid, key: 'back' }), 'cancelled');
  // The question after the person overtakes the undoing.
  const opened = clinic.desk.give({ kind: 'open_session' });
  await clinic.desk.run();
  const { call, bytes } = clinic.desk.link.take('QueryPerson');
  clinic.desk.link.reply('QueryPerson', call, clinic.centre.handle('T0001', 'QueryPerson', bytes));
  await clinic.desk.run();
  const { id, balc } = replyOf(await opened, 'session').session;
  expect([balc, spent < 100_000]).toEqual([spent, true]);
  await clinic.settleDown();
  clinic.desk.cut();
  await clinic.desk.run();
  const asked = { kind: 'presettle_visit', visit, session: id, acct_used_flag: '1' } as const;
  const priced = replyOf(await clinic.ask(asked), 'session').session;
  expect([priced.balc, priced.priced?.setlinfo.balc]).toEqual([100_000, spent]);
});

/** A caller's msgid that comes again, or is reversed, while other things happened at the counter: what it asked for, or nothing. */
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basket, VendorSystem } from './system.ts';

const JIA = '99000000000000000001';

describe('a msgid of the national interface, asked for again', () => {
  let system: VendorSystem;
  beforeAll(async () => {
    system = await VendorSystem.open();
    await system.signIn();
    await system.card('ceshi-jia');
    await system.done('1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: '', psn_cert_type: '01' } });
    await system.cut();
  });
  afterAll(() => system.close());
  const sold = () => system.counter.daemon.agent.transactions({ openOnly: false, limit: 100 });

  /** As the process leaves it that ends before it has noted which transaction this msgid became. */
  const unnoted = (msgid: string) => {
    const notes = new Database(join(dirname(system.counter.daemon.tokenPath), 'front.db'));
    notes.prepare("UPDATE refs SET msgid = '' WHERE ref = ?").run(msgid);
    notes.close();
  };

  it('does not sell what was priced since: one that was refused is refused again', async () => {
    const [msgid, large] = [system.msgid(), basket(JIA, { cnt: 60 })];
    const refused = await system.call('2102', large, msgid);
    expect(refused.infcode).toBe(-1);
    await system.done('2101', basket(JIA));
    expect(await system.call('2102', large, msgid)).toMatchObject({ infcode: -1, err_msg: refused.err_msg });
    expect(sold()).toEqual([]);
  });

  it('sells nothing when it is reversed', async () => {
    const [msgid, data] = [system.msgid(), (omsgid: string) => ({ data: { psn_no: JIA, omsgid, oinfno: '2102' } })];
    await system.call('2102', basket(JIA, { cnt: 60 }), msgid);
    await system.done('2101', basket(JIA));
    expect(await system.call('2601', data(msgid))).toMatchObject({
      infcode: 0,
      warn_msg: expect.stringContaining('未受理'),
    });
    expect(sold()).toEqual([]);
  });

  it('is found by its key when it is reversed, also one accepted with reasons, if the process ended before it noted its sale', async () => {
    const exp = { overrides: [{ feedetl_sn: '1', code: 'sex_limit', reason: '本人确认' }] };
    const msgid = system.msgid();
    await system.done('2102', basket(JIA, { exp }), msgid);
    const [sale] = sold();
    unnoted(msgid);
    expect(await system.call('2601', { data: { psn_no: JIA, omsgid: msgid, oinfno: '2102' } })).toMatchObject({
      infcode: 0,
      warn_msg: '',
    });
    expect(sold().map(({ msgid: ours, state }) => [ours, state])).toEqual([[sale?.msgid, 'voided']]);
  });

  it('is the one that is open when it comes under a new msgid, also if that was never noted', async () => {
    const [msgid, input] = [system.msgid(), basket(JIA, { cnt: 4 })];
    const { setlinfo } = await system.done('2102', input, msgid);
    unnoted(msgid);
    for (const again of [msgid, system.msgid()])
      expect((await system.done('2102', input, again)).setlinfo.setl_id).toBe(setlinfo.setl_id);
    await system.done('2601', { data: { psn_no: JIA, omsgid: msgid, oinfno: '2102' } });
  });

  describe('that undoes a settlement', () => {
    const of = (omsgid: string, oinfno: string) => ({ data: { psn_no: JIA, omsgid, oinfno } });
    const sell = async (cnt: number) => {
      const { setlinfo } = await system.done('2102', basket(JIA, { cnt }));
      return { data: { psn_no: JIA, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } };
    };
    const standing = () => sold().filter(({ state }) => state === 'queued').length;

    it('is not taken back by 2601, which says what to do', async () => {
      const [settled, msgid] = [await sell(2), system.msgid()];
      await system.done('2103', settled, msgid);
      const refused = await system.call('2601', of(msgid, '2103'));
      expect(refused).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('重新结算') });
      expect(await system.call('2103', settled, msgid)).toMatchObject({ infcode: 0 });
    });

    it('takes its goods back with it: 3506 then agrees, also where the centre never had any of it', async () => {
      const settled = await sell(5);
      const line = {
        ...{ med_list_codg: 'XJ01FAA903A001010100001', fixmedins_hilist_id: '1003', fixmedins_hilist_name: '测试胶囊' },
        ...{ fixmedins_bchno: 'V1', prsc_dr_name: '测试医师', phar_name: '测试药师', phar_prac_cert_no: 'Y1' },
        ...{ mdtrt_sn: 'M1', manu_lotnum: 'L1', manu_date: '2026-01-01', rx_flag: '0', trdn_flag: '0' },
        ...{ finl_trns_pric: '9.90', rtal_docno: 'R1', sel_retn_cnt: '5', sel_retn_time: '2026-11-29 09:30:00' },
        ...{ sel_retn_opter_name: '测试员', setl_id: settled.data.setl_id, psn_no: JIA },
      };
      expect(await system.call('3506', { selinfo: line })).toMatchObject({
        infcode: -1,
        err_msg: expect.stringContaining('2103'),
      });
      await system.done('2103', settled);
      expect(sold()[0]).toMatchObject({ state: 'voided' });
      expect(await system.done('3506', { selinfo: line })).toMatchObject({ result: { retRslt: '1' } });
    });

    it('is refused when its reversal came first', async () => {
      const [settled, msgid] = [await sell(3), system.msgid()];
      await system.done('2601', of(msgid, '2103'));
      const late = await system.call('2103', settled, msgid);
      expect(late).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('已冲正') });
      expect(standing()).toBe(1);
    });
  });

  it.each([
    ['2201', '2202'],
    ['2204', '2205'],
    ['3505', '3507'],
    ['2101', '2102 2103 2207 2208'],
  ])('is not reversed when it is a %s: the answer names %s', async (oinfno, instead) => {
    const data = { psn_no: JIA, omsgid: system.msgid(), oinfno };
    const answer = await system.call('2601', { data });
    expect(answer).toMatchObject({ infcode: -1, err_msg: expect.stringContaining(instead) });
  });
});

describe('a settlement whose reversal was refused', () => {
  let system: VendorSystem;
  beforeAll(async () => {
    system = await VendorSystem.open();
    await system.signIn();
    await system.card('ceshi-jia');
  });
  afterAll(() => system.close());

  it('stands, and is told as it is when it comes again', async () => {
    const [msgid, input] = [system.msgid(), basket(JIA)];
    const { setlinfo } = await system.done('2102', input, msgid);
    await system.cut();
    const reversal = { data: { psn_no: JIA, omsgid: msgid, oinfno: '2102' } };
    expect(await system.call('2601', reversal)).toMatchObject({
      infcode: -1,
      err_msg: expect.stringContaining('offline_refund'),
    });
    expect((await system.done('2102', input, msgid)).setlinfo).toMatchObject({ setl_id: setlinfo.setl_id });
  });
});

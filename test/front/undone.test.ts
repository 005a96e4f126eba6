/** An undoing through the national front is answered with the centre's word: what is told as done was done, and what was refused stands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basket, VendorSystem } from './system.ts';

const JIA = '99000000000000000001';
const AT = '2026-11-29 09:30:00';

describe('an undoing through the national interface', () => {
  let system: VendorSystem;
  beforeAll(async () => {
    system = await VendorSystem.open();
    await system.signIn();
    await system.card('ceshi-jia');
  });
  afterAll(() => system.close());

  const refuseNext = () => system.centre('/faults', { refuse: { code: 'not_reversible', count: 1 } });
  const sell = async (cnt: number) => {
    const msgid = system.msgid();
    const { setlinfo } = await system.done('2102', basket(JIA, { cnt, exp: { another_sale: '1' } }), msgid);
    return { msgid, setlinfo, undo: { data: { psn_no: JIA, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } } };
  };

  it('is done when it says so, without being asked twice', async () => {
    const { undo } = await sell(1);
    expect(await system.call('2103', undo)).toMatchObject({ infcode: 0, warn_msg: '' });
  });

  it('that the centre refuses is told as refused: nobody gives cash back for what stands', async () => {
    const { msgid, setlinfo, undo } = await sell(2);
    await refuseNext();
    const refused = await system.call('2103', undo);
    expect(refused).toMatchObject({ infcode: -1, output: null });
    expect(refused.err_msg).toMatch(/中心拒绝撤销，原结算仍有效.*not_reversible/);
    await refuseNext();
    const reversal = { data: { psn_no: JIA, omsgid: msgid, oinfno: '2102' } };
    expect((await system.call('2601', reversal)).err_msg).toContain('原结算仍有效');
    // Asked for again it is what it was, and is not sold once more under another msgid.
    const asked = basket(JIA, { cnt: 2, exp: { another_sale: '1' } });
    expect((await system.done('2102', asked, msgid)).setlinfo.setl_id).toBe(setlinfo.setl_id);
    expect(await system.call('2601', reversal)).toMatchObject({ infcode: 0, warn_msg: '' });
    expect((await system.call('2102', asked, msgid)).err_msg).toContain('已冲正');
  });

  describe('of a visit', () => {
    const registration = (ipt_otp_no: string) => ({
      data: {
        ...{ psn_no: JIA, insutype: '310', begntime: AT, mdtrt_cert_type: '03', mdtrt_cert_no: '', ipt_otp_no },
        ...{ atddr_no: 'D0001', dr_name: '测试医师', dept_code: '0301', dept_name: '内科', caty: 'A03' },
      },
    });
    const diseinfo = [
      {
        ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '急性上呼吸道感染', diag_dept: '0301' },
        ...{ dise_dor_no: 'D0001', dise_dor_name: '测试医师', diag_time: AT, vali_flag: '1' },
      },
    ];
    const fees = (mdtrt_id: string, cnt: number) => ({
      feedetail: [
        {
          ...{ feedetl_sn: '1', mdtrt_id, psn_no: JIA, chrg_bchno: 'B1', rx_circ_flag: '0', fee_ocur_time: AT, cnt },
          ...{ med_list_codg: 'XJ01FAA903A001010100001', medins_list_codg: '1003', pric: 9.9 },
          ...{ det_item_fee_sumamt: (9.9 * cnt).toFixed(2), bilg_dept_codg: '0301', bilg_dept_name: '内科' },
          ...{ bilg_dr_codg: 'D0001', bilg_dr_name: '测试医师', hosp_appr_flag: '1' },
        },
      ],
    });
    const charged = async (ipt_otp_no: string) => {
      const msgid = system.msgid();
      const { mdtrt_id } = (await system.done('2201', registration(ipt_otp_no), msgid)).data;
      const info = { mdtrt_id, psn_no: JIA, med_type: '11', begntime: AT, main_cond_dscr: '咳嗽' };
      await system.done('2203', { mdtrtinfo: info, diseinfo });
      await system.done('2204', fees(mdtrt_id, 1));
      return { msgid, mdtrt_id, undoFees: { data: { mdtrt_id, chrg_bchno: 'B1', psn_no: JIA } } };
    };

    it('leaves room for what is charged instead, at once', async () => {
      const { mdtrt_id, undoFees } = await charged('MZ0001');
      expect(await system.call('2205', undoFees)).toMatchObject({ infcode: 0, warn_msg: '' });
      const { result } = await system.done('2204', fees(mdtrt_id, 3));
      expect(result).toMatchObject([{ feedetl_sn: '1', det_item_fee_sumamt: '29.70' }]);
    });

    it('that the centre refuses is told as refused, and goes through when it is asked for once more', async () => {
      const { mdtrt_id, undoFees } = await charged('MZ0002');
      await refuseNext();
      const refused = await system.call('2205', undoFees);
      expect(refused).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('中心拒绝撤销') });
      expect(await system.call('2205', undoFees)).toMatchObject({ infcode: 0, warn_msg: '' });
      const unregister = { data: { psn_no: JIA, mdtrt_id, ipt_otp_no: 'MZ0002' } };
      expect(await system.call('2202', unregister)).toMatchObject({ infcode: 0, warn_msg: '' });
    });

    it('does not stand in the way of its registration asked for again with the card put in anew', async () => {
      const { msgid, mdtrt_id } = await charged('MZ0003');
      await system.card('ceshi-jia');
      expect((await system.done('2201', registration('MZ0003'), msgid)).data.mdtrt_id).toBe(mdtrt_id);
    });
  });
});

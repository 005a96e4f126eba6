/** A clinic visit through the national front alone: registered, informed, charged, settled and taken back; and the same cut off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/program.ts';
import { VendorSystem } from './system.ts';

const JIA = '99000000000000000001';
const AT = '2026-11-29 09:30:00';
const CODE = '89900030000000000077';

function registration(ipt_otp_no: string) {
  return {
    data: {
      ...{ psn_no: JIA, insutype: '310', begntime: AT, mdtrt_cert_type: '03', mdtrt_cert_no: 'T0000001A', ipt_otp_no },
      ...{ atddr_no: 'D0001', dr_name: '测试医师', dept_code: '0301', dept_name: '内科', caty: 'A03' },
    },
  };
}

function findings(mdtrt_id: string) {
  return {
    mdtrtinfo: { mdtrt_id, psn_no: JIA, med_type: '11', begntime: AT, main_cond_dscr: '咳嗽' },
    diseinfo: [
      {
        ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '急性上呼吸道感染', diag_dept: '0301' },
        ...{ dise_dor_no: 'D0001', dise_dor_name: '测试医师', diag_time: AT, vali_flag: '1' },
      },
    ],
  };
}

function fees(mdtrt_id: string, chrg_bchno: string) {
  return {
    feedetail: ['1', '2'].map((feedetl_sn) => ({
      ...{ feedetl_sn, mdtrt_id, psn_no: JIA, chrg_bchno, rx_circ_flag: '0', fee_ocur_time: AT },
      ...{
        med_list_codg: 'XJ01FAA903A001010100001',
        medins_list_codg: '1003',
        det_item_fee_sumamt: 9.9,
        cnt: 1,
        pric: 9.9,
      },
      ...{
        bilg_dept_codg: '0301',
        bilg_dept_name: '内科',
        bilg_dr_codg: 'D0001',
        bilg_dr_name: '测试医师',
        hosp_appr_flag: '1',
      },
    })),
  };
}

function settlement(mdtrt_id: string, chrg_bchno: string, result: readonly Record<string, string>[]) {
  const sum = (name: string) => result.reduce((all, line) => all + Number(line[name]), 0).toFixed(2);
  return {
    data: {
      ...{ psn_no: JIA, mdtrt_cert_type: '03', mdtrt_cert_no: 'T0000001A', med_type: '11', medfee_sumamt: 19.8 },
      ...{ psn_setlway: '01', mdtrt_id, chrg_bchno, insutype: '310', acct_used_flag: '0' },
      ...{ fulamt_ownpay_amt: sum('fulamt_ownpay_amt'), overlmt_selfpay: sum('overlmt_amt') },
      ...{ preselfpay_amt: sum('preselfpay_amt'), inscp_scp_amt: sum('inscp_scp_amt') },
    },
  };
}

describe('a clinic day through the national interface', () => {
  let system: VendorSystem;
  beforeAll(async () => {
    system = await VendorSystem.open('门诊系统');
    await system.signIn();
    await system.card('ceshi-jia');
  });
  afterAll(() => system.close());

  it('a visit goes from 2201 to 2207, and 2208 takes the settlement back', async () => {
    const { data } = await system.done('2201', registration('MZ0001'));
    expect(data).toMatchObject({ psn_no: JIA, ipt_otp_no: 'MZ0001', mdtrt_id: expect.stringMatching(/^[^~]/) });
    await system.done('2203', findings(data.mdtrt_id));
    const { result } = await system.done('2204', fees(data.mdtrt_id, 'B1'));
    expect(result).toMatchObject([{ feedetl_sn: '1', det_item_fee_sumamt: '9.90' }, { feedetl_sn: '2' }]);
    // What the good is, also where the centre has split it.
    for (const one of result) expect(one).toMatchObject({ chrgitm_lv: '01', pric_uplmt_amt: '999999.00', cnt: '1' });
    const asked = settlement(data.mdtrt_id, 'B1', result);
    const { setlinfo: priced } = await system.done('2206', asked);
    const msgid = system.msgid();
    const { setlinfo } = await system.done('2207', asked, msgid);
    expect(setlinfo).toMatchObject({
      mdtrt_id: data.mdtrt_id,
      medfee_sumamt: '19.80',
      fund_pay_sumamt: priced.fund_pay_sumamt,
    });
    expect((await system.done('2207', asked, msgid)).setlinfo.setl_id).toBe(setlinfo.setl_id);
    const { data: another } = await system.done('2201', registration('MZ0009'));
    const undo = { psn_no: JIA, setl_id: setlinfo.setl_id };
    const wrong = await system.call('2208', { data: { ...undo, mdtrt_id: another.mdtrt_id } });
    expect(wrong.err_msg).toContain('mdtrt_id：不是该结算的就诊ID');
    const elsewhere = await system.call('2202', { data: { psn_no: JIA, mdtrt_id: 'M9', ipt_otp_no: 'MZ0009' } });
    expect(elsewhere.err_msg).toMatch(/^mdtrt_id：本终端没有.*在别的终端办理的，到那台终端去办.*dealt with there$/);
    const undone = await system.done('2208', { data: { ...undo, mdtrt_id: data.mdtrt_id } });
    expect(undone.setlinfo).toMatchObject({ medfee_sumamt: '-19.80', pdn_cash_pay: `-${setlinfo.psn_cash_pay}` });
  });

  it('fees are taken back with 2205 and the registration with 2202', async () => {
    const { data } = await system.done('2201', registration('MZ0002'));
    await system.done('2203', findings(data.mdtrt_id));
    await system.done('2204', fees(data.mdtrt_id, 'B2'));
    const wrong = await system.call('2205', { data: { mdtrt_id: data.mdtrt_id, chrg_bchno: 'B9', psn_no: JIA } });
    expect(wrong.err_msg).toContain('chrg_bchno');
    await system.done('2205', { data: { mdtrt_id: data.mdtrt_id, chrg_bchno: '0000', psn_no: JIA } });
    await system.done('2202', { data: { psn_no: JIA, mdtrt_id: data.mdtrt_id, ipt_otp_no: 'MZ0002' } });
    expect((await system.call('2204', fees(data.mdtrt_id, 'B3'))).infcode).toBe(-1);
  });

  it('trace codes that come with 2207 are sold with the visit, once', async () => {
    const { data } = await system.done('2201', registration('MZ0005'));
    await system.done('2203', findings(data.mdtrt_id));
    const { result } = await system.done('2204', fees(data.mdtrt_id, 'B5'));
    const asked = settlement(data.mdtrt_id, 'B5', result);
    const trace = (feedetl_sn: string) => ({ feedetl_sn, drug_trac_codg: CODE, trdn_flag: '0', min_prcunt_type: '2' });
    const wrong = await system.call('2207', { ...asked, drug_trac_info: [trace('9')] });
    expect(wrong.err_msg).toContain('drug_trac_info.feedetl_sn');
    const { setlinfo } = await system.done('2207', { ...asked, drug_trac_info: [trace('2')] });
    const next = await system.done('2201', registration('MZ0006'));
    await system.done('2203', findings(next.data.mdtrt_id));
    await system.done('2204', fees(next.data.mdtrt_id, 'B6'));
    const again = { ...settlement(next.data.mdtrt_id, 'B6', result), drug_trac_info: [trace('1')] };
    expect((await system.call('2207', again)).err_msg).toContain('追溯码 8990 ');
    const told = { setl_id: setlinfo.setl_id, psn_no: JIA, fixmedins_bchno: 'B1', fixmedins_hilist_id: '1003' };
    const good = { med_list_codg: 'XJ01FAA903A001010100001', trdn_flag: '0', rtal_docno: 'R1', sel_retn_cnt: '1' };
    expect((await system.call('3505', { selinfo: { ...told, ...good } })).err_msg).toContain('drug_trac_info');
  });

  it('another person’s number and an unknown visit are refused by field', async () => {
    const { data } = await system.done('2201', registration('MZ0003'));
    const stranger = await system.call('2205', {
      data: { mdtrt_id: data.mdtrt_id, chrg_bchno: '0000', psn_no: '99000000000000000002' },
    });
    expect(stranger.err_msg).toContain('psn_no');
    await system.done('2203', findings(data.mdtrt_id));
    await system.done('2204', fees(data.mdtrt_id, 'B3'));
    const bill = settlement(data.mdtrt_id, 'B3', []).data;
    for (const [field, value] of [
      ['insutype', '390'],
      ['mdtrt_cert_no', 'T0000009Z'],
    ] as const)
      for (const infno of ['2206', '2207'])
        expect((await system.call(infno, { data: { ...bill, [field]: value } })).err_msg).toContain(field);
    expect((await system.call('2206', settlement('nowhere', 'B1', []))).err_msg).toContain('mdtrt_id');
    await system.done('2202', { data: { psn_no: JIA, mdtrt_id: data.mdtrt_id, ipt_otp_no: 'MZ0003' } });
  });

  it('cut off, a whole visit is kept under provisional ids that stay good, and is settled once when the link is back', async () => {
    await system.cut();
    const { data } = await system.done('2201', registration('MZ0004'));
    expect(data.mdtrt_id).toMatch(/^~M/);
    await system.done('2203', findings(data.mdtrt_id));
    const { result } = await system.done('2204', fees(data.mdtrt_id, 'B4'));
    const asked = settlement(data.mdtrt_id, 'B4', result);
    const msgid = system.msgid();
    const told = await system.call('2207', asked, msgid);
    expect(told.warn_msg).toContain('离线受理');
    const provisional = told.output.setlinfo.setl_id;
    expect(provisional).toMatch(/^~S/);
    await system.counter.relay.restore();
    await until(
      'final',
      async () => (await system.done('2207', asked, msgid)).setlinfo.exp_content.provisional === '0',
    );
    const { setlinfo } = await system.done('2207', asked, msgid);
    expect(setlinfo.mdtrt_id).toMatch(/^[^~]/);
    const undone = await system.done('2208', { data: { psn_no: JIA, setl_id: provisional, mdtrt_id: data.mdtrt_id } });
    expect(undone.setlinfo.medfee_sumamt).toBe('-19.80');
  });
});

/** What a vendor's system gets wrong: refused by field, in the envelope, with nothing done and nothing left out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../agent/adapters/detail-zip.ts';
import { until } from '../e2e/program.ts';
import { type Answer, basket, VendorSystem } from './system.ts';

const JIA = '99000000000000000001';

function goods(fixmedins_bchno: string, more: object = {}) {
  return {
    ...{ med_list_codg: 'XJ01FAA903A001010100001', fixmedins_hilist_id: '1003', fixmedins_bchno },
    ...{ trdn_flag: '0', finl_trns_pric: '9.90', rtal_docno: `R-${fixmedins_bchno}`, sel_retn_cnt: '1' },
    ...more,
  };
}

describe('a message of the national interface that is not right', () => {
  let system: VendorSystem;
  beforeAll(async () => {
    system = await VendorSystem.open();
    await system.signIn();
    await system.card('ceshi-jia');
  });
  afterAll(() => system.close());

  const rows = () => system.counter.daemon.agent.transactions({ openOnly: false, limit: 200 });
  const drained = () =>
    until('drained', () => {
      const { queued, unknown, underway, reversing } = system.counter.daemon.agent.status().queue;
      return queued + unknown + underway + reversing === 0;
    });

  it.each([
    ['no JSON', '{oops', 'application/json', 400, 'not_json', '检查引号'],
    ['twice of one mind', '{"infno": "1101", "infno": "1101"}', 'application/json', 400, 'field_repeated', '只写一次'],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xd2, 0xff, 0x22, 0x7d]), 'application/json', 400, 'not_utf8', 'GBK'],
    ['another media type', '{}', 'text/plain', 415, 'media_type_refused', 'Content-Type'],
    ['more than is taken', `"${'x'.repeat(1_100_000)}"`, 'application/json', 413, 'body_too_large', '分成多次'],
  ])(
    'is answered in the envelope, with the next step, where it is %s',
    async (_what, body, type, status, code, hint) => {
      const response = await fetch(system.url, { method: 'POST', headers: { 'content-type': type }, body });
      expect(response.status).toBe(status);
      expect((await response.json()) as Answer).toMatchObject({
        infcode: -1,
        inf_refmsgid: expect.stringMatching(/^370102\d{24}$/),
        err_msg: expect.stringMatching(new RegExp(`^${code}：.*${hint}`)),
        output: null,
      });
    },
  );

  it('says what the counter checks found, on which line, also where 2101 was not asked before', async () => {
    const traced = (...codes: readonly string[]) => ({
      ...basket(JIA, { cnt: codes.length }),
      drug_trac_info: codes.map((drug_trac_codg) => ({ feedetl_sn: '1', drug_trac_codg })),
    });
    const [ours, another] = ['89900030000000000077', '89900010000000000077'];
    const blocked = await system.call('2102', traced(ours, ours));
    expect(blocked.err_msg).toMatch(
      new RegExp(`^check_blocked：[^。]*trace_used。1 追溯码在本单中重复：${ours}[^。]*。按提示.*trace_used$`),
    );
    const unexplained = await system.call('2102', traced(another));
    expect(unexplained.err_msg).toMatch(
      new RegExp(
        `^check_needs_reason：[^。]*trace_product。1 追溯码不是该药品的：${another}[^。]*。.*exp_content.overrides`,
      ),
    );
    expect(rows()).toEqual([]);
  });

  it('has each field once, wherever it stands and however it is written', async () => {
    const said = async (input: string) => {
      const body = `{"infno": "2101", "msgid": "twice-1", "input": ${input}}`;
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(system.url, { method: 'POST', headers, body });
      return ((await response.json()) as Answer).err_msg;
    };
    const two = String.raw`{"drugdetail": [{"cnt": "1"}, {"cnt": "1", "pric": "1,{", "memo": "\"", "\u0063nt": "9"}]}`;
    expect(await said(two)).toContain('field_repeated：请求里 input.drugdetail[1].cnt 出现了两次');
    expect(await said(JSON.stringify('{"druginfo": {"psn_no": "1", "psn_no": "2"}}'))).toContain('druginfo.psn_no');
    // The same name in another object is another field.
    expect(await said('{"druginfo": {"psn_no": "1"}, "drugdetail": [{"cnt": "1"}, {"cnt": "1"}]}')).not.toContain(
      'field_repeated',
    );
  });

  it('is named by its number also where that is not four digits', async () => {
    for (const infno of ['D001', '13203', '3203A'])
      expect((await system.call(infno, {})).err_msg).toContain(`不支持交易 ${infno}`);
    expect((await system.call('1901', { data: { type: 'constructor' } })).err_msg).toContain('type：没有 constructor');
    const spaced = await system.call('5301', { data: { psn_no: JIA } }, '3505 B1');
    expect(spaced.err_msg).toContain('msgid');
  });

  it('is not taken for this terminal’s where it is of another institution', async () => {
    const of = (fixmedins_code: string) => ({ ...system.envelope('5301', { data: { psn_no: JIA } }), fixmedins_code });
    expect((await system.send(system.url, of('P37010200009'))).err_msg).toContain(
      'fixmedins_code：本终端属于 P37010200001',
    );
    expect((await system.send(system.url, of(''))).infcode).toBe(0);
  });

  it('hands the shift to nobody', async () => {
    expect((await system.call('9001', { signIn: { opter_no: {} } })).err_msg).toContain('signIn.opter_no');
    expect(system.counter.daemon.agent.status().shift).toMatchObject({ opter: '001', sign_no: system.sign_no });
  });

  it.each([
    ['another card', { mdtrt_cert_no: 'T0000009Z' }, 'mdtrt_cert_no'],
    ['an e-voucher that was not shown', { mdtrt_cert_type: '01' }, 'mdtrt_cert_no'],
    ['an identity card', { mdtrt_cert_type: '02' }, 'mdtrt_cert_type'],
  ])('is not priced as if it had said what is here: %s', async (_what, more, field) => {
    const sale = basket(JIA);
    for (const infno of ['2101', '2102'])
      expect((await system.call(infno, { ...sale, druginfo: { ...sale.druginfo, ...more } })).err_msg).toContain(field);
    expect(rows()).toEqual([]);
  });

  it('is entitled by what the person has: the insurance, and the disease that is asked for', async () => {
    await system.card('ceshi-yi');
    const read = await system.done('1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: '', psn_cert_type: '01' } });
    const { psn_no } = read.baseinfo;
    const entitled = async (dise_codg: string) => {
      const output = await system.done('2001', { data: { psn_no, insutype: '310', med_type: '14', dise_codg } });
      const [{ trt_enjymnt_flag, begndate, trt_chk_rslt }] = output.trtinfo;
      return [trt_enjymnt_flag, begndate, trt_chk_rslt];
    };
    expect(await entitled('M03900')).toEqual(['1', '2022-01-01', '']);
    expect(await entitled('M01600')).toEqual(['0', expect.any(String), '没有该病种的待遇']);
    expect((await entitled('')).slice(0, 1)).toEqual(['1']);
    await system.card('ceshi-jia');
  });

  it('is not checked for another insurance than the person has', async () => {
    const data = { psn_no: JIA, insutype: '390', med_type: '41' };
    expect((await system.call('2001', { data })).err_msg).toContain('insutype');
  });

  it('names the vendor’s own fields, and a trace code of no line is not left out', async () => {
    const sale = basket(JIA);
    const [line] = sale.drugdetail;
    const twice = await system.call('2101', { ...sale, drugdetail: [line, line] });
    expect(twice.err_msg).toContain('drugdetail[1].feedetl_sn');
    const free = await system.call('3505', { selinfo: goods('B1', { sel_retn_cnt: '0' }) });
    expect(free.err_msg).toContain('selinfo[0].sel_retn_cnt');
    const drug_trac_info = [{ feedetl_sn: '9', drug_trac_codg: '84000000000000009999' }];
    expect((await system.call('2102', { ...sale, drug_trac_info })).err_msg).toContain('drug_trac_info.feedetl_sn');
    expect(rows()).toEqual([]);
  });

  it('undoes nothing under a msgid that stood for something else', async () => {
    const [sold, undone] = [system.msgid(), system.msgid()];
    const first = (await system.done('2102', basket(JIA), sold)).setlinfo;
    const second = (await system.done('2102', basket(JIA, { cnt: 2 }))).setlinfo;
    const undo = ({ setl_id, mdtrt_id }: typeof first, msgid: string) =>
      system.call('2103', { data: { psn_no: JIA, setl_id, mdtrt_id } }, msgid);
    expect((await undo(first, sold)).err_msg).toContain('同一 msgid');
    expect((await undo(first, undone)).infcode).toBe(0);
    expect((await undo(second, undone)).err_msg).toContain('同一 msgid');
    expect((await undo(first, undone)).infcode).toBe(0);
    await drained();
    const states = (await system.ledger()).map(({ state }) => state).sort();
    expect(states).toEqual(['reversal', 'reversed', 'settled']);
    const query = await system.done('5203', { data: { psn_no: JIA, ...second } });
    expect(query.setlinfo.refd_setl_flag).toBe('0');
  });

  it('5203 says the kind of visit, the day and the institution that were settled, and the msgid it was asked for under', async () => {
    const asked = basket(JIA, { cnt: 4 });
    const sold = { ...asked, druginfo: { ...asked.druginfo, med_type: '14' } };
    const msgid = system.msgid();
    const { setl_id, mdtrt_id, setl_time } = (await system.done('2102', sold, msgid)).setlinfo;
    const { setlinfo } = await system.done('5203', { data: { psn_no: JIA, setl_id, mdtrt_id } });
    const day = setl_time.slice(0, 10);
    expect(setlinfo).toMatchObject({ med_type: '14', clr_type: '41', begndate: day, enddate: day });
    expect(setlinfo.medins_setl_id).toBe(msgid);
    expect(setlinfo).toMatchObject({ fixmedins_code: 'P37010200001', fixmedins_name: expect.stringMatching(/./) });
  });

  it('is told of each line that the counter checks found something of, however many they are', async () => {
    const { druginfo, drugdetail } = basket(JIA);
    const lines = Array.from({ length: 30 }, (_, at) => ({ ...drugdetail[0], feedetl_sn: String(at + 1) }));
    const asked = { druginfo: { ...druginfo, medfee_sumamt: '297.00' }, drugdetail: lines };
    const { warn_msg } = await system.call('2101', asked);
    for (const { feedetl_sn } of lines) expect(warn_msg).toContain(`prescription_missing(warn ${feedetl_sn})`);
  });

  it('tells no goods of a settlement that were not sold in it', async () => {
    const { setl_id } = (await system.done('2102', basket(JIA, { cnt: 3 }))).setlinfo;
    await drained();
    const told = (more: object) =>
      system.call('3505', { selinfo: goods('T1', { setl_id, psn_no: JIA, sel_retn_cnt: '3', ...more }) });
    expect((await told({ med_list_codg: 'OTHER' })).err_msg).toContain('med_list_codg：该结算没有 OTHER');
    expect((await told({ sel_retn_cnt: '0' })).err_msg).toContain('selinfo.sel_retn_cnt');
    expect((await told({})).infcode).toBe(0);
  });

  it('deletes no other sale under the msgid of one', async () => {
    const msgid = system.msgid();
    const remove = (fixmedins_bchno: string) =>
      system.call('3507', { data: { fixmedins_bchno, inv_data_type: '4' } }, msgid);
    await system.done('3505', { selinfo: goods('X1') });
    await system.done('3505', { selinfo: goods('X2', { sel_retn_cnt: '2' }) });
    expect((await remove('X1')).infcode).toBe(0);
    expect((await remove('X2')).err_msg).toContain('同一 msgid');
    expect((await remove('X1')).infcode).toBe(0);
    expect((await system.call('3507', { data: { fixmedins_bchno: 'X9', inv_data_type: '4' } })).err_msg).toContain(
      'fixmedins_bchno：本终端没有这笔销售',
    );
    expect(rows().filter(({ infno }) => infno === '3506').length).toBeLessThan(2);
  });

  it('takes the lines back that can come, and says of each other why not: sent again whole, they would come back twice', async () => {
    await system.done('3505A', { selinfoDetail: [goods('R1', { sel_retn_cnt: '3' }), goods('R2')] });
    await drained();
    const back = [goods('R1'), goods('R2', { sel_retn_cnt: '5' }), goods('R1', { med_list_codg: 'OTHER' })];
    const { result } = await system.done('3506A', { selinfoDetail: back });
    expect(result).toMatchObject([
      { fixmedins_bchno: 'R1', retRslt: '1', msgRslt: '' },
      { fixmedins_bchno: 'R2', retRslt: '0', msgRslt: expect.stringContaining('selinfo.sel_retn_cnt') },
      { fixmedins_bchno: 'R1', retRslt: '0', msgRslt: expect.stringContaining('med_list_codg') },
    ]);
    expect((await system.call('3506', { selinfo: back[1] })).infcode).toBe(-1);
    expect((await system.call('3506', { selinfo: [] })).err_msg).toContain('selinfo');
  });

  it('is no fault where a day’s sums are negative: more came back than was sold', async () => {
    const day = system.counter.daemon.agent.status().clock.now.slice(0, 10);
    const days = { stmt_begndate: day, stmt_enddate: day, setl_optins: '370102' };
    const sums = { medfee_sumamt: '-9.90', fund_pay_sumamt: '0.00', fixmedins_setl_cnt: '1' };
    const totals = { ...days, ...sums, insutype: '310', clr_type: '41', acct_pay: '-9.90' };
    expect(await system.call('3201', { data: totals })).toMatchObject({ infcode: 0 });
    const text = `S1\tM1\t${JIA}\t-9.90\t0.00\t-9.90\t1\n`;
    const bytes = [...(await zipOf('d.txt', text, new Date(0)))];
    const { file_qury_no } = await system.done('9101', {
      fsUploadIn: { filename: 'd.zip', fixmedins_code: 'P37010200001', in: bytes },
    });
    expect(await system.call('3202', { data: { ...days, ...sums, file_qury_no } })).toMatchObject({ infcode: 0 });
  });
});

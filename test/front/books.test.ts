/** A day of a vendor's pharmacy over the front: goods told (3505, 3506), files, the day's details (3202), catalogue, codes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../agent/adapters/detail-zip.ts';
import { textInZip } from '../../agent/adapters/small-zip.ts';
import { until } from '../e2e/program.ts';
import { basket, VendorSystem } from './system.ts';

const JIA = '99000000000000000001';
const CODE = (n: number) => `8400000000000000${String(n).padStart(4, '0')}`;
const GOOD = {
  med_list_codg: 'XJ01FAA903A001010100001',
  fixmedins_hilist_id: '1003',
  fixmedins_hilist_name: '测试胶囊',
};

function goods(bchno: string, more: object = {}) {
  return {
    ...GOOD,
    ...{ fixmedins_bchno: bchno, prsc_dr_name: '测试医师', phar_name: '测试药师', phar_prac_cert_no: 'Y1' },
    ...{ mdtrt_sn: `M-${bchno}`, manu_lotnum: 'L1', manu_date: '2026-01-01', rx_flag: '0', trdn_flag: '0' },
    ...{ finl_trns_pric: '9.90', rtal_docno: `R-${bchno}`, sel_retn_cnt: '1', sel_retn_time: '2026-11-29 09:30:00' },
    sel_retn_opter_name: '测试员',
    ...more,
  };
}

describe('a day of a pharmacy over the front: goods, files and books', () => {
  let system: VendorSystem;
  // biome-ignore lint/suspicious/noExplicitAny: another system's JSON
  let sale: any;

  beforeAll(async () => {
    system = await VendorSystem.open();
    await system.signIn();
    await system.card('ceshi-jia');
    sale = (await system.done('2102', basket(JIA))).setlinfo;
  });
  afterAll(() => system.close());

  const told = (input: object, msgid?: string) => system.done('3505', { selinfo: input }, msgid);
  const uploads = async (infno: string) =>
    system.counter.daemon.agent
      .transactions({ openOnly: false, limit: 99 })
      .filter((one) => one.infno === infno && one.state !== 'voided');
  const drained = () =>
    until('drained', () => {
      const { queued, unknown, underway, reversing } = system.counter.daemon.agent.status().queue;
      return queued + unknown + underway + reversing === 0;
    });

  it('3505 tells the goods of a settlement once, whatever is repeated, and the same msgid later says what became of it', async () => {
    const line = goods('B1', { setl_id: sale.setl_id, psn_no: JIA, drugtracinfo: [{ drug_trac_codg: CODE(1) }] });
    const msgid = system.msgid();
    expect(await told(line, msgid)).toMatchObject({ result: { fixmedins_bchno: 'B1', retRslt: '1' } });
    await told(line, msgid);
    // A time-out at the vendor, sent again under a new msgid: these packs were told of.
    await told(line);
    expect(await uploads('3505')).toHaveLength(1);
    await drained();
    const after = await system.call('3505', { selinfo: line }, msgid);
    expect(after).toMatchObject({ infcode: 0, warn_msg: '' });
    expect(await uploads('3505')).toMatchObject([{ state: 'settled', note: '' }]);
  });

  it('refuses a pack that was sold, a settlement nobody knows, and a price that is missing', async () => {
    const other = goods('B2', { drugtracinfo: [{ drug_trac_codg: CODE(1) }] });
    expect((await system.call('3505', { selinfo: other })).err_msg).toContain('trace_code_sold');
    expect((await system.call('3505', { selinfo: goods('B3', { setl_id: 'S-none' }) })).err_msg).toContain('setl_id');
    const free = goods('B4', { finl_trns_pric: '' });
    expect((await system.call('3505', { selinfo: free })).err_msg).toContain('finl_trns_pric');
    expect(await uploads('3505')).toHaveLength(1);
  });

  it('without a setl_id it is a sale that the person pays alone; 3506 takes some of it back, once', async () => {
    const packs = [CODE(11), CODE(12)];
    const drugtracinfo = packs.map((drug_trac_codg) => ({ drug_trac_codg }));
    await told(goods('C1', { sel_retn_cnt: '2', drugtracinfo }));
    const back = goods('C2', {
      medins_prod_sel_no: 'C1',
      sel_retn_cnt: '1',
      drugtracinfo: [{ drug_trac_codg: CODE(12) }],
    });
    const msgid = system.msgid();
    await system.done('3506', { selinfo: back }, msgid);
    await system.done('3506', { selinfo: back }, msgid);
    await drained();
    const made = await uploads('3506');
    expect(made).toHaveLength(1);
    expect(made[0]?.estimate?.medfee_sumamt).toBe(-990);
    const more = { ...back, fixmedins_bchno: 'C3', sel_retn_cnt: '2' };
    expect((await system.call('3506', { selinfo: more })).err_msg).toContain('refund_invalid');
  });

  it('a number names one sale: told again under a new msgid it is that one, and another sale is refused under it', async () => {
    const line = goods('N1', { sel_retn_cnt: '2' });
    await told(line);
    await drained();
    const before = (await uploads('3505')).length;
    expect(await told(line)).toMatchObject({ result: { fixmedins_bchno: 'N1', retRslt: '1' } });
    for (const other of [goods('N1'), [goods('N2'), goods('N1')], goods('N1', { setl_id: sale.setl_id, psn_no: JIA })])
      expect((await system.call('3505', { selinfo: other })).err_msg).toContain('.fixmedins_bchno：N1');
    expect(await uploads('3505')).toHaveLength(before);
    // Deleted, its number is free again; deleted again, it is gone all the same.
    const gone = { data: { fixmedins_bchno: 'N1', inv_data_type: '4' } };
    await system.done('3507', gone);
    await drained();
    expect(await system.done('3507', gone)).toMatchObject({ result: { fixmedins_bchno: 'N1', retRslt: '1' } });
    await told(goods('N1'));
    await told(goods('N1'));
    expect(await uploads('3505')).toHaveLength(before + 1);
  });

  it('3506 with several lines of one sale takes each of them back, once', async () => {
    await system.done('3505A', { selinfoDetail: [goods('F1', { sel_retn_cnt: '2' }), goods('F2')] });
    await drained();
    const before = (await uploads('3506')).length;
    const lines = [
      goods('F3', { medins_prod_sel_no: 'F1', sel_retn_cnt: '1' }),
      goods('F4', { medins_prod_sel_no: 'F2', sel_retn_cnt: '1' }),
    ];
    const msgid = system.msgid();
    for (const _again of [1, 2]) {
      const { result } = await system.done('3506A', { selinfoDetail: lines }, msgid);
      expect(result.map((one: { retRslt: string }) => one.retRslt)).toEqual(['1', '1']);
    }
    await drained();
    const made = (await uploads('3506')).slice(0, (await uploads('3506')).length - before);
    expect(made.map(({ estimate }) => estimate?.medfee_sumamt)).toEqual([-990, -990]);
  });

  it('leaves nobody standing at the counter when a 3505 is refused', async () => {
    const sold = goods('G1', { drugtracinfo: [{ drug_trac_codg: CODE(1) }] });
    expect((await system.call('3505', { selinfo: sold })).err_msg).toContain('trace_code_sold');
    expect(system.counter.daemon.agent.sessions().filter(({ device }) => device === '')).toEqual([]);
  });

  it('3507 takes a self-paid sale back as a whole, once, and nothing else', async () => {
    await told(goods('E1', { drugtracinfo: [{ drug_trac_codg: CODE(31) }] }));
    await drained();
    const before = (await uploads('3506')).length;
    const data = { fixmedins_bchno: 'E1', inv_data_type: '4' };
    const msgid = system.msgid();
    expect(await system.done('3507', { data }, msgid)).toMatchObject({ result: { retRslt: '1' } });
    await system.done('3507', { data }, msgid);
    await drained();
    const made = await uploads('3506');
    expect([made.length, made.at(-1)?.estimate?.medfee_sumamt]).toEqual([before + 1, -990]);
    // Its code may be sold again.
    await told(goods('E2', { drugtracinfo: [{ drug_trac_codg: CODE(31) }] }));
    expect((await system.call('3507', { data: { ...data, inv_data_type: '3' } })).err_msg).toContain('inv_data_type');
    expect((await system.call('3507', { data: { ...data, fixmedins_bchno: 'B1' } })).err_msg).toContain('2103');
    expect((await system.call('3507', { data: { ...data, fixmedins_bchno: 'ZZ' } })).err_msg).toContain('没有这笔销售');
  });

  it('a batch (3505A) is one sale; goods of a settlement come back with its undoing (2103), and 3506 then agrees', async () => {
    const batch = [goods('D1'), goods('D2', { drugtracinfo: [{ drug_trac_codg: CODE(21) }] })];
    const { result } = await system.done('3505A', { selinfoDetail: batch });
    expect(result.map((one: { retRslt: string }) => one.retRslt)).toEqual(['1', '1']);
    await drained();
    const line = goods('B9', { setl_id: sale.setl_id, psn_no: JIA, medins_prod_sel_no: 'B1' });
    const early = await system.call('3506', { selinfo: line });
    expect(early.err_msg).toContain('2103');
    await system.done('2103', { data: { psn_no: JIA, setl_id: sale.setl_id, mdtrt_id: sale.mdtrt_id } });
    await drained();
    expect(await system.done('3506', { selinfo: line })).toMatchObject({ result: { retRslt: '1' } });
    expect((await uploads('3506')).filter(({ estimate }) => estimate === null)).toHaveLength(1);
    // Free again.
    await told(goods('B5', { drugtracinfo: [{ drug_trac_codg: CODE(1) }] }));
    await drained();
  });

  it('3202 lays the vendor’s file beside the centre’s books row by row, and 9102 gives the result', async () => {
    await system.card('ceshi-jia');
    const own = system.msgid();
    const second = (await system.done('2102', basket(JIA, { cnt: 3 }), own)).setlinfo;
    await drained();
    const day = system.counter.daemon.agent.status().clock.now.slice(0, 10);
    const row = (one: typeof sale, sign: 1 | -1, change: Partial<Record<string, string>> = {}) => {
      const of = (name: string) => (Number(change[name] ?? one[name]) * sign).toFixed(2);
      const amounts = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'].map(of);
      return [one.setl_id, one.mdtrt_id, JIA, ...amounts, sign === 1 ? '0' : '1'].join('\t');
    };
    const compare = async (rows: readonly string[], setl_optins = '370102') => {
      const zip = await zipOf('details.txt', `${rows.join('\r\n')}\t\n`, new Date(0));
      const { file_qury_no } = await system.done('9101', {
        fsUploadIn: { filename: 'd.zip', fixmedins_code: 'P37010200001' },
        in: [...zip].map((byte) => (byte > 127 ? byte - 256 : byte)),
      });
      const sum = (at: number) => rows.reduce((all, text) => all + Number(text.split('\t')[at]), 0).toFixed(2);
      const data = {
        ...{ setl_optins, file_qury_no, stmt_begndate: day, stmt_enddate: day, medfee_sumamt: sum(3) },
        ...{ fund_pay_sumamt: sum(4), cash_payamt: '0.00', fixmedins_setl_cnt: rows.length, clr_type: '41' },
      };
      const { fileinfo } = await system.done('3202', { data });
      const response = await fetch(system.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(
          system.envelope('9102', {
            fsDownloadIn: { file_qury_no: fileinfo.file_qury_no, filename: 'plc', fixmedins_code: 'P37010200001' },
          }),
        ),
      });
      expect(response.headers.get('content-type')).toContain('application/octet-stream');
      const text = await textInZip(new Uint8Array(await response.arrayBuffer()));
      return (text ?? '')
        .trimEnd()
        .split('\n')
        .map((one) => one.split('\t'));
    };
    const right = [row(sale, 1), row(sale, -1), row(second, 1)];
    const equal = await compare(right);
    expect(equal.map((one) => one[4])).toEqual(['0', '0', '0']);
    // Each is named by the msgid that the vendor's system sent.
    expect(equal[2]?.[3]).toBe(own);
    // None of them was settled by another agency.
    expect((await compare(right, '370199')).map((one) => one[4])).toEqual(['2', '2', '2']);
    const wrong = [row(sale, 1), row(second, 1, { medfee_sumamt: '1.00' }), row({ ...second, setl_id: 'X' }, 1)];
    const found = await compare(wrong);
    expect(found.map((one) => [one[2], one[4]])).toEqual([
      [sale.setl_id, '0'],
      [second.setl_id, '3'],
      ['X', '2'],
      [sale.setl_id, '1'],
    ]);
    expect(found[1]?.[6]).toContain('medfee_sumamt 中心 29.70');
  });

  it('says what is wrong with a file by row and column, and with what the message says of it', async () => {
    const upload = async (text: string) => {
      const zip = await zipOf('d.txt', text, new Date(0));
      const fsUploadIn = { filename: 'd.zip', fixmedins_code: 'P37010200001', in: zip.toString('base64') };
      const { file_qury_no } = await system.done('9101', { fsUploadIn });
      const data = {
        ...{ setl_optins: '370102', file_qury_no, stmt_begndate: '2026-11-29', stmt_enddate: '2026-11-29' },
        ...{ medfee_sumamt: 1, fund_pay_sumamt: 0, cash_payamt: 0, fixmedins_setl_cnt: 1 },
      };
      return (await system.call('3202', { data })).err_msg;
    };
    expect(await upload('S1\tM1\tP1\t1,00\t0\t0\t0\n')).toContain('第 1 行第 4 列 medfee_sumamt');
    expect(await upload('S1\tM1\tP1\t1.00\t0\t0\t7\n')).toContain('第 1 行第 7 列 refd_setl_flag');
    expect(await upload('S1\tM1\tP1\t2.00\t0\t0\t0\n')).toContain('medfee_sumamt：1，文件合计 2.00');
    const unknown = { fsDownloadIn: { file_qury_no: 'F0', filename: 'plc', fixmedins_code: 'P37010200001' } };
    expect((await system.call('9102', unknown)).err_msg).toContain('F0');
  });

  it('1312 answers from the local catalogue, 1901 from the code tables', async () => {
    const page = { page_num: 1, page_size: 10 };
    const { data } = await system.done('1312', { data: { hilist_code: GOOD.med_list_codg, ...page } });
    expect(data).toMatchObject([{ hilist_code: GOOD.med_list_codg, chrgitm_lv: expect.stringMatching(/^0[123]$/) }]);
    expect((await system.call('1312', { data: page })).err_msg).toContain('hilist_code');
    const { list } = await system.done('1901', { data: { type: 'INSUTYPE' } });
    expect(list).toContainEqual(expect.objectContaining({ value: '310', label: '职工基本医疗保险' }));
  });

  it('a value its code table does not know is refused by field and value, a local or uncertain one is not', async () => {
    const read = basket(JIA);
    const refused = async (change: object) =>
      (await system.call('2101', { ...read, druginfo: { ...read.druginfo, ...change } })).err_msg;
    expect(await refused({ insutype: '311' })).toContain('national_code_unknown：druginfo.insutype 的值 311');
    expect(await refused({ med_type: '42' })).toContain('druginfo.med_type 的值 42');
    expect(await refused({ acct_used_flag: '2' })).toContain('acct_used_flag 的值 2');
    expect(await refused({ med_type: '9901' })).not.toContain('national_code_unknown');
    expect(await refused({ med_type: '140104' })).not.toContain('national_code_unknown');
  });

  it('tells two packs without codes that stand on two lines as two, and neither of them again', async () => {
    const two = (await system.done('2102', basket(JIA, { cnt: 2, exp: { another_sale: '1' } }))).setlinfo;
    const before = (await uploads('3505')).length;
    const lines = ['P1', 'P2'].map((bchno) => goods(bchno, { setl_id: two.setl_id, psn_no: JIA }));
    await told(lines);
    await told(lines);
    expect((await uploads('3505')).length - before).toBe(2);
  });
});

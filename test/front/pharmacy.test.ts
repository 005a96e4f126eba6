/** A pharmacy's day through the national front alone: online, cut off and back again, undone, and closed. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/program.ts';
import { basket, uuid, VendorSystem } from './system.ts';

const JIA = '99000000000000000001';
const YI = '99000000000000000002';

describe('a pharmacy day through the national interface', () => {
  let system: VendorSystem;
  let first: { setl_id: string; mdtrt_id: string; balc: string };
  beforeAll(async () => {
    system = await VendorSystem.open();
  });
  afterAll(() => system.close());

  it('begins with 9001 and reads the person with 1101 from the card in the reader', async () => {
    await system.signIn();
    expect(system.sign_no).toMatch(/./);
    await system.card('ceshi-jia');
    const { baseinfo, insuinfo } = await system.done('1101', {
      data: { mdtrt_cert_type: '03', mdtrt_cert_no: 'T0000001A', psn_cert_type: '01' },
    });
    expect(baseinfo).toMatchObject({ psn_no: JIA, psn_name: '测试甲', brdy: '1958-03-15' });
    expect(insuinfo).toMatchObject([{ insutype: '310', balc: '1560.00' }]);
    const { cardecinfo } = await system.done('1161', { data: {} });
    expect(cardecinfo).toMatchObject({ cardno: 'T0000001A', psn_name: '测试甲' });
  });

  it('prices with 2101 and settles with 2102, and the centre holds exactly that', async () => {
    const looked = await system.call('2101', basket(JIA, { acct: '1' }));
    // Codes for the program, and words for the operator that it is shown to.
    expect(looked.warn_msg).toMatch(/^prescription_missing\(warn 1\) 处方药没有处方号/);
    const { setlinfo: priced } = looked.output;
    expect(priced).toMatchObject({ medfee_sumamt: '9.90', acct_pay: '9.90', psn_no: JIA });
    const msgid = system.msgid();
    const { setlinfo } = await system.done('2102', basket(JIA, { acct: '1' }), msgid);
    expect(setlinfo).toMatchObject({
      medfee_sumamt: '9.90',
      acct_pay: '9.90',
      psn_cash_pay: '0.00',
      medins_setl_id: msgid,
    });
    expect(setlinfo.exp_content.provisional).toBe('0');
    expect(setlinfo.setl_id).not.toMatch(/^~/);
    first = setlinfo;
    const again = await system.done('2102', basket(JIA, { acct: '1' }), msgid);
    expect(again.setlinfo.setl_id).toBe(setlinfo.setl_id);
    expect(await system.ledger()).toHaveLength(1);
    // What of each line is whose, at the settlement as before it, however often it is asked.
    const [cut] = looked.output.detlcutinfo;
    expect(cut).toMatchObject({ feedetl_sn: '1', cnt: '1', pric: '9.90', inscp_scp_amt: '9.90', chrgitm_lv: '01' });
    expect(again.detlcutinfo).toEqual([cut]);
  });

  it('refuses another body under a msgid that was used, and takes a retry that read its clock anew for the same', async () => {
    const [msgid, asked] = [system.msgid(), basket(JIA, { cnt: 2 })];
    const { setlinfo } = await system.done('2102', asked, msgid);
    const at = '2026-11-29 09:31:07';
    const anew = {
      druginfo: { ...asked.druginfo, begntime: at },
      drugdetail: asked.drugdetail.map((line) => ({ ...line, fee_ocur_time: at })),
    };
    expect((await system.done('2102', anew, msgid)).setlinfo.setl_id).toBe(setlinfo.setl_id);
    const other = await system.call('2102', basket(JIA, { cnt: 3 }), msgid);
    expect(other).toMatchObject({ infcode: -1, output: null });
    // Under a new one, as a system does that is told so, what may be the same sale would be made twice.
    expect(other.err_msg).toMatch(/同一笔请按原样再发，不要换号.*undo it first/);
    expect(other.err_msg.length).toBeLessThanOrEqual(200);
    expect(await system.ledger()).toHaveLength(2);
  });

  it('takes numbers as strings and the extension under its other name', async () => {
    const read = basket(JIA, { cnt: '4.0' });
    const { setlinfo } = await system.done('2101', {
      ...read,
      drugdetail: [{ ...read.drugdetail[0], pric: '9.900000', expContent: '{}' }],
    });
    expect(setlinfo.medfee_sumamt).toBe('39.60');
  });

  it.each([
    [
      'a total that is not the sum',
      { ...basket(JIA), druginfo: { ...basket(JIA).druginfo, medfee_sumamt: '9.91' } },
      'medfee_sumamt',
    ],
    ['another person than the card’s', basket(YI), 'psn_no'],
    ['no lines', { druginfo: basket(JIA).druginfo }, 'drugdetail'],
    [
      'too many decimals',
      { ...basket(JIA), drugdetail: [{ ...basket(JIA).drugdetail[0], cnt: '1.23456' }] },
      'drugdetail[0].cnt',
    ],
    ['a wrong insurance', basket(JIA, { insutype: '390' }), 'insutype'],
  ])('refuses %s, naming the field', async (_what, input, field) => {
    const answer = await system.call('2102', input);
    expect(answer.infcode).toBe(-1);
    expect(answer.err_msg).toContain(field);
    expect(await system.ledger()).toHaveLength(2);
  });

  it('cut off: 2102 is provisional and says so, and the same msgid later gives the final answer', async () => {
    await system.card('ceshi-yi');
    await system.done('1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: '', psn_cert_type: '01' } });
    await system.cut();
    const msgid = system.msgid();
    const told = await system.call('2102', basket(YI), msgid);
    expect(told).toMatchObject({ infcode: 0 });
    expect(told.warn_msg).toContain('离线受理');
    expect(told.output.setlinfo).toMatchObject({
      setl_id: expect.stringMatching(/^~S/),
      exp_content: { provisional: '1' },
    });
    // A time-out at the vendor: sent again under a new msgid, the open one is meant.
    const retried = await system.call('2102', basket(YI));
    expect(retried.output.setlinfo.setl_id).toBe(told.output.setlinfo.setl_id);
    // Said to be another one, it is, as a number too; what says neither is not taken for a no.
    const neither = await system.call('2102', basket(YI, { exp: { another_sale: true } }));
    expect(neither.err_msg).toContain('exp_content.another_sale');
    const another = await system.call('2102', basket(YI, { exp: { another_sale: 1 } }));
    expect(another.infcode === 0 ? another.output.setlinfo.setl_id : another.err_msg).not.toBe(
      told.output.setlinfo.setl_id,
    );
    await system.counter.relay.restore();
    const final = await until('the final answer', async () => {
      const answer = await system.call('2102', basket(YI), msgid);
      return answer.infcode === 0 && answer.output.setlinfo.exp_content.provisional === '0' ? answer : null;
    });
    expect(final.output.setlinfo).toMatchObject({ medfee_sumamt: '9.90', setl_id: expect.stringMatching(/^[^~]/) });
    const ids = (await system.ledger()).map((one) => one.msgid);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('cut off: 5301, 5203 and 2601 answer by what is here and say so; asked later they give the final answer', async () => {
    await system.linked();
    await system.card('ceshi-jia');
    await system.done('1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: '', psn_cert_type: '01' } });
    await system.cut();
    await system.card('ceshi-jia');
    const diseases = () => system.call('5301', { data: { psn_no: JIA } });
    expect((await diseases()).warn_msg).toContain('本机存档');
    const entitled = () => system.call('2001', { data: { psn_no: JIA, insutype: '310', med_type: '41' } });
    expect(await entitled()).toMatchObject({ infcode: 0, warn_msg: expect.stringContaining('按本机存档检查') });
    const [kept, undone] = [system.msgid(), system.msgid()];
    const told = await system.done('2102', basket(JIA, { cnt: 7 }), kept);
    const voided = await system.done('2102', basket(JIA, { cnt: 8 }), undone);
    const { setl_id, mdtrt_id } = told.setlinfo;
    const settlement = () => system.call('5203', { data: { psn_no: JIA, setl_id, mdtrt_id } });
    expect(await settlement()).toMatchObject({ warn_msg: expect.stringContaining('离线受理') });
    const reverse = (msgid: string) =>
      system.call('2601', { data: { psn_no: JIA, omsgid: undone, oinfno: '2102' } }, msgid);
    const reversal = system.msgid();
    expect(await reverse(reversal)).toMatchObject({ infcode: 0 });
    // Nothing final will come of what was undone, and 5203 does not promise it.
    const gone = await system.call('5203', {
      data: { psn_no: JIA, setl_id: voided.setlinfo.setl_id, mdtrt_id: voided.setlinfo.mdtrt_id },
    });
    expect(gone.output.setlinfo).toMatchObject({ refd_setl_flag: '1', exp_content: { state: 'voided' } });
    expect([gone.warn_msg.includes('已撤销'), gone.warn_msg.includes('最终结果')]).toEqual([true, false]);
    await system.counter.relay.restore();
    const final = await until('the final answer', async () => {
      const answer = await settlement();
      return answer.infcode === 0 && answer.warn_msg === '' ? answer : null;
    });
    expect(final.output.setlinfo).toMatchObject({
      medfee_sumamt: '69.30',
      setl_id: expect.stringMatching(/^[^~]/),
      refd_setl_flag: '0',
    });
    expect(await reverse(reversal)).toMatchObject({ infcode: 0, warn_msg: '' });
    // The centre's own word again, not the one from before the cut.
    expect(await diseases()).toMatchObject({ infcode: 0, warn_msg: '' });
    expect(await entitled()).toMatchObject({ infcode: 0, warn_msg: '' });
    const settled = (await system.ledger()).filter((one) => one.state.startsWith('settled'));
    expect(settled.map(({ medfee_sumamt }) => medfee_sumamt)).not.toContain('79.20');
    await until('the void', async () => (await system.ledger()).some(({ state }) => state === 'voided'));
    await system.card('ceshi-yi');
  });

  it('an answer lost after the centre settled is found out, not settled a second time', async () => {
    await system.linked();
    const before = (await system.ledger()).length;
    await system.centre('/faults', { lose_answers: 1 });
    const msgid = system.msgid();
    const input = basket(YI, { cnt: 2, exp: { another_sale: '1' } });
    await system.call('2102', input, msgid);
    await until('settled', async () => {
      const answer = await system.call('2102', input, msgid);
      return answer.infcode === 0 && answer.output.setlinfo.exp_content.provisional === '0';
    });
    expect(await system.ledger()).toHaveLength(before + 1);
  });

  it('undoes with 2103 by the centre’s setl_id, every amount negative, once', async () => {
    const input = { data: { psn_no: JIA, setl_id: first.setl_id, mdtrt_id: first.mdtrt_id } };
    const msgid = system.msgid();
    const other = await system.call('2103', { data: { ...input.data, mdtrt_id: 'M0000000000000000000000000009' } });
    expect(other.err_msg).toContain('mdtrt_id：不是该结算的就诊ID');
    for (const infno of ['2103', '5203']) {
      const elsewhere = await system.call(infno, { data: { ...input.data, setl_id: 'S202211080000000000000099' } });
      expect(elsewhere.err_msg).toMatch(/^setl_id：本终端没有.*在别的终端办理的，到那台终端去办.*dealt with there$/);
    }
    const { setlinfo } = await system.done('2103', input, msgid);
    expect(setlinfo).toMatchObject({
      medfee_sumamt: '-9.90',
      acct_pay: '-9.90',
      psn_pay: '-9.90',
      cash_payamt: '0.00',
      // What the account holds after it, and not what it held after the sale.
      balc: (Number(first.balc) + 9.9).toFixed(2),
    });
    await system.done('2103', input, msgid);
    await until(
      'reversed',
      async () => (await system.ledger()).filter(({ state }) => state === 'reversed').length === 1,
    );
  });

  it('undoes with 2103, or 2601, what was told offline and then refused: done at once, the centre has nothing of it', async () => {
    await system.card('ceshi-jia');
    await system.cut();
    await system.card('ceshi-jia');
    const { setlinfo } = await system.done('2102', basket(JIA, { cnt: 6, exp: { another_sale: '1' } }));
    const other = system.msgid();
    await system.done('2102', basket(JIA, { cnt: 5, exp: { another_sale: '1' } }), other);
    await system.centre('/faults', { refuse: { code: 'refused', count: 2, salesOnly: true } });
    await system.counter.relay.restore();
    const sold = () => system.counter.daemon.agent.transactions({ openOnly: false, limit: 50 });
    await until('refused', () => sold().filter(({ state }) => state === 'rejected').length === 2);
    const undo = { data: { psn_no: JIA, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } };
    const undone = await system.call('2103', undo);
    expect(undone).toMatchObject({ infcode: 0, warn_msg: '', output: { setlinfo: { medfee_sumamt: '-59.40' } } });
    // A time-out at the vendor: asked for again under a new msgid it is done, too.
    expect(await system.call('2103', undo)).toMatchObject({ infcode: 0, warn_msg: '' });
    await system.done('2601', { data: { psn_no: JIA, omsgid: other, oinfno: '2102' } });
    const again = sold().flatMap(({ state, msgid }) =>
      state === 'rejected'
        ? [system.counter.daemon.agent.command({ kind: 'cancel', msgid, key: `again-${msgid}` })]
        : [],
    );
    for (const one of await Promise.all(again)) expect(one).toMatchObject({ problem: { code: 'given_back' } });
  });

  it('reverses with 2601 by the caller’s own msgid; one that never came is refused when it comes', async () => {
    await system.card('ceshi-jia');
    const msgid = system.msgid();
    await system.done('2102', basket(JIA, { cnt: 5 }), msgid);
    await system.done('2601', { data: { psn_no: JIA, omsgid: msgid, oinfno: '2102' } });
    await until(
      'reversed',
      async () => (await system.ledger()).filter(({ state }) => state === 'reversed').length === 2,
    );
    expect((await system.call('2102', basket(JIA, { cnt: 5 }), msgid)).infcode).toBe(-1);
    const unseen = system.msgid();
    const early = await system.call('2601', { data: { psn_no: JIA, omsgid: unseen, oinfno: '2102' } });
    expect(early).toMatchObject({ infcode: 0 });
    expect(early.warn_msg).toMatch(/^本终端没有收到过原交易.*到那台终端冲正/);
    const late = await system.call('2102', basket(JIA, { cnt: 6 }), unseen);
    expect(late.err_msg).toContain('已冲正');
  });

  it('compares totals with 3201 and ends with 9002', async () => {
    await until('drained', () => {
      const { queued, unknown, underway, reversing } = system.counter.daemon.agent.status().queue;
      return queued + unknown + underway + reversing === 0;
    });
    const day = system.counter.daemon.agent.status().clock.now.slice(0, 10);
    const given = { insutype: '310', clr_type: '41', setl_optins: '370102', stmt_begndate: day, stmt_enddate: day };
    const nothing = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 };
    const wrong = await system.done('3201', { data: { ...given, ...nothing } });
    expect(wrong.stmtinfo.stmt_rslt).toBe('1');
    // Another agency has settled nothing.
    const elsewhere = await system.done('3201', { data: { ...given, setl_optins: '370199', ...nothing } });
    expect(elsewhere.stmtinfo).toMatchObject({ setl_optins: '370199', stmt_rslt: '0' });
    const sums = system.counter.daemon.agent.books
      .totals(day)
      .filter((one) => one.insutype === '310' && one.clr_type === '41');
    const sum = (name: 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay') =>
      (sums.reduce((all, one) => all + one[name], 0) / 100).toFixed(2);
    const right = await system.done('3201', {
      data: {
        ...given,
        ...{ medfee_sumamt: sum('medfee_sumamt'), fund_pay_sumamt: sum('fund_pay_sumamt'), acct_pay: sum('acct_pay') },
        fixmedins_setl_cnt: String(sums.reduce((all, one) => all + one.fixmedins_setl_cnt, 0)),
      },
    });
    expect(right.stmtinfo).toMatchObject({ stmt_rslt: '0', stmt_rslt_dscr: '' });
    await system.done('9002', { signOut: { sign_no: system.sign_no, opter_no: '001' } });
    expect(system.counter.daemon.agent.status().shift.phase).toBe('closed');
  });

  it('says by its number what it does not support, and what a message lacks', async () => {
    expect((await system.call('2304', { data: {} })).err_msg).toContain('2304');
    for (const infno of ['1301', '1319', '2301', '3203', '3204']) {
      const refused = await system.call(infno, { data: {} });
      expect(refused).toMatchObject({ infcode: -1, output: null });
      expect(refused.err_msg).toContain(`不支持交易 ${infno}`);
    }
    expect((await system.send(system.url, { infno: '2102' })).err_msg).toContain('msgid');
    expect((await system.send(system.url, [])).err_msg).toContain('JSON');
    const based = await system.send(`${system.url}/5301`, {
      ...system.envelope('', { data: { psn_no: '' } }),
      infno: undefined,
    });
    expect(based.err_msg).toContain('data.psn_no');
    expect(based.inf_refmsgid).toMatch(/^370102\d{24}$/);
  });

  it('says in the envelope how it wants to be asked to whoever asks otherwise, as a browser that is given its address', async () => {
    const asked = await fetch(system.url);
    expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'POST']);
    const { infcode, err_msg } = (await asked.json()) as { infcode: number; err_msg: string };
    expect([infcode, err_msg]).toEqual([
      -1,
      expect.stringMatching(/^method_refused：这个地址不接受 GET。改用 POST 发送。/),
    ]);
  });

  it('lets in by secret path or by the platform’s signature, each nonce once, and nobody else', async () => {
    const url = `${system.base}/fsi/api/callFsiService/callService`;
    const seconds = String(Math.floor(Date.now() / 1000));
    const signed = (timestamp: string, nonce: string, key = system.signing.key) => ({
      'x-tif-paasid': system.signing.paasid,
      'x-tif-timestamp': timestamp,
      'x-tif-nonce': nonce,
      'x-tif-signature': createHash('sha256').update(`${timestamp}${key}${nonce}${timestamp}`).digest('hex'),
    });
    const ask = (headers: Record<string, string>) => system.send(url, system.envelope('2304', {}), headers);
    const nonce = uuid();
    expect((await ask(signed(seconds, nonce))).err_msg).toContain('2304');
    for (const headers of [
      signed(seconds, nonce),
      signed(seconds, uuid(), 'wrong'),
      signed(String(Number(seconds) - 3600), uuid()),
      {},
    ])
      expect((await ask(headers)).err_msg).toContain('未配对');
    const stranger = await system.send(`${system.base}/nf/${'x'.repeat(32)}`, system.envelope('2101', {}));
    expect(stranger.err_msg).toContain('未配对');
  });
});

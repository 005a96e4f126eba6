/** Settlement receipts: what stands on the paper, provisional and copy marks, through the real driver onto paper. */
import { afterEach, describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { Devices } from '../../agent/ports/devices.ts';
import type { Printing } from '../../agent/ports/printing.ts';
import { createPrinting } from '../../agent/printing.ts';
import { columnsOf, line, pair } from '../../agent/receipt/paper.ts';
import { type SerialDriver, startSerialDriver } from '../../drivers/serial/driver.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { memorySerial } from '../../simulator/serial/memory-serial.ts';
import { paperPrinter } from '../../simulator/serial/paper.ts';
import { Counter, replyOf, TERMINAL } from '../agent/counter.ts';
import { Local } from '../api/local.ts';

const v1 = tongxing.v1;

const PRINTER = { name: 'p', type: 'printer', path: '/dev/ttyS2', baud: 9600 } as const;

let driver: SerialDriver | null = null;
let local: Local | null = null;
afterEach(async () => {
  await driver?.stop();
  await local?.stop();
  [driver, local] = [null, null];
});

/** A counter with a printer on a serial port in memory, cut off from the centre with the person on file. */
async function shop(width: 58 | 80 = 58, training = false) {
  const counter = new Counter();
  const ports = memorySerial();
  const printer = paperPrinter();
  ports.plug({ path: PRINTER.path }, (sent) => printer.take(sent));
  driver = startSerialDriver(
    ports.seam,
    [PRINTER],
    {
      ...counter.clock,
      after: counter.clock.after.bind(counter.clock),
      monotonicMs: () => counter.clock.monotonicMs(),
      today: () => '2022-10-08',
    },
    (event) => counter.device(event),
  );
  const devices: Devices = {
    start: () => {},
    stop: async () => {},
    print: (device, job) => driver?.print(device, job),
  };
  const { agent, store, clock } = counter;
  const printing = createPrinting({
    agent,
    store,
    devices,
    catalogue: { version: '', entries: () => [], goodsOf: (code) => ({ name: `阿莫西林胶囊${code}` }) as never },
    clock,
    terminal: TERMINAL,
    training,
    widthOf: () => width,
  });
  local = await Local.start({ printing }, counter);
  await local.cutOff();
  const msgid = (await counter.sell('k1', '100.00')) as Msgid;
  const print = () => local?.ask('POST', `/v1/transactions/${msgid}/print`);
  return { counter, printer, printing, msgid, print, paper: () => printer.paper.splice(0) };
}

const textOf = (printing: Printing, msgid: Msgid, width: 58 | 80): readonly string[] => {
  const shown = printing.preview(msgid, width);
  return 'text' in shown ? shown.text.split('\n') : [];
};

describe('a settlement receipt', () => {
  it('of a provisional sale says so in large, with the funds, who is masked, and a code to check it by', async () => {
    const { print, paper, msgid } = await shop();
    expect((await print())?.body).toEqual({ device: 'serial:p', copy: 0 });
    const rows = paper();
    expect(rows.filter((row) => row.startsWith('«'))).toEqual([
      '«临时受理»',
      '«待中心确认»',
      '«PROVISIONAL»',
      '«测试药店»',
    ]);
    expect(rows.some((row) => /^医疗费总额 Total +100\.00$/.test(row))).toBe(true);
    expect(rows.some((row) => /^ {2}统筹基金支付 +[1-9][0-9]*\.[0-9]{2}$/.test(row))).toBe(true);
    expect(rows.join('\n')).toContain('阿莫西林胶囊A');
    expect(rows.map((row) => row.trim()).join('')).toContain('金额为本机预结算，以医保中心答复为准');
    expect(rows.join('\n')).not.toMatch(/PSN-990001|共济|账户余额|结算ID/);
    expect(rows.at(-1)).toBe('✂');
    expect(rows.find((row) => row.startsWith('[QR '))).toMatch(
      new RegExp(`^\\[QR TX1\\|${msgid}\\|\\|10000\\|[0-9A-F]{16}\\]$`),
    );
    for (const row of rows)
      if (!row.startsWith('[') && !row.startsWith('«')) expect(columnsOf(row)).toBeLessThanOrEqual(32);
  });

  it('once the centre has confirmed it, is no longer provisional; every print but the first is a copy', async () => {
    const { counter, print, paper } = await shop(80);
    await print();
    paper();
    await counter.connect();
    await counter.exchange();
    expect((await print())?.body).toEqual({ device: 'serial:p', copy: 1 });
    const rows = paper();
    expect(rows.filter((row) => row.startsWith('«'))).toEqual(['«补打 COPY 1»', '«测试药店»']);
    expect(rows.join('\n')).toContain('医保中心已确认');
    expect(rows.join('\n')).toMatch(/结算ID +SETL-1/);
    counter.crash();
    expect(counter.store.printed(rows.find((row) => row.startsWith('报文'))?.split(/ +/)[1] as Msgid)).toBe(2);
  });

  it('of what the centre settled otherwise than was told has the centre’s amounts, whoever bears them, and what the account holds', async () => {
    const { counter, printing, msgid } = await shop();
    const settled = {
      ...{ medfee_sumamt: 10_000, hifp_pay: 2_000, maf_pay: 1_000, fund_pay_sumamt: 3_000 },
      ...{ psn_part_amt: 7_000, acct_pay: 1_500, acct_mulaid_pay: 500, psn_cash_pay: 5_000, balc: 8_888 },
    };
    const amounts = Object.fromEntries(Object.entries(settled).map(([name, fen]) => [name, { fen }]));
    await counter.connect();
    await counter.exchange((one) => counter.settled(one, {}, amounts));
    expect(counter.state(msgid)).toBe('settled_with_difference');
    const [, head = '', goods = '', bill = ''] = textOf(printing, msgid, 58)
      .join('\n')
      .split(/\n-+\n/);
    expect(head.split('\n').map((row) => row.replace(/ {2,}/, ' | '))).toEqual([
      '机构编号 | P37010200001',
      '时间 Time | 2022-10-08 09:30:00',
      '人员编号 | ********01',
      '险种 | 职工基本医疗保险',
      '类别 | 定点药店购药',
      '报文',
      ` | ${msgid}`,
      '结算ID | SETL-1',
    ]);
    expect(goods).toMatch(/^阿莫西林胶囊A\n {2}100\.00 x 1 +100\.00$/);
    expect(bill.split('\n').map((row) => row.trim().replace(/ {2,}/, ' '))).toEqual([
      '医疗费总额 Total 100.00',
      '统筹基金支付 20.00',
      '医疗救助 10.00',
      '基金支付 Funds 30.00',
      '个人账户支付 Account 15.00',
      '个人账户共济支付 Family 5.00',
      '个人现金支付 Cash 50.00',
      '账户余额 Balance 88.88',
    ]);
  });

  it('of a sale that the centre refused says so in place of what it promised', async () => {
    const { counter, printing, msgid } = await shop();
    await counter.connect();
    const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };
    const refused = { outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null, result };
    await counter.exchange((one) => counter.settled(one, refused));
    const slip = textOf(printing, msgid, 80).join('\n');
    expect(slip).toMatch(/医保中心未予结算/);
    expect(slip).not.toMatch(/待中心确认|以医保中心答复为准|账户余额/);
  });

  it('of a sale that was taken back before it was sent promises nothing of the centre any more', async () => {
    const { counter, printing, msgid } = await shop();
    await counter.command({ kind: 'cancel', msgid, key: 'back' });
    const slip = textOf(printing, msgid, 80).join('\n');
    expect(slip).toMatch(/已作废/);
    expect(slip).toMatch(/本单已撤销，不作结算凭证/);
    expect(slip).not.toMatch(/待中心确认|PROVISIONAL|以医保中心答复为准/);
  });

  it('that does not come out for want of paper says so, and the next one is still the first', async () => {
    const { printer, counter, print, paper } = await shop();
    printer.load(0);
    await counter.run(5_000);
    const refused = await print();
    expect([refused?.status, refused?.body['code']]).toEqual([503, 'printer_no_paper']);
    printer.load(1_000);
    await counter.run(5_000);
    expect((await print())?.body).toMatchObject({ copy: 0 });
    expect(paper().join()).not.toContain('COPY');
  });

  it('that does not come out because the paper has just run out leaves the next one the first, too', async () => {
    const { printer, counter, print, paper } = await shop();
    await counter.run(5_000);
    printer.load(0);
    expect((await print())?.body['code']).toBe('printer_no_paper');
    printer.load(1_000);
    expect((await print())?.body).toMatchObject({ copy: 0 });
    expect(paper().join()).not.toContain('COPY');
  });

  it('printed as soon as there is paper, before the printer was asked again, is the first, and the next one a copy', async () => {
    const { printer, counter, print, paper } = await shop();
    printer.load(0);
    await counter.run(5_000);
    printer.load(1_000);
    expect((await print())?.body).toMatchObject({ copy: 0 });
    paper();
    expect((await print())?.body).toMatchObject({ copy: 1 });
    expect(paper().join()).toContain('COPY 1');
  });

  it('asked for twice at once after new paper was put in comes out once as the first and once as a copy', async () => {
    const { printer, counter, printing, msgid, paper } = await shop();
    printer.load(0);
    await counter.run(5_000);
    printer.load(1_000);
    const both = [printing.print(msgid, null), printing.print(msgid, null)];
    await counter.run(1_000);
    expect(await Promise.all(both)).toMatchObject([{ copy: 0 }, { copy: 1 }]);
    expect(paper().join().match(/COPY/g)).toHaveLength(1);
  });

  it('that a full disk keeps from being noted ends as an error of its own: the agent goes on, and so does the next print', async () => {
    const { counter, printing, msgid } = await shop();
    await counter.run(5_000);
    counter.db.exec("CREATE TRIGGER full BEFORE INSERT ON state BEGIN SELECT RAISE(FAIL, 'full'); END");
    const both = [printing.print(msgid, null), printing.print(msgid, null)].map((one) =>
      one.catch((error) => error.code),
    );
    await counter.run(1_000);
    expect(await Promise.all(both)).toEqual(['store_failed', 'store_failed']);
    counter.db.exec('DROP TRIGGER full');
    const later = printing.print(msgid, null);
    await counter.run(1_000);
    expect([await later, counter.defect]).toMatchObject([{ ok: true, copy: 0 }, null]);
  });

  it('whose paper had just run out, on a disk that is full by then, ends as an error of its own, too', async () => {
    const { printer, counter, printing, msgid } = await shop();
    await counter.run(5_000);
    printer.load(0);
    const asked = printing.print(msgid, null).catch((error) => error.code);
    counter.db.exec("CREATE TRIGGER full BEFORE INSERT ON state BEGIN SELECT RAISE(FAIL, 'full'); END");
    await counter.run(5_000);
    expect([await asked, counter.defect]).toEqual(['store_failed', null]);
    expect(counter.agent.transaction(msgid)).not.toBe(null);
  });

  it('that ran out in the middle leaves paper behind, so the next one is a copy', async () => {
    const { printer, counter, print, paper } = await shop();
    await counter.run(5_000);
    printer.load(5);
    expect((await print())?.body['code']).toBe('printer_no_paper');
    printer.load(1_000);
    await counter.run(5_000);
    await print();
    expect(paper().join()).toContain('COPY 1');
  });

  it('for a printer that was named and is not there, or is one of two, is an error that says so, and comes from no other', async () => {
    const { counter, print, paper } = await shop();
    const identity = (port: string) => ({ vid: '1A86', pid: '7523', serial: '', port });
    const plug = (device: string, port: string) =>
      counter.device({
        kind: 'device_added',
        device,
        name: device,
        virtual: false,
        type: 'printer',
        identity: identity(port),
      });
    plug('serial:big', '1-1');
    await counter.command({ kind: 'name_device', role: 'printer', device: 'serial:big' });
    counter.device({ kind: 'device_removed', device: 'serial:big' });
    await counter.run();
    expect((await print())?.body).toMatchObject({ code: 'role_absent', facts: { role: 'printer' } });
    plug('serial:one', '1-2');
    plug('serial:two', '1-3');
    await counter.run();
    const refused = (await print())?.body;
    expect(refused).toMatchObject({ code: 'role_ambiguous', title: expect.stringContaining('serial:one, serial:two') });
    expect(paper()).toEqual([]);
  });

  it('on a training machine says so, and as text is what would be printed', async () => {
    const { printing, msgid } = await shop(80, true);
    expect(printing.preview(msgid, 80)).toMatchObject({ text: expect.stringContaining('培训 无效 TRAINING') });
    expect(textOf(printing, msgid, 58).every((row) => row.startsWith('[QR') || columnsOf(row) <= 32)).toBe(true);
    expect(
      textOf(printing, msgid, 58)
        .slice(0, 2)
        .map((row) => row.trim()),
    ).toEqual(['培训 无效', 'TRAINING']);
    expect(printing.preview('X' as Msgid, 80)).toEqual({ lacking: 'transaction_unknown' });
    expect(await printing.print('X' as Msgid, null)).toEqual({ ok: false, code: 'transaction_unknown' });
    expect(await printing.print(msgid, 'serial:other')).toEqual({ ok: false, code: 'no_printer' });
  });
});

describe('the receipt of what a person paid alone', () => {
  it('says so, with what was sold, what was received, the change and that it was agreed to; of what came back, what was paid back', async () => {
    const { counter, printing } = await shop();
    const opened = await counter.command({ kind: 'open_session', without_card: true });
    const { id } = replyOf(opened, 'session').session;
    const lines = [{ feedetl_sn: '1', med_list_codg: 'A', pric: '10.00', cnt: '3' }];
    await counter.command({ kind: 'set_basket', session: id, basket: { med_type: '41', acct_used_flag: '0', lines } });
    const given = { tenders: [{ tender: 'cash', amount: fen(3_000), received: fen(5_000) }], told: true } as const;
    const sold = await counter.command({ kind: 'accept', session: id, key: 'alone', given });
    const { msgid } = replyOf(sold, 'accepted');
    const slip = textOf(printing, msgid, 58).join('\n');
    expect(slip).toMatch(/自费销售单 Sale\n/);
    expect(slip).toMatch(/阿莫西林胶囊A\n {2}10\.00 x 3 +30\.00\n/);
    expect(slip).toMatch(
      /合计 Total +30\.00\n个人现金支付 Cash +30\.00\n.*\n {4}实收 Received +50\.00\n {4}找零 Change +20\.00\n/,
    );
    expect(slip).not.toMatch(/医保中心|险种|人员编号|基金支付/);
    expect(slip).toMatch(/\n本人口头同意，经办人确认\n同意时间 +2022-10-08 09:30:\d\d\n/);
    expect(slip).toMatch(/自费，不经医保结算，未计算基金\s+Self-paid, no fund was computed/);
    // What was given exactly, or by phone, leaves no change to speak of.
    for (const paid of [{ tender: 'cash', received: fen(3_000) }, { tender: 'wechat' }] as const) {
      const again = replyOf(await counter.command({ kind: 'open_session', without_card: true }), 'session').session.id;
      const basket = { med_type: '41', acct_used_flag: '0', lines } as const;
      await counter.command({ kind: 'set_basket', session: again, basket });
      const exact = { tenders: [{ ...paid, amount: fen(3_000) }], told: false } as const;
      const accepted = await counter.command({ kind: 'accept', session: again, key: paid.tender, given: exact });
      const other = textOf(printing, replyOf(accepted, 'accepted').msgid, 58).join('\n');
      expect(other).toMatch(/个人现金支付 Cash +30\.00\n {2}(现金 Cash|微信 WeChat Pay) +30\.00\n-/);
    }
    const back = { kind: 'refund', msgid, key: 'r1', lines: [{ feedetl_sn: '1', cnt: '1' }] } as const;
    const { made } = replyOf(await counter.command(back), 'refunded');
    expect(textOf(printing, made, 58).join('\n')).toMatch(
      /自费退货单 Returned\n[\s\S]*合计 Total +-10\.00\n个人现金支付 Cash +-10\.00\n/,
    );
  });

  it('in full, with the funds’ part to come, says that no fund was computed, until the centre has judged it', async () => {
    const { counter, printing } = await shop();
    const session = await counter.openSession();
    const lines = [{ feedetl_sn: '1', med_list_codg: 'A', pric: '10.00', cnt: '3' }];
    const basket = { med_type: '41', acct_used_flag: '0', payment: 'full_cash', lines } as const;
    await counter.command({ kind: 'set_basket', session, basket });
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'full' }), 'accepted');
    const slip = textOf(printing, msgid, 58).join('\n');
    expect(slip).toMatch(/临时受理[\s\S]*全额现金\s+未计算基金[\s\S]*合计 Total +30\.00\n个人现金支付 Cash +30\.00/);
    expect(slip).toMatch(/基金应付的，待医保中心核定后退还\s+No fund computed; claimed later/);
    expect(slip).not.toMatch(/基金支付|个人账户|预结算/);
    await counter.connect();
    // First what the same person bought before.
    for (const _ of ['before', 'this']) await counter.exchange((one) => counter.settled(one));
    expect(textOf(printing, msgid, 58).join('\n')).not.toMatch(/未计算基金|No fund/);
  });

  it('is none where there is none: of an undoing, the sale itself is printed', async () => {
    const { counter, printing, msgid } = await shop();
    await counter.connect();
    await counter.exchange((one) => counter.settled(one));
    const undone = await counter.command({ kind: 'cancel', msgid, key: 'c1' });
    const reversal = replyOf(undone, 'cancelled').reversal ?? msgid;
    expect(printing.preview(reversal, 80)).toEqual({ lacking: 'receipt_none' });
    expect(await printing.print(reversal, null)).toEqual({ ok: false, code: 'receipt_none' });
    expect(textOf(printing, msgid, 80).join('\n')).toContain('冲正中');
  });
});

describe('a row', () => {
  it('counts a Chinese character as two columns, and never cuts an amount', () => {
    expect(columnsOf('测试a')).toBe(5);
    // Of Latin, too, what the font of GB18030 has in two bytes.
    expect(columnsOf('é 37°±')).toBe(9);
    expect(pair('é', '1.00', 6).map((row) => (row.kind === 'text' ? row.text : ''))).toEqual(['é', '  1.00']);
    expect(pair('统筹', '1.00', 10)).toMatchObject([{ text: '统筹  1.00' }]);
    expect(pair('统筹基金支付', '1.00', 12).map((row) => (row.kind === 'text' ? row.text : ''))).toEqual([
      '统筹基金支付',
      '        1.00',
    ]);
    expect(line('一二三四五', 4)).toHaveLength(3);
  });
});

/** Scans at the counter: goods into the basket, other codes to whoever waits, one-time codes once. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { NumberedNotice } from '../../agent/agent.ts';
import type { CatalogueGood, CatalogueSource, Found } from '../../agent/ports/catalogue.ts';
import { Counter, codeOf, demoCatalogue, replyOf } from '../agent/counter.ts';

const VOUCHER = '2026112209301234567890370102';
const TRACE = (n: number) => `8100001${String(n).padStart(13, '0')}`;

/** Two goods on the shelf; one barcode that both have, one good without a price. */
function shelf(): CatalogueSource {
  const good = (code: string, rows: readonly [string, string | null, string | null][]): CatalogueGood => ({
    med_list_codg: code,
    kind: '1301',
    name: code,
    genname: null,
    spec: null,
    unit: null,
    maker: null,
    entry: null,
    shelf: rows.map(([medins_list_codg, ean13, pric]) => ({ medins_list_codg, ean13, pric })),
  });
  const a = good('A', [['SHOP-A', '6901234567892', '12.50']]);
  const b = good('B', [['SHOP-B', '6900000000014', '8.00']]);
  const found: Record<string, Found> = {
    '6901234567892': { by: 'ean13', goods: [a] },
    'SHOP-B': { by: 'shop', goods: [b] },
    '4006381333931': {
      by: 'ean13',
      goods: [good('A', [['SHOP-A', '4006381333931', '1.00']]), good('B', [['SHOP-B', '4006381333931', '2.00']])],
    },
    'NO-PRICE': { by: 'shop', goods: [good('B', [['NO-PRICE', null, null]])] },
    'BAD-PRICE': { by: 'shop', goods: [good('B', [['BAD-PRICE', null, 'much']])] },
  };
  return {
    ...demoCatalogue(),
    lookUp: (code) => found[code] ?? (code.startsWith('8100001') ? { by: 'trace', goods: [a] } : null),
  };
}

describe('a scan', () => {
  let counter: Counter;
  let notices: NumberedNotice['notice'][];

  beforeEach(async () => {
    counter = new Counter({}, undefined, undefined, { catalogue: shelf() });
    notices = [];
    counter.agent.subscribe(null, ({ notice }) => notices.push(notice));
    await counter.connect();
    await counter.signIn();
    counter.insertCard();
    await counter.run();
  });

  async function scan(text: string, aim: string | null = null) {
    counter.device({ kind: 'scan', device: 'hid:1', text, aim });
    await counter.run();
    return notices.filter((notice) => notice.kind === 'scan').at(-1);
  }

  const lines = (session: string) => counter.agent.session(session)?.basket?.lines;

  it('of a good begins the basket of the open session and prices it', async () => {
    const session = await counter.openSession();
    expect(await scan('6901234567892', 'E0')).toMatchObject({ to: session, code: null, text: '6901234567892' });
    expect(lines(session)).toEqual([
      { feedetl_sn: '1', med_list_codg: 'A', medins_list_codg: 'SHOP-A', pric: '12.50', cnt: '1' },
    ]);
    expect(counter.agent.session(session)?.phase).toBe('priced');
    expect(counter.agent.session(session)?.priced?.setlinfo.medfee_sumamt).toBe(1250);
  });

  it('of the same good again is one pack more', async () => {
    const session = await counter.openSession();
    await scan('6901234567892');
    await scan('6901234567892');
    await scan('SHOP-B');
    expect(lines(session)?.map(({ med_list_codg, cnt }) => [med_list_codg, cnt])).toEqual([
      ['A', '2'],
      ['B', '1'],
    ]);
  });

  it('after the basket was emptied begins it anew, and brings back nothing that was taken out', async () => {
    const session = await counter.openSession();
    await scan('6901234567892');
    replyOf(await counter.command({ kind: 'set_basket', session, basket: null }), 'session');
    expect(counter.agent.session(session)).toMatchObject({ phase: 'ready', basket: null, priced: null, findings: [] });
    await scan('SHOP-B');
    expect(lines(session)?.map(({ med_list_codg }) => med_list_codg)).toEqual(['B']);
  });

  it('is never overwritten by whoever changes the basket as it was before', async () => {
    const session = await counter.openSession();
    await counter.price(session, '10.00', 'B');
    const { basket, revision } = counter.agent.session(session) ?? { basket: null, revision: -1 };
    await scan('6901234567892');
    for (const changed of [basket, null])
      expect(codeOf(await counter.command({ kind: 'set_basket', session, basket: changed, revision }))).toBe(
        'basket_changed',
      );
    expect(lines(session)?.map(({ med_list_codg }) => med_list_codg)).toEqual(['B', 'A']);
    expect(counter.agent.session(session)?.phase).toBe('priced');
    const now = counter.agent.session(session)?.revision ?? 0;
    replyOf(await counter.command({ kind: 'set_basket', session, basket, revision: now }), 'session');
    expect(lines(session)?.map(({ med_list_codg }) => med_list_codg)).toEqual(['B']);
  });

  it('begins the basket of a card of which nobody is known, without the centre, to be paid in full', async () => {
    counter.cut();
    await counter.run();
    const session = await counter.openSession();
    expect(counter.agent.session(session)?.person).toBeNull();
    expect(await scan('6901234567892')).toMatchObject({ to: session, code: null });
    expect(counter.agent.session(session)).toMatchObject({ phase: 'priced', basket: { payment: 'full_cash' } });
    await scan('SHOP-B');
    expect(counter.agent.session(session)?.priced?.setlinfo).toMatchObject({ medfee_sumamt: 2050, fund_pay_sumamt: 0 });
  });

  it('and a basket that was typed are told alike to whoever shows the bill, and so is its end', async () => {
    const session = await counter.openSession();
    const told = () => notices.flatMap((one) => (one.kind === 'session' ? [one.phase] : []));
    const line = { feedetl_sn: '1', med_list_codg: 'A', pric: '12.50', cnt: '1' };
    const basket = { med_type: '41', acct_used_flag: '0', lines: [line] } as const;
    await counter.command({ kind: 'set_basket', session, basket });
    await scan('SHOP-B');
    await counter.command({ kind: 'set_basket', session, basket: null });
    expect(told().slice(-3)).toEqual(['priced', 'priced', 'ready']);
  });

  it('of a trace code fills the pack counted before it counts another', async () => {
    const session = await counter.openSession();
    await scan('6901234567892');
    await scan(TRACE(1));
    expect(lines(session)).toMatchObject([{ cnt: '1', drug_trac_codg: [TRACE(1)] }]);
    await scan(TRACE(2));
    expect(lines(session)).toMatchObject([{ cnt: '2', drug_trac_codg: [TRACE(1), TRACE(2)] }]);
    expect(await scan(TRACE(2))).toMatchObject({ code: 'scan_trace_twice' });
    expect(lines(session)).toMatchObject([{ cnt: '2' }]);
  });

  it('of a trace code goes to the line that waits for it', async () => {
    const session = await counter.openSession();
    await counter.price(session, '10.00', 'B');
    const wanted = { want: 'trace', session, feedetl_sn: '1' } as const;
    expect(codeOf(await counter.command({ kind: 'await_scan', wanted }))).toBe('ok awaiting');
    expect(await scan(TRACE(7))).toMatchObject({ to: session, code: null });
    expect(lines(session)).toMatchObject([{ med_list_codg: 'B', cnt: '1', drug_trac_codg: [TRACE(7)] }]);
  });

  it.each([
    ['a code nobody knows', '6900000000007', 'scan_good_unknown'],
    ['a good without a price', 'NO-PRICE', 'scan_no_price'],
    ['a good whose price is no number', 'BAD-PRICE', 'scan_basket'],
    ['a wrong check digit', '6901234567891', 'scan_check_digit'],
    ['an unreadable text', '你好', 'scan_unreadable'],
    ['a text longer than any code', '1'.repeat(8000), 'scan_unreadable'],
  ])('of %s is told and leaves the basket as it is', async (_, text, code) => {
    const session = await counter.openSession();
    await scan('6901234567892');
    const before = lines(session);
    expect(await scan(text)).toMatchObject({ code });
    expect(lines(session)).toBe(before);
    expect(counter.agent.session(session)?.phase).toBe('priced');
  });

  it('of a code of several goods asks which, unless one of them is in the basket', async () => {
    const session = await counter.openSession();
    expect(await scan('4006381333931')).toMatchObject({ code: 'scan_good_ambiguous' });
    await scan('SHOP-B');
    expect(await scan('4006381333931')).toMatchObject({ code: null });
    expect(lines(session)).toMatchObject([{ med_list_codg: 'B', cnt: '2' }]);
  });

  it('of a good while no session is open is for nobody', async () => {
    expect(await scan('6901234567892')).toMatchObject({ to: 'nobody', code: 'scan_not_awaited' });
  });

  it('of an e-voucher is held without being told, taken once, and refused when it is shown again', async () => {
    const told = await scan(VOUCHER, 'Q1');
    expect(told).toMatchObject({ what: 'voucher', to: 'taker', code: null, text: null });
    expect(JSON.stringify(notices)).not.toContain(VOUCHER);
    const id = told?.kind === 'scan' ? told.scan : 0;
    expect(replyOf(await counter.command({ kind: 'take_scan', scan: id }), 'scan_taken').scan).toMatchObject({
      what: 'voucher',
      text: VOUCHER,
    });
    expect(codeOf(await counter.command({ kind: 'take_scan', scan: id }))).toBe('scan_gone');
    expect(await scan(VOUCHER, 'Q1')).toMatchObject({ to: 'nobody', code: 'scan_replayed' });
  });

  it('of an e-voucher read twice in a row by the scanner is one scan', async () => {
    await scan(VOUCHER);
    await scan(VOUCHER);
    expect(notices.filter(({ kind }) => kind === 'scan')).toHaveLength(1);
  });

  it('of an e-voucher that nobody could take, shown again a little later, is told again and taken once', async () => {
    const first = await scan(VOUCHER);
    await counter.run(3_000);
    expect(await scan(VOUCHER)).toEqual(first);
    const id = first?.kind === 'scan' ? first.scan : 0;
    replyOf(await counter.command({ kind: 'take_scan', scan: id }), 'scan_taken');
    expect(await scan(VOUCHER)).toMatchObject({ code: 'scan_replayed' });
  });

  it('that a scanner typed into a page goes the way of any other', async () => {
    const session = await counter.openSession();
    for (const text of [TRACE(1), TRACE(2), TRACE(2), '6901234567891'])
      expect(codeOf(await counter.command({ kind: 'typed_scan', text }))).toBe('ok scan_heard');
    expect(lines(session)).toMatchObject([{ cnt: '2', drug_trac_codg: [TRACE(1), TRACE(2)] }]);
    const told = notices.flatMap((notice) => (notice.kind === 'scan' ? [[notice.device, notice.code]] : []));
    expect(told).toEqual([
      ['page', null],
      ['page', null],
      ['page', 'scan_trace_twice'],
      ['page', 'scan_check_digit'],
    ]);
  });

  it('of a receipt is told as it is to whoever looks for its transaction, and touches no basket', async () => {
    const session = await counter.openSession();
    const text = 'TX1|P37010000001202210080930000001||10000|0123456789ABCDEF';
    const told = await scan(text, 'Q1');
    expect(told).toMatchObject({ what: 'receipt', to: 'taker', code: null, text });
    const id = told?.kind === 'scan' ? told.scan : 0;
    expect(codeOf(await counter.command({ kind: 'take_scan', scan: id }))).toBe('scan_gone');
    expect(lines(session)).toBeUndefined();
  });

  it('nobody takes is gone after a minute, and its code stays used', async () => {
    const told = await scan(VOUCHER);
    await counter.run(60_000);
    expect(codeOf(await counter.command({ kind: 'take_scan', scan: told?.kind === 'scan' ? told.scan : 0 }))).toBe(
      'scan_gone',
    );
    expect(await scan(VOUCHER)).toMatchObject({ code: 'scan_replayed' });
  });

  it('that could be two things is what is waited for', async () => {
    const session = await counter.openSession();
    await counter.command({ kind: 'await_scan', wanted: { want: 'voucher', session: '', feedetl_sn: '' } });
    expect(await scan(TRACE(1))).toMatchObject({ what: 'voucher', to: 'taker' });
    expect(await scan(TRACE(2))).toMatchObject({ what: 'trace', to: session });
  });

  it('is waited for two minutes and no longer, and not for a session that is over', async () => {
    const session = await counter.openSession();
    await counter.command({ kind: 'await_scan', wanted: { want: 'voucher', session: '', feedetl_sn: '' } });
    await counter.run(120_000);
    expect(await scan(TRACE(1))).toMatchObject({ what: 'trace' });
    await counter.command({ kind: 'await_scan', wanted: { want: 'prescription', session, feedetl_sn: '' } });
    await counter.command({ kind: 'close_session', session });
    expect(await scan('1'.repeat(27))).toMatchObject({ what: 'voucher' });
    const wanted = { want: 'goods', session, feedetl_sn: '' } as const;
    expect(codeOf(await counter.command({ kind: 'await_scan', wanted }))).toBe('session_unknown');
  });
});

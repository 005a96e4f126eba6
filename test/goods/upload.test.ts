import { describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import { Counter, replyOf, v1 } from '../agent/counter.ts';
import { sale } from '../dispatch/sale.ts';
import { Shop, Till } from '../dispatch/shop.ts';
import { bodyOf, CODE, ledger, line, price, rowNo, sellInsured, shop, taken, undone } from './shop.ts';

const CODED = [line({ drug_trac_codg: [CODE] }), line({ feedetl_sn: '2', med_list_codg: 'B' })];
/** A counter that comes up with provisional sales in its queue, each of another person; the odd ones name a trace code. */
async function queuedSales(rows: number): Promise<Counter> {
  const counter = new Counter();
  counter.store.begin(counter.clock.wallMs());
  for (let number = 1; number <= rows; number += 1) {
    const made = sale({ number, psn_no: `PSN-${number}` });
    if (made.body.body.kind !== 'sale') throw new Error('no sale');
    const drug_trac_info = [
      {
        drug_trac_codg: `${CODE.slice(0, -1)}${number}`,
        trdn_flag: '0' as const,
        feedetl_sn: '1',
        min_prcunt_type: '',
      },
    ];
    const named = { ...drugdetail, ...(number % 2 === 1 ? { drug_trac_info } : {}) };
    const body = { ...made.body, body: { ...made.body.body, drugdetail: [named] } };
    counter.store.apply({ ...made, body });
  }
  counter.store.commit();
  counter.crash();
  await counter.connect({ number: 0 });
  await counter.signIn();
  await counter.run();
  return counter;
}

const drugdetail = {
  ...{ feedetl_sn: '1', rxno: '', rx_circ_flag: '', fee_ocur_time: '2022-10-08 09:30:00', med_list_codg: 'A' },
  ...{ medins_list_codg: 'S1', det_item_fee_sumamt: fen(10_000), cnt: '1', pric: '100.00' },
};

const REFUSED = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };

describe('the goods of an insured sale', () => {
  it('are told after the settlement, with its setl_id and every code, and never for a sale without codes', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k0');
    const msgid = await sellInsured(counter, 'k1', CODED);
    expect(ledger(counter)).toEqual([
      ['2102', 'settled'],
      ['2102', 'settled'],
      ['3505', 'inflight'],
    ]);
    const [goods = ''] = await counter.exchange(taken);
    expect(bodyOf(counter, goods)).toMatchObject({ opter: '001', opter_name: '测试员' });
    expect(bodyOf(counter, goods).body).toMatchObject({
      sel_retn_opter_name: '测试员',
      mdtrt_setl_type: '1',
      setl_id: 'SETL-2',
      mdtrt_sn: msgid,
      psn_no: 'PSN-990001',
      estimate: null,
      selinfo: [
        { fixmedins_bchno: rowNo(goods, 1), feedetl_sn: '1', drug_trac_codg: [CODE] },
        { fixmedins_bchno: rowNo(goods, 2), feedetl_sn: '2', drug_trac_codg: [] },
      ],
    });
    expect(counter.state(goods)).toBe('settled');
  });

  it('are stored in the very turn of the settlement: an agent that dies then still tells them, once', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1', CODED);
    counter.crash();
    await counter.run();
    expect(ledger(counter)).toEqual([
      ['2102', 'settled'],
      ['3505', 'unknown'],
    ]);
    await counter.connect();
    const [goods = ''] = await counter.inquire((msgid) =>
      taken(counter.store.bytesOf([msgid as never]).get(msgid as never) ?? new Uint8Array()),
    );
    expect(counter.state(goods)).toBe('settled');
  });

  it('of a whole frame of sales are told sale by sale in their order, each once, and none of a sale without codes', async () => {
    const counter = await queuedSales(6);
    const msgids = await counter.exchange();
    const rows = counter.agent.transactions({ openOnly: false, limit: 99 }).toReversed();
    expect(rows.slice(0, 6).map(({ state }) => state)).toEqual(Array(6).fill('settled'));
    const told = rows.slice(6);
    expect(told.map(({ infno, number }) => [infno, number])).toEqual([7, 8, 9].map((number) => ['3505', number]));
    const coded = [0, 2, 4].map((at) => msgids[at]);
    expect(told.map(({ msgid }) => bodyOf(counter, msgid).body)).toMatchObject(
      coded.map((sold) => ({ mdtrt_sn: sold })),
    );
    await counter.exchange(taken);
    expect(ledger(counter).every(([, state]) => state === 'settled')).toBe(true);
    expect(counter.agent.status().queue).toMatchObject({ queued: 0, underway: 0 });
  });

  it('hold no money back: the person buys again while they are unanswered', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1', CODED);
    const session = await counter.openSession();
    await price(counter, session, [line()]);
    const accepted = counter.give({ kind: 'accept', session, key: 'k2' });
    await counter.run();
    // Sent by itself and not queued behind the goods.
    await counter.settle();
    replyOf(await accepted, 'accepted');
  });

  it('of a terminal that has the slot of one that is gone are none of that one’s rows', async () => {
    const town = new Shop();
    const former = await new Till(town, 1).open();
    await former.sell('ceshi-jia', '30.00', '0', ['89900050000000000001']);
    await former.run(1_000);
    town.store.revokeTerminal(former.identity.dev_no);
    former.kill();
    const till = await new Till(town, 1, `${former.identity.fixmedins_code}-002`).open();
    await till.sell('ceshi-jia', '30.00', '0', ['89900050000000000002']);
    await till.run(1_000);
    const rows = till.agent.transactions({ openOnly: false, limit: 9 });
    expect(rows.map(({ infno, state, note }) => [infno, state, note])).toEqual([
      ['3505', 'settled', ''],
      ['2102', 'settled', ''],
    ]);
  });

  it('do not count in the day’s totals', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1', CODED);
    await counter.exchange(taken);
    const counted = counter.agent.transactions({ openOnly: false, limit: 9 }).filter(({ final }) => final !== null);
    expect(counted.map(({ infno }) => infno)).toEqual(['2102']);
  });

  it('of which a row was not taken are named for a person, and of which none was wait on the work list', async () => {
    const counter = await shop();
    await sellInsured(counter, 'k1', CODED);
    const [partly = ''] = await counter.exchange((one) => taken(one, [1]));
    expect(counter.agent.transaction(partly as never)).toMatchObject({
      state: 'settled_with_difference',
      note: `${rowNo(partly, 2)} 不收`,
    });
    await sellInsured(counter, 'k2', [line({ drug_trac_codg: ['82000000000000000009'] })]);
    const [none = ''] = await counter.exchange((one) => taken(one, [0]));
    expect(counter.state(none)).toBe('parked');
    const open = counter.agent.transactions({ openOnly: true, limit: 9 });
    expect(open.map(({ msgid }) => msgid)).toContain(none);
  });

  it('of which the centre took none do not come back to it when the sale is undone', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', CODED);
    await counter.exchange((one) => taken(one, [0, 1]));
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => undone(counter, one));
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['3505', 'parked'],
      ['2103', 'settled'],
    ]);
    // The packs may be sold again.
    await sellInsured(counter, 'k2', CODED);
  });

  it('come back (3506) when the sale is undone, after they were told and never before', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', CODED);
    replyOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }), 'cancelled');
    // 3505 is still unanswered while 2103 goes.
    const answer = counter.link.take('Exchange');
    expect(v1.ExchangeRequest.decode(answer.bytes).items).toHaveLength(1);
    await counter.exchange((one) => undone(counter, one));
    expect(ledger(counter)).toEqual([
      ['2102', 'reversed'],
      ['3505', 'inflight'],
      ['2103', 'settled'],
      ['3506', 'queued'],
    ]);
    counter.link.listener({ kind: 'no_reply', call: answer.call, reason: 'timeout', detail: '' });
    await counter.run(5_000);
    const [told = ''] = await counter.inquire((id) =>
      taken(counter.store.bytesOf([id as never]).get(id as never) ?? new Uint8Array()),
    );
    const [back = ''] = await counter.exchange(taken);
    expect(bodyOf(counter, back)).toMatchObject({
      infno: '3506',
      body: { setl_id: 'SETL-1', selinfo: [{ medins_prod_sel_no: rowNo(told, 1), drug_trac_codg: [CODE] }, {}] },
    });
  });

  it('that were told before the centre refused the sale are the person’s own: 自费结算', async () => {
    const counter = await shop(true);
    const session = await counter.openSession();
    await price(counter, session, CODED);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    await counter.connect();
    await counter.exchange((one) =>
      counter.settled(one, { outcome: v1.Outcome.OUTCOME_REJECTED, result: REFUSED, setlinfo: null }),
    );
    expect(counter.state(msgid)).toBe('rejected');
    const [goods = ''] = await counter.exchange(taken);
    expect(bodyOf(counter, goods).body).toMatchObject({ mdtrt_setl_type: '2', setl_id: '', mdtrt_sn: msgid });
    // They are out of the shop: the code is not free.
    const again = await counter.openSession();
    await price(counter, again, CODED, { payment: 'self_paid' });
    const accept = () => counter.command({ kind: 'accept', session: again, key: 'k2' });
    expect(await accept()).toMatchObject({ ok: false, problem: { code: 'trace_code_sold' } });
    // Given back, with what the person has paid: half of it, as was told. The packs may be sold again.
    for (const key of ['c1', 'c1'])
      expect(replyOf(await counter.command({ kind: 'cancel', msgid, key }), 'cancelled')).toMatchObject({
        ...{ reversal: null, paid_back: counter.agent.transaction(msgid)?.estimate?.psn_cash_pay },
      });
    expect(counter.state(msgid)).toBe('rejected');
    const [back = ''] = await counter.exchange(taken);
    expect(bodyOf(counter, back)).toMatchObject({ infno: '3506', body: { mdtrt_sn: msgid, mdtrt_setl_type: '2' } });
    expect(ledger(counter).map(([infno]) => infno)).toEqual(['2102', '3505', '3506']);
    expect(counter.agent.claims({ openOnly: false, limit: 9 })).toMatchObject([{ msgid, closed: { as: 'noted' } }]);
    replyOf(await accept(), 'accepted');
  });
});

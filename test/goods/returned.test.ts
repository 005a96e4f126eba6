/** What comes back one after the other, and what a key or a refusal stands for: each pack, each line and each fen once. */
import { describe, expect, it } from 'vitest';
import type { ReturnLine } from '../../agent/core/refund.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { type Counter, codeOf, replyOf, v1 } from '../agent/counter.ts';
import { bodyOf, CODE, line, OTHER, price, rowNo, sellAlone, sellInsured, shop, taken, undone } from './shop.ts';

const THREE = [line({ cnt: '3' })];
const ONE_OF_THREE = [{ feedetl_sn: '1', cnt: '1' }];
const REFUSED = {
  outcome: v1.Outcome.OUTCOME_REJECTED,
  result: { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
  setlinfo: null,
};

function giveBack(counter: Counter, msgid: string, lines: readonly ReturnLine[], key: string) {
  return counter.command({ kind: 'refund', msgid: msgid as never, key, lines });
}

describe('a key of a return', () => {
  it('that stands for a part of one sale is taken for none of another, of the same lines', async () => {
    const counter = await shop();
    const one = await sellInsured(counter, 'k1', THREE);
    const other = await sellInsured(counter, 'k2', THREE);
    replyOf(await giveBack(counter, one, ONE_OF_THREE, 'r1'), 'refunded');
    expect(codeOf(await giveBack(counter, other, ONE_OF_THREE, 'r1'))).toBe('key_reused');
    expect(codeOf(await giveBack(counter, 'nothing of ours', ONE_OF_THREE, 'r1'))).toBe('key_reused');
    expect([counter.state(one), counter.state(other)]).toEqual(['reversing', 'settled']);
  });
});

describe('packs that come back one after the other', () => {
  const PACKS = [line({ drug_trac_codg: [CODE, OTHER] }), line({ feedetl_sn: '2', med_list_codg: 'B', cnt: '1' })];

  it('are each told once: the second return has what the first left, under rows of its own', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1', PACKS);
    const first = [{ feedetl_sn: '1', cnt: '1', drug_trac_codg: [CODE] }];
    const { made } = replyOf(await giveBack(counter, msgid, first, 'r1'), 'refunded');
    expect(await giveBack(counter, msgid, first, 'r2')).toMatchObject({
      problem: { code: 'refund_invalid', facts: { field: 'lines[0].drug_trac_codg' } },
    });
    const whole = { feedetl_sn: '2', cnt: '1' };
    for (const [lines, field] of [
      [[], 'lines'],
      [[whole, whole], 'lines[1].feedetl_sn'],
      [[{ feedetl_sn: '9', cnt: '1' }], 'lines[0].feedetl_sn'],
      [[{ feedetl_sn: '2', cnt: '0' }], 'lines[0].cnt'],
    ] as const)
      expect(await giveBack(counter, msgid, lines, 'r3')).toMatchObject({
        problem: { code: 'refund_invalid', facts: { field } },
      });
    const all = replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' }), 'cancelled');
    const of = (id: string) => {
      const { body } = bodyOf(counter, id);
      if (body.kind !== 'goods') throw new Error(body.kind);
      return body.selinfo.map((one) => [
        ...[one.fixmedins_bchno, one.medins_prod_sel_no, one.sel_retn_cnt, one.drug_trac_codg],
      ]);
    };
    expect(of(made)).toEqual([[rowNo(made, 1), rowNo(msgid, 1), '1', [CODE]]]);
    const rest = all.reversal ?? '';
    expect(of(rest)).toEqual([
      [rowNo(rest, 1), rowNo(msgid, 1), '1', [OTHER]],
      [rowNo(rest, 2), rowNo(msgid, 2), '1', []],
    ]);
  });

  it('by another system leave to the undoing of their insured sale only what it has not told', async () => {
    const counter = await shop();
    const msgid = await sellInsured(counter, 'k1', [line({ cnt: '2' })]);
    const told = (key: string, code: string) => ({
      ...{ kind: 'tell_goods', msgid: msgid as never, key, rtal_docno: 'R1' },
      line: {
        ...{ med_list_codg: 'A', fixmedins_hilist_id: '1', rxno: '', rx_circ_flag: '0', trdn_flag: '0' },
        ...{ finl_trns_pric: '10.00', sel_retn_cnt: '1', drug_trac_codg: [code] },
      },
    });
    replyOf(await counter.command(told('g1', CODE) as never), 'goods_told');
    await counter.exchange((one) => taken(one, [0]));
    replyOf(await counter.command(told('g2', OTHER) as never), 'goods_told');
    await counter.exchange(taken);
    replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => undone(counter, one));
    const [back = ''] = await counter.exchange(taken);
    // What the centre took none of is nothing that comes back to it.
    expect(bodyOf(counter, back).body).toMatchObject({ mdtrt_sn: msgid, selinfo: [{ drug_trac_codg: [OTHER] }] });
  });
});

describe('goods that another system tells of an insured sale', () => {
  const told = (msgid: string, key: string, codes: readonly string[]) => ({
    ...({ kind: 'tell_goods', msgid: msgid as Msgid, key, rtal_docno: 'R1', alike: 0 } as const),
    line: {
      ...{ med_list_codg: 'A', fixmedins_hilist_id: '1', rxno: '', rx_circ_flag: '0', trdn_flag: '0' as const },
      ...{ finl_trns_pric: '10.00', sel_retn_cnt: '2', drug_trac_codg: codes },
    },
  });

  for (const codes of [[CODE, OTHER], []])
    it(`may be told again once the centre has refused them, ${codes.length === 0 ? 'without codes' : 'each code its own'}`, async () => {
      const counter = await shop();
      const msgid = await sellInsured(counter, 'k1', [line({ cnt: '2' })]);
      const first = replyOf(await counter.command(told(msgid, 'g1', codes)), 'goods_told').msgid;
      await counter.exchange((one) => taken(one, [0]));
      expect(counter.state(first)).toBe('parked');
      // Under its own key it is what it was.
      expect(replyOf(await counter.command(told(msgid, 'g1', codes)), 'goods_told').msgid).toBe(first);
      const second = replyOf(await counter.command(told(msgid, 'g2', codes)), 'goods_told').msgid;
      expect(second).not.toBe(first);
      expect(replyOf(await counter.command(told(msgid, 'g3', codes)), 'goods_told').msgid).toBe(second);
      expect(await counter.exchange(taken)).toEqual([second]);
      expect(counter.state(second)).toBe('settled');
      expect(replyOf(await counter.command(told(msgid, 'g4', codes)), 'goods_told').msgid).toBe(second);
    });

  it('may be told again line by line where the centre took a part, and come back each once', async () => {
    const counter = await shop();
    const sold = [
      line({ drug_trac_codg: [CODE] }),
      line({ feedetl_sn: '2', med_list_codg: 'B', drug_trac_codg: [OTHER] }),
    ];
    const msgid = await sellInsured(counter, 'k1', sold);
    const [partly = ''] = await counter.exchange((one) => taken(one, [1]));
    const tell = async (key: string, med_list_codg: string, code: string) => {
      const command = told(msgid, key, [code]);
      const line = { ...command.line, med_list_codg };
      return replyOf(await counter.command({ ...command, line }), 'goods_told').msgid;
    };
    expect(await tell('g1', 'A', CODE)).toBe(partly);
    const anew = await tell('g2', 'B', OTHER);
    expect(anew).not.toBe(partly);
    expect(await counter.exchange(taken)).toEqual([anew]);
    expect(await tell('g3', 'B', OTHER)).toBe(anew);
    replyOf(await counter.command({ kind: 'cancel', msgid: msgid as Msgid, key: 'c1' }), 'cancelled');
    await counter.exchange((one) => undone(counter, one));
    const [back = ''] = await counter.exchange(taken);
    expect(bodyOf(counter, back).body).toMatchObject({
      selinfo: [
        { medins_prod_sel_no: rowNo(partly, 1), drug_trac_codg: [CODE] },
        { medins_prod_sel_no: rowNo(anew, 1), drug_trac_codg: [OTHER] },
      ],
    });
  });

  it('are none of another sale’s for it', async () => {
    const counter = await shop();
    const [one, other] = [await sellInsured(counter, 'k1'), await sellInsured(counter, 'k2')];
    replyOf(await counter.command(told(one, 'g1', [CODE, OTHER])), 'goods_told');
    await counter.exchange((bytes) => taken(bytes, [0]));
    expect(codeOf(await counter.command(told(other, 'g2', [CODE, OTHER])))).toBe('trace_code_sold');
  });
});

describe('goods that a person paid alone', () => {
  it('have come back for good: their return is undone neither before it left nor after', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1', [line({ cnt: '3' })]);
    const asked = { kind: 'refund', msgid, key: 'r1', lines: ONE_OF_THREE } as const;
    const { made } = replyOf(await counter.command(asked), 'refunded');
    const cancel = (id: typeof msgid) => counter.command({ kind: 'cancel', msgid: id, key: `undo-${id}` });
    expect(await cancel(made)).toMatchObject({
      problem: { code: 'not_cancellable', facts: { state: 'queued' } },
    });
    await counter.connect();
    while (counter.link.calls.some(({ method }) => method === 'Exchange')) await counter.exchange(taken);
    expect(await cancel(made)).toMatchObject({
      problem: { code: 'not_cancellable', facts: { state: 'settled' } },
    });
    expect(replyOf(await cancel(msgid), 'cancelled').paid_back).toBe(2_000);
  });

  it('add up to what was paid, also where the shop’s sum of a line is a fen more than price times count', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1', [line({ det_item_fee_sumamt: '20.01' })]);
    const one = async (key: string) =>
      replyOf(await giveBack(counter, msgid, [{ feedetl_sn: '1', cnt: '1' }], key), 'refunded').paid_back;
    expect([await one('r1'), await one('r2')]).toEqual([1_001, 1_000]);
  });

  it('do not come back of a sale that is void', async () => {
    const counter = await shop(true);
    const msgid = await sellAlone(counter, 'k1');
    replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' }), 'cancelled');
    expect(codeOf(await giveBack(counter, msgid, [{ feedetl_sn: '1', cnt: '1' }], 'r1'))).toBe('not_cancellable');
  });

  it('come back (3506) and are not void where they may have left, or have left once', async () => {
    for (const again of [false, true]) {
      const counter = await shop();
      const msgid = await sellAlone(counter, 'k1');
      counter.cut();
      await counter.run();
      if (again) {
        await counter.connect();
        await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
        const { call } = counter.link.take('Exchange');
        counter.link.listener({ kind: 'no_reply', call, reason: 'unsent', detail: '' });
        await counter.run();
      }
      expect(counter.state(msgid)).toBe(again ? 'queued' : 'unknown');
      const undo = await counter.command({ kind: 'cancel', msgid: msgid as never, key: 'c1' });
      const { reversal, paid_back } = replyOf(undo, 'cancelled');
      expect([counter.agent.transaction(reversal as never)?.infno, paid_back]).toEqual(['3506', 2_000]);
    }
  });
});

describe('what remains of a sale given back in part', () => {
  it('before it was sent counts against the budget in its place', async () => {
    const counter = await shop(true);
    const session = await counter.openSession();
    await price(counter, session, THREE);
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    const budget = () => counter.agent.status().offline_budget;
    const { count, sum } = budget();
    const { made } = replyOf(await giveBack(counter, msgid, ONE_OF_THREE, 'r1'), 'refunded');
    const fund = (id: string) => counter.agent.transaction(id as never)?.estimate?.fund_pay_sumamt ?? 0;
    expect(fund(made)).toBeLessThan(fund(msgid));
    expect(budget()).toMatchObject({ count, sum: sum + fund(msgid) - fund(made) });
  });
});

describe('a sale that the centre refused', () => {
  it('at the counter, before anybody was told, has nothing to give back', async () => {
    const counter = await shop();
    const session = await counter.openSession();
    await price(counter, session, THREE);
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle(REFUSED);
    expect(codeOf(await accepted)).toBe('centre_rejected');
    const [{ msgid = '' as never } = {}] = counter.agent.transactions({ openOnly: false, limit: 9 });
    expect(codeOf(await counter.command({ kind: 'cancel', msgid, key: 'c1' }))).toBe('not_cancellable');
  });
});

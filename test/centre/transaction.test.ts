import { beforeEach, describe, expect, test } from 'vitest';
import { reversalOf } from '../protocol/samples.ts';
import { Counter, cardOf, DEVICE, SHOP, TestCentre } from './counter.ts';

let centre: TestCentre;
let counter: Counter;
beforeEach(() => {
  centre = new TestCentre();
  counter = new Counter(centre).signIn();
});

/** Everything that must move back and must not move twice. */
const state = (image = 'ceshi-jia') => {
  const { balc, accumulators } = counter.person(image);
  return { balc, accumulators };
};

describe('a sale', () => {
  test('is settled from the centre’s own state, and the account moves by what it paid', () => {
    const before = state();
    const answer = counter.send(counter.sale('30.86'));
    expect(answer).toMatchObject({ outcome: 'settled', result: { code: 'ok', error_class: null, infcode: '0' } });
    expect(answer.setlinfo).toMatchObject({
      medfee_sumamt: 3_086,
      psn_part_amt: 3_086,
      acct_pay: 3_086,
      psn_cash_pay: 0,
      balc: before.balc - 3_086,
    });
    expect(answer.setldetail).toEqual([{ fund_pay_type: '310201', fund_payamt: 3_086 }]);
    expect(answer).toMatchObject({ clr_type: '41', clr_optins: '370102', setl_time: '2022-11-08 10:00:00' });
    expect(answer.setl_id).not.toBe('');
    expect(state().balc).toBe(before.balc - 3_086);
  });

  test('with a prescription is paid by the pool, and the year’s accumulators move', () => {
    const body = counter.sale('300.00').value.body;
    if (body.kind !== 'sale') throw new Error(body.kind);
    const lines = body.drugdetail.map((line) => ({ ...line, rxno: 'RX1' }));
    const answer = counter.send(counter.slip({ body: { ...body, drugdetail: lines } }));
    // (300 − 200 deductible) × 0.50 (settlement.md 7, outpatient-employee).
    expect(answer.setlinfo).toMatchObject({ hifp_pay: 5_000, fund_pay_sumamt: 5_000, act_pay_dedc: 20_000 });
    expect(state().accumulators).toMatchObject({
      'outpatient-employee.deductible': 20_000,
      'outpatient-employee.ceiling': 5_000,
    });
  });

  test('belongs to the year of its visit, whenever it arrives', () => {
    centre.nowMs = Date.UTC(2023, 0, 2, 2, 0, 0);
    const body = counter.sale('300.00').value.body;
    if (body.kind !== 'sale') throw new Error(body.kind);
    const lines = body.drugdetail.map((line) => ({ ...line, rxno: 'RX1' }));
    counter.send(counter.slip({ body: { ...body, drugdetail: lines } }));
    const psn_no = body.druginfo.psn_no;
    expect(centre.store.accumulators(psn_no, 2022)).toMatchObject({ 'outpatient-employee.deductible': 20_000 });
    expect(centre.store.accumulators(psn_no, 2023)).toEqual({});
  });

  test('sent again with the same id gets the first answer, and nothing moves a second time', () => {
    const sale = counter.sale('30.86');
    const first = counter.send(sale);
    const after = state();
    counter.send(counter.sale('10.00'));
    centre.nowMs += 60_000;
    const [again] = counter.frame(sale);
    expect(again).toEqual(first);
    expect(state().balc).toBe(after.balc - 1_000);
  });

  test('with the id of another body is a conflict, and the first stands', () => {
    const sale = counter.sale('30.86');
    counter.send(sale);
    const after = state();
    const other = counter.sale('99.00', 'ceshi-jia', { msgid: sale.value.msgid, number: 9 });
    expect(counter.send(other)).toMatchObject({
      outcome: 'rejected',
      result: { code: 'conflict', error_class: 'permanent' },
    });
    expect(counter.inquire(sale)[0]).toMatchObject({ outcome: 'settled' });
    expect(state()).toEqual(after);
  });

  test('with the number of another id is a conflict', () => {
    counter.send(counter.sale('30.86', 'ceshi-jia', { number: 50 }));
    expect(counter.send(counter.sale('30.86', 'ceshi-jia', { number: 50 }))).toMatchObject({
      outcome: 'rejected',
      result: { code: 'conflict' },
    });
  });

  test('that was rejected stays rejected when it is sent again, also when the reason is gone', () => {
    const { cardno } = cardOf('ceshi-jia');
    centre.store.setRevoked('03', cardno, true);
    const sale = counter.sale('30.86');
    expect(counter.send(sale)).toMatchObject({ outcome: 'rejected', result: { code: 'card_revoked' } });
    centre.store.setRevoked('03', cardno, false);
    expect(counter.send(sale)).toMatchObject({ outcome: 'rejected', result: { code: 'card_revoked' } });
    expect(counter.send(counter.sale('30.86'))).toMatchObject({ outcome: 'settled' });
  });

  test('of an unknown person, or of one whose card belongs to another, is rejected', () => {
    const body = counter.sale('30.86').value.body;
    if (body.kind !== 'sale') throw new Error(body.kind);
    for (const psn_no of ['99000000000000000099', '99000000000000000002']) {
      const druginfo = { ...body.druginfo, psn_no };
      expect(counter.send(counter.slip({ body: { ...body, druginfo } }))).toMatchObject({
        outcome: 'rejected',
        result: { code: 'person_unknown' },
      });
    }
  });

  test('whose figures break the contract is rejected with the field', () => {
    const body = counter.sale('30.86').value.body;
    if (body.kind !== 'sale') throw new Error(body.kind);
    const lines = body.drugdetail.map((line) => ({ ...line, pric: '1e5' }));
    expect(counter.send(counter.slip({ body: { ...body, drugdetail: lines } }))).toMatchObject({
      outcome: 'rejected',
      result: { code: 'bad_request', err_msg: expect.stringContaining('drugdetail[0].pric') },
    });
  });

  test('with a trace code settled before is refused by name of the code, until that sale is undone', () => {
    const traced = (trdn_flag: '0' | '1') => {
      const body = counter.sale('30.86').value.body;
      if (body.kind !== 'sale') throw new Error(body.kind);
      const code = { feedetl_sn: '1', drug_trac_codg: '81000010000000000001', trdn_flag, min_prcunt_type: '2' };
      const drugdetail = body.drugdetail.map((line) => ({ ...line, drug_trac_info: [code] }));
      return counter.slip({ body: { ...body, drugdetail } });
    };
    const first = traced('0');
    expect(counter.send(first)).toMatchObject({ outcome: 'settled' });
    for (const again of ['0', '1'] as const)
      expect(counter.send(traced(again))).toMatchObject({
        outcome: 'rejected',
        result: { code: 'refused', err_msg: '不予受理：追溯码 8100 0010 0000 0000 0001 已结算且未退' },
      });
    expect(counter.send(counter.reversal(first))).toMatchObject({ outcome: 'reversed' });
    expect(counter.send(traced('1'))).toMatchObject({ outcome: 'settled' });
    expect(counter.send(traced('1'))).toMatchObject({ outcome: 'settled' });
    expect(counter.send(traced('0'))).toMatchObject({ outcome: 'rejected', result: { code: 'refused' } });
  });

  test('in the name of another terminal or another shop is refused, whoever sends it', () => {
    centre.store.putTerminal(`${SHOP}-002`, SHOP, 8);
    const other = new Counter(centre, `${SHOP}-002`).signIn();
    const mine = counter.sale('30.86');
    expect(other.send(mine)).toMatchObject({ outcome: 'rejected', result: { code: 'terminal_refused' } });
    expect(counter.inquire(mine)[0]).toMatchObject({ outcome: 'not_found' });
    expect(counter.send(mine)).toMatchObject({ outcome: 'settled' });
    expect(other.inquire(mine)[0]).toMatchObject({ outcome: 'not_found' });
  });

  test('under an id of another terminal’s slot is refused: it would take that one’s ids from it', () => {
    const theirs = counter.sale('30.86', 'ceshi-jia', { msgid: `${SHOP}209911081000000801` as never });
    expect(counter.send(theirs)).toMatchObject({ outcome: 'rejected', result: { code: 'terminal_refused' } });
    expect(centre.store.numbers.lastMsgid(SHOP, 8)).toBe('');
  });

  test('of a terminal that was revoked is refused', () => {
    centre.store.revokeTerminal(DEVICE);
    expect(counter.send(counter.sale('30.86'))).toMatchObject({ result: { code: 'terminal_refused' } });
  });
});

describe('a reversal', () => {
  test('gives back exactly what the sale moved, with the exact negative of every amount', () => {
    const before = state();
    const body = counter.sale('300.00').value.body;
    if (body.kind !== 'sale') throw new Error(body.kind);
    const lines = body.drugdetail.map((line) => ({ ...line, rxno: 'RX1' }));
    const sale = counter.slip({ body: { ...body, drugdetail: lines } });
    const settled = counter.send(sale);
    const answer = counter.send(counter.reversal(sale));
    expect(answer.outcome).toBe('reversed');
    for (const [name, amount] of Object.entries(settled.setlinfo ?? {})) {
      if (typeof amount !== 'number' || name === 'balc') continue;
      expect([name, answer.setlinfo?.[name as 'medfee_sumamt']]).toEqual([name, amount === 0 ? 0 : -amount]);
    }
    expect(answer.setlinfo?.balc).toBe(before.balc);
    expect(answer.setldetail).toEqual(settled.setldetail.map((row) => ({ ...row, fund_payamt: -row.fund_payamt })));
    expect(state().balc).toBe(before.balc);
    expect(Object.values(state().accumulators).every((amount) => amount === 0)).toBe(true);
  });

  test('of a sale paid by a relative’s account gives that account its money back', () => {
    const child = state('ceshi-ding');
    const parent = state('ceshi-jia').balc;
    const sale = counter.sale('40.00', 'ceshi-ding');
    expect(counter.send(sale).setlinfo).toMatchObject({ acct_pay: 0, acct_mulaid_pay: 4_000, psn_cash_pay: 0 });
    expect(state('ceshi-jia').balc).toBe(parent - 4_000);
    counter.send(counter.reversal(sale));
    expect(state('ceshi-jia').balc).toBe(parent);
    expect(state('ceshi-ding').balc).toBe(child.balc);
  });

  test('sent again gets its first answer and gives nothing back twice', () => {
    const before = state();
    const sale = counter.sale('30.86');
    counter.send(sale);
    const reversal = counter.reversal(sale);
    const first = counter.send(reversal);
    expect(counter.send(reversal)).toEqual(first);
    expect(state()).toEqual(before);
  });

  test('of what was reversed already is refused', () => {
    const sale = counter.sale('30.86');
    counter.send(sale);
    counter.send(counter.reversal(sale));
    const after = state();
    expect(counter.send(counter.reversal(sale))).toMatchObject({
      outcome: 'rejected',
      result: { code: 'not_reversible' },
    });
    expect(state()).toEqual(after);
  });

  test('of an id never seen is done without amounts, and a late sale after it is refused as tombstoned', () => {
    const before = state();
    const late = counter.sale('30.86');
    expect(counter.send(counter.reversal(late))).toMatchObject({ outcome: 'reversed', setlinfo: null });
    expect(counter.inquire(late)[0]).toMatchObject({ outcome: 'rejected', result: { code: 'tombstoned' } });
    expect(counter.send(late)).toMatchObject({
      outcome: 'rejected',
      result: { code: 'tombstoned', error_class: 'permanent' },
    });
    expect(counter.send(late)).toMatchObject({ outcome: 'rejected', result: { code: 'tombstoned' } });
    expect(state()).toEqual(before);
  });

  test('of a sale that was rejected is done without amounts', () => {
    const { cardno } = cardOf('ceshi-jia');
    centre.store.setRevoked('03', cardno, true);
    const sale = counter.sale('30.86');
    counter.send(sale);
    expect(counter.send(counter.reversal(sale))).toMatchObject({ outcome: 'reversed', setlinfo: null });
  });

  test('leaves the sale’s repeat its first answer, and its inquiry the truth', () => {
    const sale = counter.sale('30.86');
    const settled = counter.send(sale);
    const reversed = counter.send(counter.reversal(sale));
    const after = state();
    expect(counter.send(sale)).toEqual(settled);
    expect(counter.inquire(sale)[0]).toMatchObject({
      msgid: sale.value.msgid,
      outcome: 'reversed',
      setl_id: reversed.setl_id,
    });
    expect(state()).toEqual(after);
  });

  test.each([
    ['by a message that undoes something else', '2208', '2102', 'infno'],
    ['that calls it something else', '2202', '2201', 'oinfno'],
    ['that no message undoes', '2103', '9999', 'infno'],
  ] as const)('of a sale %s is refused with the field, and the sale stands', (_what, infno, oinfno, field) => {
    const sale = counter.sale('30.86');
    counter.send(sale);
    const before = state();
    const body = { ...reversalOf(sale.value), oinfno };
    expect(counter.send(counter.slip({ infno, body }))).toMatchObject({
      outcome: 'rejected',
      result: { code: 'bad_request', err_msg: expect.stringMatching(`：${field}$`) },
    });
    expect([state(), counter.inquire(sale)[0]?.outcome]).toEqual([before, 'settled']);
  });

  test('of another terminal’s sale is refused', () => {
    centre.store.putTerminal(`${SHOP}-002`, SHOP, 8);
    const other = new Counter(centre, `${SHOP}-002`).signIn();
    const sale = counter.sale('30.86');
    counter.send(sale);
    const theirs = other.reversal(sale, { msgid: `${SHOP}202211081000000801` as never });
    expect(other.send(theirs)).toMatchObject({ outcome: 'rejected', result: { code: 'not_found' } });
    expect(counter.inquire(sale)[0]).toMatchObject({ outcome: 'settled' });
  });

  test('of another terminal’s sale that is still on its way is refused, too: it is done when it comes', () => {
    centre.store.putTerminal(`${SHOP}-002`, SHOP, 8);
    const other = new Counter(centre, `${SHOP}-002`).signIn();
    const sale = counter.sale('30.86');
    const theirs = other.reversal(sale, { msgid: `${SHOP}202211081000000801` as never });
    expect(other.send(theirs)).toMatchObject({ outcome: 'rejected', result: { code: 'not_found' } });
    expect(counter.send(sale)).toMatchObject({ outcome: 'settled' });
  });
});

describe('a void', () => {
  test('is noted with its number, and the sale is refused when it comes after all', () => {
    const sale = counter.sale('30.86');
    const before = state();
    expect(counter.send(sale, 'void')).toMatchObject({ outcome: 'voided', result: { code: 'ok' } });
    expect(counter.send(sale, 'void')).toMatchObject({ outcome: 'voided' });
    expect(counter.send(sale)).toMatchObject({ outcome: 'rejected', result: { code: 'tombstoned' } });
    expect(state()).toEqual(before);
    expect(counter.ask({ kind: 'hello', epoch: 1, number: 1, head_hash: '', head_seq: 0 }).missing_numbers).toEqual([]);
  });

  test('of a sale that was done gets the answer of the sale', () => {
    const sale = counter.sale('30.86');
    const settled = counter.send(sale);
    expect(counter.send(sale, 'void')).toEqual(settled);
  });
});

describe('a frame', () => {
  test('is answered item by item, in its order', () => {
    const slips = ['ceshi-jia', 'ceshi-yi', 'ceshi-wu'].map((image) => counter.sale('10.00', image));
    expect(counter.frame(...slips).map(({ msgid, outcome }) => [msgid, outcome])).toEqual(
      slips.map(({ value }) => [value.msgid, 'settled']),
    );
  });

  test('with two transactions of one person does the first alone', () => {
    const answers = counter.frame(counter.sale('10.00'), counter.sale('11.00'), counter.sale('12.00', 'ceshi-yi'));
    expect(answers.map(({ outcome, result }) => [outcome, result.code])).toEqual([
      ['settled', 'ok'],
      ['retry', 'person_busy'],
      ['settled', 'ok'],
    ]);
  });

  test('of more rows than a batch has puts off the rest', () => {
    const slips = Array.from({ length: 501 }, (_, at) => {
      const id = `${SHOP}202211081${String(at).padStart(5, '0')}0700` as never;
      return counter.sale('1.00', 'ceshi-jia', { msgid: id, number: at + 1 });
    });
    const answers = counter.frame(...slips);
    expect(answers.at(499)?.result.code).toBe('person_busy');
    expect(answers.at(500)?.result.code).toBe('paced');
  });

  test('of more bytes than a batch has puts off the rest', () => {
    // A field of 400,000 bytes that no release knows.
    const field = Buffer.concat([Buffer.from([0xfa, 0x3f, 0x80, 0xb5, 0x18]), Buffer.alloc(400_000)]);
    const long = () => {
      const slip = counter.sale('1.00');
      return { ...slip, bytes: Buffer.concat([slip.bytes, field]) };
    };
    const answers = counter.frame(long(), long(), long());
    expect(answers.map(({ result }) => result.code)).toEqual(['ok', 'person_busy', 'paced']);
  });

  test('that can not be finished changes nothing at all', () => {
    const before = state();
    const [first, second] = [counter.sale('10.00'), counter.sale('10.00', 'ceshi-yi')];
    const insert = centre.store.insertTxn.bind(centre.store);
    let calls = 0;
    centre.store.insertTxn = (txn) => {
      if (++calls === 2) throw new Error('the disk is full');
      insert(txn);
    };
    expect(() => counter.frame(first, second)).toThrow('the disk is full');
    centre.store.insertTxn = insert;
    expect(counter.inquire(first, second).map(({ outcome }) => outcome)).toEqual(['not_found', 'not_found']);
    expect(state()).toEqual(before);
  });
});

test('an inquiry after more ids than it may hold is refused as a whole', () => {
  const asked = (count: number) => {
    const msgids = Array.from(
      { length: count },
      (_, at) => `${SHOP}202211081${String(at).padStart(5, '0')}0700` as never,
    );
    const { result, answers } = counter.ask({ kind: 'inquire', msgids });
    return [result.code, answers.length];
  };
  expect([asked(500), asked(501)]).toEqual([
    ['ok', 500],
    ['bad_request', 0],
  ]);
});

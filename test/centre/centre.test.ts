import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StatementTotals } from '../../agent/core/centre.ts';
import { fen } from '../../agent/core/money.ts';
import { DEMO_CLINIC } from '../../simulator/centre/institution.ts';
import { ledgerOf } from '../../simulator/centre/ledger.ts';
import { Counter, cardOf, TestCentre } from './counter.ts';

let centre: TestCentre;
let counter: Counter;
beforeEach(() => {
  centre = new TestCentre();
  counter = new Counter(centre).signIn();
});

describe('signing in', () => {
  test('is needed for what is new, and not for an answer given before', () => {
    const sale = counter.sale('30.86');
    const first = counter.send(sale);
    counter.ask({ kind: 'sign_out', sign_no: counter.sign_no, opter_no: 'zhang01' });
    expect(counter.send(sale)).toEqual(first);
    const next = counter.sale('5.00');
    expect(counter.send(next)).toMatchObject({
      outcome: 'retry',
      result: { code: 'not_signed_in', error_class: 'transient' },
    });
    counter.signIn();
    expect(counter.send(next)).toMatchObject({ outcome: 'settled' });
  });

  test('gives every shift its own number; signing out twice tells the same time', () => {
    const first = counter.sign_no;
    counter.signIn();
    expect(counter.sign_no).not.toBe(first);
    const out = () => counter.ask({ kind: 'sign_out', sign_no: first, opter_no: 'zhang01' });
    const { sign_time } = out();
    centre.nowMs += 5_000;
    expect(out()).toMatchObject({ result: { code: 'ok' }, sign_time });
    expect(counter.ask({ kind: 'sign_out', sign_no: 'none', opter_no: 'x' }).result.code).toBe('not_signed_in');
  });

  test('of two shops in the same second gives each its own number', () => {
    const dev_no = `${DEMO_CLINIC.fixmedins_code}-001`;
    centre.store.putTerminal(dev_no, DEMO_CLINIC.fixmedins_code, 0);
    expect(new Counter(centre, dev_no).signIn().sign_no).not.toBe(counter.sign_no);
  });
});

describe('hello', () => {
  const hello = (epoch: number, number = 0) =>
    counter.ask({ kind: 'hello', epoch, number, head_hash: 'ff', head_seq: 1 });

  test('tells the numbers that are missing below the highest', () => {
    expect(hello(1)).toMatchObject({ result: { code: 'ok' }, epoch: 0, number: 0, missing_numbers: [] });
    for (const number of [2, 3, 6]) counter.send(counter.sale('1.00', 'ceshi-jia', { number }));
    expect(hello(1, 6)).toMatchObject({ epoch: 1, number: 6, missing_numbers: [1, 4, 5] });
  });

  test('accepts a higher epoch and refuses a terminal that has fallen behind it', () => {
    hello(1);
    expect(hello(2)).toMatchObject({ result: { code: 'ok' }, epoch: 1 });
    expect(hello(1)).toMatchObject({ result: { code: 'terminal_refused', error_class: 'permanent' }, epoch: 2 });
  });

  test('tells the centre’s clock, pace and batch', () => {
    centre.faults.pace_ms = 40;
    expect(hello(1)).toMatchObject({ centre_ms: centre.nowMs, pace_ms: 40, batch_rows: 500 });
  });
});

describe('a person', () => {
  test('is found by the card, with balance, entitlements and the year’s accumulators', () => {
    expect(counter.person('ceshi-yi')).toMatchObject({
      psn_no: '99000000000000000002',
      insutype: '310',
      psn_type: '1201',
      balc: 32_050,
      entitlements: [{ opsp_dise_code: 'M03900', begndate: '2022-01-01', enddate: '' }],
      accumulator_year: 2022,
      accumulators: { 'outpatient-employee.ceiling': 64_000, 'outpatient-employee.deductible': 20_000 },
      as_of_ms: centre.nowMs,
      included_epoch: 0,
      included_number: 0,
    });
  });

  test('includes what this terminal has settled, by epoch and number', () => {
    counter.send(counter.sale('1.00', 'ceshi-jia', { number: 4 }));
    counter.send(counter.sale('1.00', 'ceshi-yi', { number: 5 }));
    expect(counter.person('ceshi-jia')).toMatchObject({ included_epoch: 1, included_number: 4 });
  });

  test('does not count up to a void, which is told out of turn: an earlier sale may still be on its way', () => {
    counter.send(counter.sale('1.00', 'ceshi-jia', { number: 4 }));
    counter.send(counter.sale('1.00', 'ceshi-jia', { number: 6 }), 'void');
    expect(counter.person('ceshi-jia')).toMatchObject({ included_epoch: 1, included_number: 4 });
  });

  test('names what this terminal has not sent before it: a reversal goes ahead of other sales of the person', () => {
    for (const number of [1, 4, 5, 9]) counter.send(counter.sale('1.00', 'ceshi-yi', { number }));
    expect(counter.person('ceshi-jia').outstanding).toEqual([]);
    counter.send(counter.sale('1.00', 'ceshi-jia', { number: 7 }));
    expect(counter.person('ceshi-jia').outstanding).toEqual([
      { epoch: 1, first: 2, last: 3 },
      { epoch: 1, first: 6, last: 6 },
    ]);
  });

  test('does not know how far an epoch went that is over: what lies beyond its last number is outstanding, too', () => {
    for (const number of [1, 3]) counter.send(counter.sale('1.00', 'ceshi-jia', { number }));
    counter.send(counter.sale('1.00', 'ceshi-jia', { epoch: 2, number: 1 }));
    expect(counter.person('ceshi-jia')).toMatchObject({
      included_epoch: 2,
      outstanding: [
        { epoch: 1, first: 2, last: 2 },
        { epoch: 1, first: 4, last: 0 },
      ],
    });
  });

  test.each([
    ['an unknown card', { mdtrt_cert_no: 'T99999999' }, 'person_unknown'],
    ['a card whose 卡识别码 is another', { card_sn: '00' }, 'person_unknown'],
  ])('is not told for %s', (_what, changes, code) => {
    const card = cardOf('ceshi-jia');
    const credential = { mdtrt_cert_type: '03', mdtrt_cert_no: card.cardno, ...card, ...changes } as const;
    expect(counter.ask({ kind: 'query_person', credential })).toMatchObject({ result: { code }, person: null });
  });

  test('is not told for a card reported lost', () => {
    const card = cardOf('ceshi-jia');
    centre.store.setRevoked('03', card.cardno, true);
    const credential = { mdtrt_cert_type: '03', mdtrt_cert_no: card.cardno, ...card } as const;
    expect(counter.ask({ kind: 'query_person', credential }).result.code).toBe('card_revoked');
  });
});

describe('the day’s totals', () => {
  const ask = (totals: readonly StatementTotals[]) =>
    counter.ask({ kind: 'totals', stmt_begndate: '2022-11-08', stmt_enddate: '2022-11-08', totals }).results;
  const group = (changes: Partial<StatementTotals> = {}): StatementTotals => ({
    ...{ insutype: '310', clr_type: '41', setl_optins: '370102' },
    ...{ medfee_sumamt: fen(1_000), fund_pay_sumamt: fen(0), acct_pay: fen(1_000), fixmedins_setl_cnt: 3 },
    ...changes,
  });

  beforeEach(() => {
    const sale = counter.sale('10.00');
    counter.send(sale);
    counter.send(counter.reversal(sale));
    counter.send(counter.sale('10.00', 'ceshi-yi'));
    counter.send(counter.sale('5.00', 'ceshi-bing'));
  });

  test('are equal when both sides have the same, refunds counted negative and as one more', () => {
    const residents = group({ insutype: '390', medfee_sumamt: fen(500), acct_pay: fen(0), fixmedins_setl_cnt: 1 });
    expect(ask([group(), residents])).toEqual([
      { centre: group(), stmt_rslt: '0', stmt_rslt_dscr: '对平' },
      { centre: residents, stmt_rslt: '0', stmt_rslt_dscr: '对平' },
    ]);
  });

  test.each([
    ['1', [group({ fixmedins_setl_cnt: 2 })]],
    ['2', [group({ fixmedins_setl_cnt: 4 })]],
    ['3', [group({ acct_pay: fen(1) })]],
    ['1', []],
  ])('differ as %s', (stmt_rslt, totals) => {
    expect(ask(totals)[0]).toMatchObject({ stmt_rslt, centre: group() });
  });

  test('list a group only the terminal has', () => {
    const only = group({ clr_type: '11' });
    expect(ask([group(), only]).find(({ centre: { clr_type } }) => clr_type === '11')).toMatchObject({
      stmt_rslt: '2',
      centre: { medfee_sumamt: 0, fixmedins_setl_cnt: 0 },
    });
  });

  test('go by the centre’s date', () => {
    expect(
      counter.ask({ kind: 'totals', stmt_begndate: '2022-11-09', stmt_enddate: '2022-11-09', totals: [] }).results,
    ).toEqual([]);
  });
});

describe('the centre’s temper', () => {
  test('busy puts off what is new', () => {
    centre.faults.busy = true;
    const sale = counter.sale('1.00');
    expect(counter.send(sale)).toMatchObject({ outcome: 'retry', result: { code: 'busy', error_class: 'transient' } });
    centre.faults.busy = false;
    expect(counter.send(sale)).toMatchObject({ outcome: 'settled' });
  });

  test('refuses the next ones by code, without keeping the refusal', () => {
    centre.faults.refuse = { code: 'refused', count: 1 };
    const sale = counter.sale('1.00');
    expect(counter.send(sale)).toMatchObject({ outcome: 'rejected', result: { code: 'refused' } });
    expect(counter.send(counter.sale('1.00', 'ceshi-yi'))).toMatchObject({ outcome: 'settled' });
  });
});

describe('the books', () => {
  test('say what every person’s account paid, and money is conserved', () => {
    const before = counter.person().balc;
    const sale = counter.sale('10.00');
    counter.send(sale);
    counter.send(counter.sale('7.00'));
    counter.send(counter.reversal(sale));
    const { counts, persons } = ledgerOf(centre.store);
    expect(counts).toEqual({ settled: 1, rejected: 0, reversed: 1, voided: 0, reversal: 1 });
    const jia = persons.find(({ psn_no }) => psn_no === '99000000000000000001');
    expect(jia).toMatchObject({ acct_pay: 700, balc: before - 700, settled: 1, reversed: 1 });
  });

  test('survive a restart of the centre, and are written with synchronous=FULL', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-centre-'));
    const file = join(folder, 'centre.db');
    const first = new TestCentre(file);
    const before = new Counter(first).signIn();
    const sale = before.sale('30.86');
    const answer = before.send(sale);
    first.store.close();
    const second = new TestCentre(file);
    const after = new Counter(second).signIn();
    expect(after.send(sale)).toEqual(answer);
    expect(after.person().balc).toBe(156_000 - 3_086);
    second.store.close();
    const db = new Database(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.pragma('user_version = 2');
    db.close();
    expect(() => new TestCentre(file)).toThrow(/schema version 2/);
    rmSync(folder, { recursive: true });
  });
});

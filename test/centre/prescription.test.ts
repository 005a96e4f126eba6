/** A prescription the centre holds: what may be had on it, by whom, until when, and once. */
import { beforeEach, expect, it } from 'vitest';
import { prescribe } from '../../simulator/centre/prescribe.ts';
import { Counter, type Slip, TestCentre } from './counter.ts';

const OMEPRAZOLE = 'XA02BCA905A001010100001';
const JIA = '99000000000000000001';
const DAY_MS = 86_400_000;

let centre: TestCentre;
let counter: Counter;
let rxno = '';
beforeEach(() => {
  centre = new TestCentre();
  counter = new Counter(centre).signIn();
  rxno = written({ lines: [{ med_list_codg: OMEPRAZOLE, cnt: '2' }] });
});

const written = (what: object): string =>
  prescribe(centre.store, centre.nowMs, { psn_no: JIA, ...what })?.hi_rxno ?? 'nothing';

/** A sale of so many boxes on this prescription. */
function sale(cnt: string, { image = 'ceshi-jia', on = rxno, circ = '1', code = OMEPRAZOLE } = {}): Slip {
  const { body } = counter.sale(`${15.43 * Number(cnt)}`, image).value;
  if (body.kind !== 'sale') throw new Error(body.kind);
  const line = { cnt, pric: '15.43', rxno: on, rx_circ_flag: circ, med_list_codg: code };
  return counter.slip({ body: { ...body, drugdetail: body.drugdetail.map((one) => ({ ...one, ...line })) } });
}

const told = (slip: Slip) => {
  const { outcome, result } = counter.send(slip);
  return outcome === 'settled' ? outcome : result.err_msg;
};
const left = () => centre.store.prescriptions.all()[0]?.lines[0]?.left;

it('gives what is on it, in parts, and no more', () => {
  expect([told(sale('1')), left()]).toEqual(['settled', '1']);
  expect([told(sale('2')), left()]).toEqual([expect.stringContaining('的 XA02 BCA9 05A0 0101 0100 001 余 1'), '1']);
  expect([told(sale('1')), left()]).toEqual(['settled', '0']);
  expect(told(sale('1'))).toContain('余 0');
});

it('gives it again when the sale was undone', () => {
  const first = sale('2');
  expect(told(first)).toBe('settled');
  expect(counter.send(counter.reversal(first)).outcome).toBe('reversed');
  expect([left(), told(sale('2'))]).toEqual(['2', 'settled']);
});

it('is nobody else’s', () => {
  expect(told(sale('1', { image: 'ceshi-yi' }))).toContain('不是本人的');
});

it('is for what is on it', () => {
  expect(told(sale('1', { code: 'XJ01FAA903A001010100001' }))).toContain('没有 XJ01 FAA9 03A0 0101 0100 001');
});

it('ends with its day, and when the hospital withdraws it', () => {
  const day = written({ lines: [{ med_list_codg: OMEPRAZOLE, cnt: '1' }], valid_days: 1 });
  centre.store.prescriptions.cancel(rxno);
  expect(told(sale('1'))).toContain('已撤销');
  // The sample's visit is of the day it was written.
  expect(told(sale('1', { on: day }))).toBe('settled');
  centre.nowMs -= 40 * DAY_MS;
  const old = written({ lines: [{ med_list_codg: OMEPRAZOLE, cnt: '1' }], valid_days: 1 });
  expect(told(sale('1', { on: old }))).toContain('已过期');
});

it('is not asked for by a number the centre does not hold, or one of the shop’s own', () => {
  expect(told(sale('1', { on: 'PAPER-1' }))).toBe('settled');
  expect([told(sale('2', { circ: '0' })), left()]).toEqual(['settled', '2']);
});

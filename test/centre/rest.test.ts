/** What remains of a sale, of which a part came back: settled as it would have been, whatever was sold since (settlement.md 4). */
import { expect, test } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { Counter, type Slip, TestCentre } from './counter.ts';

/** Two packs of the negotiated medicine below 17,700.00; the large-expense fund pays 60 % from 18,000.00 on (settlement.md 7). */
const BEFORE = fen(1_770_000 - 2 * 117_180);
const BURDEN = 'critical-employee.burden';

/** Each pack of the negotiated medicine leaves the person a burden of 1,171.80: (1 − 0.30) × (1 − 0.70) of 5,580.00. */
function packs(counter: Counter, cnt: 1 | 2 | 3, remainder_of?: Msgid): Slip {
  const { body } = counter.sale('5580.00').value;
  if (body.kind !== 'sale') throw new Error(body.kind);
  const cost = fen(558_000 * cnt);
  const drugdetail = body.drugdetail.map((line) => ({
    ...line,
    ...{ med_list_codg: 'XL01EBA930A001010100001', rxno: 'RX1', cnt: String(cnt), det_item_fee_sumamt: cost },
  }));
  const druginfo = { ...body.druginfo, medfee_sumamt: cost };
  return counter.slip({
    body: { ...body, druginfo, drugdetail, ...(remainder_of === undefined ? {} : { remainder_of }) },
  });
}

test('what remains of a sale is settled on the state before that sale, also the second time, and not beside what was sold since', () => {
  const centre = new TestCentre();
  const counter = new Counter(centre).signIn();
  const { psn_no } = counter.person();
  centre.store.moveAccumulator(psn_no, 2022, BURDEN, BEFORE);
  const large = (slip: Slip) => counter.send(slip).setlinfo?.hifob_pay;
  const earlier = packs(counter, 2);
  expect(large(earlier)).toBe(0);
  const sale = packs(counter, 3);
  expect(large(sale)).toBe(192_924);
  expect(large(packs(counter, 1))).toBe(70_308);
  counter.send(counter.reversal(earlier));
  counter.send(counter.reversal(sale));
  const two = packs(counter, 2, sale.value.msgid);
  expect(large(two)).toBe(122_616);
  counter.send(counter.reversal(two));
  expect(large(packs(counter, 1, two.value.msgid))).toBe(52_308);
  expect(centre.store.accumulators(psn_no, 2022)[BURDEN]).toBe(BEFORE + 2 * 117_180);
});

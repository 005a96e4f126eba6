/** The file of a vendor's rows that a statement is compared with: what is wrong with it is named where it stands. */
import { expect, it } from 'vitest';
import { readRows } from '../../agent/front/statement-file.ts';

const ROW = ['S1', 'M1', '99000000000000000001', '10.00', '6.00', '0.00', '0', '11'];

it.each([
  [0, '', '第 1 列 setl_id', 'column 1'],
  [3, 'x', '第 4 列 medfee_sumamt', 'column 4'],
  [4, '1.001', '第 5 列 fund_pay_sumamt', 'column 5'],
  [5, '1,0', '第 6 列 acct_pay', 'column 6'],
  [6, '2', '第 7 列 refd_setl_flag', 'column 7'],
])('a cell %i of %j is named by row and column in both languages', (at, cell, zh, en) => {
  const said = readRows(`${ROW.join('\t')}\n\n${ROW.with(at, cell).join('\t')}\n`);
  expect(said).toContain(`第 3 行${zh}`);
  expect(said).toContain(`row 3, ${en}`);
});

it('amounts of a refund are negative, empty ones nothing', () => {
  expect(readRows(ROW.with(3, '-10.00').with(5, 'null').with(6, '1').join('\t'))).toMatchObject([
    { medfee_sumamt: -1_000, fund_pay_sumamt: 600, acct_pay: 0, refd_setl_flag: '1' },
  ]);
});

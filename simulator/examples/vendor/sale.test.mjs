// A vendor's test of a sale, as it would stand in the vendor's own project: node --test sale.test.mjs
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startCounter } from './counter.mjs';

const counter = await startCounter();
after(() => counter.stop());

test('two packs are paid with the card, and the centre holds exactly that', async () => {
  await counter.api('POST', '/v1/shift/open', { opter: '001', opter_name: '测试员' });
  await counter.card('ceshi-jia');
  const { id } = await counter.api('POST', '/v1/sessions');
  const lines = [{ feedetl_sn: '1', med_list_codg: 'XJ01FAA903A001010100001', pric: '9.90', cnt: '2' }];
  const { bill } = await counter.api('PUT', `/v1/sessions/${id}/basket`, {
    med_type: '41',
    acct_used_flag: '1',
    lines,
  });
  const sold = await counter.api('POST', `/v1/sessions/${id}/accept`);
  assert.deepEqual(sold.final, bill.setlinfo);
  assert.deepEqual(
    (await counter.ledger()).map(({ msgid }) => msgid),
    [sold.msgid],
  );
});

/** The offline limits of a terminal whose ledger was put back from a backup. */
import { expect, it } from 'vitest';
import { Shop, Till } from './shop.ts';

it('a restored ledger does not count against the offline limits what waits in it and the lost file has sent and undone', async () => {
  const till = await new Till(new Shop(), 1).open();
  await till.sell();
  till.cut();
  await till.run(1);
  const msgid = await till.sell('ceshi-jia', '12.00');
  const stored = () => till.status.offline_budget.meters.find(({ name }) => name === 'offline_count_limit')?.used;
  const saved = till.save();
  expect(stored()).toBe(1);
  till.restore();
  await till.run(10_000);
  await till.say({ kind: 'cancel', msgid, key: 'c1' });
  await till.run(10_000);
  await till.putBack(saved, 'restore');
  await till.run(30_000);
  expect([till.state(msgid), stored()]).toEqual(['reversed', 0]);
});

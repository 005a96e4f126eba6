/** A settlement named by its person and the centre's id, as a vendor's system names it long after. */
import { expect, it } from 'vitest';
import { sellInsured, shop } from '../goods/shop.ts';
import { PERSON } from './counter.ts';

it('is found however many came since, and under its own person alone', async () => {
  const counter = await shop();
  const first = await sellInsured(counter, 'k-0');
  for (let at = 1; at <= 120; at += 1) await sellInsured(counter, `k-${at}`);
  const { setl_id = '' } = counter.agent.transaction(first) ?? {};
  expect(setl_id).toBe('SETL-1');
  expect(counter.agent.settledAs(PERSON.psn_no, setl_id)).toBe(first);
  counter.crash();
  expect(counter.agent.settledAs(PERSON.psn_no, setl_id)).toBe(first);
  expect(counter.agent.settledAs('PSN-990002', setl_id)).toBeNull();
  expect(counter.agent.settledAs(PERSON.psn_no, 'SETL-9999')).toBeNull();
});

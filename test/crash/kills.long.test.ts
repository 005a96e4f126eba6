import { expect, it } from 'vitest';
import { killed } from './kills.ts';

it('two hundred SIGKILLs under load: everything told is settled exactly once, and the file is intact', {
  timeout: 3_600_000,
}, async () => {
  const { told, sold, wrongs } = await killed(200, Number(process.env['TONGXING_SEED']));
  console.log(`200 kills, ${told} sales told`);
  expect(wrongs).toEqual([]);
  expect(sold).toBeGreaterThan(40);
  expect(told).toBeGreaterThanOrEqual(sold);
});

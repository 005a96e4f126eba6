import { join } from 'node:path';
import { expect, it } from 'vitest';
import { killed } from './kills.ts';
import { NORMAL } from './normal.ts';
import { Town } from './town.ts';

it('five SIGKILLs under load: everything told is on the disk, settled exactly once, and the file is intact', {
  timeout: 120_000,
}, async () => {
  const { told, sold, wrongs } = await killed(5, 5);
  expect(wrongs).toEqual([]);
  expect(told).toBeGreaterThanOrEqual(sold);
});

it('synchronous=NORMAL planted is noticed at open: the daemon does not start', { timeout: 60_000 }, async () => {
  const town = new Town();
  try {
    await town.open(NORMAL.slice(0, 1));
    const counter = town.start(town.config('sell', join(town.folder, 'agent')));
    await counter.ended();
    expect(counter.said).toContain('store_failed');
    expect(counter.said).not.toContain('started');
  } finally {
    await town.close();
  }
});

import { expect, it } from 'vitest';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { runWorld } from '../../simulator/world/world.ts';
import { seedFrom } from '../seed.ts';
import { memoryDisk } from './memory-disk.ts';

const SEEDS = 150;

it(`${SEEDS} fresh seeds: nothing told is lost, nothing is done twice, money is conserved`, {
  timeout: 600_000,
}, async () => {
  const packs = installedPacks('agent/packs');
  const first = seedFrom(process.env['TONGXING_SEED'] ?? 'random', 1);
  const survived = { purchases: 0, kills: 0, cuts: 0 };
  for (let seed = first; seed < first + SEEDS; seed += 1) {
    const result = await runWorld({ seed, packs, disk: memoryDisk, faultMs: 400_000 });
    expect(result.violations, `seed ${seed}: ${JSON.stringify(result, null, 1)}`).toEqual([]);
    survived.purchases += result.purchases;
    survived.kills += result.kills;
    survived.cuts += result.cuts;
  }
  console.log(`seeds ${first} to ${first + SEEDS - 1}: ${JSON.stringify(survived)}`);
  expect(survived.purchases).toBeGreaterThan(SEEDS);
});

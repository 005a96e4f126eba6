import { describe, expect, it } from 'vitest';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { runWorld } from '../../simulator/world/world.ts';
import { memoryDisk } from './memory-disk.ts';

const packs = installedPacks('agent/packs');

describe('the world under a seed', () => {
  for (let seed = 1; seed <= 20; seed += 1)
    it(`seed ${seed}: nothing told is lost, nothing is done twice, money is conserved`, async () => {
      const result = await runWorld({ seed, packs, disk: memoryDisk, faultMs: 5 * 60_000 });
      expect(result.violations, JSON.stringify(result, null, 1)).toEqual([]);
    });

  it('gives the same trace for the same seed and another one for another', async () => {
    const [first, again, other] = [
      await runWorld({ seed: 77, packs, disk: memoryDisk, faultMs: 120_000 }),
      await runWorld({ seed: 77, packs, disk: memoryDisk, faultMs: 120_000 }),
      await runWorld({ seed: 78, packs, disk: memoryDisk, faultMs: 120_000 }),
    ];
    expect(again.trace).toBe(first.trace);
    expect(other.trace).not.toBe(first.trace);
  });
});

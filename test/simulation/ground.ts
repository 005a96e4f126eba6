/** What the simulated world stands on in tests: the project's packs and disks in memory. */
import { join } from 'node:path';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { memoryDisk } from '../../agent/cli/sim/memory-disk.ts';
import { packageRoot } from '../../agent/root.ts';
import type { Ground } from '../../simulator/world/world.ts';

export function ground(): Ground {
  return { packs: installedPacks(join(packageRoot(), 'agent/packs')), disk: memoryDisk };
}

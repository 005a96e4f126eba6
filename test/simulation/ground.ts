/** What the simulated world stands on in tests: the project's packs and disks in memory. */
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import type { Ground } from '../../simulator/world/world.ts';
import { memoryDisk } from './memory-disk.ts';

export function ground(): Ground {
  return { packs: installedPacks('agent/packs'), disk: memoryDisk };
}

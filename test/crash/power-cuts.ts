/**
 * The plug pulled while the daemon sells in a guest whose disk is an image: what the guest had not flushed is gone. Its
 * acknowledgements come over a virtio-serial port, which holds nothing back; the same image is booted again and again, and
 * in the end drained on this machine.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Lab, makeDisk, readDisk } from '../../agent/cli/sim/lab/guest.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import type { Edit } from '../oracle/planted.ts';
import { Town, unsettled, wrongs } from './town.ts';

/** Longest from the first sale of a boot to the cut, before it is scaled. */
const LIFE_MS = 600;

export interface Cut {
  readonly told: number;
  readonly cuts: number;
  readonly wrongs: readonly string[];
}

/** Stops at the first cut after which something is wrong. */
export async function powerCuts(lab: Lab, times: number, seed: number, bug: readonly Edit[] = []): Promise<Cut> {
  const random = seededRandom(seed);
  const town = new Town();
  const disk = join(town.folder, 'disk.img');
  const files = join(town.folder, 'files');
  try {
    await town.open(bug);
    const prepared = join(town.folder, 'prepared');
    mkdirSync(prepared);
    const first = town.start(town.config('sell', join(prepared, 'agent')));
    await first.says('told');
    await first.kill();
    makeDisk(disk, 256, prepared);
    for (let cut = 1; cut <= times; cut += 1) {
      await sellAndCut(lab, town, disk, (slower) => random.below(LIFE_MS * slower));
      const folder = `${files}-${cut}`;
      mkdirSync(folder);
      readDisk(disk, folder);
      const found = await wrongs(town, join(folder, 'agent'));
      if (found.length > 0 || cut === times) return await settled(town, join(folder, 'agent'), cut, found);
    }
    throw new Error('no cut was asked for');
  } finally {
    await town.close();
  }
}

async function sellAndCut(lab: Lab, town: Town, disk: string, lifeMs: (slower: number) => number): Promise<void> {
  const config = town.config('sell', '/run/disk/agent', '$CHANNEL', '10.0.2.2');
  const [before, after] = JSON.stringify(config).split('$CHANNEL');
  const guest = await lab.boot({
    disk,
    network: true,
    script: `exec 2>&1; node ${town.program} '${before}'"$CHANNEL"'${after}'`,
  });
  try {
    await guest.hears((line) => line.startsWith('told '), 60_000);
    await pause(lifeMs(guest.slower));
  } finally {
    await guest.cut();
    for (const line of guest.said) if (line.startsWith('told ')) town.told.add(line.slice(5));
  }
}

async function settled(town: Town, dataDir: string, cuts: number, found: readonly string[]): Promise<Cut> {
  if (found.length > 0 || !existsSync(dataDir)) return { told: town.told.size, cuts, wrongs: found };
  const last = town.start(town.config('drain', dataDir));
  await last.says('drained');
  await last.ended();
  return { told: town.told.size, cuts, wrongs: [...(await wrongs(town, dataDir)), ...(await unsettled(town))] };
}

/** SIGKILL at moments drawn from a seed while the daemon sells and sends; then everything is laid side by side. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { Town, unsettled, wrongs } from './town.ts';

/** Longest from "started" to the kill. */
const LIFE_MS = 400;

export async function killed(times: number, seed: number): Promise<{ told: number; wrongs: readonly string[] }> {
  const random = seededRandom(seed);
  const town = new Town();
  const dataDir = join(town.folder, 'agent');
  try {
    await town.open();
    const first = town.start(town.config('sell', dataDir));
    await first.says('told');
    await first.kill();
    for (let kill = 0; kill < times; kill += 1) {
      const counter = town.start(town.config('sell', dataDir));
      // One life in five ends while it is still coming up.
      if (!random.chance(0.2)) await counter.says('started');
      await pause(random.below(LIFE_MS));
      await counter.kill();
    }
    const last = town.start(town.config('drain', dataDir));
    await last.says('drained');
    await last.ended();
    return { told: town.told.size, wrongs: [...(await wrongs(town, dataDir)), ...(await unsettled(town))] };
  } finally {
    await town.close();
  }
}

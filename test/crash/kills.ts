/** SIGKILL at moments drawn from a seed while the daemon sells and sends; then everything is laid side by side. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { Town, unsettled, wrongs } from './town.ts';

/** Longest from "started" to the kill. */
const LIFE_MS = 400;

export interface Killed {
  readonly told: number;
  /** Lives that ended after a sale of theirs was told, however slow the machine. */
  readonly sold: number;
  readonly wrongs: readonly string[];
}

export async function killed(times: number, seed: number): Promise<Killed> {
  const random = seededRandom(seed);
  const town = new Town();
  const dataDir = join(town.folder, 'agent');
  try {
    await town.open();
    const first = town.start(town.config('sell', dataDir));
    await first.says('told');
    await first.kill();
    let sold = 1;
    for (let kill = 0; kill < times; kill += 1) {
      const counter = town.start(town.config('sell', dataDir));
      // One life in five ends while it is still coming up, two after a sale was told, two wherever they are.
      const end = random.below(5);
      if (end > 0) await counter.says('started');
      if (end > 2) {
        await counter.says('told');
        sold += 1;
      }
      await pause(random.below(LIFE_MS));
      await counter.kill();
    }
    const last = town.start(town.config('drain', dataDir));
    await last.says('drained');
    await last.ended();
    return { told: town.told.size, sold, wrongs: [...(await wrongs(town, dataDir)), ...(await unsettled(town))] };
  } finally {
    await town.close();
  }
}

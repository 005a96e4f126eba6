/** Finds the ledger that a command is asked about, and says plainly when there is none. Reads only. */
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { keyFolder } from '../adapters/key-folder.ts';
import { openReadOnly } from '../adapters/sqlite/read-only.ts';
import { configErrorText, loadConfig } from '../config.ts';
import { fault } from '../errors/catalogue.ts';
import { WIRE_CODEC } from '../wire.ts';
import type { PlaceOptions } from './program.ts';
import { runQueue } from './queue.ts';
import type { QueueFlags } from './queue-program.ts';
import { misused, refuse } from './refusal.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

const LEDGER = 'tongxing.db';

export async function queueAt(options: QueueFlags, world: World): Promise<number> {
  const limit = Number(options.limit);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 100_000) return misused(world, '--limit 1 … 100000');
  return atLedger(options, world, (folder, path) => {
    const store = openReadOnly({ path, key: keyFolder(folder), codec: WIRE_CODEC });
    try {
      return runQueue(store, { json: options.json === true, claims: options.claims === true, limit }, world);
    } finally {
      store.close();
    }
  });
}

export function atLedger(options: PlaceOptions, world: World, work: (folder: string, path: string) => number): number {
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return folder;
  const path = join(folder, LEDGER);
  if (!existsSync(path)) return refuse(world, fault('file_missing', { path }));
  try {
    return work(folder, path);
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    return refuse(world, found, found.code === 'store_damaged' ? EXIT.found : EXIT.cannot);
  }
}

/**
 * A folder that is named must be there: what a slip of the hand names is neither empty nor made. One that this user may
 * not look into is said to be that: it is neither empty nor without an agent.
 */
export function folderOf({ data, config }: PlaceOptions, world: World): string | number {
  if (data !== undefined) return usable(resolve(data), world);
  if (config === undefined) return misused(world, '--data FOLDER | --config FILE');
  const outcome = loadConfig(config);
  if (outcome.ok) return usable(outcome.config.dataDir, world, { mayBeMade: true });
  world.err(`${outcome.errors.map(configErrorText).join('\n')}\n`);
  return EXIT.badInput;
}

function usable(folder: string, world: World, { mayBeMade = false } = {}): string | number {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return folder;
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    return mayBeMade && found.code === 'file_missing' ? folder : refuse(world, found);
  }
}

/** Whether what a command would write is the ledger itself or belongs to it: a slip of the hand must not cost it. */
export function isOfLedger(out: string, folder: string): boolean {
  const name = basename(out);
  const place = dirname(resolve(out));
  return name.startsWith(LEDGER) && existsSync(place) && realpathSync(place) === realpathSync(folder);
}

export function refuseLedger(out: string, world: World): number {
  world.err(`那是账本本身，不能写 that is the ledger itself, and is not written to: ${resolve(out)}\n`);
  return EXIT.badInput;
}

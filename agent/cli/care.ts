/** Gathers the commands that keep a terminal in order over the years. Does nothing itself. */
import type { CareCommands } from './care-program.ts';
import { copyCommands } from './copies.ts';
import { keysCommands } from './keys.ts';
import { ledgerCommands } from './ledger.ts';
import type { World } from './world.ts';

export function careCommands(world: World): CareCommands {
  return { ...ledgerCommands(world), ...copyCommands(world), ...keysCommands(world) };
}

/**
 * The agent that runs on a data folder, if one does: found by the port it left there, and believed only when it proves to
 * hold the folder's token; nobody else is sent that. Commands that change something need it; the others read the ledger
 * when it is not there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdsToken } from '../adapters/http/proof.ts';
import { keyFolder } from '../adapters/key-folder.ts';
import { openReadOnly, type ReadableStore } from '../adapters/sqlite/read-only.ts';
import { fault } from '../errors/catalogue.ts';
import { WIRE_CODEC } from '../wire.ts';
import { type Api, ApiProblem, localApi } from './demo/api.ts';
import { folderOf } from './ledger-place.ts';
import type { PlaceOptions } from './program.ts';
import { refuse } from './refusal.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

/** Runs `work` with the running agent's API; says how to start one when there is none. */
export async function withAgent(
  options: PlaceOptions,
  world: World,
  work: (api: Api) => Promise<number>,
): Promise<number> {
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return folder;
  const api = await runningAt(folder);
  if (api !== null) return answering(world, () => work(api));
  return refuse(world, fault('agent_not_running', { folder }));
}

/** With the running agent, or without one with its ledger, which is then only read. */
export async function withEither(
  options: PlaceOptions,
  world: World,
  withApi: (api: Api) => Promise<number>,
  withLedger: (store: ReadableStore) => number | Promise<number>,
): Promise<number> {
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return folder;
  const api = await runningAt(folder);
  return api === null ? withLedgerAt(folder, world, withLedger) : answering(world, () => withApi(api));
}

export async function withLedgerAt(
  folder: string,
  world: World,
  work: (store: ReadableStore) => number | Promise<number>,
): Promise<number> {
  const path = join(folder, 'tongxing.db');
  if (!existsSync(path)) return refuse(world, fault('file_missing', { path }));
  try {
    const store = openReadOnly({ path, key: keyFolder(folder), codec: WIRE_CODEC });
    try {
      return await work(store);
    } finally {
      store.close();
    }
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    return refuse(world, found);
  }
}

/** Where the agent on this folder listens, or listened last; null before its first start. */
export function portAt(folder: string): number | null {
  const path = join(folder, 'api.port');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
}

/** The API of the agent that holds this folder's token; null when nobody listens at its port, or somebody else does. */
export async function runningAt(folder: string): Promise<Api | null> {
  const [port, tokenPath] = [portAt(folder), join(folder, 'api.token')];
  if (port === null || !existsSync(tokenPath)) return null;
  return (await holdsToken(port, readFileSync(tokenPath, 'utf8').trim())) ? localApi(port, tokenPath) : null;
}

async function answering(world: World, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    world.err(`${error.zh}。${error.hint}。\n${error.en}. ${error.hint_en}.\n`);
    return EXIT.cannot;
  }
}

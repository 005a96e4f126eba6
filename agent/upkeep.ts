/**
 * Puts together what keeps a terminal's packs right: the shelf of its data folder, the centre's updates, and the agent
 * that works with what is in force. Only wiring; must never judge a pack.
 */
import { join } from 'node:path';
import type { IdentityFile } from './adapters/identity-folder.ts';
import { PackFolderError } from './adapters/pack-folder.ts';
import { type PackShelf, packShelf } from './adapters/packs/shelf.ts';
import { packTaker } from './adapters/packs/taker.ts';
import { partialUpdates } from './adapters/partial-updates.ts';
import { systemRandom } from './adapters/system-clock.ts';
import { type UpdateFetchOptions, updateFetch } from './adapters/update-fetch.ts';
import { isSignedBy } from './adapters/update-signature.ts';
import type { CompiledPack } from './core/packs/compile.ts';
import { civilTime, dateOf } from './core/time.ts';
import type { Log } from './ports/log.ts';
import type { WorkingAgent } from './shell.ts';
import { keepUpdated, type Updates } from './updates.ts';
import { VERSION } from './version.ts';

export function shelfOf(dataDir: string): PackShelf {
  return packShelf(join(dataDir, 'packs'), VERSION);
}

/** What the folder of packs brings, and what is in force today. Throws PackFolderError when nothing is. */
export function packsToStartWith(
  shelf: PackShelf,
  packsDir: string,
  mdtrtarea_admvs: string,
  wallMs: number,
  log: Log,
): readonly CompiledPack[] {
  const today = dateOf(civilTime(wallMs));
  for (const fault of shelf.bundle(packsDir, { mdtrtarea_admvs, today })) log.error('pack_not_taken', { ...fault });
  const { packs, damaged } = shelf.inForce(today);
  for (const { id, version } of damaged) log.error('pack_damaged', { id, version });
  if (shelf.list().length === 0) throw new PackFolderError(packsDir, [`no pack serves ${mdtrtarea_admvs}`]);
  return packs;
}

/** Asks for updates whenever the centre has greeted this terminal. Without a pinned key nothing could be believed. */
export function startUpkeep(parts: {
  readonly dataDir: string;
  readonly fetch: UpdateFetchOptions;
  readonly agent: WorkingAgent;
  readonly shelf: PackShelf;
  readonly identity: IdentityFile;
  readonly packs: readonly CompiledPack[];
  readonly log: Log;
}): Updates {
  const { agent, shelf, identity, log, fetch } = parts;
  const { terminal } = identity;
  const pinned = Buffer.from(identity.update_key ?? '', 'base64');
  if (pinned.length === 0) log.warn('no_update_key', { dev_no: terminal.dev_no });
  const updates = keepUpdated(
    {
      ...{ terminal, version: VERSION, clock: fetch.clock, random: systemRandom(), log, packs: shelf },
      source: updateFetch(fetch),
      partial: partialUpdates(join(parts.dataDir, 'updates')),
      takers: [packTaker(shelf, terminal.mdtrtarea_admvs)],
      isSigned: (text, signature) => isSignedBy(pinned, text, signature),
      tell: agent.updated,
    },
    parts.packs,
  );
  const follow = (phase: string) => {
    if (phase === 'ready' && pinned.length > 0) updates.greeted();
    if (phase === 'down') updates.lost();
  };
  agent.subscribe(null, ({ notice }) => {
    if (notice.kind === 'link') follow(notice.phase);
  });
  follow(agent.status().link.phase);
  return updates;
}

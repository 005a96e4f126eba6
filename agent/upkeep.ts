/**
 * Puts together what keeps a terminal's packs right: the shelf of its data folder, the centre's updates, and the agent
 * that works with what is in force. Only wiring; must never judge a pack.
 */
import { join } from 'node:path';
import { copyProcess } from './adapters/backup-process.ts';
import { callCentre } from './adapters/centre-call.ts';
import { checkpointFile } from './adapters/checkpoint-file.ts';
import { diskReserve } from './adapters/disk-reserve.ts';
import type { IdentityFile, IdentityFolder } from './adapters/identity-folder.ts';
import { PackFolderError } from './adapters/pack-folder.ts';
import { type PackShelf, packShelf } from './adapters/packs/shelf.ts';
import { packTaker } from './adapters/packs/taker.ts';
import { partialUpdates } from './adapters/partial-updates.ts';
import { wrapperIn } from './adapters/recovery-key.ts';
import { buildApart, revocationTaker } from './adapters/revocation/taker.ts';
import { systemRandom } from './adapters/system-clock.ts';
import { certificateFacts, isChainFor, terminalKey } from './adapters/terminal-key.ts';
import { type UpdateFetchOptions, updateFetch } from './adapters/update-fetch.ts';
import { isSignedBy } from './adapters/update-signature.ts';
import type { CompiledPack } from './core/packs/compile.ts';
import { civilTime, dateOf } from './core/time.ts';
import { type Keeping, keepInOrder } from './keeping.ts';
import type { StoreCare } from './ports/care.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import type { UpdateTaker } from './ports/updates.ts';
import { packageRoot } from './root.ts';
import type { WorkingAgent } from './shell.ts';
import { keepUpdated, type Updates } from './updates.ts';
import { VERSION } from './version.ts';
import { signingRequest } from './wire/signing-request.ts';

/** Where the list of revoked cards lies. */
export function revocationFolder(dataDir: string): string {
  return join(dataDir, 'revocation');
}

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
  readonly profileOf: UpdateTaker;
  /** The centre has told everything it has. */
  readonly onAsked: (atMs: number) => void;
}): Updates {
  const { agent, shelf, identity, log, fetch } = parts;
  const { terminal } = identity;
  const program = join(packageRoot(), 'dist', 'tongxing.js');
  const pinned = Buffer.from(identity.update_key ?? '', 'base64');
  if (pinned.length === 0) log.warn('no_update_key', { dev_no: terminal.dev_no });
  const updates = keepUpdated(
    {
      ...{ terminal, version: VERSION, clock: fetch.clock, random: systemRandom(), log, packs: shelf },
      source: updateFetch(fetch),
      partial: partialUpdates(join(parts.dataDir, 'updates')),
      takers: [
        packTaker(shelf, terminal.mdtrtarea_admvs),
        revocationTaker(revocationFolder(parts.dataDir), buildApart(program, parts.dataDir), log, fetch.clock),
        parts.profileOf,
      ],
      isSigned: (text, signature) => isSignedBy(pinned, text, signature),
      tell: agent.updated,
      asked: parts.onAsked,
    },
    parts.packs,
  );
  followLink(agent, pinned.length === 0 ? { greeted: () => {}, lost: updates.lost } : updates);
  return updates;
}

/** Keeps journal, keys and certificate in order. `onRenewed` gets each new certificate chain, PEM. */
export function startKeeping(parts: {
  readonly dataDir: string;
  readonly toCentre: UpdateFetchOptions;
  readonly agent: WorkingAgent;
  readonly store: Store & StoreCare;
  readonly identities: IdentityFolder;
  readonly identity: IdentityFile;
  readonly log: Log;
  readonly onRenewed: (certificate: Buffer) => void;
}): Keeping {
  const { agent, identities, log, store, toCentre } = parts;
  const { clock } = toCentre;
  const key = terminalKey(identities.key());
  let identity = parts.identity;
  if (wrapperIn(identity.recovery_key) === null) log.warn('no_recovery_key', { dev_no: identity.terminal.dev_no });
  const keeping = keepInOrder({
    ...{ terminal: identity.terminal, version: VERSION, clock, log, store, sign: key.sign },
    ask: (method, bytes) => {
      const call = { ...toCentre, certificate: toCentre.certificate(), deadlineMs: 10_000 };
      return callCentre(call, `CareService/${method}`, bytes);
    },
    certificate: {
      validUntilMs: () => certificateFacts(identity.certificate).validUntilMs,
      request: () => signingRequest(key, identity.terminal.fixmedins_code),
      fits: (certificate) => isChainFor(certificate, key),
      renewed(certificate, recovery_key) {
        const sent = Buffer.from(recovery_key).toString('base64');
        identity = { ...identity, certificate, ...(wrapperIn(sent) === null ? {} : { recovery_key: sent }) };
        identities.write(identity);
        parts.onRenewed(Buffer.from(certificate));
      },
    },
    wrapped: () => wrapperIn(identity.recovery_key),
    noted: checkpointFile(parts.dataDir).write,
    copies: {
      ...copyProcess(join(packageRoot(), 'dist', 'tongxing.js'), parts.dataDir),
      tell: agent.checked,
    },
    disk: { ...diskReserve(parts.dataDir), tell: agent.storage },
    clockConfirmed: () => {
      const { trusted, offset_ms } = agent.status().clock;
      return trusted && offset_ms !== null;
    },
  });
  followLink(agent, keeping);
  return keeping;
}

function followLink(agent: WorkingAgent, listener: { greeted(): void; lost(): void }): void {
  const follow = (phase: string) => {
    if (phase === 'ready') listener.greeted();
    if (phase === 'down') listener.lost();
  };
  agent.subscribe(null, ({ notice }) => {
    if (notice.kind === 'link') follow(notice.phase);
  });
  follow(agent.status().link.phase);
}

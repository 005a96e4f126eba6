/**
 * What root writes into the folder of a service's user belongs to that user, as the folder does: else the service could not
 * read it any more, and a counter at work would stop. The folder is another's, who may change it meanwhile: no link is
 * followed, and what has two names stays as it is.
 */
import { closeSync, constants, existsSync, lchownSync, lstatSync, openSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, loadConfig } from '../config.ts';
import type { PlaceOptions } from './program.ts';

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Called before a command, which may make the folders; what it returns, after it. For root alone there is anything to do. */
export function keepOwners({ data, config }: PlaceOptions): () => void {
  if (data !== undefined) return keepOwner(resolve(data));
  const outcome = config === undefined ? null : loadConfig(config);
  return outcome?.ok === true ? keepOwnersOf(outcome.config) : () => {};
}

export function keepOwnersOf({ dataDir, catalogueFile, log }: Config): () => void {
  const kept = [dataDir, catalogueFile, ...(log.file === null ? [] : [log.file])].map(keepOwner);
  return () => {
    for (const handOver of kept) handOver();
  };
}

function keepOwner(path: string): () => void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return () => {};
  const owner = ownerOf(path);
  return () => {
    if (owner.uid !== 0 && existsSync(path)) handOver(realpathSync(path), owner);
  };
}

/** Of what is not there yet: the owner of the folder it will be in. */
function ownerOf(path: string): Owner {
  return existsSync(path) ? lstatSync(realpathSync(path)) : ownerOf(dirname(path));
}

function handOver(path: string, owner: Owner): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) handOverWithin(path, owner);
  if (found.uid === 0 && (found.isDirectory() || found.nlink === 1)) lchownSync(path, owner.uid, owner.gid);
}

/** By its handle: the name may be another folder's by now. */
function handOverWithin(path: string, owner: Owner): void {
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const inside = `/proc/self/fd/${folder}`;
    for (const name of readdirSync(inside)) handOver(join(inside, name), owner);
  } finally {
    closeSync(folder);
  }
}

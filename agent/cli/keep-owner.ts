/**
 * What root writes into the folder of a service's user belongs to that user, as the folder does: else the service could not
 * read it any more, and a counter at work would stop. The folder is another's, who may change it meanwhile: no link is
 * followed, and what has two names stays as it is.
 */
import {
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
} from 'node:fs';
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

/** By its handle: the name may be another's by now, or nobody's. */
function handOver(path: string, owner: Owner): void {
  const named = lstatSync(path, { throwIfNoEntry: false });
  if (named === undefined || !(named.isFile() || named.isDirectory())) return;
  const handle = handleOf(path);
  if (handle === null) return;
  try {
    const found = fstatSync(handle);
    const inside = `/proc/self/fd/${handle}`;
    if (found.isDirectory()) for (const name of readdirSync(inside)) handOver(join(inside, name), owner);
    if (found.uid === 0 && (found.isDirectory() || found.nlink === 1)) fchownSync(handle, owner.uid, owner.gid);
  } finally {
    closeSync(handle);
  }
}

function handleOf(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP') return null;
    throw error;
  }
}

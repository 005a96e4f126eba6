/**
 * Updates on their way, one file each, named by the digest the whole must have: no name from outside ever becomes a path.
 * Nothing here is believed until its digest is right, so nothing needs to be synced.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PartialUpdates } from '../ports/updates.ts';
import { digestOf } from './update-signature.ts';

const NAME = /^([0-9a-f]{64})\.part$/;

export function partialUpdates(folder: string): PartialUpdates {
  const at = (sha256: string) => join(folder, `${sha256}.part`);
  const size = (sha256: string) => statSync(at(sha256), { throwIfNoEntry: false })?.size ?? 0;
  const names = () => (existsSync(folder) ? readdirSync(folder).flatMap((name) => NAME.exec(name)?.[1] ?? []) : []);
  const drop = (sha256: string) => rmSync(at(sha256), { force: true });
  return {
    held: () => names().map((sha256) => ({ sha256, bytes: size(sha256) })),
    append(sha256, offset, chunk) {
      if (!NAME.test(`${sha256}.part`) || (offset !== 0 && offset !== size(sha256))) return false;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (offset === 0) writeFileSync(at(sha256), chunk, { mode: 0o600 });
      else appendFileSync(at(sha256), chunk);
      return true;
    },
    whole(sha256, totalBytes) {
      if (size(sha256) < totalBytes) return null;
      const bytes = readFileSync(at(sha256));
      if (bytes.length === totalBytes && digestOf(bytes) === sha256) return bytes;
      drop(sha256);
      return 'damaged';
    },
    drop,
    keep(wanted) {
      for (const sha256 of names()) if (!wanted.includes(sha256)) drop(sha256);
    },
  };
}

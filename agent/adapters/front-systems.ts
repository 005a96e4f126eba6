/**
 * The systems the national front is paired with, in a file only its owner may read. The secret path is kept as its digest;
 * the signing key has to be kept as it is, because the platform's signature is a keyed digest. Read again when it changed, so
 * that a pairing counts at once and a revoked one no more.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import type { PairedSystem, PairedSystems } from '../ports/front.ts';
import { readSecretJson, writeSecret } from './secret-file.ts';

interface StoredSystem extends PairedSystem {
  readonly path_sha256: string;
  readonly key: string;
  readonly made: string;
}

interface StoredFile {
  /** Of the keyed hashes; base64. */
  readonly blinding: string;
  readonly systems: readonly StoredSystem[];
}

export interface Pairing extends PairedSystem {
  readonly secret: string;
  readonly key: string;
}

/** Throws SecretFileError where others may read the file. */
export function servePairedSystems(path: string): PairedSystems {
  let known: StoredFile = { blinding: '', systems: [] };
  let seen = -1;
  const file = (): StoredFile => {
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed !== seen || known.blinding === '') known = readOrMake(path);
    seen = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return known;
  };
  return {
    byPath(secret) {
      const asked = Buffer.from(digest(secret), 'hex');
      const found = file().systems.find(({ path_sha256 }) => timingSafeEqual(Buffer.from(path_sha256, 'hex'), asked));
      return found === undefined ? null : { name: found.name, paasid: found.paasid };
    },
    bySignature({ paasid, timestamp, nonce, signature }) {
      const found = file().systems.find((one) => one.paasid === paasid);
      if (found === undefined || !/^[0-9a-fA-F]{64}$/.test(signature)) return null;
      const expected = Buffer.from(digest(`${timestamp}${found.key}${nonce}${timestamp}`), 'hex');
      return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? { name: found.name, paasid } : null;
    },
    blind: (text) =>
      createHmac('sha256', Buffer.from(file().blinding, 'base64')).update(text).digest('base64url').slice(0, 32),
  };
}

export function pairedAt(path: string): readonly (PairedSystem & { readonly made: string })[] {
  if (!existsSync(path)) return [];
  return readOrMake(path).systems.map(({ name, paasid, made }) => ({ name, paasid, made }));
}

/** Null: a system of this name is paired already. */
export function pairAt(path: string, name: string, made: string): Pairing | null {
  const file = readOrMake(path);
  if (file.systems.some((one) => one.name === name)) return null;
  const secret = randomBytes(24).toString('base64url');
  const key = randomBytes(24).toString('base64url');
  const paasid = `tx${randomBytes(6).toString('hex')}`;
  const system = { name, paasid, path_sha256: digest(secret), key, made };
  writeSecret(path, JSON.stringify({ ...file, systems: [...file.systems, system] }, null, 2));
  return { name, paasid, secret, key };
}

/** False: there is none of this name. */
export function revokeAt(path: string, name: string): boolean {
  if (!existsSync(path)) return false;
  const file = readOrMake(path);
  const systems = file.systems.filter((one) => one.name !== name);
  if (systems.length === file.systems.length) return false;
  writeSecret(path, JSON.stringify({ ...file, systems }, null, 2));
  return true;
}

function readOrMake(path: string): StoredFile {
  if (existsSync(path)) return readSecretJson(path) as StoredFile;
  const made: StoredFile = { blinding: randomBytes(32).toString('base64'), systems: [] };
  writeSecret(path, JSON.stringify(made, null, 2));
  return made;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The key store as a folder beside the data file: one file a key, readable by the owner alone. With a systemd credential
 * (LoadCredential=, read from $CREDENTIALS_DIRECTORY) the files hold the keys sealed under it, so that the folder alone
 * tells nothing either. Must never write a key into the data file, the log or an error.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from '../ports/keys.ts';
import { readSecret, SecretFileError, writeSecret } from './secret-file.ts';

const BYTES = 32;
const [NONCE, TAG] = [12, 16];
const SUFFIX = '.key';

export interface KeyFolderOptions {
  /** Name of a systemd credential the keys are sealed under; none: the files hold them as they are. */
  readonly credential?: string;
  /** Default: $CREDENTIALS_DIRECTORY. */
  readonly credentialsDirectory?: string | undefined;
}

/**
 * The keys of a data folder. `data.key` of version 1 is the key `0`. Throws SecretFileError at the first use of a bad
 * one.
 */
export function keyFolder(dataDir: string, options: KeyFolderOptions = {}): KeyStore {
  const folder = join(dataDir, 'keys');
  const outer = options.credential === undefined ? null : credentialKey(options.credential, options);
  const fileOf = (name: string) => (name === '0' ? join(dataDir, 'data.key') : join(folder, `${name}${SUFFIX}`));
  return {
    names: () => [
      ...(existsSync(fileOf('0')) ? ['0'] : []),
      ...(existsSync(folder) ? readdirSync(folder) : [])
        .filter((file) => file.endsWith(SUFFIX))
        .map((file) => file.slice(0, -SUFFIX.length)),
    ],
    read(name) {
      const path = fileOf(name);
      if (!existsSync(path)) return null;
      const stored = readSecret(path);
      if (isWiped(stored)) return null;
      const key = outer !== null && name !== '0' ? unsealed(path, stored, outer) : stored;
      if (key.length !== BYTES) throw new SecretFileError(path, `holds ${key.length} bytes instead of ${BYTES}`);
      return key;
    },
    write(name, key) {
      const path = fileOf(name);
      if (existsSync(path) && !isWiped(readSecret(path))) throw new SecretFileError(path, 'is there already');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeSecret(path, outer === null ? key : sealed(key, outer));
    },
    destroy(name) {
      const path = fileOf(name);
      if (existsSync(path)) wipe(path);
    },
  };
}

/** Any text or bytes of at least 32: hashed, so that no form of it is asked for. */
function credentialKey(name: string, options: KeyFolderOptions): Buffer {
  // systemd tells its services where the credentials are, and in no other way.
  const folder = options.credentialsDirectory ?? process.env['CREDENTIALS_DIRECTORY'];
  if (folder === undefined)
    throw new SecretFileError(name, 'there is no $CREDENTIALS_DIRECTORY; set LoadCredential= in the service');
  const path = join(folder, name);
  const secret = readSecret(path);
  if (secret.length < BYTES)
    throw new SecretFileError(path, `holds ${secret.length} bytes; at least ${BYTES} are needed`);
  return createHash('sha256').update(secret).digest();
}

function sealed(key: Uint8Array, outer: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', outer, nonce);
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unsealed(path: string, stored: Buffer, outer: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', outer, stored.subarray(0, NONCE));
    decipher.setAuthTag(stored.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(stored.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    throw new SecretFileError(path, 'is not sealed under this credential');
  }
}

/** By a process that ended before it could remove the file: the key is as gone as it would be then. */
const isWiped = (stored: Buffer) => stored.length > 0 && stored.every((byte) => byte === 0);

/** Overwritten before it goes: on most disks the old bytes are then gone too. */
function wipe(path: string): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Buffer.alloc(size));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  unlinkSync(path);
}

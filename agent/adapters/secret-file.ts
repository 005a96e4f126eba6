/**
 * Secrets as files that only their owner may read. A file that others could read is refused, not quietly repaired: who
 * could read it may have.
 */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sync } from './sync.ts';

export class SecretFileError extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'SecretFileError';
    this.path = path;
  }
}

export function readSecret(path: string): Buffer {
  const { mode } = statSync(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new SecretFileError(path, `others may read it (mode ${(mode & 0o777).toString(8)}); run: chmod 600 ${path}`);
  return readFileSync(path);
}

/** One that is JSON. Throws SecretFileError for one that is not whole: nothing of it can be believed. */
export function readSecretJson(path: string): unknown {
  try {
    return JSON.parse(readSecret(path).toString('utf8'));
  } catch (error) {
    throw error instanceof SyntaxError ? new SecretFileError(path, 'is damaged: put a copy of it back') : error;
  }
}

/** Writes whole or not at all, and on disk before it returns. */
export function writeSecret(path: string, bytes: Uint8Array | string): void {
  const draft = `${path}.new`;
  try {
    // Not with one write: a disk that is nearly full takes a part, and says no only to the next.
    writeFileSync(draft, bytes, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  sync(dirname(path));
}

/** The bearer token of the local API: a file that only its owner may read. Never logged, never shown on a page. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readSecret, writeSecret } from '../secret-file.ts';

/** 32 random bytes as hex, made at the first start. Throws SecretFileError when others may read the file. */
export function apiToken(path: string): string {
  const read = () => readSecret(path).toString('utf8').trim();
  const known = existsSync(path) ? read() : '';
  if (/^[0-9a-f]{64}$/.test(known)) return known;
  writeSecret(path, `${randomBytes(32).toString('hex')}\n`);
  return read();
}

/**
 * Paired clients in a file that only its owner may read: names, origins, grants, and of each token the digest alone (a token
 * is 32 random bytes, so a digest needs no salt). Read again when it changed, so that a revocation counts at once.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { civilTime } from '../../core/time.ts';
import type { Client, Clients } from '../../ports/clients.ts';
import { readSecretJson, writeSecret } from '../secret-file.ts';

interface Stored extends Client {
  readonly token_sha256: string;
}

/** Throws SecretFileError where others may read the file. */
export function clientFile(path: string, wallMs: () => number): Clients {
  let known: readonly Stored[] = [];
  let seen = '';
  const stamp = () => {
    const { mtimeMs = 0, ino = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return `${mtimeMs} ${ino}`;
  };
  const all = (): readonly Stored[] => {
    const now = stamp();
    if (now !== seen) known = read(path);
    seen = now;
    return known;
  };
  const keep = (clients: readonly Stored[]) => writeSecret(path, `${JSON.stringify({ clients }, null, 2)}\n`);
  return {
    byToken(token) {
      const asked = digest(token);
      const found = all().filter(({ token_sha256 }) => timingSafeEqual(Buffer.from(token_sha256, 'hex'), asked));
      return found[0] === undefined ? null : shown(found[0]);
    },
    list: () => all().map(shown),
    add(client) {
      const token = randomBytes(32).toString('base64url');
      const stored = { ...client, made: civilTime(wallMs()), token_sha256: digest(token).toString('hex') };
      keep([...all(), stored]);
      return { token };
    },
    revoke(client) {
      const rest = all().filter((one) => one.client !== client);
      if (rest.length === all().length) return false;
      keep(rest);
      return true;
    },
  };
}

function read(path: string): readonly Stored[] {
  if (!existsSync(path)) return [];
  return (readSecretJson(path) as { readonly clients: readonly Stored[] }).clients;
}

const shown = ({ client, name, origin, grants, made }: Stored): Client => ({ client, name, origin, grants, made });

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Who the terminal is, on disk: its key and its identity in the data folder, readable by the owner alone. The key is
 * written before the centre is asked for an identity, so that a crash before its answer is on disk costs nothing: the
 * same code with the same key is answered again.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from '../core/state.ts';
import { readSecret, readSecretJson, SecretFileError, writeSecret } from './secret-file.ts';
import { isPrivateKey, makeTerminalKey, type TerminalKey, terminalKey } from './terminal-key.ts';

export interface IdentityFile {
  readonly terminal: Terminal;
  /** PEM, leaf first. */
  readonly certificate: string;
  /** Last id of the slot's former holder; '' for none. */
  readonly last_msgid: string;
  /** The centre's key for updates, pinned: SPKI DER in base64; absent or '' for none. */
  readonly update_key?: string;
  /** The centre's key that data keys are wrapped for: SPKI DER in base64; absent or '' for none. */
  readonly recovery_key?: string;
}

export interface IdentityFolder {
  /** Null before enrolment. */
  read(): IdentityFile | null;
  /** The terminal's private key, PEM. */
  key(): Buffer;
  /** What an identity is asked for with: the key of an earlier try, or a new one. */
  keyToEnrol(): TerminalKey;
  /** PEM of the centre's CA, the only one believed. */
  trusted(caFile: string): Buffer;
  /** The first one, or the same terminal and key under a new certificate. */
  write(identity: IdentityFile): void;
}

/** Makes the data folder when it is not there. What it reads throws SecretFileError when it is damaged or open to others. */
export function identityFolder(dataDir: string): IdentityFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const [identityPath, keyPath] = [join(dataDir, 'identity.json'), join(dataDir, 'terminal.key')];
  const key = (): Buffer => {
    const pem = readSecret(keyPath);
    if (!isPrivateKey(pem)) throw new SecretFileError(keyPath, 'is damaged: put a copy of it back');
    return pem;
  };
  return {
    read: () => (existsSync(identityPath) ? (readSecretJson(identityPath) as IdentityFile) : null),
    key,
    keyToEnrol() {
      const usable = existsSync(keyPath) && isPrivateKey(readSecret(keyPath));
      if (!usable) writeSecret(keyPath, makeTerminalKey().pem);
      return terminalKey(key());
    },
    trusted: (caFile) => readFileSync(caFile),
    write: (identity) => writeSecret(identityPath, JSON.stringify(identity, null, 2)),
  };
}

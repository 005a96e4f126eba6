/** The key a simulated centre recovers data keys with, made at first start in its data folder (0600). For simulation only. */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the key in a centre's data folder. */
const FILE = 'recovery.key.pem';

export class RecoveryKey {
  /** SubjectPublicKeyInfo, DER: what terminals wrap their data keys for. */
  readonly spki: Uint8Array;
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  }

  static open(folder: string): RecoveryKey {
    const path = join(folder, FILE);
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    }
    return new RecoveryKey(createPrivateKey(readFileSync(path)));
  }

  /** Of a centre that is there already; null: there is none in this folder. */
  static of(folder: string): RecoveryKey | null {
    return existsSync(join(folder, FILE)) ? RecoveryKey.open(folder) : null;
  }

  /** Opens what a terminal wrapped; null when it was wrapped for another key or changed. */
  unwrap(wrapped: Uint8Array): Uint8Array | null {
    try {
      return privateDecrypt({ key: this.#key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
    } catch {
      return null;
    }
  }
}

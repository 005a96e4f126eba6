/** The key a simulated centre signs updates with, made at first start in its data folder (0600). For simulation only. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class UpdateKey {
  /** SubjectPublicKeyInfo, DER: what terminals pin at enrolment. */
  readonly spki: Uint8Array;
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  }

  static open(folder: string): UpdateKey {
    const path = join(folder, 'update.key.pem');
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(path, newKey().export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    }
    return new UpdateKey(createPrivateKey(readFileSync(path)));
  }

  /** A key that lives in memory only. */
  static make(): UpdateKey {
    return new UpdateKey(newKey());
  }

  /** ECDSA over SHA-256, DER. */
  sign(text: string): Uint8Array {
    return sign('sha256', Buffer.from(text), this.#key);
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

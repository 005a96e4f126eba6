/**
 * Digests and signatures of updates, by node's own crypto. Must never take a signature of another key than the pinned
 * one.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `spki`: P-256 public key, SubjectPublicKeyInfo, DER. False for whatever is not a signature by it. */
export function isSignedBy(spki: Uint8Array, text: string, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), type: 'spki', format: 'der' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && verify('sha256', Buffer.from(text), key, signature);
  } catch {
    return false;
  }
}

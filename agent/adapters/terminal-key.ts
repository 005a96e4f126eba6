/**
 * The terminal's own key pair (P-256), made here and never sent: only its public half and its signatures leave. Beside it,
 * what its certificate says of itself, and whether it is one for this key.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { createSecureContext } from 'node:tls';

export interface TerminalKey {
  /** PKCS#8 PEM; to be stored with mode 0600. */
  readonly pem: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** ECDSA over SHA-256, DER. */
  sign(bytes: Uint8Array): Uint8Array;
}

export function makeTerminalKey(): TerminalKey {
  return keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}

/** `pem`: as stored. */
export function terminalKey(pem: Uint8Array): TerminalKey {
  return keyOf(createPrivateKey(Buffer.from(pem)));
}

export function isPrivateKey(pem: Uint8Array): boolean {
  try {
    createPrivateKey(Buffer.from(pem));
    return true;
  } catch {
    return false;
  }
}

function keyOf(privateKey: KeyObject): TerminalKey {
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
}

/** Of the leaf of a chain in PEM: when it ends, ms since 1970 UTC, and the key it is for (SPKI DER). */
export function certificateFacts(pem: string): { readonly validUntilMs: number; readonly spki: Uint8Array } {
  const leaf = new X509Certificate(pem);
  return { validUntilMs: Date.parse(leaf.validTo), spki: leaf.publicKey.export({ type: 'spki', format: 'der' }) };
}

/** Whether a chain in PEM is one that a connection can be opened under with this key. */
export function isChainFor(pem: string, key: TerminalKey): boolean {
  try {
    return pem !== '' && createSecureContext({ cert: pem, key: key.pem }) !== null;
  } catch {
    return false;
  }
}

/** The terminal's own key pair (P-256), made here and never sent: only its public half and its signatures leave. */
import { generateKeyPairSync, sign } from 'node:crypto';

export interface TerminalKey {
  /** PKCS#8 PEM; to be stored with mode 0600. */
  readonly pem: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** ECDSA over SHA-256, DER. */
  sign(bytes: Uint8Array): Uint8Array;
}

export function makeTerminalKey(): TerminalKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
}

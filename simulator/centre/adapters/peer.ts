/** What a terminal's certificate proves, by node's own crypto. Judges nothing else. */
import { createPublicKey, verify, X509Certificate } from 'node:crypto';

export interface PeerCertificate {
  /** SPKI DER. */
  readonly spki: Uint8Array;
  readonly validUntilMs: number;
}

/** `der`: as it came in the handshake, which proved the key. */
export function peerCertificate(der: Uint8Array): PeerCertificate {
  const certificate = new X509Certificate(der);
  return {
    spki: certificate.publicKey.export({ type: 'spki', format: 'der' }),
    validUntilMs: Date.parse(certificate.validTo),
  };
}

/** ECDSA over SHA-256, DER. */
export function isSignedBy(spki: Uint8Array, text: string | Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), type: 'spki', format: 'der' });
    return verify('sha256', Buffer.from(text), key, signature);
  } catch {
    return false;
  }
}

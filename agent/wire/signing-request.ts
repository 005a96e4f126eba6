/**
 * A PKCS#10 request (RFC 2986) for a P-256 key, asking for one common name. The centre puts its own name in the
 * certificate; this must never carry anything about persons or the shop.
 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import * as der from './der.ts';

/** DER of the request, signed by the key it is for. */
export function signingRequest(privateKey: KeyObject, name: string): Uint8Array {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const info = der.sequence(der.integer(0), der.commonName(name), spki, der.context(0));
  return der.signed(info, sign('sha256', info, privateKey));
}

/**
 * A PKCS#10 request (RFC 2986) for a P-256 key, asking for one common name. The centre puts its own name in the
 * certificate; this must never carry anything about persons or the shop.
 */
import * as der from './der.ts';

/** DER of the request; `sign` is the private half of `spki`. */
export function signingRequest(
  { spki, sign }: { readonly spki: Uint8Array; readonly sign: (bytes: Uint8Array) => Uint8Array },
  name: string,
): Uint8Array {
  const info = der.sequence(der.integer(0), der.commonName(name), spki, der.context(0));
  return der.signed(info, sign(info));
}

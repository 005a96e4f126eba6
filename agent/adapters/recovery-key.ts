/**
 * Wraps a data key for the centre's recovery key (RSA-OAEP, SHA-256): only the centre can open it, so that a copy of the
 * data file holds its keys and tells nothing. Must never be given anything but keys.
 */
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';

/** `spki`: RSA public key, SubjectPublicKeyInfo, DER. Throws when it is none. */
export function wrapperFor(spki: Uint8Array): (key: Uint8Array) => Uint8Array {
  const key = createPublicKey({ key: Buffer.from(spki), type: 'spki', format: 'der' });
  if (key.asymmetricKeyType !== 'rsa') throw new TypeError(`no RSA key but ${key.asymmetricKeyType}`);
  return (data) => publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, data);
}

/** By a key as an identity keeps it, in base64; null where the centre gave none, or something that is none. */
export function wrapperIn(kept = ''): ReturnType<typeof wrapperFor> | null {
  try {
    return wrapperFor(Buffer.from(kept, 'base64'));
  } catch {
    return null;
  }
}

/**
 * The simulator's own keys and what cards and PSAMs compute with them: 3DES with two keys, diversified first by the card and
 * then by its city, as PBOC cards do. The keys are worth nothing anywhere else, and no real one may ever stand here.
 */
import { createCipheriv, createHash } from 'node:crypto';

const BLOCK = 8;

/** The key of one card in one city. Factors are 8 bytes each. */
export function diversified(master: Uint8Array, card: Uint8Array, city: Uint8Array): Uint8Array {
  return [card, city].reduce<Uint8Array>((key, factor) => {
    const inverted = factor.map((byte) => byte ^ 0xff);
    return Uint8Array.of(...encrypted(key, factor), ...encrypted(key, inverted));
  }, master);
}

/** One block under a key of 16 bytes. */
export function encrypted(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key.subarray(0, BLOCK)]), null);
  cipher.setAutoPadding(false);
  return cipher.update(block);
}

/** 8 bytes that nobody knows beforehand, and that come again in the same simulation. */
export function challengeOf(atr: Uint8Array, commands: number): Uint8Array {
  return createHash('sha256').update(atr).update(String(commands)).digest().subarray(0, BLOCK);
}

/** What a city is called in a key: six digits and "sx", as published. */
export function cityFactor(admdvs: string): Uint8Array {
  return Buffer.concat([Buffer.from(admdvs, 'latin1'), Buffer.of(0x73, 0x78)]);
}

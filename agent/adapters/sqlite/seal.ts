/**
 * Personal data at rest: AES-256-GCM under the terminal's data key, and keyed hashes for looking persons and cards up.
 * A nonce is never used twice: it is a counter whose next block is reserved on disk before its first number is used, so
 * that a crash skips numbers and never repeats one. (A restored backup starts a new epoch with a new key.)
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { StoreError } from '../../core/store-error.ts';

const NONCE = 12;
const TAG = 16;
/** Numbers reserved at once: one write of the reservation in a million sealings. */
export const NONCE_BLOCK = 1_000_000;

/** One purchase asks four times for the same person: those at the counters now need not be hashed again. */
const MAX_RECENT = 64;

export interface Seal {
  seal(plain: Uint8Array): Buffer;
  /** Throws StoreError store_wrong_key when the bytes were sealed under another key or changed. */
  open(sealed: Uint8Array): Buffer;
  /** 16 bytes that stand for a personal value in look-ups; the same value gives the same bytes under one key. */
  lookup(kind: 'psn' | 'card' | 'trac' | 'buy', value: string): Buffer;
}

/** `reserve` writes down that all nonces below its argument may be used, and returns the former bound. */
export function createSeal(key: Uint8Array, reserve: (block: number) => number): Seal {
  const dataKey = deriveKey(key, 'tongxing body');
  const lookupKey = deriveKey(key, 'tongxing lookup');
  let next = 0;
  let bound = 0;
  const nonce = Buffer.alloc(NONCE);
  const recent = new Map<string, Buffer>();
  return {
    seal(plain) {
      if (next === bound) {
        next = reserve(NONCE_BLOCK);
        bound = next + NONCE_BLOCK;
      }
      nonce.writeUIntBE(next, NONCE - 6, 6);
      next += 1;
      const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
      const body = cipher.update(plain);
      cipher.final();
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, NONCE));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      try {
        const plain = decipher.update(bytes.subarray(NONCE + TAG));
        decipher.final();
        return plain;
      } catch (cause) {
        throw new StoreError('store_wrong_key', 'sealed entry', cause);
      }
    },
    lookup(kind, value) {
      const named = `${kind}:${value}`;
      const known = recent.get(named);
      if (known !== undefined) return known;
      if (recent.size >= MAX_RECENT) recent.clear();
      const made = createHmac('sha256', lookupKey).update(named).digest().subarray(0, 16);
      recent.set(named, made);
      return made;
    },
  };
}

function deriveKey(key: Uint8Array, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', use, 32)));
}

/**
 * Personal data at rest: AES-256-GCM under the data key of the period, and keyed hashes for looking persons and cards up.
 * A sealed value names its key, so that it can be opened as long as that key exists. A nonce is never used twice under one
 * key: it is a counter whose next block is reserved on disk before its first number is used, behind a number drawn at
 * each opening, which keeps apart even two runs over one copied disk. (A restored backup has a new key besides.)
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { StoreError } from '../../core/store-error.ts';
import type { Keyring } from './keyring.ts';

/** Number of the key 2, drawn at opening 4, counter 6. */
const NONCE = 12;
const TAG = 16;
/** Numbers reserved at once: one write of the reservation in a million sealings. */
export const NONCE_BLOCK = 1_000_000;

/** One purchase asks four times for the same person and card: those at the counters now need not be hashed again. */
const MAX_RECENT = 256;

export interface Seal {
  seal(plain: Uint8Array): Buffer;
  /** Throws StoreError: store_wrong_key when the bytes were changed, store_key_lost when their key is not here. */
  open(sealed: Uint8Array): Buffer;
  /** 16 bytes that stand for a personal value in look-ups; the same value gives the same bytes for ever. */
  lookup(kind: 'psn' | 'card' | 'trac' | 'buy' | 'otp', value: string): Buffer;
  /** The same, as hex, for what was asked for under an idempotency key: each is another, and none is kept here. */
  asked(what: string): string;
  /** A rolled-back turn may have taken the reservation back: it is made again before the next sealing. */
  forget(): void;
}

/** Number of the key something was sealed under; 0 is the one key of a version 1 file. */
export function keyOf(sealed: Uint8Array): number {
  return ((sealed[0] ?? 0) << 8) | (sealed[1] ?? 0);
}

/** `reserve` writes down that all numbers up to a block above `least` may be used, and returns the first that may. */
export function createSeal(ring: Keyring, reserve: (least: number) => number): Seal {
  let next = 0;
  let bound = 0;
  const nonce = Buffer.concat([Buffer.alloc(2), randomBytes(4), Buffer.alloc(6)]);
  const recent = new Map<string, Buffer>();
  return {
    seal(plain) {
      if (next === bound) {
        next = reserve(next);
        bound = next + NONCE_BLOCK;
      }
      const { number, key } = ring.current();
      nonce.writeUInt16BE(number);
      nonce.writeUIntBE(next, NONCE - 6, 6);
      next += 1;
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = cipher.update(plain);
      cipher.final();
      const sealed = Buffer.allocUnsafe(NONCE + TAG + body.length);
      sealed.set(nonce);
      sealed.set(cipher.getAuthTag(), NONCE);
      sealed.set(body, NONCE + TAG);
      return sealed;
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const decipher = createDecipheriv('aes-256-gcm', ring.get(keyOf(bytes)), bytes.subarray(0, NONCE));
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
      const made = createHmac('sha256', ring.lookup).update(named).digest().subarray(0, 16);
      recent.set(named, made);
      return made;
    },
    asked: (what) => createHmac('sha256', ring.lookup).update(`ask:${what}`).digest('hex').slice(0, 32),
    forget() {
      bound = next;
    },
  };
}

/**
 * PINs under scrypt (RFC 7914). The cost is written into each hash, so that it can be raised later; must never keep a PIN
 * or log one.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Pins } from '../ports/pins.ts';

/** 2^15 × 8 × 128 bytes = 32 MiB for the moment of one try. */
const LOG2_N = 15;
const R = 8;
const P = 3;
const KEY = 32;
const SALT = 16;

export function scryptPins(log2N = LOG2_N): Pins {
  return {
    async hash(pin) {
      const salt = randomBytes(SALT);
      const key = await derive(pin, salt, log2N, R, P);
      return ['scrypt', log2N, R, P, salt.toString('hex'), key.toString('hex')].join('$');
    },
    async matches(pin, hash) {
      const [name, n, r, p, salt, key, ...more] = hash.split('$');
      const cost = [n, r, p].map(Number);
      const sound = name === 'scrypt' && more.length === 0 && cost.every((one) => Number.isInteger(one) && one > 0);
      if (!sound || salt === undefined || key === undefined || key.length !== KEY * 2) return false;
      const [logN = 0, blocks = 0, lanes = 0] = cost;
      if (logN > 20 || blocks > 16 || lanes > 16) return false;
      return timingSafeEqual(await derive(pin, Buffer.from(salt, 'hex'), logN, blocks, lanes), Buffer.from(key, 'hex'));
    },
  };
}

function derive(pin: string, salt: Buffer, log2N: number, r: number, p: number): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, KEY, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

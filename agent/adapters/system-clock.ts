/**
 * The machine's clocks and dice. The only place of the agent that reads them.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Clock, Random } from '../ports/clock.ts';

export function systemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => Number(process.hrtime.bigint() / 1_000n) / 1_000,
    after(delayMs, callback) {
      // An immediate runs after waiting I/O was taken in: what arrived together is committed together.
      if (delayMs <= 0) {
        const immediate = setImmediate(callback);
        return () => clearImmediate(immediate);
      }
      const timer = setTimeout(callback, Math.ceil(delayMs));
      return () => clearTimeout(timer);
    },
    bootId: readBootId(),
  };
}

/** Drawn from a pool, because asking the kernel costs more than a decision of the core. */
export function systemRandom(): Random {
  let pool = Buffer.alloc(0);
  let at = 0;
  return {
    next() {
      if (at >= pool.length) {
        pool = randomBytes(4_096);
        at = 0;
      }
      at += 4;
      return pool.readUInt32LE(at - 4) / 2 ** 32;
    },
  };
}

/** The kernel's id of this boot; elsewhere one of this process, which only makes clock checks start anew. */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomBytes(16).toString('hex');
  }
}

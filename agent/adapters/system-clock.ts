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

export function systemRandom(): Random {
  return { next: () => randomBytes(4).readUInt32LE() / 2 ** 32 };
}

/** The kernel's id of this boot; elsewhere one of this process, which only makes clock checks start anew. */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomBytes(16).toString('hex');
  }
}

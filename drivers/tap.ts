/**
 * A tap at a device's byte seam: says what passes without changing it. And the plain form in which bytes cross to another
 * process or a file. Must never delay, drop or alter what it sees.
 */
import type { Tap, Tapped } from './contract.ts';

export interface Tapping {
  /** An operation with its result, which is given back as it is. The number is the handle of what it opens. */
  asked<T>(handle: number, op: string, value: readonly unknown[], work: (n: number) => Promise<T>): Promise<T>;
  /** The same for one that answers at once. */
  askedNow<T>(handle: number, op: string, value: readonly unknown[], work: (n: number) => T): T;
  /** What there is: said when it is not what it was. */
  listed<T>(work: Promise<T>): Promise<T>;
  said(handle: number, value: unknown): void;
}

export function tapping(port: Tapped['port'], tap: Tap): Tapping {
  let last = 0;
  let list = '';
  const call = (handle: number, op: string, value: readonly unknown[]): number => {
    last += 1;
    tap({ port, handle, what: 'call', n: last, op, value });
    return last;
  };
  return {
    async asked(handle, op, value, work) {
      const n = call(handle, op, value);
      const result = await work(n);
      tap({ port, handle, what: 'answer', n, op, value: result });
      return result;
    },
    askedNow(handle, op, value, work) {
      const n = call(handle, op, value);
      const result = work(n);
      tap({ port, handle, what: 'answer', n, op, value: result });
      return result;
    },
    async listed(work) {
      const result = await work;
      const now = JSON.stringify(plain(result));
      if (now !== list) tap({ port, handle: 0, what: 'answer', n: 0, op: 'list', value: result });
      list = now;
      return result;
    },
    said: (handle, value) => tap({ port, handle, what: 'event', value }),
  };
}

/** Plain JSON of a value: bytes as {$hex}. Functions (the handles themselves) are left out. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $hex: hexOf(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? null : value;
  const fields = Object.entries(value).filter(([, one]) => one !== undefined && typeof one !== 'function');
  return Object.fromEntries(fields.map(([name, one]) => [name, plain(one)]));
}

/** The value again, bytes included. */
export function unplain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unplain);
  if (typeof value !== 'object' || value === null) return value;
  const { $hex } = value as { readonly $hex?: unknown };
  if (typeof $hex === 'string') return bytesOf($hex);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unplain(one)]));
}

function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_none, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

/** Scaled integers: reading and writing digits, and the one rounding, over the whole range they promise. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen } from '../../agent/core/money.ts';
import {
  alongBrackets,
  type Count,
  formatScaled,
  type Price,
  parseScaled,
  type Ratio,
  timesCount,
  timesRatio,
} from '../../agent/core/settlement/decimal.ts';

const LARGEST = 999_999_999_999_999;
const amount = fc.oneof(fc.integer({ min: 0, max: LARGEST }), fc.integer({ min: LARGEST - 1_000, max: LARGEST }));
const ratio = fc.integer({ min: 0, max: 10_000 });

describe('digits', () => {
  it.each([
    ['0', 2, 0],
    ['12.5', 2, 1_250],
    ['012.50', 2, 1_250],
    ['9999999999999.99', 2, LARGEST],
    ['10000000000000', 2, null],
    ['1.001', 2, null],
    ['1.', 2, null],
    ['.1', 2, null],
    ['-1', 2, null],
    ['1e3', 2, null],
    ['', 2, null],
    ['1 ', 2, null],
    ['999999999.999999', 6, LARGEST],
  ])('%j with %i decimals is %j', (text, decimals, value) => {
    expect(parseScaled(text, decimals)).toBe(value);
  });

  it('written are read back', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(2, 4, 6), (value, decimals) => {
        for (const least of [0, 2, decimals]) {
          expect(parseScaled(formatScaled(value, decimals, least), decimals)).toBe(value);
        }
      }),
    );
  });
});

describe('products', () => {
  const half = (n: bigint, unit: bigint) => Number((2n * n + unit) / (2n * unit));
  it('are on the right side of each half, up to the last one below 2^53', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const sides = (unit: number, product: (n: number) => number) =>
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 50 }), (part, below) => {
        for (const whole of [Math.floor((part * most) / unit), Math.floor(most / unit) - below]) {
          const up = Math.max(1, whole - 2) * unit - unit / 2;
          for (const n of [up - 1, up, up + unit - 1]) expect(product(n)).toBe(half(BigInt(n), BigInt(unit)));
        }
      });
    fc.assert(sides(10_000, (n) => timesRatio(n as Fen, 1 as Ratio)));
    fc.assert(sides(100_000_000, (n) => timesCount(n as Price, 1 as Count)));
  });

  it('of price and count round half up, also where they pass 2^53', () => {
    expect(timesCount(5_000 as Price, 10_000 as Count)).toBe(1);
    expect(timesCount(4_999 as Price, 10_000 as Count)).toBe(0);
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 100_000_000 }), (price, count) => {
        const exact = half(BigInt(price) * BigInt(count), 100_000_000n);
        expect(timesCount(price as Price, count as Count)).toBe(exact);
      }),
    );
  });
  it('of amount and ratio likewise', () => {
    fc.assert(
      fc.property(amount, ratio, (fen, share) => {
        expect(timesRatio(fen as Fen, share as Ratio)).toBe(half(BigInt(fen) * BigInt(share), 10_000n));
      }),
    );
  });
  it('along brackets round once, however large the amount', () => {
    const bounded = fc.tuple(
      amount,
      fc.integer({ min: 0, max: LARGEST }),
      fc.integer({ min: 1, max: LARGEST }),
      ratio,
      ratio,
    );
    fc.assert(
      fc.property(bounded, ([fen, start, bound, one, other]) => {
        const brackets = [
          { from: 0 as Fen, to: bound as Fen, ratio: one as Ratio },
          { from: bound as Fen, to: null, ratio: other as Ratio },
        ];
        const below = BigInt(Math.max(0, Math.min(start + fen, bound) - start));
        const exact = half(below * BigInt(one) + (BigInt(fen) - below) * BigInt(other), 10_000n);
        expect(alongBrackets(brackets, start as Fen, fen as Fen)).toBe(exact);
      }),
      { numRuns: 1_000 },
    );
  });
});

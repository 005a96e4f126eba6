/**
 * Prices, counts and ratios as scaled integers, and the one rounding of the engine (settlement.md, Numbers). Every
 * intermediate is a whole number: where a product would pass 2^53 it is done in BigInt, never in fractions. Must never
 * round anywhere but in `roundedQuotient`, and never accept a number that is not written in plain digits.
 */
import type { Fen } from '../money.ts';

/** Yuan × 1,000,000: a unit price (`pric`, `pric_uplmt_amt`). */
export type Price = number & { readonly __unit: 'price' };
/** Pieces × 10,000 (`cnt`). */
export type Count = number & { readonly __unit: 'count' };
/** Shares × 10,000: 10,000 is the whole. */
export type Ratio = number & { readonly __unit: 'ratio' };

export const RATIO_ONE = 10_000 as Ratio;

const DIGITS = /^0*([0-9]+)(?:\.([0-9]+))?$/;
/** 15 digits in all stay below 2^53, and so do a thousand of them added up in fen. */
const MAX_DIGITS = 15;

/** Whole number of 10^-decimals in a text of plain digits; null when it is not one, has more decimals or is too large. */
export function parseScaled(text: string, decimals: number): number | null {
  const parts = DIGITS.exec(text);
  const whole = parts?.[1];
  if (whole === undefined) return null;
  const fraction = parts?.[2] ?? '';
  if (fraction.length > decimals || whole.length + decimals > MAX_DIGITS) return null;
  return Number(whole + fraction.padEnd(decimals, '0'));
}

export const parseAmount = (text: string) => parseScaled(text, 2) as Fen | null;
export const parsePrice = (text: string) => parseScaled(text, 6) as Price | null;
export const parseCount = (text: string) => parseScaled(text, 4) as Count | null;
/** A share from 0 to 1. */
export function parseRatio(text: string): Ratio | null {
  const value = parseScaled(text, 4);
  return value === null || value > RATIO_ONE ? null : (value as Ratio);
}

/** The inverse of parseScaled, with at least `least` decimals: formatScaled(12_500_000, 6, 2) → "12.50". */
export function formatScaled(value: number, decimals: number, least: number): string {
  const digits = String(value).padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals);
  let end = digits.length;
  while (end > digits.length - decimals + least && digits.charCodeAt(end - 1) === 48) end--;
  const fraction = digits.slice(digits.length - decimals, end);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

export const formatPrice = (value: Price) => formatScaled(value, 6, 2);
export const formatCount = (value: Count) => formatScaled(value, 4, 0);
export const formatRatio = (value: Ratio) => formatScaled(value, 4, 4);

/** 10^-6 yuan × 10^-4 pieces = 10^-8 fen. */
const LINE_UNIT = 100_000_000;

/** round(price × count), in fen. Both at most 15 digits. */
export function timesCount(price: Price, count: Count): Fen {
  return roundedProduct(price, count, LINE_UNIT);
}

/** round(amount × ratio), in fen. */
export function timesRatio(amount: Fen, ratio: Ratio): Fen {
  return roundedProduct(amount, ratio, RATIO_ONE);
}

/** round(a × b / unit) for non-negative whole a, b and an even unit. */
function roundedProduct(a: number, b: number, unit: number): Fen {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER - unit) return roundedQuotient(product, unit);
  return Number((BigInt(a) * BigInt(b) + BigInt(unit / 2)) / BigInt(unit)) as Fen;
}

/**
 * round(n / unit), half away from zero; n is never negative here. Of n below 2^53 a quotient that is not whole lies at
 * least 1 / unit below the next whole number and is rounded by less than that: its floor is exact. A remainder takes longer.
 */
function roundedQuotient(n: number, unit: number): Fen {
  return Math.floor((n + unit / 2) / unit) as Fen;
}

/** One stretch of an absolute amount with its ratio: [from, to). `to` null has no end. */
export interface Bracket {
  readonly from: Fen;
  readonly to: Fen | null;
  readonly ratio: Ratio;
}

/** How much of [start, start + amount) lies in the bracket. */
export function overlap(bracket: Bracket, start: Fen, amount: Fen): Fen {
  const end = start + amount;
  const from = Math.max(start, bracket.from);
  const to = bracket.to === null ? end : Math.min(end, bracket.to);
  return Math.max(0, to - from) as Fen;
}

/** round(Σ ratio × |[start, start + amount) ∩ bracket|): one rounding of the whole sum (settlement.md 2 and 3). */
export function alongBrackets(brackets: readonly Bracket[], start: Fen, amount: Fen): Fen {
  if (amount * RATIO_ONE <= Number.MAX_SAFE_INTEGER - RATIO_ONE) {
    let total = 0;
    for (const bracket of brackets) total += overlap(bracket, start, amount) * bracket.ratio;
    return roundedQuotient(total, RATIO_ONE);
  }
  let total = 0n;
  for (const bracket of brackets) total += BigInt(overlap(bracket, start, amount)) * BigInt(bracket.ratio);
  return Number((total + 5_000n) / 10_000n) as Fen;
}

/**
 * Money is an integer count of fen, branded so that a yuan figure or a plain count cannot take its place.
 * No floating point anywhere: text comes in and goes out as decimal strings of yuan (settlement.md, Numbers).
 */

export type Fen = number & { readonly __unit: 'fen' };

export const ZERO = 0 as Fen;

/** Brands an integer as fen. Throws on anything that is not a safe integer: that is a programmer's error. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole, safe number of fen: ${amount}`);
  // -0 would break byte-for-byte comparison of results.
  return (amount === 0 ? 0 : amount) as Fen;
}

const YUAN = /^(0|[1-9][0-9]{0,12})(?:\.([0-9]{1,2}))?$/;

/** Reads a decimal string of yuan with at most 2 decimals, no sign, no exponent, no spaces. Null when it is not one. */
export function parseYuan(text: string): Fen | null {
  const parts = YUAN.exec(text);
  if (parts === null) return null;
  return fen(Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')));
}

/** Writes fen as yuan with two decimals, with a minus sign only for a refund: -1234 → "-12.34". */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

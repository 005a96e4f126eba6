/** Which seed a test run uses: the same every time by default, a fresh one in the long run, or the one asked for. */

export const FIXED_SEED = 20260101;
export const RANDOM_SEED = 'random';

/** `asked` is the environment's TONGXING_SEED: a whole number, "random", or nothing. Throws on anything else. */
export function seedFrom(asked: string | undefined, fallback: number | typeof RANDOM_SEED): number {
  const wish = asked === undefined || asked === '' ? fallback : asked;
  if (wish === RANDOM_SEED) return Math.floor(Math.random() * 2 ** 31);
  const seed = Number(wish);
  if (!Number.isSafeInteger(seed)) throw new Error(`TONGXING_SEED is a whole number or "random", not "${wish}"`);
  return seed;
}

/**
 * Numbers out of repeated runs: medians of alternating rounds, so that a machine that drifts by a third drifts for both
 * sides of a ratio alike. It must never drop a slow sample.
 */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which `part` (0 to 1) of the values lie; the nearest one there is. NaN for none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Runs every side once a round, in turn, and gives each side's results in the order of the rounds. */
export async function alternate<N extends string>(
  rounds: number,
  sides: Readonly<Record<N, () => Promise<number> | number>>,
): Promise<Readonly<Record<N, readonly number[]>>> {
  const names = Object.keys(sides) as N[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<N, number[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) results[name].push(await sides[name]());
  return results;
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** What a salvage had to leave behind, as the ledger itself declares it: known gaps are no findings. Reads only. */
import type Database from 'better-sqlite3';

type Range = readonly [from: number, to: number];

export interface Declared {
  readonly entries: readonly Range[];
  readonly bodiless: ReadonlySet<string>;
  readonly counts: { readonly entries: number; readonly bodies: number; readonly numbers: number };
  /** Whether everything from the expected entry up to the one that came is declared lost. */
  passed(expected: number, came: number): boolean;
  /** Whether this number of this epoch is declared lost. */
  holds(epoch: unknown, number: unknown): boolean;
}

interface Losses {
  readonly entries: readonly Range[];
  readonly bodiless: readonly string[];
  readonly missing: readonly { readonly epoch: number; readonly numbers: readonly Range[] }[];
}

export function declaredLosses(db: Database.Database): Declared {
  const facts = db.prepare<[], string>(`SELECT fact FROM journal WHERE fact LIKE '["salvage",%'`).pluck().all();
  const all = facts.map((fact) => (JSON.parse(fact) as [string, number, Losses])[2]);
  const entries = all.flatMap((one) => one.entries);
  const missing = all.flatMap((one) => one.missing);
  const within = (value: number, ranges: readonly Range[]) => ranges.some(([from, to]) => value >= from && value <= to);
  const length = (ranges: readonly Range[]) => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const bodiless = new Set(all.flatMap((one) => one.bodiless));
  return {
    entries,
    bodiless,
    counts: {
      entries: length(entries),
      bodies: bodiless.size,
      numbers: missing.reduce((sum, { numbers }) => sum + length(numbers), 0),
    },
    passed: (expected, came) => came > expected && within(expected, entries) && within(came - 1, entries),
    holds: (epoch, number) => missing.some((one) => one.epoch === epoch && within(Number(number), one.numbers)),
  };
}

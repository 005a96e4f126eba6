/**
 * Trace codes that stand in one basket twice: the same pack was scanned once more, and nothing says that it was sold
 * before. A pack that is sold in parts may stand on several of its lines. Pure.
 */
export interface CodedLine {
  readonly feedetl_sn: string;
  readonly drug_trac_codg: readonly string[];
  readonly inParts: boolean;
}

export interface Twice {
  readonly drug_trac_codg: string;
  /** The line it is on once more, by its place, and the one it was on first. */
  readonly at: number;
  readonly first: string;
}

export function twiceIn(lines: readonly CodedLine[]): readonly Twice[] {
  const met = new Map<string, { readonly first: string; readonly inParts: boolean }>();
  return lines.flatMap(({ feedetl_sn, drug_trac_codg, inParts }, at) =>
    drug_trac_codg.flatMap((code): readonly Twice[] => {
      const before = met.get(code);
      if (before === undefined) met.set(code, { first: feedetl_sn, inParts });
      if (before === undefined || (before.inParts && inParts)) return [];
      return [{ drug_trac_codg: code, at, first: before.first }];
    }),
  );
}

/**
 * The fees of a visit before they are submitted: typed in here, or scanned at the counter, where the agent collects them in
 * the session's basket. Only keeps the lines together; prices nothing.
 */
import type { Basket, Good, Line } from './answers.ts';

/** How much of each good of the basket was taken over already, by med_list_codg. */
export type Adopted = Readonly<Record<string, number>>;

/** Of one visit. */
export interface Draft {
  readonly visit: string;
  readonly lines: readonly Line[];
  readonly adopted: Adopted;
}

const MOST_DRAFTS = 50;

export const withoutDraft = (drafts: readonly Draft[], visit: string): readonly Draft[] =>
  drafts.filter((one) => one.visit !== visit);

/** First of all: it is what a reload goes on with. */
export const withDraft = (drafts: readonly Draft[], draft: Draft): readonly Draft[] =>
  [draft, ...withoutDraft(drafts, draft.visit)].slice(0, MOST_DRAFTS);

/** Whole packs are counted; a part of one keeps its fraction. */
export const more = (cnt: string, by: number): string =>
  String(Math.max(0, Math.round((Number(cnt) + by) * 10_000) / 10_000));

const numberedLines = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line, index) => ({ ...line, feedetl_sn: String(index + 1) }));

export function lineOf({ med_list_codg, shelf: [shelf] }: Good, pric: string): Line {
  const shop = shelf === undefined ? {} : { medins_list_codg: shelf.medins_list_codg };
  return { feedetl_sn: '', med_list_codg, pric, cnt: '1', ...shop };
}

/** One more of a good that is there, or a new line. */
export function withLine(lines: readonly Line[], line: Line): readonly Line[] {
  const at = lines.findIndex(({ med_list_codg }) => med_list_codg === line.med_list_codg);
  const known = lines[at];
  if (known === undefined) return numberedLines([...lines, line]);
  const codes = [...new Set([...(known.drug_trac_codg ?? []), ...(line.drug_trac_codg ?? [])])];
  const cnt = more(known.cnt, Number(line.cnt));
  const grown = { ...known, cnt, ...(codes.length === 0 ? {} : { drug_trac_codg: codes }) };
  return lines.map((one, index) => (index === at ? grown : one));
}

/** A count of 0 or less removes the line. */
export function withCount(lines: readonly Line[], index: number, by: number): readonly Line[] {
  return numberedLines(
    lines.flatMap((line, at) => {
      const cnt = at === index ? more(line.cnt, by) : line.cnt;
      return Number(cnt) > 0 ? [{ ...line, cnt }] : [];
    }),
  );
}

/** What the scanner has put into the basket since. */
export function adopt(lines: readonly Line[], adopted: Adopted, basket: Basket): readonly [readonly Line[], Adopted] {
  let taken = lines;
  const now: Record<string, number> = { ...adopted };
  for (const line of basket.lines) {
    const cnt = more(line.cnt, -(adopted[line.med_list_codg] ?? 0));
    if (Number(cnt) > 0) taken = withLine(taken, { ...line, cnt });
    now[line.med_list_codg] = Number(line.cnt);
  }
  return [taken, now];
}

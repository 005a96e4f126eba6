/**
 * From what the files said to what the counter asks: for every code its periods, each with item level (1312), self-pay share
 * (1319), price ceiling (1318) and the city's marks as they were on those days; and the index for the clerk's search. Where
 * several rows of one kind hold on a day, the one of the narrower region rules, then the later begin, then the one that pays
 * less: an estimate must never promise more than will be paid.
 */
import type { Db } from './schema.ts';
import { indexWords } from './words.ts';

interface Term {
  readonly id: number;
  readonly kind: string;
  readonly code: string;
  readonly weight: number;
  readonly lv: string | null;
  readonly cap: number | null;
  readonly prop: number | null;
  readonly flags: string | null;
  readonly scope: string | null;
  readonly acct: number | null;
  readonly begndate: string | null;
  readonly enddate: string | null;
}

/** One row of `entry` after its code: begndate ('' is open), enddate, lv, prop, cap, flags, scope, acct. */
type Period = [
  begndate: string,
  enddate: string | null,
  lv: string,
  prop: number | null,
  cap: number | null,
  flags: string | null,
  scope: string | null,
  acct: number,
];

const PAGE = 10_000;

export interface Joined {
  readonly entries: number;
  /** Codes with a 乙类 period for which no share was given: left out there, and so never priced as if the share were 0. */
  readonly incomplete: number;
  readonly firstIncomplete: string | null;
}

export function joinTerms(db: Db, onRows: (rows: number) => void): Joined {
  // Paged, because the connection can not write while it reads. A page ends within a code; the rest waits for the next.
  const page = db.prepare(`SELECT id, kind, code, weight, lv, cap, prop, flags, scope, acct, begndate, enddate FROM term
    WHERE (code, id) > (?, ?) AND valid IS NOT 0 ORDER BY code, id LIMIT ${PAGE}`);
  const insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const joined = { entries: 0, incomplete: 0, firstIncomplete: null as string | null };
  const put = (code: string, terms: readonly Term[]) => {
    const { periods, incomplete } = periodsOf(terms);
    for (const period of periods) insert.run(code, ...period);
    joined.entries += periods.length;
    if (incomplete) {
      joined.incomplete += 1;
      joined.firstIncomplete ??= code;
    }
  };
  let group: Term[] = [];
  let rows = 0;
  for (;;) {
    const { code = '', id = 0 } = group.at(-1) ?? {};
    const terms = page.all(code, id) as Term[];
    db.transaction(() => {
      for (const term of terms) {
        if (group[0] !== undefined && group[0].code !== term.code) {
          put(group[0].code, group);
          group = [];
        }
        group.push(term);
      }
      if (terms.length < PAGE && group[0] !== undefined) put(group[0].code, group);
    })();
    rows += terms.length;
    onRows(rows);
    if (terms.length < PAGE) return joined;
  }
}

/** The days on which anything changes cut the time of a code into periods; equal neighbours are one. */
export function periodsOf(terms: readonly Term[]): {
  readonly periods: readonly Period[];
  readonly incomplete: boolean;
} {
  const starts = new Set<string>();
  for (const { begndate, enddate } of terms) {
    starts.add(begndate ?? '');
    if (enddate !== null) starts.add(dayAfter(enddate));
  }
  const days = [...starts].sort();
  const periods: Period[] = [];
  let incomplete = false;
  for (const [at, day] of days.entries()) {
    const next = days[at + 1];
    const on = terms.filter((term) => (term.begndate ?? '') <= day && (term.enddate === null || day <= term.enddate));
    const lv = ruling(on, '1312', () => 0)?.lv;
    if (!lv) continue;
    const prop = ruling(on, '1319', (term) => term.prop ?? 0)?.prop ?? null;
    if (lv === '02' && prop === null) {
      incomplete = true;
      continue;
    }
    const cap = ruling(on, '1318', (term) => -(term.cap ?? 0))?.cap ?? null;
    const marks = ruling(on, 'marks', () => 0);
    const end = next === undefined ? null : dayBefore(next);
    const period: Period = [day, end, lv, prop, cap, marks?.flags ?? null, marks?.scope ?? null, marks?.acct ?? 1];
    const before = periods.at(-1);
    const touches = before !== undefined && before[1] !== null && dayAfter(before[1]) === day;
    if (touches && period.slice(2).every((value, index) => value === before[index + 2])) before[1] = end;
    else periods.push(period);
  }
  return { periods, incomplete };
}

function ruling(terms: readonly Term[], kind: string, caution: (term: Term) => number): Term | null {
  let best: Term | null = null;
  for (const term of terms) {
    if (term.kind !== kind) continue;
    if (best === null || compare(term, best, caution) > 0) best = term;
  }
  return best;
}

function compare(a: Term, b: Term, caution: (term: Term) => number): number {
  if (a.weight !== b.weight) return a.weight - b.weight;
  const [from, since] = [a.begndate ?? '', b.begndate ?? ''];
  if (from !== since) return from < since ? -1 : 1;
  return caution(a) - caution(b);
}

const DAY_MS = 86_400_000;
const shifted = (day: string, byMs: number) => new Date(Date.parse(day) + byMs).toISOString().slice(0, 10);
const dayAfter = (day: string) => shifted(day, DAY_MS);
const dayBefore = (day: string) => shifted(day, -DAY_MS);

interface Named {
  readonly code: string;
  readonly own: number;
  readonly name: string | null;
  readonly genname: string | null;
  readonly pinyin: string | null;
}

/**
 * The index for the clerk: every code once, under the names of its latest record; what is on the shop's shelf comes
 * first.
 */
export function indexGoods(db: Db, initials: (name: string) => string, onRows: (rows: number) => void): number {
  db.exec(`CREATE TEMP TABLE listed AS
    SELECT code, max(own) AS own, max(item) AS item, max(shelf) AS shelf FROM (
      SELECT code, 0 AS own, id AS item, NULL AS shelf, max(coalesce(begndate, '')) FROM item WHERE valid IS NOT 0 GROUP BY code
      UNION ALL SELECT code, 1, NULL, id, max(coalesce(begndate, '')) FROM shelf WHERE valid IS NOT 0 GROUP BY code
    ) GROUP BY code ORDER BY own DESC, code`);
  const page = db.prepare(`SELECT l.code, l.own, coalesce(i.name, s.name) AS name, i.genname, i.pinyin
    FROM listed l LEFT JOIN item i ON i.id = l.item LEFT JOIN shelf s ON s.id = l.shelf WHERE l.rowid > ? ORDER BY l.rowid LIMIT ${PAGE}`);
  const good = db.prepare('INSERT INTO good VALUES (?, ?, ?)');
  const name = db.prepare('INSERT INTO name_index(rowid, name) VALUES (?, ?)');
  let rank = 0;
  for (;;) {
    const rows = page.all(rank) as Named[];
    db.transaction(() => {
      for (const row of rows) {
        rank += 1;
        const names = row.name === row.genname ? (row.name ?? '') : `${row.name ?? ''} ${row.genname ?? ''}`;
        good.run(rank, row.code, row.pinyin ?? initials(names));
        name.run(rank, indexWords(names));
      }
    })();
    onRows(rank);
    if (rows.length < PAGE) break;
  }
  db.exec('DROP TABLE listed');
  return rank;
}

/**
 * What a person's transactions moved beyond those a snapshot counts: settled ones are noted here under their row, open ones
 * say so themselves. Found by walking the person's rows backwards, newest first. Counts each once and never twice.
 */
import type { Durable } from '../../core/effect.ts';
import { type Fen, fen } from '../../core/money.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';

/** The rows that a snapshot counts in: all up to one, but for those in these ranges, both ends included. */
export interface Counted {
  readonly upto: number;
  readonly but: readonly { readonly first: number; readonly last: number }[];
}

/** What is not counted: amounts of one year, and what was paid from the account. */
export interface Uncounted {
  readonly deltas: Readonly<Record<string, Fen>>;
  readonly acct_pay: Fen;
}

export interface Since {
  absorb(effect: Durable & { kind: 'absorb' }): void;
  /** A snapshot has come in place of a former one: what it counts is forgotten here. */
  forget(psn_no: string, former: Counted, now: Counted): void;
  /** What the person's transactions of the year moved, open or settled, beyond those that are counted. */
  uncounted(psn_no: string, year: number, counted: Counted): Uncounted;
}

interface Moved {
  readonly deltas: string;
  readonly year: string;
  readonly acct_pay: number;
}

interface Asked {
  readonly psn: Buffer;
  readonly newest: number;
  readonly after: number;
  readonly upto: number;
  /** JSON. */
  readonly but: string;
}

/** The rows of a person after a row. */
const WALK = `WITH RECURSIVE walk (row) AS (SELECT @newest WHERE @newest > @after
  UNION ALL SELECT t.previous FROM walk w JOIN transactions t ON t.row = w.row WHERE t.previous > @after)`;
const excepted = (row: string) =>
  `EXISTS (SELECT 1 FROM json_each(@but) WHERE ${row} BETWEEN value ->> 'first' AND value ->> 'last')`;

export function createSince(
  db: Db,
  seal: Seal,
  placeOf: (msgid: (Durable & { kind: 'absorb' })['msgid']) => number,
  newest: (psnKey: Buffer) => number,
): Since {
  const add = db.prepare(`INSERT OR REPLACE INTO since (row, year, deltas, acct_pay)
    SELECT ?, substr(begndate, 1, 4), ?, ? FROM transactions WHERE row = ?`);
  const forget = db.prepare(`${WALK} DELETE FROM since
    WHERE row IN (SELECT row FROM walk WHERE row <= @upto AND NOT ${excepted('row')})`);
  const moved = db.prepare<[Asked], Moved>(`${WALK}
    SELECT s.deltas, s.year, s.acct_pay FROM walk w JOIN since s ON s.row = w.row
      WHERE w.row > @upto OR ${excepted('w.row')}
    UNION ALL SELECT b.deltas, substr(t.begndate, 1, 4), t.est_acct FROM open_rows o
      JOIN transactions t ON t.row = o.row JOIN bodies b ON b.row = o.row
      WHERE o.psn_key = @psn AND (o.row > @upto OR ${excepted('o.row')})`);
  return {
    absorb({ msgid, epoch, number, deltas, acct_pay, sign }) {
      const signed =
        sign === 1 ? deltas : Object.fromEntries(Object.entries(deltas).map(([name, delta]) => [name, sign * delta]));
      add.run(epoch * EPOCH_UNIT + number, JSON.stringify(signed), sign * acct_pay, placeOf(msgid));
    },
    forget(psn_no, former, now) {
      const psn = seal.lookup('psn', psn_no);
      forget.run({ newest: newest(psn), after: floorOf(former), upto: now.upto, but: JSON.stringify(now.but) });
    },
    uncounted(psn_no, year, counted) {
      const sums: Record<string, Fen> = {};
      let acct = 0;
      const psn = seal.lookup('psn', psn_no);
      const but = JSON.stringify(counted.but);
      for (const one of moved.all({ psn, newest: newest(psn), after: floorOf(counted), upto: counted.upto, but })) {
        acct += one.acct_pay;
        if (one.year !== String(year)) continue;
        for (const [name, delta] of Object.entries(JSON.parse(one.deltas) as Record<string, number>))
          sums[name] = fen((sums[name] ?? 0) + delta);
      }
      return { deltas: sums, acct_pay: fen(acct) };
    },
  };
}

export function counts({ upto, but }: Counted, row: number): boolean {
  return row <= upto && !but.some(({ first, last }) => first <= row && row <= last);
}

/** All rows up to this one are counted. */
function floorOf({ upto, but }: Counted): number {
  return but.reduce((floor, { first }) => Math.min(floor, first - 1), upto);
}

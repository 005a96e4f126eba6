/**
 * What a person's transactions moved beyond those a snapshot counts: settled ones are noted here under their row, open ones
 * say so themselves. Found by walking the person's rows backwards, newest first. Counts each once and never twice.
 */
import type { Durable } from '../../core/effect.ts';
import { type Fen, fen } from '../../core/money.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Since {
  absorb(effect: Durable & { kind: 'absorb' }): void;
  /** A snapshot up to this row has come: what it counts is forgotten here. */
  counted(psn_no: string, includedRow: number): void;
  /** What the person's transactions of the year moved, open or settled, beyond those up to `includedRow`. */
  uncounted(
    psn_no: string,
    year: number,
    includedRow: number,
  ): { readonly deltas: Readonly<Record<string, Fen>>; readonly acct_pay: Fen };
}

interface Moved {
  readonly deltas: string;
  readonly year: string;
  readonly acct_pay: number;
}

/** The rows of a person after a row. */
const WALK = `WITH RECURSIVE walk (row) AS (SELECT @newest WHERE @newest > @after
  UNION ALL SELECT t.previous FROM walk w JOIN transactions t ON t.row = w.row WHERE t.previous > @after)`;

export function createSince(
  db: Db,
  seal: Seal,
  placeOf: (msgid: (Durable & { kind: 'absorb' })['msgid']) => number,
  newest: (psnKey: Buffer) => number,
): Since {
  const add = db.prepare(`INSERT OR REPLACE INTO since (row, year, deltas, acct_pay)
    SELECT ?, substr(begndate, 1, 4), ?, ? FROM transactions WHERE row = ?`);
  const former = db.prepare<[Buffer], { included_row: number }>('SELECT included_row FROM persons WHERE psn_key = ?');
  const forget = db.prepare(`${WALK} DELETE FROM since WHERE row IN (SELECT row FROM walk WHERE row <= @upto)`);
  const moved = db.prepare<[{ psn: Buffer; newest: number; after: number }], Moved>(`${WALK}
    SELECT s.deltas, s.year, s.acct_pay FROM walk w JOIN since s ON s.row = w.row
    UNION ALL SELECT b.deltas, substr(t.begndate, 1, 4), t.est_acct FROM open_rows o
      JOIN transactions t ON t.row = o.row JOIN bodies b ON b.row = o.row WHERE o.psn_key = @psn AND o.row > @after`);
  return {
    absorb({ msgid, epoch, number, deltas, acct_pay, sign }) {
      const signed = Object.fromEntries(Object.entries(deltas).map(([name, delta]) => [name, sign * delta]));
      add.run(epoch * EPOCH_UNIT + number, JSON.stringify(signed), sign * acct_pay, placeOf(msgid));
    },
    counted(psn_no, includedRow) {
      const psnKey = seal.lookup('psn', psn_no);
      const after = former.get(psnKey)?.included_row ?? 0;
      forget.run({ newest: newest(psnKey), after, upto: includedRow });
    },
    uncounted(psn_no, year, includedRow) {
      const sums: Record<string, Fen> = {};
      let acct = 0;
      const psn = seal.lookup('psn', psn_no);
      for (const one of moved.all({ psn, newest: newest(psn), after: includedRow })) {
        acct += one.acct_pay;
        if (one.year !== String(year)) continue;
        for (const [name, delta] of Object.entries(JSON.parse(one.deltas) as Record<string, number>))
          sums[name] = fen((sums[name] ?? 0) + delta);
      }
      return { deltas: sums, acct_pay: fen(acct) };
    },
  };
}

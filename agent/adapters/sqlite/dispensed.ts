/**
 * What left this counter: trace codes for ever, ingredients for a year, each under a keyed hash, so that nothing here
 * says who bought what. Whether a sale still stands is asked of its row, never written twice. Decides nothing.
 */
import type { Known, Purchase } from '../../core/checks/look.ts';
import { tracesOf } from '../../core/contents.ts';
import type { Durable } from '../../core/effect.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Dispensed {
  /** With the sale, in its turn. */
  keep(effect: Durable & { kind: 'insert' }): void;
  known(psn_no: string, ingredients: readonly string[], trac: readonly string[]): Known;
  /** Forgets purchases before a day, yyyy-MM-dd. */
  prune(before: string): void;
}

const STANDS = "x.state NOT IN ('voided', 'rejected', 'reversed')";

export function createDispensed(db: Db, seal: Seal): Dispensed {
  const putCode = db.prepare('INSERT OR IGNORE INTO trace_codes (code_key, row, in_parts) VALUES (?, ?, ?)');
  const putPurchase = db.prepare(`INSERT INTO purchases (buy_key, row, begndate, days) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET days = days + excluded.days`);
  const uses = db.prepare<[Buffer], { whole: number | null }>(`SELECT max(t.in_parts = 0) AS whole
    FROM trace_codes t JOIN transactions x ON x.row = t.row WHERE t.code_key = ? AND ${STANDS}`);
  const purchases = db.prepare<[Buffer], { begndate: string; days: number }>(`SELECT p.begndate, p.days
    FROM purchases p JOIN transactions x ON x.row = p.row WHERE p.buy_key = ? AND ${STANDS}`);
  const prune = db.prepare('DELETE FROM purchases WHERE begndate < ?');
  const buyKey = (psn_no: string, ingredient: string) => seal.lookup('buy', `${psn_no} ${ingredient}`);
  return {
    keep({ body, psn_no, begndate, purchases: bought = [] }) {
      const row = body.epoch * EPOCH_UNIT + body.number;
      for (const { drug_trac_codg, trdn_flag } of tracesOf(body.body))
        putCode.run(seal.lookup('trac', drug_trac_codg), row, trdn_flag === '1' ? 1 : 0);
      for (const { ingredient, days } of bought) putPurchase.run(buyKey(psn_no, ingredient), row, begndate, days);
    },
    known: (psn_no, ingredients, trac) => ({
      uses: trac.flatMap((drug_trac_codg) => {
        const whole = uses.get(seal.lookup('trac', drug_trac_codg))?.whole ?? null;
        return whole === null ? [] : [{ drug_trac_codg, inParts: whole === 0 }];
      }),
      purchases: ingredients.flatMap((ingredient): Purchase[] =>
        purchases.all(buyKey(psn_no, ingredient)).map((one) => ({ ingredient, ...one })),
      ),
    }),
    prune: (before) => void prune.run(before),
  };
}

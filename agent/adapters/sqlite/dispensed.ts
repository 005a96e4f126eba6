/**
 * What left this counter: trace codes for ever, ingredients for a year, each under a keyed hash, so that nothing here
 * says who bought what. Whether a sale still stands is asked of its row, never written twice. Decides nothing.
 */
import type { Known, Purchase } from '../../core/checks/look.ts';
import { tracesOf } from '../../core/contents.ts';
import type { Durable } from '../../core/effect.ts';
import type { TransactionBody } from '../../core/transaction.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Dispensed {
  /** With the sale, in its turn. */
  keep(effect: Durable & { kind: 'insert' }): void;
  /** `visit`: whose settlement asks, for the first time or anew; what left with an earlier one of it is its own. */
  known(psn_no: string, ingredients: readonly string[], trac: readonly string[], visit: string | null): Known;
  /** Forgets purchases before a day, yyyy-MM-dd. */
  prune(before: string): void;
}

const STANDS = "x.state NOT IN ('voided', 'rejected', 'reversed')";

/**
 * A visit's settlement that was told and then refused left with its codes all the same (those of a sale are told apart
 * from it, and stand with that): until it is given back, or its visit is settled anew.
 */
const LEFT_REFUSED = `x.state = 'rejected' AND x.infno = '2207' AND x.provisional = 1
  AND NOT EXISTS (SELECT 1 FROM state WHERE key = 'given_back ' || x.msgid)
  AND NOT EXISTS (SELECT 1 FROM visit_rows m JOIN visit_rows n ON n.visit = m.visit AND n.msgid > m.msgid
    JOIN transactions y ON y.msgid = n.msgid WHERE m.msgid = x.msgid AND n.step = 'settlement'
    AND (y.state NOT IN ('voided', 'rejected') OR y.provisional = 1))`;
const OF_VISIT = 'EXISTS (SELECT 1 FROM visit_rows WHERE msgid = x.msgid AND visit = @visit)';

export function createDispensed(db: Db, seal: Seal): Dispensed {
  const putCode = db.prepare('INSERT OR IGNORE INTO trace_codes (code_key, row, in_parts) VALUES (?, ?, ?)');
  const putApart = db.prepare(
    'INSERT OR IGNORE INTO trace_codes (code_key, row, in_parts) SELECT ?, row, ? FROM transactions WHERE msgid = ?',
  );
  const putPurchase = db.prepare(`INSERT INTO purchases (buy_key, row, begndate, days) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET days = days + excluded.days`);
  type Asked = { readonly code: Buffer; readonly visit: string | null };
  const uses = db.prepare<[Asked], { whole: number | null }>(`SELECT max(t.in_parts = 0) AS whole
    FROM trace_codes t JOIN transactions x ON x.row = t.row
    WHERE t.code_key = @code AND (${STANDS} OR ${LEFT_REFUSED}) AND NOT ${OF_VISIT} AND NOT EXISTS (
      SELECT 1 FROM returned_codes r JOIN transactions y ON y.row = r.by_row
      WHERE r.code_key = t.code_key AND r.row = t.row AND y.state NOT IN ('voided', 'rejected'))`);
  const giveBack = db.prepare(`INSERT OR IGNORE INTO returned_codes (code_key, row, by_row)
    SELECT c.code_key, c.row, ? FROM trace_codes c WHERE c.code_key = ?
    AND c.row IN (SELECT t.row FROM transactions t WHERE t.msgid = @sale UNION ALL
      SELECT t.row FROM links l JOIN transactions t ON t.msgid = l.msgid WHERE l.of = @sale AND l.role = 'goods')`);
  const purchases = db.prepare<[Buffer], { begndate: string; days: number }>(`SELECT p.begndate, p.days
    FROM purchases p JOIN transactions x ON x.row = p.row WHERE p.buy_key = ? AND ${STANDS}`);
  const prune = db.prepare('DELETE FROM purchases WHERE begndate < ?');
  const buyKey = (psn_no: string, ingredient: string) => seal.lookup('buy', `${psn_no} ${ingredient}`);
  return {
    keep({ body, psn_no, begndate, purchases: bought = [] }) {
      const row = body.epoch * EPOCH_UNIT + body.number;
      const [sold, back] = [codesSold(body), codesBack(body)];
      for (const { code, inParts } of sold) putCode.run(seal.lookup('trac', code), row, inParts ? 1 : 0);
      for (const { code, inParts, of } of soldApart(body)) putApart.run(seal.lookup('trac', code), inParts ? 1 : 0, of);
      for (const { code, of } of back) giveBack.run(row, seal.lookup('trac', code), { sale: of });
      for (const { ingredient, days } of bought) putPurchase.run(buyKey(psn_no, ingredient), row, begndate, days);
    },
    known: (psn_no, ingredients, trac, visit) => ({
      uses: trac.flatMap((drug_trac_codg) => {
        const whole = uses.get({ code: seal.lookup('trac', drug_trac_codg), visit })?.whole ?? null;
        return whole === null ? [] : [{ drug_trac_codg, inParts: whole === 0 }];
      }),
      purchases: ingredients.flatMap((ingredient): Purchase[] =>
        purchases.all(buyKey(psn_no, ingredient)).map((one) => ({ ingredient, ...one })),
      ),
    }),
    prune: (before) => void prune.run(before),
  };
}

/** Codes that leave with this row. Goods of an insured sale left with the sale itself. */
function codesSold({ infno, body }: TransactionBody): readonly { readonly code: string; readonly inParts: boolean }[] {
  if (body.kind !== 'goods')
    return tracesOf(body).map((one) => ({ code: one.drug_trac_codg, inParts: one.trdn_flag === '1' }));
  if (infno !== '3505' || body.mdtrt_setl_type !== '2') return [];
  return body.selinfo.flatMap((line) => line.drug_trac_codg.map((code) => ({ code, inParts: line.trdn_flag === '1' })));
}

/** Codes of an insured sale that were told apart from it: they left with the sale, and are free when it is undone. */
function soldApart({ infno, body }: TransactionBody): readonly { code: string; inParts: boolean; of: string }[] {
  if (body.kind !== 'goods' || infno !== '3505' || body.mdtrt_setl_type !== '1') return [];
  return body.selinfo.flatMap((line) =>
    line.drug_trac_codg.map((code) => ({ code, inParts: line.trdn_flag === '1', of: body.mdtrt_sn })),
  );
}

function codesBack({ infno, body }: TransactionBody): readonly { readonly code: string; readonly of: string }[] {
  if (body.kind !== 'goods' || infno !== '3506') return [];
  return body.selinfo.flatMap((line) => line.drug_trac_codg.map((code) => ({ code, of: body.mdtrt_sn })));
}

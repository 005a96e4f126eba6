/**
 * Claims on disk: one for a transaction, never deleted, closed by a person; open again, of other amounts, when
 * something else is owed for it. Amounts, operators and reasons only; decides nothing.
 */
import type { Claim, ClaimEnd, ClaimReason, Shares } from '../../core/claim.ts';
import type { Durable } from '../../core/effect.ts';
import type { Fen } from '../../core/money.ts';
import type { Msgid } from '../../core/transaction.ts';
import type { Listed } from '../../ports/store.ts';
import type { Db } from './schema.ts';

export interface Claims {
  open(effect: Durable & { kind: 'open_claim' }, atMs: number): void;
  /** False when none is open. */
  close(effect: Durable & { kind: 'close_claim' }, atMs: number): boolean;
  one(msgid: Msgid): Claim | null;
  /** Of a sale, and of every undoing of it that the centre refused: those are under the reversal's id, or the rest's. */
  of(sale: Msgid): readonly Claim[];
  /** Open ones oldest first; all of them newest first. */
  list(what: Listed): readonly Claim[];
}

interface Stored {
  readonly msgid: Msgid;
  readonly reason: ClaimReason;
  readonly opened_ms: number;
  readonly amounts: string;
  readonly cash: Fen;
  readonly closed_ms: number | null;
  readonly closed_as: ClaimEnd;
  readonly opter: string;
  readonly why: string;
}

export function createClaims(db: Db): Claims {
  const put = db.prepare(`INSERT INTO claims (msgid, reason, opened_ms, amounts, cash) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (msgid) DO UPDATE SET amounts = excluded.amounts, cash = excluded.cash, opened_ms = excluded.opened_ms,
      closed_ms = NULL, closed_as = '', opter = '', why = ''`);
  const end = db.prepare(
    'UPDATE claims SET closed_ms = ?, closed_as = ?, opter = ?, why = ? WHERE msgid = ? AND closed_ms IS NULL',
  );
  const one = db.prepare<[string], Stored>('SELECT * FROM claims WHERE msgid = ?');
  const of = db.prepare<{ sale: string }, Stored>(`SELECT * FROM claims WHERE msgid IN (SELECT @sale
    UNION ALL SELECT msgid FROM transactions WHERE omsgid = @sale
    UNION ALL SELECT msgid FROM links WHERE of = @sale AND role = 'remainder')`);
  const open = db.prepare<[number], Stored>(
    'SELECT * FROM claims WHERE closed_ms IS NULL ORDER BY opened_ms, msgid LIMIT ?',
  );
  const all = db.prepare<[number], Stored>('SELECT * FROM claims ORDER BY opened_ms DESC, msgid DESC LIMIT ?');
  const below = db.prepare<[string, number], Stored>(`SELECT * FROM claims WHERE (opened_ms, msgid) <
    (SELECT opened_ms, msgid FROM claims WHERE msgid = ?) ORDER BY opened_ms DESC, msgid DESC LIMIT ?`);
  return {
    open: ({ msgid, reason, amounts, cash }, atMs) => void put.run(msgid, reason, atMs, JSON.stringify(amounts), cash),
    close: ({ msgid, as, opter, reason }, atMs) => end.run(atMs, as, opter, reason, msgid).changes > 0,
    one(msgid) {
      const stored = one.get(msgid);
      return stored === undefined ? null : claimOf(stored);
    },
    of: (sale) => of.all({ sale }).map(claimOf),
    list({ openOnly, limit, before }) {
      const found = before === undefined ? (openOnly ? open : all).all(limit) : below.all(before, limit);
      return found.map(claimOf);
    },
  };
}

function claimOf({ msgid, reason, opened_ms, amounts, cash, ...end }: Stored): Claim {
  const { closed_ms, closed_as, opter, why } = end;
  const closed = closed_ms === null ? null : { as: closed_as, opter, reason: why, at_ms: closed_ms };
  return { msgid, reason, opened_ms, amounts: JSON.parse(amounts) as Shares, cash, closed };
}

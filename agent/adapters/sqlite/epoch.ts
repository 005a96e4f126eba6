/**
 * The beginning of a new epoch: what a ledger that was restored from a backup or salvaged must go through before an agent
 * opens it (offline.md, Identity). Numbers begin again at 1 under an epoch higher than all before; what was waiting to be
 * sent may have been sent by the file that is lost, so it is asked after first. Must never be run on a ledger in use.
 */
import type { HeldNumbers, KeptTransaction } from '../../core/centre.ts';
import type { Found } from '../../core/input.ts';
import { type Infno, MESSAGES } from '../../core/message.ts';
import type { CentreState } from '../../core/transaction.ts';
import { openJournal } from './journal.ts';
import type { Rows } from './rows.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';

export interface NewEpoch {
  /** Wall clock, for the journal. */
  readonly atMs: number;
  readonly reason: 'restore' | 'salvage';
  /** An epoch this terminal is known to have reached elsewhere, as in the file that is replaced. */
  readonly above?: number;
}

export interface BegunEpoch {
  readonly epoch: number;
  /** Rows that waited to be sent and are now inquired about first. */
  readonly asked: number;
}

/** From the states a row may have been sent from by somebody else to where its outcome is asked after; legal steps only. */
const ASK: readonly CentreState[] = ['queued', 'claimed', 'inflight', 'unknown'];

/** All or nothing. The data key is the caller's matter: nothing may be sealed under the old one in the new epoch. */
export function beginEpoch(db: Db, { atMs, reason, above = 0 }: NewEpoch): BegunEpoch {
  return db.transaction(() => {
    const journal = openJournal(db);
    const epoch = Math.max(recordedEpoch(db), newestEpoch(db), above) + 1;
    setEpoch(db, epoch);
    const waiting = db
      .prepare<[], { msgid: string; infno: Infno }>("SELECT msgid, infno FROM transactions WHERE state = 'queued'")
      .all()
      // The others go again under the same id, which the centre answers as the first time.
      .filter(({ infno }) => MESSAGES[infno].unanswered === 'inquire');
    const ask = db.prepare(`UPDATE transactions SET state = 'unknown', send = 0, attempts = attempts + 1, note = ?
      WHERE msgid = ?`);
    for (const { msgid } of waiting) {
      ask.run(reason, msgid);
      journal.note(['move', atMs, msgid, ASK, reason, '']);
    }
    journal.note(['epoch', atMs, epoch, reason]);
    journal.flush();
    return { epoch, asked: waiting.length };
  })();
}

/** The epoch this ledger says it is in. */
export function recordedEpoch(db: Db): number {
  const row = db.prepare<[], { value: string }>("SELECT value FROM state WHERE key = 'epoch'").get();
  return Number(row?.value ?? '1');
}

export function setEpoch(db: Db, epoch: number): void {
  db.prepare<[string]>("INSERT OR REPLACE INTO state (key, value) VALUES ('epoch', ?)").run(String(epoch));
}

/** What a request can hold of them; beyond that the centre tells again what is known here, and nothing is taken twice. */
const MOST_RANGES = 10_000;

/** The numbers of this ledger, ascending, as ranges without a gap. Walks every row's key: for the first hello of an epoch. */
export function heldNumbers(db: Db): readonly HeldNumbers[] {
  const ranges = db.prepare<[number], { first: number; last: number }>(
    `SELECT min(row) AS first, max(row) AS last FROM (SELECT row, row - row_number() OVER (ORDER BY row) AS run
     FROM transactions) GROUP BY run ORDER BY first LIMIT ?`,
  );
  return ranges.all(MOST_RANGES).map(({ first, last }) => ({
    epoch: Math.floor(first / EPOCH_UNIT),
    first: first % EPOCH_UNIT,
    last: last % EPOCH_UNIT,
  }));
}

export function newestEpoch(db: Db): number {
  const row = db.prepare<[], { row: number | null }>('SELECT max(row) AS row FROM transactions').get();
  return Math.floor((row?.row ?? 0) / EPOCH_UNIT);
}

/** Those of these that are not here, a reversal with its original. */
export function lackingOf(
  db: Db,
  rows: Pick<Rows, 'row' | 'original'>,
  transactions: readonly KeptTransaction[],
): Pick<Found & { readonly kind: 'lacking' }, 'lacking' | 'taken'> {
  const numbered = db.prepare<[number], number>('SELECT 1 FROM transactions WHERE row = ?').pluck();
  const lacking = transactions
    .filter(({ body }) => rows.row(body.msgid) === null)
    .map((kept) => ({
      kept,
      original: 'omsgid' in kept.body.body ? rows.original(kept.body.body.omsgid) : null,
    }));
  const taken = lacking.filter(
    ({ kept: { body } }) => numbered.get(body.epoch * EPOCH_UNIT + body.number) !== undefined,
  );
  return { lacking, taken: taken.map(({ kept }) => kept.body.msgid) };
}

/**
 * How sales were paid and agreed to, beside their rows: written in the turn of the sale and never changed, also in the
 * journal. Amounts, kinds and an instant; nobody's name or number, so it stays when the personal part is erased.
 */
import type { AtCounter } from '../../core/at-counter.ts';
import type { Msgid } from '../../core/transaction.ts';
import type { Db } from './schema.ts';

export interface AtCounterNotes {
  keep(msgid: Msgid, said: AtCounter | null): void;
  of(msgid: Msgid): AtCounter | null;
}

export function createAtCounter(db: Db): AtCounterNotes {
  const put = db.prepare<[string, string]>('INSERT INTO state (key, value) VALUES (?, ?)');
  const get = db.prepare<[string], string>('SELECT value FROM state WHERE key = ?').pluck();
  const place = (msgid: Msgid) => `at counter ${msgid}`;
  return {
    keep(msgid, said) {
      if (said !== null) put.run(place(msgid), JSON.stringify(said));
    },
    of(msgid) {
      const text = get.get(place(msgid));
      return text === undefined ? null : (JSON.parse(text) as AtCounter);
    },
  };
}

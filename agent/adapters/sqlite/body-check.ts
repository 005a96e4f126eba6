/**
 * Holds every body against the hash the journal noted: the one of its acceptance, or the one of its last sealing under
 * another key; an erased one is not looked for. What does not fit at once waits in a temporary file for what the journal
 * says later, so that memory stays small.
 */
import type Database from 'better-sqlite3';
import { hashOf } from './journal.ts';

export interface BodyCheck {
  accepted(msgid: string, hash: string): void;
  resealed(msgid: string, before: string, after: string): void;
  erased(msgid: string): void;
  end(found: (kind: 'missing_row' | 'changed_body', msgid: string) => void): void;
}

export function createBodyCheck(db: Database.Database): BodyCheck {
  db.exec('CREATE TEMP TABLE doubtful (msgid TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID');
  const body = db.prepare<[string], { body: Buffer }>(
    'SELECT b.body FROM transactions t JOIN bodies b ON b.row = t.row WHERE t.msgid = ?',
  );
  const doubt = db.prepare('INSERT OR REPLACE INTO doubtful VALUES (?, ?)');
  const renew = db.prepare('UPDATE doubtful SET hash = ? WHERE msgid = ? AND hash = ?');
  const drop = db.prepare('DELETE FROM doubtful WHERE msgid = ?');
  const left = db.prepare<[], { msgid: string; hash: string }>('SELECT msgid, hash FROM doubtful ORDER BY msgid');
  const fits = (msgid: string, hash: string) => {
    const stored = body.get(msgid)?.body;
    return stored === undefined ? undefined : hashOf(stored) === hash;
  };
  return {
    accepted(msgid, hash) {
      if (fits(msgid, hash) !== true) doubt.run(msgid, hash);
    },
    resealed: (msgid, before, after) => void renew.run(after, msgid, before),
    erased: (msgid) => void drop.run(msgid),
    end(found) {
      for (const { msgid, hash } of left.iterate()) {
        const fit = fits(msgid, hash);
        if (fit !== true) found(fit === undefined ? 'missing_row' : 'changed_body', msgid);
      }
    },
  };
}

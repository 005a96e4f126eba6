/**
 * Callers' msgids on disk, in a database of their own beside the ledger: they are evidence of what was asked, never of what
 * was done. Opened with synchronous=FULL, asserted. Holds no personal data in clear.
 */
import Database from 'better-sqlite3';
import { StoreError } from '../core/store-error.ts';
import type { CallerRef, CallerRefs } from '../ports/front.ts';
import { setAside } from './sqlite/replace.ts';

const SCHEMA = `CREATE TABLE IF NOT EXISTS refs (
  system TEXT NOT NULL, ref TEXT NOT NULL, infno TEXT NOT NULL, body TEXT NOT NULL, person TEXT NOT NULL, lines TEXT NOT NULL,
  session TEXT NOT NULL, key TEXT NOT NULL, msgid TEXT NOT NULL, reversed INTEGER NOT NULL,
  PRIMARY KEY (system, ref)) STRICT;
CREATE INDEX IF NOT EXISTS refs_of_person ON refs (person) WHERE person <> '';
CREATE INDEX IF NOT EXISTS refs_of_msgid ON refs (msgid) WHERE msgid <> '';
CREATE TABLE IF NOT EXISTS nonces (paasid TEXT NOT NULL, nonce TEXT NOT NULL, at_s INTEGER NOT NULL,
  PRIMARY KEY (paasid, nonce)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS nonces_by_time ON nonces (at_s)`;

/** Signatures remembered within the window; one more than this is refused until the oldest is out of it. */
const MOST_NONCES = 10_000;

const MOST_OF_PERSON = 100;

type Stored = Omit<CallerRef, 'reversed'> & { readonly reversed: number };

export interface FrontRefsOptions {
  readonly nowMs: number;
  /** The file could not be read and lies under this name now. */
  readonly onSetAside: (aside: string) => void;
}

/**
 * A damaged file is set aside and begun anew: a counter that does not start sells nothing, and what was stored under a
 * caller's msgid is known to the ledger by its key.
 */
export function openFrontRefs(path: string, { nowMs, onSetAside }: FrontRefsOptions): CallerRefs {
  try {
    return refsIn(openFile(path), path);
  } catch (error) {
    const { code = '' } = error as { readonly code?: string };
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(code)) throw error;
    onSetAside(setAside(path, nowMs));
    return refsIn(openFile(path), path);
  }
}

function openFile(path: string): Database.Database {
  const db = new Database(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    if (db.pragma('synchronous', { simple: true }) !== 2) throw new StoreError('store_failed', path);
    db.exec(SCHEMA);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function refsIn(db: Database.Database, path: string): CallerRefs {
  const one = db.prepare<[string, string], Stored>('SELECT * FROM refs WHERE system = ? AND ref = ?');
  const person = db.prepare<[string, number], Stored>(
    'SELECT * FROM refs WHERE person = ? ORDER BY rowid DESC LIMIT ?',
  );
  const named = db
    .prepare<[string, string, string], string>(
      `SELECT ref FROM refs WHERE msgid = ? AND msgid <> '' AND system = ? AND infno IN (SELECT value FROM json_each(?))
       ORDER BY rowid DESC LIMIT 1`,
    )
    .pluck();
  const put =
    db.prepare(`INSERT INTO refs VALUES (@system, @ref, @infno, @body, @person, @lines, @session, @key, @msgid,
    @reversed) ON CONFLICT (system, ref) DO UPDATE SET lines = @lines, session = @session, key = @key, msgid = @msgid, reversed = @reversed`);
  const forget = db.prepare<[number]>('DELETE FROM nonces WHERE at_s < ?');
  const held = db.prepare<[], number>('SELECT count(*) FROM nonces').pluck();
  const spent = db.prepare('INSERT OR IGNORE INTO nonces VALUES (@paasid, @nonce, @atS)');
  const spendOne = db.transaction((one: { paasid: string; nonce: string; atS: number }, sinceS: number) => {
    forget.run(Math.floor(sinceS));
    return (held.get() ?? 0) < MOST_NONCES && spent.run({ ...one, atS: Math.floor(one.atS) }).changes === 1;
  });
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const full = (error as { readonly code?: string }).code === 'SQLITE_FULL';
      throw new StoreError(full ? 'store_full' : 'store_failed', path);
    }
  };
  const read = (stored: Stored): CallerRef => ({ ...stored, reversed: stored.reversed === 1 });
  return {
    find(system, ref) {
      const stored = one.get(system, ref);
      return stored === undefined ? null : read(stored);
    },
    ofPerson: (hash) => (hash === '' ? [] : person.all(hash, MOST_OF_PERSON).map(read)),
    standsFor: (system, msgid, infnos) => named.get(msgid, system, JSON.stringify(infnos)) ?? null,
    remember: (ref) => void guarded(() => put.run({ ...ref, reversed: ref.reversed ? 1 : 0 })),
    spend: (nonce, sinceS) => guarded(() => spendOne(nonce, sinceS)),
    close: () => void db.close(),
  };
}

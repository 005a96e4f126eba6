/**
 * Erasure by state and period: when the time of a finished transaction is over its personal part goes, and its amounts,
 * states and journal stay, so that totals and chain still hold. What is still open is moved to the present key first; a
 * key under which nothing is left is destroyed, and with it every copy in logs and backups. Works in small passes.
 */
import { civilTime, dateOf } from '../../core/time.ts';
import type { CentreState } from '../../core/transaction.ts';
import type { Dispensed } from './dispensed.ts';
import { hashOf, type Journal } from './journal.ts';
import { isIdle, type Keyring } from './keyring.ts';
import type { Db } from './schema.ts';
import { keyOf, type Seal } from './seal.ts';

/** Months after the visit for which a finished transaction keeps its personal part. Other states keep it while they last. */
export type Retention = Readonly<Partial<Record<CentreState, number>>>;

/** The year's end, its reconciliation and a month besides. */
const RETENTION: Retention = {
  voided: 3,
  rejected: 6,
  settled: 13,
  settled_with_difference: 13,
  reversed: 13,
};

const MONTH_MS = 31 * 86_400_000;
/** A snapshot nobody asked for this long is of no use: none may be used offline when it is older than three days. */
const PERSON_MONTHS = 2;
/** Idempotency keys are remembered this long, ms. */
const KEY_LIFE_MS = 7 * 86_400_000;
/** What persons bought is remembered a year: no pack lasts longer. */
const PURCHASE_LIFE_MS = 366 * 86_400_000;

export interface ErasurePass {
  readonly erased: number;
  readonly moved: number;
  readonly destroyed: readonly number[];
  /** Nothing more is due; the next pass begins at the oldest row again. */
  readonly done: boolean;
}

interface Due {
  readonly row: number;
  readonly msgid: string;
  readonly state: CentreState;
  readonly send: number;
  readonly begndate: string;
  readonly body: Buffer;
  readonly owed: number;
}

export function createErasure(
  parts: {
    readonly db: Db;
    readonly seal: Seal;
    readonly journal: Journal;
    readonly keyring: Keyring;
    readonly dispensed: Pick<Dispensed, 'prune'>;
  },
  retention: Retention = RETENTION,
): (atMs: number, limit: number) => ErasurePass {
  const { db, seal, journal, keyring } = parts;
  const months = Object.values(retention);
  const [shortest, longest] = [Math.min(...months), Math.max(...months)];
  const page = db.prepare<[number, string, number], Due>(`SELECT t.row, t.msgid, t.state, t.send, t.begndate, b.body,
    EXISTS (SELECT 1 FROM claims c WHERE c.msgid = t.msgid AND c.closed_ms IS NULL) AS owed
    FROM transactions t JOIN bodies b ON b.row = t.row
    WHERE t.row > ? AND t.begndate < ? ORDER BY t.row LIMIT ?`);
  const putBody = db.prepare('UPDATE bodies SET body = ? WHERE row = ?');
  const empty = db.prepare("UPDATE bodies SET body = x'', key = NULL, fingerprint = NULL WHERE row = ?");
  const forget = db.prepare("UPDATE transactions SET psn_key = zeroblob(16), err_msg = '' WHERE row = ?");
  const unlist = db.prepare('DELETE FROM latest WHERE row = ?');
  let after = 0;
  const before = (atMs: number, count: number) => dateOf(civilTime(atMs - count * MONTH_MS));
  return (atMs, limit) => {
    const rows = page.all(after, before(atMs, shortest), limit);
    const old = new Set(
      keyring
        .periods()
        .flatMap(({ number, made_ms, destroyed_ms }) =>
          destroyed_ms === null && number !== keyring.current().number && made_ms < atMs - longest * MONTH_MS
            ? [number]
            : [],
        ),
    );
    const erased: string[] = [];
    const moved: [msgid: string, before: string, after: string][] = [];
    for (const { row, msgid, state, send, begndate, body, owed } of rows) {
      if (body.length === 0) continue;
      const keep = retention[state];
      if (keep !== undefined && send === 0 && owed === 0 && begndate < before(atMs, keep)) {
        empty.run(row);
        forget.run(row);
        unlist.run(row);
        erased.push(msgid);
      } else if (old.has(keyOf(body))) {
        const sealed = seal.seal(seal.open(body));
        putBody.run(sealed, row);
        moved.push([msgid, hashOf(body), hashOf(sealed)]);
      }
    }
    if (erased.length > 0) journal.note(['erase', atMs, erased]);
    if (moved.length > 0) journal.note(['reseal', atMs, moved]);
    const counted = { erased: erased.length, moved: moved.length };
    const last = rows.at(-1);
    if (rows.length === limit && last !== undefined) {
      after = last.row;
      return { ...counted, destroyed: [], done: false };
    }
    after = 0;
    // The last pass over rows that changed nothing: what is left under an old key is left for good.
    if (erased.length + moved.length > 0) return { ...counted, destroyed: [], done: false };
    forgetPersons(db, atMs);
    db.prepare('DELETE FROM keys WHERE at_ms < ?').run(atMs - KEY_LIFE_MS);
    parts.dispensed.prune(dateOf(civilTime(atMs - PURCHASE_LIFE_MS)));
    // A key goes first and for good: what was moved from it has to be on disk under another before.
    if (moveVisits(db, seal, old, Object.keys(retention)) > 0) return { ...counted, destroyed: [], done: false };
    const destroyed = [...old].filter((number) => isIdle(db, number));
    for (const number of destroyed) keyring.destroy(number, atMs);
    if (destroyed.length > 0) journal.note(['keys_destroyed', atMs, destroyed]);
    return { ...counted, destroyed, done: true };
  };
}

function forgetPersons(db: Db, atMs: number): void {
  db.prepare('DELETE FROM persons WHERE as_of_ms < ?').run(atMs - PERSON_MONTHS * MONTH_MS);
}

/**
 * A visit goes with the last of its transactions that is open; until then it moves to the present key. Gives how many
 * did either.
 */
function moveVisits(db: Db, seal: Seal, old: ReadonlySet<number>, finished: readonly string[]): number {
  const open = db.prepare<
    [string, string],
    unknown
  >(`SELECT 1 FROM visit_rows v JOIN transactions t ON t.msgid = v.msgid
    WHERE v.visit = ? AND t.state NOT IN (SELECT value FROM json_each(?)) LIMIT 1`);
  const drop = db.prepare('DELETE FROM visits WHERE id = ?');
  const put = db.prepare('UPDATE visits SET record = ? WHERE id = ?');
  let changed = 0;
  for (const { id, record } of db.prepare<[], { id: string; record: Buffer }>('SELECT id, record FROM visits').all()) {
    if (!old.has(keyOf(record))) continue;
    changed += 1;
    if (open.get(id, JSON.stringify(finished)) === undefined) drop.run(id);
    else put.run(seal.seal(seal.open(record)), id);
  }
  return changed;
}

/**
 * What the centre keeps of each terminal beside its transactions: which numbers it has without a gap, which it was told
 * exist, the ledger's head it was told of, the newest id of each slot, and when the terminal was last heard. Kept as it
 * goes, so that a hello never walks a terminal's years. It must never decide anything.
 */
import type Database from 'better-sqlite3';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS number_run (
  dev_no TEXT NOT NULL, epoch INTEGER NOT NULL, prefix INTEGER NOT NULL DEFAULT 0, highest INTEGER NOT NULL DEFAULT 0,
  told INTEGER NOT NULL DEFAULT 0, gap_ms INTEGER, head_seq INTEGER NOT NULL DEFAULT 0, head_hash BLOB,
  PRIMARY KEY (dev_no, epoch)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slot_last (
  fixmedins_code TEXT NOT NULL, slot TEXT NOT NULL, msgid TEXT NOT NULL, PRIMARY KEY (fixmedins_code, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS heard (dev_no TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const BEYOND = 'SELECT number FROM txn WHERE dev_no = ? AND epoch = ? AND number > ? ORDER BY number';

/** Both ends included; last 0: without end. */
export interface Range {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

export interface Numbered {
  readonly msgid: string;
  readonly dev_no: string;
  readonly epoch: number;
  readonly number: number;
}

export interface NumberRun {
  readonly dev_no: string;
  readonly epoch: number;
  /** All numbers from 1 to this one are here. */
  readonly prefix: number;
  readonly highest: number;
  /** Numbers up to this one exist at the terminal: it said so. */
  readonly told: number;
  /** Since when a number is known and not here; null when none is. */
  readonly gap_ms: number | null;
  readonly head_seq: number;
  readonly head_hash: Buffer | null;
}

export class Numbers {
  readonly #db: Database.Database;
  readonly #run: Database.Statement<[string, number], NumberRun>;
  readonly #put: Database.Statement<unknown[]>;
  readonly #present: Database.Statement<[string, number, number], unknown>;
  readonly #slot: Database.Statement<unknown[]>;
  readonly #hear: Database.Statement<unknown[]>;
  readonly #heard: Database.Statement<[string], { at_ms: number }>;
  readonly #before: Database.Statement<[string, number], Pick<NumberRun, 'epoch' | 'prefix'>>;
  readonly #beyond: Database.Statement<[string, number, number], { number: number }>;

  constructor(db: Database.Database) {
    this.#db = db;
    const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'number_run'").get() !== undefined;
    db.exec(SCHEMA);
    this.#run = db.prepare('SELECT * FROM number_run WHERE dev_no = ? AND epoch = ?');
    this.#put = db.prepare('INSERT OR REPLACE INTO number_run VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#present = db.prepare('SELECT 1 FROM txn WHERE dev_no = ? AND epoch = ? AND number = ?');
    this.#slot = db.prepare(`INSERT INTO slot_last VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET msgid = max(msgid, excluded.msgid)`);
    this.#hear = db.prepare('INSERT OR REPLACE INTO heard VALUES (?, ?)');
    this.#heard = db.prepare('SELECT at_ms FROM heard WHERE dev_no = ?');
    this.#before = db.prepare('SELECT epoch, prefix FROM number_run WHERE dev_no = ? AND epoch <= ? ORDER BY epoch');
    this.#beyond = db.prepare(BEYOND);
    // Books that were begun before these were kept.
    if (known) return;
    const all = db.prepare<[], Numbered>('SELECT msgid, dev_no, epoch, number FROM txn ORDER BY sequence').all();
    for (const one of all) this.took(one);
  }

  run(dev_no: string, epoch: number): NumberRun {
    const none = { prefix: 0, highest: 0, told: 0, gap_ms: null, head_seq: 0, head_hash: null };
    return this.#run.get(dev_no, epoch) ?? { dev_no, epoch, ...none };
  }

  /** Every run of a terminal that is not revoked, by terminal and epoch. */
  runs(): readonly NumberRun[] {
    return this.#db
      .prepare<[], NumberRun>(
        `SELECT number_run.* FROM number_run JOIN terminal USING (dev_no) WHERE revoked = 0 ORDER BY dev_no, number_run.epoch`,
      )
      .all();
  }

  /** A transaction was stored; call after it is. */
  took({ msgid, dev_no, epoch, number }: Numbered): void {
    const run = this.run(dev_no, epoch);
    let { prefix } = run;
    if (number === prefix + 1) {
      prefix = number;
      while (prefix < run.highest && this.#present.get(dev_no, epoch, prefix + 1) !== undefined) prefix += 1;
    }
    const highest = Math.max(run.highest, number);
    const gap = prefix < Math.max(highest, run.told);
    this.#save({ ...run, prefix, highest, gap_ms: gap ? (run.gap_ms ?? this.#heardMs(dev_no)) : null });
    this.#slot.run(msgid.slice(0, 12), msgid.slice(26, 28), msgid);
  }

  /** The terminal said how far it has got. A head that was overtaken on the way is passed over. */
  told(dev_no: string, epoch: number, number: number, head: { seq: number; hash: Uint8Array }, nowMs: number): void {
    const run = this.run(dev_no, epoch);
    const told = Math.max(run.told, number);
    const newer = head.seq > run.head_seq;
    const gap = run.prefix < Math.max(run.highest, told);
    // Most of what an idle terminal says is known.
    if (told === run.told && !newer && gap === (run.gap_ms !== null) && run.head_hash !== null) return;
    this.#save({
      ...{ ...run, told, gap_ms: gap ? (run.gap_ms ?? nowMs) : null },
      ...(newer ? { head_seq: head.seq, head_hash: Buffer.from(head.hash) } : {}),
    });
  }

  heard(dev_no: string, nowMs: number): void {
    this.#hear.run(dev_no, nowMs);
  }

  #heardMs(dev_no: string): number | null {
    return this.#heard.get(dev_no)?.at_ms ?? null;
  }

  /** Terminals that were heard once and are not revoked, with when they were last heard. */
  lastHeard(): readonly { readonly dev_no: string; readonly at_ms: number }[] {
    return this.#db
      .prepare<[], { dev_no: string; at_ms: number }>(
        'SELECT dev_no, at_ms FROM heard JOIN terminal USING (dev_no) WHERE revoked = 0 ORDER BY dev_no',
      )
      .all();
  }

  /** The newest msgid of a slot of an institution, whichever terminal held it; empty for none. */
  lastMsgid(fixmedins_code: string, slot: number): string {
    const row = this.#db
      .prepare<[string, string], { msgid: string }>('SELECT msgid FROM slot_last WHERE fixmedins_code = ? AND slot = ?')
      .get(fixmedins_code, String(slot).padStart(2, '0'));
    return row?.msgid ?? '';
  }

  /** Numbers that exist and are not here, ascending, at most `limit`; walks only what lies beyond the gapless part. */
  missing({ dev_no, epoch, prefix, highest, told }: NumberRun, limit: number): readonly number[] {
    const missing: number[] = [];
    if (prefix >= Math.max(highest, told)) return missing;
    const here = this.#db.prepare<[string, number, number], { number: number }>(BEYOND).iterate(dev_no, epoch, prefix);
    let next = prefix + 1;
    for (const { number } of here) {
      for (; next < number && missing.length < limit; next += 1) missing.push(next);
      if (missing.length >= limit) break;
      next = number + 1;
    }
    for (; next <= Math.max(highest, told) && missing.length < limit; next += 1) missing.push(next);
    return missing;
  }

  /**
   * Numbers of a terminal before this place that are not here, in ascending ranges. Of an earlier epoch nobody knows how far
   * it went: what lies beyond its highest number is without end.
   */
  *outstanding(dev_no: string, upto: { readonly epoch: number; readonly number: number }): Generator<Range> {
    const runs = this.#before.all(dev_no, upto.epoch);
    for (const { epoch, prefix } of runs) {
      const last = epoch === upto.epoch ? upto.number : 0;
      if (last !== 0 && prefix >= last) continue;
      let first = prefix + 1;
      for (const { number } of this.#beyond.all(dev_no, epoch, prefix)) {
        if (number > first) yield { epoch, first, last: number - 1 };
        first = number + 1;
        if (number === last) break;
      }
      if (last === 0) yield { epoch, first, last };
    }
  }

  /** Transactions of a terminal outside of the numbers it holds, in order of epoch and number, at most `limit`. */
  lacking(
    dev_no: string,
    held: readonly { readonly epoch: number; readonly first: number; readonly last: number }[],
    limit: number,
  ): readonly { readonly body: Buffer; readonly answer: Buffer }[] {
    const found: { body: Buffer; answer: Buffer }[] = [];
    const after = this.#db.prepare<[string, number, number], Numbered & { body: Buffer; answer: Buffer }>(
      `SELECT msgid, dev_no, epoch, number, body, answer FROM txn WHERE dev_no = ? AND (epoch, number) > (?, ?)
       ORDER BY epoch, number`,
    );
    let at = { epoch: 0, number: 0 };
    for (;;) {
      let skip: { epoch: number; number: number } | null = null;
      for (const { epoch, number, body, answer } of after.iterate(dev_no, at.epoch, at.number)) {
        const range = held.find((one) => one.epoch === epoch && one.first <= number && number <= one.last);
        if (range !== undefined) {
          skip = { epoch, number: range.last };
          break;
        }
        if (found.length === limit) return found;
        found.push({ body, answer });
      }
      if (skip === null) return found;
      at = skip;
    }
  }

  #save(run: NumberRun): void {
    const { dev_no, epoch, prefix, highest, told, gap_ms, head_seq, head_hash } = run;
    this.#put.run(dev_no, epoch, prefix, highest, told, gap_ms, head_seq, head_hash);
  }
}

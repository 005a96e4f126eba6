/**
 * Evidence beside provisional transactions, as it came: kept with the bytes that were signed, and whether the signature is
 * the terminal's, over this body. It must never decide what becomes of a transaction.
 */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { decodeEvidence } from '../../agent/wire/evidence.ts';
import { WireError } from '../../agent/wire/shape.ts';
import type { tongxing } from '../../protocol/generated/tongxing.js';
import { isSignedBy } from './adapters/peer.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS terminal_key (dev_no TEXT PRIMARY KEY, spki BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (
  msgid TEXT PRIMARY KEY, evidence BLOB NOT NULL, signature BLOB NOT NULL, standing TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/**
 * `signed`: by the terminal, over this body. `broken`: it is not what it says. `unsigned`: there is no signature, or no key
 * to try it by. `missing`: told as provisional with nothing beside it.
 */
export type EvidenceStanding = 'signed' | 'broken' | 'unsigned' | 'missing';

export class EvidenceBook {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
    db.exec(SCHEMA);
  }

  /** SPKI DER of the terminal's key, which stays the same under every certificate it gets. */
  noteKey(dev_no: string, spki: Uint8Array): void {
    this.#db.prepare('INSERT OR IGNORE INTO terminal_key (dev_no, spki) VALUES (?, ?)').run(dev_no, spki);
  }

  /** SPKI DER; null for a terminal that never enrolled. */
  keyOf(dev_no: string): Uint8Array | null {
    const sql = 'SELECT spki FROM terminal_key WHERE dev_no = ?';
    return this.#db.prepare<[string], { spki: Uint8Array }>(sql).get(dev_no)?.spki ?? null;
  }

  /** The first that comes beside a transaction is kept: it is the same for every attempt. */
  keep(dev_no: string, msgid: string, item: tongxing.v1.QueuedItem.$Properties): void {
    const { provisional, evidence, evidence_signature } = item.attempt ?? {};
    if (provisional !== true) return;
    const [bytes, signature] = [evidence ?? new Uint8Array(0), evidence_signature ?? new Uint8Array(0)];
    const standing = this.#standing(dev_no, msgid, bytes, signature, item.transaction ?? new Uint8Array(0));
    this.#db.prepare('INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?)').run(msgid, bytes, signature, standing);
  }

  standings(): ReadonlyMap<string, EvidenceStanding> {
    const rows = this.#db.prepare<[], { msgid: string; standing: EvidenceStanding }>(
      'SELECT msgid, standing FROM evidence',
    );
    return new Map(rows.all().map(({ msgid, standing }) => [msgid, standing]));
  }

  /** What was told, as the contract has it; null where there is none, or none that can be read. */
  of(msgid: string): ReturnType<typeof decodeEvidence> | null {
    const row = this.#db
      .prepare<[string], { evidence: Uint8Array }>('SELECT evidence FROM evidence WHERE msgid = ?')
      .get(msgid);
    return row === undefined || row.evidence.length === 0 ? null : opened(row.evidence);
  }

  #standing(
    dev_no: string,
    msgid: string,
    bytes: Uint8Array,
    signature: Uint8Array,
    transaction: Uint8Array,
  ): EvidenceStanding {
    if (bytes.length === 0) return 'missing';
    const told = opened(bytes);
    const sha256 = createHash('sha256').update(transaction).digest();
    if (told === null || told.msgid !== msgid || !sha256.equals(told.transaction_sha256)) return 'broken';
    const key = this.keyOf(dev_no);
    if (key === null || signature.length === 0) return 'unsigned';
    return isSignedBy(key, bytes, signature) ? 'signed' : 'broken';
  }
}

function opened(bytes: Uint8Array): ReturnType<typeof decodeEvidence> | null {
  try {
    return decodeEvidence(bytes);
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

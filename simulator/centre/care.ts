/**
 * The centre's side of CareService: the last checkpoint of each terminal, for ever, and certificates for keys it knows.
 * Believes no checkpoint that is not signed by the key of the terminal's own certificate, and notes none that contradicts
 * what it holds.
 */
import Database from 'better-sqlite3';
import { checkpointText, follows, type SignedCheckpoint } from '../../agent/core/checkpoint.ts';
import { type CareMethod, checkpointOf, messageOf } from '../../agent/wire/care.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { isSignedBy } from './adapters/peer.ts';
import { OK, refusal } from './answers.ts';
import type { Signer } from './registry.ts';

const v1 = tongxing.v1;

/** Who asks, proven by its certificate. */
export interface Peer {
  readonly dev_no: string;
  /** Of the certificate, SPKI DER. */
  readonly spki: Uint8Array;
}

export interface CareOptions {
  /** File for the heads, or ':memory:'. */
  readonly path: string;
  readonly sign: Signer;
  /** SPKI DER; empty for none. */
  readonly recoveryKey: Uint8Array;
}

export class CareDesk {
  readonly #db: Database.Database;
  readonly #options: CareOptions;

  constructor(options: CareOptions) {
    this.#options = options;
    this.#db = new Database(options.path);
    this.#db.pragma('journal_mode = WAL');
    this.#db.exec(`CREATE TABLE IF NOT EXISTS head (
      dev_no TEXT PRIMARY KEY, epoch INTEGER NOT NULL, entries INTEGER NOT NULL, head TEXT NOT NULL,
      number INTEGER NOT NULL, wall_ms INTEGER NOT NULL, signature BLOB NOT NULL, contradicted INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
  }

  /** Answers one call. Throws when the bytes are no such message. */
  handle(peer: Peer, method: CareMethod, bytes: Uint8Array): Uint8Array {
    if (method === 'NoteHead') return v1.NoteHeadResponse.encode(this.#note(peer, bytes)).finish();
    return v1.RenewCertificateResponse.encode(this.#renew(peer, bytes)).finish();
  }

  /** The last checkpoint of a terminal, and how often it was contradicted. */
  head(dev_no: string): (SignedCheckpoint & { readonly contradicted: number }) | null {
    const sql = 'SELECT epoch, entries, head, number, wall_ms, signature, contradicted FROM head WHERE dev_no = ?';
    return (this.#db.prepare(sql).get(dev_no) as SignedCheckpoint & { contradicted: number }) ?? null;
  }

  close(): void {
    this.#db.close();
  }

  #note({ dev_no, spki }: Peer, bytes: Uint8Array): tongxing.v1.NoteHeadResponse.$Properties {
    const { checkpoint } = v1.NoteHeadRequest.decode(bytes);
    const held = this.head(dev_no);
    const newest = held === null ? {} : { newest: messageOf(heldOnly(held)) };
    if (checkpoint === null || checkpoint === undefined) return { result: OK, ...newest };
    const told = checkpointOf(checkpoint);
    if (!isSignedBy(spki, checkpointText(dev_no, told), told.signature))
      return { result: refusal('refused', '签名不符'), ...newest };
    if (held !== null && !follows(held, told)) {
      this.#db.prepare('UPDATE head SET contradicted = contradicted + 1 WHERE dev_no = ?').run(dev_no);
      return { result: refusal('refused', '与已收到的账目不符'), ...newest };
    }
    this.#db
      .prepare(
        `INSERT INTO head (dev_no, epoch, entries, head, number, wall_ms, signature) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET epoch = excluded.epoch, entries = excluded.entries, head = excluded.head,
         number = excluded.number, wall_ms = excluded.wall_ms, signature = excluded.signature`,
      )
      .run(dev_no, told.epoch, told.entries, told.head, told.number, told.wall_ms, Buffer.from(told.signature));
    return { result: OK, newest: messageOf(told) };
  }

  #renew({ dev_no, spki }: Peer, bytes: Uint8Array): tongxing.v1.RenewCertificateResponse.$Properties {
    const { certificate_request } = v1.RenewCertificateRequest.decode(bytes);
    const chain = this.#options.sign(certificate_request ?? new Uint8Array(0), dev_no, spki);
    if (chain === null) return { result: refusal('refused', 'certificate_request') };
    return { result: OK, certificate_chain: [...chain], recovery_key: this.#options.recoveryKey };
  }
}

function heldOnly({
  contradicted: _counted,
  ...checkpoint
}: SignedCheckpoint & { contradicted: number }): SignedCheckpoint {
  return checkpoint;
}

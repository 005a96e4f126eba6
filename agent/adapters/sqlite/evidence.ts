/**
 * Evidence beside provisional rows: what was known when each was told, with the terminal's signature over it, the body and
 * the journal so far. Written in the turn of the telling and never changed; the journal holds its hash. In clear, as it
 * names no person. Must never decide what is evidence.
 */
import { hash as digest } from 'node:crypto';
import type { BoundEvidence, Evidence, SignedEvidence } from '../../core/evidence.ts';
import type { Msgid } from '../../core/transaction.ts';
import { hashOf, type Journal } from './journal.ts';
import type { Db } from './schema.ts';

/** Signs what was known, bound to a body; DER. */
export type Witness = (
  what: Omit<SignedEvidence, 'signature'>,
  bound: { readonly msgid: Msgid; readonly transaction_sha256: Uint8Array },
) => Uint8Array;

export interface EvidenceNotes {
  /** `body`: the stored bytes. */
  keep(msgid: Msgid, evidence: Evidence, body: Uint8Array, atMs: number): void;
  of(msgid: Msgid): SignedEvidence | null;
  /** Of those that have any, bound to the bodies they are about to leave with. */
  among(bodies: ReadonlyMap<Msgid, Uint8Array>): ReadonlyMap<Msgid, BoundEvidence>;
}

const PLACE = 'evidence ';
const hashed = (body: Uint8Array): Uint8Array => digest('sha256', body, 'buffer');

/** By place, as every provisional sale writes it. A place may be added at the end; none may be moved. */
const PLACES = `grade unavailable unavailable_since_ms told_ms snapshot_as_of_ms pack pack_version packs_as_of_ms
  catalogue_version catalogue_as_of_ms revocation_version revocation_as_of_ms device card_inserted_ms card_read_ms
  card_removed_ms opter`.split(/\s+/) as readonly (keyof Evidence)[];

function textOf({ previous_hash, signature, evidence }: SignedEvidence): string {
  return JSON.stringify([previous_hash, signature, ...PLACES.map((name) => evidence[name])]);
}

function signedOf(text: string): SignedEvidence {
  const [previous_hash, signature, ...said] = JSON.parse(text) as [string, string, ...unknown[]];
  const evidence = Object.fromEntries(PLACES.map((name, at) => [name, said[at] ?? null])) as unknown as Evidence;
  return { evidence, previous_hash, signature };
}

export function createEvidence(db: Db, journal: Journal, witness: Witness | undefined): EvidenceNotes {
  const put = db.prepare<[string, string]>(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const one = db.prepare<[string], string>('SELECT value FROM state WHERE key = ?').pluck();
  const some = db.prepare<[string], { key: string; value: string }>(
    `SELECT key, value FROM state WHERE key IN (SELECT '${PLACE}' || value FROM json_each(?))`,
  );
  return {
    keep(msgid, evidence, body, atMs) {
      const what = { evidence, previous_hash: journal.head() };
      const signed = witness?.(what, { msgid, transaction_sha256: hashed(body) });
      const text = textOf({ ...what, signature: Buffer.from(signed ?? []).toString('base64') });
      put.run(`${PLACE}${msgid}`, text);
      journal.note(['evidence_kept', atMs, msgid, hashOf(text)]);
    },
    of(msgid) {
      const text = one.get(`${PLACE}${msgid}`);
      return text === undefined ? null : signedOf(text);
    },
    among(bodies) {
      const found = bodies.size === 0 ? [] : some.all(JSON.stringify([...bodies.keys()]));
      return new Map(
        found.map(({ key, value }) => {
          const msgid = key.slice(PLACE.length) as Msgid;
          const transaction_sha256 = hashed(bodies.get(msgid) ?? new Uint8Array(0));
          return [msgid, { ...signedOf(value), transaction_sha256 }];
        }),
      );
    },
  };
}

/** With the row that is told, or the telling of it. A body that is gone can not be sent either. */
export function keepTold(
  { evidence, rows, atMs }: { readonly evidence: EvidenceNotes; readonly rows: Bodies; readonly atMs: number },
  msgid: Msgid,
  told: Evidence | undefined,
): void {
  const body = told === undefined ? null : rows.encoded(msgid);
  if (told !== undefined && body !== null) evidence.keep(msgid, told, body, atMs);
}

interface Bodies {
  encoded(msgid: Msgid): Uint8Array | null;
}

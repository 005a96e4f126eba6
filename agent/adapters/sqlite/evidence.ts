/**
 * Evidence beside provisional rows: what was known when each was told, with the terminal's signature over it, the body and
 * the journal so far. Written in the turn of the telling and never changed: sealed with the body of a row that is told at
 * once, beside one that was stored before. The journal holds its hash. Must never decide what is evidence.
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
  /** As it is kept, signed; `body`: the stored bytes. */
  signed(msgid: Msgid, evidence: Evidence, body: Uint8Array): string;
  /** Of a row that was told after it was stored: its body is sealed already, so it lies beside. */
  keep(msgid: Msgid, evidence: Evidence, body: Uint8Array, atMs: number): void;
  /** Of such a row; null for none. */
  of(msgid: Msgid): SignedEvidence | null;
  /** Of those that have any, bound to the bodies they are about to leave with; `sealed`: what lay in their parcels. */
  among(bodies: ReadonlyMap<Msgid, Uint8Array>, sealed: ReadonlyMap<Msgid, string>): ReadonlyMap<Msgid, BoundEvidence>;
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

export function signedOf(text: string): SignedEvidence {
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
  const signed: EvidenceNotes['signed'] = (msgid, evidence, body) => {
    const what = { evidence, previous_hash: journal.head() };
    const signature = witness?.(what, { msgid, transaction_sha256: hashed(body) });
    return textOf({ ...what, signature: Buffer.from(signature ?? []).toString('base64') });
  };
  return {
    signed,
    keep(msgid, evidence, body, atMs) {
      const text = signed(msgid, evidence, body);
      put.run(`${PLACE}${msgid}`, text);
      journal.note(['evidence_kept', atMs, msgid, hashOf(text)]);
    },
    of(msgid) {
      const text = one.get(`${PLACE}${msgid}`);
      return text === undefined ? null : signedOf(text);
    },
    among(bodies, sealed) {
      const beside = [...bodies.keys()].filter((msgid) => !sealed.has(msgid));
      const found = beside.length === 0 ? [] : some.all(JSON.stringify(beside));
      const texts = [...sealed, ...found.map(({ key, value }) => [key.slice(PLACE.length) as Msgid, value] as const)];
      return new Map(
        texts.flatMap(([msgid, text]) => {
          const body = bodies.get(msgid);
          return body === undefined ? [] : [[msgid, { ...signedOf(text), transaction_sha256: hashed(body) }] as const];
        }),
      );
    },
  };
}

/** With the telling of a row that is stored. A body that is gone can not be sent either. */
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

/**
 * Evidence beside provisional rows: what was known when each was told, in the bytes that the terminal signed over it, the
 * body and the journal so far. Made in the turn of the telling, never changed and never encoded again: sealed with the
 * body of a row that is told at once, beside one that was stored before. The journal holds its hash. Must never decide
 * what is evidence.
 */
import { hash as digest } from 'node:crypto';
import type { Evidence, KeptEvidence, SignedEvidence } from '../../core/evidence.ts';
import type { Msgid } from '../../core/transaction.ts';
import type { EvidenceCodec } from '../../ports/store.ts';
import { hashOf, type Journal } from './journal.ts';
import type { Db } from './schema.ts';

/** Signs the bytes of evidence; DER, empty when the terminal has no key. */
export type Witness = (evidence: Uint8Array) => Uint8Array;

export interface EvidenceNotes {
  /** As it is kept; `body`: the stored bytes. */
  made(msgid: Msgid, evidence: Evidence, body: Uint8Array): Buffer;
  /** Of a row that was told after it was stored: its body is sealed already, so it lies beside. */
  keep(msgid: Msgid, evidence: Evidence, body: Uint8Array, atMs: number): void;
  /** What lies beside these, as it is kept; nothing for one that has none. */
  beside(msgids: readonly Msgid[]): ReadonlyMap<Msgid, Buffer>;
  /** What was kept, as it leaves with its body. */
  leaving(msgid: Msgid, kept: Buffer, body: Uint8Array): KeptEvidence;
  /** The same, to be looked at. */
  shown(kept: Buffer): SignedEvidence;
}

const PLACE = 'evidence ';
const NO_KEY: Witness = () => new Uint8Array(0);
const hashed = (body: Uint8Array): Uint8Array => digest('sha256', body, 'buffer');

export function createEvidence(
  db: Db,
  journal: Pick<Journal, 'head' | 'note'>,
  codec: EvidenceCodec,
  sign: Witness = NO_KEY,
): EvidenceNotes {
  const put = db.prepare<[string, string]>(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const some = db.prepare<[string], { key: string; value: string }>(
    `SELECT key, value FROM state WHERE key IN (SELECT '${PLACE}' || value FROM json_each(?))`,
  );
  const made: EvidenceNotes['made'] = (msgid, evidence, body) => {
    const bound = { msgid, transaction_sha256: hashed(body) };
    const bytes = codec.encode({ evidence, previous_hash: journal.head() }, bound);
    return join({ bytes, signature: sign(bytes) });
  };
  return {
    made,
    keep(msgid, evidence, body, atMs) {
      const text = made(msgid, evidence, body).toString('base64');
      put.run(`${PLACE}${msgid}`, text);
      journal.note(['evidence_kept', atMs, msgid, hashOf(text)]);
    },
    beside(msgids) {
      const found = msgids.length === 0 ? [] : some.all(JSON.stringify(msgids));
      return new Map(found.map(({ key, value }) => [key.slice(PLACE.length) as Msgid, keptText(value)]));
    },
    leaving(msgid, kept, body) {
      if (!isText(kept)) return split(kept);
      const former = formerOf(kept);
      const bytes = codec.encode(former, { msgid, transaction_sha256: hashed(body) });
      return { bytes, signature: Buffer.from(former.signature, 'base64') };
    },
    shown(kept) {
      if (isText(kept)) return formerOf(kept);
      const { bytes, signature } = split(kept);
      return { ...codec.decode(bytes), signature: Buffer.from(signature).toString('base64') };
    },
  };
}

/** Length of the signature (one byte), signature, evidence. */
function join({ bytes, signature }: KeptEvidence): Buffer {
  const kept = Buffer.allocUnsafe(1 + signature.length + bytes.length);
  kept[0] = signature.length;
  kept.set(signature, 1);
  kept.set(bytes, 1 + signature.length);
  return kept;
}

function split(kept: Buffer): KeptEvidence {
  const end = 1 + (kept[0] ?? 0);
  return { signature: kept.subarray(1, end), bytes: kept.subarray(end) };
}

const keptText = (text: string): Buffer => (text[0] === '[' ? Buffer.from(text) : Buffer.from(text, 'base64'));

/** The first release kept a JSON array. No signature is as long as the number of its first character. */
const isText = (kept: Buffer): boolean => kept[0] === '['.charCodeAt(0);

/** By place, as that release wrote it. */
const PLACES = `grade unavailable unavailable_since_ms told_ms snapshot_as_of_ms pack pack_version packs_as_of_ms
  catalogue_version catalogue_as_of_ms revocation_version revocation_as_of_ms device card_inserted_ms card_read_ms
  card_removed_ms opter`.split(/\s+/) as readonly (keyof Evidence)[];

function formerOf(kept: Buffer): SignedEvidence {
  const [previous_hash, signature, ...said] = JSON.parse(kept.toString()) as [string, string, ...unknown[]];
  const evidence = Object.fromEntries(PLACES.map((name, at) => [name, said[at] ?? null])) as unknown as Evidence;
  return { evidence, previous_hash, signature };
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

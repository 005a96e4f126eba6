/** Evidence as bytes: what the terminal signs when it tells a provisional sale, and what it sends beside it, every time. */
import { encode } from '../../protocol/encode.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { Evidence, SignedEvidence } from '../core/evidence.ts';
import type { Msgid } from '../core/transaction.ts';
import { decode, read, readInt, shape } from './shape.ts';

const EVIDENCE = shape({
  msgid: 'text',
  transaction_sha256: 'bytes',
  previous_hash: 'bytes',
  grade: 'int',
  unavailable: 'text',
  unavailable_since_ms: 'int',
  told_ms: 'int',
  snapshot_as_of_ms: 'int',
  pack: 'text',
  pack_version: 'text',
  packs_as_of_ms: 'int',
  catalogue_version: 'text',
  catalogue_as_of_ms: 'int',
  revocation_version: 'text',
  revocation_as_of_ms: 'int',
  device: 'text',
  card_inserted_ms: 'int',
  card_read_ms: 'int',
  card_removed_ms: 'int',
  opter: 'text',
});

/** What it is bound to. */
export interface Bound {
  readonly msgid: Msgid;
  /** SHA-256 of the stored body. */
  readonly transaction_sha256: Uint8Array;
}

/**
 * The same for the same evidence, for ever: absent instants are left out, and fields are written in their order. Throws
 * WireError naming the field for an instant that is no whole number.
 */
export function encodeEvidence(
  { evidence, previous_hash }: Omit<SignedEvidence, 'signature'>,
  { msgid, transaction_sha256 }: Bound,
): Uint8Array {
  for (const name of EVIDENCE.integers) readInt(evidence[name as keyof Evidence], 'evidence', name);
  const bound = { msgid, transaction_sha256, previous_hash: Buffer.from(previous_hash, 'hex') };
  return encode<object>(tongxing.v1.Evidence, bound, evidence);
}

/** Instants that may be absent: zero on the wire. */
const INSTANTS = [
  'unavailable_since_ms',
  'snapshot_as_of_ms',
  'packs_as_of_ms',
  'catalogue_as_of_ms',
  'revocation_as_of_ms',
  'card_inserted_ms',
  'card_read_ms',
  'card_removed_ms',
] as const;

/** As it was before it was encoded. Throws WireError when the bytes are no evidence. */
export function readEvidence(bytes: Uint8Array): Omit<SignedEvidence, 'signature'> {
  const { msgid: _msgid, transaction_sha256: _body, previous_hash, ...said } = decodeEvidence(bytes);
  const instants = Object.fromEntries(INSTANTS.map((name) => [name, said[name] === 0 ? null : said[name]]));
  return { evidence: { ...said, ...instants }, previous_hash: Buffer.from(previous_hash).toString('hex') };
}

/** Throws WireError when the bytes are no evidence. */
export function decodeEvidence(bytes: Uint8Array) {
  return read(EVIDENCE, decode(tongxing.v1.Evidence, 'evidence', bytes), 'evidence');
}

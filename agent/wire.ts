/**
 * The wire form of what the core asks and is told: plain values ↔ tongxing.v1 bytes. Pure mapping; it decides nothing
 * about a transaction, and what an answer means, whether it fits its question included, is the core's to judge.
 */
import { encodeEvidence, readEvidence } from './wire/evidence.ts';
import { decodeTransaction, encodeTransaction } from './wire/transaction.ts';

export { decodeReply } from './wire/reply.ts';
export { type Beside, type EncodedRequest, encodeRequest, type Header } from './wire/request.ts';
export { WireError } from './wire/shape.ts';
export { decodeTransaction, encodeTransaction } from './wire/transaction.ts';

/** What the ledger keeps, in its wire form. */
export const WIRE_CODEC = {
  encode: encodeTransaction,
  decode: decodeTransaction,
  evidence: { encode: encodeEvidence, decode: readEvidence },
} as const;

/**
 * The wire form of what the core asks and is told: plain values ↔ tongxing.v1 bytes. Pure mapping; it decides nothing
 * about a transaction, and what an answer means, whether it fits its question included, is the core's to judge.
 */
export { decodeReply } from './wire/reply.ts';
export { type Beside, type EncodedRequest, encodeRequest, type Header } from './wire/request.ts';
export { WireError } from './wire/shape.ts';
export { decodeTransaction, encodeTransaction } from './wire/transaction.ts';

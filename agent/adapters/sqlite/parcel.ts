/**
 * What is sealed as one: a transaction's bytes and, before them, what its sale was computed from and the evidence
 * beside it when it was told at once. One sealing for all costs acceptance nothing more, the journal's hash covers all,
 * and all are erased together. Must never change the bytes of the transaction: they leave as they came.
 */
import { factsOfText } from '../../core/settlement/kept.ts';
import type { ReplayFacts } from '../../core/settlement/replay.ts';

/** Length of what is in front, bytes. */
const HEAD = 4;

/** Between facts and evidence: facts have no line's end in them. */
const NEXT = 10;

const NONE = Buffer.alloc(0);

/** `facts`: ReplayFacts as factsText writes them; `evidence` as it is kept; each empty for none. */
export function pack(facts: string, body: Uint8Array, evidence: Uint8Array = NONE): Buffer {
  const text = Buffer.byteLength(facts);
  const end = HEAD + text + (evidence.length === 0 ? 0 : 1 + evidence.length);
  const parcel = Buffer.allocUnsafe(end + body.length);
  parcel.writeUInt32BE(end - HEAD);
  parcel.write(facts, HEAD);
  if (evidence.length > 0) {
    parcel[HEAD + text] = NEXT;
    parcel.set(evidence, HEAD + text + 1);
  }
  parcel.set(body, end);
  return parcel;
}

export interface Parcel {
  readonly body: Buffer;
  readonly facts: ReplayFacts | null;
  /** Empty for none. */
  readonly evidence: Buffer;
}

export function unpack(parcel: Buffer): Parcel {
  const end = HEAD + parcel.readUInt32BE();
  const front = parcel.subarray(HEAD, end);
  const next = front.indexOf(NEXT);
  return {
    body: parcel.subarray(end),
    get facts() {
      const text = front.toString('utf8', 0, next < 0 ? front.length : next);
      return text === '' ? null : factsOfText(text);
    },
    evidence: next < 0 ? NONE : front.subarray(next + 1),
  };
}

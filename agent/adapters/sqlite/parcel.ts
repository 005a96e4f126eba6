/**
 * What is sealed as one: a transaction's bytes and, before them, what its sale was computed from and the evidence beside it
 * when it was told at once. One sealing for all costs acceptance nothing more, the journal's hash covers all, and all are
 * erased together. Must never change the
 * bytes of the transaction: they leave as they came.
 */
import { factsOfText } from '../../core/settlement/kept.ts';
import type { ReplayFacts } from '../../core/settlement/replay.ts';

/** Length of the facts in front, bytes. */
const HEAD = 4;

/** Between facts and evidence: neither has a line's end in it. */
const NEXT = '\n';

/** `facts`: ReplayFacts as factsText writes them; `evidence` as it is kept; each empty for none. */
export function pack(facts: string, body: Uint8Array, evidence = ''): Buffer {
  const text = evidence === '' ? facts : `${facts}${NEXT}${evidence}`;
  const size = Buffer.byteLength(text);
  const parcel = Buffer.allocUnsafe(HEAD + size + body.length);
  parcel.writeUInt32BE(size);
  parcel.write(text, HEAD);
  parcel.set(body, HEAD + size);
  return parcel;
}

export interface Parcel {
  readonly body: Buffer;
  readonly facts: ReplayFacts | null;
  /** Empty for none. */
  readonly evidence: string;
}

export function unpack(parcel: Buffer): Parcel {
  const end = HEAD + parcel.readUInt32BE();
  const texts = () => parcel.toString('utf8', HEAD, end).split(NEXT);
  return {
    body: parcel.subarray(end),
    get facts() {
      const [facts = ''] = texts();
      return facts === '' ? null : factsOfText(facts);
    },
    get evidence() {
      return end === HEAD ? '' : (texts()[1] ?? '');
    },
  };
}

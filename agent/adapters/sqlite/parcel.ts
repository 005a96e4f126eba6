/**
 * What is sealed as one: a transaction's bytes and, before them, what its sale was computed from. One sealing for both
 * costs acceptance nothing more, the journal's hash covers both, and both are erased together. Must never change the
 * bytes of the transaction: they leave as they came.
 */
import { factsOfText } from '../../core/settlement/kept.ts';
import type { ReplayFacts } from '../../core/settlement/replay.ts';

/** Length of the facts in front, bytes. */
const HEAD = 4;

/** `text`: ReplayFacts as factsText writes them; empty for none. */
export function pack(text: string, body: Uint8Array): Buffer {
  const size = Buffer.byteLength(text);
  const parcel = Buffer.allocUnsafe(HEAD + size + body.length);
  parcel.writeUInt32BE(size);
  parcel.write(text, HEAD);
  parcel.set(body, HEAD + size);
  return parcel;
}

export function unpack(parcel: Buffer): { readonly body: Buffer; readonly facts: ReplayFacts | null } {
  const end = HEAD + parcel.readUInt32BE();
  return {
    body: parcel.subarray(end),
    get facts() {
      return end === HEAD ? null : factsOfText(parcel.toString('utf8', HEAD, end));
    },
  };
}

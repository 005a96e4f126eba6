/**
 * The little of ASN.1 DER that a signing request and a certificate take: writing values, and walking over what is known to
 * be well-formed. Keys and signatures come from node's own crypto; this must never interpret anything by itself.
 */

const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31 } as const;

/** One value: tag, length, content. */
export function value(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Uint8Array.of(tag), length(body.length), body]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes);
  return bytes < 0x100 ? Buffer.of(0x81, bytes) : Buffer.of(0x82, bytes >> 8, bytes & 0xff);
}

export const sequence = (...content: readonly Uint8Array[]): Buffer => value(TAG.sequence, ...content);
export const octets = (...content: readonly Uint8Array[]): Buffer => value(TAG.octets, ...content);
export const TRUE = Buffer.of(0x01, 0x01, 0xff);

/** A positive integer of big-endian bytes; a leading zero keeps it positive. */
export function integer(...bytes: readonly number[]): Buffer {
  return value(TAG.integer, Uint8Array.of(...((bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes)));
}

/** A bit string of whole bytes, or of fewer bits with the number of unused ones given. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return value(TAG.bits, Uint8Array.of(unused), content);
}

/** An object identifier written with dots; arcs below 2^28. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (arc: number): number[] => {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return value(TAG.oid, Uint8Array.of(...[first * 40 + second, ...rest].flatMap(base128)));
}

/** [number], constructed. */
export function context(number: number, ...content: readonly Uint8Array[]): Buffer {
  return value(0xa0 | number, ...content);
}

/** A distinguished name of one common name. */
export function commonName(name: string): Buffer {
  return sequence(value(TAG.set, sequence(oid('2.5.4.3'), value(TAG.utf8, Buffer.from(name)))));
}

export const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** What was signed, how, and the signature: the outer form of requests and certificates. */
export function signed(content: Uint8Array, signature: Uint8Array): Buffer {
  return sequence(content, ECDSA_SHA256, bits(signature));
}

/** The parts of a constructed value, each with its header. Throws RangeError when lengths do not fit. */
export function parts(constructed: Uint8Array): readonly Buffer[] {
  let rest = content(constructed);
  const found: Buffer[] = [];
  while (rest.length > 0) {
    const end = extent(rest).end;
    found.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return found;
}

/** What a value holds, without its header. */
export function content(bytes: Uint8Array): Buffer {
  const { start, end } = extent(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(start, end);
}

function extent(bytes: Uint8Array): { start: number; end: number } {
  const [, first = 0x80, ...more] = bytes.subarray(0, 4);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || size > 2) throw new RangeError('a length this reader does not take');
  const count = size === 0 ? first : more.slice(0, size).reduce((sum, byte) => (sum << 8) | byte, 0);
  if (2 + size + count > bytes.length) throw new RangeError('cut short');
  return { start: 2 + size, end: 2 + size + count };
}

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

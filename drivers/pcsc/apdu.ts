/**
 * Command and answer APDUs of ISO 7816-4 as far as a social-security card needs them: short form only.
 * Pure bytes; must never know which card or file they are for.
 */

/** Data of a short answer is at most 256 bytes, and two of status follow. */
export const MAX_ANSWER_BYTES = 258;

export interface Answer {
  readonly data: Uint8Array;
  /** Status word, e.g. 0x9000. */
  readonly sw: number;
}

/** Splits an answer into data and status word. Null when it is shorter than a status word or longer than a short answer. */
export function parseAnswer(bytes: Uint8Array): Answer | null {
  if (bytes.length < 2 || bytes.length > MAX_ANSWER_BYTES) return null;
  const sw1 = bytes[bytes.length - 2] ?? 0;
  const sw2 = bytes[bytes.length - 1] ?? 0;
  return { data: bytes.subarray(0, bytes.length - 2), sw: (sw1 << 8) | sw2 };
}

export function selectApplet(aid: Uint8Array): Uint8Array {
  return Uint8Array.of(0x00, 0xa4, 0x04, 0x00, aid.length, ...aid);
}

/** SELECT by file identifier; cards differ in whether they want P1 00 or 02. */
export function selectFile(p1: number, id: Uint8Array): Uint8Array {
  return Uint8Array.of(0x00, 0xa4, p1, 0x00, id.length, ...id);
}

/** READ RECORD; `by` decides whether p1 is a record number or the tag of the record wanted. Le 256 is sent as 00. */
export function readRecord(by: 'number' | 'tag', p1: number, sfi: number, le: number): Uint8Array {
  return Uint8Array.of(0x00, 0xb2, p1, (sfi << 3) | (by === 'number' ? 4 : 0), le & 0xff);
}

export function getResponse(le: number): Uint8Array {
  return Uint8Array.of(0x00, 0xc0, 0x00, 0x00, le & 0xff);
}

/** The same command with the length the card asked for in 6Cxx. A SELECT has no Le yet and gets one appended. */
export function withLe(command: Uint8Array, le: number): Uint8Array {
  const hasLe = command.length === 5 || command.length > 5 + (command[4] ?? 0);
  return Uint8Array.of(...(hasLe ? command.subarray(0, -1) : command), le & 0xff);
}

export { hexOf } from '../card-file.ts';

/** Bytes of a hex string that the project itself wrote; throws on anything else. */
export function bytesOf(hex: string): Uint8Array {
  if (!/^(?:[0-9A-Fa-f]{2})*$/.test(hex)) throw new RangeError('not a hex string');
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

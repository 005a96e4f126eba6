/**
 * Bytes of a code to text: UTF-8 where they are, else GB18030 (which holds GBK), else nothing. Pure. Two or three
 * Chinese characters of GBK can happen to be valid UTF-8 too; then they are read as UTF-8, since nothing tells them apart.
 */

/**
 * One trailing CR, LF, both or a tab is the scanner's, not the code's, and the mark that UTF-8 may begin with says how it is
 * written. Null: empty, or text in neither encoding.
 */
export function scanText(bytes: Uint8Array): string | null {
  const content = bytes.subarray(0, contentLength(bytes));
  if (content.length === 0) return null;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content) || null;
    } catch {
      // Not that one.
    }
  }
  return null;
}

const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;

function contentLength(bytes: Uint8Array): number {
  const end = bytes.length;
  const last = bytes[end - 1];
  if (last === LF) return bytes[end - 2] === CR ? end - 2 : end - 1;
  return last === CR || last === TAB ? end - 1 : end;
}

/** "]Q1" at these three bytes as "Q1"; null when no AIM identifier is there. */
export function aimAt(bytes: Uint8Array, at: number): string | null {
  if (bytes[at] !== 0x5d) return null;
  const [letter = 0, modifier = 0] = [bytes[at + 1], bytes[at + 2]];
  const isLetter = (letter >= 0x41 && letter <= 0x5a) || (letter >= 0x61 && letter <= 0x7a);
  const isModifier = (modifier >= 0x30 && modifier <= 0x39) || (modifier >= 0x41 && modifier <= 0x5a);
  return isLetter && isModifier ? String.fromCharCode(letter, modifier) : null;
}

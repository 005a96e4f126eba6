/**
 * Records of a card's files: one TLV each, and the encodings their values use (national-interface.md 5.1).
 * Pure. A value that is not exactly what its encoding allows is null, never a guess: it may name the wrong person.
 */

export type ItemEncoding = 'hex' | 'ascii' | 'ascii_or_hex' | 'bcd' | 'bcd_date' | 'gbk';

/** The value of a record that must hold this one tag, of exactly this length, and nothing behind it. */
export function recordValue(record: Uint8Array, tag: number, length: number): Uint8Array | null {
  const exact = record.length === length + 2 && record[0] === tag && record[1] === length;
  return exact ? record.subarray(2) : null;
}

/** Kept: one takes longer to make than a name to decode. What it refused leaves nothing behind in it. */
const GBK = new TextDecoder('gbk', { fatal: true });

/** Cards fill what was never written with 00, 20 or FF. */
export function isFiller(value: Uint8Array): boolean {
  return value.every(isFill);
}

function isFill(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0x20 || byte === 0xff;
}

/** Text of a value, or null when it does not fit its encoding. Dates come out as yyyy-MM-dd, digits as they are. */
export function decodeValue(encoding: ItemEncoding, value: Uint8Array): string | null {
  switch (encoding) {
    case 'hex':
      return hexOf(value);
    case 'ascii':
      return asciiText(value);
    case 'ascii_or_hex':
      return asciiText(value) ?? hexOf(value);
    case 'bcd':
      return digits(value);
    case 'bcd_date':
      return calendarDate(digits(value));
    case 'gbk':
      return gbkText([value]);
  }
}

/**
 * Text of GBK values that continue one another (name and its extension). Each is trimmed of padding and they are
 * decoded as one, since a character may be cut in two at the end of the first; 00, 20 and FF never end a character.
 */
export function gbkText(values: readonly Uint8Array[]): string | null {
  const bytes = values.flatMap((value) => [...trimmed(value)]);
  // FF and 80 stand alone in no GBK text, though decoders accept them.
  if (bytes.length === 0 || bytes.includes(0xff)) return null;
  try {
    const text = GBK.decode(Uint8Array.from(bytes));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be refused
    return /[\u0000-\u001f\u007f\u20ac\ufffd]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function trimmed(value: Uint8Array): Uint8Array {
  let end = value.length;
  while (end > 0 && isFill(value[end - 1])) end -= 1;
  return value.subarray(0, end);
}

function asciiText(value: Uint8Array): string | null {
  const bytes = trimmed(value);
  const printable = bytes.length > 0 && bytes.every((byte) => byte > 0x20 && byte < 0x7f);
  return printable ? String.fromCharCode(...bytes) : null;
}

function digits(value: Uint8Array): string | null {
  const text = hexOf(value);
  return /^[0-9]+$/.test(text) ? text : null;
}

function calendarDate(text: string | null): string | null {
  if (text === null || text.length !== 8) return null;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  if (year < 1850 || month < 1 || month > 12 || day < 1) return null;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day > (lengths[month - 1] ?? 0)) return null;
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

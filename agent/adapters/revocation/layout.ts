/**
 * How the revocation list lies on disk: a page that says what it is, pages of sorted card identifiers that each carry their
 * own check, and the first identifier of every page once more, which is all that is kept in memory. Exact: whole
 * identifiers, no hashes of them. A reader must never trust a page whose check is wrong.
 */
import { hash } from 'node:crypto';

/** A card identifier (卡识别码): 32 hexadecimal digits. */
export const ID_BYTES = 16;
export const PAGE_BYTES = 4_096;
/** One place of every page holds its check. */
export const IDS_PER_PAGE = PAGE_BYTES / ID_BYTES - 1;
export const CHECKED_BYTES = IDS_PER_PAGE * ID_BYTES;
export const FILE_NAME = 'list.bin';

const MAGIC = 'TXREVOC1';
const SIZE_AT = MAGIC.length;
const TEXT_AT = SIZE_AT + 2;
const MOST_TEXT = PAGE_BYTES - TEXT_AT - ID_BYTES;

export interface Head {
  /** Name of the list's state, as the centre gives it. */
  readonly version: string;
  /** When it was true, ms since 1970-01-01T00:00Z. */
  readonly as_of_ms: number;
  /** Identifiers in it. */
  readonly count: number;
  /** Check of the first identifiers together, hex. */
  readonly fence: string;
}

/** A list that can not be believed, or an update that is none. `reason` names what and where. */
export class RevocationError extends Error {
  readonly path: string;
  readonly reason: string;
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'RevocationError';
    this.path = path;
    this.reason = reason;
  }
}

export function checkOf(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer').subarray(0, ID_BYTES);
}

export function pagesOf(count: number): number {
  return Math.ceil(count / IDS_PER_PAGE);
}

export function writeHead(head: Head): Buffer {
  const text = Buffer.from(JSON.stringify(head));
  if (text.length > MOST_TEXT) throw new RangeError(`the name of the version is too long: ${head.version.length}`);
  const page = Buffer.alloc(PAGE_BYTES);
  page.write(MAGIC);
  page.writeUInt16BE(text.length, SIZE_AT);
  text.copy(page, TEXT_AT);
  checkOf(page.subarray(0, CHECKED_BYTES)).copy(page, CHECKED_BYTES);
  return page;
}

/** Null for a page that is none of ours or was changed. */
export function readHead(page: Buffer): Head | null {
  if (page.length !== PAGE_BYTES || page.toString('latin1', 0, SIZE_AT) !== MAGIC) return null;
  if (!checkOf(page.subarray(0, CHECKED_BYTES)).equals(page.subarray(CHECKED_BYTES))) return null;
  const size = page.readUInt16BE(SIZE_AT);
  return JSON.parse(page.toString('utf8', TEXT_AT, TEXT_AT + size)) as Head;
}

/** The bytes of an identifier; null for what is none. */
export function idOf(cardId: string): Buffer | null {
  return /^[0-9a-fA-F]{32}$/.test(cardId) ? Buffer.from(cardId, 'hex') : null;
}

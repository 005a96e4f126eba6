/**
 * One revocation list, open: which page an identifier would be on is known from memory (a third of a megabyte for five
 * million), the page is read and checked, and the answer is exact. A page whose check is wrong ends the list: from then on
 * nothing is known. It must never say "not revoked" from bytes it has not checked.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import {
  CHECKED_BYTES,
  checkOf,
  FILE_NAME,
  type Head,
  ID_BYTES,
  IDS_PER_PAGE,
  idOf,
  PAGE_BYTES,
  pagesOf,
  RevocationError,
  readHead,
} from './layout.ts';

export interface OpenList extends Head {
  /** Null: no identifier of 32 hexadecimal digits. Throws RevocationError when the page is damaged. */
  revoked(cardId: string): boolean | null;
  /** All identifiers in order, each valid until the next. Throws RevocationError when a page is damaged. */
  ids(): Generator<Buffer>;
  close(): void;
}

/** Throws RevocationError: damaged, cut off, or none of ours; ENOENT when it is not there. */
export function openList(folder: string): OpenList {
  const path = join(folder, FILE_NAME);
  const file = openSync(path, 'r');
  try {
    return listOf(file, path);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function listOf(file: number, path: string): OpenList {
  const damaged = (what: string) => new RevocationError(path, `${what} is damaged`);
  const read = (bytes: number, at: number) => {
    const buffer = Buffer.alloc(bytes);
    if (readSync(file, buffer, 0, bytes, at) !== bytes) throw damaged(`byte ${at}`);
    return buffer;
  };
  const size = fstatSync(file).size;
  const head = size < PAGE_BYTES ? null : readHead(read(PAGE_BYTES, 0));
  if (head === null) throw damaged('the first page');
  const pages = pagesOf(head.count);
  const fenceAt = PAGE_BYTES * (1 + pages);
  if (size !== fenceAt + pages * ID_BYTES) throw damaged(`the length (${size})`);
  const fence = read(pages * ID_BYTES, fenceAt);
  if (checkOf(fence).toString('hex') !== head.fence) throw damaged('the index');
  const page = Buffer.alloc(PAGE_BYTES);

  function load(at: number): number {
    const bytes = readSync(file, page, 0, PAGE_BYTES, PAGE_BYTES * (1 + at));
    const whole = bytes === PAGE_BYTES && checkOf(page.subarray(0, CHECKED_BYTES)).equals(page.subarray(CHECKED_BYTES));
    if (!whole) throw damaged(`page ${at + 1}`);
    return at === pages - 1 ? (head?.count ?? 0) - at * IDS_PER_PAGE : IDS_PER_PAGE;
  }

  return {
    ...head,
    revoked(cardId) {
      const id = idOf(cardId);
      if (id === null) return null;
      const at = lastNotAbove(fence, pages, id);
      if (at < 0) return false;
      const found = lastNotAbove(page, load(at), id);
      return id.compare(page, found * ID_BYTES, (found + 1) * ID_BYTES) === 0;
    },
    *ids() {
      for (let at = 0; at < pages; at += 1) {
        const held = load(at);
        const own = Buffer.from(page.subarray(0, held * ID_BYTES));
        for (let one = 0; one < held; one += 1) yield own.subarray(one * ID_BYTES, (one + 1) * ID_BYTES);
      }
    },
    close: () => closeSync(file),
  };
}

/** Place of the last of `count` sorted identifiers that is not above `id`; −1 when all are. */
function lastNotAbove(sorted: Buffer, count: number, id: Buffer): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (id.compare(sorted, middle * ID_BYTES, (middle + 1) * ID_BYTES) < 0) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

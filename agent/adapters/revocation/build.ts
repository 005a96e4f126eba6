/**
 * Builds the next revocation list beside the one that serves and renames it into place when it is whole and on disk: from
 * a full list, or from what serves and an increment to it. Streams, so that five million identifiers need no memory. Killed
 * at any moment, the former list goes on serving. It must never take half of an update.
 *
 * An update is text: a first line {"format":"tongxing.revocation.1","version","as_of","base","count"}, then `count` lines
 * in ascending order, "+" or "-" and 32 hexadecimal digits. `base` is the version it goes on from; empty for a full list.
 */
import {
  closeSync,
  createReadStream,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StoreError } from '../../core/store-error.ts';
import { lockDatabase } from '../sqlite/schema.ts';
import { sync } from '../sync.ts';
import {
  CHECKED_BYTES,
  checkOf,
  FILE_NAME,
  type Head,
  ID_BYTES,
  IDS_PER_PAGE,
  idOf,
  PAGE_BYTES,
  RevocationError,
  writeHead,
} from './layout.ts';
import { type OpenList, openList } from './list.ts';

export const UPDATE_FORMAT = 'tongxing.revocation.1';

export interface Built extends Head {
  readonly added: number;
  readonly removed: number;
}

interface UpdateHead {
  readonly version: string;
  readonly as_of_ms: number;
  readonly base: string;
  readonly count: number;
}

/** Throws RevocationError naming the line of `update`, or what serves and is not its base; or another build under way. */
export async function buildList(folder: string, update: string): Promise<Built> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    return await buildLocked(folder, update);
  } finally {
    unlock();
  }
}

/** Two that build at once would write into one draft. */
function lockFolder(folder: string): () => void {
  try {
    return lockDatabase(join(folder, 'building'));
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store_locked')
      throw new RevocationError(folder, 'another import is under way');
    throw error;
  }
}

/** Clocks differ by less: a list of a later time than that has a wrong one, and would make every other older for ever. */
const AHEAD_MS = 86_400_000;

/**
 * How an update stands to what serves. older: what serves is of a later time · lacking: an increment to something else
 * · next: to be built, which also says what is wrong with it.
 */
export function standingOf(folder: string, update: string, nowMs: number): 'older' | 'lacking' | 'next' {
  try {
    const { base, as_of_ms } = headOf(update, firstLine(update));
    const list = servingIn(folder);
    if (list !== null && as_of_ms < list.as_of_ms && list.as_of_ms <= nowMs + AHEAD_MS) return 'older';
    return base === '' || list?.version === base ? 'next' : 'lacking';
  } catch (error) {
    if (error instanceof RevocationError) return 'next';
    throw error;
  }
}

/** Of the first page of a file: a head is shorter. */
function firstLine(path: string): string {
  const file = openSync(path, 'r');
  try {
    const page = Buffer.alloc(PAGE_BYTES);
    return page.toString('utf8', 0, readSync(file, page)).split('\n', 1)[0] ?? '';
  } finally {
    closeSync(file);
  }
}

/** What the list that serves says of itself; null where there is none that can be read and believed. */
function servingIn(folder: string): Head | null {
  try {
    const { version, as_of_ms, count, fence, close } = openList(folder);
    close();
    return { version, as_of_ms, count, fence };
  } catch (error) {
    if (error instanceof RevocationError || (error as NodeJS.ErrnoException).code !== undefined) return null;
    throw error;
  }
}

async function buildLocked(folder: string, update: string): Promise<Built> {
  const lines = createInterface({ input: createReadStream(update), crlfDelay: Number.POSITIVE_INFINITY });
  const read = lines[Symbol.asyncIterator]();
  let base: OpenList | null = null;
  const draft = join(folder, `.${FILE_NAME}.next`);
  const out = openSync(draft, 'w', 0o600);
  try {
    const first = await read.next();
    const head = headOf(update, first.done === true ? '' : first.value);
    base = head.base === '' ? null : baseOf(folder, update, head.base);
    const pages = pageWriter(out);
    const { added, removed } = await merge(update, head, base?.ids() ?? [].values(), read, pages.add);
    const { version, as_of_ms } = head;
    const built = pages.finish(version, as_of_ms);
    fsyncSync(out);
    renameSync(draft, join(folder, FILE_NAME));
    sync(folder);
    return { ...built, added, removed };
  } catch (error) {
    // What came of it would keep the room that sales may need.
    rmSync(draft, { force: true });
    throw error;
  } finally {
    base?.close();
    lines.close();
    closeSync(out);
  }
}

function headOf(path: string, line: string): UpdateHead {
  let head: { readonly [name: string]: unknown };
  try {
    head = JSON.parse(line) as typeof head;
  } catch {
    throw new RevocationError(path, 'line 1: no JSON');
  }
  const { format, version, as_of, base, count } = head;
  const as_of_ms = typeof as_of === 'string' ? Date.parse(as_of) : Number.NaN;
  if (format !== UPDATE_FORMAT) throw new RevocationError(path, `line 1: format is not ${UPDATE_FORMAT}`);
  if (typeof version !== 'string' || !/^\S{1,64}$/.test(version)) throw new RevocationError(path, 'line 1: version');
  if (!Number.isFinite(as_of_ms)) throw new RevocationError(path, 'line 1: as_of');
  if (typeof base !== 'string') throw new RevocationError(path, 'line 1: base');
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw new RevocationError(path, 'line 1: count');
  return { version, as_of_ms, base, count };
}

/** What serves, when it is what the increment goes on from. */
function baseOf(folder: string, update: string, wanted: string): OpenList {
  let found = 'no list';
  try {
    const list = openList(folder);
    if (list.version === wanted) return list;
    found = list.version;
    list.close();
  } catch (error) {
    if (error instanceof RevocationError) found = error.reason;
    else if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  throw new RevocationError(update, `goes on from ${wanted}, here is ${found}: a full list is needed`);
}

/** Both are sorted: one walk over the two. */
async function merge(
  path: string,
  { count }: UpdateHead,
  base: Iterator<Buffer>,
  lines: AsyncIterator<string>,
  add: (id: Buffer) => void,
): Promise<{ readonly added: number; readonly removed: number }> {
  let [added, removed, read] = [0, 0, 0];
  let before: Buffer | null = null;
  let held = base.next();
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    read += 1;
    const at = `line ${read + 1}`;
    const id = idOf(line.value.slice(1));
    const sign = line.value[0];
    if (id === null || (sign !== '+' && sign !== '-')) throw new RevocationError(path, `${at}: no card identifier`);
    if (before !== null && before.compare(id) >= 0) throw new RevocationError(path, `${at}: not in ascending order`);
    before = id;
    while (held.done !== true && held.value.compare(id) < 0) {
      add(held.value);
      held = base.next();
    }
    const there = held.done !== true && held.value.equals(id);
    if (there) held = base.next();
    if (sign === '+') add(id);
    if (sign === '+' && !there) added += 1;
    if (sign === '-' && there) removed += 1;
  }
  if (read !== count) throw new RevocationError(path, `${read} lines, ${count} announced`);
  for (; held.done !== true; held = base.next()) add(held.value);
  return { added, removed };
}

/** One megabyte. */
const PAGES_BETWEEN_SYNCS = 256;

function pageWriter(out: number) {
  const page = Buffer.alloc(PAGE_BYTES);
  const fence: Buffer[] = [];
  let [count, held] = [0, 0];
  const flush = () => {
    page.fill(0, held * ID_BYTES, CHECKED_BYTES);
    checkOf(page.subarray(0, CHECKED_BYTES)).copy(page, CHECKED_BYTES);
    fence.push(Buffer.from(page.subarray(0, ID_BYTES)));
    writeAll(out, page, PAGE_BYTES * fence.length);
    held = 0;
    // What waits to be written stays little: the counter's own sync waits behind it.
    if (fence.length % PAGES_BETWEEN_SYNCS === 0) fdatasyncSync(out);
  };
  return {
    add(id: Buffer): void {
      id.copy(page, held * ID_BYTES);
      held += 1;
      count += 1;
      if (held === IDS_PER_PAGE) flush();
    },
    /** The head last: without it the file is none. */
    finish(version: string, as_of_ms: number): Head {
      if (held > 0) flush();
      const index = Buffer.concat(fence);
      writeAll(out, index, PAGE_BYTES * (1 + fence.length));
      const head: Head = { version, as_of_ms, count, fence: checkOf(index).toString('hex') };
      writeAll(out, writeHead(head), 0);
      return head;
    },
  };
}

/** A disk that is nearly full takes a part, and says no only to the next. */
function writeAll(out: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(out, bytes, done, bytes.length - done, at + done);
}

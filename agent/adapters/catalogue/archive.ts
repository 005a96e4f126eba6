/**
 * The texts in a catalogue download: a ZIP of TAB-separated files, or such a file itself. Unpacks as it is read, so that a
 * file of any size takes the same memory; checks size and CRC of what came out. Must never write a file, nor use a name
 * from the archive as a path.
 */
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { CatalogueFileError } from '../catalogue-file.ts';

export interface PackedText {
  /** `1301.zip/1301.txt`, as reports name it. */
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
  readonly open: () => AsyncIterable<Buffer>;
}

/** Unpacked: 2 GiB are some 2 million rows of 1301, ten times what there is. */
const MOST_BYTES = 2 * 2 ** 30;
const MOST_FILES = 100;
const LOCAL_FILE = 0x04034b50;

/** Throws CatalogueFileError: not there, no ZIP inside, too large. */
export async function* textsIn(path: string): AsyncGenerator<PackedText> {
  try {
    if (isZip(path)) yield* unpacked(path);
    else yield { name: basename(path), size: statSync(path).size, open: () => createReadStream(path) };
  } catch (error) {
    if (error instanceof CatalogueFileError) throw error;
    throw new CatalogueFileError(path, error instanceof Error ? error.message : 'can not be read');
  }
}

async function* unpacked(path: string): AsyncGenerator<PackedText> {
  const zip = await yauzl.openPromise(path, { autoClose: false, lazyEntries: true });
  try {
    let files = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      files += 1;
      if (files > MOST_FILES) throw new CatalogueFileError(path, `holds more than ${MOST_FILES} files`);
      if (entry.uncompressedSize > MOST_BYTES) throw new CatalogueFileError(path, `${entry.fileName} is too large`);
      const open = () => checked(zip.openReadStreamPromise(entry), entry, path);
      yield { name: `${basename(path)}/${entry.fileName}`, size: entry.uncompressedSize, open };
    }
  } finally {
    zip.close();
  }
}

/** The library checks the size; a flipped bit only shows in the CRC. */
async function* checked(opening: Promise<Readable>, entry: yauzl.Entry, path: string): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of await opening) {
    sum = crc32(chunk as Buffer, sum);
    yield chunk as Buffer;
  }
  if (sum !== entry.crc32) throw new CatalogueFileError(path, `${entry.fileName} is damaged (CRC)`);
}

function isZip(path: string): boolean {
  const head = Buffer.alloc(4);
  const fd = openSync(path, 'r');
  try {
    return readSync(fd, head) === 4 && head.readUInt32LE() === LOCAL_FILE;
  } finally {
    closeSync(fd);
  }
}

/** Longer is no row, but a file of another kind. */
const MOST_LINE = 2 ** 20;

/** The lines of a text, a batch a chunk; UTF-8, or GB18030 where the text is not UTF-8. The last one needs no end. */
export async function* linesOf(text: PackedText): AsyncGenerator<readonly string[]> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let rest = '';
  for await (const chunk of text.open()) {
    decoder ??= new TextDecoder(isUtf8(chunk) ? 'utf-8' : 'gb18030');
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_LINE)
      throw new CatalogueFileError(text.name, 'has a line of more than a million characters');
    yield lines;
  }
  rest += decoder?.decode() ?? '';
  if (rest !== '') yield [rest];
}

function isUtf8(chunk: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

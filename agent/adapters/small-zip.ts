/**
 * The text in a small ZIP that another system sent. Unpacks into memory, bounded in size and number; must never use a name
 * from the archive, nor write a file.
 */
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';

/** Some hundred thousand rows of a statement. */
const MOST_BYTES = 16 * 2 ** 20;

/** Null: no archive, damaged, or too large. UTF-8, or GB18030 where it is not UTF-8. */
export async function textInZip(bytes: Uint8Array): Promise<string | null> {
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { autoClose: false, lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entry.uncompressedSize > MOST_BYTES) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      const whole = Buffer.concat(chunks);
      return crc32(whole) === entry.crc32 ? decoded(whole) : null;
    }
    return null;
  } catch {
    return null;
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Puts texts into ZIP files as the downloads are, a member a text. For tests and the bench alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { NationalFile } from '../../simulator/catalogue/national.ts';

export interface Member {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A ZIP of these members. */
export function zipOf(members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes, { level: 1 });
    // From "version needed" to the lengths: the same in both headers.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([u32(0x04034b50), facts, path, packed]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([u32(0x02014b50), Buffer.from([20, 0]), facts, where, path]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, directory, u32(0x06054b50), end]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Writes each file as a ZIP of its own; answers their paths. */
export function writeZips(folder: string, files: readonly NationalFile[]): readonly string[] {
  return files.map(({ name, rows }) => {
    const chunks: Buffer[] = [];
    for (const row of rows()) chunks.push(Buffer.from(`${row}\n`));
    const path = join(folder, name.replace(/\.txt$/, '.zip'));
    writeFileSync(path, zipOf([{ name, bytes: Buffer.concat(chunks) }]));
    return path;
  });
}

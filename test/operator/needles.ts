/**
 * What could only be somebody's, looked for in bytes as it would lie there: in clear as UTF-8, GBK and UTF-16, as hexadecimal
 * digits and as base64, whatever it stands next to.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { CentrePerson } from '../../simulator/centre/people.ts';

export interface Leak {
  readonly file: string;
  readonly what: string;
  readonly as: string;
}

interface Needle {
  readonly bytes: Buffer;
  readonly what: string;
  readonly as: string;
}

/** Names and numbers of a person. */
export function personal({ profile, cardno, card_sn }: CentrePerson): readonly string[] {
  return [profile.psn_no, profile.certno, profile.psn_name, cardno, card_sn].filter((one) => one !== '');
}

/** A name is short: what is looked for has at least this many bytes, so that sealed bytes do not spell it by chance. */
const LEAST = 6;

function formsOf(what: string): readonly Needle[] {
  const utf8 = Buffer.from(what, 'utf8');
  const gbk = iconv.encode(what, 'gbk');
  const le = Buffer.from(what, 'utf16le');
  const be = Buffer.from(le).swap16();
  const raw: readonly (readonly [as: string, bytes: Buffer])[] = [
    ['UTF-8', utf8],
    ['GBK', gbk],
    ['UTF-16LE', le],
    ['UTF-16BE', be],
  ];
  const hex = raw.flatMap(([as, bytes]): (readonly [string, Buffer])[] => [
    [`${as} in hex`, Buffer.from(bytes.toString('hex'))],
    [`${as} in HEX`, Buffer.from(bytes.toString('hex').toUpperCase())],
  ]);
  const base64 = [['UTF-8', utf8] as const, ['GBK', gbk] as const].flatMap(([as, bytes]) =>
    [0, 1, 2].map((shift) => [`${as} in base64 +${shift}`, base64Inside(bytes, shift)] as const),
  );
  const seen = new Set<string>();
  return [...raw, ...hex, ...base64]
    .filter(([, bytes]) => bytes.length >= LEAST)
    .filter(([, bytes]) => !seen.has(bytes.toString('latin1')) && seen.add(bytes.toString('latin1')))
    .map(([as, bytes]) => ({ what, as, bytes }));
}

/** The digits that depend on these bytes alone, when `shift` bytes stand before them. */
function base64Inside(bytes: Buffer, shift: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(first, last));
}

export type Search = (file: string, bytes: Buffer) => readonly Leak[];

/** One walk over the bytes for all needles: by their first four. */
export function searchFor(values: readonly string[]): Search {
  const needles = [...new Set(values)].flatMap(formsOf);
  const byStart = new Map<number, Needle[]>();
  const maybe = new Uint8Array(1 << 16);
  for (const needle of needles) {
    const start = needle.bytes.readUInt32BE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
    maybe[start >>> 16] = 1;
  }
  return (file, bytes) => {
    const leaks: Leak[] = [];
    for (let at = 0; at + LEAST <= bytes.length; at += 1) {
      if (maybe[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] === 0) continue;
      for (const { bytes: wanted, what, as } of byStart.get(bytes.readUInt32BE(at)) ?? [])
        if (bytes.compare(wanted, 0, wanted.length, at, Math.min(at + wanted.length, bytes.length)) === 0)
          leaks.push({ file, what, as });
    }
    return leaks;
  };
}

/** Every file under a folder. */
export function filesUnder(folder: string): readonly { readonly file: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, bytes: readFileSync(file) }));
}

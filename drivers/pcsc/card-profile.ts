/**
 * The shape of a card profile in memory, and the reading of one from JSON (profiles/card-profile.schema.json says what
 * a file may hold; a test holds every file to it). Must never hold knowledge of a particular card: that is the data's.
 */

import { bytesOf } from './apdu.ts';
import type { ItemEncoding } from './card-file.ts';
import socialSecurity from './profiles/social-security.json' with { type: 'json' };

export interface ProfileItem {
  readonly item: string;
  readonly tag: number;
  readonly by: 'tag' | 'number';
  readonly length: number;
  readonly encoding: ItemEncoding;
  readonly pattern: RegExp | null;
  readonly optional: boolean;
  readonly since: string | null;
}

export interface ProfileFile {
  readonly name: string;
  readonly id: Uint8Array;
  readonly sfi: number;
  readonly items: readonly ProfileItem[];
}

export interface CardProfile {
  readonly name: string;
  readonly aid: Uint8Array;
  readonly versions: readonly string[];
  readonly selectFileP1: readonly number[];
  readonly files: readonly ProfileFile[];
  readonly strangers: readonly { readonly aid: Uint8Array; readonly what: string }[];
}

/** A profile file as JSON has it; the schema narrows the strings further. */
export interface ProfileJson {
  readonly name: string;
  readonly aid: string;
  readonly versions: readonly string[];
  readonly selectFileP1: readonly string[];
  readonly files: readonly {
    readonly id: string;
    readonly sfi: number;
    readonly items: readonly {
      readonly item: string;
      readonly tag: string;
      readonly by: string;
      readonly length: number;
      readonly encoding: string;
      readonly pattern?: string | undefined;
      readonly optional?: boolean | undefined;
      readonly since?: string | undefined;
    }[];
  }[];
  readonly strangers: readonly { readonly aid: string; readonly what: string }[];
}

const ENCODINGS: readonly ItemEncoding[] = ['hex', 'ascii', 'ascii_or_hex', 'bcd', 'bcd_date', 'gbk'];

/** Throws on an encoding that is not in the schema: a profile is part of the program, not input. */
export function cardProfile(json: ProfileJson): CardProfile {
  return {
    name: json.name,
    aid: bytesOf(json.aid),
    versions: json.versions,
    selectFileP1: json.selectFileP1.map((p1) => Number.parseInt(p1, 16)),
    strangers: json.strangers.map(({ aid, what }) => ({ aid: bytesOf(aid), what })),
    files: json.files.map((file) => ({
      name: file.id,
      id: bytesOf(file.id),
      sfi: file.sfi,
      items: file.items.map((item) => ({
        item: item.item,
        tag: Number.parseInt(item.tag, 16),
        by: item.by === 'number' ? 'number' : 'tag',
        length: item.length,
        encoding: encodingOf(item.encoding),
        pattern: item.pattern === undefined ? null : new RegExp(item.pattern),
        optional: item.optional ?? false,
        since: item.since ?? null,
      })),
    })),
  };
}

export function socialSecurityProfile(): CardProfile {
  return cardProfile(socialSecurity);
}

function encodingOf(text: string): ItemEncoding {
  const encoding = ENCODINGS.find((known) => known === text);
  if (encoding === undefined) throw new RangeError(`unknown encoding in a card profile: ${text}`);
  return encoding;
}

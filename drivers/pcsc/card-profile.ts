/**
 * The shape of a card profile in memory, and the reading of one from JSON (profiles/card-profile.schema.json says what
 * a file may hold; a test holds every file to it). Must never hold knowledge of a particular card: that is the data's.
 */

import type { ItemEncoding } from '../card-file.ts';
import type { Access } from './access.ts';
import { bytesOf } from './apdu.ts';
import socialSecurity from './profiles/social-security.json' with { type: 'json' };

export interface ProfileItem {
  readonly item: string;
  readonly tag: number;
  readonly by: 'tag' | 'number';
  /** By card version, where a record has another number than its tag. */
  readonly numbers: Readonly<Record<string, number>>;
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
  /** What is proven before a file is read, in order. */
  readonly access: readonly Access[];
  /** What cards issued in a region do otherwise; the longest prefix of the issuing area counts. */
  readonly regions: readonly Region[];
  readonly strangers: readonly Stranger[];
}

export interface Region {
  readonly admdvs: string;
  readonly selectFileP1: readonly number[] | null;
  readonly access: readonly Access[] | null;
  /** By item: what replaces its own. */
  readonly items: Readonly<Record<string, Partial<ProfileItem>>>;
}

export interface Stranger {
  readonly aid: Uint8Array;
  readonly what: string;
  readonly code: 'card_not_social_security' | 'card_is_bank_card' | 'card_is_residence_card' | 'psam';
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
    readonly items: readonly ItemJson[];
  }[];
  readonly regions: readonly {
    readonly admdvs: string;
    readonly selectFileP1?: readonly string[] | undefined;
    readonly access?: readonly AccessJson[] | undefined;
    readonly items: Readonly<Record<string, Partial<Omit<ItemJson, 'item'>> | undefined>>;
  }[];
  readonly access?: readonly AccessJson[] | undefined;
  readonly strangers: readonly { readonly aid: string; readonly what: string; readonly code: string }[];
}

interface AccessJson {
  readonly step: string;
  readonly before: string;
  readonly reference: string;
  readonly aid?: string | undefined;
  readonly key?: string | undefined;
  readonly digits?: number | undefined;
}

interface ItemJson {
  readonly item: string;
  readonly tag: string;
  readonly by: string;
  readonly length: number;
  readonly encoding: string;
  readonly numbers?: Readonly<Record<string, number | undefined>> | undefined;
  readonly pattern?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly since?: string | undefined;
}

const ENCODINGS: readonly ItemEncoding[] = ['hex', 'ascii', 'ascii_or_hex', 'bcd', 'bcd_date', 'gbk'];

/** Throws on an encoding that is not in the schema: a profile is part of the program, not input. */
function cardProfile(json: ProfileJson): CardProfile {
  return {
    name: json.name,
    aid: bytesOf(json.aid),
    versions: json.versions,
    selectFileP1: json.selectFileP1.map((p1) => Number.parseInt(p1, 16)),
    access: (json.access ?? []).map(accessOf),
    strangers: json.strangers.map(({ aid, what, code }) => ({ aid: bytesOf(aid), what, code: strangerCode(code) })),
    regions: json.regions.map(({ admdvs, selectFileP1, access, items }) => ({
      admdvs,
      access: access === undefined ? null : access.map(accessOf),
      selectFileP1: selectFileP1 === undefined ? null : selectFileP1.map((p1) => Number.parseInt(p1, 16)),
      items: Object.fromEntries(Object.entries(items).map(([item, change = {}]) => [item, changeOf(change)])),
    })),
    files: json.files.map((file) => ({
      name: file.id,
      id: bytesOf(file.id),
      sfi: file.sfi,
      items: file.items.map((item) => ({
        item: item.item,
        tag: Number.parseInt(item.tag, 16),
        by: item.by === 'number' ? 'number' : 'tag',
        numbers: numbersOf(item.numbers),
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

/** Whether cards issued there are read otherwise than others. */
export function hasQuirks({ regions }: CardProfile, admdvs: string): boolean {
  return regions.some((region) => admdvs.startsWith(region.admdvs));
}

/** The profile as it is for cards issued there. */
export function inRegion(profile: CardProfile, admdvs: string): CardProfile {
  const fitting = profile.regions.filter((region) => admdvs.startsWith(region.admdvs));
  const [region] = fitting.toSorted((one, other) => other.admdvs.length - one.admdvs.length);
  if (region === undefined) return profile;
  const files = profile.files.map((file) => ({
    ...file,
    items: file.items.map((item) => ({ ...item, ...region.items[item.item] })),
  }));
  const { selectFileP1, access } = region;
  return {
    ...profile,
    files,
    selectFileP1: selectFileP1 ?? profile.selectFileP1,
    access: access ?? profile.access,
  };
}

function accessOf({ step, before, reference, aid, key, digits }: AccessJson): Access {
  const number = Number.parseInt(reference, 16);
  if (step === 'holder' && digits !== undefined) return { step, before, reference: number, digits };
  if (step === 'psam' && aid !== undefined && key !== undefined)
    return { step, before, reference: number, aid: bytesOf(aid), key: Number.parseInt(key, 16) };
  throw new RangeError(`unknown access in a card profile: ${step}`);
}

function changeOf(change: Partial<Omit<ItemJson, 'item'>>): Partial<ProfileItem> {
  const { tag, by, length, encoding, numbers, pattern, optional, since } = change;
  return {
    ...(tag === undefined ? {} : { tag: Number.parseInt(tag, 16) }),
    ...(by === undefined ? {} : { by: by === 'number' ? 'number' : 'tag' }),
    ...(length === undefined ? {} : { length }),
    ...(encoding === undefined ? {} : { encoding: encodingOf(encoding) }),
    ...(numbers === undefined ? {} : { numbers: numbersOf(numbers) }),
    ...(pattern === undefined ? {} : { pattern: new RegExp(pattern) }),
    ...(optional === undefined ? {} : { optional }),
    ...(since === undefined ? {} : { since }),
  };
}

function numbersOf(numbers: ItemJson['numbers']): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(numbers ?? {}).flatMap(([key, one]) => (one === undefined ? [] : [[key, one]])),
  );
}

const STRANGERS = ['card_not_social_security', 'card_is_bank_card', 'card_is_residence_card', 'psam'] as const;

function strangerCode(text: string): Stranger['code'] {
  const code = STRANGERS.find((known) => known === text);
  if (code === undefined) throw new RangeError(`unknown code in a card profile: ${text}`);
  return code;
}

function encodingOf(text: string): ItemEncoding {
  const encoding = ENCODINGS.find((known) => known === text);
  if (encoding === undefined) throw new RangeError(`unknown encoding in a card profile: ${text}`);
  return encoding;
}

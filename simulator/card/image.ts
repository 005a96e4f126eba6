/**
 * Card images: what a simulated card holds, read from JSON (image.schema.json) into bytes. Every person is fictitious.
 * Must never be lenient: an image that names an unknown base or a value too long is a mistake in the image, and throws.
 */

import iconv from 'iconv-lite';
import { cityFactor, diversified } from './security.ts';

export interface ImageRecordJson {
  readonly tag: string;
  readonly hex?: string | undefined;
  readonly ascii?: string | undefined;
  readonly gbk?: string | undefined;
  readonly length?: number | undefined;
  readonly pad?: string | undefined;
  readonly raw?: string | undefined;
  readonly flood?: number | undefined;
  readonly status?: string | undefined;
}

export interface ImageFileJson {
  readonly id: string;
  readonly sfi: number;
  readonly status?: string | undefined;
  readonly guarded?: boolean | undefined;
  readonly records: readonly ImageRecordJson[];
}

export interface ImageJson {
  readonly about: string;
  readonly extends?: string | undefined;
  readonly atr?: string | undefined;
  readonly aid?: string | undefined;
  readonly fci?: string | undefined;
  readonly insuplc_admdvs?: string | undefined;
  readonly behaviour?:
    | {
        readonly mute?: boolean | undefined;
        readonly silentAfter?: number | undefined;
        readonly answerMs?: number | undefined;
        readonly select?: string | undefined;
        readonly read?: string | undefined;
        readonly selectFileP1?: string | undefined;
      }
    | undefined;
  readonly security?:
    | { readonly psamKey: string; readonly reference: string; readonly pin: string; readonly tries: number }
    | undefined;
  readonly psamKeys?: Readonly<Record<string, string | undefined>> | undefined;
  readonly files?: readonly ImageFileJson[] | undefined;
}

export interface CardRecord {
  readonly tag: number;
  /** The whole record with tag and length, as the card sends it. */
  readonly bytes: Uint8Array;
  /** Sent whatever length was asked for. */
  readonly faulty: boolean;
  readonly status: number;
}

export interface CardFile {
  readonly id: number;
  readonly sfi: number;
  readonly status: number;
  /** Given after PSAM and PIN alone. */
  readonly guarded: boolean;
  readonly records: readonly CardRecord[];
}

/** What a card with guarded files knows. */
export interface CardSecurity {
  /** Its own, made of the master key. */
  readonly key: Uint8Array;
  readonly reference: number;
  readonly pin: Uint8Array;
  readonly tries: number;
}

export interface CardImage {
  readonly name: string;
  readonly about: string;
  readonly atr: Uint8Array;
  readonly aid: Uint8Array;
  readonly fci: Uint8Array;
  readonly insuplc_admdvs: string | null;
  readonly mute: boolean;
  readonly silentAfter: number;
  /** How long each command takes, ms. */
  readonly answerMs: number;
  readonly selectBy61: boolean;
  readonly read: 'direct' | '61' | '6C';
  readonly selectFileP1: number;
  readonly files: readonly CardFile[];
  readonly security: CardSecurity | null;
  /** Of a PSAM, by number in hex; null: no PSAM. */
  readonly psamKeys: Readonly<Record<string, Uint8Array>> | null;
}

/** Builds an image; `base` is the image it extends, which must be a whole one. */
export function cardImage(name: string, json: ImageJson, base: ImageJson | null): CardImage {
  const files = base === null ? (json.files ?? []) : patched(base.files ?? [], json.files ?? []);
  const whole = { ...base, ...json };
  const behaviour = { ...base?.behaviour, ...json.behaviour };
  if (whole.atr === undefined || whole.aid === undefined) throw new RangeError(`card image ${name} has no atr or aid`);
  return {
    name,
    about: json.about,
    atr: Buffer.from(whole.atr, 'hex'),
    aid: Buffer.from(whole.aid, 'hex'),
    fci: Buffer.from(whole.fci ?? '', 'hex'),
    insuplc_admdvs: whole.insuplc_admdvs ?? null,
    mute: behaviour.mute ?? false,
    silentAfter: behaviour.silentAfter ?? Number.POSITIVE_INFINITY,
    answerMs: behaviour.answerMs ?? 0,
    selectBy61: behaviour.select === '61',
    read: behaviour.read === '61' || behaviour.read === '6C' ? behaviour.read : 'direct',
    selectFileP1: Number.parseInt(behaviour.selectFileP1 ?? '00', 16),
    files: files.map(cardFile),
    security: securityOf(whole),
    psamKeys: whole.psamKeys === undefined ? null : keysOf(whole.psamKeys),
  };
}

function securityOf({ security, insuplc_admdvs = '', atr = '' }: ImageJson): CardSecurity | null {
  if (security === undefined) return null;
  const factor = Buffer.from(atr, 'hex').subarray(-8);
  return {
    key: diversified(Buffer.from(security.psamKey, 'hex'), factor, cityFactor(insuplc_admdvs)),
    reference: Number.parseInt(security.reference, 16),
    pin: Buffer.from(security.pin, 'hex'),
    tries: security.tries,
  };
}

function keysOf(keys: Readonly<Record<string, string | undefined>>): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(Object.entries(keys).map(([number, key = '']) => [number, Buffer.from(key, 'hex')]));
}

function patched(files: readonly ImageFileJson[], patches: readonly ImageFileJson[]): readonly ImageFileJson[] {
  return files.map((file) => {
    const patch = patches.find(({ id }) => id === file.id);
    if (patch === undefined) return file;
    const records = file.records.map((record) => patch.records.find(({ tag }) => tag === record.tag) ?? record);
    return { ...file, ...patch, records };
  });
}

function cardFile(json: ImageFileJson): CardFile {
  return {
    id: Number.parseInt(json.id, 16),
    sfi: json.sfi,
    status: Number.parseInt(json.status ?? '9000', 16),
    guarded: json.guarded ?? false,
    records: json.records.map(cardRecord),
  };
}

function cardRecord(json: ImageRecordJson): CardRecord {
  const tag = Number.parseInt(json.tag, 16);
  const status = Number.parseInt(json.status ?? '9000', 16);
  const nothing = new Uint8Array(0);
  if (json.status !== undefined) return { tag, bytes: nothing, faulty: false, status };
  if (json.flood !== undefined) return { tag, bytes: new Uint8Array(json.flood).fill(0x41), faulty: true, status };
  if (json.raw !== undefined) return { tag, bytes: Buffer.from(json.raw, 'hex'), faulty: true, status };
  const value = recordValue(json);
  return { tag, bytes: Uint8Array.of(tag, value.length, ...value), faulty: false, status };
}

function recordValue(json: ImageRecordJson): Uint8Array {
  if (json.hex !== undefined) return Buffer.from(json.hex, 'hex');
  if (json.ascii !== undefined) return Buffer.from(json.ascii, 'latin1');
  const text = iconv.encode(json.gbk ?? '', 'gbk');
  const length = json.length ?? text.length;
  if (text.length > length) throw new RangeError(`record ${json.tag} does not fit ${length} bytes`);
  return Buffer.concat([text, Buffer.alloc(length - text.length, Number.parseInt(json.pad ?? '00', 16))]);
}

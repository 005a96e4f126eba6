/**
 * A recording on disk: frames of entries, each deflated and sealed (AES-256-GCM) under a key of the file's own. That
 * key lies in the head, sealed under the terminal's recording key and, as a ledger's keys are, wrapped for the centre's
 * recovery key. A frame is bound to its place, so that none can be taken out or moved. Must never write anything in
 * clear but that head.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Recorded, RecordingFile } from '../ports/recording.ts';
import { readSecret, writeSecret } from './secret-file.ts';

const FORMAT = 'tongxing-recording-1';
const [BYTES, NONCE, TAG, LENGTH] = [32, 12, 16, 4];

/** The file is no recording, was changed, or was made under another key. */
export class RecordingFileError extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'RecordingFileError';
    this.path = path;
  }
}

interface Head {
  readonly format: string;
  /** Base64. */
  readonly sealed_key: string;
  /** Base64; absent where the terminal knows no recovery key. */
  readonly wrapped_key?: string;
}

/** Bytes and back, in the plain form of JSON; given, because bytes have one form in the house. */
export interface Plain {
  readonly plain: (value: unknown) => unknown;
  readonly unplain: (value: unknown) => unknown;
}

export interface NewRecording {
  readonly path: string;
  /** File of the terminal's recording key; made when it is not there. */
  readonly keyPath: string;
  readonly wrap: ((key: Uint8Array) => Uint8Array) | null;
  readonly plain: Plain['plain'];
}

/** A new file; one of that name is never written over. Throws what the file system throws, and SecretFileError. */
export function writeRecording({ path, keyPath, wrap, plain }: NewRecording): RecordingFile {
  const key = randomBytes(BYTES);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'wx', 0o600);
  const head: Head = {
    format: FORMAT,
    sealed_key: seal(recordingKey(keyPath), Buffer.from(FORMAT), key).toString('base64'),
    ...(wrap === null ? {} : { wrapped_key: Buffer.from(wrap(key)).toString('base64') }),
  };
  writeFileSync(file, `${JSON.stringify(head)}\n`);
  let frame = 0;
  let open = true;
  return {
    append(entries) {
      if (!open || entries.length === 0) return;
      const text = entries.map((entry) => JSON.stringify(plain(entry))).join('\n');
      const body = seal(key, placeOf(frame), deflateRawSync(Buffer.from(text)));
      frame += 1;
      const length = Buffer.alloc(LENGTH);
      length.writeUInt32BE(body.length);
      // Whole, or an error: a disk that is nearly full takes a part of one write, and a frame after it could not be read.
      writeFileSync(file, Buffer.concat([length, body]));
    },
    close() {
      if (!open) return;
      open = false;
      fsyncSync(file);
      closeSync(file);
    },
  };
}

const NUMBERED = /^([0-9]{6})-.*\.rec$/;

/**
 * The file of the next life recorded into a folder: numbered, since a restart may come within a second and clocks go
 * back.
 */
export function nextRecording(folder: string, label: string): string {
  const last = existsSync(folder) ? Math.max(0, ...readdirSync(folder).map(numberOf)) : 0;
  return join(folder, `${String(last + 1).padStart(6, '0')}-${label}.rec`);
}

const numberOf = (name: string): number => Number(NUMBERED.exec(name)?.[1] ?? 0);

/** The recordings a path stands for: itself, or all lives in a folder, oldest first. Throws what the file system throws. */
export function recordingsAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.rec'));
  return names.toSorted().map((name) => join(path, name));
}

export type Opener = { readonly keyPath: string } | { readonly unwrap: (wrapped: Uint8Array) => Uint8Array | null };

/** Everything in it, up to a last frame that was not written whole. Throws RecordingFileError and SecretFileError. */
export function readRecording(path: string, opener: Opener, unplain: Plain['unplain']): readonly Recorded[] {
  const bytes = readFileSync(path);
  const end = bytes.indexOf('\n');
  const head = headOf(path, bytes.subarray(0, end));
  const key = keyOf(path, head, opener);
  const entries: Recorded[] = [];
  let at = end + 1;
  for (let frame = 0; at + LENGTH <= bytes.length; frame += 1) {
    const length = bytes.readUInt32BE(at);
    // Cut off in the middle of a write; after a power cut, the room for it may be there with nothing in it.
    if (at + LENGTH + length > bytes.length || bytes.subarray(at).every((byte) => byte === 0)) break;
    const body = opened(key, placeOf(frame), bytes.subarray(at + LENGTH, at + LENGTH + length));
    if (body === null) throw new RecordingFileError(path, `frame ${frame + 1} was changed`);
    for (const line of inflateRawSync(body).toString('utf8').split('\n'))
      entries.push(unplain(JSON.parse(line)) as Recorded);
    at += LENGTH + length;
  }
  return entries;
}

function headOf(path: string, line: Buffer): Head {
  try {
    const head = JSON.parse(line.toString('utf8')) as Head;
    if (head.format === FORMAT) return head;
  } catch {
    // Told below.
  }
  throw new RecordingFileError(path, 'is no recording');
}

function keyOf(path: string, head: Head, opener: Opener): Buffer {
  if (!('keyPath' in opener) && head.wrapped_key === undefined)
    throw new RecordingFileError(path, 'was wrapped for no centre');
  const key =
    'keyPath' in opener
      ? opened(readSecret(opener.keyPath), Buffer.from(FORMAT), Buffer.from(head.sealed_key, 'base64'))
      : opener.unwrap(Buffer.from(head.wrapped_key ?? '', 'base64'));
  if (key === null) throw new RecordingFileError(path, 'was made under another key');
  return Buffer.from(key);
}

function recordingKey(path: string): Buffer {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeSecret(path, randomBytes(BYTES));
  }
  return readSecret(path);
}

/** Bound to its place among the frames. */
function placeOf(frame: number): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(frame));
  return place;
}

function seal(key: Buffer, bound: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function opened(key: Buffer, bound: Buffer, sealed: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
    decipher.setAAD(bound);
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

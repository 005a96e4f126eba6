/**
 * What a centre publishes for its terminals, signed: packs from its folder and whatever is put in later, kept in its data
 * folder. Serves each terminal what it does not hold, from the day it is offered, and goes on where a fetch broke off. It
 * must never look into what it serves, but for the dates of a pack.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numberOf, signedText, type UpdateKind } from '../../agent/core/update.ts';
import { readInt } from '../../agent/wire/shape.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { UpdateKey } from './adapters/update-key.ts';

const { FetchUpdatesRequest, FetchUpdatesResponse } = tongxing.v1;

export interface Publication {
  readonly kind: UpdateKind;
  readonly name: string;
  readonly version: string;
  /** First day it applies; empty for at once. */
  readonly begndate: string;
  /** Offered on these days, both inclusive; empty is open. */
  readonly offered_from: string;
  readonly offered_until: string;
}

interface Shelved extends Publication {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly signature: Uint8Array;
}

const CHUNK_BYTES = 32_768;

/** Small chunks, so that a fetch can be cut in the middle. */
export interface UpdateShelfOptions {
  readonly folder: string | null;
  readonly key: UpdateKey;
  readonly chunkBytes?: number;
}

export class UpdateShelf {
  readonly #folder: string | null;
  readonly #key: UpdateKey;
  readonly #chunkBytes: number;
  readonly #shelved = new Map<string, Shelved>();
  #sequence = 0;
  /** Rises with everything published. */
  revision = 0;

  constructor({ folder, key, chunkBytes = CHUNK_BYTES }: UpdateShelfOptions) {
    this.#folder = folder;
    this.#key = key;
    this.#chunkBytes = chunkBytes;
  }

  /** What was published before this start, in its order. */
  load(): void {
    if (this.#folder === null || !existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)
      .filter((one) => one.endsWith('.json'))
      .sort()) {
      const entry = JSON.parse(readFileSync(join(this.#folder, name), 'utf8')) as Publication & {
        readonly data: string;
      };
      const { data, ...publication } = entry;
      this.offer(publication, Buffer.from(data, 'base64'));
      this.#sequence = Number(name.slice(0, -'.json'.length));
    }
  }

  get publicKey(): Uint8Array {
    return this.#key.spki;
  }

  /** Published for ever; the same name and version again replaces what is served. */
  publish(publication: Publication, bytes: Uint8Array): void {
    this.offer(publication, bytes);
    if (this.#folder === null) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, `${String(++this.#sequence).padStart(6, '0')}.json`);
    const data = Buffer.from(bytes).toString('base64');
    writeFileSync(`${path}.new`, JSON.stringify({ ...publication, data }));
    renameSync(`${path}.new`, path);
  }

  /** Published for this run only. */
  offer(publication: Publication, given: Uint8Array): void {
    const bytes = Buffer.from(given);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const signature = this.#key.sign(signedText({ ...publication, sha256 }));
    const key = `${publication.kind} ${publication.name} ${publication.version}`;
    this.#shelved.delete(key);
    this.#shelved.set(key, { ...publication, bytes, sha256, signature });
    this.revision += 1;
  }

  /** Everything of one kind that was published, oldest first. */
  published(kind: UpdateKind): readonly (Publication & { readonly bytes: Buffer })[] {
    return [...this.#shelved.values()].filter((one) => one.kind === kind);
  }

  /** Answers one FetchUpdates on a day, message by message. Throws when the bytes are no such request. */
  *serve(bytes: Uint8Array, day: string): Generator<Uint8Array> {
    const { held, partial } = FetchUpdatesRequest.decode(bytes);
    const hex = (digest: Uint8Array | null | undefined) => Buffer.from(digest ?? new Uint8Array(0)).toString('hex');
    const known = new Set((held ?? []).map((one) => `${one.kind} ${one.name} ${one.version} ${hex(one.sha256)}`));
    const begun = new Map(
      (partial ?? []).map(({ sha256, bytes_held }) => [hex(sha256), readInt(bytes_held, '', 'bytes_held')]),
    );
    for (const one of this.#shelved.values()) {
      const { kind, name, version, sha256, signature, begndate, bytes: whole } = one;
      if (known.has(`${numberOf(kind)} ${name} ${version} ${sha256}`)) continue;
      if (day < one.offered_from || (one.offered_until !== '' && day > one.offered_until)) continue;
      const from = begun.get(sha256) ?? 0;
      for (let offset = from < whole.length ? from : 0; offset < whole.length; offset += this.#chunkBytes) {
        const head = { kind: numberOf(kind), name, version, begndate, total_bytes: whole.length, signature };
        const chunk = whole.subarray(offset, offset + this.#chunkBytes);
        yield FetchUpdatesResponse.encode({ ...head, sha256: Buffer.from(sha256, 'hex'), offset, chunk }).finish();
      }
    }
  }
}

/** A pack's own words on what it is and when it is served: from when it is put in, to its end. */
export function packPublication(text: string): Publication {
  const { id, version, begndate, enddate } = JSON.parse(text) as Record<string, unknown>;
  const word = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    kind: 'pack',
    ...{ name: word(id), version: word(version), begndate: word(begndate) },
    ...{ offered_from: '', offered_until: word(enddate) },
  };
}

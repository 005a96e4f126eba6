/** FetchUpdates on the wire: what is asked for and one chunk of an answer. Pure mapping; judges nothing. */
import { tongxing } from '../../protocol/generated/tongxing.js';
import { numberOf, UPDATE_KINDS, type UpdateKind, type UpdateName } from '../core/update.ts';
import { decode, readInt } from './shape.ts';

const { FetchUpdatesRequest, FetchUpdatesResponse } = tongxing.v1;

export interface UpdateRequest {
  readonly header: {
    readonly dev_no: string;
    readonly fixmedins_code: string;
    readonly mdtrtarea_admvs: string;
    readonly agent_version: string;
    readonly inf_time: string;
  };
  readonly held: readonly UpdateName[];
  readonly partial: readonly { readonly sha256: string; readonly bytes: number }[];
}

export interface UpdateChunk {
  /** Null: of a kind this version does not know. */
  readonly kind: UpdateKind | null;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly begndate: string;
  readonly totalBytes: number;
  readonly signature: Uint8Array;
  readonly offset: number;
  readonly chunk: Uint8Array;
}

const NOTHING = new Uint8Array(0);
const hexOf = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? NOTHING).toString('hex');

export function encodeUpdateRequest({ header, held, partial }: UpdateRequest): Uint8Array {
  return FetchUpdatesRequest.encode({
    header: { ...header, infver: 'V1.0' },
    held: held.map(({ kind, name, version, sha256 }) => ({
      kind: numberOf(kind),
      name,
      version,
      sha256: Buffer.from(sha256, 'hex'),
    })),
    partial: partial.map(({ sha256, bytes }) => ({ sha256: Buffer.from(sha256, 'hex'), bytes_held: bytes })),
  }).finish();
}

/** Throws WireError when the bytes are no such message. */
export function decodeUpdateChunk(bytes: Uint8Array): UpdateChunk {
  const message = decode(FetchUpdatesResponse, 'FetchUpdatesResponse', bytes);
  return {
    kind: UPDATE_KINDS[Number(message.kind ?? 0) - 1] ?? null,
    name: message.name ?? '',
    version: message.version ?? '',
    sha256: hexOf(message.sha256),
    begndate: message.begndate ?? '',
    totalBytes: readInt(message.total_bytes, '', 'total_bytes'),
    signature: message.signature ?? NOTHING,
    offset: readInt(message.offset, '', 'offset'),
    chunk: message.chunk ?? NOTHING,
  };
}

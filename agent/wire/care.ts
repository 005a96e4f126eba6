/** CareService on the wire: checkpoints and certificates. Pure mapping; judges nothing. */
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { SignedCheckpoint } from '../core/checkpoint.ts';
import { pem } from './der.ts';
import { decode, readInt } from './shape.ts';

const v1 = tongxing.v1;

export type CareMethod = 'NoteHead' | 'RenewCertificate';

export interface CareHeader {
  readonly dev_no: string;
  readonly fixmedins_code: string;
  readonly mdtrtarea_admvs: string;
  readonly agent_version: string;
  readonly inf_time: string;
}

/** Checkpoint null: only ask. */
export function encodeNoteHead(header: CareHeader, checkpoint: SignedCheckpoint | null): Uint8Array {
  return v1.NoteHeadRequest.encode({
    header: { ...header, infver: 'V1.0' },
    ...(checkpoint === null ? {} : { checkpoint: messageOf(checkpoint) }),
  }).finish();
}

export interface HeadNoted {
  readonly ok: boolean;
  /** The centre's words when not. */
  readonly err_msg: string;
  readonly newest: SignedCheckpoint | null;
}

/** Throws WireError when the bytes are no such message. */
export function decodeNoteHead(bytes: Uint8Array): HeadNoted {
  const { result, newest } = decode(v1.NoteHeadResponse, 'NoteHeadResponse', bytes);
  return {
    ok: result?.code === v1.ResultCode.RESULT_CODE_OK,
    err_msg: result?.err_msg ?? '',
    newest: newest === null || newest === undefined ? null : checkpointOf(newest),
  };
}

export function encodeRenewal(header: CareHeader, certificate_request: Uint8Array): Uint8Array {
  return v1.RenewCertificateRequest.encode({ header: { ...header, infver: 'V1.0' }, certificate_request }).finish();
}

export interface Renewed {
  readonly ok: boolean;
  readonly err_msg: string;
  /** PEM, leaf first. */
  readonly certificate: string;
  /** SPKI DER; empty for none. */
  readonly recovery_key: Uint8Array;
}

/** Throws WireError when the bytes are no such message. */
export function decodeRenewal(bytes: Uint8Array): Renewed {
  const message = decode(v1.RenewCertificateResponse, 'RenewCertificateResponse', bytes);
  return {
    ok: message.result?.code === v1.ResultCode.RESULT_CODE_OK,
    err_msg: message.result?.err_msg ?? '',
    certificate: (message.certificate_chain ?? []).map((der) => pem('CERTIFICATE', der)).join(''),
    recovery_key: message.recovery_key ?? new Uint8Array(0),
  };
}

export function messageOf({ head, signature, ...counted }: SignedCheckpoint): tongxing.v1.Checkpoint.$Properties {
  return { ...counted, head_hash: Buffer.from(head, 'hex'), signature };
}

/** Throws WireError when a number is none. */
export function checkpointOf(message: tongxing.v1.Checkpoint.$Properties): SignedCheckpoint {
  const { epoch, entries, number, wall_ms, head_hash, signature } = message;
  return {
    epoch: readInt(epoch, 'checkpoint', 'epoch'),
    entries: readInt(entries, 'checkpoint', 'entries'),
    head: Buffer.from(head_hash ?? new Uint8Array(0)).toString('hex'),
    number: readInt(number, 'checkpoint', 'number'),
    wall_ms: readInt(wall_ms, 'checkpoint', 'wall_ms'),
    signature: signature ?? new Uint8Array(0),
  };
}

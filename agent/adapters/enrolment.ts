/**
 * Enrolment: makes the terminal's own P-256 key, has the centre sign it against a one-time code, and hands back the
 * identity. The key never leaves this machine; storing it (mode 0600) is the caller's matter, this must never write it.
 */
import { generateKeyPairSync } from 'node:crypto';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { pem } from '../wire/der.ts';
import { signingRequest } from '../wire/signing-request.ts';

const { EnrolRequest, EnrolResponse, ResultCode } = tongxing.v1;

export interface EnrolmentRequest {
  /** host:port of the centre's EnrolmentService. */
  readonly address: string;
  /** The centre's CA certificate, PEM: the only one believed. */
  readonly ca: Buffer;
  readonly serverName?: string;
  readonly enrolment_code: string;
  readonly fixmedins_code: string;
  readonly agent_version: string;
  readonly deadlineMs: number;
}

export interface Enrolled {
  /** PKCS#8 PEM of the terminal's private key. */
  readonly key: string;
  /** PEM of the certificate and its issuers, leaf first. */
  readonly certificate: string;
  readonly dev_no: string;
  /** 0 to 99. */
  readonly slot: number;
  readonly fixmedins_name: string;
  readonly mdtrtarea_admvs: string;
  readonly institution_kind: string;
  readonly institution_level: string;
  readonly dual_channel: boolean;
  /** New ids start above it; empty for none. */
  readonly last_msgid: string;
}

/** The centre said no (`code`: a ResultCode) or could not be asked (`code` 0: trying again is safe with the same code). */
export class EnrolmentError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'EnrolmentError';
    this.code = code;
  }
}

/** Throws EnrolmentError when no identity was given. */
export async function enrol(request: EnrolmentRequest): Promise<Enrolled> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { enrolment_code, fixmedins_code, agent_version } = request;
  const certificate_request = signingRequest(privateKey, request.fixmedins_code);
  const message = { enrolment_code, fixmedins_code, certificate_request, agent_version };
  const answer = EnrolResponse.decode(await ask(request, Buffer.from(EnrolRequest.encode(message).finish())));
  const code = answer.result?.code ?? ResultCode.RESULT_CODE_UNSPECIFIED;
  if (code !== ResultCode.RESULT_CODE_OK) throw new EnrolmentError(code, answer.result?.err_msg ?? '');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: (answer.certificate_chain ?? []).map((der) => pem('CERTIFICATE', der)).join(''),
    dev_no: answer.dev_no ?? '',
    slot: answer.slot ?? 0,
    fixmedins_name: answer.fixmedins_name ?? '',
    mdtrtarea_admvs: answer.mdtrtarea_admvs ?? '',
    institution_kind: answer.institution_kind ?? '',
    institution_level: answer.institution_level ?? '',
    dual_channel: answer.dual_channel ?? false,
    last_msgid: answer.last_msgid ?? '',
  };
}

function ask({ address, ca, serverName, deadlineMs }: EnrolmentRequest, message: Buffer): Promise<Buffer> {
  const client = new Client(address, credentials.createSsl(ca), {
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.use_local_subchannel_pool': 1,
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  });
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise<Buffer>((resolve, reject) => {
    const done = (error: ServiceError | null, bytes?: Buffer) => {
      client.close();
      if (bytes === undefined) reject(new EnrolmentError(0, error?.message ?? 'no answer'));
      else resolve(bytes);
    };
    const options = { deadline: Date.now() + deadlineMs };
    client.makeUnaryRequest('/tongxing.v1.EnrolmentService/Enrol', asIs, asIs, message, new Metadata(), options, done);
  });
}

/**
 * One Enrol call over TLS, bytes in and bytes out. Only the given CA is believed; it must never show a certificate or send
 * anything but the request, and makes one attempt: trying again is the caller's choice.
 */
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';

export interface EnrolmentCall {
  /** host:port of the centre's EnrolmentService. */
  readonly address: string;
  /** The centre's CA certificate, PEM. */
  readonly ca: Buffer;
  /** Name to expect in the centre's certificate where the address is not it. */
  readonly serverName?: string;
  readonly deadlineMs: number;
}

/** Rejects with gRPC's own error when there is no answer. */
export function callEnrolment(call: EnrolmentCall, request: Uint8Array): Promise<Uint8Array> {
  const { address, ca, serverName, deadlineMs } = call;
  const client = new Client(address, credentials.createSsl(ca), {
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.use_local_subchannel_pool': 1,
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  });
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise<Uint8Array>((resolve, reject) => {
    const done = (error: ServiceError | null, bytes?: Buffer) => {
      client.close();
      if (bytes === undefined) reject(error ?? new Error('no answer'));
      else resolve(bytes);
    };
    const options = { deadline: Date.now() + deadlineMs };
    const path = '/tongxing.v1.EnrolmentService/Enrol';
    client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), new Metadata(), options, done);
  });
}

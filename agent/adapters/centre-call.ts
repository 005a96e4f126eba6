/**
 * One call to the centre on a connection of its own, bytes in and bytes out, with or without the terminal's certificate.
 * Only the given CA is believed; it makes one attempt: trying again is the caller's choice.
 */
import { ChannelCredentials, Client, Metadata, type ServiceError } from '@grpc/grpc-js';
import { endableCredentials } from './endable-credentials.ts';

export interface CentreCall {
  /** host:port of the service. */
  readonly address: string;
  /** The centre's CA certificate, PEM. */
  readonly ca: Buffer;
  /** Name to expect in the centre's certificate where the address is not it. */
  readonly serverName?: string;
  /** PEM; left out where the service asks for no certificate. */
  readonly certificate?: Buffer;
  readonly key?: Buffer;
  readonly deadlineMs: number;
}

/** `method` as in "EnrolmentService/Enrol". Rejects with gRPC's own error when there is no answer. */
export function callCentre(call: CentreCall, method: string, request: Uint8Array): Promise<Uint8Array> {
  const { address, ca, certificate, key, serverName, deadlineMs } = call;
  const { credentials, end } = endableCredentials(ChannelCredentials.createSsl(ca, key ?? null, certificate ?? null));
  const client = new Client(address, credentials, {
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.use_local_subchannel_pool': 1,
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  });
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise<Uint8Array>((resolve, reject) => {
    const done = (error: ServiceError | null, bytes?: Buffer) => {
      client.close();
      end();
      if (bytes === undefined) reject(error ?? new Error('no answer'));
      else resolve(bytes);
    };
    const options = { deadline: Date.now() + deadlineMs };
    const path = `/tongxing.v1.${method}`;
    client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), new Metadata(), options, done);
  });
}

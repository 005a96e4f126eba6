/**
 * FetchUpdates over gRPC with mutual TLS, on a connection of its own that lives for one fetch: a long update shares no
 * flow-control window with a settlement. Bytes in, bytes out (agent/ports/updates.ts holds the promises).
 */
import { ChannelCredentials, Client, type ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type { Clock } from '../ports/clock.ts';
import type { UpdateSource } from '../ports/updates.ts';
import { endableCredentials } from './endable-credentials.ts';

export interface UpdateFetchOptions {
  /** host:port of the centre's TerminalService. */
  readonly address: string;
  /** PEM, as for the link. */
  readonly ca: Buffer;
  /** The one of the moment: it may have been renewed since the start. */
  readonly certificate: () => Buffer;
  readonly key: Buffer;
  readonly serverName?: string;
  readonly clock: Clock;
  /** Silence after which a fetch is given up; default 30,000. */
  readonly idleMs?: number;
}

const LARGEST_MESSAGE_BYTES = 16 << 20;
const METHOD = '/tongxing.v1.TerminalService/FetchUpdates';
const asIs = (bytes: Buffer): Buffer => bytes;

export function updateFetch(options: UpdateFetchOptions): UpdateSource {
  const { address, ca, key, certificate, serverName, clock, idleMs = 30_000 } = options;
  let underWay: ClientReadableStream<Buffer> | null = null;
  return {
    fetch(request, onMessage) {
      const { credentials, end } = endableCredentials(ChannelCredentials.createSsl(ca, key, certificate()));
      const client = new Client(address, credentials, {
        'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
        'grpc.enable_retries': 0,
        'grpc.enable_http_proxy': 0,
        'grpc.use_local_subchannel_pool': 1,
        ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
      });
      const stream = client.makeServerStreamRequest(METHOD, asIs, asIs, Buffer.from(request), new Metadata(), {});
      underWay = stream;
      let cancelTimer = () => {};
      let failure: unknown = null;
      const giveUp = (error: unknown) => {
        failure ??= error;
        stream.cancel();
      };
      const listen = () => {
        cancelTimer();
        cancelTimer = clock.after(idleMs, () => giveUp(new Error(`nothing came for ${idleMs} ms`)));
      };
      listen();
      return new Promise<void>((resolve, reject) => {
        stream.on('data', (bytes: Buffer) => {
          listen();
          if (failure !== null) return;
          try {
            onMessage(bytes);
          } catch (error) {
            giveUp(error);
          }
        });
        stream.on('error', (error) => reject(failure ?? error));
        stream.on('end', () => (failure === null ? resolve() : reject(failure)));
      }).finally(() => {
        cancelTimer();
        underWay = null;
        client.close();
        end();
      });
    },
    async close() {
      underWay?.cancel();
    },
  };
}

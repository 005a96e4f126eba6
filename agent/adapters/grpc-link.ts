/**
 * The link over gRPC with mutual TLS, bytes in and bytes out (agent/ports/link.ts holds the promises). It reconnects for
 * ever, never sends a request twice, and must never look into a message: what the bytes say is the wire's matter.
 *
 * What a gRPC status becomes (reasonOf): a deadline is 'timeout'; a centre that will not talk to us (certificate, unknown
 * method, unreadable request) is 'refused'; an answer that is too large or corrupt is 'unreadable'; everything else,
 * above all UNAVAILABLE, is 'reset', because the request may have arrived. 'unsent' is never taken from a status: it is
 * said only when there was no connection to send on, or the link was closed.
 *
 * Nothing of gRPC is touched before the first attempt to connect: a build may load it as late (agent/cli/build.mjs).
 */
import type { Socket } from 'node:net';
import {
  ChannelCredentials,
  Client,
  type ClientDuplexStream,
  connectivityState,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import type { NoReply } from '../core/centre.ts';
import type { Clock } from '../ports/clock.ts';
import type { Link, LinkEvent, LinkMethod } from '../ports/link.ts';
import { type EndableCredentials, endableCredentials } from './endable-credentials.ts';

export interface GrpcLinkOptions {
  /** host:port of the centre's TerminalService. */
  readonly address: string;
  /** The centre's CA, the terminal's certificate chain and its key, PEM. */
  readonly ca: Buffer;
  readonly certificate: Buffer;
  readonly key: Buffer;
  readonly clock: Clock;
  /** Name to expect in the centre's certificate where the address is not it. */
  readonly serverName?: string;
  /** First and longest wait between attempts to connect; default 500 and 10,000. */
  readonly backoffMs?: { readonly first: number; readonly longest: number };
  /** A connection that is silent this long is asked for a sign of life; default 20,000. */
  readonly keepAliveMs?: number;
  /** The first attempt to connect waits for this. Default: none. */
  readonly after?: Promise<unknown>;
}

// The receiving side's window: the default of 64 KiB costs a third of the drain (design notes, Speed).
const WINDOW_BYTES = 8 << 20;
const LARGEST_MESSAGE_BYTES = 16 << 20;
// A first packet that was dropped silently would otherwise hold up the next attempt for minutes.
const STUCK_MS = 30_000;
// Calls without an answer in time, one after the other, that end their stream.
const STREAM_MISSES = 2;
// How often a connection that is to be changed is looked at for calls still under way.
const CHANGE_OVER_MS = 200;

const asIs = (bytes: Buffer): Buffer => bytes;
const path = (method: LinkMethod): string => `/tongxing.v1.TerminalService/${method}`;

/** One call that has had neither reply nor no_reply. */
interface Open {
  readonly call: number;
  readonly method: LinkMethod;
  readonly cancelTimer: () => void;
  readonly abort: () => void;
}

/** The Exchange stream and the calls it owes answers to, oldest first; null is one that gave up waiting. */
interface Exchange {
  readonly stream: ClientDuplexStream<Buffer, Buffer>;
  readonly waiting: (number | null)[];
  /** Calls that gave up waiting since one was answered. */
  missed: number;
}

export class GrpcLink implements Link {
  #options: GrpcLinkOptions;
  readonly #open = new Map<number, Open>();
  readonly #sockets = new Set<Socket>();
  #listener: (event: LinkEvent) => void = () => {};
  #client: Client | null = null;
  #exchange: Exchange | null = null;
  #up = false;
  #closed = false;
  #failure = 'no connection yet';
  #cancelStuck: () => void = () => {};
  /** Of the client that is there now; those before it have ended. */
  #line: Pick<EndableCredentials, 'end'> = { end: () => {} };

  constructor(options: GrpcLinkOptions) {
    this.#options = options;
  }

  start(listener: (event: LinkEvent) => void): void {
    this.#listener = listener;
    listener({ kind: 'down', detail: this.#failure });
    const { after } = this.#options;
    if (after === undefined) this.#connect();
    else void after.then(() => this.#closed || this.#connect());
  }

  call(call: number, method: LinkMethod, bytes: Uint8Array, deadlineMs: number): void {
    const client = this.#client;
    if (client === null || !this.#ready(method)) {
      queueMicrotask(() => this.#listener({ kind: 'no_reply', call, reason: 'unsent', detail: this.#failure }));
      return;
    }
    const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const abort = method === 'Exchange' ? this.#push(client, call, message) : this.#ask(client, call, method, message);
    const cancelTimer = this.#options.clock.after(deadlineMs, () =>
      this.#end(call, 'timeout', `after ${deadlineMs} ms`),
    );
    this.#open.set(call, { call, method, cancelTimer, abort });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#failure = 'link closed';
    this.#cancelStuck();
    for (const call of [...this.#open.keys()]) this.#end(call, 'reset', 'link closed');
    this.#exchange?.stream.cancel();
    const client = this.#client;
    // First forgotten, then closed: a channel that is asked for its state while it closes connects again.
    this.#client = null;
    client?.close();
    this.#line.end();
    await Promise.all([...this.#sockets].map((socket) => new Promise((closed) => socket.once('close', closed))));
  }

  /** From now on under another certificate: on a new connection, as soon as nothing is on its way over the old one. */
  renew(certificate: Buffer): void {
    this.#options = { ...this.#options, certificate };
    this.#changeOver();
  }

  #changeOver(): void {
    const client = this.#client;
    if (this.#closed || client === null) return;
    if (this.#open.size > 0) {
      this.#options.clock.after(CHANGE_OVER_MS, () => this.#changeOver());
      return;
    }
    this.#connect();
    this.#exchange?.stream.cancel();
    this.#exchange = null;
    client.close();
  }

  #ready(method: LinkMethod): boolean {
    if (method === 'Exchange' && this.#exchange !== null) return true;
    return this.#client?.getChannel().getConnectivityState(false) === connectivityState.READY;
  }

  #ask(client: Client, call: number, method: LinkMethod, message: Buffer): () => void {
    const request = client.makeUnaryRequest(path(method), asIs, asIs, message, new Metadata(), {}, (error, bytes) => {
      if (error !== null) this.#end(call, reasonOf(error), describe(error));
      else if (bytes === undefined) this.#end(call, 'unreadable', 'no message');
      else this.#reply(call, bytes);
    });
    return () => request.cancel();
  }

  #push(client: Client, call: number, message: Buffer): () => void {
    const exchange = this.#exchange ?? this.#openExchange(client);
    exchange.waiting.push(call);
    exchange.stream.write(message);
    // Its answer will still come and has to be counted, so the place in the line stays.
    return () => {
      const at = exchange.waiting.indexOf(call);
      if (at < 0) return;
      exchange.waiting[at] = null;
      exchange.missed += 1;
    };
  }

  #giveUp(exchange: Exchange, detail: string): void {
    if (this.#exchange === exchange) this.#exchange = null;
    for (const call of exchange.waiting.splice(0)) if (call !== null) this.#end(call, 'reset', detail);
    exchange.stream.cancel();
  }

  #openExchange(client: Client): Exchange {
    const stream = client.makeBidiStreamRequest(path('Exchange'), asIs, asIs, new Metadata(), {});
    const exchange: Exchange = { stream, waiting: [], missed: 0 };
    this.#exchange = exchange;
    stream.on('data', (bytes: Buffer) => {
      const call = exchange.waiting.shift() ?? null;
      if (call === null) return;
      exchange.missed = 0;
      this.#reply(call, bytes);
    });
    stream.on('error', (error: ServiceError) => this.#giveUp(exchange, describe(error)));
    stream.on('end', () => {
      stream.end();
      this.#giveUp(exchange, 'the centre ended the stream');
    });
    return exchange;
  }

  #reply(call: number, bytes: Uint8Array): void {
    const open = this.#take(call);
    if (open !== undefined) this.#listener({ kind: 'reply', call, method: open.method, bytes });
  }

  #end(call: number, reason: NoReply, detail: string): void {
    const open = this.#take(call);
    if (open === undefined) return;
    open.abort();
    this.#listener({ kind: 'no_reply', call, reason, detail });
    const exchange = this.#exchange;
    if (exchange !== null && exchange.missed >= STREAM_MISSES) this.#giveUp(exchange, 'the stream fell behind');
  }

  #take(call: number): Open | undefined {
    const open = this.#open.get(call);
    this.#open.delete(call);
    open?.cancelTimer();
    return open;
  }

  #connect(): void {
    const { address, serverName, backoffMs, keepAliveMs = 20_000, clock } = this.#options;
    this.#line.end();
    const line = this.#credentials();
    this.#line = line;
    const client = new Client(address, line.credentials, {
      'grpc-node.flow_control_window': WINDOW_BYTES,
      'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
      'grpc.max_send_message_length': LARGEST_MESSAGE_BYTES,
      'grpc.initial_reconnect_backoff_ms': backoffMs?.first ?? 500,
      'grpc.max_reconnect_backoff_ms': backoffMs?.longest ?? 10_000,
      'grpc.keepalive_time_ms': keepAliveMs,
      'grpc.keepalive_timeout_ms': Math.min(keepAliveMs, 5_000),
      'grpc.keepalive_permit_without_calls': 1,
      'grpc.client_idle_timeout_ms': 0x7fffffff,
      'grpc.enable_retries': 0,
      'grpc.service_config_disable_resolution': 1,
      // The way to the centre is configured, never taken from the environment.
      'grpc.enable_http_proxy': 0,
      'grpc.use_local_subchannel_pool': 1,
      ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
    });
    this.#client = client;
    this.#watch(client);
    // One wait at a time: what was noted of the line just now has begun another.
    this.#cancelStuck();
    this.#cancelStuck = clock.after(STUCK_MS, () => this.#unstick(client));
  }

  #watch(client: Client): void {
    if (this.#client !== client) return;
    const channel = client.getChannel();
    const state = channel.getConnectivityState(true);
    this.#note(state === connectivityState.READY, client);
    channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, () => this.#watch(client));
  }

  #note(up: boolean, client: Client): void {
    if (up === this.#up) return;
    this.#up = up;
    this.#cancelStuck();
    if (up) {
      this.#failure = 'connection lost';
      this.#listener({ kind: 'up' });
      return;
    }
    this.#cancelStuck = this.#options.clock.after(STUCK_MS, () => this.#unstick(client));
    this.#listener({ kind: 'down', detail: this.#failure });
  }

  #unstick(client: Client): void {
    if (this.#closed || this.#up) return;
    this.#connect();
    client.close();
  }

  #credentials(): EndableCredentials {
    const { ca, key, certificate } = this.#options;
    return endableCredentials(ChannelCredentials.createSsl(ca, key, certificate), {
      opened: (socket) => {
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
      },
      failed: (error) => {
        this.#failure = describe(error);
      },
    });
  }
}

function reasonOf(error: ServiceError): NoReply {
  switch (error.code) {
    case status.DEADLINE_EXCEEDED:
      return 'timeout';
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
    case status.UNIMPLEMENTED:
    case status.INVALID_ARGUMENT:
      return 'refused';
    case status.RESOURCE_EXHAUSTED:
    case status.DATA_LOSS:
      return 'unreadable';
    default:
      return 'reset';
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The centre on real sockets: gRPC over TLS on 127.0.0.1, TerminalService for clients with a certificate of the centre's
 * authority, EnrolmentService for everybody with a code. Bytes in, bytes out; it must never look into a message. Who a
 * terminal is, it takes from the certificate's CN alone.
 */
import type { ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { LinkMethod } from '../../agent/ports/link.ts';
import type { CareMethod } from '../../agent/wire/care.ts';
import type { Identity } from './adapters/authority.ts';
import { peerCertificate } from './adapters/peer.ts';
import { answerLine } from './line.ts';

/** Answers with bytes, or with null for "the answer was lost on the way": the client sees a broken call. */
export type Answering = (bytes: Uint8Array | null) => void;

/** What stands behind the sockets. `dev_no` is proven. Answers once, now or later. */
export type Backend = (dev_no: string, method: LinkMethod, bytes: Uint8Array, answer: Answering) => void;

/** CareService; `peer` is proven. Throws when the bytes are no such message. */
export interface CareServer {
  handle(
    peer: { readonly dev_no: string; readonly spki: Uint8Array },
    method: CareMethod,
    bytes: Uint8Array,
  ): Uint8Array;
}

/** The messages that answer one FetchUpdates, one after the other; null refuses. */
export type UpdateServer = (dev_no: string, bytes: Uint8Array) => Iterable<Uint8Array> | null;

export type Enroller = (bytes: Uint8Array) => Promise<Uint8Array>;

const CARE: readonly CareMethod[] = ['NoteHead', 'RenewCertificate'];

const UNARY: readonly LinkMethod[] = [
  'Hello',
  'SignIn',
  'SignOut',
  'QueryPerson',
  'Settle',
  'VisitStep',
  'PresettleVisit',
  'Reverse',
  'Inquire',
  'FetchTransactions',
  'ReconcileTotals',
  'ReconcileDetails',
];

// What the receiving side lets arrive before it has read: the default of 64 KiB costs a third of the drain.
const WINDOW_BYTES = 8 << 20;
const LARGEST_MESSAGE_BYTES = 16 << 20;
const LOST = { code: status.UNAVAILABLE, details: 'the answer was lost' };

const asIs = (bytes: Buffer): Buffer => bytes;
const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export class CentreServer {
  readonly port: number;
  readonly #server: Server;
  readonly #mutual: boolean;
  readonly #sessions = new Set<ServerHttp2Session>();
  #refusals = 0;

  private constructor(port: number, server: Server, mutual: boolean) {
    this.port = port;
    this.#server = server;
    this.#mutual = mutual;
    for (const listening of listeners(server)) {
      listening.on('session', (session) => this.#open(session));
      listening.on('tlsClientError', () => {
        this.#refusals++;
      });
    }
  }

  #open(session: ServerHttp2Session): void {
    if (this.#mutual && !believe(session.socket as TLSSocket)) {
      this.#refusals++;
      session.destroy();
      return;
    }
    // The stream's window is in the credentials' settings; this is the connection's.
    session.setLocalWindowSize(WINDOW_BYTES);
    this.#sessions.add(session);
    session.once('close', () => this.#sessions.delete(session));
  }

  /** TerminalService on 127.0.0.1:port (0 for any free one). */
  static terminals(
    port: number,
    ca: string,
    identity: Identity,
    backend: Backend,
    updates: UpdateServer = () => [],
    care: { readonly desk: CareServer; readonly wallMs: () => number } | null = null,
  ): Promise<CentreServer> {
    const handlers: UntypedServiceImplementation = { Exchange: exchange(backend), FetchUpdates: streamed(updates) };
    const wallMs = care?.wallMs ?? (() => 0);
    for (const method of UNARY) handlers[method] = unary(method, backend, wallMs);
    const services: [ServiceDefinition, UntypedServiceImplementation][] = [
      [definition('TerminalService', [...UNARY, 'Exchange', 'FetchUpdates']), handlers],
    ];
    if (care !== null) {
      const caring = Object.fromEntries(CARE.map((method) => [method, cared(method, care.desk)]));
      services.push([definition('CareService', CARE), caring]);
    }
    return CentreServer.#listen(port, new WideCredentials(identity, ca), services, true);
  }

  /** EnrolmentService on 127.0.0.1:port, without client certificates. */
  static enrolment(port: number, identity: Identity, enrol: Enroller): Promise<CentreServer> {
    const handle: handleUnaryCall<Buffer, Buffer> = (call, callback) => {
      enrol(call.request).then(
        (bytes) => callback(null, buffer(bytes)),
        (error: unknown) => callback({ code: status.INTERNAL, details: String(error) }),
      );
    };
    const service = definition('EnrolmentService', ['Enrol']);
    return CentreServer.#listen(port, new WideCredentials(identity, null), [[service, { Enrol: handle }]], false);
  }

  static async #listen(
    port: number,
    credentials: ServerCredentials,
    services: readonly (readonly [ServiceDefinition, UntypedServiceImplementation])[],
    mutual: boolean,
  ): Promise<CentreServer> {
    const server = new Server({
      'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
      'grpc.max_send_message_length': LARGEST_MESSAGE_BYTES,
    });
    for (const [service, handlers] of services) server.addService(service, handlers);
    const bound = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${port}`, credentials, (error, at) => (error ? reject(error) : resolve(at)));
    });
    return new CentreServer(bound, server, mutual);
  }

  /** Connections there are now. */
  get connections(): number {
    return this.#sessions.size;
  }

  /** Handshakes that failed since the start. */
  get refusals(): number {
    return this.#refusals;
  }

  /** What each connection may receive and may send before anything is read, bytes. */
  windows(): readonly { received: number | undefined; sent: number | undefined }[] {
    return [...this.#sessions].map(({ state }) => ({
      received: state.effectiveLocalWindowSize,
      sent: state.remoteWindowSize,
    }));
  }

  /** Breaks every connection at once; new ones are taken. */
  drop(): void {
    for (const session of this.#sessions) session.destroy();
  }

  /** Ends every call and closes. */
  async close(): Promise<void> {
    this.#server.forceShutdown();
    this.drop();
  }
}

function unary(method: LinkMethod, backend: Backend, wallMs: () => number): handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    const dev_no = terminalOf(call);
    if (dev_no === null) return callback({ code: status.UNAUTHENTICATED, details: 'no terminal certificate' });
    // Whose certificate ended may drain what it has; no new person is told to it.
    if (method === 'QueryPerson' && (certificateOf(call)?.validUntilMs ?? Number.POSITIVE_INFINITY) < wallMs())
      return callback({ code: status.PERMISSION_DENIED, details: 'the certificate expired' });
    backend(dev_no, method, call.request, (bytes) => (bytes === null ? callback(LOST) : callback(null, buffer(bytes))));
  };
}

function cared(method: CareMethod, desk: CareServer): handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    const [dev_no, certificate] = [terminalOf(call), certificateOf(call)];
    if (dev_no === null || certificate === null)
      return callback({ code: status.UNAUTHENTICATED, details: 'no terminal certificate' });
    try {
      callback(null, buffer(desk.handle({ dev_no, spki: certificate.spki }, method, call.request)));
    } catch (error) {
      callback({ code: status.INVALID_ARGUMENT, details: String(error) });
    }
  };
}

/** Answers go out in the order of the frames, whatever the order they come in. */
function exchange(backend: Backend): handleBidiStreamingCall<Buffer, Buffer> {
  return (call) => {
    const dev_no = terminalOf(call);
    if (dev_no === null) {
      call.emit('error', { code: status.UNAUTHENTICATED, details: 'no terminal certificate' });
      return;
    }
    const place = answerLine((bytes) => {
      if (call.cancelled) return;
      if (bytes === null) call.emit('error', LOST);
      else call.write(buffer(bytes));
    });
    call.on('data', (frame: Buffer) => backend(dev_no, 'Exchange', frame, place()));
    call.on('end', () => call.end());
    call.on('error', () => {});
  };
}

/** As fast as the terminal reads. */
function streamed(updates: UpdateServer): handleServerStreamingCall<Buffer, Buffer> {
  return (call) => {
    const refuse = (code: status, details: string) => void call.emit('error', { code, details });
    const dev_no = terminalOf(call);
    if (dev_no === null) return refuse(status.UNAUTHENTICATED, 'no terminal certificate');
    call.on('error', () => {});
    try {
      const messages = updates(dev_no, call.request)?.[Symbol.iterator]();
      if (messages === undefined) return refuse(status.PERMISSION_DENIED, 'terminal refused');
      const pump = () => {
        for (let next = messages.next(); ; next = messages.next()) {
          if (call.cancelled) return;
          if (next.done === true) return void call.end();
          if (!call.write(buffer(next.value))) return void call.once('drain', pump);
        }
      };
      pump();
    } catch (error) {
      refuse(status.INVALID_ARGUMENT, String(error));
    }
  };
}

interface Authenticated {
  getAuthContext(): { sslPeerCertificate?: { subject: { CN?: string | string[] }; raw?: Buffer } };
}

function certificateOf(call: Authenticated): ReturnType<typeof peerCertificate> | null {
  const { raw } = call.getAuthContext().sslPeerCertificate ?? {};
  return raw === undefined ? null : peerCertificate(raw);
}

/** Signed by the authority. One that has merely ended too: what it may still ask is looked at with each call. */
function believe(socket: TLSSocket): boolean {
  // grpc-js tells a call's certificate only from a socket that is authorised.
  if (String(socket.authorizationError) === 'CERT_HAS_EXPIRED') socket.authorized = true;
  return socket.authorized;
}

function terminalOf(call: Authenticated): string | null {
  const name = call.getAuthContext().sslPeerCertificate?.subject?.CN;
  return typeof name === 'string' ? name : null;
}

function definition(service: string, methods: readonly string[]): ServiceDefinition {
  const method = (name: string): [string, MethodDefinition<Buffer, Buffer>] => [
    name,
    {
      path: `/tongxing.v1.${service}/${name}`,
      requestStream: name === 'Exchange',
      responseStream: name === 'Exchange' || name === 'FetchUpdates',
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  ];
  return Object.fromEntries(methods.map(method));
}

interface Listening {
  on(event: 'session', listener: (session: ServerHttp2Session) => void): void;
  on(event: 'tlsClientError', listener: () => void): void;
}

// grpc-js's server has no option for the connection's window and no list of its connections; a test of the window
// would notice a version that keeps them elsewhere.
function listeners(server: Server): Iterable<Listening> {
  const known: unknown = Reflect.get(server, 'http2Servers');
  return known instanceof Map ? (known.keys() as Iterable<Listening>) : [];
}

/** TLS 1.2 or newer with a raised stream window; with a `ca`, only for clients it has signed. */
class WideCredentials extends ServerCredentials {
  constructor({ key, certificate }: Identity, ca: string | null) {
    // Node can only refuse all that is not in order; what has merely ended is told apart at the session.
    const mutual = ca === null ? {} : { requestCert: true, rejectUnauthorized: false };
    super(
      { ...mutual, minVersion: 'TLSv1.2', settings: { initialWindowSize: WINDOW_BYTES } },
      { key, cert: certificate, ...(ca === null ? {} : { ca }) },
    );
  }

  override _equals(other: ServerCredentials): boolean {
    return other === this;
  }
}

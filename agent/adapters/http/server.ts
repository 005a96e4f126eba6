/**
 * HTTP on 127.0.0.1 alone: token, Host and Origin checks, bounded bodies and waits. What the routes mean is the service's
 * matter (agent/ports/http.ts); this must never look into an answer, and never let a request in by another door.
 */
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { parseWhole, RepeatedField } from '../../core/whole-text.ts';
import type { Clients } from '../../ports/clients.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpAnswer, HttpRoute, HttpService } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import { type Caller, identify, PREFLIGHT, readableBy } from './caller.ts';
import type { ConsoleFiles, ServedFile } from './console-files.ts';
import { createEventStreams, type EventStreams, MAX_LISTENERS } from './events.ts';
import { foreignOrigin, guardSource, hostsOf, type Refusal } from './guard.ts';
import { createPace, type Pace } from './pace.ts';
import { createPage } from './page.ts';
import type { PagePass } from './page-pass.ts';
import { watchUnderWay } from './under-way.ts';

export interface HttpServerOptions {
  readonly clock: Clock;
  readonly token: string;
  readonly pass: PagePass;
  readonly clients: Clients;
  /** Origins of other pages that may ask to be paired, and call once they are; default: none. */
  readonly allowedOrigins?: (() => readonly string[]) | undefined;
  readonly console: ConsoleFiles;
  /** 0 takes any free port. */
  readonly port: number;
  readonly log?: Log | undefined;
  /** Ports above it that may be taken instead when something else has it; default: none. */
  readonly sparePorts?: number | undefined;
  /** Requests of one kind of caller in ten seconds; default 5,000. */
  readonly mostRequests?: number | undefined;
  /** How long a request may take to arrive, ms; default 10,000. */
  readonly requestTimeoutMs?: number | undefined;
}

export interface HttpServer {
  readonly port: number;
  /** Takes no more, ends the event streams, lets answers under way leave for a moment, and resolves when all is closed. */
  close(): Promise<void>;
}

/** The port can not be listened on. `holder` says who has it; null where it is not taken but refused. */
export class PortError extends Error {
  readonly port: number;
  readonly reason: string;
  readonly holder: 'tongxing' | 'other' | null;
  constructor(port: number, reason: string, holder: 'tongxing' | 'other' | null, cause: unknown) {
    super(`port ${port}: ${reason}`, { cause });
    this.name = 'PortError';
    this.port = port;
    this.reason = reason;
    this.holder = holder;
  }
}

const HOST = '127.0.0.1';
const BODY_BYTES = 1024 * 1024;
/** Of a body that is too large, what is still taken from the line. */
const HEARD_BYTES = 64 * BODY_BYTES;
const REQUEST_TIMEOUT_MS = 10_000;
const CONNECTIONS = 256;
const FAREWELL_MS = 2_000;
const PACE = { most: 5_000, windowMs: 10_000 };
/** Wrong tokens, cookies and links, of all callers together: who holds the right one is let in all the same. */
const GUESSES = { most: 20, windowMs: 60_000 };
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Throws PortError. */
export async function startHttpServer(service: HttpService, options: HttpServerOptions): Promise<HttpServer> {
  const requestTimeout = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const refusalOf = (error: unknown) => refusalFor(error, service, options.log);
  const server = Fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout,
    http: { connectionsCheckingInterval: Math.min(5_000, requestTimeout), headersTimeout: requestTimeout },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    frameworkErrors: (error, _request, reply) => void send(reply, refusalOf(error)),
    clientErrorHandler: (error, socket) => {
      if (!underWay.endsWithAnswer(socket)) onClientError(service, error, socket);
    },
  });
  const underWay = watchUnderWay(server.server);
  server.server.maxConnections = CONNECTIONS;
  const streams = createEventStreams(service.subscribe, options.clock);
  const own = { port: 0, hosts: hostsOf(0) };
  const pace = createPace(options.clock, { ...PACE, most: options.mostRequests ?? PACE.most });
  const guesses = createPace(options.clock, GUESSES);

  const callers = new WeakMap<FastifyRequest, Caller>();

  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const { headers, url } = request;
    const origins = options.allowedOrigins?.() ?? [];
    const source = guardSource(headers, { hosts: own.hosts, origins }, isDocument(url));
    const origin = source === null ? foreignOrigin(headers) : null;
    if (origin !== null) reply.headers(readableBy(origin));
    if (origin !== null && isPreflight(request)) return reply.status(204).headers(PREFLIGHT).send();
    const caller = source ?? (GUARDED.test(url) ? identify(headers, options) : null);
    const refusal = typeof caller === 'string' && caller !== 'owner' ? caller : null;
    const name = typeof caller === 'object' && caller !== null ? caller.client : callerOf(request);
    const wait = refusal === 'unauthorised' ? guesses.take('guess') : pace.take(name);
    if (wait !== null)
      return send(reply.header('retry-after', Math.ceil(wait / 1_000)), tooMany(service, refusal, wait));
    if (refusal !== null) return send(reply, service.refuse(refusal, { port: own.port }));
    if (typeof caller === 'object' && caller !== null) callers.set(request, caller);
  });
  readBodies(server, service);
  addRoutes(server, service, { own, callers });
  addPages(server, service, options, guesses);
  addStreams(server, service, streams);
  server.setErrorHandler((error, request, reply) => {
    if (isTooLarge(error)) hearOut(request, reply);
    return send(reply, refusalOf(error));
  });

  own.port = await listen(server, options.port, options.sparePorts ?? 0);
  own.hosts = hostsOf(own.port);
  return { port: own.port, close: () => close(server, streams, options.clock) };
}

function isTooLarge(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 'FST_ERR_CTP_BODY_TOO_LARGE';
}

/**
 * Whoever is still sending when the connection ends hears a broken pipe instead of the reason. A body whose length was told
 * and can be borne is dropped as it comes, in the time a request has to arrive; any other is cut.
 */
function hearOut({ raw, headers }: FastifyRequest, reply: FastifyReply): void {
  if (!(Number(headers['content-length']) <= HEARD_BYTES)) return;
  reply.removeHeader('connection');
  raw.resume();
}

/** No route has a schema: the service checks what it is asked. Fastify's own compilers are a good part of a start. */
function noSchemas(): never {
  throw new Error('a route of this server has a schema');
}

function tooMany(service: HttpService, refusal: Refusal | null, wait: number): HttpAnswer {
  return service.refuse(refusal === null ? 'too_many_requests' : 'too_many_guesses', { wait });
}

/** Kinds of callers, not addresses: everybody here is on this machine. */
function callerOf({ headers, url }: FastifyRequest): string {
  if (headers.authorization !== undefined) return 'token';
  if (headers.cookie !== undefined) return 'page';
  return url.startsWith('/v1/') ? 'nobody' : 'open';
}

interface Calls {
  readonly own: { readonly port: number };
  readonly callers: WeakMap<FastifyRequest, Caller>;
}

function addRoutes(server: FastifyInstance, service: HttpService, { own, callers }: Calls): void {
  for (const { method, path, handle, grant, refused } of service.routes)
    server.route({
      method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      config: { refused },
      handler: async (request, reply) => {
        const { params, query, body, headers } = request;
        const lacking = lacks(callers.get(request), grant);
        if (lacking !== null) return send(reply, service.refuse('grant_missing', { grant: lacking }));
        const key = headers['idempotency-key'];
        const answer = await handle({
          params: params as Readonly<Record<string, string>>,
          query: { ...(query as object) },
          body,
          key: typeof key === 'string' ? key : undefined,
          port: own.port,
          origin: foreignOrigin(headers) ?? '',
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        });
        return send(reply, answer);
      },
    });
  server.setNotFoundHandler(({ method, url }, reply) => {
    const [path = ''] = url.split('?');
    const there = service.routes.filter((route) => leadsTo(route, path));
    if (there.length === 0) return send(reply, service.refuse('route_unknown', { method, path: path.slice(0, 100) }));
    const allowed = there.map((route) => route.method).join(', ');
    const answer = service.refuse('method_refused', { method, allowed });
    return send(reply.header('allow', allowed), there[0]?.refused?.(answer) ?? answer);
  });
}

function leadsTo({ path }: Pick<HttpRoute, 'path'>, asked: string): boolean {
  const [parts, given] = [path.split('/'), asked.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  );
}

/** What a paired client lacks; what no grant opens is the owner's alone. */
function lacks(caller: Caller | undefined, grant: HttpRoute['grant']): string | null {
  if (caller === undefined || caller === 'owner' || grant === 'any') return null;
  if (grant === undefined) return 'owner';
  return caller.grants.includes(grant) ? null : grant;
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** What asks for the token or the page's cookie. */
const GUARDED = /^\/(v1|demo)\//;

/** What a link elsewhere may open. */
function isDocument(url: string): boolean {
  return url === '/' || url === '/display' || url.startsWith('/open/') || url.startsWith('/errors');
}

/** The counter page for whoever was let in; for everybody else the status page, which holds nothing about persons. */
function addPages(
  server: FastifyInstance,
  service: HttpService,
  { pass, console }: HttpServerOptions,
  guesses: Pace,
): void {
  const status = createPage(service.pageFile);
  const give = (reply: FastifyReply, { body, headers }: ServedFile) => reply.headers(headers).send(body);
  const document = ({ headers }: FastifyRequest, reply: FastifyReply) => {
    if (console.document !== null && pass.admits(headers.cookie)) return give(reply, console.document);
    const page = status();
    return reply.headers(page.headers).send(page.html);
  };
  server.get('/', document);
  server.get('/display', document);
  // Browsers ask for it on every page that names none.
  server.get('/favicon.ico', (_request, reply) => reply.status(204).header('cache-control', 'max-age=86400').send());
  server.get('/assets/:name', ({ params, url }, reply) => {
    const file = console.asset((params as { name: string }).name);
    return file === null
      ? send(reply, service.refuse('route_unknown', { method: 'GET', path: url }))
      : give(reply, file);
  });
  server.get('/open/:code', ({ params }, reply) => {
    const cookie = pass.redeem((params as { code: string }).code);
    if (cookie === null) {
      const wait = guesses.take('guess');
      return send(reply, wait === null ? service.refuse('page_link_spent') : tooMany(service, 'unauthorised', wait));
    }
    // A page of our own goes on to the counter: the browser would not send a strict cookie along a redirect from elsewhere.
    return reply
      .headers({ 'set-cookie': cookie, 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'no-referrer' })
      .send('<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>通行 Tongxing</title>');
  });
}

function addStreams(server: FastifyInstance, service: HttpService, streams: EventStreams): void {
  const open = ({ headers }: FastifyRequest, reply: FastifyReply): unknown => {
    const given = headers['last-event-id'];
    const lastId = typeof given === 'string' && given.length > 0 ? given.slice(0, 64) : null;
    const origin = foreignOrigin(headers);
    if (streams.open(reply.raw, lastId, origin === null ? {} : readableBy(origin))) return reply.hijack();
    return send(reply, service.refuse('too_many_listeners', { limit: MAX_LISTENERS }));
  };
  server.get('/v1/events', open);
  server.get('/page/events', open);
}

/**
 * Bodies are JSON or nothing; an empty one counts as nothing. What is no text is refused here: kept, it could not be
 * read again.
 */
function readBodies(server: FastifyInstance, service: HttpService): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      const text = UTF8.decode(bytes as Buffer);
      done(null, text === '' ? undefined : parseWhole(text));
    } catch (error) {
      if (error instanceof RepeatedField)
        return done(new Refused(service.refuse('field_repeated', { field: error.field })));
      done(new Refused(service.refuse(error instanceof TypeError ? 'not_utf8' : 'not_json')));
    }
  });
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A refusal on its way through the HTTP library. */
class Refused extends Error {
  readonly answer: HttpAnswer;
  constructor(answer: HttpAnswer) {
    super('refused');
    this.answer = answer;
  }
}

/** What the HTTP library throws, by its codes; whatever is left is a defect, which is logged and not shown. */
function refusalFor(error: unknown, service: HttpService, log: Log | undefined): HttpAnswer {
  if (error instanceof Refused) return error.answer;
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  if (isTooLarge(error)) return service.refuse('body_too_large', { limit: BODY_BYTES });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return service.refuse('media_type_refused');
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return service.refuse('request_unreadable');
  log?.error('http', { error });
  return service.refuse('internal');
}

function send(reply: FastifyReply, answer: HttpAnswer): FastifyReply {
  const { refused } = (reply.request.routeOptions?.config ?? {}) as Pick<HttpRoute, 'refused'>;
  const { status, body, problem, contentType } = answer.problem && refused ? refused(answer) : answer;
  if (contentType !== undefined)
    reply.headers({
      'content-type': contentType,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (!problem) return reply.status(status).send(body);
  // As text, because the serialiser knows only application/json.
  return reply.status(status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(body));
}

/** Below HTTP: a request that never became one. */
function onClientError(service: HttpService, error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const { status, body } = service.refuse(late ? 'request_timeout' : 'request_unreadable');
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/** The port, or the next free one above it where `spare` of them may be taken. */
async function listen(server: FastifyInstance, port: number, spare: number): Promise<number> {
  try {
    await server.listen({ host: HOST, port });
  } catch (error) {
    const reason = (error as { readonly code?: string }).code ?? 'failed';
    if (reason === 'EADDRINUSE' && spare > 0 && port < 65_535) return listen(server, port + 1, spare - 1);
    throw new PortError(port, reason, reason === 'EADDRINUSE' ? await holderOf(port) : null, error);
  }
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Whether an agent, whosever, answers on this port. */
export const openAgentPort = async (port: number): Promise<boolean> => (await holderOf(port)) === 'tongxing';

/** Whether the one on our port is another of us. */
async function holderOf(port: number): Promise<'tongxing' | 'other'> {
  try {
    const answer = await fetch(`http://${HOST}:${port}/healthz`, { signal: AbortSignal.timeout(500) });
    const body = (await answer.json()) as { readonly status?: unknown; readonly version?: unknown };
    return body.status === 'ok' && typeof body.version === 'string' ? 'tongxing' : 'other';
  } catch {
    return 'other';
  }
}

async function close(server: FastifyInstance, streams: EventStreams, clock: Clock): Promise<void> {
  streams.close();
  const cancel = clock.after(FAREWELL_MS, () => server.server.closeAllConnections());
  await server.close();
  cancel();
}

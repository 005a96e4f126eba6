/**
 * The local API over HTTP: 127.0.0.1 only, token, Host and Origin checks, bounded bodies and waits, problem documents for
 * whatever is refused. What the routes mean is agent/api; this must never look into an answer.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Agent } from '../agent.ts';
import { checkedRoutes } from '../api/check.ts';
import { openApiDocument } from '../api/openapi.ts';
import { problemDocument } from '../api/problem.ts';
import type { ApiAnswer } from '../api/routes.ts';
import { type Fault, FaultError, fault } from '../errors/catalogue.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { createEventStreams, type EventStreams, MAX_LISTENERS } from './http/events.ts';
import { guardSource, guardToken, hostsOf } from './http/guard.ts';
import { createPage } from './http/page.ts';
import { readSecret, writeSecret } from './secret-file.ts';

export interface HttpApiOptions {
  readonly agent: Agent;
  readonly clock: Clock;
  /** File of the bearer token; made with mode 0600 when it is not there. */
  readonly tokenPath: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly version: string;
  readonly log?: Log;
  /** How long a request may take to arrive, ms; default 10,000. */
  readonly requestTimeoutMs?: number;
}

export interface HttpApi {
  readonly port: number;
  /** Takes no more, ends the event streams, lets answers under way leave for a moment, and resolves when all is closed. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const BODY_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
const CONNECTIONS = 256;
const FAREWELL_MS = 2_000;

/** Throws FaultError `port_busy` or `port_refused`, SecretFileError for the token. */
export async function createHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const { agent, clock } = options;
  const token = apiToken(options.tokenPath);
  const requestTimeout = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const server = Fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout,
    http: { connectionsCheckingInterval: Math.min(1_000, requestTimeout), headersTimeout: requestTimeout },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => void refuse(reply, faultOf(error, options.log)),
    clientErrorHandler: onClientError,
  });
  server.server.maxConnections = CONNECTIONS;
  const streams = createEventStreams((lastId, listener) => agent.subscribe(lastId, listener), clock);
  const state = { port: 0, hosts: hostsOf(0) };

  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const { headers, url } = request;
    const refusal =
      guardSource(headers, state.hosts, url === '/') ??
      (url.startsWith('/v1/') ? guardToken(headers.authorization, token) : null);
    if (refusal !== null) return refuse(reply, fault(refusal, { port: state.port }));
  });
  readBodies(server);
  addRoutes(server, options, streams);
  server.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    return refuse(reply, fault('route_unknown', { method: request.method, path: path.slice(0, 100) }));
  });
  server.setErrorHandler((error, _request, reply) => refuse(reply, faultOf(error, options.log)));

  state.port = await listen(server, options.port);
  state.hosts = hostsOf(state.port);
  return { port: state.port, close: () => close(server, streams, clock) };
}

function addRoutes(server: FastifyInstance, options: HttpApiOptions, streams: EventStreams): void {
  const { agent, version } = options;
  for (const route of checkedRoutes(agent))
    server.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const { params, query, body } = request;
        const key = request.headers['idempotency-key'];
        return answer(
          reply,
          await route.handle({
            params: params as Readonly<Record<string, string>>,
            query: { ...(query as object) },
            body,
            key: typeof key === 'string' ? key : undefined,
          }),
        );
      },
    });
  const document = () => openApiDocument(version);
  server.get('/v1/openapi.json', async () => document());
  const page = createPage();
  server.get('/', (_request, reply) => {
    const { html, headers } = page();
    return reply.headers(headers).send(html);
  });
  const listenToEvents = (request: FastifyRequest, reply: FastifyReply): unknown => {
    const given = request.headers['last-event-id'];
    const lastId = typeof given === 'string' && given.length > 0 ? given.slice(0, 64) : null;
    if (!streams.open(reply.raw, lastId)) return refuse(reply, fault('too_many_listeners', { limit: MAX_LISTENERS }));
    return reply.hijack();
  };
  server.get('/v1/events', listenToEvents);
  server.get('/page/events', listenToEvents);
}

/** Bodies are JSON or nothing; an empty one counts as nothing. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, undefined);
    try {
      done(null, JSON.parse(String(text)));
    } catch {
      done(new FaultError(fault('not_json')));
    }
  });
}

function answer(reply: FastifyReply, given: ApiAnswer): FastifyReply {
  return 'fault' in given ? refuse(reply, given.fault) : reply.status(given.status).send(given.body);
}

function refuse(reply: FastifyReply, found: Fault): FastifyReply {
  const document = problemDocument(found);
  if (document.status === 401) reply.header('www-authenticate', 'Bearer');
  // As text, because the serialiser knows only application/json.
  return reply.status(document.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(document));
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What the HTTP library throws, by its codes; whatever is left is a defect, which is logged and not shown. */
function faultOf(error: unknown, log: Log | undefined): Fault {
  if (error instanceof FaultError) return error.fault;
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fault('body_too_large', { limit: BODY_BYTES });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return fault('media_type_refused');
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return fault('request_unreadable');
  log?.error('http', { error });
  return fault('internal');
}

/** Below HTTP: a request that never became one. */
function onClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const document = problemDocument(fault(late ? 'request_timeout' : 'request_unreadable'));
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} Refused`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** 32 random bytes as hex. Throws SecretFileError when others may read the file. */
function apiToken(path: string): string {
  if (!existsSync(path)) writeSecret(path, `${randomBytes(32).toString('hex')}\n`);
  const token = readSecret(path).toString('utf8').trim();
  if (/^[0-9a-f]{64}$/.test(token)) return token;
  writeSecret(path, `${randomBytes(32).toString('hex')}\n`);
  return readSecret(path).toString('utf8').trim();
}

async function listen(server: FastifyInstance, port: number): Promise<number> {
  try {
    await server.listen({ host: HOST, port });
  } catch (error) {
    const reason = (error as { readonly code?: string }).code ?? 'failed';
    if (reason !== 'EADDRINUSE') throw new FaultError(fault('port_refused', { port, reason }), error);
    throw new FaultError(fault('port_busy', { port, holder: await holderOf(port) }), error);
  }
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

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

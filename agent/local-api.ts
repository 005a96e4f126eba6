/**
 * The local API put together: the route table over an agent, said in the words of the error catalogue, served over HTTP.
 * Decides nothing.
 */
import { dirname, join } from 'node:path';
import { apiToken } from './adapters/http/api-token.ts';
import { createApprovals } from './adapters/http/approvals.ts';
import { clientFile } from './adapters/http/client-file.ts';
import { consoleFiles } from './adapters/http/console-files.ts';
import { createPagePass } from './adapters/http/page-pass.ts';
import { createPairings } from './adapters/http/pairings.ts';
import { CHALLENGE_FORM, proofOf } from './adapters/http/proof.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from './adapters/http/server.ts';
import { scryptPins } from './adapters/scrypt-pins.ts';
import type { Agent } from './agent.ts';
import { NO_CATALOGUE } from './api/catalogue.ts';
import { type Beside, checkedRoutes } from './api/check.ts';
import { discoveryDocument } from './api/discovery.ts';
import { openApiDocument } from './api/openapi.ts';
import { problemDocument } from './api/problem.ts';
import type { Notice } from './core/effect.ts';
import { describe, type Fault, fault, isCode } from './errors/catalogue.ts';
import { errorIndex, errorPage } from './errors/page.ts';
import { metricsOf } from './metrics.ts';
import type { CatalogueLookup } from './ports/catalogue.ts';
import type { HttpAnswer, HttpRoute, HttpService } from './ports/http.ts';
import type { Pins } from './ports/pins.ts';
import type { Printing } from './ports/printing.ts';
import { NO_PRINTING } from './printing.ts';
import { packageRoot } from './root.ts';
import { SCANNER_SETUP_PATH, scannerSetupPage } from './scanner-setup.ts';
import { createStaff, type Staff } from './staff.ts';

export interface HttpApiOptions extends Omit<HttpServerOptions, 'token' | 'pass' | 'console' | 'clients'> {
  /** File of the bearer token; made with mode 0600 when it is not there. */
  readonly tokenPath: string;
  /** File of the clients that were paired; default: clients.json beside it. */
  readonly clientsPath?: string;
  readonly agent: Agent;
  readonly version: string;
  /** Without one, nothing is found. */
  readonly catalogue?: CatalogueLookup;
  /** Without one, nothing is printed. */
  readonly printing?: Printing;
  /** Says so in status and page; default: no. */
  readonly training?: boolean;
  /** What only a demonstration or a training offers, under /demo/. */
  readonly stage?: readonly HttpRoute[];
  /** The national front, with the desk where operators show their PIN. */
  readonly front?: (staff: Staff) => readonly HttpRoute[];
  /** How PINs are kept; default: under scrypt. */
  readonly pins?: Pins;
}

export type HttpApi = HttpServer;

/** Throws PortError, or SecretFileError for the token. */
export async function createHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const {
    agent,
    version,
    catalogue = NO_CATALOGUE,
    pins = scryptPins(),
    printing = NO_PRINTING,
    stage = [],
    front = () => [],
    training = false,
    tokenPath,
    clientsPath = join(dirname(tokenPath), 'clients.json'),
    ...server
  } = options;
  const token = apiToken(tokenPath);
  const pass = createPagePass(token, server.clock);
  const staff = createStaff(agent, pins);
  const approvals = createApprovals(server.clock);
  const clients = clientFile(clientsPath, () => server.clock.wallMs());
  const pairings = createPairings(server.clock, clients);
  const beside = { catalogue, training, printing, links: pass, staff, approvals, clients, pairings };
  const prove = (port: number, challenge: string) => proofOf(token, port, challenge);
  const service = httpService(agent, version, { beside, stage: [...stage, ...front(staff)], prove });
  const console = consoleFiles(join(packageRoot(), 'dist/console'));
  return startHttpServer(service, { ...server, token, pass, console, clients });
}

interface Surroundings {
  readonly beside: Beside;
  readonly stage: readonly HttpRoute[];
  readonly prove: (port: number, challenge: string) => string;
}

function httpService(agent: Agent, version: string, { beside, stage, prove }: Surroundings): HttpService {
  const { training, catalogue, printing } = beside;
  const lacking = [
    ...(printing === NO_PRINTING ? ['print'] : []),
    ...(catalogue === NO_CATALOGUE ? ['catalogue'] : []),
  ];
  const document = (): HttpAnswer => ({ status: 200, body: openApiDocument(version), problem: false });
  return {
    routes: [
      ...checkedRoutes(agent, beside).map(({ method, path, grant, handle }) => ({
        ...{ method, path, grant },
        handle: async (request: Parameters<typeof handle>[0]) => {
          const answer = await handle(request);
          return 'fault' in answer ? refusal(answer.fault) : { ...answer, problem: false };
        },
      })),
      { method: 'GET', path: '/v1/openapi.json', grant: 'any', handle: document },
      { method: 'GET', path: '/errors', handle: () => html(errorIndex()) },
      { method: 'GET', path: '/errors/{code}', handle: ({ params }) => errorAnswer(params['code'] ?? '') },
      { method: 'GET', path: SCANNER_SETUP_PATH, handle: () => scannerSheet(agent) },
      {
        method: 'GET',
        path: '/.well-known/tongxing',
        handle: ({ port = 0, query }) => {
          const { challenge } = query;
          const served = { version, training, port, paths: stage.map(({ path }) => path), lacking };
          const body = discoveryDocument(agent, served);
          if (challenge === undefined) return { status: 200, body, problem: false };
          if (!isChallenge(challenge)) return refusal(badChallenge());
          return { status: 200, body: { ...body, proof: prove(port, challenge) }, problem: false };
        },
      },
      { method: 'GET', path: '/metrics', handle: () => text(metricsOf(agent.status())) },
      { method: 'GET', path: '/readyz', handle: () => readiness(agent) },
      ...stage,
    ],
    refuse: (code, facts) => refusal(fault(code, facts)),
    subscribe: (lastId, listener) =>
      agent.subscribe(lastId, ({ id, at, notice }) =>
        listener({ id, event: notice.kind, data: JSON.stringify({ at, ...notice, ...saidOf(notice) }) }),
      ),
    pageFile: join(packageRoot(), 'agent/adapters/http/status-page.html'),
  };
}

const isChallenge = (given: unknown): given is string =>
  typeof given === 'string' && new RegExp(CHALLENGE_FORM).test(given);

function badChallenge(): Fault {
  return fault('request_bad_value', {
    ...{ field: 'challenge', rule: 'pattern', limit: CHALLENGE_FORM },
    example: '0123456789abcdef'.repeat(4),
  });
}

/** A scan that went nowhere, and a session that nobody ended, say why and what to do, as a refusal would. */
function saidOf(notice: Notice): object {
  const code = notice.kind === 'scan' ? notice.code : notice.kind === 'session' ? notice.reason : null;
  return code === null || code === 'session_unknown' || !isCode(code)
    ? {}
    : { said: { code, ...describe(fault(code)) } };
}

const html = (body: string): HttpAnswer => ({
  status: 200,
  body,
  problem: false,
  contentType: 'text/html; charset=utf-8',
});

/** Needs no token: whoever stands before the scanner prints it. */
async function scannerSheet(agent: Agent): Promise<HttpAnswer> {
  const vendors = agent
    .status()
    .devices.flatMap(({ type, identity }) => (type === 'scanner' && identity !== null ? [identity.vid] : []));
  return html(await scannerSetupPage(vendors));
}

function errorAnswer(code: string): HttpAnswer {
  const page = errorPage(code);
  return page === null
    ? refusal(fault('route_unknown', { method: 'GET', path: `/errors/${code.slice(0, 50)}` }))
    : html(page);
}

const text = (body: string): HttpAnswer => ({ status: 200, body, problem: false });

/** Ready: new sales can be written. The link is no part of it, because a counter works without one. */
function readiness(agent: Agent): HttpAnswer {
  const found = agent.status().troubles.find(({ code }) => code === 'disk_nearly_full');
  return {
    status: found === undefined ? 200 : 503,
    body: { ready: found === undefined, why: found?.code ?? null },
    problem: false,
  };
}

function refusal(found: Fault): HttpAnswer {
  const body = problemDocument(found);
  return { status: body.status, body, problem: true };
}

/**
 * The local API put together: the route table over an agent, said in the words of the error catalogue, served over HTTP.
 * Decides nothing.
 */
import { join } from 'node:path';
import { type HttpServer, type HttpServerOptions, startHttpServer } from './adapters/http/server.ts';
import type { Agent } from './agent.ts';
import { NO_CATALOGUE } from './api/catalogue.ts';
import { checkedRoutes } from './api/check.ts';
import { openApiDocument } from './api/openapi.ts';
import { problemDocument } from './api/problem.ts';
import { type Fault, fault } from './errors/catalogue.ts';
import type { CatalogueLookup } from './ports/catalogue.ts';
import type { HttpAnswer, HttpService } from './ports/http.ts';
import { packageRoot } from './root.ts';

export interface HttpApiOptions extends HttpServerOptions {
  readonly agent: Agent;
  readonly version: string;
  /** Without one, nothing is found. */
  readonly catalogue?: CatalogueLookup;
}

export type HttpApi = HttpServer;

/** Throws PortError, or SecretFileError for the token. */
export function createHttpApi({ agent, version, catalogue, ...options }: HttpApiOptions): Promise<HttpApi> {
  return startHttpServer(httpService(agent, version, catalogue), options);
}

export function httpService(agent: Agent, version: string, catalogue = NO_CATALOGUE): HttpService {
  const document = (): HttpAnswer => ({ status: 200, body: openApiDocument(version), problem: false });
  return {
    routes: [
      ...checkedRoutes(agent, catalogue).map(({ method, path, handle }) => ({
        method,
        path,
        handle: async (request: Parameters<typeof handle>[0]) => {
          const answer = await handle(request);
          return 'fault' in answer ? refusal(answer.fault) : { ...answer, problem: false };
        },
      })),
      { method: 'GET', path: '/v1/openapi.json', handle: document },
    ],
    refuse: (code, facts) => refusal(fault(code, facts)),
    subscribe: (lastId, listener) =>
      agent.subscribe(lastId, ({ id, at, notice }) =>
        listener({ id, event: notice.kind, data: JSON.stringify({ at, ...notice }) }),
      ),
    pageFile: join(packageRoot(), 'agent/adapters/http/status-page.html'),
  };
}

function refusal(found: Fault): HttpAnswer {
  const body = problemDocument(found);
  return { status: body.status, body, problem: true };
}

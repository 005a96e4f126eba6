/** Holds each request to its route: parameters, idempotency key and body, before the agent hears of it. */

import { type Check, createChecks } from '../adapters/schema-check.ts';
import type { Agent } from '../agent.ts';
import type { Approval } from '../core/rights.ts';
import { type Fault, fault } from '../errors/catalogue.ts';
import type { HttpRequest, HttpRoute } from '../ports/http.ts';
import type { ApiAnswer } from './answer.ts';
import { grantOf } from './grants.ts';
import { APPROVAL_HEADER, KEY_FORM } from './openapi.ts';
import { requestFault } from './problem.ts';
import { type ApiRequest, ROUTES, type Route } from './routes.ts';
import { SCHEMAS } from './schemas.ts';

export interface CheckedRoute {
  readonly method: Route['method'];
  readonly path: string;
  readonly grant: HttpRoute['grant'];
  readonly handle: (request: HttpRequest) => ApiAnswer | Promise<ApiAnswer>;
}

const KEY = new RegExp(KEY_FORM);

/** What handlers are given besides the request itself. */
export type Beside = Pick<
  ApiRequest,
  'catalogue' | 'training' | 'links' | 'staff' | 'printing' | 'approvals' | 'clients' | 'pairings'
>;

export function checkedRoutes(agent: Agent, beside: Beside): readonly CheckedRoute[] {
  const checks = createRequestChecks();
  return ROUTES.map((route) => ({
    method: route.method,
    path: route.path,
    grant: grantOf(route.id),
    handle: (request) => {
      const found = checks(route, request);
      if (found !== null) return { fault: found };
      const { params, query, body, key, origin = '' } = request;
      const checked = query as Readonly<Record<string, string>>;
      const given = request.headers?.[APPROVAL_HEADER];
      const approval = given === undefined || route.right === undefined ? undefined : beside.approvals.redeem(given);
      if (approval === null) return { fault: fault('approval_spent') };
      const asked = { params, query: checked, body, key: key ?? '', origin, approval, ...beside };
      return route.handle(approval === undefined ? agent : approved(agent, approval), asked);
    },
  }));
}

/** The agent as it hears the one command that was approved. */
function approved(agent: Agent, approval: Approval): Agent {
  return { ...agent, command: (command) => agent.command(command, approval) };
}

function createRequestChecks(): (route: Route, request: HttpRequest) => Fault | null {
  const queries = Object.fromEntries(ROUTES.map(({ id, query }) => [id, closed(query ?? {})]));
  // Compiled when first needed: a start must not pay for schemas nobody asks for.
  let compile: ((pointer: string) => Check) | null = null;
  const compiled = new Map<string, Check>();
  const check = (pointer: string, value: unknown): Fault | null => {
    compile ??= createChecks({ components: { schemas: SCHEMAS, queries } });
    const known = compiled.get(pointer) ?? compile(pointer);
    compiled.set(pointer, known);
    const [first] = known(value);
    return first === undefined ? null : requestFault(first);
  };
  return (route, { query, body, key }) => {
    if (route.keyed === true && key === undefined) return fault('request_missing_field', { field: 'Idempotency-Key' });
    if (route.keyed === true && key !== undefined && !KEY.test(key)) return badKey();
    if (Object.keys(query).length > 0) {
      const found = check(`#/components/queries/${route.id}`, query);
      if (found !== null) return found;
    }
    if (route.body === undefined) return body === undefined ? null : extraBody(body);
    if (body === undefined && route.bodyOptional === true) return null;
    if (body === undefined) return fault('request_missing_field', { field: 'body' });
    return check(`#/components/schemas/${route.body}`, body);
  };
}

function closed(properties: object) {
  return { type: 'object', additionalProperties: false, properties };
}

function badKey(): Fault {
  return fault('request_bad_value', { field: 'Idempotency-Key', rule: 'pattern', limit: KEY_FORM, example: 'sale-1' });
}

/** `{}` is what some clients send for nothing. */
function extraBody(body: unknown): Fault | null {
  const [name] = typeof body === 'object' && body !== null ? Object.keys(body) : ['body'];
  return name === undefined ? null : fault('request_unknown_field', { field: name, suggestion: '' });
}

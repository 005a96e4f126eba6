/** The OpenAPI 3.1 document, made from the route table and the schemas that check requests; nothing in it is kept by hand. */
import type { Schema } from '../adapters/schema-check.ts';
import type { Notice } from '../core/effect.ts';
import type { Right } from '../core/rights.ts';
import { grantOf } from './grants.ts';
import { ROUTES, type Route } from './routes.ts';
import { SCHEMAS } from './schemas.ts';

/** Of one Idempotency-Key. */
export const KEY_FORM = '^[A-Za-z0-9._:-]{1,64}$';

/** Names the approval of an operator who has the right (POST /v1/approvals). */
export const APPROVAL_HEADER = 'approval';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema): Schema => ({ 'application/json': { schema } });
const refusal = { description: 'refused', content: { 'application/problem+json': { schema: ref('Problem') } } };

export function openApiDocument(version: string): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  paths['/v1/events'] = { get: EVENTS };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tongxing 通行 local API',
      version,
      description:
        '医保结算终端本地接口，只在本机 127.0.0.1 上提供。Amounts are decimal strings of yuan; names are those of the national interface.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'the file api.token of the data folder, or the token of a paired client',
        },
      },
      schemas: SCHEMAS,
    },
  };
}

function operation(route: Route): Schema {
  const { id, summary, body, status, reply } = route;
  const parameters = parametersOf(route);
  return {
    operationId: id,
    summary,
    ...(route.open === true ? { security: [] } : { 'x-grant': grantOf(id) ?? 'owner' }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: { required: route.bodyOptional !== true, content: json(ref(body)) } }),
    responses: { [status]: { description: summary, content: json(ref(reply)) }, default: refusal },
  };
}

function parametersOf({ path, query, keyed, right }: Route): readonly Schema[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', pattern: KEY_FORM } };
  return [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query ?? {}).map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
    ...(keyed === true ? [key] : []),
    ...(right === undefined ? [] : [approvalOf(right)]),
  ];
}

function approvalOf(right: Right): Schema {
  return {
    name: 'Approval',
    in: 'header',
    required: false,
    description: `权限 ${right}：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right ${right}; where the operator on duty lacks it, another's approval, good once`,
    schema: { type: 'string', maxLength: 64 },
  };
}

const NOTICES = {
  ...{ device: 1, scan: 1, printed: 1, session: 1, transaction: 1, claim: 1, visit: 1, link: 1, shift: 1, operator: 1 },
  ...{ client: 1, work_list: 1, work_item: 1, clock: 1, deadline: 1, update: 1, service: 1 },
} satisfies Record<Notice['kind'], 1>;
const EVENT_KINDS = Object.keys(NOTICES).join(', ');

const EVENTS = {
  operationId: 'events',
  summary: '事件流，可按 id 续传 what happens, resumable by id',
  description: `Server-sent events: id, event (${EVENT_KINDS}) and data. After \`reset\` the listener asks for the state anew, because events were missed. Events hold no personal data.`,
  parameters: [{ name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string', maxLength: 64 } }],
  responses: {
    200: { description: 'the stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    default: refusal,
  },
};

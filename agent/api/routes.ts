/**
 * The local API as one table: path, what a request may hold, what comes back, and the call on the agent. The HTTP server
 * and the OpenAPI document are both made from it. Never touches a socket, and decides nothing that the agent decides.
 */

import type { Schema } from '../adapters/schema-check.ts';
import type { Agent } from '../agent.ts';
import type { Basket } from '../core/input.ts';
import { formatYuan } from '../core/money.ts';
import { problem } from '../core/problem.ts';
import type { Approval, Right } from '../core/rights.ts';
import type { Msgid } from '../core/transaction.ts';
import { type Fault, fault } from '../errors/catalogue.ts';
import type { CatalogueLookup } from '../ports/catalogue.ts';
import type { Clients, Pairings } from '../ports/clients.ts';
import type { Approvals, PageLinks } from '../ports/http.ts';
import type { Printing } from '../ports/printing.ts';
import type { TransactionView } from '../ports/store.ts';
import type { Staff } from '../staff.ts';
import { acceptanceOf, CONSENT_ROUTES } from './acceptance.ts';
import { type ApiAnswer, ask, medTypeUnknown, ok, param } from './answer.ts';
import { goodView } from './catalogue.ts';
import { CLAIM_ROUTES } from './claims.ts';
import { CLIENT_ROUTES } from './client-routes.ts';
import { DEVICE_ROUTES, devicesAnswer } from './device-routes.ts';
import { PAGE_ROUTES } from './page-routes.ts';
import { BEFORE, FLAG, LIMIT, page } from './pages.ts';
import { REFUND_ROUTES } from './refund.ts';
import type { SchemaName } from './schemas.ts';
import { SHIFT_ROUTES } from './shift-routes.ts';
import { STAFF_ROUTES } from './staff-routes.ts';
import { budgetView, pageView, sessionView, statusView, transactionView } from './view.ts';
import { VISIT_ROUTES } from './visits.ts';
import { WORK_ROUTES } from './work-routes.ts';

export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Checked against the route's schema; undefined when none came. */
  readonly body: unknown;
  /** Idempotency-Key; empty where the route asks for none. */
  readonly key: string;
  readonly catalogue: CatalogueLookup;
  readonly training: boolean;
  readonly links: PageLinks;
  readonly staff: Staff;
  readonly printing: Printing;
  readonly approvals: Approvals;
  readonly clients: Clients;
  readonly pairings: Pairings;
  /** Of the page of another origin that asks; empty for a program and our own. */
  readonly origin: string;
  /** Another operator's, of this one request. */
  readonly approval?: Approval | undefined;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path parameters in braces: /v1/sessions/{id}. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  /** Without a token. */
  readonly open?: true;
  /** Needs an Idempotency-Key: the same key gets the same answer. */
  readonly keyed?: true;
  /** What the operator on duty has to have, or another's approval (header Approval). The core decides. */
  readonly right?: Right;
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: SchemaName;
  readonly bodyOptional?: true;
  readonly status: number;
  readonly reply: SchemaName;
  readonly handle: (agent: Agent, request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
}

const SEARCHED = { type: 'string', minLength: 1, maxLength: 100, examples: ['AMXL'] };
/** As in the body of a basket, in a path. */
const REVISION_TEXT = { type: 'string', pattern: '^[0-9]{1,15}$', examples: ['3'] };
const PAGE_ROWS = 10;
const FOUND_GOODS = 20;

export const ROUTES: readonly Route[] = [
  ...DEVICE_ROUTES,
  ...PAGE_ROUTES,
  ...CLAIM_ROUTES,
  ...CONSENT_ROUTES,
  ...VISIT_ROUTES,
  ...REFUND_ROUTES,
  {
    method: 'GET',
    path: '/healthz',
    id: 'health',
    summary: '是否在运行 whether the agent runs',
    open: true,
    status: 200,
    reply: 'Health',
    handle: (agent) => ok({ status: 'ok', version: agent.status().version }),
  },
  {
    method: 'GET',
    path: '/page/status',
    id: 'page',
    summary: '状态页数据，不含个人信息 what the status page shows; no personal data',
    open: true,
    status: 200,
    reply: 'Page',
    handle: (agent, { training }) =>
      ok(pageView(agent.status(), agent.transactions({ openOnly: false, limit: PAGE_ROWS }), training)),
  },
  {
    method: 'GET',
    path: '/v1/status',
    id: 'status',
    summary: '终端状态 how the terminal stands',
    status: 200,
    reply: 'Status',
    handle: (agent, { training }) => ok(statusView(agent.status(), training)),
  },
  {
    method: 'GET',
    path: '/v1/devices',
    id: 'devices',
    summary: '设备 devices',
    status: 200,
    reply: 'Devices',
    handle: (agent) => devicesAnswer(agent),
  },
  ...SHIFT_ROUTES,
  ...STAFF_ROUTES,
  ...CLIENT_ROUTES,
  ...WORK_ROUTES,
  {
    method: 'POST',
    path: '/v1/sessions',
    id: 'openSession',
    summary: '读卡并核对人员 read the card and find the person',
    body: 'OpenSession',
    bodyOptional: true,
    status: 201,
    reply: 'Session',
    handle: (agent, { body }) =>
      ask(agent, { kind: 'open_session', ...(body as object) }, 'session', ({ session }) => sessionView(session), 201),
  },
  {
    method: 'GET',
    path: '/v1/sessions/{id}',
    id: 'session',
    summary: '一次办理 one session',
    status: 200,
    reply: 'Session',
    handle: (agent, { params }) => {
      const session = agent.session(param(params, 'id'));
      return session === null ? noSession(params) : ok(sessionView(session));
    },
  },
  {
    method: 'PUT',
    path: '/v1/sessions/{id}/basket',
    id: 'setBasket',
    summary: '录入药品并预结算 set the basket and price it',
    body: 'Basket',
    status: 200,
    reply: 'Session',
    handle: (agent, { params, body }) => {
      const { revision, ...basket } = body as Basket & { readonly revision?: number };
      return price(agent, param(params, 'id'), basket, revision);
    },
  },
  {
    method: 'DELETE',
    path: '/v1/sessions/{id}/basket',
    id: 'emptyBasket',
    summary: '清空药品清单，本次办理继续 take everything out of the basket; the session goes on',
    query: { revision: REVISION_TEXT },
    status: 200,
    reply: 'Session',
    handle: (agent, { params, query }) => {
      const revision = query['revision'] === undefined ? {} : { revision: Number(query['revision']) };
      const command = { kind: 'set_basket', session: param(params, 'id'), basket: null, ...revision } as const;
      return ask(agent, command, 'session', ({ session }) => sessionView(session));
    },
  },
  {
    method: 'POST',
    path: '/v1/sessions/{id}/presettle',
    id: 'presettle',
    summary: '按现有清单重新预结算 price the basket that is there again',
    status: 200,
    reply: 'Session',
    handle: (agent, { params }) => {
      const session = agent.session(param(params, 'id'));
      if (session === null) return noSession(params);
      const { id, phase, basket } = session;
      return basket === null
        ? { fault: problem('session_wrong_phase', { session: id, phase }) }
        : price(agent, id, basket);
    },
  },
  {
    method: 'POST',
    path: '/v1/sessions/{id}/accept',
    id: 'accept',
    summary: '确认结算；同一个键只成交一次 accept the bill; one key settles once',
    keyed: true,
    body: 'Accept',
    bodyOptional: true,
    status: 200,
    reply: 'Transaction',
    handle: (agent, { params, key, body }) => {
      const { overrides, given } = acceptanceOf(body);
      const command = { kind: 'accept', session: param(params, 'id'), key, overrides, given } as const;
      return ask(agent, command, 'accepted', ({ msgid }) => rowOf(agent, msgid));
    },
  },
  {
    method: 'DELETE',
    path: '/v1/sessions/{id}',
    id: 'closeSession',
    summary: '放弃本次办理 end the session without a sale',
    status: 200,
    reply: 'Closed',
    handle: (agent, { params }) =>
      ask(agent, { kind: 'close_session', session: param(params, 'id') }, 'closed', ({ session }) => ({
        closed: session,
      })),
  },
  {
    method: 'GET',
    path: '/v1/transactions',
    id: 'transactions',
    summary:
      '交易，新的在前，before 之前的接着取；open=true 只列未完成的，待人工处理的在前，旧的在前，不分页 transactions, newest first, and on with before; open=true lists the open ones, those that wait for a person first, then oldest first, without pages',
    query: { open: FLAG, limit: LIMIT, before: BEFORE },
    status: 200,
    reply: 'Transactions',
    handle: pageOfRows,
  },
  {
    method: 'GET',
    path: '/v1/transactions/{msgid}',
    id: 'transaction',
    summary: '一笔交易，按报文ID或门诊结算ID one transaction, by msgid or by the setl_id of a visit',
    status: 200,
    reply: 'Transaction',
    handle: (agent, { params }) => {
      const row = agent.transaction(param(params, 'msgid') as Msgid);
      return row === null ? { fault: problem('transaction_unknown') } : ok(transactionView(row));
    },
  },
  {
    method: 'POST',
    path: '/v1/transactions/{msgid}/cancel',
    id: 'cancel',
    right: 'refund',
    summary: '撤销：未上传的作废，已上传的冲正 void what was never sent, reverse what was',
    keyed: true,
    status: 200,
    reply: 'Cancelled',
    handle: (agent, { params, key }) =>
      ask(
        agent,
        { kind: 'cancel', msgid: param(params, 'msgid') as Msgid, key },
        'cancelled',
        ({ msgid, reversal, paid_back }) => ({
          transaction: rowOf(agent, msgid),
          reversal,
          paid_back: formatYuan(paid_back),
        }),
      ),
  },
  {
    method: 'POST',
    path: '/v1/transactions/{msgid}/unpark',
    id: 'unpark',
    right: 'sign_off',
    summary: '待人工处理的交易：回到暂停前的状态 what was parked goes back to where it stood before',
    body: 'Unpark',
    status: 200,
    reply: 'Transaction',
    handle: (agent, { params, body }) => {
      const { reason } = body as { reason: string };
      const msgid = param(params, 'msgid') as Msgid;
      return ask(agent, { kind: 'unpark', msgid, reason }, 'unparked', () => rowOf(agent, msgid));
    },
  },
  {
    method: 'GET',
    path: '/v1/queue',
    id: 'queue',
    summary: '未完成的交易与离线额度 what is open, and what is left of the offline limits',
    query: { limit: LIMIT },
    status: 200,
    reply: 'Queue',
    handle: (agent, { query }) => {
      const { queue, offline_budget } = agent.status();
      return ok({
        counts: queue,
        offline_budget: budgetView(offline_budget),
        transactions: rowsOf(agent, true, query),
      });
    },
  },
  {
    method: 'GET',
    path: '/v1/catalogue',
    id: 'findGoods',
    summary:
      '按名称、拼音首字母或编码查目录，本店商品在前 goods by name, pinyin initials or code, the shop’s own first',
    query: { q: SEARCHED, limit: LIMIT },
    status: 200,
    reply: 'Goods',
    handle: (agent, { query, catalogue }) => {
      const { q, limit } = query;
      if (q === undefined) return { fault: fault('request_missing_field', { field: 'q' }) };
      const goods = catalogue.find(q, today(agent), Number(limit ?? FOUND_GOODS));
      return ok({ version: catalogue.version, goods: goods.map(goodView) });
    },
  },
  {
    method: 'GET',
    path: '/v1/catalogue/{code}',
    id: 'good',
    summary: '按国家编码、本店编码、商品条码或追溯码查商品 goods by national code, own code, EAN-13 or trace code',
    status: 200,
    reply: 'GoodsByCode',
    handle: (agent, { params, catalogue }) => {
      const code = param(params, 'code');
      const found = catalogue.lookUp(code, today(agent));
      if (found === null) return { fault: fault('good_unknown', { code: code.slice(0, 50) }) };
      return ok({ version: catalogue.version, by: found.by, goods: found.goods.map(goodView) });
    },
  },
];

/** The counter's day: civil time begins with the date. */
function today(agent: Agent): string {
  return agent.status().clock.now.slice(0, 10);
}

async function price(agent: Agent, session: string, basket: Basket, revision?: number): Promise<ApiAnswer> {
  const unknown = medTypeUnknown(basket.med_type);
  if (unknown !== null) return unknown;
  const command = { kind: 'set_basket', session, basket, ...(revision === undefined ? {} : { revision }) } as const;
  return ask(agent, command, 'session', (reply) => sessionView(reply.session));
}

function noSession(params: ApiRequest['params']): { readonly fault: Fault } {
  return { fault: fault('session_unknown', { session: param(params, 'id') }) };
}

function rowOf(agent: Agent, msgid: Msgid) {
  const row = agent.transaction(msgid);
  if (row === null) throw new Error(`an accepted transaction is not stored: ${msgid}`);
  return transactionView(row);
}

function pageOfRows(agent: Agent, { query }: ApiRequest): ApiAnswer {
  return page<TransactionView, Msgid>({
    ...{ name: 'transactions', open: query['open'] === 'true', query, unknown: 'transaction_unknown' },
    list: (what) => agent.transactions(what),
    find: (id) => agent.transaction(id as Msgid),
    idOf: ({ msgid }) => msgid,
    view: transactionView,
  });
}

function rowsOf(agent: Agent, openOnly: boolean, query: ApiRequest['query']) {
  return agent.transactions({ openOnly, limit: Number(query['limit'] ?? '50') }).map(transactionView);
}

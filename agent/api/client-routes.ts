/**
 * The routes by which other programs and pages are let in: they ask without any token, a person at this terminal compares
 * the code and confirms, and the token is collected once. A part of the one route table; decides nothing.
 */
import type { Grant } from '../core/client.ts';
import { fault } from '../errors/catalogue.ts';
import type { Client, PairingRequest } from '../ports/clients.ts';
import { type ApiAnswer, ask, ok, param } from './answer.ts';
import type { Route } from './routes.ts';

export const CLIENT_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/pairing',
    id: 'askPairing',
    summary: '申请接入：六位配对码两边显示，由操作员在本机确认 ask to be let in; a code shows on both sides',
    open: true,
    body: 'AskPairing',
    status: 201,
    reply: 'AskedPairing',
    handle: async (agent, { body, origin, pairings }) => {
      const { name, grants } = body as { name: string; grants: readonly Grant[] };
      const asked = pairings.ask({ name, origin, grants: [...new Set(grants)] });
      if (asked === null) return { fault: fault('too_many_pairings') };
      const { request, code, claim, valid_ms, client } = asked;
      const noted = { kind: 'note_client', what: 'asked', client, origin, grants: asked.grants } as const;
      return ask(agent, noted, 'client', () => ({ request, code, claim, valid_ms }), 201);
    },
  },
  {
    method: 'POST',
    path: '/pairing/{request}/token',
    id: 'collectPairing',
    summary: '确认后领取令牌，只给一次 collect the token once it was confirmed; it is told once',
    open: true,
    body: 'CollectPairing',
    status: 200,
    reply: 'CollectedPairing',
    handle: (_agent, { params, body, origin, pairings }) => {
      const { claim } = body as { claim: string };
      const found = pairings.collect(param(params, 'request'), claim, origin);
      if (found === null) return { fault: fault('pairing_unknown') };
      return ok({ state: found.state, token: found.state === 'paired' ? found.token : null });
    },
  },
  {
    method: 'GET',
    path: '/v1/pairings',
    id: 'pairings',
    summary: '等待确认的接入申请 who asks to be let in',
    status: 200,
    reply: 'Pairings',
    handle: (_agent, { pairings }) => ok({ pairings: pairings.open().map(requestView) }),
  },
  {
    method: 'POST',
    path: '/v1/pairings/{request}/confirm',
    id: 'confirmPairing',
    right: 'administer',
    summary: '核对配对码后确认 let it in, the code compared',
    body: 'ConfirmPairing',
    status: 200,
    reply: 'Pairing',
    handle: (agent, { params, body, pairings }): Promise<ApiAnswer> | ApiAnswer => {
      const request = param(params, 'request');
      const found = pairings.match(request, (body as { code: string }).code);
      if (found === null) return { fault: fault('pairing_unknown') };
      if (found === 'wrong_code') return { fault: fault('pairing_code_wrong') };
      const { client, origin, grants } = found;
      return ask(agent, { kind: 'note_client', what: 'paired', client, origin, grants }, 'client', () => {
        pairings.confirm(request);
        return requestView(found);
      });
    },
  },
  {
    method: 'DELETE',
    path: '/v1/pairings/{request}',
    id: 'refusePairing',
    summary: '拒绝接入申请 refuse it',
    status: 200,
    reply: 'Refused',
    handle: (agent, { params, pairings }): Promise<ApiAnswer> | ApiAnswer => {
      const request = param(params, 'request');
      const found = pairings.open().find((one) => one.request === request);
      if (found === undefined || !pairings.refuse(request)) return { fault: fault('pairing_unknown') };
      const { client, origin, grants } = found;
      const noted = { kind: 'note_client', what: 'refused', client, origin, grants } as const;
      return ask(agent, noted, 'client', () => ({ refused: request }));
    },
  },
  {
    method: 'GET',
    path: '/v1/clients',
    id: 'clients',
    summary: '已接入的程序和网页 programs and pages that were let in',
    status: 200,
    reply: 'Clients',
    handle: (_agent, { clients }) => ok({ clients: clients.list().map(clientView) }),
  },
  {
    method: 'DELETE',
    path: '/v1/clients/{client}',
    id: 'revokeClient',
    right: 'administer',
    summary: '取消接入，立即生效 let it in no more, at once',
    status: 200,
    reply: 'Revoked',
    handle: (agent, { params, clients }): Promise<ApiAnswer> | ApiAnswer => {
      const id = param(params, 'client');
      const found = clients.list().find(({ client }) => client === id);
      if (found === undefined) return { fault: fault('client_unknown', { client: id.slice(0, 50) }) };
      const { client, origin, grants } = found;
      return ask(agent, { kind: 'note_client', what: 'revoked', client, origin, grants }, 'client', () => {
        clients.revoke(client);
        return { revoked: client };
      });
    },
  },
];

function requestView({ request, client, name, origin, grants, code, valid_ms }: PairingRequest) {
  return { request, client, name, origin, grants, code, valid_ms };
}

function clientView({ client, name, origin, grants, made }: Client) {
  return { client, name, origin, grants, made };
}

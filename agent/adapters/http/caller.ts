/**
 * Who calls: the owner of this terminal (token or page), a paired client, or anybody; and what a page of another origin is
 * told about reading the answer. An origin counts only as one that the configuration names; a star is never said.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Client, Clients } from '../../ports/clients.ts';
import { foreignOrigin, guardToken, type Refusal, tokenOf } from './guard.ts';
import type { PagePass } from './page-pass.ts';

export interface Doors {
  readonly token: string;
  readonly pass: PagePass;
  readonly clients: Clients;
}

export type Caller = Client | 'owner';

/** Token and cookie of the owner are for programs and for our own page: no other page gets in by them. */
export function identify(headers: IncomingHttpHeaders, { token, pass, clients }: Doors): Caller | Refusal {
  const origin = foreignOrigin(headers) ?? '';
  if (origin === '' && pass.admits(headers.cookie)) return 'owner';
  const known =
    guardToken(headers.authorization, token) === null ? 'owner' : clients.byToken(tokenOf(headers.authorization));
  if (known === null) return 'unauthorised';
  const home = known === 'owner' ? '' : known.origin;
  return home === origin ? known : 'origin_refused';
}

/** What lets a page of an allowed origin read the answer. */
export function readableBy(origin: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
    vary: 'Origin',
  };
}

/** What a browser asks before such a page may send. */
export const PREFLIGHT: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, approval, last-event-id',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '600',
};

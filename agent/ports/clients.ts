/**
 * Other programs and pages that were let in to the local API, and how they come to it: they ask, a code shows on both sides,
 * a person confirms it here. Types only.
 *
 * - A token is told once and kept as its digest alone.
 * - `Pairings` lives in memory: a restart ends every request.
 */
import type { Grant } from '../core/client.ts';

export interface Client {
  readonly client: string;
  readonly name: string;
  /** Of a page: it is let in from there alone. Empty: a program, which is let in from no page. */
  readonly origin: string;
  readonly grants: readonly Grant[];
  /** Civil time. */
  readonly made: string;
}

export interface Clients {
  /** In constant time for each that is known; null: nobody's. */
  byToken(token: string): Client | null;
  list(): readonly Client[];
  /** On disk when it returns. */
  add(client: Omit<Client, 'made'>): { readonly token: string };
  /** False: there is none of this id. */
  revoke(client: string): boolean;
}

export interface PairingRequest extends Omit<Client, 'made'> {
  readonly request: string;
  /** Six digits, shown on both sides. */
  readonly code: string;
  readonly valid_ms: number;
}

export type Collected = { readonly state: 'waiting' } | { readonly state: 'paired'; readonly token: string };

export interface Pairings {
  /** `claim` collects the token later. Null: too many ask. */
  ask(who: Pick<Client, 'name' | 'origin' | 'grants'>): (PairingRequest & { readonly claim: string }) | null;
  /** Not confirmed, not refused and not too old. */
  open(): readonly PairingRequest[];
  /** Null: unknown or too old. A wrong code three times ends the request. */
  match(request: string, code: string): PairingRequest | 'wrong_code' | null;
  /** After `match`: from now on the token can be collected. */
  confirm(request: string): void;
  /** False: there is no such request any more. */
  refuse(request: string): boolean;
  /** The token once. Null: unknown, refused, collected, too old, another's claim, or asked from another origin. */
  collect(request: string, claim: string, origin: string): Collected | null;
}

/**
 * Programs and pages of other makers that are let in to the local API: what each may do, and that the ledger knows who let
 * it in. Pure; must never see a token.
 */
import { type Draft, durable, notify, reply } from './draft.ts';

/** What a paired client may do beside looking: each by itself. The operator's own right is asked for besides. */
export const GRANTS = ['read_card', 'settle', 'refund', 'administer'] as const;
export type Grant = (typeof GRANTS)[number];

export type ClientDeed = 'asked' | 'paired' | 'refused' | 'revoked';

export interface ClientCommand {
  readonly kind: 'note_client';
  readonly what: ClientDeed;
  readonly client: string;
  /** Of a page; empty for a program. */
  readonly origin: string;
  readonly grants: readonly Grant[];
}

/** Who let it in, or out again, is kept for ever; that it asked is told alone: anybody may ask. */
export interface ClientNoted extends Omit<ClientCommand, 'what'> {
  readonly what: 'paired' | 'revoked';
  readonly opter: string;
}

export function noteClient(
  draft: Draft,
  call: number,
  { what, client, origin, grants }: ClientCommand,
  by: string,
): void {
  if (what === 'paired' || what === 'revoked')
    durable(draft, { kind: 'note_client', what, client, origin, grants, opter: by });
  notify(draft, { kind: 'client', what, client });
  reply(draft, call, { kind: 'client', client });
}

/**
 * The link to the centre, at the byte seam: encoded request messages out, encoded response messages in.
 *
 * - `call` never throws and never blocks. For every call exactly one `reply` or `no_reply` follows, also after close.
 * - `deadlineMs` runs from the call; when it passes: no_reply 'timeout'. A reply that arrives later is dropped; whoever
 *   listens must bear one all the same, and a reply that comes twice, because a relay on the way may not be so careful.
 * - 'unsent' is said only when no byte of the request can have left this machine.
 * - Exchange calls share one stream; they are sent in the order of the calls and answered in that order. When the stream
 *   breaks, all of its unanswered calls end as 'reset' and the next call opens a new one. So it is when two calls
 *   in a row end as 'timeout': a centre that has left out one answer is behind with every later one.
 * - The link reconnects by itself for ever, with back-off; `up` and `down` are said at every change, `down` first.
 * - `close` ends every open call as 'reset' and resolves when the sockets are closed.
 */
import type { NoReply } from '../core/centre.ts';

export type LinkMethod =
  | 'Hello'
  | 'SignIn'
  | 'SignOut'
  | 'QueryPerson'
  | 'Settle'
  | 'Reverse'
  | 'VisitStep'
  | 'PresettleVisit'
  | 'Inquire'
  | 'FetchTransactions'
  | 'Exchange'
  | 'ReconcileTotals'
  | 'ReconcileDetails';

export type LinkEvent =
  | { readonly kind: 'up' }
  | { readonly kind: 'down'; readonly detail: string }
  | { readonly kind: 'reply'; readonly call: number; readonly method: LinkMethod; readonly bytes: Uint8Array }
  | { readonly kind: 'no_reply'; readonly call: number; readonly reason: NoReply; readonly detail: string };

export interface Link {
  start(listener: (event: LinkEvent) => void): void;
  call(call: number, method: LinkMethod, bytes: Uint8Array, deadlineMs: number): void;
  close(): Promise<void>;
}

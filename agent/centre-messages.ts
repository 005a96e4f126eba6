/** What goes to the centre and what comes from it, between the core's words and the bytes of the contract. Decides nothing. */
import type { Outward } from './core/effect.ts';
import type { Event } from './core/input.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import type { headerOf } from './wire/header.ts';
import { decodeReply, encodeRequest, WireError } from './wire.ts';

/** A request as it leaves, with the bytes of its transactions as they were stored and the evidence they were signed with. */
export function outgoing(
  { call, request }: Outward & { kind: 'send' },
  store: Store,
  header: ReturnType<typeof headerOf>,
) {
  const items = request.kind === 'perform' ? [request.item] : request.kind === 'exchange' ? request.items : [];
  const bytes = store.bytesOf(items.map((item) => item.msgid));
  const head = store.head();
  const asked = request.kind === 'hello' ? { ...request, head_hash: head, head_seq: store.headSeq() } : request;
  // Every attempt carries the journal's head, so that the terminal cannot rewrite what it has already reported.
  const previous_hash = Buffer.from(head, 'hex');
  const told = items.some(({ attempt }) => attempt.provisional);
  const evidence = told ? store.evidenceOf(bytes) : new Map();
  return encodeRequest(asked, header, bytes, { frame_id: call, previous_hash, evidence });
}

/** A reply that cannot be read is no reply: what it meant is found out by inquiry. */
export function incoming(
  event: { readonly call: number; readonly method: Parameters<typeof decodeReply>[0]; readonly bytes: Uint8Array },
  log: Log,
): Event {
  const { call, method, bytes } = event;
  try {
    return { kind: 'reply', call, reply: decodeReply(method, bytes) };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    log.warn('unreadable_reply', { method, message: error.message });
    return { kind: 'no_reply', call, reason: 'unreadable' };
  }
}

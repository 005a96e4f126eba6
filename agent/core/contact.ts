/**
 * Contact with the centre: every connection begins with a hello that compares epoch and numbers, so that a rolled-back
 * or copied file is noticed before it sends anything. Until it is answered, counters work offline.
 */
import type { CentreReply, NoReply } from './centre.ts';
import { missed } from './dispatch.ts';
import { type Draft, durable, isPending, notify, patch, send, setTrouble } from './draft.ts';
import type { LinkState } from './state.ts';
import { confirmClock } from './time.ts';

/** How often the instant of the last contact is written down, ms: the 72-hour rule needs no finer grain. */
const CONTACT_GRAIN_MS = 60_000;

export function onLink(draft: Draft, up: boolean): void {
  setLink(draft, { phase: up ? 'greeting' : 'down', retryAtMs: 0, failures: 0 });
}

/** Says hello when there is a connection that has not been greeted, or again when the breaker tries. */
export function greetWhenDue(draft: Draft): void {
  const { link, numbering, limits } = draft.state;
  if (link.phase !== 'greeting' || draft.at.monotonicMs < link.retryAtMs || isPending(draft.state, 'hello')) return;
  const request = { kind: 'hello', epoch: numbering.epoch, number: numbering.number, head_hash: '' } as const;
  send(draft, request, { kind: 'hello' }, limits.readDeadlineMs);
}

export function onHello(draft: Draft, answer: (CentreReply & { kind: 'hello' }) | NoReply): void {
  // A miss was counted already, or the connection went away in the meantime.
  if (typeof answer === 'string' || draft.state.link.phase !== 'greeting') return;
  const { numbering } = draft.state;
  const behind =
    answer.epoch > numbering.epoch || (answer.epoch === numbering.epoch && answer.number > numbering.number);
  if (answer.result.code !== 'ok' || behind) {
    // The centre knows more of this terminal than the terminal itself: its file was rolled back. Sending would double.
    notify(draft, { kind: 'link', phase: behind ? 'refused_behind' : 'refused' });
    return missed(draft);
  }
  patch(draft, { clock: confirmClock(draft.state.clock, answer.centre_ms) });
  setLink(draft, {
    phase: 'ready',
    epochConfirmed: true,
    paceMs: answer.pace_ms,
    batchRows: Math.max(1, Math.min(500, answer.batch_rows || draft.state.limits.batchRows)),
  });
}

/** Any answer is contact: failures are forgotten, and the instant is kept. */
export function onContact(draft: Draft): void {
  const { link } = draft.state;
  const { wallMs } = draft.at;
  if (draft.state.troubles['link'] !== undefined) setTrouble(draft, 'link', null);
  const due = link.lastContactMs === null || Math.abs(wallMs - link.lastContactMs) >= CONTACT_GRAIN_MS;
  if (due) durable(draft, { kind: 'save_contact', at_ms: wallMs });
  patch(draft, { link: { ...link, failures: 0, retryAtMs: 0, lastContactMs: due ? wallMs : link.lastContactMs } });
}

function setLink(draft: Draft, change: Partial<LinkState>): void {
  const { link } = draft.state;
  patch(draft, { link: { ...link, ...change } });
  if (change.phase !== undefined && change.phase !== link.phase) notify(draft, { kind: 'link', phase: change.phase });
}

/**
 * Contact with the centre: every connection begins with a hello that compares epoch and numbers, so that a rolled-back
 * or copied file is noticed before it sends anything. Until it is answered, counters work offline.
 */
import type { NoReply } from './centre.ts';
import { type Draft, durable, isPending, lookUp, patch, send, setLink, setTrouble } from './draft.ts';
import { compare, type FoundLacking, type HelloReply, takeIn } from './epoch.ts';
import type { Found } from './input.ts';
import type { LinkState } from './state.ts';
import { confirmClock } from './time.ts';

/** A long queue begins to drain at a moment drawn by lot within this, ms: what was cut off together is back together. */
const SPREAD_MS = 3_000;

/** A centre that wants more signs of life than this gets no more, ms. */
const LEAST_HEARTBEAT_MS = 1_000;

/**
 * How often the instant of the last contact is written down, ms: the 72-hour rule needs no finer grain, a start goes by an
 * earlier one at worst, and an idle counter spares its disk four syncs of five.
 */
const CONTACT_GRAIN_MS = 300_000;

export function onLink(draft: Draft, up: boolean): void {
  setLink(draft, { phase: up ? 'greeting' : 'down', retryAtMs: 0, signInAtMs: 0, failures: 0, comparing: false });
}

/** Says hello when there is a connection that has not been greeted, or again when the breaker tries, or as a sign of life. */
export function greetWhenDue(draft: Draft): void {
  const { link, numbering, limits } = draft.state;
  const now = draft.at.monotonicMs;
  const due = link.phase === 'greeting' ? now >= link.retryAtMs : now >= nextHeartbeat(link);
  if (!due || link.comparing || isPending(draft.state, 'hello')) return;
  const { epoch, number } = numbering;
  send(draft, { kind: 'hello', epoch, number, head_hash: '', head_seq: 0 }, { kind: 'hello' }, limits.readDeadlineMs);
}

/** Monotonic ms of the next sign of life; infinite while none is wanted. */
export function nextHeartbeat({ phase, heartbeatMs, greetedMs, retryAtMs }: LinkState): number {
  if (phase !== 'ready' || heartbeatMs === 0) return Number.POSITIVE_INFINITY;
  return Math.max(greetedMs + heartbeatMs, retryAtMs);
}

export function onHello(draft: Draft, answer: HelloReply | NoReply): void {
  // A miss was counted already, or the connection went away in the meantime.
  if (typeof answer === 'string' || draft.state.link.phase === 'down') return;
  setLink(draft, { comparing: true });
  lookUp(draft, { kind: 'find_head', hello: answer });
}

export function onHead(draft: Draft, { hello, hash }: Found & { kind: 'head' }): void {
  const compared = compare(draft, hello, hash);
  if (compared === 'refused') {
    return setLink(draft, { phase: 'greeting', retryAtMs: slowestMs(draft), comparing: false });
  }
  // A centre that does not say its time settles nothing.
  if (hello.centre_ms !== 0) patch(draft, { clock: confirmClock(draft.state.clock, hello.centre_ms) });
  const { dispatch } = draft.state;
  // A slower pace that was told before does not outlast the greeting.
  const nextFrameMs = Math.min(dispatch.nextFrameMs, draft.at.monotonicMs + hello.pace_ms);
  patch(draft, { dispatch: { ...dispatch, nextFrameMs } });
  setLink(draft, {
    paceMs: hello.pace_ms,
    batchRows: Math.max(1, Math.min(500, hello.batch_rows || draft.state.limits.batchRows)),
    heartbeatMs: hello.heartbeat_ms === 0 ? 0 : Math.max(LEAST_HEARTBEAT_MS, hello.heartbeat_ms),
    clockOffsetMs: hello.centre_ms === 0 ? null : hello.centre_ms - draft.at.wallMs,
    greetedMs: draft.at.monotonicMs,
    comparing: compared === 'fetching',
  });
  if (compared === 'same' && draft.state.link.phase === 'greeting') ready(draft);
}

/** Monotonic ms of the next try where the answer will not change soon: at the slowest pace, for ever. */
export function slowestMs({ state, at }: Draft): number {
  return at.monotonicMs + Math.ceil((state.limits.backoffCapMs * (1 + at.dice)) / 2);
}

export function onLacking(draft: Draft, found: FoundLacking): void {
  if (!draft.state.link.comparing) return;
  const taken = takeIn(draft, found);
  if (taken === 'more') return;
  setTrouble(draft, 'fetch', taken === 'all' ? null : taken);
  // Nothing is sent as long as there is something there that is not here.
  if (taken !== 'all') return setLink(draft, { comparing: false, retryAtMs: slowestMs(draft) });
  lookUp(draft, { kind: 'find_goods_missed', cause: 'settled' });
  lookUp(draft, { kind: 'find_goods_missed', cause: 'reversed' });
  setLink(draft, { comparing: false });
  ready(draft);
}

/** From now on live and queued transactions go to the centre, and this epoch may be trusted without it. */
function ready(draft: Draft): void {
  if (!draft.state.link.epochConfirmed) {
    patch(draft, { link: { ...draft.state.link, epochConfirmed: true } });
    durable(draft, { kind: 'save_contact', at_ms: draft.at.wallMs, confirmed: true });
  }
  const { dispatch, limits } = draft.state;
  const spread = dispatch.queued > limits.batchRows ? draft.at.monotonicMs + Math.floor(SPREAD_MS * draft.at.dice) : 0;
  patch(draft, { dispatch: { ...dispatch, nextFrameMs: Math.max(dispatch.nextFrameMs, spread) } });
  setLink(draft, { phase: 'ready' });
}

/**
 * Writes down that it has been so late: time that passed without the centre does not become less when the machine is set
 * back and started again. An instant of a clock that is not trusted is none.
 */
export function noteSeen(draft: Draft, grainMs: number): void {
  const { clock, seenMs } = draft.state;
  if (!clock.trusted || (seenMs !== null && Math.abs(clock.wallMs - seenMs) < grainMs)) return;
  const { wallMs, monotonicMs, bootId } = clock;
  durable(draft, { kind: 'save_seen', seen: { wallMs, monotonicMs, bootId } });
  patch(draft, { seenMs: wallMs });
}

/** Any answer is contact: failures are forgotten, and the instant is kept. */
export function onContact(draft: Draft): void {
  const { link } = draft.state;
  const { wallMs } = draft.at;
  if (draft.state.troubles['link'] !== undefined) setTrouble(draft, 'link', null);
  const due = link.keptContactMs === null || Math.abs(wallMs - link.keptContactMs) >= CONTACT_GRAIN_MS;
  if (due) durable(draft, { kind: 'save_contact', at_ms: wallMs, confirmed: link.epochConfirmed });
  // In the same turn: it costs nothing more.
  if (due) noteSeen(draft, 0);
  patch(draft, {
    link: {
      ...link,
      failures: 0,
      retryAtMs: 0,
      lastContactMs: wallMs,
      keptContactMs: due ? wallMs : link.keptContactMs,
    },
  });
}

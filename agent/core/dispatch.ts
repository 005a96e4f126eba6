/**
 * The one dispatcher: takes queued rows and sends them in frames, inquires after unknown ones, and backs off when the
 * link fails. It drops nothing by age or attempts; what it may send, the store's claim decides (order per person).
 */
import { itemOf } from './accept.ts';
import { applyAnswer, applyLate, backoffMs, tellWithoutAnswer, undecided, unsent, waitingRows } from './answer.ts';
import type { Answer, CentreReply, NoReply } from './centre.ts';
import { type Draft, isPending, lookUp, patch, send, setLink, takeCall } from './draft.ts';
import { noteAnswers } from './flaw.ts';
import type { RowView } from './input.ts';
import { MESSAGES, type Message } from './message.ts';
import { storeReversal } from './reversal.ts';
import { follow, isEmpty, moveRow, recount } from './row.ts';
import type { AgentState, DispatchState, Waiter } from './state.ts';

/** Misses in a row that open the breaker: from then on counters do not wait for a centre that is not there. */
export const BREAKER_MISSES = 3;

export function mayDispatch(state: AgentState, nowMs: number): boolean {
  return state.link.phase === 'ready' && state.shift.phase === 'signed_in' && nowMs >= state.link.retryAtMs;
}

/** Starts whatever may start now. Called at the end of every step, of a tick's too; does nothing when nothing is due. */
export function pump(draft: Draft, tick: boolean): void {
  const now = draft.at.monotonicMs;
  if (!mayDispatch(draft.state, now)) return;
  const except = waitingRows(draft);
  const { unknown, blockedUnknown, asking } = draft.state.dispatch;
  const limit = frameRows(draft.state, now);
  if (unknown > 0 && !blockedUnknown && !asking && !isPending(draft.state, 'inquire')) {
    mark(draft, { asking: true });
    // What is found may go back into the queue: claimed is what waits after that, or the claim would find it blocked.
    return lookUp(draft, { kind: 'find_unknown', limit, except });
  }
  if (!frameDue(draft.state, now) || (!tick && isServed(draft.state, now))) return;
  mark(draft, { claiming: true });
  lookUp(draft, { kind: 'claim', limit, except });
}

function frameDue({ dispatch, calls, limits }: AgentState, nowMs: number): boolean {
  const { queued, blocked, claiming, nextFrameMs } = dispatch;
  if (queued === 0 || blocked || claiming || nowMs < nextFrameMs) return false;
  return Object.values(calls).filter((pending) => pending.kind === 'exchange').length < limits.framesInFlight;
}

/**
 * While somebody is served a frame waits for a tick, which is a turn of its own: no sale waits for it besides its own
 * turn.
 */
export function frameWaits(state: AgentState, nowMs: number): boolean {
  return frameDue(state, nowMs) && isServed(state, nowMs);
}

/**
 * How many rows go at once: what a sale waits for is the frame at work, and a row costs less in a long one. Never more than
 * the centre takes.
 */
export function frameRows(state: AgentState, nowMs: number): number {
  const { limits, link } = state;
  const most = isServed(state, nowMs) ? limits.batchRows : Math.max(limits.batchRows, limits.quietBatchRows);
  return Math.min(most, link.batchRows);
}

/** While a session is open or an outcome is waited for, and for a while after that. */
function isServed({ limits, dispatch, sessions, waiting }: AgentState, nowMs: number): boolean {
  const { servedMs } = dispatch;
  return (servedMs !== null && nowMs - servedMs < limits.quietMs) || !isEmpty(sessions) || !isEmpty(waiting);
}

function mark(draft: Draft, change: Partial<DispatchState>): void {
  patch(draft, { dispatch: { ...draft.state.dispatch, ...change } });
}

/** Rows the store has marked inflight (voids stay voided) and hands over to be sent. */
export function onClaimed(draft: Draft, rows: readonly RowView[]): void {
  const { link, limits } = draft.state;
  mark(draft, { claiming: false, blocked: rows.length === 0 });
  if (rows.length === 0) return;
  const sent = rows.filter((row) => row.state === 'inflight');
  recount(draft, 'queued', 'inflight', sent.length);
  for (const row of sent) follow(draft, row);
  mark(draft, { nextFrameMs: draft.at.monotonicMs + link.paceMs });
  send(draft, { kind: 'exchange', items: rows.map(itemOf) }, { kind: 'exchange', rows }, limits.syncDeadlineMs);
}

export function onUnknown(draft: Draft, rows: readonly RowView[]): void {
  const { limits } = draft.state;
  mark(draft, { asking: false, blockedUnknown: rows.length === 0 });
  if (rows.length === 0) return;
  const to = (what: Message['unanswered']) => rows.filter(({ infno }) => MESSAGES[infno].unanswered === what);
  for (const row of to('resend')) moveRow(draft, row, ['inquiring', 'queued'], { note: 'resend' });
  for (const row of to('undo')) storeReversal(draft, row, 'abandoned');
  const asked = to('inquire').map((row) => moveRow(draft, row, ['inquiring']));
  const msgids = asked.map((row) => row.msgid);
  if (msgids.length === 0) return;
  send(draft, { kind: 'inquire', msgids }, { kind: 'inquire', rows: asked }, limits.syncDeadlineMs);
}

type RowReply = CentreReply & { kind: 'perform' | 'exchange' | 'inquire' };

/** An answer for rows: to those that were asked for, in whatever order; what was not answered stays unknown. */
export function onRowReply(draft: Draft, call: number, answer: RowReply): void {
  const pending = takeCall(draft, call);
  const answers = answersOf(answer);
  if (pending === null) return lookUp(draft, { kind: 'find_late', answers });
  if (pending.kind !== 'perform' && pending.kind !== 'exchange' && pending.kind !== 'inquire') return;
  const rows = pending.kind === 'perform' ? [pending.row] : pending.rows;
  const inOrder = answers.length === rows.length && rows.every(({ msgid }, at) => answers[at]?.msgid === msgid);
  noteAnswers(draft, rows, answers, inOrder);
  // What has not left yet is not sent to be refused as well: the next greeting says whether this terminal may speak.
  if (answers.some(({ result }) => result.code === 'terminal_refused')) greetAgain(draft);
  const byId = inOrder ? null : byIdOf(answers);
  for (const [at, row] of rows.entries()) {
    const one = byId === null ? answers[at] : byId.get(row.msgid);
    if (one === undefined || one === null) undecided(draft, row);
    else applyAnswer(draft, row, one);
  }
  if (answer.kind === 'exchange') keepPace(draft, answer.pace_ms);
}

/** From now on: for the frame that is next, too, which waits since the last one left. */
function keepPace(draft: Draft, paceMs: number): void {
  const { link, dispatch } = draft.state;
  if (paceMs === link.paceMs) return;
  mark(draft, { nextFrameMs: dispatch.nextFrameMs + paceMs - link.paceMs });
  patch(draft, { link: { ...link, paceMs } });
}

/** Null where two answers to one id contradict each other: neither is believed. */
function byIdOf(answers: readonly Answer[]): ReadonlyMap<string, Answer | null> {
  const byId = new Map<string, Answer | null>();
  for (const one of answers) {
    const former = byId.get(one.msgid);
    byId.set(one.msgid, former === undefined || saysTheSame(former, one) ? one : null);
  }
  return byId;
}

function saysTheSame(former: Answer | null, { outcome, setl_id, setlinfo }: Answer): boolean {
  if (former?.outcome !== outcome || former.setl_id !== setl_id) return false;
  return JSON.stringify(former.setlinfo) === JSON.stringify(setlinfo);
}

function answersOf(answer: RowReply): readonly Answer[] {
  return answer.kind === 'perform' ? [answer.answer] : answer.answers;
}

/** No answer for rows: unknown, and the next try backs off. */
export function onRowsSilent(draft: Draft, rows: readonly RowView[], reason: NoReply): void {
  for (const row of rows) unsent(draft, row, reason);
}

export function onLate(draft: Draft, pairs: readonly { readonly row: RowView; readonly answer: Answer }[]): void {
  for (const { row, answer } of pairs) applyLate(draft, row, answer);
}

/** Failures stretch the back-off; enough of them open the breaker until a hello has been answered. */
export function missed(draft: Draft): void {
  const { link, limits } = draft.state;
  const failures = link.failures + 1;
  const retryAtMs = draft.at.monotonicMs + backoffMs(limits, failures, draft.at.dice);
  const phase = link.phase === 'ready' && failures >= BREAKER_MISSES ? 'greeting' : link.phase;
  setLink(draft, { failures, retryAtMs, phase });
}

function greetAgain(draft: Draft): void {
  if (draft.state.link.phase === 'ready') setLink(draft, { phase: 'greeting' });
}

/** No answer will come to this run any more: a counter that waits hears now what it would have heard at its deadline. */
export function endWaiting(draft: Draft): void {
  for (const waiter of Object.values(draft.state.waiting)) if (isHere(waiter)) tellWithoutAnswer(draft, waiter.row);
}

/** Not on the wire: no answer to it is under way. */
export function isHere({ row: { state } }: Waiter): boolean {
  return state === 'queued' || state === 'unknown';
}

/** Deadlines that passed: requests without an answer, and counters that can wait no longer. */
export function expireWaiting(draft: Draft): void {
  const now = draft.at.monotonicMs;
  for (const waiter of Object.values(draft.state.waiting)) {
    // A row that is on the wire becomes unknown when its request ends, and is told then.
    if (waiter.deadlineMs <= now && isHere(waiter)) tellWithoutAnswer(draft, waiter.row);
  }
}

/**
 * One step in the making: the state so far and the effects so far. Machines write to a draft; seen from outside, a step
 * stays a pure function, because a draft never outlives it.
 */
import type { CentreRequest } from './centre.ts';
import type { CommandReply, Durable, Effect, Lookup, Notice } from './effect.ts';
import { type Problem, problem, type Trouble } from './problem.ts';
import type { AgentState, LinkState, Pending, Session } from './state.ts';
import type { Stamp } from './time.ts';

export interface Draft {
  /** The step's own copy, so that it is changed in place: what it holds is replaced and never changed. */
  readonly state: AgentState;
  readonly effects: Effect[];
  /** The last of them that is a look-up. */
  looked: Lookup | null;
  readonly at: Stamp;
}

export function patch(draft: Draft, change: Partial<AgentState>): void {
  Object.assign(draft.state, change);
}

export function durable(draft: Draft, effect: Durable): void {
  draft.effects.push(effect);
}

export function lookUp(draft: Draft, effect: Lookup): void {
  draft.effects.push(effect);
  draft.looked = effect;
}

export function notify(draft: Draft, notice: Notice): void {
  draft.effects.push({ kind: 'notice', notice });
}

/** Answers a command. A call that nobody waits for any more (null) is passed over. */
export function reply(draft: Draft, call: number | null, value: CommandReply): void {
  if (call !== null) draft.effects.push({ kind: 'reply', call, reply: value });
}

export function refuse(draft: Draft, call: number | null, problem: Problem): void {
  if (call !== null) draft.effects.push({ kind: 'refuse', call, problem });
}

type PendingBody = Pending extends infer P ? (P extends Pending ? Omit<P, 'deadlineMs'> : never) : never;

/** Asks the centre; the answer, or that there is none, comes back as an input carrying the call's number. */
export function send(draft: Draft, request: CentreRequest, pending: PendingBody, deadlineMs: number): void {
  const call = draft.state.nextCall;
  const entry = { deadlineMs: draft.at.monotonicMs + deadlineMs, ...pending } as Pending;
  patch(draft, { nextCall: call + 1, calls: { ...draft.state.calls, [call]: entry } });
  draft.effects.push({ kind: 'send', call, request, deadlineMs });
}

/** Takes a request off the list of those under way; null when it is not there any more (its deadline has passed). */
export function takeCall(draft: Draft, call: number): Pending | null {
  const { [call]: pending, ...rest } = draft.state.calls;
  if (pending === undefined) return null;
  patch(draft, { calls: rest });
  return pending;
}

/** Whether a counter waits for the centre: there is contact, and the operator is signed in there. */
export function isOnline({ state }: Draft): boolean {
  return state.link.phase === 'ready' && state.shift.phase === 'signed_in';
}

/** Why nothing new may be begun now: nobody is on duty, or what their day held has been added up and is being closed. */
export function offDuty({ state }: Draft): Problem | null {
  if (state.shift.phase === 'closed') return problem('shift_not_open');
  return state.closing === 'close' ? problem('busy', { operation: 'close_shift' }) : null;
}

export function isPending(state: AgentState, kind: Pending['kind']): boolean {
  return Object.values(state.calls).some((pending) => pending.kind === kind);
}

export function putSession(draft: Draft, session: Session): void {
  const touched = { ...session, touchedMs: draft.at.monotonicMs };
  patch(draft, { sessions: { ...draft.state.sessions, [session.id]: touched } });
}

/** Whoever still waits for the centre's own bill goes on with the counter's: this session is about to be another, or over. */
export function answerWaiting(draft: Draft, session: Session): void {
  reply(draft, session.call, { kind: 'session', session: { ...session, call: null } });
}

export function dropSession(draft: Draft, id: string): void {
  const { [id]: _gone, ...rest } = draft.state.sessions;
  patch(draft, { sessions: rest });
  noteServed(draft);
}

/** Somebody was served until now. */
export function noteServed(draft: Draft): void {
  patch(draft, { dispatch: { ...draft.state.dispatch, servedMs: draft.at.monotonicMs } });
}

/** What is wrong at one source, or null when nothing is any more. */
export function setTrouble(draft: Draft, source: string, trouble: Trouble | null): void {
  const { [source]: _former, ...rest } = draft.state.troubles;
  patch(draft, { troubles: trouble === null ? rest : { ...rest, [source]: trouble } });
}

/** What changes of the link to the centre; whoever listens hears of another phase. */
export function setLink(draft: Draft, change: Partial<LinkState>): void {
  const { link } = draft.state;
  patch(draft, { link: { ...link, ...change } });
  if (change.phase !== undefined && change.phase !== link.phase) notify(draft, { kind: 'link', phase: change.phase });
}

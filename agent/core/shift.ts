/**
 * The operator's day: opened locally at once, signed in (9001) at contact, closed (9002) only when nothing is open and
 * the totals of both sides have been laid side by side.
 */
import type { CentreReply, NoReply, Result } from './centre.ts';
import { slowestMs } from './contact.ts';
import { type Draft, durable, isOnline, isPending, notify, patch, refuse, reply, send, setTrouble } from './draft.ts';
import { problem } from './problem.ts';
import { reconcileShift } from './reconcile/run.ts';
import { CLOSED_SHIFT, type Pending, type ShiftState } from './state.ts';

/** Who opens a shift or goes on with it; without a role where nobody is enrolled. */
export type OnDuty = Pick<ShiftState, 'opter' | 'opter_name' | 'role'>;

export function openShift(draft: Draft, call: number, who: OnDuty): void {
  const { shift, link } = draft.state;
  if (shift.phase !== 'closed') return refuse(draft, call, problem('shift_already_open', { opter: shift.opter }));
  saveShift(draft, { ...keep(shift), phase: 'local', ...who, sign_no: '', opened_ms: draft.at.wallMs });
  if (link.phase === 'ready') signIn(draft, call);
  else reply(draft, call, { kind: 'shift', shift: draft.state.shift });
}

/**
 * Another operator goes on: nothing that is open is lost, nobody waits for the totals. The one before is signed out at
 * the centre, the new one signed in, whenever there is contact; until then the shift is a local one.
 */
export function handOver(draft: Draft, call: number, who: OnDuty): void {
  const { shift, link, closing } = draft.state;
  if (shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  if (closing !== null) return refuse(draft, call, problem('busy', { operation: 'close_shift' }));
  const left = shift.sign_no === '' ? [] : [{ sign_no: shift.sign_no, opter: shift.opter }];
  saveShift(draft, {
    phase: 'local',
    ...who,
    sign_no: '',
    opened_ms: draft.at.wallMs,
    since_ms: shift.since_ms ?? shift.opened_ms,
    former: [...(shift.former ?? []), ...left],
  });
  if (link.phase === 'ready') signIn(draft, call);
  else reply(draft, call, { kind: 'shift', shift: draft.state.shift });
}

/** Signs out, one by one, the operators who handed over, once somebody is signed in again. */
export function signOutFormer(draft: Draft): void {
  const { shift, link, limits } = draft.state;
  const [first] = shift.former ?? [];
  if (first === undefined || shift.phase === 'local' || link.phase !== 'ready') return;
  if (draft.at.monotonicMs < link.retryAtMs || isPending(draft.state, 'sign_out_former')) return;
  const { sign_no, opter } = first;
  send(
    draft,
    { kind: 'sign_out', sign_no, opter_no: opter },
    { kind: 'sign_out_former', sign_no },
    limits.readDeadlineMs,
  );
}

/** Ended, or refused because it had ended before: in both cases it is over. */
export function onSignOutFormer(draft: Draft, sign_no: string): void {
  const { shift } = draft.state;
  saveShift(draft, { ...shift, former: (shift.former ?? []).filter((one) => one.sign_no !== sign_no) });
}

function signIn(draft: Draft, call: number | null): void {
  const request = { kind: 'sign_in', opter_no: draft.state.shift.opter } as const;
  send(draft, request, { kind: 'sign_in', call, opter: draft.state.shift.opter }, draft.state.limits.readDeadlineMs);
}

export function onSignIn(
  draft: Draft,
  { call, opter }: Pending & { kind: 'sign_in' },
  answer: (CentreReply & { kind: 'sign_in' }) | NoReply,
): void {
  const { shift } = draft.state;
  if (typeof answer !== 'string') noteRefusal(draft, answer.result);
  if (typeof answer !== 'string' && answer.result.code === 'ok' && shift.phase === 'local') {
    const { sign_no } = answer;
    // The operator has changed in the meantime: this sign-in is of the one before.
    if (shift.opter !== opter) saveShift(draft, { ...shift, former: [...(shift.former ?? []), { sign_no, opter }] });
    else saveShift(draft, { ...shift, phase: 'signed_in', sign_no });
  }
  // Refused or unanswered: the shift stays local and is signed in later.
  reply(draft, call, { kind: 'shift', shift: draft.state.shift });
}

/** Nothing is sent before it is signed in, so somebody has to know why it is not. */
function noteRefusal(draft: Draft, { code, err_msg }: Result): void {
  const refused = code !== 'ok';
  setTrouble(draft, 'sign_in', refused ? { code: 'centre_refused', facts: { detail: `9001 ${err_msg}` } } : null);
  if (refused) patch(draft, { link: { ...draft.state.link, signInAtMs: slowestMs(draft) } });
}

/** What outlives an operator: sign-outs the centre has not heard yet. */
function keep({ former = [] }: ShiftState): Pick<ShiftState, 'former'> {
  return former.length === 0 ? {} : { former };
}

export function saveShift(draft: Draft, shift: ShiftState): void {
  patch(draft, { shift });
  durable(draft, { kind: 'save_shift', shift });
  notify(draft, { kind: 'shift', phase: shift.phase });
}

export function closeShift(draft: Draft, call: number, reason: string | null): void {
  const { shift, dispatch, closing } = draft.state;
  if (shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  if (closing !== null) return refuse(draft, call, problem('busy', { operation: 'close_shift' }));
  if (reason !== null && reason.trim() === '')
    return refuse(draft, call, problem('reason_needed', { action: 'sign_off' }));
  const { queued, unknown, underway, reversing } = dispatch;
  if (queued + unknown + underway + reversing > 0)
    return refuse(draft, call, problem('open_items', { queued, unknown, underway, reversing }));
  if (!isOnline(draft)) return refuse(draft, call, problem('centre_unreachable'));
  reconcileShift(draft, call, reason);
}

type SignOut = Omit<Pending & { readonly kind: 'sign_out' }, 'kind' | 'deadlineMs'>;

/** The last step of the day: every one of its days was laid side by side. */
export function signOut(draft: Draft, day: SignOut): void {
  const { sign_no, opter: opter_no } = draft.state.shift;
  const { readDeadlineMs } = draft.state.limits;
  send(draft, { kind: 'sign_out', sign_no, opter_no }, { kind: 'sign_out', ...day }, readDeadlineMs);
}

export function onSignOut(
  draft: Draft,
  pending: Pending & { kind: 'sign_out' },
  answer: (CentreReply & { kind: 'sign_out' }) | NoReply,
): void {
  const { call, dates, terminal, centre, equal } = pending;
  if (typeof answer === 'string') return stopClosing(draft, call, 'centre_unreachable');
  // A sign-out whose answer was lost is refused as ended the second time: it is ended all the same.
  if (answer.result.code !== 'ok' && answer.result.code !== 'not_signed_in')
    return stopClosing(draft, call, 'centre_refused', answer.result.err_msg);
  const closed = draft.state.shift;
  durable(draft, { kind: 'close_days', dates, opter: closed.opter });
  saveShift(draft, { ...CLOSED_SHIFT, ...keep(closed) });
  patch(draft, { closing: null });
  reply(draft, call, { kind: 'shift_closed', shift: closed, terminal, centre, equal });
}

function stopClosing(draft: Draft, call: number, code: 'centre_unreachable' | 'centre_refused', detail = ''): void {
  patch(draft, { closing: null });
  refuse(draft, call, problem(code, { detail }));
}

/** Brings a local shift to the centre once there is contact. */
export function signInWhenPossible(draft: Draft): void {
  const { shift, link } = draft.state;
  if (shift.phase !== 'local' || link.phase !== 'ready') return;
  if (draft.at.monotonicMs < Math.max(link.retryAtMs, link.signInAtMs)) return;
  if (!isPending(draft.state, 'sign_in')) signIn(draft, null);
}

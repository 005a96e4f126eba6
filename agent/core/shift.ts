/**
 * The operator's day: opened locally at once, signed in (9001) at contact, closed (9002) only when nothing is open and
 * the totals of both sides have been laid side by side.
 */
import type { CentreReply, NoReply } from './centre.ts';
import { type Draft, durable, isPending, lookUp, notify, patch, refuse, reply, send } from './draft.ts';
import type { Found } from './input.ts';
import { problem } from './problem.ts';
import { CLOSED_SHIFT, type Pending, type ShiftState } from './state.ts';
import { civilTime, dateOf } from './time.ts';

export function openShift(draft: Draft, call: number, opter: string, opter_name: string): void {
  const { shift, link } = draft.state;
  if (shift.phase !== 'closed') {
    if (shift.opter !== opter) return refuse(draft, call, problem('shift_already_open', { opter: shift.opter }));
    return reply(draft, call, { kind: 'shift', shift });
  }
  saveShift(draft, { phase: 'local', opter, opter_name, sign_no: '', opened_ms: draft.at.wallMs });
  if (link.phase === 'ready') signIn(draft, call);
  else reply(draft, call, { kind: 'shift', shift: draft.state.shift });
}

export function signIn(draft: Draft, call: number | null): void {
  const request = { kind: 'sign_in', opter_no: draft.state.shift.opter } as const;
  send(draft, request, { kind: 'sign_in', call }, draft.state.limits.readDeadlineMs);
}

export function onSignIn(
  draft: Draft,
  call: number | null,
  answer: (CentreReply & { kind: 'sign_in' }) | NoReply,
): void {
  const { shift } = draft.state;
  if (typeof answer !== 'string' && answer.result.code === 'ok' && shift.phase === 'local')
    saveShift(draft, { ...shift, phase: 'signed_in', sign_no: answer.sign_no });
  // Refused or unanswered: the shift stays local and is signed in at the next contact.
  reply(draft, call, { kind: 'shift', shift: draft.state.shift });
}

export function saveShift(draft: Draft, shift: ShiftState): void {
  patch(draft, { shift });
  durable(draft, { kind: 'save_shift', shift });
  notify(draft, { kind: 'shift', phase: shift.phase });
}

export function closeShift(draft: Draft, call: number, reason: string | null): void {
  const { shift, link, dispatch, closing } = draft.state;
  if (shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  if (closing) return refuse(draft, call, problem('busy', { operation: 'close_shift' }));
  const { queued, unknown, underway, reversing } = dispatch;
  if (queued + unknown + underway + reversing > 0)
    return refuse(draft, call, problem('open_items', { queued, unknown, underway, reversing }));
  if (link.phase !== 'ready' || shift.phase !== 'signed_in') return refuse(draft, call, problem('centre_unreachable'));
  patch(draft, { closing: true });
  const begndate = dateOf(civilTime(shift.opened_ms));
  const enddate = dateOf(civilTime(Math.max(draft.at.wallMs, shift.opened_ms)));
  lookUp(draft, { kind: 'find_totals', call, reason, begndate, enddate });
}

export function onTotalsFound(draft: Draft, found: Found & { kind: 'totals' }): void {
  const { call, reason, totals, begndate: stmt_begndate, enddate: stmt_enddate } = found;
  const request = { kind: 'totals', stmt_begndate, stmt_enddate, totals } as const;
  send(draft, request, { kind: 'totals', call, reason, totals }, draft.state.limits.syncDeadlineMs);
}

export function onTotalsReply(
  draft: Draft,
  pending: Pending & { kind: 'totals' },
  answer: (CentreReply & { kind: 'totals' }) | NoReply,
): void {
  const { call, reason, totals } = pending;
  if (typeof answer === 'string') return stopClosing(draft, call, 'centre_unreachable');
  if (answer.result.code !== 'ok') return stopClosing(draft, call, 'centre_refused', answer.result.err_msg);
  const differing = answer.results.filter((one) => one.stmt_rslt !== '0').length;
  // Differing totals close the day only with a reason, which is kept with the operator.
  if (differing > 0 && reason === null) return stopClosing(draft, call, 'totals_differ', String(differing));
  const { sign_no, opter: opter_no } = draft.state.shift;
  const centre = answer.results.map((one) => one.centre);
  send(
    draft,
    { kind: 'sign_out', sign_no, opter_no },
    { kind: 'sign_out', call, reason, terminal: totals, centre, equal: differing === 0 },
    draft.state.limits.readDeadlineMs,
  );
}

export function onSignOut(
  draft: Draft,
  pending: Pending & { kind: 'sign_out' },
  answer: (CentreReply & { kind: 'sign_out' }) | NoReply,
): void {
  const { call, terminal, centre, equal } = pending;
  if (typeof answer === 'string') return stopClosing(draft, call, 'centre_unreachable');
  // A sign-out whose answer was lost is refused as ended the second time: it is ended all the same.
  if (answer.result.code !== 'ok' && answer.result.code !== 'not_signed_in')
    return stopClosing(draft, call, 'centre_refused', answer.result.err_msg);
  const closed = draft.state.shift;
  if (pending.reason !== null)
    durable(draft, { kind: 'sign_off', opter: closed.opter, reason: pending.reason, at_ms: draft.at.wallMs });
  saveShift(draft, CLOSED_SHIFT);
  patch(draft, { closing: false });
  reply(draft, call, { kind: 'shift_closed', shift: closed, terminal, centre, equal });
}

function stopClosing(
  draft: Draft,
  call: number,
  code: 'centre_unreachable' | 'centre_refused' | 'totals_differ',
  detail = '',
): void {
  patch(draft, { closing: false });
  refuse(draft, call, problem(code, { detail }));
}

/** Brings a local shift to the centre once there is contact. */
export function signInWhenPossible(draft: Draft): void {
  const { shift, link } = draft.state;
  if (shift.phase !== 'local' || link.phase !== 'ready' || draft.at.monotonicMs < link.retryAtMs) return;
  if (!isPending(draft.state, 'sign_in')) signIn(draft, null);
}

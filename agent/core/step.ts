/**
 * The agent's mind: one pure function from a state and an input to the next state and what is to be done. No clock, no
 * randomness, no I/O: the same inputs give the same effects for ever, in the counter, in simulation and in a replay.
 */
import { accept, onAcceptFacts } from './accept.ts';
import { onReplay } from './answer.ts';
import { consent } from './at-counter.ts';
import type { CentreReply, NoReply } from './centre.ts';
import { closeClaim, onClaim, owedWhenSettledAnew } from './claim.ts';
import { noteClient } from './client.ts';
import { onConfigured } from './configured.ts';
import { greetWhenDue, nextHeartbeat, noteSeen, onContact, onHead, onHello, onLacking, onLink } from './contact.ts';
import { nextLook, onDeadline, watchDeadlines } from './deadline.ts';
import {
  endWaiting,
  expireWaiting,
  frameWaits,
  isHere,
  mayDispatch,
  missed,
  onClaimed,
  onLate,
  onRowReply,
  onRowsSilent,
  onUnknown,
  pump,
} from './dispatch.ts';
import { type Draft, isPending, notify, patch, refuse, setTrouble, takeCall } from './draft.ts';
import type { Effect } from './effect.ts';
import { onFetched, onHeld } from './epoch.ts';
import { onGoods } from './goods.ts';
import { onGoodsFacts, tellGoods } from './goods-told.ts';
import type { Command, Found, Input, StartFacts } from './input.ts';
import { aboveLost, readIdentity } from './numbering.ts';
import { askOperator, onOperator } from './operator.ts';
import { onParked, onStanding, unpark } from './parked.ts';
import { onDevice } from './reader.ts';
import { act, onWork, onWorkReply } from './reconcile/act.ts';
import {
  onDays,
  onDetailsFound,
  onDetailsReply,
  onKnown,
  onOpenWork,
  onTotalsFound,
  onTotalsReply,
  reconcile,
} from './reconcile/run.ts';
import { onRefundFacts, onRemainder, refundPart } from './refund.ts';
import { cancel, onCancelFacts } from './reversal.ts';
import { type Approval, notPermitted, permit, rightFor } from './rights.ts';
import { forgetRole, nameDevice } from './roles.ts';
import { awaitScan, onScanned, takeScan, typedScan } from './scan/route.ts';
import {
  closeSession,
  onCatalogue,
  onPersonFacts,
  onPersonReply,
  onSnapshot,
  openAlone,
  openSession,
  setBasket,
} from './session.ts';
import { closeShift, onSignIn, onSignOut, onSignOutFormer, signInWhenPossible, signOutFormer } from './shift.ts';
import type { AgentState } from './state.ts';
import { CLOCK_TOLERANCE_MS, clockSince, observeClock, SEEN_GRAIN_MS } from './time.ts';
import { onVisitCommand, onVisitFound } from './visit/flow.ts';
import { onPresettled } from './visit/settle.ts';
import { openByVoucher } from './voucher.ts';

export interface Step {
  readonly state: AgentState;
  readonly effects: readonly Effect[];
}

export function step(state: AgentState, input: Input): Step {
  const draft: Draft = { state: { ...state }, effects: [], looked: null, at: input.at };
  watchClock(draft);
  route(draft, input);
  greetWhenDue(draft);
  signInWhenPossible(draft);
  signOutFormer(draft);
  pump(draft, input.kind === 'tick');
  watchDeadlines(draft);
  if (input.kind !== 'start' && input.kind !== 'found') noteSeen(draft, SEEN_GRAIN_MS);
  return { state: draft.state, effects: draft.effects };
}

function watchClock(draft: Draft): void {
  const clock = observeClock(draft.state.clock, draft.at);
  if (clock.trusted !== draft.state.clock.trusted)
    notify(draft, { kind: 'clock', trusted: clock.trusted, step_ms: clock.stepMs });
  patch(draft, { clock });
}

function route(draft: Draft, input: Input): void {
  switch (input.kind) {
    case 'start':
      return onStart(draft, input.facts);
    case 'command':
      return onGuarded(draft, input.call, input.command, input.approval);
    case 'device':
      return onDevice(draft, input.event);
    case 'link':
      return onLink(draft, input.up);
    case 'reply':
      onContact(draft);
      return onReply(draft, input.call, input.reply);
    case 'no_reply':
      return onSilence(draft, input.call, input.reason);
    case 'found':
      return onFound(draft, input.found);
    case 'updated':
      for (const notice of input.notices) notify(draft, notice);
      return input.packs === null ? undefined : patch(draft, { packs: input.packs });
    case 'storage':
      return setTrouble(draft, 'disk', input.short === null ? null : { code: 'disk_nearly_full', facts: input.short });
    case 'checked':
      return setTrouble(draft, 'ledger_check', input.whole ? null : { code: 'ledger_check_failed', facts: {} });
    case 'configured':
      return onConfigured(draft, input);
    case 'stop':
      return endWaiting(draft);
    case 'tick':
      return onTick(draft);
    default:
      input satisfies never;
  }
}

function onStart(draft: Draft, facts: StartFacts): void {
  const { dispatch, link } = draft.state;
  const known = facts.last_msgid === null ? { second: 0, counter: 0 } : readIdentity(facts.last_msgid);
  const last = facts.epoch > 1 && facts.number === 0 ? aboveLost(known, facts.epoch - 1) : known;
  const { queued, unknown, reversing } = facts;
  patch(draft, {
    numbering: { epoch: facts.epoch, number: facts.number, ...last },
    dispatch: { ...dispatch, queued, unknown, reversing },
    exposure: { count: facts.provisional_count, sum: facts.provisional_sum },
    link: {
      ...link,
      lastContactMs: facts.last_contact_ms,
      keptContactMs: facts.last_contact_ms,
      epochConfirmed: facts.epoch_confirmed,
    },
    shift: facts.shift ?? draft.state.shift,
    roles: facts.roles,
    enrolled: facts.enrolled,
    ...(facts.seen === null ? {} : { clock: clockSince(facts.seen, draft.at), seenMs: facts.seen.wallMs }),
  });
  // Set back while the machine was off: the last contact lies in a future that has not been.
  const backMs = (facts.last_contact_ms ?? 0) - draft.at.wallMs;
  if (backMs > CLOCK_TOLERANCE_MS) patch(draft, { clock: { ...draft.state.clock, trusted: false, stepMs: -backMs } });
}

/** What needs a right is done by whoever has it, or with the approval of one who has. */
function onGuarded(draft: Draft, call: number, command: Command, approval: Approval | undefined): void {
  const right = rightFor(command);
  const by = right === null ? null : permit(draft, right, approval);
  // One's own PIN is changed without a right, by showing it: operator.ts looks.
  if (right !== null && by === null && command.kind !== 'enrol_operator')
    return refuse(draft, call, notPermitted(draft.state, right));
  onCommand(draft, call, command, by);
}

function onCommand(draft: Draft, call: number, command: Command, by: string | null): void {
  switch (command.kind) {
    case 'open_shift':
    case 'hand_over':
    case 'enrol_operator':
    case 'remove_operator':
    case 'set_role':
    case 'approve':
      return askOperator(draft, call, command, by);
    case 'reconcile':
      return reconcile(draft, call, command.date ?? null);
    case 'work':
      return act(draft, call, command.item, command.action, command.reason ?? '');
    case 'close_shift':
      return closeShift(draft, call, command.reason ?? null);
    case 'open_session':
      if (command.voucher !== undefined || command.scan !== undefined) return openByVoucher(draft, call, command);
      return command.without_card === true ? openAlone(draft, call) : openSession(draft, call, command.device);
    case 'set_basket':
      return setBasket(draft, call, command);
    case 'accept':
      return accept(draft, call, command);
    case 'consent':
      return consent(draft, call, command);
    case 'close_session':
      return closeSession(draft, call, command.session);
    case 'await_scan':
      return awaitScan(draft, call, command.wanted);
    case 'name_device':
      return nameDevice(draft, call, command.role, command.device);
    case 'forget_role':
      return forgetRole(draft, call, command.role);
    case 'take_scan':
      return takeScan(draft, call, command.scan);
    case 'typed_scan':
      return typedScan(draft, call, command.text);
    case 'cancel':
      return cancel(draft, call, command.msgid, command.key);
    case 'refund':
      return refundPart(draft, call, command.msgid, command.key, command.lines);
    case 'close_claim':
      return closeClaim(draft, call, command.msgid, command.as, command.reason);
    case 'unpark':
      return unpark(draft, call, command.msgid, command.reason);
    case 'note_client':
      return noteClient(draft, call, command, by ?? '');
    case 'tell_goods':
      return tellGoods(draft, call, command);
    case 'open_visit':
    case 'put_findings':
    case 'put_fees':
    case 'undo_fees':
    case 'cancel_visit':
    case 'presettle_visit':
      return onVisitCommand(draft, call, command);
    default:
      command satisfies never;
  }
}

function onReply(draft: Draft, call: number, reply: CentreReply): void {
  const asking = draft.state.calls[call];
  if (asking?.kind === 'work' || asking?.kind === 'stand') {
    takeCall(draft, call);
    return asking.kind === 'work' ? onWorkReply(draft, asking, reply) : onStanding(draft, asking, reply);
  }
  if (reply.kind === 'perform' || reply.kind === 'exchange' || reply.kind === 'inquire')
    return onRowReply(draft, call, reply);
  const pending = takeCall(draft, call);
  // An answer after its deadline: nobody waits for it, and none of these changes money.
  if (pending === null) return;
  if (reply.kind === 'hello' && pending.kind === 'hello') onHello(draft, reply);
  else if (reply.kind === 'fetch_transactions') onFetched(draft, reply);
  else if (reply.kind === 'sign_in' && pending.kind === 'sign_in') onSignIn(draft, pending, reply);
  else if (reply.kind === 'query_person' && pending.kind === 'query_person')
    onPersonReply(draft, pending.session, reply);
  else if (reply.kind === 'presettle_visit' && pending.kind === 'presettle_visit')
    onPresettled(draft, pending.session, reply);
  else if (reply.kind === 'totals' && pending.kind === 'totals') onTotalsReply(draft, pending, reply);
  else if (reply.kind === 'details' && pending.kind === 'details') onDetailsReply(draft, pending, reply);
  else if (reply.kind === 'sign_out' && pending.kind === 'sign_out') onSignOut(draft, pending, reply);
  else if (reply.kind === 'sign_out' && pending.kind === 'sign_out_former') onSignOutFormer(draft, pending.sign_no);
}

function onSilence(draft: Draft, call: number, reason: NoReply): void {
  const pending = takeCall(draft, call);
  if (pending === null) return;
  setTrouble(draft, 'link', { code: `link_${reason}`, facts: {} });
  missed(draft);
  switch (pending.kind) {
    case 'hello':
      return onHello(draft, reason);
    case 'fetch_transactions':
      return onFetched(draft, reason);
    case 'sign_in':
      return onSignIn(draft, pending, reason);
    case 'sign_out_former':
      return;
    case 'query_person':
      return onPersonReply(draft, pending.session, reason);
    case 'presettle_visit':
      return onPresettled(draft, pending.session, reason);
    case 'perform':
      return onRowsSilent(draft, [pending.row], reason);
    case 'exchange':
    case 'inquire':
      return onRowsSilent(draft, pending.rows, reason);
    case 'totals':
      return onTotalsReply(draft, pending, reason);
    case 'details':
      return onDetailsReply(draft, pending, reason);
    case 'work':
      return onWorkReply(draft, pending, null);
    case 'stand':
      return onStanding(draft, pending, null);
    case 'sign_out':
      return onSignOut(draft, pending, reason);
    default:
      pending satisfies never;
  }
}

function onFound(draft: Draft, found: Found): void {
  switch (found.kind) {
    case 'snapshot':
      return onSnapshot(draft, found);
    case 'person_facts':
      return onPersonFacts(draft, found);
    case 'catalogue':
      return onCatalogue(draft, found);
    case 'accept_facts':
      return onAcceptFacts(draft, found);
    case 'scanned':
      return onScanned(draft, found);
    case 'claimed':
      return onClaimed(draft, found.rows);
    case 'unknown':
      return onUnknown(draft, found.rows);
    case 'late':
      return onLate(draft, found.pairs);
    case 'head':
      return onHead(draft, found);
    case 'deadline':
      return onDeadline(draft, found);
    case 'held':
      return onHeld(draft, found);
    case 'lacking':
      return onLacking(draft, found);
    case 'replay':
      return onReplay(draft, found);
    case 'operator':
      return onOperator(draft, found);
    case 'cancel_facts':
      return onCancelFacts(draft, found);
    case 'parked':
      return onParked(draft, found);
    case 'claim':
      return onClaim(draft, found);
    case 'former':
      for (const one of found.settlements) owedWhenSettledAnew(draft, one);
      return;
    case 'visit':
      return onVisitFound(draft, found);
    case 'goods':
      return onGoods(draft, found);
    case 'goods_facts':
      return onGoodsFacts(draft, found);
    case 'refund_facts':
      return onRefundFacts(draft, found);
    case 'remainder':
      return onRemainder(draft, found);
    case 'totals':
      return onTotalsFound(draft, found);
    case 'days':
      return onDays(draft, found);
    case 'details':
      return onDetailsFound(draft, found);
    case 'known':
      return onKnown(draft, found);
    case 'open_work':
      return onOpenWork(draft, found);
    case 'work':
      return onWork(draft, found);
    default:
      found satisfies never;
  }
}

/** The link ends requests at their deadline; this is for one that does not, so that nothing waits for ever. */
const LINK_GRACE_MS = 5_000;

function onTick(draft: Draft): void {
  const now = draft.at.monotonicMs;
  for (const [call, pending] of Object.entries(draft.state.calls))
    if (pending.deadlineMs + LINK_GRACE_MS <= now) onSilence(draft, Number(call), 'timeout');
  expireWaiting(draft);
}

/**
 * Monotonic ms at which a tick is due; null when nothing is waited for. Counted from the last step and not from now: what
 * fell due while that step's turn was being written has been done by nobody yet.
 */
export function nextWake(state: AgentState): number | null {
  const nowMs = state.clock.monotonicMs;
  const due: number[] = [];
  for (const pending of Object.values(state.calls)) due.push(pending.deadlineMs + LINK_GRACE_MS);
  for (const waiter of Object.values(state.waiting)) if (isHere(waiter)) due.push(waiter.deadlineMs);
  const { link, dispatch, shift } = state;
  if (link.phase !== 'down' && link.retryAtMs > nowMs) due.push(link.retryAtMs);
  if (link.phase === 'ready' && shift.phase === 'local' && link.signInAtMs > nowMs) due.push(link.signInAtMs);
  const look = nextLook(state);
  if (look !== null) due.push(look);
  const heartbeat = nextHeartbeat(link);
  if (Number.isFinite(heartbeat) && !isPending(state, 'hello')) due.push(heartbeat);
  if (mayDispatch(state, nowMs)) {
    if (frameWaits(state, nowMs)) due.push(nowMs);
    if (dispatch.queued > 0 && dispatch.nextFrameMs > nowMs) due.push(dispatch.nextFrameMs);
    for (const { atMs, over } of dispatch.deferred) if (!over) due.push(atMs);
  }
  return due.length === 0 ? null : Math.min(...due);
}

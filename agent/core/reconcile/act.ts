/**
 * What a person does about one item of the work list. Only what is legal for its class and for how its transaction stands
 * now is done; each is on disk and in the journal, with the operator, before anything leaves. The ledger's own rows are
 * never rewritten: a row of the centre's that was accepted stands beside them (adopt), and statements go by that.
 */
import { itemOf } from '../accept.ts';
import { signInAgain } from '../answer.ts';
import type { Answer, CentreReply } from '../centre.ts';
import { dropRefused, dropSettled } from '../claim.ts';
import { type Draft, durable, isOnline, lookUp, notify, refuse, reply, send } from '../draft.ts';
import type { Found } from '../input.ts';
import { undoing } from '../message.ts';
import { type Fen, fen } from '../money.ts';
import { type Problem, problem } from '../problem.ts';
import { insertReversal, undoWhole } from '../reversal.ts';
import type { Pending } from '../state.ts';
import { dateOf } from '../time.ts';
import type { Msgid } from '../transaction.ts';
import { type Detail, sameAmounts } from './detail.ts';
import { actionsNow, owedSinceRefused, standingNow } from './legal.ts';
import type { WorkAction, WorkItem } from './work.ts';

export function act(draft: Draft, call: number, item: string, action: WorkAction, reason: string): void {
  lookUp(draft, { kind: 'find_work', call, item, action, reason });
}

type FoundWork = Found & { readonly kind: 'work' };

export function onWork(draft: Draft, found: FoundWork): void {
  const { call, item, row, action, reason, answer } = found;
  if (answer !== undefined) return onAnswered(draft, found, answer);
  const why = hindrance(draft, found);
  if (why !== null || item === null) return refuse(draft, call, why ?? problem('work_item_unknown'));
  switch (action) {
    case 'inquire':
      return ask(draft, call, item, action, { kind: 'inquire', msgids: [item.msgid as Msgid] });
    case 'resend':
      if (row === null) return refuse(draft, call, problem('transaction_unknown'));
      return ask(draft, call, item, action, { kind: 'exchange', items: [itemOf(row)] });
    case 'reverse': {
      const { reversal, paid_back } = undo(draft, item, found);
      return finish(draft, call, { ...item, last: action, note: reversal }, action, paid_back);
    }
    case 'accept_centre': {
      const owed = owedSinceRefused(item, found);
      adopt(draft, item, item.centre);
      // Of what it has settled as it was told nothing is owed, although it had refused it.
      if (owed?.closed === null) dropSettled(draft, owed);
      return finish(draft, call, { ...item, state: 'resolved', last: action, note: '' }, action);
    }
    case 'sign_off': {
      const { opter } = draft.state.shift;
      return finish(draft, call, { ...item, state: 'signed_off', last: action, reason, opter }, action);
    }
    default:
      action satisfies never;
  }
}

function hindrance(draft: Draft, found: FoundWork): Problem | null {
  const { item, action, reason } = found;
  const { shift, closing } = draft.state;
  if (item === null) return problem('work_item_unknown');
  if (shift.phase === 'closed') return problem('shift_not_open');
  if (closing !== null) return problem('busy', { operation: 'reconcile' });
  if (action === 'resend' && found.body_lost) return problem('body_lost', { msgid: item.msgid });
  const allowed = actionsNow(item, found);
  if (!allowed.includes(action)) return problem('action_not_legal', { action, allowed: allowed.join(', ') });
  if (action === 'sign_off' && reason.trim() === '') return problem('reason_needed', { action });
  const remote = action === 'inquire' || action === 'resend' || action === 'reverse';
  if (remote && !isOnline(draft)) return problem('centre_unreachable');
  return null;
}

type Asking =
  | { readonly kind: 'inquire'; readonly msgids: readonly Msgid[] }
  | { readonly kind: 'exchange'; readonly items: readonly ReturnType<typeof itemOf>[] };

function ask(draft: Draft, call: number, item: WorkItem, action: 'inquire' | 'resend', request: Asking): void {
  // Before it leaves: that it was asked for is on disk even if the answer never comes.
  save(draft, { ...item, last: action, note: 'asked' }, action);
  send(draft, request, { kind: 'work', call, item, action }, draft.state.limits.syncDeadlineMs);
}

/** 清算类别 门诊. */
const CLINIC = '11';

/**
 * The reversal's id, and the cash that goes back. What was never a sale here is first taken over as the centre has it: then
 * both undo the same. What was paid for what was refused here stays as it is owed, and of what is not here nobody knows.
 */
function undo(draft: Draft, item: WorkItem, found: FoundWork) {
  const { row, claims } = found;
  if (row !== null && standingNow(item, found) === 'settled') return undoWhole(draft, row, claims, found.reversal);
  if (row !== null) dropRefused(draft, row, claims);
  adopt(draft, item, item.centre);
  const { msgid, centre } = item;
  const oinfno = row?.infno ?? (centre?.clr_type === CLINIC ? '2207' : '2102');
  const reversal = insertReversal(draft, {
    infno: undoing(oinfno, 'known'),
    omsgid: msgid as Msgid,
    oinfno,
    psn_no: row?.psn_no ?? '',
    insutype: centre?.insutype ?? '',
    setl_id: centre?.setl_id ?? '',
    mdtrt_id: centre?.mdtrt_id ?? '',
    reason: 'clerk',
  });
  return { reversal, paid_back: row === null ? null : fen(0) };
}

/** From now on our statements have what the centre has; nothing where it has nothing. */
export function adopt(draft: Draft, { item, msgid, class: kind }: WorkItem, detail: Detail | null): void {
  const replaces = kind !== 'duplicate' || detail === null;
  durable(draft, { kind: 'adopt', item, msgid, replaces, detail });
}

/** The centre's answer to a question of ours; null when none came. */
export function onWorkReply(draft: Draft, pending: Pending & { kind: 'work' }, answered: CentreReply | null): void {
  const { call, item, action } = pending;
  const answers =
    answered !== null && (answered.kind === 'inquire' || answered.kind === 'exchange') ? answered.answers : [];
  const answer = answers.find((one) => one.msgid === item.msgid) ?? null;
  if (answer !== null) signInAgain(draft, answer);
  // It may have been decided, or the day compared anew, while the centre was asked.
  lookUp(draft, { kind: 'find_work', call, item: item.item, action, reason: '', answer });
}

function onAnswered(draft: Draft, { call, item, action }: FoundWork, answer: Answer | null): void {
  if (item === null) return refuse(draft, call, problem('work_item_unknown'));
  const open = item.state === 'open';
  if (answer === null) {
    if (open) save(draft, { ...item, last: action, note: 'unanswered' }, action);
    return refuse(draft, call, problem('centre_unreachable'));
  }
  const after = { ...item, last: action, note: noteOf(answer) };
  const detail = detailOf(answer, item);
  if (action === 'resend' && detail !== null && item.here !== null && sameAmounts(item.here, detail)) {
    adopt(draft, item, detail);
    return finish(draft, call, { ...after, state: 'resolved' }, action);
  }
  // What a person has decided meanwhile stays as it was decided.
  if (!open) return reply(draft, call, { kind: 'worked', item, paid_back: fen(0) });
  finish(draft, call, after, action);
}

function noteOf({ outcome, result }: Answer): string {
  return outcome === 'settled' || outcome === 'reversed' ? outcome : `${outcome} ${result.code}`;
}

/** The answer as a row of the centre's statement; null when it is not the kind that would be there. */
function detailOf(answer: Answer, { here, standing }: WorkItem): Detail | null {
  const wanted = standing === 'refund' ? 'reversed' : 'settled';
  const { setlinfo, msgid, setl_id, mdtrt_id, setl_time, clr_type, clr_optins } = answer;
  if (answer.outcome !== wanted || setlinfo === null || here === null || dateOf(setl_time) === '') return null;
  const { medfee_sumamt, fund_pay_sumamt, acct_pay } = setlinfo;
  return {
    ...here,
    ...{ msgid, setl_id, mdtrt_id, setl_time, clr_type, setl_optins: clr_optins },
    ...{ medfee_sumamt, fund_pay_sumamt, acct_pay },
  };
}

function finish(draft: Draft, call: number, item: WorkItem, action: WorkAction, paid_back: Fen | null = fen(0)): void {
  const saved = save(draft, item, action);
  reply(draft, call, { kind: 'worked', item: saved, paid_back });
}

function save(draft: Draft, item: WorkItem, action: WorkAction): WorkItem {
  const saved = { ...item, opter: draft.state.shift.opter, at_ms: draft.at.wallMs };
  durable(draft, { kind: 'save_work', items: [saved], action });
  notify(draft, { kind: 'work_item', item: saved.item, state: saved.state });
  return saved;
}

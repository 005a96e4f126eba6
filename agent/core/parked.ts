/**
 * What was parked and how a person decides on it: back to where it stood before (offline.md, States), with operator and
 * reason. What the centre refused is then refused for good, and what was told of it is owed; what it would not undo stands,
 * and where nobody here knows as what, the centre is asked first: nothing stands without its amounts.
 */
import { isFinal, letStand, letStandAs, owedWhenRefused, signInAgain } from './answer.ts';
import type { Answer, CentreReply } from './centre.ts';
import { type Draft, durable, isOnline, lookUp, offDuty, refuse, reply, send } from './draft.ts';
import type { OriginalView, RowView } from './input.ts';
import { problem } from './problem.ts';
import { undoOnceMore } from './reversal.ts';
import { moveRow } from './row.ts';
import type { Pending } from './state.ts';
import type { CentreState, Msgid } from './transaction.ts';

export interface FoundParked {
  readonly kind: 'parked';
  readonly call: number;
  readonly reason: string;
  readonly row: RowView | null;
  readonly before: CentreState | null;
  readonly body_lost: boolean;
  /** Why it was parked. */
  readonly note: string;
  /** It was told as sold and not as refused, and there is no claim of it yet. */
  readonly owes: boolean;
  /** The sale it was to undo, and what the centre says of it; null: there is none, or it was not asked. */
  readonly sale: RowView | null;
  readonly said: Answer | null;
}

export function unpark(draft: Draft, call: number, msgid: Msgid, reason: string): void {
  if (reason.trim() === '') return refuse(draft, call, problem('reason_needed', { action: 'unpark' }));
  decide(draft, { call, msgid, reason, said: null });
}

function decide(draft: Draft, asked: Pick<FoundParked, 'call' | 'reason' | 'said'> & { readonly msgid: Msgid }): void {
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, asked.call, off);
  lookUp(draft, { kind: 'find_parked', ...asked });
}

export function onParked(draft: Draft, found: FoundParked): void {
  const { call, row, reason, sale, said } = found;
  if (row === null) return refuse(draft, call, problem('transaction_unknown'));
  if (row.state !== 'parked') return refuse(draft, call, problem('not_parked', { state: row.state }));
  const before = parkedFrom(found.before);
  // What the centre may still have to act on can not be sent without its body.
  if (before !== 'rejected' && found.body_lost) return refuse(draft, call, problem('body_lost', { msgid: row.msgid }));
  const undone = before === 'rejected' && row.original?.state === 'reversing' ? row.original : null;
  const unseen = undone !== null && undone.final === null && (row.infno === '2601' || undone.before === 'unknown');
  if (unseen && said === null) return ask(draft, found, row, undone);
  const { opter } = draft.state.shift;
  const moved = moveRow(draft, row, [before], { note: found.note });
  durable(draft, { kind: 'evidence', msgid: row.msgid, text: `unparked by ${opter}: ${reason}` });
  if (unseen && sale !== null && said !== null) {
    // It may still come there: until it is undone nothing keeps it away.
    if (said.outcome === 'not_found') undoOnceMore(draft, sale);
    else letStandAs(draft, row, sale, undone, said);
  } else if (undone !== null) letStand(draft, row, undone);
  else if (before === 'rejected' && found.owes) owedWhenRefused(draft, moved);
  reply(draft, call, { kind: 'unparked', msgid: row.msgid });
}

/** Nobody here knows what the sale was settled as, or whether the step was done: only the centre can say so. */
function ask(
  draft: Draft,
  { call, reason }: FoundParked,
  { msgid, infno }: RowView,
  { msgid: sale }: OriginalView,
): void {
  if (!isOnline(draft)) return refuse(draft, call, problem('centre_unreachable'));
  const pending = { kind: 'stand', call, msgid, sale, step: infno !== '2601', reason } as const;
  send(draft, { kind: 'inquire', msgids: [sale] }, pending, draft.state.limits.syncDeadlineMs);
}

/** The centre's word on the sale; null when none came. */
export function onStanding(draft: Draft, pending: Pending & { kind: 'stand' }, answered: CentreReply | null): void {
  const { call, msgid, sale, step, reason } = pending;
  const said = answered?.kind === 'inquire' ? answered.answers.find((one) => one.msgid === sale) : undefined;
  if (said === undefined) return refuse(draft, call, problem('centre_unreachable'));
  signInAgain(draft, said);
  // What moves no money is told without amounts; and nobody could cancel it once more.
  if (step && (said.outcome === 'settled' || said.outcome === 'not_found'))
    return decide(draft, { call, msgid, reason, said });
  if (said.outcome === 'not_found') return refuse(draft, call, problem('nothing_stands', { msgid: sale }));
  if (!isFinal(said)) return refuse(draft, call, problem('centre_refused', { detail: said.result.err_msg }));
  decide(draft, { call, msgid, reason, said });
}

/** Where it goes back to; rows that do not say were refused. */
export function parkedFrom(before: CentreState | null): 'queued' | 'unknown' | 'rejected' {
  return before === 'queued' || before === 'unknown' ? before : 'rejected';
}

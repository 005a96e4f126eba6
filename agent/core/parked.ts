/**
 * What was parked and how a person decides on it: back to where it stood before (offline.md, States), with operator and
 * reason. What the centre refused is then refused for good, and what was told of it is owed; what it would not undo stands.
 * Never sends anything itself.
 */
import { letStand, owedWhenRefused } from './answer.ts';
import { type Draft, durable, lookUp, offDuty, refuse, reply } from './draft.ts';
import type { Found } from './input.ts';
import { problem } from './problem.ts';
import { moveRow } from './row.ts';
import type { CentreState, Msgid } from './transaction.ts';

export function unpark(draft: Draft, call: number, msgid: Msgid, reason: string): void {
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, call, off);
  if (reason.trim() === '') return refuse(draft, call, problem('reason_needed', { action: 'unpark' }));
  lookUp(draft, { kind: 'find_parked', call, msgid, reason });
}

export function onParked(draft: Draft, found: Found & { kind: 'parked' }): void {
  const { call, row, reason } = found;
  if (row === null) return refuse(draft, call, problem('transaction_unknown'));
  if (row.state !== 'parked') return refuse(draft, call, problem('not_parked', { state: row.state }));
  const before = parkedFrom(found.before);
  // What the centre may still have to act on can not be sent without its body.
  if (before !== 'rejected' && found.body_lost) return refuse(draft, call, problem('body_lost', { msgid: row.msgid }));
  const { opter } = draft.state.shift;
  const moved = moveRow(draft, row, [before], { note: found.note });
  durable(draft, { kind: 'evidence', msgid: row.msgid, text: `unparked by ${opter}: ${reason}` });
  if (row.original?.state === 'reversing' && before === 'rejected') letStand(draft, row, row.original);
  else if (before === 'rejected' && found.owes) owedWhenRefused(draft, moved);
  reply(draft, call, { kind: 'unparked', msgid: row.msgid });
}

/** Where it goes back to; rows that do not say were refused. */
export function parkedFrom(before: CentreState | null): 'queued' | 'unknown' | 'rejected' {
  return before === 'queued' || before === 'unknown' ? before : 'rejected';
}

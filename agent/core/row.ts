/**
 * The one place that moves a transaction along its table and keeps the counts that follow from it. A move the table does
 * not know crashes the step: nothing of the turn is stored, and the ordinary boot path recovers.
 */
import type { Answer } from './centre.ts';
import { type Draft, durable, notify, patch } from './draft.ts';
import type { OriginalView, RowView } from './input.ts';
import { type Fen, fen } from './money.ts';
import type { AgentState, DispatchState, Waiter } from './state.ts';
import { type CentreState, isOpen, type Msgid, mayMove, type Setlinfo } from './transaction.ts';

export interface MoveNotes {
  readonly before?: CentreState;
  readonly answer?: Answer;
  readonly note?: string;
}

/** Walks `row` through `path` (each step legal) and returns it as it then stands. */
export function moveRow(draft: Draft, row: RowView, path: readonly CentreState[], notes: MoveNotes = {}): RowView {
  const end = walk(row.msgid, row.state, path);
  durable(draft, { kind: 'move', msgid: row.msgid, path: [row.state, ...path], ...notes });
  recount(draft, row.state, end);
  // A row that was parked was not counted: it is, from when it may be sent again.
  if (row.provisional && isOpen(row.state) !== isOpen(end)) expose(draft, row, isOpen(end) ? 1 : -1);
  notify(draft, { kind: 'transaction', msgid: row.msgid, state: end, told: row.told });
  const moved = { ...row, state: end, final: notes.answer?.setlinfo ?? row.final };
  follow(draft, moved);
  return moved;
}

/** Whoever waits for this row sees it as it now stands. */
export function follow(draft: Draft, row: RowView): void {
  const waiter = waiterOf(draft, row);
  if (waiter === undefined) return;
  const known = { ...row, psn_no: waiter.row.psn_no };
  patch(draft, { waiting: { ...draft.state.waiting, [row.msgid]: { ...waiter, row: known } } });
}

/** A look by id costs more than all the rest, and for a frame of a long queue nobody waits. */
export function waiterOf({ state: { waiting } }: Draft, { msgid }: RowView): Waiter | undefined {
  return isEmpty(waiting) ? undefined : waiting[msgid];
}

export function isEmpty(record: AgentState['waiting'] | AgentState['sessions']): boolean {
  for (const _any in record) return false;
  return true;
}

/** The same for the original of a reversal; `answer` when the reversal tells what the original had been settled as. */
export function moveOriginal(draft: Draft, original: OriginalView, to: CentreState, answer: Answer | null): void {
  const { msgid, state: from } = original;
  walk(msgid, from, [to]);
  const before = to === 'reversing' ? { before: from } : {};
  durable(draft, { kind: 'move', msgid, path: [from, to], ...before, ...(answer === null ? {} : { answer }) });
  recount(draft, from, to);
  // The lost file had undone it: it leaves the limits as one does that is undone here.
  if (original.provisional && isOpen(from)) promise(draft, original, -1);
  notify(draft, { kind: 'transaction', msgid, state: to, told: true });
}

/**
 * The centre had settled the original and its answer never came: what the reversal took back tells what it was. Both
 * then count in the day's totals here as they do there. The date is the reversal's, the only one that is known.
 */
export function settledUnseen(original: OriginalView, reversal: Answer): Answer | null {
  if (original.final !== null || reversal.setlinfo === null) return null;
  const amounts = Object.entries(reversal.setlinfo).map(([name, amount]) => [
    name,
    typeof amount === 'number' ? fen(-amount) : amount,
  ]);
  // A balance is no amount of the bill: it is what the account held before the reversal put back what was taken.
  const { balc, acct_pay } = reversal.setlinfo;
  const setlinfo = { ...Object.fromEntries(amounts), balc: fen(balc + acct_pay) } as Setlinfo;
  return { ...reversal, msgid: original.msgid, setlinfo };
}

function walk(msgid: Msgid, from: CentreState, path: readonly CentreState[]): CentreState {
  let at = from;
  for (const to of path) {
    if (!mayMove(at, to)) throw new Error(`illegal move of ${msgid}: ${at} → ${to}`);
    at = to;
  }
  return at;
}

/** Which counter a state belongs to. A voided row still has a notice to send, until the centre has noted it. */
const COUNTER: Readonly<Record<CentreState, 'queued' | 'unknown' | 'underway' | 'reversing' | null>> = {
  queued: 'queued',
  voided: 'queued',
  claimed: 'underway',
  inflight: 'underway',
  inquiring: 'underway',
  unknown: 'unknown',
  reversing: 'reversing',
  settled: null,
  settled_with_difference: null,
  rejected: null,
  reversed: null,
  parked: null,
};

/** `by` rows more (or fewer) are in this state. */
export function count(draft: Draft, state: CentreState, by: number): void {
  const counter = COUNTER[state];
  // Whatever moved may free the next row of its person.
  const dispatch: DispatchState = { ...draft.state.dispatch, blocked: false, blockedUnknown: false };
  patch(draft, { dispatch: counter === null ? dispatch : { ...dispatch, [counter]: dispatch[counter] + by } });
}

/** `rows` of them went from one state to another. */
export function recount(draft: Draft, from: CentreState, to: CentreState, rows = 1): void {
  const [left, entered] = [COUNTER[from], COUNTER[to]];
  const dispatch: { -readonly [K in keyof DispatchState]: DispatchState[K] } = { ...draft.state.dispatch };
  dispatch.blocked = false;
  dispatch.blockedUnknown = false;
  if (left !== null) dispatch[left] -= rows;
  if (entered !== null) dispatch[entered] += rows;
  patch(draft, { dispatch });
}

/** What a provisional row promises of the funds, towards the terminal's budget. */
function promised({ estimate }: Pick<RowView, 'estimate'>): Fen {
  return estimate === null ? fen(0) : estimate.fund_pay_sumamt;
}

export function expose(draft: Draft, row: RowView, by: 1 | -1): void {
  promise(draft, row, by);
  if (by === 1) noteDay(draft, row);
}

function promise(draft: Draft, row: Pick<RowView, 'estimate'>, by: 1 | -1): void {
  const { exposure } = draft.state;
  patch(draft, { exposure: { count: exposure.count + by, sum: fen(exposure.sum + by * promised(row)) } });
}

/** Whoever else waits for a sale of this person has so much less of the person's day, if it comes to that. */
function noteDay(draft: Draft, row: RowView): void {
  for (const [msgid, waiter] of Object.entries(draft.state.waiting)) {
    if (waiter.row.psn_no !== row.psn_no) continue;
    const personDayFund = fen(waiter.personDayFund + promised(row));
    patch(draft, { waiting: { ...draft.state.waiting, [msgid]: { ...waiter, personDayFund } } });
  }
}

/**
 * Undoing: what was never sent is voided, what may have arrived is reversed as a whole under an id of its own. Once a
 * reversal is stored, no late answer revives its original.
 */
import { type Claim, dropClaim, dropRefused, paidOf } from './claim.ts';
import { type Draft, durable, lookUp, offDuty, refuse, reply } from './draft.ts';
import { envelope, takeIdentity } from './envelope.ts';
import { type GivenBack, giveBackRefused, givenBefore } from './given-back.ts';
import type { RowView } from './input.ts';
import { undoing } from './message.ts';
import { type Fen, fen } from './money.ts';
import { type Problem, problem } from './problem.ts';
import type { Detail } from './reconcile/detail.ts';
import { count, moveRow } from './row.ts';
import { dateOf } from './time.ts';
import { type CentreState, isSettled, type Msgid, type ReversalBody, type TransactionBody } from './transaction.ts';

/** What undoing a row has to know of it. */
export interface CancelFacts {
  readonly kind: 'cancel_facts';
  readonly call: number;
  readonly key: string;
  readonly row: RowView | null;
  /** Where a parked row stood before. */
  readonly before: CentreState | null;
  readonly reversal: RowView | null;
  /** A part of it came back already, and the rest was settled anew. */
  readonly remainder: boolean;
  readonly claims: readonly Claim[];
  /** It was told as sold before it was judged. */
  readonly sold: boolean;
  /** Refused here, it stands as the centre has it; null when it does not. */
  readonly accepted: Detail | null;
  readonly given: GivenBack | null;
  /** By its own id, or by that of its visit. */
  readonly named: string;
  /** The cash that this request was told goes back, when it came before. */
  readonly said: Fen | null;
}

export function cancel(draft: Draft, call: number, msgid: Msgid, key: string): void {
  lookUp(draft, { kind: 'find_cancel_facts', call, msgid, key });
}

export function onCancelFacts(draft: Draft, found: CancelFacts): void {
  const { call, key, row } = found;
  if (row === null) return refuse(draft, call, problem('transaction_unknown'));
  const before = undoneBefore(found, row);
  if (before !== null) return answer(draft, found, row, before);
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, call, off);
  const parked = parkedUndoing(found, row);
  if (parked !== null) return answer(draft, found, row, undoAnew(draft, found, row, parked));
  if (draft.state.waiting[row.msgid] !== undefined) return refuse(draft, call, problem('busy', { msgid: row.msgid }));
  // What a person paid alone moved no fund: the goods come back, with or without the centre.
  if (row.infno === '3505' && row.estimate !== null) {
    const asked = { call, msgid: row.msgid, key, fingerprint: `cancel ${row.msgid}`, lines: 'all' } as const;
    return lookUp(draft, { kind: 'find_refund_facts', ...asked });
  }
  answer(draft, found, row, undo(draft, found, row));
}

/** Undone, by this reversal (null: it was void before it left, or is no more at the centre), and the cash that goes back. */
type Undone = Pick<GivenBack, 'reversal' | 'paid_back'>;

function answer(draft: Draft, found: CancelFacts, row: RowView, undone: Undone | Problem): void {
  const { call, named, key, said } = found;
  const { msgid } = row;
  if ('code' in undone) return refuse(draft, call, undone);
  const { reversal } = undone;
  const paid_back = said ?? undone.paid_back;
  // By its own id what stands is found without it.
  const needed = said === null && (reversal !== standing(found, row) || named !== msgid);
  if (needed) durable(draft, { kind: 'undone_under', named, key, msgid, paid_back });
  reply(draft, call, { kind: 'cancelled', msgid, reversal, paid_back });
}

/** The reversal that is under way or done; null: there is none, or it was refused. */
function standing({ reversal }: CancelFacts, { state }: RowView): Msgid | null {
  return reversal === null || reversal.state === 'rejected' || state === 'rejected' ? null : reversal.msgid;
}

/** What whoever asks again hears; null: it may be undone now. */
function undoneBefore(found: CancelFacts, row: RowView): Undone | Problem | null {
  if (parkedUndoing(found, row) !== null) return null;
  if (row.state === 'rejected') return givenBefore(found);
  const reversal = standing(found, row);
  if (reversal === null && row.state !== 'voided') return null;
  // Its rest was sold anew, and is what may still be undone.
  if (found.remainder) return problem('not_cancellable', { state: row.state });
  return { reversal, paid_back: cashBack(row, found.claims, reversal, found.reversal) };
}

/** One whose body was lost can not go, and one that was refused does not say what became of the sale. */
function parkedUndoing({ reversal }: CancelFacts, { state }: RowView): RowView | null {
  return reversal?.state === 'parked' && state === 'reversing' ? reversal : null;
}

function undo(draft: Draft, found: CancelFacts, row: RowView): Undone | Problem {
  const { claims, reversal: former } = found;
  const not = problem('not_cancellable', { state: row.state });
  // What came back stays back: goods that leave again are another sale.
  if (row.infno !== '2102' && row.infno !== '2207') return not;
  const undoneBy = (reversal: Msgid | null) => ({ reversal, paid_back: cashBack(row, claims, reversal, former) });
  switch (row.state) {
    case 'queued':
      dropRefused(draft, row, claims);
      return undoneBy(undoQueued(draft, row, 'clerk'));
    case 'settled':
    case 'settled_with_difference':
      // The national interface undoes only online what the centre has settled (offline.md: not allowed offline).
      if (draft.state.link.phase !== 'ready') return problem('offline_refund');
      return undoWhole(draft, row, claims, former);
    case 'unknown':
      return undoWhole(draft, row, claims, former);
    case 'parked': {
      // Only what was parked before it was answered is there to be undone. It may have left, whatever is said of it here.
      const ahead = AHEAD[found.before ?? 'rejected'];
      if (ahead === undefined) return not;
      return undoneBy(storeReversal(draft, moveRow(draft, row, ahead, { note: 'clerk' }), 'clerk'));
    }
    case 'rejected':
      return giveBackRefused(draft, found, row);
    default:
      return not;
  }
}

/** Undoes what is settled, or may be; `former`: the undoing that the centre refused. The cash goes back to the person. */
export function undoWhole(draft: Draft, row: RowView, claims: readonly Claim[], former: RowView | null) {
  dropRefused(draft, row, claims);
  const reversal = storeReversal(draft, row, 'clerk');
  toldWhenUndone(draft, row, former);
  return { reversal, paid_back: cashBack(row, claims, reversal, former) };
}

/** Who undoes what is settled, or a part of it, knows that it was sold, and hears the same when asking again. */
export function toldWhenUndone(draft: Draft, row: RowView, former: RowView | null): void {
  if (!row.told && former === null && isSettled(row.state))
    durable(draft, { kind: 'tell', msgid: row.msgid, ...NOT_PROVISIONAL });
}

const NOT_PROVISIONAL = { provisional: false, grade: 0, unavailable: '' } as const;

/**
 * The cash that goes back: what the person has paid of the bill. Nothing of what nobody was told and the centre has not
 * settled either, and of a rest that fell because its sale stands.
 */
function cashBack(row: RowView, claims: readonly Claim[], undone: Msgid | null, former: RowView | null): Fen {
  const fell = row.state === 'voided' && claims.some(({ reason }) => reason === 'rejected');
  return wasPaid(row, former) && !fell ? paidOf(row, claims, undone) : fen(0);
}

/**
 * Not what was given up at the counter once and stands, because the centre did not undo it; `former`: the undoing that it
 * refused.
 */
export function wasPaid(row: RowView, former: RowView | null): boolean {
  return row.told || (isSettled(row.state) && former === null);
}

/**
 * Another reversal in place of one that was parked: without it the original would be neither undone nor standing for
 * ever.
 */
function undoAnew(draft: Draft, { before, claims, remainder }: CancelFacts, row: RowView, parked: RowView): Undone {
  moveRow(draft, parked, ['rejected'], { note: 'replaced' });
  const reversal = insertReversalOf(draft, row, before, 'clerk');
  // Of one whose rest is sold anew, the return of the part has said what comes back.
  return { reversal, paid_back: remainder ? fen(0) : cashBack(row, claims, reversal, parked) };
}

/** Of what nobody knows whether it was done, and which the centre has not: so that it never will be. */
export function undoOnceMore(draft: Draft, row: RowView): void {
  insertReversalOf(draft, row, 'unknown', 'clerk');
}

/** From parked, by where it stood before, to where a reversal may take it up. */
const AHEAD: Readonly<Partial<Record<CentreState, readonly CentreState[]>>> = {
  queued: ['queued', 'claimed', 'inflight', 'unknown'],
  unknown: ['unknown'],
};

/**
 * Undoes a row that waits to be sent. One that never left is voided. One that did leave once may still arrive late, by
 * whatever carried it twice, although the centre had not seen it when asked: it is reversed like any unknown one.
 * Returns the reversal's id, or null for a void.
 */
export function undoQueued(draft: Draft, row: RowView, reason: ReversalBody['reason']): Msgid | null {
  if (row.attempts === 0) {
    moveRow(draft, row, ['voided'], { note: reason });
    return null;
  }
  return storeReversal(draft, moveRow(draft, row, ['claimed', 'inflight', 'unknown'], { note: reason }), reason);
}

/** Stores the reversal and moves its original to reversing, both in this turn. Returns the reversal's id. */
export function storeReversal(draft: Draft, row: RowView, reason: ReversalBody['reason']): Msgid {
  moveRow(draft, row, ['reversing'], { before: row.state, note: reason });
  dropClaim(draft, row);
  return insertReversalOf(draft, row, row.state, reason);
}

/** `stood`: the state from which it is undone, which says whether its outcome is known. */
function insertReversalOf(
  draft: Draft,
  row: RowView,
  stood: CentreState | null,
  reason: ReversalBody['reason'],
): Msgid {
  const { msgid: omsgid, infno: oinfno, psn_no, insutype, setl_id, mdtrt_id } = row;
  const infno = undoing(oinfno, stood === 'unknown' ? 'unknown' : 'known');
  return insertReversal(draft, { infno, omsgid, oinfno, psn_no, insutype, setl_id, mdtrt_id, reason, ...namedIn(row) });
}

/** What a reversal says, and by which message. */
type Reversal = Omit<ReversalBody, 'kind'> & { readonly infno: TransactionBody['infno']; readonly insutype: string };

/** Stores a reversal alone: also of what this ledger has not as a sale. Returns its id. */
export function insertReversal(draft: Draft, { infno, insutype, ...undone }: Reversal): Msgid {
  const body = envelope(draft, takeIdentity(draft), { infno, body: { kind: 'reversal', ...undone } });
  durable(draft, {
    kind: 'insert',
    body,
    state: 'queued',
    told: true,
    provisional: false,
    grade: 0,
    unavailable: '',
    snapshot_age_ms: 0,
    psn_no: undone.psn_no,
    insutype,
    begndate: dateOf(body.inf_time),
    accepted_ms: draft.at.wallMs,
    deltas: {},
    key: null,
    fingerprint: '',
    omsgid: undone.omsgid,
  });
  count(draft, 'queued', 1);
  return body.msgid;
}

/** The national undoing of a batch names the batch, that of a registration the number of the visit. */
function namedIn({ infno, named = '' }: RowView): Pick<ReversalBody, 'chrg_bchno' | 'ipt_otp_no'> {
  if (infno === '2204') return { chrg_bchno: named };
  return infno === '2201' ? { ipt_otp_no: named } : {};
}

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
import { problem } from './problem.ts';
import type { Detail } from './reconcile/detail.ts';
import { count, moveRow } from './row.ts';
import { dateOf } from './time.ts';
import type { CentreState, Msgid, ReversalBody, TransactionBody } from './transaction.ts';

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
  const { call, row, reversal, claims } = found;
  if (row === null) return refuse(draft, call, problem('transaction_unknown'));
  const standing = reversal?.state === 'rejected' || row.state === 'rejected' ? null : (reversal?.msgid ?? null);
  const cancelled = (undone: Msgid | null, paid = cashBack(row, claims, undone, reversal)) => {
    const { named, key, said } = found;
    const { msgid } = row;
    const paid_back = said ?? paid;
    // By its own id what stands is found without it.
    const needed = said === null && (undone !== standing || named !== msgid);
    if (needed) durable(draft, { kind: 'undone_under', named, key, msgid, paid_back });
    reply(draft, call, { kind: 'cancelled', msgid, reversal: undone, paid_back });
  };
  // One whose body was lost can not go, and one that was refused does not say what became of the sale.
  if (reversal?.state === 'parked' && row.state === 'reversing') {
    const off = offDuty(draft);
    if (off !== null) return refuse(draft, call, off);
    // Of one whose rest is sold anew, the return of the part has said what comes back.
    const undone = undoAnew(draft, found, row, reversal);
    return cancelled(undone, found.remainder ? fen(0) : undefined);
  }
  if (standing !== null || row.state === 'voided') {
    // Its rest was sold anew, and is what may still be undone.
    if (found.remainder) return refuse(draft, call, problem('not_cancellable', { state: row.state }));
    // A second press of the same button finds the first one's reversal.
    return cancelled(standing);
  }
  const given = row.state === 'rejected' ? givenBefore(found) : null;
  if (given !== null) return 'code' in given ? refuse(draft, call, given) : cancelled(given.reversal, given.paid_back);
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, call, off);
  if (draft.state.waiting[row.msgid] !== undefined) return refuse(draft, call, problem('busy', { msgid: row.msgid }));
  // What a person paid alone moved no fund: the goods come back, with or without the centre.
  if (row.infno === '3505' && row.estimate !== null) {
    const fingerprint = `cancel ${row.msgid}`;
    return lookUp(draft, {
      kind: 'find_refund_facts',
      call,
      msgid: row.msgid,
      key: found.key,
      fingerprint,
      lines: 'all',
    });
  }
  // What came back stays back: goods that leave again are another sale.
  if (row.infno !== '2102' && row.infno !== '2207')
    return refuse(draft, call, problem('not_cancellable', { state: row.state }));

  switch (row.state) {
    case 'queued':
      dropRefused(draft, row, claims);
      return cancelled(undoQueued(draft, row, 'clerk'));
    case 'settled':
    case 'settled_with_difference':
      // The national interface undoes only online what the centre has settled (offline.md: not allowed offline).
      if (draft.state.link.phase !== 'ready') return refuse(draft, call, problem('offline_refund'));
      break;
    case 'unknown':
      break;
    case 'parked': {
      // Only what was parked before it was answered is there to be undone. It may have left, whatever is said of it here.
      const ahead = AHEAD[found.before ?? 'rejected'];
      if (ahead === undefined) return refuse(draft, call, problem('not_cancellable', { state: row.state }));
      return cancelled(storeReversal(draft, moveRow(draft, row, ahead, { note: 'clerk' }), 'clerk'));
    }
    case 'rejected': {
      const now = giveBackRefused(draft, found, row);
      return 'code' in now ? refuse(draft, call, now) : cancelled(now.reversal, now.paid_back);
    }
    default:
      return refuse(draft, call, problem('not_cancellable', { state: row.state }));
  }
  const { undone, paid_back } = undoWhole(draft, row, claims, reversal);
  cancelled(undone, paid_back);
}

/** Undoes what is settled, or may be; `former`: the undoing that the centre refused. The cash goes back to the person. */
export function undoWhole(draft: Draft, row: RowView, claims: readonly Claim[], former: RowView | null) {
  dropRefused(draft, row, claims);
  const undone = storeReversal(draft, row, 'clerk');
  toldWhenUndone(draft, row, former);
  return { undone, paid_back: cashBack(row, claims, undone, former) };
}

/** Who undoes what is settled, or a part of it, knows that it was sold, and hears the same when asking again. */
export function toldWhenUndone(draft: Draft, row: RowView, former: RowView | null): void {
  if (!row.told && former === null && isSettled(row))
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
  return row.told || (isSettled(row) && former === null);
}

function isSettled({ state }: RowView): boolean {
  return state === 'settled' || state === 'settled_with_difference';
}

/**
 * Another reversal in place of one that was parked: without it the original would be neither undone nor standing for
 * ever.
 */
function undoAnew(draft: Draft, { before }: CancelFacts, row: RowView, parked: RowView): Msgid {
  moveRow(draft, parked, ['rejected'], { note: 'replaced' });
  const { msgid: omsgid, infno: oinfno, psn_no, insutype, setl_id, mdtrt_id } = row;
  const infno = undoing(oinfno, before === 'unknown' ? 'unknown' : 'known');
  const undone = { infno, omsgid, oinfno, psn_no, insutype, setl_id, mdtrt_id, reason: 'clerk' } as const;
  return insertReversal(draft, { ...undone, ...namedIn(row) });
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
  const { msgid: omsgid, infno: oinfno, psn_no, insutype, setl_id, mdtrt_id } = row;
  const infno = undoing(row.infno, row.state === 'unknown' ? 'unknown' : 'known');
  return insertReversal(draft, { infno, omsgid, oinfno, psn_no, insutype, setl_id, mdtrt_id, reason, ...namedIn(row) });
}

/** What a reversal undoes, and by which message. */
type Undone = Omit<ReversalBody, 'kind'> & { readonly infno: TransactionBody['infno']; readonly insutype: string };

/** Stores a reversal alone: also of what this ledger has not as a sale. Returns its id. */
export function insertReversal(draft: Draft, { infno, insutype, ...undone }: Undone): Msgid {
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

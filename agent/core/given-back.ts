/**
 * What was told and then refused by the centre: nothing of it is there, but its goods left, and the person has paid
 * what they were told. It is given back once; where the centre turned out to have it after all, it is undone there with
 * that. Must never name the same cash twice.
 */
import {
  allCash,
  dropRefused,
  dropSettled,
  dropUndone,
  newestSince,
  nothing,
  openClaim,
  paidOfRefused,
} from './claim.ts';
import { type Draft, durable } from './draft.ts';
import { lookUpGoods } from './goods.ts';
import type { Found, RowView } from './input.ts';
import { undoing } from './message.ts';
import type { Fen } from './money.ts';
import { type Problem, problem } from './problem.ts';
import { sameAmounts } from './reconcile/detail.ts';
import { type CancelFacts, insertReversal } from './reversal.ts';
import { civilTime } from './time.ts';
import type { CentreState, Msgid, TransactionBody } from './transaction.ts';

/** That it was given back: by which request, when, with what cash, and what undoes it at the centre. */
export interface GivenBack {
  readonly key: string;
  readonly opter: string;
  readonly at_ms: number;
  readonly paid_back: Fen;
  readonly reversal: Msgid | null;
}

/** What is held until this original is undone; null: it is not here, and its undoing names it. */
export interface FindRemainder {
  readonly kind: 'find_remainder';
  readonly msgid: Msgid | null;
  readonly reversal: Msgid;
  readonly reversed: boolean;
}

export type GivenBackNoted = GivenBack & { readonly kind: 'given_back'; readonly msgid: Msgid };

/** The first answer to whoever asks again under its key, and to anybody else that it was done; null: it may be done. */
export function givenBefore({ key, given, reversal }: CancelFacts): GivenBack | Problem | null {
  const stands = standsGiven(given, reversal?.state);
  if (stands === null) return null;
  return stands.key === key ? stands : wasGivenBack(stands);
}

/** Not where the centre has it and would not undo it; `undoing`: how its newest one stands. */
export function standsGiven(given: GivenBack | null, undoing: CentreState | undefined): GivenBack | null {
  return given?.reversal != null && undoing === 'rejected' ? null : given;
}

/** What remains of a sale given back in part is told as it is made; any other is told before it is judged, or refused. */
export function wasSold(provisional: boolean, body: TransactionBody['body'] | undefined): boolean {
  return provisional || (body?.kind === 'sale' && body.remainder_of !== undefined);
}

/**
 * Whether a sale may be given back, whole or in part: nothing else is offered to be. What keeps it from being done just
 * now is said when it is asked for. `sold`: it was told as sold before it was judged; `given`: what was given back of
 * it and stands.
 */
export function mayComeBack(
  { infno, state, estimate }: Pick<RowView, 'state' | 'estimate'> & { readonly infno: string },
  sold: boolean,
  given: GivenBack | null,
): boolean {
  if (!['2102', '2207', '3505'].includes(infno) || estimate === null) return false;
  if (state === 'rejected') return sold && given === null && infno !== '3505';
  return ['queued', 'settled', 'settled_with_difference', 'unknown'].includes(state);
}

function wasGivenBack({ at_ms, opter, paid_back }: Pick<GivenBack, 'at_ms' | 'opter' | 'paid_back'>): Problem {
  return problem('given_back', { at: civilTime(at_ms), opter, paid_back });
}

export function giveBackRefused(draft: Draft, found: CancelFacts, row: RowView): GivenBack | Problem {
  const { msgid } = row;
  const { key, claims, accepted, reversal } = found;
  // Refused at the counter: nobody was told that it is sold.
  if (!found.sold) return problem('not_cancellable', { state: row.state });
  const claim = claims.find((one) => one.msgid === msgid);
  // Its visit was settled anew.
  if (claim?.closed?.as === 'paid_back') {
    const { at_ms, opter } = claim.closed;
    return wasGivenBack({ at_ms, opter, paid_back: -claim.cash as Fen });
  }
  let undone: Msgid | null = null;
  if (accepted !== null && reversal?.state !== 'settled') {
    // The work list undoes it.
    if (reversal !== null && reversal.state !== 'rejected')
      return problem('not_cancellable', { state: reversal.state });
    if (draft.state.link.phase !== 'ready') return problem('offline_refund');
    const { infno: oinfno, psn_no, insutype } = row;
    const { setl_id, mdtrt_id } = accepted;
    const named = { omsgid: msgid, oinfno, psn_no, insutype, setl_id, mdtrt_id } as const;
    undone = insertReversal(draft, { infno: undoing(oinfno, 'known'), ...named, reason: 'clerk' });
  }
  if (claim?.closed === null) dropUndone(draft, claim);
  dropRefused(draft, row, claims);
  lookUpGoods(draft, msgid, 'reversed');
  const { opter } = draft.state.shift;
  const given = { key, opter, at_ms: draft.at.wallMs, paid_back: paidOfRefused(row, claims), reversal: undone };
  // Undone once more for no more cash: what went back, by whom and when, is what it was.
  const noted = given.paid_back === 0 && found.given !== null ? { ...found.given, key, reversal: undone } : given;
  durable(draft, { kind: 'given_back', msgid, ...noted });
  durable(draft, { kind: 'evidence', msgid, text: `given back by ${opter}` });
  return given;
}

/**
 * The centre, which has it although it had said that it refused it, does not undo it: its funds pay what was told, if that
 * is what it has. Who was given the cash back owes it again; of whom the rest was collected it is paid twice. Whatever
 * else stands there stands there alone, also what is nobody's here: nobody owes it, and the next comparison names it.
 */
export function owedWhenItStands(draft: Draft, found: Found & { kind: 'remainder' }, row: RowView | null): void {
  const { accepted, item } = found;
  if (row !== null && standsAsTold(draft, found, row)) return;
  if (accepted === null || item === null) return;
  durable(draft, { kind: 'adopt', item, msgid: accepted.msgid, replaces: true, detail: null });
}

/** Whether what the centre has is what its person was told, and pays or has paid. */
function standsAsTold(draft: Draft, found: Found & { kind: 'remainder' }, row: RowView): boolean {
  const { reversal, given, claims, accepted, sold } = found;
  const { msgid, estimate: told } = row;
  if (told === null || !sold) return false;
  const [claim, since] = [claims.find((one) => one.msgid === msgid), newestSince(msgid, claims)];
  // What is owed since an earlier undoing was refused ended with this one, or stays as a person has closed it.
  const again = since === null || since.closed?.as === 'noted';
  if (given !== null) {
    const owes = given.reversal === reversal || (since !== null && again);
    if (owes) openClaim(draft, reversal, 'rejected', nothing(told), told);
    return owes;
  }
  if (accepted === null || !sameAmounts(told, accepted)) return false;
  if (claim?.closed === null) dropSettled(draft, claim);
  if (claim?.closed?.as === 'collected' && again) openClaim(draft, reversal, 'rejected', allCash(told), told);
  return true;
}

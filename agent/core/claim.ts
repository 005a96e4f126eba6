/**
 * Claims: what is still owed between person, shop and funds because the centre judged a sale otherwise than the counter
 * had told it. Opened with the judgement, in its turn; closed by a person, with operator and reason. Must never change a
 * transaction: a claim stands beside it.
 */
import { type Draft, durable, lookUp, notify, refuse, reply } from './draft.ts';
import type { Found, RowView } from './input.ts';
import { type Fen, fen } from './money.ts';
import { FUNDS } from './packs/pack.ts';
import { problem } from './problem.ts';
import type { Setlinfo } from './settlement/result.ts';
import type { Msgid } from './transaction.ts';

/** difference: the centre settled other amounts · rejected: it settled nothing. */
export type ClaimReason = 'difference' | 'rejected';

export const CLAIM_ENDS = ['collected', 'paid_back', 'borne_by_shop', 'noted'] as const;
export type ClaimEnd = (typeof CLAIM_ENDS)[number];

/** Who bears a bill. Their sum is the bill: what one pays less, another pays more. */
export const PAYERS = [
  ...FUNDS,
  'hosp_part_amt',
  'acct_pay',
  'acct_mulaid_pay',
  'psn_cash_pay',
] as const satisfies (keyof Setlinfo)[];

export type Payer = (typeof PAYERS)[number];

/** What changes for each payer against what was told, fen; nothing for those that stay. */
export type Shares = Readonly<Partial<Record<Payer, Fen>>>;

export interface Claim {
  /** The transaction it comes from. */
  readonly msgid: Msgid;
  readonly reason: ClaimReason;
  readonly opened_ms: number;
  readonly amounts: Shares;
  /** Above 0: to be collected from the person; below 0: to be paid back. Fen. */
  readonly cash: Fen;
  readonly closed: {
    readonly as: ClaimEnd;
    readonly opter: string;
    readonly reason: string;
    readonly at_ms: number;
  } | null;
}

/** `now` less `told`, payer by payer. */
export function sharesMoved(told: Setlinfo, now: Setlinfo): Shares {
  const moved: Partial<Record<Payer, Fen>> = {};
  for (const payer of PAYERS) if (now[payer] !== told[payer]) moved[payer] = fen(now[payer] - told[payer]);
  return moved;
}

/** The bill when nobody but the person pays, and all of it in cash. */
export function allCash(bill: Setlinfo): Setlinfo {
  const nothing = Object.fromEntries(PAYERS.map((payer) => [payer, fen(0)])) as Record<Payer, Fen>;
  const { medfee_sumamt } = bill;
  return { ...bill, ...nothing, fund_pay_sumamt: fen(0), psn_part_amt: medfee_sumamt, psn_cash_pay: medfee_sumamt };
}

/** Opens a claim over what moved between `told` and `now`; none when every payer pays what was told. */
export function openClaim(draft: Draft, msgid: Msgid, reason: ClaimReason, told: Setlinfo, now: Setlinfo): void {
  const amounts = sharesMoved(told, now);
  if (Object.keys(amounts).length === 0) return;
  durable(draft, { kind: 'open_claim', msgid, reason, amounts, cash: amounts.psn_cash_pay ?? fen(0) });
  notify(draft, { kind: 'claim', msgid, open: true });
}

/** An earlier settlement of a visit that was told as sold and then refused, with what is or was owed for it. */
export interface FormerSettlement {
  readonly row: RowView;
  readonly claim: Claim | null;
}

/**
 * Of a visit that is settled anew: nothing of the former is sold, and what was paid for it goes back, however its claim
 * had ended.
 */
export function owedWhenSettledAnew(draft: Draft, { row: { msgid, estimate }, claim }: FormerSettlement): void {
  // Noted: it was given back already. Below nothing: that it goes back is owed, or done.
  if (estimate === null || claim?.closed?.as === 'noted' || (claim?.cash ?? 0) < 0) return;
  const paid = claim?.closed?.as === 'collected' ? allCash(estimate) : estimate;
  openClaim(draft, msgid, 'rejected', paid, nothing(estimate));
}

export function nothing(bill: Setlinfo): Setlinfo {
  return Object.fromEntries(
    Object.entries(bill).map(([name, value]) => [name, typeof value === 'number' ? 0 : value]),
  ) as unknown as Setlinfo;
}

/** How a claim may end: what is owed to the person has to be paid; what the person owes, the shop may bear. */
export function endsOf({ cash }: Pick<Claim, 'cash'>): readonly ClaimEnd[] {
  if (cash === 0) return ['noted'];
  return cash > 0 ? ['collected', 'borne_by_shop'] : ['paid_back'];
}

/**
 * What the person has paid of a sale in cash, by the bill that was told and by what became of the claims beside it; `undone`:
 * before this undoing of it. Fen.
 */
export function paidOf(
  { provisional, estimate, final }: Pick<RowView, 'provisional' | 'estimate' | 'final'>,
  claims: readonly Claim[],
  undone: Msgid | null,
): Fen {
  const before = claims.filter(({ msgid }) => undone === null || msgid < undone);
  // An undoing that is refused begins with what the one before it has left, so the newest claim says it all.
  const claim = before.reduce<Claim | null>(newer, null);
  // What the centre says only as it undoes the sale was never told: there is no claim for it, and nobody has paid by it.
  const bill = provisional && claim === null ? estimate : (final ?? estimate);
  return fen((bill?.psn_cash_pay ?? 0) - unpaidOf(claim));
}

/**
 * The same of one that the centre refused after it was told: all of it only where the rest was collected. Where the
 * centre has it after all and would not undo it, what is owed since says what of its cash is here, whatever was before.
 * Fen.
 */
export function paidOfRefused({ msgid, estimate }: Pick<RowView, 'msgid' | 'estimate'>, claims: readonly Claim[]): Fen {
  const claim = claims.find((one) => one.msgid === msgid);
  const since = newestSince(msgid, claims);
  const told = estimate?.psn_cash_pay ?? 0;
  // Its visit was settled anew: all that was paid for it is owed back already.
  if (claim !== undefined && claim.closed === null && claim.cash < 0) return fen(-claim.cash);
  if (since !== null) return fen(told - unpaidOf(since));
  return fen(told + (claim?.closed?.as === 'collected' ? claim.cash : 0));
}

/** What is owed since the centre, which has what it had said it refused, would not undo it; null: nothing is, or was. */
export function newestSince(msgid: Msgid, claims: readonly Claim[]): Claim | null {
  return claims.filter((one) => one.msgid > msgid).reduce<Claim | null>(newer, null);
}

function newer(last: Claim | null, one: Claim): Claim {
  return last === null || one.msgid > last.msgid ? one : last;
}

/**
 * What of the bill's cash was never paid, or came back: open, borne by the shop, or dropped with the sale. Below 0:
 * paid too much.
 */
function unpaidOf(claim: Claim | null): Fen {
  if (claim === null) return fen(0);
  return claim.closed?.as === 'collected' || claim.closed?.as === 'paid_back' ? fen(0) : claim.cash;
}

/** Of a sale that is being undone: the cash itself goes back, so nothing more is owed for what the centre had judged. */
export function dropClaim(draft: Draft, { msgid, state, told }: RowView): void {
  if (state === 'settled_with_difference' && told) drop(draft, msgid);
}

/** What is owed since the centre refused an earlier undoing of it ends with this one. */
export function dropRefused(draft: Draft, { msgid: sale }: RowView, claims: readonly Claim[]): void {
  for (const { msgid, closed } of claims) if (closed === null && msgid !== sale) drop(draft, msgid);
}

/** Of a sale that was refused: its goods came back. */
export function dropUndone(draft: Draft, { msgid }: Claim): void {
  drop(draft, msgid);
}

/** Of a sale that was refused: the centre has it after all, as it was told. */
export function dropSettled(draft: Draft, { msgid }: Claim): void {
  drop(draft, msgid, '以中心为准 the centre has settled it');
}

function drop(draft: Draft, msgid: Msgid, reason = '交易撤销 the sale is undone'): void {
  const { opter } = draft.state.shift;
  durable(draft, { kind: 'close_claim', msgid, as: 'noted', opter, reason });
  notify(draft, { kind: 'claim', msgid, open: false });
}

export function closeClaim(draft: Draft, call: number, msgid: Msgid, as: ClaimEnd, reason: string): void {
  if (draft.state.shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  if (reason.trim() === '') return refuse(draft, call, problem('reason_needed', { action: 'close_claim' }));
  lookUp(draft, { kind: 'find_claim', call, msgid, as, reason });
}

export function onClaim(draft: Draft, { call, msgid, as, reason, claim }: Found & { kind: 'claim' }): void {
  if (claim === null) return refuse(draft, call, problem('claim_unknown'));
  // Pressed twice: the first one counts, and the same end is the same answer.
  if (claim.closed !== null && claim.closed.as !== as)
    return refuse(draft, call, problem('claim_closed', { end: claim.closed.as, opter: claim.closed.opter }));
  if (!endsOf(claim).includes(as))
    return refuse(draft, call, problem('claim_end_wrong', { end: as, allowed: endsOf(claim).join(', ') }));
  if (claim.closed === null) {
    durable(draft, { kind: 'close_claim', msgid, as, opter: draft.state.shift.opter, reason });
    notify(draft, { kind: 'claim', msgid, open: false });
  }
  reply(draft, call, { kind: 'claim_closed', msgid });
}

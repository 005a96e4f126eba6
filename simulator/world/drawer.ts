/**
 * The cash at the counters, as the clerks handled it: what was taken for each sale, given back, collected and paid for a
 * claim. At the end it is what the centre's own bills say of what stands, worked out from the centre's books alone and
 * with no rule of the agent's. Every violation is a sentence.
 */
import { decodeTransaction } from '../../agent/wire.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { CentreStore, Txn } from '../centre/store.ts';
import { type Bill, billOf } from './bill.ts';
import type { Purchase } from './books.ts';

export type ClaimEnd = 'collected' | 'paid_back' | 'borne_by_shop' | 'noted';

/** What a clerk remembers of the cash, by the transaction it was for; fen. */
export class Drawer {
  readonly cash = new Map<string, number>();
  /** What the shop bears; the last word on a sale is the one that counts. */
  readonly borne: (readonly [msgid: string, fen: number])[] = [];

  /** What was refused as told, and taken over as the centre has it. */
  readonly accepted = new Set<string>();

  /** What the shop had borne of it the funds pay. */
  acceptedAs(msgid: string): void {
    this.accepted.add(msgid);
    this.borne.push([msgid, 0]);
  }

  took(msgid: string, fen: number): void {
    this.cash.set(msgid, (this.cash.get(msgid) ?? 0) + fen);
  }

  closed(msgid: string, as: ClaimEnd, fen: number): void {
    this.borne.push([msgid, as === 'borne_by_shop' ? fen : 0]);
    if (as !== 'borne_by_shop') this.took(msgid, fen);
  }
}

export interface Till {
  readonly purchases: readonly Purchase[];
  readonly drawer: Drawer;
  readonly centre: CentreStore;
  /** What the centre has settled, and what its terminal shows as refused, as it was told. */
  readonly denied: ReadonlySet<string>;
}

/** What the centre has of one sale or of its undoing: everything comes there at last, as a void if need be. */
interface Held {
  readonly key: string;
  /** The sale itself; the one that an undoing, or a rest that fell, was made for. */
  readonly sale: string;
  readonly bill: Bill | null;
  readonly txn: Txn;
}

export function* drawers({ purchases, drawer, centre, denied }: Till): Generator<string> {
  const told = new Map(purchases.flatMap(({ key, told, rests }) => [...told, ...rests].map((msgid) => [msgid, key])));
  const held = heldBy(centre, told);
  const alone = paidAlone(centre);
  const byKey = new Map<string, Held[]>();
  for (const one of held.values()) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
  const cash = sums(drawer.cash, (msgid) => told.get(msgid) ?? held.get(msgid)?.key ?? msgid);
  const borne = new Map(drawer.borne.map(([msgid, fen]) => [held.get(msgid)?.sale ?? msgid, fen]));
  for (const purchase of purchases) {
    const mine = byKey.get(purchase.key) ?? [];
    if (isUnsure(purchase)) continue;
    const sales = mine.filter(({ bill }) => bill !== null);
    const stands = sales.filter(({ txn }) => txn.state === 'settled');
    const owed = stands.length > 0 ? stands : refusedAfterTold(purchase, sales, denied);
    const should = owed.reduce((sum, one) => sum + payable(one), 0) + (alone.get(purchase.key) ?? 0);
    const shop = owed.reduce((sum, { txn }) => sum + (borne.get(txn.msgid) ?? 0), 0);
    const holds = (cash.get(purchase.key) ?? 0) + shop;
    const left = stands.filter(({ txn: { msgid } }) => denied.has(msgid) && !drawer.accepted.has(msgid));
    if (holds !== should && !left.some((one) => isAsRefused(purchase, one, holds)))
      yield `${purchase.key} (${[...purchase.told, ...purchase.rests].join()}): ${holds} fen were paid, it costs ${should}`;
  }
}

/** Whoever never heard whether it is sold took no money, and gave no goods; nor is it known what a lost disk had said. */
function isUnsure({ unheard, forgotten }: Purchase): boolean {
  return forgotten || unheard;
}

/** Nothing stands, the goods are gone and did not come back: the person pays for them alone. */
function refusedAfterTold(
  { told, rests, cancelled }: Purchase,
  sales: readonly Held[],
  denied: ReadonlySet<string>,
): readonly Held[] {
  const last = rests.at(-1) ?? [...told][0];
  if (cancelled || last === undefined) return [];
  return sales.filter(({ txn }) => txn.msgid === last && (txn.state === 'rejected' || denied.has(txn.msgid)));
}

/** What the centre has although it said that it refuses it, and nobody took over: it is not sold, or the person has paid alone. */
function isAsRefused({ told, cancelled }: Purchase, { bill }: Held, holds: number): boolean {
  return holds === (told.size === 0 || cancelled ? 0 : bill?.medfee_sumamt);
}

function payable({ txn, bill }: Held): number {
  if (txn.state === 'settled') return Number(tongxing.v1.Answer.decode(txn.answer).setlinfo?.psn_cash_pay?.fen ?? 0);
  return bill?.medfee_sumamt ?? 0;
}

function heldBy(centre: CentreStore, told: ReadonlyMap<string, string>): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  const books = [...centre.txns()].map((txn) => ({ txn, ...decodeTransaction(txn.body) }));
  for (const { txn, ...transaction } of books) {
    const { msgid } = transaction;
    const bill = billOf(centre, transaction);
    if (bill !== null) held.set(msgid, { txn, bill, key: bill.key, sale: msgid });
  }
  // An undoing may have come before what it undoes, or without it; a rest has fallen where its sale stands.
  for (const { txn, msgid, body } of books) {
    const rest = held.get(msgid);
    const sold = body.kind === 'sale' && body.remainder_of !== undefined ? held.get(body.remainder_of) : undefined;
    if (rest !== undefined && sold?.txn.state === 'settled') held.set(msgid, { ...rest, sale: sold.txn.msgid });
    if (body.kind === 'reversal') {
      const key = told.get(body.omsgid) ?? held.get(body.omsgid)?.key ?? '';
      held.set(msgid, { txn, bill: null, key, sale: body.omsgid });
    }
  }
  return held;
}

/** By key, what persons paid alone, less what came back of it: no fund has a say in it, nor the centre. */
function paidAlone(centre: CentreStore): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const txn of centre.txns()) {
    const { infno, body } = decodeTransaction(txn.body);
    if (body.kind !== 'goods' || body.estimate === null || txn.state === 'voided') continue;
    const key = body.selinfo[0]?.rxno ?? '';
    const fen = body.selinfo.reduce((sum, line) => sum + line.det_item_fee_sumamt, 0);
    paid.set(key, (paid.get(key) ?? 0) + (infno === '3505' ? fen : -fen));
  }
  return paid;
}

function sums(cash: ReadonlyMap<string, number>, keyOf: (msgid: string) => string): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const [msgid, fen] of cash) all.set(keyOf(msgid), (all.get(keyOf(msgid)) ?? 0) + fen);
  return all;
}

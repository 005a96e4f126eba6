/**
 * Refunds (settlement.md 4): of the whole, the exact negative of every amount with accumulators and balances moved back
 * by exactly what the settlement moved; of a part, that plus a new settlement of what remains, computed on the state
 * before the original and linked to it as one pair. Must never recompute what the original moved: that is read off it.
 */

import type { Fen } from '../money.ts';
import type { CompiledPack } from '../packs/compile.ts';
import type { Case, CaseError, Catalogue, Line } from './case.ts';
import type { Count } from './decimal.ts';
import { presettle } from './presettle.ts';
import type { Presettlement, Setldetail, Setlinfo } from './result.ts';

/** The person's state at the moment of the refund; later visits may have moved it since the original. */
export interface AccountState {
  readonly balc: Fen;
  readonly accumulators: Readonly<Record<string, Fen>>;
}

export interface FamilyRefund {
  readonly psn_no: string | null;
  readonly paid: Fen;
}

export interface Refund {
  /** Negative; `balc` is the own balance afterwards, pool_prop_selfpay the original's. */
  readonly setlinfo: Setlinfo;
  readonly setldetail: readonly Setldetail[];
  /** What each family account gets back, negative as the payment it undoes. */
  readonly family: readonly FamilyRefund[];
  readonly accumulators: Readonly<Record<string, Fen>>;
}

/** What a settlement moved, by accumulator; what it left alone is not in it. */
export function movesOf({ benefits, layers }: Presettlement): Readonly<Record<string, Fen>> {
  const moves: Record<string, number> = {};
  const move = (name: string | undefined | null, by: number) => {
    if (typeof name === 'string' && by !== 0) moves[name] = (moves[name] ?? 0) + by;
  };
  for (const { compiled, inscp_scp_amt, ded, pay } of benefits) {
    move(compiled.deductible?.accumulator, ded);
    move(compiled.ceiling?.accumulator, pay);
    move(compiled.banded, inscp_scp_amt - ded);
  }
  for (const { compiled, seen, pay } of layers) {
    move(compiled.burden, seen);
    move(compiled.ceiling, pay);
  }
  return moves as Record<string, Fen>;
}

/** The whole refund of a settlement. */
export function refund(original: Presettlement, now: AccountState): Refund {
  const { setlinfo, setldetail, account } = original;
  const negated = Object.fromEntries(
    Object.entries(setlinfo).map(([name, value]) => [name, typeof value === 'string' ? value : 0 - value]),
  ) as unknown as Setlinfo;
  return {
    setlinfo: { ...negated, balc: (now.balc + setlinfo.acct_pay) as Fen },
    setldetail: setldetail.map(({ fund_pay_type, fund_payamt }) => ({
      fund_pay_type,
      fund_payamt: (0 - fund_payamt) as Fen,
    })),
    family: account.family.map(({ account: { psn_no }, paid }) => ({ psn_no, paid: (0 - paid) as Fen })),
    accumulators: shift(now.accumulators, movesOf(original), -1),
  };
}

function shift(
  accumulators: Readonly<Record<string, Fen>>,
  moves: Readonly<Record<string, Fen>>,
  sign: 1 | -1,
): Readonly<Record<string, Fen>> {
  const after: Record<string, Fen> = { ...accumulators };
  for (const [name, by] of Object.entries(moves)) after[name] = ((after[name] ?? 0) + sign * by) as Fen;
  return after;
}

/** How much of a line comes back. */
export interface ReturnedLine {
  readonly feedetl_sn: string;
  readonly cnt: Count;
}

export interface PartialRefund {
  readonly refund: Refund;
  /** Of what remains; null when nothing does, and the pair is a whole refund. */
  readonly settlement: Presettlement | null;
  /** After both. */
  readonly state: AccountState;
}

/**
 * Refund of a part of `original`, which `input` led to. `packs` and `catalogue` are those of the original. Errors:
 * bad_value for a line that is not in the basket or a count that is nothing or more than was sold.
 */
export function partialRefund(
  input: Case,
  original: Presettlement,
  returned: readonly ReturnedLine[],
  now: AccountState,
  packs: readonly CompiledPack[],
  catalogue: Catalogue,
): PartialRefund | { readonly error: CaseError } {
  const lines = remaining(input.lines, returned);
  if ('code' in lines) return { error: lines };
  const whole = refund(original, now);
  const restored: AccountState = { balc: whole.setlinfo.balc, accumulators: whole.accumulators };
  if (lines.length === 0) return { refund: whole, settlement: null, state: restored };
  const outcome = presettle({ ...input, lines }, packs, catalogue);
  if ('error' in outcome) return outcome;
  const settlement = outcome.result;
  const state: AccountState = {
    balc: (restored.balc - settlement.setlinfo.acct_pay) as Fen,
    accumulators: shift(restored.accumulators, movesOf(settlement), 1),
  };
  return { refund: whole, settlement, state };
}

function remaining(lines: readonly Line[], returned: readonly ReturnedLine[]): readonly Line[] | CaseError {
  const left = new Map(lines.map((line) => [line.feedetl_sn, line]));
  for (const [index, { feedetl_sn, cnt }] of returned.entries()) {
    const line = left.get(feedetl_sn);
    if (line === undefined || cnt <= 0 || cnt > line.cnt) {
      const [name, message] =
        line === undefined
          ? ['feedetl_sn', 'is no line left to return']
          : ['cnt', 'is not between 0 and what was sold'];
      return { code: 'bad_value', field: `lines[${index}].${name}`, message };
    }
    // The caller's total was that of the whole line: the rest is priced anew.
    if (cnt === line.cnt) left.delete(feedetl_sn);
    else left.set(feedetl_sn, { ...line, cnt: (line.cnt - cnt) as Count, det_item_fee_sumamt: null });
  }
  return [...left.values()];
}

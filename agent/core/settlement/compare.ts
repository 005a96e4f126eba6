/**
 * Sets the centre's answer beside the local estimate, amount by amount, and names the likely cause of each difference.
 * The centre's amounts win; this is for the clerk and for whoever keeps catalogue and pack. Must never adjust anything,
 * and must say `unknown` rather than guess without a sign in the figures.
 */
import type { Fen } from '../money.ts';
import { LAYER_FUNDS } from '../packs/pack.ts';
import { parseRatio } from './decimal.ts';
import type { AnsweredSetlinfo } from './identity.ts';
import type { Presettlement, Setlinfo, SettledLine } from './result.ts';

export type Cause =
  /** Limit, share or presence of an item differs from the centre's catalogue. */
  | 'stale_catalogue'
  /** A deductible, ceiling or burden of the year moved somewhere else. */
  | 'ceiling_elsewhere'
  /** No more than a fen for each rounding on the way. */
  | 'rounding'
  /** 甲乙丙, or the benefit, was chosen differently. */
  | 'category'
  /** An account was used somewhere else. */
  | 'balance_elsewhere'
  /** No pack served it here, so that nothing of the funds' part was ever computed: taken in cash, or a region without one. */
  | 'funds_not_computed'
  | 'unknown';

export interface Difference {
  readonly amount: keyof Setlinfo;
  readonly local: Fen;
  readonly centre: Fen;
  readonly cause: Cause;
}

type Amount = Exclude<keyof Setlinfo, 'pool_prop_selfpay'>;

const PARTS = [
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
] as const satisfies readonly Amount[];
/** What only follows from the amounts above it. */
const DERIVED = [
  'fund_pay_sumamt',
  'psn_part_amt',
  'acct_pay',
  'acct_mulaid_pay',
  'balc',
  'psn_cash_pay',
] as const satisfies readonly Amount[];

/** Differences in the order the amounts arise; empty when all that the centre answered agrees. */
export function compareWithCentre(local: Presettlement, centre: AnsweredSetlinfo): readonly Difference[] {
  const differences: Difference[] = [];
  const note = (amount: Amount, judge: (delta: number) => Cause) => {
    const answered = centre[amount];
    const own = local.setlinfo[amount];
    if (typeof answered !== 'number' || answered === own) return;
    differences.push({ amount, local: own, centre: answered, cause: judge(answered - own) });
  };
  note('medfee_sumamt', (delta) => (Math.abs(delta) <= local.lines.length ? 'rounding' : 'unknown'));
  const ofLines = causeOfLines(local, centre);
  for (const amount of PARTS) note(amount, () => ofLines);
  const upstream = differences.some(({ amount }) => amount !== 'medfee_sumamt') ? ofLines : null;
  const otherBenefit = isOther(centre.pool_prop_selfpay, local.setlinfo.pool_prop_selfpay);
  const ofRules = (sees: readonly Limited[], delta: number): Cause => {
    if (upstream !== null && upstream !== 'rounding') return upstream;
    if (otherBenefit) return 'category';
    if (Math.abs(delta) <= sees.length + (upstream === null ? 0 : local.lines.length)) return 'rounding';
    return sees.some(({ limited }) => limited) ? 'ceiling_elsewhere' : (upstream ?? 'unknown');
  };
  const benefits = local.benefits.map(({ compiled }) => ({
    limited: compiled.ceiling !== null || compiled.deductible !== null || compiled.banded !== null,
  }));
  note('act_pay_dedc', (delta) => ofRules(benefits, delta));
  note('hifp_pay', (delta) => ofRules(benefits, delta));
  for (const fund of LAYER_FUNDS) {
    // A layer also feels what the pool before it did not pay.
    const layers = local.layers.filter(({ compiled }) => compiled.layer.fund === fund).map(() => ({ limited: true }));
    note(fund, (delta) => (layers.length === 0 ? 'unknown' : ofRules([...layers, ...benefits], delta)));
  }
  const root = rootCause(differences);
  for (const amount of DERIVED) note(amount, () => root ?? (isAccount(amount) ? 'balance_elsewhere' : 'unknown'));
  return differences;
}

/** One word for the whole: the cause of the largest difference; a stale balance alone is `balance_elsewhere`. */
export function likelyCause(differences: readonly Difference[]): Cause {
  return rootCause(differences) ?? 'unknown';
}

interface Limited {
  readonly limited: boolean;
}

function isOther(centre: string | null | undefined, local: string): boolean {
  return typeof centre === 'string' && centre !== '' && parseRatio(centre) !== parseRatio(local);
}

function isAccount(amount: Amount): boolean {
  return amount === 'acct_pay' || amount === 'acct_mulaid_pay' || amount === 'balc' || amount === 'psn_cash_pay';
}

/** The cause of the largest difference among those that do not only follow from others. */
function rootCause(differences: readonly Difference[]): Cause | null {
  let root: Difference | null = null;
  for (const difference of differences) {
    if (root === null || size(difference) > size(root)) root = difference;
  }
  return root?.cause ?? null;
}

function size({ local, centre }: Difference): number {
  return Math.abs(centre - local);
}

/** Why the four parts differ, as far as the figures say. */
function causeOfLines(local: Presettlement, centre: AnsweredSetlinfo): Cause {
  const deltas = PARTS.map((amount) => (centre[amount] ?? local.setlinfo[amount]) - local.setlinfo[amount]);
  if (deltas.every((delta) => Math.abs(delta) <= local.lines.length)) return 'rounding';
  const [own = 0] = deltas;
  if (own === 0) return 'stale_catalogue';
  // A line that is 丙 on one side only moves its whole gross in or out of the self-paid part.
  const moved = local.lines.find((line) => line.det_item_fee_sumamt === Math.abs(own) && isSelfPaid(line) === own < 0);
  if (moved === undefined) return 'unknown';
  return moved.unpooled === 'not_in_catalogue' ? 'stale_catalogue' : 'category';
}

function isSelfPaid({ unpooled }: SettledLine): boolean {
  return unpooled === 'not_in_catalogue' || unpooled === 'self_paid_item';
}

/**
 * The explanation as facts (settlement.md 5): one step for every amount that is not zero or was cut by a limit, with
 * its rule, its inputs, the arithmetic and what it moved. Made from a result on demand, in an order fixed by the case,
 * so that the same input under the same pack and catalogue rows gives the same facts byte for byte. Must never compute
 * an amount anew, and never hold a sentence: those are `explain.ts`.
 */

import type { Fen } from '../money.ts';
import type { Rule } from '../packs/compile.ts';
import { FUNDS } from '../packs/pack.ts';
import { type Bracket, type Count, overlap, type Price, type Ratio } from './decimal.ts';
import type { BenefitWork, LayerWork, Move, Presettlement, Setlinfo, SettledLine, Unpooled } from './result.ts';

/** Part of an amount and the ratio it was taken at; [from, to) for yearly bands and tiers. */
export interface Term {
  readonly ratio: Ratio;
  readonly part: Fen;
  readonly from: Fen;
  readonly to: Fen | null;
}

export interface Addend {
  readonly amount: string;
  readonly value: Fen;
}

interface StepBase<Kind extends string, Inputs> {
  readonly kind: Kind;
  /** National name of the amount this step explains. */
  readonly amount: string;
  readonly value: Fen;
  /** What a limit took away from it. */
  readonly cut: Fen;
  /** Its line's feedetl_sn; null when it is no line's. */
  readonly line: string | null;
  readonly rule: Rule;
  readonly inputs: Inputs;
  readonly terms: readonly Term[];
  readonly accumulators: readonly Move[];
}

export type Step =
  | StepBase<'gross', { readonly pric: Price; readonly cnt: Count; readonly given: Fen | null }>
  | StepBase<'own', { readonly det_item_fee_sumamt: Fen; readonly reason: Unpooled }>
  | StepBase<
      'over',
      {
        readonly det_item_fee_sumamt: Fen;
        readonly pric: Price;
        readonly pric_uplmt_amt: Price;
        readonly cnt: Count;
      }
    >
  | StepBase<'pre', { readonly det_item_fee_sumamt: Fen; readonly overlmt_amt: Fen; readonly selfpay_prop: Ratio }>
  | StepBase<
      'scope',
      {
        readonly det_item_fee_sumamt: Fen;
        readonly overlmt_amt: Fen;
        readonly preselfpay_amt: Fen;
        readonly benefit: string | null;
        readonly reason: Unpooled | null;
      }
    >
  | StepBase<'deductible', { readonly inscp_scp_amt: Fen; readonly deductible: Fen; readonly used: Fen }>
  | StepBase<
      'pool',
      {
        readonly inscp_scp_amt: Fen;
        readonly ded: Fen;
        readonly full: Fen;
        readonly ceiling: Fen | null;
        readonly used: Fen;
      }
    >
  | StepBase<
      'layer',
      {
        readonly base: string;
        readonly seen: Fen;
        readonly deductible: Fen;
        readonly adjusted: boolean;
        readonly full: Fen;
        readonly ceiling: Fen | null;
        readonly used: Fen;
      }
    >
  | StepBase<'sum', { readonly addends: readonly Addend[] }>
  | StepBase<'part', { readonly medfee_sumamt: Fen; readonly fund_pay_sumamt: Fen; readonly hosp_part_amt: Fen }>
  | StepBase<
      'account',
      { readonly psn_part_amt: Fen; readonly excluded: Fen; readonly eligible: Fen; readonly balc: Fen }
    >
  | StepBase<'family', { readonly psn_no: string | null; readonly eligible: Fen; readonly balc: Fen }>
  | StepBase<'cash', { readonly psn_part_amt: Fen; readonly acct_pay: Fen; readonly acct_mulaid_pay: Fen }>;

const ZERO = 0 as Fen;
const NO_TERMS: readonly Term[] = [];
const NO_MOVES: readonly Move[] = [];

const engine = (id: string, clause: string): Rule => ({
  pack: null,
  version: null,
  id,
  name: null,
  source: `settlement.md ${clause}`,
});
const RULES = {
  gross: engine('line.gross', '1.1'),
  absent: engine('line.not-in-catalogue', '1.2'),
  own: engine('line.self-paid', '1.3'),
  over: engine('line.over-limit', '1.4'),
  pre: engine('line.pre-self-paid', '1.4'),
  scope: engine('line.in-scope', '1.4'),
  sum: engine('bill.sum', '4'),
  part: engine('bill.person', '4'),
  account: engine('bill.account', '4'),
  family: engine('bill.family-account', '4'),
  cash: engine('bill.cash', '4'),
} as const;

/** All steps: lines in basket order, benefits and layers in pack order, then the bill. */
export function traceOf(result: Presettlement): readonly Step[] {
  const steps: Step[] = [];
  for (const line of result.lines) traceLine(steps, line);
  for (const work of result.benefits) traceBenefit(steps, work);
  for (const work of result.layers) if (work.seen > 0) steps.push(layerStep(work));
  traceBill(steps, result);
  return steps;
}

function traceLine(steps: Step[], settled: SettledLine): void {
  const { line, entry, det_item_fee_sumamt, overlmt_amt, preselfpay_amt, inscp_scp_amt, benefit, unpooled } = settled;
  const common = { cut: ZERO, line: line.feedetl_sn, terms: NO_TERMS, accumulators: NO_MOVES };
  if (det_item_fee_sumamt === 0) return;
  const inputs = { pric: line.pric, cnt: line.cnt, given: line.det_item_fee_sumamt };
  steps.push({
    kind: 'gross',
    amount: 'det_item_fee_sumamt',
    value: det_item_fee_sumamt,
    ...common,
    rule: RULES.gross,
    inputs,
  });
  if (settled.fulamt_ownpay_amt > 0 && unpooled !== null) {
    const rule = entry === null ? RULES.absent : RULES.own;
    const given = { det_item_fee_sumamt, reason: unpooled };
    steps.push({
      kind: 'own',
      amount: 'fulamt_ownpay_amt',
      value: det_item_fee_sumamt,
      ...common,
      rule,
      inputs: given,
    });
    return;
  }
  if (overlmt_amt > 0 && entry !== null && entry.pric_uplmt_amt !== null) {
    const given = { det_item_fee_sumamt, pric: line.pric, pric_uplmt_amt: entry.pric_uplmt_amt, cnt: line.cnt };
    steps.push({ kind: 'over', amount: 'overlmt_amt', value: overlmt_amt, ...common, rule: RULES.over, inputs: given });
  }
  if (preselfpay_amt > 0 && entry !== null && entry.selfpay_prop !== null) {
    const given = { det_item_fee_sumamt, overlmt_amt, selfpay_prop: entry.selfpay_prop };
    steps.push({
      kind: 'pre',
      amount: 'preselfpay_amt',
      value: preselfpay_amt,
      ...common,
      rule: RULES.pre,
      inputs: given,
    });
  }
  if (inscp_scp_amt > 0) {
    const taken = benefit?.benefit.id ?? null;
    const given = { det_item_fee_sumamt, overlmt_amt, preselfpay_amt, benefit: taken, reason: unpooled };
    steps.push({
      kind: 'scope',
      amount: 'inscp_scp_amt',
      value: inscp_scp_amt,
      ...common,
      // The benefit that takes the line is the rule that says so; it carries its name for the cashier.
      rule: benefit?.rule ?? RULES.scope,
      inputs: given,
    });
  }
}

function traceBenefit(steps: Step[], work: BenefitWork): void {
  const { compiled, inscp_scp_amt, deductibleBefore, ded, bandedBefore, full, ceilingBefore, pay } = work;
  const { deductible, ceiling, banded, rule, brackets } = compiled;
  if (inscp_scp_amt === 0) return;
  const counted = (inscp_scp_amt - ded) as Fen;
  if (deductible !== null && ded > 0) {
    steps.push({
      kind: 'deductible',
      amount: 'act_pay_dedc',
      value: ded,
      cut: ZERO,
      line: null,
      rule,
      inputs: { inscp_scp_amt, deductible: deductible.value, used: deductibleBefore },
      terms: NO_TERMS,
      accumulators: [moved(deductible.accumulator, deductibleBefore, ded)],
    });
  }
  const moves: Move[] = [];
  if (ceiling !== null) moves.push(moved(ceiling.accumulator, ceilingBefore, pay));
  if (banded !== null) moves.push(moved(banded, bandedBefore, counted));
  steps.push({
    kind: 'pool',
    amount: 'hifp_pay',
    value: pay,
    cut: (full - pay) as Fen,
    line: null,
    rule,
    inputs: { inscp_scp_amt, ded, full, ceiling: ceiling?.value ?? null, used: ceilingBefore },
    terms: termsOf(brackets, bandedBefore, counted),
    accumulators: moves,
  });
}

function layerStep({ compiled, variant, seen, burdenBefore, full, ceilingBefore, pay }: LayerWork): Step {
  const { layer, rule } = compiled;
  const { deductible, adjusted, ceiling } = variant;
  return {
    kind: 'layer',
    amount: layer.fund,
    value: pay,
    cut: (full - pay) as Fen,
    line: null,
    rule,
    inputs: { base: layer.base, seen, deductible, adjusted, full, ceiling, used: ceilingBefore },
    terms: termsOf(variant.brackets, burdenBefore, seen),
    accumulators: [moved(compiled.burden, burdenBefore, seen), moved(compiled.ceiling, ceilingBefore, pay)],
  };
}

function termsOf(brackets: readonly Bracket[], start: Fen, amount: Fen): readonly Term[] {
  const terms: Term[] = [];
  for (const bracket of brackets) {
    const part = overlap(bracket, start, amount);
    if (part > 0) terms.push({ ratio: bracket.ratio, part, from: bracket.from, to: bracket.to });
  }
  return terms;
}

function moved(name: string, before: Fen, by: Fen): Move {
  return { name, before, after: (before + by) as Fen };
}

const PARTS = [
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
] as const satisfies (keyof Setlinfo)[];

function traceBill(steps: Step[], { setlinfo, account }: Presettlement): void {
  const { medfee_sumamt, fund_pay_sumamt, hosp_part_amt, psn_part_amt, acct_pay, acct_mulaid_pay, psn_cash_pay } =
    setlinfo;
  const common = { line: null, terms: NO_TERMS, accumulators: NO_MOVES };
  const sum = (amount: string, value: Fen, names: readonly (typeof FUNDS | typeof PARTS)[number][]) => {
    const addends: Addend[] = [];
    for (const name of names) if (setlinfo[name] !== 0) addends.push({ amount: name, value: setlinfo[name] });
    if (value !== 0)
      steps.push({ kind: 'sum', amount, value, cut: ZERO, ...common, rule: RULES.sum, inputs: { addends } });
  };
  sum('medfee_sumamt', medfee_sumamt, PARTS);
  sum('fund_pay_sumamt', fund_pay_sumamt, FUNDS);
  if (psn_part_amt > 0) {
    const inputs = { medfee_sumamt, fund_pay_sumamt, hosp_part_amt };
    steps.push({
      kind: 'part',
      amount: 'psn_part_amt',
      value: psn_part_amt,
      cut: ZERO,
      ...common,
      rule: RULES.part,
      inputs,
    });
  }
  const { used, excluded, eligible, balcBefore } = account;
  if (used && psn_part_amt > 0) {
    const cut = (psn_part_amt - acct_pay) as Fen;
    const inputs = { psn_part_amt, excluded, eligible, balc: balcBefore };
    steps.push({ kind: 'account', amount: 'acct_pay', value: acct_pay, cut, ...common, rule: RULES.account, inputs });
  }
  let still = eligible - acct_pay;
  for (const { account: family, paid } of account.family) {
    const inputs = { psn_no: family.psn_no, eligible: still as Fen, balc: family.balc };
    const cut = (still - paid) as Fen;
    steps.push({ kind: 'family', amount: 'acct_mulaid_pay', value: paid, cut, ...common, rule: RULES.family, inputs });
    still -= paid;
  }
  if (psn_cash_pay > 0) {
    const inputs = { psn_part_amt, acct_pay, acct_mulaid_pay };
    steps.push({
      kind: 'cash',
      amount: 'psn_cash_pay',
      value: psn_cash_pay,
      cut: ZERO,
      ...common,
      rule: RULES.cash,
      inputs,
    });
  }
}

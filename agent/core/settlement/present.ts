/**
 * A result as the JSON answer of settlement.md 6: national names, decimal strings of yuan. The only place where fen
 * become text, and where a region's habit of counting the accounts into fund_pay_sumamt shows. Must never compute.
 */
import { type Fen, formatYuan } from '../money.ts';
import { type Count, formatCount, formatPrice, formatRatio, type Price, type Ratio } from './decimal.ts';
import { explain } from './explain.ts';
import type { Presettlement, Setlinfo } from './result.ts';
import { type Step, traceOf } from './trace.ts';

export type PresentedSetlinfo = { readonly [K in keyof Setlinfo]: string };

export interface Presented {
  readonly setlinfo: PresentedSetlinfo;
  readonly setldetail: readonly { readonly fund_pay_type: string; readonly fund_payamt: string }[];
  readonly lines: readonly {
    readonly feedetl_sn: string;
    readonly det_item_fee_sumamt: string;
    readonly fulamt_ownpay_amt: string;
    readonly overlmt_amt: string;
    readonly preselfpay_amt: string;
    readonly inscp_scp_amt: string;
    readonly benefit: string | null;
  }[];
  /** Sorted by name. */
  readonly accumulators: Readonly<Record<string, string>>;
  readonly warnings: readonly { readonly code: string; readonly field: string }[];
  readonly trace: readonly unknown[];
  readonly pack: { readonly id: string; readonly version: string } | null;
}

export function present(result: Presettlement): Presented {
  const { pack } = result;
  return {
    setlinfo: presentSetlinfo(result),
    setldetail: result.setldetail.map(({ fund_pay_type, fund_payamt }) => ({
      fund_pay_type,
      fund_payamt: formatYuan(fund_payamt),
    })),
    lines: result.lines.map((settled) => ({
      feedetl_sn: settled.line.feedetl_sn,
      det_item_fee_sumamt: formatYuan(settled.det_item_fee_sumamt),
      fulamt_ownpay_amt: formatYuan(settled.fulamt_ownpay_amt),
      overlmt_amt: formatYuan(settled.overlmt_amt),
      preselfpay_amt: formatYuan(settled.preselfpay_amt),
      inscp_scp_amt: formatYuan(settled.inscp_scp_amt),
      benefit: settled.benefit?.benefit.id ?? null,
    })),
    accumulators: presentAccumulators(result.accumulators),
    warnings: result.warnings,
    trace: presentTrace(traceOf(result)),
    pack: pack === null ? null : { id: pack.id, version: pack.version },
  };
}

/** The bill as text; here, and only here, fund_pay_sumamt may include the accounts (settlement.md 4). */
export function presentSetlinfo({ setlinfo, pack }: Pick<Presettlement, 'setlinfo' | 'pack'>): PresentedSetlinfo {
  const { fund_pay_sumamt, acct_pay, acct_mulaid_pay } = setlinfo;
  const included = pack?.fund_sum_includes_account ? acct_pay + acct_mulaid_pay : 0;
  const shown = { ...setlinfo, fund_pay_sumamt: (fund_pay_sumamt + included) as Fen };
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, typeof value === 'string' ? value : formatYuan(value)]),
  ) as unknown as PresentedSetlinfo;
}

export function presentAccumulators(accumulators: Readonly<Record<string, Fen>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(accumulators)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, formatYuan(value)]),
  );
}

/** Every number in a step is fen, unless its name is one of these. */
const UNITS: Readonly<Record<string, (value: number) => string>> = {
  pric: (value) => formatPrice(value as Price),
  pric_uplmt_amt: (value) => formatPrice(value as Price),
  cnt: (value) => formatCount(value as Count),
  ratio: (value) => formatRatio(value as Ratio),
  selfpay_prop: (value) => formatRatio(value as Ratio),
};

/** The trace's facts with every number as text in its own unit, and the sentences made from them in `say`. */
function presentTrace(steps: readonly Step[]): readonly unknown[] {
  return steps.map((step) => presentFact('', { ...step, say: { zh: explain(step, 'zh'), en: explain(step, 'en') } }));
}

function presentFact(name: string, fact: unknown): unknown {
  if (typeof fact === 'number') return (UNITS[name] ?? ((value: number) => formatYuan(value as Fen)))(fact);
  if (Array.isArray(fact)) return fact.map((item) => presentFact(name, item));
  if (typeof fact !== 'object' || fact === null) return fact;
  // A copy keeps its shape while values are replaced, which is many times faster than growing a new object.
  const shown: Record<string, unknown> = { ...fact };
  for (const key of Object.keys(shown)) shown[key] = presentFact(key, shown[key]);
  return shown;
}

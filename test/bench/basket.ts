/**
 * The settlement engine on baskets of twenty lines that pass every benefit and layer one visit can meet: amounts alone,
 * and amounts with the whole trace; beside the same rules as straight-line integer code, with the same amounts.
 */
import { join } from 'node:path';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import type { Case } from '../../agent/core/settlement/case.ts';
import { parseCase } from '../../agent/core/settlement/parse.ts';
import { presettle } from '../../agent/core/settlement/presettle.ts';
import type { Setlinfo } from '../../agent/core/settlement/result.ts';
import { traceOf } from '../../agent/core/settlement/trace.ts';
import { packageRoot } from '../../agent/root.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { alternate, median } from './measure.ts';
import { type StraightBill, type StraightLine, type StraightYear, straight } from './straight.ts';
import type { Bench } from './table.ts';
import { zenBill, zenDecision, zenVisit } from './zen.ts';

const LINES = 20;
const BASKETS = 64;
const TIMES = 20_000;
const PEER_TIMES = 400;
const PACK = '370000-2022-sample';

/** One visit, ready for both sides. */
export interface Visit {
  readonly input: Case;
  readonly lines: readonly StraightLine[];
  readonly year: StraightYear;
}

export const basket: Bench = {
  name: 'basket',
  title: `settlement of ${LINES} lines`,
  async run({ rounds }) {
    const visits = makeVisits();
    const packs = installedPacks(join(packageRoot(), 'agent/packs'));
    const settle = (input: Case) => {
      const outcome = presettle(input, packs, new Map());
      if ('error' in outcome) throw new Error(JSON.stringify(outcome.error));
      return outcome.result;
    };
    let [steps, taken] = [0, 0];
    const met = new Set<string>();
    for (const { input, lines, year } of visits) {
      const result = settle(input);
      compare(result.setlinfo, straight(lines, year));
      steps += traceOf(result).length;
      for (const { compiled, pay } of result.benefits) if (pay > 0) met.add(compiled.benefit.id);
      for (const { compiled, pay } of result.layers) if (pay > 0) met.add(compiled.layer.id);
    }
    if (met.size !== MET) throw new Error(`the baskets meet ${[...met].join(', ')} instead of ${MET} rules`);
    const decision = await zenDecision();
    const peers = visits.map(({ lines, year }) => zenVisit(lines, year));
    for (const [at, peer] of peers.entries()) {
      const visit = visits[at];
      if (visit !== undefined) compareBills(await zenBill(decision, peer), straight(visit.lines, visit.year));
    }
    const zen = async () => {
      const from = performance.now();
      for (let at = 0; at < PEER_TIMES; at += 1) {
        const peer = peers[at % BASKETS];
        if (peer !== undefined) taken += (await zenBill(decision, peer)).cash;
      }
      return ((performance.now() - from) / PEER_TIMES) * 1_000;
    };
    const over = (work: (visit: Visit) => number) => () => {
      const from = performance.now();
      for (let at = 0; at < TIMES; at += 1) {
        const visit = visits[at % BASKETS];
        if (visit !== undefined) taken += work(visit);
      }
      return ((performance.now() - from) / TIMES) * 1_000;
    };
    const sides = {
      limit: over(({ lines, year }) => straight(lines, year).cash),
      amounts: over(({ input }) => settle(input).setlinfo.psn_cash_pay),
      traced: over(({ input }) => traceOf(settle(input)).length),
      zen,
    };
    for (const side of Object.values(sides)) await side();
    const samples = await alternate(rounds, sides);
    if (taken === 0) throw new Error('nothing was settled');
    const [limit, amounts, traced] = [median(samples.limit), median(samples.amounts), median(samples.traced)];
    const peer = median(samples.zen);
    const show = (us: number) => `${us.toFixed(2)} µs`;
    return [
      {
        what: `settlement of ${LINES} lines, ${MET} rules: amounts`,
        ours: show(amounts),
        beside: `straight-line integers ${show(limit)}`,
        ratio: `${(amounts / limit).toFixed(1)} ×`,
        target: '≤ 7 µs and ≤ 10 ×',
        met: amounts <= 7 && amounts <= 10 * limit,
      },
      {
        what: `settlement of ${LINES} lines: amounts and trace of ${Math.round(steps / BASKETS)} steps`,
        ours: show(traced),
        beside: `straight-line integers ${show(limit)}`,
        ratio: `${(traced / limit).toFixed(1)} ×`,
        target: '≤ 40 µs',
        met: traced <= 40,
      },
      {
        what: 'the same rules in @gorules/zen-engine, amounts alone, equal to the fen',
        ours: show(traced),
        beside: `zen ${show(peer)}`,
        ratio: `${(peer / traced).toFixed(1)} × faster, trace included`,
        target: '≥ 10 × faster',
        met: peer >= 10 * traced,
      },
    ];
  },
};

/** Four benefits and four layers: all that a visit of one person can meet at once. */
const MET = 8;

const FLAGS: Readonly<Record<string, number>> = { dual_channel: 1, htn: 2, dm: 4 };
const KINDS = [
  { flags: ['dual_channel'], chrgitm_lv: '02', selfpay_prop: '0.1', pric_uplmt_amt: '4000' },
  { flags: ['htn'], chrgitm_lv: '01' },
  { flags: ['dm'], chrgitm_lv: '02', selfpay_prop: '0.05' },
  { flags: [], chrgitm_lv: '01', pric_uplmt_amt: '15.5' },
  { flags: [], chrgitm_lv: '03' },
] as const;

export function makeVisits(): readonly Visit[] {
  const random = seededRandom(20_221_008);
  const below = (end: number) => Math.floor(random.next() * end);
  return Array.from({ length: BASKETS }, () => makeVisit(below));
}

function makeVisit(below: (end: number) => number): Visit {
  const yuan = (most: number) => `${below(most)}.${String(below(100)).padStart(2, '0')}`;
  const accumulators = {
    'dual-channel.ceiling': yuan(70_000),
    'two-disease.ceiling': yuan(290),
    'resident-outpatient.ceiling': yuan(190),
    'critical-resident.burden': yuan(120_000),
    'aid.ceiling': yuan(29_000),
    're-aid.burden': yuan(12_000),
    're-aid.ceiling': yuan(15_000),
    'commercial.burden': yuan(20_000),
  };
  const lines = Array.from({ length: LINES }, (_, at) => {
    const dear = at % KINDS.length === 0;
    return {
      feedetl_sn: String(at + 1),
      med_list_codg: `M${at}`,
      pric: dear ? `${3_000 + below(3_000)}.5` : `${5 + below(40)}.${below(10)}`,
      cnt: String(1 + below(dear ? 4 : 9)),
      rxno: dear ? `RX${at}` : null,
    };
  });
  const catalogue = lines.map(({ med_list_codg }, at) => ({ med_list_codg, ...KINDS[at % KINDS.length] }));
  const entitlements = ['M03900', 'M01600'].map((opsp_dise_code) => ({ opsp_dise_code }));
  const [balc, family] = [yuan(300), yuan(120)];
  const read = parseCase({
    person: {
      ...{ psn_no: 'PSN-1', insutype: '390', psn_type: '15', insuplc_admdvs: '370100', balc, aid_category: 'dibao' },
      ...{ entitlements, commercial: true, mulaid: [{ psn_no: 'PSN-2', balc: family }], accumulators },
    },
    visit: {
      ...{ med_type: '11', begntime: '2022-10-08 09:30:00', fixmedins_code: 'H37010200001', acct_used_flag: '1' },
      institution: { kind: 'clinic', level: '1', dual_channel: true },
    },
    ...{ lines, catalogue },
  });
  if ('error' in read) throw new Error(JSON.stringify(read.error));
  return { input: read.value, lines: straightLines(read.value), year: straightYear(read.value) };
}

function straightLines({ lines, catalogue }: Case): readonly StraightLine[] {
  return lines.map(({ pric, cnt, rxno, med_list_codg }) => {
    const entry = catalogue?.get(med_list_codg)?.[0];
    if (entry === undefined) throw new Error(`no entry of ${med_list_codg}`);
    const flags = entry.flags.reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0);
    const { chrgitm_lv, selfpay_prop, pric_uplmt_amt } = entry;
    const uplmt = pric_uplmt_amt ?? Number.MAX_SAFE_INTEGER;
    return { pric, cnt, level: Number(chrgitm_lv), prop: selfpay_prop ?? 0, uplmt, flags, rx: rxno !== null };
  });
}

function straightYear({ person }: Case): StraightYear {
  const used = (name: string): number => person.accumulators[name] ?? 0;
  return {
    dual: used('dual-channel.ceiling'),
    two: used('two-disease.ceiling'),
    outpatient: used('resident-outpatient.ceiling'),
    criticalBurden: used('critical-resident.burden'),
    criticalPaid: used('critical-resident.ceiling'),
    aidBurden: used('aid.burden'),
    aidPaid: used('aid.ceiling'),
    reAidBurden: used('re-aid.burden'),
    reAidPaid: used('re-aid.ceiling'),
    commercialBurden: used('commercial.burden'),
    commercialPaid: used('commercial.ceiling'),
    balc: person.balc,
    family: person.mulaid[0]?.balc ?? 0,
  };
}

/** Throws unless both came to the same amounts. */
function compare(engine: Setlinfo, bill: StraightBill): void {
  const pairs: readonly (readonly [number, number])[] = [
    [engine.medfee_sumamt, bill.medfee],
    [engine.fulamt_ownpay_amt, bill.own],
    [engine.overlmt_selfpay, bill.over],
    [engine.preselfpay_amt, bill.pre],
    [engine.inscp_scp_amt, bill.scope],
    [engine.hifp_pay, bill.pool],
    [engine.hifmi_pay, bill.critical],
    [engine.maf_pay, bill.aid],
    [engine.oth_pay, bill.commercial],
    [engine.acct_pay, bill.account],
    [engine.acct_mulaid_pay, bill.family],
    [engine.psn_cash_pay, bill.cash],
  ];
  if (pairs.some(([ours, theirs]) => ours !== theirs))
    throw new Error(`${PACK}: the engine says ${JSON.stringify(engine)}, straight code ${JSON.stringify(bill)}`);
}

function compareBills(peer: StraightBill, bill: StraightBill): void {
  const names = Object.keys(bill) as (keyof StraightBill)[];
  if (names.some((name) => peer[name] !== bill[name]))
    throw new Error(`${PACK}: zen says ${JSON.stringify(peer)}, straight code ${JSON.stringify(bill)}`);
}

/**
 * The peer of the settlement engine: the same rules of the sample pack as a decision of `@gorules/zen-engine`, one
 * expression node after the other, in its own exact decimals. For measuring only; nothing of Tongxing depends on it.
 */
import type { ZenDecision } from '@gorules/zen-engine';
import type { StraightBill, StraightLine, StraightYear } from './straight.ts';

const NO_LIMIT = '1000000000000000';

const within = (start: string, amount: string, from: number, to: string) =>
  `max([0, min([${start} + ${amount}, ${to}]) - max([${start}, ${from}])])`;
const sumOf = (kind: number) => `sum(map(filter($.settled, #.kind == ${kind}), #.scope))`;
const left = (ceiling: number, used: string) => `max([0, ${ceiling} - ${used}])`;

/** Name and expression, in order; later ones see earlier ones as $. */
const EXPRESSIONS: readonly (readonly [key: string, value: string])[] = [
  ['twoLeft', 'year.two < 30000'],
  [
    'gross',
    `map(lines, {line: #, gross: round(#.pric * #.cnt * 100),
      cap: #.pric > #.uplmt ? round(#.uplmt * #.cnt * 100) : ${NO_LIMIT}})`,
  ],
  ['over', 'map($.gross, {line: #.line, gross: #.gross, over: #.line.level == 3 ? 0 : max([0, #.gross - #.cap])})'],
  [
    'pre',
    `map($.over, {line: #.line, gross: #.gross, over: #.over,
      pre: #.line.level == 3 ? 0 : round((#.gross - #.over) * #.line.prop)})`,
  ],
  [
    'settled',
    `map($.pre, {gross: #.gross, over: #.over, pre: #.pre, own: #.line.level == 3 ? #.gross : 0,
      scope: #.line.level == 3 ? 0 : #.gross - #.over - #.pre,
      kind: #.line.level == 3 ? 0 : (#.line.dual and #.line.rx) ? 3
        : (#.line.htn and $.twoLeft) ? 4 : (#.line.dm and $.twoLeft) ? 5 : 9})`,
  ],
  ['medfee', 'sum(map($.settled, #.gross))'],
  ['own', 'sum(map($.settled, #.own))'],
  ['overSum', 'sum(map($.settled, #.over))'],
  ['preSum', 'sum(map($.settled, #.pre))'],
  ['s3', sumOf(3)],
  ['s4', sumOf(4)],
  ['s5', sumOf(5)],
  ['s9', sumOf(9)],
  ['p3', `min([round($.s3 * 0.7), ${left(8_000_000, 'year.dual')}])`],
  ['full4', 'round($.s4 * 0.6)'],
  ['p4', `min([$.full4, ${left(30_000, 'year.two')}])`],
  ['full5', 'round($.s5 * 0.6)'],
  ['p5', `min([$.full5, ${left(30_000, 'year.two - $.p4')}])`],
  ['full9', 'round($.s9 * 0.5)'],
  ['p9', `min([$.full9, ${left(20_000, 'year.outpatient')}])`],
  ['x', '$.s3 - $.p3'],
  [
    'critical',
    `round(${within('year.criticalBurden', '$.x', 700_000, '10000000')} * 0.65
      + ${within('year.criticalBurden', '$.x', 10_000_000, '20000000')} * 0.7
      + ${within('year.criticalBurden', '$.x', 20_000_000, '30000000')} * 0.75
      + ${within('year.criticalBurden', '$.x', 30_000_000, NO_LIMIT)} * 0.8)`,
  ],
  ['left1', '$.x + ($.s4 - $.full4) + ($.s5 - $.full5) + ($.s9 - $.full9) - $.critical'],
  ['aid', `min([round($.left1 * 0.7), ${left(3_000_000, 'year.aidPaid')}])`],
  ['left2', '$.left1 - $.aid'],
  [
    'reAid',
    `min([round(${within('year.reAidBurden', '$.left2', 1_000_000, NO_LIMIT)} * 0.7), ${left(2_000_000, 'year.reAidPaid')}])`,
  ],
  ['left3', '$.left2 - $.reAid'],
  [
    'commercial',
    `min([round(${within('year.commercialBurden', '$.left3', 1_500_000, NO_LIMIT)} * 0.6),
      ${left(100_000_000, 'year.commercialPaid')}])`,
  ],
  ['pool', '$.p3 + $.p4 + $.p5 + $.p9'],
  ['part', '$.medfee - $.pool - $.critical - $.aid - $.reAid - $.commercial'],
  ['account', 'min([year.balc, $.part])'],
  ['family', 'min([year.family, $.part - $.account])'],
  ['cash', '$.part - $.account - $.family'],
];

const node = (id: string, type: string, content?: object) => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  content,
});

const DECISION = {
  nodes: [
    node('in', 'inputNode'),
    node('rules', 'expressionNode', {
      expressions: EXPRESSIONS.map(([key, value], index) => ({ id: `${index}`, key, value })),
    }),
    node('out', 'outputNode'),
  ],
  edges: [
    { id: 'a', type: 'edge', sourceId: 'in', targetId: 'rules' },
    { id: 'b', type: 'edge', sourceId: 'rules', targetId: 'out' },
  ],
};

export interface ZenVisit {
  readonly lines: readonly object[];
  readonly year: StraightYear;
}

/** The same visit in yuan and shares, as that engine's decimals take it. */
export function zenVisit(lines: readonly StraightLine[], year: StraightYear): ZenVisit {
  return {
    year,
    lines: lines.map(({ pric, cnt, level, prop, uplmt, flags, rx }) => ({
      ...{ pric: pric / 1e6, cnt: cnt / 1e4, level, prop: prop / 1e4, uplmt: Math.min(uplmt / 1e6, 1e9), rx },
      ...{ dual: (flags & 1) !== 0, htn: (flags & 2) !== 0, dm: (flags & 4) !== 0 },
    })),
  };
}

/** Loaded only where it is measured. */
export async function zenDecision(): Promise<ZenDecision> {
  const { ZenEngine } = await import('@gorules/zen-engine');
  return new ZenEngine().createDecision(Buffer.from(JSON.stringify(DECISION)));
}

export async function zenBill(decision: ZenDecision, visit: ZenVisit): Promise<StraightBill> {
  const { result } = await decision.evaluate(visit);
  const {
    medfee,
    own,
    overSum: over,
    preSum: pre,
    pool,
    critical,
    aid,
    reAid,
    commercial,
    account,
    family,
    cash,
  } = result as Readonly<Record<string, number>> &
    Record<'medfee' | 'own' | 'overSum' | 'preSum' | 'pool', number> &
    Record<'critical' | 'aid' | 'reAid' | 'commercial' | 'account' | 'family' | 'cash', number>;
  return {
    ...{ medfee, own, over, pre, scope: medfee - own - over - pre, pool, critical, aid: aid + reAid, commercial },
    ...{ account, family, cash },
  };
}

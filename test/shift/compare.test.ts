/** Two statements laid side by side, and what may be done about each mismatch: tables, order independence, illegal refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import { compareStatements, isLearnt, type Known } from '../../agent/core/reconcile/compare.ts';
import { addUp, type Detail } from '../../agent/core/reconcile/detail.ts';
import {
  ACTIONS,
  actionsOf,
  CLASSES,
  type MismatchClass,
  mergeItems,
  type Standing,
  standingOf,
  type WorkItem,
} from '../../agent/core/reconcile/work.ts';
import { type CentreState, MOVES } from '../../agent/core/transaction.ts';

const DAY = '2022-10-08';
const GROUP = { insutype: '310', clr_type: '41', setl_optins: '370100' };

function row(msgid: string, change: Partial<Detail> = {}): Detail {
  return {
    ...{ msgid, setl_id: `S-${msgid}`, mdtrt_id: `M-${msgid}`, ...GROUP, setl_time: `${DAY} 09:30:00` },
    ...{ medfee_sumamt: fen(10_000), fund_pay_sumamt: fen(5_000), acct_pay: fen(0), refd_setl_flag: '0' },
    ...change,
  };
}

const known = (msgid: string, state: CentreState = 'settled', refund = false): Known => ({
  msgid,
  state,
  refund,
  unseen: null,
});

function compare(ours: readonly Detail[], theirs: readonly Detail[], rows: readonly Known[], groups = [GROUP]) {
  return compareStatements({ stmt_date: DAY, ours, theirs, known: rows, groups, at_ms: 0 });
}

const short = (items: readonly WorkItem[]) => items.map((one) => [one.class, one.standing, one.msgid]);

describe('a mismatch', () => {
  const here = [known('a')];
  it.each<[string, Detail[], Detail[], Known[], unknown[]]>([
    ['is none when both agree', [row('a')], [row('a')], here, []],
    ['is only here', [row('a')], [], here, [['only_here', 'settled', 'a']]],
    ['is only at the centre', [], [row('x')], [], [['only_centre', 'none', 'x']]],
    ['is the amount', [row('a')], [row('a', { fund_pay_sumamt: fen(4_999) })], here, [['amount', 'settled', 'a']]],
    [
      'is the status: rejected here, settled there',
      [],
      [row('a')],
      [known('a', 'rejected')],
      [['status', 'dead', 'a']],
    ],
    ['is the status: not known here yet', [], [row('a')], [known('a', 'unknown')], [['status', 'open', 'a']]],
    [
      'is the status: a sale here, a refund there',
      [row('a')],
      [row('a', { refd_setl_flag: '1' })],
      here,
      [['status', 'settled', 'a']],
    ],
    ['is the status: another group', [row('a')], [row('a', { clr_type: '11' })], here, [['status', 'settled', 'a']]],
    [
      'is a duplicate at the centre',
      [row('a')],
      [row('a', { setl_id: 'S-2' }), row('a')],
      here,
      [['duplicate', 'settled', 'a']],
    ],
    [
      'is a duplicate of what is unknown here',
      [],
      [row('x'), row('x', { setl_id: 'S-2' })],
      [],
      [
        ['only_centre', 'none', 'x'],
        ['duplicate', 'none', 'x'],
      ],
    ],
    [
      'is a duplicate here: one settlement under two ids',
      [row('a'), row('b', { setl_id: 'S-a' })],
      [row('a')],
      [known('a'), known('b')],
      [['duplicate', 'settled', 'b']],
    ],
    [
      'is only here, also beside one whose settlement has no id here either',
      [row('a', { setl_id: '' }), row('b', { setl_id: '' })],
      [row('a')],
      [known('a'), known('b')],
      [['only_here', 'settled', 'b']],
    ],
    ['is none for another settlement id under the same id', [row('a')], [row('a', { setl_id: 'S-9' })], here, []],
    [
      'is none for an accepted duplicate',
      [row('a'), row('a', { setl_id: 'S-2' })],
      [row('a', { setl_id: 'S-2' }), row('a')],
      here,
      [],
    ],
  ])('%s', (_name, ours, theirs, rows, expected) => {
    expect(short(compare(ours, theirs, rows))).toEqual(expected);
  });

  it('has an id of its own, also of several duplicates of one message', () => {
    const theirs = [row('a'), row('a', { setl_id: 'S-2' }), row('a', { setl_id: 'S-3' })];
    expect(compare([row('a')], theirs, here).map((one) => one.item)).toEqual([
      `${DAY}.duplicate.S-2`,
      `${DAY}.duplicate.S-3`,
    ]);
  });

  it('is looked for in the groups that differ alone: the others were not fetched', () => {
    const other = row('b', { insutype: '390' });
    expect(short(compare([row('a'), other], [], [known('a'), known('b')]))).toEqual([['only_here', 'settled', 'a']]);
  });

  it('is the same whatever the order of the rows', () => {
    const ours = [row('a'), row('b'), row('c'), row('d', { medfee_sumamt: fen(1) })];
    const theirs = [row('a'), row('c', { fund_pay_sumamt: fen(1) }), row('c', { setl_id: 'S-2' }), row('d'), row('x')];
    const rows = ['a', 'b', 'c', 'd'].map((msgid) => known(msgid));
    const expected = compare(ours, theirs, rows);
    expect(expected).toHaveLength(5);
    const shuffled = fc.tuple(
      fc.shuffledSubarray(ours, { minLength: 4 }),
      fc.shuffledSubarray(theirs, { minLength: 5 }),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(compare(one, other, rows)).toEqual(expected);
      }),
    );
  });

  it('is the same one of several at the centre, whatever their order', () => {
    const theirs = [row('a', { setl_id: 'S-2' }), row('a', { setl_id: 'S-1' }), row('a', { setl_id: 'S-3' })];
    for (const rows of [theirs, theirs.toReversed()])
      expect(compare([row('a', { setl_id: '' })], rows, here).map((one) => one.item)).toEqual([
        `${DAY}.duplicate.S-2`,
        `${DAY}.duplicate.S-3`,
      ]);
  });

  it('explains every difference of the totals: with all of them accepted both sides are equal', () => {
    const amount = fc.integer({ min: 0, max: 3 }).map(fen);
    const side = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), amount), { selector: ([id]) => id });
    fc.assert(
      fc.property(side, side, (left, right) => {
        const of = (rows: typeof left) => rows.map(([id, fund_pay_sumamt]) => row(id, { fund_pay_sumamt }));
        const [ours, theirs] = [of(left), of(right)];
        const items = compare(
          ours,
          theirs,
          left.map(([id]) => known(id)),
        );
        const named = new Set(items.map((one) => one.msgid));
        const after = [...ours.filter((one) => !named.has(one.msgid)), ...items.flatMap((one) => one.centre ?? [])];
        const ids = (rows: readonly Detail[]) => rows.map((one) => `${one.msgid} ${one.fund_pay_sumamt}`).sort();
        expect(ids(after)).toEqual(ids(theirs));
      }),
    );
  });
});

function item(kind: MismatchClass, standing: Standing, change: Partial<WorkItem> = {}): WorkItem {
  const blank = { stmt_date: DAY, state: 'open', last: '', note: '', reason: '', opter: '', at_ms: 0 } as const;
  return { ...blank, item: `${DAY}.${kind}.a`, class: kind, msgid: 'a', standing, here: null, centre: null, ...change };
}

describe('an item offers', () => {
  const [look, send, undo, take, sign] = ACTIONS;
  const table: [MismatchClass, Standing, (typeof ACTIONS)[number][]][] = [
    ['only_here', 'settled', [look, send, undo, take, sign]],
    ['only_here', 'refund', [look, send, take, sign]],
    ['only_here', 'undone', [look, take, sign]],
    ['only_here', 'dead', [look, take, sign]],
    ['only_centre', 'none', [look, undo, take, sign]],
    ['amount', 'settled', [look, undo, take, sign]],
    ['amount', 'refund', [look, take, sign]],
    ['amount', 'undone', [look, take, sign]],
    ['amount', 'dead', [look, take, sign]],
    ['amount', 'group', [sign]],
    ['status', 'open', [look]],
    ['status', 'settled', [look, take, sign]],
    ['status', 'refund', [look, take, sign]],
    ['status', 'undone', [look, take, sign]],
    ['status', 'dead', [look, undo, take, sign]],
    ['duplicate', 'none', [look, take, sign]],
    ['duplicate', 'settled', [look, take, sign]],
    ['duplicate', 'refund', [look, take, sign]],
    ['duplicate', 'undone', [look, take, sign]],
    ['duplicate', 'dead', [look, take, sign]],
  ];
  it.each(table)('%s, %s: %j', (kind, standing, actions) => {
    expect(actionsOf(item(kind, standing))).toEqual(actions);
  });

  it('something for every class, and the table above has each of them', () => {
    expect([...new Set(table.map(([kind]) => kind))]).toEqual(expect.arrayContaining([...CLASSES]));
  });

  it('no reversal of a refund, and nothing once it is closed', () => {
    const refund = row('a', { refd_setl_flag: '1' });
    expect(actionsOf(item('only_centre', 'none', { centre: refund }))).not.toContain('reverse');
    for (const state of ['resolved', 'signed_off'] as const)
      expect(actionsOf(item('only_here', 'settled', { state }))).toEqual([]);
  });
});

describe('a row whose insurance type is not known here', () => {
  const unnamed = (here: Partial<Detail>, centre: Partial<Detail> = {}) => {
    const [found] = compare([row('a', here)], [row('a', centre)], [known('a')], [GROUP, { ...GROUP, insutype: '' }]);
    return found !== undefined && isLearnt(found);
  };
  it('is the same when it differs in nothing else; what is known otherwise here is a person’s to decide', () => {
    expect(unnamed({ insutype: '' })).toBe(true);
    expect(unnamed({}, { insutype: '390' })).toBe(false);
    expect(unnamed({ insutype: '' }, { fund_pay_sumamt: fen(4_999) })).toBe(false);
    expect(unnamed({ insutype: '' }, { setl_id: 'S-9' })).toBe(false);
    expect(unnamed({ insutype: '' }, { clr_type: '11' })).toBe(false);
    expect(unnamed({ insutype: '' }, { refd_setl_flag: '1' })).toBe(false);
  });
});

describe('a row that was settled unseen and undone on another day', () => {
  const undated = (here: Partial<Detail>, centre: Partial<Detail> = {}) => {
    const unseen = row('a', { setl_time: '2022-10-09 08:00:00', setl_id: 'S-9', ...here });
    const [found] = compare([], [row('a', centre)], [{ ...known('a', 'reversed'), unseen }]);
    return found !== undefined && isLearnt(found);
  };
  it('is of the day the centre has it on when it differs in nothing else', () => {
    expect(undated({})).toBe(true);
    expect(undated({ insutype: '' })).toBe(true);
    expect(undated({ fund_pay_sumamt: fen(4_999) })).toBe(false);
    expect(undated({ clr_type: '11' })).toBe(false);
    expect(undated({}, { refd_setl_flag: '1' })).toBe(false);
  });

  it('is a person’s to decide where it was seen', () => {
    const [found] = compare([], [row('a')], [known('a', 'reversed')]);
    expect(found !== undefined && isLearnt(found)).toBe(false);
  });
});

describe('how a transaction stands', () => {
  it('is said for every state there is', () => {
    const said = Object.fromEntries(
      Object.keys(MOVES).map((state) => [state, standingOf(state as CentreState, false)]),
    );
    expect(said).toEqual({
      ...{ queued: 'open', claimed: 'open', inflight: 'open', unknown: 'open', inquiring: 'open', reversing: 'open' },
      ...{ settled: 'settled', settled_with_difference: 'settled', reversed: 'undone' },
      ...{ rejected: 'dead', voided: 'dead', parked: 'dead' },
    });
    expect(standingOf('settled', true)).toBe('refund');
    expect(standingOf(null, false)).toBe('none');
  });
});

describe('a day compared again', () => {
  const one = item('only_here', 'settled', { here: row('a') });
  it('keeps what was signed off, reopens it when the figures changed, resolves what is gone, reopens what came back', () => {
    const signed = { ...one, state: 'signed_off', reason: 'r', opter: '001' } as const;
    expect(mergeItems([signed], [one])).toEqual([]);
    const changed = { ...one, here: row('a', { acct_pay: fen(1) }) };
    expect(mergeItems([signed], [changed])).toEqual([changed]);
    expect(mergeItems([one], [])).toEqual([{ ...one, state: 'resolved' }]);
    expect(mergeItems([signed], [])).toEqual([]);
    expect(mergeItems([{ ...one, state: 'resolved', last: 'resend', note: 'settled' }], [one])).toEqual([
      { ...one, last: 'resend', note: 'settled' },
    ]);
    expect(mergeItems([], [one])).toEqual([one]);
  });
});

describe('totals over several days', () => {
  it('are added up by group', () => {
    const of = (insutype: string, count: number) => ({
      ...{ ...GROUP, insutype, medfee_sumamt: fen(100), fund_pay_sumamt: fen(-5), acct_pay: fen(1) },
      fixmedins_setl_cnt: count,
    });
    expect(addUp([[of('390', 1), of('310', 2)], [of('310', 3)], []])).toEqual([
      { ...of('310', 5), medfee_sumamt: 200, fund_pay_sumamt: -10, acct_pay: 2 },
      of('390', 1),
    ]);
  });
});

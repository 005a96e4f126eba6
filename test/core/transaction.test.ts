import { describe, expect, it } from 'vitest';
import type { Draft } from '../../agent/core/draft.ts';
import { moveOriginal, moveRow } from '../../agent/core/row.ts';
import { type CentreState, isOpen, MOVES, mayMove } from '../../agent/core/transaction.ts';

/** offline.md, States, written out again by hand: the code's table has to say the same. */
const LEGAL: readonly string[] = [
  'queued>claimed',
  'queued>voided',
  'queued>parked',
  'claimed>queued',
  'claimed>inflight',
  'inflight>settled',
  'inflight>settled_with_difference',
  'inflight>rejected',
  'inflight>unknown',
  'unknown>inquiring',
  'unknown>reversing',
  'unknown>parked',
  'inquiring>settled',
  'inquiring>settled_with_difference',
  'inquiring>rejected',
  'inquiring>queued',
  'inquiring>unknown',
  'settled>reversing',
  'settled_with_difference>reversing',
  'reversing>reversed',
  'reversing>settled',
  'reversing>settled_with_difference',
  'rejected>parked',
  'parked>queued',
  'parked>rejected',
  'parked>unknown',
];

const STATES = Object.keys(MOVES) as CentreState[];

describe('the table of a transaction', () => {
  it('knows the twelve states and no others', () => {
    expect(STATES.toSorted()).toEqual(
      [
        'claimed',
        'inflight',
        'inquiring',
        'parked',
        'queued',
        'rejected',
        'reversed',
        'reversing',
        'settled',
        'settled_with_difference',
        'unknown',
        'voided',
      ].toSorted(),
    );
  });

  for (const from of STATES)
    for (const to of STATES) {
      const legal = LEGAL.includes(`${from}>${to}`);
      it(`${legal ? 'lets' : 'refuses to let'} ${from} become ${to}`, () => {
        expect(mayMove(from, to)).toBe(legal);
      });
    }

  it('counts as open exactly what the centre may still have to act on', () => {
    expect(STATES.filter(isOpen).toSorted()).toEqual(['claimed', 'inflight', 'inquiring', 'queued', 'unknown']);
  });

  it('is asked before anything of a move is done: another one crashes the step, at its first place or its last', () => {
    const illegal = STATES.flatMap((from) => STATES.flatMap((to) => (mayMove(from, to) ? [] : [[from, to] as const])));
    expect(illegal).toHaveLength(STATES.length ** 2 - LEGAL.length);
    for (const [state, to] of illegal) {
      const draft = { effects: [] as unknown[], state: {} } as unknown as Draft;
      expect(() => moveRow(draft, { msgid: 'M', state } as never, [to])).toThrow('illegal move of M');
      expect(() => moveOriginal(draft, { msgid: 'M', state } as never, to, null)).toThrow('illegal move of M');
      expect(draft).toEqual({ effects: [], state: {} });
    }
    const draft = { effects: [] as unknown[], state: {} } as unknown as Draft;
    const late = () => moveRow(draft, { msgid: 'M', state: 'queued' } as never, ['claimed', 'inflight', 'reversing']);
    expect(late).toThrow('inflight → reversing');
    expect(draft.effects).toEqual([]);
  });
});

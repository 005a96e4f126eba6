import { describe, expect, it } from 'vitest';
import { type Infno, MESSAGES, undoing } from '../../agent/core/message.ts';

/** offline.md, "Which recovery fits which message is data", written out again by hand. */
const RECOVERY: readonly (readonly [Infno, 'same id' | Infno])[] = [
  ['2102', '2601'],
  ['2103', '2601'],
  ['2207', '2601'],
  ['2208', '2601'],
  ['2201', 'same id'],
  ['2203', 'same id'],
  ['2204', '2205'],
  ['3505', '3507'],
  ['3506', '3507'],
];

describe('the recovery that fits a message', () => {
  for (const [infno, recovery] of RECOVERY)
    it(
      recovery === 'same id' ? `${infno} is sent again under the same id` : `${infno} is recovered by ${recovery}`,
      () => {
        if (recovery === 'same id') expect(MESSAGES[infno].unanswered).toBe('resend');
        else expect(MESSAGES[infno].reversedBy).toBe(recovery);
      },
    );

  it('asks first wherever money may have moved, and never sends such a message again unasked', () => {
    const money: readonly Infno[] = ['2102', '2103', '2207', '2208', '2601'];
    for (const infno of money) expect(MESSAGES[infno].unanswered).toBe('inquire');
  });

  it('asks whether goods were taken before anything is deleted', () => {
    expect([MESSAGES['3505'].unanswered, MESSAGES['3506'].unanswered]).toEqual(['inquire', 'inquire']);
  });

  it('undoes what is known to be done by the national pair', () => {
    const pairs = (['2102', '2201', '2204', '2207', '3505'] as const).map((infno) => undoing(infno, 'known'));
    expect(pairs).toEqual(['2103', '2202', '2205', '2208', '3507']);
  });

  it('refuses to undo what nothing undoes', () => {
    expect(() => undoing('2203', 'known')).toThrow('2203 can not be undone');
    expect(() => undoing('2601', 'unknown')).toThrow('2601 can not be undone');
  });

  it('leads from every undoing message to one that is in the table and is not undone in turn by itself', () => {
    for (const [infno, { reversedBy, undoneBy }] of Object.entries(MESSAGES))
      for (const undo of [reversedBy, undoneBy])
        if (undo !== null) expect([MESSAGES[undo] !== undefined, undo === infno]).toEqual([true, false]);
  });
});

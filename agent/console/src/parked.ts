/**
 * What may be decided about a transaction that was parked, by where it stood before. Only which buttons are shown: the
 * agent refuses whatever is not lawful.
 */
import type { Transaction } from './answers.ts';
import type { Right } from './rights.ts';
import type { Word } from './words.ts';

export interface Decision {
  readonly verb: 'unpark' | 'cancel';
  readonly word: Word;
  readonly right: Right;
}

const AGAIN: Readonly<Record<NonNullable<Transaction['parked_from']>, Word>> = {
  queued: 'send_again',
  unknown: 'inquire_again',
  rejected: 'refused_for_good',
};

export function decisionsOf({ parked_from: from, erased }: Transaction): readonly Decision[] {
  if (from === null) return [];
  const decisions: Decision[] = [];
  // What the centre may still have to act on can not be sent without its content.
  if (from === 'rejected' || !erased) decisions.push({ verb: 'unpark', word: AGAIN[from], right: 'sign_off' });
  if (from !== 'rejected') decisions.push({ verb: 'cancel', word: 'refund_all', right: 'refund' });
  return decisions;
}

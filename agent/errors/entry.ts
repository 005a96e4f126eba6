/**
 * One entry of the error catalogue: what a code means for retry (its class), for HTTP and for the person at the counter.
 * Data only. A sentence must never hold personal data, and nothing may ever decide by reading one.
 */
import type { ErrorClass } from '../core/centre.ts';

/**
 * How a fact is written. `yuan`: fen as yuan · `text`: our own word, number or id · `foreign`: text written by somebody
 * else, whose long digit runs are hidden · `duration`: ms · `remark`: what the engine says of a value, in English and,
 * where words.ts has it, in Chinese · the others: a word list of words.ts.
 */
export type FactKind =
  | 'yuan'
  | 'text'
  | 'foreign'
  | 'duration'
  | 'state'
  | 'phase'
  | 'fault'
  | 'rule'
  | 'holder'
  | 'claim_end'
  | 'right'
  | 'action'
  | 'remark';

export type FactKinds = Readonly<Record<string, FactKind>>;

export type Pair = readonly [zh: string, en: string];

export interface Entry {
  /** transient: the same again may work · ambiguous: it may have been done · permanent: something has to change first. */
  readonly class: ErrorClass;
  readonly status: number;
  /** The facts that sentences name and that leave this house; all others stay inside. */
  readonly facts: FactKinds;
  /** `{fact}` is filled in; a part in [brackets] is left out when a fact in it is absent or empty. */
  readonly say: Pair;
  /** The next step. */
  readonly hint: Pair;
}

type Make = (status: number, say: Pair, hint: Pair, facts?: FactKinds) => Entry;

function entriesOf(errorClass: ErrorClass): Make {
  return (status, say, hint, facts = {}) => ({ class: errorClass, status, facts, say, hint });
}

export const transient = entriesOf('transient');
export const ambiguous = entriesOf('ambiguous');
export const permanent = entriesOf('permanent');

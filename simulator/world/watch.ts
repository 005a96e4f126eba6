/** What a terminal says to whoever watches it: facts, after they happened. Types only. */
import type { CentreState, Msgid } from '../../agent/core/transaction.ts';
import type { LinkMethod } from '../../agent/ports/link.ts';
import type { Store } from '../../agent/ports/store.ts';

/** A row that a committed turn wrote to; the states it went through, empty when it stayed. */
export interface Written {
  readonly msgid: Msgid;
  readonly path: readonly CentreState[];
}

export interface Watch {
  /** An agent came up on this store; it may have moved rows that were in the middle. */
  booted(store: Store): void;
  committed(store: Store, written: readonly Written[]): void;
  /** Bytes left for the centre. */
  sent(method: LinkMethod, bytes: Uint8Array): void;
  /** An answer of the centre arrived. */
  heard(): void;
  logged(line: string): void;
  /** The program found itself in a state it thought impossible. */
  defect(error: unknown): void;
  /** The ledger was put back to an older copy. */
  restored(): void;
}

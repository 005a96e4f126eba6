/**
 * What keeps a ledger in order over the years, beside the transactions themselves. Types only.
 *
 * - Everything here that writes is called between the store's `begin` and `commit`, as a turn of its own, never while the
 *   agent is in one; each call is bounded, so that no acceptance waits for it.
 */
import type { Checkpoint, SignedCheckpoint } from '../core/checkpoint.ts';

export interface StoreCare {
  /** Signs how far the journal reaches, and keeps it; null when nothing was written since the last one. */
  checkpoint(sign: (checkpoint: Checkpoint) => Uint8Array): SignedCheckpoint | null;
  /** The newest checkpoint the centre has not confirmed; null for none. */
  untold(): SignedCheckpoint | null;
  /** The centre has it, and so all before it. */
  told(checkpoint: Checkpoint): void;
  /**
   * Erases the personal part of at most `limit` transactions whose time is over, moves open ones off keys that are due, and
   * destroys those keys. Call again until it is done.
   */
  erase(limit: number): {
    readonly erased: number;
    readonly moved: number;
    readonly destroyed: readonly number[];
    readonly done: boolean;
  };
  /** Wraps every data key that was not wrapped yet. How many that were. */
  wrapKeys(wrap: (key: Uint8Array) => Uint8Array): number;
}

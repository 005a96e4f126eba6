/**
 * Keeping the terminal's data up to date: where updates come from, and who takes which kind. Types only.
 *
 * UpdateSource: `fetch` asks once. `onMessage` gets the messages in order; what it throws ends the fetch. It resolves
 * when the centre has sent everything, rejects when the connection breaks, nothing came for `idleMs`, or the
 * centre refuses; what arrived before that was told. `close` ends a fetch under way.
 *
 * UpdateTaker: gets whole updates whose signature and digest were right. It takes all of one or nothing of it, on disk
 * before it returns, and never throws for what an update holds.
 */
import type { UpdateNotice } from '../core/effect.ts';
import type { UpdateFault, UpdateKind, UpdateName } from '../core/update.ts';

export interface UpdateSource {
  fetch(request: Uint8Array, onMessage: (bytes: Uint8Array) => void): Promise<void>;
  close(): Promise<void>;
}

export interface Update extends UpdateName {
  /** Date from which it applies; empty for at once. */
  readonly begndate: string;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface UpdateTaker {
  readonly kind: UpdateKind;
  /** Longest that is taken, bytes. */
  readonly mostBytes: number;
  /** Everything it has or has refused: not to be sent again. */
  held(): readonly Omit<UpdateName, 'kind'>[];
  /** `today` is the business day. */
  take(
    update: Update,
    today: string,
  ): { readonly notices: readonly UpdateNotice[]; readonly faults: readonly UpdateFault[] };
}

/** What has come of updates so far, on disk, by the SHA-256 of the whole. */
export interface PartialUpdates {
  held(): readonly { readonly sha256: string; readonly bytes: number }[];
  /** False when the bytes do not follow what is there; `offset` 0 begins anew. */
  append(sha256: string, offset: number, chunk: Uint8Array): boolean;
  /** The whole, once its length and digest are right; null: not yet, or damaged and thrown away. */
  whole(sha256: string, totalBytes: number): Uint8Array | 'damaged' | null;
  drop(sha256: string): void;
  /** Throws away everything but these. */
  keep(sha256: readonly string[]): void;
}

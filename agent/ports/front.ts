/**
 * What the national front keeps: which systems it is paired with, and which transaction of ours stands for a caller's msgid.
 * Types only.
 *
 * - `remember` is on disk when it returns: a caller's msgid is known before the sale it stands for can be.
 * - Persons and lines are kept as keyed hashes alone.
 * - `spend` is on disk when it returns true: a signature is good once, also across a restart.
 * - Failure: throws StoreError; the caller is told that nothing was done.
 */

/** A system of the pharmacy or clinic that may call. */
export interface PairedSystem {
  readonly name: string;
  /** x-tif-paasid of its signatures. */
  readonly paasid: string;
}

export interface Signed {
  readonly paasid: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

export interface PairedSystems {
  /** Null: no system has this secret path. */
  byPath(secret: string): PairedSystem | null;
  /**
   * Whose signature this is: hex SHA-256 of timestamp + key + nonce + timestamp; null: nobody's. Compared in constant
   * time.
   */
  bySignature(signed: Signed): PairedSystem | null;
  /** Keyed hash, for looking a person or a basket up again. */
  blind(text: string): string;
}

/** One caller's msgid. `session` and `key` are those the agent was asked under; `msgid` is ours, empty until it is known. */
export interface CallerRef {
  readonly system: string;
  readonly ref: string;
  readonly infno: string;
  /** Keyed hash of the input as it came. */
  readonly body: string;
  readonly person: string;
  readonly lines: string;
  readonly session: string;
  readonly key: string;
  readonly msgid: string;
  /** Reversed before it was seen: it is refused when it comes. */
  readonly reversed: boolean;
}

export interface CallerRefs {
  find(system: string, ref: string): CallerRef | null;
  /** Newest first; at most some dozens. */
  ofPerson(person: string): readonly CallerRef[];
  /** The caller's newest message of these numbers that stands for this transaction of ours; null: none. */
  standsFor(system: string, msgid: string, infnos: readonly string[]): string | null;
  remember(ref: CallerRef): void;
  /** Whether this nonce of a system was not used since `sinceS`; it is from now on. What is older is forgotten. */
  spend(nonce: { readonly paasid: string; readonly nonce: string; readonly atS: number }, sinceS: number): boolean;
  close(): void;
}

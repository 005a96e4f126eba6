/**
 * Time. The wall clock may be wrong, jump and go back; the monotonic one only goes on within one boot.
 * `after` calls back once, never early, never before the current call stack has ended; the returned function cancels.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  wallMs(): number;
  /** Milliseconds since this boot of the machine. */
  monotonicMs(): number;
  after(delayMs: number, callback: () => void): () => void;
  /** Random id of this boot of the machine. */
  readonly bootId: string;
}

/** Randomness: a number in [0, 1), for jitter and ids that need no secrecy. */
export interface Random {
  next(): number;
}

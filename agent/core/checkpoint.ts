/**
 * How far a journal reached at an instant, signed by the device key: whoever holds one can tell later whether a file was
 * cut, put back or written anew. Pure: makes the text that is signed and says what a journal and a checkpoint agree on.
 */
export interface Checkpoint {
  readonly epoch: number;
  /** Entries of the journal up to here, over all epochs. */
  readonly entries: number;
  /** Hash of the last of them, lower-case hex. */
  readonly head: string;
  /** Last number given in the epoch; 0 for none. */
  readonly number: number;
  readonly wall_ms: number;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly signature: Uint8Array;
}

export function checkpointText(dev_no: string, { epoch, entries, head, number, wall_ms }: Checkpoint): string {
  return ['tongxing.v1.checkpoint', dev_no, epoch, entries, head, number, wall_ms].join('\n');
}

/** Whether the later of two checkpoints of one terminal can follow the earlier: nothing of it may be gone or other. */
export function follows(earlier: Checkpoint, later: Checkpoint): boolean {
  // A restored file begins a new epoch on fewer entries, and says so by its epoch.
  if (later.epoch !== earlier.epoch) return later.epoch > earlier.epoch;
  if (later.entries === earlier.entries) return later.head === earlier.head;
  return later.entries > earlier.entries && later.number >= earlier.number;
}

/**
 * The byte seam of a maker's reading program: it looks at its reader again and again and writes a line for each look. The
 * real one (native.ts) and the one in memory both implement it and pass one contract suite.
 *
 * Failure: nothing throws or rejects; a program that cannot be started has ended. Close: after `stop` resolves no event
 * follows, and the program is gone.
 */

export type VendorEvent =
  /** What it wrote, cut anywhere. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Once, however it ended; the last. `detail` never holds what it wrote. */
  | { readonly kind: 'ended'; readonly detail: string };

export interface VendorProgram {
  stop(): Promise<void>;
}

export interface VendorPort {
  /** Program and arguments; no shell reads them. */
  run(command: readonly string[], listener: (event: VendorEvent) => void): VendorProgram;
}

/**
 * What the core remembers of scans: bounded, in memory alone. A code of a person is held until it is taken, and no
 * longer.
 */
import type { ScanKind } from './reading.ts';

/** Somebody said what is to be scanned next. */
export interface AwaitedScan {
  /** goods: barcode, shop code or trace code of something to be sold. */
  readonly want: 'goods' | 'trace' | 'voucher' | 'prescription';
  /** For goods and trace codes: whose basket. Empty: the one session there is. */
  readonly session: string;
  /** For a trace code: the line it belongs to; empty: the line of its good. */
  readonly feedetl_sn: string;
  /** Monotonic ms after which nobody waits any more. */
  readonly untilMs: number;
}

/** A scan nobody has taken yet. */
export interface HeldScan {
  readonly scan: number;
  readonly device: string;
  readonly what: ScanKind;
  readonly text: string;
  /** Monotonic ms. */
  readonly untilMs: number;
}

export interface ScanState {
  readonly next: number;
  readonly awaited: AwaitedScan | null;
  readonly held: readonly HeldScan[];
  /** One-time codes seen, oldest first. */
  readonly used: readonly string[];
}

export const NO_SCANS: ScanState = { next: 1, awaited: null, held: [], used: [] };

export const AWAIT_MS = 120_000;
export const HOLD_MS = 60_000;
/** A scanner that reads one code twice has done so by then. */
export const TWICE_MS = 3_000;
export const MAX_HELD = 16;
/** One-time codes live for minutes; a counter sees far fewer in that time. */
export const MAX_USED = 512;

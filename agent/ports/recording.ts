/**
 * A recording of an agent at work, at its byte seams: what came in, what went out, when. Types only.
 *
 * - `note` never throws, never waits and never changes what it is given. What it was told is in the file soon after, in
 *   order; the last moments may be lost with the process.
 * - After `close` returns, all that was noted is in the file; `note` does nothing any more.
 */

import type { DriverOptions, Tapped } from '../../drivers/contract.ts';
import type { Configured } from '../core/configured.ts';
import type { CommandReply } from '../core/effect.ts';
import type { Command } from '../core/input.ts';
import type { Limits } from '../core/limits.ts';
import type { Pack } from '../core/packs/pack.ts';
import type { Problem } from '../core/problem.ts';
import type { Approval } from '../core/rights.ts';
import type { Terminal } from '../core/state.ts';
import type { StoreErrorCode } from '../core/store-error.ts';
import type { DeviceEvent } from './devices.ts';
import type { LinkEvent, LinkMethod } from './link.ts';

/** A ledger's file with the keys its personal data lies under. */
export interface LedgerSnapshot {
  readonly db: Uint8Array;
  readonly keys: readonly { readonly name: string; readonly key: Uint8Array }[];
}

/** Operations of the store that a disk may refuse. */
export type DiskOp = 'begin' | 'commit' | 'apply' | 'find';

/** One transaction as it stood when the recording ended: no person, amounts in fen. */
export interface EndedRow {
  readonly msgid: string;
  readonly infno: string;
  readonly state: string;
  readonly provisional: boolean;
  readonly amounts: Readonly<Record<string, unknown>> | null;
}

export type Seen =
  /** First of all: what the agent was started on. */
  | {
      readonly seam: 'start';
      readonly version: string;
      readonly terminal: Terminal;
      readonly formerMsgid: string | null;
      readonly limits: Limits;
      readonly packs: readonly Pack[];
      readonly drivers: DriverOptions;
      readonly wallMs: number;
      readonly bootId: string;
      readonly catalogueVersion: string;
      readonly ledger: LedgerSnapshot;
    }
  /** The wall clock is another one than the time since the start tells. */
  | { readonly seam: 'clock'; readonly wallMs: number }
  | { readonly seam: 'dice'; readonly value: number }
  | { readonly seam: 'device'; readonly passed: Tapped }
  | { readonly seam: 'device_event'; readonly event: DeviceEvent }
  /** A PIN was typed, of so many digits and never told; null: none was. */
  | { readonly seam: 'pin'; readonly device: string | null; readonly digits: number | null }
  | { readonly seam: 'print'; readonly device: string; readonly job: string; readonly bytes: Uint8Array }
  | { readonly seam: 'call'; readonly call: number; readonly method: LinkMethod; readonly bytes: Uint8Array }
  | { readonly seam: 'link'; readonly event: LinkEvent }
  | {
      readonly seam: 'command';
      readonly n: number;
      readonly command: Command;
      readonly approval?: Approval | undefined;
    }
  | { readonly seam: 'outcome'; readonly n: number; readonly outcome: RecordedOutcome }
  | { readonly seam: 'configured'; readonly change: Omit<Configured, 'kind'> }
  | { readonly seam: 'checked'; readonly whole: boolean }
  | { readonly seam: 'storage'; readonly short: { readonly free_mb: number; readonly needed_mb: number } | null }
  | { readonly seam: 'updated'; readonly packs: readonly Pack[] | null }
  /** The ledger's disk refused what was asked of it. */
  | { readonly seam: 'disk'; readonly op: DiskOp; readonly code: StoreErrorCode }
  /** What the catalogue said of a code, the first time it was asked. */
  | {
      readonly seam: 'catalogue';
      readonly op: 'entries' | 'goodsOf' | 'lookUp';
      readonly key: string;
      readonly value: unknown;
    }
  /** The recording ended before the agent did: nothing that follows is in it. */
  | { readonly seam: 'stopped'; readonly why: 'real_person' }
  | { readonly seam: 'end'; readonly rows: readonly EndedRow[] };

export type RecordedOutcome =
  | { readonly ok: true; readonly reply: CommandReply }
  | { readonly ok: false; readonly problem: Problem };

/** `atMs`: since the start, by the clock that only goes on. */
export type Recorded = Seen & { readonly atMs: number };

export interface RecordingFile {
  append(entries: readonly Recorded[]): void;
  close(): void;
}

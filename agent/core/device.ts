/**
 * What the core hears from devices: the same plain shapes as the drivers' contract, restated here because the core
 * imports nothing from outside its folder. And what it remembers of each reader.
 */

import type { TroubleCode } from './problem.ts';

export interface Card {
  readonly card_sn: string;
  readonly issuing_admdvs: string;
  readonly card_version: string;
  readonly expiry_date: string;
  readonly cardno: string;
  readonly certno: string;
  readonly psn_name: string;
}

/** By which a device is told from others of its kind; empty text where it does not say. */
export interface DeviceIdentity {
  readonly vid: string;
  readonly pid: string;
  readonly serial: string;
  readonly port: string;
  /** Without the number that changes with every plugging; absent: its name. */
  readonly model?: string;
}

export type DeviceInput =
  | {
      readonly kind: 'device_added';
      readonly device: string;
      readonly name: string;
      readonly virtual: boolean;
      /** Absent: a card reader. */
      readonly type?: 'reader' | 'scanner' | 'printer';
      readonly identity?: DeviceIdentity;
      readonly contactless?: boolean;
    }
  | { readonly kind: 'device_removed'; readonly device: string }
  | { readonly kind: 'card_inserted'; readonly device: string; readonly presence: number }
  | { readonly kind: 'card_read'; readonly device: string; readonly presence: number; readonly card: Card }
  | { readonly kind: 'card_failed'; readonly device: string; readonly presence: number; readonly code: string }
  | {
      readonly kind: 'pin_wanted';
      readonly device: string;
      readonly presence: number;
      readonly tries_left: number | null;
    }
  | { readonly kind: 'psam_found'; readonly device: string; readonly presence: number }
  | { readonly kind: 'card_removed'; readonly device: string; readonly presence: number }
  /** A whole text as one scanner read it; `aim` without its bracket, null where it tells none. */
  | { readonly kind: 'scan'; readonly device: string; readonly text: string; readonly aim: string | null }
  | { readonly kind: 'scan_failed'; readonly device: string }
  | { readonly kind: 'device_problem'; readonly device: string; readonly code: string | null }
  | {
      readonly kind: 'printed';
      readonly device: string;
      readonly job: string;
      readonly code: string | null;
      readonly untouched?: true;
    }
  | {
      readonly kind: 'service';
      readonly service: string;
      readonly up: boolean;
      readonly problem: TroubleCode | null;
      readonly subject: string;
    };

/** What devices depend on: a system service, or the process their drivers run in. */
export interface ServiceState {
  readonly up: boolean;
  readonly problem: TroubleCode | null;
  readonly subject: string;
  /** How often it went away since the agent started. */
  readonly ended: number;
}

export interface ReaderState {
  readonly name: string;
  readonly virtual: boolean;
  readonly contactless: boolean;
  readonly identity: DeviceIdentity | null;
  /** Number of the insertion; rises with every card put in. */
  readonly presence: number;
  readonly phase: 'empty' | 'reading' | 'ready' | 'failed';
  readonly card: Card | null;
  /** Catalogue code of what went wrong; null unless failed. */
  readonly failure: string | null;
  /** Its purchase is done: whoever it belongs to is asked to take it. */
  readonly take: boolean;
  /** The card waits for its holder's PIN; with the tries left after a wrong one. */
  readonly pin: { readonly tries_left: number | null } | null;
  /** What is in is a PSAM: no card to sell by, and it stays. */
  readonly psam: boolean;
  /** Wall clock of the last insertion and of the last reading of a card; null before the first. */
  readonly inserted_ms: number | null;
  readonly read_ms: number | null;
}

/**
 * The byte seam of card readers: what a PC/SC service offers, as values. The real service (native.ts) and the
 * simulator's reader both implement it and pass one contract suite. Nothing here knows what a card holds.
 *
 * Failure: no function throws or rejects; every failure is a value with a closed `fault`.
 * Time: operations have no deadline of their own (a native call can hang); the caller keeps the deadline and stops
 * listening. Close: after `close` resolves no event follows and every operation answers `service`.
 */

import type { CardSharing } from '../contract.ts';

export type PcscFault =
  | 'binding' // the native module is not installed or does not load
  | 'service' // no PC/SC service, or this context has ended
  | 'reader' // the reader is gone
  | 'removed' // the card is gone
  | 'mute' // the card does not answer to reset, or has no power
  | 'reset' // the card was reset or lost power meanwhile: connect again
  | 'busy' // another program holds the card
  | 'timeout' // the reader gave up waiting for the card
  | 'transport'; // anything else between here and the card

export type PcscResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: PcscFault; readonly detail: string };

export function pcscFault(fault: PcscFault, detail: string): PcscResult<never> {
  return { ok: false, fault, detail };
}

/** What USB tells of a reader, where it is certain which one it is. */
export interface ReaderUsb {
  readonly vid: string;
  readonly pid: string;
  /** Bus and ports, "1-2.3". */
  readonly port: string;
}

export type PcscEvent =
  | { readonly kind: 'reader_added'; readonly reader: string; readonly usb?: ReaderUsb }
  | { readonly kind: 'reader_removed'; readonly reader: string }
  /** `count` changes with every insertion and removal, so a swap between two events still shows. `atr` is hex. */
  | {
      readonly kind: 'card';
      readonly reader: string;
      readonly present: boolean;
      readonly count: number;
      readonly atr: string;
    }
  /** The service ended: the context is dead and will say nothing more. Open a new one. */
  | { readonly kind: 'ended'; readonly detail: string };

export type Answered = (answer: PcscResult<Uint8Array>) => void;

/** One life of the service as one client sees it. One operation at a time per reader. */
export interface PcscContext {
  /** Takes the card, for this program alone unless it is to be shared; fails with `busy`, `mute`, `removed`. */
  connect(reader: string, sharing?: CardSharing): Promise<PcscResult<void>>;
  /**
   * Sends one command APDU; the answer includes the status word, may be empty or too long, and is never trusted.
   * `answered` is called once, never before this returns, and may send the next command: a promise in between costs a
   * card some hundredths of a millisecond with every command.
   */
  transmit(reader: string, command: Uint8Array, answered: Answered): void;
  /** Lets go of the card; succeeds when nothing was held. */
  disconnect(reader: string): Promise<PcscResult<void>>;
  /** Cuts the card's power without being connected to it: the one cure for a mute card. */
  unpower(reader: string): Promise<PcscResult<void>>;
  close(): Promise<void>;
}

/** `transmit` where nothing hangs on a hundredth of a millisecond. */
export function answerTo(context: PcscContext, reader: string, command: Uint8Array): Promise<PcscResult<Uint8Array>> {
  return new Promise((resolve) => context.transmit(reader, command, resolve));
}

export interface PcscPort {
  /** Opens a context. Events arrive after this returns, first for what is there already; `service` when nobody answers. */
  open(listener: (event: PcscEvent) => void): PcscResult<PcscContext>;
}

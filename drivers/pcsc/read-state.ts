/**
 * Where the reading of a card stands, as values: the step, what was gathered, what comes next, and the words for a step that
 * failed, in which never stands what a record held. Shapes alone: what leads from one to the next is read-machine.ts.
 */

import type { CardData, CardErrorCode } from '../contract.ts';
import type { AccessStep, Proof } from './access.ts';
import { hexOf } from './apdu.ts';
import type { CardProfile, ProfileFile, ProfileItem } from './card-profile.ts';

export type Step =
  | AccessStep
  | { readonly kind: 'applet' }
  | { readonly kind: 'stranger'; readonly at: number }
  | { readonly kind: 'file'; readonly file: ProfileFile; readonly p1At: number }
  | { readonly kind: 'item'; readonly file: ProfileFile; readonly item: ProfileItem };

export interface ReadState {
  readonly profile: CardProfile;
  readonly step: Step;
  /** Steps after this one. */
  readonly rest: readonly Step[];
  readonly command: Uint8Array;
  /** Data gathered over 61xx so far. */
  readonly partial: Uint8Array;
  /** 61xx and 6Cxx followed within this step; a card that asks for ever is unreadable. */
  readonly hops: number;
  readonly proof: Proof;
  readonly texts: Readonly<Record<string, string | null>>;
  readonly nameParts: readonly Uint8Array[];
  /** Text of all parts so far, null when they are none. */
  readonly name: string | null;
  /** The item whose record came and is still to be looked into. */
  readonly left: ProfileItem | null;
  /** Ends with the card's serial: whose it is was read before. */
  readonly serialOnly: boolean;
}

export interface Send {
  readonly kind: 'send';
  readonly state: ReadState;
}

export type Failed = { readonly kind: 'failed'; readonly code: CardErrorCode; readonly detail: string };

export type ReadNext =
  | Send
  | { readonly kind: 'done'; readonly card: CardData }
  | { readonly kind: 'serial'; readonly card_sn: string }
  /** Goes on by `withPin`. */
  | { readonly kind: 'pin'; readonly state: ReadState; readonly triesLeft: number | null }
  /** No person's card: a PSAM. */
  | { readonly kind: 'psam' }
  | Failed;

/**
 * A state whose command is under way, and the state after the card's plain yes; null where more of it has to be looked
 * at.
 */
export interface Prepared extends Send {
  ahead(record: Uint8Array): ReadState | null;
}

/** Every item by its name: an object that grows by names it does not know becomes a slow one after a dozen of them. */
export const NO_TEXTS: ReadState['texts'] = {
  card_sn: null,
  card_class: null,
  card_version: null,
  issuer: null,
  issued_date: null,
  expiry_date: null,
  cardno: null,
  certno: null,
  psn_name: null,
  psn_name_extension: null,
  gend: null,
  naty: null,
  birthplace: null,
  brdy: null,
};

export function failed(code: CardErrorCode, { step }: ReadState, detail: string): Failed {
  return { kind: 'failed', code, detail: `${labelOf(step)}: ${detail}` };
}

export function badRecord({ item }: ProfileItem, detail: string, code: CardErrorCode = 'card_unreadable'): Failed {
  return { kind: 'failed', code, detail: `READ ${item}: ${detail}` };
}

function labelOf(step: Step): string {
  switch (step.kind) {
    case 'applet':
    case 'stranger':
      return 'SELECT applet';
    case 'file':
      return `SELECT ${step.file.name}`;
    case 'item':
      return `READ ${step.item.item}`;
    default:
      return step.kind;
  }
}

export function hexSw(sw: number): string {
  return hexOf(Uint8Array.of(sw >> 8, sw & 0xff));
}

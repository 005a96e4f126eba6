/**
 * What stands beside a sale that was told before the centre judged it (offline.md, When the centre cannot be reached): why
 * it was allowed, by what versions and how old, with which stay of which card in the reader, and by whom. Times, versions
 * and names of devices only: the person is in the body, to which the terminal's signature binds it. Pure.
 */
import { type Draft, patch } from './draft.ts';
import type { Session } from './state.ts';

/** Instants in ms since 1970 UTC; null: not known, or there was none. Named as in the contract (Evidence). */
export interface Evidence {
  readonly grade: number;
  /** What could not be reached, and since when. */
  readonly unavailable: string;
  readonly unavailable_since_ms: number | null;
  readonly told_ms: number;
  readonly snapshot_as_of_ms: number | null;
  readonly pack: string;
  readonly pack_version: string;
  /** When the centre last said which packs there are. */
  readonly packs_as_of_ms: number | null;
  readonly catalogue_version: string;
  readonly catalogue_as_of_ms: number | null;
  readonly revocation_version: string;
  readonly revocation_as_of_ms: number | null;
  /** The reader; empty for a sale without a card in it. */
  readonly device: string;
  readonly card_inserted_ms: number | null;
  readonly card_read_ms: number | null;
  /** Null: it was still in when the counter was told. */
  readonly card_removed_ms: number | null;
  readonly opter: string;
}

/** To be looked at: the journal's head before it, hex, and the terminal's signature over both and the body, base64. */
export interface SignedEvidence {
  readonly evidence: Evidence;
  readonly previous_hash: string;
  /** Empty: this terminal has no key (a simulated one). */
  readonly signature: string;
}

/** As it is kept and sent, every time: the bytes that the terminal signed, and its signature. */
export interface KeptEvidence {
  readonly bytes: Uint8Array;
  /** DER; empty: this terminal has no key. */
  readonly signature: Uint8Array;
}

/** What of a session its evidence needs, kept while an answer is waited for. */
export type Circumstances = Pick<
  Evidence,
  | 'snapshot_as_of_ms'
  | 'pack'
  | 'pack_version'
  | 'catalogue_version'
  | 'revocation_version'
  | 'revocation_as_of_ms'
  | 'device'
  | 'card_inserted_ms'
  | 'card_read_ms'
  | 'card_removed_ms'
> & { readonly presence: number };

export function circumstancesOf({ state }: Draft, session: Session): Circumstances {
  const { person, priced, revocation, device, presence } = session;
  const reader = state.readers[device];
  const same = reader?.presence === presence ? reader : undefined;
  return {
    snapshot_as_of_ms: person?.as_of_ms ?? null,
    pack: priced?.pack?.id ?? '',
    pack_version: priced?.pack?.version ?? '',
    catalogue_version: session.catalogueVersion,
    revocation_version: revocation?.version ?? '',
    revocation_as_of_ms: revocation?.as_of_ms ?? null,
    device,
    card_inserted_ms: same?.inserted_ms ?? null,
    card_read_ms: same?.read_ms ?? null,
    card_removed_ms: null,
    presence,
  };
}

/** Of one row made from another (what remains of a sale given back in part): no card was asked for again. */
export const NO_CIRCUMSTANCES: Circumstances = {
  ...{ snapshot_as_of_ms: null, pack: '', pack_version: '', catalogue_version: '' },
  ...{ revocation_version: '', revocation_as_of_ms: null, device: '' },
  ...{ card_inserted_ms: null, card_read_ms: null, card_removed_ms: null, presence: 0 },
};

/**
 * This stay of a card is over: whatever sale of it still waits for its answer says when, whoever puts another card in
 * since.
 */
export function noteCardGone(draft: Draft, device: string, presence: number): void {
  for (const [msgid, waiter] of Object.entries(draft.state.waiting)) {
    const { circumstances: known } = waiter;
    if (known?.device !== device || known.presence !== presence || known.card_removed_ms !== null) continue;
    const circumstances = { ...known, card_removed_ms: draft.at.wallMs };
    patch(draft, { waiting: { ...draft.state.waiting, [msgid]: { ...waiter, circumstances } } });
  }
}

export function evidenceOf(
  draft: Draft,
  { presence: _stay, ...known }: Circumstances,
  { grade, unavailable }: Pick<Evidence, 'grade' | 'unavailable'>,
): Evidence {
  const { state, at } = draft;
  return {
    grade,
    unavailable,
    unavailable_since_ms: state.link.lastContactMs,
    told_ms: at.wallMs,
    ...known,
    packs_as_of_ms: state.ages.packsMs,
    catalogue_as_of_ms: state.ages.catalogueMs,
    opter: state.shift.opter,
  };
}

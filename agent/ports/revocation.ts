/**
 * The revocation list: social-security cards that may not be used although they can be read. Local, exact, answered at once
 * from a file of its own that is swapped whole; nothing here asks the centre.
 *
 * - `version` and `asOf` change together with the answers, when a newer list is put in place; never within one turn.
 * - A list that is not there or damaged answers null and has asOf null: not known is never "not revoked".
 */
export interface RevocationList {
  /** `cardId` is the card's 卡识别码 (card_sn, 32 hexadecimal digits). Null when there is no list to say. */
  revoked(cardId: string): boolean | null;
  /** Name of the list's state; empty for none. */
  readonly version: string;
  /** When the list was true, by the centre's clock, ms since 1970-01-01T00:00Z; null for none. */
  readonly asOf: number | null;
}

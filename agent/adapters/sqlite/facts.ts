/** A card's standing, put together from the revocation list. Reads only. */
import type { CardStanding } from '../../core/offline.ts';
import type { RevocationList } from '../../ports/revocation.ts';

export function standingOf(list: RevocationList | null, card_sn: string): CardStanding {
  if (list === null || list.asOf === null) return { revoked: null, version: '', as_of_ms: null };
  return { revoked: list.revoked(card_sn), version: list.version, as_of_ms: list.asOf };
}

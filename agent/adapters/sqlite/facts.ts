/** Small answers the store puts together from what it was given: a card's standing, an answer's hash. Reads only. */
import type { Answer } from '../../core/centre.ts';
import type { CardStanding } from '../../core/offline.ts';
import type { RevocationList } from '../../ports/revocation.ts';
import { hashOf } from './journal.ts';

export function standingOf(list: RevocationList | null, card_sn: string): CardStanding {
  if (list === null || list.asOf === null) return { revoked: null, version: '', as_of_ms: null };
  return { revoked: list.revoked(card_sn), version: list.version, as_of_ms: list.asOf };
}

export function answerHash(answer: Answer | undefined): string {
  return answer === undefined ? '' : hashOf(JSON.stringify(answer));
}

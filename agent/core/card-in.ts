/** Whether a session's card is still in the reader, and the word that it may be taken. Decides nothing of the session. */
import { type Draft, notify, patch } from './draft.ts';
import type { Session } from './state.ts';

/** The session's own card is where it was read: the same stay in the reader, and the same card by its serial. */
export function cardStillIn(
  { state }: Draft,
  { device, presence, credential }: Pick<Session, 'device' | 'presence' | 'credential'>,
): boolean {
  const reader = state.readers[device];
  if (reader === undefined || reader.presence !== presence || reader.phase !== 'ready') return false;
  return credential === null || reader.card?.card_sn === credential.card_sn;
}

/** The purchase is done: "take your card", until it is taken or another purchase begins. */
export function askToTake(draft: Draft, session: Session): void {
  const reader = draft.state.readers[session.device];
  if (reader === undefined || !cardStillIn(draft, session)) return;
  patch(draft, { readers: { ...draft.state.readers, [session.device]: { ...reader, take: true } } });
  notify(draft, { kind: 'device', device: session.device, what: 'take_card', code: null });
}

/** An acceptance that was asked for, as a window knows it again after a reload: for which session, by which key. */
import { keep, kept } from './kept.ts';
import type { Accepting } from './tenders.ts';

export interface Order {
  readonly session: string;
  readonly said: Accepting;
}

/** What is under way in this window; null: nothing. */
export const orderKept = (): Order | null => kept<Order>('accepting');

/** The same key for the same session, whatever is reloaded in between: it can be accepted once. Only the last one is kept. */
export function keyOf(session: string): string {
  const known = kept<{ readonly session: string; readonly key: string }>('key');
  if (known?.session === session) return known.key;
  const key = crypto.randomUUID();
  keep('key', { session, key });
  return key;
}

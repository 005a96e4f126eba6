/**
 * Since when contact was possible for what is still open: the instants of contact are kept by the hour, and the oldest
 * open row is found by the small indexes of the open states. Decides nothing.
 */
import type { Found } from '../../core/input.ts';
import type { Msgid } from '../../core/transaction.ts';
import { type Db, inState, UNDERWAY } from './schema.ts';
import type { Values } from './values.ts';

const GRAIN_MS = 3_600_000;
/** A month of hours: what is older has been an alarm for weeks. */
const MOST = 720;

/** Notes an instant of contact; call with every one that is written down. Those of a clock that was ahead have not been. */
export function noteContact(values: Values, atMs: number): void {
  const noted = contactsOf(values);
  const contacts = noted.filter((at) => at <= atMs);
  const last = contacts.at(-1);
  if (contacts.length === noted.length && last !== undefined && atMs - last < GRAIN_MS) return;
  values.set('contacts', JSON.stringify([...contacts, atMs].slice(-MOST)));
}

function contactsOf(values: Values): readonly number[] {
  return JSON.parse(values.get('contacts') ?? '[]') as number[];
}

type Oldest = (Found & { readonly kind: 'deadline' })['oldest'];

const OLDEST = `SELECT msgid, accepted_ms FROM transactions WHERE row = (SELECT min(row) FROM (
  SELECT min(row) AS row FROM transactions WHERE send = 1 UNION ALL SELECT min(row) FROM transactions WHERE send = 2
  UNION ALL SELECT min(row) FROM transactions WHERE state = 'unknown'
  UNION ALL SELECT min(row) FROM transactions WHERE ${inState(UNDERWAY)}
  UNION ALL SELECT min(row) FROM transactions WHERE state = 'reversing'
  UNION ALL SELECT min(row) FROM transactions WHERE state = 'parked'))`;

/**
 * The oldest open transaction, with the first contact after its acceptance; null when there is none, or no such contact. One
 * that was accepted by a clock that was ahead goes by the newest contact, at `nowMs` or before.
 */
export function createDeadlines(db: Db, values: Values): { oldest(nowMs: number): Oldest } {
  const oldest = db.prepare<[], { msgid: Msgid; accepted_ms: number }>(OLDEST);
  return {
    oldest(nowMs) {
      const open = oldest.get();
      const contacts = contactsOf(values);
      const ahead = open !== undefined && open.accepted_ms > nowMs;
      const after = contacts.find((at) => open !== undefined && at >= open.accepted_ms);
      const contact_ms = ahead ? contacts.findLast((at) => at <= nowMs) : after;
      return open === undefined || contact_ms === undefined ? null : { msgid: open.msgid, contact_ms };
    },
  };
}

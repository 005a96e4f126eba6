/**
 * Small facts of the ledger that are no rows: epoch, contact, shift, what nonces are reserved. Knows no meaning of
 * theirs.
 */
import type { Durable } from '../../core/effect.ts';
import type { GivenBack, GivenBackNoted } from '../../core/given-back.ts';
import type { LearnedRole } from '../../core/roles.ts';
import type { ShiftState } from '../../core/state.ts';
import type { SeenInstant } from '../../core/time.ts';
import type { Msgid } from '../../core/transaction.ts';
import { noteContact } from './deadlines.ts';
import type { Db } from './schema.ts';
import { NONCE_BLOCK } from './seal.ts';

export interface Values {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

export function createValues(db: Db): Values {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM state WHERE key = ?');
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)');
  return { get: (key) => get.get(key)?.value, set: (key, value) => void set.run(key, value) };
}

export function shiftOf(values: Values): ShiftState | null {
  return JSON.parse(values.get('shift') ?? 'null') as ShiftState | null;
}

export function rolesOf(values: Values): readonly LearnedRole[] {
  return JSON.parse(values.get('roles') ?? '[]') as LearnedRole[];
}

export function epochOf(values: Values): number {
  return Number(values.get('epoch') ?? '1');
}

/** The epoch beside it is the newest one the centre has confirmed. */
export function saveContact(values: Values, { at_ms, confirmed }: Durable & { kind: 'save_contact' }): void {
  const epoch = confirmed ? epochOf(values) : (contactOf(values)?.epoch ?? 0);
  values.set('contact', JSON.stringify({ at_ms, epoch }));
  noteContact(values, at_ms);
}

export function contactOf(values: Values): { readonly at_ms: number; readonly epoch: number } | null {
  return JSON.parse(values.get('contact') ?? 'null') as { at_ms: number; epoch: number } | null;
}

/** What was given back after the centre had refused it. */
export function givenBackOf(values: Values, msgid: Msgid): GivenBack | null {
  return JSON.parse(values.get(`given_back ${msgid}`) ?? 'null') as GivenBack | null;
}

export function noteGivenBack(values: Values, { kind, msgid, ...given }: GivenBackNoted): void {
  values.set(`${kind} ${msgid}`, JSON.stringify(given));
}

/** The last instant that was seen by a clock that was trusted. */
export function seenOf(values: Values): SeenInstant | null {
  return JSON.parse(values.get('seen') ?? 'null') as SeenInstant | null;
}

/** Writes down that a block of nonces from `least` or higher may be used, and gives its first. */
export function reserveNonces(values: Values, least: number): number {
  const from = Math.max(least, Number(values.get('nonce') ?? '0'));
  values.set('nonce', String(from + NONCE_BLOCK));
  return from;
}

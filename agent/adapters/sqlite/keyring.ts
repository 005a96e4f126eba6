/**
 * The keys of a data file: one for each period (month and epoch) for what is sealed, one for ever for look-ups. The file
 * knows them by name and by a probe that tells the right one from a wrong one; the keys themselves are in the key store.
 * A restored file has a new epoch and so a new key: no nonce of the old one is used again.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { StoreError } from '../../core/store-error.ts';
import { civilTime } from '../../core/time.ts';
import type { KeyStore } from '../../ports/keys.ts';
import type { Db } from './schema.ts';

export interface Keyring {
  /** The key to seal with. */
  current(): { readonly number: number; readonly key: KeyObject };
  /** Throws StoreError: destroyed, or lost. */
  get(number: number): KeyObject;
  readonly lookup: KeyObject;
  /** A new key when the month or the epoch is another one; call inside a turn that may write. */
  turn(atMs: number, epoch: number): void;
  /** Forgets what a rolled-back turn made. */
  reload(): void;
  /** Keys with numbers, oldest first; those destroyed too. */
  periods(): readonly Period[];
  /** For good. Nothing may be sealed under it any more. */
  destroy(number: number, atMs: number): void;
  /** Wraps every key that was not wrapped yet for whoever holds the recovery key; call inside a turn. */
  wrap(wrapped: (key: Uint8Array) => Uint8Array): number;
}

export interface Period {
  readonly number: number;
  /** yyyy-MM in which it was made; empty for the one key of a version 1 file. */
  readonly period: string;
  readonly epoch: number;
  readonly made_ms: number;
  readonly destroyed_ms: number | null;
  readonly wrapped: Buffer | null;
}

interface Stored extends Omit<Period, 'number'> {
  readonly name: string;
  readonly probe: Buffer;
}

const LOOKUP = 'lookup';
const MOST_KEYS = 0xffff;

/** Names of the keys a file needs and the store does not have, or has others of. For the way out of a lost key. */
function missingKeys(db: Db, store: KeyStore): readonly { readonly name: string; readonly wrong: boolean }[] {
  return storedKeys(db)
    .filter(({ destroyed_ms }) => destroyed_ms === null)
    .flatMap(({ name, probe }): { name: string; wrong: boolean }[] => {
      const key = store.read(name);
      if (key === null) return [{ name, wrong: false }];
      return timingSafeEqual(probeOf(key), probe) ? [] : [{ name, wrong: true }];
    });
}

/** Whether nothing is sealed under it. */
export function isIdle(db: Db, number: number): boolean {
  const prefix = Buffer.of(number >> 8, number & 0xff);
  return ['bodies.body', 'persons.snapshot', 'visits.record'].every((place) => {
    const [table, column] = place.split('.');
    return db.prepare(`SELECT 1 FROM ${table} WHERE substr(${column}, 1, 2) = ? LIMIT 1`).get(prefix) === undefined;
  });
}

/** One whose destruction had not been noted when the process ended: the next pass does. */
function isGone(db: Db, { name, wrong }: { readonly name: string; readonly wrong: boolean }): boolean {
  const later = storedKeys(db).some((one) => one.name !== LOOKUP && Number(one.name) > Number(name));
  return !wrong && name !== LOOKUP && later && isIdle(db, Number(name));
}

const keysOf = (db: Db) =>
  db.prepare<[], Stored>(
    `SELECT name, period, epoch, made_ms, probe, wrapped, destroyed_ms FROM data_keys ORDER BY made_ms, name`,
  );

export const storedKeys = (db: Db): readonly Stored[] => keysOf(db).all();

/** Throws StoreError store_wrong_key or store_key_lost: noticed now, not when the first old row is needed. */
export function openKeyring(db: Db, store: KeyStore, path: string): Keyring {
  const missing = missingKeys(db, store).find((one) => !isGone(db, one));
  if (missing !== undefined)
    throw new StoreError(missing.wrong ? 'store_wrong_key' : 'store_key_lost', path, { key: missing.name });
  const keys = new Map<number, KeyObject>();
  const stored = keysOf(db);
  let known: readonly Stored[] = [];
  let newest: Stored | undefined;
  const put = (name: string, period: string, epoch: number, atMs: number): void => {
    const key = store.read(name) ?? randomBytes(32);
    // The key is safe before anything says that it is needed.
    if (store.read(name) === null) store.write(name, key);
    db.prepare('INSERT INTO data_keys (name, period, epoch, made_ms, probe) VALUES (?, ?, ?, ?, ?)').run(
      ...[name, period, epoch, atMs, probeOf(key)],
    );
  };
  const reload = () => {
    known = stored.all();
    newest = known
      .filter(({ name }) => name !== LOOKUP)
      .reduce<Stored | undefined>(
        (best, one) => (best === undefined || Number(one.name) > Number(best.name) ? one : best),
        undefined,
      );
  };
  const nextName = () => {
    const numbers = [...store.names(), ...known.map(({ name }) => name)].map(Number).filter(Number.isInteger);
    const next = Math.max(0, ...numbers) + 1;
    if (next > MOST_KEYS) throw new Error('no data key is left');
    return String(next);
  };
  const get = (number: number): KeyObject => {
    const held = keys.get(number);
    if (held !== undefined) return held;
    const raw = store.read(String(number));
    if (raw === null) throw new StoreError('store_key_lost', path, { key: number });
    const key = bodyKey(raw);
    keys.set(number, key);
    return key;
  };
  reload();
  let lookup: KeyObject | null = null;
  let since = { from: 0, to: 0, epoch: 0 };
  return {
    current() {
      if (newest === undefined) throw new Error('nothing can be sealed before the first turn');
      return { number: Number(newest.name), key: get(Number(newest.name)) };
    },
    get,
    get lookup() {
      lookup ??= secret(store.read(LOOKUP) ?? missingLookup(path));
      return lookup;
    },
    turn(atMs, epoch) {
      if (atMs >= since.from && atMs < since.to && epoch === since.epoch) return;
      const period = civilTime(atMs).slice(0, 7);
      if (!known.some(({ name }) => name === LOOKUP)) put(LOOKUP, '', epoch, atMs);
      if (newest === undefined || newest.period !== period || newest.epoch !== epoch)
        put(nextName(), period, epoch, atMs);
      reload();
      // An hour at a time is cheap enough, and no month's end is missed by more.
      since = { from: atMs, to: atMs + 3_600_000, epoch };
    },
    reload() {
      since = { from: 0, to: 0, epoch: 0 };
      keys.clear();
      lookup = null;
      reload();
    },
    periods: () =>
      known.filter(({ name }) => name !== LOOKUP).map(({ name, ...rest }) => ({ number: Number(name), ...rest })),
    destroy(number, atMs) {
      if (String(number) === newest?.name) throw new Error('the key in use can not be destroyed');
      // First the key: one that is said to be destroyed must be. A crash between the two is put right at the next pass.
      store.destroy(String(number));
      keys.delete(number);
      db.prepare('UPDATE data_keys SET destroyed_ms = ?, wrapped = NULL WHERE name = ?').run(atMs, String(number));
      reload();
    },
    wrap(wrapped) {
      const bare = known.filter((one) => one.wrapped === null && one.destroyed_ms === null);
      const put = db.prepare('UPDATE data_keys SET wrapped = ? WHERE name = ?');
      for (const { name } of bare) {
        const key = store.read(name);
        if (key !== null) put.run(Buffer.from(wrapped(key)), name);
      }
      reload();
      return bare.length;
    },
  };
}

/** The look-up key of a version 1 file, from its one key. */
export function lookupOfLegacy(key: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'tongxing lookup', 32));
}

/** Those of a store that was given keys, or bytes to make them from. */
export function keyStoreOf(key: KeyStore | Uint8Array): KeyStore {
  return key instanceof Uint8Array ? memoryKeys(key) : key;
}

/** Keys that live in memory only, all made from one: for simulations and tests. */
export function memoryKeys(root: Uint8Array): KeyStore {
  const destroyed = new Set<string>();
  const written = new Map<string, Uint8Array>();
  const of = (name: string) => Buffer.from(hkdfSync('sha256', root, '', `tongxing ${name}`, 32));
  return {
    names: () => [...written.keys()],
    read: (name) => (destroyed.has(name) ? null : name === '0' ? root : (written.get(name) ?? of(name))),
    write: (name, key) => void written.set(name, key),
    destroy: (name) => void destroyed.add(name),
  };
}

export function probeOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('tongxing probe').digest().subarray(0, 16);
}

const bodyKey = (key: Uint8Array) => secret(Buffer.from(hkdfSync('sha256', key, '', 'tongxing body', 32)));
const secret = (key: Uint8Array) => createSecretKey(Buffer.from(key));

function missingLookup(path: string): never {
  throw new StoreError('store_key_lost', path, { key: LOOKUP });
}

/** The data keys a file needs and how each stands, read without any key: for the way out of a lost one. Reads only. */
import { timingSafeEqual } from 'node:crypto';
import Database from 'better-sqlite3';
import type { KeyStore } from '../../ports/keys.ts';
import { probeOf, storedKeys } from './keyring.ts';
import { guarded } from './schema.ts';

export interface KeyState {
  readonly name: string;
  readonly period: string;
  readonly epoch: number;
  readonly made_ms: number;
  readonly stands: 'held' | 'missing' | 'wrong' | 'destroyed';
  /** For the centre's recovery key; null when it was never wrapped. */
  readonly wrapped: Buffer | null;
  isRight(key: Uint8Array): boolean;
}

export function keyStates(path: string, store: KeyStore): readonly KeyState[] {
  return guarded(path, () => {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return storedKeys(db).map(({ probe, destroyed_ms, ...stored }) => {
        const isRight = (key: Uint8Array) => timingSafeEqual(probeOf(key), probe);
        const key = store.read(stored.name);
        const held = key === null ? 'missing' : isRight(key) ? 'held' : 'wrong';
        return { ...stored, stands: destroyed_ms === null ? held : 'destroyed', isRight };
      });
    } finally {
      db.close();
    }
  });
}

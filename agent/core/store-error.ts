/** What a store throws (agent/ports/store.ts): a catalogue code and the place. The one error the shell undoes a turn for. */

export type StoreErrorCode =
  | 'store_locked'
  | 'store_lease_lost'
  | 'store_newer_schema'
  | 'store_older_schema'
  | 'store_damaged'
  | 'backup_damaged'
  | 'store_full'
  | 'store_failed'
  | 'store_wrong_key'
  | 'store_key_lost';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly path: string;
  constructor(code: StoreErrorCode, path: string, cause?: unknown) {
    super(`${code}: ${path}`, { cause });
    this.code = code;
    this.path = path;
  }
}

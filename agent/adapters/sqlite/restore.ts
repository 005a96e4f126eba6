/**
 * A backup takes the ledger's place: checked whole first, brought up to this version, under a new epoch, and so under a
 * new data key. What happened after the backup is not in it; the centre tells what it has of that at the first contact.
 */
import { copyFileSync, existsSync } from 'node:fs';
import { StoreError } from '../../core/store-error.ts';
import type { KeyStore } from '../../ports/keys.ts';
import { checkWhole } from './backup.ts';
import { migrate } from './migrate.ts';
import { clearDraft, draftOf, epochIn, lockLedger, type Replaced, replaceLedger } from './replace.ts';
import { isOurs } from './salvage.ts';
import { guarded } from './schema.ts';
import type { Verification } from './verify.ts';

export interface Restored extends Replaced {
  /** Of the backup, before the new epoch. */
  readonly verification: Verification;
}

export interface RestoreOptions {
  readonly path: string;
  readonly backup: string;
  readonly keys: KeyStore;
  readonly atMs: number;
  /** The highest epoch known from elsewhere, as from a confirmed checkpoint. */
  readonly above: number;
}

/**
 * Throws StoreError: store_locked while an agent runs, backup_damaged when the backup is not whole. Nothing is changed
 * then.
 */
export function restoreLedger({ path, backup, keys, atMs, above }: RestoreOptions): Restored {
  if (!existsSync(backup)) throw new StoreError('store_failed', backup);
  const unlock = lockLedger(path);
  const draft = draftOf(path);
  try {
    return guarded(path, () => {
      copyFileSync(backup, draft);
      // A file that was set aside has its newest transactions in the log beside it.
      if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${draft}-wal`);
      const verification = checkBackup(draft, backup);
      migrate(draft, keys);
      const known = Math.max(above, epochIn(path));
      return { verification, ...replaceLedger({ path, draft, atMs, reason: 'restore', above: known }) };
    });
  } finally {
    clearDraft(path);
    unlock();
  }
}

/** The ledger that is there is not touched by what is wrong with a backup, so it is not called damaged. */
function checkBackup(draft: string, backup: string): Verification {
  try {
    if (!isOurs(draft)) throw new StoreError('backup_damaged', backup);
    return checkWhole(draft, backup);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store_damaged')
      throw new StoreError('backup_damaged', backup, error.cause);
    throw error;
  }
}

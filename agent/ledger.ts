/**
 * Opens a data folder's ledger, and sees to a damaged one: set aside, what can be read into a fresh one, a new epoch. Only
 * a file that is ours is touched, and none is ever deleted.
 */
import { join } from 'node:path';
import { checkpointFile } from './adapters/checkpoint-file.ts';
import { diskReserve } from './adapters/disk-reserve.ts';
import { keyFolder } from './adapters/key-folder.ts';
import { damageMark } from './adapters/sqlite/damage-mark.ts';
import { isReplacing } from './adapters/sqlite/replace.ts';
import { isOurs, salvageLedger } from './adapters/sqlite/salvage.ts';
import { openStore, type StoreOptions } from './adapters/sqlite/store.ts';
import { StoreError } from './core/store-error.ts';
import type { StoreCare } from './ports/care.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';

export interface LedgerOptions extends Pick<StoreOptions, 'codec' | 'catalogue' | 'packs' | 'revocation' | 'witness'> {
  readonly dataDir: string;
  readonly nowMs: number;
  readonly log: Log;
}

/** Throws StoreError when there is no way: locked, newer, keys missing, or nothing of a damaged file can be read. */
export function openLedger({ dataDir, nowMs, log, ...rest }: LedgerOptions): Store & StoreCare {
  const path = join(dataDir, 'tongxing.db');
  const mark = damageMark(path);
  if (diskReserve(dataDir).makeRoom()) log.warn('reserve_given_up', { path: dataDir });
  const open = () =>
    openStore({
      ...rest,
      path,
      key: keyFolder(dataDir),
      onMigrated: ({ from, kept }) => log.info('migrated', { from, kept }),
      onReplaced: (aside) => {
        log.warn('ledger_replaced', { aside });
        mark.clear();
      },
      onDamaged: () => {
        log.error('ledger_damaged', { path });
        mark.set();
      },
    });
  if (!mark.isSet() || isReplacing(path))
    try {
      return open();
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'store_damaged' && isOurs(path))) throw error;
    }
  const { epoch, asked, aside, report, missing } = salvageLedger(
    path,
    nowMs,
    checkpointFile(dataDir).read()?.epoch ?? 0,
  );
  const lost = missing.flatMap(({ numbers }) => numbers).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  log.error('ledger_salvaged', { epoch, asked, aside, report, missing: lost });
  mark.clear();
  return open();
}

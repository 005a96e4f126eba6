/** A SQLite database in memory that outlives the agents on it: what was committed stays, what was not is gone. */
import Database from 'better-sqlite3';
import { preparingOnce } from '../../../simulator/centre/adapters/statements.ts';
import type { Disk } from '../../../simulator/world/terminal.ts';
import { beginEpoch } from '../../adapters/sqlite/epoch.ts';
import { type Db, openDatabase } from '../../adapters/sqlite/schema.ts';
import { attachStore } from '../../adapters/sqlite/store.ts';
import type { CatalogueSource } from '../../ports/catalogue.ts';
import { decodeTransaction, encodeTransaction } from '../../wire.ts';

const CODEC = { encode: encodeTransaction, decode: decodeTransaction };

export function memoryDisk(catalogue: CatalogueSource): Disk {
  let db: Db = preparingOnce(openDatabase(':memory:'));
  let newestEpoch = 1;
  const drop = () => {
    if (db.inTransaction) db.exec('ROLLBACK');
  };
  return {
    drop,
    open() {
      drop();
      return attachStore(db, { path: ':memory:', key: Buffer.alloc(32, 9), codec: CODEC, catalogue });
    },
    backup: () => db.serialize(),
    restore(copy, atMs) {
      db = preparingOnce(new Database(Buffer.from(copy)));
      newestEpoch = beginEpoch(db, { atMs, reason: 'restore', above: newestEpoch }).epoch;
    },
  };
}

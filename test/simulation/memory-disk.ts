/** A SQLite database in memory that outlives the agents on it: what was committed stays, what was not is gone. */
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { attachStore } from '../../agent/adapters/sqlite/store.ts';
import type { CatalogueSource } from '../../agent/ports/catalogue.ts';
import { decodeTransaction, encodeTransaction } from '../../agent/wire.ts';
import type { Disk } from '../../simulator/world/terminal.ts';

export function memoryDisk(catalogue: CatalogueSource): Disk {
  const db = openDatabase(':memory:');
  const codec = { encode: encodeTransaction, decode: decodeTransaction };
  return () => {
    if (db.inTransaction) db.exec('ROLLBACK');
    return attachStore(db, { path: ':memory:', key: Buffer.alloc(32, 9), codec, catalogue });
  };
}

/** A SQLite database in memory that outlives the agents on it: what was committed stays, what was not is gone. */
import Database from 'better-sqlite3';
import { preparingOnce } from '../../../simulator/centre/adapters/statements.ts';
import type { Disk } from '../../../simulator/world/terminal.ts';
import { beginEpoch } from '../../adapters/sqlite/epoch.ts';
import { memoryKeys } from '../../adapters/sqlite/keyring.ts';
import { type Db, openDatabase } from '../../adapters/sqlite/schema.ts';
import { attachStore } from '../../adapters/sqlite/store.ts';
import type { CatalogueSource } from '../../ports/catalogue.ts';
import type { KeyStore } from '../../ports/keys.ts';
import { WIRE_CODEC } from '../../wire.ts';

const ROOT = Buffer.alloc(32, 9);

export function memoryDisk(catalogue: CatalogueSource): Disk {
  let db: Db = preparingOnce(openDatabase(':memory:'));
  let newestEpoch = 1;
  const named = new Set<string>();
  let keys: KeyStore = memoryKeys(ROOT);
  const drop = () => {
    if (db.inTransaction) db.exec('ROLLBACK');
  };
  return {
    drop,
    open(asked = catalogue) {
      drop();
      keys = noted(memoryKeys(ROOT), named);
      return attachStore(db, { path: ':memory:', key: keys, codec: WIRE_CODEC, catalogue: asked });
    },
    snapshot() {
      const held = [...named].flatMap((name) => {
        const key = keys.read(name);
        return key === null ? [] : [{ name, key }];
      });
      return { db: db.serialize(), keys: held };
    },
    backup: () => db.serialize(),
    restore(copy, atMs) {
      db = preparingOnce(new Database(Buffer.from(copy)));
      newestEpoch = beginEpoch(db, { atMs, reason: 'restore', above: newestEpoch }).epoch;
    },
  };
}

/** Remembers which keys were asked for: a snapshot takes those along. */
function noted(keys: KeyStore, names: Set<string>): KeyStore {
  return {
    ...keys,
    read: (name) => {
      names.add(name);
      return keys.read(name);
    },
    write: (name, key) => {
      names.add(name);
      keys.write(name, key);
    },
  };
}

/**
 * The lease on a ledger: which process may write to it, and so send from it. A kernel lock decides who may start; this
 * decides who may go on. Each holder has a fencing token higher than all before, and every turn checks it inside its own
 * transaction, so that a process that slept through an upgrade wakes up to nothing. It must never be taken twice by one.
 */
import { StoreError } from '../../core/store-error.ts';
import type { Db } from './schema.ts';

export interface Lease {
  /** First thing in a turn's transaction: takes the lease the first time, checks it ever after. Throws store_lease_lost. */
  enter(): void;
  committed(): void;
  rolledBack(): void;
  /** Whether nobody has taken it since; outside of a turn, before something leaves that a turn has allowed. */
  held(): boolean;
}

export function createLease(db: Db, path: string): Lease {
  const get = db.prepare<[], { value: string }>("SELECT value FROM state WHERE key = 'lease'");
  const put = db.prepare<[string]>("INSERT OR REPLACE INTO state (key, value) VALUES ('lease', ?)");
  const current = () => Number(get.get()?.value ?? '0');
  let token: number | null = null;
  // A lease taken in a turn that is undone was not taken.
  let taking: number | null = null;
  return {
    enter() {
      if (token === null) {
        taking = current() + 1;
        put.run(String(taking));
      } else if (current() !== token) throw new StoreError('store_lease_lost', path);
    },
    committed() {
      token ??= taking;
      taking = null;
    },
    rolledBack() {
      taking = null;
    },
    held: () => token === null || current() === token,
  };
}

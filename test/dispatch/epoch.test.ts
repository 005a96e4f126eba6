/** A ledger that begins a new epoch, seen from the store: what is numbered, what is asked after, what the journal says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginEpoch } from '../../agent/adapters/sqlite/epoch.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import type { Store } from '../../agent/ports/store.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { sale } from './sale.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-epoch-'));
  path = join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function withStore<T>(work: (store: Store) => T): T {
  const store = openStore({ path, key: Buffer.alloc(32, 1), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  try {
    store.begin(START);
    const result = work(store);
    store.commit();
    return result;
  } finally {
    store.close();
  }
}

function restored(change: { readonly above?: number } = {}) {
  const db = openDatabase(path);
  try {
    return beginEpoch(db, { atMs: START, reason: 'restore', ...change });
  } finally {
    db.close();
  }
}

describe('a new epoch', () => {
  it('numbers from 1 under an epoch higher than before, not yet confirmed by the centre', () => {
    withStore((store) => {
      store.start();
      store.apply(sale({ number: 1, psn_no: 'a' }));
      store.apply({ kind: 'save_contact', confirmed: true, at_ms: START });
    });
    expect(withStore((store) => store.start())).toMatchObject({ epoch: 1, number: 1, epoch_confirmed: true });
    expect(restored()).toEqual({ epoch: 2, asked: 1 });
    expect(withStore((store) => store.start())).toMatchObject({ epoch: 2, number: 0, epoch_confirmed: false });
  });

  it('lies above one this terminal is known to have reached elsewhere', () => {
    withStore((store) => store.start());
    expect(restored({ above: 6 }).epoch).toBe(7);
    expect(restored().epoch).toBe(8);
  });

  it('asks after what waited to be sent, which the lost file may have sent, and cannot void it as never sent', () => {
    const [queued, settled] = [sale({ number: 1, psn_no: 'a' }), sale({ number: 2, psn_no: 'b' })];
    withStore((store) => {
      store.start();
      store.apply(queued);
      store.apply({ ...settled, state: 'inflight' });
      store.apply({ kind: 'move', msgid: settled.body.msgid, path: ['inflight', 'settled'] });
    });
    restored();
    const states = withStore((store) => {
      expect(store.start()).toMatchObject({ queued: 0, unknown: 1 });
      expect(store.find({ kind: 'claim', limit: 9, except: [] })).toEqual({ kind: 'claimed', rows: [] });
      return [queued, settled].map(({ body }) => store.transaction(body.msgid));
    });
    expect(states).toMatchObject([{ state: 'unknown', attempts: 1, note: 'restore' }, { state: 'settled' }]);
  });

  it('leaves a ledger that verifies', () => {
    withStore((store) => {
      store.start();
      for (const number of [1, 2, 3]) store.apply(sale({ number, psn_no: `p${number}` }));
    });
    restored();
    withStore((store) => {
      store.start();
      store.apply(sale({ number: 1, epoch: 2, psn_no: 'a' }, { accepted_ms: START }));
    });
    expect(verifyLedger(path)).toMatchObject({ transactions: 4, findings: [] });
  });
});

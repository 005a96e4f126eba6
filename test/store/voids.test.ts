/** The notice that a transaction was cancelled before it was sent, as the ledger keeps it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import type { Durable } from '../../agent/core/effect.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { sale } from '../dispatch/sale.ts';

it('is not sent again after a restart when the centre has noted it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-voids-'));
  const path = join(folder, 'ledger.db');
  const open = () => openStore({ path, key: Buffer.alloc(32, 1), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  let store = open();
  const turn = <T>(work: () => T): T => {
    store.begin(START);
    const done = work();
    store.commit();
    return done;
  };
  const apply = (...effects: readonly Durable[]) =>
    turn(() => {
      for (const effect of effects) store.apply(effect);
    });
  const claim = () => {
    const found = turn(() => store.find({ kind: 'claim', limit: 10, except: [] }));
    return found.kind === 'claimed' ? found.rows.map(({ msgid }) => msgid) : [];
  };
  const sales = [1, 2].map((number) => sale({ number, psn_no: `PSN-99${number}` }));
  const [noted, lost] = sales.map(({ body }) => body.msgid);
  apply(...sales);
  apply(...sales.map(({ body: { msgid } }) => ({ kind: 'move', msgid, path: ['queued', 'voided'] }) as const));
  expect(claim()).toEqual([noted, lost]);
  apply(...sales.slice(0, 1).map(({ body: { msgid } }) => ({ kind: 'void_noted', msgid }) as const));
  store.close();
  store = open();
  turn(() => store.start());
  expect(claim()).toEqual([lost]);
  store.close();
  rmSync(folder, { recursive: true });
});

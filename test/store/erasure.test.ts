/** Erasure by state and period: the personal part goes when its time is over, everything else still holds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyFolder } from '../../agent/adapters/key-folder.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import type { CentreState, Msgid } from '../../agent/core/transaction.ts';
import type { VisitId } from '../../agent/core/visit/identity.ts';
import type { Visit } from '../../agent/core/visit/visit.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START, TERMINAL } from '../agent/counter.ts';
import { somebody } from '../bench/shop.ts';
import { sale } from '../dispatch/sale.ts';
import { FINDINGS, REGISTRATION } from '../visit/clinic.ts';

const PERSON = somebody(0, START);
const MONTH_MS = 31 * 86_400_000;

let folder: string;
let path: string;
let store: ReturnType<typeof openStore>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-erasure-'));
  path = join(folder, 'tongxing.db');
  store = openStore({ path, key: keyFolder(folder), codec: WIRE_CODEC, catalogue: demoCatalogue() });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function turn<T>(work: () => T, atMs = START): T {
  store.begin(atMs);
  const done = work();
  store.commit();
  return done;
}

/** A sale that has come to this state. */
function sold(number: number, path: readonly CentreState[] = []): Msgid {
  const effect = sale({ number, psn_no: `PSN-99${number}` });
  turn(() => store.apply(effect));
  if (path.length > 0) turn(() => store.apply({ kind: 'move', msgid: effect.body.msgid, path }));
  return effect.body.msgid;
}

const SETTLED: readonly CentreState[] = ['queued', 'claimed', 'inflight', 'settled'];
const REJECTED: readonly CentreState[] = ['queued', 'claimed', 'inflight', 'rejected'];

function eraseAll(atMs: number) {
  const sum = { erased: 0, moved: 0, destroyed: [] as number[] };
  for (let pass = 0; pass < 20; pass += 1) {
    const one = turn(() => store.erase(2), atMs);
    sum.erased += one.erased;
    sum.moved += one.moved;
    sum.destroyed.push(...one.destroyed);
    if (one.done) return sum;
  }
  throw new Error('never done');
}

it('goes by state and period: what was rejected goes before what was settled, what is open stays', () => {
  const [settled, rejected, open] = [sold(1, SETTLED), sold(2, REJECTED), sold(3)];
  const erased = () => [settled, rejected, open].map((msgid) => store.transaction(msgid)?.erased === true);
  expect(eraseAll(START + 2 * MONTH_MS)).toEqual({ erased: 0, moved: 0, destroyed: [] });
  eraseAll(START + 8 * MONTH_MS);
  expect(erased()).toEqual([false, true, false]);
  eraseAll(START + 15 * MONTH_MS);
  expect(erased()).toEqual([true, false, false].map((_, at) => at < 2));
});

it('leaves amounts and states, and a ledger that still verifies', () => {
  const msgid = sold(1, SETTLED);
  const before = store.transaction(msgid);
  eraseAll(START + 15 * MONTH_MS);
  expect(store.transaction(msgid)).toEqual({ ...before, erased: true, psn_no: '' });
  expect(store.settlement(msgid)).toBe(null);
  expect(verifyLedger(path).findings).toEqual([]);
});

it('moves open rows to the present key before it destroys theirs, and they leave as the bytes they were', () => {
  sold(1, SETTLED);
  const open = sold(2);
  const bytes = Buffer.from(store.bytesOf([open]).get(open) ?? []);
  expect(eraseAll(START + 15 * MONTH_MS)).toEqual({ erased: 1, moved: 1, destroyed: [1] });
  expect([...keyFolder(folder).names()].sort()).toEqual(['2', 'lookup']);
  store.close();
  store = openStore({ path, key: keyFolder(folder), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  expect(Buffer.from(store.bytesOf([open]).get(open) ?? []).equals(bytes)).toBe(true);
  expect(verifyLedger(path).findings).toEqual([]);
});

it.each([
  ['removed', false],
  ['overwritten alone', true],
])('that ends with the process when a key was %s and not noted yet goes on at the next start', (_, left) => {
  sold(1, SETTLED);
  const open = sold(2);
  for (let destroyed: readonly number[] = []; destroyed.length === 0; ) {
    store.begin(START + 15 * MONTH_MS);
    ({ destroyed } = store.erase(2));
    if (destroyed.length === 0) store.commit();
  }
  store.close();
  if (left) writeFileSync(join(folder, 'keys', '1.key'), Buffer.alloc(32), { mode: 0o600 });
  store = openStore({ path, key: keyFolder(folder), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  expect(store.bytesOf([open]).size).toBe(1);
  expect(eraseAll(START + 15 * MONTH_MS).destroyed).toEqual([1]);
  expect(verifyLedger(path).findings).toEqual([]);
});

it('has moved a visit to the present key for good before the key it lay under goes', () => {
  const [open, id] = [sold(1), `~M${TERMINAL.fixmedins_code}2210080930000100` as VisitId];
  const visit: Visit = {
    ...{ id, begntime: '2022-10-08 09:30:00', opened_ms: START, psn_no: 'PSN-990001', insutype: '310' },
    ...{ insuplc_admdvs: '370100', registration: REGISTRATION, findings: FINDINGS, fees: null, cancelled: false },
    credential: { mdtrt_cert_type: '03', mdtrt_cert_no: 'T00000001', card_sn: '0'.repeat(32) },
  };
  const command = { kind: 'open_visit', session: 's', key: 'k', registration: REGISTRATION } as const;
  turn(() => store.apply({ kind: 'save_visit', visit, command }));
  turn(() => store.apply({ kind: 'visit_step', msgid: open, visit: id, step: 'settlement' }));
  for (let destroyed: readonly number[] = []; destroyed.length === 0; ) {
    store.begin(START + 15 * MONTH_MS);
    ({ destroyed } = store.erase(2));
    if (destroyed.length === 0) store.commit();
  }
  store.rollback();
  expect(store.visit(id)?.visit).toEqual(visit);
});

it('leaves nobody behind in what waits to be indexed', () => {
  sold(1, SETTLED);
  eraseAll(START + 15 * MONTH_MS);
  // Brings the indexes up to date.
  turn(() => store.start());
  const db = new Database(path, { readonly: true });
  expect(db.prepare('SELECT count(*) FROM latest').pluck().get()).toBe(0);
  db.close();
});

it('forgets a person whom nobody asked for in two months, and none before', () => {
  const { credential, person } = PERSON;
  turn(() => store.apply({ kind: 'save_person', credential, person: { ...person, as_of_ms: START } }));
  const kept = () => {
    const found = store.find({ kind: 'find_snapshot', session: 's', card_sn: credential.card_sn });
    return found.kind === 'snapshot' && found.person !== null;
  };
  eraseAll(START + 2 * MONTH_MS);
  expect(kept()).toBe(true);
  eraseAll(START + 2 * MONTH_MS + 1);
  expect(kept()).toBe(false);
});

it('keeps what a claim is still open for', () => {
  const msgid = sold(1, SETTLED);
  turn(() =>
    store.apply({
      ...{ kind: 'open_claim', msgid, reason: 'difference', amounts: { fund: 0, account: 0, cash: 0 }, cash: 0 },
    } as never),
  );
  expect(store.claim(msgid)).not.toBe(null);
  eraseAll(START + 15 * MONTH_MS);
  expect(store.transaction(msgid)?.erased).toBe(undefined);
});

it('is not to be feigned: a body taken away by hand is found', () => {
  sold(1, SETTLED);
  eraseAll(START + 15 * MONTH_MS);
  const msgid = sold(2, SETTLED);
  const db = new Database(path);
  db.exec("UPDATE bodies SET body = x'' WHERE row % 4 = 2");
  db.close();
  expect(verifyLedger(path).findings).toEqual([{ kind: 'changed_body', at: msgid }]);
});

it('forgets keys of a week ago and purchases of a year ago with the rest, and never at a start: the clock may be wrong', () => {
  const bought = { ingredient: 'X', days: 7 };
  const effect = sale({ number: 1, psn_no: 'PSN-991' }, { key: 'k1', fingerprint: 'f', purchases: [bought] });
  turn(() => store.apply(effect));
  turn(() => store.apply({ kind: 'move', msgid: effect.body.msgid, path: SETTLED }));
  const kept = () => {
    const db = new Database(path, { readonly: true });
    const counts = ["keys WHERE key = 'k1'", 'purchases'].map((from) =>
      db.prepare(`SELECT count(*) FROM ${from}`).pluck().get(),
    );
    db.close();
    return counts;
  };
  turn(() => store.start(), START + 400 * 86_400_000);
  expect(kept()).toEqual([1, 1]);
  eraseAll(START + 6 * 86_400_000);
  expect(kept()).toEqual([1, 1]);
  eraseAll(START + 8 * 86_400_000);
  expect(kept()).toEqual([0, 1]);
  eraseAll(START + 367 * 86_400_000);
  expect(kept()).toEqual([0, 0]);
});

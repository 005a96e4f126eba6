/** What the indexes by person and by key do not have yet: found all the same, after a restart and after an undone turn too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { NOTHING_GIVEN } from '../../agent/core/at-counter.ts';
import type { PersonSnapshot } from '../../agent/core/centre.ts';
import { fen } from '../../agent/core/money.ts';
import type { CentreState } from '../../agent/core/transaction.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { sale } from '../dispatch/sale.ts';

const PERSON = 'PSN-9901';

let folder: string;
let path: string;
let store: ReturnType<typeof openStore>;

const open = () => openStore({ path, key: Buffer.alloc(32, 3), codec: WIRE_CODEC, catalogue: demoCatalogue() });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-recent-'));
  path = join(folder, 'tongxing.db');
  store = open();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function sell(from: number, to: number): void {
  store.begin(START);
  for (let number = from; number <= to; number += 1)
    store.apply({ ...sale({ number, psn_no: PERSON }), key: `key-${number}`, fingerprint: `asked-${number}` });
  store.commit();
}

/** The transaction that was made under a key, if any. */
function former(key: string, fingerprint: string) {
  const found = store.find({
    ...{
      kind: 'find_accept_facts',
      call: 1,
      session: 's',
      key,
      fingerprint,
      psn_no: PERSON,
      card_sn: '',
      begndate: '',
    },
    ...{ ingredients: [], trac: [], overrides: [], given: NOTHING_GIVEN, visit: null },
  });
  return found.kind === 'accept_facts' && found.former !== null
    ? { number: found.former.row.number, same: found.former.same }
    : null;
}

const SETTLED: readonly CentreState[] = ['queued', 'claimed', 'inflight', 'settled'];

/** What the person's settled sales moved: found by walking from the newest row back. */
function walked(numbers: readonly number[]): number {
  store.begin(START);
  for (const number of numbers) {
    const { msgid, epoch } = sale({ number, psn_no: PERSON }).body;
    store.apply({ kind: 'move', msgid, path: SETTLED });
    store.apply({ kind: 'absorb', msgid, epoch, number, deltas: {}, acct_pay: fen(1), sign: 1 });
  }
  store.commit();
  const person = { psn_no: PERSON, as_of_ms: 0 } as PersonSnapshot;
  const found = store.find({ kind: 'find_person_facts', session: 's', person, year: 2022, card_sn: '' });
  return found.kind === 'person_facts' ? found.acct_pay : -1;
}

function inFile(sql: string): number {
  const db = new Database(path, { readonly: true });
  const count = db.prepare<[], number>(sql).pluck().get();
  db.close();
  return count ?? -1;
}

it.each([
  ['before the indexes have them', 3],
  ['when the indexes have most of them', 300],
])('keys and newest row of a person are known %s', (_, rows) => {
  for (let from = 1; from <= rows; from += 100) sell(from, Math.min(rows, from + 99));
  expect(inFile('SELECT count(*) FROM keys')).toBe(rows === 300 ? 300 : 0);
  expect(former('key-1', 'asked-1')).toEqual({ number: 1, same: true });
  expect(former(`key-${rows}`, 'asked otherwise')).toEqual({ number: rows, same: false });
  expect(former('key-0', '')).toBe(null);
  expect(() => sell(1, 1)).toThrow('store_failed');
  store.rollback();
  expect(walked([1, rows])).toBe(2);
});

it('are read from the rows again when the process ended before they were indexed', () => {
  sell(1, 3);
  store.close();
  store = open();
  expect(former('key-2', 'asked-2')).toEqual({ number: 2, same: true });
  expect(walked([1, 3])).toBe(2);
  store.begin(START);
  store.start();
  store.commit();
  expect(inFile('SELECT count(*) FROM keys')).toBe(3);
  expect(former('key-2', 'asked-2')).toEqual({ number: 2, same: true });
});

it('a turn that was undone leaves none behind, also when it had brought the indexes up to date', () => {
  sell(1, 2);
  store.begin(START);
  for (let number = 3; number <= 300; number += 1)
    store.apply({ ...sale({ number, psn_no: PERSON }), key: `key-${number}`, fingerprint: 'x' });
  store.rollback();
  expect([former('key-3', 'x'), former('key-1', 'asked-1')]).toEqual([null, { number: 1, same: true }]);
  sell(3, 3);
  expect(former('key-3', 'asked-3')).toEqual({ number: 3, same: true });
  expect(walked([1, 3])).toBe(2);
});

it('keys that were asked for in vain take one row each and no second', () => {
  for (const number of [1, 2, 3]) expect(former(`key-${number}`, `asked-${number}`)).toBe(null);
  sell(1, 3);
  for (const number of [1, 2, 3]) {
    store.begin(START);
    const again = { ...sale({ number: 4, psn_no: PERSON }), key: `key-${number}`, fingerprint: 'x' };
    expect(() => store.apply(again)).toThrow('store_failed');
    store.rollback();
    expect(former(`key-${number}`, `asked-${number}`)).toEqual({ number, same: true });
  }
});

it('what was asked under a key is kept as a keyed hash alone, and one of an older release is still known', () => {
  sell(1, 300);
  expect(inFile("SELECT count(*) FROM keys WHERE fingerprint LIKE '%asked%'")).toBe(0);
  expect(inFile("SELECT count(*) FROM bodies WHERE fingerprint LIKE '%asked%'")).toBe(0);
  const db = new Database(path);
  db.prepare("UPDATE keys SET fingerprint = 'asked-7' WHERE key = 'key-7'").run();
  db.close();
  expect(former('key-7', 'asked-7')).toEqual({ number: 7, same: true });
  expect(former('key-7', 'asked-8')).toEqual({ number: 7, same: false });
});

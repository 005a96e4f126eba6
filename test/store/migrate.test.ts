/** Data files of released versions, with full queues, come up under this program with everything they held. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFolder } from '../../agent/adapters/key-folder.ts';
import { writeSecret } from '../../agent/adapters/secret-file.ts';
import { migrate } from '../../agent/adapters/sqlite/migrate.ts';
import { openReadOnly } from '../../agent/adapters/sqlite/read-only.ts';
import { SCHEMA_VERSION } from '../../agent/adapters/sqlite/schema.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue } from '../agent/counter.ts';
import { somebody } from '../bench/shop.ts';

const NOW = Date.UTC(2022, 9, 9, 1, 30);
const KEY = Buffer.alloc(32, 1);
const released = (name: string) => join(import.meta.dirname, 'released', name);

/** What the program of that version said of its file. */
interface Facts {
  readonly head: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly views: readonly (readonly [
    msgid: Msgid,
    number: number,
    state: string,
    psn_no: string,
    final: number | null,
    estimate: number | null,
    bytes: string,
  ])[];
}

/** What later ones also held. */
interface Lists {
  readonly operators: readonly string[];
  readonly claims: readonly string[];
}

const facts = JSON.parse(readFileSync(released('v1.json'), 'utf8')) as Facts;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-migrate-'));
  path = join(folder, 'tongxing.db');
  writeFileSync(path, gunzipSync(readFileSync(released('v1.db.gz'))));
  writeSecret(join(folder, 'data.key'), KEY);
});

afterEach(() => rmSync(folder, { recursive: true }));
const open = () => openStore({ path, key: keyFolder(folder), codec: WIRE_CODEC, catalogue: demoCatalogue() });

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
  return 'none';
};

const versionOf = (file: string) => {
  const db = new Database(file, { readonly: true });
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return version;
};

/** Every transaction as the program shows it now, newest first. */
function shownBy(store: ReturnType<typeof open>) {
  const views = store.transactions({ openOnly: false, limit: 1_000 });
  const bytes = store.bytesOf(views.map(({ msgid }) => msgid));
  return views.map((view) => [
    ...[view.msgid, view.number, view.state, view.psn_no],
    ...[view.final?.medfee_sumamt ?? null, view.estimate?.medfee_sumamt ?? null],
    createHash('sha256')
      .update(bytes.get(view.msgid) ?? '')
      .digest('hex'),
  ]);
}

describe('a data file of version 2 with a full queue', () => {
  const second = JSON.parse(readFileSync(released('v2.json'), 'utf8')) as Facts & Lists;
  /** Its keys lay outside the file: made from this one, as in every counter of the tests. */
  const openSecond = () => openStore({ path, key: Buffer.alloc(32, 7), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  beforeEach(() => writeFileSync(path, gunzipSync(readFileSync(released('v2.db.gz')))));

  it('keeps every transaction, its state, its amounts and its bytes, and what is owed', () => {
    const store = openSecond();
    expect(shownBy(store)).toEqual(second.views);
    expect(store.counts()).toEqual(second.counts);
    expect(store.claims({ openOnly: true, limit: 10 }).map(({ msgid }) => msgid)).toEqual(second.claims);
    expect(store.head()).toBe(second.head);
    store.close();
    expect(verifyLedger(path).findings).toEqual([]);
    expect([versionOf(path), versionOf(`${path}.v2`)]).toEqual([SCHEMA_VERSION, 2]);
  });

  it('keeps its operators, which had no roles, each with every right', () => {
    const store = openSecond();
    expect(second.operators).toEqual(['002']);
    expect(store.operators().map(({ opter, role }) => [opter, role])).toEqual([['002', 'chief']]);
    store.close();
  });
});

describe('a data file of version 1 with a full queue', () => {
  it('keeps every transaction, its state, its amounts and its bytes', () => {
    const store = open();
    expect(shownBy(store)).toEqual(facts.views);
    expect(store.counts()).toEqual(facts.counts);
    expect(store.head()).toBe(facts.head);
    store.close();
    expect(verifyLedger(path).findings).toEqual([]);
  });

  it('goes on: persons are known, keys answer as before, new rows are sealed under a new key', () => {
    const store = open();
    store.begin(NOW);
    const started = store.start();
    store.commit();
    expect(started).toMatchObject({ epoch: 1, number: 66, epoch_confirmed: true });
    const { credential, person } = somebody(3);
    const known = store.find({ kind: 'find_snapshot', session: 's', card_sn: credential.card_sn });
    expect(known).toMatchObject({ kind: 'snapshot', person: { psn_no: person.psn_no } });
    store.close();
    expect([...keyFolder(folder).names()].sort()).toEqual(['0', '1', 'lookup']);
  });

  it('is kept beside the new one, and can be read by the program that wrote it', () => {
    open().close();
    expect([versionOf(path), versionOf(`${path}.v1`)]).toEqual([SCHEMA_VERSION, 1]);
    expect(existsSync(`${path}.next`)).toBe(false);
  });

  it('comes up the same when the first try was killed in the middle', () => {
    writeFileSync(`${path}.next`, 'half a copy');
    writeFileSync(`${path}.v1`, 'a name that was given already');
    keyFolder(folder).write('lookup', Buffer.alloc(32, 9));
    rmSync(join(folder, 'keys', 'lookup.key'));
    open().close();
    expect([versionOf(path), versionOf(`${path}.v1`)]).toEqual([SCHEMA_VERSION, 1]);
    expect(migrate(path, keyFolder(folder))).toBe(null);
  });

  it('is left alone when its key is wrong or lost', () => {
    const before = readFileSync(path);
    for (const [key, code] of [
      [Buffer.alloc(32, 2), 'store_wrong_key'],
      [null, 'store_key_lost'],
    ] as const) {
      rmSync(join(folder, 'data.key'), { force: true });
      if (key !== null) writeSecret(join(folder, 'data.key'), key);
      expect(codeOf(open)).toBe(code);
      expect(readFileSync(path).equals(before)).toBe(true);
    }
  });

  it.each([
    [
      'does not compare',
      `ALTER TABLE keys RENAME TO former;
       CREATE TABLE keys (key TEXT PRIMARY KEY, msgid TEXT NOT NULL, fingerprint TEXT NOT NULL, at_ms TEXT NOT NULL) WITHOUT ROWID;
       INSERT INTO keys SELECT * FROM former; DROP TABLE former`,
      'keys does not compare',
    ],
    ['has no place for a column', 'ALTER TABLE transactions ADD COLUMN more TEXT', 'transactions.more'],
    ['has no place for a table', 'CREATE TABLE more (x)', 'more'],
  ])('is left in its place when the copy %s', (_what, sql, why) => {
    const db = new Database(path);
    db.exec(sql);
    db.close();
    const thrown = (() => {
      try {
        open().close();
      } catch (error) {
        return error as Error;
      }
      return null;
    })();
    expect(`${thrown?.message} ${String(thrown?.cause)}`).toContain(why);
    expect([versionOf(path), existsSync(`${path}.v1`)]).toEqual([1, false]);
  });

  it('is not read by a command that only looks: it says how to bring it up', () => {
    expect(codeOf(() => openReadOnly({ path, key: keyFolder(folder), codec: WIRE_CODEC }))).toBe('store_older_schema');
    expect(versionOf(path)).toBe(1);
  });
});

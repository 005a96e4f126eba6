/** Keys at rest: one a period, outside the file, found wrong or missing at once, and never a nonce twice. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFolder } from '../../agent/adapters/key-folder.ts';
import { SecretFileError } from '../../agent/adapters/secret-file.ts';
import { keyStates } from '../../agent/adapters/sqlite/key-states.ts';
import { memoryKeys, openKeyring } from '../../agent/adapters/sqlite/keyring.ts';
import { type Db, openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { createSeal, keyOf, NONCE_BLOCK } from '../../agent/adapters/sqlite/seal.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { reserveNonces, type Values } from '../../agent/adapters/sqlite/values.ts';
import type { StoreError } from '../../agent/core/store-error.ts';
import type { KeyStore } from '../../agent/ports/keys.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue } from '../agent/counter.ts';

const OCTOBER = Date.UTC(2022, 9, 8, 1, 30);
const NOVEMBER = Date.UTC(2022, 10, 1, 1, 30);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-keys-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const valuesIn = (kept: Map<string, string>): Values => ({
  get: (key) => kept.get(key),
  set: (key, value) => void kept.set(key, value),
});

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a folder of keys', () => {
  it('gives back what was written, to its owner alone, and writes no name twice', () => {
    const keys = keyFolder(folder);
    keys.write('1', Buffer.alloc(32, 5));
    expect(keyFolder(folder).read('1')).toEqual(Buffer.alloc(32, 5));
    expect(statSync(join(folder, 'keys', '1.key')).mode & 0o777).toBe(0o600);
    expect(thrownBy(() => keys.write('1', Buffer.alloc(32, 6)))).toBeInstanceOf(SecretFileError);
    expect([keys.names(), keys.read('2')]).toEqual([['1'], null]);
  });

  it('refuses a key that others may read, and says the command that puts it right', () => {
    keyFolder(folder).write('1', Buffer.alloc(32, 5));
    chmodSync(join(folder, 'keys', '1.key'), 0o644);
    expect(String(thrownBy(() => keyFolder(folder).read('1')))).toContain('chmod 600');
  });

  it('forgets a destroyed key for good', () => {
    const keys = keyFolder(folder);
    keys.write('1', Buffer.alloc(32, 5));
    keys.destroy('1');
    keys.destroy('1');
    expect([keys.read('1'), readdirSync(join(folder, 'keys'))]).toEqual([null, []]);
  });

  it('takes one that was overwritten, and not removed before the power went, for gone', () => {
    const keys = keyFolder(folder);
    keys.write('1', Buffer.alloc(32, 5));
    writeFileSync(join(folder, 'keys', '1.key'), Buffer.alloc(32));
    expect([keys.read('1'), keys.names()]).toEqual([null, ['1']]);
    keys.write('1', Buffer.alloc(32, 5));
    expect(keys.read('1')).toEqual(Buffer.alloc(32, 5));
  });

  it('under a systemd credential holds no key as it is, and opens under that credential alone', () => {
    const credentials = join(folder, 'credentials');
    rmSync(credentials, { recursive: true, force: true });
    const at = (secret: string) => {
      const directory = mkdtempSync(join(folder, 'cred-'));
      writeFileSync(join(directory, 'tongxing'), secret, { mode: 0o600 });
      return { credential: 'tongxing', credentialsDirectory: directory };
    };
    const good = at('a fictitious secret of the machine, long enough');
    keyFolder(folder, good).write('1', Buffer.alloc(32, 5));
    expect(keyFolder(folder, good).read('1')).toEqual(Buffer.alloc(32, 5));
    expect(thrownBy(() => keyFolder(folder).read('1'))).toBeInstanceOf(SecretFileError);
    const other = at('another secret of another machine, long as well');
    expect(String(thrownBy(() => keyFolder(folder, other).read('1')))).toContain('not sealed under this credential');
    expect(String(thrownBy(() => keyFolder(folder, at('short')).read('1')))).toContain('at least 32');
  });
});

describe('the keys of a ledger', () => {
  let keys: KeyStore;
  let path: string;

  beforeEach(() => {
    keys = keyFolder(folder);
    path = join(folder, 'tongxing.db');
  });

  const open = (store = keys) =>
    openStore({
      path,
      key: store,
      codec: WIRE_CODEC,
      catalogue: demoCatalogue(),
    });

  const used = (...atMs: readonly number[]) => {
    const store = open();
    for (const at of atMs) {
      store.begin(at);
      store.commit();
    }
    store.close();
  };

  it('are made with the first turn, and anew with the first turn of another month', () => {
    used(OCTOBER, OCTOBER + 1, NOVEMBER, NOVEMBER + 1);
    expect([...keys.names()].sort()).toEqual(['1', '2', 'lookup']);
    used(NOVEMBER + 2);
    expect(keys.names()).toHaveLength(3);
  });

  it('are made anew in a new epoch', () => {
    used(OCTOBER);
    const db = openDatabase(path);
    db.exec("INSERT OR REPLACE INTO state VALUES ('epoch', '2')");
    db.close();
    used(OCTOBER + 1);
    expect([...keys.names()].sort()).toEqual(['1', '2', 'lookup']);
  });

  it('that a rolled-back turn made are not counted on, and their names are not used again', () => {
    used(OCTOBER);
    const store = open();
    store.begin(NOVEMBER);
    store.rollback();
    store.begin(NOVEMBER);
    store.commit();
    store.close();
    expect([...keys.names()].sort()).toEqual(['1', '2', '3', 'lookup']);
    expect(thrownBy(() => open().close())).toBe(null);
  });

  it('stand as they are, also where the ledger can not be opened: for the way out of a lost one', () => {
    used(OCTOBER, NOVEMBER);
    const standing = () => keyStates(path, keys).map(({ name, stands }) => [name, stands]);
    expect(standing().sort()).toEqual([
      ['1', 'held'],
      ['2', 'held'],
      ['lookup', 'held'],
    ]);
    keys.destroy('1');
    keys.destroy('2');
    keys.write('2', Buffer.alloc(32, 3));
    expect(standing().sort()).toEqual([
      ['1', 'missing'],
      ['2', 'wrong'],
      ['lookup', 'held'],
    ]);
  });

  it('are missed at the opening, and nothing is made in their place', () => {
    used(OCTOBER);
    keys.destroy('1');
    expect((thrownBy(() => open()) as StoreError).code).toBe('store_key_lost');
    expect(keys.names()).toEqual(['lookup']);
  });

  it('are told from wrong ones at the opening', () => {
    used(OCTOBER);
    keys.destroy('1');
    keys.write('1', Buffer.alloc(32, 3));
    expect((thrownBy(() => open()) as StoreError).code).toBe('store_wrong_key');
  });
});

describe('sealing', () => {
  let db: Db;

  beforeEach(() => {
    db = openDatabase(':memory:');
  });

  const ringAt = (atMs: number, epoch = 1) => {
    const ring = openKeyring(db, memoryKeys(Buffer.alloc(32, 1)), ':memory:');
    ring.turn(atMs, epoch);
    return ring;
  };

  it('names its key, so that what an older key sealed is opened after a rotation', () => {
    const ring = ringAt(OCTOBER);
    const seal = createSeal(ring, (least) => least);
    const old = seal.seal(Buffer.from('old'));
    ring.turn(NOVEMBER, 1);
    const fresh = seal.seal(Buffer.from('fresh'));
    expect([keyOf(old), keyOf(fresh)]).toEqual([1, 2]);
    expect([seal.open(old).toString(), seal.open(fresh).toString()]).toEqual(['old', 'fresh']);
  });

  it('finds persons again whatever the key of the month', () => {
    const ring = ringAt(OCTOBER);
    const before = createSeal(ring, (least) => least).lookup('psn', 'p1');
    ring.turn(NOVEMBER, 2);
    expect(createSeal(ring, (least) => least).lookup('psn', 'p1')).toEqual(before);
  });

  it('uses no nonce twice when a turn took its reservation back', () => {
    const kept = new Map<string, string>();
    const seal = createSeal(ringAt(OCTOBER), (least) => reserveNonces(valuesIn(kept), least));
    const first = seal.seal(Buffer.from('x')).subarray(0, 12).toString('hex');
    kept.clear();
    seal.forget();
    const second = seal.seal(Buffer.from('x')).subarray(0, 12).toString('hex');
    expect(second).not.toBe(first);
    expect(Number(kept.get('nonce'))).toBeGreaterThan(NONCE_BLOCK);
  });

  it('reserves one block of nonces behind the other, from the least that is asked for', () => {
    const kept = new Map<string, string>();
    const reserve = (least: number) => reserveNonces(valuesIn(kept), least);
    expect([reserve(0), reserve(0), reserve(NONCE_BLOCK * 5), reserve(0)]).toEqual(
      [0, 1, 5, 6].map((blocks) => blocks * NONCE_BLOCK),
    );
  });

  it('uses no nonce of a run whose disk was copied and put back', () => {
    const ring = ringAt(OCTOBER);
    const nonces = Array.from({ length: 20 }, () => {
      const seal = createSeal(ring, () => 0);
      return seal.seal(Buffer.from('x')).subarray(0, 12).toString('hex');
    });
    expect(new Set(nonces).size).toBe(20);
  });
});

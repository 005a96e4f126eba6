/** Backup while at work, restore and salvage: what is there afterwards, what is missing, and that a new epoch begins. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../agent/adapters/sqlite/backup.ts';
import { openJournal } from '../../agent/adapters/sqlite/journal.ts';
import { memoryKeys } from '../../agent/adapters/sqlite/keyring.ts';
import { declaredLosses } from '../../agent/adapters/sqlite/losses.ts';
import { epochIn } from '../../agent/adapters/sqlite/replace.ts';
import { restoreLedger } from '../../agent/adapters/sqlite/restore.ts';
import { salvageLedger } from '../../agent/adapters/sqlite/salvage.ts';
import { openDatabase, SCHEMA_VERSION } from '../../agent/adapters/sqlite/schema.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import { copyCommands } from '../../agent/cli/copies.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { typedWorld } from '../cli/typed-world.ts';
import { sale } from '../dispatch/sale.ts';

const KEY = Buffer.alloc(32, 1);

let folder: string;
let path: string;
let store: ReturnType<typeof openStore>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-copies-'));
  path = join(folder, 'tongxing.db');
  store = open();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function open() {
  return openStore({ path, key: KEY, codec: WIRE_CODEC, catalogue: demoCatalogue() });
}

/** In one turn, or each in one of its own. */
function sell(from: number, to: number, turns: 'one' | 'each' = 'one'): Msgid[] {
  const sales = Array.from({ length: to - from + 1 }, (_, at) =>
    sale({ number: from + at, psn_no: `PSN-99${String(from + at).padStart(6, '0')}` }),
  );
  for (const turn of turns === 'one' ? [sales] : sales.map((one) => [one])) {
    store.begin(START);
    for (const effect of turn) store.apply(effect);
    store.commit();
  }
  return sales.map(({ body }) => body.msgid);
}

const started = () => {
  store.begin(START);
  const facts = store.start();
  store.commit();
  return facts;
};

const codeOf = (error: unknown) => (error instanceof StoreError ? error.code : String(error));

describe('a backup', () => {
  it('is made while the agent writes, is whole, and holds what was there when it began', async () => {
    sell(1, 300);
    sell(301, 302, 'each');
    const backup = backUp(path, join(folder, 'b.db'));
    sell(303, 310, 'each');
    expect((await backup).verification).toMatchObject({ transactions: 302, findings: [] });
    expect(readdirSync(folder).filter((name) => name.startsWith('b.db'))).toEqual(['b.db']);
  });

  it('stays with the newest of its folder, and those that bear a later time, of a clock that was ahead, go first', async () => {
    sell(1, 2);
    const kept = join(folder, 'backups');
    mkdirSync(kept);
    const names = [
      '20200101T000000Z.db',
      '20200102T000000Z.db',
      '20990101T000000Z.db',
      '20990102T000000Z.db',
      'mine.db',
    ];
    for (const name of names) writeFileSync(join(kept, name), '');
    const { world, heard } = typedWorld(() => START);
    expect(await copyCommands(world).backup({ data: folder, keep: '2' })).toBe(0);
    const made = /\d{8}T\d{6}Z\.db/.exec(heard().said)?.[0];
    expect(readdirSync(kept).sort()).toEqual(['20200102T000000Z.db', made, 'mine.db']);
  });

  it('clears away what copies that were killed had come to, but for one that may be under way', async () => {
    const kept = join(folder, 'backups');
    mkdirSync(kept);
    const [now, yesterday] = [new Date(START), new Date(START - 25 * 3_600_000)];
    for (const name of ['20200101T000000Z.db.part', '20200101T000000Z.db.part-journal', 'mine.db.part']) {
      writeFileSync(join(kept, name), '');
      utimesSync(join(kept, name), yesterday, yesterday);
    }
    writeFileSync(join(kept, '20200102T000000Z.db.part'), '');
    utimesSync(join(kept, '20200102T000000Z.db.part'), now, now);
    const { world } = typedWorld(() => START);
    expect(await copyCommands(world).backup({ data: folder, keep: '2' })).toBe(0);
    const left = readdirSync(kept).filter((name) => name.includes('.part'));
    expect(left.sort()).toEqual(['20200102T000000Z.db.part', 'mine.db.part']);
  });

  it('of a ledger somebody changed does not count as one', async () => {
    sell(1, 3);
    store.close();
    const db = new Database(path);
    db.exec("UPDATE journal SET fact = replace(fact, '2102', '2103')");
    db.close();
    const error = await backUp(path, join(folder, 'b.db')).catch((one: unknown) => one);
    expect(codeOf(error)).toBe('store_damaged');
    expect(existsSync(join(folder, 'b.db'))).toBe(false);
    store = open();
  });
});

describe('a restore', () => {
  const restore = (backup: string) => restoreLedger({ path, backup, keys: memoryKeys(KEY), atMs: START, above: 0 });

  it('begins a new epoch under a new key, asks after what was waiting, and keeps the former file', async () => {
    const sold = sell(1, 4);
    await backUp(path, join(folder, 'b.db'));
    sell(5, 6);
    store.close();
    const restored = restore(join(folder, 'b.db'));
    expect(restored).toMatchObject({ epoch: 2, asked: 4, verification: { transactions: 4 } });
    store = open();
    expect(started()).toMatchObject({ epoch: 2, number: 0, unknown: 4, queued: 0, epoch_confirmed: false });
    expect(store.transactions({ openOnly: false, limit: 9 }).map(({ msgid }) => msgid)).toEqual(sold.toReversed());
    expect(verifyLedger(path).findings).toEqual([]);
    expect(verifyLedger(restored.aside ?? '').transactions).toBe(6);
    const db = new Database(path, { readonly: true });
    expect(db.prepare("SELECT name, epoch FROM data_keys WHERE name <> 'lookup' ORDER BY name").all()).toEqual([
      { name: '1', epoch: 1 },
      { name: '2', epoch: 2 },
    ]);
    db.close();
  });

  it('of the same backup again begins an epoch above the one that began before', async () => {
    sell(1, 2);
    await backUp(path, join(folder, 'b.db'));
    store.close();
    const first = restore(join(folder, 'b.db'));
    store = open();
    started();
    store.close();
    const second = restore(join(folder, 'b.db'));
    expect(second.epoch).toBe(3);
    // In the same second, too, no former file takes the place of another.
    expect([first, second].map(({ aside }) => epochIn(aside ?? ''))).toEqual([1, 2]);
    store = open();
  });

  it('is refused while an agent runs, and of a backup that is not whole, and changes nothing then', async () => {
    sell(1, 2);
    await backUp(path, join(folder, 'b.db'));
    expect(codeOf(thrown(() => restore(join(folder, 'b.db'))))).toBe('store_locked');
    store.close();
    const db = new Database(join(folder, 'b.db'));
    db.exec('DELETE FROM journal WHERE seq = 1');
    db.close();
    expect(thrown(() => restore(join(folder, 'b.db')))).toMatchObject({
      ...{ code: 'backup_damaged', path: join(folder, 'b.db') },
    });
    for (const other of ['not a database', readFileSync(otherDatabase())]) {
      writeFileSync(join(folder, 'b.db'), other);
      expect(codeOf(thrown(() => restore(join(folder, 'b.db'))))).toBe('backup_damaged');
    }
    store = open();
    expect(started()).toMatchObject({ epoch: 1, queued: 2 });
  });

  it('of a file that was set aside brings its log along, where its newest transactions are', async () => {
    sell(1, 2);
    await backUp(path, join(folder, 'b.db'));
    sell(3, 5);
    // As the power left it.
    for (const part of ['', '-wal']) copyFileSync(path + part, join(folder, `aside.db${part}`));
    store.close();
    restore(join(folder, 'b.db'));
    expect(restore(join(folder, 'aside.db'))).toMatchObject({ verification: { transactions: 5 } });
    store = open();
  });
});

function otherDatabase(): string {
  const file = join(folder, 'other.db');
  const db = new Database(file);
  db.exec('CREATE TABLE t (a)');
  db.close();
  return file;
}

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

/** Overwrites a page of a table's tree, as a dying disk does. */
function ruin(table: string, part: number): void {
  const db = new Database(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const size = db.pragma('page_size', { simple: true }) as number;
  // Leaves hold nothing but rows: the pages of the tree that SQLite says are leaves, by their first byte.
  const pages = db.pragma('page_count', { simple: true }) as number;
  const root = (db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(table) as { rootpage: number })
    .rootpage;
  db.close();
  const bytes = readFileSync(path);
  const leaves = childrenOf(bytes, root, size).filter((page) => page <= pages);
  const page = leaves[Math.floor(leaves.length * part)] ?? 0;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(file);
}

/** Pages right under a root, in order (an interior page holds pairs of page number and key). */
function childrenOf(bytes: Buffer, root: number, size: number): number[] {
  const at = (root - 1) * size;
  const cells = bytes.readUInt16BE(at + 3);
  const children = Array.from({ length: cells }, (_, index) =>
    bytes.readUInt32BE(at + bytes.readUInt16BE(at + 12 + 2 * index)),
  );
  return [...children, bytes.readUInt32BE(at + 8)];
}

describe('a salvage', () => {
  it('recovers all but the ruined page, reports what is missing by number, and the rest still verifies', () => {
    sell(1, 400);
    store.close();
    ruin('transactions', 0.5);
    const salvage = salvageLedger(path, START);
    const lost = salvage.missing.flatMap(({ numbers }) => numbers).reduce((sum, [from, to]) => sum + to - from + 1, 0);
    expect(salvage.missing.map(({ epoch }) => epoch)).toEqual([1]);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(60);
    store = open();
    expect(started()).toMatchObject({ epoch: 2, unknown: 400 - lost, queued: 0 });
    const { findings, lost: declared } = verifyLedger(path);
    expect(findings).toEqual([]);
    expect(declared.numbers).toBe(lost);
    expect(JSON.parse(readFileSync(salvage.report, 'utf8')).missing).toEqual(salvage.missing);
    expect(existsSync(salvage.aside ?? '')).toBe(true);
  });

  it('names the newest numbers, too, when their page is the one that is gone: the journal and the bodies know them', async () => {
    sell(1, 400);
    store.close();
    ruin('transactions', 0.999);
    const { missing } = salvageLedger(path, START);
    const [[from, to] = [0, 0]] = missing.flatMap(({ numbers }) => numbers);
    expect([missing.length, from > 1, to]).toEqual([1, true, 400]);
    store = open();
    expect(verifyLedger(path)).toMatchObject({ findings: [], lost: { numbers: 401 - from } });
    expect((await backUp(path, join(folder, 'b.db'))).verification.findings).toEqual([]);
  });

  it('says that the end of the journal is lost, and what is there still counts as whole from then on', () => {
    for (const msgid of sell(1, 200, 'each')) {
      store.begin(START);
      store.apply({ kind: 'move', msgid, path: ['queued', 'claimed', 'inflight', 'settled'] });
      store.commit();
    }
    store.close();
    ruin('journal', 0.999);
    const [[from, to] = [0, 0]] = salvageLedger(path, START).entries;
    expect([from > 300, to - from]).toEqual([true, 0]);
    store = open();
    expect(verifyLedger(path)).toMatchObject({ findings: [], lost: { entries: 1 } });
  });

  it('excuses the numbers of the epoch and the entries it declares lost, and no others', () => {
    const db = openDatabase(':memory:');
    const missing = [{ epoch: 1, numbers: [[5, 7]] }];
    openJournal(db).append(['salvage', START, { entries: [[3, 4]], bodiless: [], missing }]);
    const { holds, passed } = declaredLosses(db);
    expect([holds(1, 5), holds(1, 7), holds(2, 5), holds(1, 4), holds(1, 8)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([passed(3, 5), passed(3, 6), passed(2, 5), passed(5, 5)]).toEqual([true, false, false, false]);
    db.close();
  });

  it('parks what was waiting and has no body any more, for a person', () => {
    sell(1, 200);
    store.close();
    ruin('bodies', 0.4);
    const salvage = salvageLedger(path, START);
    expect(salvage.bodiless.length).toBeGreaterThan(0);
    store = open();
    const counts = store.counts();
    expect(counts).toEqual({ unknown: 200 - salvage.bodiless.length, parked: salvage.bodiless.length });
    expect(store.transaction(salvage.bodiless[0] as Msgid)).toMatchObject({
      state: 'parked',
      note: 'body_lost',
      psn_no: '',
    });
    expect(verifyLedger(path).findings).toEqual([]);
  });

  it('sends no notice of a void whose body is gone: its number stays a gap, and the rest of the queue is sent', () => {
    const voided = sell(1, 200).map((msgid) => ({ kind: 'move', msgid, path: ['queued', 'voided'] }) as const);
    store.begin(START);
    for (const move of voided) store.apply(move);
    store.commit();
    store.close();
    ruin('bodies', 0.4);
    const { bodiless } = salvageLedger(path, START);
    expect(bodiless.length).toBeGreaterThan(0);
    store = open();
    expect(started()).toMatchObject({ queued: 200 - bodiless.length });
    store.begin(START);
    const found = store.find({ kind: 'claim', limit: 500, except: [] });
    store.commit();
    const claimed = found.kind === 'claimed' ? found.rows.map(({ msgid }) => msgid) : [];
    expect([claimed.length, store.bytesOf(claimed).size]).toEqual([200 - bodiless.length, 200 - bodiless.length]);
  });

  it('says which entries of the journal are lost, and the chain holds on either side of them', () => {
    sell(1, 120, 'each');
    store.close();
    ruin('journal', 0.3);
    const salvage = salvageLedger(path, START);
    expect(salvage.entries).toHaveLength(1);
    expect(verifyLedger(path).findings).toEqual([]);
    const db = new Database(path);
    db.exec('DELETE FROM journal WHERE seq = 110');
    db.close();
    expect(verifyLedger(path).findings.map(({ kind }) => kind)).toContain('missing_entry');
    store = open();
  });

  it('leaves alone what an agent is writing, and says so', () => {
    sell(1, 2);
    expect(codeOf(thrown(() => salvageLedger(path, START)))).toBe('store_locked');
    expect(started()).toMatchObject({ epoch: 1, queued: 2 });
  });

  it('knows a ledger of its first day, whose pages are in its log alone', () => {
    sell(1, 2);
    const killed = join(folder, 'killed.db');
    for (const part of ['', '-wal']) copyFileSync(path + part, killed + part);
    expect(salvageLedger(killed, START)).toMatchObject({ epoch: 2, missing: [], bodiless: [] });
  });

  it('leaves alone what a newer program wrote, nor calls it whole: what this one does not know of would be lost', () => {
    store.close();
    const db = new Database(path);
    db.pragma('user_version = 99');
    expect(codeOf(thrown(() => verifyLedger(path)))).toBe('store_newer_schema');
    expect(codeOf(thrown(() => salvageLedger(path, START)))).toBe('store_newer_schema');
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    db.close();
    store = open();
    expect(readdirSync(folder).filter((name) => name.includes('aside'))).toEqual([]);
  });

  it('does not touch a file that is not ours', () => {
    store.close();
    writeFileSync(path, 'somebody’s letter, not a ledger'.repeat(10));
    expect(codeOf(thrown(() => salvageLedger(path, START)))).toBe('store_damaged');
    expect(readFileSync(path, 'utf8')).toContain('letter');
    rmSync(path);
    store = open();
  });
});

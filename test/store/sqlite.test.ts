import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../agent/adapters/sqlite/journal.ts';
import { openDatabase, SCHEMA_VERSION } from '../../agent/adapters/sqlite/schema.ts';
import { attachStore, openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import type { Durable } from '../../agent/core/effect.ts';
import { fen } from '../../agent/core/money.ts';
import { type Numbering, nextIdentity } from '../../agent/core/numbering.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import type { CentreState, Msgid } from '../../agent/core/transaction.ts';
import type { Store } from '../../agent/ports/store.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { bill } from '../agent/bill.ts';
import { demoCatalogue, START, TERMINAL } from '../agent/counter.ts';

const key = Buffer.alloc(32, 1);

let folder: string;
let path: string;
let store: Store;
let numbering: Numbering;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-store-'));
  path = join(folder, 'ledger.db');
  store = open();
  numbering = { epoch: 1, number: 0, second: 0, counter: 0 };
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function open(dataKey = key): Store {
  return openStore({ path, key: dataKey, codec: WIRE_CODEC, catalogue: demoCatalogue() });
}

/** Stores a sale to this person, as long as the name in it. */
function insert(psn_no: string, target = store, opter_name = '测试员'): Msgid {
  const identity = nextIdentity(numbering, TERMINAL, START);
  numbering = identity.numbering;
  const { dev_no, fixmedins_code, mdtrtarea_admvs } = TERMINAL;
  const effect: Durable = {
    kind: 'insert',
    body: {
      msgid: identity.msgid,
      infno: '2102',
      fixmedins_code,
      dev_no,
      epoch: 1,
      number: identity.number,
      inf_time: '2022-10-08 09:30:00',
      mdtrtarea_admvs,
      insuplc_admdvs: '370100',
      opter: '001',
      opter_name,
      body: {
        kind: 'sale',
        druginfo: {
          psn_no,
          mdtrt_cert_type: '03',
          mdtrt_cert_no: 'T00000001',
          card_sn: '0'.repeat(32),
          begntime: '2022-10-08 09:30:00',
          medfee_sumamt: fen(10_000),
          insutype: '310',
          dise_codg: '',
          dise_name: '',
          acct_used_flag: '0',
          med_type: '41',
        },
        drugdetail: [],
        estimate: bill(10_000, 5_000),
        pack: '370000-2022-sample',
        pack_version: '1',
        catalogue_version: 'c1',
      },
    },
    state: 'queued',
    told: true,
    provisional: true,
    grade: 1,
    unavailable: '',
    snapshot_age_ms: 0,
    psn_no,
    insutype: '310',
    begndate: '2022-10-08',
    accepted_ms: START,
    deltas: { 'outpatient-employee.ceiling': fen(100) },
    key: null,
    fingerprint: '',
    omsgid: null,
  };
  target.begin(START);
  target.apply(effect);
  target.commit();
  return identity.msgid;
}

function move(msgid: Msgid, from: CentreState, to: CentreState): void {
  store.begin(START);
  store.apply({ kind: 'move', msgid, path: [from, to] });
  store.commit();
}

function claim(): readonly string[] {
  store.begin(START);
  const found = store.find({ kind: 'claim', limit: 10, except: [] });
  store.commit();
  return found.kind === 'claimed' ? found.rows.map((row) => row.msgid) : [];
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
  return 'none';
}

describe('opening the ledger', () => {
  it('is in WAL mode at FULL synchronous, also when the file existed before', () => {
    store.close();
    const db = openDatabase(path);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
    store = open();
  });

  it('is refused to a second agent while the first lives, and given to the next one after it', () => {
    expect(codeOf(() => open())).toBe('store_locked');
    store.close();
    store = open();
  });

  it('is refused with a wrong key, before anything is written', () => {
    insert('p1');
    store.close();
    expect(codeOf(() => open(Buffer.alloc(32, 2)))).toBe('store_wrong_key');
    store = open();
    expect(store.transactions({ openOnly: true, limit: 9 })).toHaveLength(1);
  });

  it('is refused when a newer program wrote it', () => {
    store.close();
    const db = new Database(path);
    db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    expect(codeOf(() => open())).toBe('store_newer_schema');
    const back = new Database(path);
    back.pragma(`user_version = ${SCHEMA_VERSION}`);
    back.close();
    store = open();
  });

  it('is refused when the file is no database, and the file is left as it was', () => {
    store.close();
    const other = join(folder, 'other.db');
    writeFileSync(other, 'not a database, but somebody’s file');
    expect(codeOf(() => openStore({ path: other, key, codec: WIRE_CODEC, catalogue: demoCatalogue() }))).toBe(
      'store_damaged',
    );
    expect(readFileSync(other, 'utf8')).toContain('somebody');
    store = open();
  });
});

describe('a turn', () => {
  it('leaves nothing behind when it is rolled back, the journal’s chain included', () => {
    insert('p1');
    const head = store.head();
    store.begin(START);
    store.apply({ kind: 'evidence', msgid: 'x' as Msgid, text: 'lost' });
    store.rollback();
    expect(store.head()).toBe(head);
    insert('p2');
    expect(verifyLedger(path).findings).toEqual([]);
  });

  it('is refused as store_full when the disk is full, and what was stored before is still there', () => {
    insert('p1');
    store.close();
    const db = new Database(path);
    const pages = db.pragma('page_count', { simple: true }) as number;
    db.close();
    store = openStoreWithPages(pages + 1);
    let code = 'none';
    for (let index = 0; index < 200 && code === 'none'; index += 1) {
      const before = numbering;
      code = codeOf(() => insert(`p${index}`));
      if (code !== 'none') {
        store.rollback();
        numbering = before;
      }
    }
    expect(code).toBe('store_full');
    expect(verifyLedger(path).findings).toEqual([]);
  });

  it('crashes on a move from a state the row is not in, because ledger and reader disagree', () => {
    const msgid = insert('p1');
    expect(() => move(msgid, 'inflight', 'settled')).toThrow(/0 are inflight/);
  });

  it('that is rolled back takes the moves along that it had not written yet', () => {
    const msgid = insert('p1');
    claim();
    store.begin(START);
    store.apply({ kind: 'move', msgid, path: ['inflight', 'settled'] });
    store.rollback();
    store.begin(START);
    store.commit();
    expect(store.counts()).toEqual({ inflight: 1 });
  });

  it('moves a frame of rows as one, crashes when one of them is elsewhere, and has then moved none', () => {
    const rows = [insert('p1'), insert('p2'), insert('p3'), insert('p4')];
    const [first = '' as Msgid, second = '' as Msgid, third = '' as Msgid, fourth = '' as Msgid] = rows;
    claim();
    move(third, 'inflight', 'unknown');
    const settle = (msgid: Msgid) => store.apply({ kind: 'move', msgid, path: ['inflight', 'settled'] });
    store.begin(START);
    for (const msgid of rows) settle(msgid);
    expect(() => store.commit()).toThrow(/3 are inflight/);
    store.rollback();
    expect(store.counts()).toEqual({ inflight: 3, unknown: 1 });
    store.begin(START);
    settle(first);
    store.apply({ kind: 'move', msgid: second, path: ['inflight', 'unknown'] });
    settle(fourth);
    // What is looked at in the same turn sees them where they went.
    expect(store.transaction(fourth)?.state).toBe('settled');
    expect(store.find({ kind: 'find_unknown', limit: 9, except: [] })).toMatchObject({ rows: [{}, {}] });
    store.commit();
    expect(rows.map((msgid) => store.transaction(msgid)?.state)).toEqual(['settled', 'unknown', 'unknown', 'settled']);
    expect(verifyLedger(path).findings).toEqual([]);
  });
});

/** A disk that ends after so many pages. */
function openStoreWithPages(pages: number): Store {
  const db = openDatabase(path);
  db.pragma(`max_page_count = ${pages}`);
  return attachStore(db, { path, key, codec: WIRE_CODEC, catalogue: demoCatalogue() });
}

describe('claiming', () => {
  it('takes the oldest rows first and at most one of each person', () => {
    const [a1, , b1] = [insert('a'), insert('a'), insert('b')];
    expect(claim()).toEqual([a1, b1]);
    expect(claim()).toEqual([]);
  });

  it('takes the next row of a person when the one before is final', () => {
    const [first, second] = [insert('a'), insert('a')];
    claim();
    move(first, 'inflight', 'settled');
    expect(claim()).toEqual([second]);
  });

  it('holds a person’s rows back while an earlier one is unknown', () => {
    const [first] = [insert('a'), insert('a')];
    claim();
    move(first, 'inflight', 'unknown');
    expect(claim()).toEqual([]);
  });

  it('takes no more than a frame can carry, and a longer one alone: a frame too large would never arrive', () => {
    const kilobytes = [400, 400, 400, 1_200, 1, 1];
    const msgids = kilobytes.map((size, at) => insert(`p${at}`, store, 'x'.repeat(size * 1_024)));
    const frames = [claim(), claim(), claim(), claim()];
    expect(frames.map((frame) => frame.map((msgid) => msgids.indexOf(msgid as Msgid)))).toEqual([
      [0, 1],
      [2],
      [3],
      [4, 5],
    ]);
  });

  it('lets others pass a row that is deferred', () => {
    const [a, b] = [insert('a'), insert('b')];
    store.begin(START);
    const found = store.find({ kind: 'claim', limit: 10, except: [a] });
    store.commit();
    expect(found.kind === 'claimed' && found.rows.map((row) => row.msgid)).toEqual([b]);
  });
});

describe('starting again', () => {
  it('gives back what never left and marks as unknown what may have arrived', () => {
    const [a, b] = [insert('a'), insert('b')];
    store.begin(START);
    store.find({ kind: 'claim', limit: 1, except: [] });
    store.commit();
    store.close();
    store = open();
    expect(store.start()).toMatchObject({ number: 2, queued: 1, unknown: 1, recovered: 1, provisional_count: 2 });
    expect([store.transaction(a)?.state, store.transaction(b)?.state]).toEqual(['unknown', 'queued']);
  });
});

describe('the ledger at rest', () => {
  it('holds no person’s number in clear', () => {
    insert('PSN-990042-SECRET');
    store.close();
    const bytes = Buffer.concat([readFileSync(path), safe(`${path}-wal`)]);
    store = open();
    expect(bytes.includes('PSN-990042-SECRET')).toBe(false);
    expect(store.transactions({ openOnly: true, limit: 1 })[0]?.psn_no).toBe('PSN-990042-SECRET');
  });
});

function safe(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

describe('ledger verify', () => {
  const plant = (sql: string) => {
    const db = new Database(path);
    db.exec(sql);
    db.close();
  };
  beforeEach(() => {
    for (const person of ['a', 'b', 'c', 'd']) insert(person);
    claim();
  });

  it('finds a step that no transaction may take, and one that does not begin where the last one ended', () => {
    const msgid = insert('p1');
    const db = new Database(path);
    openJournal(db).append(['move', START, msgid, ['queued', 'settled'], '', '']);
    openJournal(db).append(['move', START, msgid, ['inflight', 'unknown'], '', '']);
    db.prepare("UPDATE transactions SET state = 'unknown' WHERE msgid = ?").run(msgid);
    db.close();
    expect(verifyLedger(path).findings).toEqual([
      { kind: 'illegal_move', at: `${msgid} queued → settled` },
      { kind: 'illegal_move', at: `${msgid} left inflight, was settled` },
    ]);
  });

  it('finds nothing in a ledger nobody touched', () => {
    const found = verifyLedger(path);
    expect(found).toMatchObject({ entries: 5, transactions: 4, findings: [] });
    expect(found.head).toBe(store.head());
  });

  it('finds nothing while the agent goes on selling and settling, and has seen what came last', () => {
    const sold = Array.from({ length: 1_200 }, (_, at) => insert(`p${at}`));
    const onProgress = (done: number) => {
      if (done !== 1_000) return;
      store.begin(START);
      store.find({ kind: 'claim', limit: 2_000, except: [] });
      store.commit();
      for (const msgid of [sold[0], sold[1_199]]) move(msgid as Msgid, 'inflight', 'settled');
      insert('somebody new');
    };
    const found = verifyLedger(path, { onProgress });
    expect(found).toMatchObject({ entries: 1_209, transactions: 1_205, findings: [] });
    expect(found.head).toBe(store.head());
  });

  it.each([
    [
      'an entry that was changed',
      "UPDATE journal SET fact = replace(fact, '2102', '2103') WHERE seq = 2",
      'changed_entry',
    ],
    ['an entry that was deleted', 'DELETE FROM journal WHERE seq = 3', 'missing_entry'],
    [
      'entries that changed places',
      'UPDATE journal SET seq = 99 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 99',
      'changed_entry',
    ],
    ['a body that was changed', "UPDATE bodies SET body = x'00' WHERE row % 4 = 2", 'changed_body'],
    ['a row that was deleted', 'DELETE FROM transactions WHERE row % 4 = 2', 'missing_row'],
    ['a state that was set by hand', "UPDATE transactions SET state = 'settled' WHERE row % 4 = 2", 'state_differs'],
  ])('finds %s', (_what, sql, kind) => {
    plant(sql);
    expect(verifyLedger(path).findings.map((finding) => finding.kind)).toContain(kind);
  });
});

/** What a turn leaves behind: one journal entry for all its rows, and what a person's rows moved since a snapshot. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import type { PersonSnapshot } from '../../agent/core/centre.ts';
import { fen } from '../../agent/core/money.ts';
import { type Numbering, nextIdentity } from '../../agent/core/numbering.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { Store } from '../../agent/ports/store.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START, TERMINAL } from '../agent/counter.ts';
import { somebody } from '../bench/shop.ts';

const PERSON = somebody(0, START);

let folder: string;
let path: string;
let store: Store;
let numbering: Numbering;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-turn-'));
  path = join(folder, 'ledger.db');
  store = openStore({ path, key: Buffer.alloc(32, 1), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  numbering = { epoch: 1, number: 0, second: 0, counter: 0 };
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function turn(work: () => void): void {
  store.begin(START);
  work();
  store.commit();
}

/** Within a turn: stores a row of this person, as if it were on the wire. */
function insert(psn_no: string): Msgid {
  const identity = nextIdentity(numbering, TERMINAL, START);
  numbering = identity.numbering;
  const { dev_no, fixmedins_code, mdtrtarea_admvs } = TERMINAL;
  store.apply({
    ...{ kind: 'insert', state: 'inflight', told: false, provisional: false, grade: 0, unavailable: '' },
    ...{ snapshot_age_ms: 0, psn_no, insutype: '310', begndate: '2022-10-08', accepted_ms: START, omsgid: null },
    ...{ deltas: { used: fen(100) }, key: null, fingerprint: '' },
    body: {
      ...{ msgid: identity.msgid, infno: '2103', fixmedins_code, dev_no, epoch: 1, number: identity.number },
      ...{ inf_time: '2022-10-08 09:30:00', mdtrtarea_admvs, insuplc_admdvs: '370100', opter: '001', opter_name: '甲' },
      body: {
        ...{ kind: 'reversal', omsgid: identity.msgid, oinfno: '2102', psn_no, setl_id: 'S', mdtrt_id: 'M' },
        reason: 'clerk',
      },
    },
  });
  return identity.msgid;
}

function settle(msgid: Msgid, number: number, acct_pay: number): void {
  store.apply({ kind: 'move', msgid, path: ['inflight', 'settled'] });
  store.apply({
    ...{ kind: 'absorb', msgid, epoch: 1, number, deltas: { used: fen(100) } },
    ...{ acct_pay: fen(acct_pay), sign: 1 },
  });
}

function uncounted(psn_no: string) {
  const person = { psn_no, as_of_ms: 0 } as PersonSnapshot;
  const found = store.find({ kind: 'find_person_facts', session: 's', person, card_sn: '', year: 2022 });
  if (found.kind !== 'person_facts') throw new Error(found.kind);
  return { used: found.deltas['used'] ?? 0, acct_pay: found.acct_pay };
}

describe('the journal of a turn', () => {
  let rows: readonly Msgid[];
  beforeEach(() => {
    turn(() => {
      rows = [insert('a'), insert('b'), insert('c')];
    });
  });
  const plant = (sql: string, ...values: readonly unknown[]) => {
    const db = new Database(path);
    db.prepare(sql).run(...values);
    db.close();
    return verifyLedger(path).findings.map(({ kind }) => kind);
  };

  it('is one entry with a line for each fact, and verifies', () => {
    expect(verifyLedger(path)).toMatchObject({ entries: 1, transactions: 3, findings: [], head: store.head() });
  });

  it('shows a change of any of its lines', () => {
    for (const msgid of rows) {
      const swap = (from: string, to: string) =>
        plant('UPDATE journal SET fact = replace(fact, ?, ?)', `"${from}"`, `"${to}"`);
      expect(swap(msgid, msgid.replace('P', 'Q'))).toContain('changed_entry');
      expect(swap(msgid.replace('P', 'Q'), msgid)).toEqual([]);
    }
  });

  it('shows a row of it that was deleted, and a state that was set by hand', () => {
    expect(plant("UPDATE transactions SET state = 'settled' WHERE msgid = ?", rows[1])).toContain('state_differs');
    expect(plant('DELETE FROM transactions WHERE msgid = ?', rows[2])).toContain('missing_row');
  });
});

describe('what a person’s rows moved since a snapshot', () => {
  it('counts open and settled rows once each, and forgets what the next snapshot counts', () => {
    const { credential, person } = PERSON;
    const { psn_no } = person;
    turn(() => store.apply({ kind: 'save_person', credential, person }));
    turn(() => {
      const [first, second] = [insert(psn_no), insert(psn_no)];
      insert('somebody else');
      insert(psn_no);
      settle(first, 1, 7);
      settle(second, 2, 5);
    });
    expect(uncounted(psn_no)).toEqual({ used: 300, acct_pay: 12 });
    turn(() =>
      store.apply({ kind: 'save_person', credential, person: { ...person, included_epoch: 1, included_number: 1 } }),
    );
    expect(uncounted(psn_no)).toEqual({ used: 200, acct_pay: 5 });
    const db = new Database(path, { readonly: true });
    expect(db.prepare('SELECT count(*) FROM since').pluck().get()).toBe(1);
    db.close();
  });

  it('counts what a snapshot names as outstanding, settled or open, until one comes that counts it in', () => {
    const { credential, person } = PERSON;
    const { psn_no } = person;
    const save = (included_number: number, first: number, last: number) =>
      turn(() => {
        const outstanding = first === 0 ? [] : [{ epoch: 1, first, last }];
        store.apply({
          ...{ kind: 'save_person', credential },
          person: { ...person, included_epoch: 1, included_number, outstanding },
        });
      });
    turn(() => {
      const rows = [1, 2, 3, 4].map(() => insert(psn_no));
      for (const at of [0, 1, 3]) settle(rows[at] as Msgid, at + 1, 2 ** at);
    });
    save(4, 2, 3);
    // The second has been settled meanwhile, the third is on its way.
    expect(uncounted(psn_no)).toEqual({ used: 200, acct_pay: 2 });
    save(4, 3, 3);
    expect(uncounted(psn_no)).toEqual({ used: 100, acct_pay: 0 });
    save(4, 2, 0);
    expect(uncounted(psn_no)).toEqual({ used: 100, acct_pay: 0 });
    save(4, 0, 0);
    expect(uncounted(psn_no)).toEqual({ used: 0, acct_pay: 0 });
  });

  it('drops a snapshot in which a row that comes back from the centre is outstanding, and keeps one that counts it', () => {
    const { credential, person } = PERSON;
    const known = () => store.find({ kind: 'find_snapshot', session: 's', card_sn: credential.card_sn });
    const outdate = (number: number) =>
      turn(() => store.apply({ kind: 'outdate_person', psn_no: person.psn_no, epoch: 1, number }));
    const outstanding = [{ epoch: 1, first: 2, last: 3 }];
    const saved = { ...person, included_epoch: 1, included_number: 4, outstanding };
    turn(() => store.apply({ kind: 'save_person', credential, person: saved }));
    outdate(1);
    outdate(4);
    expect(known()).toMatchObject({ person: { included_number: 4 } });
    outdate(3);
    expect(known()).toMatchObject({ person: null });
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import type { Durable } from '../../agent/core/effect.ts';
import { nextIdentity } from '../../agent/core/numbering.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { OpenVisit } from '../../agent/core/visit/command.ts';
import { msgidIn, nextVisit, provisionalSetlId, type VisitId } from '../../agent/core/visit/identity.ts';
import type { Visit } from '../../agent/core/visit/visit.ts';
import type { Store } from '../../agent/ports/store.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START, TERMINAL } from '../agent/counter.ts';
import { FINDINGS, fees, REGISTRATION } from '../visit/clinic.ts';

const NUMBERING = { epoch: 1, number: 4, second: 0, counter: 0 };
const { id } = nextVisit(NUMBERING, TERMINAL, START);
const SETTLED = `${TERMINAL.fixmedins_code}202210080930000102` as Msgid;

const VISIT: Visit = {
  id,
  begntime: '2022-10-08 09:30:00',
  opened_ms: START,
  psn_no: 'PSN-990001',
  insutype: '310',
  insuplc_admdvs: '370100',
  credential: { mdtrt_cert_type: '03', mdtrt_cert_no: 'T00000001', card_sn: '0'.repeat(32) },
  registration: REGISTRATION,
  findings: FINDINGS,
  fees: { ...fees(), fee_ocur_time: '2022-10-08 09:35:00' },
  cancelled: false,
};
const OPEN: OpenVisit = { kind: 'open_visit', session: 's', key: 'k', registration: REGISTRATION };

let folder: string;
let path: string;
let store: Store;

function open(): Store {
  return openStore({
    path,
    key: Buffer.alloc(32, 1),
    codec: WIRE_CODEC,
    catalogue: demoCatalogue(),
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-visits-'));
  path = join(folder, 'ledger.db');
  store = open();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function apply(...effects: readonly Durable[]): void {
  store.begin(START);
  for (const effect of effects) store.apply(effect);
  store.commit();
}

const saved: Durable = { kind: 'save_visit', visit: VISIT, command: OPEN };
const find = (command: OpenVisit) => {
  const found = store.find({ kind: 'find_visit', call: 1, command, psn_no: '', card_sn: '' });
  if (found.kind !== 'visit') throw new Error(found.kind);
  return found;
};

describe('a provisional id', () => {
  it('is 30 characters in the reserved form, made from the sequence of msgids, and takes no number', () => {
    const taken = nextVisit(NUMBERING, TERMINAL, START);
    expect(taken.id).toBe(`~M${TERMINAL.fixmedins_code}2210080930000100`);
    expect([taken.id.length, taken.numbering.number]).toEqual([30, NUMBERING.number]);
    const next = nextIdentity(taken.numbering, TERMINAL, START);
    expect([next.number, next.msgid > msgidIn(taken.id)]).toEqual([NUMBERING.number + 1, true]);
    expect(msgidIn(provisionalSetlId(next.msgid))).toBe(next.msgid);
    expect(() => msgidIn('S2022')).toThrow('not a provisional id');
  });
});

describe('visits in the ledger', () => {
  it('are there again after the process ended, and sealed in the file', () => {
    apply(saved);
    store.close();
    const file = readFileSync(path);
    for (const word of ['PSN-990001', 'OTP-001', '急性上呼吸道感染', '测试医生', 'T00000001'])
      expect(file.includes(Buffer.from(word)), word).toBe(false);
    store = open();
    expect(store.visit(id)?.visit).toEqual(VISIT);
  });

  it('hold on to where the sequence of ids has come to, though no transaction was made', () => {
    apply(saved);
    store.close();
    store = open();
    store.begin(START);
    expect(store.start().last_msgid).toBe(msgidIn(id));
    store.rollback();
  });

  it('know a key and what was asked under it, and tell another request apart', () => {
    apply(saved);
    expect(find(OPEN).former).toEqual({ visit: id, same: true });
    const other = { ...OPEN, registration: { ...REGISTRATION, dept_code: '0400' } };
    expect(find(other).former).toEqual({ visit: id, same: false });
    expect(find({ ...OPEN, key: 'k2' })).toMatchObject({ former: null, facts: { visit: { id } } });
  });

  it('keep the first id the centre gave for ever, and find the visit by each', () => {
    apply(saved, { kind: 'visit_step', msgid: SETTLED, visit: id as VisitId, step: 'settlement' });
    expect([store.visit(id)?.mdtrt_id, store.visit('M1')]).toEqual(['', null]);
    apply({ kind: 'visit_ids', msgid: SETTLED, mdtrt_id: 'M1', setl_id: 'S1' });
    apply({ kind: 'visit_ids', msgid: SETTLED, mdtrt_id: 'M2', setl_id: '' });
    for (const known of [id, 'M1', 'S1', provisionalSetlId(SETTLED)]) expect(store.visit(known)?.visit.id).toBe(id);
    expect([store.visit(id)?.mdtrt_id, store.visit('M2')]).toEqual(['M1', null]);
  });

  it('are undone with their turn', () => {
    store.begin(START);
    store.apply(saved);
    store.rollback();
    expect([store.visit(id), find(OPEN).former]).toEqual([null, null]);
  });

  it('leave a ledger that verifies, with what was kept and mapped in its chain', () => {
    apply(saved, { kind: 'visit_step', msgid: SETTLED, visit: id as VisitId, step: 'settlement' });
    apply({ kind: 'visit_ids', msgid: SETTLED, mdtrt_id: 'M1', setl_id: 'S1' });
    store.close();
    const { findings, entries } = verifyLedger(path);
    expect([findings, entries > 0]).toEqual([[], true]);
    store = open();
  });
});

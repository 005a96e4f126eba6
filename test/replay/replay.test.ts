/** A stored result is computed again bit for bit under its own pack and catalogue rows, and a difference names its step. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PackShelf, packShelf } from '../../agent/adapters/packs/shelf.ts';
import { memoryKeys, openKeyring } from '../../agent/adapters/sqlite/keyring.ts';
import { pack as parcel, unpack } from '../../agent/adapters/sqlite/parcel.ts';
import { createSeal } from '../../agent/adapters/sqlite/seal.ts';
import { attachStore } from '../../agent/adapters/sqlite/store.ts';
import { runReplay } from '../../agent/cli/replay.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { fen } from '../../agent/core/money.ts';
import type { ReplayFacts } from '../../agent/core/settlement/replay.ts';
import { initialState } from '../../agent/core/state.ts';
import { step } from '../../agent/core/step.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { UpdateKey } from '../../simulator/centre/adapters/update-key.ts';
import { Counter, demoCatalogue, replyOf, START, TERMINAL } from '../agent/counter.ts';
import { arrived, newFolder, PLACE, SAMPLE, secondVersion } from '../packs/packs.ts';

const AT = { wallMs: START, monotonicMs: 0, bootId: 'b', dice: 0 };

let folder: string;
let shelf: PackShelf;
let counter: Counter;
let out: string;
let err: string;

beforeEach(async () => {
  [folder, out, err] = [newFolder(), '', ''];
  shelf = packShelf(join(folder, 'packs'), '0.1.0');
  shelf.bundle('agent/packs', PLACE);
  counter = new Counter();
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
});
afterEach(() => rmSync(folder, { recursive: true }));

function store(catalogue = demoCatalogue()) {
  return attachStore(counter.db, { path: ':memory:', key: counter.key, codec: WIRE_CODEC, catalogue, packs: shelf });
}

/** A sale the centre settled: as estimated, or with these amounts in fen. */
async function sale(amounts: object = {}, med_list_codg = 'B'): Promise<Msgid> {
  const session = await counter.openSession();
  await counter.price(session, '123.4567', med_list_codg);
  const accepted = counter.give({ kind: 'accept', session, key: `k${Math.trunc(counter.clock.wallMs())}` });
  await counter.run();
  await counter.settle({}, amounts);
  return replyOf(await accepted, 'accepted').msgid;
}

function replayed(msgid: string): number {
  const world = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  return runReplay(store(), msgid as Msgid, world);
}

/** Changes what was kept beside the sale, as somebody with the key could. */
function tamper(
  msgid: string,
  change: (facts: ReplayFacts) => ReplayFacts,
  behind: Uint8Array = new Uint8Array(0),
): void {
  const row = counter.db
    .prepare('SELECT row, body FROM bodies WHERE row = (SELECT row FROM transactions WHERE msgid = ?)')
    .get(msgid) as { row: number; body: Buffer };
  const seal = createSeal(openKeyring(counter.db, memoryKeys(counter.key), ':memory:'), () => 5_000_000_000);
  const { facts, body } = unpack(seal.open(row.body));
  if (facts === null) throw new Error('no facts');
  const sealed = seal.seal(parcel(JSON.stringify(change(facts)), Buffer.concat([body, behind])));
  counter.db.prepare('UPDATE bodies SET body = ? WHERE row = ?').run(sealed, row.row);
}

describe('a stored sale', () => {
  it('comes out byte for byte, with its bill and its explanation', async () => {
    const msgid = await sale();
    expect(replayed(msgid)).toBe(0);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ msgid, pack: `${SAMPLE}@1`, equal: true, difference: null });
    expect(report.bill.setlinfo.medfee_sumamt).toBe('123.46');
    expect(report.bill.trace.length).toBeGreaterThan(5);
    expect(report.centre).toEqual({ cause: null, cause_text: null, differences: [] });
  });

  it('whose personal part was erased when its time was over says so', async () => {
    const msgid = await sale();
    const kept = store();
    kept.begin(START + 500 * 86_400_000);
    expect(kept.erase(10).erased).toBe(1);
    kept.commit();
    expect(replayed(msgid)).toBe(3);
    expect(err).toContain('erased');
  });

  it('still comes out after another pack version and another catalogue came into force', async () => {
    const msgid = await sale();
    shelf.install(arrived(secondVersion(), UpdateKey.make()), PLACE);
    counter.agent.updated({ notices: [], packs: shelf.inForce(PLACE.today).packs });
    const later = await sale();
    expect(replayed(msgid)).toBe(0);
    const first = JSON.parse(out);
    out = '';
    expect(replayed(later)).toBe(0);
    const second = JSON.parse(out);
    expect([first.pack, second.pack]).toEqual([`${SAMPLE}@1`, `${SAMPLE}@2`]);
    expect(first.bill.setlinfo.hifp_pay).not.toBe(second.bill.setlinfo.hifp_pay);
  });

  it('with an item in no catalogue and a total of the caller’s own comes out too', async () => {
    const session = await counter.openSession();
    const line = { pric: '1.00', cnt: '3', rxno: 'RX1' };
    const lines = [
      { feedetl_sn: '1', med_list_codg: 'NONE', ...line },
      { feedetl_sn: '2', med_list_codg: 'A', ...line, det_item_fee_sumamt: '3.01' },
    ];
    await counter.command({ kind: 'set_basket', session, basket: { med_type: '41', acct_used_flag: '1', lines } });
    const accepted = counter.give({ kind: 'accept', session, key: 'k' });
    await counter.run();
    await counter.settle();
    expect(replayed(replyOf(await accepted, 'accepted').msgid)).toBe(0);
    expect(JSON.parse(out).bill.lines.map((one: { det_item_fee_sumamt: string }) => one.det_item_fee_sumamt)).toEqual([
      '3.00',
      '3.01',
    ]);
  });

  it.each<[string, (facts: ReplayFacts) => ReplayFacts, object]>([
    [
      'a catalogue row',
      (facts) => ({ ...facts, entries: facts.entries.map((entry) => ({ ...entry, selfpay_prop: 2_000 as never })) }),
      { step: 'line 1', amount: 'preselfpay_amt', stored: 1_235, recomputed: 2_469 },
    ],
    [
      'an accumulator',
      (facts) => ({ ...facts, person: { ...facts.person, accumulators: {} } }),
      { step: 'benefit outpatient-employee', amount: 'act_pay_dedc', stored: 0, recomputed: 11_111 },
    ],
    [
      'the balance',
      (facts) => ({ ...facts, person: { ...facts.person, balc: 700 as never } }),
      { step: 'bill', amount: 'balc', stored: 0, recomputed: 700 },
    ],
    [
      'the person type',
      (facts) => ({ ...facts, person: { ...facts.person, psn_type: '12' } }),
      {
        step: 'line 1',
        amount: 'benefit',
        stored: 'outpatient-employee',
        recomputed: 'outpatient-employee-retired',
      },
    ],
  ])(
    'whose kept %s was changed does not come out, and the first step that differs is named',
    async (_what, change, difference) => {
      const msgid = await sale();
      tamper(msgid, change);
      expect(replayed(msgid)).toBe(4);
      expect(JSON.parse(out)).toMatchObject({ equal: false, difference });
      expect(err).toContain((difference as { step: string }).step);
      expect(err).toContain('does not come out again');
    },
  );

  it('whose bytes would not be encoded so again is told by the bytes, when every amount agrees', async () => {
    const msgid = await sale();
    // A field no version knows: number 2047, value 1.
    tamper(msgid, (facts) => facts, Uint8Array.of(0xf8, 0x7f, 1));
    expect(replayed(msgid)).toBe(4);
    expect(JSON.parse(out)).toMatchObject({ equal: false, difference: { step: 'transaction', amount: 'bytes' } });
  });

  it('whose pack is not here any more can not be computed, and the pack is named', async () => {
    const msgid = await sale();
    rmSync(join(folder, 'packs', `${SAMPLE}@1.json`));
    shelf = packShelf(join(folder, 'packs'), '0.1.0');
    expect(replayed(msgid)).toBe(3);
    expect(err).toContain(`${SAMPLE}@1`);
  });

  it('that is none, or is a reversal, can not be computed', async () => {
    const msgid = await sale();
    const cancelled = counter.give({ kind: 'cancel', msgid, key: 'c1' });
    await counter.run();
    const { reversal } = replyOf(await cancelled, 'cancelled');
    expect(replayed(reversal ?? '')).toBe(3);
    expect(replayed('no such id')).toBe(3);
    expect(out).toBe('');
  });
});

describe('the centre’s answer', () => {
  /** The estimate of 123.46 with 10 % self-paid: 111.11 in scope, of which the pool pays half. */
  const shifted = (fen: number) => ({
    ...{ hifp_pay: { fen: 5_556 - fen }, fund_pay_sumamt: { fen: 5_556 - fen } },
    ...{ psn_part_amt: { fen: 6_790 + fen }, psn_cash_pay: { fen: 6_790 + fen } },
  });

  it.each<[string, object, string]>([
    ['a fen', shifted(1), 'rounding'],
    ['a pool that paid less', shifted(2_000), 'ceiling_elsewhere'],
    [
      'another share of the item',
      {
        ...{ preselfpay_amt: { fen: 2_469 }, inscp_scp_amt: { fen: 9_877 } },
        ...{ hifp_pay: { fen: 4_939 }, fund_pay_sumamt: { fen: 4_939 } },
        ...{ psn_part_amt: { fen: 7_407 }, psn_cash_pay: { fen: 7_407 } },
      },
      'stale_catalogue',
    ],
    [
      'an item that is 丙 there',
      {
        ...{ fulamt_ownpay_amt: { fen: 12_346 }, preselfpay_amt: { fen: 0 }, inscp_scp_amt: { fen: 0 } },
        ...{ hifp_pay: { fen: 0 }, fund_pay_sumamt: { fen: 0 } },
        ...{ psn_part_amt: { fen: 12_346 }, psn_cash_pay: { fen: 12_346 } },
      },
      'category',
    ],
    ['a fund nobody had heard of', { oth_pay: { fen: 3_000 } }, 'unknown'],
  ])('that differs by %s is kept with its likely cause', async (_what, amounts, cause) => {
    const msgid = await sale(amounts);
    expect(counter.agent.transaction(msgid)).toMatchObject({ state: 'settled_with_difference', cause });
    expect(replayed(msgid)).toBe(0);
    expect(JSON.parse(out).centre).toMatchObject({ cause });
    expect(JSON.parse(out).centre.differences[0]).toMatchObject({
      local: expect.any(String),
      centre: expect.any(String),
    });
  });

  it('that agrees has no cause', async () => {
    expect(counter.agent.transaction(await sale())).toMatchObject({ state: 'settled', cause: '' });
  });

  it('that comes when the pack of the sale is no longer in force is explained under it all the same', async () => {
    await sale();
    counter.cut();
    await counter.run();
    const session = await counter.openSession();
    await counter.price(session, '123.4567', 'B');
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: 'k' }), 'accepted');
    shelf.install(arrived(secondVersion(), UpdateKey.make()), PLACE);
    const found = store().find({ kind: 'find_replay', msgid });
    expect(found).toMatchObject({ kind: 'replay', stored: { pack: { pack: { id: SAMPLE, version: '1' } } } });
    const facts = found.kind === 'replay' ? found : null;
    if (facts?.stored === null || facts === null) throw new Error('nothing stored');
    const packs = shelf.inForce(PLACE.today).packs;
    const state = initialState(TERMINAL, DEFAULT_LIMITS, packs, AT);
    const final = { ...facts.stored.sale.estimate, hifp_pay: fen(facts.stored.sale.estimate.hifp_pay - 2_000) };
    const asked = { ...facts, stored: { ...facts.stored, final } };
    const { effects } = step(state, { kind: 'found', found: asked, at: AT });
    expect(effects).toEqual([{ kind: 'explain', msgid, cause: 'ceiling_elsewhere' }]);
  });
});

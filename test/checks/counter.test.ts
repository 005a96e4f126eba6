/**
 * Counter checks at a whole counter: found beside the bill, refused or overridden at acceptance, trace codes that are
 * sold once, and what the ledger remembers of a person.
 */
import { describe, expect, it } from 'vitest';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import type { Check, Override, Severity } from '../../agent/core/checks/check.ts';
import { type Goods, plainGoods } from '../../agent/core/checks/goods.ts';
import type { BasketLine } from '../../agent/core/input.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, codeOf, demoCatalogue, replyOf, START, v1 } from '../agent/counter.ts';
import { checkOf, TRAC } from './basket.ts';

const DAY_MS = 86_400_000;

const GOODS: Readonly<Record<string, Goods>> = {
  A: { ...plainGoods('样品甲'), ingredient: '甲', pack_days: 30, gend: '2', trac: 'coded', trac_product: ['8100001'] },
  B: { ...plainGoods('样品乙'), ingredient: '甲', pack_days: 7 },
};

function checks(...all: readonly (readonly [Check['kind'], Severity])[]): readonly Check[] {
  return all.map(([kind, severity]) => checkOf({ early_days: 0, kind } as never, { severity }));
}

async function counterWith(list: readonly Check[], clock = new VirtualClock(START)): Promise<Counter> {
  const packs = installedPacks('agent/packs').map((one) => ({ ...one, pack: { ...one.pack, checks: list } }));
  const catalogue = { ...demoCatalogue(), goodsOf: (code: string) => GOODS[code] ?? null };
  const counter = new Counter({ offlineHours: 24_000 }, clock, openDatabase(':memory:'), { catalogue, packs });
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  return counter;
}

/** The person is on file, the centre gone: sales are provisional. */
async function cutOff(counter: Counter): Promise<void> {
  await counter.command({ kind: 'close_session', session: await counter.openSession() });
  counter.cut();
  await counter.run();
}

async function openAt(counter: Counter, device: string): Promise<string> {
  return replyOf(await counter.command({ kind: 'open_session', device }), 'session').session.id;
}

async function priced(counter: Counter, line: Partial<BasketLine> = {}, at?: string) {
  const session = at ?? (await counter.openSession());
  const first = { feedetl_sn: '1', med_list_codg: 'A', pric: '10', cnt: '1', rxno: 'RX1', ...line };
  const basket = { med_type: '41', acct_used_flag: '0', lines: [first] } as const;
  const outcome = await counter.command({ kind: 'set_basket', session, basket });
  return replyOf(outcome, 'session').session;
}

const spoken = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) =>
  findings.map(({ code }) => code);

let keys = 0;
async function accept(counter: Counter, session: string, overrides: readonly Override[] = []) {
  keys += 1;
  return counter.command({ kind: 'accept', session, key: `check-${keys}`, overrides });
}

/** Sold and settled; the msgid. */
async function sold(counter: Counter, line: Partial<BasketLine>): Promise<string> {
  const { id } = await priced(counter, line);
  keys += 1;
  const accepted = counter.give({ kind: 'accept', session: id, key: `check-${keys}` });
  await counter.run();
  await counter.settle();
  return replyOf(await accepted, 'accepted').msgid;
}

async function undo(counter: Counter, msgid: string): Promise<void> {
  await counter.command({ kind: 'cancel', msgid: msgid as never, key: `cancel-${msgid}` });
  const answer = { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null };
  await counter.exchange((one) => counter.settled(one, answer));
}

describe('a basket with findings', () => {
  it('shows them beside the bill', async () => {
    const counter = await counterWith(checks(['sex', 'warn'], ['trace_missing', 'info']));
    const session = await priced(counter);
    expect(session.priced?.setlinfo.medfee_sumamt).toBe(1_000);
    expect(session.findings).toMatchObject([
      { code: 'sex', severity: 'warn', feedetl_sn: '1' },
      { code: 'trace_missing', severity: 'info', feedetl_sn: '1' },
    ]);
    expect(codeOf(await accept(counter, session.id))).toBe('unanswered');
  });

  it('is looked at anew when the basket changes', async () => {
    const counter = await counterWith(checks(['sex', 'block']));
    expect(spoken(await priced(counter))).toEqual(['sex']);
    expect(spoken(await priced(counter, { med_list_codg: 'B' }))).toEqual([]);
  });

  it('with one that blocks is refused by name, whatever the reason, and stores nothing', async () => {
    const counter = await counterWith(checks(['sex', 'block'], ['trace_missing', 'reason']));
    const { id } = await priced(counter, { drug_trac_codg: [TRAC] });
    const outcome = await accept(counter, id, [{ code: 'sex', feedetl_sn: '1', reason: '家属代购' }]);
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'check_blocked', facts: { codes: 'sex' } } });
    expect(counter.agent.transactions({ openOnly: false, limit: 9 })).toEqual([]);
    for (const table of ['transactions', 'trace_codes', 'purchases', 'keys'])
      expect([table, counter.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()]).toEqual([table, { n: 0 }]);
    expect(counter.link.calls.filter(({ method }) => method === 'Settle')).toEqual([]);
  });

  it('with one that wants a reason is accepted with it, under the same key, and the centre hears it', async () => {
    const counter = await counterWith(checks(['sex', 'reason'], ['trace_missing', 'warn']));
    const { id } = await priced(counter);
    const key = 'reasoned';
    const bare = await counter.command({ kind: 'accept', session: id, key });
    expect(bare).toMatchObject({ ok: false, problem: { code: 'check_needs_reason', facts: { codes: 'sex' } } });
    const overrides = [
      { code: 'sex', feedetl_sn: '1', reason: ' 医生确认 ' },
      { code: 'trace_missing', feedetl_sn: '9', reason: '不相干' },
    ];
    const accepted = counter.give({ kind: 'accept', session: id, key, overrides });
    await counter.run();
    const sent = v1.SettleRequest.decode(
      counter.link.calls.find(({ method }) => method === 'Settle')?.bytes ?? new Uint8Array(),
    );
    expect(v1.Transaction.decode(sent.item?.transaction ?? new Uint8Array()).sale?.override).toMatchObject([
      { code: 'sex', feedetl_sn: '1', severity: 'reason', reason: '医生确认', opter: '001' },
    ]);
    await counter.settle();
    const { msgid } = replyOf(await accepted, 'accepted');
    expect(counter.store.settlement(msgid)?.sale.override).toHaveLength(1);
    const again = await counter.command({ kind: 'accept', session: id, key, overrides });
    expect(replyOf(again, 'accepted').msgid).toBe(msgid);
    expect(codeOf(await counter.command({ kind: 'accept', session: id, key }))).toBe('key_reused');
  });
});

describe('a trace code', () => {
  const used = checks(['trace_used', 'block']);
  const line = { drug_trac_codg: [TRAC] };

  it('goes to the centre with its line', async () => {
    const counter = await counterWith([]);
    const { id } = await priced(counter, { ...line, trdn_flag: '1' });
    void accept(counter, id);
    await counter.run();
    const { bytes } = counter.link.take('Settle');
    const sent = v1.Transaction.decode(v1.SettleRequest.decode(bytes).item?.transaction ?? new Uint8Array());
    expect(sent.sale?.drugdetail?.[0]?.drug_trac_info).toMatchObject([
      { feedetl_sn: '1', drug_trac_codg: TRAC, trdn_flag: '1', min_prcunt_type: '2' },
    ]);
  });

  it('is sold once, also after a restart, and again when the sale was reversed', async () => {
    const counter = await counterWith(used);
    const msgid = await sold(counter, line);
    expect(spoken(await priced(counter, line))).toEqual(['trace_used']);
    counter.crash();
    await counter.connect();
    counter.presence = 0;
    counter.insertCard();
    await counter.run();
    const again = await priced(counter, line);
    expect(spoken(again)).toEqual(['trace_used']);
    expect(codeOf(await accept(counter, again.id))).toBe('check_blocked');
    await undo(counter, msgid);
    expect(counter.state(msgid)).toBe('reversed');
    expect(counter.state(await sold(counter, line))).toBe('settled');
  });

  it('is free again when the centre rejected the sale', async () => {
    const counter = await counterWith(used);
    const { id } = await priced(counter, line);
    const refused = counter.give({ kind: 'accept', session: id, key: 'refused' });
    await counter.run();
    const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };
    await counter.settle({ outcome: v1.Outcome.OUTCOME_REJECTED, result, setlinfo: null });
    expect(codeOf(await refused)).toBe('centre_rejected');
    expect(counter.agent.transactions({ openOnly: false, limit: 9 })).toMatchObject([{ state: 'rejected' }]);
    expect(spoken(await priced(counter, line))).toEqual([]);
  });

  it('is free again when an offline sale was voided, and taken as long as it waits', async () => {
    const counter = await counterWith(used);
    await cutOff(counter);
    const id = (await priced(counter, line)).id;
    const { msgid } = replyOf(await accept(counter, id), 'accepted');
    expect(spoken(await priced(counter, line))).toEqual(['trace_used']);
    await counter.command({ kind: 'cancel', msgid, key: 'c1' });
    expect(counter.state(msgid)).toBe('voided');
    expect(spoken(await priced(counter, line))).toEqual([]);
  });

  it('sold at another reader between pricing and acceptance is refused at acceptance', async () => {
    const counter = await counterWith(used);
    await cutOff(counter);
    const first = await priced(counter, line);
    expect(first.findings).toEqual([]);
    counter.device({ kind: 'device_added', device: 'r2', name: 'Reader 2', virtual: true });
    counter.insertCard('r2');
    await counter.run();
    const second = await priced(counter, line, await openAt(counter, 'r2'));
    replyOf(await accept(counter, second.id), 'accepted');
    expect(codeOf(await accept(counter, first.id))).toBe('check_blocked');
    expect(counter.agent.session(first.id)?.findings).toMatchObject([{ code: 'trace_used' }]);
  });

  it('of an opened pack may be sold in parts again and again', async () => {
    const counter = await counterWith(used);
    const part = { ...line, trdn_flag: '1' } as const;
    await sold(counter, part);
    await sold(counter, part);
    expect(spoken(await priced(counter, line))).toEqual(['trace_used']);
  });
});

describe('what a person bought before', () => {
  const repeat = checks(['repeat', 'warn']);

  it('is known for another brand of the same ingredient until it has run out', async () => {
    const clock = new VirtualClock(START);
    const counter = await counterWith(repeat, clock);
    await sold(counter, {});
    expect(spoken(await priced(counter, { med_list_codg: 'B' }))).toEqual(['repeat']);
    await counter.run(29 * DAY_MS);
    expect(spoken(await priced(counter, { med_list_codg: 'B' }))).toEqual(['repeat']);
    await counter.run(DAY_MS);
    expect(spoken(await priced(counter, { med_list_codg: 'B' }))).toEqual([]);
  });

  it('does not count when the sale was undone', async () => {
    const counter = await counterWith(repeat);
    const msgid = await sold(counter, {});
    await undo(counter, msgid);
    expect(spoken(await priced(counter))).toEqual([]);
  });

  it('is kept without the person, the ingredient or the code in clear', async () => {
    const counter = await counterWith(repeat);
    await sold(counter, { drug_trac_codg: [TRAC] });
    const kept = JSON.stringify(counter.db.prepare('SELECT * FROM purchases, trace_codes').all());
    for (const secret of ['PSN-990001', '甲', TRAC]) expect(kept).not.toContain(secret);
  });
});

/** How a person paid and agreed: kept with the sale, to the fen, over a power cut, on the receipt, and in the journal. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Msgid } from '../../agent/core/transaction.ts';
import { createPrinting } from '../../agent/printing.ts';
import { TERMINAL } from '../agent/counter.ts';
import { BASKET, Local } from './local.ts';

let local: Local;
beforeEach(async () => {
  local = await Local.start();
  await local.cutOff();
});
afterEach(() => local.stop());

interface Priced {
  readonly id: string;
  readonly bill: { readonly setlinfo: { readonly medfee_sumamt: string; readonly psn_cash_pay: string } };
  readonly consent_time: string | null;
}

async function priced(): Promise<Priced> {
  const { body } = await local.ask('POST', '/v1/sessions');
  const path = `/v1/sessions/${String(body['id'])}/basket`;
  return (await local.ask('PUT', path, { body: BASKET })).body as unknown as Priced;
}

const accept = (id: string, body: object, key = 'sale-1') =>
  local.ask('POST', `/v1/sessions/${id}/accept`, { body, headers: { 'idempotency-key': key } });
const consent = (id: string, { medfee_sumamt, psn_cash_pay }: Priced['bill']['setlinfo']) =>
  local.ask('POST', `/v1/sessions/${id}/consent`, { body: { medfee_sumamt, psn_cash_pay } });
const facts = () =>
  local.counter.db.prepare<[], string>('SELECT fact FROM journal ORDER BY seq').pluck().all().join('\n').split('\n');

it('keeps tenders and what the person told the clerk with the sale, over a power cut, and in the journal', async () => {
  const { id, bill } = await priced();
  expect(bill.setlinfo.psn_cash_pay).toBe('15.50');
  const tenders = [
    { tender: 'wechat', amount: '5.50' },
    { tender: 'cash', amount: '10.00', received: '20.00' },
  ];
  const sold = await accept(id, { tenders, consent: 'told' });
  const msgid = String(sold.body['msgid']) as Msgid;
  const kept = {
    tenders: [
      { tender: 'wechat', tender_text: { zh: '微信', en: 'WeChat Pay' }, amount: '5.50', received: null, change: null },
      { tender: 'cash', tender_text: { zh: '现金', en: 'Cash' }, amount: '10.00', received: '20.00', change: '10.00' },
    ],
    consent: { by: 'told', by_text: { zh: '本人口头同意，经办人确认' }, time: '2022-10-08 09:30:00' },
  };
  expect(sold.body).toMatchObject(kept);
  local.counter.crash();
  expect(local.counter.store.transaction(msgid)?.at_counter).toMatchObject({
    tenders: [{ tender: 'wechat', amount: 550 }, { tender: 'cash' }],
    consent: { by: 'told' },
  });
  const said = facts().filter((fact) => fact.startsWith('["at_counter"') && fact.includes(msgid));
  expect(said.length).toBe(1);
});

it('prints how it was paid, the change, and that the person agreed', async () => {
  const { id } = await priced();
  const tenders = [
    { tender: 'alipay', amount: '5.50' },
    { tender: 'cash', amount: '10.00', received: '20.00' },
  ];
  const sold = await accept(id, { tenders, consent: 'told' });
  const { agent, store, clock } = local.counter;
  const devices = { start: () => {}, stop: async () => {} };
  // What no counter check speaks of has its name by the catalogue alone, a code that nobody knows none.
  const named = { kind: null, genname: null, spec: null, unit: null, maker: null, entry: null, shelf: [] };
  const catalogue = {
    version: '',
    entries: () => [],
    lookUp: (code: string) =>
      code === 'A' ? { by: 'national' as const, goods: [{ ...named, med_list_codg: code, name: '电子体温计' }] } : null,
  };
  const parts = { agent, store, clock, devices, catalogue, terminal: TERMINAL, training: false };
  const printing = createPrinting({ ...parts, widthOf: () => 58 });
  const shown = printing.preview(String(sold.body['msgid']) as Msgid, 58);
  const text = 'text' in shown ? shown.text : '';
  expect(text).toMatch(
    /支付宝 Alipay +5\.50\n[^\n]*现金 Cash +10\.00\n[^\n]*实收 Received +20\.00\n[^\n]*找零 Change +10\.00/,
  );
  expect(text).toContain('本人口头同意，经办人确认');
  expect(text).toMatch(/\n电子体温计\n.*\nX\n/s);
});

it('refuses tenders that do not pay exactly what is due, and the sale can still be made', async () => {
  const { id } = await priced();
  const wrong = [
    [{ tender: 'cash', amount: '15.49' }],
    [{ tender: 'cash', amount: '15.50', received: '15.00' }],
    [
      { tender: 'cash', amount: '16.50' },
      { tender: 'wechat', amount: '-1.00' },
    ],
    [
      { tender: 'cash', amount: '15.50' },
      { tender: 'wechat', amount: '0.00' },
    ],
    [
      { tender: 'wechat', amount: '5.50' },
      { tender: 'cash', amount: '10.00', received: '9.99' },
    ],
    // Change would stand on the receipt that nobody got.
    [{ tender: 'wechat', amount: '15.50', received: '20.00' }],
  ];
  for (const tenders of wrong)
    expect((await accept(id, { tenders })).body).toMatchObject({ code: 'tenders_differ', facts: { due: '15.50' } });
  expect((await accept(id, { tenders: wrong[0] })).body).toMatchObject({ facts: { sum: '15.49' } });
  expect((await accept(id, { tenders: [{ tender: 'shells', amount: '15.50' }] })).status).toBe(400);
  expect((await accept(id, { tenders: [{ tender: 'e_cny', amount: '15.50', received: '15.50' }] })).status).toBe(200);
});

it('the same key with other tenders is another request; without a word of them nothing is kept', async () => {
  const { id } = await priced();
  const sold = await accept(id, {});
  expect(sold.body).toMatchObject({ tenders: [], consent: null });
  expect((await accept(id, {})).body['msgid']).toBe(sold.body['msgid']);
  const other = await accept(id, { tenders: [{ tender: 'cash', amount: '15.50' }] });
  expect(other.body).toMatchObject({ code: 'key_reused' });
  expect(facts().some((fact) => fact.startsWith('["at_counter"'))).toBe(false);
});

it('what the person agreed to on the customer’s screen goes with that bill alone', async () => {
  const { id, bill } = await priced();
  const stale = [
    { ...bill.setlinfo, psn_cash_pay: '15.49' },
    { ...bill.setlinfo, medfee_sumamt: '27.99' },
  ];
  for (const amounts of stale)
    expect((await consent(id, amounts)).body).toMatchObject({
      code: 'session_wrong_phase',
      facts: { session: id, phase: 'bill_changed' },
    });
  expect((await consent(id, bill.setlinfo)).body).toMatchObject({ consent_time: '2022-10-08 09:30:00' });
  const changed = await local.ask('PUT', `/v1/sessions/${id}/basket`, { body: BASKET });
  expect(changed.body).toMatchObject({ consent_time: null });
  await consent(id, bill.setlinfo);
  const sold = await accept(id, { consent: 'told' });
  expect(sold.body).toMatchObject({ consent: { by: 'display', by_text: { zh: '本人在客显屏上同意' } } });
});

it('nobody agrees to what is not priced, or to a purchase that is not there', async () => {
  const { body } = await local.ask('POST', '/v1/sessions', { body: { without_card: true } });
  const id = String(body['id']);
  const amounts = { medfee_sumamt: '28.00', psn_cash_pay: '28.00' };
  expect((await consent(id, amounts)).body).toMatchObject({ code: 'session_wrong_phase', facts: { phase: 'ready' } });
  expect((await consent('nobody', amounts)).body).toMatchObject({
    code: 'session_unknown',
    facts: { session: 'nobody' },
  });
});

it('a self-paid sale without a card keeps how it was paid', async () => {
  const { body } = await local.ask('POST', '/v1/sessions', { body: { without_card: true } });
  const id = String(body['id']);
  await local.ask('PUT', `/v1/sessions/${id}/basket`, { body: BASKET });
  const sold = await accept(id, { tenders: [{ tender: 'bank_card', amount: '28.00' }] });
  expect(sold.body).toMatchObject({ infno: '3505', tenders: [{ tender: 'bank_card', amount: '28.00' }] });
});

it('a session is opened by a voucher or without anybody, and not by both', async () => {
  const voucher = '2022100809300000000001370102';
  const { status, body } = await local.ask('POST', '/v1/sessions', { body: { voucher, without_card: true } });
  expect([status, body]).toMatchObject([400, { code: 'request_bad_value', facts: { field: 'without_card' } }]);
});

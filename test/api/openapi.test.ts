/** The OpenAPI document is what the server does: every answer of a whole day is held against it, and no route is left out. */

import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAnyCatalogue } from '../../agent/adapters/catalogue/open.ts';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { ROUTES } from '../../agent/api/routes.ts';
import { packageRoot } from '../../agent/root.ts';
import { replyOf, v1 } from '../agent/counter.ts';
import { FINDINGS, fees, REGISTRATION } from '../visit/clinic.ts';
import { Conformance, type Document } from './conformance.ts';
import { BASKET, Local } from './local.ts';

let local: Local;

beforeEach(async () => {
  const catalogue = openAnyCatalogue(
    join(packageRoot(), 'simulator/catalogue/demo.json'),
    { after: () => () => {}, monotonicMs: () => 0 },
    { info: () => {}, error: () => {} },
  );
  const printing = {
    print: async () => ({ ok: true, device: 'serial:p', copy: 0 }) as const,
    preview: () => ({ text: 'receipt' }),
  };
  local = await Local.start({ catalogue, printing, pins: scryptPins(4) });
});

afterEach(() => local.stop());

async function conformance(): Promise<Conformance> {
  const { body } = await local.ask('GET', '/v1/openapi.json');
  return new Conformance(body as unknown as Document, (method, path, given) => local.ask(method, path, given));
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 by the published schema of that version', async () => {
    const { document } = await conformance();
    const checked = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(checked).toEqual({ valid: true });
    expect(await new Validator().validate({ ...document, paths: { x: {} } })).toMatchObject({ valid: false });
  });

  it('holds every route of the table, each operation under a name of its own', async () => {
    const { document } = await conformance();
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.sort()).toEqual([...ROUTES.map(({ id }) => id), 'events'].sort());
  });

  it('refers to nothing it does not hold, and every schema in it is one', async () => {
    const { document } = await conformance();
    const schemas = (document.components as { readonly schemas: object }).schemas;
    const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((name) => !Object.hasOwn(schemas, name))).toEqual([]);
    expect(Object.keys(schemas).filter((name) => !refs.includes(name))).toEqual([]);
    const ajv = new Ajv2020();
    for (const [name, schema] of Object.entries(schemas))
      expect(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`).toBe(true);
  });

  it('describes every answer of a day: provisional sale, settlement, claim, refund, cancellation, closing', async () => {
    const one = await conformance();
    const { counter } = local;
    await one.ask('GET', '/healthz', {}, { token: null });
    await one.ask('GET', '/v1/status');
    await local.cutOff();
    counter.device({ kind: 'device_added', device: 'r9', name: 'Other', virtual: false });
    counter.device({ kind: 'card_failed', device: 'r9', presence: 1, code: 'card_expired', detail: '' });
    const devices = await one.ask('GET', '/v1/devices');
    expect(devices.body['devices']).toContainEqual(
      expect.objectContaining({ device: 'r9', problem: expect.objectContaining({ code: 'card_expired' }) }),
    );
    await one.ask('POST', '/v1/sessions', {}, { body: { device: 'r9' } });
    await one.ask('POST', '/v1/shift/open', {}, { body: { opter: '001', opter_name: '测试员' } });

    const { body } = await one.ask('POST', '/v1/sessions', {}, { body: { device: 'r1' } });
    const id = String(body['id']);
    await one.ask('PUT', '/v1/sessions/{id}/basket', { id }, { body: BASKET });
    expect((await one.ask('DELETE', '/v1/sessions/{id}/basket', { id })).body).toMatchObject({
      phase: 'ready',
      bill: null,
    });
    await one.ask('PUT', '/v1/sessions/{id}/basket', { id }, { body: BASKET });
    const priced = await one.ask('POST', '/v1/sessions/{id}/presettle', { id });
    const { medfee_sumamt, psn_cash_pay } = (priced.body['bill'] as { setlinfo: Record<string, string> }).setlinfo;
    await one.ask('POST', '/v1/sessions/{id}/consent', { id }, { body: { medfee_sumamt, psn_cash_pay } });
    await one.ask('GET', '/v1/sessions/{id}', { id });
    await one.ask('GET', '/v1/sessions');
    await one.ask('POST', '/v1/sessions/{id}/reveal', { id });
    await one.ask('POST', '/v1/page-links');
    const headers = { 'idempotency-key': 'sale-1' };
    await one.ask('POST', '/v1/sessions/{id}/accept', { id });
    const sale = await one.ask('POST', '/v1/sessions/{id}/accept', { id }, { headers });
    const msgid = String(sale.body['msgid']);
    await one.ask('GET', '/v1/transactions/{msgid}/lines', { msgid });
    await one.ask('GET', '/v1/queue');
    await one.ask('GET', '/v1/transactions?open=true&limit=5');
    await one.ask('POST', '/v1/shift/close');
    const second = await one.ask('POST', '/v1/sessions', {}, { body: { device: 'r1' } });
    await one.ask('DELETE', '/v1/sessions/{id}', { id: String(second.body['id']) });

    await counter.connect();
    const fen = (amount: number) => ({ fen: amount });
    const funds = { hifp_pay: fen(1_000), fund_pay_sumamt: fen(1_000) };
    await counter.exchange((bytes) =>
      counter.settled(bytes, {}, { ...funds, psn_part_amt: fen(1_800), psn_cash_pay: fen(1_800) }),
    );
    const settled = await one.ask('GET', '/v1/transactions/{msgid}', { msgid });
    expect(settled.body).toMatchObject({ state: 'settled_with_difference', final: { medfee_sumamt: '28.00' } });
    const owed = await one.ask('GET', '/v1/claims');
    expect(owed.body).toMatchObject({ claims: [{ msgid, cash: '2.50', closed: null }] });
    await one.ask('POST', '/v1/claims/{msgid}/close', { msgid }, { body: { as: 'collected', reason: '现金补收' } });
    const part = { body: { lines: [{ feedetl_sn: '1', cnt: '1' }] }, headers: { 'idempotency-key': 'part-1' } };
    const back = await one.ask('POST', '/v1/transactions/{msgid}/refund', { msgid }, part);
    expect(back.body).toMatchObject({ transaction: { state: 'reversing' }, made: { infno: '2102', state: 'queued' } });
    await counter.exchange((bytes) => ({ ...counter.settled(bytes), outcome: v1.Outcome.OUTCOME_REVERSED }));
    await counter.exchange();
    const rest = String((back.body['made'] as { msgid: string }).msgid);
    await one.ask(
      'POST',
      '/v1/transactions/{msgid}/cancel',
      { msgid: rest },
      { headers: { 'idempotency-key': 'undo-1' } },
    );
    await counter.exchange((bytes) => ({
      msgid: v1.Transaction.decode(bytes).msgid,
      outcome: v1.Outcome.OUTCOME_REVERSED,
      result: { code: v1.ResultCode.RESULT_CODE_OK },
    }));
    await one.ask('GET', '/page/status', {}, { token: null });
    await one.ask('GET', '/v1/catalogue?q=amxl');
    await one.ask('GET', '/v1/catalogue/{code}', { code: '1001' });

    await one.ask('POST', '/v1/transactions/{msgid}/print', { msgid });
    await one.ask('GET', '/v1/transactions/{msgid}/receipt?width=58', { msgid });
    const device = String(counter.agent.status().devices[0]?.device);
    await one.ask('PUT', '/v1/devices/roles/{role}', { role: 'reader' }, { body: { device } });
    await one.ask('DELETE', '/v1/devices/roles/{role}', { role: 'reader' });
    counter.device({ kind: 'pin_wanted', device, presence: 1, tries_left: 2 });
    await one.ask('PUT', '/v1/devices/pin', {}, { body: { pin: '123456' } });
    await one.ask('GET', '/v1/devices');
    await one.ask('PUT', '/v1/scans/awaited', {}, { body: { want: 'voucher' } });
    await one.ask('DELETE', '/v1/scans/awaited');
    counter.device({ kind: 'scan', device: 'hid:1', text: '1'.repeat(28), aim: 'Q1' });
    await one.ask('POST', '/v1/scans', {}, { body: { text: '6901234567892' } });
    await one.ask('POST', '/v1/scans/{scan}/take', { scan: '1' });

    const parked = counter.db.prepare('UPDATE transactions SET state = ?, before = ? WHERE msgid = ?');
    parked.run('parked', 'rejected', rest);
    await one.ask('POST', '/v1/transactions/{msgid}/unpark', { msgid: rest }, { body: { reason: '已核对' } });
    parked.run('reversed', 'settled', rest);
    await differing(one, msgid);
    const closing = local.ask('POST', '/v1/shift/close', { body: { reason: '测试' } });
    await answered('ReconcileTotals', v1.ReconcileTotalsResponse.encode({ result: OK }).finish());
    await answered('ReconcileDetails', v1.ReconcileDetailsResponse.encode({ result: OK }).finish());
    await answered('SignOut', v1.SignOutResponse.encode({ result: OK }).finish());
    const closed = await closing;
    one.check('POST', '/v1/shift/close', closed);
    expect(closed.body).toMatchObject({ shift: { phase: 'closed', opter: '001', opter_name: '测**' } });

    await staff(one);
    await clients(one);
    await visit(one);

    expect(ROUTES.map((route) => route.id).filter((name) => !one.seen.has(name))).toEqual([]);
  });

  it('describes a status page without a person in it', async () => {
    await local.cutOff();
    const { counter } = local;
    const session = await counter.prepare();
    replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    const { status, text } = await local.ask('GET', '/page/status', { token: null });
    expect(status).toBe(200);
    expect(text).toContain('"state":"queued"');
    expect(text).not.toMatch(/psn_|测试甲|99000019|PSN-|_pay"|sumamt|opter/);
  });
});

/** The centre's totals and rows differ from ours; one item is signed off. */
async function differing(one: Conformance, msgid: string): Promise<void> {
  const asked = local.ask('POST', '/v1/reconciliation', { body: { date: '2022-10-08' } });
  const group = { insutype: '310', clr_type: '41', setl_optins: '370100', fixmedins_setl_cnt: 0 };
  const totals = { result: OK, results: [{ centre: group, stmt_rslt: '2' }] };
  await answered('ReconcileTotals', v1.ReconcileTotalsResponse.encode(totals).finish());
  await answered('ReconcileDetails', v1.ReconcileDetailsResponse.encode({ result: OK }).finish());
  const found = await asked;
  one.check('POST', '/v1/reconciliation', found);
  const [item] = (found.body as { items: { item: string }[] }).items;
  expect(item).toMatchObject({
    item: `2022-10-08.only_here.${msgid}`,
    class_text: { zh: '仅本机有', en: 'only here' },
    here: { medfee_sumamt: '28.00', refd_setl_flag: '0' },
    centre: null,
    actions: [{ action: 'inquire' }, { action: 'accept_centre' }, { action: 'sign_off', zh: '签字（写明原因）' }],
  });
  const path = { item: item?.item ?? '', action: 'sign_off' };
  const act = '/v1/work-list/{item}/{action}';
  expect(await one.ask('POST', act, path)).toMatchObject({ status: 422, body: { code: 'reason_needed' } });
  expect(await one.ask('POST', act, { ...path, action: 'resend' })).toMatchObject({
    status: 409,
    body: { code: 'action_not_legal', facts: { allowed: 'inquire, accept_centre, sign_off' } },
  });
  expect((await one.ask('POST', act, { ...path, action: 'x' })).body).toMatchObject({ code: 'request_bad_value' });
  const signed = await one.ask('POST', act, path, { body: { reason: '已核实' } });
  expect(signed.body).toMatchObject({ state: 'signed_off', opter: '001', reason: '已核实', actions: [] });
  await one.ask('GET', '/v1/work-list?date=2022-10-08&open=false');
  // There is no such day.
  const date = '2022-02-30';
  for (const { body } of [
    await one.ask('GET', `/v1/work-list?date=${date}`),
    await one.ask('GET', '/v1/statements/{date}', { date }),
    await one.ask('POST', '/v1/reconciliation', {}, { body: { date } }),
  ])
    expect(body).toMatchObject({ code: 'request_bad_value', facts: { field: 'date', example: '2022-10-08' } });
  await one.ask('GET', '/v1/statements');
  const day = await one.ask('GET', '/v1/statements/{date}', { date: '2022-10-08' });
  expect(day.body).toMatchObject({
    statement: { equal: false },
    details: expect.arrayContaining([expect.objectContaining({ msgid })]),
  });
  expect(day.text).not.toMatch(/psn_no|测试甲/);
  expect((await one.ask('GET', '/v1/statements/{date}', { date: 'x' })).body).toMatchObject({
    code: 'request_bad_value',
  });
}

/** Operators are enrolled, one opens a shift without the centre, hands over, and is removed. */
async function staff(one: Conformance): Promise<void> {
  local.counter.cut();
  await local.counter.run();
  const enrol = (opter: string, pin: string) =>
    one.ask('PUT', '/v1/operators/{opter}', { opter }, { body: { opter_name: '测试员', pin } });
  await enrol('003', '123456');
  expect((await enrol('004', '654321')).body).toMatchObject({ code: 'not_permitted' });
  const opened = { body: { opter: '003', opter_name: '测试员', pin: '123456' } };
  expect((await one.ask('POST', '/v1/shift/open', {}, opened)).body).toMatchObject({ phase: 'local', opter: '003' });
  await enrol('004', '654321');
  const promoted = await one.ask('PUT', '/v1/operators/{opter}/role', { opter: '004' }, { body: { role: 'chief' } });
  expect(promoted.body).toMatchObject({ opter: '004', role: 'chief' });
  const next = { body: { opter: '004', opter_name: '测试员', pin: '654321' } };
  expect((await one.ask('POST', '/v1/shift/hand-over', {}, next)).body).toMatchObject({ opter: '004' });
  await one.ask('GET', '/v1/shift');
  const approving = { body: { opter: '003', pin: '123456', right: 'refund' } };
  expect((await one.ask('POST', '/v1/approvals', {}, approving)).status).toBe(201);
  expect((await one.ask('GET', '/v1/access')).body).toMatchObject({ opter: '004', role: 'chief' });
  await one.ask('DELETE', '/v1/operators/{opter}', { opter: '003' });
  const { body } = await one.ask('GET', '/v1/operators');
  const role_text = { zh: '负责人', en: 'chief' };
  expect(body).toEqual({
    operators: [{ opter: '004', opter_name: '测**', role: 'chief', role_text, locked_until: null }],
  });
}

/** Another program that is let in, one that is refused, and the first put out again. */
async function clients(one: Conformance): Promise<void> {
  const asking = { body: { name: '收费系统', grants: ['settle'] }, token: null };
  const { body: asked } = await one.ask('POST', '/pairing', {}, asking);
  const [request, code, claim] = ['request', 'code', 'claim'].map((name) => String(asked[name])) as [
    string,
    string,
    string,
  ];
  await one.ask('GET', '/v1/pairings');
  await one.ask('POST', '/v1/pairings/{request}/confirm', { request }, { body: { code } });
  await one.ask('POST', '/pairing/{request}/token', { request }, { body: { claim }, token: null });
  const { body: second } = await one.ask('POST', '/pairing', {}, asking);
  await one.ask('DELETE', '/v1/pairings/{request}', { request: String(second['request']) });
  const { body: known } = await one.ask('GET', '/v1/clients');
  const client = String((known['clients'] as { client: string }[])[0]?.client);
  await one.ask('DELETE', '/v1/clients/{client}', { client });
}

/** A clinic visit from registration to settlement without the centre, and back again. */
async function visit(one: Conformance): Promise<void> {
  let keys = 0;
  const ask = (method: string, template: string, values: Record<string, string>, body?: unknown) => {
    keys += 1;
    const headers = { 'idempotency-key': `visit-${keys}` };
    return one.ask(method, template, values, { headers, ...(body === undefined ? {} : { body }) });
  };
  const { body: opened } = await one.ask('POST', '/v1/sessions', {}, { body: { device: 'r1' } });
  const session = String(opened['id']);
  const { body } = await ask('POST', '/v1/visits', {}, { session, ...REGISTRATION });
  const id = String(body['mdtrt_id']);
  await ask('PUT', '/v1/visits/{id}/diagnoses', { id }, { diseinfo: FINDINGS.diseinfo });
  await ask('PUT', '/v1/visits/{id}/fees', { id }, fees('8.00'));
  await ask('DELETE', '/v1/visits/{id}/fees', { id });
  await ask('PUT', '/v1/visits/{id}/fees', { id }, fees('9.00', 'B2'));
  await one.ask('POST', '/v1/visits/{id}/presettle', { id }, { body: { session, acct_used_flag: '0' } });
  const paid = await ask('POST', '/v1/sessions/{id}/accept', { id: session });
  expect(paid.body).toMatchObject({ infno: '2207', provisional: true, mdtrt_id: id });
  await one.ask('GET', '/v1/visits/{id}', { id: String(paid.body['setl_id']) });
  await one.ask('GET', '/v1/visits?open=true&limit=5');
  await ask('POST', '/v1/visits/{id}/undo-settlement', { id });
  const ended = await ask('POST', '/v1/visits/{id}/cancel', { id });
  expect(ended.body).toMatchObject({ phase: 'cancelled', settlement: { state: 'voided' } });
}

const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };

/** Answers the request of this method once it is under way. */
async function answered(method: 'ReconcileTotals' | 'ReconcileDetails' | 'SignOut', bytes: Uint8Array): Promise<void> {
  const { link } = local.counter;
  while (!link.calls.some((call) => call.method === method)) await local.counter.run();
  link.reply(method, link.take(method).call, bytes);
}

describe('the status page', () => {
  it('is one file that may load and run nothing but itself', async () => {
    const { status, headers, text } = await local.ask('GET', '/', { token: null });
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(text).toContain(`<script nonce="${nonce}">`);
    expect(text).not.toContain('{{');
    expect(text).not.toMatch(/https?:\/\/|\son\w+=|style="/);
    const again = await local.ask('GET', '/', { token: null });
    expect(again.headers['content-security-policy']).not.toBe(policy);
  });
});

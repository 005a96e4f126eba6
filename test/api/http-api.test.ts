/** The local API over real HTTP: who is let in, what is refused and how, and a purchase from card to cancelled. */
import { chmodSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortError } from '../../agent/adapters/http/server.ts';
import { createHttpApi } from '../../agent/local-api.ts';
import { PERSON } from '../agent/counter.ts';
import { type Ask, BASKET, Local } from './local.ts';

let local: Local;

beforeEach(async () => {
  local = await Local.start();
});

afterEach(() => local.stop());

async function codeOf(method: string, path: string, given: Ask = {}): Promise<unknown> {
  const { status, body, headers } = await local.ask(method, path, given);
  if (status >= 400) expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  return { status, code: body['code'] };
}

describe('the door of the local API', () => {
  it('opens to the token alone', async () => {
    expect(await codeOf('GET', '/v1/status')).toEqual({ status: 200, code: undefined });
    const refused = { status: 401, code: 'unauthorised' };
    expect(await codeOf('GET', '/v1/status', { token: null })).toEqual(refused);
    expect(await codeOf('GET', '/v1/status', { token: '' })).toEqual(refused);
    expect(await codeOf('GET', '/v1/status', { token: local.token.slice(1) })).toEqual(refused);
    expect(await codeOf('GET', '/v1/status', { token: `${local.token}0` })).toEqual(refused);
    expect(await codeOf('GET', '/v1/no-such-route', { token: null })).toEqual(refused);
    expect(await codeOf('GET', '/v1/events', { token: null })).toEqual(refused);
    expect(await codeOf('GET', '/v1/openapi.json', { token: null })).toEqual(refused);
  });

  it('keeps the token in a file of its owner alone, and keeps the same token', async () => {
    const path = join(local.folder, 'api.token');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(local.token).toMatch(/^[0-9a-f]{64}$/);
    const { agent, clock } = local.counter;
    const second = await createHttpApi({ agent, clock, tokenPath: path, port: 0, version: '0.1.0' });
    await second.close();
    expect(await codeOf('GET', '/v1/status')).toEqual({ status: 200, code: undefined });
  });

  it('does not start with a token that others could read', async () => {
    const path = join(local.folder, 'api.token');
    chmodSync(path, 0o644);
    const { agent, clock } = local.counter;
    await expect(createHttpApi({ agent, clock, tokenPath: path, port: 0, version: '0.1.0' })).rejects.toThrow(
      'chmod 600',
    );
  });

  it('is closed to a name that was only rebound to the loopback address', async () => {
    const refused = { status: 403, code: 'host_refused' };
    for (const path of ['/v1/status', '/page/status', '/healthz', '/'])
      expect(await codeOf('GET', path, { headers: { host: `evil.example:${local.port}` } }), path).toEqual(refused);
    expect(await codeOf('GET', '/v1/status', { headers: { host: '127.0.0.1' } })).toEqual(refused);
    for (const host of [`localhost:${local.port}`, `LOCALHOST:${local.port}`, `[::1]:${local.port}`])
      expect(await codeOf('GET', '/v1/status', { headers: { host } }), host).toEqual({ status: 200, code: undefined });
  });

  it('is closed to other web pages, token or not', async () => {
    const refused = { status: 403, code: 'origin_refused' };
    const body = { opter: '001', opter_name: '测试员' };
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${local.port + 1}`,
      `https://127.0.0.1:${local.port}`,
    ])
      expect(await codeOf('POST', '/v1/shift/open', { body, headers: { origin } }), origin).toEqual(refused);
    expect(await codeOf('GET', '/page/status', { headers: { 'sec-fetch-site': 'cross-site' } })).toEqual(refused);
    const own = { origin: `http://127.0.0.1:${local.port}`, 'sec-fetch-site': 'same-origin' };
    expect(await codeOf('POST', '/v1/shift/open', { body, headers: own })).toEqual({
      // Let in: what refuses is the agent, which knows no such operator.
      status: 403,
      code: 'operator_unknown',
    });
  });

  it('names a port that is taken and by whom', async () => {
    const { agent, clock } = local.counter;
    const options = { agent, clock, tokenPath: join(local.folder, 'other.token'), port: local.port, version: '0.1.0' };
    const error = await createHttpApi(options).catch((caught: unknown) => caught);
    if (!(error instanceof PortError)) throw new Error('expected a PortError');
    expect(error).toMatchObject({ port: local.port, reason: 'EADDRINUSE', holder: 'tongxing' });
  });

  it('listens on the loopback address only', async () => {
    const outside = await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: local.port });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on('connect', () => {
        socket.destroy();
        resolve('connected');
      });
    });
    expect(outside).toBe('ECONNREFUSED');
  });
});

describe('a request that is not as it should be', () => {
  it.each<[string, string, string, Ask, object]>([
    ['a body that is no JSON', 'POST', '/v1/shift/open', { raw: '{"opter":' }, { status: 400, code: 'not_json' }],
    [
      'another media type',
      'POST',
      '/v1/shift/open',
      { raw: 'a=1', headers: { 'content-type': 'text/plain' } },
      { status: 415, code: 'media_type_refused' },
    ],
    ['no body', 'POST', '/v1/shift/open', {}, { status: 400, code: 'request_missing_field', facts: { field: 'body' } }],
    [
      'a body over 1 MiB',
      'POST',
      '/v1/shift/open',
      { raw: JSON.stringify('x'.repeat(1_048_576)) },
      { status: 413, code: 'body_too_large', facts: { limit: 1_048_576 } },
    ],
    [
      'a missing field',
      'POST',
      '/v1/shift/open',
      { body: { opter: '1' } },
      { status: 400, code: 'request_missing_field', facts: { field: 'opter_name' } },
    ],
    [
      'an unknown field',
      'PUT',
      '/v1/sessions/s/basket',
      { body: { ...BASKET, acct_use_flag: '1' } },
      { status: 400, code: 'request_unknown_field', facts: { field: 'acct_use_flag', suggestion: 'acct_used_flag' } },
    ],
    [
      'an unknown field of a line',
      'PUT',
      '/v1/sessions/s/basket',
      { body: { ...BASKET, lines: [{ ...BASKET.lines[0], price: '1' }] } },
      { status: 400, code: 'request_unknown_field', facts: { field: 'lines[0].price', suggestion: 'pric' } },
    ],
    [
      'an amount as a number',
      'PUT',
      '/v1/sessions/s/basket',
      { body: { ...BASKET, lines: [{ ...BASKET.lines[0], pric: 12.5 }] } },
      {
        status: 400,
        code: 'request_bad_value',
        facts: { field: 'lines[0].pric', rule: 'type', limit: 'string', example: '12.50' },
      },
    ],
    [
      'a category that no national table knows',
      'PUT',
      '/v1/sessions/s/basket',
      { body: { ...BASKET, med_type: '4l' } },
      { status: 422, code: 'national_code_unknown', facts: { field: 'med_type', value: '4l', table: '医疗类别' } },
    ],
    [
      'a day that is in no calendar',
      'POST',
      '/v1/reconciliation',
      { body: { date: '2022-13-01' } },
      { status: 400, code: 'request_bad_value', facts: { field: 'date', rule: 'pattern' } },
    ],
    [
      'no line',
      'PUT',
      '/v1/sessions/s/basket',
      { body: { ...BASKET, lines: [] } },
      { status: 400, code: 'request_bad_value', facts: { field: 'lines', rule: 'minItems', limit: '1', example: '' } },
    ],
    [
      'a prototype in disguise',
      'POST',
      '/v1/shift/open',
      { raw: '{"opter":"1","opter_name":"x","__proto__":{"a":1}}' },
      { status: 400, code: 'request_unknown_field', facts: { field: '__proto__', suggestion: '' } },
    ],
    [
      'a body where none belongs',
      'DELETE',
      '/v1/sessions/s',
      { body: { force: true } },
      { status: 400, code: 'request_unknown_field', facts: { field: 'force', suggestion: '' } },
    ],
    [
      'an unknown parameter',
      'GET',
      '/v1/transactions?opn=true',
      {},
      { status: 400, code: 'request_unknown_field', facts: { field: 'opn', suggestion: 'open' } },
    ],
    ['a limit out of bounds', 'GET', '/v1/transactions?limit=501', {}, { status: 400, code: 'request_bad_value' }],
    [
      'a parameter given twice',
      'GET',
      '/v1/transactions?limit=5&limit=6',
      {},
      { status: 400, code: 'request_bad_value' },
    ],
    [
      'no idempotency key',
      'POST',
      '/v1/sessions/s/accept',
      {},
      { status: 400, code: 'request_missing_field', facts: { field: 'Idempotency-Key' } },
    ],
    [
      'an empty idempotency key',
      'POST',
      '/v1/transactions/m/cancel',
      { headers: { 'idempotency-key': '' } },
      { status: 400, code: 'request_bad_value' },
    ],
    [
      'an unknown path',
      'GET',
      '/v1/carts',
      {},
      { status: 404, code: 'route_unknown', facts: { method: 'GET', path: '/v1/carts' } },
    ],
    ['a broken path', 'GET', '/v1/%zz', {}, { status: 400, code: 'request_unreadable' }],
    [
      'an unknown session',
      'GET',
      '/v1/sessions/none',
      {},
      { status: 404, code: 'session_unknown', facts: { session: 'none' } },
    ],
    ['an unknown transaction', 'GET', '/v1/transactions/none', {}, { status: 404, code: 'transaction_unknown' }],
  ])('is refused by name: %s', async (_what, method, path, given, expected) => {
    const { status, headers, body } = await local.ask(method, path, given);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect({ ...body, status }).toMatchObject({ ...expected, class: 'permanent' });
    expect(body['title']).toMatch(/[\u4e00-\u9fff]/);
    expect(String(body['detail'])).toContain(String(body['title_en']));
  });

  it('is refused when it does not arrive in time', async () => {
    const slow = await Local.start({ requestTimeoutMs: 50 });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: slow.port });
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
      socket.write(`POST /healthz HTTP/1.1\r\nhost: 127.0.0.1:${slow.port}\r\n`);
    });
    await slow.stop();
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
  });

  it('is refused when it is no HTTP at all', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: local.port });
      socket.on('data', (chunk) => resolve(chunk.toString()));
      socket.write('\u0016\u0003\u0001 hello\r\n\r\n');
    });
    expect(answer).toContain('"code":"request_unreadable"');
  });
});

describe('a purchase through the local API', () => {
  const headers = { 'idempotency-key': 'sale-1' };

  beforeEach(() => local.cutOff());

  async function priced(): Promise<string> {
    const { body } = await local.ask('POST', '/v1/sessions', { body: { device: 'r1' } });
    const id = String(body['id']);
    await local.ask('PUT', `/v1/sessions/${id}/basket`, { body: BASKET });
    return id;
  }

  it('shows the person masked and where the data comes from', async () => {
    const { status, body, text } = await local.ask('POST', '/v1/sessions');
    expect(status).toBe(201);
    expect(body).toMatchObject({ phase: 'ready', device: 'r1', source: 'snapshot', bill: null });
    expect(body['person']).toMatchObject({
      psn_name: '测**',
      psn_no: '********01',
      certno: '990***********0011',
      balc: '0.00',
    });
    expect(text).not.toContain(PERSON.psn_no);
    expect(text).not.toContain(PERSON.certno);
    expect(text).not.toContain(PERSON.psn_name);
  });

  it('prices the basket with every amount, every line and every step explained', async () => {
    const id = await priced();
    const { body } = await local.ask('GET', `/v1/sessions/${id}`);
    const bill = body['bill'] as Record<string, never>;
    expect(bill).toMatchObject({
      setlinfo: { medfee_sumamt: '28.00', hifp_pay: '12.50', psn_cash_pay: '15.50', pool_prop_selfpay: '0.5000' },
      setldetail: [{ fund_pay_type: '310100', fund_payamt: '12.50' }],
      lines: [
        { feedetl_sn: '1', med_list_codg: 'A', inscp_scp_amt: '25.00', benefit: 'outpatient-employee' },
        { feedetl_sn: '2', med_list_codg: 'X', fulamt_ownpay_amt: '3.00', benefit: null },
      ],
      warnings: [{ code: 'not_in_catalogue', field: 'lines[1]' }],
    });
    const { zh, en } = bill['explanation'] as unknown as { zh: string[]; en: string[] };
    expect(zh.length).toBeGreaterThan(3);
    expect(zh.length).toBe(en.length);
    expect(zh.join()).toContain('12.50');
  });

  it('gives the same bill again when asked to price what is there', async () => {
    const id = await priced();
    const { body } = await local.ask('GET', `/v1/sessions/${id}`);
    const again = await local.ask('POST', `/v1/sessions/${id}/presettle`);
    expect(again.status).toBe(200);
    expect(again.body['bill']).toEqual(body['bill']);
  });

  it('has nothing to price before there is a basket', async () => {
    const { body } = await local.ask('POST', '/v1/sessions');
    expect(await codeOf('POST', `/v1/sessions/${body['id']}/presettle`)).toEqual({
      status: 409,
      code: 'session_wrong_phase',
    });
  });

  it('says which line of a basket is wrong and why', async () => {
    const { body } = await local.ask('POST', '/v1/sessions');
    const lines = [BASKET.lines[0], { ...BASKET.lines[1], feedetl_sn: '1' }];
    const refused = await local.ask('PUT', `/v1/sessions/${body['id']}/basket`, { body: { ...BASKET, lines } });
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'basket_invalid',
      facts: { code: 'duplicate_line', field: 'lines[1].feedetl_sn' },
    });
  });

  it('is accepted once, however often it is sent', async () => {
    const id = await priced();
    const first = await local.ask('POST', `/v1/sessions/${id}/accept`, { headers });
    expect(first).toMatchObject({
      status: 200,
      body: {
        state: 'queued',
        told: true,
        provisional: true,
        psn_no: '********01',
        estimate: { medfee_sumamt: '28.00' },
      },
    });
    const second = await local.ask('POST', `/v1/sessions/${id}/accept`, { headers });
    expect(second.body).toEqual(first.body);
    const { body } = await local.ask('GET', '/v1/queue');
    expect(body).toMatchObject({ counts: { queued: 1 }, offline_budget: { count: 199, sum: '19987.50' } });
    expect(body['transactions']).toHaveLength(1);
  });

  it('is refused with the limit in yuan when it is over one', async () => {
    const { body } = await local.ask('POST', '/v1/sessions');
    const lines = [{ ...BASKET.lines[0], pric: '600' }];
    await local.ask('PUT', `/v1/sessions/${body['id']}/basket`, { body: { ...BASKET, lines } });
    const refused = await local.ask('POST', `/v1/sessions/${body['id']}/accept`, { headers });
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'offline_amount_limit',
      facts: { limit: '500.00', asked: '1200.00' },
      title: '断网期间单笔限额 500.00 元，本笔 1200.00 元',
    });
  });

  it('is voided when it is cancelled before it left', async () => {
    const id = await priced();
    const { body } = await local.ask('POST', `/v1/sessions/${id}/accept`, { headers });
    const cancelled = await local.ask('POST', `/v1/transactions/${body['msgid']}/cancel`, {
      headers: { 'idempotency-key': 'cancel-1' },
    });
    expect(cancelled.body).toMatchObject({ transaction: { msgid: body['msgid'], state: 'voided' }, reversal: null });
  });

  it('ends without a sale when its session is closed', async () => {
    const id = await priced();
    expect((await local.ask('DELETE', `/v1/sessions/${id}`)).body).toEqual({ closed: id });
    expect(await codeOf('POST', `/v1/sessions/${id}/accept`, { headers })).toEqual({
      status: 404,
      code: 'session_unknown',
    });
  });

  it('keeps the day open while something is open', async () => {
    const id = await priced();
    await local.ask('POST', `/v1/sessions/${id}/accept`, { headers });
    const refused = await local.ask('POST', '/v1/shift/close');
    expect(refused.body).toMatchObject({ status: 409, code: 'open_items', facts: { queued: 1 } });
  });
});

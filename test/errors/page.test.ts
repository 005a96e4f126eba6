/** Every error has a page at the agent, in both languages, and every refusal leads to its own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CATALOGUE } from '../../agent/errors/catalogue.ts';
import { errorPage } from '../../agent/errors/page.ts';
import { Local } from '../api/local.ts';

let local: Local;
beforeAll(async () => {
  local = await Local.start();
});
afterAll(() => local.stop());

it('every code of the catalogue has a page with cause, cure and whether to try again, zh and en', () => {
  for (const [code, { say, hint }] of Object.entries(CATALOGUE)) {
    const page = errorPage(code) ?? '';
    for (const pair of [say, hint])
      for (const text of pair) expect(page, code).toContain(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
    expect(page).toMatch(/<h2>重试 Again<\/h2><p lang="zh-CN">.+<\/p><p lang="en">.+<\/p>/);
  }
});

it('a refusal links to its page, and the page is there without a token', async () => {
  const refused = await local.ask('GET', '/v1/transactions/nothing');
  expect(refused.body).toMatchObject({ code: 'transaction_unknown', type: '/errors/transaction_unknown' });
  const page = await local.ask('GET', String(refused.body['type']), { token: null });
  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.text).toContain('transaction_unknown');
  expect((await local.ask('GET', '/errors', { token: null })).text).toContain('/errors/transaction_unknown');
  expect((await local.ask('GET', '/errors/none', { token: null })).status).toBe(404);
});

it('a program that finds the port learns what is there', async () => {
  const { body } = await local.ask('GET', '/.well-known/tongxing', { token: null });
  expect(body).toMatchObject({ name: 'tongxing', api: 'v1', mode: 'production', openapi: '/v1/openapi.json' });
  expect(body).toMatchObject({ address: `http://127.0.0.1:${local.port}`, port: local.port });
  // There is no front, no catalogue and no printer here: none is promised.
  expect(body['capabilities']).toEqual(expect.arrayContaining(['card', 'pharmacy_sale', 'clinic_visit', 'roles']));
  for (const absent of ['national_front', 'print', 'catalogue', 'demonstration'])
    expect(body['capabilities']).not.toContain(absent);
  expect(JSON.stringify(body)).not.toMatch(/psn_|certno/);
});

/** How the counter page is let in: a link that works once and soon, a cookie no script reads, and nothing without them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Local } from './local.ts';

let local: Local;
beforeEach(async () => {
  local = await Local.start();
});
afterEach(() => local.stop());

const link = async () => (await local.ask('POST', '/v1/page-links')).body as { path: string; valid_ms: number };

async function cookie(at = local): Promise<string> {
  const { path } = (await at.ask('POST', '/v1/page-links')).body as { path: string };
  const opened = await at.ask('GET', path, { token: null });
  expect(opened.status).toBe(200);
  const [set = ''] = opened.headers['set-cookie'] ?? [];
  expect(set).toMatch(/; HttpOnly; SameSite=Strict; /);
  return set.split(';')[0] ?? '';
}

describe('the way into the counter page', () => {
  it('a link opened once leaves a cookie that the API takes instead of the token', async () => {
    const pass = await cookie();
    expect((await local.ask('GET', '/v1/status', { token: null })).status).toBe(401);
    expect((await local.ask('GET', '/v1/status', { token: null, headers: { cookie: pass } })).status).toBe(200);
  });

  it('another agent’s page in the same browser, which has one cookie of a name for all ports, shuts nobody out', async () => {
    const other = await Local.start();
    const held = new Map<string, string>();
    for (const at of [local, other]) {
      const pass = await cookie(at);
      held.set(pass.split('=')[0] ?? '', pass);
    }
    const headers = { cookie: [...held.values()].join('; ') };
    for (const at of [local, other])
      expect((await at.ask('GET', '/v1/status', { token: null, headers })).status).toBe(200);
    await other.stop();
  });

  it('the same link opened again is refused with the next step', async () => {
    const { path } = await link();
    expect((await local.ask('GET', path, { token: null })).status).toBe(200);
    const again = await local.ask('GET', path, { token: null });
    expect(again.status).toBe(410);
    expect(again.body).toMatchObject({ code: 'page_link_spent', hint_en: expect.stringContaining('tongxing open') });
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('no page makes the browser ask in vain for its icon', async () => {
    for (const headers of [{}, { cookie: await cookie() }])
      expect((await local.ask('GET', '/favicon.ico', { token: null, headers })).status).toBe(204);
  });

  it('a link not opened within its time is refused', async () => {
    const { path, valid_ms } = await link();
    await local.counter.run(valid_ms);
    expect((await local.ask('GET', path, { token: null })).status).toBe(410);
  });

  it('a pass ends after its day, and one that was tampered with never begins', async () => {
    const pass = await cookie();
    const [, until = ''] = /=(\d+)\./.exec(pass) ?? [];
    const later = pass.replace(until, String(Number(until) + 1));
    expect((await local.ask('GET', '/v1/status', { token: null, headers: { cookie: later } })).status).toBe(401);
    await local.counter.run(16 * 3_600_000);
    expect((await local.ask('GET', '/v1/status', { token: null, headers: { cookie: pass } })).status).toBe(401);
  });

  it('a page of another origin cannot use the cookie', async () => {
    const headers = { cookie: await cookie(), origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await local.ask('GET', '/v1/status', { token: null, headers })).status).toBe(403);
  });

  it('what belongs to a demonstration does not exist at a terminal at work', async () => {
    const headers = { cookie: await cookie() };
    expect((await local.ask('GET', '/demo/world', { token: null, headers })).status).toBe(404);
    expect((await local.ask('POST', '/demo/card', { token: null, headers, body: { image: 'ceshi-jia' } })).status).toBe(
      404,
    );
  });

  it('the whole name is shown only when it is asked for', async () => {
    const { counter } = local;
    await counter.connect();
    await counter.signIn();
    counter.insertCard();
    await counter.run();
    const session = await counter.openSession();
    const opened = await local.ask('GET', `/v1/sessions/${session}`);
    const { id, person } = opened.body as { id: string; person: { psn_name: string } };
    expect(person.psn_name).toContain('*');
    const listed = (await local.ask('GET', '/v1/sessions')).body as { sessions: { id: string }[] };
    expect(listed.sessions.map((one) => one.id)).toEqual([id]);
    const shown = await local.ask('POST', `/v1/sessions/${id}/reveal`);
    expect((shown.body as { psn_name: string }).psn_name).not.toContain('*');
  });
});

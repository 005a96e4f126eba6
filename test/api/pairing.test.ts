/** How other programs and pages are let in: by a code a person compares, under grants, from their own origin; and the attacks on it. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPairings } from '../../agent/adapters/http/pairings.ts';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { answerOf, createClient, pair } from '../../agent/api/client/client.ts';
import { grantOf, isListed } from '../../agent/api/grants.ts';
import { ROUTES } from '../../agent/api/routes.ts';
import { clientCommands } from '../../agent/cli/clients.ts';
import type { ClientOptions } from '../../agent/cli/clients-program.ts';
import type { Grant } from '../../agent/core/client.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { START } from '../agent/counter.ts';
import { type Answer, BASKET, Local } from './local.ts';

const HIS = 'https://his.example.cn';
const OTHER = 'https://other.example.cn';

let local: Local;
let origins: readonly string[];

beforeEach(async () => {
  origins = [HIS, OTHER];
  local = await Local.start({ pins: scryptPins(4), allowedOrigins: () => origins });
});

afterEach(() => local.stop());

interface Asked {
  readonly request: string;
  readonly code: string;
  readonly claim: string;
}

const from = (origin: string): Record<string, string> =>
  origin === '' ? {} : { origin, 'sec-fetch-site': 'cross-site' };

async function ask(grants: readonly Grant[], origin = '', name = '收费系统'): Promise<Asked> {
  const asked = await local.ask('POST', '/pairing', { token: null, headers: from(origin), body: { name, grants } });
  expect(asked).toMatchObject({ status: 201, body: { code: expect.stringMatching(/^\d{6}$/) } });
  return asked.body as unknown as Asked;
}

const collect = ({ request }: Asked, claim: string, origin = ''): Promise<Answer> =>
  local.ask('POST', `/pairing/${request}/token`, { token: null, headers: from(origin), body: { claim } });

const confirm = (request: string, code: string, headers: Record<string, string> = {}): Promise<Answer> =>
  local.ask('POST', `/v1/pairings/${request}/confirm`, { body: { code }, headers });

async function paired(grants: readonly Grant[], origin = ''): Promise<string> {
  const asked = await ask(grants, origin);
  expect((await confirm(asked.request, asked.code)).status).toBe(200);
  return String((await collect(asked, asked.claim, origin)).body['token']);
}

const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const journal = (): string =>
  local.counter.db.prepare<[], string>("SELECT group_concat(fact, ' ') FROM journal").pluck().get() ?? '';

describe('a program that asks to be let in', () => {
  it('shows a code, is confirmed here by the same one, and gets a token once that is kept as a digest alone', async () => {
    const asked = await ask(['read_card', 'settle']);
    expect((await collect(asked, asked.claim)).body).toEqual({ state: 'waiting', token: null });
    const { pairings } = (await local.ask('GET', '/v1/pairings')).body as { pairings: object[] };
    expect(pairings).toMatchObject([{ request: asked.request, name: '收费系统', origin: '', code: asked.code }]);
    expect(JSON.stringify(pairings)).not.toContain(asked.claim);
    expect((await confirm(asked.request, asked.code)).body).toMatchObject({ grants: ['read_card', 'settle'] });
    const { body } = await collect(asked, asked.claim);
    const token = String(body['token']);
    expect(body['state']).toBe('paired');
    expect((await local.ask('GET', '/v1/status', { token })).status).toBe(200);
    const file = join(local.folder, 'clients.json');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(journal()).toMatch(/"client",\d+,"paired","c-[\w-]+","",\["read_card","settle"\],""/);
  });

  it('does it by the client package, too', async () => {
    const address = `http://127.0.0.1:${local.port}`;
    const place = pair(address, {
      ...{ name: '收费系统', grants: ['read_card'], everyMs: 1 },
      show: (code) =>
        void local
          .ask('GET', '/v1/pairings')
          .then(({ body }) => confirm((body as { pairings: Asked[] }).pairings[0]?.request ?? '', code)),
    });
    let over = false;
    void place.finally(() => {
      over = true;
    });
    while (!over) await local.counter.run();
    const reading = answerOf(createClient(await place).GET('/v1/access'));
    expect(await reading).toMatchObject({ opter: null });
  });

  it('may do what it was granted and nothing else, each refusal naming the grant', async () => {
    await local.cutOff();
    const token = await paired(['read_card']);
    const opened = await local.ask('POST', '/v1/sessions', { token });
    expect(opened.status).toBe(201);
    const basket = `/v1/sessions/${opened.body['id']}/basket`;
    const refused = await local.ask('PUT', basket, { token, body: BASKET });
    expect(refused).toMatchObject({ status: 403, body: { code: 'grant_missing', facts: { grant: 'settle' } } });
    const undo = { token, headers: { 'idempotency-key': 'k' } };
    expect((await local.ask('POST', '/v1/transactions/x/cancel', undo)).body).toMatchObject({
      facts: { grant: 'refund' },
    });
    expect((await local.ask('GET', '/v1/clients', { token })).body).toMatchObject({ facts: { grant: 'administer' } });
    expect((await local.ask('POST', '/v1/page-links', { token })).body).toMatchObject({ facts: { grant: 'owner' } });
  });

  it('gets no further by the grant where the operator on duty lacks the right', async () => {
    await local.cutOff();
    await local.ask('PUT', '/v1/operators/001', { body: { opter_name: '测试员', pin: '111111' } });
    await local.ask('POST', '/v1/shift/hand-over', { body: { opter: '001', opter_name: '测试员', pin: '111111' } });
    const token = await paired(['administer']);
    await local.ask('PUT', '/v1/operators/002', { body: { opter_name: '测试乙', pin: '222222' } });
    await local.ask('POST', '/v1/shift/hand-over', { body: { opter: '002', opter_name: '测试乙', pin: '222222' } });
    const asked = await local.ask('DELETE', '/v1/operators/001', { token });
    expect(asked.body).toMatchObject({ code: 'not_permitted' });
  });

  it('is out at once when it is revoked, and its token opens nothing any more', async () => {
    const token = await paired(['read_card']);
    const { clients } = (await local.ask('GET', '/v1/clients')).body as { clients: { client: string }[] };
    const client = clients[0]?.client ?? '';
    expect((await local.ask('DELETE', `/v1/clients/${client}`)).body).toEqual({ revoked: client });
    expect((await local.ask('GET', '/v1/status', { token })).status).toBe(401);
    expect((await local.ask('DELETE', `/v1/clients/${client}`)).body).toMatchObject({ code: 'client_unknown' });
    expect(journal()).toContain('"revoked"');
  });
});

describe('an attack on pairing', () => {
  it('by guessing the code ends the request at the third wrong one', async () => {
    const { request, code } = await ask(['settle']);
    for (let at = 0; at < 3; at += 1)
      expect((await confirm(request, wrongCode(code))).body).toMatchObject({ code: 'pairing_code_wrong' });
    expect((await confirm(request, code)).body).toMatchObject({ code: 'pairing_unknown' });
  });

  it('by confirming oneself needs what only this terminal has, whatever was granted', async () => {
    const { request, code } = await ask(['administer']);
    const body = { code };
    expect((await local.ask('POST', `/v1/pairings/${request}/confirm`, { token: null, body })).status).toBe(401);
    const token = await paired(['administer', 'refund', 'settle', 'read_card']);
    expect((await local.ask('POST', `/v1/pairings/${request}/confirm`, { token, body })).body).toMatchObject({
      ...{ code: 'grant_missing', facts: { grant: 'owner' } },
    });
  });

  it('by a cashier at the page is refused without the approval of who administers', async () => {
    await local.cutOff();
    await local.ask('PUT', '/v1/operators/009', { body: { opter_name: '测试员', pin: '111111' } });
    const { request, code } = await ask(['settle']);
    // Whoever had the shift without being enrolled is a cashier now.
    expect((await confirm(request, code)).body).toMatchObject({ code: 'not_permitted' });
    const approving = { body: { opter: '009', pin: '111111', right: 'administer' } };
    const { body } = await local.ask('POST', '/v1/approvals', approving);
    expect((await confirm(request, code, { approval: String(body['approval']) })).status).toBe(200);
    expect(journal()).toMatch(/"paired","c-[\w-]+","",\["settle"\],"009"/);
  });

  it('by collecting twice, by another’s claim, or before it was confirmed gets nothing', async () => {
    const asked = await ask(['settle']);
    await confirm(asked.request, asked.code);
    expect((await collect(asked, 'x'.repeat(32))).body).toMatchObject({ code: 'pairing_unknown' });
    expect((await collect(asked, asked.claim)).body['token']).toEqual(expect.any(String));
    expect((await collect(asked, asked.claim)).body).toMatchObject({ code: 'pairing_unknown' });
    expect((await confirm(asked.request, asked.code)).body).toMatchObject({ code: 'pairing_unknown' });
  });

  it('by a code that was confirmed while the disk had no room is collected once it has', () => {
    const kept: string[] = [];
    let full = true;
    const add = ({ name }: { readonly name: string }) => {
      if (full) throw new StoreError('store_full', 'clients.json');
      kept.push(name);
      return { token: 'T' };
    };
    const pairings = createPairings(new VirtualClock(START), { add } as never);
    const asked = pairings.ask({ name: '收费系统', origin: '', grants: ['settle'] });
    pairings.confirm(asked?.request ?? '');
    const collected = () => pairings.collect(asked?.request ?? '', asked?.claim ?? '', '');
    expect(collected).toThrow('store_full');
    full = false;
    expect([collected(), collected(), kept]).toEqual([{ state: 'paired', token: 'T' }, null, ['收费系统']]);
  });

  it('by an old code, or a refused one, comes too late', async () => {
    const old = await ask(['settle']);
    await local.counter.run(120_000);
    expect((await confirm(old.request, old.code)).body).toMatchObject({ code: 'pairing_unknown' });
    expect((await collect(old, old.claim)).body).toMatchObject({ code: 'pairing_unknown' });
    const refused = await ask(['settle']);
    expect((await local.ask('DELETE', `/v1/pairings/${refused.request}`)).status).toBe(200);
    expect((await confirm(refused.request, refused.code)).body).toMatchObject({ code: 'pairing_unknown' });
  });

  it('by a flood of requests leaves those that wait alone', async () => {
    const first = await ask(['settle']);
    for (let at = 0; at < 3; at += 1) await ask(['settle']);
    const body = { name: 'x', grants: ['settle'] };
    expect((await local.ask('POST', '/pairing', { token: null, body })).body).toMatchObject({
      code: 'too_many_pairings',
    });
    expect((await confirm(first.request, first.code)).status).toBe(200);
  });
});

describe('a page of another maker', () => {
  it('that the configuration does not name can not even ask, and is told so as soon as it is named no more', async () => {
    const body = { name: 'x', grants: ['settle'] };
    const evil = { token: null, headers: from('https://evil.example'), body };
    expect((await local.ask('POST', '/pairing', evil)).body).toMatchObject({ code: 'origin_refused' });
    const token = await paired(['settle'], HIS);
    const reading = () => local.ask('GET', '/v1/status', { token, headers: from(HIS) });
    expect((await reading()).status).toBe(200);
    origins = [OTHER];
    expect((await reading()).body).toMatchObject({ code: 'origin_refused' });
  });

  it('reads its answers by a header that names it alone, after a preflight that does', async () => {
    const token = await paired(['settle'], HIS);
    const { headers } = await local.ask('GET', '/v1/status', { token, headers: from(HIS) });
    expect(headers).toMatchObject({ 'access-control-allow-origin': HIS, vary: 'Origin' });
    const asking = { ...from(HIS), 'access-control-request-method': 'PUT' };
    const preflight = await local.ask('OPTIONS', '/v1/status', { token: null, headers: asking });
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': HIS } });
    expect(String(preflight.headers['access-control-allow-headers'])).toContain('authorization');
    expect(String(preflight.headers['access-control-allow-credentials'])).toBe('undefined');
  });

  it('is let in from its own origin alone: neither another page nor a program may use its token', async () => {
    const token = await paired(['settle'], HIS);
    for (const origin of [OTHER, ''])
      expect((await local.ask('GET', '/v1/status', { token, headers: from(origin) })).body, origin).toMatchObject({
        code: 'origin_refused',
      });
    const asked = await ask(['settle'], HIS);
    await confirm(asked.request, asked.code);
    expect((await collect(asked, asked.claim, OTHER)).body).toMatchObject({ code: 'pairing_unknown' });
    expect((await collect(asked, asked.claim)).body).toMatchObject({ code: 'pairing_unknown' });
  });

  it('gets in neither by a program’s token, nor by the terminal’s own, nor by the cookie of our page', async () => {
    const headers = from(HIS);
    const token = await paired(['settle']);
    expect((await local.ask('GET', '/v1/status', { token, headers })).body).toMatchObject({ code: 'origin_refused' });
    expect((await local.ask('GET', '/v1/status', { headers })).body).toMatchObject({ code: 'origin_refused' });
    const link = await local.ask('POST', '/v1/page-links');
    const opened = await local.ask('GET', String(link.body['path']), { token: null });
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    // The same site by another port: a browser would send even a strict cookie.
    const near = { token: null, headers: { ...headers, cookie, 'sec-fetch-site': 'same-site' } };
    expect((await local.ask('GET', '/v1/status', near)).status).toBe(401);
  });
});

it('every operation of the API is under a grant, or told to be the owner’s', () => {
  expect(ROUTES.map(({ id }) => id).filter((id) => !isListed(id))).toEqual([]);
  for (const { id, right } of ROUTES)
    if (right !== undefined) expect(['refund', 'administer', 'settle', undefined], id).toContain(grantOf(id));
});

describe('tongxing clients', () => {
  const world = () => {
    const said = { out: '', err: '' };
    const commands = clientCommands({
      ...{ nowMs: () => local.counter.clock.wallMs(), stopped: () => Promise.resolve() },
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    });
    return { said, commands };
  };

  it('lists and puts out without a running agent, and says what to start where one is needed', async () => {
    await paired(['read_card'], HIS);
    const options: ClientOptions = { data: local.folder };
    const { said, commands } = world();
    expect(await commands.clientsList(options)).toBe(0);
    expect(said.out).toMatch(/c-\S+ +收费系统 +https:\/\/his\.example\.cn +read_card/);
    const [client = ''] = /c-\S+/.exec(said.out) ?? [];
    expect(await commands.clientsRevoke(client, options)).toBe(0);
    expect(await commands.clientsRevoke(client, options)).toBe(3);
    expect(said.err).toContain(`没有这个接入方：${client}`);
    expect(await commands.clientsConfirm('123456', options)).toBe(3);
    expect(said.err).toContain('tongxing start');
  });
});

/** Attacks on the local API, played against the real server: guesses, floods, pages of others, bodies without end. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpApiOptions } from '../../agent/local-api.ts';
import { Local } from './local.ts';

let local: Local;

/** 测试 in GBK. */
const GBK = Buffer.from([0xb2, 0xe2, 0xca, 0xd4]);

const start = async (options: Partial<HttpApiOptions> = {}) => {
  local = await Local.start(options);
};

afterEach(() => local.stop());

/** What comes back on a connection of our own, until it is closed. */
function talk(text: string, then: (write: (more: string) => boolean) => void = () => {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: local.port });
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
    socket.write(text);
    then((more) => socket.write(more));
  });
}

describe('guessing at the token', () => {
  const wrong = (at: number) => local.ask('GET', '/v1/status', { token: String(at).padStart(64, '0') });

  it('is slowed to twenty tries a minute, and holds up nobody who has the right one', async () => {
    await start();
    for (let at = 0; at < 20; at += 1) expect((await wrong(at)).status).toBe(401);
    const held = await wrong(20);
    expect(held).toMatchObject({ status: 429, body: { code: 'too_many_guesses', class: 'transient' } });
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
    expect((await local.ask('GET', '/v1/status')).status).toBe(200);
    expect((await local.ask('GET', '/v1/status', { token: null })).status).toBe(429);
    await local.counter.run(60_000);
    expect((await wrong(21)).status).toBe(401);
  });

  it('counts guesses at links and cookies with it', async () => {
    await start();
    const cookie = { cookie: `tongxing_page=9999999999999.${'0'.repeat(64)}` };
    for (let at = 0; at < 10; at += 1) {
      expect((await local.ask('GET', `/open/guess-${at}`, { token: null })).status).toBe(410);
      expect((await local.ask('GET', '/v1/status', { token: null, headers: cookie })).status).toBe(401);
    }
    expect((await local.ask('GET', '/open/guess', { token: null })).body).toMatchObject({ code: 'too_many_guesses' });
  });
});

describe('a flood of requests', () => {
  it('is held back for its kind of caller alone, until the window is over', async () => {
    await start({ mostRequests: 30 });
    for (let at = 0; at < 30; at += 1) await local.ask('GET', '/v1/shift');
    const held = await local.ask('GET', '/v1/shift');
    expect(held).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(held.headers['retry-after']).toBe('10');
    expect((await local.ask('GET', '/healthz', { token: null })).status).toBe(200);
    await local.counter.run(10_000);
    expect((await local.ask('GET', '/v1/shift')).status).toBe(200);
  });
});

describe('a page of another site', () => {
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

  it('can not post a form with the cookie the browser keeps, whatever media type it claims', async () => {
    await start();
    const link = await local.ask('POST', '/v1/page-links');
    const opened = await local.ask('GET', String(link.body['path']), { token: null });
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    expect(String(opened.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await local.ask('GET', '/v1/shift', { token: null, headers: { cookie } })).status).toBe(200);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json']) {
      const headers = { ...evil, cookie, 'content-type': type };
      const posted = await local.ask('POST', '/v1/shift/open', { token: null, raw: '{"opter":"001"}', headers });
      expect(posted.body, type).toMatchObject({ code: 'origin_refused' });
    }
    expect((await local.ask('GET', '/v1/shift')).body).toMatchObject({ phase: 'closed' });
  });

  it('gets no answer to a preflight and no header that would let it read one', async () => {
    await start();
    const asking = {
      ...evil,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    for (const [method, path] of [
      ['OPTIONS', '/v1/shift/open'],
      ['GET', '/v1/shift'],
      ['GET', '/healthz'],
      ['GET', '/metrics'],
    ] as const) {
      const { status, headers } = await local.ask(method, path, { headers: asking });
      expect(status, path).toBe(403);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('reaches nothing by a name that was rebound to this machine, though the cookie were sent', async () => {
    await start();
    for (const host of [
      `evil.example:${local.port}`,
      `127.0.0.1.evil.example:${local.port}`,
      `127.0.0.1:${local.port}@evil.example`,
    ])
      for (const path of ['/', '/v1/shift', '/page/events', '/.well-known/tongxing', '/errors', '/metrics'])
        expect((await local.ask('GET', path, { headers: { host } })).body, `${host} ${path}`).toMatchObject({
          code: 'host_refused',
        });
  });
});

describe('a body that does not end as it should', () => {
  const head = (more: string) =>
    `POST /v1/shift/open HTTP/1.1\r\nhost: 127.0.0.1:${local.port}\r\nauthorization: Bearer ${local.token}\r\ncontent-type: application/json\r\n${more}\r\n\r\n`;

  it('is given up when it trickles in', async () => {
    await start({ requestTimeoutMs: 50 });
    expect(await talk(head('content-length: 1000'), (write) => write('{'))).toMatch(
      /^HTTP\/1\.1 408 .*"request_timeout"/s,
    );
  });

  it('is cut at the limit when it comes in chunks without a length, long before it is read', async () => {
    await start();
    let sent = 0;
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${local.token}`, 'content-type': 'application/json' };
      const path = '/v1/shift/open';
      const posting = request(
        { host: '127.0.0.1', port: local.port, method: 'POST', path, headers, agent: false },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
          response.on('error', reject);
        },
      );
      posting.on('error', () => {});
      const chunk = Buffer.alloc(65_536, 0x20);
      const more = () => {
        if (posting.destroyed || sent > 64 * 1_048_576) return;
        sent += chunk.length;
        posting.write(chunk, more);
      };
      more();
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('"body_too_large"');
    expect(sent).toBeLessThan(32 * 1_048_576);
  });

  it('is heard out where its length was told: whoever sends too much reads why, and not that the line broke', async () => {
    await start();
    const much = 4 * 1_048_576;
    const next = `GET /healthz HTTP/1.1\r\nhost: 127.0.0.1:${local.port}\r\nconnection: close\r\n\r\n`;
    const said = await talk(`${head(`content-length: ${much}`)}${' '.repeat(much)}${next}`);
    // The line is whole after it: the next request on it is answered.
    expect(said).toMatch(/^HTTP\/1\.1 413 .*"body_too_large".*HTTP\/1\.1 200 /s);
  });

  it('is refused before it is sent when its length alone is too much', async () => {
    await start();
    expect(await talk(head('content-length: 999999999\r\nconnection: close'))).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('may not be two requests in one: length and chunks at once are no request', async () => {
    await start();
    const both = head('content-length: 4\r\ntransfer-encoding: chunked');
    expect(await talk(`${both}0\r\n\r\nGET /v1/status HTTP/1.1\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 .*"request_unreadable"/s,
    );
  });
});

describe('a whole request with something after it that is none', () => {
  const body = '{"opter":"001","opter_name":"测试员"}';

  it.each([
    ['the zero that ends a text elsewhere', '\0'],
    ['what a length counted too short leaves over', '测试"}'],
  ])('is answered, and nothing else is: %s', async (_what, rest) => {
    await start();
    const head = `POST /v1/shift/open HTTP/1.1\r\nhost: 127.0.0.1:${local.port}\r\nauthorization: Bearer ${local.token}`;
    const length = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
    let said: string | null = null;
    void talk(`${head}\r\n${length}\r\n\r\n${body}${rest}`).then((text) => {
      said = text;
    });
    while (said === null) await local.counter.run();
    expect(said).toMatch(/^HTTP\/1\.1 403 .*connection: close.*"operator_unknown"/is);
    expect(String(said).split('HTTP/1.1')).toHaveLength(2);
  });
});

describe('a body that is no text', () => {
  const name = (text: string) => `{"opter":"1","opter_name":"${text}"}`;

  it.each<[string, string | Buffer]>([
    [
      'the bytes of another encoding',
      Buffer.concat([Buffer.from('{"opter":"1","opter_name":"'), GBK, Buffer.from('"}')]),
    ],
    ['half a character', name('a\\ud83db')],
    ['the other half of one', name('\\uDE00')],
    ['half a character as the name of a field', '{"\\ud800":1}'],
  ])('is refused before anything is kept of it: %s', async (_what, raw) => {
    await start();
    await local.counter.connect();
    const answer = await local.ask('POST', '/v1/shift/open', { raw });
    expect(answer).toMatchObject({ status: 400, body: { code: 'not_utf8' } });
    expect((await local.ask('GET', '/v1/shift')).body).toMatchObject({ phase: 'closed' });
  });

  it('is none for its mark of byte order, a character written as two escapes, or an escape that is text', async () => {
    await start();
    await local.counter.connect();
    for (const text of ['\ufeff{"opter":"1","opter_name":"\\ud83d\\ude00"}', name('\\\\ud83d')])
      expect((await local.ask('POST', '/v1/shift/hand-over', { raw: text })).body).not.toMatchObject({ status: 400 });
  });
});

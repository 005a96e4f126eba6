/**
 * The hands of a served counter over HTTP, on loopback alone: put a card in, scan, cut the link, read what was printed,
 * read and change what the centre holds. For tests of other systems; there is no such door at a terminal at work. Pages of
 * other sites cannot use it: it answers only to its own address and to JSON.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ServedCounter } from './served-counter.ts';

/** What may be asked, as `GET /` says it. */
export const DOORS = {
  'GET /': '这张表 this table',
  'GET /counter': '地址、令牌、链路、卡 addresses, token, link, cards',
  'GET /people': '虚构人员 the fictitious persons',
  'POST /card {"name": "ceshi-jia"}': '插卡 put a card in',
  'DELETE /card': '拔卡 pull it',
  'POST /scan {"text": "…", "aim": "Q1"}': '扫码 scan; aim is optional',
  'POST /voucher {"name": "person-370-001"}':
    '某人的电子凭证二维码，再用 /scan 扫 the e-voucher on somebody’s phone, to be scanned',
  'POST /link {"cut": true}': '断网、恢复 cut the link, or bring it back',
  'GET /paper': '已打印的小票 what was printed',
  'DELETE /paper': '撕下小票 tear it off',
  'POST /printer {"lines": 0, "cover": false}': '缺纸、开盖 paper left (null: enough), cover open',
  'POST /faults {"lose_answers": 1}': '中心与链路的故障 faults of the centre and its line',
  'GET /centre/ledger': '中心的账 what the centre holds',
  'POST /centre/persons/PSN_NO {"balc": "12.00"}': '中心的其他门 any other door of the centre',
} as const;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Body = Readonly<Record<string, unknown>>;
type Deed = (counter: ServedCounter, body: Body) => unknown;

class Refused extends Error {}

const LARGEST_BODY = 16 << 20;

const DEEDS: Readonly<Record<string, Deed>> = {
  'GET /': () => ({ doors: DOORS }),
  'GET /counter': (counter) => placeOf(counter),
  'GET /people': ({ people }) => ({
    people: people.map(({ name, centre: { profile, cardno, balc } }) => ({ name, cardno, balc, ...profile })),
  }),
  'POST /card': (counter, { name }) => {
    const card = typeof name === 'string' ? counter.card(name) : null;
    if (card === null) throw new Refused('name: a card of GET /counter');
    counter.hands.insert(card);
  },
  'DELETE /card': ({ hands }) => hands.pull(),
  'POST /scan': ({ hands }, { text, aim = 'Q1' }) => {
    if (typeof text !== 'string' || text === '') throw new Refused('text: what the code says');
    if (typeof aim !== 'string' || !/^[A-Za-z][0-9A-Za-z]$/.test(aim))
      throw new Refused('aim: two characters, as "Q1"');
    hands.scan(text, aim);
  },
  'POST /voucher': async (counter, { name, psn_no }) => {
    const person = counter.people.find((one) => one.name === name);
    const whose = person?.centre.profile.psn_no ?? psn_no;
    if (typeof whose !== 'string') throw new Refused('name: a person of GET /people; or psn_no');
    return (await centre(counter, 'POST', '/vouchers', { psn_no: whose })).body;
  },
  'POST /link': async ({ relay }, { cut }) => {
    if (typeof cut !== 'boolean') throw new Refused('cut: true or false');
    await (cut ? relay.cut() : relay.restore());
  },
  'GET /paper': ({ hands }) => ({ lines: hands.paper }),
  'DELETE /paper': ({ hands }) => hands.tearOff(),
  'POST /printer': ({ hands }, { lines, cover }) => {
    if (lines !== undefined && lines !== null && !(Number.isInteger(lines) && Number(lines) >= 0))
      throw new Refused('lines: a whole number, or null for a roll without end');
    if (cover !== undefined && typeof cover !== 'boolean') throw new Refused('cover: true or false');
    if (lines !== undefined) hands.load(lines as number | null);
    if (cover !== undefined) hands.cover(cover);
  },
};

/** Where everything is, as `tongxing sim serve --json` says it too. */
export function placeOf({ daemon, relay, cards }: ServedCounter) {
  return { api: `http://127.0.0.1:${daemon.port}`, token_file: daemon.tokenPath, cut: relay.isCut, cards: cards() };
}

export function startControl(counter: ServedCounter, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    answer(counter, request).then(
      ({ status, body }) => response.writeHead(status, JSON_TYPE).end(JSON.stringify(body)),
      (error: unknown) => {
        const status = error instanceof Refused ? 400 : 500;
        response.writeHead(status, JSON_TYPE).end(JSON.stringify({ error: messageOf(error) }));
      },
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

async function answer(counter: ServedCounter, request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', headers } = request;
  // A page of another site can name this port, but not under this name, and it sends no JSON without being asked first.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return refused(403, 'Host: this machine alone');
  if (headers.origin !== undefined) return refused(403, 'Origin: pages have no business here');
  const path = (request.url ?? '/').replace(/\?.*$/, '');
  const body = await bodyOf(request);
  if (path === '/faults' && method === 'POST') return centre(counter, method, '/faults', body);
  if (path.startsWith('/centre/')) return centre(counter, method, path.slice('/centre'.length), body);
  const deed = DEEDS[`${method} ${path}`];
  if (deed === undefined) return refused(404, `no ${method} ${path}; GET / says what there is`);
  return { status: 200, body: (await deed(counter, body)) ?? { done: true } };
}

async function centre({ centrePort }: ServedCounter, method: string, path: string, body: Body): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${centrePort}${path}`, {
    method,
    ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new Refused('the body is too large');
  }
  if (text === '') return {};
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new Refused('content-type: application/json');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  } catch {
    // Told below.
  }
  throw new Refused('the body is not a JSON object');
}

const refused = (status: number, error: string): Answer => ({ status, body: { error } });
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `tongxing sim serve`: a counter for other people's tests and for training, driven over HTTP from outside alone. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localApi } from '../../agent/cli/demo/api.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { startDaemon } from '../../agent/main.ts';
import { packageRoot } from '../../agent/root.ts';
import { TrainingPlaceError } from '../../agent/training.ts';
import { drawPeople } from '../../simulator/people/draw.ts';
import { Program, until } from '../e2e/program.ts';
import type { SessionAnswer, StatusAnswer, TransactionAnswer } from '../e2e/shop.ts';

interface Place {
  readonly api: string;
  readonly control: string;
  readonly token_file: string;
  readonly ready_ms: number;
  readonly cards: readonly string[];
}

interface Books {
  readonly transactions: readonly { readonly msgid: string; readonly state: string }[];
}

const LINE = { feedetl_sn: '1', med_list_codg: 'XJ01FAA903A001010100001', pric: '9.90', cnt: '1' };

describe('a served counter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-people-'));
  let program: Program;
  let place: Place;
  let api: ReturnType<typeof localApi>;

  beforeAll(async () => {
    const people = join(folder, 'people.json');
    writeFileSync(people, JSON.stringify(drawPeople(41, 3)));
    program = new Program(['sim', 'serve', '--json', '--port', '0', '--control-port', '0', '--people', people]);
    await program.says('"ready":true');
    place = JSON.parse(program.said.split('\n').find((line) => line.startsWith('{')) ?? '') as Place;
    api = localApi(Number(new URL(place.api).port), place.token_file);
  });
  afterAll(async () => {
    await program.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('says how long it took to be ready', () => {
    expect(place.ready_ms).toBeGreaterThan(50);
  });

  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(place.control + path, sent);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const phase = (wanted: string) =>
    until(`a card ${wanted}`, async () =>
      (await api.get<StatusAnswer>('/v1/status')).devices.some((one) => one.phase === wanted),
    );
  /** The data of the first event of this kind after `deed`. */
  async function firstEvent(kind: string, deed: () => Promise<unknown>): Promise<string> {
    const headers = { authorization: `Bearer ${readFileSync(place.token_file, 'utf8').trim()}` };
    const stream = await fetch(`${place.api}/v1/events`, { headers });
    await deed();
    let text = '';
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const found = new RegExp(`event: ${kind}\\ndata: (.*)\\n`).exec(text)?.[1];
      if (found !== undefined) return found;
    }
    return '';
  }
  async function sell(card: string): Promise<TransactionAnswer> {
    await control('POST', '/card', { name: card });
    await phase('ready');
    const { id } = await api.send<SessionAnswer>('POST', '/v1/sessions');
    await api.send('PUT', `/v1/sessions/${id}/basket`, {
      ...{ med_type: '41', acct_used_flag: '0' },
      lines: [LINE],
    });
    const sold = await api.send<TransactionAnswer>('POST', `/v1/sessions/${id}/accept`, undefined, {
      key: randomUUID(),
    });
    await control('DELETE', '/card');
    await phase('empty');
    return sold;
  }

  it('says that it is training, and sells to anybody of its people, those of a file of one’s own too', async () => {
    // What is told to be ready can be worked with at once.
    expect(await api.get('/v1/status')).toMatchObject({ mode: 'training', link: { phase: 'ready' } });
    await api.send('POST', '/v1/shift/open', { opter: '001', opter_name: '测试员' });
    const own = place.cards.filter((name) => name.startsWith('person-41-'));
    expect(own).toHaveLength(3);
    const sold = await sell('person-370-001');
    const theirs = await sell(own[0] ?? '');
    const { transactions } = await control<Books>('GET', '/centre/ledger');
    expect(transactions.map(({ msgid }) => msgid).toSorted()).toEqual([sold.msgid, theirs.msgid].toSorted());
  });

  it('prints with the mark of training on it, and tells when the paper is out', async () => {
    const { transactions } = await control<Books>('GET', '/centre/ledger');
    const path = `/v1/transactions/${transactions[0]?.msgid}/print`;
    await api.send('POST', path, {});
    const { lines } = await control<{ lines: string[] }>('GET', '/paper');
    expect(lines.join('\n')).toContain('培训 无效 TRAINING');
    await control('DELETE', '/paper');
    await control('POST', '/printer', { lines: 0 });
    await expect(api.send('POST', path, {})).rejects.toMatchObject({ code: 'printer_no_paper' });
    await control('POST', '/printer', { lines: null });
    expect(await control('GET', '/paper')).toEqual({ lines: [] });
  });

  it('cuts the link and brings it back: what was told meanwhile is settled once', async () => {
    await control('POST', '/link', { cut: true });
    await until('down', async () => (await api.get<StatusAnswer>('/v1/status')).link.phase === 'down');
    const sold = await sell('person-370-001');
    expect(sold).toMatchObject({ provisional: true, state: 'queued' });
    await control('POST', '/link', { cut: false });
    await until('settled', async () =>
      (await api.get<TransactionAnswer>(`/v1/transactions/${sold.msgid}`)).state.startsWith('settled'),
    );
    const { transactions } = await control<Books>('GET', '/centre/ledger');
    expect(transactions.filter(({ msgid }) => msgid === sold.msgid)).toHaveLength(1);
  });

  it('hands a scan to the terminal as a scanner would', async () => {
    const heard = await firstEvent('scan', () => control('POST', '/scan', { text: '2000000000329', aim: 'E0' }));
    expect(heard).toContain('ean13');
  });

  it.each([
    ['an unknown card', 'POST', '/card', { name: 'nobody' }, 'name:'],
    ['a wrong fault', 'POST', '/faults', { moon: true }, 'moon'],
    ['an unknown door', 'GET', '/nowhere', undefined, 'GET /'],
    ['half a word', 'POST', '/link', {}, 'cut:'],
  ])('refuses %s in words', async (_what, method, path, body, said) => {
    await expect(control(method, path, body)).rejects.toThrow(said);
  });

  it('draws the set-up sheet for scanners in the built program, too, with what it loads when it is asked for', async () => {
    const sheet = await fetch(`${place.api}/scanner-setup`);
    expect(sheet.status).toBe(200);
    expect(await sheet.text()).toContain('<svg ');
  });

  it('does nothing for a page of another site, nor under another name', async () => {
    const tried = await fetch(`${place.control}/card`, {
      method: 'DELETE',
      headers: { origin: 'https://evil.example' },
    });
    expect(tried.status).toBe(403);
    const plain = await fetch(`${place.control}/link`, { method: 'POST', body: '{"cut":true}' });
    expect(plain.status).toBe(400);
    expect(await api.get('/v1/status')).toMatchObject({ link: { phase: 'ready' } });
  });

  it('ends cleanly, takes its folder along and leaves no process behind', async () => {
    expect(await program.end('SIGTERM')).toMatchObject({ code: 0 });
    expect(existsSync(dirname(dirname(place.token_file)))).toBe(false);
    await until('no process left', () => program.leftBehind().length === 0);
  });
});

it('a terminal in training mode can not be led to a centre elsewhere: it does not even ask', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-training-'));
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  try {
    const trying = startDaemon({
      dataDir: folder,
      apiPort: 0,
      centre: {
        address: 'centre.example.cn:8470',
        enrolAddress: '127.0.0.1:8471',
        caFile: join(folder, 'ca.pem'),
        fixmedins_code: 'P37010200001',
        enrolmentCode: 'X',
      },
      packsDir: folder,
      catalogueFile: join(folder, 'none.json'),
      limits: DEFAULT_LIMITS,
      acceptVirtual: true,
      mode: 'training',
      log: silent,
    });
    await expect(trying).rejects.toThrow(TrainingPlaceError);
    expect(existsSync(join(folder, 'tongxing.db'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('a control port that is taken is said, and nothing stays up', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  try {
    const program = new Program(['sim', 'serve', '--port', '0', '--control-port', String(port)]);
    expect(await program.ended()).toMatchObject({ code: 3 });
    expect(program.said).toContain('控制端口已被占用');
    await until('no process left', () => program.leftBehind().length === 0);
  } finally {
    other.close();
  }
});

it('the worked example of a vendor’s test passes as it stands', async () => {
  const test = join(packageRoot(), 'simulator/examples/vendor/sale.test.mjs');
  expect(readFileSync(test, 'utf8').split('\n').length).toBeLessThan(30);
  // One test runner inside another would run nothing.
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', test], {
    env: {
      ...env,
      TONGXING: `${process.execPath} ${join(packageRoot(), 'dist/tongxing.js')}`,
    },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(said).toContain('# pass 1');
  expect(code, said).toBe(0);
});

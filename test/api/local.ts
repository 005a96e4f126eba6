/**
 * A local API for tests: the real HTTP server on a free port over a real agent at a test counter. While a request waits,
 * the counter's virtual time goes on, so that nothing sleeps.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpApi, type HttpApi, type HttpApiOptions } from '../../agent/local-api.ts';
import { Counter } from '../agent/counter.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface Ask {
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the right one. Null sends none. */
  readonly token?: string | null;
}

export class Local {
  readonly counter: Counter;
  readonly folder: string;
  readonly api: HttpApi;
  readonly token: string;

  static async start(options: Partial<HttpApiOptions> = {}, counter = new Counter()): Promise<Local> {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-api-'));
    const tokenPath = join(folder, 'api.token');
    const { agent, clock } = counter;
    const api = await createHttpApi({ agent, clock, tokenPath, port: 0, version: '0.1.0', ...options });
    return new Local(counter, folder, api, readFileSync(tokenPath, 'utf8').trim());
  }

  private constructor(counter: Counter, folder: string, api: HttpApi, token: string) {
    this.counter = counter;
    this.folder = folder;
    this.api = api;
    this.token = token;
  }

  get port(): number {
    return this.api.port;
  }

  /** Cut off from the centre, with the person on file and the card in: sales are provisional. */
  async cutOff(): Promise<this> {
    const { counter } = this;
    await counter.connect();
    await counter.signIn();
    counter.insertCard();
    await counter.run();
    const session = await counter.openSession();
    await counter.command({ kind: 'close_session', session });
    counter.cut();
    await counter.run();
    return this;
  }

  /** One request; the counter's time goes on until it is answered. */
  async ask(method: string, path: string, given: Ask = {}): Promise<Answer> {
    let done = false;
    const answer = this.send(method, path, given).finally(() => {
      done = true;
    });
    while (!done) await this.counter.run();
    return answer;
  }

  async send(method: string, path: string, given: Ask): Promise<Answer> {
    const response = await this.open(method, path, given);
    let text = '';
    response.setEncoding('utf8');
    for await (const chunk of response) text += chunk;
    const type = response.headers['content-type'] ?? '';
    const body = type.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.statusCode ?? 0, headers: response.headers, text, body };
  }

  /** The response as it begins. */
  open(
    method: string,
    path: string,
    { body, raw, headers = {}, token = this.token }: Ask = {},
  ): Promise<IncomingMessage> {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const all = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.port, method, path, headers: all, agent: false }, resolve);
      sent.on('error', reject);
      sent.end(text);
    });
  }

  async stop(): Promise<void> {
    await this.api.close();
    await this.counter.agent.stop();
    rmSync(this.folder, { recursive: true });
  }
}

export const BASKET = {
  med_type: '41',
  acct_used_flag: '0',
  lines: [
    { feedetl_sn: '1', med_list_codg: 'A', pric: '12.5', cnt: '2', rxno: 'RX1' },
    { feedetl_sn: '2', med_list_codg: 'X', pric: '3', cnt: '1' },
  ],
} as const;

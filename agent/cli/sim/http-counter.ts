/** A counter whose agent is spoken to over HTTP: its local API, its notices, and the centre's side door. For stages. */
import type { Call, Method, Said } from '../../../simulator/scenario/stage.ts';

export interface HttpCounter {
  api(method: Method, path: string, body?: unknown, key?: string): Promise<Said>;
  together(calls: readonly Call[]): Promise<readonly Said[]>;
  close(): void;
}

const GONE: Said = { status: 0, body: { code: 'agent_gone', title: '终端程序已停止', title_en: 'the agent is gone' } };

/** Before there is one. */
export const NO_COUNTER: HttpCounter = {
  api: async () => GONE,
  together: async (calls) => calls.map(() => GONE),
  close: () => {},
};

/** `heard` gets every notice from now on. */
export async function openHttpCounter(
  port: number,
  token: string,
  heard: (notice: Readonly<Record<string, unknown>>) => void,
): Promise<HttpCounter> {
  const hearing = new AbortController();
  await hear(port, token, hearing.signal, heard);
  const api: HttpCounter['api'] = async (method, path, body, key) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, sent);
      return { status: response.status, body: await response.json() };
    } catch {
      return GONE;
    }
  };
  return {
    api,
    together: (calls) => Promise.all(calls.map(({ method, path, body, key }) => api(method, path, body, key))),
    close: () => hearing.abort(),
  };
}

async function hear(
  port: number,
  token: string,
  signal: AbortSignal,
  heard: (notice: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const stream = await fetch(`http://127.0.0.1:${port}/v1/events`, { headers, signal });
  const read = async () => {
    let text = '';
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const whole = text.split('\n');
      text = whole.pop() ?? '';
      for (const line of whole)
        if (line.startsWith('data: ')) heard(JSON.parse(line.slice(6)) as Record<string, unknown>);
    }
  };
  // It ends with the agent, or with the stage.
  void read().catch(() => {});
}

/** A door of the simulated centre; null: there is no such door. */
export async function centreDoor(
  port: number,
  method: Method,
  path: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const sent = method === 'POST' ? { method, headers, body: JSON.stringify(body) } : { method };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, sent);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return response.json();
}

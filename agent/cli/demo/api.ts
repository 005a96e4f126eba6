/**
 * The local API as the demonstration uses it: the same door, token and idempotency keys that an integrator has. Nothing
 * here reaches into the agent.
 */
import { readFileSync } from 'node:fs';

/** A problem document of the API, as an error. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly hint: string;
  readonly hint_en: string;
  constructor(code: string, zh: string, en: string, hint = '', hint_en = '') {
    super(`${code}: ${en}`);
    this.name = 'ApiProblem';
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.hint = hint;
    this.hint_en = hint_en;
  }
}

/** One of /v1/events. */
export interface ApiEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An idempotency key, and the approval of an operator who has the right. */
export interface Extra {
  readonly key?: string | undefined;
  readonly approval?: string | undefined;
}

export interface Api {
  /**
   * What happens from now on, until `take` answers true or the signal ends it. `begun` is asked once nothing can be
   * missed any more; true ends it too. Resolves also when the agent ends the stream.
   */
  events(take: (event: ApiEvent) => boolean, ending: AbortSignal, begun?: () => Promise<boolean>): Promise<void>;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, extra?: Extra): Promise<T>;
}

export function localApi(port: number, tokenPath: string): Api {
  const token = readFileSync(tokenPath, 'utf8').trim();
  const ask = async <T>(method: string, path: string, body?: unknown, { key, approval }: Extra = {}): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(approval === undefined ? {} : { approval }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer as T;
    throw problemOf(answer);
  };
  const events: Api['events'] = async (take, ending, begun) => {
    try {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`http://127.0.0.1:${port}/v1/events`, { headers, signal: ending });
      if (!response.ok) throw problemOf(await response.json());
      if ((await begun?.()) === true) return void (await response.body?.cancel());
      let rest = '';
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const event of blocks.flatMap(eventOf)) if (take(event)) return;
      }
    } catch (error) {
      // Being told to end is no failure.
      if (!ending.aborted) throw error;
    }
  };
  return { get: (path) => ask('GET', path), send: ask, events };
}

function problemOf(answer: unknown): ApiProblem {
  const { code, title, title_en, hint, hint_en } = answer as Readonly<Record<string, string>>;
  return new ApiProblem(code ?? '', title ?? '', title_en ?? '', hint, hint_en);
}

/** None for a heartbeat. */
function eventOf(block: string): readonly ApiEvent[] {
  const event = /^event: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (event === undefined || data === undefined) return [];
  return [{ event, data: JSON.parse(data) as ApiEvent['data'] }];
}

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

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, key?: string): Promise<T>;
}

export function localApi(port: number, tokenPath: string): Api {
  const token = readFileSync(tokenPath, 'utf8').trim();
  const ask = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer as T;
    const { code, title, title_en, hint, hint_en } = answer as Readonly<Record<string, string>>;
    throw new ApiProblem(code ?? '', title ?? '', title_en ?? '', hint, hint_en);
  };
  return { get: (path) => ask('GET', path), send: ask };
}

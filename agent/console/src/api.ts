/**
 * The local API as the page uses it. The cookie of the page is the only credential, so nothing here holds a secret. Every
 * refusal is a Problem with the sentences of the error catalogue; a call without an answer is one too.
 */

import type { Said } from './answers.ts';

export class Problem extends Error {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly hint: readonly [zh: string, en: string];
  readonly facts: Readonly<Record<string, unknown>>;
  constructor(code: string, zh: string, en: string, hint: readonly [string, string], facts: Record<string, unknown>) {
    super(`${code}: ${en}`);
    this.name = 'Problem';
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.hint = hint;
    this.facts = facts;
  }
}

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, key?: string, approval?: string): Promise<T>;
}

/** Longer than the agent ever lets a counter wait. */
const PATIENCE_MS = 60_000;

export function createApi(): Api {
  const ask = async <T>(method: string, path: string, body?: unknown, key?: string, approval?: string): Promise<T> => {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key !== undefined) headers['idempotency-key'] = key;
    if (approval !== undefined) headers['approval'] = approval;
    const sent: RequestInit = { method, headers, signal: AbortSignal.timeout(PATIENCE_MS) };
    if (body !== undefined) sent.body = JSON.stringify(body);
    const response = await fetch(path, sent).catch(() => null);
    if (response === null) throw lost();
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    throw problemOf(response.status, answer);
  };
  return { get: (path) => ask('GET', path), send: ask };
}

/** No answer came, whatever became of it. */
export const LOST = 'no_agent';

function lost(): Problem {
  return new Problem(
    LOST,
    '与终端程序失去联系',
    'The agent does not answer',
    ['它在运行吗？已受理的交易不会丢失', 'Is it running? What was accepted is not lost'],
    {},
  );
}

/** The browser's pass has run out, or was given back: what the API says of a token is for programs. */
function passOver(): Problem {
  return new Problem(
    'page_pass_over',
    '这个页面的登录已失效',
    'This page is no longer let in',
    [
      '在本机运行 tongxing open 重新打开；已受理的交易不会丢失',
      'Open it again by tongxing open on this machine; what was accepted is not lost',
    ],
    {},
  );
}

const UNAUTHORISED = 401;

function problemOf(status: number, answer: unknown): Problem {
  if (status === UNAUTHORISED) return passOver();
  const said = (answer ?? {}) as Record<string, unknown>;
  const word = (name: string, or: string) => (typeof said[name] === 'string' ? said[name] : or);
  return new Problem(
    word('code', `http_${status}`),
    word('title', `接口返回 ${status}`),
    word('title_en', `HTTP ${status}`),
    [word('hint', ''), word('hint_en', '')],
    (said['facts'] ?? {}) as Record<string, unknown>,
  );
}

/** What an event says went wrong, as a refusal would. */
export function saidProblem({ code, zh, en, hint_zh, hint_en }: Said): Problem {
  return new Problem(code, zh, en, [hint_zh, hint_en], {});
}

/**
 * The local API for programs in TypeScript or JavaScript: every path, parameter and answer typed by the OpenAPI document,
 * the agent found by its data folder, events that go on where they broke off. Knows no rule of the agent; must never log
 * a token.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { components, paths } from './generated/schema.ts';

export type Schemas = components['schemas'];
export type Client = FetchClient<paths>;

/** Where an agent answers, and what lets in. */
export interface Place {
  /** http://127.0.0.1:8460 */
  readonly address: string;
  readonly token: string;
}

/**
 * The agent of this data folder, also when its port was taken and it answers at another. Throws when there is none, and
 * when who answers does not show that it holds the token: that is sent to nobody else.
 */
export async function findAgent(dataDir: string): Promise<Place> {
  const { address } = JSON.parse(readFileSync(join(dataDir, 'api.json'), 'utf8')) as { readonly address: string };
  const place = { address, token: readFileSync(join(dataDir, 'api.token'), 'utf8').trim() };
  if (!(await holdsToken(place))) throw new Error(`${address} is not the agent of this folder: ${dataDir}`);
  return place;
}

/** The answer to a challenge names the port, so that no other program can pass on what the agent says at its own. */
async function holdsToken({ address, token }: Place): Promise<boolean> {
  const challenge = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
  const asked = `${address}/.well-known/tongxing?challenge=${challenge}`;
  const answer = await fetch(asked, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const { proof } = (await answer.json()) as { readonly proof?: unknown };
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', Buffer.from(token), hmac, false, ['verify']);
  const said = Buffer.from(`agent ${new URL(address).port} ${challenge}`);
  return crypto.subtle.verify('HMAC', key, Buffer.from(String(proof), 'hex'), said);
}

/** A refusal: `problem.code` is what to decide by, title and hint are for people. */
export class ApiProblem extends Error {
  readonly problem: Schemas['Problem'];
  constructor(problem: Schemas['Problem']) {
    super(`${problem.code}: ${problem.title_en}. ${problem.hint_en}.`);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

export interface Pairing {
  /** As the operator sees it. */
  readonly name: string;
  readonly grants: Schemas['AskPairing']['grants'];
  /** Shows these six digits on your own screen: the operator compares them with those at the terminal. */
  readonly show: (code: string) => void;
  /** Between two looks, ms; default 1,000. */
  readonly everyMs?: number;
}

/**
 * Lets this program in without the terminal's own token: asks, has the code shown, and waits until the operator confirmed.
 * Keep the token that comes: it is told once. Throws ApiProblem when it was refused or nobody confirmed in time.
 */
export async function pair(address: string, { name, grants, show, everyMs = 1_000 }: Pairing): Promise<Place> {
  const open = createFetchClient<paths>({ baseUrl: address });
  const { request, code, claim } = await answerOf(open.POST('/pairing', { body: { name, grants } }));
  show(code);
  for (;;) {
    const asked = open.POST('/pairing/{request}/token', { params: { path: { request } }, body: { claim } });
    const { token } = await answerOf(asked);
    if (token !== null) return { address, token };
    await pause(new AbortController().signal, everyMs);
  }
}

export function createClient({ address, token }: Place): Client {
  return createFetchClient<paths>({ baseUrl: address, headers: { authorization: `Bearer ${token}` } });
}

/** What was answered; throws ApiProblem for a refusal. */
export async function answerOf<T>(asked: Promise<{ readonly data?: T; readonly error?: unknown }>): Promise<T> {
  const { data, error } = await asked;
  if (data === undefined) throw new ApiProblem(error as Schemas['Problem']);
  return data;
}

export interface ApiEvent {
  /** Of the stream: where to go on after. */
  readonly id: string;
  /** device, session, transaction …; `reset`: events were missed, ask for the state anew. */
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * What happens, from now on or after `lastId`, until the signal ends it. A stream that breaks is opened again where it
 * broke off, so that nothing is missed and nothing told twice; while nobody answers it waits a second between tries.
 */
export async function* events({ address, token }: Place, ending: AbortSignal, lastId = ''): AsyncGenerator<ApiEvent> {
  let last = lastId;
  while (!ending.aborted) {
    try {
      const resume = last === '' ? {} : { 'last-event-id': last };
      const headers = { authorization: `Bearer ${token}`, ...resume };
      const response = await fetch(`${address}/v1/events`, { headers, signal: ending });
      if (!response.ok) throw new ApiProblem((await response.json()) as Schemas['Problem']);
      for await (const event of read(response)) {
        last = event.id === '' ? last : event.id;
        yield event;
      }
    } catch (error) {
      if (ending.aborted) return;
      if (error instanceof ApiProblem && error.problem.class !== 'transient') throw error;
      await pause(ending);
    }
  }
}

async function* read(response: Response): AsyncGenerator<ApiEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const [event, data] = [field('event'), field('data')];
      if (event !== undefined && data !== undefined)
        yield { id: field('id') ?? '', event, data: JSON.parse(data) as ApiEvent['data'] };
    }
  }
}

/** A while, or until told to end. */
function pause(ending: AbortSignal, forMs = 1_000): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, forMs);
    function done(): void {
      clearTimeout(timer);
      ending.removeEventListener('abort', done);
      resolve();
    }
    ending.addEventListener('abort', done);
  });
}

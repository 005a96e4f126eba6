/** Shoots what the OpenAPI document yields at a local API, and holds every answer against the document. */
import { expect } from 'vitest';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { Conformance, type Document } from '../api/conformance.ts';
import { type Answer, type Ask, Local } from '../api/local.ts';
import { operationsOf, type Shot, shotsOf } from './api.ts';

/** Virtual time after which a request counts as hanging: longer than every deadline of the agent. */
const PATIENCE_MS = 600_000;
const STEP_MS = 20;
/** What the server gave, and under which name it is used from then on: of which field, of which operation's answer. */
const KEPT: readonly (readonly [field: string, operation: RegExp, name: string])[] = [
  ['id', /^openSession$/, 'session'],
  ['mdtrt_id', /^openVisit$/, 'visit'],
  ['msgid', /^(accept|transactions|refund)$/, 'msgid'],
  ['item', /^(reconcile|workList)$/, 'item'],
  ['approval', /^approve$/, 'approval'],
  ['scan', /^takeScan$/, 'scan'],
];
/** An event stream does not end: it has tests of its own. */
const ENDLESS = new Set(['events']);

export interface Outcome {
  readonly asked: number;
  /** Operations that did at least once what they are for. */
  readonly reached: ReadonlySet<string>;
  readonly operations: readonly string[];
}

export async function fuzzApi(each: number, prepare: (local: Local) => Promise<unknown>): Promise<Outcome> {
  const local = await Local.start({ pins: scryptPins(4) });
  try {
    await prepare(local);
    const { body } = await local.ask('GET', '/v1/openapi.json');
    const document = body as unknown as Document;
    const held = new Conformance(document, (method, path, given) => patient(local, method, path, given));
    const pool = new Map<string, string>();
    const shots = shotsOf(document, each).filter(({ operationId }) => !ENDLESS.has(operationId));
    for (const shot of shots) await fire(held, shot, pool);
    const { body: health } = await local.ask('GET', '/healthz', { token: null });
    expect(health).toMatchObject({ status: 'ok' });
    const operations = operationsOf(document).map(([, , { operationId }]) => operationId);
    return { asked: shots.length, reached: held.seen, operations: operations.filter((id) => !ENDLESS.has(id)) };
  } finally {
    await local.stop();
  }
}

async function fire(held: Conformance, shot: Shot, pool: Map<string, string>): Promise<void> {
  pool.set('key', `key-${Number((pool.get('key') ?? 'key-0').slice(4)) + 1}`);
  const filled = (text: string) => text.replace(/@(\w+)/g, (_, name: string) => pool.get(name) ?? `no-${name}`);
  const headers = Object.fromEntries(Object.entries(shot.headers).map(([name, value]) => [name, filled(value)]));
  const given: Ask = { headers, ...(shot.raw === undefined ? {} : { raw: filled(shot.raw) }) };
  const answer = await held.send(shot.method, filled(shot.path), given);
  const said = () => `${shot.method} ${shot.path} ${shot.raw ?? ''} -> ${answer.status} ${answer.text.slice(0, 300)}`;
  expect(answer.status, said()).toBeLessThan(500 + (answer.body['code'] === 'internal' ? 0 : 100));
  expect(answer.body['code'], said()).not.toBe('internal');
  try {
    held.check(shot.method, shot.template, answer);
  } catch (error) {
    throw new Error(`${said()}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (answer.status < 300) keep(shot.operationId, answer.body, pool);
}

function keep(operation: string, value: unknown, pool: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, held] of Object.entries(value)) {
    const kept = KEPT.find(([field, from]) => field === name && from.test(operation));
    if (kept !== undefined && typeof held === 'string') pool.set(kept[2], held);
    else if (!pool.has(name)) keep(operation, held, pool);
  }
}

/** One request; the counter's time goes on until it is answered, but not for ever. */
async function patient(local: Local, method: string, path: string, given: Ask): Promise<Answer> {
  const from = local.counter.clock.monotonicMs();
  let done = false;
  const answer = local.send(method, path, given).finally(() => {
    done = true;
  });
  while (!done) {
    if (local.counter.clock.monotonicMs() - from > PATIENCE_MS) throw new Error(`${method} ${path} hangs`);
    await local.counter.run(STEP_MS);
  }
  return answer;
}

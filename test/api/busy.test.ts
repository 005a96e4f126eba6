/** One operation at a time at a reader: who comes second is told who has it, and what is given up ends with a defined answer. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from './local.ts';
import { Local } from './local.ts';

let local: Local;

beforeEach(async () => {
  local = await Local.start();
  await local.counter.connect();
  await local.counter.signIn();
});

afterEach(() => local.stop());

/** A card that is in and was not read yet: whoever asks for its person waits. */
async function reading(): Promise<{ readonly first: Promise<Answer>; readonly session: string }> {
  const { counter } = local;
  counter.device({ kind: 'card_inserted', device: 'r1', presence: 77, atr: '' });
  await counter.run();
  const first = local.ask('POST', '/v1/sessions');
  const open = async (): Promise<string> => {
    const { body } = await local.ask('GET', '/v1/sessions');
    const [one] = body['sessions'] as { id: string; phase: string }[];
    return one?.phase === 'reading' ? one.id : open();
  };
  return { first, session: await open() };
}

it('a second caller is told at once that the reader is taken, and by which session', async () => {
  const { first, session } = await reading();
  const second = await local.ask('POST', '/v1/sessions');
  expect(second).toMatchObject({
    status: 503,
    body: { code: 'busy', class: 'transient', facts: { session }, title: `系统正忙，正在办理 ${session}，请稍候` },
  });
  await local.ask('DELETE', `/v1/sessions/${session}`);
  expect((await first).body).toMatchObject({ code: 'session_unknown' });
});

it('what is given up ends: its caller is told so, the session is gone, and the next one may begin', async () => {
  const { first, session } = await reading();
  expect((await local.ask('DELETE', `/v1/sessions/${session}`)).body).toEqual({ closed: session });
  expect(await first).toMatchObject({ status: 404, body: { code: 'session_unknown', facts: { session } } });
  expect((await local.ask('DELETE', `/v1/sessions/${session}`)).body).toMatchObject({ code: 'session_unknown' });
  expect((await local.ask('GET', '/v1/sessions')).body).toEqual({ sessions: [] });
  const next = await local.ask('POST', '/v1/sessions', { body: { without_card: true } });
  expect(next).toMatchObject({ status: 201, body: { phase: 'ready' } });
});

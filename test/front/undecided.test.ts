/** An undoing of which the centre says neither that it is done nor that the settlement stands: nobody is told to wait for what a person decides. */
import { expect, it } from 'vitest';
import type { Call, FrontParts } from '../../agent/front/parts.ts';
import { reverse } from '../../agent/front/undoing.ts';
import type { CallerRef } from '../../agent/ports/front.ts';
import { type Counter, v1 } from '../agent/counter.ts';
import { shop } from '../goods/shop.ts';

/** What the front answers to 2601, or why it refuses. */
async function reversed(counter: Counter, kept: Map<string, CallerRef>, centre: () => Promise<unknown>) {
  const refs = {
    find: (_system: string, ref: string) => kept.get(ref) ?? null,
    remember: (one: CallerRef) => void kept.set(one.ref, one),
  };
  const { agent, clock } = counter;
  const parts = { agent, clock, systems: { blind: (text: string) => text }, refs } as unknown as FrontParts;
  const data = { psn_no: 'PSN-990001', omsgid: 'M1', oinfno: '2102' };
  const call = { infno: '2601', msgid: 'M2', system: '药店系统', input: { data } } as unknown as Call;
  let said: unknown = null;
  void reverse(parts, call).then(
    (outcome) => {
      said = outcome;
    },
    (error: Error) => {
      said = error.message;
    },
  );
  await counter.run();
  await centre();
  for (let turn = 0; turn < 4; turn += 1) await counter.run();
  return said;
}

it('a 2601 that the centre refuses, of a sale whose outcome nobody knows, says that nothing is given back, and sent again undoes it anew', async () => {
  const counter = await shop();
  const session = await counter.prepare();
  void counter.give({ kind: 'accept', session, key: 'k1' });
  await counter.run();
  counter.cut();
  await counter.run();
  const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
  const none = { body: '', person: '', lines: '', session: '', key: 'k1', reversed: false };
  const kept = new Map([['M1', { ...none, system: '药店系统', ref: 'M1', infno: '2102', msgid }]]);
  const refused = {
    ...{ outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null, setl_id: '' },
    result: { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
  };
  const done = { outcome: v1.Outcome.OUTCOME_REVERSED, setlinfo: null };
  const answer = (change: object) => () => counter.exchange((one) => counter.settled(one, change));
  const stored = await reversed(counter, kept, async () => {});
  expect(stored).toMatchObject({ warn: expect.stringContaining('待中心确认') });
  await counter.connect();
  await answer(refused)();
  expect(await reversed(counter, kept, answer(refused))).toContain('先不要退款');
  expect(await reversed(counter, kept, answer(done))).toEqual({ ok: true, output: null });
});

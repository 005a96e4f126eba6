/** When the centre was last heard of: exact while the agent runs, and on disk often enough for the rule that counts hours. */
import { expect, it } from 'vitest';
import { Counter, START } from './counter.ts';

const MINUTE_MS = 60_000;

/** The last trusted instant, as it is on disk. */
const seen = ({ db }: Counter) => db.prepare<[], string>("SELECT value FROM state WHERE key = 'seen'").pluck().get();

const kept = ({ db }: Counter) => {
  const text = db.prepare<[], string>("SELECT value FROM state WHERE key = 'contact'").pluck().get();
  return (JSON.parse(text ?? '{}') as { readonly at_ms?: number }).at_ms ?? null;
};

it('an idle counter writes it once in five minutes, shows it to the second, and starts with what was written', async () => {
  const counter = new Counter();
  await counter.connect({ heartbeat_ms: MINUTE_MS });
  await counter.signIn();
  const first = kept(counter);
  expect(first).toBeGreaterThanOrEqual(START);
  const written = new Set<number | null>();
  const instants = new Set<string | undefined>();
  for (let minute = 1; minute <= 12; minute += 1) {
    await counter.run(MINUTE_MS);
    await counter.answerHello({ heartbeat_ms: MINUTE_MS });
    written.add(kept(counter));
    instants.add(seen(counter));
  }
  // At the start, then twice; the instant goes with it.
  expect([written.size, instants.size]).toEqual([3, 3]);
  const { last_contact } = counter.agent.status().link;
  expect(last_contact).toMatch(/^2022-10-08 09:42:/);
  counter.crash();
  await counter.run();
  expect(counter.agent.status().link.last_contact).toMatch(/^2022-10-08 09:4[01]:/);
});

it('the log says when the centre came and went, and why', async () => {
  const counter = new Counter();
  counter.link.listener({ kind: 'down', detail: 'no connection yet' });
  await counter.connect();
  counter.cut();
  await counter.run();
  counter.link.listener({ kind: 'down', detail: 'cut' });
  await counter.connect();
  expect(counter.logged).toEqual([
    ['link_up', {}],
    ['link_down', { detail: 'cut' }],
    ['link_up', {}],
  ]);
});

import { describe, expect, test } from 'vitest';
import type { LinkEvent } from '../../agent/ports/link.ts';
import type { Backend } from '../../simulator/centre/server.ts';
import { CuttableLink, FAIR_WEATHER, type LinkWeather } from '../../simulator/link/cuttable-link.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { linkContract } from './link.contract.ts';

const START_MS = Date.UTC(2022, 10, 8, 2, 0, 0);

linkContract('the link in virtual time', async () => {
  const clock = new VirtualClock(START_MS);
  let backend: Backend = () => {};
  const centre: Backend = (...delivery) => backend(...delivery);
  const link = new CuttableLink({ dev_no: 'T1', clock, random: seededRandom(7), centre });
  return {
    link,
    answerBy: (next) => {
      backend = next;
    },
    cut: () => link.cut(),
    restore: () => link.restore(),
    until: async (condition, what) => {
      for (let ms = 0; !condition(); ms++) {
        if (ms > 60_000) throw new Error(`never: ${what}`);
        await clock.runFor(1);
      }
    },
    settle: () => clock.runFor(10_000),
    connections: () => 0,
    end: () => link.close(),
  };
});

describe('the link in bad weather', () => {
  const storm: LinkWeather = { ...FAIR_WEATHER, loseRequest: 0.2, loseAnswer: 0.2, duplicate: 0.2, reconnectMs: 50 };

  /** Two hundred calls through a storm: how each ended, and how often the far end saw each. */
  async function run(seed: number) {
    const clock = new VirtualClock(START_MS);
    const seen = new Map<number, number>();
    const trace: string[] = [];
    const events: LinkEvent[] = [];
    const link = new CuttableLink({
      dev_no: 'T1',
      clock,
      random: seededRandom(seed),
      weather: storm,
      centre: (_dev_no, _method, message, answer) => {
        const [call = 0] = message;
        seen.set(call, (seen.get(call) ?? 0) + 1);
        trace.push(`${clock.monotonicMs()} far end ${call}`);
        answer(message);
      },
    });
    link.start((event) => {
      events.push(event);
      trace.push(`${clock.monotonicMs()} ${event.kind} ${'call' in event ? event.call : ''}`);
    });
    for (let call = 0; call < 200; call++) {
      await clock.runFor(20);
      link.call(call, call % 3 === 0 ? 'Settle' : 'Exchange', Uint8Array.of(call), 100);
    }
    await clock.runFor(10_000);
    return { seen, trace, events };
  }

  test.each([1, 2, 3, 4, 5])(
    'ends every call exactly once, and says unsent only for what was never seen (seed %i)',
    async (seed) => {
      const { seen, events } = await run(seed);
      const kinds = new Set<string>();
      for (let call = 0; call < 200; call++) {
        const endings = events.filter((event) => 'call' in event && event.call === call);
        expect(endings.length).toBe(1);
        const [ending] = endings;
        if (ending?.kind === 'reply') expect([...ending.bytes]).toEqual([call]);
        if (ending?.kind === 'no_reply' && ending.reason === 'unsent') expect(seen.get(call)).toBeUndefined();
        kinds.add(ending?.kind === 'no_reply' ? ending.reason : (ending?.kind ?? ''));
      }
      expect(kinds).toContain('reply');
      expect(kinds).toContain('reset');
      expect(kinds).toContain('unsent');
      expect([...seen.values()].some((times) => times > 1)).toBe(true);
    },
  );

  test('is the same for the same seed, to the last event', async () => {
    const { trace } = await run(3);
    expect((await run(3)).trace).toEqual(trace);
    expect((await run(4)).trace).not.toEqual(trace);
  });

  test('a silent partition is noticed by keep-alive, and nothing passes meanwhile', async () => {
    const clock = new VirtualClock(START_MS);
    const events: LinkEvent[] = [];
    let seen = 0;
    const link = new CuttableLink({ dev_no: 'T1', clock, random: seededRandom(1), centre: () => seen++ });
    link.start((event) => events.push(event));
    await clock.runFor(1_000);
    link.cut({ silent: true });
    link.call(1, 'Settle', Uint8Array.of(1), 60_000);
    await clock.runFor(FAIR_WEATHER.keepAliveMs - 1);
    expect(events.map(({ kind }) => kind)).toEqual(['down', 'up']);
    await clock.runFor(1);
    expect(events.map(({ kind }) => kind)).toEqual(['down', 'up', 'no_reply', 'down']);
    expect(seen).toBe(0);
  });
});

/** How many rows go at once: few while somebody is served, more when nobody is, never more than the centre takes. */
import { describe, expect, it } from 'vitest';
import { frameRows } from '../../agent/core/dispatch.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { initialState, type Session, type Waiter } from '../../agent/core/state.ts';
import { Counter, START, TERMINAL, v1 } from '../agent/counter.ts';
import { sale } from './sale.ts';

const NOW = 1_000_000;
const { batchRows, quietBatchRows, quietMs } = DEFAULT_LIMITS;

interface Case {
  readonly session?: boolean;
  readonly waits?: boolean;
  readonly servedMs?: number;
  /** What the centre takes. */
  readonly takes?: number;
  readonly limits?: Partial<typeof DEFAULT_LIMITS>;
}

function rowsOf({ session = false, waits = false, servedMs, takes = 500, limits = {} }: Case): number {
  const at = { wallMs: START, monotonicMs: NOW, bootId: 'b', dice: 0 };
  const state = initialState(TERMINAL, { ...DEFAULT_LIMITS, ...limits }, [], at);
  const sessions = session ? { s1: {} as Session } : {};
  const waiting = waits ? { m1: {} as Waiter } : {};
  const dispatch = { ...state.dispatch, servedMs: servedMs ?? null };
  return frameRows({ ...state, sessions, waiting, dispatch, link: { ...state.link, batchRows: takes } }, NOW);
}

/** A counter with a card put in and two thousand sales of others in its queue, which has begun to leave. */
async function long(): Promise<Counter> {
  const counter = new Counter();
  counter.store.begin(counter.clock.wallMs());
  for (let number = 1; number <= 2_000; number += 1)
    counter.store.apply(sale({ number, psn_no: `PSN-${number}` }, { accepted_ms: counter.clock.wallMs() }));
  counter.store.commit();
  counter.crash();
  await counter.connect({ batch_rows: 500 });
  await counter.signIn();
  counter.insertCard();
  await counter.run(3_000);
  return counter;
}

describe('a frame', () => {
  const cases: readonly [what: string, given: Case, rows: number][] = [
    ['is long when nobody is served', {}, quietBatchRows],
    ['is short while a session is open', { session: true }, batchRows],
    ['is short while somebody waits for the centre', { waits: true }, batchRows],
    ['is short right after a session', { servedMs: NOW }, batchRows],
    ['is short until it was quiet long enough', { servedMs: NOW - quietMs + 1 }, batchRows],
    ['is long again after that', { servedMs: NOW - quietMs }, quietBatchRows],
    ['is never longer than the centre takes', { takes: 40 }, 40],
    ['is never longer than the centre takes, also a short one', { session: true, takes: 40 }, 40],
    ['is not shorter because nobody is served', { limits: { batchRows: 400, quietBatchRows: 200 } }, 400],
  ];
  for (const [what, given, rows] of cases) it(what, () => expect(rowsOf(given)).toBe(rows));

  it('has between 100 and 500 rows by default', () => {
    expect(batchRows).toBeGreaterThanOrEqual(100);
    expect(quietBatchRows).toBeGreaterThanOrEqual(batchRows);
    expect(quietBatchRows).toBeLessThanOrEqual(500);
  });

  it('of a long queue is short from the moment a session opens until some seconds after its end', async () => {
    const counter = await long();
    // The two that left before anybody was served are answered first.
    const next = async () => {
      await counter.exchange();
      const last = counter.link.calls.filter(({ method }) => method === 'Exchange').at(-1);
      return v1.ExchangeRequest.decode(last?.bytes ?? new Uint8Array()).items?.length;
    };
    expect(await next()).toBe(quietBatchRows);
    const session = await counter.openSession();
    expect(await next()).toBe(batchRows);
    await counter.command({ kind: 'close_session', session });
    expect(await next()).toBe(batchRows);
    await counter.run(quietMs);
    expect(await next()).toBe(quietBatchRows);
  });

  it('leaves in a turn of its own while somebody is served, and in that of the answers before it otherwise', async () => {
    const apart = async (served: boolean) => {
      const counter = await long();
      if (served) await counter.openSession();
      const entries = () => counter.store.headSeq();
      const before = entries();
      await counter.exchange();
      return entries() - before;
    };
    // Each turn that writes is one entry of the journal.
    expect(await apart(false)).toBe(1);
    expect(await apart(true)).toBe(2);
  });
});

/** What may change while the agent is at work, and what it goes by while that can not be read. */
import { expect, it } from 'vitest';
import { type Ages, DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { createTuning } from '../../agent/tuning.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { START } from '../agent/counter.ts';

it('goes on by the ages it knew while nobody may look at what they are read from', async () => {
  const clock = new VirtualClock(START);
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const settings = { limits: DEFAULT_LIMITS, limitsGiven: [] };
  let ages = (): Ages => ({ catalogueMs: START, packsMs: null });
  const tuning = createTuning({ clock, log: silent, settings, profile: () => null, ages: () => ages() });
  const told: object[] = [];
  tuning.start({ configured: (change) => void told.push(change) });
  ages = () => {
    throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
  };
  await clock.runFor(60_000);
  expect(told).toMatchObject([{ ages: { catalogueMs: START } }]);
  ages = () => ({ catalogueMs: START + 1, packsMs: null });
  await clock.runFor(30_000);
  expect(told[1]).toMatchObject({ ages: { catalogueMs: START + 1 } });
  tuning.stop();
});

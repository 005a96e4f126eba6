/**
 * The days of a simulated world: its clock, shared by agent and centre, and the leap to tomorrow morning. How far ahead it
 * is lies in the world's folder, so that a world opened again never goes back a day. A terminal at work has no such clock.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriverClock } from '../../../drivers/contract.ts';
import { LeapingClock } from '../../../simulator/time/leaping-clock.ts';
import { deviceClock } from '../../adapters/device-clock.ts';
import { systemClock } from '../../adapters/system-clock.ts';

export interface Days {
  readonly clock: LeapingClock;
  readonly deviceClock: DriverClock;
  /** On disk first, so that a power cut in the middle costs no day; `centre` leaps before the agent does. */
  tomorrow(centre: (aheadMs: number) => Promise<boolean>): Promise<boolean>;
}

export function openDays(folder: string): Days {
  const file = join(folder, 'days.json');
  const clock = new LeapingClock(systemClock(), kept(file));
  return {
    clock,
    deviceClock: { ...deviceClock(), today: () => clock.today() },
    async tomorrow(centre) {
      const aheadMs = Math.ceil(clock.untilMorning());
      writeFileSync(file, JSON.stringify({ ahead_ms: aheadMs }));
      if (!(await centre(aheadMs))) return false;
      clock.leapTo(aheadMs);
      return true;
    },
  };
}

function kept(file: string): number {
  try {
    const { ahead_ms } = JSON.parse(readFileSync(file, 'utf8')) as { readonly ahead_ms?: unknown };
    return typeof ahead_ms === 'number' && ahead_ms > 0 ? ahead_ms : 0;
  } catch {
    return 0;
  }
}

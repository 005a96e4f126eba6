/** The machine's clocks and the simulated ones keep the same promises. */
import { systemClock } from '../../agent/adapters/system-clock.ts';
import type { Clock } from '../../agent/ports/clock.ts';
import { systemClock as centreClock } from '../../simulator/centre/adapters/system-clock.ts';
import { LeapingClock } from '../../simulator/time/leaping-clock.ts';
import { mortalClock } from '../../simulator/time/mortal-clock.ts';
import { TerminalClock } from '../../simulator/time/terminal-clock.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { clockContract } from './clock.contract.ts';

const START = Date.UTC(2022, 10, 8, 2);

const real = (clock: Clock) => ({
  clock,
  pass: (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve)),
});
const virtual = (over: (time: VirtualClock) => Clock) => () => {
  const time = new VirtualClock(START);
  return { clock: over(time), pass: (ms: number) => time.runFor(ms) };
};

clockContract('the machine’s clock', () => real(systemClock()));
clockContract('the machine’s clock as the centre has it', () => real(centreClock()));
clockContract(
  'virtual time',
  virtual((time) => time),
);
clockContract(
  'a terminal’s clock that drifts',
  virtual((time) => new TerminalClock(time, 50)),
);
clockContract('a clock that can be killed', virtual(mortalClock));
clockContract(
  'a clock that leaps ahead',
  virtual((time) => new LeapingClock(time, 3_600_000)),
);

/**
 * The devices of the agent: starts the device process, passes on what it says, and starts it again whenever it dies,
 * stops beating or sits in a native call that will not return. When it is lost, tells the agent what is true then
 * (ports/devices.ts), since the process can no longer. Never loads a native module itself, and never gives up.
 */

import { fork } from 'node:child_process';
import type { DeviceHostName, DriverOptions, Tap } from '../../drivers/contract.ts';
import type { DeviceListener, Devices } from '../ports/devices.ts';
import { DeviceMemory } from './device-memory.ts';
import type { FromDeviceHost, ToDeviceHost } from './device-message.ts';

/** The device process as its supervisor needs it, so that the supervisor can be tested in virtual time. */
export interface HostProcess {
  send(message: ToDeviceHost): void;
  /** Closes the channel; a healthy process ends by itself then. */
  disconnect(): void;
  kill(): void;
}

export interface HostListener {
  message(message: FromDeviceHost): void;
  /** Once, however it ended, also when it could not be started. */
  exit(detail: string): void;
}

export interface DeviceHostOptions {
  /** Which of the device processes this is; default: the readers'. */
  readonly name?: DeviceHostName;
  readonly drivers: DriverOptions;
  readonly clock: { monotonicMs(): number; after(delayMs: number, callback: () => void): () => void };
  readonly spawn: (listener: HostListener) => HostProcess;
  /** Silence after which the process counts as hung. A busy machine may delay a beat; a blocked one never catches up. */
  readonly beatLimitMs?: number;
}

const RESTART_STEPS_MS = [250, 500, 1000, 2000, 5000] as const;
/** A process that lived this long starts the steps anew. */
const STEADY_MS = 30_000;
const START_LIMIT_MS = 15_000;
/** Twice as long after each start that was too slow: a busy machine that is killed at its first word never comes up. */
const MOST_DOUBLINGS = 3;
const BEAT_LIMIT_MS = 5000;
/** Longer than any deadline a driver keeps for one card (drivers/pcsc/reader.ts), also where that was made longer. */
const OPERATION_LIMIT_MS = 8000;
const PAST_DEADLINE_MS = 3000;
const STOP_LIMIT_MS = 1000;
/** One in a device's driver is not ended by a kill before the kernel lets it go, which may be never. */
const KILL_LIMIT_MS = 2000;

export function deviceHost(options: DeviceHostOptions): Devices {
  const { clock, name = 'device-host' } = options;
  const { readDeadlineMs = 0 } = options.drivers.pcsc ?? {};
  const operationLimitMs = Math.max(OPERATION_LIMIT_MS, readDeadlineMs + PAST_DEADLINE_MS);
  const self = { kind: 'service', service: name, subject: name } as const;
  const memory = new DeviceMemory();
  let listener: DeviceListener = () => {};
  let current: HostProcess | null = null;
  let startedMs = 0;
  let failures = 0;
  /** Starts in a row that were ended before their first word. */
  let slowStarts = 0;
  let announced = false;
  let stopped = false;
  let ended: () => void = () => {};
  let cancelTimer: () => void = () => {};
  let verdict: string | null = null;
  /** That it is lost was told, and it has not ended yet. */
  let told = false;
  let tap: Tap | null = null;

  function start(): void {
    startedMs = clock.monotonicMs();
    verdict = null;
    told = false;
    const host = options.spawn({
      message: (message) => {
        if (current === host && verdict === null) hear(host, message);
      },
      exit: (detail) => {
        if (current === host) lost(detail);
      },
    });
    current = host;
    host.send({ kind: 'start', drivers: options.drivers, ...(tap === null ? {} : { tapped: true }) });
    expectBeat(host, START_LIMIT_MS * 2 ** Math.min(slowStarts, MOST_DOUBLINGS));
  }

  function expectBeat(host: HostProcess, limitMs: number): void {
    cancelTimer();
    cancelTimer = clock.after(limitMs, () => condemn(host, `no heartbeat for ${limitMs} ms`));
  }

  /** Nothing it says counts from here on; what happens next happens at its exit. Until then no other one is started. */
  function condemn(host: HostProcess, reason: string): void {
    cancelTimer();
    verdict = reason;
    cancelTimer = clock.after(KILL_LIMIT_MS, () => tellLost(`${reason}; killed, and does not end`));
    host.kill();
  }

  function hear(host: HostProcess, message: FromDeviceHost): void {
    if (stopped) return;
    if (message.kind === 'tapped') return tap?.(message.passed);
    if (message.kind === 'event') return listener(memory.told(message.event));
    if (message.operationMs > operationLimitMs) {
      condemn(host, `a native call has not returned for ${Math.round(message.operationMs)} ms`);
      return;
    }
    expectBeat(host, options.beatLimitMs ?? BEAT_LIMIT_MS);
    if (announced) return;
    announced = true;
    listener({ ...self, up: true, detail: 'device process running', problem: null });
  }

  function lost(exit: string): void {
    cancelTimer();
    current = null;
    ended();
    if (stopped) return;
    if (!told) tellLost(verdict === null ? exit : `${verdict}; killed`);
    slowStarts = announced || verdict === null ? 0 : slowStarts + 1;
    announced = false;
    if (clock.monotonicMs() - startedMs >= STEADY_MS) failures = 0;
    const delayMs = RESTART_STEPS_MS[Math.min(failures, RESTART_STEPS_MS.length - 1)] ?? 5000;
    failures += 1;
    cancelTimer = clock.after(delayMs, start);
  }

  /** What is true of its devices from now on. */
  function tellLost(detail: string): void {
    told = true;
    for (const event of memory.lost(detail)) listener(event);
    listener({ ...self, up: false, detail, problem: 'device_host_ended' });
  }

  return {
    start(newListener) {
      listener = newListener;
      start();
    },
    tap(wanted) {
      tap = wanted;
    },
    pin(device, presence, pin) {
      if (stopped) return;
      current?.send({ kind: 'pin', device, presence: memory.presenceThere(device, presence), pin });
    },
    print(device, { job, bytes }) {
      if (current === null || verdict !== null || stopped)
        return listener({ kind: 'printed', device, job, code: 'printer_offline', untouched: true });
      memory.printing(job, device);
      current.send({ kind: 'print', device, job, bytes: Buffer.from(bytes).toString('base64') });
    },
    async stop() {
      stopped = true;
      cancelTimer();
      const last = current;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => {
        ended = resolve;
      });
      last.disconnect();
      cancelTimer = clock.after(STOP_LIMIT_MS, () => {
        cancelTimer = clock.after(KILL_LIMIT_MS, ended);
        last.kill();
      });
      await gone;
    },
  };
}

/** Forks `entry` (dist/device-host.js) as the device process. Its last words, when it crashes, go to stderr. */
export function forkDeviceHost(
  entry: string,
  stderr: 'inherit' | 'ignore' = 'inherit',
): (listener: HostListener) => HostProcess {
  return (listener) => {
    // Collecting at will gives back what the card binding holds (drivers/pcsc/native.ts).
    const child = fork(entry, [], { stdio: ['ignore', 'ignore', stderr, 'ipc'], execArgv: ['--expose-gc'] });
    let told = false;
    const exit = (detail: string): void => {
      if (told) return;
      told = true;
      listener.exit(detail);
    };
    child.on('message', (message) => listener.message(message as FromDeviceHost));
    child.once('error', (error) => exit(`device process did not start: ${error.message}`));
    child.once('exit', (code, signal) => exit(`device process ended (${signal ?? `code ${code}`})`));
    return {
      send: (message) => {
        // One for which there were no handles left has no channel: it is told by its error, as one that died by its exit.
        if (child.connected) child.send(message, () => {});
      },
      disconnect: () => {
        if (child.connected) child.disconnect();
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };
}

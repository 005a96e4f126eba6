/**
 * Telling systemd that the daemon is ready, alive and stopping (sd_notify), where it asked for it. Node has no datagram
 * sockets of the kind systemd listens on, so its own tool speaks. Without NOTIFY_SOCKET nothing is said.
 */
import { spawn } from 'node:child_process';
import type { Clock } from '../ports/clock.ts';

export interface Notifier {
  ready(): void;
  /** A new configuration is looked at; `ready` again when that is over. */
  reloading(): void;
  stopping(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `alive` is asked before each word to the watchdog: a daemon that can not answer is not said to be alive. */
export function systemdNotifier(
  clock: Pick<Clock, 'after'>,
  alive: () => boolean,
  env: Environment = process.env,
): Notifier {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdog } = env;
  if (socket === undefined || socket === '') return { ready: () => {}, reloading: () => {}, stopping: () => {} };
  // One after the other: what is said second must not be heard first.
  let last = Promise.resolve();
  const say = (...words: readonly string[]) => {
    last = last.then(
      () =>
        new Promise((resolve) => {
          const child = spawn('systemd-notify', words, { stdio: 'ignore', env: { ...env } });
          child.once('error', () => resolve());
          child.once('close', () => resolve());
          child.unref();
        }),
    );
  };
  let cancel: () => void = () => {};
  const beatMs = Math.floor(Number(watchdog ?? 0) / 2_000);
  const beat = () => {
    if (alive()) say('WATCHDOG=1');
    cancel = clock.after(beatMs, beat);
  };
  return {
    ready() {
      say('READY=1');
      cancel();
      if (beatMs > 0) beat();
    },
    reloading: () => say('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`),
    stopping() {
      cancel();
      say('STOPPING=1');
    },
  };
}

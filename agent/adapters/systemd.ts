/**
 * Telling systemd that the daemon is ready, alive and stopping (sd_notify), where it asked for it. Node has no datagram sockets
 * of the kind systemd listens on, so its own tool speaks. Without NOTIFY_SOCKET nothing is said.
 */
import { spawn } from 'node:child_process';
import type { Clock } from '../ports/clock.ts';

export interface Notifier {
  ready(): void;
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
  if (socket === undefined || socket === '') return { ready: () => {}, stopping: () => {} };
  const say = (word: string) =>
    spawn('systemd-notify', [word], { stdio: 'ignore', env: { ...env } })
      .on('error', () => {})
      .unref();
  let cancel: () => void = () => {};
  const beatMs = Math.floor(Number(watchdog ?? 0) / 2_000);
  const beat = () => {
    if (alive()) say('WATCHDOG=1');
    cancel = clock.after(beatMs, beat);
  };
  return {
    ready() {
      say('READY=1');
      if (beatMs > 0) beat();
    },
    stopping() {
      cancel();
      say('STOPPING=1');
    },
  };
}

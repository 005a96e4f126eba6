/** Several sources of devices as one, and one that waits until there is something for it. Changes no event. */
import { untilLook } from '../core/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Devices } from '../ports/devices.ts';

/** `printers`: the one of them that print jobs go to. */
export function devicesTogether(all: readonly Devices[], printers: Devices | null = null): Devices {
  return {
    start(listener) {
      for (const devices of all) devices.start(listener);
    },
    tap(tap) {
      for (const devices of all) devices.tap?.(tap);
    },
    pin(device, presence, pin) {
      for (const devices of all) devices.pin?.(device, presence, pin);
    },
    ...(printers?.print === undefined ? {} : { print: printers.print }),
    async stop() {
      await Promise.all(all.map((devices) => devices.stop()));
    },
  };
}

const LOOK_MS = 2_000;

/** Starts `devices` once `there` says that something is plugged in; from then on it stays. */
export function whenThere(
  there: () => Promise<boolean>,
  clock: Pick<Clock, 'after' | 'monotonicMs'>,
  devices: Devices,
): Devices {
  let state: 'waiting' | 'started' | 'stopped' = 'waiting';
  let cancel: () => void = () => {};
  return {
    start(listener) {
      const look = async (): Promise<void> => {
        const found = await there();
        if (state !== 'waiting') return;
        if (!found) {
          cancel = clock.after(untilLook(LOOK_MS, clock.monotonicMs()), () => void look());
          return;
        }
        state = 'started';
        devices.start(listener);
      };
      void look();
    },
    tap: (tap) => devices.tap?.(tap),
    async stop() {
      cancel();
      const started = state === 'started';
      state = 'stopped';
      if (started) await devices.stop();
    },
  };
}

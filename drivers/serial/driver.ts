/**
 * The serial driver: looks which ports there are, and lets each configured device find its own among them, as a scanner or
 * a printer. Two ports that fit one device are an error that says so, and neither is opened; one that was open before the
 * other came stays so. What fails is tried again with stepped back-off that never gives up. Knows nothing of codes and
 * receipts.
 */
import type { DeviceListener, DriverClock, SerialDevice } from '../contract.ts';
import { nativeCalls } from '../native-call.ts';
import type { SerialSeam } from './port.ts';
import type { PrintJob } from './printer.ts';
import { Slot, untouched } from './slot.ts';

export interface SerialDriver {
  stop(): Promise<void>;
  /** How long the oldest native call has been running, ms; 0 when none is. */
  oldestOperationMs(): number;
  /** Exactly one `printed` follows, at once when there is no such printer. */
  print(device: string, job: PrintJob): void;
}

const LOOK_MS = 1000;
/** When all are open there is nothing to find, only to notice what went and was not told. */
const CALM_LOOK_MS = 3000;

export function startSerialDriver(
  seam: SerialSeam,
  wanted: readonly SerialDevice[],
  clock: DriverClock,
  listener: DeviceListener,
): SerialDriver {
  const { timed, oldestMs } = nativeCalls(clock);
  const paths = wanted.flatMap(({ path }) => (path === undefined ? [] : [path]));
  let stopped = false;
  let looking = false;
  let cancelLook: () => void = () => {};

  const emit: DeviceListener = (event) => {
    if (!stopped) listener(event);
  };
  const lost = (): void => {
    if (!looking) lookIn(LOOK_MS);
  };
  const slots = wanted.map((one) => new Slot(one, { seam, clock, timed, emit, lost }));

  async function look(): Promise<void> {
    looking = true;
    const listed = await timed(seam.list(paths));
    looking = false;
    if (stopped) return;
    if (listed.ok) for (const slot of slots) slot.look(listed.value);
    lookIn(slots.every(({ isOpen }) => isOpen) ? CALM_LOOK_MS : LOOK_MS);
  }

  function lookIn(delayMs: number): void {
    cancelLook();
    cancelLook = clock.after(delayMs, () => void look());
  }

  void look();
  return {
    async stop() {
      stopped = true;
      cancelLook();
      await Promise.all(slots.map((slot) => slot.stop()));
    },
    oldestOperationMs: oldestMs,
    print(device, job) {
      const slot = slots.find((one) => one.device === device && one.wanted.type === 'printer');
      if (slot?.print(job) !== true) emit(untouched(device, job.job));
    },
  };
}

/** What is talked on an open serial port: a scanner's bytes become codes, a printer's its state and verdicts of jobs. */
import type { DeviceListener, DeviceProblemCode, DriverClock, SerialDevice } from '../contract.ts';
import { advanceFrame, type FrameNext, isBegun, NO_FRAME, silentFrame } from './frame.ts';
import type { SerialHandle } from './port.ts';
import { type PrintJob, startPrinter } from './printer.ts';

export interface Talk {
  bytes(bytes: Uint8Array): void;
  /** Says to a printer that a job waits; a scanner has none. */
  wake(): void;
  end(): void;
}

export interface TalkParts {
  readonly device: string;
  readonly wanted: SerialDevice;
  readonly handle: SerialHandle;
  readonly clock: DriverClock;
  readonly emit: DeviceListener;
  readonly take: () => PrintJob | undefined;
  readonly problem: (code: DeviceProblemCode | null) => void;
}

export function startTalk(parts: TalkParts): Talk {
  return parts.wanted.type === 'scanner' ? scannerTalk(parts) : printerTalk(parts);
}

function scannerTalk({ device, wanted: { framing = 'line', silenceMs = 100 }, clock, emit }: TalkParts): Talk {
  let state = NO_FRAME;
  let cancel: () => void = () => {};
  const take = (next: FrameNext): void => {
    state = next.state;
    for (const item of next.items)
      emit(
        item.kind === 'scan'
          ? { kind: 'scan', device, text: item.text, aim: item.aim }
          : { kind: 'scan_failed', device, detail: item.detail },
      );
  };
  return {
    bytes(bytes) {
      cancel();
      take(advanceFrame(framing, state, bytes));
      if (isBegun(state)) cancel = clock.after(silenceMs, () => take(silentFrame(framing, state)));
    },
    wake() {},
    end: () => cancel(),
  };
}

function printerTalk({ device, wanted, handle, clock, emit, take, problem }: TalkParts): Talk {
  return startPrinter({
    // Its writes are not counted as calls that do not return: one without paper takes no more, for as long as that lasts.
    handle,
    clock,
    asksStatus: wanted.asksStatus ?? true,
    take,
    printed: (job, code, untouched) =>
      emit({ kind: 'printed', device, job, code, ...(untouched ? { untouched: true } : {}) }),
    problem,
  });
}

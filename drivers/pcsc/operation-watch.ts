/**
 * Remembers when each operation of a port began, so that one that hangs inside the binding can be noticed from outside.
 * Changes nothing about the port.
 */

import type { DriverClock } from '../contract.ts';
import type { PcscContext, PcscPort } from './port.ts';

export interface OperationWatch {
  readonly port: PcscPort;
  /** Milliseconds; 0 when nothing runs. */
  oldestOperationMs(): number;
}

export function watchOperations(port: PcscPort, clock: DriverClock): OperationWatch {
  const running = new Set<{ readonly since: number }>();

  function begun(): () => void {
    const entry = { since: clock.monotonicMs() };
    running.add(entry);
    return () => void running.delete(entry);
  }

  async function timed<T>(operation: Promise<T>): Promise<T> {
    const ended = begun();
    const result = await operation;
    ended();
    return result;
  }

  const watched = (context: PcscContext): PcscContext => ({
    connect: (reader, sharing) => timed(context.connect(reader, sharing)),
    transmit(reader, command, answered) {
      const ended = begun();
      context.transmit(reader, command, (answer) => {
        ended();
        answered(answer);
      });
    },
    disconnect: (reader) => timed(context.disconnect(reader)),
    unpower: (reader) => timed(context.unpower(reader)),
    close: () => timed(context.close()),
  });

  return {
    port: {
      open(listener) {
        const opened = port.open(listener);
        return opened.ok ? { ok: true, value: watched(opened.value) } : opened;
      },
    },
    oldestOperationMs() {
      // A set keeps the order of insertion, so the first is the oldest.
      const [oldest] = running;
      return oldest === undefined ? 0 : clock.monotonicMs() - oldest.since;
    },
  };
}

/** A PC/SC port whose operations are counted while they run. Changes nothing about the port. */
import type { NativeCalls } from '../native-call.ts';
import type { PcscContext, PcscPort } from './port.ts';

export function watchedPort(port: PcscPort, { timed, begun }: NativeCalls): PcscPort {
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
    open(listener) {
      const opened = port.open(listener);
      return opened.ok ? { ok: true, value: watched(opened.value) } : opened;
    },
  };
}

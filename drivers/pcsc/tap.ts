/** A tap on a PC/SC service: every operation, answer and event passes as it is and is said besides; a PIN is not said. */
import type { Tap } from '../contract.ts';
import { tapping } from '../tap.ts';
import { withoutPin } from './access.ts';
import { answerTo, type PcscContext, type PcscPort } from './port.ts';

export function tapPcsc(port: PcscPort, tap: Tap): PcscPort {
  const told = tapping('pcsc', tap);
  const tapped = (handle: number, context: PcscContext): PcscContext => ({
    connect: (reader, sharing) =>
      told.asked(handle, 'connect', [reader, sharing ?? 'exclusive'], () => context.connect(reader, sharing)),
    transmit(reader, command, answered) {
      const said = [reader, withoutPin(command)];
      void told.asked(handle, 'transmit', said, () => answerTo(context, reader, command)).then(answered);
    },
    disconnect: (reader) => told.asked(handle, 'disconnect', [reader], () => context.disconnect(reader)),
    unpower: (reader) => told.asked(handle, 'unpower', [reader], () => context.unpower(reader)),
    close: () => told.asked(handle, 'close', [], () => context.close()),
  });
  return {
    open: (listener) =>
      told.askedNow(0, 'open', [], (n) => {
        const opened = port.open((event) => {
          told.said(n, event);
          listener(event);
        });
        return opened.ok ? { ok: true, value: tapped(n, opened.value) } : opened;
      }),
  };
}

/** A tap on serial ports: bytes both ways pass as they are and are said besides. */
import type { Tap } from '../contract.ts';
import { tapping } from '../tap.ts';
import type { SerialSeam } from './port.ts';

export function tapSerial(seam: SerialSeam, tap: Tap): SerialSeam {
  const told = tapping('serial', tap);
  return {
    list: (paths) => told.listed(seam.list(paths)),
    open: (path, baud, listener) =>
      told.asked(0, 'open', [path, baud], async (n) => {
        const opened = await seam.open(path, baud, (event) => {
          told.said(n, event);
          listener(event);
        });
        if (!opened.ok) return opened;
        const { value: handle } = opened;
        return {
          ok: true,
          value: {
            write: (bytes) => told.asked(n, 'write', [bytes], () => handle.write(bytes)),
            close: () => told.asked(n, 'close', [], () => handle.close()),
          },
        };
      }),
  };
}

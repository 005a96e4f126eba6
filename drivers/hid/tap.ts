/** A tap on HID devices: every report, feature and listing passes as it is and is said besides. */
import type { Tap } from '../contract.ts';
import { tapping } from '../tap.ts';
import type { HidPort } from './port.ts';

export function tapHid(port: HidPort, tap: Tap): HidPort {
  const told = tapping('hid', tap);
  return {
    list: () => told.listed(port.list()),
    silence: (path) => told.asked(0, 'silence', [path], () => port.silence(path)),
    open: (path, listener) =>
      told.asked(0, 'open', [path], async (n) => {
        const opened = await port.open(path, (event) => {
          told.said(n, event);
          listener(event);
        });
        if (!opened.ok) return opened;
        const { value: handle } = opened;
        return {
          ok: true,
          value: {
            feature: (report) => told.asked(n, 'feature', [report], () => handle.feature(report)),
            close: () => told.asked(n, 'close', [], () => handle.close()),
          },
        };
      }),
  };
}

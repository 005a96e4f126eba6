/** A tap on a maker's reading program: what it writes passes as it is and is said besides. */
import type { Tap } from '../contract.ts';
import { tapping } from '../tap.ts';
import type { VendorPort } from './port.ts';

export function tapVendor(port: VendorPort, tap: Tap): VendorPort {
  const told = tapping('vendor', tap);
  return {
    run: (command, listener) =>
      told.askedNow(0, 'run', command, (n) => {
        const program = port.run(command, (event) => {
          told.said(n, event);
          listener(event);
        });
        return { stop: () => told.asked(n, 'stop', [], () => program.stop()) };
      }),
  };
}

/**
 * The device process: runs the drivers and their native modules apart from ledger and queue, forwards what they say,
 * and beats every two seconds. Holds nothing worth keeping: the supervisor kills it whenever it is in doubt, and it ends by
 * itself when its parent is gone. Never reads configuration; all it needs comes in the start message.
 */

import type { Tap } from '../drivers/contract.ts';
import { plainTapped, startDrivers } from '../drivers/registry.ts';
import { deviceClock } from './adapters/device-clock.ts';
import { BEAT_MS, type FromDeviceHost, type ToDeviceHost } from './adapters/device-message.ts';
import { keepUnasked } from './adapters/unasked-signals.ts';
import { untilLook } from './core/time.ts';

function tell(message: FromDeviceHost): void {
  // Between the parent's death and the disconnect event the channel may be closed already.
  if (process.connected) process.send?.(message);
}

async function run({ drivers, tapped }: ToDeviceHost & { readonly kind: 'start' }): Promise<void> {
  const clock = deviceClock();
  const tap: Tap | null = tapped === true ? (passed) => tell({ kind: 'tapped', passed: plainTapped(passed) }) : null;
  const running = await startDrivers(drivers, clock, (event) => tell({ kind: 'event', event }), tap);
  const beat = (): void => {
    tell({ kind: 'beat', operationMs: running.oldestOperationMs() });
    clock.after(untilLook(BEAT_MS, clock.monotonicMs()), beat);
  };
  beat();
  process.on('message', (message: ToDeviceHost) => {
    if (message.kind === 'pin') return running.pin(message.device, message.presence, message.pin);
    if (message.kind !== 'print') return;
    running.print(message.device, { job: message.job, bytes: Buffer.from(message.bytes, 'base64') });
  });
}

process.once('message', (message) => void run(message as ToDeviceHost & { readonly kind: 'start' }));
process.once('disconnect', () => process.exit());
// Ctrl-C, a terminal that is closed and a reload sent to all of a service reach the whole group; the parent decides when
// this process ends.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
keepUnasked();

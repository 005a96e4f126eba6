/**
 * The devices at the counter as the agent sees them: a stream of events (drivers/contract.ts), nothing to call.
 *
 * Failure: the drivers live behind a wall. When they crash or hang, the agent hears `service` device-host down, and for
 * every device that was there what is now true: card_failed for a card being read, card_removed, device_removed, in
 * that order, so that nobody acts on a card that may be gone. They are started again with stepped back-off that never
 * gives up; then come `service` up, device_added and, for a card that is still in, card_inserted with a higher
 * presence. Presence at one device only rises within one run of the agent. Close: `stop` resolves when the native
 * handles are released or their process is gone, or was killed and the kernel does not let it end; no event follows it.
 */

import type { DeviceId, DeviceListener, DriverOptions, Tap } from '../../drivers/contract.ts';

export type {
  CardData,
  CardErrorCode,
  DeviceEvent,
  DeviceId,
  DeviceListener,
  Tap,
  Tapped,
} from '../../drivers/contract.ts';

export interface Devices {
  /** Once. Events come from then on, each after the call that caused it has returned. */
  start(listener: DeviceListener): void;
  /** Bytes for a printer. Exactly one `printed` event follows for the job, whatever happens. Absent: no printers here. */
  print?(device: DeviceId, job: { readonly job: string; readonly bytes: Uint8Array }): void;
  /** What was typed for the card of this presence that wants a PIN; null: nothing will be. Absent: no such cards here. */
  pin?(device: DeviceId, presence: number, pin: string | null): void;
  /** Before `start`: what passes the byte seams is said here, in order with the events it leads to. Absent: not possible. */
  tap?(tap: Tap): void;
  /** Which drivers are at work here; absent where nothing is said. */
  readonly drivers?: DriverOptions;
  stop(): Promise<void>;
}

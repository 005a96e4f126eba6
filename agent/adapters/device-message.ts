/** What the agent and the device process say to each other: plain data over Node's process channel. */

import type { DeviceEvent, DriverOptions, Tapped } from '../../drivers/contract.ts';

export type ToDeviceHost =
  | { readonly kind: 'start'; readonly drivers: DriverOptions; readonly tapped?: true }
  | { readonly kind: 'pin'; readonly device: string; readonly presence: number; readonly pin: string | null }
  /** Bytes as base64, since the channel speaks JSON. */
  | { readonly kind: 'print'; readonly device: string; readonly job: string; readonly bytes: string };

export type FromDeviceHost =
  | { readonly kind: 'event'; readonly event: DeviceEvent }
  /** What passed a byte seam, in its plain form; only when the start asked for it. */
  | { readonly kind: 'tapped'; readonly passed: Tapped }
  /** The event loop turns; `operationMs` is how long the oldest native call has been running. */
  | { readonly kind: 'beat'; readonly operationMs: number };

/** Each beat wakes two processes, and the supervisor misses one only after 5 s. */
export const BEAT_MS = 2000;

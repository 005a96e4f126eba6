/**
 * The byte seam of HID devices: what is plugged in, and reports as they are. The real one (native.ts) and the simulator's
 * both implement it and pass one contract suite. Nothing here knows what a report means.
 *
 * Failure: no function throws or rejects; every failure is a value. Time: no operation has a deadline of its own.
 * Close: after `close` resolves no event follows. A handle that told `gone` is closed.
 */

export interface HidInfo {
  /** What `open` takes; changes when the device is plugged in anew. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Empty where the device has none. */
  readonly serial: string;
  readonly product: string;
  readonly usagePage: number;
  readonly usage: number;
  /** USB bus and ports, "1-2.3"; empty where the system does not tell. */
  readonly port: string;
  /** Raw report descriptor; null where the system does not give it. */
  readonly descriptor: Uint8Array | null;
}

export type HidFault =
  | 'binding' // the native module is not installed or does not load
  | 'access' // no permission, or another program holds it
  | 'gone'
  | 'transport'; // anything else

export type HidResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: HidFault; readonly detail: string };

export function hidFault(fault: HidFault, detail: string): HidResult<never> {
  return { ok: false, fault, detail };
}

export type HidEvent =
  /** One input report; it begins with the report id where the device numbers its reports. */
  { readonly kind: 'report'; readonly bytes: Uint8Array } | { readonly kind: 'gone'; readonly detail: string };

export interface HidHandle {
  /** Sends a feature report; its first byte is the report id. */
  feature(report: Uint8Array): Promise<HidResult<void>>;
  close(): Promise<void>;
}

export interface HidPort {
  /** All there is now, one entry a path. Cheap enough to be asked once a second. */
  list(): Promise<HidResult<readonly HidInfo[]>>;
  open(path: string, listener: (event: HidEvent) => void): Promise<HidResult<HidHandle>>;
  /** Keeps the system from taking what the device sends for typing; false where that is not possible. */
  silence(path: string): Promise<boolean>;
}

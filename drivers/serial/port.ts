/**
 * The byte seam of serial ports: which there are, and bytes both ways. The real one (native.ts) and the simulator's both
 * implement it and pass one contract suite. Nothing here knows what the bytes mean.
 *
 * Failure: no function throws or rejects; every failure is a value. Time: no operation has a deadline of its own.
 * Close: after `close` resolves no event follows. A handle that told `gone` is closed. A device may go and the real port
 * not say so; the list does.
 */

export interface SerialInfo {
  /** What `open` takes; may be another one when the device is plugged in anew. */
  readonly path: string;
  /** USB vendor and product, four hex digits in capitals; empty for a port that is not USB. */
  readonly vid: string;
  readonly pid: string;
  readonly serial: string;
  /** USB bus and ports, "1-2.3"; empty where the system does not tell. */
  readonly port: string;
}

export type SerialFault = 'binding' | 'access' | 'gone' | 'transport';

export type SerialResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: SerialFault; readonly detail: string };

export function serialFault(fault: SerialFault, detail: string): SerialResult<never> {
  return { ok: false, fault, detail };
}

export type SerialEvent =
  /** Bytes as they came: cut anywhere, joined anyhow. */
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'gone'; readonly detail: string };

export interface SerialHandle {
  /** Resolves when the system has handed the bytes to the device. */
  write(bytes: Uint8Array): Promise<SerialResult<void>>;
  close(): Promise<void>;
}

export interface SerialSeam {
  /** USB serial ports, and those of `paths` that exist. Cheap enough to be asked once a second. */
  list(paths: readonly string[]): Promise<SerialResult<readonly SerialInfo[]>>;
  /** 8 data bits, no parity, one stop bit. */
  open(path: string, baud: number, listener: (event: SerialEvent) => void): Promise<SerialResult<SerialHandle>>;
}

/**
 * Every kind of driver there is. The one door through which the rest of the house starts drivers; natives are loaded only
 * when their kind is asked for.
 */

import type {
  DeviceId,
  DeviceListener,
  Driver,
  DriverClock,
  DriverOptions,
  SerialDevice,
  Tap,
  Tapped,
  VendorReader,
} from './contract.ts';
import { startHidDriver } from './hid/driver.ts';
import { loadNativeHid } from './hid/native.ts';
import { scannerProfiles } from './hid/profile.ts';
import { tapHid } from './hid/tap.ts';
import { nativeCalls } from './native-call.ts';
import { startPcscDriver } from './pcsc/driver.ts';
import { loadNativePcsc } from './pcsc/native.ts';
import { tapPcsc } from './pcsc/tap.ts';
import { watchedPort } from './pcsc/watched-port.ts';
import { startSerialDriver } from './serial/driver.ts';
import { loadNativeSerial } from './serial/native.ts';
import { tapSerial } from './serial/tap.ts';
import { plain, unplain } from './tap.ts';
import { startVendorDriver } from './vendor/driver.ts';
import { nativeVendor } from './vendor/native.ts';
import { tapVendor } from './vendor/tap.ts';

export interface RunningDrivers extends Driver {
  /** How long the oldest native call has been running, in ms; 0 when none is. Past any deadline it will not return. */
  oldestOperationMs(): number;
  /** What was typed for the card of this presence; null: nothing will be. */
  pin(device: DeviceId, presence: number, pin: string | null): void;
  /** Exactly one `printed` event follows. */
  print(device: DeviceId, job: { readonly job: string; readonly bytes: Uint8Array }): void;
}

type Running = Pick<RunningDrivers, 'stop' | 'oldestOperationMs'> & Partial<RunningDrivers>;

/**
 * Resolves once all that were asked for are started. A native module that does not load is an event, not a failure. With a
 * tap, what passes the byte seams is said besides.
 */
export async function startDrivers(
  options: DriverOptions,
  clock: DriverClock,
  listener: DeviceListener,
  tap: Tap | null = null,
): Promise<RunningDrivers> {
  const started = await Promise.all([
    options.pcsc === undefined ? null : startPcsc(options.pcsc, clock, listener, tap),
    options.vendor === undefined ? null : startVendor(options.vendor, clock, listener, tap),
    options.hid === undefined ? null : startHid(clock, listener, tap),
    options.serial === undefined ? null : startSerial(options.serial, clock, listener, tap),
  ]);
  const running = started.filter((one) => one !== null);
  return {
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
    },
    oldestOperationMs: () => Math.max(0, ...running.map((one) => one.oldestOperationMs())),
    pin(device, presence, pin) {
      for (const one of running) one.pin?.(device, presence, pin);
    },
    print(device, job) {
      const printer = running.find((one) => one.print !== undefined);
      if (printer?.print !== undefined) printer.print(device, job);
      else listener({ kind: 'printed', device, job: job.job, code: 'printer_offline', untouched: true });
    },
  };
}

/** Values as plain JSON, bytes included, and back. */
export const plainForm = { plain, unplain } as const;

/** What passed a byte seam as plain JSON. */
export function plainTapped(passed: Tapped): Tapped {
  return plain(passed) as Tapped;
}

/** USB vendor ids by which a keyboard is known for a scanner. */
export function scannerVendors(): readonly number[] {
  return scannerProfiles().flatMap(({ vendors }) => vendors);
}

/** How a make of scanner is brought out of keyboard mode: codes to scan in order, and words. */
export interface ScannerSetup {
  readonly name: string;
  readonly make: string;
  /** USB vendor ids, four hex digits; none: any other make. */
  readonly vendors: readonly string[];
  readonly codes: readonly { readonly text: string; readonly fnc3: boolean }[];
  readonly zh: string;
  readonly en: string;
}

export function scannerSetups(): readonly ScannerSetup[] {
  return scannerProfiles().map(({ name, make, vendors, setup }) => ({
    name,
    make,
    vendors: vendors.map((id) => id.toString(16).toUpperCase().padStart(4, '0')),
    ...setup,
  }));
}

async function startPcsc(
  options: NonNullable<DriverOptions['pcsc']>,
  clock: DriverClock,
  listener: DeviceListener,
  tap: Tap | null,
): Promise<Running | null> {
  const native = await loadNativePcsc();
  if (!native.ok) return missing('pcscd', 'pcsclite', native.detail, listener);
  const calls = nativeCalls(clock);
  const port = watchedPort(tap === null ? native.value : tapPcsc(native.value, tap), calls);
  const driver = startPcscDriver(port, options, clock, listener);
  return { stop: driver.stop, pin: driver.pin, oldestOperationMs: calls.oldestMs };
}

/** No native call of ours: what the maker's library does, its program does. */
function startVendor(wanted: VendorReader, clock: DriverClock, listener: DeviceListener, tap: Tap | null): Running {
  const port = nativeVendor();
  const driver = startVendorDriver(tap === null ? port : tapVendor(port, tap), wanted, clock, listener);
  return { stop: driver.stop, oldestOperationMs: () => 0 };
}

async function startHid(clock: DriverClock, listener: DeviceListener, tap: Tap | null): Promise<Running | null> {
  const native = await loadNativeHid();
  return native.ok
    ? startHidDriver(tap === null ? native.value : tapHid(native.value, tap), clock, listener)
    : missing('hid', 'node-hid', native.detail, listener);
}

async function startSerial(
  wanted: readonly SerialDevice[],
  clock: DriverClock,
  listener: DeviceListener,
  tap: Tap | null,
): Promise<Running | null> {
  const native = await loadNativeSerial();
  return native.ok
    ? startSerialDriver(tap === null ? native.value : tapSerial(native.value, tap), wanted, clock, listener)
    : missing('serial', 'serialport', native.detail, listener);
}

function missing(service: 'pcscd' | 'hid' | 'serial', subject: string, detail: string, listener: DeviceListener): null {
  listener({ kind: 'service', service, up: false, detail, problem: 'device_module_missing', subject });
  return null;
}

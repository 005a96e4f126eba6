/**
 * The machine's own devices: one supervised process for each kind there is, so that a binding that crashes or hangs takes
 * neither ledger nor API nor another kind along. A kind nobody has plugged in costs no process.
 */
import { join } from 'node:path';
import type { CardSharing, SerialDevice, VendorReader } from '../drivers/contract.ts';
import { scannerVendors } from '../drivers/registry.ts';
import { deviceHost, forkDeviceHost } from './adapters/device-host.ts';
import { devicesTogether, whenThere } from './adapters/devices-together.ts';
import { hidScannerThere } from './adapters/hid-presence.ts';
import type { Clock } from './ports/clock.ts';
import type { Devices } from './ports/devices.ts';
import { packageRoot } from './root.ts';

export interface NativeDeviceOptions {
  readonly acceptVirtual: boolean;
  /** Default: exclusive. */
  readonly cardSharing?: CardSharing;
  readonly cardDeadlineMs?: number;
  readonly vendorReader?: VendorReader;
  readonly hidScanners?: boolean;
  readonly serialDevices?: readonly SerialDevice[];
}

export function nativeDevices(options: NativeDeviceOptions, clock: Clock): Devices {
  const spawn = forkDeviceHost(join(packageRoot(), 'dist', 'device-host.js'));
  const { acceptVirtual, cardSharing: sharing = 'exclusive', cardDeadlineMs } = options;
  const pcsc = { acceptVirtual, sharing, ...(cardDeadlineMs === undefined ? {} : { readDeadlineMs: cardDeadlineMs }) };
  const cards = { pcsc, ...(options.vendorReader === undefined ? {} : { vendor: options.vendorReader }) };
  const hosts: Devices[] = [deviceHost({ drivers: cards, clock, spawn })];
  if (options.hidScanners === true) {
    const scanners = deviceHost({ name: 'scanner-host', drivers: { hid: {} }, clock, spawn });
    hosts.push(whenThere(hidScannerThere(scannerVendors()), clock, scanners));
  }
  const { serialDevices = [] } = options;
  const drivers = {
    ...cards,
    ...(options.hidScanners === true ? { hid: {} } : {}),
    serial: serialDevices,
  };
  if (serialDevices.length === 0) return { ...devicesTogether(hosts), drivers };
  const serial = deviceHost({ name: 'serial-host', drivers: { serial: serialDevices }, clock, spawn });
  return { ...devicesTogether([...hosts, serial], serial), drivers };
}

/**
 * Whether a HID scanner is plugged in, from what Linux says without opening anything: so that a counter without one pays
 * for no process. Elsewhere the answer is yes, and the driver finds out. Never touches a device.
 */
import { readdirSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

const CLASS = '/sys/class/hidraw';

/** `vendors`: USB ids of makers of scanners, whose keyboards count too. */
export function hidScannerThere(vendors: readonly number[], folder = CLASS): () => Promise<boolean> {
  let seen = '';
  return async () => {
    if (process.platform !== 'linux') return true;
    const names = listed(folder);
    if (names.length === 0) return false;
    // Nothing new since the last look, and then there was none. The link names the instance, which is never given twice.
    const links = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')));
    const stamp = links.join();
    if (stamp === seen) return false;
    const found = await Promise.all(names.map((name) => isScanner(join(folder, name, 'device'), vendors)));
    if (!found.includes(true)) seen = stamp;
    return found.includes(true);
  };
}

/** At once: the kernel answers from memory, and a thread woken for it costs more. */
function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

async function isScanner(device: string, vendors: readonly number[]): Promise<boolean> {
  const uevent = await readFile(join(device, 'uevent'), 'latin1').catch(() => '');
  const vendor = Number.parseInt(/^HID_ID=[0-9A-F]+:([0-9A-F]{8}):/m.exec(uevent)?.[1] ?? '0', 16);
  if (vendors.includes(vendor)) return true;
  const descriptor = await readFile(join(device, 'report_descriptor')).catch(() => Buffer.alloc(0));
  // Usage page 0x8C, as an item of one or two bytes.
  return descriptor.includes(Buffer.of(0x05, 0x8c)) || descriptor.includes(Buffer.of(0x06, 0x8c, 0x00));
}

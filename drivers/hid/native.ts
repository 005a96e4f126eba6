/**
 * The real HID devices through the `node-hid` binding: the only file that imports it, and only when asked to. On Linux it
 * also reads what the kernel says beside the device (port path, report descriptor) and switches a keyboard's typing off.
 * Runs in the device process alone, since the binding can crash or hang the process it lives in.
 */

import { readdir, readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf } from '../native-call.ts';
import { type HidEvent, type HidHandle, type HidInfo, type HidPort, type HidResult, hidFault } from './port.ts';

type Binding = typeof import('node-hid');
type Listed = Awaited<ReturnType<Binding['devicesAsync']>>[number];

const CLASS = '/sys/class/hidraw';
const EMPTY: HidResult<void> = { ok: true, value: undefined };

/** Loads the binding; `binding` when it is not installed or does not fit this Node. */
export async function loadNativeHid(): Promise<HidResult<HidPort>> {
  try {
    const { default: binding } = await import('node-hid');
    return { ok: true, value: nativePort(binding) };
  } catch (error) {
    return hidFault('binding', `node-hid does not load: ${messageOf(error)}`);
  }
}

function nativePort(binding: Binding): HidPort {
  let stamp: string | null = null;
  let known: readonly HidInfo[] = [];
  return {
    async list() {
      try {
        // Where the kernel lists them, asking the binding again is spared until the list has changed.
        const now = await listStamp();
        if (now !== null && now === stamp) return { ok: true, value: known };
        const listed = onePerPath(await binding.devicesAsync());
        known = await Promise.all([...listed].map(([path, info]) => infoOf(path, info)));
        stamp = now;
        return { ok: true, value: known };
      } catch (error) {
        return hidFault('transport', messageOf(error));
      }
    },
    open: (path, listener) => open(binding, path, listener),
    silence,
  };
}

/**
 * The binding lists a device once for each collection that its descriptor has on top: a scanner with a vendor's own beside
 * its codes, or a keyboard with media keys. The one that is a scanner counts, then the one that types, then the first.
 */
export function onePerPath<T extends Pick<Listed, 'path' | 'usagePage' | 'usage'>>(
  listed: readonly T[],
): ReadonlyMap<string, T> {
  const rank = ({ usagePage, usage }: T): number => (usagePage === 0x8c ? 2 : usagePage === 1 && usage === 6 ? 1 : 0);
  const found = new Map<string, T>();
  for (const info of listed) {
    const { path = '' } = info;
    const former = found.get(path);
    if (path !== '' && (former === undefined || rank(info) > rank(former))) found.set(path, info);
  }
  return found;
}

async function open(
  binding: Binding,
  path: string,
  listener: (event: HidEvent) => void,
): Promise<HidResult<HidHandle>> {
  let device: Awaited<ReturnType<Binding['HIDAsync']['open']>>;
  try {
    device = await binding.HIDAsync.open(path);
  } catch (error) {
    return hidFault('access', messageOf(error));
  }
  let over = false;
  const close = async (): Promise<void> => {
    if (over) return;
    over = true;
    await device.close().catch(() => {
      // A device that was pulled out cannot be closed any better.
    });
  };
  device.on('error', (error: unknown) => {
    if (over) return;
    void close();
    listener({ kind: 'gone', detail: messageOf(error) });
  });
  device.on('data', (data: Buffer) => {
    if (!over) listener({ kind: 'report', bytes: data });
  });
  return {
    ok: true,
    value: {
      async feature(report) {
        if (over) return hidFault('gone', 'closed');
        try {
          await device.sendFeatureReport(Buffer.from(report));
          return EMPTY;
        } catch (error) {
          return hidFault('transport', messageOf(error));
        }
      },
      close,
    },
  };
}

async function infoOf(path: string, info: Listed): Promise<HidInfo> {
  const { vendorId, productId, serialNumber, product, usagePage, usage } = info;
  const folder = join(CLASS, basename(path), 'device');
  const descriptor = await readFile(join(folder, 'report_descriptor')).catch(() => null);
  const place = await realpath(folder).catch(() => '');
  return {
    path,
    vendorId,
    productId,
    serial: serialNumber ?? '',
    product: product ?? '',
    usagePage: usagePage ?? 0,
    usage: usage ?? 0,
    // …/usb1/1-2/1-2.3/1-2.3:1.0/0003:0C2E:0B61.0001
    port: /\/([0-9]+-[0-9.]+):[0-9.]+\//.exec(`${place}/`)?.[1] ?? '',
    descriptor,
  };
}

/** Names and instances of all hidraw nodes; null where there is no such list. An instance number is never given twice. */
async function listStamp(): Promise<string | null> {
  try {
    const names = (await readdir(CLASS)).sort();
    const places = await Promise.all(names.map((name) => readlink(join(CLASS, name, 'device')).catch(() => '')));
    return names.map((name, at) => `${name} ${places[at]}`).join('\n');
  } catch {
    return null;
  }
}

/** hidraw goes on giving reports while the input device above it is inhibited, so nothing is typed and nothing is lost. */
async function silence(path: string): Promise<boolean> {
  const folder = join(CLASS, basename(path), 'device', 'input');
  try {
    const inputs = (await readdir(folder)).filter((name) => name.startsWith('input'));
    for (const name of inputs) {
      const file = join(folder, name, 'inhibited');
      if ((await readFile(file, 'latin1')).trim() !== '1') await writeFile(file, '1');
    }
    return inputs.length > 0;
  } catch {
    return false;
  }
}

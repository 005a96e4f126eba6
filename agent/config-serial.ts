/** The serial devices of a configuration file as the driver takes them. Checked by the schema before. */
import type { SerialDevice } from '../drivers/contract.ts';

export interface SerialFile {
  readonly name: string;
  readonly type: 'scanner' | 'printer';
  readonly path?: string;
  readonly usb?: string;
  readonly serial?: string;
  readonly port?: string;
  readonly baud?: number;
  readonly framing?: NonNullable<SerialDevice['framing']>;
  readonly silence_ms?: number;
  readonly paper_mm?: 58 | 80;
  readonly asks_status?: boolean;
}

export function serialDevice(file: SerialFile): SerialDevice {
  const { name, type, path, usb, serial, port, baud = 9600, framing, silence_ms, asks_status } = file;
  const [vid, pid] = usb?.split(':') ?? [];
  return {
    name,
    type,
    baud,
    ...(path === undefined ? {} : { path }),
    ...(vid === undefined || pid === undefined ? {} : { vid, pid }),
    ...(serial === undefined ? {} : { serial }),
    ...(port === undefined ? {} : { port }),
    ...(framing === undefined ? {} : { framing }),
    ...(silence_ms === undefined ? {} : { silenceMs: silence_ms }),
    ...(asks_status === undefined ? {} : { asksStatus: asks_status }),
  };
}

/** By device id. */
export function paperOf(files: readonly SerialFile[]): Readonly<Record<string, 58 | 80>> {
  return Object.fromEntries(files.map(({ name, paper_mm = 80 }) => [`serial:${name}`, paper_mm]));
}

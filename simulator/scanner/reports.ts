/**
 * What scanners of several makes send for a code: HID-POS reports and keyboard reports, as the makers' guides draw them.
 * Written from those, not from our parser, so that the two can disagree.
 */

export interface ScannerMake {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Byte places in a report of 64 with the report id at 0. */
  readonly aimAt: number | null;
  readonly dataAt: number;
}

export const MAKES = {
  honeywell: { name: 'honeywell', vendorId: 0x0c2e, productId: 0x0b61, aimAt: 2, dataAt: 5 },
  youjie: { name: 'youjie', vendorId: 0x23d0, productId: 0x0c01, aimAt: 2, dataAt: 5 },
  zebra: { name: 'zebra', vendorId: 0x05e0, productId: 0x1300, aimAt: 2, dataAt: 5 },
  datalogic: { name: 'datalogic', vendorId: 0x05f9, productId: 0x2206, aimAt: 2, dataAt: 5 },
  newland: { name: 'newland', vendorId: 0x1eab, productId: 0x1d10, aimAt: null, dataAt: 2 },
  oneByte: { name: 'oneByte', vendorId: 0x0db5, productId: 0x0147, aimAt: 3, dataAt: 6 },
} as const satisfies Record<string, ScannerMake>;

const CHUNK = 56;
const ONE_BYTE_CHUNK = 55;

/** The reports of one code; `aim` as "Q1". */
export function posReports(make: ScannerMake, content: Uint8Array, aim = 'Q1'): readonly Uint8Array[] {
  const chunk = make.dataAt === 6 ? ONE_BYTE_CHUNK : CHUNK;
  const reports: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < content.length; at += chunk) {
    const part = content.subarray(at, at + chunk);
    const report = new Uint8Array(64);
    report[0] = 0x02;
    report[1] = part.length;
    if (make.aimAt !== null) report.set([0x5d, aim.charCodeAt(0), aim.charCodeAt(1)], make.aimAt);
    report.set(part, make.dataAt);
    report[63] = at + chunk < content.length ? 1 : 0;
    reports.push(report);
  }
  return reports;
}

const ROWS: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x2c, ' -=[]\\', ' _+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
];

/** Key down and key up for each character, Enter at the end, as boot keyboard reports of 8 bytes. */
export function keyReports(text: string, end = 0x28): readonly Uint8Array[] {
  const up = new Uint8Array(8);
  return [...[...text].map(keyOf), { key: end, shift: false }].flatMap(({ key, shift }) => {
    const down = new Uint8Array(8);
    down[0] = shift ? 0x02 : 0;
    down[2] = key;
    return [down, up];
  });
}

function keyOf(character: string): { readonly key: number; readonly shift: boolean } {
  for (const [first, plain, shifted] of ROWS) {
    const at = plain.indexOf(character);
    if (at >= 0) return { key: first + at, shift: false };
    const shiftedAt = shifted.indexOf(character);
    if (shiftedAt >= 0) return { key: first + shiftedAt, shift: true };
  }
  throw new RangeError(`no key of the US layout types ${JSON.stringify(character)}`);
}

/** One block of 63 bytes under report id 2, as the lab's gadget has it: what is where is not told. */
export const BLOCK_DESCRIPTOR = Uint8Array.from(Buffer.from('068C000902A101850209FE150026FF007508953F8102C0', 'hex'));

/** Length, three AIM bytes, 56 of data, two of the maker and the continued bit, each told as a field of its own. */
export const FIELD_DESCRIPTOR = Uint8Array.from(
  Buffer.from(
    [
      '068C00 0902 A101 0912 A102 8502 1500 26FF00 7508 9501 0601FF 0904 8102',
      '068C00 09FB 8102 09FC 8102 09FD 8102 9538 09FE 8102',
      '9502 0602FF 0905 8102 068C00 7501 9501 09FF 8102 7507 8103 C0 C0',
    ]
      .join('')
      .replaceAll(' ', ''),
    'hex',
  ),
);

/** A boot keyboard. */
export const KEYBOARD_DESCRIPTOR = Uint8Array.from(
  Buffer.from('05010906A101050719E029E71500250175019508810295017508810195067508150025650507190029658100C0', 'hex'),
);

/**
 * Reads the one thing wanted of a HID report descriptor: where in an input report a bar code scanner puts its fields
 * (USB HID POS Usage Tables 1.02, page 0x8C). Bytes from outside: bounded, never throws. Must know no vendor.
 */

/** Byte places within a report, its id included. */
export interface ReportLayout {
  /** 0: the device does not number its reports. */
  readonly reportId: number;
  /** Place of the byte that counts the data; null: data ends at its padding. */
  readonly length: number | null;
  /** Place of the AIM identifier's bracket; null: none is sent. */
  readonly aim: number | null;
  readonly data: number;
  readonly dataBytes: number;
  /** Place and mask of the bit that says that more follows; null: a report is a whole code. */
  readonly continued: { readonly at: number; readonly mask: number } | null;
}

const PAGE = 0x8c;
const AIM_1 = 0xfb;
const DECODED = 0xfe;
const CONTINUED = 0xff;
const MAX_DESCRIPTOR = 4096;
const MAX_REPORT_BITS = 8 * 1024;
const MAX_FIELDS = 512;

interface Field {
  readonly usage: number;
  readonly bit: number;
  readonly bits: number;
}

/** What a descriptor's items set and fields inherit. */
interface Globals {
  readonly page: number;
  readonly size: number;
  readonly count: number;
  readonly id: number;
}

const START: Globals = { page: 0, size: 0, count: 0, id: 0 };

/**
 * The layout of the report that carries decoded data in fields of its own. Null when there is none: then what is where
 * inside one block of bytes has to come from a profile.
 */
export function layoutOf(descriptor: Uint8Array): ReportLayout | null {
  for (const [reportId, fields] of fieldsOf(descriptor)) {
    const data = fields.find(({ usage }) => usage === DECODED);
    const aim = fields.find(({ usage }) => usage === AIM_1);
    const more = fields.find(({ usage }) => usage === CONTINUED);
    if (data === undefined || data.bits < 64 || data.bits % 8 !== 0 || data.bit % 8 !== 0) continue;
    if (aim === undefined && more === undefined) continue;
    const first = fields.find(({ bit, bits }) => bit === 0 && bits === 8);
    const counts = first !== undefined && first !== aim && first !== data && first !== more;
    const shift = reportId === 0 ? 0 : 1;
    return {
      reportId,
      length: counts ? shift : null,
      aim: aim === undefined || aim.bit % 8 !== 0 ? null : shift + aim.bit / 8,
      data: shift + data.bit / 8,
      dataBytes: data.bits / 8,
      continued: more === undefined ? null : { at: shift + Math.floor(more.bit / 8), mask: 1 << (more.bit % 8) },
    };
  }
  return null;
}

/** Input fields of page 0x8C and what lies between them, by report id, in order. */
function fieldsOf(descriptor: Uint8Array): ReadonlyMap<number, readonly Field[]> {
  const reports = new Map<number, { readonly fields: Field[]; bits: number }>();
  const stack: Globals[] = [];
  let globals = START;
  let usages: number[] = [];
  let at = 0;
  const end = Math.min(descriptor.length, MAX_DESCRIPTOR);
  while (at < end) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === 0xfe) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const bytes = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = unsigned(descriptor, at + 1, bytes);
    const [type, tag] = [(prefix >> 2) & 3, prefix >> 4];
    at += 1 + bytes;
    if (type === 1) {
      if (tag === 10) stack.push(globals);
      else globals = tag === 11 ? (stack.pop() ?? START) : withGlobal(globals, tag, value);
      if (stack.length > 64) return new Map();
    } else if (type === 2) {
      if (tag === 0 && usages.length < MAX_FIELDS) usages.push(bytes === 4 ? value : globals.page * 0x10000 + value);
      else if (tag === 1) usages = [globals.page * 0x10000 + value];
    } else if (type === 0) {
      if (tag === 8) addInput(reports, globals, usages);
      usages = [];
    }
  }
  return new Map([...reports].map(([id, { fields }]) => [id, fields]));
}

function withGlobal(globals: Globals, tag: number, value: number): Globals {
  if (tag === 0) return { ...globals, page: value };
  if (tag === 7) return { ...globals, size: value };
  if (tag === 9) return { ...globals, count: value };
  return tag === 8 ? { ...globals, id: value & 0xff } : globals;
}

function addInput(
  reports: Map<number, { readonly fields: Field[]; bits: number }>,
  { page, size, count, id }: Globals,
  usages: readonly number[],
): void {
  const report = reports.get(id) ?? { fields: [], bits: 0 };
  reports.set(id, report);
  const bits = size * count;
  if (bits <= 0 || report.bits + bits > MAX_REPORT_BITS || report.fields.length >= MAX_FIELDS) return;
  const own = (usage: number | undefined) =>
    usage !== undefined && Math.floor(usage / 0x10000) === PAGE ? usage % 0x10000 : 0;
  if (usages.length <= 1) {
    // One usage for all of them: an array of bytes.
    report.fields.push({ usage: page === PAGE || usages.length > 0 ? own(usages[0]) : 0, bit: report.bits, bits });
  } else {
    for (let at = 0; at < Math.min(count, MAX_FIELDS); at += 1) {
      const usage = own(usages[Math.min(at, usages.length - 1)]);
      report.fields.push({ usage, bit: report.bits + at * size, bits: size });
    }
  }
  report.bits += bits;
}

function unsigned(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = count - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

/**
 * Reading a JSON document of unknown shape front to back, noting every fault with the place where it was met. Case
 * files and policy packs are read with it, each with its own error codes. Must never throw on any document, and never
 * repair a value.
 *
 * Order of faults (settlement.md 6 asks for the first in document order and leaves the rest open): a fault's place is
 * the field it names. A field that is missing has its place where its object closes, for only there is it known to be
 * missing, and several of one object come in the order of the specification. An absent object is read as an empty
 * one, so what is named missing is always a field the specification requires.
 */

export interface Fault<Code extends string> {
  readonly code: Code;
  readonly field: string;
  readonly message: string;
  readonly place: number;
}

export type ReadingCode = 'missing_field' | 'bad_value' | 'unknown_field';

/** One pass over one document. */
export class Reading<Code extends string> {
  readonly faults: Fault<Code | ReadingCode>[] = [];
  /** Counts fields as they are met. */
  place = 0;

  fault(code: Code | ReadingCode, field: string, message: string, place = this.place): void {
    this.faults.push({ code, field, message, place });
  }

  bad(field: string, message: string): undefined {
    this.fault('bad_value', field, message);
    return undefined;
  }

  /** The fault met first. */
  first(): Fault<Code | ReadingCode> | null {
    let first: Fault<Code | ReadingCode> | null = null;
    for (const fault of this.faults) if (first === null || fault.place < first.place) first = fault;
    return first;
  }
}

/** Reads one value; undefined when it is bad, and then a fault was noted. Absent values never reach it. */
export type Read<T> = (reading: Reading<string>, field: string, value: unknown) => T | undefined;

/** null and "" mean absent, everywhere. */
export function isAbsent(value: unknown): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}

type Shape = Readonly<Record<string, Read<unknown>>>;
type ReadShape<S extends Shape> = { readonly [K in keyof S]?: Exclude<ReturnType<S[K]>, undefined> };

/** Reads an object's fields in the order they stand; a fault anywhere leaves that field out of the answer. */
export function readObject<S extends Shape>(
  reading: Reading<string>,
  field: string,
  value: unknown,
  shape: S,
  required: readonly (keyof S & string)[],
): ReadShape<S> {
  const out: Record<string, unknown> = {};
  const given = isAbsent(value) ? {} : value;
  if (!isRecord(given)) {
    reading.bad(field, 'must be an object');
    return out as ReadShape<S>;
  }
  for (const [name, member] of Object.entries(given)) {
    reading.place++;
    const path = join(field, name);
    const read = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (read === undefined) reading.fault('unknown_field', path, 'is not a field of this object');
    else if (!isAbsent(member)) out[name] = read(reading, path, member);
  }
  reading.place++;
  for (const name of required) {
    if (isAbsent(given[name])) reading.fault('missing_field', join(field, name), 'is required');
  }
  return out as ReadShape<S>;
}

/** Reads an array's elements in order; bad ones are left out. */
export function readArray<T>(reading: Reading<string>, field: string, value: unknown, read: Read<T>): readonly T[] {
  if (!Array.isArray(value)) {
    reading.bad(field, 'must be an array');
    return [];
  }
  const out: T[] = [];
  for (const [index, element] of value.entries()) {
    reading.place++;
    const item = read(reading, `${field}[${index}]`, element);
    if (item !== undefined) out.push(item);
  }
  return out;
}

export function arrayOf<T>(read: Read<T>): Read<readonly T[]> {
  return (reading, field, value) => readArray(reading, field, value, read);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function join(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

export const text: Read<string> = (reading, field, value) =>
  typeof value === 'string' && value !== '' ? value : reading.bad(field, 'must be a non-empty string');

export const flag: Read<boolean> = (reading, field, value) =>
  typeof value === 'boolean' ? value : reading.bad(field, 'must be true or false');

export function matching(pattern: RegExp, what: string): Read<string> {
  return (reading, field, value) =>
    typeof value === 'string' && pattern.test(value) ? value : reading.bad(field, `must be ${what}`);
}

export function oneOf<const T extends string>(allowed: readonly T[]): Read<T> {
  return (reading, field, value) =>
    allowed.find((known) => known === value) ?? reading.bad(field, `must be one of ${allowed.join(', ')}`);
}

/** A decimal string read by `parse`, which answers null for what it does not take. */
export function decimal<T extends number>(parse: (text: string) => T | null, what: string): Read<T> {
  return (reading, field, value) => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    return parsed ?? reading.bad(field, `must be a string of ${what}, digits only`);
  };
}

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/;

/** A day of the calendar, yyyy-MM-dd. */
export const date: Read<string> = (reading, field, value) =>
  typeof value === 'string' && isDate(value) ? value : reading.bad(field, 'must be a date yyyy-MM-dd');

/** yyyy-MM-dd HH:mm:ss. */
export const dateTime: Read<string> = (reading, field, value) =>
  typeof value === 'string' && value.charAt(10) === ' ' && isDate(value.slice(0, 10)) && TIME.test(value.slice(11))
    ? value
    : reading.bad(field, 'must be a time yyyy-MM-dd HH:mm:ss');

function isDate(value: string): boolean {
  const parts = DATE.exec(value);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= length;
}

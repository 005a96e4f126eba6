/**
 * One row of a catalogue file to typed values, in the order of its places. Answers the first cell that is not right, with
 * its column; never repairs one, and never lets a number through that is not written in plain digits.
 */
import { isEan13 } from '../../core/scan/reading.ts';
import { parsePrice, parseRatio } from '../../core/settlement/decimal.ts';
import type { CellKind, Place } from './layout.ts';

export type Value = string | number | null;

/** `column` is 1-based; 0 means the row as a whole. */
export interface CellFault {
  readonly column: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

const SHOWN = 40;

/** Reads rows of one file: `width` cells each. */
export function rowReader(
  places: readonly Place[],
  width: number,
): (cells: readonly string[], into: Value[]) => CellFault | null {
  return (cells, into) => {
    if (cells.length !== width)
      return {
        column: 0,
        field: '',
        reason: `has ${cells.length} columns, not ${width}`,
        value: shown(cells[0] ?? ''),
      };
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] as Place;
      const text = place.column < 0 ? '' : (cells[place.column] as string).trim();
      if (text === '') {
        if (place.required) return faultAt(place, 'is required', text);
        into[at] = null;
        continue;
      }
      const value = READERS[place.cell](text);
      if (value === undefined) return faultAt(place, EXPECTED[place.cell], text);
      into[at] = value;
    }
    return null;
  };
}

function faultAt({ column, head }: Place, reason: string, value: string): CellFault {
  return { column: column + 1, field: head, reason, value: shown(value) };
}

const shown = (value: string) => (value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);

/** A replacement character is what undecodable bytes became. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const UNREADABLE = /[\u0000-\u001f\u007f\ufffd]/;
const CODE = /^[\x21-\x7e]{1,50}$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[ T]\d\d:\d\d:\d\d(?:\.\d+)?)?$/;
const LEVELS: Readonly<Record<string, string>> = {
  '01': '01',
  '02': '02',
  '03': '03',
  '1': '01',
  '2': '02',
  '3': '03',
};

const READERS: Readonly<Record<CellKind, (text: string) => string | number | undefined>> = {
  code: (text) => (CODE.test(text) ? text : undefined),
  text: (text) => (text.length <= 500 && !UNREADABLE.test(text) ? text : undefined),
  date: dateOf,
  flag: (text) => (text === '1' ? 1 : text === '0' ? 0 : undefined),
  level: (text) => LEVELS[text],
  price: (text) => parsePrice(text) ?? undefined,
  ratio: (text) => parseRatio(text) ?? undefined,
  region: (text) => (/^[0-9]{6}$/.test(text) ? text : undefined),
  list: (text) => (/^[\w-]{1,50}(,[\w-]{1,50}){0,99}$/.test(text) ? text : undefined),
  ean13: (text) => (isEan13(text) ? text : undefined),
  product: (text) => (/^8[0-9]{6}$/.test(text) ? text : undefined),
};

const EXPECTED: Readonly<Record<CellKind, string>> = {
  code: 'must be a code of at most 50 printable characters',
  text: 'must be readable text of at most 500 characters',
  date: 'must be a date yyyy-MM-dd',
  flag: 'must be 1 or 0',
  level: 'must be 01, 02 or 03',
  price: 'must be yuan with at most 6 decimals, digits only',
  ratio: 'must be a share from 0 to 1 with at most 4 decimals',
  region: 'must be a division code of 6 digits',
  list: 'must be words separated by commas',
  ean13: 'must be 13 digits with a right check digit',
  product: 'must be the first 7 digits of a trace code, beginning with 8',
};

/** A day of the calendar; a time after it is passed over. */
function dateOf(text: string): string | undefined {
  const parts = DATE.exec(text);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return text.slice(0, 10);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/**
 * Parsers of bytes from outside and a fast source of hostile bytes for them: real messages with bits, bytes and lengths
 * changed, cut and joined, or anything at all. Made in place from a seed, so that a million inputs take seconds.
 */
import { readingsOf } from '../../agent/core/scan/reading.ts';
import { CATALOGUE } from '../../agent/errors/catalogue.ts';
import { decodeValue, gbkText, recordValue } from '../../drivers/card-file.ts';
import { layoutOf } from '../../drivers/hid/descriptor.ts';
import { advanceKeys, NO_KEYS } from '../../drivers/hid/keyboard.ts';
import { advanceMessage, NO_MESSAGE } from '../../drivers/hid/message.ts';
import { scannerProfiles } from '../../drivers/hid/profile.ts';
import { usbOf } from '../../drivers/pcsc/native.ts';
import { advanceRead } from '../../drivers/pcsc/read-machine.ts';
import type { ReadState } from '../../drivers/pcsc/read-state.ts';
import { readerName } from '../../drivers/pcsc/reader-name.ts';
import { scanText } from '../../drivers/scan-text.ts';
import { advanceFrame, type Framing, NO_FRAME, silentFrame } from '../../drivers/serial/frame.ts';
import { printerStatus } from '../../drivers/serial/printer-status.ts';
import { vendorCard } from '../../drivers/vendor/text.ts';
import { FIELD_DESCRIPTOR, keyReports, MAKES, posReports } from '../../simulator/scanner/reports.ts';
import { statesOfARead } from './parsers.ts';

/** Whole numbers from 0 to 2^32 - 1, the same for the same seed. */
export type Dice = () => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

export interface HostileSubject {
  readonly name: string;
  /** Real messages to begin from. */
  readonly real: readonly Uint8Array[];
  readonly maxLength: number;
  /** Feeds one input; the code of what was refused, null when it was taken. Throws when a bound is broken. */
  feed(bytes: Uint8Array, dice: Dice): string | null;
}

/** One hostile input. It is good until the next call alone. */
export function hostileBytes(subject: HostileSubject, room: Uint8Array, dice: Dice): Uint8Array {
  const { real, maxLength } = subject;
  if (dice() % 3 === 0) {
    const length = dice() % (maxLength + 1);
    for (let at = 0; at < length; at += 1) room[at] = dice();
    return room.subarray(0, length);
  }
  const from = real[dice() % real.length] ?? room;
  let length = Math.min(from.length, maxLength);
  room.set(from.subarray(0, length));
  for (let changes = dice() % 5; changes > 0 && length > 0; changes -= 1) {
    const at = dice() % length;
    const how = dice() % 4;
    if (how === 0) room[at] = dice();
    else if (how === 1) room[at] = (room[at] ?? 0) ^ (1 << (dice() % 8));
    else if (how === 2) length = at;
    else {
      room.copyWithin(at, 0, Math.min(length, maxLength - at));
      length = Math.min(maxLength, Math.max(length, at + Math.min(length, maxLength - at)));
    }
  }
  return room.subarray(0, length);
}

const LAYOUTS = scannerProfiles().map(({ report }) => report);
const FRAMINGS: readonly Framing[] = ['cr', 'crlf', 'lf', 'line', 'stx_etx', 'stx_etx_lrc', 'silence'];
const CODES = ['2026112209301234567890370102', 'A'.repeat(150), '测试甲'].map((text) => Buffer.from(text));
const ENCODINGS = ['hex', 'ascii', 'ascii_or_hex', 'bcd', 'bcd_date', 'gbk'] as const;
const MOST_BYTES = 16 * 1024;
const VENDOR_TEXT = Buffer.from(
  '3939303030307c3939303030303139353830333135303031337c543030303030303141' +
    '7c39393030303044313536303030303035303030303030303130313031303130317cb2e2cad4bcd7' +
    '7c30303831344534333233383639373135393930304246374337417c312e30307c32303132313030317c3230333231303031' +
    '7c3431303130303831333437357c313233347c',
  'hex',
);

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

export function hostileSubjects(): readonly HostileSubject[] {
  const states = statesOfARead();
  const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
  return [
    {
      name: 'APDU answers',
      real: [
        hex('08125430303030303031419000'),
        hex('611E'),
        hex('6C20'),
        hex(`0110${'37'.repeat(16)}9000`),
        hex('6A82'),
      ],
      maxLength: 300,
      feed(bytes, dice) {
        let state = states[dice() % states.length] as ReadState;
        for (let command = 0; command < 64; command += 1) {
          const next = advanceRead(state, bytes);
          if (next.kind === 'failed') return next.code;
          if (next.kind !== 'send') return null;
          state = next.state;
          demand(state.partial.length < 2048, 'an answer grows without bound');
        }
        throw new Error('a card was asked without end');
      },
    },
    {
      name: 'ATR and reader names',
      real: [hex('3B6D000000819999000000000000000001'), Buffer.from('Gemalto Reader [CCID] (B1) 01 00')],
      maxLength: 80,
      feed(bytes) {
        const name = Buffer.from(bytes).toString('latin1');
        const { model, serial } = readerName(name);
        demand(model.length <= name.length + 8 && serial.length <= name.length, 'a name grows');
        return usbOf(name, []) === null ? null : 'device_unknown';
      },
    },
    {
      name: 'HID reports',
      real: Object.values(MAKES).flatMap((make) => CODES.flatMap((code) => posReports(make, code))),
      maxLength: 80,
      feed(bytes, dice) {
        const layout = LAYOUTS[dice() % LAYOUTS.length] as (typeof LAYOUTS)[number];
        let state = NO_MESSAGE;
        for (let reports = 1 + (dice() % 3); reports > 0; reports -= 1) {
          const next = advanceMessage(layout, state, bytes);
          if (next.kind === 'garbled') return 'scan_garbled';
          state = next.kind === 'more' ? next.state : NO_MESSAGE;
          demand(state.bytes <= MOST_BYTES, 'a message grows without bound');
        }
        return null;
      },
    },
    {
      name: 'report descriptors',
      real: [FIELD_DESCRIPTOR],
      maxLength: 200,
      feed(bytes) {
        const layout = layoutOf(bytes);
        if (layout === null) return null;
        demand(layout.data + layout.dataBytes <= 1 + 1024, 'a report grows without bound');
        const next = advanceMessage({ ...layout, oneByteVariant: false }, NO_MESSAGE, bytes);
        return next.kind === 'garbled' ? 'scan_garbled' : null;
      },
    },
    {
      name: 'keyboard reports',
      real: keyReports('aB1-/'),
      maxLength: 12,
      feed(bytes, dice) {
        const next = advanceKeys({ ...NO_KEYS, text: 'x'.repeat(dice() % 3), spoiled: dice() % 5 === 0 }, bytes);
        demand(next.state.held.length <= 6 && next.state.text.length <= 8192, 'keys grow without bound');
        return next.kind === 'garbled' ? 'scan_garbled' : null;
      },
    },
    {
      name: 'serial frames',
      real: [Buffer.from('\x02A1\x03r'), Buffer.from(']Q1123\r\n'), Buffer.from('12\n34\r'), ...CODES],
      maxLength: 160,
      feed(bytes, dice) {
        const framing = FRAMINGS[dice() % FRAMINGS.length] as Framing;
        const next = advanceFrame(framing, NO_FRAME, bytes);
        demand(next.state.bytes.length <= MOST_BYTES, 'a frame grows without bound');
        const items = [...next.items, ...silentFrame(framing, next.state).items];
        return items.some(({ kind }) => kind === 'garbled') ? 'scan_garbled' : null;
      },
    },
    {
      name: 'printer answers',
      real: [hex('16121212'), hex('12'), hex('7E')],
      maxLength: 8,
      feed(bytes) {
        const status = printerStatus(bytes);
        return status.kind === 'known' ? status.problem : null;
      },
    },
    {
      name: 'QR text',
      real: [...CODES, Buffer.from('6901234567892'), Buffer.from('81234567890123456789')],
      maxLength: 200,
      feed(bytes, dice) {
        const text = scanText(bytes);
        if (text === null) return 'scan_garbled';
        demand(text.length <= bytes.length, 'a text grows');
        const readings = readingsOf(text, dice() % 2 === 0 ? null : 'Q1');
        demand(readings.length > 0, 'a code is nothing at all');
        return readings[0] === 'unknown' ? 'scan_unreadable' : null;
      },
    },
    {
      name: 'card text',
      real: [hex('0904b2e2cad4'), hex('20121001'), hex('b2e2cad4bcd7ffffff')],
      maxLength: 64,
      feed(bytes, dice) {
        void recordValue(bytes, 9, 4);
        const encoding = ENCODINGS[dice() % ENCODINGS.length] as (typeof ENCODINGS)[number];
        const value = decodeValue(encoding, bytes);
        if (encoding === 'bcd_date' && value !== null) demand(/^\d{4}-\d{2}-\d{2}$/.test(value), 'a date is no date');
        return value === null || gbkText([bytes, bytes]) === null ? 'card_unreadable' : null;
      },
    },
    {
      name: 'vendor text of a card',
      real: [VENDOR_TEXT],
      maxLength: 1100,
      feed(bytes) {
        const read = vendorCard(bytes);
        if (!read.ok) return read.code;
        demand(read.card.card_sn.startsWith(read.card.issuing_admdvs), 'a card of two areas');
        return null;
      },
    },
  ];
}

/** What came of so many inputs: how many were refused with which code. Throws on the first that breaks a promise. */
export function attack(
  subject: HostileSubject,
  inputs: number,
  seed: number,
  said: (done: number) => void = () => {},
): ReadonlyMap<string, number> {
  const dice = diceOf(seed);
  const room = new Uint8Array(subject.maxLength);
  const codes = new Map<string, number>();
  for (let done = 0; done < inputs; done += 1) {
    const bytes = hostileBytes(subject, room, dice);
    try {
      const code = subject.feed(bytes, dice);
      if (code !== null && !Object.hasOwn(CATALOGUE, code)) throw new Error(`${code} has no sentence`);
      if (code !== null) codes.set(code, (codes.get(code) ?? 0) + 1);
    } catch (error) {
      const input = Buffer.from(bytes).toString('hex');
      throw new Error(`${subject.name}, seed ${seed}, input ${done}: ${input}`, { cause: error });
    }
    if (done % 250_000 === 249_999) said(done + 1);
  }
  return codes;
}

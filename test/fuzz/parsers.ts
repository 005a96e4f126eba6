/**
 * Every parser of bytes from outside, with what must hold whatever the bytes are: nothing is thrown, nothing grows without
 * bound, and what is not right is told in one way. Bytes are either anything at all or a real message with some changed.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { readingsOf } from '../../agent/core/scan/reading.ts';
import { decodeValue, gbkText, recordValue } from '../../drivers/card-file.ts';
import { layoutOf } from '../../drivers/hid/descriptor.ts';
import { advanceKeys, NO_KEYS } from '../../drivers/hid/keyboard.ts';
import { advanceMessage, NO_MESSAGE } from '../../drivers/hid/message.ts';
import { scannerProfiles } from '../../drivers/hid/profile.ts';
import { parseAnswer } from '../../drivers/pcsc/apdu.ts';
import { socialSecurityProfile } from '../../drivers/pcsc/card-profile.ts';
import { advanceRead, follow, isPsamTurn, prepare, startRead, withPin } from '../../drivers/pcsc/read-machine.ts';
import type { ReadNext, ReadState } from '../../drivers/pcsc/read-state.ts';
import { aimAt, scanText } from '../../drivers/scan-text.ts';
import { advanceFrame, type Framing, NO_FRAME, silentFrame } from '../../drivers/serial/frame.ts';
import { printerStatus } from '../../drivers/serial/printer-status.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';
import { answerOf, coldChip } from '../../simulator/card/virtual-card.ts';
import { FIELD_DESCRIPTOR, keyReports, MAKES, posReports } from '../../simulator/scanner/reports.ts';

/** Any bytes, or `real` with a few of them changed, cut or repeated. */
function bytesLike(real: readonly Uint8Array[], maxLength: number): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
  const like = fc.tuple(fc.nat(), changes, fc.nat()).map(([which, changed, cut]) => {
    const bytes = Uint8Array.from(real[which % real.length] ?? []);
    for (const [at, value] of changed) if (bytes.length > 0) bytes[at % bytes.length] = value;
    return cut % 4 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes;
  });
  return fc.oneof(fc.uint8Array({ maxLength }), like);
}

const codes = ['2026112209301234567890370102', 'A'.repeat(150), '测试甲'].map((text) => Buffer.from(text));
const layouts = scannerProfiles().map(({ report }) => report);
const framings: readonly Framing[] = ['cr', 'crlf', 'lf', 'line', 'stx_etx', 'stx_etx_lrc', 'silence'];
const pick = <T>(all: readonly T[], by: number): T => all[by % all.length] as T;
const profile = socialSecurityProfile();

/** Where a read of a good card can be, one state a command; of one without more ado, and of one that wants PSAM and PIN. */
export function statesOfARead(): readonly ReadState[] {
  return [...statesOf('ceshi-jia'), ...statesOf('pin-card')];
}

function statesOf(name: ImageName): readonly ReadState[] {
  const images = { card: imageOf(name), psam: imageOf('psam') };
  const chips = { card: coldChip(null), psam: coldChip(null) };
  const states: ReadState[] = [];
  for (let state: ReadState | null = startRead(profile, images.card.atr); state !== null; ) {
    states.push(state);
    const which = isPsamTurn(state) ? 'psam' : 'card';
    const { state: after, response } = answerOf(images[which], chips[which], state.command);
    chips[which] = after;
    const next = advanceRead(state, response ?? new Uint8Array());
    if (next.kind === 'pin') state = withPin(next.state, '246810');
    else state = next.kind === 'send' ? next.state : null;
  }
  return states;
}

const states = statesOfARead();

/** From somewhere in a read on, every answer is these bytes: where that ends, looked into at once or while the next is asked. */
function readWith(bytes: Uint8Array, at: number): void {
  const atOnce = endOf(pick(states, at), (state) => advanceRead(state, bytes));
  let record: Uint8Array = new Uint8Array();
  const inItsTime = endOf(pick(states, at), (state) => {
    const prepared = prepare(state, record);
    if (prepared.kind !== 'send') return prepared;
    const followed = follow(prepared, bytes);
    record = followed.record;
    return followed.next;
  });
  expect(inItsTime).toEqual(atOnce);
}

function endOf(first: ReadState, ask: (state: ReadState) => ReadNext): ReadNext {
  let state = first;
  for (let command = 0; command < 64; command += 1) {
    const next = ask(state);
    if (next.kind !== 'send') return next;
    state = next.state;
    expect(state.partial.length).toBeLessThan(2048);
  }
  throw new Error('a card was asked without end');
}

type Check = readonly [name: string, property: fc.IProperty<unknown[]> | fc.IRawProperty<unknown>];

export function parserChecks(): readonly Check[] {
  const answers = bytesLike(
    [Buffer.from('0809543030303030303141' + '9000', 'hex'), Buffer.of(0x61, 0x1e), Buffer.of(0x6c, 0x20)],
    300,
  );
  const reports = bytesLike(
    Object.values(MAKES).flatMap((make) => codes.flatMap((code) => posReports(make, code))),
    80,
  );
  const keys = bytesLike(keyReports('aB1-/'), 12);
  const lines = bytesLike([Buffer.from('\x02A1\x03r'), Buffer.from(']Q1123\r\n'), Buffer.from('12\n34\r')], 64);
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[0-9]{12,33}$/));
  return [
    ['APDU answers', fc.property(answers, fc.nat(30), (bytes, at) => readWith(bytes, at))],
    ['status words', fc.property(answers, (bytes) => void parseAnswer(bytes))],
    [
      'card text',
      fc.property(bytesLike([Buffer.from('09 04 b2e2 cad4'.replaceAll(' ', ''), 'hex')], 64), (bytes) => {
        void recordValue(bytes, 9, 4);
        for (const encoding of ['hex', 'ascii', 'ascii_or_hex', 'bcd', 'bcd_date', 'gbk'] as const) {
          const value = decodeValue(encoding, bytes);
          if (encoding === 'bcd_date' && value !== null) expect(value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        }
        void gbkText([bytes, bytes]);
      }),
    ],
    [
      'HID reports',
      fc.property(fc.array(reports, { maxLength: 6 }), fc.nat(), (all, which) => {
        let state = NO_MESSAGE;
        for (const bytes of all) {
          const next = advanceMessage(pick(layouts, which), state, bytes);
          state = next.kind === 'more' ? next.state : NO_MESSAGE;
          expect(state.bytes).toBeLessThanOrEqual(16 * 1024);
        }
      }),
    ],
    [
      'report descriptors',
      fc.property(bytesLike([FIELD_DESCRIPTOR], 200), (bytes) => {
        const layout = layoutOf(bytes);
        if (layout === null) return;
        expect(layout.data + layout.dataBytes).toBeLessThanOrEqual(1 + 1024);
        void advanceMessage({ ...layout, oneByteVariant: false }, NO_MESSAGE, new Uint8Array(64));
      }),
    ],
    [
      'keyboard reports',
      fc.property(fc.array(keys, { maxLength: 12 }), (all) => {
        let state = NO_KEYS;
        for (const bytes of all) state = advanceKeys(state, bytes).state;
        expect(state.held.length).toBeLessThanOrEqual(6);
      }),
    ],
    [
      'serial frames',
      fc.property(fc.array(lines, { maxLength: 5 }), fc.nat(), (all, which) => {
        const framing = pick(framings, which);
        let state = NO_FRAME;
        for (const bytes of all) state = advanceFrame(framing, state, bytes).state;
        expect(state.bytes.length).toBeLessThanOrEqual(16 * 1024);
        expect(silentFrame(framing, state).state).toEqual(NO_FRAME);
      }),
    ],
    ['printer answers', fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => void printerStatus(bytes))],
    [
      'bytes of a code',
      fc.property(bytesLike(codes, 64), fc.nat(70), (bytes, at) => {
        expect(scanText(bytes)).not.toBe('');
        expect(aimAt(bytes, at)?.length ?? 2).toBe(2);
      }),
    ],
    [
      'scanned text',
      fc.property(text, fc.string({ maxLength: 3 }), (scanned, aim) => {
        expect(readingsOf(scanned, aim).length).toBeGreaterThan(0);
      }),
    ],
  ];
}

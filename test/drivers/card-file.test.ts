/** Values as cards encode them, and what random bytes may do to the reader of cards: nothing. */

import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeValue, gbkText, type ItemEncoding, recordValue } from '../../drivers/card-file.ts';
import { bytesOf } from '../../drivers/pcsc/apdu.ts';
import { socialSecurityProfile } from '../../drivers/pcsc/card-profile.ts';
import { advanceRead, startRead } from '../../drivers/pcsc/read-machine.ts';
import { imageNames, imageOf } from '../../simulator/card/catalogue.ts';
import { answerOf, coldChip } from '../../simulator/card/virtual-card.ts';

describe('encodings', () => {
  const table: readonly (readonly [ItemEncoding, string, string | null])[] = [
    ['bcd_date', '20240229', '2024-02-29'],
    ['bcd_date', '20230229', null],
    ['bcd_date', '19000229', null],
    ['bcd_date', '20000229', '2000-02-29'],
    ['bcd_date', '20241301', null],
    ['bcd_date', '20240431', null],
    ['bcd_date', '00000000', null],
    ['bcd_date', '2024022F', null],
    ['bcd_date', '202402', null],
    ['bcd', '370102', '370102'],
    ['bcd', '3701A2', null],
    ['ascii', '413100', 'A1'],
    ['ascii', '412031', null],
    ['ascii', '000000', null],
    ['ascii', '41B231', null],
    ['ascii_or_hex', '41420000', 'AB'],
    ['ascii_or_hex', '99000000', '99000000'],
    ['hex', '0aFf', '0AFF'],
    ['gbk', 'B2E2CAD4BCD70000', '测试甲'],
    ['gbk', 'B2E2CAD4BCD72020', '测试甲'],
    ['gbk', 'B2E2CAD4BCD7FFFF', '测试甲'],
    ['gbk', 'B2E2A1A4CAD4', '测·试'],
    ['gbk', 'B2E2CA', null],
    ['gbk', 'B2E2FFCAD4', null],
    ['gbk', 'B2E200CAD4', null],
    ['gbk', '80', null],
    ['gbk', '0000', null],
  ];
  it.each(table)('%s %s is %s', (encoding, hex, text) => {
    expect(decodeValue(encoding, bytesOf(hex))).toBe(text);
  });

  it('any GBK name survives padding with 00, 20 or FF and a cut anywhere between name and extension', () => {
    // Hanzi of GB 2312, which every card has.
    const hanzi = fc.tuple(fc.integer({ min: 0xb0, max: 0xd6 }), fc.integer({ min: 0xa1, max: 0xfe }));
    const names = fc.array(hanzi, { minLength: 1, maxLength: 25 }).map((pairs) => Uint8Array.from(pairs.flat()));
    fc.assert(
      fc.property(names, fc.nat(), fc.constantFrom(0x00, 0x20, 0xff), fc.nat(20), (name, at, pad, length) => {
        const cut = at % (name.length + 1);
        const extension = Uint8Array.of(...name.subarray(cut), ...new Uint8Array(length).fill(pad));
        expect(gbkText([name.subarray(0, cut), extension])).toBe(iconv.decode(Buffer.from(name), 'gbk'));
      }),
    );
  });

  it('a record gives its value only when tag, length and size are exactly right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(255), fc.nat(30), (record, tag, length) => {
        const value = recordValue(record, tag, length);
        const right = record[0] === tag && record[1] === length && record.length === length + 2;
        expect(value === null).toBe(!right);
      }),
    );
  });
});

describe('random bytes', () => {
  it('as answers never throw, never go on for ever, and end in one verdict', () => {
    const answers = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('9000', '6110', '6C10', '6A82').map((hex) => bytesOf(hex)),
        fc.uint8Array({ maxLength: 34 }).map((data) => Uint8Array.of(...data, 0x90, 0x00)),
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(answers, (list) => {
        let state = startRead(socialSecurityProfile());
        for (const answer of list) {
          const next = advanceRead(state, answer);
          if (next.kind !== 'send') return;
          state = next.state;
          // Four answers of 256 bytes at most wait to be put together.
          expect(state.partial.length).toBeLessThanOrEqual(4 * 256);
          expect(state.hops).toBeLessThanOrEqual(4);
        }
      }),
    );
  });

  it('in any one answer of a good card give that card or one verdict', () => {
    const image = imageOf('ceshi-bing');
    fc.assert(
      fc.property(fc.nat(40), fc.uint8Array({ maxLength: 300 }), (at, noise) => {
        let chip = coldChip(null);
        let state = startRead(socialSecurityProfile());
        for (let turn = 0; turn < 200; turn += 1) {
          const answer = answerOf(image, chip, state.command);
          chip = answer.state;
          const next = advanceRead(state, turn === at ? noise : (answer.response ?? new Uint8Array(0)));
          if (next.kind !== 'send') return;
          state = next.state;
        }
        throw new Error('no verdict after 200 commands');
      }),
    );
  });

  it('as commands never make a simulated chip throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...imageNames()), fc.array(fc.uint8Array({ maxLength: 270 })), (name, commands) => {
        let chip = coldChip(null);
        for (const command of commands) {
          const answer = answerOf(imageOf(name), chip, command);
          chip = answer.state;
          expect(answer.response === null || answer.response.length >= 2).toBe(true);
        }
      }),
    );
  });
});

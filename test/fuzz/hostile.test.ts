/** A few thousand hostile inputs for every parser, and that the attack itself sees: hostile.long.test.ts goes on to a million. */
import { describe, expect, it } from 'vitest';
import { vendorCard } from '../../drivers/vendor/text.ts';
import { attack, diceOf, hostileBytes, hostileSubjects } from './hostile.ts';

const subjects = hostileSubjects();

describe('hostile bytes', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))('of %s are taken or refused', (_, subject) => {
    expect(() => attack(subject, 5_000, Number(process.env['TONGXING_SEED']) >>> 0)).not.toThrow();
  });

  it('are the same for the same seed, and never longer than they may be', () => {
    for (const subject of subjects) {
      const [one, other] = [diceOf(7), diceOf(7)];
      for (let at = 0; at < 500; at += 1) {
        const bytes = hostileBytes(subject, new Uint8Array(subject.maxLength), one);
        expect(bytes).toEqual(hostileBytes(subject, new Uint8Array(subject.maxLength), other));
        expect(bytes.length).toBeLessThanOrEqual(subject.maxLength);
      }
    }
  });

  it('that a parser stumbles over are named with their seed, and so is a refusal without a sentence', () => {
    const [subject] = subjects;
    if (subject === undefined) throw new Error('no subject');
    const stumbling = { ...subject, feed: (bytes: Uint8Array) => (bytes[0] === 0x61 ? fail() : null) };
    expect(() => attack(stumbling, 5_000, 3)).toThrow(/APDU answers, seed 3, input \d+: 61/);
    expect(() => attack({ ...subject, feed: () => 'no_such_code' }, 1, 3)).toThrow();
  });
});

function fail(): never {
  throw new RangeError('stumbled');
}

describe('the text of iReadCardBas', () => {
  const text = (change: (parts: string[]) => void = () => {}): Uint8Array => {
    const parts = [
      ...['990000', '990000195803150013', 'T0000001A', '990000D1560000050000000101010101', '', '00814E4323'],
      ...['1.00', '20121001', '20321001', '410100813475', '终端', ''],
    ];
    change(parts);
    const gbk = new Map([['终端', [0xd6, 0xd5, 0xb6, 0xcb]]]);
    const bytes = parts.flatMap((part, at) => [
      ...(at === 0 ? [] : [0x7c]),
      ...(at === 4 && part === ''
        ? [0xb2, 0xe2, 0xca, 0xd4, 0xbc, 0xd7]
        : (gbk.get(part) ?? Buffer.from(part, 'latin1'))),
    ]);
    return Uint8Array.from(bytes);
  };

  it('is a card, with what its number says of the person', () => {
    expect(vendorCard(text())).toEqual({
      ok: true,
      card: expect.objectContaining({
        psn_name: '测试甲',
        certno: '990000195803150013',
        cardno: 'T0000001A',
        card_sn: '990000D1560000050000000101010101',
        issuing_admdvs: '990000',
        card_version: '1.00',
        expiry_date: '2032-10-01',
        brdy: '1958-03-15',
        gend: '1',
      }),
    });
  });

  it('with a bar as the second byte of a character of the name is parted where it is parted', () => {
    const bytes = Uint8Array.from(text((parts) => parts.splice(4, 1, '\x81|')));
    expect(vendorCard(bytes)).toMatchObject({ ok: true, card: { psn_name: '亅' } });
  });

  it.each([
    ['a part is missing', 'card_unreadable', (parts: string[]): void => void parts.splice(2, 1)],
    ['it is joined from two cards', 'card_unreadable', (parts: string[]): void => void parts.splice(0, 1, '370102')],
    ['its day is none', 'card_unreadable', (parts: string[]): void => void parts.splice(8, 1, '20320231')],
    ['its version is not known', 'card_version_unknown', (parts: string[]): void => void parts.splice(6, 1, '4.00')],
    ['its name is no GBK', 'card_unreadable', (parts: string[]): void => void parts.splice(4, 1, '\xff\xff')],
  ] as const)('is refused when %s', (_, code, change) => {
    expect(vendorCard(text(change))).toMatchObject({ ok: false, code });
  });
});

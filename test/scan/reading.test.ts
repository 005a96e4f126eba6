/** What a scanned text is taken for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEan13, looksLikeEan, readingsOf } from '../../agent/core/scan/reading.ts';

const VOUCHER = '2026112209301234567890370102';
const RECEIPT = 'TX1|P37010000001202210080930000001|SETL-1|10000|0123456789ABCDEF';

describe('a scanned text', () => {
  it.each([
    ['28 digits in a QR code', VOUCHER, 'Q1', ['voucher']],
    ['28 digits from a scanner that tells no symbology', VOUCHER, null, ['voucher']],
    [
      '20 digits beginning with 8: a trace code first, a voucher for whoever waits for one',
      '8'.padEnd(20, '1'),
      null,
      ['trace', 'voucher'],
    ],
    ['the same in a bar code, which no voucher is', '8'.padEnd(20, '1'), 'C0', ['trace']],
    ['20 digits beginning with 7', '7'.padEnd(20, '1'), null, ['voucher']],
    ['27 characters', 'RX0000000000000000000000001', 'Q1', ['prescription']],
    ['27 digits', '1'.repeat(27), null, ['voucher', 'prescription']],
    ['13 digits with their check digit', '6901234567892', 'E0', ['ean13']],
    ['13 digits with a wrong one', '6901234567891', 'E0', ['unknown']],
    ['what is under a receipt', RECEIPT, 'Q1', ['receipt']],
    ['the same in a bar code', RECEIPT, 'C0', ['unknown']],
    ['the same with its hash cut short', RECEIPT.slice(0, -1), 'Q1', ['unknown']],
    ['a label of the shop', 'SHOP-0017', 'C0', ['shop']],
    ['an address', 'https://example.cn/a', 'Q1', ['unknown']],
    ['17 digits', '1'.repeat(17), null, ['shop']],
    ['33 digits', '1'.repeat(33), null, ['shop']],
    ['Chinese text', '阿莫西林', 'Q1', ['unknown']],
    ['nothing', '', null, ['unknown']],
    ['a text with a line break', 'SHOP\n1', null, ['unknown']],
  ] as const)('%s', (_, text, aim, readings) => {
    expect(readingsOf(text, aim)).toEqual(readings);
  });

  it('with one digit changed is no EAN-13 any more', () => {
    const digits = fc.stringMatching(/^[0-9]{12}$/);
    fc.assert(
      fc.property(digits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (head, at, by) => {
        const code = [...'0123456789'].map((last) => head + last).filter(isEan13);
        expect(code).toHaveLength(1);
        const right = code[0] ?? '';
        const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
        expect(looksLikeEan(wrong)).toBe(true);
        expect(readingsOf(wrong)).toEqual(['unknown']);
      }),
    );
  });

  it('of any kind is something, and the same something each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), fc.option(fc.string({ maxLength: 2 })), (text, aim) => {
        const readings = readingsOf(text, aim);
        expect(readings.length).toBeGreaterThan(0);
        expect(readingsOf(text, aim)).toEqual(readings);
      }),
    );
  });
});
